"""The lines of a raw transcription: text, page furniture, transcriber's markup; and the paragraphs that the lines make.

Lines are counted as ``source.strip`` counts them: ``\\n``, ``\\r\\n`` and ``\\r`` end a line, nothing else does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..catalogue import _, listed
from ..reading import files
from ..text.marks import bare

FINAL = frozenset("。！？…；：」』）)》〉】”’\"'!?;:—.")
"""Characters after which a paragraph may end."""
_NUM = r"[0-9０-９]{1,4}"
_HAN_NUM = rf"(?:{_NUM}|[〇○零一二三四五六七八九十百]{{1,5}})"
_BARE_NUMBER = re.compile(_NUM)
_ARCHIVE = re.compile(r"[A-Z]{2,5}[/／][0-9]{1,5}")
_RUNNING = re.compile(
    rf"[—–―─\-－·•・．.~～*=]{{1,3}} *{_HAN_NUM} *[—–―─\-－·•・．.~～*=]{{1,3}}|[\[【〔] *{_NUM} *[\]】〕]"
    rf"|第 *{_HAN_NUM} *[頁页](?: *[/／,，]? *共 *{_HAN_NUM} *[頁页])?|(?:[Pp]\.?|[Pp]age) *[0-9]{{1,4}}(?: *(?:/|of) *[0-9]{{1,4}})?"
)
_PREFIX = re.compile(r"(?:(?:#+|-)(?:\s+|$))*(?:#{1,6}(?=[\u3400-\u9fff（(「《【]))?")
# No look-around and bounded repeats: the core looks for the exact string from left to right, and so must this.
_ARTEFACT = re.compile(r"\$ ?[0-9]{1,9}(?:[.,][0-9]{1,9}){0,3} ?\\?% ?\$|\$[0-9]{1,9}(?:[.,][0-9]{1,9}){0,3}\$|[0-9]{1,9} ?\\%")
_CLOSING = "，。；：、！？）」』》〉】"
_SPACE_BESIDE = re.compile(rf" (?=[{_CLOSING}])|(?<=[{_CLOSING}（「『《]) ")
_SUSPECT = re.compile(r"\*\*|</?[A-Za-z][A-Za-z0-9]{0,9}[ />]|\$|\\|[{}]|[\ufffd□■▯]|&[a-z]{2,6};")


class RefusedError(ValueError):
    """The input cannot become a draft. The message is one sentence for a person, with the mend."""


@dataclass(frozen=True, order=True)
class Doubt:
    """Something that the import was not sure of; ``line`` is a line of the raw file (from 1), 0 for the file as a whole."""

    line: int
    message: str


@dataclass(frozen=True)
class Removed:
    """One entry of ``furniture`` or ``markup`` in index.md: ``text`` stands on ``line``, and ``reads`` of it stays."""

    line: int
    text: str
    reads: str = ""


@dataclass(frozen=True)
class Line:
    """One line with text, its markup and white space at the ends taken off. ``hashes`` and ``item`` tell the markup.

    ``gap``: a blank line or the beginning of the file is before it. ``turn``: page furniture is before it.
    """

    number: int
    text: str
    hashes: int = 0
    item: bool = False
    indented: bool = False
    gap: bool = False
    turn: bool = False


@dataclass(frozen=True)
class Raw:
    """A transcription, read: its lines with text, what was taken off, and what is doubtful."""

    text: str
    lines: tuple[Line, ...]
    furniture: tuple[Removed, ...]
    markup: tuple[Removed, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Para:
    """One or more lines that make a paragraph or title. ``line`` and ``last`` are its first and last raw line."""

    text: str
    line: int
    last: int
    hashes: int = 0
    item: bool = False
    gap: bool = False
    turn: bool = False

    @property
    def size(self) -> int:
        """Characters, white space aside."""
        return len(bare(self.text))


def decode(raw: bytes) -> str:
    """The text of the file, or ``RefusedError`` with the byte that is wrong (counted from 1)."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = _("This is a file in UTF-16, not in UTF-8; convert it first, for example with: iconv -f UTF-16 -t UTF-8 old > new.")
        raise RefusedError(message)
    if b"\0" in raw:
        message = _(
            "Byte {number} is NUL, so this is not a plain text file; give the text file of the transcription "
            "(if it is in UTF-16, convert it to UTF-8 with iconv first).",
            number=raw.index(0) + 1,
        )
        raise RefusedError(message)
    try:
        text = files.decode(raw)
    except UnicodeDecodeError as error:
        bom = 3 if raw.startswith(b"\xef\xbb\xbf") else 0  # the codec counts behind the byte order mark
        at = error.start + (bom if len(error.object) < len(raw) else 0)
        message = _(
            "Byte {number} (0x{byte:02X}) is not UTF-8; convert the file first, for example with: "
            "iconv -f GB18030 -t UTF-8 old > new (for an old file in traditional characters with -f BIG5).",
            number=at + 1,
            byte=raw[at],
        )
        raise RefusedError(message) from None
    if not text.strip():
        raise RefusedError(_("There is no text in the file; check whether it is the right one."))
    return text


