"""The settings of an edition, from its file edition.yml: its name and terms, its kinds of blocks and of entries.

The engine asks a kind for its traits, never for its name. Where the file is absent, ``Settings()`` applies.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, make_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args, get_origin

import yaml
from cattrs import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from ..catalogue import _, listed
from ..problems import Problem
from . import bounds, invisible
from .citations import KEY
from .frontmatter import UNREADABLE, doubled, reasonable, twice, yaml_hint
from .schema import EntryMeta
from .typed import declared, structured

FILE = "edition.yml"
BlockTrait = Literal["quotes", "step", "inventory", "charts", "compares", "ticks", "schedules", "asks", "leads", "fills"]
"""The traits of a kind of block:

quotes: a block must carry a verified quotation; step: it is a step of a procedure; inventory: items of the inventory in
guides/index.md may be of this kind; charts: a column of its table can be drawn (field ``chart``); compares: its table compares reports,
and every cell is a quotation; ticks, schedules: it lists blocks of its page, to be ticked off or with their minutes (``items``,
``total``); asks: it holds questions for discussion; leads: it is for the leader only; fills: it is a field of a blank form.
"""
FactTrait = Literal["overview", "agenda", "checklist", "wide"]
"""Where else a fact of a block is shown: in the table at the head of a guide, in a block that schedules, in one that ticks. wide:
it has a line of its own among the facts of its block."""
EntryTrait = Literal["names", "listed"]
"""The traits of a kind of entry. names: entries are names, for which the audit of names searches similar ones in the texts; listed: the
page of a report lists those that the report mentions."""


@dataclass(frozen=True)
class Rate:
    """The rate of reading aloud: characters a minute, including punctuation; ``ground`` is a sentence that explains it to a leader."""

    characters: int
    ground: str


@dataclass(frozen=True)
class Fact:
    """A field of blocks whose words must be quoted in the block: its label, and where else it is shown."""

    SHORTHAND: ClassVar[str] = "label"
    label: str
    traits: tuple[FactTrait, ...] = ()


@dataclass(frozen=True)
class BlockKind:
    """A kind of block. ``fields`` are those of ``number`` and the facts that it may have; None stands for all of them if the kind has
    the trait ``quotes``, else for none."""

    label: str
    traits: tuple[BlockTrait, ...] = ()
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True)
class EntryField:
    """A field of a kind of entry. ``to`` is the kind of the entry to which its value points, '' where the value is text."""

    SHORTHAND: ClassVar[str] = "label"
    label: str
    to: str = ""


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry, with a folder below entries/. ``columns`` are the fields (or ``dates``) that its index shows, in order."""

    label: str
    fields: Mapping[str, EntryField] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    traits: tuple[EntryTrait, ...] = ()

    @cached_property
    def meta(self) -> type[EntryMeta]:
        """The class of the front matter of this kind: the fields of all entries, and its own, all of them text."""
        return make_dataclass("EntryMeta", [(name, str, "") for name in self.fields], bases=(EntryMeta,), frozen=True)

    @property
    def pointers(self) -> Mapping[str, str]:
        """The fields that point to an entry, by name, with the kind of that entry."""
        return {name: item.to for name, item in self.fields.items() if item.to}


# Defaults are made when they are first used: labels come from the catalogue, which takes time to read.


@cache
def _facts() -> Mapping[str, Fact]:
    """The default facts of blocks, by name."""
    return {
        "who": Fact(_("Who", "a field of a block"), ("overview", "agenda")),
        "to": Fact(_("To whom", "a field of a block")),
        "when": Fact(_("When", "a field of a block"), ("overview", "checklist")),
        "long": Fact(_("How long", "a field of a block"), ("overview",)),
        "with": Fact(_("On what basis", "a field of a block")),
        "about": Fact(_("Content", "a field of a block"), ("wide",)),
    }


