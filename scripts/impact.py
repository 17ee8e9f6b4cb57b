#!/usr/bin/env python3
"""Tell what a change touches: paragraphs, quotations, pages, ids, mentions, coverage and files of packets.

    impact.py BASE [HEAD] [--docs DIR] [--format markdown] [--html FILE]

BASE and HEAD are versions in git: a branch, a tag, a commit. Without HEAD what is in the folder now is compared. Markdown goes to the
terminal; with --html a page of the same is written too.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from pathlib import Path

from duben import atomic, command
from duben.cache import Cache
from duben.catalogue import _
from duben.edition.history import NoVersionError, files_at
from duben.edition.read import cache_of, read
from duben.impact import telling
from duben.impact.compare import Side, compare
from duben.links.resolve import resolve
from duben.reading.files import MARKDOWN
from duben.reading.settings import beside, read_settings


def unpack(docs: Path, revision: str, target: Path) -> Path:
    """Write the texts and settings of an earlier version below ``target``; returns its docs folder."""
    wanted = (*MARKDOWN, ".txt", beside(docs).name)
    for path, content in files_at(docs.parent, revision, (docs.name, beside(docs).name), wanted).items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (target / docs.name).mkdir(parents=True, exist_ok=True)
    return target / docs.name


def side(docs: Path, cache: Cache | None) -> Side:
    edition = read(docs, read_settings(beside(docs))[0], cache)
    return Side(edition, resolve(edition, cache))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE")
    parser.add_argument("head", metavar="HEAD", nargs="?", default="")
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--format", choices=("markdown",), default="markdown")
    parser.add_argument("--html", type=Path, metavar="FILE", help=_("write it as a page of HTML, too"))
    options = parser.parse_args()
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    docs = options.docs.resolve()
    gc.disable()  # nothing that is read is garbage, and it stays to the end
    with tempfile.TemporaryDirectory() as folder:
        try:
            before = unpack(docs, options.base, Path(folder, "base"))
            after = unpack(docs, options.head, Path(folder, "head")) if options.head else docs
        except NoVersionError as error:
            parser.error(_("There is no version “{version}” here, or no git.", version=error))
        cache = cache_of(docs)
        old = side(before, cache)  # first: what is kept of pages is that of the later one
        found = compare(old, side(after, cache))
    if options.html:
        atomic.write(options.html, [telling.html(found).encode()])
    print(telling.markdown(found), end="")
    return 0


if __name__ == "__main__":
    command.run(main)
