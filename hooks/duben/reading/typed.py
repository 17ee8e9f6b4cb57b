"""Plain values, as YAML gives them, as typed frozen dataclasses; and the JSON Schema of such a class.

A class declares its fields once: name, type, default. From that follow validation (by cattrs, https://catt.rs), access and the
schema (https://json-schema.org/draft/2020-12). An object of a class with ``SHORTHAND`` may be written as the value of that field
alone. Nothing is coerced: a number is no text and a text is no list.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

T = TypeVar("T")

Day = NewType("Day", str)
"""A day of the calendar, written like 2024-01-31."""
REQUIRED: Mapping[str, Any] = {"required": True}
"""``metadata`` of a field that must be in the file, though the class has a default for where it is missing or faulty."""


def named(name: str, **metadata: object) -> Any:
    """``metadata`` of a field that is called otherwise in the file, since its name there is a word of Python."""
    return {"name": name, **metadata}


@dataclass(frozen=True)
class Declared:
    """A field as its class declares it: its name in the file, its attribute, its type (without None, which stands for a field
    that is not there), whether it must be there, and its JSON Schema where the type does not say all."""

    name: str
    attribute: str
    type: Any
    required: bool
    schema: Mapping[str, Any] | None = None


@cache
def declared(cls: Any) -> tuple[Declared, ...]:
    """The fields of a dataclass in their order."""
    hints = get_type_hints(cls)
    return tuple(
        Declared(
            item.metadata.get("name", item.name),
            item.name,
            _unwrapped(hints[item.name]),
            item.metadata.get("required", False) or (item.default is MISSING and item.default_factory is MISSING),
            item.metadata.get("schema"),
        )
        for item in fields(cls)
    )


def _unwrapped(wanted: Any) -> Any:
    if get_origin(wanted) in (Union, types.UnionType):
        (wanted,) = (item for item in get_args(wanted) if item is not type(None))
    return wanted


def structured(value: object, wanted: Any) -> Any:
    """``value`` as the type ``wanted``. Raises what cattrs raises where it does not fit (see ``fits``)."""
    return _converter.structure(value, wanted)


def fits(value: object, cls: type[T]) -> T | None:
    """``value`` as a ``cls`` (a class or another type), or None where it does not fit."""
    try:
        return _converter.structure(value, cls)
    except Exception:  # cattrs raises groups of whatever a hook raised; each of them says that the value does not fit
        return None


_converter = Converter(forbid_extra_keys=True)


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:  # which takes other forms as well
        raise ValueError(text)
    return text


def _exactly(wanted: type) -> Any:
    def structure(value: object, _: object) -> object:
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise TypeError(wanted)
        return value

    return structure


def _tuple(wanted: Any) -> Any:
    (member, _) = get_args(wanted)

    def structure(value: object, _: object) -> object:
        if not isinstance(value, list):
            raise TypeError(list)
        return tuple(_converter.structure(item, member) for item in value)

    return structure


def _mapping(wanted: Any) -> Any:
    key, value_type = get_args(wanted)

    def structure(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise TypeError(dict)
        return _converter.structure(value, dict[key, value_type])  # type: ignore[valid-type]

    return structure


def _dataclass(wanted: Any) -> Any:
    renamed: dict[str, Any] = {item.attribute: override(rename=item.name) for item in declared(wanted) if item.name != item.attribute}
    shorthand = getattr(wanted, "SHORTHAND", "")
    inner = make_dict_structure_fn(wanted, _converter, _cattrs_forbid_extra_keys=True, **renamed)

    def structure(value: object, type_: Any) -> object:
        if shorthand and isinstance(value, str):
            value = {shorthand: value}
        if not isinstance(value, dict):
            raise TypeError(dict)
        return inner(value, type_)

    return structure


def _is_a(wanted: object, origin: object) -> bool:
    return get_origin(wanted) is origin


for _wanted in (str, int, bool):
    _converter.register_structure_hook(_wanted, _exactly(_wanted))
_converter.register_structure_hook(Day, lambda value, _: Day(_day(structured(value, str))))
_converter.register_structure_hook_factory(lambda wanted: _is_a(wanted, tuple), _tuple)
_converter.register_structure_hook_factory(lambda wanted: _is_a(wanted, Mapping), _mapping)
_converter.register_structure_hook_factory(lambda wanted: isinstance(wanted, type) and is_dataclass(wanted), _dataclass)


def json_schema(cls: type, title: str = "") -> dict[str, Any]:
    """The JSON Schema of what a file may hold that is read as a ``cls``; the class's docstring describes it."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return head | ({"title": title} if title else {}) | _schema(cls)


def _schema(wanted: Any) -> dict[str, Any]:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if isinstance(wanted, type) and is_dataclass(wanted):
        own = declared(wanted)
        found: dict[str, Any] = {"type": "object", "description": " ".join((wanted.__doc__ or "").split())}
        found["properties"] = {item.name: dict(item.schema) if item.schema else _schema(item.type) for item in own}
        found["required"] = [item.name for item in own if item.required]
        found |= {"additionalProperties": False}
        return {"anyOf": [{"type": "string"}, found]} if hasattr(wanted, "SHORTHAND") else found
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1])}
    return {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}, Day: {"type": "string"}}.get(wanted, {})
