"""The fidelity promise: every chapter, with its marks taken back, gives source.txt again, white space aside.

What the chapters leave out is page furniture (a page number, an archive number) and the transcriber's markup. Each is
listed in the report's index.md by line and exact string; nothing else is left out.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel, Opcode

from ..catalogue import _
from ..problems import Problem
from ..reading.schema import Removed
from ..text.marks import bare
from ..text.transcript import Block

LONGEST_COMPARED = 20_000
"""Characters that are compared in full; in longer stretches only the first difference is told."""


@dataclass(frozen=True)
class SourceText:
    """The characters of source.txt that the chapters must give, without white space.

    ``runs`` tells where they come from: for each stretch its offset in ``text``, its place (the offset among all
    characters of source.txt that are not white space, whatever is listed as furniture) and its line (1-based).
    ``size`` is the number of all those characters.
    """

    text: str
    size: int
    runs: tuple[tuple[int, int, int], ...] = ()

    def _run(self, offset: int) -> tuple[int, int, int]:
        return self.runs[bisect.bisect_right(self.runs, offset, key=lambda run: run[0]) - 1]

    def place(self, offset: int) -> int:
        """The place of the character at ``offset`` of ``text``; behind the last one, the end of the source."""
        if offset >= len(self.text):
            return self.size
        start, place, _line = self._run(offset)
        return place + offset - start

    def offset(self, place: int) -> int:
        """The offset in ``text`` of the character at ``place``, or of the next one that is not taken out."""
        index = bisect.bisect_right(self.runs, place, key=lambda run: run[1]) - 1
        if index < 0:
            return 0
        start, first, _line = self.runs[index]
        end = self.runs[index + 1][0] if index + 1 < len(self.runs) else len(self.text)
        return min(start + place - first, end)

    def line(self, offset: int) -> int:
        """The line of source.txt on which the character at ``offset`` stands; behind the last one, the last line."""
        return self._run(min(offset, len(self.text) - 1))[2] if self.text else 1


def strip(text: str, removed: Sequence[tuple[Removed, int]], path: str) -> tuple[SourceText, list[Problem]]:
    """``text`` without the listed furniture and markup.

    ``removed`` holds the entries of index.md, each with its own line in index.md (``path``). Equal strings on one line are
    taken from left to right.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    drop: dict[int, list[tuple[int, int]]] = {}
    used: dict[int, bytearray] = {}  # the columns of a line that are taken out, so that a line with thousands stays quick
    after: dict[tuple[int, str], int] = {}
    problems = []
    for entry, at in removed:
        number, string, reads = entry.line, entry.text, entry.reads
        row = rows[number - 1] if 0 < number <= len(rows) else ""
        taken, marked = drop.setdefault(number, []), used.setdefault(number, bytearray(len(row)))
        start = row.find(string, after.get((number, string), 0)) if string else -1
        while start >= 0 and any(marked[start : start + len(string)]):
            start = row.find(string, start + 1)
        if start < 0:
            message = _("Line {line} of the source does not have “{string}”.", line=number, string=string)
            hint = _("Correct the line or the string; each entry must agree with source.txt to the letter.")
            problems.append(Problem(path, at, 1, "T002", message, hint))
            continue
        after[number, string] = start + len(string)
        kept = start
        for char in reads:  # what stays must be in the string, in order
            found = row.find(char, kept, start + len(string))
            if found < 0:
                message = _("“{reads}” is not what is left of “{string}” when some characters are removed.", reads=reads, string=string)
                hint = _("Every character of “reads” must be in “text”, in the same order.")
                problems.append(Problem(path, at, 1, "T002", message, hint))
                break
            taken.append((kept, found))
            marked[kept:found] = b"\1" * (found - kept)
            kept = found + 1
        taken.append((kept, start + len(string)))
        marked[kept : start + len(string)] = b"\1" * (start + len(string) - kept)
    kept_text: list[str] = []
    runs: list[tuple[int, int, int]] = []
    offset = place = 0
    for number, row in enumerate(rows, 1):
        column = 0
        for start, end in [*sorted(drop.get(number, ())), (len(row), len(row))]:
            stays = bare(row[column:start])
            if stays:
                runs.append((offset, place, number))
                kept_text.append(stays)
            offset += len(stays)
            place += len(stays) + len(bare(row[start:end]))
            column = end
    return SourceText("".join(kept_text), place, tuple(runs)), problems


def offsets(chapters: Sequence[Sequence[Block]]) -> list[list[int]]:
    """For each block of each chapter, the offset of its first character in the text that all chapters give together."""
    at, found = 0, []
    for blocks in chapters:
        row = []
        for block in blocks:
            row.append(at)
            at += len(block.reading)
        found.append(row)
    return found


