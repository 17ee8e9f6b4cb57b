"""The front matter of each kind of page, as typed classes, from which validation, access and the JSON Schema are derived.

A field with ``REQUIRED`` must be in the file; where it is missing or faulty, which is reported as a problem, it has its default. Lists
hold the members that fit their type; the reader of that kind of page reports the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from ..catalogue import _
from .typed import REQUIRED, Day, named

LAST = 1 << 30
"""The ``order`` of a page that gives none: it sorts behind all others."""
ProofState = Literal["未校", "據內證校", "據內證覆校", "據原書校"]
ReportState = Literal["草稿"]
UNSETTLED = {"title": "無題", "rights": "未定"}
"""What fields of a report begin with that its editors have yet to write."""
USES = ("會上讀", "會前讀", "備查")
"""When a part of a packet is read: aloud in the meeting, before it, or for reference only."""


@dataclass(frozen=True)
class Proof:
    """The state of proof of a text: one of a closed list, by whom, when."""

    state: ProofState
    by: str = ""
    date: Day | None = None


@dataclass(frozen=True)
class ContentsEntry:
    """A line of a booklet's table of contents: what is printed there, the chapter that has the text, its line in front.md."""

    title: str
    author: str = ""
    page: str = ""
    chapter: str = ""
    line: str = ""
    section: str = ""


@dataclass(frozen=True)
class Removed:
    """A string of source.txt that the chapters leave out, on its line (from 1); ``reads`` is what stays of it."""

    line: int
    text: str
    reads: str = ""


@dataclass(frozen=True)
class ReportMeta:
    """The front matter of a report's index.md."""

    title: str = field(default="", metadata=REQUIRED)
    short: str = field(default="", metadata=REQUIRED)
    english: str = ""
    description: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    rights: str = field(default="", metadata=REQUIRED)
    order: int = LAST
    proof: Proof | None = field(default=None, metadata=REQUIRED)
    state: ReportState | None = None
    contents: tuple[ContentsEntry, ...] = ()
    furniture: tuple[Removed, ...] = ()
    markup: tuple[Removed, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether the report is not published yet."""
        return bool(self.state) or any(getattr(self, name).startswith(words) for name, words in UNSETTLED.items())

    @property
    def imprint(self) -> str:
        """Place, publisher and date of publication, as far as they are known."""
        return _(", ", "between the parts of an imprint").join(filter(None, (self.place, self.publisher, self.date)))


@dataclass(frozen=True)
class ChapterMeta:
    """The front matter of a chapter."""

    title: str = field(default="", metadata=REQUIRED)
    short: str = field(default="", metadata=REQUIRED)
    english: str = ""
    description: str = ""
    author: str = ""
    role: str = ""
    where: str = ""
    when: str = ""
    order: int = field(default=LAST, metadata=REQUIRED)
    proof: Proof | None = None
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageMeta:
    """The front matter of a page of the editors that is of no other kind."""

    title: str = field(default="", metadata=REQUIRED)
    english: str = ""
    description: str = ""
    order: int = LAST
    hide: tuple[Literal["navigation", "toc", "footer"], ...] = ()


@dataclass(frozen=True)
class GuideMeta(PageMeta):
    """The front matter of a guide."""

    english: str = field(default="", metadata=REQUIRED)
    abstract: str = field(default="", metadata=REQUIRED)
    group: str = field(default="", metadata=REQUIRED)
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventoryRow:
    """A thing that a report holds: its title, its kind (that of a block), where it stands, the opening words of its parts."""

    title: str
    en: str
    kind: str
    at: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class GuidesIndexMeta(PageMeta):
    """The front matter of guides/index.md: the groups of guides in their order, and the inventory of the reports."""

    groups: tuple[str, ...] = ()
    inventory: tuple[InventoryRow, ...] = ()


_TEXT = {"type": "string", "minLength": 1}
_MINUTES = {"type": "integer", "minimum": 1, "maximum": 600}
_PART = {
    "type": "object",
    "properties": {
        "excerpt": _TEXT,
        "guide": _TEXT,
        "questions": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
        "form": _TEXT,
        "chapter": _TEXT,
        "glossary": _TEXT,
        "title": _TEXT,
        "use": {"enum": list(USES)},
        "blocks": _TEXT,
        "minutes": _MINUTES,
    },
    "additionalProperties": False,
    "oneOf": [{"required": [kind]} for kind in ("excerpt", "guide", "questions", "form", "chapter", "glossary")],
}


@dataclass(frozen=True)
class PacketMeta(PageMeta):
    """The front matter of a study packet, whose parts reading/packets.py reads."""

    english: str = field(default="", metadata=REQUIRED)
    description: str = field(default="", metadata=REQUIRED)
    audience: str = field(default="", metadata=REQUIRED)
    minutes: int | None = field(default=None, metadata={"schema": _MINUTES})
    pause: int | None = field(default=None, metadata=named("break", schema=_MINUTES))
    parts: tuple[Any, ...] = field(default=(), metadata={"required": True, "schema": {"type": "array", "items": _PART, "minItems": 1}})
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormMeta(PageMeta):
    """The front matter of a blank form: how many empty rows its table has, and which way its paper lies."""

    english: str = field(default="", metadata=REQUIRED)
    description: str = field(default="", metadata=REQUIRED)
    rows: int | None = field(default=None, metadata={"schema": {"type": "integer", "minimum": 1, "maximum": 40}})
    paper: Literal["直", "橫"] = "直"
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form of a name. It counts only in the reports or chapters ``only`` names ('' for anywhere), and not inside the
    longer words ``exceptions``. One that is not ``linked`` is not sought, such as a title made of other entries' names."""

    SHORTHAND: ClassVar[str] = "form"
    text: str = field(metadata=named("form"))
    only: tuple[str, ...] = field(default=(), metadata=named("in"))
    exceptions: tuple[str, ...] = field(default=(), metadata=named("except"))
    linked: bool = True


@dataclass(frozen=True)
class EntryMeta:
    """What the front matter of an entry of any kind may have; the fields of its own kind follow (see settings.EntryKind)."""

    title: ClassVar[str] = ""
    description: ClassVar[str] = ""
    order: ClassVar[int] = LAST
    name: str = field(default="", metadata=REQUIRED)
    pinyin: str = field(default="", metadata=REQUIRED)
    english: str = field(default="", metadata=REQUIRED)
    forms: tuple[Form, ...] = ()
    see: tuple[str, ...] = ()
    dates: str = ""
    formerly: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()


Meta = PageMeta | ReportMeta | EntryMeta
"""The front matter of a page."""
