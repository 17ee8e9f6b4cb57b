"""Whole sites that are only looked at, each built once a run: the shipped one, and a small made-up one. A plugin of pytest."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from duben.edition.read import read
from duben.links.resolve import resolve
from duben.reading.settings import beside, read_settings

ROOT = Path(__file__).parents[2]
TREES = Path(__file__).with_name("trees") / "docs"
"""The docs folder of a small made-up edition, with a page of each kind."""

COMPARE = """\
import re
from mkdocs.commands.build import get_context
from mkdocs.plugins import event_priority
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url
from duben.host import KEY
from duben.html.page import article
from duben.packets.compose import document
from duben.site.shell import Shells

made = {}

def on_nav(nav, config, files):
    made["nav"], made["pages"] = nav, [file.page for file in files.documentation_pages()]
    return nav

def squeezed(text):
    return re.sub(r"\\s*\\n\\s*", "\\n", text).strip()

@event_priority(-100)
def on_env(env, config, files):
    build, files = config.extra[KEY], [page.file for page in made["pages"]]
    shells = Shells(env, "main.html", get_context(made["nav"], files, config), lambda page: get_relative_url(".", page.url))
    assert made["pages"]
    for page in made["pages"][::STEP]:
        written = article(document(build.pages, page.file.src_uri), build.address)
        page.content, page.toc = written.html, get_toc(written.toc)
        found = squeezed(shells(page))
        page.active = True
        rendered = squeezed(env.get_template("main.html").render(get_context(made["nav"], files, config, page)))
        page.active = False
        assert found == rendered, page.url
    assert not shells.alone, shells.alone
    assert len(shells.kinds) < 40, len(shells.kinds)
    return env
"""
"""A hook that compares what the shells make of each page with what the templates render."""

OFFLINE = "讀 本#1"
"""The name of a folder that is not easy to write as an address."""


def lay_out(folder, *, without=()):
    """A project of the made-up edition, which a test may spoil, without these hooks; fonts that were made before are shared."""
    shutil.copytree(TREES, folder / "docs")
    shutil.copy(beside(TREES), folder)
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text("utf-8").split("\n")
    kept = [line for line in config if not any(f"hooks/{name}.py" in line for name in without)]
    (folder / "mkdocs.yml").write_text("\n".join(kept), "utf-8")
    share_fonts(folder)
    return folder


def share_fonts(folder):
    """Let the project in this folder have the fonts that were made before."""
    fonts = ROOT / ".cache/fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (folder / ".cache").mkdir()
    (folder / ".cache/fonts").symlink_to(fonts)


def compare(folder, docs, *options, step=1):
    """Build the edition of ``docs`` in ``folder`` and compare every page, or one of so many, with what the templates render of it."""
    (folder / "compare.py").write_text(f"STEP = {step}\n{COMPARE}", "utf-8")
    share_fonts(folder)
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("docs_dir: docs", f"docs_dir: {docs}")
    config = config.replace("- hooks/search.py", f"- {folder}/compare.py").replace("- hooks/", f"- {ROOT}/hooks/")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    build(folder / "mkdocs.yml", folder / "site", *options)


def build(config, folder, *options):
    """Build a site strictly and without a word of warning; without files of packets, which have tests of their own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(folder), *options]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PACKETS": "false"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def tree(folder):
    """The files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same(one, other):
    """Two sites are the same, file by file."""
    one, other = tree(one), tree(other)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def simplified_table(site):
    """The table of simplified characters that a site has in its script."""
    return json.loads(re.search(r'"simplified-table\.js": .*\nconst \$default = (.*)', (site / "assets/site.js").read_text("utf-8"))[1])


@pytest.fixture(scope="session")
def shipped_site(once):
    """The shipped site."""
    return once("shipped", lambda folder: build(ROOT / "mkdocs.yml", folder / "edition")) / "edition"


@pytest.fixture(scope="session")
def offline_site(once):
    """The shipped site as it is built to be opened from a folder."""
    return once("shipped-offline", lambda folder: build(ROOT / "mkdocs.yml", folder / OFFLINE, "--no-directory-urls")) / OFFLINE


@pytest.fixture(scope="session")
def made_site(once):
    """The site of the made-up edition."""

    def make(folder):
        build(lay_out(folder / "project") / "mkdocs.yml", folder / "edition")

    return once("made", make) / "edition"


@pytest.fixture(scope="session")
def made_offline_site(once):
    """The site of the made-up edition as it is built to be opened from a folder."""

    def make(folder):
        build(lay_out(folder / "project") / "mkdocs.yml", folder / OFFLINE, "--no-directory-urls")

    return once("made-offline", make) / OFFLINE


@pytest.fixture(scope="session")
def trees():
    """The made-up edition, read once."""
    return read(TREES, read_settings(beside(TREES))[0])


@pytest.fixture(scope="session")
def trees_links(trees):
    """Who cites whom in the made-up edition."""
    return resolve(trees)
