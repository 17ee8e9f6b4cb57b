"""Drafts: what is published may not refer to a report that is not."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import _
from ..edition.model import Edition, Page, Report
from ..links.model import Links
from ..packets.plan import chapter_of
from ..problems import Problem


def check(edition: Edition, links: Links, page: Page) -> Iterator[Problem]:
    """A problem (R008) for each citation of a draft, and each part of a packet that is taken from one, on a page that is published."""
    if edition.published.page(page.path) is None:
        return
    for reference in page.references:
        for target in links.targets.get((page.path, reference.raw, reference.words), ()):
            if target.report.meta.draft:
                yield Problem(page.path, reference.line, reference.column, "R008", *words(target.report))
    for spec in page.packet.parts if page.packet else ():
        chapter = chapter_of(edition, spec)
        report = edition.report(chapter.report) if chapter else None
        if report and report.meta.draft:
            yield Problem(page.path, spec.line, 1, "R008", *words(report))


def words(report: Report) -> tuple[str, str]:
    """What is wrong with referring to a draft, and the mend."""
    message = _("“{report}” is still a draft, and this page is published.", report=report.id)
    return message, _("Leave it out until that report is published; {file} says what makes it a draft.", file=report.path)
