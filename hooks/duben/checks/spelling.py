"""Checks that the editors write each character in one way; which, is what they write most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..catalogue import _
from ..edition.model import Edition
from ..problems import Problem
from ..reading.masking import position
from ..reading.prose import own_words
from ..text.variants import MIXED, WRITTEN


def check(edition: Edition) -> Iterator[Problem]:
    """A problem (W003) for each place where the editors' own words have the rarer of two ways to write the same."""
    counts: Counter[str] = Counter()
    for page in edition.pages:
        counts.update(page.written)
    usual = {}
    for pair in MIXED.items():
        rare, common = sorted(pair, key=lambda form: (counts[form], form == pair[1]))
        if counts[rare]:
            usual[rare] = common
    for page in edition.pages:
        if usual.keys().isdisjoint(page.written):
            continue
        for match in WRITTEN.finditer(own_words(page.document)):
            if (form := match.group()) in usual:
                common = usual[form]
                place = position(page.document.body, match.start(), page.document.first_line)
                message = _("“{form}” is otherwise written “{common}” in this edition.", form=form, common=common)
                hint = _("Write “{common}”; words of a report go into quotation marks.", common=common)
                yield Problem(page.path, *place, "W003", message, hint)
