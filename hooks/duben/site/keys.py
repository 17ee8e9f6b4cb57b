"""What a page depends on, as a key: as long as it stays the same, so does the page.

A chapter, an entry, a guide and a packet have keys of what they show; the few pages that tell of everything have that of the whole edition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from ..cache import key, program
from ..document.pages import Pages
from ..edition.model import Chapter, Page
from ..links.mentions import Mentions
from ..links.quotations import Target
from ..packets.files import Job
from ..packets.plan import chapter_of
from ..reading.packets import FORMS

WHOLE = frozenset(("guides/index.md", "about/coverage.md", "reports/index.md", "entries/index.md", "packets/index.md"))
"""Pages whose lists tell of the whole edition."""


class Keys:
    """The keys of the pages of one build. ``around`` is what all depend on besides the program and the settings: how addresses are
    written, the theme, the site's own settings; ``common`` is the key of all that. ``files`` are those of packets."""

    def __init__(self, pages: Pages, around: str = "", files: Mapping[str, Mapping[Job, int]] | None = None) -> None:
        self.pages, self.edition, self.links = pages, pages.edition, pages.links
        self.files = files
        self.common = key(program(), around, repr(self.edition.settings))

    def of(self, path: str) -> str:
        """The key of the page at ``path`` below docs/."""
        chapter = self.edition.chapters.get(path)
        if chapter:
            return self._chapter(chapter)
        page = self.edition.page(path)
        assert page is not None  # every page is one or the other
        return key(self.common, *self._page(page))

    def words(self, paths: Iterable[str]) -> str:
        """The key of what search finds on these pages, which does not tell what other pages say of them; of the front matter of a page
        that is none of the kinds below it tells the title only, so that a report's index is not new with each revision."""
        found: list[Any] = []
        for path in paths:
            chapter, page = self.edition.chapters.get(path), self.edition.page(path)
            if chapter:
                found += [path, chapter.digest, self._short[chapter.report]]
            elif page:
                own = page.digest if page.is_guide or page.entry or page.packet or page.is_form else [page.title, page.document.body]
                found += [path, own, self.pages.cited[path]]
        return key(self.common, *found)

    def _chapter(self, chapter: Chapter) -> str:
        report = self.edition.report(chapter.report)
        assert report is not None  # a chapter is read with its report
        mentions = self._found(chapter)
        cards = "".join(map(self._cards.__getitem__, mentions.slugs)).encode()
        return key(self.common, chapter.digest, self._reports[report.id], self._backlinks[chapter.key], cards, mentions.digest)

    def _page(self, page: Page) -> list[Any]:
        own = [page.digest, self.pages.cited[page.path]]
        folder, _slash, file = page.path.rpartition("/")
        report = self.edition.report(folder.removeprefix("reports/")) if file == "index.md" else None
        if page.path in WHOLE:
            return [*own, self._whole]
        if page.entry:
            return [*own, *self._entry(page)]
        if report:
            counts = self.pages.concordance.counts(report)
            return [*own, report.digest, self._reports[report.id], self._all_cards, sorted(counts.items())]
        if file == "index.md" and folder.startswith("entries/"):
            return [*own, self._all_cards, [self.pages.concordance.count(slug) for slug in self.edition.entries]]
        if page.packet or page.is_form:
            return [*own, *self._packet(page)]
        return own

    def _entry(self, page: Page) -> list[Any]:
        entry, concordance = page.entry, self.pages.concordance
        assert entry is not None
        chapters = b"".join([self._called[chapter.key] + around for chapter, around in concordance.listed(entry.slug)])
        related = [(other.path, other.name) for other in concordance.related(entry)]
        guides = [(guide.path, guide.title, count) for guide, count in concordance.guides(entry.slug)]
        return [chapters, related, guides, concordance.count(entry.slug)]

    def _packet(self, page: Page) -> list[Any]:
        found: list[Any] = [
            repr(page.packet),
            self._all_cards,
            repr(sorted((self.files or {}).get(page.path, {}).items(), key=repr)),
            self.files is None,
        ]
        for spec in page.packet.parts if page.packet else ():
            if chapter := chapter_of(self.edition, spec):
                found += [chapter.digest, self._reports[chapter.report]]
            for path in (f"guides/{spec.name}.md", f"{FORMS}{spec.name}.md"):
                if other := self.edition.page(path):
                    found += [other.digest, self.pages.cited[path]]
        cited = {target.chapter.path: target.chapter for target in self._cited(page) if target.chapter}
        for path, chapter in sorted(cited.items()):
            found += [path, chapter.digest, self._reports[chapter.report]]
        return found

    def _cited(self, page: Page) -> Iterable[Target]:
        """What is cited on a page and on those from which it takes its parts."""
        names = {spec.name for spec in page.packet.parts} if page.packet else set()
        paths = {page.path, *(f"{folder}{name}.md" for name in names for folder in ("guides/", FORMS))}
        return (target for place, targets in self.links.targets.items() if place[0] in paths for target in targets)

    def _found(self, chapter: Chapter) -> Mentions:
        return self.links.mentions.get(chapter.key) or Mentions()

    @cached_property
    def _called(self) -> Mapping[str, bytes]:
        """What an entry's page calls each chapter that it lists."""
        chapters = self.edition.chapters.values()
        return {chapter.key: key(chapter.path, chapter.short, self._short[chapter.report]).encode() for chapter in chapters}

    @cached_property
    def _short(self) -> Mapping[str, str]:
        return {report.id: report.short for report in self.edition.reports}

    @cached_property
    def _reports(self) -> Mapping[str, str]:
        """What pages tell of the report that they belong to."""
        return {report.id: key(repr(report.meta), report.revision, report.revised) for report in self.edition.reports}

    @cached_property
    def _backlinks(self) -> Mapping[str, list[str]]:
        """Who leads to the paragraphs of each chapter."""
        found: dict[str, list[str]] = defaultdict(list)
        for (chapter, place), rows in self.links.backlinks.items():
            found[chapter] += [place, repr(rows)]
        return found

    @cached_property
    def _cards(self) -> Mapping[str, str]:
        """What pages tell of each entry."""
        return {
            slug: key(slug, entry.path, entry.name, entry.pinyin, entry.english, entry.first, repr(entry.sort_key), entry.kind)
            for slug, entry in self.edition.entries.items()
        }

    @cached_property
    def _all_cards(self) -> str:
        entries = [page.digest for page in self.edition.pages if page.entry]
        return key(list(self._cards.values()), sorted(entries))

    @cached_property
    def _whole(self) -> str:
        pages = [(page.path, page.digest, self.pages.cited[page.path]) for page in self.edition.pages]
        reports = [(report.digest, self._reports[report.id]) for report in self.edition.reports]
        return key(pages, reports, [self.pages.concordance.count(slug) for slug in self.edition.entries])
