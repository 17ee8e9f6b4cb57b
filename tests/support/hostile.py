"""The made-up edition, every kind of page of it full of what must not run, load or lead anywhere; and its site, built past the check.

The check refuses nearly all of it. Under ``serve`` the pages are shown nevertheless, so it is the writers that must hold. A plugin of
pytest.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.sites import OFFLINE, ROOT, lay_out

HOST = "https://evil.example"
HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</style><script>alert(1)</script>",
    "</article></main><script>alert(1)</script>",
    "<base href=https://evil.example/><form action=https://evil.example/><button>x</button></form>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<link rel=stylesheet href=https://evil.example/x.css><style>*{background:url(https://evil.example/x)}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\x02wzxhzdk:0\x03\x020\x03",
    "{{ config.extra }}{% include 'main.html' %}",
    "{: onclick=alert(1) style=color:red }",
    "<!--<script>alert(1)//-->",
    "${alert(1)}`${alert(1)}`",
    "\u202e<a href=javascript:alert(1)>x</a>",
]
"""What would be HTML, a script or a template, were it not text."""
ADDRESSES = [
    "javascript:alert(1)",
    "JaVa&Tab;ScRiPt:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    f"{HOST}/x.png",
    "//evil.example/x.png",
    "///evil.example/x.png",
    "\\\\/evil.example/x.png",
    "/\\\\evil.example/x.png",
    "\\\\\\\\evil.example/x.png",
    "&sol;&sol;evil.example/x.png",
]
"""Addresses that run, or lead to another host."""
LINE = re.sub("[\x00-\x1f\u202e]", "", "".join(HTML))
"""All of it on one line, without what is taken out where it is read."""
SHORT = re.sub("[\x00-\x1f\u202e]", "", "".join(HTML[:6]))
"""As much of it as a title may have."""
LONG = "description|abstract|role|model|dates|publisher|place|rights|author|where|audience|date"
"""The fields that may be longer."""


def body():
    """Markdown with all of it: as text, in lists, tables, code, quotations and headings, and in links and pictures of every form."""
    rows = [*HTML, *(f"- {text}" for text in HTML), *(f"> {text}" for text in HTML), f"## 題{HTML[0]}{HTML[1]} {{#x onclick=alert(1)}}"]
    rows += ["| 甲 | 乙 |\n| --- | --- |\n" + "\n".join(f"| {text.replace('|', '')} | x |" for text in HTML)]
    rows += [f"```{text}\n{text}\n```" for text in HTML[:4]]
    for number, address in enumerate(ADDRESSES):
        rows += [f"[甲]({address})", f"[甲](<{address}>)", f"![甲]({address})", f'![[甲]]({address} "題")', f"<{address}>"]
        rows += [f"![甲][r{number}] [乙][r{number}]", f"[r{number}]: {address} 'x'", f"[![甲]({address})]({address})"]
    return "\n\n".join(rows)


def field(text):
    """A text as a value of YAML."""
    return "'" + text.replace("'", "''") + "'"


def spoil(path):
    """Put all of it into one page: into its texts of front matter, the titles and fields of its blocks, and its body."""
    head, rest = path.read_text("utf-8").split("---\n", 2)[1:]
    for names, words in (("title|short|english|name", SHORT), (LONG, LINE)):
        head = re.sub(rf"(?m)^((?:{names}): )(.+)$", lambda found, words=words: found[1] + field(found[2].strip("'") + words), head)
    rest = re.sub(r"(?m)^/// \w+ \| .+$", lambda found: found[0] + SHORT, rest)
    rest = re.sub(r"(?m)^(    (?:en|who|when|about|with|to): )(.+)$", lambda found: found[1] + field(found[2] + SHORT), rest)
    path.write_text(f"---\n{head}---\n{rest}\n{body()}\n", "utf-8")


def write(folder):
    """The project of the hostile edition in ``folder``."""
    lay_out(folder)
    for path in sorted((folder / "docs").rglob("*.md")):
        spoil(path)
    settings = folder / "edition.yml"
    text = re.sub(r"(?m)^(name|editors|rights|licence): .*$", lambda found: f"{found[1]}: {field(SHORT)}", settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    assets = folder / "docs/assets"
    assets.mkdir()
    (assets / "x.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "utf-8")
    (assets / "x.html").write_text("<script>alert(1)</script>", "utf-8")
    (assets / "x.js").write_text("alert(1)", "utf-8")
    return folder


BUILD = """\
import sys
import duben.checks
duben.checks.check = lambda *_: []
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""


def build(folder, site, *options):
    """Build the hostile edition as if its check had found nothing."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PACKETS": "false", "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", BUILD, "build", "-f", str(folder / "mkdocs.yml"), "-d", str(site), "--no-strict", *options]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="session")
def hostile_site(once):
    """The site of the hostile edition."""
    return Path(once("hostile", lambda folder: build(write(folder / "project"), folder / "edition"))) / "edition"


@pytest.fixture(scope="session")
def hostile_offline_site(once):
    """The same as it is built to be opened from a folder."""
    return Path(once("hostile-offline", lambda folder: build(write(folder / "p"), folder / OFFLINE, "--no-directory-urls"))) / OFFLINE
