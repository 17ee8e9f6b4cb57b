"""Reads the blocks of a guide, and the fields of a blank form, from raw Markdown.

The syntax is that of pymdown-extensions' blocks: ``/// step | title``, fields as YAML lines indented by four spaces, then Markdown,
then ``///``. html/blocks.py renders blocks; checks/guides.py compares them with their sources. Which kinds of blocks exist, and which
fields each may have, is stated in the edition's settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..catalogue import _, listed
from ..problems import Problem
from . import bounds
from .frontmatter import UNREADABLE, Document
from .settings import BlockTrait, Settings

NUMBERS: Mapping[str, range] = {"total": range(1, 601), "lines": range(1, 21), "columns": range(1, 13)}
"""The fields that are whole numbers, each with its range: ``total`` is the minutes of an agenda; ``lines`` (to write on) and ``columns``
(of the table) belong to a field of a form."""
_USUAL = {"total": 60, "lines": 3, "columns": 1}
"""Values for examples in hints."""
_START = re.compile(r" {0,3}(/{3,})[ ]*([\w-]+)[ ]*(?:\|(.*))?$")
_INDENTED = re.compile(r"(?: {4,}|[ ]*\t[ \t]*|[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)+)/{3,}[ ]*[A-Za-z]")
# a field that neither YAML nor Markdown would recognise as one
_STRAY = re.compile(r"(?! {4}\S)[ \t\u3000]*[a-z]{2,6}[:：]|[ \t\u3000]*[a-z]{2,6}(?:：|:(?=[^\s/]))")
_END = re.compile(r" {0,3}(/{3,})[ ]*$")
_ID = r"[a-z][a-z0-9-]*"
_ITEM = re.compile(rf"(?:({_ID})|(〔[^〔〕]+〕))(?:[ ]+([0-9]{{1,3}}))?")


@dataclass(frozen=True)
class Item:
    """An item of a checklist or agenda: the id of a block of the page, or the editors' words in 〔〕; and its minutes, 0 where none
    are given."""

    block: str = ""
    words: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class GuideBlock:
    """One block of a guide or form.

    ``kind`` is the name of its kind; ``label`` and ``traits`` are those of the kind in the edition's settings. ``number`` is the item's
    number as printed in the source; ``line`` and ``end`` are the first and last line in the file; ``aliases`` are ids of blocks that were
    merged into this one. Fields of ``NUMBERS`` that the block does not have are 0; a field of a form has either columns or lines.
    """

    kind: str
    title: str
    id: str
    line: int
    end: int
    number: str = ""
    en: str = ""
    chart: str = ""
    aliases: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    field_lines: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    lines: int = 0
    columns: int = 0
    label: str = ""
    traits: frozenset[BlockTrait] = frozenset()

    @property
    def quotes(self) -> bool:
        """Whether the block must carry a quotation. A field of a form must, unless the editors added it (its whole title is in 〔〕)."""
        return "quotes" in self.traits or ("fills" in self.traits and not re.fullmatch(r"〔[^〔〕]+〕", self.title))

    def line_of(self, name: str) -> int:
        """The line of the field ``name``, or the first line of the block where it lacks that field."""
        return self.field_lines.get(name, self.line)


def fact_words(value: str) -> Iterator[str]:
    """The words of a field that must be quoted in its block: the value split at 、；，, without the editors' 〔…〕."""
    for part in re.split(r"[、；，]", re.sub(r"〔[^〕]*〕", "；", value)):
        if part.strip():
            yield part.strip()


def ids(value: str) -> tuple[str, ...]:
    """The id of a block, followed by its aliases; ``value`` has them separated by 、."""
    return tuple(value.split("、"))


def items(value: str) -> tuple[Item, ...] | None:
    """The items of a checklist or agenda, separated by 、; None where one is neither an id nor words in 〔〕."""
    found: list[Item] = []
    at = 0
    for match in _ITEM.finditer(value):
        if value[at : match.start()].strip() != ("、" if found else ""):
            return None
        found.append(Item(match.group(1) or "", match.group(2) or "", int(match.group(3) or 0)))
        at = match.end()
    return tuple(found) if found and not value[at:].strip() else None


