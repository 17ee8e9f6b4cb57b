"""Words on the page of a packet: inlines, passages and quotations of the reports, and the notes that the editors made to them."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from ..document.addresses import relative
from ..document.model import Inline, Inlines, Link, Note, PageTurn, Part, Passage, Quotation, Text
from .elements import element, literal

_TAGS = {"strong": "strong", "emph": "em", "code": "code"}


class Words:
    """Writes words of one part on the page at ``page``, and collects the notes on the way. Ids begin with the part's, so that two
    excerpts of a chapter do not clash."""

    def __init__(self, page: str, part: Part) -> None:
        self.page, self.it = page, part
        self.notes: list[Note] = []

    def passage(self, node: etree.Element, passage: Passage) -> None:
        """A paragraph of a text: its number, which leads to it in its chapter, and its words."""
        node.set("id", f"{self.it.id}-{passage.id}")
        if passage.number:
            href = relative(f"reports/{passage.key}.md#{passage.id}", self.page)
            element(node, "a", class_="db-n", href=href, data_n=passage.number, aria_label=f"第{passage.number}段，到原文")
        self.inlines(node, passage.content)

    def quotation(self, parent: etree.Element, quotation: Quotation) -> None:
        figure = element(parent, "figure", class_="db-quote", lang="zh-Hant")
        quote = element(figure, "blockquote")
        for paragraph in quotation.paragraphs:
            self.inlines(element(quote, "p"), paragraph)
        if quotation.citation:
            cited = [item for link in quotation.citation for item in (Text("；"), link)][1:]
            self.inlines(element(figure, "figcaption"), tuple(cited))

    def inlines(self, node: etree.Element, inlines: Inlines) -> None:
        cited: etree.Element | None = None  # citations that follow each other stand in one bracket
        for at, item in enumerate(inlines):
            follows = inlines[at + 1] if at + 1 < len(inlines) else None
            if isinstance(item, Link) and item.citation:
                cited = element(node, "span", class_="db-citation") if cited is None else cited
                self.link(cited, item)
            elif cited is not None and item == Text("；") and isinstance(follows, Link) and follows.citation:
                _append(cited, "；")
            else:
                cited = None
                self.inline(node, item)

    def inline(self, node: etree.Element, item: Inline) -> None:
        match item:
            case Text("", _, _):
                pass
            case Text(text, "", ""):
                _append(node, text)
            case Text():
                element(node, _TAGS.get(item.style, "span"), item.text, lang=item.lang)
            case Link():
                self.link(node, item)
            case Note():
                self.notes.append(item)
                name = self.name(item)
                spoken = f"校記{item.number}，{item.label}：{item.text}"
                reference = {"class_": "db-ref", "role": "doc-noteref", "id": f"{name}-ref", "href": f"#{name}"}
                element(node, "a", **reference, data_n=str(item.number), aria_label=spoken)
            case PageTurn():
                element(node, "span", class_="db-pb", role="separator", data_pb=item.text, aria_label=f"原書在此{item.text}")

    def link(self, node: etree.Element, item: Link) -> None:
        element(node, "a", item.text, href=item.path if ":" in item.path else relative(item.path, self.page))

    def name(self, note: Note) -> str:
        """The id of a note."""
        return f"{self.it.id}-n{note.number}"

    def endnotes(self, parent: etree.Element) -> None:
        """The notes of the part, behind it."""
        section = element(parent, "section", role="doc-endnotes", class_="db-notes db-editor", aria_label=f"校記：{self.it.title}")
        element(section, "p", "校記", class_="db-notes-title", aria_hidden="true")
        listing = element(section, "ol")
        for note in self.notes:
            name = self.name(note)
            item = element(listing, "li", id=name, data_n=str(note.number))
            element(item, "span", note.label, class_="db-kind")
            element(item, "span", note.text, class_="db-what")
            if note.why:
                element(item, "span", note.why, class_="db-why")
            element(item, "a", "↩", class_="db-up", href=f"#{name}-ref", role="doc-backlink", aria_label=f"回到校記{note.number}所在")


def _append(node: etree.Element, text: str) -> None:
    """Words behind whatever the element holds."""
    if len(node):
        node[-1].tail = AtomicString((node[-1].tail or "") + literal(text))
    else:
        node.text = AtomicString((node.text or "") + literal(text))
