"""What is an edition's own, from its file edition.yml: its name and terms, its kinds of blocks and of entries.

The engine asks a kind for its traits, never for its name. Where the file is absent, ``Settings()`` holds.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, make_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args, get_origin

import yaml
from cattrs import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from ..problems import Problem
from .citations import KEY
from .frontmatter import UNREADABLE, Loader, reasonable
from .schema import EntryMeta
from .typed import declared, structured

FILE = "edition.yml"
BlockTrait = Literal["quotes", "step", "inventory", "charts", "compares", "ticks", "schedules", "asks", "leads", "fills"]
"""What a block of a kind is or does:

quotes: it must carry a verified quotation; step: it is a step of a procedure; inventory: what the inventory of guides/index.md lists
may be of this kind; charts: a column of its table can be drawn (field ``chart``); compares: its table sets reports beside one
another, every cell a quotation; ticks, schedules: it arranges blocks of its page, to be ticked or in time (``items``, ``total``);
asks: it holds questions for discussion; leads: it is for the leader alone; fills: it is a field of a blank form.
"""
FactTrait = Literal["overview", "agenda", "checklist"]
"""Where a fact of a block is shown besides: in the table at the head of a guide, in a block that schedules, in one that ticks."""
EntryTrait = Literal["names", "listed"]
"""names: its entries are names, for which the audit of names seeks likenesses in the texts; listed: the page of a report lists those
that the report mentions."""


@dataclass(frozen=True)
class Rate:
    """How fast is read aloud: characters a minute, punctuation counted; and the ground, a sentence that a leader reads."""

    characters: int
    ground: str


@dataclass(frozen=True)
class Fact:
    """A field of blocks whose words must be quoted in the block: its label, and where it is shown besides."""

    SHORTHAND: ClassVar[str] = "label"
    label: str
    traits: tuple[FactTrait, ...] = ()


@dataclass(frozen=True)
class BlockKind:
    """A kind of block. ``fields`` are those of ``number`` and the facts that it may have; None: of a kind that quotes all, of
    another none."""

    label: str
    traits: tuple[BlockTrait, ...] = ()
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True)
class EntryField:
    """A field of a kind of entry: its label; ``to`` is the kind of the entry to which its value points, '' for text."""

    SHORTHAND: ClassVar[str] = "label"
    label: str
    to: str = ""


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry, a folder below entries/. ``columns`` are the fields, or ``dates``, that its index shows, in order."""

    label: str
    fields: Mapping[str, EntryField] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    traits: tuple[EntryTrait, ...] = ()

    @cached_property
    def meta(self) -> type[EntryMeta]:
        """The front matter of an entry of this kind: what all have, and its own fields, all of them text."""
        return make_dataclass("EntryMeta", [(name, str, "") for name in self.fields], bases=(EntryMeta,), frozen=True)

    @property
    def pointers(self) -> Mapping[str, str]:
        """The fields that point to an entry, each with the kind of that entry."""
        return {name: item.to for name, item in self.fields.items() if item.to}


_FACTS = {
    "who": Fact("何人", ("overview", "agenda")),
    "to": Fact("對誰"),
    "when": Fact("何時", ("overview", "checklist")),
    "long": Fact("多久", ("overview",)),
    "with": Fact("根據"),
    "about": Fact("內容"),
}
_BLOCKS = {
    "form": BlockKind("形式", ("quotes", "inventory")),
    "step": BlockKind("步驟", ("quotes", "inventory", "step")),
    "duty": BlockKind("職責", ("quotes", "inventory")),
    "institution": BlockKind("制度", ("quotes", "inventory")),
    "principle": BlockKind("原則", ("quotes", "inventory")),
    "type": BlockKind("類型", ("quotes", "inventory")),
    "finding": BlockKind("情況", ("quotes", "inventory")),
    "example": BlockKind("實例", ("quotes", "inventory")),
    "statistic": BlockKind("數字", ("quotes", "inventory", "charts")),
    "synopsis": BlockKind("對照", ("quotes", "compares"), ()),
    "checklist": BlockKind("核對", ("ticks",)),
    "agenda": BlockKind("議程", ("schedules",)),
    "questions": BlockKind("討論題", ("asks",)),
    "leader": BlockKind("給主持人", ("leads",)),
    "field": BlockKind("填寫項", ("fills",)),
}
_ENTRIES = {
    "terms": EntryKind("詞語"),
    "people": EntryKind("人物", {"role": EntryField("身份")}, ("role",), ("names", "listed")),
    "organisations": EntryKind("單位", traits=("names", "listed")),
    "places": EntryKind("地名", traits=("names",)),
    "events": EntryKind("事件", columns=("dates",), traits=("names",)),
    "publications": EntryKind("書報", columns=("dates",), traits=("names",)),
}


