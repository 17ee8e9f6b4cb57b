"""Words on a page: inlines, passages and quotations of the reports, and the notes that the editors made to them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from ..catalogue import _
from ..document.model import Annotated, Image, Inline, Inlines, Link, Note, PageTurn, Passage, Quotation, Style, Text
from ..document.tree import BETWEEN, citations
from .elements import Output, append, element

TITLE = _("Notes")
"""The title of a section of notes."""
_NOTE = _("Note {number}, {label}: {text}")
_TAGS: dict[Style, str] = {"strong": "strong", "emph": "em", "code": "code"}


def spoken(note: Note) -> str:
    """A note as it is read aloud where its number stands."""
    return _NOTE.format(number=note.number, label=note.label, text=note.text)


@cache
def back(number: int) -> str:
    """What the link is called that leads from a note to its number in the text."""
    return _("Back to where note {number} stands", number=number)


@cache
def turned(text: str) -> str:
    """A page turn as it is read aloud, from its words."""
    return _("Here in the book: {turn}", turn=text)


class InlineWriter:
    """Writes words on the page at ``page``, and collects the notes on the way. Ids begin with ``prefix``, so that two excerpts of a
    chapter do not clash."""

    def __init__(self, page: str, output: Output, prefix: str = "") -> None:
        self.page, self.output, self.prefix = page, output, prefix
        self.notes: list[Note] = []

    def passage(self, node: etree.Element, passage: Passage) -> None:
        """A paragraph of a text: its number, which leads to it in its chapter, and its words."""
        node.set("id", f"{self.prefix}{passage.id}")
        if passage.number:
            href = self.address(f"reports/{passage.key}.md#{passage.id}")
            element(
                node,
                "a",
                class_="db-n",
                href=href,
                data_n=passage.number,
                aria_label=_("paragraph {number}, to the source", number=passage.number),
            )
        self.inlines(node, passage.content)

    def quotation(self, parent: etree.Element, quotation: Quotation) -> None:
        figure = element(parent, "figure", class_="db-quote", lang="zh-Hant")
        quote = element(figure, "blockquote")
        for paragraph in quotation.paragraphs:
            self.inlines(element(quote, "p"), paragraph)
        if quotation.citation:
            cited = element(element(figure, "figcaption"), "span", class_="db-citation")
            for at, link in enumerate(quotation.citation):
                if at:
                    append(cited, BETWEEN)
                self.link(cited, link)

    def inlines(self, node: etree.Element, inlines: Inlines) -> None:
        """Words behind what the element holds. Citations that follow each other stand in one bracket."""
        for cited, run in groupby(citations(inlines), key=lambda pair: pair[0]):
            self._styled(element(node, "span", class_="db-citation") if cited else node, [item for _bracket, item in run], 0)

    def _styled(self, node: etree.Element, items: Sequence[Inline], depth: int) -> None:
        """Inlines, those that share their style at this ``depth`` in one element."""
        for style, run in groupby(items, key=lambda item: getattr(item, "styles", ())[depth : depth + 1]):
            if style:
                self._styled(element(node, _TAGS[style[0]]), list(run), depth + 1)
            else:
                for item in run:
                    self.inline(node, item)

    def inline(self, node: etree.Element, item: Inline) -> None:
        match item:
            case Text(text, _, ""):
                for at, line in enumerate(text.split("\n")):
                    if at:
                        element(node, "br")
                    if line:
                        append(node, line)
            case Text():
                element(node, "span", item.text, lang=item.lang)
            case Link():
                self.link(node, item)
            case Image():
                element(node, "img", src=self.address(item.path)).set("alt", item.text)
            case Note():
                self.notes.append(item)
                name = self.note_id(item)
                reference = {"class_": "db-ref", "role": "doc-noteref", "id": f"{name}-ref", "href": f"#{name}"}
                element(node, "a", **reference, data_n=str(item.number), aria_label=spoken(item))
            case PageTurn():
                element(node, "span", class_="db-pb", role="separator", data_pb=item.text, aria_label=turned(item.text))
            case Annotated():
                self.inlines(node, (*item.corrected, item.note))

    def link(self, node: etree.Element, item: Link) -> None:
        element(node, "a", item.text, href=self.address(item.path))

    def address(self, path: str) -> str:
        """The address of a path below docs/, as the output has it; others stay as they are."""
        return path if ":" in path or path.startswith("/") else self.output.linked(path, self.page)

    def note_id(self, note: Note) -> str:
        return f"{self.prefix}n{note.number}"

    def endnotes(self, parent: etree.Element, title: str) -> None:
        """The notes that were met, as a section for what has this ``title``."""
        section = element(parent, "section", role="doc-endnotes", class_="db-notes db-editor", aria_label=_("Notes: {title}", title=title))
        element(section, "p", TITLE, class_="db-notes-title", aria_hidden="true")
        listing = element(section, "ol")
        for note in self.notes:
            name = self.note_id(note)
            item = element(listing, "li", id=name, data_n=str(note.number))
            element(item, "span", note.label, class_="db-kind")
            element(item, "span", note.text, class_="db-what")
            if note.why:
                element(item, "span", note.why, class_="db-why")
            element(item, "a", "↩", class_="db-up", href=f"#{name}-ref", role="doc-backlink", aria_label=back(note.number))
