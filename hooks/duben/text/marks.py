"""Edition marks: ``{讀→校 | why}`` and its kin, scanned from one line of a transcript.

The notation and its TEI equivalents are set out in docs/about/marks.md. One scan serves every view, so that a
character is never read in two ways. Scanning never raises: what cannot be read stays text and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ..catalogue import _

ESCAPABLE = "{}|→?!+-/"
"""Characters that a backslash before them makes text."""
Kind = Literal["corr", "sic", "supplied", "surplus", "gap", "unclear", "note"]
View = Literal["transcribed", "corrected"]
VIEWS: tuple[View, View] = ("corrected", "transcribed")
"""The views of a text, in the order in which a quotation is looked for."""


class Text(NamedTuple):
    """Plain characters of the transcription. ``start`` is the offset in the scanned line."""

    text: str
    start: int = 0


class PageBreak(NamedTuple):
    """A page turn inferred from a broken sentence (TEI pb); ``number`` is the printed page that begins, where known."""

    number: str = ""
    why: str = ""
    start: int = 0


Inline = Text | PageBreak


class Mark(NamedTuple):
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
    """What is wrong at ``offset`` of the scanned line; becomes a ``Problem`` where file and line are known. Where there can be only one
    mend, ``old``, which stands there, becomes ``new``."""

    offset: int
    code: str
    message: str
    mend: str
    old: str = ""
    new: str = ""


def plain(inlines: Iterable[Inline]) -> str:
    """The characters of a run, page turns left out."""
    return "".join(part.text for part in inlines if isinstance(part, Text))


def shown(mark: Mark, view: View) -> tuple[Inline, ...]:
    """What stands in the text of ``view`` where the mark stands."""
    if view == "transcribed":
        return mark.reading
    if mark.kind == "gap":
        return (Text("□" * (mark.extent or 1)),)
    if mark.conjecture or mark.kind in ("sic", "unclear", "note"):
        return mark.reading
    if any(isinstance(part, PageBreak) for part in mark.correction):
        return mark.correction
    # a page turn is a fact of the book and outlives the words that are corrected away
    return mark.correction + tuple(part for part in mark.reading if isinstance(part, PageBreak))


def view_text(tokens: Iterable[Token], view: View) -> str:
    """The running text of one view, page turns left out. In ``transcribed``, every mark is taken back to its reading."""
    return "".join(
        token.text if isinstance(token, Text) else plain(shown(token, view)) if isinstance(token, Mark) else "" for token in tokens
    )


def escape(text: str) -> str:
    """``text`` written so that the scanner reads it back as plain characters."""
    return re.sub(r"(?<=\\)[|→?!+\-/]|[{}]", r"\\\g<0>", text)


def bare(text: str) -> str:
    """``text`` without white space (as Unicode has it, the ideographic space included)."""
    return "".join(text.split())


def scan(line: str) -> tuple[tuple[Token, ...], tuple[Fault, ...]]:
    """Divide a line into text, page turns and marks. What is not a mark stays text, and a fault tells why."""
    tokens: list[Token] = []
    faults: list[Fault] = []
    pairs = _pairs(line)
    faults += _mistyped(line)
    known = [(fault.offset, fault.offset + len(fault.old)) for fault in faults]
    buffer: list[str] = []
    at = start = 0
    while match := _BRACE.search(line, at):
        opening, char = match.span()[0], match.group()
        if not buffer:
            start = at
        buffer.append(line[at:opening])
        at = match.end()
        if char == "{" and opening in pairs:
            at = pairs[opening] + 1
            token, fault = _mark(line, opening, at - 1)
            if isinstance(token, Mark) and _WRONG_ARROW.search(plain(token.reading)) and (right := _typed(line[opening:at])):
                token, fault = None, _other_signs(opening, line[opening:at], right)
            if token:
                if text := "".join(buffer):
                    tokens.append(Text(text, start))
                buffer.clear()
                tokens.append(token)
            if fault:
                faults.append(_exact(fault, line[opening:at]))
                buffer.append(line[opening:at])
            continue
        if any(first <= opening < end for first, end in known):
            pass  # a brace of a mark that has its fault already
        elif char == "{":
            faults.append(
                Fault(
                    opening,
                    "M001",
                    _("There is no “}” behind “{” on the same line."),
                    _("Add “}”; if the text itself has “{”, write “\\{”."),
                )
            )
        elif char == "}":
            faults.append(
                Fault(
                    opening, "M002", _("“}” stands alone, with no “{” before it."), _("Remove it; if the text itself has “}”, write “\\}”.")
                )
            )
        buffer.append(char.removeprefix("\\"))
    if text := "".join(buffer) + line[at:]:
        tokens.append(Text(text, start if buffer else at))
    return tuple(tokens), tuple(sorted(faults, key=lambda fault: fault.offset))


def _mistyped(line: str) -> list[Fault]:
    """A fault (M011) for each mark in other brackets than braces."""
    faults = []
    for match in _BRACKETS.finditer(line):
        written = match.group()
        if not (written[0] == "{" and written[-1] == "}") and (right := _typed(written)):
            faults.append(_other_signs(match.start(), written, right))
    return faults


def _other_signs(offset: int, old: str, new: str) -> Fault:
    message = _("The mark “{mark}” is typed with other signs than the editors' notation has.", mark=old)
    return Fault(offset, "M011", message, _("Write it as “{mark}”.", mark=new), old, new)


def _exact(fault: Fault, mark: str) -> Fault:
    """The fault of a mark in braces, with the exact mend where only its signs are wrong."""
    if fault.code not in ("M003", "M010") or not (right := _typed(mark)):
        return fault
    if fault.code == "M003":
        return _other_signs(fault.offset, mark, right)
    return replace(fault, mend=_("Write it as “{mark}”.", mark=right), old=mark, new=right)


def _typed(written: str) -> str:
    """A mark as it should be typed; '' where it is none then either."""
    body, bar, why = re.sub("｜", "|", written[1:-1]).partition("|")
    body = re.sub(_ARROW, "→", body)
    if "→" not in body and not bar:
        return ""
    body = re.sub(r"^[＋－](?=.)", lambda match: "+" if match.group() == "＋" else "-", body.rstrip() if bar else body)
    body = re.sub(r"(?<=.)[？！]$", lambda match: "?" if match.group() == "？" else "!", body.strip())
    mark = "{" + body + (f" | {why.strip()}" if bar else "") + "}"
    if mark == written or not _BALANCED.fullmatch(mark):
        return ""
    tokens, faults = scan(mark)
    return mark if not faults and len(tokens) == 1 and isinstance(tokens[0], Mark) else ""


_ESCAPE = r"\\[" + re.escape(ESCAPABLE) + "]"
_OTHER_ARROW = r"[-－—=＝]{1,3}[>＞]|[⇒➔➜➝⟶⟹⇨]"
_WRONG_ARROW = re.compile(_OTHER_ARROW)
_ARROW = rf"(?<!\\)(?:→|{_OTHER_ARROW})"
_BRACKETS = re.compile(rf"[{{｛][^{{}}｛｝\n]*[}}｝]|[（(][^{{}}｛｝（）()\n]*{_ARROW}[^{{}}｛｝（）()\n]*[）)]")
_BALANCED = re.compile(r"\{[^{}]*\}")
_BRACE = re.compile(_ESCAPE + r"|[{}\n]")
_SIGN = re.compile(_ESCAPE + r"|\{/(?:" + _ESCAPE + r"|[^{}])*+\}|[{|→?!+\-/]")


def _pairs(line: str) -> dict[int, int]:
    """The offset of the closing brace of each opening one; a brace and its partner stand on one line."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in _BRACE.finditer(line):
        if match.group() == "{":
            stack.append(match.start())
        elif match.group() == "}" and stack:
            pairs[stack.pop()] = match.start()
        elif match.group() == "\n":
            stack.clear()
    return pairs


