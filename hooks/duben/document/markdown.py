"""The Markdown of an editors' page as blocks of a document: what Python-Markdown parses with the extension of syntax.py, taken as a tree.

Of what the parser has put aside, entities (&amp;) are taken as their characters.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from ..catalogue import _
from ..links.quotations import Target
from ..reading import safety
from ..reading.blocks import ids, items
from ..reading.settings import Settings
from ..reading.tables import NOTHING
from ..text.numerals import hours
from ..text.wording import clauses, span_label
from .model import (
    Block,
    Blocks,
    Checklist,
    Fact,
    Facts,
    FormField,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Listing,
    Paragraph,
    Preformatted,
    Quotation,
    Rule,
    Style,
    Table,
    Task,
    Text,
    Unit,
)
from .syntax import Syntax
from .tree import BETWEEN, joined, separated, words

Targets = Mapping[tuple[str, str, str], tuple[Target, ...]]
"""Where citations lead, by page, raw bracket and quoted words."""

_STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_STYLES: dict[str, Style] = {"strong": "strong", "em": "emph", "code": "code"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(("p", "ul", "ol", "blockquote", "table", "pre", "hr", "section", *_HEADINGS))
_NUMBER = re.compile("[0-9]{1,4}")
_ENGLISH = "English"
"""The head of a column that is in English."""


class Reader:
    """Reads Markdown, page after page. Two threads must not share one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._markdown = Markdown(extensions=[Syntax(settings.block_fields), "tables"])
        self._tree = _Tree(self._markdown)
        self._markdown.treeprocessors.register(self._tree, "duben-tree", -20)  # after everything else

    def read(self, path: str, text: str, targets: Targets) -> Blocks:
        """The blocks of a page at ``path`` below docs/. A citation that ``targets`` lack stays as it was written."""
        self._tree.root = etree.Element("div")
        self._markdown.reset()
        self._markdown.convert(text)
        return tuple(_Page(path, targets, self._tree, self._settings).blocks(self._tree.root))


def caption(target: Target) -> str:
    """A citation as a reader sees it: report, chapter and paragraph; it says so when the words are the transcription's."""
    message = target.report.short
    if target.chapter:
        message = _("{report} “{chapter}”", report=message, chapter=target.chapter.short)
    if target.first:
        message = _("{chapter}, {place}", chapter=message, place=span_label(target.first, target.last))
    return _("{citation} (as transcribed)", citation=message) if target.view == "transcribed" else message


