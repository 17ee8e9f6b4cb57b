"""What the fonts of packets can print. On paper a box in place of a character is worse than no paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw
from fontTools.ttLib import TTFont

from ..edition import Chapter, Edition
from ..frontmatter import Document
from ..masking import position
from ..problems import Problem
from .plan import chapter_of
from .read import FORMS

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


def check(edition: Edition) -> Iterator[Problem]:
    """Each character that cannot be printed, where it first stands in a packet or form, or in what a packet takes its words from."""
    documents: dict[str, Document] = {}
    chapters: dict[str, Chapter] = {}
    for page in edition.pages:
        if page.packet or page.is_form:
            documents[page.path] = page.document
        for spec in page.packet.parts if page.packet else ():
            if chapter := chapter_of(edition, spec):
                chapters[chapter.path] = chapter
            for path in (f"guides/{spec.name}.md", f"{FORMS}{spec.name}.md"):
                if (other := edition.page(path)) is not None:
                    documents[path] = other.document
    for path, document in documents.items():
        fields = {name: str(value) for name, value in document.meta.items()}
        for char in lacking("".join((document.body, *fields.values()))):
            line = next((document.lines.get(name, 1) for name, value in fields.items() if char in value), 0)
            place = (line, 1) if line else position(document.body, document.body.index(char), document.first_line)
            yield Problem(path, *place, "P006", told(char), MEND)
    for path, chapter in chapters.items():
        seen: set[str] = set()
        for block in chapter.blocks:
            words = block.text("corrected") + block.text("transcribed") + "".join(mark.why for mark in block.marks)
            for char in lacking(words):
                if char not in seen:
                    seen.add(char)
                    yield Problem(path, block.line, 1, "P006", told(char), MEND)
