"""Where a citation leads, and whether the words quoted before it stand there.

Fails closed: words that are not found, stand elsewhere, or stand twice with no paragraph given are problems; nothing is
guessed. Only white space is folded. The corrected text is asked first, then the text as transcribed.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..catalogue import _, listed
from ..edition.model import Chapter, Edition, Page, Report
from ..problems import Problem, Replacement
from ..reading.blocks import GuideBlock
from ..reading.citations import SKIP, Citation, Reference
from ..text.marks import VIEWS, View

Span = tuple[int, int]
"""A stretch of a chapter's running text: offsets of its first character and behind its last, white space not counted."""
_INNER = str.maketrans("『』「」", "「」『』")


@dataclass(frozen=True)
class Target:
    """Where one citation leads: a chapter (or, without one, a report), and the ids of the first and last block.

    For a verified quotation ``spans`` says which characters of the corrected running text it repeats, and ``view`` in
    which text its words were found.
    """

    citation: Citation
    report: Report
    chapter: Chapter | None = None
    first: str = ""
    last: str = ""
    view: View = "corrected"
    spans: tuple[Span, ...] = ()

    @property
    def path(self) -> str:
        """The page below docs/ that the citation leads to, with its fragment."""
        if self.chapter is None:
            return self.report.path
        return self.chapter.path + (f"#{self.first}" if self.first else "")


@dataclass(frozen=True)
class VerifiedQuotation:
    """A verified quotation: the page and the block of a guide that quotes, and the place that is quoted."""

    page: Page
    block: GuideBlock | None
    reference: Reference
    target: Target


@dataclass(frozen=True)
class Hit:
    """Words found: the numbers of the first and last block, and their stretches of the running text that was searched."""

    first: int
    last: int
    spans: tuple[Span, ...]


def targets(edition: Edition, path: str, reference: Reference) -> tuple[tuple[Target, ...], list[Problem]]:
    """Where the citations of one reference of the page ``path`` lead, its quotation verified."""
    found: list[Target] = []
    problems: list[Problem] = []
    for citation in reference.citations:
        target, message = _place(edition, citation)
        if target is None:
            hint, exact = _nearest_key(edition, citation), None
            if reference.words and (places := _places(edition, reference.words, citation)):
                hint, exact = _change(places), _cited(reference, places)
            problems.append(Problem(path, reference.line, reference.column, "Q006", message, hint, about(edition, citation), exact))
            continue
        if reference.words:
            target, fault = _verify(edition, reference, target)
            if fault:
                code, message, hint, exact = fault
                problems.append(Problem(path, reference.line, reference.column, code, message, hint, about(edition, citation), exact))
        if target:
            found.append(target)
    return tuple(found), problems


def about(edition: Edition, citation: Citation) -> tuple[str, ...]:
    """The places of a text on which it rests whether a citation is right: the file, and the lines that it names, or all."""
    path = f"reports/{citation.report}/{citation.chapter or 'index'}.md"
    chapter = edition.chapters.get(path)
    if chapter is None or not {citation.first, citation.last} <= chapter.index.keys():
        return path, f"{path}#"
    lines = [block.line for block in chapter.blocks[chapter.index[citation.first] : chapter.index[citation.last] + 1]]
    return path, *(f"{path}#{line}" for line in lines)


def _place(edition: Edition, citation: Citation) -> tuple[Target | None, str]:
    report = edition.report(citation.report)
    if report is None:
        return None, _("There is no report “{report}”.", report=citation.report)
    if not citation.chapter:
        return Target(citation, report), ""
    chapter = report.chapter(citation.chapter)
    if chapter is None:
        return None, _("“{report}” has no chapter “{chapter}”.", report=citation.report, chapter=citation.chapter)
    for name in (citation.first, citation.last):
        if name and name not in chapter.index:
            return None, _("“{chapter}” has no paragraph “{id}”.", chapter=chapter.key, id=name)
    if citation.first and chapter.index[citation.first] > chapter.index[citation.last]:
        return None, _("The range of the citation runs backwards: {first} comes after {last}.", first=citation.first, last=citation.last)
    last = chapter.ids[chapter.stretch(citation.first, citation.last)[1] - 1].id if citation.first else ""
    # the last part of a paragraph that was parted since, else what the citation says, which may be the address of one that was merged
    parted = citation.first and chapter.index[last] > chapter.index[citation.last]
    return Target(citation, report, chapter, citation.first, last if parted else citation.last), ""


