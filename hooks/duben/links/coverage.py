"""Coverage: which words of the reports the guides quote, paragraph by paragraph, and what of the inventory they treat.

Only quotations count, which the build has verified to the character; a mere citation does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..edition.model import Chapter, Page
from .model import Links
from .quotations import Quotation


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
