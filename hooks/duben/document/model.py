"""What a packet holds, as plain data: every output is made from this and from nothing else.

A packet is divided into parts, a part into blocks, a block of text into inlines. Verbatim text of a report is only ever in a
``Passage`` or a ``Quotation``; whatever else has words are the editors'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

Script = Literal["hant", "hans"]


Style = Literal["", "strong", "emph", "code"]


@dataclass(frozen=True)
class Text:
    """Words. ``lang`` is '' for Chinese, else a BCP 47 tag (``en``)."""

    text: str
    style: Style = ""
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: ``path`` is a page of docs/ with its fragment, or an address of the web.

    A citation is a link to the place that it cites.
    """

    text: str
    path: str
    citation: bool = False


@dataclass(frozen=True)
class Note:
    """An editors' mark, where its number stands in the text; its words stand in a footnote or endnote.

    ``label`` is its kind (校改, 存疑 …), ``text`` what it says, ``why`` the reason or ''. Numbers run through the packet, those of its
    texts first.
    """

    number: int
    label: str
    text: str
    why: str = ""


@dataclass(frozen=True)
class PageTurn:
    """A page turn of the booklet, inside a paragraph: 換頁, or 第12頁 where the number is known."""

    text: str


Inline = Text | Link | Note | PageTurn


Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a part: ``level`` 1 is right below the part's own title. ``english`` may be ''."""

    level: int
    content: Inlines
    english: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in the editors' voice."""

    content: Inlines


@dataclass(frozen=True)
class Passage:
    """A paragraph, item or heading of a report, verbatim in the view of the packet.

    ``key`` is the citation key of its chapter and ``id`` its id there (p12); ``number`` is what stands in the margin (12; for a
    heading ''); ``level`` is 1–6 for a heading, else 0; ``item`` whether it is an item of a list.
    """

    key: str
    id: str
    number: str
    content: Inlines
    level: int = 0
    item: bool = False


@dataclass(frozen=True)
class Quotation:
    """Words of a report that a guide or form quotes and the build has verified, and where they stand."""

    paragraphs: tuple[Inlines, ...]
    citation: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list; each item is a run of blocks."""

    ordered: bool
    items: tuple[Blocks, ...]


@dataclass(frozen=True)
class Table:
    """A table. In a ``synopsis`` the first column heads the rows and the others stand side by side, one report each;
    an ``agenda`` has times, topics and minutes, the sum in its last row. Cells may be empty."""

    kind: Literal["plain", "synopsis", "agenda"]
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True)
class Facts:
    """Who, when, how long …: label and words."""

    rows: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True)
class Checklist:
    """Things to tick: title, and a remark or ''."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lines:
    """Ruled space for writing, under a label or ''."""

    count: int
    label: str = ""


@dataclass(frozen=True)
class Unit:
    """A block of a guide: step, duty, form … ``label`` names its kind (步驟), ``number`` is the source's or ''."""

    label: str
    title: str
    number: str = ""
    english: str = ""
    blocks: Blocks = ()


@dataclass(frozen=True)
class Question:
    """A question for discussion. ``passages`` are what it points to, for the leader only; ``lines`` is room for an answer."""

    number: int
    content: Inlines
    passages: Blocks = ()
    lines: int = 4


@dataclass(frozen=True)
class FormField:
    """A field of a form: its name, the quotation that asks for it, and the editors' remarks. ``id`` is its fragment on the form's page.

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


Block = Heading | Paragraph | Passage | Quotation | Listing | Table | Facts | Checklist | Lines | Unit | Question | Form | Glossary


Blocks = tuple[Block, ...]


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
class Source:
    """A report of which a packet holds words: how to cite it, which text of it this is, and on what terms."""

    title: str
    short: str
    imprint: str
    proof: str
    revision: str
    revised: str
    rights: str


@dataclass(frozen=True)
class Packet:
    """A whole packet. ``path`` is its page below docs/ (packets/slug.md), ``address`` that page's address on the web or ''.

    ``view`` and ``script`` say which text this is, ``audience`` for whom it is, ``minutes`` how long the meeting takes (0: there is
    none), ``facilitator`` whether it holds what is for the leader alone. ``licence`` are the terms of
    what the editors wrote; those of each report are its own.
    """

    path: str
    title: str
    english: str
    audience: str
    minutes: int
    description: str
    introduction: Blocks
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    view: Literal["corrected", "transcribed"] = "corrected"
    script: Script = "hant"
    facilitator: bool = False
    address: str = ""
    licence: str = "編者文字 CC BY 4.0"

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def alone(self) -> bool:
        """Whether this is a blank form by itself, whose title is the document's."""
        return not self.introduction and [part.kind for part in self.parts] == ["form"]

    @property
    def date(self) -> datetime:
        """The day of the newest of its texts; a file tells no other time. Without texts the first day that a zip file knows."""
        newest = max((source.revised for source in self.sources), default="1980-01-01")
        return datetime.fromisoformat(newest).replace(tzinfo=UTC)


_NO_WORDS = frozenset(
    ["path", "key", "id", "lang", "style", "kind", "english", "pinyin", "view", "script", "revision", "revised", "address"]
)
"""Fields that are never shown in another script."""


_T = TypeVar("_T")


def data(value: Any) -> Any:
    """A packet, or any piece of it, as what JSON can hold: each piece a mapping with its ``type`` and its fields."""
    if is_dataclass(value):
        return {"type": type(value).__name__} | {item.name: data(getattr(value, item.name)) for item in fields(value)}
    return [data(item) for item in value] if isinstance(value, tuple) else value


def words(inlines: Inlines) -> str:
    """The words of a run of inlines; notes and page turns have none."""
    return "".join(item.text for item in inlines if isinstance(item, Text | Link))


def walk(value: Any) -> Iterator[Any]:
    """Every piece in a packet or a piece of one, itself first, in reading order."""
    if is_dataclass(value):
        yield value
        for item in fields(value):
            yield from walk(getattr(value, item.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def convert(value: _T, change: Callable[[str], str]) -> _T:
    """``value`` with all its Chinese words changed by ``change``, which must keep the length of a text.

    The words of a paragraph are changed as one, since a note or a link may part a phrase.
    """
    if isinstance(value, tuple):
        if not any(isinstance(item, Text | Link) for item in value):
            return tuple(convert(item, change) for item in value)  # type: ignore[return-value]
        text, at = change("".join(item.text for item in value if isinstance(item, Text | Link))), 0
        row = []
        for item in value:
            if isinstance(item, Text | Link):
                row.append(replace(item, text=text[at : at + len(item.text)]))
                at += len(item.text)
            else:
                row.append(convert(item, change))
        return tuple(row)  # type: ignore[return-value]
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value,
        **{item.name: convert(getattr(value, item.name), change) for item in fields(value) if item.name not in _NO_WORDS},
    )
