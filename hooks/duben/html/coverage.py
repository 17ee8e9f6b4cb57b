"""A chapter's coverage as a strip of links."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown.util import AtomicString

from ..document.addresses import relative
from ..edition.model import Chapter, Edition
from ..links.coverage import paragraphs
from ..links.model import Links
from ..text.wording import label
from .elements import element

_PLACEHOLDER = "duben:coverage:"


def placeholder(chapter: Chapter) -> str:
    """The Markdown line in whose place the extension puts the strip of a chapter."""
    return f"{_PLACEHOLDER}{chapter.key}"


def of_placeholder(edition: Edition, line: str) -> Chapter | None:
    """The chapter of a placeholder, None for any other text."""
    report, _, stem = line.removeprefix(_PLACEHOLDER).partition("/") if line.startswith(_PLACEHOLDER) else ("", "", "")
    found = edition.report(report)
    return found.chapter(stem) if found else None


def strip(links: Links, chapter: Chapter, page: str, stash: Callable[[str], str]) -> etree.Element:
    """A row of links, one for each paragraph, as wide as it is long and as dark as it is quoted, for the page ``page``."""
    row = etree.Element("nav", {"class": "db-strip", "aria-label": f"{chapter.short}各段的引用"})
    for paragraph in paragraphs(links, chapter):
        share = 100 * paragraph.used // max(1, paragraph.size)
        told = f"{label(paragraph.id)}，{paragraph.size}字，引用{share}%"
        if paragraph.guides:
            told += "，見" + "".join(f"〈{guide.title}〉" for guide in paragraph.guides)
        cell = element(row, "a", href=relative(f"{chapter.path}#{paragraph.id}", page), title=told, aria_label=told)
        # sizes are data, so they stand in a style, which only finished HTML may have
        cell.text = AtomicString(stash(f'<span style="--db-size:{paragraph.size};--db-used:{share}%"></span>'))
    return row
