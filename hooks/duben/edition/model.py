"""The Edition as plain data: reports, chapters, pages; every output is made from it."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ..problems import Problem
from ..reading import blocks as guides
from ..reading import citations, entries, packets
from ..reading.frontmatter import Document
from ..reading.grounds import Claim
from ..reading.schema import Meta, PageMeta, Proof, ReportMeta
from ..reading.settings import Settings
from ..text.marks import Kind, Text, Token, View, bare, view_text
from ..text.transcript import Block
from .ledger import Ids, Record

GUIDES = "guides/index.md"
"""The page that lists the groups of guides, and the inventory."""


class Facts(NamedTuple):
    """What others need to know of a chapter's blocks: the corrected text without white space, and the offset at which each block
    begins in it; the level of each block (0 where it is no heading); how many marks of each kind there are, conjectures apart; how
    many page turns; whether the transcription ends with a gap."""

    text: str
    starts: tuple[int, ...]
    levels: bytes
    marks: Mapping[tuple[Kind, bool], int]
    page_breaks: int
    breaks_off: bool


def facts(blocks: Sequence[Block]) -> Facts:
    """The facts of a chapter with these blocks."""
    text, starts = _joined([bare(block.text("corrected")) for block in blocks])
    last = blocks[-1].marks[-1:] if blocks else ()
    breaks_off = bool(last) and last[0].kind == "gap" and blocks[-1].tokens[-1] is last[0]
    marks = Counter((mark.kind, mark.conjecture) for block in blocks for mark in block.marks)
    return Facts(text, starts, bytes(block.level for block in blocks), marks, sum(block.page_breaks for block in blocks), breaks_off)


@dataclass(frozen=True)
class Chapter:
    """One chapter of a report. ``path`` is relative to docs/; ``blocks`` and ``ids`` go in step. ``digest`` is a hash of the chapter with
    its ids, '' where nobody asks for it."""

    report: str
    stem: str
    path: str
    title: str
    short: str
    order: int
    english: str = ""
    author: str = ""
    role: str = ""
    where: str = ""
    when: str = ""
    proof: Proof | None = None
    formerly: tuple[str, ...] = ()
    blocks: Sequence[Block] = ()
    ids: tuple[Ids, ...] = ()
    digest: str = ""
    known: Facts | None = None

    @cached_property
    def facts(self) -> Facts:
        """What is known of its blocks; those of a chapter from the cache need not be read for it."""
        return self.known or facts(self.blocks)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The number of the block that each id, or alias of a merged id, stands for."""
        names = {name: i for i, ids in enumerate(self.ids) for name in ids.aliases}
        return names | {ids.id: i for i, ids in enumerate(self.ids)}

    def stretch(self, first: str, last: str = "") -> tuple[int, int]:
        """The number of the first block, and of the one behind the last, for which the ids ``first`` to ``last`` stand; without ``last``,
        for which ``first`` does. Where a block was parted since its id was published, the id stands for all its parts."""
        name = last or first
        at = end = self.index[name]
        names = (self.ids[at].id, *self.ids[at].aliases)
        merged = _whole(names[names.index(name) + 1 :], name[0])
        while not merged and at + 1 < len(self.ids) and self.ids[at + 1].parted:
            at += 1
            ids = self.ids[at]
            own = name[-1].isdigit() or ids.id.startswith(name)
            if not own and ids.id[0] == name[0]:
                break  # parted from another than this one, which was parted itself
            end = at if own and not ids.supplied else end
            merged = _whole(ids.aliases, ids.id[0])
        return self.index[first], end + 1

    def running(self, view: View) -> tuple[str, tuple[int, ...]]:
        """The chapter's text in a view without white space, and the offset at which each block begins."""
        return self.facts[:2] if view == "corrected" else self._transcribed

    @cached_property
    def _transcribed(self) -> tuple[str, tuple[int, ...]]:
        return _joined([block.reading for block in self.blocks])

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each block begins and ends in the corrected running text."""
        text, starts = self.running("corrected")
        return tuple(zip(starts, [*starts[1:], len(text)][: len(starts)], strict=True))

    def corrected(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the running text as transcribed, as a stretch of the corrected one. A mark it touches counts whole."""
        tokens, transcribed, corrected = self._tokens
        first, last = bisect.bisect_right(transcribed, start) - 1, bisect.bisect_left(transcribed, end) - 1
        low, high = corrected[first], corrected[last + 1]
        if isinstance(tokens[first], Text):
            low += start - transcribed[first]
        if isinstance(tokens[last], Text):
            high -= transcribed[last + 1] - end
        return low, high

    @cached_property
    def _tokens(self) -> tuple[list[Token], list[int], list[int]]:
        """Every token of the chapter, and where it begins in each running text; one offset more for the end."""
        tokens = [token for block in self.blocks for token in block.tokens]
        lengths = [[len(bare(view_text((token,), view))) for token in tokens] for view in ("transcribed", "corrected")]
        transcribed, corrected = ([*accumulate(row, initial=0)] for row in lengths)
        return tokens, transcribed, corrected

    @property
    def key(self) -> str:
        """The citation key, ``report/chapter``."""
        return f"{self.report}/{self.stem}"


