"""The tutorial, done line by line: its files are written, its commands typed, in a project with the made-up edition."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from urllib.error import URLError

import pytest

from support.forge import typed, with_commands
from support.sites import ROOT, lay_out

TUTORIAL = ROOT / "docs/about/tutorial.md"
FENCE = re.compile(r"([^\n]*)\n\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SERVE = "python3 scripts/dev.py serve"


def steps():
    """What the reader is to do, in order: a file to write with its text, or lines to type with None."""
    page = TUTORIAL.read_text("utf-8")
    found = FENCE.findall(page)
    assert 2 * len(found) == page.count("```")
    for before, language, text in found:
        files = re.findall(r"寫進 `([^`]+)`", before)
        assert (language == "sh") == (not files), before
        assert len(files) < 2
        yield (files[0], text) if files else (text, None)


def shown(project, programs, page):
    """What `serve` shows at an address, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    process = subprocess.Popen(
        [*SERVE.split(), "-a", address], cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        for _ in range(600):
            assert process.poll() is None, process.stdout.read().decode()
            try:
                return urllib.request.urlopen(f"http://{address}/{page}", timeout=10).read().decode()
            except URLError:
                time.sleep(0.1)
        pytest.fail("nothing is shown")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_every_line_of_the_tutorial_does_what_it_says(tmp_path):
    project, programs = with_commands(lay_out(tmp_path / "project")), tmp_path / "programs"
    for name in (".gitignore", "pyproject.toml"):
        (project / name).write_bytes((ROOT / name).read_bytes())
    person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    typed("git init -q -b main && git add -A && git commit -q -m x", project, programs, **person)
    said = []
    for first, text in steps():
        if text is not None:
            file = project / first
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            continue
        for line in first.splitlines():
            if line == SERVE:
                assert "怎樣修一條渠" in shown(project, programs, "guides/canal/")
            else:
                said.append((line, typed(line, project, programs, **person)))
    assert [line.split()[2] for line, _ in said if "dev.py" in line] == ["import", "record", "check", "packets", "check", "site"]
    for line, told in said:
        assert "WARNING" not in told, line
        assert not re.search(r": [A-Z]\d{3} ", told), told
    assert json.loads(typed("python3 scripts/dev.py check --format json", project, programs)) == []
    chapter = (project / "site/reports/canal-1950/qu/index.html").read_text("utf-8")
    assert "理校" in chapter
    assert (project / "site/packets/canal/index.html").is_file()
    assert list((project / "build/packets").glob("canal*.pdf"))
    assert list((project / "site").rglob("canal*.pdf"))
    assert typed("git status --porcelain", project, programs).split() == ["??", "raw.txt"]
