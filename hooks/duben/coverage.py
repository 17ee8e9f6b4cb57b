"""Coverage: which words of the reports the guides quote, paragraph by paragraph, and what of the inventory they treat.

Only quotations count, which the build has verified to the character; a mere citation does not.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import dataclass

from markdown.util import AtomicString

from .edition import Chapter, Edition, Page
from .links import Links
from .quotations import Quotation, label
from .render import element, relative

_PLACEHOLDER = "duben:coverage:"


@dataclass(frozen=True)
class Paragraph:
    """A block of a chapter: its characters (white space not counted), how many of them guides quote, and the guides."""

    id: str
    size: int
    used: int
    guides: tuple[Page, ...]


def paragraphs(links: Links, chapter: Chapter) -> list[Paragraph]:
    """Every block of the chapter, headings too, with how much of it is quoted."""
    quoted = links.quoted.get(chapter.key, [])
    found = []
    for ids, (low, high) in zip(chapter.ids, chapter.spans, strict=True):
        here = [((max(a, low), min(b, high)), quotation) for (a, b), quotation in quoted if a < high and b > low]
        used, end = 0, low
        for (a, b), _ in here:  # in order, so that what is quoted twice counts once
            used += max(0, b - max(a, end))
            end = max(end, b)
        found.append(Paragraph(ids.id, high - low, used, tuple({q.page.path: q.page for _, q in here}.values())))
    return found


def treated(links: Links) -> list[list[tuple[Quotation, ...]]]:
    """For each entry of the inventory, for each of its items, the quotations of guides that hold its words."""
    quoted = links.quoted
    return [
        [
            tuple(quotation for (a, b), quotation in quoted.get(entry.chapter.key, []) if a <= low and high <= b)
            for _, (low, high) in entry.items
        ]
        for entry in links.inventory
    ]


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
