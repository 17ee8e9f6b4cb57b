"""Mentions: where the forms of the entries stand in the reports, found in one pass over each chapter's corrected text.

White space, page turns and the edges of marks do not part a name; the border of a paragraph does. Of forms that overlap
the longest is the mention, so that a name inside a longer name is none. Characters are compared as ``variants.fold``
makes them. Nothing depends on the order in which entries are read.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .. import parallel
from ..cache import Cache, program
from ..cache import key as hash_of
from ..catalogue import _
from ..edition.model import Chapter, Edition, Report
from ..reading.entries import Entry
from ..text.marks import bare
from ..text.variants import fold, spellings
from .automaton import Automaton

SIZE = 16
CHAPTERS = 5
"""What looking through a report is taken to be worth, in chapters that are written."""


class Mention(NamedTuple):
    """One mention: the entry, and its stretch of the chapter's corrected running text."""

    slug: str
    start: int
    end: int


class Mentions(Sequence[Mention]):
    """The mentions of a chapter in the order of its text, held as numbers: an edition may have a million. ``which`` is for each the number
    of its entry in ``slugs``, the entries that the chapter mentions in the order of their first mention; ``counts`` is how often it
    mentions each of these, ``around`` for each a hash, of ``SIZE`` bytes, of the paragraphs in which it does so, with all their mentions;
    ``digest`` is a hash of all."""

    __slots__ = ("around", "counts", "digest", "ends", "slugs", "starts", "which")

    def __init__(
        self,
        slugs: Sequence[str] = (),
        which: Iterable[int] = (),
        starts: Iterable[int] = (),
        ends: Iterable[int] = (),
        around: bytes = b"",
    ) -> None:
        self.slugs = tuple(slugs)
        self.which, self.starts, self.ends = array("I", which), array("I", starts), array("I", ends)
        counts = Counter(self.which)
        self.around = around
        self.counts = array("I", map(counts.__getitem__, range(len(self.slugs))))
        self.digest = hash_of(self.slugs, self.which.tobytes(), self.starts.tobytes(), self.ends.tobytes())

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> Mention:  # type: ignore[override]  # no slices
        return Mention(self.slugs[self.which[number]], self.starts[number], self.ends[number])


class Excluded(NamedTuple):
    """A place where a form of an entry stands and is no mention of it, and why."""

    slug: str
    form: str
    chapter: str
    start: int
    reason: str


_Candidate = tuple[int, int, int, str]  # start, end, number of the entry, form


