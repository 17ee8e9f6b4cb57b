"""The blocks of a document as HTML elements, on every kind of page."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown.util import AtomicString

from ..catalogue import _
from ..document.model import (
    Block,
    Blocks,
    Checklist,
    Concordance,
    Derived,
    Facts,
    Form,
    FormField,
    Glossary,
    Heading,
    Lines,
    Listing,
    Paragraph,
    Passage,
    Preformatted,
    Question,
    Quotation,
    Rule,
    Section,
    Strip,
    Table,
    Unit,
)
from ..document.tree import words
from . import entry
from .elements import Output, element, literal, voices
from .form import FormWriter, room
from .table import table


class Writer(FormWriter):
    """Writes blocks on the page at ``page``.

    Headings stand as deep as their level says; in a part of a packet (``nested``) as deep as they stand under others, whatever their
    level in the source, so that none is left out.
    """

    def __init__(self, page: str, output: Output, prefix: str = "", nested: bool = False) -> None:
        super().__init__(page, output, prefix)
        self.nested = nested
        self.above: list[int] = []  # the levels of the headings under which the next block stands

    def blocks(self, parent: etree.Element, blocks: Iterable[Block]) -> None:
        """Blocks one after the other; the items of a text, and questions, as lists."""
        listing: etree.Element | None = None
        for block in blocks:
            if isinstance(block, Passage) and block.item:
                listing = element(parent, "ul") if listing is None else listing
                self.passage(element(listing, "li"), block)
            elif isinstance(block, Question):
                listing = element(parent, "ol", class_="db-questions") if listing is None else listing
                self.inlines(element(listing, "li"), block.content)
                room(listing[-1], block.lines)
            else:
                listing = None
                self.block(parent, block)

    def block(self, parent: etree.Element, block: Block) -> None:
        match block:
            case Heading():
                self.inlines(element(parent, self.heading(block.level), id=block.id), block.content)
            case Paragraph():
                self.inlines(element(parent, "p"), block.content)
            case Preformatted():
                code = element(element(parent, "pre"), "code", class_=f"language-{block.language}" if block.language else "")
                code.text = literal(f"{block.text}\n")
            case Rule():
                element(parent, "hr")
            case Passage():
                self.passage(element(parent, self.heading(block.level) if block.level else "p"), block)
            case Quotation():
                self.quotation(parent, block)
            case Listing():
                self.listing(parent, block)
            case Table():
                table(self, parent, block)
            case Facts():
                self.facts(parent, block)
            case Checklist():
                self.checklist(parent, block)
            case Lines():
                if block.label:
                    element(parent, "p", block.label, class_="db-room-label")
                room(parent, block.count)
            case Unit():
                self.unit(parent, block)
            case FormField():
                self.sheet(parent, Form((block,)))
            case Form():
                self.blocks(parent, block.blocks)
                self.sheet(parent, block)
            case Glossary():
                self.glossary(parent, block)
            case Strip():
                self.strip(parent, block)
            case Concordance():
                entry.concordance(parent, block, self.page, self.output)
            case Section():
                entry.section(parent, block, self.blocks)
            case Derived():
                first = len(parent)
                self.blocks(parent, block.blocks)
                if block.role:  # its first element is its heading, what follows that
                    parent[first].set("class", f"db-{block.role}")

    def heading(self, level: int) -> str:
        """The tag of a heading."""
        if not self.nested:
            return f"h{min(6, level + 1)}"
        self.above = [*(other for other in self.above if other < level), level]
        return f"h{min(6, len(self.above) + 2)}"

    def listing(self, parent: etree.Element, block: Listing) -> None:
        listing = element(parent, "ol" if block.ordered else "ul", start="" if block.start == 1 else str(block.start))
        for blocks in block.items:
            item = element(listing, "li")
            rest: Blocks = blocks
            if blocks and isinstance(blocks[0], Paragraph) and not block.loose:
                self.inlines(item, blocks[0].content)
                rest = blocks[1:]
            self.blocks(item, rest)

    def facts(self, parent: etree.Element, block: Facts, class_: str = "db-facts") -> etree.Element:
        facts = element(parent, "dl", class_=class_)
        for fact in block.rows:
            row = element(facts, "div", class_=f"db-fact-{fact.key}{' db-wide' if fact.wide else ''}" if fact.key else "")
            element(row, "dt", fact.label)
            words_of = element(row, "dd", lang=fact.lang)
            if fact.key:
                voices(words_of, words(fact.content))
            else:
                self.inlines(words_of, fact.content)
        return facts

    def checklist(self, parent: etree.Element, block: Checklist) -> None:
        """Things to tick. A script keeps the ticks in the reader's browser; on paper they are boxes."""
        listing = element(parent, "ul", class_="db-checklist")
        for task in block.items:
            item = element(listing, "li")
            label = element(item, "label")
            element(label, "input", type="checkbox", value=task.value or task.title, autocomplete="off")
            element(label, "span", task.title)
            if task.remark:
                element(label, "small", task.remark)
            if task.path:
                grounds = _("Grounds: {title}", title=task.title)
                element(item, "a", _("Grounds"), href=self.address(task.path), aria_label=grounds)

    def unit(self, parent: etree.Element, unit: Unit) -> None:
        """A block of a guide; what is neither quoted nor arranged is the editors' annotation."""
        traits = f"{' db-closing' if unit.closing else ''}{' db-leader' if unit.leader else ''}"  # kinds are the edition's own
        class_ = f"db-block db-block-{unit.kind}{traits}"
        section = element(parent, "section", class_=class_, id=f"{self.prefix}{unit.id}" if unit.id else "")
        if not self.prefix:
            for alias in unit.aliases:
                element(section, "span", id=alias, class_="db-alias")
        level = min(6, len(self.above) + 3) if self.nested else 2 if unit.closing else 3
        heading = element(section, f"h{level}", id="" if self.prefix else unit.heading)
        message = _("{number}  {title}", number=unit.number, title=unit.title) if unit.number else unit.title
        heading.set("data-toc-label", literal(message))
        for text, name in ((unit.label, "db-label"), (unit.number, "db-no"), (unit.title, "db-title")):
            if text:
                element(heading, "span", text, class_=name)
        if unit.english:
            element(section, "p", unit.english, class_="db-en db-editor", lang="en")
        if unit.leader:
            section = element(section, "details", class_="db-fold")
            element(section, "summary", _("Only for the one who leads; whoever takes part reads the questions above first."))
        note: etree.Element | None = None
        for block in unit.blocks:
            if unit.quoting and not _sourced(block):
                note = element(section, "div", class_="db-annotation db-editor") if note is None else note
                self.block(note, block)
            else:
                note = None
                self.block(section, block)

    def strip(self, parent: etree.Element, block: Strip) -> None:
        """A row of links, one for each paragraph, as wide as it is long and as dark as it is quoted."""
        row = element(parent, "nav", class_="db-strip", aria_label=block.label)
        for cell in block.cells:
            link = element(row, "a", href=self.address(cell.path), title=cell.text, aria_label=cell.text)
            # sizes are data, so they stand in attributes of SVG: the policy of a page allows no style in it
            used = f'<rect y="{100 - cell.share}%" width="100%" height="{cell.share}%"></rect>'
            link.text = AtomicString(self.output.stash(f'<svg aria-hidden="true" width="{cell.size * 0.3:.1f}">{used}</svg>'))

    def glossary(self, parent: etree.Element, glossary: Glossary) -> None:
        listing = element(parent, "dl", class_="db-glossary")
        for term in glossary.terms:
            row = element(listing, "div")
            name = element(row, "dt")
            element(name, "a", term.name, href=self.address(term.path))
            element(name, "span", term.pinyin, class_="db-pinyin", lang="zh-Latn")
            element(name, "span", term.english, class_="db-en", lang="en")
            element(row, "dd", term.first)


def _sourced(block: Block) -> bool:
    """Whether a block of a quoting unit speaks for the source, or is a unit of its own."""
    return isinstance(block, Quotation | Facts | Unit | FormField | Lines) or (isinstance(block, Table) and block.sourced)
