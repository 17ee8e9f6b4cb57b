#!/usr/bin/env python3
"""Record what an edit has made new: ids of new paragraphs in the report's ledgers.

    record.py [--docs DIR] [--realign]

A recorded id is never changed. Only with ``--realign``, after source.txt itself was replaced, are the recorded places
moved to where their words now stand; a ledger whose lines were corrected by hand, but not one that lost any, is then sealed anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path

from duben import atomic, command
from duben.catalogue import _
from duben.edition import ledger
from duben.edition.fidelity import offsets
from duben.edition.history import history
from duben.edition.model import Report
from duben.edition.report import read_ledgers, read_report, read_source
from duben.problems import errors
from duben.reading.files import decode
from duben.reading.frontmatter import split


def record(docs: Path, folder: Path, realign: bool, known: Collection[str] = ()) -> tuple[list[str], bool]:
    """Write the report's ledgers; returns a line for each thing done, and False where it was refused. ``known`` are the ids
    of reports whose ledgers stand in the version history."""
    report, problems = read_report(docs, folder)
    mended = {"I001", "I006", *(("I003", "I005", "I008") if realign else ())}  # what recording itself puts right
    refused = [p for p in errors(problems) if p.code not in mended or (p.code == "I006" and folder.name in known)]
    if report is None or refused:
        return [_("{report}: correct these problems before you record.", report=folder.name), *map(str, refused)], False
    if report.meta.draft:
        return [_("{report}: a draft, of which nothing is recorded.", report=folder.name)], True
    done = []
    base = folder.relative_to(docs).as_posix()
    entries, _faults, _unread = read_ledgers(docs, base)
    if realign:
        entries, lost = moved(docs, folder, report, entries)
        done += [
            _(
                "{report}: the words of “{entry}” are not found; correct its place by hand.",
                report=folder.name,
                entry=f"{entry.chapter} {entry}",
            )
            for entry in lost
        ]
        entries += lost
    elif report.proposals:
        done.append(_("{report}: {count} new ids recorded.", report=folder.name, count=len(report.proposals)))
        entries += report.proposals
    for chapter, text in ledger.files(entries).items():
        path = docs / ledger.path(base, chapter)
        path.parent.mkdir(exist_ok=True)
        if not path.is_file() or decode(path.read_bytes()) != text:
            atomic.write(path, [text.encode()])
    return done, True


def moved(docs: Path, folder: Path, report: Report, records: list[ledger.Record]) -> tuple[list[ledger.Record], list[ledger.Record]]:
    """The recorded ids at their words' new places."""
    base = folder.relative_to(docs).as_posix()
    document, _problems = split(report.path, decode((folder / "index.md").read_bytes()))
    source, _problems = read_source(docs, base, document)
    assert source is not None  # a missing source is a problem of kind T, told before
    starts = offsets([chapter.blocks for chapter in report.chapters])
    ends = [row[0] for row in starts[1:]] + [len(source.text)]
    spans = {chapter.stem: (row[0], end) for chapter, row, end in zip(report.chapters, starts, ends, strict=True)}
    return ledger.realign(records, source, spans)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--realign", action="store_true", help="after source.txt was replaced: find the recorded ids again by their words")
    options = parser.parse_args()
    if not (options.docs / "reports").is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs / "reports"))
    good, known = True, history(options.docs).recorded
    for folder in sorted(p for p in (options.docs / "reports").iterdir() if p.is_dir() and not p.name.startswith(".")):
        lines, recorded = record(options.docs, folder, options.realign, known)
        good = good and recorded
        for line in lines:
            print(line)
    return not good


if __name__ == "__main__":
    command.run(main)
