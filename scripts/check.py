#!/usr/bin/env python3
"""Check the content of docs/ and say everything that is wrong, with file, line and the mend.

    check.py [--format text|github|json] [--docs DIR]

Leaves with 1 where anything is wrong. In a GitHub workflow the form for pull requests is chosen by itself.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from duben import problems
from duben.catalogue import _
from duben.checks import check
from duben.edition.read import cache_of, read
from duben.links.resolve import resolve
from duben.reading.settings import beside, read_settings

FORMS = {"text": problems.as_text, "github": problems.as_github}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--format", choices=(*FORMS, "json"), default="github" if os.environ.get("GITHUB_ACTIONS") else "text")
    options = parser.parse_args()
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    gc.disable()  # nothing that is read is garbage, and it stays to the end
    settings, faults = read_settings(beside(options.docs))
    cache = cache_of(options.docs)
    edition = read(options.docs, settings, cache)
    links = resolve(edition, cache)
    found = faults or check(edition, links, cache)  # what is wrong with the pages may follow from the settings
    if options.format == "json":
        print(problems.as_json(found))
    elif found:
        print(FORMS[options.format](found, options.docs.as_posix()))
    if options.format != "json":
        blocks = sum(len(chapter.ids) for chapter in edition.chapters.values())
        marks = sum(sum(chapter.facts.marks.values()) for chapter in edition.chapters.values())
        counts = _(
            "{reports} reports, {chapters} chapters, {paragraphs} paragraphs, {marks} marks, {quotations} quotations; {count} to correct.",
            reports=len(edition.reports),
            chapters=len(edition.chapters),
            paragraphs=blocks,
            marks=marks,
            quotations=len(links.quotations),
            count=len(problems.errors(found)),
        )
        print(counts)
    return bool(problems.errors(found))


if __name__ == "__main__":
    sys.exit(main())
