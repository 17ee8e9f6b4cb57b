"""A packet on the site: its head and files before the introduction, its parts behind it.

The elements and classes are those of chapters, guides and forms, so that they look, print and convert alike; packet.css has the rest.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Mapping, Sequence

from ..document.addresses import relative
from ..document.model import (
    Block,
    Checklist,
    Facts,
    Form,
    FormField,
    Glossary,
    Heading,
    Lines,
    Listing,
    Packet,
    Paragraph,
    Part,
    Passage,
    Question,
    Quotation,
    Table,
    Unit,
    words,
)
from ..packets.files import Job
from ..reading.blocks import FACTS
from . import blocks as guide_blocks
from .elements import element, fact, literal
from .inlines import Words

_FACTS = {label: name for name, label in FACTS.items()}


_SOURCES = {"guide": "方法指南的原頁", "questions": "指南裏的這一節", "leader": "指南裏的這一節", "form": "單張的表和下載"}
"""What the link to its page is called where a part does not say where it comes from."""


def fill(root: etree.Element, packet: Packet, files: Mapping[Job, int] | None) -> None:
    """Put head and files before the introduction, and the parts behind it. ``files`` are the files
    with their sizes in bytes, None where this build makes none."""
    head = _head(root)
    element(head, "p", packet.english, class_="db-en", lang="en")
    facts = element(head, "dl", class_="db-head")
    fact(facts, "給誰", packet.audience)
    if packet.minutes:
        fact(facts, "時間", f"{packet.minutes} 分鐘")
    for source in packet.sources:
        fact(facts, source.short, f"{source.proof}；修訂 {source.revision}（{source.revised}）")
    _files(head, packet.path, files)
    for part in packet.parts:
        _Writer(packet.path, part).part(root)


def fill_form(root: etree.Element, packet: Packet, files: Mapping[Job, int] | None) -> None:
    """On the page of a blank form put its files, and the form as it is in a packet in place of what Markdown made of its fields."""
    head = _head(root)
    element(head, "p", packet.english, class_="db-en", lang="en")
    _files(head, packet.path, files)
    for node in list(root):
        if "db-block-field" in node.get("class", ""):
            root.remove(node)
    (part,) = packet.parts
    for form in part.blocks:
        if isinstance(form, Form):
            _Writer(packet.path, part).sheet(root, form, ids=True)


def _head(root: etree.Element) -> etree.Element:
    """The place below the page's title."""
    heading = root.find("h1")
    head = etree.Element("div", {"class": "db-packet-head db-editor"})
    root.insert(list(root).index(heading) + 1 if heading is not None else 0, head)
    return head


def _files(parent: etree.Element, path: str, files: Mapping[Job, int] | None) -> None:
    """A row for each edition, with its scripts and texts."""
    section = element(parent, "nav", class_="db-files", aria_label="下載")
    if files is None:
        element(section, "p", "這次沒有生成可下載的檔案；本頁可以直接列印。")
        return
    listing = element(section, "ul")
    for edition in dict.fromkeys(job.edition for job in files):
        row = element(listing, "li")
        element(row, "span", edition)
        for job in files:
            if job.edition == edition:
                told = f"{job.label}　{_size(files[job])}"
                element(row, "a", told, href=relative(job.file, path), aria_label=f"{edition}，{told}")


