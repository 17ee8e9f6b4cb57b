#!/usr/bin/env python3
"""Mend what the check finds and knows the exact mend for: wrong signs and brackets, a citation's paragraph, words that differ from a report
in punctuation only.

    mend.py [--yes] [--docs DIR] [CODE ...]

Only what is wrong by itself is mended: what follows from a text that cannot be read, or from another fault, may be right once that is
mended. Shows every change as a diff, and asks before it writes anything; ``--yes`` does not ask. With codes, only problems of these are
mended. Leaves with 1 where something could be mended and was not.
"""

from __future__ import annotations

import argparse
import difflib
import posixpath
import sys
from collections import defaultdict
from pathlib import Path

from duben import atomic, command
from duben.catalogue import _
from duben.checks import check
from duben.edition.read import cache_of, read
from duben.links.resolve import resolve
from duben.problems import CODES, Problem, Replacement, folded, mended
from duben.reading.files import decode
from duben.reading.settings import beside, read_settings


def problems(docs: Path) -> list[Problem]:
    """Everything that is wrong with the edition below ``docs``."""
    settings, faults = read_settings(beside(docs))
    cache = cache_of(docs)
    edition = read(docs, settings, cache)
    return faults or check(edition, resolve(edition, cache), cache)


def changes(docs: Path, found: list[Problem]) -> dict[Path, tuple[str, str]]:
    """The text of each file that can be mended, as it is and as it should be; its lines end in line feeds."""
    exact: dict[str, list[Replacement]] = defaultdict(list)
    for problem in found:
        if problem.exact:
            exact[problem.path].append(problem.exact)
    texts = {}
    for path, rows in sorted(exact.items()):
        file = docs / posixpath.normpath(path)
        old = decode(file.read_bytes()).replace("\r\n", "\n")
        if (new := mended(old, rows)) != old:
            texts[file] = old, new
    return texts


def encoded(file: Path, new: str) -> bytes:
    """A text with the ends of lines, and the byte order mark, that the file has."""
    raw = file.read_bytes()
    head = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    return head + (new.replace("\n", "\r\n") if b"\r\n" in raw else new).encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="mend only problems of these codes")
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--yes", action="store_true", help="write without asking")
    options = parser.parse_args()
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    if unknown := [code for code in options.codes if code not in CODES]:
        parser.error(_("There is no code “{code}”.", code=unknown[0]))
    causes = [told.problem for told in folded(problems(options.docs))]
    texts = changes(options.docs, [problem for problem in causes if problem.code in (options.codes or CODES)])
    if not texts:
        print(_("There is nothing that can be mended without a decision."))
        return 0
    for file, (old, new) in texts.items():
        name = file.as_posix()
        rows = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, n=0, lineterm="")
        print("\n".join(rows))
    if not options.yes:
        print(_("Write these changes in {count} files? (y/n)", count=len(texts)), end=" ", flush=True)
        if sys.stdin.readline().strip().casefold() != "y":
            print(_("Nothing was changed."))
            return 1
    atomic.write_all({file: encoded(file, new) for file, (_old, new) in texts.items()})
    print(_("{count} files were changed; now check again.", count=len(texts)))
    return 0


if __name__ == "__main__":
    command.run(main)