class _Tree(Treeprocessor):
    """Keeps the tree of the page, its texts as a browser would show them, and the code that was put aside."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.root = etree.Element("div")

    def run(self, root: etree.Element) -> None:
        self.root = root
        for node in root.iter():
            node.text, node.tail = (self.shown(text) if text else None for text in (node.text, node.tail))
            for name in ("href", "src", "alt"):  # an address of mail is put into disguise; fields of blocks stand as they were written
                if value := node.get(name):
                    node.set(name, self.shown(value))

    def shown(self, text: str) -> str:
        aside = self.md.htmlStash.rawHtmlBlocks

        def entity(match: re.Match[str]) -> str:
            held = aside[int(match[1])]
            return match[0] if isinstance(held, etree.Element) else held if held.startswith("&") else ""

        return unescape(_STASHED.sub(entity, text).replace(AMP_SUBSTITUTE, "&"))

    def code(self, text: str) -> etree.Element | None:
        """The fenced code for which a paragraph stands, if it stands for one."""
        match = _STASHED.fullmatch(text.strip())
        held = self.md.htmlStash.rawHtmlBlocks[int(match[1])] if match else None
        return held if isinstance(held, etree.Element) else None


class _Page:
    """Makes the blocks of one page out of its tree."""

    def __init__(self, path: str, targets: Targets, tree: _Tree, settings: Settings) -> None:
        self.path, self.targets, self.tree, self.settings = path, targets, tree, settings
        self.named = {name: node for node in tree.root.iter("section") for name in ids(node.get("data-id", "")) if name}

    def blocks(self, nodes: Iterable[etree.Element]) -> Iterator[Block]:
        for node in nodes:
            yield from self.block(node)

    def block(self, node: etree.Element) -> Iterator[Block]:
        """What one element of a page is."""
        if node.tag in _HEADINGS:
            yield Heading(int(node.tag[1]) - 1, self.inlines(node))
        elif node.tag == "p":
            code = self.tree.code(node.text or "") if not len(node) else None
            if code is not None:
                yield Preformatted((code.text or "").removesuffix("\n"), code.get("data-language", ""))
            elif content := self.inlines(node):
                yield Paragraph(content)
        elif node.tag == "pre":
            yield Preformatted("".join(node.itertext()).removesuffix("\n"))
        elif node.tag == "blockquote":
            quoted = tuple(self.inlines(p) for p in node)
            cited = self.citation(node.get("data-citation", ""), node.get("data-words", ""))
            yield Quotation(quoted, tuple(item for item in cited if isinstance(item, Link)))
        elif node.tag in ("ul", "ol"):
            loose = any(part.tag == "p" for item in node for part in item)
            yield Listing(node.tag == "ol", tuple(self.item(item) for item in node), loose, int(node.get("start", "1")))
        elif node.tag == "table":
            yield self.table(node)
        elif node.tag == "hr":
            yield Rule()
        elif node.tag == "section":
            yield self.section(node)
        else:
            yield from self.blocks(node)

    def item(self, node: etree.Element) -> Blocks:
        """An item of a list: its own words, if it has no paragraphs, and the blocks in it."""
        own = etree.Element("p")
        own.text = node.text
        inner = list(node)
        while inner and inner[0].tag not in _BLOCKS:
            own.append(inner.pop(0))
        content = self.inlines(own)
        return (*((Paragraph(content),) if content else ()), *self.blocks(inner))

    def table(self, node: etree.Element) -> Table:
        head = tuple(self.inlines(cell) for cell in node.findall("thead/tr/*"))
        english = [words(cell) == _ENGLISH for cell in head]
        languages = tuple("en" if column else "" for column in english) if any(english) else ()
        rows = tuple(tuple(self.inlines(cell) for cell in row) for row in node.findall("tbody/tr"))
        return Table("plain", head, rows, languages=languages)

    # Blocks of the editors' syntax

    def section(self, node: etree.Element) -> Block:
        name_of_kind, title = node.get("data-kind", ""), node.get("data-title", "")
        kind = self.settings.blocks[name_of_kind]
        traits = frozenset(kind.traits)
        name, *aliases = ids(node.get("data-id", ""))
        inside = tuple(self.blocks(node))
        if "fills" in traits:
            quotations = tuple(block for block in inside if isinstance(block, Quotation))
            remarks = tuple(block for block in inside if not isinstance(block, Quotation))
            columns = int(node.get("data-columns") or 0)
            lines = int(node.get("data-lines") or (0 if columns else 1))
            return FormField(title, node.get("data-en", ""), quotations, remarks, lines, columns, name, kind.label)
        facts = tuple(
            Fact(fact.label, (Text(value),), key, wide="wide" in fact.traits)
            for key, fact in self.settings.facts.items()
            if (value := node.get(f"data-{key}"))
        )
        if "ticks" in traits:
            inside = (Checklist(tuple(self.tasks(node))), *inside)
        elif "schedules" in traits:
            inside = (self.agenda(node), *inside)
        elif traits & {"compares", "charts"}:
            inside = tuple(_sourced(inside, "charts" in traits, node.get("data-chart", "")))
        closing = bool(traits & {"asks", "leads"})
        return Unit(
            "" if closing else kind.label, title, node.get("data-number", ""), node.get("data-en", ""),
            (*((Facts(facts),) if facts else ()), *inside), name_of_kind, name, tuple(aliases),
            quoting="quotes" in traits, closing=closing, leader="leads" in traits,
        )  # fmt: skip

    def tasks(self, node: etree.Element) -> Iterator[Task]:
        """The items of a checklist: blocks of the page, or the editors' words."""
        for item in items(node.get("data-items", "")) or ():
            if (block := self.named.get(item.block)) is not None:
                name = ids(block.get("data-id", ""))[0]
                remark = clauses(block.get(f"data-{key}", "") for key in self.settings.facts_with("checklist"))
                yield Task(block.get("data-title", ""), remark, f"{self.path}#{name}", item.block)
            else:
                yield Task(item.words or item.block, value=item.block or item.words)

    def agenda(self, node: etree.Element) -> Table:
        """Blocks of the page in time: from when, what, who where one of them says so, how many minutes; at the end the sum."""
        listed = [(item, self.named.get(item.block)) for item in items(node.get("data-items", "")) or ()]
        facts = [
            key for key in self.settings.facts_with("agenda") if any(block is not None and block.get(f"data-{key}") for _, block in listed)
        ]
        rows: list[tuple[Inlines, ...]] = []
        clock = 0
        for item, block in listed:
            title: Inline = Text(item.words or item.block)
            if block is not None:
                title = Link(block.get("data-title", ""), f"{self.path}#{ids(block.get('data-id', ''))[0]}")
            message = [block.get(f"data-{key}", "") if block is not None else "" for key in facts]
            own = (((Text(words),) if words else ()) for words in message)
            rows.append(((Text(hours(clock)),), (title,), *own, (Text(str(item.minutes)),)))
            clock += item.minutes
        rows.append(((Text(hours(clock)),), (Text(_("End")),), *((),) * len(facts), (Text(str(clock)),)))
        heads = (_("Time"), _("Agenda"), *(self.settings.facts[key].label for key in facts), _("Minutes"))
        return Table("agenda", tuple((Text(head),) for head in heads), tuple(rows))

    # Inlines

    def citation(self, raw: str, quoted: str) -> Inlines:
        """The links of one bracket, separated by a sign; the bracket as it was written where it was not resolved."""
        targets = self.targets.get((self.path, raw, quoted))
        if targets is None:
            return (Text(f"[@{raw}]"),)
        return separated((Link(caption(target), target.path, citation=True) for target in targets), BETWEEN)

    def inlines(self, node: etree.Element) -> Inlines:
        """The words of an element, with its links."""
        return _trimmed(joined(self._inline(node, ())))

    def _inline(self, node: etree.Element, styles: tuple[Style, ...]) -> Iterator[Inline]:
        if node.text:
            yield Text(_unwrapped(node.text), styles)
        for child in node:
            if child.tag == "a":
                yield Link(_unwrapped(_spoken(child)), _path(child.get("href", ""), self.path), styles=styles)
            elif child.tag == "cite":
                yield from self.citation(child.get("data-citation", ""), child.get("data-words", ""))
            elif child.tag == "br":
                yield Text("\n", styles)
            elif child.tag == "img":
                yield Image(_unwrapped(child.get("alt", "")), _path(child.get("src", ""), self.path))
            else:
                yield from self._inline(child, (*styles, _STYLES[child.tag]) if child.tag in _STYLES else styles)
            if child.tail:
                yield Text(_unwrapped(child.tail), styles)


