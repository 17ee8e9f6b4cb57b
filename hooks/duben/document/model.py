"""The content of a page as plain data: a chapter, guide, form, entry, packet or list. Every output is written from this.

A document is divided into blocks, a block of text into inlines, a packet first into parts. Verbatim text of a report is only ever in
a ``Passage``, a ``Quotation`` or a ``Concordance``; whatever else has words are the editors'. What may be looked up by an id has its
id here, so that all outputs agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from ..links.mentions import Mentions
from ..links.model import Backlink

Script = Literal["hant", "hans"]
Size = Literal["a4", "large", "a5"]
Style = Literal["strong", "emph", "code"]


@dataclass(frozen=True)
class Text:
    """Words. ``styles`` begin with the outermost; ``lang`` is '' for Chinese, else a BCP 47 tag (``en``)."""

    text: str
    styles: tuple[Style, ...] = ()
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: ``path`` is a page of docs/ with its fragment, or an address of the web.

    A citation is a link to the place that it cites.
    """

    text: str
    path: str
    citation: bool = False
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True)
class Image:
    """A picture: its text for those who do not see it, and its file below docs/ or its address."""

    text: str
    path: str


@dataclass(frozen=True)
class Note:
    """The note of an editors' mark, where its number stands in the text; its words stand in a footnote or endnote.

    ``label`` names the kind of mark, ``text`` is what it says, ``why`` the reason or ''. Numbers run through the page.
    """

    number: int
    label: str
    text: str
    why: str = ""


@dataclass(frozen=True)
class Annotated:
    """Words of a report that bear an editors' mark, in both views, and the note. ``kind`` is that of the mark, or ``conj`` for a
    conjecture. Only chapters have both views; a packet has the words of its view and the note behind them."""

    kind: str
    corrected: Inlines
    transcribed: Inlines
    note: Note


@dataclass(frozen=True)
class PageTurn:
    """A page turn of the source, inside a paragraph: the words for it, with the number where it is known; ``why`` is the reason
    for which it is put there, or ''."""

    text: str
    why: str = ""


Inline = Text | Link | Image | Note | Annotated | PageTurn
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading: ``level`` 0 is the title of the page, 1 is right below it or below the title of a part. ``english`` may be ''."""

    level: int
    content: Inlines
    english: str = ""
    id: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in the editors' voice."""

    content: Inlines


@dataclass(frozen=True)
class Preformatted:
    """Lines that stand as they are, such as code; ``language`` names what they are written in, or is ''."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Rule:
    """A line that parts what stands before it from what follows."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, item or heading of a report, verbatim.

    ``key`` is the citation key of its chapter and ``id`` its id there (p12); ``number`` is what stands in the margin (12; for a
    heading ''); ``level`` is 1–6 for a heading, else 0; ``item`` whether it is an item of a list; ``aliases`` are ids that were
    merged into it; ``backlinks`` are the pages that quote or cite it, where the page tells of them.
    """

    key: str
    id: str
    number: str
    content: Inlines
    level: int = 0
    item: bool = False
    aliases: tuple[str, ...] = ()
    backlinks: tuple[Backlink, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """Words of a report that a guide or form quotes and the build has verified, and where they stand."""

    paragraphs: tuple[Inlines, ...]
    citation: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list; each item is a run of blocks. The items of a ``loose`` one have paragraphs, else their first words stand in the item
    itself. An ordered one begins to count at ``start``."""

    ordered: bool
    items: tuple[Blocks, ...]
    loose: bool = False
    start: int = 1


