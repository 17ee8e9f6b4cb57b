#!/usr/bin/env python3
"""Tell where the forms of the entries stand, which of these places are linked and why the others are not; and the name audit.

    entries.py [--docs DIR] [--all]

The table has a line for every entry: places that a plain scan for its forms finds, linked, passed over by reason. With
``--all`` every place passed over is listed. Leaves with 1 where the sums do not agree, or names are alike that no entry joins.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from duben import command
from duben.catalogue import _
from duben.checks.names import audit
from duben.edition.model import Edition
from duben.edition.read import read
from duben.links.mentions import Excluded, Finder
from duben.links.resolve import resolve
from duben.problems import plain
from duben.reading.settings import beside, read_settings
from duben.text.marks import bare
from duben.text.variants import fold, spellings
from duben.text.wording import clauses


def scan(edition: Edition) -> Counter[str]:
    """How often each entry's forms stand in the corrected texts, found one form at a time; the border of a paragraph parts words."""
    found: Counter[str] = Counter()
    texts = [fold(bare(block.text("corrected"))) for chapter in edition.chapters.values() for block in chapter.blocks]
    for entry in edition.entries.values():
        for word in {word for form in entry.forms if form.linked for word in spellings(bare(form.text))}:
            for text in texts:
                at = text.find(word)
                while at >= 0:
                    found[entry.slug] += 1
                    at = text.find(word, at + 1)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    settings, _faults = read_settings(beside(options.docs))
    edition = read(options.docs, settings)
    links = resolve(edition)
    excluded: list[Excluded] = []
    finder = Finder(edition.entries.values())
    for chapter in edition.chapters.values():
        finder.find(chapter, excluded)
    found = scan(edition)
    linked = Counter(mention.slug for row in links.mentions.values() for mention in row)
    passed = Counter(place.slug for place in excluded)
    reasons_of: dict[str, Counter[str]] = defaultdict(Counter)
    for place in excluded:
        reasons_of[place.slug][place.reason] += 1
    print(f"{_('Entry'):38} {_('found'):>5} {_('linked'):>5} {_('passed over'):>5}  {_('reasons')}")
    for slug in edition.entries:
        reasons = reasons_of[slug]
        told = clauses(f"{reason} {count}" for reason, count in reasons.most_common(4))
        print(f"{slug:40} {found[slug]:7} {linked[slug]:7} {passed[slug]:7}  {told}")
    print(f"{_('Total'):40} {found.total():7} {linked.total():7} {passed.total():7}")
    if options.all:
        for place in sorted(excluded):
            told = _("“{form}” ({entry}) is passed over: {reason}", form=place.form, entry=place.slug, reason=place.reason)
            print(plain(f"{place.chapter} {place.start}: {told}"))
    wrong = [slug for slug in edition.entries if found[slug] != linked[slug] + passed[slug]]
    for slug in wrong:
        told = _("{found} found, but {counted} linked or passed over.", found=found[slug], counted=linked[slug] + passed[slug])
        print(f"{slug}: {told}")
    findings = audit(edition, links.mentions)
    print(_("Pairs of names that are alike and that no entry explains: {count}.", count=len(findings)))
    for finding in findings:
        print(finding.problem.under(options.docs.as_posix()))
    return bool(wrong or findings)


if __name__ == "__main__":
    command.run(main)
