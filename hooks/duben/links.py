"""Resolving: every citation to its place, every quotation to its words, and the way back."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from . import inventory, mentions, quotations, rules
from .edition import Edition, Page
from .guides import GuideBlock
from .inventory import Entry
from .masking import position
from .mentions import Mentions
from .packets import check, glyphs
from .problems import Problem
from .quotations import Quotation, Span, Target

_PAGE_LINK = re.compile(r"\]\(\s*<?([^\s()<>:#]+\.md)(?:#[^\s()<>]*)?>?[\s)]")


@dataclass(frozen=True)
class Backlink:
    """A place that leads to a paragraph: page, fragment ('' for the page as a whole), what it is called, and whether it
    quotes the paragraph or only cites it."""

    path: str
    fragment: str
    title: str
    page_title: str
    quotes: bool


@dataclass(frozen=True)
class Links:
    """What resolving found. ``targets`` is asked by page, raw bracket and quoted words; ``backlinks`` by citation key
    and block id; ``quotations`` are the verified ones; ``inventory`` is the list of what the reports hold; ``mentions`` are
    those of each chapter, by citation key."""

    targets: Mapping[tuple[str, str, str], tuple[Target, ...]] = field(default_factory=dict)
    backlinks: Mapping[tuple[str, str], tuple[Backlink, ...]] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    inventory: tuple[Entry, ...] = ()
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def quoted(self) -> Mapping[str, list[tuple[Span, Quotation]]]:
        """For each chapter, by citation key, the stretches that guides quote, in the order of the text."""
        found: dict[str, list[tuple[Span, Quotation]]] = defaultdict(list)
        for quotation in self.quotations:
            if quotation.page.is_guide and quotation.target.chapter:
                found[quotation.target.chapter.key] += [(span, quotation) for span in quotation.target.spans]
        return {key: sorted(rows, key=lambda row: row[0]) for key, rows in found.items()}


def resolve(edition: Edition) -> Links:
    """Resolve every reference of every page of the edition."""
    targets: dict[tuple[str, str, str], tuple[Target, ...]] = {}
    backlinks: dict[tuple[str, str], list[Backlink]] = {}
    problems: list[Problem] = []
    verified: list[Quotation] = []
    for page in edition.pages:
        quoted: list[Quotation] = []
        for reference in page.references:
            found, faults = quotations.targets(edition, page.path, reference)
            problems += faults
            if not found:
                continue
            targets[page.path, reference.raw, reference.words] = found
            block = _enclosing(page, reference.line)
            if reference.words:
                quoted.append(Quotation(page, block, reference, found[0]))
            # who only cites is told as a page, else a paragraph that is much referred to drowns in addresses
            named = block if block and reference.words and block.quotes else None
            back = Backlink(page.path, named.id if named else "", named.title if named else "", page.title, bool(reference.words))
            for target in found:
                for name in _covered(target):
                    row = backlinks.setdefault((target.chapter.key, name), []) if target.chapter else []
                    if back not in row:
                        row.append(back)
        verified += quoted
        problems += rules.check(edition, page, quoted)
        problems += _page_links(edition, page)
    for page in edition.pages:
        problems += check.check(edition, page, verified)
    problems += glyphs.check(edition)
    entries, faults = inventory.read(edition)
    ways = {key: tuple(row) for key, row in backlinks.items()}
    return Links(targets, ways, tuple(verified), entries, mentions.find(edition), (*problems, *faults))


def _page_links(edition: Edition, page: Page) -> Iterator[Problem]:
    """Links to Markdown files that are no page of the edition."""
    text = page.document.masked
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
