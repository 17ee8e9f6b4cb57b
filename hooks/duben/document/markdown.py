"""An editors' page as blocks of the model: what Python-Markdown makes of it with the extension `duben`, taken before it is HTML.

So a page is read by the same parser for the site and for paper. Of what was put aside as finished HTML, entities (&amp;) are
taken as their characters, and the bars of charts are left out.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from ..edition.model import Edition
from ..extension import DubenExtension
from ..links.model import Links
from ..reading.blocks import ARRANGEMENTS, KINDS, GuideBlock
from .model import Block, Blocks, Checklist, Facts, Heading, Inline, Inlines, Link, Listing, Paragraph, Quotation, Style, Table, Text, Unit

_STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")


_STYLES: dict[str, Style] = {"strong": "strong", "em": "emph", "code": "code"}


_LABELS = KINDS | ARRANGEMENTS


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Reader:
    """Reads pages of one edition. A page that was read is kept: several parts may come from it."""

    def __init__(self, edition: Edition, links: Links) -> None:
        self.edition = edition
        self.extension = DubenExtension(edition, links)
        # no fenced code: it would be put aside as HTML, and its words would be lost
        self.markdown = Markdown(extensions=[self.extension, "tables"])
        self.markdown.treeprocessors.deregister("duben-packet-page")  # of a packet only its introduction is read here
        self.root = etree.Element("div")
        self.markdown.treeprocessors.register(_Capture(self), "duben-packet", -20)  # after everything else
        self.pages: dict[str, etree.Element] = {}

    def page(self, path: str) -> etree.Element:
        """The elements of a page that the editors write, without its title."""
        if path not in self.pages:
            page = self.edition.page(path)
            assert page is not None  # what a packet names was looked for by check.py
            self.extension.path = path
            self.markdown.reset()
            self.markdown.convert(page.document.body)
            if (title := self.root.find("h1")) is not None:
                self.root.remove(title)
            self.pages[path] = self.root
        return self.pages[path]

    def blocks(self, path: str) -> Blocks:
        """A whole page, without its English abstract, its questions and its note for the leader."""
        skipped = ("db-block-questions", "db-block-leader", "db-abstract")
        nodes = [node for node in self.page(path) if not _has(node, *skipped)]
        return tuple(self._blocks(path, nodes))

    def unit(self, path: str, block: GuideBlock) -> Unit:
        """One block of a guide, with its title."""
        inside = [node for node in self.section(path, block) if not _has(node, "db-alias", "db-en") and node.tag not in ("h2", "h3")]
        return Unit(_LABELS[block.kind], block.title, block.number, block.en, tuple(self._blocks(path, inside)))

    def section(self, path: str, block: GuideBlock) -> etree.Element:
        """The element of a block, whose id it has; an empty one for a block without, which `serve` may meet."""
        return next((node for node in self.page(path).iter("section") if node.get("id") == block.id), etree.Element("section"))

    def inside(self, path: str, block: GuideBlock) -> Blocks:
        """What a block holds, without its title."""
        return self.unit(path, block).blocks

    def _blocks(self, path: str, nodes: Iterable[etree.Element]) -> Iterator[Block]:
        for node in nodes:
            yield from self.take(path, node)

    def take(self, path: str, node: etree.Element) -> Iterator[Block]:
        """What one element of a page is."""
        if node.tag in _HEADINGS:
            yield Heading(max(1, int(node.tag[1]) - 1), self.inlines(path, node))
        elif node.tag in ("p", "pre"):
            if content := self.inlines(path, node):
                yield Paragraph(content)
        elif node.tag == "figure":
            quoted = tuple(self.inlines(path, p) for p in node.iterfind("blockquote/p"))
            yield Quotation(quoted, tuple(item for item in self.inlines(path, node.find("figcaption")) if isinstance(item, Link)))
        elif _has(node, "db-checklist"):
            yield Checklist(tuple((_plain(item.find("label/span")), _plain(item.find("label/small"))) for item in node))
        elif node.tag in ("ul", "ol"):
            yield Listing(node.tag == "ol", tuple(self._item(path, item) for item in node))
        elif node.tag == "table":
            yield self._table(path, node)
        elif _has(node, "db-facts"):
            yield Facts(tuple((_plain(row.find("dt")), self.inlines(path, row.find("dd"))) for row in node))
        elif node.tag == "section" and (block := self._named(path, node.get("id", ""))):
            yield self.unit(path, block)
        elif node.tag not in ("hr", "summary"):
            yield from self._blocks(path, node)

    def _named(self, path: str, name: str) -> GuideBlock | None:
        page = self.edition.page(path)
        return next((block for block in page.blocks if block.id == name), None) if page else None

    def _item(self, path: str, node: etree.Element) -> Blocks:
        """An item of a list: its own words, if it has no paragraphs, and the blocks in it."""
        own = etree.Element("p")
        own.text = node.text
        inner = list(node)
        while inner and inner[0].tag not in ("p", "ul", "ol", "figure", "table", "pre", "div"):
            own.append(inner.pop(0))
        words = self.inlines(path, own)
        return (*((Paragraph(words),) if words else ()), *self._blocks(path, inner))

    def _table(self, path: str, node: etree.Element) -> Table:
        head = tuple(self.inlines(path, cell) for cell in node.findall("thead/tr/*"))
        rows = []
        for row in (*node.findall("tbody/tr"), *node.findall("tfoot/tr")):
            for small in row.iter("small"):  # who alone says it, for a phone
                small.text = None
            rows.append(tuple(self.inlines(path, cell) for cell in row))
        return Table("synopsis" if _has(node, "db-synopsis") else "agenda" if _has(node, "db-agenda") else "plain", head, tuple(rows))

    def inlines(self, path: str, node: etree.Element | None) -> Inlines:
        """The words of an element, with its links."""
        if node is None:
            return ()
        items = [*self._inline(path, node, "", node.get("lang", "") if node.get("lang") == "en" else "")]
        return _trimmed(_joined(items))

    def _inline(self, path: str, node: etree.Element, style: Style, lang: str, cited: bool = False) -> Iterator[Inline]:
        if node.text:
            yield Text(_words(node.text), style, lang)
        for child in node:
            if child.tag == "a":
                yield from self._link(path, child, cited or _has(node, "db-citation"))
            elif child.tag == "br":
                yield Text("\n", style, lang)
            elif child.tag == "img":
                yield Text(_words(child.get("alt", "")), style, lang)
            else:
                yield from self._inline(path, child, _STYLES.get(child.tag, style), lang, cited or _has(child, "db-citation"))
            if child.tail:
                yield Text(_words(child.tail), style, lang)

    def _link(self, page: str, node: etree.Element, cited: bool) -> Iterator[Inline]:
        """A link; the title of a page, which only its underline marks on the site, in 〈〉."""
        words, path = _words("".join(node.itertext())), _path(node.get("href", ""), page)
        other = self.edition.page(path)
        titled = not cited and other is not None and other.title == words
        if titled:
            yield Text("〈")
        yield Link(words, path, cited)
        if titled:
            yield Text("〉")


class _Capture(Treeprocessor):
    """Keeps the tree of the page."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.markdown)
        self.reader = reader

    def run(self, root: etree.Element) -> None:
        self.reader.root = root
        for node in root.iter():
            node.text, node.tail = (self.shown(text) if text else None for text in (node.text, node.tail))
            node.attrib = {name: self.shown(value) for name, value in node.attrib.items()}  # an address of mail is put into disguise

    def shown(self, text: str) -> str:
        """Text as a browser shows it."""
        put_aside = self.md.htmlStash.rawHtmlBlocks
        text = _STASHED.sub(lambda match: raw if (raw := str(put_aside[int(match[1])])).startswith("&") else "", text)
        return unescape(text.replace(AMP_SUBSTITUTE, "&"))


