"""What a packet's file says: its parts, each with where it is taken from, and what is wrong with the way it is written.

Whether what a part names is there is asked by check.py, once the whole edition is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..problems import Problem
from .citations import Citation, parse
from .frontmatter import Document
from .schema import PacketMeta

PLACE = re.compile(r"packets/(?!index\.md|make\.md)[^/]+\.md")
"""Paths of packets below docs/."""
FORMS = "packets/forms/"
FORM = re.compile(rf"{FORMS}(?!index\.md)[^/]+\.md")
"""Paths of blank forms."""
KINDS = ("excerpt", "guide", "questions", "form", "chapter", "glossary")
USES = ("會上讀", "會前讀", "備查")
"""When a part is read: aloud in the meeting, before it, or only where it is asked for."""
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "excerpt": ("title", "use"),
    "guide": ("title", "use", "blocks"),
    "questions": ("title", "minutes"),
    "form": ("title", "minutes"),
    "chapter": ("title", "use"),
    "glossary": (),
}
_EXAMPLES = {
    "excerpt": "excerpt: report/chapter, p16-p22",
    "guide": "guide: my-guide",
    "questions": "questions: my-guide",
    "form": "form: my-form",
    "chapter": "chapter: report/chapter",
    "glossary": "glossary: 詞語",
}
_MEND = "每部分寫一行「- 」和下列之一：" + "；".join(_EXAMPLES.values()) + "。"


@dataclass(frozen=True)
class Spec:
    """One part as the file names it.

    ``name`` is the slug of a guide or form, or the title of a glossary; ``blocks`` are ids of the guide's blocks, all where it is
    empty; ``asked`` are questions that the packet itself has; ``minutes`` is 0 where none are given; ``line`` is the part's line in
    the file, ``number`` its place among the parts, from 1.
    """

    kind: str
    name: str
    line: int
    title: str = ""
    use: str = ""
    minutes: int = 0
    blocks: tuple[str, ...] = ()
    citation: Citation | None = None
    asked: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class PacketFile:
    """A packet as its file has it. ``minutes`` and ``pause`` (the break) are 0 where there are none."""

    audience: str
    minutes: int
    pause: int
    parts: tuple[Spec, ...]


def read(document: Document, meta: PacketMeta) -> tuple[PacketFile, list[Problem]]:
    """The packet of a page with its front matter."""
    lines = document.lines
    problems: list[Problem] = []
    if document.fields.get("parts") == []:
        problems.append(Problem(document.path, lines["parts"], 1, "P004", "這個學習包是空的，「parts」沒有列出一個部分。", _MEND))
    parts: list[Spec] = []
    for row, line in document.members("parts"):
        spec, faults = _part(row, line)
        problems += [Problem(document.path, line, 1, "P001", *fault) for fault in faults]
        if spec and not faults:
            parts.append(replace(spec, number=len(parts) + 1))
    for name, value in (("minutes", meta.minutes), ("break", meta.pause)):
        if value is not None and not 0 < value <= 600:
            told = f"「{name}」不能是 {value}。"
            problems.append(
                Problem(document.path, lines[name], 1, "P005", told, "寫 1 至 600 的整數，單位是分鐘；不開會的學習包不寫這一欄。")
            )
    if "break" in document.fields and "minutes" not in document.fields:
        told, mend = "寫了「break」，沒有寫「minutes」。", "加一行「minutes: 90」，寫會開多久；不開會的，刪去「break」。"
        problems.append(Problem(document.path, lines["break"], 1, "P005", told, mend))
    return PacketFile(meta.audience, _count(meta.minutes), _count(meta.pause), tuple(parts)), problems


def _part(row: Any, line: int) -> tuple[Spec | None, list[tuple[str, str]]]:
    """A part of the list, and what is wrong with it: sentence and mend."""
    kinds = [kind for kind in KINDS if isinstance(row, dict) and kind in row]
    if len(kinds) != 1:
        named = "」「".join(kinds or map(str, row if isinstance(row, dict) else [row]))
        told = f"這一部分同時寫了「{named}」。" if kinds else f"這一部分沒有寫明是什麼，只有「{named}」。"
        return None, [(told, _MEND + "冒號用半角，後面空一格。")]
    kind = kinds[0]
    value, allowed = row[kind], _FIELDS[kind]
    faults: list[tuple[str, str]] = []
    for name in row:
        if name not in (kind, *allowed):
            known = "、".join(allowed) or "沒有別的欄"
            faults.append((f"「{kind}」部分沒有「{name}」這一欄。", f"可加的欄：{known}。"))
    asked = _asked(value) if kind == "questions" else ()
    if not asked and (not isinstance(value, str) or not value.strip()):
        return None, [*faults, (f"「{kind}」的值應為文字。", f"寫成「{_EXAMPLES[kind]}」。")]
    texts = {name: row[name] for name in ("title", "use", "blocks") if name in row}
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip("、,， \n"):
            faults.append((f"「{name}」的值應為文字。", "寫上文字，或刪去這一欄。"))
    texts = {name: text.strip() for name, text in texts.items() if isinstance(text, str)}
    minutes = row.get("minutes", 0)
    if "minutes" in row and (type(minutes) is not int or not 0 < minutes <= 600):
        faults.append(("「minutes」應為分鐘的數目。", "寫 1 至 600 的整數，如「minutes: 40」。"))
    if texts.get("use", USES[0]) not in USES:
        faults.append((f"「use」不能是「{texts['use']}」。", "改為下列之一：" + "、".join(USES) + "。"))
    citation = None
    if kind in ("excerpt", "chapter"):
        found = parse(value.strip()) or ()
        citation = found[0] if len(found) == 1 else None
        if not citation or not citation.chapter:
            faults.append((f"看不懂的「{kind}: {value}」。", f"寫文獻名、章名和段號，如「{_EXAMPLES[kind]}」；段號帶字母，如 p16、h3。"))
        elif bool(citation.first) != (kind == "excerpt"):
            key = f"{citation.report}/{citation.chapter}"
            mend = f"幾段寫「excerpt: {key}, p1-p3」，段號照頁面左邊的數字；整章寫「chapter: {key}」。"
            faults.append((f"「{kind}」{'沒有寫段號' if kind == 'excerpt' else '寫了段號'}：「{value}」。", mend))
    blocks = tuple(part.strip() for part in re.split("[、,，]", texts.get("blocks", "")) if part.strip())
    use = texts.get("use") or (USES[2] if kind == "chapter" else USES[0])
    name = "" if asked else value.strip()
    return Spec(kind, name, line, texts.get("title", ""), use, _count(minutes), blocks, citation, asked), faults


def _asked(value: Any) -> tuple[str, ...]:
    """Questions of the packet's own: a list of texts in place of a guide's name."""
    whole = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    return tuple(item.strip() for item in value) if whole else ()


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0
