"""Reads front matter: the YAML between two lines ``---`` at the head of a Markdown file, with the line of every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

import yaml

from ..catalogue import _, listed
from ..problems import Problem
from . import bounds
from .invisible import LINE_ENDS, found, named
from .masking import mask
from .typed import Declared, declared, fits

M = TypeVar("M")

RAW = ("furniture", "markup")
"""Fields that repeat the source to the letter and are shown on no page; all others are written to HTML."""
UNREADABLE = (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError, TypeError)
"""What the loader raises for text that is not valid YAML, or has impossible tags (``!!int x``)."""


@dataclass(frozen=True)
class Document:
    """A Markdown file, divided into front matter and body.

    ``fields`` are the values as YAML gives them, which ``read`` converts to a typed class; ``lines`` is the line of each field and
    ``member_lines`` those of the members of each list; ``body`` begins at ``first_line``. Lines count from 1.
    """

    path: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    first_line: int = 1
    member_lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def masked(self) -> str:
        """The body with code replaced by spaces; length and lines are unchanged."""
        return mask(self.body)

    def members(self, name: str) -> list[tuple[Any, int]]:
        """The members of the list ``name``, each with its line; none where the field is missing or not a list."""
        value = self.fields.get(name)
        return list(zip(value, self.member_lines.get(name, ()), strict=True)) if isinstance(value, list) else []


def split(path: str, text: str) -> tuple[Document, list[Problem]]:
    """Divides ``text`` into front matter, whose fields are not validated yet, and body. Never raises."""
    if not text.strip():
        hint = _("Restore what stood in it from the version history, or remove the file and what leads to it.")
        return Document(path), [Problem(path, 1, 1, "F001", _("This file is empty."), hint)]
    rows = text.replace("\r\n", "\n").split("\n")
    end = next((i for i, row in enumerate(rows[1:], 1) if row.rstrip() == "---"), 0) if rows[0].rstrip() == "---" else 0
    if not end:
        fault = Problem(
            path,
            1,
            1,
            "F001",
            _("The file does not begin with front matter between two lines “---”, or the closing “---” is missing."),
            _("Write “---” on the first line, then the fields, then “---” on a line of its own."),
        )
        return Document(path, body="\n".join(rows)), [fault]
    body, first = "\n".join(rows[end + 1 :]), end + 2
    try:
        meta, node = bounds.parsed("\n".join(rows[1:end]).translate(LINE_ENDS))
        reasonable(meta)
    except UNREADABLE as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        message, hint = _("The fields between the two lines “---” cannot be read here."), yaml_hint()
        if isinstance(error, bounds.RefusedError):
            message, hint = error.message, error.hint
        return Document(path, body=body, first_line=first), [Problem(path, line, column, "F001", message, hint)]
    if meta is None:
        meta, node = {}, None
    if not isinstance(meta, dict):
        message, hint = (
            _("The fields between the two lines “---” are not of the form “field: value”."),
            _("Write one “field: value” a line."),
        )
        fault = Problem(path, 2, 1, "F001", message, hint)
        return Document(path, body=body, first_line=first), [fault]
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    lines = {str(key.value): key.start_mark.line + 2 for key, _value in pairs}
    lists = [(str(key.value), value.value) for key, value in pairs if isinstance(value, yaml.SequenceNode)]
    members = {name: tuple(row.start_mark.line + 2 for row in rows) for name, rows in lists}
    faults = bounds.fields(path, meta, lines)
    long = {fault.line for fault in faults}
    meta = {name: value for name, value in meta.items() if lines.get(str(name), 1) not in long}
    document = Document(path, meta, lines, body, first, members)
    faults += [Problem(path, line + 1, column, "F008", *twice(name, first + 1)) for name, line, column, first in doubled(node)]
    unsafe = [
        name
        for name, value in meta.items()
        if name not in RAW and any("<" in text or ">" in text or '"' in text for text in bounds.texts(value))
    ]
    faults += [
        Problem(
            path,
            lines.get(str(name), 1),
            1,
            "H001",
            _('“{field}” has “<”, “>” or a half-width quotation mark “"” in it.', field=name),
            _("Use the full-width 〈〉《》「」 instead."),
        )
        for name in unsafe
    ]
    for name, value in meta.items():
        escaped = "".join(sign for sign in found("".join(bounds.texts(value))) if sign not in text)  # what is not is told where it stands
        if escaped and name not in RAW:
            message = _("“{field}” has invisible characters in it: {characters}.", field=name, characters=named(escaped))
            hint = _("Remove it: the “\\” in the half-width quotation marks, with the letters and digits behind it.")
            faults.append(Problem(path, lines.get(str(name), 1), 1, "F006", message, hint))
    return document, faults


def doubled(node: yaml.Node | None) -> Iterator[tuple[str, int, int, int]]:
    """The fields that stand twice in one mapping, of which YAML would silently keep the last: name, line and column, and the line of the
    first, counted from the beginning of what was parsed."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from doubled(item)
    elif isinstance(node, yaml.MappingNode):
        known: dict[str, int] = {}
        for key, value in node.value:
            name, mark = str(key.value), key.start_mark
            if name in known:
                yield name, mark.line + 1, mark.column + 1, known[name]
            known.setdefault(name, mark.line + 1)
            yield from doubled(value)


