"""A chapter's body: headings, items and paragraphs, one a line, with their edition marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..catalogue import _
from ..problems import Problem, Replacement
from .marks import Fault, Mark, PageBreak, Token, View, bare, scan, shown, view_text

HEADING = re.compile(r"(#{1,6})[ \t]\s*")
ITEM = re.compile(r"-[ \t]\s*")

CHANGING = frozenset({"corr", "supplied", "surplus"})
"""The kinds of marks by which editors change the text, or offer to; the others only describe it."""


@dataclass(frozen=True)
class Block:
    """One heading (``h``), or paragraph, list item or contents line (``p``).

    ``level`` is 1–6 for a heading, else 0. ``line`` and ``column`` are where its text begins in the file.
    """

    kind: Literal["h", "p"]
    tokens: tuple[Token, ...]
    line: int
    column: int = 1
    level: int = 0
    item: bool = False

    def text(self, view: View) -> str:
        """The block's running text in one view."""
        return view_text(self.tokens, view)

    @cached_property
    def reading(self) -> str:
        """The block as transcribed, without white space: what source.txt must have."""
        return bare(self.text("transcribed"))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The editors' marks, page turns not counted."""
        return tuple(token for token in self.tokens if isinstance(token, Mark))

    @property
    def page_breaks(self) -> int:
        """The page turns in the block, those inside marks included."""
        inner = sum(isinstance(part, PageBreak) for mark in self.marks for part in shown(mark, "corrected"))
        return inner + sum(isinstance(token, PageBreak) for token in self.tokens)


def parse(path: str, body: str, first_line: int = 1) -> tuple[tuple[Block, ...], list[Problem]]:
    """The blocks of a chapter. ``first_line`` is the line of the file at which ``body`` begins. Never raises."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for number, row in enumerate(body.split("\n"), first_line):
        text = row.strip()
        if not text:
            continue
        column = len(row) - len(row.lstrip()) + 1
        heading, item = HEADING.match(text), ITEM.match(text)
        opening = heading or item
        if opening:
            text, column = text[opening.end() :], column + opening.end()
        elif re.fullmatch(r"#{1,6}|-", text):
            message, hint = _("This line has only “#” or “-” and no words."), _("Write the words, or remove the line.")
            problems.append(Problem(path, number, column, "T004", message, hint))
            continue
        tokens, faults = scan(text)
        problems += [_problem(path, number, column, fault) for fault in faults]
        for mark in tokens:
            if isinstance(mark, Mark) and mark.kind in CHANGING and not mark.why:
                message = _("The mark “{mark}” has no reason.", mark=text[mark.start : mark.end])
                hint = _("Write it before the “}”, behind “ | ”.")
                problems.append(Problem(path, number, column + mark.start, "M012", message, hint))
        level = len(heading.group(1)) if heading else 0
        blocks.append(Block("h" if heading else "p", tokens, number, column, level, bool(item)))
    return tuple(blocks), problems


def _problem(path: str, line: int, column: int, fault: Fault) -> Problem:
    """The problem of a mark in a text that begins at ``column``."""
    at = column + fault.offset
    exact = Replacement(line, at, fault.old, fault.new) if fault.new else None
    return Problem(path, line, at, fault.code, fault.message, fault.mend, exact=exact)
