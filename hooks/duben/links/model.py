"""What resolving finds: targets of citations, backlinks, verified quotations, mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..problems import Problem
from .inventory import InventoryItem
from .mentions import Mentions
from .quotations import Span, Target, VerifiedQuotation


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
    quotations: tuple[VerifiedQuotation, ...] = ()
    inventory: tuple[InventoryItem, ...] = ()
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def quoted(self) -> Mapping[str, list[tuple[Span, VerifiedQuotation]]]:
        """For each chapter, by citation key, the stretches that guides quote, in the order of the text."""
        found: dict[str, list[tuple[Span, VerifiedQuotation]]] = defaultdict(list)
        for quotation in self.quotations:
            if quotation.page.is_guide and quotation.target.chapter:
                found[quotation.target.chapter.key] += [(span, quotation) for span in quotation.target.spans]
        return {key: sorted(rows, key=lambda row: row[0]) for key, rows in found.items()}
