#!/usr/bin/env python3
"""Make the PDF, EPUB and DOCX files of study packets and blank forms. Only what changed is made anew.

    packets.py [NAME ...] [--out DIR] [--site-url URL]
    packets.py NAME ... [--facilitator] [--size a4|large|booklet] [--text corrected|transcribed] [--script hant|hans]
        [--format pdf|epub|docx]

A NAME is that of a packet's file in docs/packets/ (production-meeting) or of a form (forms/agenda); without one, all are made, in
the editions that the site offers. With an option of the second line exactly that edition is made. EPUB and DOCX need pandoc.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

import click

from duben import atomic, command, problems, telling
from duben.catalogue import _, listed, quoted
from duben.checks import check
from duben.document.pages import Pages
from duben.edition.history import history
from duben.edition.model import Page
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.packets.build import Builder
from duben.packets.files import Job, jobs, pages
from duben.pandoc import run as pandoc
from duben.pdf.pdf import MissingGlyph
from duben.reading.settings import beside, read_settings

SIZES = {"a4": "a4", "large": "large", "booklet": "a5"}


def wanted(found: list[Page], options: argparse.Namespace) -> list[Job]:
    """The files that were asked for."""
    one = (options.facilitator, options.size, options.text, options.script, options.format)
    if not any(one):
        return [job for page in found for job in jobs(page, pandoc.available())]
    return [
        Job(
            page.path,
            options.format or "pdf",
            options.facilitator,
            SIZES[options.size or "a4"],  # type: ignore[arg-type]
            options.text or "corrected",
            options.script or "hant",
        )
        for page in found
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--out", type=Path, default=Path("build"), help="the folder to write to (build)")
    parser.add_argument("--cache", type=Path, default=Path(".cache/packets"), help=argparse.SUPPRESS)
    parser.add_argument("--site-url", default=os.environ.get("SITE_URL", ""), help="the site's address, which is printed with its QR code")
    parser.add_argument("--facilitator", action="store_true", help="with the plan, the notes and the passages for the one who leads")
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--text", choices=("corrected", "transcribed"))
    parser.add_argument("--script", choices=("hant", "hans"))
    parser.add_argument("--format", choices=("pdf", "epub", "docx"))
    options = parser.parse_args()
    if not options.docs.is_dir():
        parser.error(_("There is no folder “{folder}”.", folder=options.docs))
    settings, faults = read_settings(beside(options.docs))
    edition = read(options.docs, settings, days=history(options.docs).days)
    links = resolve(edition)
    if found := problems.errors(faults or check(edition, links)):
        print(telling.as_text(found, options.docs.as_posix()))
        return 1
    if edition.published is not edition:
        edition = edition.published
        links = resolve(edition)
    known = {page.path.removeprefix("packets/").removesuffix(".md"): page for page in pages(edition)}
    names = [re.sub(r"^(?:.*/)?packets/|\.md$", "", name) for name in options.names]  # a path will do as well
    if lacking := [name for name in names if name not in known]:
        unknown = quoted(lacking)
        parser.error(_("There is none of these: {names}. There are: {known}.", names=unknown, known=listed(known)))
    if not pandoc.available():
        if options.format in ("epub", "docx"):
            parser.error(_("EPUB and DOCX need pandoc, which is not here: add “--books”, or install pandoc yourself."))
        print(_("Without pandoc no EPUB and no DOCX are made; to have them, add “--books”."))
    builder = Builder(Pages(edition, links), options.cache, options.site_url)
    row = wanted([known[name] for name in names or known], options)
    fresh = 0
    with click.progressbar(row, label=_("Packets"), item_show_func=lambda job: job.file if job else "", file=sys.stderr) as bar:
        for job in bar:
            try:
                made, new = builder.make(job)
            except (MissingGlyph, pandoc.PandocError) as error:
                print("\n" + problems.plain(f"{options.docs.as_posix()}/{job.path}: {error}"))
                return 1
            target = options.out / job.file
            target.parent.mkdir(parents=True, exist_ok=True)
            if new or not target.is_file() or target.read_bytes() != made:
                atomic.write(target, [made])
                fresh += 1
    builder.sweep()
    folder = f"{options.out.as_posix()}/packets/"
    print(_("{count} files in {folder}; {new} of them are new or were replaced.", count=len(row), folder=folder, new=fresh))
    return 0


if __name__ == "__main__":
    command.run(main)