class Finder:
    """Finds the mentions of ``entries``; made once, asked chapter by chapter."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        ordered = sorted(entries, key=lambda entry: entry.slug)
        self.slugs = [entry.slug for entry in ordered]
        self.always: dict[str, int] = {}  # form -> the entry it means everywhere
        self.sometimes: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)  # form -> entries, each with where
        self.exceptions: dict[str, set[tuple[int, str]]] = defaultdict(set)  # longer word -> (entry, form) that it is not
        for number, entry in enumerate(ordered):
            for form in entry.forms:
                if not form.linked:
                    continue
                for key in spellings(bare(form.text)):
                    if form.only:
                        self.sometimes[key].append((number, form.only))
                    else:
                        self.always[key] = number
                    for longer in form.exceptions:
                        for word in spellings(bare(longer)):
                            self.exceptions[word].add((number, key))
        self._searches: dict[tuple[tuple[str, int], ...], _Search] = {}

    def find(self, chapter: Chapter, excluded: list[Excluded] | None = None) -> Mentions:
        """The mentions of a chapter; what is passed over is put into ``excluded`` with its reason."""
        places = {chapter.key, chapter.report}
        here = tuple(sorted((key, number) for key, rows in self.sometimes.items() for number, only in rows if places & {*only}))
        if here not in self._searches:
            self._searches[here] = _Search(self.always | dict(here), self.exceptions)
        search = self._searches[here]
        text = chapter.running("corrected")[0]
        ends = [end for _start, end in chapter.spans]
        # a line end between paragraphs, which no form has, keeps names inside them
        parted = fold("\n".join(text[low:high] for low, high in chapter.spans))
        reasons = None if excluded is None else _Reasons(excluded, self.slugs, chapter.key, ends)
        starts, stops, which, blocks, own = array("I"), array("I"), array("I"), array("I"), dict[int, int]()
        hits = search.find(parted, reasons)
        block, limit = 0, ends[0] if ends else 0
        for start, end, number in hits:
            while start - block >= limit:
                block += 1
                limit = ends[block]
            starts.append(start - block)
            stops.append(end - block)
            which.append(own.setdefault(number, len(own)))
            blocks.append(block)
        if reasons:
            for key, rows in self.sometimes.items():
                others = {number for number, _start in rows if number != search.means.get(key)}
                for match in re.finditer(f"(?={re.escape(key)})", parted) if others else ():
                    for number in others:
                        reasons.add((match.start(), match.start(), number, key), _("not counted in this chapter (in)"))
        around: list[list[bytes]] = [[] for _number in own]
        first = 0
        for block, count in Counter(blocks).items():
            low, high = chapter.spans[block]
            last = first + count
            digest = hashlib.sha256(f"{chapter.ids[block : block + 1]} {text[low:high]}".encode())
            digest.update(array("I", [place - low for place in starts[first:last] + stops[first:last]]))
            paragraph = digest.digest()
            for number in {*which[first:last]}:
                around[number].append(paragraph)
            first = last
        hashes = b"".join([hashlib.sha256(b"".join(digests)).digest()[:SIZE] for digests in around])
        return Mentions([self.slugs[number] for number in own], which, starts, stops, hashes)


def _reason(candidate: _Candidate, over: _Candidate | None) -> str:
    """Why a candidate is passed over: it overlaps with ``over``, or where that is None stands in an excluded word."""
    if over is None:
        return _("inside an excluded word (except)")
    if over[0] <= candidate[0] and candidate[1] <= over[1]:
        return _("inside the longer “{form}”", form=over[3])
    return _("overlapping with “{form}”", form=over[3])


class _Reasons:
    """Notes why a candidate was passed over. ``ends`` are those of the paragraphs, between which a line end was put."""

    def __init__(self, excluded: list[Excluded], slugs: Sequence[str], chapter: str, ends: Sequence[int]) -> None:
        self.excluded, self.slugs, self.chapter = excluded, slugs, chapter
        self.parted = [end + block for block, end in enumerate(ends)]

    def add(self, candidate: _Candidate, reason: str) -> None:
        start, _, number, word = candidate
        self.excluded.append(Excluded(self.slugs[number], word, self.chapter, start - bisect_right(self.parted, start), reason))


class _Search:
    """What the forms mean in some chapters, and how to find them."""

    def __init__(self, means: Mapping[str, int], exceptions: Mapping[str, set[tuple[int, str]]]) -> None:
        self.means, self.exceptions = means, exceptions
        self.automaton = Automaton()
        for word in {*means, *exceptions}:
            self.automaton.add_word(word, (len(word) - 1, means.get(word, -1), word))
        self.automaton.make_automaton()

    def find(self, text: str, reasons: _Reasons | None = None) -> list[tuple[int, int, int]]:
        """Of all places where forms stand: the longest, then the longest of those that do not touch it, and so on."""
        if not self.automaton:  # one without words cannot be asked
            return []
        candidates = [(last - before, last + 1, number, word) for last, (before, number, word) in self.automaton.iter(text)]
        candidates.sort()
        found: list[tuple[int, int, int]] = []
        low, count = 0, len(candidates)
        while low < count:  # a cluster of candidates that overlap; most are alone, or the first holds all others
            start, end, number, _ = candidates[low]
            high, whole = low + 1, low
            while high < count and candidates[high][0] < end:
                if candidates[high][1] > end:
                    end = candidates[high][1]
                    whole = high
                high += 1
            if (high == low + 1 or (reasons is None and candidates[whole][0] == start)) and (number := candidates[whole][2]) >= 0:
                found.append((start, end, number))
            else:
                found += self._resolve(candidates[low:high], reasons)
            low = high
        return found

    def _resolve(self, cluster: Sequence[_Candidate], reasons: _Reasons | None) -> list[tuple[int, int, int]]:
        blocked: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
        for start, end, _number, word in cluster:
            for what in self.exceptions.get(word, ()):
                blocked[what].append((start, end))
        kept: list[_Candidate] = []
        for candidate in sorted((c for c in cluster if c[2] >= 0), key=lambda c: (c[0] - c[1], c[0])):
            start, end, number, word = candidate
            excluded = any(a <= start and end <= b for a, b in blocked.get((number, word), ()))
            over = None if excluded else next((other for other in kept if start < other[1] and end > other[0]), None)
            if not excluded and over is None:
                kept.append(candidate)
            elif reasons:
                reasons.add(candidate, _reason(candidate, over))
        return [(start, end, number) for start, end, number, _word in sorted(kept)]


def address(chapter: Chapter, mentions: Mentions, number: int) -> str:
    """The id on the chapter's page of a mention, which is numbered within its paragraph: a name that is found elsewhere moves none."""
    begins = chapter.running("corrected")[1]
    block = bisect_right(begins, mentions.starts[number]) - 1
    return f"{chapter.ids[block].id}-m{number + 1 - bisect_left(mentions.starts, begins[block])}"


def find(edition: Edition, cache: Cache | None = None) -> Mapping[str, Mentions]:
    """The mentions of every chapter, by citation key. Those of a report are kept in the ``cache`` for as long as neither its text nor
    any name changes."""
    if not edition.entries:
        return {}
    finder = Finder(edition.entries.values())
    if cache is None:
        return {chapter.key: finder.find(chapter) for chapter in edition.chapters.values()}
    names, kept = names_key(edition), cache
    where = {report.id: hash_of("mentions", program(), report.digest, names) for report in edition.reports}

    def rows(report: Report) -> list[Mentions]:
        found: list[Mentions] = kept.value(where[report.id], lambda: [finder.find(chapter) for chapter in report.chapters])
        return found

    def prepare(report: Report) -> None:
        rows(report)

    parallel.each(prepare, [report for report in edition.reports if not cache.has(where[report.id])], CHAPTERS)
    found: dict[str, Mentions] = {}
    for report in edition.reports:
        found |= {chapter.key: mentions for chapter, mentions in zip(report.chapters, rows(report), strict=True)}
    return found


def names_key(edition: Edition) -> str:
    """A hash of all that is looked for in texts: the entries' forms, and where they count."""
    rows = [
        (entry.slug, [(form.text, form.linked, form.only, form.exceptions) for form in entry.forms]) for entry in edition.entries.values()
    ]
    return hash_of(sorted(rows))