def questions(document: Document, block: GuideBlock) -> list[int]:
    """The lines at which the questions of a block begin."""
    rows = document.masked.split("\n")
    return [line for line in range(block.line + 1, block.end) if re.match(r"[0-9]+\.\s", rows[line - document.first_line])]


def scan(document: Document, settings: Settings) -> tuple[tuple[GuideBlock, ...], list[Problem]]:
    """The blocks of a page in order, and the problems of their syntax."""
    rows = document.masked.split("\n")  # shows where blocks are; their fields are read from the unmasked body
    blocks: list[GuideBlock] = []
    problems: list[Problem] = []
    opened: list[tuple[int, int]] = []  # length of the slashes, index of the block or -1
    taken: dict[str, int] = {}
    for index, row in enumerate(rows):
        line = document.first_line + index
        start, end = _START.match(row), _END.match(row)
        if end:
            if opened and opened[-1][0] == len(end.group(1)):
                at = opened.pop()[1]
                if at >= 0:
                    blocks[at] = replace(blocks[at], end=line)
            else:
                message = _(
                    "This line ends a block that was not opened, or has another number of slashes than the first line of the block."
                )
                hint = _("Use as many slashes as in the first line of the block; remove this line if it is superfluous.")
                problems.append(Problem(document.path, line, 1, "G002", message, hint))
        elif start:
            block, faults = _block(document, index, settings)
            problems += faults
            opened.append((len(start.group(1)), len(blocks) if block else -1))
            if block:
                for name in filter(None, (block.id, *block.aliases)):
                    if name in taken:
                        message = _("The id “{id}” is used already on line {line} of this page.", id=name, line=taken[name])
                        problems.append(Problem(document.path, line, 1, "G006", message, _("Choose another id.")))
                    taken.setdefault(name, line)
                blocks.append(block)
        elif re.match(r" {0,3}/{3,}[ ]*\S", row):
            message = _("The first line of this block has the wrong form.")
            hint = _("Write it as “/// step | Title”, with the kind in lower case and a half-width “|”.")
            problems.append(Problem(document.path, line, 1, "G002", message, hint))
            opened.append((len(row.strip()) - len(row.strip().lstrip("/")), -1))
        elif _INDENTED.match(row):  # in a list Markdown would make a block of it, unchecked
            message = _("The first line of this block is indented by four spaces or more, or stands in a list.")
            hint = _("A block cannot stand in a list; begin the line with “///”.")
            problems.append(Problem(document.path, line, 1, "G002", message, hint))
    for _slashes, at in opened:
        line = blocks[at].line if at >= 0 else document.first_line
        if at >= 0:
            blocks[at] = replace(blocks[at], end=document.first_line + len(rows))
        problems.append(
            Problem(document.path, line, 1, "G002", _("This block is not closed."), _("End the block with a line of its own, “///”."))
        )
    return tuple(blocks), problems


