"""What the fonts of packets can print. On paper a box in place of a character is worse than no paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw
from fontTools.ttLib import TTFont

PACKAGES = (pylopdf_fonts_zh_tw, pylopdf_fonts_zh_cn)
"""The packages that bring the fonts, in the order in which a character is looked for."""


MEND = "換成字型裏有的寫法；看不見的字元刪去。原文裏的字不能換，請在專案裏提出來。"


@cache
def printable() -> frozenset[str]:
    """The characters that both faces have, in one of their two fonts."""
    serif, sans = (
        set[int]().union(*(_characters(path()) for path in paths))
        for paths in ([package.serif_path for package in PACKAGES], [package.sans_path for package in PACKAGES])
    )
    return frozenset(map(chr, serif & sans))


def _characters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def lacking(text: str) -> str:
    """The characters of ``text`` for which there is no glyph, in order; '' where there is one for each."""
    return "".join(sorted({char for char in set(text) - printable() if not char.isspace()}))


def told(characters: str) -> str:
    """The sentence that names them."""
    return "字型裏沒有這些字：" + "、".join(f"{char}（U+{ord(char):04X}）" for char in characters) + "。"