def _size(count: int) -> str:
    """Bytes as one says them."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{-(-count // 1000)} KB"


class _Writer(Words):
    """Writes one part."""

    def __init__(self, page: str, part: Part) -> None:
        super().__init__(page, part)
        self.above: list[int] = []  # the levels of the headings under which the next block stands
        self.units = 0

    def part(self, root: etree.Element) -> None:
        # what is for the leader is printed only where it was unfolded, as on a guide
        kind = "db-block-leader" if self.it.leader else f"db-part-{self.it.kind}"
        section = element(root, "section", class_=f"db-part {kind}", id=self.it.id)
        element(section, "h2", self.it.title)
        if self.it.english:
            element(section, "p", self.it.english, class_="db-en db-editor", lang="en")
        if self.it.path:
            row = element(section, "p", class_="db-source db-editor" if self.it.source else "db-source db-editor db-screen")
            element(row, "a", self.it.source or _SOURCES.get(self.it.kind, "原頁"), href=relative(self.it.path, self.page))
        body = section
        if self.it.leader:
            body = element(section, "details", class_="db-fold")
            element(body, "summary", "只給主持的人看")
        if self.it.kind in ("excerpt", "chapter"):
            text = [block for block in self.it.blocks if isinstance(block, Passage)]
            self.blocks(element(section, "div", class_="db-text", lang="zh-Hant"), text)
            for block in self.it.blocks[len(text) :]:
                if isinstance(block, Paragraph):
                    self.inlines(element(section, "p", class_="db-break db-editor"), block.content)
        else:
            self.blocks(body, self.it.blocks)
        if self.notes:
            self.endnotes(section)

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
                self.room(listing[-1], block.lines)
            else:
                listing = None
                self.block(parent, block)

    def block(self, parent: etree.Element, block: Block) -> None:
        match block:
            case Heading():
                self.inlines(element(parent, self.heading(block.level)), block.content)
            case Paragraph():
                self.inlines(element(parent, "p"), block.content)
            case Passage():
                self.passage(element(parent, self.heading(block.level) if block.level else "p"), block)
            case Quotation():
                self.quotation(parent, block)
            case Listing():
                self.listing(parent, block)
            case Table():
                self.table(parent, block)
            case Facts():
                self.facts(parent, block)
            case Checklist():
                self.checklist(parent, block)
            case Lines():
                if block.label:
                    element(parent, "p", block.label, class_="db-room-label")
                self.room(parent, block.count)
            case Unit():
                self.unit(parent, block)
            case Form():
                self.form(parent, block)
            case Glossary():
                self.glossary(parent, block)

    def heading(self, level: int) -> str:
        """The tag of a heading: as deep as it stands under others, whatever its level in the source, so that none is left out."""
        self.above = [*(other for other in self.above if other < level), level]
        return f"h{min(6, len(self.above) + 2)}"

    def listing(self, parent: etree.Element, block: Listing) -> None:
        listing = element(parent, "ol" if block.ordered else "ul")
        for blocks in block.items:
            item = element(listing, "li")
            if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
                self.inlines(item, blocks[0].content)
            else:
                self.blocks(item, blocks)

    def facts(self, parent: etree.Element, block: Facts) -> None:
        facts = element(parent, "dl", class_="db-facts")
        for label, content in block.rows:
            row = element(facts, "div", class_=f"db-fact-{_FACTS[label]}" if label in _FACTS else "")
            element(row, "dt", label)
            guide_blocks.fact(element(row, "dd"), words(content))

    def checklist(self, parent: etree.Element, block: Checklist) -> None:
        listing = element(parent, "ul", class_="db-checklist")
        for title, remark in block.items:
            label = element(element(listing, "li"), "label")
            element(label, "input", type="checkbox", value=title, autocomplete="off")
            element(label, "span", title)
            if remark:
                element(label, "small", remark)

    def unit(self, parent: etree.Element, unit: Unit) -> None:
        """A block of a guide; what is neither quoted nor arranged is the editors' annotation."""
        self.units += 1
        section = element(parent, "section", class_="db-block", id=f"{self.it.id}-{self.units}")
        heading = element(section, f"h{min(6, len(self.above) + 3)}")
        heading.set("data-toc-label", literal(f"{unit.number}　{unit.title}" if unit.number else unit.title))
        for text, name in ((unit.label, "db-label"), (unit.number, "db-no"), (unit.title, "db-title")):
            if text:
                element(heading, "span", text, class_=name)
        if unit.english:
            element(section, "p", unit.english, class_="db-en db-editor", lang="en")
        note: etree.Element | None = None
        for block in unit.blocks:
            if isinstance(block, Paragraph | Listing):
                note = element(section, "div", class_="db-annotation db-editor") if note is None else note
                self.block(note, block)
            else:
                note = None
                self.block(section, block)

    def table(self, parent: etree.Element, table: Table) -> None:
        """With its roles a comparison stays a table to who hears it, though on a phone its rows become sheets."""

        def role(name: str) -> str:
            return name if table.kind == "synopsis" else ""

        node = element(parent, "table", class_="" if table.kind == "plain" else f"db-{table.kind}", role=role("table"))
        head = element(element(node, "thead", role=role("rowgroup")), "tr", role=role("row"))
        for cell in table.head:
            self.inlines(element(head, "th", scope="col", role=role("columnheader")), cell)
        body = element(node, "tbody", role=role("rowgroup"))
        for row in table.rows:
            line = element(body, "tr", role=role("row"))
            for column, cell in enumerate(row):
                if column == 0 and table.kind == "synopsis":
                    box = element(line, "th", scope="row", role="rowheader")
                else:
                    box = element(line, "td", role=role("cell"), data_head=words(table.head[column]) if role("cell") else "")
                self.inlines(box, cell)

    def form(self, parent: etree.Element, form: Form) -> None:
        self.blocks(parent, form.blocks)
        self.sheet(parent, form)

    def sheet(self, parent: etree.Element, form: Form, ids: bool = False) -> None:
        """Fields with lines to write on, the columns as an empty table; then what asks for the columns. On the form's own page
        the fields have their ``ids``, to which the site leads."""
        sheet = element(parent, "div", class_="db-form")
        columns = [item for item in form.fields if item.columns]
        for item in form.fields:
            if not item.columns:
                field = self.field(sheet, item, "" if item.lines > 1 or item.quotations or item.remarks else "db-field-plain")
                self.room(field, item.lines)
                self.grounds(field, item)
            elif item is columns[0]:
                self.columns(sheet, columns, form.rows)
        for item in columns:
            if item.quotations or item.remarks or ids:
                self.grounds(self.field(sheet, item, "db-field-ground"), item)
        if ids:
            fields = (node for node in sheet if "db-field" in node.get("class", ""))
            for node, item in zip(fields, (*(item for item in form.fields if not item.columns), *columns), strict=True):
                node.set("id", item.id)

    def field(self, parent: etree.Element, item: FormField, kind: str) -> etree.Element:
        row = element(parent, "div", class_=f"db-field {kind}".rstrip())
        name = element(row, "p", class_="db-field-title")
        element(name, "b", item.title)
        if item.english:
            element(name, "span", item.english, class_="db-en", lang="en")
        return row

    def grounds(self, parent: etree.Element, item: FormField) -> None:
        """What asks for a field."""
        for quotation in item.quotations:
            self.quotation(parent, quotation)
        if item.remarks:
            self.blocks(element(parent, "div", class_="db-annotation db-editor"), item.remarks)

    def columns(self, parent: etree.Element, columns: Sequence[FormField], rows: int) -> None:
        """An empty table; where one field has several columns, a first row is for what each of them is about."""
        several = any(item.columns > 1 for item in columns)
        table = element(parent, "table", class_="db-form-table")
        head = element(element(table, "thead"), "tr")
        for item in columns:
            cell = element(head, "th", item.title, scope="colgroup" if item.columns > 1 else "col")
            if item.columns > 1:
                cell.set("colspan", str(item.columns))
            if item.english:
                element(cell, "span", item.english, class_="db-en", lang="en")
        body = element(table, "tbody")
        for _ in range(rows + several):
            line = element(body, "tr")
            for _ in range(sum(item.columns for item in columns)):
                element(line, "td")

    def room(self, parent: etree.Element, count: int) -> None:
        """Lines to write on, on paper."""
        room = element(parent, "div", class_="db-room", aria_hidden="true")
        for _ in range(count):
            element(room, "span")

    def glossary(self, parent: etree.Element, glossary: Glossary) -> None:
        listing = element(parent, "dl", class_="db-glossary")
        for term in glossary.terms:
            row = element(listing, "div")
            name = element(row, "dt")
            element(name, "a", term.name, href=relative(term.path, self.page))
            element(name, "span", term.pinyin, class_="db-pinyin", lang="zh-Latn")
            element(name, "span", term.english, class_="db-en", lang="en")
            element(row, "dd", term.first)