def _has(node: etree.Element, *classes: str) -> bool:
    return not {*classes}.isdisjoint(node.get("class", "").split())


def _plain(node: etree.Element | None) -> str:
    return _words("".join(node.itertext())).strip() if node is not None else ""


def _words(text: str) -> str:
    """The characters of an element's text; the end of a line in the file is no space, unless between Latin letters."""
    return re.sub(r"(?<=[!-~])[ \t]*\n[ \t]*(?=[!-~])", " ", text).replace("\n", "")


def _joined(items: Sequence[Inline]) -> list[Inline]:
    """Neighbours of one style as one."""
    row: list[Inline] = []
    for item in items:
        last = row[-1] if row else None
        if isinstance(item, Text) and isinstance(last, Text) and (item.style, item.lang) == (last.style, last.lang):
            row[-1] = Text(last.text + item.text, last.style, last.lang)
        elif not isinstance(item, Text) or item.text:
            row.append(item)
    return row


def _trimmed(row: list[Inline]) -> Inlines:
    """Without white space at either end."""
    if row and isinstance(row[0], Text):
        row[0] = Text(row[0].text.lstrip(), row[0].style, row[0].lang)
    if row and isinstance(row[-1], Text):
        row[-1] = Text(row[-1].text.rstrip(), row[-1].style, row[-1].lang)
    return tuple(item for item in row if not isinstance(item, Text) or item.text)


def _path(href: str, page: str) -> str:
    """Where a link of the page leads, as a path below docs/; an address of the web stays."""
    if re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
        return href
    target, mark, fragment = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page) + mark + fragment