def _whole(names: Sequence[str], kind: str) -> bool:
    """Whether a block that was published as one is among ``names``: what was parted behind it is part of that one."""
    return any(name[0] == kind and name[-1].isdigit() for name in names)


def _joined(texts: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Texts run together, and where each begins."""
    return "".join(texts), tuple(accumulate(map(len, texts), initial=0))[:-1]


@dataclass(frozen=True)
class Report:
    """One transcribed report.

    ``meta`` is the front matter of index.md; ``revision`` is the hash of its chapters' Markdown (eight hexadecimal digits) and ``revised``
    the day of that text (YYYY-MM-DD, UTC), '' where it is not known; ``digest`` is a hash of all files of its folder.
    """

    id: str
    path: str
    meta: ReportMeta
    chapters: tuple[Chapter, ...] = ()
    revision: str = ""
    revised: str = ""
    proposals: tuple[Record, ...] = ()
    source_size: int = 0
    digest: str = ""

    @property
    def title(self) -> str:
        return self.meta.title or self.id

    @property
    def short(self) -> str:
        return self.meta.short or self.id

    @property
    def folder(self) -> str:
        """The path of its folder, with a slash at the end."""
        return self.path.removesuffix("index.md")

    def chapter(self, stem: str) -> Chapter | None:
        return next((c for c in self.chapters if c.stem == stem), None)


@dataclass(frozen=True)
class Page:
    """A page that the editors write: a guide, an entry, a page about the edition, or a report's index. ``meta`` is its front matter,
    of the class of its kind (reading/schema.py); ``digest`` is a hash of its file; ``claims`` are words in quotation marks that need a
    ground; ``written`` is how often the editors wrote each of the characters that can be written in two ways."""

    path: str
    title: str
    document: Document
    meta: Meta = field(default_factory=PageMeta)
    references: tuple[citations.Reference, ...] = ()
    blocks: tuple[guides.GuideBlock, ...] = ()
    entry: entries.Entry | None = None
    packet: packets.PacketFile | None = None
    digest: str = ""
    claims: tuple[Claim, ...] = ()
    written: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_guide(self) -> bool:
        return self.path.startswith("guides/") and self.path != GUIDES

    @property
    def is_form(self) -> bool:
        return bool(packets.FORM.fullmatch(self.path))


@dataclass(frozen=True)
class Edition:
    """Everything under docs/, what is wrong with it, and the edition's own settings. Paths are relative to docs/ and use ``/``.

    ``files`` are all files there, those of the pages included; what is only a symbolic link is none of them.
    """

    reports: tuple[Report, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    settings: Settings = field(default_factory=Settings)
    files: frozenset[str] = frozenset()

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return {report.id: report for report in self.reports}

    @cached_property
    def chapters(self) -> Mapping[str, Chapter]:
        """Chapters by path."""
        return {chapter.path: chapter for report in self.reports for chapter in report.chapters}

    @cached_property
    def published(self) -> Edition:
        """The edition without drafts."""
        drafts = tuple(report.folder for report in self.reports if report.meta.draft)
        if not drafts:
            return self
        return replace(
            self,
            reports=tuple(report for report in self.reports if not report.meta.draft),
            pages=tuple(page for page in self.pages if not page.path.startswith(drafts)),
            files=frozenset(path for path in self.files if not path.startswith(drafts)),
        )

    @cached_property
    def publishable(self) -> frozenset[str]:
        """The files that may be published, those of the pages included."""
        return self.files - {problem.path for problem in self.problems if problem.code == "H003"}

    def report(self, name: str) -> Report | None:
        return self._reports.get(name)

    @cached_property
    def entries(self) -> Mapping[str, entries.Entry]:
        """The entries by slug, in the order of their pinyin."""
        found = sorted((page.entry for page in self.pages if page.entry), key=lambda entry: entry.sort_key)
        return {entry.slug: entry for entry in found}

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each entry, by slug, where entries are listed by kind."""
        kinds = list(self.settings.entries)
        ordered = sorted(self.entries.values(), key=lambda entry: (kinds.index(entry.kind), entry.sort_key))
        return {entry.slug: rank for rank, entry in enumerate(ordered)}

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    def page(self, path: str) -> Page | None:
        return self._pages.get(path)
