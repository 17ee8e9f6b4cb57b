"""The blocks and inlines of a packet as pieces of pandoc's tree: real footnotes, links within the packet and to the web."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ..catalogue import _
from ..document.addresses import target
from ..document.model import (
    Annotated,
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
    Image,
    Inline,
    Inlines,
    Lines,
    Link,
    Listing,
    Note,
    Packet,
    PageTurn,
    Paragraph,
    Part,
    Passage,
    Preformatted,
    Question,
    Quotation,
    Rule,
    Section,
    Strip,
    Table,
    Term,
    Text,
    Unit,
)
from ..document.tree import citations, walk, words
from ..text.simplified import in_script
from . import nodes
from .nodes import Node, Nodes


def say(packet: Packet, text: str) -> str:
    """A word of the catalogue in the packet's script, for what is said here and not in the model."""
    return in_script(text, packet.script)


class Writer:
    """Writes the pieces of one packet, in the order in which they are read."""

    def __init__(self, packet: Packet) -> None:
        self.packet = packet
        self.anchors: dict[str, str] = {}  # of what the packet holds itself: the page of docs/ with its fragment → the id here
        for part in packet.parts:
            for piece in walk(part.blocks):
                if isinstance(piece, Passage):
                    self.anchors.setdefault(f"reports/{piece.key}.md#{piece.id}", f"{piece.key.replace('/', '-')}-{piece.id}")
                elif isinstance(piece, Term):
                    self.anchors.setdefault(piece.path, f"term-{len(self.anchors)}")
        for part in packet.parts:
            if part.path:
                self.anchors.setdefault(part.path, part.id)
        self.set: set[str] = set()  # anchors that stand already: a passage may stand twice
        self.depth = 1  # the level of the last heading
        self.shift = 0  # what makes the highest heading of a text in this part one of level 2

    def part(self, part: Part) -> Nodes:
        levels = [block.level for block in part.blocks if isinstance(block, Passage) and block.level]
        self.depth, self.shift = 1, 2 - min(levels, default=1)
        return [
            nodes.header(1, part.title, part.id, part.kind),
            *nodes.english(part.english),
            *([nodes.styled([nodes.string(part.source)], "origin", "來源")] if part.source else []),
            *self.blocks(part.blocks),
        ]

    # Inlines

    def inlines(self, inlines: Inlines) -> Nodes:
        """A citation among other words stands in brackets, neighbours in one pair."""
        made: Nodes = []
        alone = all(isinstance(item, Link) or (isinstance(item, Text) and item.text == "；") for item in inlines)
        for cited, run in groupby(citations(inlines), key=lambda pair: pair[0]):
            inside = [self.inline(item) for _, item in run]
            made += [nodes.string("（"), *inside, nodes.string("）")] if cited and not alone else inside
        return made

    def inline(self, item: Inline) -> Node:
        match item:
            case Text(text, styles, lang):
                node = {"t": "Code", "c": [nodes.attr(), text]} if "code" in styles else nodes.string(text)
                if "emph" in styles:  # Chinese is not set in italics
                    node = {"t": "Emph", "c": [node]} if lang else nodes.span([node], "emph", "着重")
                if "strong" in styles:
                    node = {"t": "Strong", "c": [node]}
                return nodes.span([node], lang=lang) if lang else node
            case Link(text, path, citation):
                return self.link(text, path, "cite" if citation else "")
            case Note(_number, label, text, why):
                reason = [nodes.span([nodes.string(f"（{why}）")], "why")] if why else []
                return {
                    "t": "Note",
                    "c": [nodes.para([{"t": "Strong", "c": [nodes.string(label)]}, nodes.string("　"), nodes.string(text), *reason])],
                }
            case Image(text):
                return nodes.string(text)
            case Annotated(_, corrected, _, note):
                return nodes.span([self.inline(part) for part in (*corrected, note)])
            case PageTurn(text):
                return nodes.span([nodes.string(f"〔{text}〕")], "turn", "換頁")

    def link(self, text: str, path: str, classes: str = "") -> Node:
        """Words that lead to the place in this packet, else on the web; where there is neither, the words alone."""
        leads = f"#{self.anchors[path]}" if path in self.anchors else target(path, self.packet)
        if not leads:
            return nodes.span([nodes.string(text)], classes) if classes else nodes.string(text)
        return {"t": "Link", "c": [nodes.attr("", classes), [nodes.string(text)], [leads, ""]]}

    # Blocks

    def blocks(self, blocks: Blocks) -> Nodes:
        made: Nodes = []
        for is_item, run in groupby(blocks, key=lambda block: isinstance(block, Passage) and block.item):
            inside = [node for block in run for node in self.block(block)]
            made += [nodes.div(inside, "items", role="list")] if is_item else inside
        return made

    def block(self, block: Block) -> Nodes:
        match block:
            case Heading(level, content, english):
                self.depth = level + 1
                return [nodes.header(self.depth, self.inlines(content)), *nodes.english(english)]
            case Paragraph(content):
                return [nodes.para(self.inlines(content))]
            case Passage():
                return [self.passage(block)]
            case Quotation():
                return [self.quotation(block)]
            case Listing(ordered, items):
                return [nodes.listing([self.blocks(item) for item in items], ordered)]
            case Table():
                return [self.table(block)]
            case Facts(rows):
                return [self.fact(fact.label, self.inlines(fact.content)) for fact in rows]
            case Checklist(items):
                return [
                    nodes.styled([nodes.string(f"☐　{title}{_bracketed(remark)}")], "check", "核對")
                    for title, remark in ((task.title, task.remark) for task in items)
                ]
            case Lines(count, label):
                return [*([nodes.para([nodes.string(label)])] if label else []), nodes.box(count, "lines")]
            case Unit():
                return [self.unit(block)]
            case Question():
                return self.question(block)
            case Form():
                return self.form(block)
            case FormField():
                return self.form(Form((block,)))
            case Preformatted(text):
                return [{"t": "CodeBlock", "c": [nodes.attr(), text]}]
            case Rule():
                return [{"t": "HorizontalRule"}]
            case Section(_, id, title, blocks):
                return [nodes.header(2, title, id), *self.blocks(blocks)]
            case Derived(blocks):
                return self.blocks(blocks)
            case Concordance(lines):
                return [nodes.para([nodes.string(f"{line.left}{line.text}{line.right}（{line.place}）")]) for line in lines]
            case Strip():  # drawn, not said
                return []
            case Glossary(terms):
                return [{"t": "DefinitionList", "c": [self.term(term) for term in terms]}]

    def passage(self, passage: Passage, inside: bool = False) -> Node:
        """``inside`` another block a heading is a paragraph: it does not divide the packet."""
        anchor = self.anchors.get(f"reports/{passage.key}.md#{passage.id}", "")
        id = "" if anchor in self.set else anchor
        self.set.add(anchor)
        content = self.inlines(passage.content)
        if passage.level and not inside:
            self.depth = passage.level + self.shift
            return nodes.header(self.depth, [nodes.span(content, "words", "原文字")], id, "passage")
        # the tabulator of Word is no character of the text
        tabulator = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}
        number = [nodes.span([nodes.string(f"{passage.number} ")], "number", "段號"), tabulator] if passage.number else []
        style = "原文項" if passage.item else "原文"
        role = {"role": "listitem"} if passage.item and not inside else {}
        return nodes.styled([*number, nodes.span(content, "words")], f"passage{' item' * passage.item}", style, id, **role)

    def quotation(self, quotation: Quotation, inside: str = "") -> Node:
        """``inside`` 表中 the type of Word's style is smaller."""
        made = [nodes.div([nodes.para(self.inlines(paragraph)) for paragraph in quotation.paragraphs], "words", f"{inside}引文")]
        if quotation.citation:
            links = [self.inline(link) for link in quotation.citation]
            parted = [node for link in links for node in (nodes.string("；"), link)][1:]
            made.append(nodes.styled(parted, "source", f"{inside}出處"))
        return {"t": "BlockQuote", "c": made}

    def fact(self, label: str, content: Nodes) -> Node:
        return nodes.styled([nodes.span([nodes.string(f"{label}：")], "label", "標籤"), *content], "fact", "項目")

    def table(self, table: Table) -> Node:
        heads = [words(cell) for cell in table.head]

        def row(cells: tuple[Inlines, ...]) -> list[Any]:
            return nodes.row(
                nodes.cell([{"t": "Plain", "c": self.cell(inlines, head)}]) for inlines, head in zip(cells, labels, strict=True)
            )

        labels = [""] * len(heads)
        head = [row(table.head)]
        if table.kind == "synopsis":
            labels = ["", *heads[1:]]
        rows = [row(cells) for cells in table.rows]
        foot = [rows.pop()] if table.kind == "agenda" and rows else []
        widths = [2, 7, *[3] * (len(heads) - 3), 2] if table.kind == "agenda" else [1, *[2] * (len(heads) - 1)]
        return nodes.table(table.kind, widths, head, rows, foot, heading_columns=int(table.kind == "synopsis"))

    def cell(self, inlines: Inlines, head: str) -> Nodes:
        """The cells of a synopsis hold what the reports say; on a phone they stand below each other, each under its column's head,
        which only EPUB has."""
        if not head:
            return self.inlines(inlines)
        label = f'<span class="head">{_escape(head)}</span>'
        return [{"t": "RawInline", "c": ["html", label]}, nodes.span(self.inlines(inlines), "said", "對照文")]

    def unit(self, unit: Unit) -> Node:
        level = self.depth + 1
        title = [
            nodes.span([nodes.string(unit.label)], "kind", "類"),
            nodes.string("　" + "　".join(filter(None, (unit.number, unit.title)))),
        ]
        inside = [nodes.header(level, title), *nodes.english(unit.english), *self.blocks(unit.blocks)]
        self.depth = level - 1
        return nodes.div(inside, "unit")

    def question(self, question: Question) -> Nodes:
        made = [nodes.styled([nodes.string(f"{question.number}．"), *self.inlines(question.content)], "question", "題")]
        if question.passages:
            shown = [self.passage(item, inside=True) if isinstance(item, Passage) else self.block(item)[0] for item in question.passages]
            made += [nodes.styled([nodes.string(say(self.packet, _("See")))], "label", "標籤段"), nodes.div(shown, "expected")]
        return [*made, nodes.box(question.lines, "answer")] if question.lines else made

    def term(self, term: Term) -> list[Any]:
        name = {"t": "Span", "c": [nodes.attr(self.anchors[term.path], "term"), [nodes.string(term.name)]]}
        glosses = [(term.pinyin, "zh-Latn"), (term.english, "en")]
        named = [
            name,
            *(
                node
                for text, lang in glosses
                if text
                for node in (nodes.string("　"), nodes.span([nodes.string(text)], "gloss", "釋名", lang=lang))
            ),
        ]
        return [named, [[nodes.para([nodes.string(term.first)])]]]

    # Forms

    def form(self, form: Form) -> Nodes:
        made = self.blocks(form.blocks)
        columns = tuple(field for field in form.fields if field.columns)
        for in_table, run in groupby(form.fields, key=lambda field: bool(field.columns)):
            if not in_table:
                made.append(nodes.table("form", (2, 3), [], [self.field(field) for field in run], []))
            elif columns:
                made += self.columns(columns, form.rows)
                columns = ()  # all of them stand in one table, where the first of them stands
        return made

    def field(self, field: FormField) -> list[Any]:
        """A row: what is asked for and by which words, and room to write."""
        return nodes.row([nodes.cell([{"t": "Plain", "c": self.name(field)}, *self.asked(field)]), nodes.space(field.lines)])

    def name(self, field: FormField) -> Nodes:
        english = [{"t": "LineBreak"}, nodes.span([nodes.string(field.english)], "english", "釋名", lang="en")] if field.english else []
        return [{"t": "Strong", "c": [nodes.string(field.title)]}, *english]

    def asked(self, field: FormField) -> Nodes:
        return [*(self.quotation(item, "表中") for item in field.quotations), *self.blocks(field.remarks)]

    def columns(self, fields: tuple[FormField, ...], rows: int) -> Nodes:
        """The table of a form, and below it the words that ask for its columns."""
        widths = [width for field in fields for width in ([2] if field.columns == 1 else [1] * field.columns)]
        head = nodes.row(nodes.cell([{"t": "Plain", "c": self.name(field)}], field.columns) for field in fields)
        grid = nodes.table("form grid", widths, [head], [nodes.row(nodes.space(1) for _ in widths)] * rows, [])
        message = [field for field in fields if field.quotations or field.remarks]
        return [grid, *(node for field in message for node in (nodes.styled(self.name(field)[:1], "label", "標籤段"), *self.asked(field)))]


def _bracketed(remark: str) -> str:
    """A remark behind a title; one of the editors' has its brackets."""
    return remark if not remark or remark.startswith("〔") else f"（{remark}）"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