def aligned(source: SourceText, chapters: Sequence[Sequence[Block]]) -> list[int]:
    """For each block the offset in ``source.text`` at which it begins, as well as can be told where the texts differ.

    So one wrong character does not unsettle every id behind it.
    """
    starts = [at for row in offsets(chapters) for at in row]
    given = "".join(block.reading for blocks in chapters for block in blocks)
    if given == source.text or not source.text or max(len(source.text), len(given)) > LONGEST_COMPARED:
        return starts
    opcodes = Indel.opcodes(source.text, given)
    found = []
    ends = [op.dest_end for op in opcodes]
    lacking = {(op.src_end, op.dest_end): op.src_start for op in opcodes if op.tag == "delete"}
    for start in starts:
        place = len(source.text)
        at = bisect.bisect_right(ends, start)  # the first that ends behind it
        if at < len(opcodes) and (op := opcodes[at]).dest_start <= start:
            place = op.src_start + (start - op.dest_start if op.tag == "equal" else 0)
        before = lacking.get((place, start), place)
        while place > before and source.line(place - 1) == source.line(place):
            place -= 1  # the beginning of the line is lacking
        found.append(place)
    return found


def compare(source: SourceText, chapters: Sequence[tuple[str, Sequence[Block]]]) -> list[Problem]:
    """Every place where the chapters (path and blocks, in order) do not give ``source`` back."""
    given = "".join(block.reading for _path, blocks in chapters for block in blocks)
    if given == source.text:
        return []
    hint = _("Restore its words from the version history, or copy those of the source that belong here.")
    empty = [Problem(path, 1, 1, "T005", _("This chapter has no text."), hint) for path, blocks in chapters if not blocks]
    if len(empty) == len(chapters):
        return empty
    starts = offsets([blocks for _path, blocks in chapters])
    where = [
        (start, path, block) for (path, blocks), row in zip(chapters, starts, strict=True) for block, start in zip(blocks, row, strict=True)
    ]
    begins = [start for start, _path, _block in where]  # in order

    def problem(want: tuple[int, int], have: tuple[int, int]) -> Problem:
        line = source.line(want[0] if want[0] < want[1] else max(0, want[0] - 1))
        at = have[0]
        if have[0] == have[1] and 0 < want[0] < len(source.text) and line == source.line(want[0] - 1):
            at -= 1  # what is lacking stood at the end of a line
        _start, path, block = where[max(0, bisect.bisect_right(begins, at) - 1)]
        lacks, more = source.text[slice(*want)], given[slice(*have)]
        before = source.text[max(0, want[0] - 8) : want[0]]
        if not more:
            message = _(
                "On line {line} of the source “{words}” stands behind “{before}”, which this page lacks.",
                line=line,
                before=before,
                words=_short(lacks),
            )
        elif not lacks:
            message = _(
                "On line {line} of the source “{words}” does not stand behind “{before}”, but this page has it.",
                line=line,
                before=before,
                words=_short(more),
            )
        else:
            message = _(
                "On line {line} of the source “{words}” stands behind “{before}”, but this page has “{other}”.",
                line=line,
                before=before,
                words=_short(lacks),
                other=_short(more),
            )
        hint = _(
            "Restore the words of the source; to correct them, use the mark “{reading→correction | reason}”, to supply words "
            "“{+words | reason}”, and do not change the words themselves."
        )
        return Problem(path, block.line, block.column, "T001", message, hint)

    first = next((i for i, (a, b) in enumerate(zip(source.text, given, strict=False)) if a != b), min(len(source.text), len(given)))
    if max(len(source.text), len(given)) - first > LONGEST_COMPARED:
        span = (first, first + 12)
        return [*empty, problem(span, span)]
    return empty + [problem((op.src_start, op.src_end), (op.dest_start, op.dest_end)) for op in _merged(Indel.opcodes(source.text, given))]


def _merged(opcodes: Any) -> list[Any]:
    """Deletions and insertions that touch, as one replacement each."""
    merged: list[Any] = []
    for op in opcodes:
        if op.tag == "equal":
            continue
        last = merged[-1] if merged else None
        if last and last.src_end == op.src_start and last.dest_end == op.dest_start:
            merged[-1] = Opcode("replace", last.src_start, op.src_end, last.dest_start, op.dest_end)
        else:
            merged.append(op)
    return merged


def _short(text: str) -> str:
    return text if len(text) <= 24 else _("{beginning}… ({count} characters in all)", beginning=text[:16], count=len(text))