@dataclass(frozen=True)
class _Sign:
    """An unescaped character that has a meaning of its own inside a mark."""

    char: str
    offset: int


def _atoms(line: str, start: int, end: int) -> tuple[list[_Sign | Text | PageBreak], int, Fault | None]:
    """The parts of a mark up to its bar: signs, text and page turns, and the offset of the bar (``end`` if none)."""
    atoms: list[_Sign | Text | PageBreak] = []
    at = start
    while match := _SIGN.search(line, at, end):
        if match.start() > at:
            atoms.append(Text(line[at : match.start()], at))
        at, char = match.end(), match.group()
        if char == "|":
            return atoms, match.start(), None
        if char == "{":
            message, hint = _("A mark stands inside a mark."), _("A mark can hold only page turns, “{/}”; mark the two places one by one.")
            return atoms, end, Fault(match.start(), "M008", message, hint)
        if char.startswith("{"):
            turn, fault = _mark(line, match.start(), at - 1)
            if not isinstance(turn, PageBreak):  # a brace and a slash can begin nothing else, but its reason may be empty
                return atoms, end, fault
            atoms.append(turn)
        elif char.startswith("\\"):
            atoms.append(Text(char[1], match.start()))
        else:
            atoms.append(_Sign(char, match.start()))
    if at < end:
        atoms.append(Text(line[at:end], at))
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
    return re.sub(_ESCAPE, lambda match: match.group()[1], text)