def twice(name: str, line: int) -> tuple[str, str]:
    """Message and hint for a field that stands twice, for the first time in ``line``."""
    return _("“{field}” stands on line {line} already.", field=name, line=line), _("Keep one of the two.")


def yaml_hint() -> str:
    """The hint for a line that is not valid YAML."""
    return _(
        "On this line and the lines above it check the colons (half-width, followed by a space), quotation marks, brackets and "
        "indentation (spaces, no tabs); put a value with a colon in quotation marks."
    )


def reasonable(value: Any) -> None:
    """Raises ValueError for integers beyond 10⁹, which no content needs and later code could not handle."""
    if isinstance(value, int) and abs(value) > 10**9:
        raise ValueError
    for item in bounds.members(value):
        reasonable(item)


def read(path: str, text: str, cls: type[M]) -> tuple[Document, M, list[Problem]]:
    """A Markdown file, its front matter as a ``cls``, and the problems of the front matter. Never raises.

    A field that is missing or faulty has the default of its class. Of a list, the members that fit the type are kept; the others are
    reported by the reader of that kind of page.
    """
    document, problems = split(path, text)
    if any(problem.code == "F001" for problem in problems):  # fields that cannot be read are not validated
        return document, cls(), problems
    meta, faults = _structure(document, cls)
    return document, meta, problems + faults


def _structure(document: Document, cls: type[M]) -> tuple[M, list[Problem]]:
    found: list[Problem] = []
    values: dict[str, Any] = {}
    own = {item.name: item for item in declared(cls)}  # type: ignore[arg-type]  # a class can be hashed
    for name, item in own.items():
        value = document.fields.get(name)
        if item.required and (value is None or (isinstance(value, str) and not value.strip())):
            message, hint = (
                _("The required field “{field}” is missing.", field=name),
                _("Add the line “{field}: …” between the two lines “---” at the head.", field=name),
            )
            if _is_list(item):
                hint = _(
                    "Write “{field}:” between the two lines “---” at the head, and below it "
                    "each item on a line that begins with two spaces and “- ”.",
                    field=name,
                )
            found.append(Problem(document.path, document.lines.get(name, 1), 1, "F002", message, hint))
    for key, value in document.fields.items():
        line = document.lines.get(str(key), 1)
        if (spec := own.get(str(key))) is None:
            message, hint = (
                _("There is no field “{field}”.", field=key),
                _("The fields that can be used are: {fields}.", fields=listed(own)),
            )
            found.append(Problem(document.path, line, 1, "F003", message, hint))
        elif value is None:
            continue
        elif fault := _fault(spec, value):
            found.append(Problem(document.path, line, 1, "F004", *fault))
        else:
            values[spec.attribute] = _fitting(spec, value)
    return cls(**{name: value for name, value in values.items() if value is not None}), found


def _is_list(item: Declared) -> bool:
    return get_origin(item.type) is tuple


def _fault(item: Declared, value: object) -> tuple[str, str] | None:
    """Message and hint for a value that does not fit its field, or None. What is in mappings and in members of lists is not checked."""
    closed = get_args(item.type) if get_origin(item.type) is Literal else ()
    if _is_list(item) and get_origin(member := get_args(item.type)[0]) is Literal:
        closed = get_args(member)
    wanted: type = list if _is_list(item) else item.type if item.type is int else str if closed or item.type is str else dict
    if not isinstance(value, wanted) or isinstance(value, bool):
        if wanted is int:
            return _("“{field}” should be a number.", field=item.name), _("Write digits only, without unit and quotation marks.")
        hint = _("Correct this line; put text with a colon in quotation marks.")
        if wanted is str:
            return _("“{field}” should be text.", field=item.name), hint
        if wanted is list:
            return _("“{field}” should be a list.", field=item.name), hint
        return _("“{field}” should have fields of its own.", field=item.name), hint
    if closed and any(part not in closed for part in (value if isinstance(value, list) else [value])):
        message = _("“{field}” cannot be “{value}”.", field=item.name, value=value)
        return message, _("Change it to one of these: {values}.", values=listed(closed))
    return None


def _fitting(item: Declared, value: Any) -> Any:
    """The value as the type of the field, or None where it does not fit; of a list, the members that fit."""
    if not _is_list(item):
        return fits(value, item.type)
    member = get_args(item.type)[0]
    return tuple(found for row in value if (found := fits(row, member)) is not None)
