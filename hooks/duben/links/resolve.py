"""Resolving: every citation to its place, every quotation to its words, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from ..cache import Cache
from ..edition.model import Edition, Page
from ..problems import Problem
from ..reading.blocks import GuideBlock
from . import inventory, mentions, quotations
from .model import Backlink, Links
from .quotations import Target, VerifiedQuotation


def resolve(edition: Edition, cache: Cache | None = None) -> Links:
    """Resolve every reference of every page of the edition; where names stand is kept in the ``cache``."""
    targets: dict[tuple[str, str, str], tuple[Target, ...]] = {}
    backlinks: dict[tuple[str, str], list[Backlink]] = {}
    problems: list[Problem] = []
    verified: list[VerifiedQuotation] = []
    for page in edition.pages:
        for reference in page.references:
            found, faults = quotations.targets(edition, page.path, reference)
            problems += faults
            if not found:
                continue
            targets[page.path, reference.raw, reference.words] = found
            block = _enclosing(page, reference.line)
            if reference.words:
                verified.append(VerifiedQuotation(page, block, reference, found[0]))
            # who only cites is told as a page, else a paragraph that is much referred to drowns in addresses
            named = block if block and reference.words and block.quotes else None
            back = Backlink(page.path, named.id if named else "", named.title if named else "", page.title, bool(reference.words))
            for target in found:
                for name in _covered(target):
                    row = backlinks.setdefault((target.chapter.key, name), []) if target.chapter else []
                    if back not in row:
                        row.append(back)
    entries, faults = inventory.read(edition)
    ways = {key: tuple(row) for key, row in backlinks.items()}
    return Links(targets, ways, tuple(verified), entries, mentions.find(edition, cache), (*problems, *faults))


def _enclosing(page: Page, line: int) -> GuideBlock | None:
    return max((b for b in page.blocks if b.line <= line <= b.end), key=lambda b: b.line, default=None)


def _covered(target: Target) -> Iterator[str]:
    if target.chapter and target.first:
        index = target.chapter.index
        for ids in target.chapter.ids[index[target.first] : index[target.last or target.first] + 1]:
            yield ids.id
