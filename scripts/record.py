#!/usr/bin/env python3
"""Record what an edit has made new: ids of new paragraphs in ids.txt, and each report's revision with today's date.

    record.py [--docs DIR] [--realign]

A recorded id is never changed. Only with ``--realign``, after source.txt itself was replaced, are the recorded places
moved to where their words now stand.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from duben.edition import ledger
from duben.edition.fidelity import offsets
from duben.edition.model import Report
from duben.edition.report import read_report, read_source
from duben.reading.files import decode
from duben.reading.frontmatter import split

HEAD = """\
# 編號記錄：章 編號 位置 首字。位置是該段第一個字在 source.txt 裏的次序（空白不計，從 0 起）。
# 編號一經公布，不改不刪；新的一行由 scripts/record.py 加，或照檢查所示的一行貼入。
"""


def record(docs: Path, folder: Path, realign: bool) -> tuple[list[str], bool]:
    """Write the report's ledger and revision; returns a line for each thing done, and False where it was refused."""
    report, problems = read_report(docs, folder)
    mended = {"I001", "R003", *(("I003", "I005") if realign else ())}  # what recording itself puts right
    refused = [p for p in problems if p.code not in mended]
    if report is None or refused:
        return [f"{folder.name}：先改正這些問題再記錄。", *map(str, refused)], False
    done = []
    path, index = folder / "ids.txt", folder / "index.md"
    entries, _ = ledger.read("", decode(path.read_bytes()) if path.is_file() else "")
    if realign:
        entries, lost = moved(docs, folder, report, entries)
        done += [f"{folder.name}：找不到「{entry}」的字，請人工改正位置。" for entry in lost]
        entries += lost
    elif report.proposals:
        done.append(f"{folder.name}：記下 {len(report.proposals)} 個新編號。")
        entries += report.proposals
    text = HEAD + "".join(f"{entry}\n" for entry in sorted(entries, key=lambda e: e.place))
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8", newline="\n")
    if any(p.code == "R003" for p in problems):
        line = f"revision: {report.revision} {datetime.date.today().isoformat()}"
        rows = decode(index.read_bytes()).replace("\r\n", "\n").split("\n")
        document, _ = split(report.path, "\n".join(rows))
        at = document.lines.get("revision")
        rows[(at or 2) - 1 : at or 1] = [line]
        index.write_text("\n".join(rows), "utf-8", newline="\n")
        done.append(f"{folder.name}：{line}")
    return done, True


def moved(docs: Path, folder: Path, report: Report, entries: list[ledger.Entry]) -> tuple[list[ledger.Entry], list[ledger.Entry]]:
    """The recorded ids at their words' new places."""
    base = folder.relative_to(docs).as_posix()
    document, _ = split(report.path, decode((folder / "index.md").read_bytes()))
    source, _ = read_source(docs, base, document)
    assert source is not None  # a missing source is a problem of kind T, told before
    starts = offsets([chapter.blocks for chapter in report.chapters])
    ends = [row[0] for row in starts[1:]] + [len(source.text)]
    spans = {chapter.stem: (row[0], end) for chapter, row, end in zip(report.chapters, starts, ends, strict=True)}
    return ledger.realign(entries, source, spans)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--realign", action="store_true", help="after source.txt was replaced: find the recorded ids again by their words")
    options = parser.parse_args()
    if not (options.docs / "reports").is_dir():
        parser.error(f"沒有「{options.docs / 'reports'}」這個資料夾。")
    good = True
    for folder in sorted(p for p in (options.docs / "reports").iterdir() if p.is_dir() and not p.name.startswith(".")):
        lines, recorded = record(options.docs, folder, options.realign)
        good = good and recorded
        for line in lines:
            print(line)
    return not good


if __name__ == "__main__":
    sys.exit(main())