@cache
def _blocks() -> Mapping[str, BlockKind]:
    """The default kinds of blocks, by name."""
    return {
        "form": BlockKind(_("Form", "a kind of block"), ("quotes", "inventory")),
        "step": BlockKind(_("Step", "a kind of block"), ("quotes", "inventory", "step")),
        "duty": BlockKind(_("Duty", "a kind of block"), ("quotes", "inventory")),
        "institution": BlockKind(_("Institution", "a kind of block"), ("quotes", "inventory")),
        "principle": BlockKind(_("Principle", "a kind of block"), ("quotes", "inventory")),
        "type": BlockKind(_("Type", "a kind of block"), ("quotes", "inventory")),
        "finding": BlockKind(_("Finding", "a kind of block"), ("quotes", "inventory")),
        "example": BlockKind(_("Example", "a kind of block"), ("quotes", "inventory")),
        "statistic": BlockKind(_("Figures", "a kind of block"), ("quotes", "inventory", "charts")),
        "synopsis": BlockKind(_("Comparison", "a kind of block"), ("quotes", "compares"), ()),
        "checklist": BlockKind(_("Checklist", "a kind of block"), ("ticks",)),
        "agenda": BlockKind(_("Agenda", "a kind of block"), ("schedules",)),
        "questions": BlockKind(_("Questions for discussion", "a kind of block"), ("asks",)),
        "leader": BlockKind(_("For the leader", "a kind of block"), ("leads",)),
        "field": BlockKind(_("Field to fill in", "a kind of block"), ("fills",)),
    }


@cache
def _entries() -> Mapping[str, EntryKind]:
    """The default kinds of entries, by name."""
    return {
        "terms": EntryKind(_("Terms", "a kind of entry")),
        "people": EntryKind(
            _("People", "a kind of entry"), {"role": EntryField(_("Role", "a field of an entry"))}, ("role",), ("names", "listed")
        ),
        "organisations": EntryKind(_("Organisations", "a kind of entry"), traits=("names", "listed")),
        "places": EntryKind(_("Places", "a kind of entry"), traits=("names",)),
        "events": EntryKind(_("Events", "a kind of entry"), columns=("dates",), traits=("names",)),
        "publications": EntryKind(_("Books and periodicals", "a kind of entry"), columns=("dates",), traits=("names",)),
    }


def _rate() -> Rate:
    return Rate(
        200,
        _(
            "Reading aloud is counted at 200 characters a minute, punctuation included, and part of a minute as a whole one. Ground: "
            "young people with normal sight read short Chinese texts aloud at 255 characters a minute on average (standard deviation 29; "
            "IReST, Trauzettel-Klosinski and Dietz, 2012); some of those who read together have poor sight, so the editors take off about "
            "a fifth."
        ),
    )


@dataclass(frozen=True)
class Settings:
    """The settings of an edition, as given in edition.yml. A mapping in the file replaces the default mapping as a whole.

    ``rights`` are the terms of the source texts and ``licence`` those of the editors' own texts, each a clause without a full stop;
    ``editors`` is their name in a colophon.
    """

    name: str = field(default_factory=lambda: _("Reader", "the name of an edition"))
    editors: str = field(default_factory=lambda: _("the editors"))
    rights: str = ""
    licence: str = field(default_factory=lambda: _("Editors' texts CC BY 4.0"))
    rate: Rate = field(default_factory=_rate)
    facts: Mapping[str, Fact] = field(default_factory=_facts)
    blocks: Mapping[str, BlockKind] = field(default_factory=_blocks)
    entries: Mapping[str, EntryKind] = field(default_factory=_entries)

    @property
    def copyright(self) -> str:
        """The line of copyright at the foot of every page."""
        terms = filter(None, (self.rights, self.licence, _("Program MIT")))
        return _("{terms}.", terms=_("; ", "between terms of licence").join(terms))

    @cached_property
    def block_fields(self) -> Mapping[str, tuple[str, ...]]:
        """The fields that each kind of block may have, in the order in which messages list them."""
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
        """The names of the facts with this trait."""
        return tuple(name for name, fact in self.facts.items() if trait in fact.traits)

    def blocks_with(self, trait: BlockTrait) -> Mapping[str, str]:
        """The kinds of block with this trait, by name, with their labels."""
        return {name: kind.label for name, kind in self.blocks.items() if trait in kind.traits}

    def entries_with(self, trait: EntryTrait) -> Mapping[str, str]:
        """The kinds of entry with this trait, by name, with their labels."""
        return {name: kind.label for name, kind in self.entries.items() if trait in kind.traits}

    @cached_property
    def entry_path(self) -> re.Pattern[str]:
        """Matches the path of an entry below docs/; its groups are the kind and the name."""
        return re.compile(rf"entries/({self._kinds})/(?!index\.md)({KEY})\.md")

    @cached_property
    def entry_slug(self) -> re.Pattern[str]:
        """Matches the slug by which another entry refers to an entry: ``KIND/name``."""
        return re.compile(rf"(?:{self._kinds})/{KEY}")

    @cached_property
    def entry_index(self) -> re.Pattern[str]:
        """Matches the path of the index of all entries, or of those of one kind."""
        return re.compile(rf"entries/(?:(?:{self._kinds})/)?index\.md")

    @property
    def _kinds(self) -> str:
        return "|".join(self.entries) or "(?!)"


