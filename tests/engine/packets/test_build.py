"""Files are made once; what changed is made anew, and nothing else."""

import os
import shutil
import time
from pathlib import Path

import grimp
import pytest

import duben
from duben.cache import UNUSED
from duben.document.pages import Pages
from duben.links.resolve import resolve
from duben.packets.build import Builder, program, sources
from duben.packets.files import Job

TRY = Job("packets/try.md")
CORE = Path(duben.__file__).parent


@pytest.fixture
def builder(docs, tmp_path):
    """A builder of the edition as it now stands."""

    def builder(site=""):
        edition = docs.edition()
        return Builder(Pages(edition, resolve(edition)), tmp_path / "kept", site)

    docs.packet("excerpt: trees-1950/zhong, p2")
    docs.packet("excerpt: trees-1950/zhong, p3", path="packets/other.md")
    return builder


def test_a_file_is_made_once(builder):
    made, fresh = builder().make(TRY)
    assert made.startswith(b"%PDF")
    assert fresh
    assert builder().make(TRY) == (made, False)


def test_a_change_of_one_packet_does_not_make_another_anew(builder, docs):
    other = Job("packets/other.md")
    first, _ = builder().make(TRY)
    builder().make(other)
    docs.replace("packets/try.md", "一包。\n", "改過的一包。\n")
    second, fresh = builder().make(TRY)
    assert fresh
    assert second != first
    assert not builder().make(other)[1]


def test_a_change_of_the_text_changes_what_holds_it(builder, docs):
    builder().make(TRY)
    docs.replace("reports/trees-1950/zhong.md", "本校：下文作「澆」", "本校：下文也作「澆」")
    assert builder().make(TRY)[1]


@pytest.mark.parametrize(
    "other", [Job(TRY.path, script="hans"), Job(TRY.path, view="transcribed"), Job(TRY.path, size="large"), Job(TRY.path, size="a5")]
)
def test_every_edition_is_a_file_of_its_own(builder, other):
    assert builder().make(TRY)[0] != builder().make(other)[0]
    assert not builder().make(other)[1]


def test_the_address_is_printed_so_another_site_makes_other_files(builder):
    builder().make(TRY)
    assert builder("https://example.org/edition/").make(TRY)[1]


def test_what_is_not_used_for_long_is_removed(builder, tmp_path):
    builder().make(TRY)
    builder().make(Job("packets/other.md"))
    old, new = sorted((tmp_path / "kept").iterdir())
    past = time.time() - UNUSED - 60
    os.utime(old, (past, past))
    builder().sweep()
    assert [*(tmp_path / "kept").iterdir()] == [new]


@pytest.mark.parametrize("format", ["pdf", "epub", "docx"])
@pytest.mark.parametrize(
    "source",
    ["text/printable.txt", "document/model.py", "pdf/packet.typ", "pandoc/epub.css", "locale/zh_Hant/core.po", "catalogue.py"],
)
def test_a_change_of_a_source_changes_the_key_of_every_file(tmp_path, format, source):
    root = shutil.copytree(CORE, tmp_path / "duben")
    with (root / source).open("a") as file:
        file.write("\n")
    assert program(format, root) != program(format)


def test_a_change_of_what_makes_pages_of_the_web_does_not(tmp_path):
    root = shutil.copytree(CORE, tmp_path / "duben", ignore=lambda *_: ["html", "__pycache__"])
    assert program("pdf", root) == program("pdf")


def test_all_modules_that_writers_of_files_import_are_among_the_sources():
    """But for what reads and links, whose results are in the packet."""
    graph = grimp.build_graph("duben", cache_dir=None)
    imported = {name for writer in ("duben.pdf", "duben.pandoc") for name in graph.find_upstream_modules(writer, as_package=True)}
    written = {name for name in imported if name.split(".")[1] not in ("problems", "reading", "edition", "links")}
    known = {".".join(("duben", *file.relative_to(CORE).with_suffix("").parts)).removesuffix(".__init__") for file in sources()}
    assert "duben.document.model" in written
    assert written - known == set()
