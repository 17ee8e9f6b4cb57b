#!/usr/bin/env python3
"""Rename a chapter, guide, block, entry, packet or form, wherever it is named; its former name leads on to the new one.

    rename.py OLD NEW [--docs DIR]

Names are given as they are cited: report/chapter, guides/plan, guides/plan#block, entries/terms/name or terms/name, packets/plan,
packets/forms/agenda. Nothing is changed where the result would not pass the check.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from duben import atomic, command
from duben.catalogue import _
from duben.checks import check
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.problems import Problem, errors, folded, plain
from duben.reading.settings import Settings, beside, read_settings
from duben.renaming import RenameError, applied, rename


def faults(docs: Path, settings: Settings) -> list[Problem]:
    """The errors of the edition below ``docs``."""
    edition = read(docs, settings)
    return errors(check(edition, resolve(edition)))


def refused(docs: Path, found: list[Problem], why: str) -> int:
    """Tell the causes of what is wrong, and that nothing was done."""
    for told in folded(found):
        print(plain(told.problem.under(docs.as_posix())))
    print(why)
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    options = parser.parse_args()
    docs = options.docs
    if not docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=docs))
    settings, _faults = read_settings(beside(docs))
    if found := faults(docs, settings):
        return refused(docs, found, _("Nothing was renamed: correct this first."))
    try:
        changes = rename(docs, read(docs, settings), options.old, options.new)
    except RenameError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, docs.resolve().name)
        shutil.copytree(docs, copy, symlinks=True)
        applied(changes, copy)
        found = faults(copy, settings)
    if found:
        return refused(docs, found, _("Nothing was renamed: the result would not pass the check."))
    atomic.write_all({docs / path: content for path, content in changes.items()})
    for path in sorted(changes):
        print(plain(path))
    print(_("“{old}” is “{new}” now; {count} files were changed.", old=options.old, new=options.new, count=len(changes)))
    return 0


if __name__ == "__main__":
    command.run(main)