@dataclass(frozen=True)
class Settings:
    """An edition's own settings, as edition.yml gives them. A mapping that the file has stands in place of the default as a whole.

    ``rights`` are the terms of the source texts and ``licence`` those of what the editors wrote, each half a sentence; ``editors``
    is what a colophon calls them.
    """

    name: str = "讀本"
    editors: str = "編者"
    rights: str = ""
    licence: str = "編者文字 CC BY 4.0"
    rate: Rate = Rate(
        200,
        "念的時間照每分鐘 200 字算，標點在內，不足一分鐘的算一分鐘。根據：視力正常的年輕人出聲念中文短文，平均每分鐘 255 字"
        "（標準差 29；IReST，Trauzettel-Klosinski 與 Dietz，2012）；一起讀的人裏有人眼力不好，編者減去約五分之一。",
    )
    facts: Mapping[str, Fact] = field(default_factory=lambda: _FACTS)
    blocks: Mapping[str, BlockKind] = field(default_factory=lambda: _BLOCKS)
    entries: Mapping[str, EntryKind] = field(default_factory=lambda: _ENTRIES)

    @property
    def copyright(self) -> str:
        """What stands at the foot of every page."""
        return "；".join(filter(None, (self.rights, self.licence, "程式 MIT"))) + "。"

    @cached_property
    def block_fields(self) -> Mapping[str, tuple[str, ...]]:
        """The fields that each kind of block may have, in the order in which they are told."""
        return {name: tuple(self._fields(kind)) for name, kind in self.blocks.items()}

    def _fields(self, kind: BlockKind) -> Iterator[str]:
        traits, chosen = {*kind.traits}, kind.fields
        if chosen is None:
            chosen = ("number", *self.facts) if "quotes" in traits else ()
        yield "id"
        yield from ("number",) if "number" in chosen else ()
        yield from ("en",) if not traits & {"asks", "leads"} else ()
        yield from (name for name in chosen if name != "number")
        yield from ("chart",) if "charts" in traits else ()
        yield from ("total",) if "schedules" in traits else ()
        yield from ("items",) if traits & {"ticks", "schedules"} else ()
        yield from ("lines", "columns") if "fills" in traits else ()

    def facts_with(self, trait: FactTrait) -> tuple[str, ...]:
        """The facts of this trait."""
        return tuple(name for name, fact in self.facts.items() if trait in fact.traits)

    def blocks_with(self, trait: BlockTrait) -> Mapping[str, str]:
        """The kinds of block of this trait, with their labels."""
        return {name: kind.label for name, kind in self.blocks.items() if trait in kind.traits}

    def entries_with(self, trait: EntryTrait) -> Mapping[str, str]:
        """The kinds of entry of this trait, with their labels."""
        return {name: kind.label for name, kind in self.entries.items() if trait in kind.traits}

    @cached_property
    def entry_path(self) -> re.Pattern[str]:
        """The path of an entry below docs/; its groups are the kind and the name."""
        return re.compile(rf"entries/({self._kinds})/(?!index\.md)({KEY})\.md")

    @cached_property
    def entry_slug(self) -> re.Pattern[str]:
        """What another entry calls it by: ``KIND/name``."""
        return re.compile(rf"(?:{self._kinds})/{KEY}")

    @cached_property
    def entry_index(self) -> re.Pattern[str]:
        """The path of the index of all entries, or of those of one kind."""
        return re.compile(rf"entries/(?:(?:{self._kinds})/)?index\.md")

    @property
    def _kinds(self) -> str:
        return "|".join(self.entries) or "(?!)"


