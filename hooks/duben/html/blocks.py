"""The blocks of a guide or form on the page, by the Blocks API of pymdown-extensions. guides.py reads and rules.py checks the
same blocks.

https://facelessuser.github.io/pymdown-extensions/extensions/blocks/api/
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING, ClassVar

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block, type_any

from ..reading import blocks as guides
from ..reading import tables
from ..reading.blocks import ARRANGEMENTS, FACTS, FIELDS, KINDS
from ..text.numerals import hours
from .elements import element, literal

if TYPE_CHECKING:
    from ..extension import DubenExtension


class GuideBlock(Block):  # type: ignore[misc]
    """What all blocks have in common: a section with an id and a heading. The options were read and checked by guides.py."""

    ARGUMENT = True
    HEADING = "h3"
    extension: ClassVar[DubenExtension]

    def on_init(self) -> None:
        """Take away the option ``attrs``, with which any attribute, onclick too, could be set."""
        del self.option_spec["attrs"]

    def on_validate(self, parent: etree.Element) -> bool:
        """The base class asks for ``attrs`` when it makes the element."""
        self.options["attrs"] = {}
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """The section with its heading."""
        name, *aliases = guides.ids(self.text("id"))
        section = element(parent, "section", class_=f"db-block db-block-{self.NAME}", id=name)
        for alias in aliases:
            element(section, "span", id=alias, class_="db-alias")
        heading = element(section, self.HEADING)
        number = self.text("number")
        heading.set("data-toc-label", f"{number}　{self.argument}" if number else self.argument)
        if label := (KINDS | ARRANGEMENTS)[self.NAME] if self.HEADING == "h3" else "":
            element(heading, "span", label, class_="db-label")
        if number:
            element(heading, "span", number, class_="db-no")
        element(heading, "span", self.argument, class_="db-title")
        if english := self.text("en"):
            element(section, "p", english, class_="db-en db-editor", lang="en")
        self.fill(section)
        return section

    def text(self, name: str) -> str:
        """An option as text; '' where it is not given."""
        value = self.options.get(name)
        return value if isinstance(value, str) else ""

    def fill(self, section: etree.Element) -> None:
        """Add what stands before the block's Markdown."""

    @property
    def own(self) -> guides.GuideBlock | None:
        """The same block as guides.py read it."""
        return self.named(guides.ids(self.text("id"))[0])

    def named(self, name: str) -> guides.GuideBlock | None:
        """A block of this page by its id."""
        page = self.extension.edition.page(self.extension.path)
        blocks = page.blocks if page and name else ()
        return next((block for block in blocks if name in (block.id, *block.aliases)), None)


class Sourced(GuideBlock):
    """A block that quotes: number and title, the facts, quotations, the editors' annotation."""

    def fill(self, section: etree.Element) -> None:
        facts(section, {name: self.text(name) for name in FACTS})

    def on_end(self, block: etree.Element) -> None:
        """Put what is not a quotation into the editors' annotation, in place."""
        if self.text("chart") and self.own:
            self.draw(block, self.own)
        # a table is the source's only where every cell was checked
        table = block.find("table") if self.NAME in ("synopsis", "statistic") else None
        note: etree.Element | None = None
        for child in list(block):
            if (
                child.tag in ("blockquote", "figure")
                or child is table
                or child.get("class", "").startswith(("db-en", "db-facts", "db-block", "db-alias", "db-room"))
                or child.tag == self.HEADING
            ):
                note = None
                continue
            index = list(block).index(child)
            block.remove(child)
            if note is None:
                note = etree.Element("div", {"class": "db-annotation db-editor"})
                block.insert(index, note)
            note.append(child)

    def draw(self, block: etree.Element, own: guides.GuideBlock) -> None:
        """A bar behind each number of the column that ``chart`` names; a screen reader has the number."""
        page, table = self.extension.edition.page(self.extension.path), block.find("table")
        if page is None or table is None:
            return
        column, drawn = tables.chart(page, own)
        for row, cells in enumerate(table.iterfind("tbody/tr")):
            if row in drawn and column < len(cells):
                share = 100 * drawn[row] / max(1, *drawn.values())
                bar = f'<span class="db-bar" aria-hidden="true" style="inline-size:{share:.1f}%"></span>'
                cells[column].set("class", "db-drawn")
                cells[column].text = AtomicString(f"{drawn[row]}{self.md.htmlStash.store(bar)}")


