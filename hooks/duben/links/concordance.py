"""The mentions of an edition asked by entry: each in its context, the guides that treat it, its relations.

Keyword in context (KWIC): the words before, the mention, the words behind, one mention a line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from ..edition.model import Chapter, Edition, Page, Report
from ..reading.entries import Entry
from .mentions import SIZE, Mentions, address
from .model import Links

WIDTH = 14
"""How many characters of the text stand on either side of a mention."""
MOST = 300
"""How many lines a page shows; the count tells of all."""


class Line(NamedTuple):
    """One mention in its context. ``id`` is its own on the page of its chapter; ``place`` is that of the paragraph."""

    chapter: Chapter
    id: str
    place: str
    left: str
    words: str
    right: str


class _Counted(NamedTuple):
    """How many mentions each entry has: in all, and in each report; and the chapters of its first ``MOST``."""

    total: Counter[str]
    reports: Mapping[str, Counter[str]]
    listed: Mapping[str, list[tuple[Chapter, bytes]]]


class Concordance:
    """The mentions of an edition, asked by entry."""

    def __init__(self, edition: Edition, links: Links) -> None:
        self.edition, self.links = edition, links

    @cached_property
    def _counted(self) -> _Counted:
        total: Counter[str] = Counter()
        reports: dict[str, Counter[str]] = {}
        listed: dict[str, list[tuple[Chapter, bytes]]] = defaultdict(list)
        for report in self.edition.reports:
            own = reports[report.id] = Counter[str]()
            for chapter in report.chapters:
                mentions = self.links.mentions.get(chapter.key) or Mentions()
                for number, (slug, count) in enumerate(zip(mentions.slugs, mentions.counts, strict=True)):
                    if total[slug] + own[slug] < MOST:
                        listed[slug].append((chapter, mentions.around[SIZE * number : SIZE * (number + 1)]))
                    own[slug] += count
            total.update(own)
        return _Counted(total, reports, listed)

    def count(self, slug: str) -> int:
        """How many mentions an entry has."""
        return self._counted.total[slug]

    def counts(self, report: Report) -> Counter[str]:
        """How many mentions each entry has in a report."""
        return self._counted.reports[report.id]

    def listed(self, slug: str) -> list[tuple[Chapter, bytes]]:
        """The chapters whose mentions of an entry are among its lines, each with a hash of the paragraphs around these."""
        return self._counted.listed.get(slug, [])

    @cached_property
    def _places(self) -> Mapping[str, list[tuple[Chapter, int]]]:
        """For each entry its first mentions."""
        found: dict[str, list[tuple[Chapter, int]]] = defaultdict(list)
        for report in self.edition.reports:
            for chapter in report.chapters:
                mentions = self.links.mentions.get(chapter.key) or Mentions()
                rows = [found[slug] for slug in mentions.slugs]
                for number, which in enumerate(mentions.which):
                    if len(rows[which]) < MOST:
                        rows[which].append((chapter, number))
        return found

    def lines(self, slug: str) -> list[Line]:
        """The mentions of an entry in the order of the reports, at most ``MOST``."""
        return [self._line(chapter, number) for chapter, number in self._places.get(slug, ())]

    def _line(self, chapter: Chapter, number: int) -> Line:
        mentions = self.links.mentions[chapter.key]
        start, end = mentions.starts[number], mentions.ends[number]
        text, begins = chapter.running("corrected")
        block = bisect_right(begins, start) - 1
        low, high = chapter.spans[block]
        left, right = text[max(low, start - WIDTH) : start], text[end : min(high, end + WIDTH)]
        return Line(chapter, address(chapter, mentions, number), chapter.ids[block].id, left, text[start:end], right)

    @cached_property
    def _guides(self) -> Mapping[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        counted: set[tuple[int, str]] = set()  # a quotation that skips has several stretches
        for key, quoted in self.links.quoted.items():
            if (mentions := self.links.mentions.get(key)) is None:
                continue
            for (low, high), quotation in quoted:
                span = range(bisect_left(mentions.starts, low), bisect_left(mentions.starts, high))
                for slug in {mentions.slugs[mentions.which[i]] for i in span if mentions.ends[i] <= high}:
                    if (id(quotation), slug) not in counted:
                        counted.add((id(quotation), slug))
                        found[slug][quotation.page.path] += 1
        return found

    def guides(self, slug: str) -> list[tuple[Page, int]]:
        """The guides that quote words in which an entry is mentioned, with how many quotations, most first."""
        rows = sorted(self._guides.get(slug, Counter()).items(), key=lambda row: (-row[1], row[0]))
        return [(page, count) for path, count in rows if (page := self.edition.page(path))]

    @cached_property
    def _back(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.edition.entries.values():
            for slug in dict.fromkeys((*entry.see, *entry.pointers.values())):
                found[slug].append(entry)
        return found

    def related(self, entry: Entry) -> list[Entry]:
        """The entries it points to, then those that point to it."""
        own = [self.edition.entries[slug] for slug in (*entry.pointers.values(), *entry.see) if slug in self.edition.entries]
        return list(dict.fromkeys((*own, *self._back.get(entry.slug, ()))))