@dataclass(frozen=True)
class Table:
    """A table. In a ``synopsis`` the first column heads the rows and the others stand side by side, one report each;
    an ``agenda`` has times, topics and minutes, the sum in its last row. Cells may be empty.

    ``sourced`` tells that its words are the source's, each cell checked. ``only`` names for each row of a synopsis the one report
    that speaks, or ''. ``chart`` is the column whose numbers are drawn, from 0, and ``shares`` how long each row's bar is, in percent
    of the longest, -1 for none. ``languages`` are those of the columns, each a BCP 47 tag or '' for that of the page; without any,
    all columns are in that of the page.
    """

    kind: Literal["plain", "synopsis", "agenda"]
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    sourced: bool = False
    only: tuple[str, ...] = ()
    chart: int = 0
    shares: tuple[float, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A label with its words, such as who, when, how long. ``key`` is the field that it comes from, or ''; ``lang`` is '' for Chinese;
    a ``wide`` one has a line of its own."""

    label: str
    content: Inlines
    key: str = ""
    lang: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels, each with its words."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class Task:
    """A thing to tick: its title, a remark or '', and where it is explained (page with fragment) or ''. ``value`` is the name by which
    a reader's tick is kept."""

    title: str
    remark: str = ""
    path: str = ""
    value: str = ""


@dataclass(frozen=True)
class Checklist:
    """Things to tick."""

    items: tuple[Task, ...]


@dataclass(frozen=True)
class Lines:
    """Ruled space for writing, under a label or ''."""

    count: int
    label: str = ""


@dataclass(frozen=True)
class Unit:
    """A block of a guide: a step, a duty, a form … ``label`` names its kind for the reader or is '', ``number`` is the source's or ''.

    ``kind`` is the kind's name in the file, ``id`` its fragment on the guide's page, ``aliases`` those of blocks that were taken into
    it, ``heading`` that of its title. What a ``quoting`` one holds besides quotations, facts and sourced tables is the editors'
    annotation. A ``closing`` one stands at the end of a guide, beside its sections, and one for the ``leader`` is folded away.
    """

    label: str
    title: str
    number: str = ""
    english: str = ""
    blocks: Blocks = ()
    kind: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    heading: str = ""
    quoting: bool = True
    closing: bool = False
    leader: bool = False


@dataclass(frozen=True)
class Question:
    """A question for discussion. ``passages`` are what it points to, for the leader only; ``lines`` is room for an answer."""

    number: int
    content: Inlines
    passages: Blocks = ()
    lines: int = 4


@dataclass(frozen=True)
class FormField:
    """A field of a form: its name, the quotation that asks for it, and the editors' remarks. ``id`` is its fragment on the form's page,
    ``label`` what its kind is called.

    With ``columns`` it is so many columns of the form's table, else a label with ``lines`` ruled lines to write on. A title in
    〔〕 is the editors' own addition, for which no source asks.
    """

    title: str
    english: str = ""
    quotations: tuple[Quotation, ...] = ()
    remarks: Blocks = ()
    lines: int = 1
    columns: int = 0
    id: str = ""
    label: str = ""


@dataclass(frozen=True)
class Form:
    """A blank form: fields to write in, in their order; those that are columns stand together as one table of ``rows`` empty rows.

    ``wide`` asks for a page in landscape; ``blocks`` is the editors' introduction.
    """

    fields: tuple[FormField, ...]
    rows: int = 0
    wide: bool = False
    blocks: Blocks = ()


@dataclass(frozen=True)
class Term:
    """An entry of the glossary: name, pinyin, English, the definition's first sentence, and its page."""

    name: str
    pinyin: str
    english: str
    first: str
    path: str


@dataclass(frozen=True)
class Glossary:
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Cell:
    """A paragraph in a strip: where it stands, its size in characters, how many percent of them are quoted, and all that in words."""

    path: str
    size: int
    share: int
    text: str


@dataclass(frozen=True)
class Strip:
    """How much of each paragraph of a chapter is quoted, one cell a paragraph; ``label`` says of which chapter."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class KeywordInContext:
    """A mention with the words around it (KWIC). ``path`` is its page with its fragment, ``place`` what a reader calls that place."""

    left: str
    text: str
    right: str
    path: str
    place: str


@dataclass(frozen=True)
class Concordance:
    """The mentions of an entry in one report, in the order of its text."""

    lines: tuple[KeywordInContext, ...]


@dataclass(frozen=True)
class Section:
    """A part of a page that the build adds, under a title of its own; ``role`` says which."""

    role: str
    id: str
    title: str
    blocks: Blocks


@dataclass(frozen=True)
class Derived:
    """Lists and tables that the build makes of what stands elsewhere; search leaves them out. ``role`` is ``overview`` for the
    heading and table of an overview of the page's own blocks, or ''."""

    blocks: Blocks
    role: str = ""


Block = (
    Heading
    | Paragraph
    | Preformatted
    | Rule
    | Passage
    | Quotation
    | Listing
    | Table
    | Facts
    | Checklist
    | Lines
    | Unit
    | Question
    | FormField
    | Form
    | Glossary
    | Strip
    | Concordance
    | Section
    | Derived
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A page. ``path`` is below docs/; ``blocks`` begin with the title (a heading of level 0), if the page has one.

    ``english`` and ``abstract`` are the title and a summary in English, which stand below the title, or ''.
    """

    path: str
    title: str
    blocks: Blocks
    english: str = ""
    abstract: str = ""
    description: str = ""


@dataclass(frozen=True)
class EntryPage(Document):
    """The page of an entry: its facts stand before the definition (``blocks``), its relations and mentions behind it."""

    facts: Facts = Facts(())
    sections: tuple[Section, ...] = ()


class Named(NamedTuple):
    """An entry that a chapter mentions: its kind's label, how often, and the id of the first mention in the chapter."""

    kind: str
    slug: str
    path: str
    name: str
    english: str
    first: str
    times: int
    mention: str


@dataclass(frozen=True)
class Transcript(Document):
    """The page of a chapter: its passages, with what the editors tell of the text.

    ``mentions`` are stand-off annotations: stretches of the corrected running text (white space not counted), which
    ``names`` explain by the number of their entry, in the order in which they are listed. ``notes`` are the marks in order, each with
    the id of its passage; ``gap`` is the sentence that tells that the text breaks off, or ''. ``citation`` and ``revision`` are how to
    cite it.
    """

    key: str = ""
    short: str = ""
    facts: Facts = Facts(())
    mentions: Mentions = field(default_factory=Mentions)
    names: Mapping[int, Named] = field(default_factory=dict)
    notes: tuple[tuple[Annotated, str], ...] = ()
    gap: str = ""
    citation: str = ""
    revision: str = ""


PartKind = Literal["guide", "excerpt", "chapter", "questions", "form", "glossary", "plan", "leader"]


@dataclass(frozen=True)
class Part:
    """A part of a packet. ``id`` is its fragment on the packet's page. ``leader`` parts are only in the facilitator's edition.

    ``source`` says where a text comes from, and when it is read, as a line under the title; ``path`` is the page that it was taken
    from, or ''.
    """

    kind: PartKind
    id: str
    title: str
    blocks: Blocks
    english: str = ""
    source: str = ""
    path: str = ""
    leader: bool = False


@dataclass(frozen=True)
class TextSource:
    """A report of which a packet holds words: how to cite it, which text of it this is, and on what terms."""

    title: str
    short: str
    imprint: str
    proof: str
    revision: str
    revised: str
    rights: str


@dataclass(frozen=True)
class Packet(Document):
    """A whole packet: ``blocks`` are its introduction, ``address`` is that of its page on the web or ''.

    ``view`` and ``script`` say which text this is, ``audience`` for whom it is, ``minutes`` how long the meeting takes (0: there is
    none), ``facilitator`` whether it holds what is for the leader alone. ``licence`` are the terms of
    what the editors wrote, those of each report are its own; ``editors`` is what the colophon calls them.
    """

    audience: str = ""
    minutes: int = 0
    parts: tuple[Part, ...] = ()
    sources: tuple[TextSource, ...] = ()
    view: Literal["corrected", "transcribed"] = "corrected"
    script: Script = "hant"
    facilitator: bool = False
    address: str = ""
    licence: str = ""
    editors: str = ""

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def alone(self) -> bool:
        """Whether this is a blank form by itself, whose title is the document's."""
        titles = (isinstance(block, Heading) and block.level == 0 for block in self.blocks)
        return all(titles) and [part.kind for part in self.parts] == ["form"]

    @property
    def date(self) -> datetime:
        """The day of the newest of its texts; a file tells no other time. Where no day is known, the first that a zip file knows."""
        newest = max((source.revised for source in self.sources), default="")
        return datetime.fromisoformat(newest or "1980-01-01").replace(tzinfo=UTC)
