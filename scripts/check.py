#!/usr/bin/env python3
"""Check the content of docs/ and say everything that is wrong, with file, line and the mend.

    check.py [--format text|github|json] [--docs DIR] [--base REVISION]

With ``--base``, also that every id which an earlier version in git has recorded still stands, at the same place of its source.

Leaves with 1 where anything is wrong. In a GitHub workflow the form for pull requests is chosen by itself.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
from collections import defaultdict
from pathlib import Path

from duben import command, problems
from duben.catalogue import _
from duben.checks import check
from duben.checks.names import audit
from duben.edition import ledger
from duben.edition.history import NoVersionError, files_at
from duben.edition.read import cache_of, read
from duben.edition.report import read_ledgers
from duben.links.resolve import resolve
from duben.problems import Problem
from duben.reading.settings import beside, read_settings
from duben.text.marks import bare

FORMS = {"text": problems.as_text, "github": problems.as_github}


def earlier(docs: Path, revision: str) -> dict[str, str]:
    """The text files of reports in an earlier version, by their paths below docs/."""
    return {path: data.decode("utf-8-sig", "replace") for path, data in files_at(docs, revision, ("reports",), (".txt",)).items()}


def lost(docs: Path, revision: str) -> list[Problem]:
    """One problem for each id of an earlier version that stands no longer, or at another place of its source."""
    before: dict[str, dict[str, str]] = defaultdict(dict)
    files = earlier(docs, revision)
    for path, text in files.items():
        base, slash, name = path.rpartition(f"/{ledger.FOLDER}/")
        if slash:
            before[base][name.removesuffix(".txt")] = text
        elif path.endswith("/ids.txt"):  # of versions that had one ledger for a report, each line with its chapter
            for chapter, row in re.findall(r"^([^#\s]\S*) (.+)$", text, re.MULTILINE):
                rows = before[path.rpartition("/")[0]]
                rows[chapter] = rows.get(chapter, "") + f"{row}\n"
    found = []
    for base, texts in sorted(before.items()):
        records, _faults = ledger.read_all(base, texts)
        own, _faults, _unread = read_ledgers(docs, base)
        source = docs / base / "source.txt"
        now = source.read_bytes().decode("utf-8-sig", "replace") if source.is_file() else ""
        found += ledger.against(records, own, bare(now) == bare(files.get(f"{base}/source.txt", "")), base)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--format", choices=(*FORMS, "json"), default="github" if os.environ.get("GITHUB_ACTIONS") else "text")
    parser.add_argument("--base", help=_("a version in git, whose ids must all stand: a branch, a tag, a commit"))
    options = parser.parse_args()
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    try:
        gone = lost(options.docs, options.base) if options.base else []
    except NoVersionError:
        parser.error(_("There is no version “{version}” here, or no git.", version=options.base))
    gc.disable()  # nothing that is read is garbage, and it stays to the end
    settings, faults = read_settings(beside(options.docs))
    cache = cache_of(options.docs)
    edition = read(options.docs, settings, cache)
    links = resolve(edition, cache)
    found = faults or [*gone, *check(edition, links, cache)]  # what is wrong with the pages may follow from the settings
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
            count=len(found),
        )
        print(counts)
    if options.format == "text":
        for finding in audit(edition, links.mentions):
            print(problems.plain(_("Please look: {finding}", finding=finding)))
    return bool(found)


if __name__ == "__main__":
    command.run(main)
