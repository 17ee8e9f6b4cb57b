"""Checks that words in quotation marks have a ground: they stand at a place that is cited, are a name or title, or are the editors' own."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import _
from ..edition.model import Edition, Page
from ..links.quotations import find
from ..problems import Problem
from ..reading.citations import Citation
from ..reading.grounds import OUTSIDE, repeats
from ..text.marks import VIEWS, bare
from ..text.variants import fold

MOST = 200
"""How many words are looked for in all reports; of more, only the citation at hand is offered."""


class Grounds:
    """Asks for the ground of the words that pages quote without a citation of their own."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        entries = edition.entries.values()
        names = {fold(bare(name)).casefold() for entry in entries for name in (entry.name, entry.english, *(f.text for f in entry.forms))}
        self._names = names | {fold(bare(page.title)).casefold() for page in edition.pages}
        self._names |= {
            fold(bare(words)).casefold() for page in edition.pages for block in page.blocks for words in (block.title, block.en)
        }
        self._asked = 0
        self._places: dict[str, Citation | None] = {}

    def check(self, page: Page) -> Iterator[Problem]:
        """A problem (Q012) for all words of a page that nothing supports."""
        for claim in page.claims:
            if fold(claim.words).casefold() in self._names or any(self._stands(claim.words, cited) for cited in claim.cited):
                continue
            place = self._place(claim.words)
            if place is None and claim.opening.startswith(OUTSIDE):
                continue  # that paragraph says where its words come from
            words = claim.words if len(claim.words) <= 30 else f"{claim.words[:14]}……{claim.words[-14:]}"
            message = _("“{words}” stands in quotation marks and has no ground.", words=words)
            if place:
                hint = _("These words stand in a report; write behind them “{citation}”.", citation=place)
            else:
                hint = _(
                    "Cite what they are taken from; words of the editors themselves are written “「〔…〕」”, or without quotation marks."
                )
            yield Problem(page.path, claim.line, claim.column, "Q012", message, hint)

    def _stands(self, words: str, cited: Citation) -> bool:
        """Whether words stand at a cited place, in either view."""
        chapter = self.edition.chapters.get(f"reports/{cited.report}/{cited.chapter}.md")
        if chapter is None or cited.first not in chapter.index or cited.last not in chapter.index:
            return False
        first, end = chapter.stretch(cited.first, cited.last)
        blocks = chapter.blocks[first:end]
        return any(repeats(words, "".join(bare(block.text(view)) for block in blocks)) for view in VIEWS)

    def _place(self, words: str) -> Citation | None:
        """The first place in the corrected texts where words stand."""
        if words not in self._places and self._asked < MOST:
            self._asked += 1
            self._places[words] = self._found(words)
        return self._places.get(words)

    def _found(self, words: str) -> Citation | None:
        turned = words.translate(str.maketrans("『』", "「」"))
        for chapter in self.edition.chapters.values():
            if hits := find(chapter, turned, "corrected", within=True):
                return Citation(chapter.report, chapter.stem, chapter.ids[hits[0].first].id, chapter.ids[hits[0].last].id)
        return None
