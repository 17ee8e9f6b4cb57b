#!/usr/bin/env python3
"""Check the content of docs/ and say everything that is wrong, with file, line and the mend.

    check.py [--format text|github|json] [--all] [--lang zh|en] [--docs DIR] [--base REVISION]

What follows from another problem is only counted, and told with ``--all``. With ``--base``, also that every id which an earlier version
in git has recorded still stands, at the same place of its source.

Leaves with 1 where anything is wrong; what only asks to be looked at is no fault. In a GitHub workflow the form for pull requests is
chosen by itself: at most ten annotations, those on lines that differ from the base first, and everything in the summary of the job.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from duben import command, telling
from duben.catalogue import LANGUAGE, SPOKEN, _, speak
from duben.checks import check
from duben.edition import ledger
from duben.edition.history import NoVersionError, files_at
from duben.edition.model import Edition
from duben.edition.read import cache_of, read
from duben.edition.report import read_ledgers
from duben.links.resolve import resolve
from duben.problems import Problem, errors
from duben.reading.settings import beside, read_settings
from duben.text.marks import bare

FORMS = ("text", "github", "json")


def changed(base: str) -> dict[str, set[int]]:
    """The lines below this folder that differ from where this version and ``base`` parted; none where git cannot tell."""
    command = [
        "git",
        "-c",
        "core.quotePath=off",
        "diff",
        "--merge-base",
        "--relative",
        "--no-prefix",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
    ]
    done = subprocess.run([*command, "--end-of-options", base], capture_output=True, check=False)
    return telling.changed_lines(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else {}


@cache
def lines(path: str) -> Sequence[str]:
    """The lines of a file; none where it cannot be read."""
    try:
        return Path(path).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return ()


def tell(found: list[Problem], options: argparse.Namespace) -> None:
    """Say what is wrong in the form that was asked for."""
    root = options.docs.as_posix()
    if options.format == "json":
        print(telling.as_json(found, options.site_url))
    elif options.format == "github":
        base = options.base or (f"origin/{os.environ['GITHUB_BASE_REF']}" if os.environ.get("GITHUB_BASE_REF") else "")
        if found:
            print(telling.as_github(found, root, changed(base) if base else {}))
        if place := os.environ.get("GITHUB_STEP_SUMMARY"):
            with open(place, "a", encoding="utf-8") as file:
                file.write(telling.summary(found, root, options.site_url))
    elif found:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        print(telling.as_text(found, root, lines=lines, colour=colour, every=options.all))


def earlier(docs: Path, revision: str) -> dict[str, str]:
    """The text files of reports in an earlier version, by their paths below docs/."""
    return {path: data.decode("utf-8-sig", "replace") for path, data in files_at(docs, revision, ("reports",), (".txt",)).items()}


def lost(docs: Path, revision: str, edition: Edition) -> list[Problem]:
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
        report = edition.report(base.removeprefix("reports/"))
        renamed = {name: chapter.stem for chapter in (report.chapters if report else ()) for name in chapter.formerly}
        records = [replace(record, chapter=renamed.get(record.chapter, record.chapter)) for record in records]
        found += ledger.against(records, own, bare(now) == bare(files.get(f"{base}/source.txt", "")), base)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--format", choices=FORMS, default="github" if os.environ.get("GITHUB_ACTIONS") else "text")
    parser.add_argument("--all", action="store_true", help="tell also what only follows from another problem")
    parser.add_argument("--lang", choices=SPOKEN, help="the language of what is told")
    parser.add_argument("--site-url", default=os.environ.get("SITE_URL", ""), help="the site's address, whose page on problems is linked")
    parser.add_argument("--base", help=_("a version in git, whose ids must all stand: a branch, a tag, a commit"))
    options = parser.parse_args()
    speak(SPOKEN.get(options.lang, LANGUAGE))
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    gc.disable()  # nothing that is read is garbage, and it stays to the end
    settings, faults = read_settings(beside(options.docs))
    cache = cache_of(options.docs)
    edition = read(options.docs, settings, cache)
    try:
        gone = lost(options.docs, options.base, edition) if options.base else []
    except NoVersionError:
        parser.error(_("There is no version “{version}” here, or no git.", version=options.base))
    links = resolve(edition, cache)
    found = faults or [*gone, *check(edition, links, cache)]  # what is wrong with the pages may follow from the settings
    tell(found, options)
    if options.format != "json":
        blocks = sum(len(chapter.ids) for chapter in edition.chapters.values())
        marks = sum(sum(chapter.facts.marks.values()) for chapter in edition.chapters.values())
        counts = _(
            "{reports} reports, {chapters} chapters, {paragraphs} paragraphs, {marks} marks, {quotations} quotations; {count} to correct, "
            "{reviews} to look at.",
            reports=len(edition.reports),
            chapters=len(edition.chapters),
            paragraphs=blocks,
            marks=marks,
            quotations=len(links.quotations),
            count=len(wrong := errors(found)),
            reviews=len(found) - len(wrong),
        )
        print(counts)
        if found and options.format == "text":
            page = telling.address(options.site_url, found[0].code) or f"{options.docs.as_posix()}/{telling.PAGE}"
            print(_("What a code means, with examples: {page}", page=page))
    return bool(errors(found))


if __name__ == "__main__":
    command.run(main)
