"""Resolving: every citation to its place, every quotation to its words, and the way back.

Fails closed: words that are not found, stand elsewhere, or stand twice with no paragraph given are problems; nothing is
guessed. Only white space is folded. The corrected text is asked first, then the text as transcribed.
"""

from __future__ import annotations

import bisect
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from rapidfuzz import fuzz

from .citations import Citation, Reference
from .edition import Chapter, Edition, Page, Report
from .guides import FACTS, GuideBlock, fact_words
from .marks import VIEWS, View, bare
from .masking import mask, position
from .problems import Problem

_PAGE_LINK = re.compile(r"\]\(\s*<?([^\s()<>:#]+\.md)(?:#[^\s()<>]*)?>?[\s)]")
_SKIP = re.compile(r"…{2,}|\[…\]")
_INNER = str.maketrans("『』「」", "「」『』")


@dataclass(frozen=True)
class Target:
    """Where one citation leads: a chapter (or, without one, a report), and the ids of the first and last block."""

    citation: Citation
    report: Report
    chapter: Chapter | None = None
    first: str = ""
    last: str = ""
    view: View = "corrected"

    @property
    def path(self) -> str:
        """The page below docs/ that the citation leads to, with its fragment."""
        if self.chapter is None:
            return self.report.path
        return self.chapter.path + (f"#{self.first}" if self.first else "")


@dataclass(frozen=True)
class Backlink:
    """A place that quotes or cites a block: page, fragment ('' for the page as a whole), and what it is called."""

    path: str
    fragment: str
    title: str
    page_title: str


@dataclass(frozen=True)
class Links:
    """What resolving found. ``targets`` is asked by page, raw bracket and quoted words; ``backlinks`` by citation key
    and block id; ``quotations`` counts the verified ones."""

    targets: Mapping[tuple[str, str, str], tuple[Target, ...]] = field(default_factory=dict)
    backlinks: Mapping[tuple[str, str], tuple[Backlink, ...]] = field(default_factory=dict)
    quotations: int = 0
    problems: tuple[Problem, ...] = ()


def label(name: str) -> str:
    """A block id as a reader reads it: ``p12`` is 第12段, ``h3`` is 第3題."""
    return f"第{name[1:]}{'段' if name[0] == 'p' else '題'}" if name else ""


def span_label(first: str, last: str) -> str:
    """第12段, or 第12–14段 for a range."""
    if last in ("", first):
        return label(first)
    return f"第{first[1:]}–{last[1:]}段" if first[0] == last[0] else f"{label(first)}至{label(last)}"


def resolve(edition: Edition) -> Links:
    """Resolve every reference of every page of the edition."""
    targets: dict[tuple[str, str, str], tuple[Target, ...]] = {}
    backlinks: dict[tuple[str, str], list[Backlink]] = {}
    problems: list[Problem] = []
    quotations = 0
    for page in edition.pages:
        quoted: dict[str, list[str]] = {}
        for reference in page.references:
            found, faults = _reference(edition, page.path, reference)
            problems += faults
            if not found:
                continue
            targets[page.path, reference.raw, reference.words] = found
            block = _enclosing(page, reference.line)
            if reference.words:
                quotations += 1
                if block:
                    quoted.setdefault(block.id, []).append(reference.words)
            back = Backlink(page.path, block.id if block else "", block.title if block else "", page.title)
            for target in found:
                for name in _covered(target):
                    row = backlinks.setdefault((target.chapter.key, name), []) if target.chapter else []
                    if back not in row:
                        row.append(back)
        problems += _blocks(page, quoted)
        problems += _page_links(edition, page)
    return Links(targets, {key: tuple(row) for key, row in backlinks.items()}, quotations, tuple(problems))


def _page_links(edition: Edition, page: Page) -> Iterator[Problem]:
    """Links to Markdown files that are no page of the edition."""
    text = mask(page.document.body)
    for match in _PAGE_LINK.finditer(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(match.group(1))))
        if target not in edition.chapters and edition.page(target) is None:
            place = position(text, match.start(), page.document.first_line)
            yield Problem(
                page.path, *place, "L001", f"連結的頁「{match.group(1)}」不存在。", "改正路徑；路徑從本檔所在的資料夾算起，以 .md 結尾。"
            )


def _enclosing(page: Page, line: int) -> GuideBlock | None:
    return max((b for b in page.blocks if b.line <= line <= b.end), key=lambda b: b.line, default=None)


def _covered(target: Target) -> Iterator[str]:
    if target.chapter and target.first:
        index = target.chapter.index
        for ids in target.chapter.ids[index[target.first] : index[target.last or target.first] + 1]:
            yield ids.id


