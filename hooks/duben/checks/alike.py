"""Characters of editors' pages that look like others and are not found where these are searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..edition.model import Edition
from ..problems import Problem
from ..reading import invisible
from ..reading.frontmatter import Document
from ..text.marks import VIEWS


def check(edition: Edition) -> Iterator[Problem]:
    """A problem (F006) for each line with such a character; but a quotation has those of its source."""
    found = [problem for page in edition.pages for problem in _alike(page.path, page.document)]
    if found:
        known = "".join(invisible.found("".join(chapter.running(view)[0] for view in VIEWS)) for chapter in edition.chapters.values())
        found = [problem for page in edition.pages for problem in _alike(page.path, page.document, known)]
    yield from found


def _alike(path: str, document: Document, known: str = "") -> Iterator[Problem]:
    yield from invisible.alike(path, document.body, known, document.first_line)
    for name, value in document.fields.items():
        for problem in invisible.alike(path, str(value).replace("\n", " "), known, document.lines.get(name, 1)):
            yield replace(problem, column=1)
