"""Front matter: the YAML between two lines ``---`` at the head of a Markdown file, with the line of every field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

import yaml

from ..problems import Problem
from .masking import mask
from .typed import Declared, declared, fits

M = TypeVar("M")

RAW = ("furniture", "markup")
"""Fields that repeat the source to the letter and are shown on no page; all others go into HTML."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that no text may have: Markdown uses some of them for itself, and XML knows hardly any."""
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNREADABLE = (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError, TypeError)
"""What the loader raises for text that is no YAML, or has tags and dates that cannot be (``!!int x``, 2024-13-45)."""


@dataclass(frozen=True)
class Document:
    """A Markdown file: its fields as YAML gives them, the line of each and of each member of a list (1-based), the body and the
    line at which the body begins. ``read`` makes typed front matter of the fields."""

    path: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    first_line: int = 1
    member_lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def masked(self) -> str:
        """The body with the code in it blanked, of the same length and lines."""
        return mask(self.body)

    def members(self, name: str) -> list[tuple[Any, int]]:
        """The members of a list, each with its line; none of what is no list."""
        value = self.fields.get(name)
        return list(zip(value, self.member_lines.get(name, ()), strict=True)) if isinstance(value, list) else []


def split(path: str, text: str) -> tuple[Document, list[Problem]]:
    """Divide ``text`` into front matter, whose fields may be any, and body. Never raises."""
    rows = text.replace("\r\n", "\n").split("\n")
    end = next((i for i, row in enumerate(rows[1:], 1) if row.rstrip() == "---"), 0) if rows[0].rstrip() == "---" else 0
    if not end:
        fault = Problem(
            path,
            1,
            1,
            "F001",
            "檔案開頭沒有兩行「---」之間的欄目，或少了結束的「---」。",
            "在第一行寫「---」，寫完各欄後再用單獨一行「---」結束。",
        )
        return Document(path, body="\n".join(rows)), [fault]
    body, first = "\n".join(rows[end + 1 :]), end + 2
    try:
        loader = Loader("\n".join(rows[1:end]))
        node = loader.get_single_node()  # read once, for the values and for their lines
        meta = loader.construct_document(node) if node else None
        reasonable(meta)
    except UNREADABLE as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        fault = Problem(
            path,
            line,
            column,
            "F001",
            "兩行「---」之間的欄目，這裏讀不懂。",
            "檢查這一行和上面幾行的冒號（用半角，後面空一格）、引號、括號和縮進（用空格，不用 Tab）；值裏有冒號時用引號括起來。",
        )
        return Document(path, body=body, first_line=first), [fault]
    if meta is None:
        meta, node = {}, None
    if not isinstance(meta, dict):
        fault = Problem(path, 2, 1, "F001", "兩行「---」之間的欄目不是「欄名: 值」的形式。", "每行寫一個「欄名: 值」。")
        return Document(path, body=body, first_line=first), [fault]
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in pairs}
    lists = [(str(key.value), value.value) for key, value in pairs if isinstance(value, yaml.SequenceNode)]
    members = {name: tuple(row.start_mark.line + 2 for row in rows) for name, rows in lists}
    document = Document(path, meta, lines, body, first, members)
    unsafe = [
        name for name, value in meta.items() if name not in RAW and any("<" in text or ">" in text or '"' in text for text in _texts(value))
    ]
    faults = [
        Problem(path, lines.get(str(name), 1), 1, "H001", f'「{name}」裏有「<」「>」或半角引號「"」。', "改用全角的〈〉《》「」。")
        for name in unsafe
    ]
    for name, value in meta.items():
        found = CONTROL.search("".join(_texts(value)))  # YAML may have written it as an escape
        if found and name not in RAW:
            told = f"「{name}」裏有看不見的控制字元（U+{ord(found.group()):04X}）。"
            faults.append(Problem(path, lines.get(str(name), 1), 1, "F006", told, "刪去它：半角引號裏的「\\」和後面的字母數字。"))
    return document, faults


def reasonable(value: Any, depth: int = 0) -> None:
    """Raises ValueError for nesting and numbers that no content needs and that Python would stumble over."""
    if depth > 8 or (isinstance(value, int) and abs(value) > 10**9):
        raise ValueError
    for item in _members(value):
        reasonable(item, depth + 1)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    for item in _members(value):
        yield from _texts(item)


def _members(value: Any) -> Sequence[Any]:
    """What a list holds, or a mapping as keys and values; nothing for any other value."""
    return [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()


def read(path: str, text: str, cls: type[M]) -> tuple[Document, M, list[Problem]]:
    """A Markdown file, its front matter as a ``cls``, and everything that is wrong with it. Never raises.

    A field that is missing or faulty has the default of its class; of a list those members are kept that fit, and what reads
    the page tells of the others.
    """
    document, problems = split(path, text)
    if any(problem.code == "F001" for problem in problems):  # of fields that cannot be read nothing more is said
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
            mend = f"在開頭兩行「---」之間加一行「{name}: …」。"
            if _is_list(item):
                mend = f"在開頭兩行「---」之間寫「{name}:」，下面每項一行，以兩個空格和「- 」開頭。"
            found.append(Problem(document.path, document.lines.get(name, 1), 1, "F002", f"缺少必填欄「{name}」。", mend))
    for key, value in document.fields.items():
        line = document.lines.get(str(key), 1)
        if (spec := own.get(str(key))) is None:
            known = "、".join(own)
            found.append(Problem(document.path, line, 1, "F003", f"沒有「{key}」這一欄。", f"可用的欄有：{known}。"))
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
    """What is wrong with a value: message and hint. A mapping or a member of a list is only held to be one."""
    closed = get_args(item.type) if get_origin(item.type) is Literal else ()
    if _is_list(item) and get_origin(member := get_args(item.type)[0]) is Literal:
        closed = get_args(member)
    wanted: type = list if _is_list(item) else item.type if item.type is int else str if closed or item.type is str else dict
    if not isinstance(value, wanted) or isinstance(value, bool):
        want = {str: "文字", int: "數目", list: "列表", dict: "子欄"}[wanted]
        mend = "只寫數字，不加單位和引號。" if wanted is int else "改正這一行；文字裏有冒號時用引號括起來。"
        return f"「{item.name}」的值應為{want}。", mend
    if closed and any(part not in closed for part in (value if isinstance(value, list) else [value])):
        return f"「{item.name}」不能是「{value}」。", "改為下列之一：" + "、".join(closed) + "。"
    return None


def _fitting(item: Declared, value: Any) -> Any:
    """The value as the field's type, of a list what fits; None where it does not fit."""
    if not _is_list(item):
        return fits(value, item.type)
    member = get_args(item.type)[0]
    return tuple(found for row in value if (found := fits(row, member)) is not None)
