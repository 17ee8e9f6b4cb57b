"""Coverage: which words of the reports the guides quote, paragraph by paragraph, and what of the inventory they treat.

Only quotations count, which the build has verified to the character; a mere citation does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..edition.model import Chapter, Page
from .model import Links
from .quotations import VerifiedQuotation


@dataclass(frozen=True)
class Coverage:
    """How far guides quote one block of a chapter.

    ``size`` is the number of its characters, ``used`` how many of them are quoted (white space not counted in either), and
    ``guides`` are the pages that quote it.
    """

    id: str
    size: int
    used: int
    guides: tuple[Page, ...]


def paragraphs(links: Links, chapter: Chapter) -> list[Coverage]:
    """Every block of the chapter, headings too, with how much of it is quoted."""
    quoted = links.quoted.get(chapter.key, [])
    found = []
    for ids, (low, high) in zip(chapter.ids, chapter.spans, strict=True):
        here = [((max(a, low), min(b, high)), quotation) for (a, b), quotation in quoted if a < high and b > low]
        used, end = 0, low
        for (a, b), _ in here:  # in order, so that what is quoted twice counts once
            used += max(0, b - max(a, end))
            end = max(end, b)
        found.append(Coverage(ids.id, high - low, used, tuple({q.page.path: q.page for _, q in here}.values())))
    return found


def treated(links: Links) -> list[list[tuple[VerifiedQuotation, ...]]]:
    """For each thing of the inventory, for each of its items, the quotations of guides that hold its words."""
    quoted = links.quoted
    return [
        [
            tuple(quotation for (a, b), quotation in quoted.get(thing.chapter.key, []) if a <= low and high <= b)
            for _, (low, high) in thing.items
        ]
        for thing in links.inventory
    ]
