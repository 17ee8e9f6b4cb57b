"""What the site must know of all texts: which characters they have, for fonts, and which forms in simplified characters.

Texts come in units, of which what is known is kept: each report, and all pages of the editors.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..cache import Cache, key, program
from ..edition.model import Edition, Report
from ..text.simplified import Survey, survey
from .fonts import Shown, shown


class Known(NamedTuple):
    """What is known of some texts."""

    simplified: Survey
    fonts: Shown


def of_edition(docs: Path, edition: Edition, cache: Cache) -> Iterator[Known]:
    """What is known of the texts below ``docs``, unit by unit."""
    for report in edition.reports:
        yield of_report(docs, report, cache)
    where = key("texts", program(), [(page.path, page.digest or page.document.body) for page in edition.pages])
    yield cache.value(where, lambda: _known({page.path: _text(docs / page.path) for page in edition.pages}, []))


def of_report(docs: Path, report: Report, cache: Cache) -> Known:
    """What is known of the chapters of a report."""

    def make() -> Known:
        return _known({chapter.path: _text(docs / chapter.path) for chapter in report.chapters}, list(readings(report)))

    found: Any = cache.value(key("texts", program(), report.digest), make)
    return found  # type: ignore[no-any-return]


def readings(report: Report) -> Iterator[str]:
    """Both readings of each block that has marks, which part phrases in its Markdown."""
    for chapter in report.chapters:
        for block in chapter.blocks:
            if block.marks or block.page_breaks:
                yield block.text("corrected")
                yield block.text("transcribed")


def with_character(docs: Path, edition: Edition, char: str) -> list[str]:
    """The paths of the pages on which a character stands."""
    return [path for path in sorted({*edition.chapters, *(page.path for page in edition.pages)}) if char in _text(docs / path)]


def _known(pages: dict[str, str], others: list[str]) -> Known:
    return Known(survey([*pages.values(), *others]), shown(pages))


def _text(path: Path) -> str:
    # a file that is not UTF-8 is a fault that the check reports; under `serve` the other pages are still shown
    return path.read_text("utf-8", "replace")
