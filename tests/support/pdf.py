"""What tests of PDFs read in them, by pypdf and by poppler's pdftotext."""

import hashlib
import re
import subprocess
import warnings
from functools import cache
from io import BytesIO
from itertools import repeat

import page
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from pypdf import PdfReader

from duben.document.model import Note, PageTurn, Passage, Quotation
from duben.document.tree import walk
from duben.pdf.pdf import pdf

MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="session")
def printed(once):
    """The packet as a PDF, made once a run; Typst has no warning."""

    def printed(packet, size="a4"):
        def make(path):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                path.write_bytes(pdf(packet, size=size))

        key = hashlib.sha256(repr((packet, size)).encode()).hexdigest()[:16]
        return once(f"{key}.pdf", make).read_bytes()

    return printed


def squeezed(text):
    return "".join(text.split())


@cache
def pages_by_pypdf(data):
    return [found.extract_text() for found in PdfReader(BytesIO(data)).pages]


@cache
def pages_by_pdftotext(data):
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


EXTRACTORS = [pages_by_pypdf, pages_by_pdftotext]


def number(note, size):
    return f"〔{note.number}〕" if size == "large" else str(note.number)


def body(pages, packet, size="a4"):
    """All words between head and foot, page after page, without white space and without the notes at the foot."""
    ends = re.compile(r"(修[訂订]：.*)?第\d+[頁页]，共\d+[頁页]$")
    parts = [name for part in packet.parts for name in (part.title, part.source.split("。")[0])]
    titles = [squeezed(title) for title in (packet.title, "目錄", "目录", "說明", "说明", *parts)]
    heads = sorted({squeezed(packet.title) + title for title in titles} | set(titles), key=len, reverse=True)
    notes = {squeezed(f"{number(note, size)}{note.label}{note.text}{note.why}") for note in walk(packet) if isinstance(note, Note)}
    found = []
    for text in map(squeezed, pages):
        text = ends.sub("", text)
        text = text.removeprefix(next((head for head in heads if text.startswith(head)), ""))
        for note in sorted(notes, key=len, reverse=True):
            text = text.replace(note, "")
        found.append(text)
    return "".join(found)


def expected(content, size="a4"):
    """What a run of inlines is extracted as: a page turn is drawn, not written."""
    shown = {Note: lambda item: number(item, size), PageTurn: lambda _: ""}
    return squeezed("".join(shown.get(type(item), lambda item: item.text)(item) for item in content))


def verbatim(data, packet, extract, size="a4"):
    """Find every passage of the packet in its order, and every quotation."""
    text = body(extract(data), packet, size)
    at = 0
    for piece in walk(packet.parts):
        if isinstance(piece, Passage):
            wanted = expected(piece.content, size)
            assert wanted in text[at:], f"{piece.key} {piece.id}: {wanted[:40]}"
            at = text.index(wanted, at) + len(wanted)
        elif isinstance(piece, Quotation):
            for paragraph in piece.paragraphs:
                assert expected(paragraph, size) in text
    assert at


def outline(reader, entries=None):
    """Titles of the bookmarks with the pages, from 1, to which they lead."""
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(reader, entry)
        else:
            yield entry.title, reader.get_destination_page_number(entry) + 1


def addresses(data):
    reader = PdfReader(BytesIO(data))
    for found in reader.pages:
        for annotation in found.get("/Annots", ()):
            yield annotation.get_object()["/A"].get("/URI", "") if "/A" in annotation.get_object() else ""


def letters(data):
    """Every piece of text with its font, its size on paper, and how far from the left, the top and the bottom it is, in points."""
    found = []

    def visit(text, place, matrix, font, size):
        if text.strip():
            found.append((text.strip(), font["/BaseFont"] if font else "", size * abs(matrix[3]), place[4], place[5]))

    for shown in PdfReader(BytesIO(data)).pages:
        start = len(found)
        shown.extract_text(visitor_text=visit)
        height = float(shown.mediabox.height)
        found[start:] = [(*row[:4], height - row[4], row[4]) for row in found[start:]]
    return found


def is_pdf_ua(data):
    """That the file is PDF/UA-1."""
    told = {failure.rule_id for failure in page.validate_pdf_bytes(data).failures}
    # the validator reads width 0 where the font program, as /W, has 1000
    assert told <= {"PDFUA1-FONT-GLYPH-WIDTH-001"}
    if told:
        widths_agree(data)


def widths_agree(data):
    """That every glyph is as wide in each embedded font as the PDF says, by a reader of fonts that knows CFF."""
    found = {font.idnum: font for shown in PdfReader(BytesIO(data)).pages for font in shown["/Resources"]["/Font"].values()}
    assert found
    for reference in found.values():
        (font,) = reference.get_object()["/DescendantFonts"]
        font = font.get_object()
        told, entries = {}, [entry.get_object() for entry in font["/W"]]
        while entries:
            first, then = entries.pop(0), entries.pop(0)
            last = first + len(then) - 1 if isinstance(then, list) else then
            told |= zip(range(first, last + 1), then if isinstance(then, list) else repeat(entries.pop(0)), strict=False)
        program = CFFFontSet()
        program.decompile(BytesIO(font["/FontDescriptor"]["/FontFile3"].get_data()), None)
        glyphs = program[0].CharStrings
        assert len(glyphs) > 1
        for at, name in enumerate(program[0].charset):
            glyphs[name].draw(NullPen())
            assert glyphs[name].width == pytest.approx(told.get(at, font.get("/DW", 1000)), abs=1), (font["/BaseFont"], name)
