"""The shipped packets on paper: verbatim, findable, legible, tagged."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from opencc import OpenCC
from pypdf import PdfReader

from duben.document.model import Passage
from duben.document.pages import Pages
from duben.document.tree import walk
from duben.packets.compose import compose
from duben.pdf.pdf import lacking
from support.pdf import EXTRACTORS, body, expected, is_pdf_ua, letters, outline, pages_by_pypdf, squeezed, verbatim

DOCS = Path(__file__).parents[2] / "docs"
READINGS = ("packets/taiyuan-1952.md", "packets/qiqihar-1954.md")
SIZES = ("a4", "large", "a5")


@pytest.fixture(scope="session")
def packet(shipped, shipped_links):
    """A shipped packet, composed once."""

    @cache
    def packet(path, **options):
        return compose(Pages(shipped, shipped_links), path, address=f"https://duben.example/{path.removesuffix('.md')}/", **options)

    return packet


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("script", ["hant", "hans"])
@pytest.mark.parametrize("view", ["corrected", "transcribed"])
@pytest.mark.parametrize("path", READINGS)
def test_whole_reports_are_verbatim(path, view, script, extract, printed, packet):
    found = packet(path, view=view, script=script)
    verbatim(printed(found), found, extract)


def test_the_reading_editions_tested_hold_every_chapter(packet, shipped):
    keys = {piece.key for path in READINGS for piece in walk(packet(path)) if isinstance(piece, Passage)}
    assert keys == {chapter.key for chapter in shipped.chapters.values()}


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("size", ["large", "a5"])
def test_a_leaders_packet_is_verbatim(extract, size, printed, packet):
    found = packet("packets/production-meeting.md", facilitator=True)
    verbatim(printed(found, size), found, extract, size)


def test_a_paragraph_follows_its_number(printed, packet):
    found = packet(READINGS[1])
    text = body(pages_by_pypdf(printed(found)), found)
    numbered = [piece for piece in walk(found.parts) if isinstance(piece, Passage) and piece.number]
    assert all(piece.number + expected(piece.content) in text for piece in numbered)


def test_every_character_of_the_edition_can_be_printed(sample):
    text = "".join(file.read_text("utf-8") for file in sorted(DOCS.rglob("*.md")))
    assert lacking(replace(sample, description=text + OpenCC("t2s").convert(text))) == ""


def test_simplified_is_simplified_throughout(printed, packet):
    found = packet("packets/production-meeting.md", facilitator=True, script="hans")
    text = squeezed("".join(pages_by_pypdf(printed(found))))
    assert "第1页，共" in text
    own = {char for piece in walk(found) for value in vars(piece).values() if isinstance(value, str) for char in value}
    convert = OpenCC("t2s").convert
    assert {char for char in set(text) if convert(char) != char} <= own


@pytest.mark.parametrize("size", SIZES)
def test_contents_tell_the_pages_of_the_titles(size, printed, packet):
    found = packet("packets/production-meeting.md", facilitator=True)
    data = printed(found, size)
    reader, texts = PdfReader(BytesIO(data)), [squeezed(text) for text in pages_by_pypdf(data)]
    marks = {squeezed(title): at for title, at in outline(reader)}
    contents = "".join(texts[:4])
    for part in found.parts:
        title = squeezed(part.title)
        assert title in texts[marks[title] - 1]
        told = re.search(re.escape(title) + r"[.…]+(\d+)", contents)
        assert told, title
        assert int(told[1]) == marks[title]
    for at, text in enumerate(texts, 1):
        assert f"第{at}頁，共{len(texts)}頁" in text


def test_no_page_has_two_notes_of_one_number(printed, packet):
    for path in ("packets/two-leaders.md", "packets/experience.md", "packets/welfare.md"):
        pages = [re.findall(r"(?m)^(\d+) (?:校改|存疑|按語|缺文|照錄)", text) for text in pages_by_pypdf(printed(packet(path)))]
        assert any(pages)
        assert all(len(numbers) == len(set(numbers)) for numbers in pages)


def test_large_print_is_large(printed, packet):
    for text, _, size, *_ in letters(printed(packet("packets/production-meeting.md", facilitator=True), "large")):
        assert size >= 18, text


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_pdf_ua(printed, size, packet):
    forms = (packet(f"packets/forms/{file.name}") for file in sorted((DOCS / "packets/forms").glob("*.md")))
    for found in (packet("packets/production-meeting.md", facilitator=True), *forms):
        is_pdf_ua(printed(found, size))


@pytest.mark.parametrize("path", [f"packets/forms/{file.name}" for file in sorted((DOCS / "packets/forms").glob("*.md"))])
def test_a_blank_form_alone_is_one_page(path, printed, packet):
    found = packet(path)
    (text,) = pages_by_pypdf(printed(found))
    assert "目錄" not in text
    assert found.address in squeezed(text)
    assert found.sources[0].revision in text
