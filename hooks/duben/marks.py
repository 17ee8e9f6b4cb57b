"""Edition marks: ``{讀→校 | why}`` and its kin, scanned from one line of a transcript.

The notation and its TEI equivalents are set out in docs/about/marks.md. One scan serves every view, so that a
character is never read in two ways. Scanning never raises: what cannot be read stays text and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

ESCAPABLE = "{}|→?!+-/"
"""Characters that a backslash before them makes text."""

Kind = Literal["corr", "sic", "supplied", "surplus", "gap", "unclear", "note"]
View = Literal["transcribed", "corrected"]


@dataclass(frozen=True)
class Text:
    """Plain characters of the transcription. ``start`` is the offset in the scanned line."""

    text: str
    start: int = 0


@dataclass(frozen=True)
class PageBreak:
    """A page turn inferred from a broken sentence (TEI pb); ``number`` is the printed page that begins, where known."""

    number: str = ""
    why: str = ""
    start: int = 0


Inline = Text | PageBreak


@dataclass(frozen=True)
class Mark:
    """One editorial mark.

    ``reading`` is what the transcription has, ``correction`` what the editors read; either may hold a page turn.
    ``conjecture`` means that the text keeps the reading and only the note offers the correction (TEI cert="low").
    ``extent`` is the number of missing characters of a gap, 0 where it is unknown.
    """

    kind: Kind
    reading: tuple[Inline, ...] = ()
    correction: tuple[Inline, ...] = ()
    conjecture: bool = False
    extent: int = 0
    why: str = ""
    start: int = 0
    end: int = 0


Token = Text | PageBreak | Mark


@dataclass(frozen=True)
class Fault:
    """What is wrong at ``offset`` of the scanned line; becomes a ``Problem`` where file and line are known."""

    offset: int
    code: str
    message: str
    mend: str


def plain(inlines: Iterable[Inline]) -> str:
    """The characters of a run, page turns left out."""
    return "".join(part.text for part in inlines if isinstance(part, Text))


def shown(mark: Mark, view: View) -> tuple[Inline, ...]:
    """What stands in the text of ``view`` where the mark stands."""
    gap = (Text("□" * (mark.extent or 1)),) if mark.kind == "gap" else ()
    if view == "transcribed":
        return mark.reading
    if mark.kind == "gap":
        return gap
    if mark.conjecture or mark.kind in ("sic", "unclear", "note"):
        return mark.reading
    return mark.correction


def view_text(tokens: Iterable[Token], view: View) -> str:
    """The running text of one view, page turns left out. In ``transcribed``, every mark is taken back to its reading."""
    return "".join(
        token.text if isinstance(token, Text) else plain(shown(token, view)) if isinstance(token, Mark) else "" for token in tokens
    )


def escape(text: str) -> str:
    """``text`` written so that the scanner reads it back as plain characters."""
    return re.sub(r"(?<=\\)[|→?!+\-/]|[{}]", r"\\\g<0>", text)


def scan(line: str) -> tuple[tuple[Token, ...], tuple[Fault, ...]]:
    """Divide a line into text, page turns and marks. What is not a mark stays text, and a fault tells why."""
    tokens: list[Token] = []
    faults: list[Fault] = []
    buffer: list[str] = []
    at = start = 0

    def flush() -> None:
        if buffer:
            tokens.append(Text("".join(buffer), start))
            buffer.clear()

    while at < len(line):
        char = line[at]
        if not buffer:
            start = at
        if char == "\\" and at + 1 < len(line) and line[at + 1] in ESCAPABLE:
            buffer.append(line[at + 1])
            at += 2
        elif char == "{":
            end = _closing(line, at)
            if end < 0:
                faults.append(Fault(at, "M001", "「{」之後，同一行裏沒有「}」。", "補上「}」；若原文就有「{」，寫成「\\{」。"))
                buffer.append(char)
                at += 1
                continue
            token, fault = _mark(line, at, end)
            if fault:
                faults.append(fault)
                buffer.append(line[at : end + 1])
            elif token:
                flush()
                tokens.append(token)
            at = end + 1
        else:
            if char == "}":
                faults.append(Fault(at, "M002", "單獨一個「}」，前面沒有「{」。", "刪去它；若原文就有「}」，寫成「\\}」。"))
            buffer.append(char)
            at += 1
    flush()
    return tuple(tokens), tuple(faults)


def _closing(line: str, opening: int) -> int:
    depth, at = 0, opening
    while at < len(line):
        if line[at] == "\\" and at + 1 < len(line) and line[at + 1] in ESCAPABLE:
            at += 2
            continue
        if line[at] == "\n":
            return -1
        depth += (line[at] == "{") - (line[at] == "}")
        if depth == 0:
            return at
        at += 1
    return -1


@dataclass(frozen=True)
class _Sign:
    """An unescaped character that has a meaning of its own inside a mark."""

    char: str
    offset: int


def _atoms(line: str, start: int, end: int) -> tuple[list[_Sign | Text | PageBreak], int, Fault | None]:
    """The parts of a mark up to its bar: signs, text and page turns, and the offset of the bar (``end`` if none)."""
    atoms: list[_Sign | Text | PageBreak] = []
    at = start
    while at < end:
        char = line[at]
        if char == "\\" and line[at + 1] in ESCAPABLE and at + 1 < end:
            atoms.append(Text(line[at + 1], at))
            at += 2
        elif char == "{":
            inner = _closing(line, at)
            token, fault = _mark(line, at, inner)
            if fault or not isinstance(token, PageBreak):
                return atoms, end, Fault(at, "M008", "標記裏面又有標記。", "標記裏只能有換頁「{/}」；把兩處分開標。")
            atoms.append(token)
            at = inner + 1
        elif char == "|":
            return atoms, at, None
        else:
            atoms.append(_Sign(char, at) if char in ESCAPABLE else Text(char, at))
            at += 1
    return atoms, end, None


def _inlines(atoms: list[_Sign | Text | PageBreak]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for atom in atoms:
        if isinstance(atom, PageBreak):
            parts.append(atom)
        else:
            char, at = (atom.char, atom.offset) if isinstance(atom, _Sign) else (atom.text, atom.start)
            if parts and isinstance(parts[-1], Text):
                parts[-1] = Text(parts[-1].text + char, parts[-1].start)
            else:
                parts.append(Text(char, at))
    return tuple(parts)


def _unescape(text: str) -> str:
    return re.sub(r"\\([" + re.escape(ESCAPABLE) + r"])", r"\1", text)


def _mark(line: str, opening: int, closing: int) -> tuple[Mark | PageBreak | None, Fault | None]:
    def fault(code: str, message: str, mend: str) -> tuple[None, Fault]:
        return None, Fault(opening, code, message, mend)

    atoms, bar, nested = _atoms(line, opening + 1, closing)
    if nested:
        return None, nested
    why = _unescape(line[bar + 1 : closing].strip()) if bar < closing else ""
    if bar < closing:
        if "{" in line[bar:closing].replace("\\{", ""):
            return fault("M008", "說明裏有「{」。", "說明裏的「{」寫成「\\{」。")
        if not why:
            return fault("M007", "「|」之後沒有說明。", "寫上理由，或刪去「|」。")
        while atoms and isinstance(atoms[-1], Text) and atoms[-1].text == " ":
            atoms.pop()
    span = {"why": why, "start": opening, "end": closing + 1}
    head = atoms[0].char if atoms and isinstance(atoms[0], _Sign) else ""
    last = atoms[-1].char if len(atoms) > 1 and isinstance(atoms[-1], _Sign) else ""
    if head == "/":
        number = plain(_inlines(atoms[1:]))
        return PageBreak(number.strip(), why, opening), None
    sign = last if last in ("?", "!") else ""
    body = atoms[:-1] if sign else atoms
    arrows = [i for i, atom in enumerate(body) if isinstance(atom, _Sign) and atom.char == "→"]
    if not body:
        return fault("M003", "空的標記。", "寫上內容，或刪去這對大括號。")
    if len(arrows) > 1:
        return fault("M004", "一個標記裏有兩個「→」。", "一個標記只改一處；原文的箭頭寫成「\\→」。")
    if arrows:
        reading, correction = _inlines(body[: arrows[0]]), _inlines(body[arrows[0] + 1 :])
        if sign == "!":
            return fault("M005", "「{讀→校}」後面不能用「!」。", "存疑用「?」；照錄原文用「{讀!}」。")
        if not plain(reading) or not plain(correction):
            return fault("M006", "「→」的一邊是空的。", "補字用「{+字}」，刪字用「{-字}」。")
        if plain(reading) == plain(correction):
            return fault("M009", "「→」兩邊相同。", "改正一邊；只想加按語用「{讀 | 說明}」。")
        return Mark("corr", reading, correction, conjecture=sign == "?", **span), None  # type: ignore[arg-type]
    text = plain(_inlines(body))
    if text.startswith("□") and re.fullmatch(r"□[0-9]*", text) and not sign:
        return Mark("gap", extent=int(text[1:] or 0), **span), None  # type: ignore[arg-type]
    if head in ("+", "-"):
        inner = _inlines(body[1:])
        if not plain(inner):
            return fault("M006", f"「{head}」後面沒有字。", "寫上所補或所刪的字。")
        if sign == "!":
            return fault("M005", f"「{{{head}字}}」後面不能用「!」。", "存疑用「?」。")
        if head == "+":
            return Mark("supplied", correction=inner, conjecture=sign == "?", **span), None  # type: ignore[arg-type]
        return Mark("surplus", reading=inner, conjecture=sign == "?", **span), None  # type: ignore[arg-type]
    reading = _inlines(body)
    if sign:
        return Mark("sic" if sign == "!" else "unclear", reading, **span), None  # type: ignore[arg-type]
    if why:
        return Mark("note", reading, **span), None  # type: ignore[arg-type]
    return fault("M003", f"看不懂的標記「{line[opening : closing + 1]}」。", "校改用「{讀→校}」（箭頭是 →），按語用「{讀 | 說明}」，原文的大括號寫成「\\{」「\\}」。")
