"""The one room that judges: every problem of an edition, for the build, the command line and a pull request alike."""

from __future__ import annotations

from collections import defaultdict

from ..cache import Cache
from ..document.pages import Pages
from ..edition.model import Edition
from ..links.model import Links
from ..links.quotations import VerifiedQuotation
from ..problems import Problem, ordered
from . import alike, drafts, entries, former, glyphs, grounds, guides, links, names, packets, spelling


def check(edition: Edition, found: Links, cache: Cache | None = None) -> list[Problem]:
    """Everything that is wrong with an edition, and what a person should look at: what reading and resolving met, and what its pages are
    held to; causes first."""
    problems = [*edition.problems, *found.problems]
    quoted: dict[str, list[VerifiedQuotation]] = defaultdict(list)
    for quotation in found.quotations:
        quoted[quotation.page.path].append(quotation)
    keys = frozenset(key for report in edition.reports for key in (report.id, *(chapter.key for chapter in report.chapters)))
    problems += entries.check(list(edition.entries.values()), {page.path: page.document for page in edition.pages}, keys, edition.settings)
    problems += entries.names(edition, found)
    problems += links.check_home(edition)
    linked = links.LinkChecker(Pages(edition, found, cache))
    grounded = grounds.Grounds(edition)
    for page in edition.pages:
        problems += grounded.check(page)
        problems += drafts.check(edition, found, page)
        problems += guides.check(edition, page, quoted[page.path])
        problems += linked.check(page)
        problems += packets.check(edition, page, found.quotations)
    problems += spelling.check(edition)
    problems += packets.orders(edition)
    problems += glyphs.check(edition)
    problems += alike.check(edition)
    problems += former.check(edition)
    problems += (finding.problem for finding in names.audit(edition, found.mentions))
    return ordered(problems)