def _block(document: Document, index: int, settings: Settings) -> tuple[GuideBlock | None, list[Problem]]:
    rows = document.body.split("\n")
    start = _START.match(rows[index])
    line, (_slashes, kind, rest) = document.first_line + index, start.groups() if start else ("", "", "")
    title = (rest or "").strip(" ")
    if kind not in settings.blocks:
        known = listed(_("{kind} ({label})", kind=name, label=own.label) for name, own in settings.blocks.items())
        message, hint = _("There is no kind of block “{kind}”.", kind=kind), _("The blocks that can be used are: {kinds}.", kinds=known)
        return None, [Problem(document.path, line, 1, "G001", message, hint)]
    problems: list[Problem] = []
    label, traits, fields = settings.blocks[kind].label, frozenset(settings.blocks[kind].traits), settings.block_fields[kind]
    if not title:
        hint = _("Write it as “/// {kind} | Title”.", kind=kind)
        problems.append(Problem(document.path, line, 1, "G007", _("This block has no title."), hint))
    end = index + 1
    while end < len(rows) and re.match(r" {4,}\S", rows[end]):
        end += 1
    stray = next((i for i in range(index + 1, min(end + 1, len(rows))) if _STRAY.match(rows[i])), -1)
    if stray >= 0:
        message = _("The field on this line is not indented by four half-width spaces, or its colon is a full-width one.")
        hint = _("Indent it by four half-width spaces (no tab, no full-width space), as in “    field: value”.")
        return None, [*problems, Problem(document.path, document.first_line + stray, 1, "G003", message, hint)]
    lines = {row.strip().split(":")[0]: line + 1 + i for i, row in enumerate(rows[index + 1 : end])}

    def fault(name: str, message: str, hint: str) -> None:
        problems.append(Problem(document.path, lines.get(name, line), 5 if name in lines else 1, "G003", message, hint))

    meta: object = {}
    try:
        meta = bounds.parsed("\n".join(rows[index + 1 : end]))[0] or {}
    except UNREADABLE as error:
        message = _("The fields of this block are not valid YAML.")
        hint = _("Indent each line by four spaces, as in “    field: value”; put a value with a colon in quotation marks.")
        if isinstance(error, bounds.RefusedError):
            message, hint = error.message, error.hint
        problems.append(Problem(document.path, line + 1, 1, "G003", message, hint))
    if not isinstance(meta, dict):
        message, hint = (
            _("The fields of this block are not of the form “field: value”."),
            _("Indent each line by four spaces, as in “    field: value”."),
        )
        problems.append(Problem(document.path, line + 1, 1, "G003", message, hint))
        meta = {}
    own = {name: meta[name] for name in fields if name in NUMBERS and name in meta}
    numbers = {name: value for name, value in own.items() if type(value) is int and value in NUMBERS[name]}
    for name, value in meta.items():
        if name not in fields:
            message = _("A block of the kind {kind} has no field “{field}”.", kind=kind, field=name)
            fault(str(name), message, _("The fields that can be used are: {fields}.", fields=listed(fields)))
        elif name in NUMBERS:
            if name not in numbers:
                low, high = NUMBERS[name][0], NUMBERS[name][-1]
                message = _("“{field}” should be a whole number from {low} to {high}.", field=name, low=low, high=high)
                hint = _("Write it as “{field}: {value}”, without quotation marks.", field=name, value=_USUAL[name])
                fault(name, message, hint)
        elif not isinstance(value, str):
            fault(str(name), _("“{field}” should be text.", field=name), _("Put the value in quotation marks."))
        elif name == "id" and not all(re.fullmatch(_ID, part) for part in ids(value)):
            message = _("“{id}” cannot be an id.", id=value)
            hint = _(
                "Use only lower-case Latin letters, digits and “-”, and begin with a letter; "
                "ids of blocks merged into this one follow behind “、”."
            )
            fault(name, message, hint)
        elif name == "items" and items(value) is None:
            hint = _(
                "Write ids of blocks of this page, separated by “、”; in an agenda each is followed by a space and its minutes, "
                "as in “report 10、〔Break〕 5”."
            )
            fault(name, _("“items” has the wrong form."), hint)
    if "fills" in traits:
        if {"lines", "columns"} <= meta.keys():
            hint = _("Use “lines” for lines to write on, or “columns” for columns of a table, and remove the other.")
            fault("columns", _("“lines” and “columns” cannot both be given."), hint)
        if "columns" not in meta:
            numbers.setdefault("lines", 1)
    needed = ("id", "en") if traits & {"quotes", "fills"} else ("id", "total", "items")
    for name in needed:
        if name in fields and not meta.get(name):
            problems.append(Problem(document.path, line, 1, "G003", *_missing(name)))
    texts = {key: value for key, value in meta.items() if isinstance(value, str)}
    name, *aliases = ids(texts.get("id", ""))
    block = GuideBlock(
        kind, title, name, line, line, texts.get("number", ""), texts.get("en", ""), texts.get("chart", ""),
        tuple(aliases), items(texts.get("items", "")) or (), {name: texts[name] for name in settings.facts if name in texts}, lines,
        label=label, traits=traits, **numbers,
    )  # fmt: skip
    return block, problems


def _missing(name: str) -> tuple[str, str]:
    """Message and hint for a block that lacks the required field ``name``."""
    if name == "id":
        return (
            _("This block has no id, so it cannot be cited elsewhere."),
            _("Below the title add the line “    id: a-short-english-name”; once published, an id is never changed."),
        )
    if name == "en":
        return _("This block has no English title."), _("Below the title add the line “    en: English title”.")
    if name == "items":
        return _("This block does not list its items."), _(
            "Add the line “    items: ” with the ids of blocks of this page, separated by “、”."
        )
    return _("The agenda does not state its total of minutes."), _("Add the line “    total: 60”.")
