"""The words of an editors' page, without Markdown: a paragraph, an item, a row of a table, a heading at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..reading.citations import CITATION

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


_BLOCK = re.compile(r" {0,3}/{3,}(?:[ ]*$|[ ]*\w)")


_FIELD = re.compile(r" {4,}\S")


_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")


_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]+\.)[ \t]+")


_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{3,}")


class Paragraph(NamedTuple):
    """Words that stand together. ``row`` is the number of their first line in the body, from 0."""

    row: int
    text: str
    heading: bool = False


def paragraphs(body: str) -> Iterator[Paragraph]:
    """The paragraphs of a page in order; fields of blocks are left out, they are no Markdown."""
    lines: list[str] = []
    first = 0
    fence = ""
    fields = False

    def rest() -> Iterator[Paragraph]:
        if text := inline(_joined(lines)).strip():
            yield Paragraph(first, text)
        lines.clear()

    for row, line in enumerate(body.split("\n")):
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            elif line.strip():
                yield Paragraph(row, line.strip())
        elif match := _FENCE.match(line):
            yield from rest()
            fence = match[1]
        elif _BLOCK.match(line):
            yield from rest()
            fields = True
            continue
        elif match := _HEADING.match(line):
            yield from rest()
            yield Paragraph(row, inline(match[1]), heading=True)
        elif not line.strip():
            yield from rest()
        elif not (fields and _FIELD.match(line)) and not _RULE.match(line):
            line = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", line)
            if line.startswith("|"):
                yield from rest()
                line = "　".join(cell.strip() for cell in re.split(r"(?<!\\)\|", line) if cell.strip())
            elif match := _ITEM.match(line):
                yield from rest()
                line = line[match.end() :]
            first = first if lines else row
            lines.append(line.strip())
            continue
        fields = fields and bool(_FIELD.match(line))
    yield from rest()


def _joined(lines: list[str]) -> str:
    """Lines as one; only between Latin letters is the end of a line a space."""
    text = ""
    for line in lines:
        text += (" " if text and text[-1].isascii() and line[:1].isascii() else "") + line
    return text


def inline(text: str) -> str:
    """``text`` without the signs of Markdown and without citations, which are links to what they cite."""
    text = CITATION.sub("", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?<!\\)(\*{1,3})(?=\S)([^*]+)(?<=[^\s\\])\1", r"\2", text)
    text = re.sub(r"(`+)(.+?)\1", r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>])", r"\1", text)
