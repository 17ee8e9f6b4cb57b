#!/usr/bin/env python3
"""Make a report folder of a raw transcription, and say what a person should look at.

    import_report.py RAW.txt ID [--docs DIR] [--names chen,li]

Writes DIR/reports/ID/, which must not exist: source.txt (the raw file, untouched), index.md, front.md, one file a
chapter, ids/ with its ledgers. Leaves with 2 and one sentence where that cannot be done.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from duben import command, importing
from duben.catalogue import _


def shown(text: object) -> str:
    """``text`` for a terminal: characters that would command it are replaced."""
    return "".join(char if char.isprintable() or char == "\u3000" else "\ufffd" for char in str(text))


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe that is not UTF-8 must not end in a traceback
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, metavar="RAW.txt", help=_("the transcription, plain text in UTF-8"))
    parser.add_argument("id", metavar="ID", help=_("the key of the report, which names its folder too, as in trees-1950"))
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=_("the folder of the content (docs)"))
    names = _("names of the chapters' files in their order, separated by commas, such as one,two (c1,c2…)")
    parser.add_argument("--names", default="", help=names)
    options = parser.parse_args()
    try:
        plan = importing.draft(options.raw.read_bytes(), [name for name in options.names.split(",") if name])
        figures = importing.write(plan, options.docs, options.id)
    except importing.RefusedError as refusal:
        print(_("{file}: {fault}", file=options.raw, fault=shown(refusal)), file=sys.stderr)
        return 2
    except OSError as error:
        fault = _("{file}: This file cannot be read ({reason}); check the path.", file=options.raw, reason=error.strerror or error)
        print(fault, file=sys.stderr)
        return 2
    print(_("Written to {folder}, {count} files:", folder=options.docs / "reports" / options.id, count=len(plan.chapters)))
    for chapter in plan.chapters:
        print(f"  {chapter.stem}.md  {shown(chapter.fields['title'])}")
    if plan.headings:
        print("\n" + _("Headings, with their lines in the source:"))
        for line, level, text in plan.headings:
            print(f"  {line:>5}  {'　' * (level - 1)}{shown(text)}")
    removed = _(
        "Sentences joined across a page turn: {joins}. Left out: {furniture} pieces of page furniture and {markup} of markup, "
        "all listed in index.md.",
        joins=len(plan.joins),
        furniture=len(plan.furniture),
        markup=len(plan.markup),
    )
    print(f"\n{removed}\n")
    print(_("Places for the editors to look at: {count}", count=len(plan.doubts)))
    for doubt in plan.doubts:
        message = shown(doubt.message)
        told = _("Line {line}: {doubt}", line=doubt.line, doubt=message) if doubt.line else _("Whole file: {doubt}", doubt=message)
        print(f"  {told}")
    proof = _(
        "Not a character is lost: the source has {size} characters (white space aside) = {given} of text + {furniture} of page furniture "
        "+ {markup} of markup; {blocks} paragraphs in all, read back from the files and compared.",
        size=figures.size,
        given=figures.given,
        furniture=figures.furniture,
        markup=figures.markup,
        blocks=figures.blocks,
    )
    print(f"\n{proof}")
    return 0


if __name__ == "__main__":
    command.run(main)
