"""Raw Markdown with the code in it blanked, so that what is only an example is not taken for a citation or a block."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INLINE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def mask(text: str) -> str:
    """``text`` of the same length and lines, with fenced and inline code turned to spaces."""
    rows, fence = [], ""
    for row in text.split("\n"):
        match = _FENCE.match(row)
        if fence:
            closes = bool(match and match.group(1).startswith(fence) and not row.strip(" `~"))
            rows.append(" " * len(row))
            fence = "" if closes else fence
        elif match:
            fence = match.group(1)
            rows.append(" " * len(row))
        else:
            rows.append(row)
    paragraphs = re.split(r"(\n[ \t]*\n)", "\n".join(rows))
    return "".join(_INLINE.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), part) for part in paragraphs)


def position(text: str, offset: int, first_line: int = 1) -> tuple[int, int]:
    """Line and column (1-based) of ``offset``, where ``text`` begins at ``first_line`` of its file."""
    return text.count("\n", 0, offset) + first_line, offset - text.rfind("\n", 0, offset)