class Checklist(GuideBlock):
    """Blocks of the page as a list to tick. guide.js keeps the ticks in the reader's browser; on paper they are boxes."""

    def fill(self, section: etree.Element) -> None:
        listing = element(section, "ul", class_="db-checklist")
        for item in guides.items(self.text("items")) or ():
            label = element(element(listing, "li"), "label")
            element(label, "input", type="checkbox", value=item.block or item.words, autocomplete="off")
            block = self.named(item.block)
            element(label, "span", block.title if block else item.words or item.block)
            if block:
                if when := block.facts.get("when"):
                    element(label, "small", when)
                element(listing[-1], "a", "依據", href=f"#{block.id}", aria_label=f"依據：{block.title}")


class Agenda(GuideBlock):
    """Blocks of the page in time: minutes from and to, what, who. rules.py holds the sum to ``total``."""

    def fill(self, section: etree.Element) -> None:
        items = [(item, self.named(item.block)) for item in guides.items(self.text("items")) or ()]
        persons = any(block and "who" in block.facts for _, block in items)
        table = element(section, "table", class_="db-agenda")
        head = element(element(table, "thead"), "tr")
        for title in ("時間", "議程", FACTS["who"], "分鐘") if persons else ("時間", "議程", "分鐘"):
            element(head, "th", title, scope="col")
        body, clock = element(table, "tbody"), 0
        for item, block in items:
            row = element(body, "tr")
            element(row, "td", hours(clock))
            cell = element(row, "td")
            if block:
                element(cell, "a", block.title, href=f"#{block.id}")
            else:
                element(cell, "span", item.words or item.block, class_="db-editor")
            if persons:
                fact(element(row, "td"), block.facts.get("who", "") if block else "")
            element(row, "td", str(item.minutes))
            clock += item.minutes
        total = element(element(table, "tfoot"), "tr")
        for text in (hours(clock), "散會", *([""] if persons else []), str(clock)):
            element(total, "td", text)


class Questions(GuideBlock):
    """The questions for discussion at the end of a guide."""

    HEADING = "h2"


class Leader(GuideBlock):
    """The note for the one who leads: folded away, and not on paper unless it was unfolded."""

    HEADING = "h2"

    def on_end(self, block: etree.Element) -> None:
        """Fold everything behind the heading."""
        details = etree.Element("details", {"class": "db-fold"})
        element(details, "summary", "只給主持的人看；參加的人先讀上面的題。")
        heading = block.find(self.HEADING)
        for child in list(block)[list(block).index(heading) + 1 if heading is not None else 0 :]:
            block.remove(child)
            details.append(child)
        block.append(details)


def facts(parent: etree.Element, values: dict[str, str]) -> None:
    """The line of facts: who, when, how long …"""
    if any(values.values()):
        listing = element(parent, "dl", class_="db-facts")
        for name, value in values.items():
            if value:
                row = element(listing, "div", class_=f"db-fact-{name}")
                element(row, "dt", FACTS[name])
                fact(element(row, "dd"), value)


def fact(parent: etree.Element, value: str) -> None:
    """The source's words as they are; the editors' words, in 〔〕, in the editors' voice."""
    last: etree.Element | None = None
    for part in re.split(r"(〔[^〕]*〕)", value):
        if part.startswith("〔"):
            last = element(parent, "span", part, class_="db-editor")
        elif last is None:
            parent.text = literal(part)
        else:
            last.tail = literal(part)


_CLASSES: dict[str, type[GuideBlock]] = {
    "checklist": Checklist,
    "agenda": Agenda,
    "questions": Questions,
    "leader": Leader,
}


class GuideBlocks(BlocksExtension):  # type: ignore[misc]
    """Registers one block for each kind of ``guides.FIELDS``."""

    def __init__(self, extension: DubenExtension) -> None:
        super().__init__()
        self.extension = extension

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802 - the API's name
        for kind, fields in FIELDS.items():
            options = dict.fromkeys(fields, ("", type_any))
            members = {"NAME": kind, "OPTIONS": options, "extension": self.extension}
            block_mgr.register(type(kind.title(), (_CLASSES.get(kind, Sourced),), members), self.getConfigs())