def _nearest_key(edition: Edition, citation: Citation) -> str:
    report = edition.report(citation.report)
    if report is None:
        return _("The reports that can be cited are: {reports}.", reports=listed(r.id for r in edition.reports))
    chapter = report.chapter(citation.chapter)
    if chapter is None:
        return _("The chapters that can be cited are: {chapters}.", chapters=listed(c.key for c in report.chapters))
    paragraphs = [ids.id for ids in chapter.ids if ids.id[0] == "p"]
    if not paragraphs:
        return _("This chapter has no paragraph that can be cited.")
    return _("Paragraphs {first} to {last} can be cited, the lower one first.", first=paragraphs[0], last=paragraphs[-1])


def find(chapter: Chapter, words: str, view: View, first: int = 0, last: int | None = None, within: bool = False) -> list[Hit]:
    """Where ``words`` stand. ``words`` has no white space.

    Only the blocks ``first`` to ``last`` are searched. ``……`` and ``[…]`` skip; ``within`` keeps a quotation that skips
    inside one block. Hits that begin in the same block count once.
    """
    text, starts = chapter.running(view)
    low = starts[first] if starts else 0
    high = starts[last + 1] if last is not None and last + 1 < len(starts) else len(text)
    parts = [words] if words in text else [part for part in SKIP.split(words) if part]
    hits: dict[int, Hit] = {}
    at = text.find(parts[0], low, high) if parts else -1
    while at >= 0:
        opening = block_at(chapter, at, view)
        limit = (starts[opening + 1] if opening + 1 < len(starts) else len(text)) if within and len(parts) > 1 else high
        end = at + len(parts[0])
        spans = [(at, end)]
        for part in parts[1:]:
            follow = text.find(part, end, limit)
            end = follow + len(part) if follow >= 0 else limit + 1
            spans.append((follow, end))
        if end <= limit:
            hits.setdefault(opening, Hit(opening, block_at(chapter, end - 1, view), tuple(spans)))
        at = text.find(parts[0], at + 1, high)
    return list(hits.values())


def block_at(chapter: Chapter, offset: int, view: View = "corrected") -> int:
    """The number of the block to which a character of the running text belongs."""
    return bisect.bisect_right(chapter.running(view)[1], offset) - 1


