"""Sentences about a report: the state of its proof, how it is cited."""

from __future__ import annotations

from ..catalogue import _
from ..reading.schema import Proof
from ..text.wording import statements
from .model import Chapter, Report


def proof_line(proof: Proof | None) -> str:
    """The state of proof in words: what was done, by whom, when."""
    return statements((proof.state, proof.by, proof.date)) if proof else ""


def revision_line(revision: str, revised: str) -> str:
    """The revision of a report's text, with its day where that is known."""
    return _("{revision} ({date})", revision=revision, date=revised) if revised else revision


def source_line(report: Report) -> str:
    """The report as a bibliography names it: title, and in brackets what is known of place, publisher and date."""
    place, publisher = report.meta.place, report.meta.publisher
    publisher = _("{place}: {publisher}", place=place, publisher=publisher) if place and publisher else place or publisher
    imprint = statements((publisher, report.meta.date))
    if imprint:
        return _("“{title}” ({imprint})", "a report", title=report.title, imprint=imprint)
    return _("“{title}”", "a report", title=report.title)


def citation_text(report: Report, item: Chapter) -> str:
    """The chapter as a bibliography cites it; paragraph and address are added where it is copied."""
    if item.author:
        return _("{author}: “{title}”, {report}", author=item.author, title=item.title, report=source_line(report))
    return _("“{title}”, {report}", title=item.title, report=source_line(report))
