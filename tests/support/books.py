"""EPUB and DOCX as tests read them: their words, and what must hold of the book of any packet."""

import re
import xml.etree.ElementTree as etree
from functools import cache
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from duben.document.model import Note, PageTurn, Passage, Quotation
from duben.document.tree import walk
from duben.pandoc import run as pandoc

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORDS = {"原文", "原文項", "引文", "表中引文"}
"""Word's styles of the source's voice."""


write = cache(pandoc.write)


@cache
def parts(packet, format):
    """The files in the book, as elements, by name; what is no XML is left out."""
    with ZipFile(BytesIO(write(packet, format))) as file:
        names = [name for name in file.namelist() if name.endswith((".xml", ".xhtml", ".opf", ".rels"))]
        return {name: etree.fromstring(file.read(name)) for name in names}


def pages(packet):
    """The pages of the EPUB in their order."""
    return [tree for name, tree in sorted(parts(packet, "epub").items()) if "text/ch" in name]


def word(packet):
    return parts(packet, "docx")["word/document.xml"]


def shown(inlines):
    """Words of a source with ^ where a note stands, and the page turns."""
    marks = {Note: lambda item: "^", PageTurn: lambda item: f"〔{item.text}〕"}
    return "".join(marks.get(type(item), lambda item: item.text)(item) for item in inlines)


def wanted(packet):
    """Every paragraph of a source in the packet, in its order."""
    pieces = [piece for piece in walk(packet) if isinstance(piece, Passage | Quotation)]
    return [shown(row) for piece in pieces for row in (piece.paragraphs if isinstance(piece, Quotation) else (piece.content,))]


def notes(packet):
    return [piece for piece in walk(packet) if isinstance(piece, Note)]


def has_class(node, name):
    return name in node.get("class", "").split()


def html_words(node):
    if node.get(EPUB_TYPE) == "noteref":
        return "^"
    return (node.text or "") + "".join(html_words(child) + (child.tail or "") for child in node)


def word_style(node):
    found = node.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def run_style(run):
    found = run.find(f"{W}rPr/{W}rStyle")
    return "" if found is None else found.get(f"{W}val")


def run_words(run):
    return "^" if run.find(f"{W}footnoteReference") is not None else "".join(text.text for text in run.iter(f"{W}t"))


def word_words(paragraph):
    """The source's words of a paragraph, without the number before it."""
    return "".join(run_words(run) for run in paragraph.iter(f"{W}r") if run_style(run) != "段號")


def text(node):
    return "".join(node.itertext())


def an_epub_has_the_words_of_the_sources_exactly_with_notes_and_page_turns_in_place(packet):
    found = []
    for page in pages(packet):
        for node in page.iter():
            if has_class(node, "words"):
                found += [html_words(paragraph) for paragraph in ([node] if node.tag == f"{XHTML}span" else node)]
    assert found == wanted(packet)


def a_word_file_has_the_words_of_the_sources_exactly_with_notes_and_page_turns_in_place(packet):
    found = []
    for paragraph in word(packet).iter(f"{W}p"):
        if word_style(paragraph) in WORDS or any(run_style(run) == "原文字" for run in paragraph.iter(f"{W}r")):
            found.append(word_words(paragraph))
    assert found == wanted(packet)


def every_note_is_a_footnote_with_kind_words_and_reason(packet):
    said = [[note.label, note.text, note.why] for note in notes(packet)]
    epub = [text(aside) for page in pages(packet) for aside in page.iter(f"{XHTML}aside")]
    docx = ["".join(map(run_words, note.iter(f"{W}r"))) for note in parts(packet, "docx")["word/footnotes.xml"]]
    for found in (epub, [note for note in docx if note]):
        assert len(found) == len(said)
        assert all(piece in note for note, pieces in zip(found, said, strict=True) for piece in pieces)


def in_an_epub_notes_begin_anew_in_each_part(packet):
    for page in pages(packet):
        numbers = [int(text(node)) for node in page.iter(f"{XHTML}a") if node.get(EPUB_TYPE) == "noteref"]
        assert numbers == list(range(1, len(numbers) + 1))


def paragraphs_have_their_numbers(packet):
    numbers = [piece.number for piece in walk(packet) if isinstance(piece, Passage) and piece.number]
    assert [text(node).strip() for page in pages(packet) for node in page.iter() if has_class(node, "number")] == numbers
    assert [run_words(run).strip() for run in word(packet).iter(f"{W}r") if run_style(run) == "段號"] == numbers


def headings_skip_no_level(packet):
    for page in pages(packet):
        levels = [1, *(int(node.tag[-1]) for node in page.iter() if re.fullmatch(r"h\d", node.tag.removeprefix(XHTML)))]
        assert all(after <= before + 1 for before, after in pairwise(levels))


CHECKS = [
    an_epub_has_the_words_of_the_sources_exactly_with_notes_and_page_turns_in_place,
    a_word_file_has_the_words_of_the_sources_exactly_with_notes_and_page_turns_in_place,
    every_note_is_a_footnote_with_kind_words_and_reason,
    in_an_epub_notes_begin_anew_in_each_part,
    paragraphs_have_their_numbers,
    headings_skip_no_level,
]
"""What must hold of the book of any packet."""
