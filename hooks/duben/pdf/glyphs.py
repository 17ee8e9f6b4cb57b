"""The fonts of PDFs and the characters that they have. On paper a box in place of a character is worse than no paper."""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw
from fontTools.ttLib import TTFont

PACKAGES = (pylopdf_fonts_zh_tw, pylopdf_fonts_zh_cn)
"""The packages that bring the fonts, in the order in which a character is looked for."""


def characters() -> frozenset[str]:
    """The characters that both faces, serif and sans, have in one of their two fonts. Reads 33 MB of fonts."""
    serif, sans = (
        set[int]().union(*(_characters(path()) for path in paths))
        for paths in ([package.serif_path for package in PACKAGES], [package.sans_path for package in PACKAGES])
    )
    return frozenset(map(chr, serif & sans))


def _characters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())
