"""What the pages of a site say, in units of which results are kept: each report, and all pages of the editors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..cache import Cache, key, program
from ..edition.model import Edition, Report

Texts = Mapping[str, str]
"""The text of each page by its path below docs/, with all that may be shown of it."""
_T = TypeVar("_T")


class Unit(NamedTuple):
    """Some pages: a hash of their texts, and the texts, which are read when they are asked for."""

    digest: str
    read: Callable[[], Texts]

    def kept(self, cache: Cache | None, name: str, make: Callable[[Texts], _T]) -> _T:
        """What ``make`` makes of the texts, as the ``cache`` has it under this ``name``; data that ``cache.dumps`` can write."""
        if cache is None:
            return make(self.read())
        value: Any = cache.value(key(name, program(), self.digest), lambda: make(self.read()))
        return value  # type: ignore[no-any-return]


def units(docs: Path, edition: Edition) -> Iterator[Unit]:
    """The units of the edition below ``docs``."""
    for report in edition.reports:
        yield Unit(report.digest, lambda report=report: _report(docs, report))  # type: ignore[misc]
    pages = [page.path for page in edition.pages]
    digest = key(pages, [page.digest or page.document.body for page in edition.pages])
    yield Unit(digest, lambda: {path: _text(docs / path) for path in pages})


def _report(docs: Path, report: Report) -> Texts:
    """The chapters' Markdown, and both readings of each block that has marks, which part phrases in it."""
    found = {}
    for chapter in report.chapters:
        rows = [_text(docs / chapter.path)]
        for block in chapter.blocks:
            if block.marks or block.page_breaks:
                rows += block.text("corrected"), block.text("transcribed")
        found[chapter.path] = "\n".join(rows)
    return found


def _text(path: Path) -> str:
    # a file that is not UTF-8 is a fault that the check reports; under `serve` the other pages are still shown
    return path.read_text("utf-8", "replace")