def beside(docs: Path) -> Path:
    """The path of the settings of the edition whose folder of pages is ``docs``."""
    return docs.resolve().parent / FILE


def read_settings(path: Path) -> tuple[Settings, list[Problem]]:
    """The settings in the file ``path`` (edition.yml), or the defaults where there is no such file; and its problems. Never raises.

    A faulty part has its default, so that everything else can still be shown. Paths of problems are relative to docs/, beside which the
    file lies.
    """
    if not path.is_file():
        return Settings(), []
    shown = f"../{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Settings(), [
            Problem(shown, 1, 1, "S001", _("This file cannot be read, or is not UTF-8."), _("Save it again, encoded as UTF-8."))
        ]
    text = text.replace("\r\n", "\n")
    hidden = [*invisible.check(shown, text), *invisible.alike(shown, text)]
    try:
        found, node = bounds.parsed(text.translate(invisible.LINE_ENDS))
        values = found or {}
        reasonable(values)
    except UNREADABLE as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message, hint = _("The file cannot be read here."), yaml_hint()
        if isinstance(error, bounds.RefusedError):
            message, hint = error.message, error.hint
        return Settings(), [*hidden, Problem(shown, line, column, "S001", message, hint)]
    hidden += [problem for value, line in _scalars(node) for problem in invisible.check(shown, value, text, line)]  # written as escapes
    if not isinstance(values, dict):
        message, hint = _("This file is not of the form “field: value”."), _("Write one “field: value” a line.")
        return Settings(), [*hidden, Problem(shown, 1, 1, "S001", message, hint)]
    repeated = [Problem(shown, line, column, "F008", *twice(name, first)) for name, line, column, first in doubled(node)]
    settings, faults = _structured(values)
    if not faults:  # whether the parts agree is checked once each of them is valid
        faults = list(_consistent(settings))
    lines = dict(_lines(node, ()))
    others = [Problem(shown, _line(lines, place), 1, code, message, hint) for place, code, message, hint in faults]
    return settings, sorted([*hidden, *repeated, *others])


