"""The characters that the fonts of PDFs can print, from a generated list, so that a check reads no font.

``printable.txt`` holds ranges of code points, ``20-7E A0-103 110-113``, in hexadecimal, both ends included; ``scripts/printable.py``
writes it from the fonts (``duben.pdf.glyphs``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..catalogue import _, listed

FILE = Path(__file__).with_name("printable.txt")
HINT = _(
    "Change them to forms that the fonts have, and remove invisible characters. Characters of a source cannot be changed; "
    "please raise them with the project."
)


@cache
def printable() -> frozenset[str]:
    """Every character that can be printed."""
    return frozenset(read(FILE.read_text("ascii")))


def lacking(text: str) -> str:
    """The characters of ``text`` for which there is no glyph, in order of code points; '' where there is one for each."""
    return "".join(sorted(char for char in set(text) - printable() if not char.isspace()))


def message(characters: str) -> str:
    """The sentence that names characters without a glyph."""
    named = listed(_("{character} ({codepoint})", character=char, codepoint=f"U+{ord(char):04X}") for char in characters)
    return _("The fonts lack these characters: {characters}.", characters=named)


def read(text: str) -> Iterable[str]:
    """The characters of a list of ranges."""
    for item in text.split():
        first, _dash, last = item.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


def ranges(characters: Iterable[str]) -> list[str]:
    """The inverse of ``read``: the ranges of ``characters``, ascending."""
    found: list[tuple[int, int]] = []
    for code in sorted(map(ord, characters)):
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return [f"{first:X}-{last:X}" if first < last else f"{first:X}" for first, last in found]
