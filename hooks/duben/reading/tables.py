"""The tables in a guide's blocks, read from raw Markdown as the extension `tables` reads them: rows, cells, what is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from .blocks import GuideBlock
from .frontmatter import Document

NOTHING = "—"
"""The cell of a comparison where a report says nothing."""


@dataclass(frozen=True)
class Row:
    """A row of a Markdown table: its line, and for each cell its text and its first and last column (1-based)."""

    line: int
    cells: tuple[tuple[str, int, int], ...]


def table(document: Document, block: GuideBlock) -> list[Row]:
    """The rows of the first table in a block of a page, the one under the head left out."""
    rows = document.masked.split("\n")[block.line - document.first_line : block.end - document.first_line]
    found: list[Row] = []
    for line, row in enumerate(rows[1:], block.line + 1):
        if not found and row.startswith("    "):  # the block's fields
            continue
        bars = [match.start(1) for match in re.finditer(r"(?<!\\)(?:\\\\)*(\|)", row)]
        if bars:  # a bar at either end may be left out, as Markdown has it
            first = [] if row.lstrip().startswith("|") else [-1]
            edges = [*first, *bars, *([] if row.rstrip().endswith("|") else [len(row)])]
            found.append(Row(line, tuple((row[a + 1 : b].strip(), a + 2, b) for a, b in pairwise(edges))))
        elif found and not row.strip():
            break
        elif found:
            found.append(Row(line, ((row.strip(), 1, len(row)),)))
    if (
        len(found) < 2
        or len(found[1].cells) != len(found[0].cells)
        or not all(re.fullmatch(r":?-+:?", cell) for cell, *_ in found[1].cells)
    ):
        return []  # without its line of dashes Markdown makes no table of it
    return found[:1] + found[2:]


def chart(document: Document, block: GuideBlock) -> tuple[int, Mapping[int, int]]:
    """Which column of a block's table is drawn, counted from 0; and for each row, the head left out, the number in it."""
    rows = table(document, block) if block.chart else []
    heads = [text for text, *_ in rows[0].cells] if rows else []
    if block.chart not in heads:
        return 0, {}
    column = heads.index(block.chart)
    cells = [row.cells[column][0] if len(row.cells) == len(heads) else "" for row in rows[1:]]
    return column, {i: int(cell) for i, cell in enumerate(cells) if re.fullmatch(r"[0-9]{1,4}", cell)}