def _blocks(page: Page, quoted: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Blocks without a source, and facts that no quotation of the block holds."""
    for block in page.blocks:
        words = quoted.get(block.id, [])
        if not words:
            yield Problem(
                page.path,
                block.line,
                1,
                "G004",
                f"「{block.title}」沒有一處核對過的引文。",
                "加一段引文，並在後面寫引註，如「[@qiqihar-1954/chen, p12]」。",
            )
            continue
        for name, value in block.facts.items():
            for part in fact_words(value):
                if not any(bare(part) in text for text in words):
                    yield Problem(
                        page.path, block.fact_lines.get(name, block.line), 5, "G005",
                        f"「{FACTS[name]}」一欄的「{part}」不見於本塊引文。", "照引文的字寫；編者自己的話放在〔〕裏。",
                    )  # fmt: skip


def _reference(edition: Edition, path: str, reference: Reference) -> tuple[tuple[Target, ...], list[Problem]]:
    found: list[Target] = []
    problems: list[Problem] = []
    for citation in reference.citations:
        target, message = _place(edition, citation)
        if target is None:
            problems.append(Problem(path, reference.line, reference.column, "Q006", message, _nearest_key(edition, citation)))
            continue
        if reference.words:
            target, fault = _verify(edition, reference, target)
            if fault:
                problems.append(Problem(path, reference.line, reference.column, *fault))
        if target:
            found.append(target)
    return tuple(found), problems


def _place(edition: Edition, citation: Citation) -> tuple[Target | None, str]:
    report = edition.report(citation.report)
    if report is None:
        return None, f"沒有「{citation.report}」這份文獻。"
    if not citation.chapter:
        return Target(citation, report), ""
    chapter = report.chapter(citation.chapter)
    if chapter is None:
        return None, f"「{citation.report}」沒有「{citation.chapter}」這一章。"
    for name in (citation.first, citation.last):
        if name and name not in chapter.index:
            return None, f"「{chapter.key}」沒有「{name}」這一段。"
    if citation.first and chapter.index[citation.first] > chapter.index[citation.last]:
        return None, f"引註的範圍前後顛倒：{citation.first} 在 {citation.last} 之後。"
    return Target(citation, report, chapter, citation.first, citation.last), ""


def _nearest_key(edition: Edition, citation: Citation) -> str:
    report = edition.report(citation.report)
    if report is None:
        return "可引的文獻有：" + "、".join(r.id for r in edition.reports) + "。"
    chapter = report.chapter(citation.chapter)
    if chapter is None:
        return "可引的章有：" + "、".join(c.key for c in report.chapters) + "。"
    paragraphs = [ids.id for ids in chapter.ids if ids.id[0] == "p"]
    return f"可引的段從 {paragraphs[0]} 到 {paragraphs[-1]}，小的在前。" if paragraphs else "這一章沒有可引的段。"


def find(chapter: Chapter, words: str, view: View, first: int = 0, last: int | None = None, within: bool = False) -> list[tuple[int, int]]:
    """Where ``words`` stand: pairs of block numbers, first and last. ``words`` has no white space.

    Only the blocks ``first`` to ``last`` are searched. ``……`` and ``[…]`` skip; ``within`` keeps a quotation that skips
    inside one block. Hits that begin in the same block count once.
    """
    text, starts = chapter.running[view]
    low = starts[first] if starts else 0
    high = starts[last + 1] if last is not None and last + 1 < len(starts) else len(text)
    parts = [words] if words in text else [part for part in _SKIP.split(words) if part]
    hits: dict[int, tuple[int, int]] = {}
    at = text.find(parts[0], low, high) if parts else -1
    while at >= 0:
        opening = _block_at(starts, at)
        limit = (starts[opening + 1] if opening + 1 < len(starts) else len(text)) if within and len(parts) > 1 else high
        end = at + len(parts[0])
        for part in parts[1:]:
            follow = text.find(part, end, limit)
            end = follow + len(part) if follow >= 0 else limit + 1
        if end <= limit:
            hits.setdefault(opening, (opening, _block_at(starts, end - 1)))
        at = text.find(parts[0], at + 1, high)
    return list(hits.values())


def _block_at(starts: tuple[int, ...], offset: int) -> int:
    return bisect.bisect_right(starts, offset) - 1


def _verify(edition: Edition, reference: Reference, target: Target) -> tuple[Target | None, tuple[str, str, str] | None]:
    """The target narrowed to the blocks in which the words stand, or code, message and mend."""
    chapter, citation = target.chapter, target.citation
    assert chapter is not None  # the scan lets no quotation through whose citation has no chapter
    forms = dict.fromkeys((reference.words, reference.words.translate(_INNER)))
    low, high = (chapter.index[citation.first], chapter.index[citation.last]) if citation.first else (0, None)
    for view in VIEWS:
        for words in forms:
            hits = find(chapter, words, view, low, high, within=not citation.first)
            if len(hits) > 1 and not citation.first:
                places = "、".join(chapter.ids[hit[0]].id for hit in hits)
                return None, (
                    "Q003",
                    f"引文「{_short(words)}」在「{chapter.key}」不止一處（{places}）。",
                    f"寫明哪一段，如「{Citation(citation.report, citation.chapter, chapter.ids[hits[0][0]].id)}」。",
                )
            if hits:
                first, last = (chapter.ids[i].id for i in hits[0])
                return Target(citation, target.report, chapter, first, last, view), None
    for other in (chapter, *(c for c in edition.chapters.values() if c is not chapter)):
        for words in forms:
            if hits := find(other, words, "corrected", within=True) or find(other, words, "transcribed", within=True):
                name = Citation(other.report, other.stem, other.ids[hits[0][0]].id, other.ids[hits[0][1]].id)
                return None, (
                    "Q002",
                    f"引文「{_short(reference.words)}」不在所引之處，而在 {other.key} 的 {name.first}。",
                    f"引註改為「{name}」。",
                )
    nearest = fuzz.partial_ratio_alignment(reference.words, chapter.running["corrected"][0], score_cutoff=50)
    if nearest is None:
        return None, ("Q001", f"引文「{_short(reference.words)}」不見於「{chapter.key}」。", "照正文逐字抄錄；省去的字用「……」。")
    text, starts = chapter.running["corrected"]
    block = chapter.ids[_block_at(starts, nearest.dest_start)].id
    return None, (
        "Q001",
        f"引文「{_short(reference.words)}」不見於「{chapter.key}」。",
        f"最近似的是 {block}「{text[nearest.dest_start : nearest.dest_end]}」，照此抄錄；省去的字用「……」。",
    )


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:14]}……{words[-14:]}"