def _verify(
    edition: Edition, reference: Reference, target: Target
) -> tuple[Target | None, tuple[str, str, str, Replacement | None] | None]:
    """The target narrowed to the blocks in which the words stand, or code, message, mend and exact mend."""
    chapter, citation = target.chapter, target.citation
    assert chapter is not None  # the scan lets no quotation through whose citation has no chapter
    forms = dict.fromkeys((reference.words, reference.words.translate(_INNER)))
    low, high = (chapter.index[citation.first], chapter.index[target.last]) if citation.first else (0, None)
    for view in VIEWS:
        for words in forms:
            hits = find(chapter, words, view, low, high, within=not citation.first)
            if len(hits) > 1 and not citation.first:
                places = listed(chapter.ids[hit.first].id for hit in hits)
                return None, (
                    "Q003",
                    _(
                        "The quotation “{words}” stands in “{chapter}” more than once ({places}).",
                        words=_short(words),
                        chapter=chapter.key,
                        places=places,
                    ),
                    _(
                        "State the paragraph, as in “{citation}”.",
                        citation=Citation(citation.report, citation.chapter, chapter.ids[hits[0].first].id),
                    ),
                    None,
                )
            if hits:
                hit = hits[0]
                spans = hit.spans if view == "corrected" else tuple(chapter.corrected(*span) for span in hit.spans)
                first, last = chapter.ids[hit.first].id, chapter.ids[hit.last].id
                if citation.first == citation.last != target.last:  # of a paragraph that was parted: the address stays the one cited
                    first = citation.first
                return Target(citation, target.report, chapter, first, last, view, spans), None
    if found := _places(edition, reference.words, citation):
        message = _(
            "The quotation “{words}” is not at the place cited, but in {chapter} at {id}.",
            words=_short(reference.words),
            chapter=f"{found[0].report}/{found[0].chapter}",
            id=found[0].first,
        )
        return None, ("Q002", message, _change(found), _cited(reference, found))
    nearest = fuzz.partial_ratio_alignment(reference.words, chapter.running("corrected")[0], score_cutoff=50)
    message = _("The quotation “{words}” is not in “{chapter}”.", words=_short(reference.words), chapter=chapter.key)
    if nearest is None:
        return None, ("Q001", message, _("Copy the text word for word, with “……” for words that are left out."), None)
    text = chapter.running("corrected")[0]
    block = chapter.ids[block_at(chapter, nearest.dest_start)].id
    return None, (
        "Q001",
        message,
        _(
            "The nearest words are “{words}” at {id}; copy them as they are, with “……” for words that are left out.",
            words=text[nearest.dest_start : nearest.dest_end],
            id=block,
        ),
        _copied(reference, text),
    )


def _places(edition: Edition, words: str, citation: Citation) -> list[Citation]:
    """The places at which quoted words stand: those in the chapter cited, or where it has none, those in the first that has."""
    own = edition.chapters.get(f"reports/{citation.report}/{citation.chapter}.md")
    forms = dict.fromkeys((words, words.translate(_INNER)))
    for chapter in (*([own] if own else []), *(c for c in edition.chapters.values() if c is not own)):
        for form in forms:
            if hits := find(chapter, form, "corrected", within=True) or find(chapter, form, "transcribed", within=True):
                ids = chapter.ids
                return [Citation(chapter.report, chapter.stem, ids[hit.first].id, ids[hit.last].id) for hit in hits]
    return []


def _change(places: Sequence[Citation]) -> str:
    return _("Change the citation to “{citation}”.", citation=places[0])


def _cited(reference: Reference, places: Sequence[Citation]) -> Replacement | None:
    """The mend for a citation whose words stand at one other place of the chapter that it names, and nowhere else there."""
    cited = reference.citations[0]
    if len(places) != 1 or (places[0].report, places[0].chapter) != (cited.report, cited.chapter):
        return None
    return Replacement(*reference.bracket, f"[@{reference.raw}]", str(places[0]))


def _copied(reference: Reference, text: str) -> Replacement | None:
    """The mend for words that differ from those of one place of a chapter's ``text`` in punctuation only."""
    if reference.written is None or SKIP.search(reference.words):
        return None
    line, column, old = reference.written
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    plain, wanted = "".join(text[at] for at in letters), "".join(filter(str.isalnum, reference.words))
    first = plain.find(wanted)
    if not wanted or first < 0 or plain.find(wanted, first + 1) >= 0:
        return None
    start, end = letters[first], letters[first + len(wanted) - 1] + 1
    # what stands before or behind the words, where the quotation has punctuation there too
    start -= start > 0 and not reference.words[0].isalnum() and not text[start - 1].isalnum()
    end += end < len(text) and not reference.words[-1].isalnum() and not text[end].isalnum()
    new = text[start:end]
    if new.count("「") != new.count("」"):
        return None
    return Replacement(line, column, old, new if "「" in old else new.translate(_INNER))


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:14]}……{words[-14:]}"