def _mark(line: str, opening: int, closing: int) -> tuple[Mark | PageBreak | None, Fault | None]:
    def fault(code: str, message: str, mend: str) -> tuple[None, Fault]:
        return None, Fault(opening, code, message, mend)

    atoms, bar, nested = _atoms(line, opening + 1, closing)
    if nested:
        return None, nested
    why = _unescape(line[bar + 1 : closing].strip()) if bar < closing else ""
    if bar < closing:
        if "{" in line[bar:closing].replace("\\{", ""):
            return fault("M008", _("There is a “{” in the reason."), _("Write “\\{” for a “{” in a reason."))
        if not why:
            return fault("M007", _("There is no reason behind “|”."), _("Write the reason, or remove “|”."))
        if atoms and isinstance(final := atoms[-1], Text):
            kept = final.text.rstrip(" ")
            atoms[-1:] = [Text(kept, final.start)] if kept else []
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
        return fault("M003", _("There are no words in this mark."), _("Write its content, or remove the pair of braces."))
    full = _("A mark holds a full-width “｜”, or ends in a full-width “？” or “！”."), _("Use the ASCII signs “|”, “?” and “!”.")
    if "｜" in plain(_inlines(body)):
        return fault("M010", *full)
    if len(arrows) > 1:
        return fault("M004", _("There are two “→” in one mark."), _("A mark corrects one place; write “\\→” for an arrow of the text."))
    if arrows:
        reading, correction = _inlines(body[: arrows[0]]), _inlines(body[arrows[0] + 1 :])
        old, new = plain(reading), plain(correction)
        if sign == "!":
            return fault(
                "M005",
                _("“!” cannot end “{reading→correction}”."),
                _("Use “?” for a conjecture, and “{reading!}” to let the reading stand."),
            )
        if not old or not new:
            return fault(
                "M006", _("One side of “→” is empty."), _("Use “{+words}” to supply words, and “{-words}” to mark them as surplus.")
            )
        if len(new) > 1 and new[-1] in "？！" and not unicodedata.category(old[-1]).startswith("P"):
            return fault("M010", *full)
        if old == new:
            return fault("M009", _("Both sides of “→” are the same."), _("Correct one side; to add only a note, use “{reading | note}”."))
        return Mark("corr", reading, correction, conjecture=sign == "?", **span), None  # type: ignore[arg-type]
    text = plain(_inlines(body))
    if text.startswith("□") and re.fullmatch(r"□[0-9]{0,4}", text) and not sign:
        return Mark("gap", extent=int(text[1:] or 0), **span), None  # type: ignore[arg-type]
    if head in ("+", "-"):
        inner = _inlines(body[1:])
        if not plain(inner):
            return fault("M006", _("There are no words behind “{sign}”.", sign=head), _("Write the words to supply or to mark as surplus."))
        if sign == "!":
            return fault("M005", _("“!” cannot end “{{{sign}words}}”.", sign=head), _("Use “?” for a conjecture."))
        if head == "+":
            return Mark("supplied", correction=inner, conjecture=sign == "?", **span), None  # type: ignore[arg-type]
        return Mark("surplus", reading=inner, conjecture=sign == "?", **span), None  # type: ignore[arg-type]
    reading = _inlines(body)
    if sign:
        return Mark("sic" if sign == "!" else "unclear", reading, **span), None  # type: ignore[arg-type]
    if why:
        return Mark("note", reading, **span), None  # type: ignore[arg-type]
    return fault(
        "M003",
        _("The mark “{mark}” cannot be understood.", mark=line[opening : closing + 1]),
        _(
            "A correction is written “{reading→correction}” (the arrow is →), a note “{reading | note}”, "
            "and braces of the text “\\{” and “\\}”."
        ),
    )