def clean(text: str) -> str:
    """``text`` with white space made single spaces, and letter-spacing (目　錄) and spaces beside punctuation closed up."""
    words = text.split()
    if len(words) > 1 and all(is_han(w[0]) and (len(w) == 1 or (len(w) == 2 and not is_han(w[1]))) for w in words):
        return "".join(words)
    return _SPACE_BESIDE.sub("", " ".join(words))


def is_han(char: str) -> bool:
    """Whether ``char`` is a Chinese character."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" or char == "〇"


def ends(text: str) -> bool:
    """Whether the last character can end a paragraph."""
    return text[-1:] in FINAL


def read(raw: bytes) -> Raw:
    """Divide a transcription. Raises ``RefusedError`` where there is no text."""
    text = decode(raw)
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    furniture, doubts = _furniture(rows)
    dropped = {f.line for f in furniture}
    lines: list[Line] = []
    markup: list[Removed] = []
    gap, turn = True, False
    for number, row in enumerate(rows, 1):
        if number in dropped:
            turn = True
            continue
        rest = row.strip()
        match = _PREFIX.match(rest)
        prefix = match[0].rstrip() if match else ""
        if prefix:
            markup.append(Removed(number, prefix))
            rest = rest[match.end() :] if match else rest
        hashes, item = len(re.findall(r"#+", prefix)[0]) if "#" in prefix else 0, "-" in prefix
        if not rest:
            gap = True
            continue
        markup += [Removed(number, found[0], re.sub(r"[$\\ ]", "", found[0])) for found in _ARTEFACT.finditer(rest)]
        rest = _ARTEFACT.sub(lambda m: re.sub(r"[$\\ ]", "", m[0]), rest)
        indent = row[: len(row) - len(row.lstrip())]
        indented = "\u3000" in indent or "\t" in indent or len(indent) > 1
        lines.append(Line(number, clean(rest), hashes, item, indented, gap, turn))
        gap = turn = False
    if not lines:
        raise RefusedError(_("There is no text in the file but page numbers and markup; check whether it is the right one."))
    return Raw(text, tuple(lines), furniture, tuple(markup), tuple(doubts + _suspects(lines)))


def _furniture(rows: Sequence[str]) -> tuple[tuple[Removed, ...], list[Doubt]]:
    """The lines that are only a page or archive number, and those of them that may be text."""
    found: list[Removed] = []
    doubts: list[Doubt] = []
    run: list[tuple[int, str]] = []

    def end_run() -> None:
        if len(run) > 2:  # three bare numbers one after another are rather the cells of a table
            message = _(
                "From here on {count} lines in a row hold only digits; they may be a table and were kept as text; "
                "if they are page numbers, move them to furniture in index.md.",
                count=len(run),
            )
            doubts.append(Doubt(run[0][0], message))
        else:
            found.extend(Removed(number, text) for number, text in run)
        run.clear()

    for number, row in enumerate(rows, 1):
        text = row.strip() if len(row) < 200 else ""
        inner = text.lstrip("#").strip()
        if len(inner) > 24 or (not inner and len(row) < 200):
            if inner:
                end_run()
            continue
        if _BARE_NUMBER.fullmatch(inner):
            if re.fullmatch(r"(?:19|20)[0-9]{2}", inner):
                message = _(
                    "“{text}” stands alone on its line and looks like a year, so it was kept as text; "
                    "if it is a page number, move it to furniture in index.md.",
                    text=inner,
                )
                doubts.append(Doubt(number, message))
                end_run()
            else:
                run.append((number, text))
            continue
        end_run()
        if inner and (_RUNNING.fullmatch(inner) or _ARCHIVE.fullmatch(inner)):
            found.append(Removed(number, text))
    end_run()
    found.sort(key=lambda f: f.line)
    return tuple(found), doubts + _page_numbers(found)


def _page_numbers(found: Sequence[Removed]) -> list[Doubt]:
    """Doubts about furniture that no neighbour confirms by counting on."""
    digits = [re.sub(r"\D", "", unicodedata.normalize("NFKC", f.text)) for f in found]
    numbers = [int(d) if d and d[0] != "0" and not _ARCHIVE.fullmatch(f.text) else None for d, f in zip(digits, found, strict=True)]
    lone: list[Removed] = []
    backward: list[Removed] = []
    last: int | None = None
    for i, (entry, number) in enumerate(zip(found, numbers, strict=True)):
        near = [n for n in (*numbers[max(0, i - 2) : i], *numbers[i + 1 : i + 3]) if n is not None]
        if number is None or not any(0 < abs(n - number) <= 2 for n in near):
            lone.append(entry)
        if number is not None and last is not None and number <= last:
            backward.append(entry)
        last = number if number is not None else last
    return _some(lone, _alone, _many_alone) + _some(backward, _falling, _many_falling)


def _alone(text: str) -> str:
    return _(
        "“{text}” stands alone on its line and was left out as a page or archive number; "
        "if it is text, remove it from furniture in index.md and put it back into the text.",
        text=text,
    )


def _many_alone(text: str, count: int, lines: str) -> str:
    return _(
        "{count} lines such as “{text}” (lines {lines} and more) stand alone and were left out as page or archive numbers; "
        "if they are text, remove them from furniture in index.md and put them back into the text.",
        text=text,
        count=count,
        lines=lines,
    )


def _falling(text: str) -> str:
    return _(
        "“{text}” is not higher than the page number before it, so the order is wrong; "
        "check whether a page is missing or misplaced, or whether this is no page number.",
        text=text,
    )


def _many_falling(text: str, count: int, lines: str) -> str:
    return _(
        "{count} lines such as “{text}” (lines {lines} and more) are not higher than the page number before them, so the order is wrong; "
        "check whether pages are missing or misplaced, or whether these are no page numbers.",
        text=text,
        count=count,
        lines=lines,
    )


def _some(entries: Sequence[Removed], one: Callable[[str], str], many: Callable[[str, int, str], str]) -> list[Doubt]:
    """A doubt for each entry, or one for all where they are too many to read."""
    if len(entries) <= 20:
        return [Doubt(entry.line, one(entry.text)) for entry in entries]
    lines = listed(entry.line for entry in entries[:10])
    return [Doubt(entries[0].line, many(entries[0].text, len(entries), lines))]


def _suspects(lines: Sequence[Line]) -> list[Doubt]:
    """One doubt for each kind of character that rarely belongs to a printed Chinese text, with its first lines."""
    where: dict[str, list[int]] = {}
    for line in lines:
        strange = {c for c in set(line.text) if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn")}
        for name in sorted(set(_SUSPECT.findall(line.text)) | strange):
            where.setdefault(name, []).append(line.number)
    doubts = []
    for name, at in where.items():
        shown = name if name.isprintable() else listed(f"U+{ord(c):04X}" for c in name)
        first = listed(at[:5])
        message = _(
            "The suspect characters “{characters}” (lines {lines}) were kept; check whether they came in with the transcription.",
            characters=shown,
            lines=first,
        )
        if len(at) > 5:
            message = _(
                "The suspect characters “{characters}” (lines {lines} and more, {count} in all) were kept; "
                "check whether they came in with the transcription.",
                characters=shown,
                lines=first,
                count=len(at),
            )
        doubts.append(Doubt(at[0], message))
    return doubts


def width(text: str) -> int:
    """Columns that ``text`` takes, a Chinese character counted as two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _measure(lines: Sequence[Line]) -> tuple[int, bool]:
    """The columns at which the lines were broken by hand or machine (0 if they were not), and whether blank lines part them all."""
    plain = [i for i in range(len(lines) - 1) if not (lines[i].hashes or lines[i].item or lines[i + 1].hashes or lines[i + 1].item)]
    near = [i for i in plain if not lines[i + 1].gap]
    spaced = len(near) * 10 < len(lines) and len(plain) >= 12
    chosen = plain if spaced else near
    widths = sorted(width(lines[i].text) if len(lines[i].text) <= 200 else 1000 for i in chosen)
    if len(widths) < 4:
        return 0, False
    measure = widths[int(0.8 * (len(widths) - 1))]
    full = [i for i in chosen if len(lines[i].text) <= 200 and 0.85 * measure <= width(lines[i].text) <= 1.1 * measure]
    cut = sum(not ends(lines[i].text) for i in full)
    enough = 0.7 if spaced else 0.5
    return (measure, spaced) if 24 <= measure <= 160 and len(full) >= enough * len(chosen) and cut * 2 > len(full) else (0, False)