def beside(docs: Path) -> Path:
    """Where the settings of the edition lie whose folder of pages is ``docs``."""
    return docs.resolve().parent / FILE


def read_settings(path: Path) -> tuple[Settings, list[Problem]]:
    """The settings in the file ``path`` (edition.yml), and what is wrong with it. Never raises; without the file the defaults.

    A faulty part has its default, so that all else can still be shown. Paths of problems begin at docs/, beside which the file lies.
    """
    if not path.is_file():
        return Settings(), []
    shown = f"../{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Settings(), [Problem(shown, 1, 1, "S001", "這個檔案讀不出，或不是 UTF-8。", "用 UTF-8 編碼另存。")]
    try:
        loader = Loader(text)
        node = loader.get_single_node()
        values = (loader.construct_document(node) if node else None) or {}
        reasonable(values)
    except UNREADABLE as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "檢查這一行和上面幾行的冒號（用半角，後面空一格）、引號、括號和縮進（用空格，不用 Tab）；值裏有冒號時用引號括起來。"
        return Settings(), [Problem(shown, line, column, "S001", "這裏讀不懂。", hint)]
    if not isinstance(values, dict):
        return Settings(), [Problem(shown, 1, 1, "S001", "這個檔案不是「欄名: 值」的形式。", "每行寫一個「欄名: 值」。")]
    settings, faults = _structured(values)
    if not faults:  # how the parts fit together is asked once each of them is sound
        faults = list(_consistent(settings))
    lines = dict(_lines(node, ()))
    return settings, sorted(Problem(shown, _line(lines, place), 1, code, told, hint) for place, code, told, hint in faults)


_Place = tuple[str, ...]
"""Where something stands in the file: the names of the fields that lead to it."""
_Fault = tuple[_Place, str, str, str]
"""Place, code, message and hint."""


def _lines(node: yaml.Node | None, place: _Place) -> Iterator[tuple[_Place, int]]:
    """The line of each field, however deep."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        here = (*place, str(key.value))
        yield here, key.start_mark.line + 1
        yield from _lines(value, here)


def _line(lines: Mapping[_Place, int], place: _Place) -> int:
    """The line of a field, or of the nearest one around it that is in the file."""
    return next((lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines), 1)


def _structured(values: Mapping[Any, Any]) -> tuple[Settings, list[_Fault]]:
    known = {item.name: item for item in declared(Settings)}
    sound: dict[str, Any] = {}
    faults: list[_Fault] = []
    for key, value in values.items():
        if (item := known.get(str(key))) is None:
            faults.append(((str(key),), "S002", f"沒有「{key}」這一欄。", f"可用的欄有：{'、'.join(known)}。"))
            continue
        try:
            sound[item.attribute] = structured(value, item.type)
        except Exception as error:  # groups of whatever a hook raised
            faults += _faults(error, (item.name,), item.type)
    return Settings(**sound), faults


def _faults(error: Exception, place: _Place, wanted: Any) -> Iterator[_Fault]:
    """What cattrs found: each fault with its place."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        grouped, others = error.group_exceptions()
        for inner, note in grouped:
            name = note.name if isinstance(note, AttributeValidationNote) else note.index
            yield from _faults(inner, (*place, str(name)), note.type)
        for inner in others:
            yield from _faults(inner, place, wanted)
    elif isinstance(error, ForbiddenExtraKeysError):
        names = "、".join(item.name for item in declared(error.cl))
        for name in sorted(map(str, error.extra_fields)):
            yield (*place, name), "S002", f"「{place[-1]}」沒有「{name}」這一欄。", f"可用的欄有：{names}。"
    elif isinstance(error, KeyError):
        yield place, "S003", f"「{place[-2]}」缺少「{place[-1]}」這一欄。", f"加上「{place[-1]}」；它是{_wanted(wanted)}。"
    else:
        yield place, "S003", f"「{place[-1]}」的值不合格。", f"應為{_wanted(wanted)}。"


