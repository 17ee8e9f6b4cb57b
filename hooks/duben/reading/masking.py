"""Raw Markdown with the code in it blanked, so that what is only an example is not taken for a citation or a block."""

from __future__ import annotations

import bisect
import re
from functools import lru_cache

from markdown.extensions.fenced_code import FencedBlockPreprocessor

_FENCE = FencedBlockPreprocessor.FENCED_BLOCK_RE
_INLINE = re.compile(r"(?<![`\\])(`+)(?!`)((?:[^\n]|\n(?![ \t]*\n))+?)(?<!`)\1(?!`)")


def mask(text: str) -> str:
    """``text`` of the same length and lines, with fenced and inline code turned to spaces.

    What Markdown might not take for code is left as it is (a fence that is indented or not closed, code across lines),
    so that nothing on the page goes unchecked.
    """

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group(0))

    def blank_line(match: re.Match[str]) -> str:
        return match.group(0) if "\n" in match.group(0) else blank(match)

    return _INLINE.sub(blank_line, _FENCE.sub(blank, text))


def position(text: str, offset: int, first_line: int = 1) -> tuple[int, int]:
    """Line and column (1-based) of ``offset``, where ``text`` begins at ``first_line`` of its file."""
    breaks = _breaks(text)
    line = bisect.bisect_left(breaks, offset)
    return line + first_line, offset - (breaks[line - 1] if line else -1)


@lru_cache(maxsize=2)  # of one text many places are asked for
def _breaks(text: str) -> list[int]:
    return [match.start() for match in re.finditer("\n", text)]