def glue(first: str, second: str) -> str:
    """What stands between two joined pieces: a space where both are Latin, else nothing."""
    return " " if first[-1:].isascii() and second[:1].isascii() and first[-1:] not in "-" else ""


def paragraphs(raw: Raw, keep: Sequence[re.Pattern[str]]) -> list[Para]:
    """The paragraphs. Lines are joined only where the text is hard-wrapped and the line before is full.

    A line that begins as one of ``keep`` does (an ordinal, say) is a paragraph of its own if the line before has an end
    or begins so too.
    """
    measure, spaced = _measure(raw.lines)

    def begins(line: Line) -> bool:
        return any(pattern.match(line.text) for pattern in keep)

    paras: list[Para] = []
    pieces: list[str] = []
    before: Line | None = None

    def close() -> None:
        if pieces:
            paras[-1] = replace(paras[-1], text="".join(pieces))
            pieces.clear()

    for line in raw.lines:
        joined = (
            measure
            and before
            and not (before.hashes or line.hashes or line.item or line.indented or line.turn or (line.gap and not spaced))
            and width(before.text[:200]) >= 0.85 * measure
            and not (begins(line) and (ends(before.text) or begins(before)))
        )
        if joined and before:
            pieces += [glue(before.text, line.text), line.text]
            paras[-1] = replace(paras[-1], last=line.number)
        else:
            close()
            paras.append(Para(line.text, line.number, line.number, line.hashes, line.item, line.gap, line.turn))
            pieces.append(line.text)
        before = line
    close()
    return paras