def _wanted(wanted: Any) -> str:
    """What a value of this type is, in words."""
    if get_origin(wanted) is tuple:
        return f"列表，每項是{_wanted(get_args(wanted)[0])}"
    if get_origin(wanted) is Literal:
        return "下列之一：" + "、".join(get_args(wanted))
    return {str: "文字", int: "數目"}.get(wanted, "子欄")


_OF_BLOCKS = frozenset(("id", "number", "en", "chart", "total", "items", "lines", "columns"))
"""Fields of blocks that the engine itself knows; a fact cannot be called so."""


def _consistent(settings: Settings) -> Iterator[_Fault]:
    """What the parts say of one another, and names that cannot be."""
    if not 0 < settings.rate.characters <= 2000:
        yield ("rate", "characters"), "S003", f"「characters」不能是 {settings.rate.characters}。", "寫 1 至 2000 的整數，一分鐘念的字數。"
    for name in settings.facts:
        if not re.fullmatch(r"[a-z]+", name) or name in _OF_BLOCKS:
            yield ("facts", name), "S004", f"「{name}」不能作欄名。", f"只用小寫拉丁字母，不用 {'、'.join(sorted(_OF_BLOCKS))}。"
    for name, kind in settings.blocks.items():
        if not re.fullmatch(r"[^\W\d_][\w-]*", name) or name != name.lower():
            yield ("blocks", name), "S004", f"「{name}」不能作塊的名字。", "用小寫字母、漢字、數字和「-」，以字母或漢字開頭。"
        for fact in kind.fields or ():
            if fact not in ("number", *settings.facts):
                hint = f"可用的欄有：{'、'.join(('number', *settings.facts))}。"
                yield ("blocks", name, "fields"), "S004", f"「facts」裏沒有「{fact}」這一欄。", hint
        if len({*kind.traits} & _ROLES) != 1:
            hint = f"「traits」裏寫下列之一，只寫一個：{'、'.join(sorted(_ROLES))}。"
            yield ("blocks", name), "S004", f"「{name}」沒有寫明是哪一種塊，或寫了不止一種。", hint
    for name, entry_kind in settings.entries.items():
        if not re.fullmatch(KEY, name):
            yield ("entries", name), "S004", f"「{name}」不能作資料夾名。", "只用小寫拉丁字母、數字和「-」。"
        for own, item in entry_kind.fields.items():
            if not own.isidentifier() or keyword.iskeyword(own) or own in _OF_ENTRIES or own.startswith("_"):
                hint = f"只用拉丁字母，不用 {'、'.join(sorted(_OF_ENTRIES))}。"
                yield ("entries", name, "fields", own), "S004", f"「{own}」不能作欄名。", hint
            if item.to and item.to not in settings.entries:
                hint = f"可用的類有：{'、'.join(settings.entries)}。"
                yield ("entries", name, "fields", own, "to"), "S004", f"「{own}」指向的「{item.to}」不是一類詞條。", hint
        for own in entry_kind.columns:
            if own not in ("dates", *entry_kind.fields):
                hint = f"可用的欄有：{'、'.join(('dates', *entry_kind.fields))}。"
                yield ("entries", name, "columns"), "S004", f"「{name}」沒有「{own}」這一欄。", hint


_ROLES = frozenset(("quotes", "ticks", "schedules", "asks", "leads", "fills"))
"""Of these traits a kind of block has one: they tell how its blocks are read."""
_OF_ENTRIES = frozenset((*(item.name for item in declared(EntryMeta)), "title", "description", "order"))
