"""The documents of an edition's pages: what the editors wrote of each, read once, with what the build adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from ..cache import Cache, key, program
from ..edition.model import Edition
from ..links.concordance import Concordance
from ..links.model import Links
from ..links.quotations import Target
from ..reading.schema import GuideMeta
from .entry import entry_page
from .lists import derived, overview, packet_list
from .markdown import Reader
from .model import Block, Blocks, Derived, Document, Heading, Unit
from .transcript import transcript
from .tree import with_ids


class Pages:
    """Makes the documents of one edition. What was read of a page is kept, since packets and search ask for it too."""

    def __init__(self, edition: Edition, links: Links, cache: Cache | None = None) -> None:
        self.edition, self.links, self.cache = edition, links, cache
        self.concordance = Concordance(edition, links)
        self._reader, self._settings = Reader(edition.settings), repr(edition.settings)
        self._written: dict[str, tuple[str, Blocks]] = {}

    def written(self, path: str, text: str | None = None) -> Blocks:
        """What the editors wrote of the page at ``path`` below docs/: its file's Markdown, or ``text`` in its stead."""
        if text is None:
            page = self.edition.page(path)
            text = page.document.body if page else ""
        known = self._written.get(path)
        if known is None or known[0] != text:
            known = self._written[path] = text, self._read(path, text)
        return known[1]

    def _read(self, path: str, text: str) -> Blocks:
        if self.cache is None:
            return self._reader.read(path, text, self.links.targets)
        where = key("written", program(), path, text, self.cited[path], self._settings)
        found: Blocks = self.cache.value(where, lambda: self._reader.read(path, text, self.links.targets))
        return found

    @cached_property
    def cited(self) -> Mapping[str, str]:
        """For each page that cites, a hash of where its citations lead and what these places are called; '' for others."""
        found: dict[str, list[object]] = defaultdict(list)
        for (path, raw, words), targets in self.links.targets.items():
            found[path] += [raw, words, *(_told(target) for target in targets)]
        return defaultdict(str, {path: key(rows) for path, rows in found.items()})

    def unit(self, path: str, name: str) -> Unit:
        """The block of a page with this id, one without words where there is none (which `serve` may meet)."""
        units = (block for block in self.written(path) if isinstance(block, Unit))
        return next((unit for unit in units if name and name in (unit.id, *unit.aliases)), Unit("", ""))

    def of(self, path: str, text: str | None = None) -> Document:
        """The document of any page but a packet, with ids for its headings."""
        if chapter := self.edition.chapters.get(path):
            return transcript(self.edition, self.links, chapter)
        page, blocks = self.edition.page(path), self.written(path, text)
        if page is None:
            return with_ids(Document(path, "", blocks))
        if page.entry:
            return with_ids(entry_page(self.concordance, page.entry, blocks))
        if isinstance(page.meta, GuideMeta):
            units = [block for block in blocks if isinstance(block, Unit) and block.quoting]
            blocks = before_sections(blocks, overview(path, units, self.edition.settings), "overview")
            return with_ids(Document(path, page.title, blocks, page.meta.english, page.meta.abstract))
        if path == "packets/index.md":
            blocks = before_sections(blocks, packet_list(self.edition))
        elif added := derived(self.edition, self.links, self.concordance, path):
            blocks = (*blocks, Derived(added))
        return with_ids(Document(path, page.title, blocks))


def _told(target: Target) -> list[str]:
    chapter = target.chapter
    names = [chapter.short, chapter.title] if chapter else []
    return [target.path, target.first, target.last, target.view, target.report.short, target.report.title, *names]


def before_sections(blocks: Blocks, part: Blocks, role: str = "") -> Blocks:
    """A page with ``part`` behind its introduction, before its first section."""
    if not part:
        return blocks
    added: Block = Derived(part, role)
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1), len(blocks))
    return (*blocks[:at], added, *blocks[at:])
