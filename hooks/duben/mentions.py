"""Mentions: where the forms of the entries stand in the reports, found in one pass over each chapter's corrected text.

White space, page turns and the edges of marks do not part a name; the border of a paragraph does. Of forms that overlap
the longest is the mention, so that a name inside a longer name is none. Characters are compared as ``variants.fold``
makes them. Nothing depends on the order in which entries are read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import ahocorasick

from .edition import Chapter, Edition
from .entries import Entry
from .marks import bare
from .variants import fold


class Mention(NamedTuple):
    """One mention: the entry, and its stretch of the chapter's corrected running text; ``block`` is the paragraph's number."""

    slug: str
    block: int
    start: int
    end: int


class Excluded(NamedTuple):
    """A place where a form of an entry stands and is no mention of it, and why."""

    slug: str
    form: str
    chapter: str
    start: int
    reason: str


class Finder:
    """Finds the mentions of ``entries``; made once, asked chapter by chapter."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.always: dict[str, str] = {}  # form -> the entry it means everywhere
        self.sometimes: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)  # form -> entries, each with where
        self.exceptions: dict[str, set[tuple[str, str]]] = defaultdict(set)  # longer word -> (entry, form) that it is not
        for entry in entries:
            for form in entry.forms:
                if not form.linked:
                    continue
                key = fold(bare(form.text))
                if form.only:
                    self.sometimes[key].append((entry.slug, form.only))
                else:
                    self.always[key] = entry.slug
                for longer in form.exceptions:
                    self.exceptions[fold(bare(longer))].add((entry.slug, key))
        self.automaton = ahocorasick.Automaton()
        for key in {*self.always, *self.sometimes, *self.exceptions}:
            self.automaton.add_word(key, key)
        self.automaton.make_automaton()

    def find(self, chapter: Chapter, excluded: list[Excluded] | None = None) -> tuple[Mention, ...]:
        """The mentions of a chapter in the order of its text; what is passed over is put into ``excluded`` with its reason."""
        text, starts = chapter.running["corrected"]
        ends = [*starts[1:], len(text)]
        here = {key: slug for key, claims in self.sometimes.items() for slug, only in claims if {chapter.key, chapter.report} & {*only}}
        means = self.always | here if here else self.always
        candidates: list[tuple[int, int, str, str]] = []
        blocked: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        block = 0
        for last, key in self.automaton.iter(fold(text)):
            end = last + 1
            start = end - len(key)
            while end > ends[block]:
                block += 1
            if start < starts[block]:
                continue
            for what in self.exceptions.get(key, ()):
                blocked[what].append((start, end))
            if key in means:
                candidates.append((start, end, means[key], key))
            if excluded is not None:
                others = (slug for slug, _ in self.sometimes.get(key, ()) if slug != means.get(key))
                excluded += [Excluded(slug, key, chapter.key, start, "這一章不算（in）") for slug in others]
        if blocked:
            candidates = self._unblocked(candidates, blocked, chapter.key, excluded)
        candidates.sort()
        found: list[Mention] = []
        low = 0
        while low < len(candidates):
            high, end = low + 1, candidates[low][1]
            while high < len(candidates) and candidates[high][0] < end:
                end = max(end, candidates[high][1])
                high += 1
            cluster = candidates[low:high]
            for start, stop, slug, _ in cluster if len(cluster) == 1 else self._longest(cluster, chapter.key, excluded):
                found.append(Mention(slug, bisect_right(starts, start) - 1, start, stop))
            low = high
        return tuple(found)

    def _unblocked(
        self,
        candidates: Iterable[tuple[int, int, str, str]],
        blocked: Mapping[tuple[str, str], Sequence[tuple[int, int]]],
        chapter: str,
        excluded: list[Excluded] | None,
    ) -> list[tuple[int, int, str, str]]:
        kept = []
        for candidate in candidates:
            start, end, slug, key = candidate
            if not any(a <= start and end <= b for a, b in blocked.get((slug, key), ())):
                kept.append(candidate)
            elif excluded is not None:
                excluded.append(Excluded(slug, key, chapter, start, "在除外的詞裏（except）"))
        return kept

    def _longest(
        self, cluster: Sequence[tuple[int, int, str, str]], chapter: str, excluded: list[Excluded] | None
    ) -> list[tuple[int, int, str, str]]:
        """Of candidates that overlap: the longest, then the longest of those that do not touch it, and so on."""
        kept: list[tuple[int, int, str, str]] = []
        for candidate in sorted(cluster, key=lambda c: (c[0] - c[1], c[0])):
            start, end, slug, key = candidate
            over = next((other for other in kept if start < other[1] and end > other[0]), None)
            if over is None:
                kept.append(candidate)
            elif excluded is not None:
                inside = over[0] <= start and end <= over[1]
                excluded.append(Excluded(slug, key, chapter, start, f"在更長的「{over[3]}」裏" if inside else f"與「{over[3]}」相疊"))
        return sorted(kept)


def find(edition: Edition) -> Mapping[str, tuple[Mention, ...]]:
    """The mentions of every chapter, by citation key."""
    if not edition.entries:
        return {}
    finder = Finder(edition.entries.values())
    return {chapter.key: finder.find(chapter) for chapter in edition.chapters.values()}