def _scalars(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Every text, field names included, with the line on which it begins."""
    if isinstance(node, yaml.ScalarNode):
        yield node.value.replace("\n", " "), node.start_mark.line + 1
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _scalars(inner)


_Place = tuple[str, ...]
"""A place in the file: the names of the fields that lead to it."""
_Fault = tuple[_Place, str, str, str]
"""Place, code, message and hint."""


def _lines(node: yaml.Node | None, place: _Place) -> Iterator[tuple[_Place, int]]:
    """The line of each field, at any depth."""
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
            faults.append(((str(key),), "S002", _("There is no field “{field}”.", field=key), _usable(known)))
            continue
        try:
            sound[item.attribute] = structured(value, item.type)
        except Exception as error:  # groups of whatever a hook raised
            faults += _faults(error, (item.name,), item.type)
    return Settings(**sound), faults


def _usable(fields: Iterable[str]) -> str:
    return _("The fields that can be used are: {fields}.", fields=listed(fields))


def _faults(error: Exception, place: _Place, wanted: Any) -> Iterator[_Fault]:
    """The faults in an error of cattrs, raised for the value at ``place`` of the type ``wanted``."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        grouped, others = error.group_exceptions()
        for inner, note in grouped:
            name = note.name if isinstance(note, AttributeValidationNote) else note.index
            yield from _faults(inner, (*place, str(name)), note.type)
        for inner in others:
            yield from _faults(inner, place, wanted)
    elif isinstance(error, ForbiddenExtraKeysError):
        hint = _usable(item.name for item in declared(error.cl))
        for name in sorted(map(str, error.extra_fields)):
            yield (*place, name), "S002", _("“{parent}” has no field “{field}”.", parent=place[-1], field=name), hint
    elif isinstance(error, KeyError):
        message = _("“{parent}” lacks the field “{field}”.", parent=place[-2], field=place[-1])
        yield place, "S003", message, _("Add “{field}”; it is {type}.", field=place[-1], type=_wanted(wanted))
    else:
        message = _("The value of “{field}” is not valid.", field=place[-1])
        yield place, "S003", message, _("It should be {type}.", type=_wanted(wanted))


def _wanted(wanted: Any) -> str:
    """The type in words, as the complement of “is”."""
    if get_origin(wanted) is tuple:
        return _("a list, each item of which is {type}", type=_wanted(get_args(wanted)[0]))
    if get_origin(wanted) is Literal:
        return _("one of these: {values}", values=listed(get_args(wanted)))
    if wanted is str:
        return _("text", "the type of a value")
    return _("a number", "the type of a value") if wanted is int else _("fields of its own", "the type of a value")


_OF_BLOCKS = frozenset(("id", "number", "en", "chart", "total", "items", "lines", "columns"))
"""Fields of blocks that the engine itself defines; no fact can have such a name."""


def _consistent(settings: Settings) -> Iterator[_Fault]:
    """The faults of parts that do not agree with one another, and of names that cannot be used."""
    if not 0 < settings.rate.characters <= 2000:
        message = _("“{field}” cannot be {value}.", field="characters", value=settings.rate.characters)
        yield ("rate", "characters"), "S003", message, _("Write a whole number from 1 to 2000, the characters read in a minute.")
    for name in settings.facts:
        if not re.fullmatch(r"[a-z]+", name) or name in _OF_BLOCKS:
            hint = _("Use only lower-case Latin letters, and none of {names}.", names=listed(sorted(_OF_BLOCKS)))
            yield ("facts", name), "S004", _("“{name}” cannot be the name of a field.", name=name), hint
    for name, kind in settings.blocks.items():
        if not re.fullmatch(r"[^\W\d_][\w-]*", name) or name != name.lower():
            hint = _("Use lower-case letters, Chinese characters, digits and “-”, and begin with a letter or Chinese character.")
            yield ("blocks", name), "S004", _("“{name}” cannot be the name of a kind of block.", name=name), hint
        for fact in kind.fields or ():
            if fact not in ("number", *settings.facts):
                message = _("There is no field “{field}” in “facts”.", field=fact)
                yield ("blocks", name, "fields"), "S004", message, _usable(("number", *settings.facts))
        if len({*kind.traits} & _ROLES) != 1:
            message = _("“{name}” does not state of which sort its blocks are, or states more than one.", name=name)
            hint = _("Put exactly one of these into “traits”: {traits}.", traits=listed(sorted(_ROLES)))
            yield ("blocks", name), "S004", message, hint
    for name, entry_kind in settings.entries.items():
        if not re.fullmatch(KEY, name):
            message = _("“{name}” cannot be the name of a folder.", name=name)
            yield ("entries", name), "S004", message, _("Use only lower-case Latin letters, digits and “-”.")
        for own, item in entry_kind.fields.items():
            if not own.isidentifier() or keyword.iskeyword(own) or own in _OF_ENTRIES or own.startswith("_"):
                hint = _("Use only Latin letters, and none of {names}.", names=listed(sorted(_OF_ENTRIES)))
                yield ("entries", name, "fields", own), "S004", _("“{name}” cannot be the name of a field.", name=own), hint
            if item.to and item.to not in settings.entries:
                message = _("“{field}” points to “{kind}”, which is no kind of entry.", field=own, kind=item.to)
                hint = _("The kinds that can be used are: {kinds}.", kinds=listed(settings.entries))
                yield ("entries", name, "fields", own, "to"), "S004", message, hint
        for own in entry_kind.columns:
            if own not in ("dates", *entry_kind.fields):
                message = _("“{parent}” has no field “{field}”.", parent=name, field=own)
                yield ("entries", name, "columns"), "S004", message, _usable(("dates", *entry_kind.fields))


_ROLES = frozenset(("quotes", "ticks", "schedules", "asks", "leads", "fills"))
"""The traits of which a kind of block has exactly one: it decides how blocks of this kind are read."""
_OF_ENTRIES = frozenset((*(item.name for item in declared(EntryMeta)), "title", "description", "order"))