def _sourced(blocks: Blocks, charts: bool, chart: str) -> Iterator[Block]:
    """The blocks, the first table among them as the source's words: compared side by side, or with numbers that are drawn."""
    found = False
    for block in blocks:
        if isinstance(block, Table) and not found:
            found = True
            yield _drawn(replace(block, sourced=True), chart) if charts else _compared(replace(block, sourced=True))
        else:
            yield block


def _compared(table: Table) -> Table:
    titles = [words(cell) for cell in table.head]
    reports = [at for at, cell in enumerate(table.head) if any(isinstance(item, Link) and item.citation for item in cell)]
    only = []
    for row in table.rows:
        saying = [at for at in reports if at < len(row) and words(row[at]) != NOTHING]
        only.append(titles[saying[0]] if len(saying) == 1 and len(reports) > 1 else "")
    return replace(table, kind="synopsis", only=tuple(only))


def _drawn(table: Table, chart: str) -> Table:
    """The table with a bar for each number of up to four digits in the column headed ``chart``."""
    titles = [words(cell) for cell in table.head]
    if not chart or chart not in titles:
        return table
    column = titles.index(chart)
    cells = [row[column] if column < len(row) else () for row in table.rows]
    numbers = [_number(cell) for cell in cells]
    most = max(1, *numbers)
    return replace(table, chart=column, shares=tuple(100 * number / most if number >= 0 else -1.0 for number in numbers))


def _number(cell: Inlines) -> int:
    """The number that a cell is, -1 where it is none of up to four digits."""
    text = words(cell)
    return int(text) if cell == (Text(text),) and _NUMBER.fullmatch(text) else -1


def _spoken(node: etree.Element) -> str:
    """The words of an element; a picture's are those that stand for it."""
    parts = [node.text or ""]
    for child in node:
        parts += [child.get("alt", "") if child.tag == "img" else _spoken(child), child.tail or ""]
    return "".join(parts)


def _unwrapped(text: str) -> str:
    """The characters of an element's text; the end of a line in the file is no space, unless between Latin letters."""
    return re.sub(r"(?<=[!-~])[ \t]*\n[ \t]*(?=[!-~])", " ", text).replace("\n", "")


def _trimmed(inlines: Inlines) -> Inlines:
    """Without white space at either end."""
    row = list(inlines)
    if row and isinstance(first := row[0], Text):
        row[0] = replace(first, text=first.text.lstrip())
    if row and isinstance(last := row[-1], Text):
        row[-1] = replace(last, text=last.text.rstrip())
    return tuple(item for item in row if not isinstance(item, Text) or item.text)


def _path(href: str, page: str) -> str:
    """Where a link of the page leads, as a path below docs/; an address of the web stays."""
    if not safety.own(href):
        return href
    target, mark, fragment = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page) + mark + fragment
