"""A chapter as a document: its passages in both views with their notes, what the editors tell of the text, and what it mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..catalogue import _
from ..edition.model import Chapter, Edition
from ..edition.wording import citation_text, proof_line, revision_line, source_line
from ..links.mentions import Mentions, address
from ..links.model import Links
from ..text.marks import VIEWS, Mark, PageBreak, View, shown
from ..text.marks import Inline as Token
from ..text.transcript import Block
from ..text.wording import describe, name, sentence, statements
from .model import Annotated, Fact, Facts, Heading, Inline, Inlines, Link, Named, Note, PageTurn, Passage, Text, Transcript

GAP = _("The transcription breaks off here. The pages that follow were not seen, and this site does not have their text.")


def transcript(edition: Edition, links: Links, chapter: Chapter) -> Transcript:
    """The document of a chapter."""
    report = edition.report(chapter.report)
    assert report is not None  # a chapter is read with its report
    found = links.mentions.get(chapter.key) or Mentions()
    blocks = tuple(passages(chapter, links))
    notes = tuple((item, block.id) for block in blocks for item in block.content if isinstance(item, Annotated))
    rows = (
        (_("Speaker"), statements((chapter.author, chapter.role))),
        (_("Place and time"), statements((chapter.where, chapter.when))),
        (_("Proof"), proof_line(chapter.proof)),
        (_("State"), _("Draft: not published, and its numbers may still change.") if report.meta.draft else ""),
        (_("Revision"), revision_line(report.revision, report.revised)),
    )
    facts = [Fact(label, (Text(text),)) for label, text in rows if text]
    facts.append(Fact(_("Source"), (Link(source_line(report), report.path),)))
    headed = bool(blocks) and blocks[0].level == 1
    return Transcript(
        chapter.path, chapter.title, blocks if headed else (Heading(0, (Text(chapter.title),), id="title"), *blocks), chapter.english,
        key=chapter.key, short=chapter.short, facts=Facts(tuple(facts)), mentions=found, notes=notes,
        names=dict(_named(edition, chapter, found)),
        gap=GAP if chapter.facts.breaks_off else "", citation=citation_text(report, chapter),
        revision=_("revision {revision} of this edition", revision=revision_line(report.revision, report.revised)),
    )  # fmt: skip


def passages(chapter: Chapter, links: Links | None = None) -> Iterator[Passage]:
    """The passages of a chapter in both views, their notes numbered in order; with ``links``, who quotes and cites them."""
    count = 0
    for block, ids in zip(chapter.blocks, chapter.ids, strict=True):
        content = _content(block, count)
        count += sum(isinstance(item, Annotated) for item in content)
        number = ids.id[1:] if ids.id[0] == "p" else ""
        back = links.backlinks.get((chapter.key, ids.id), ()) if links else ()
        yield Passage(chapter.key, ids.id, number, content, block.level, block.item, ids.aliases, back)


def in_view(passages: Iterable[Passage], view: View, count: int = 0) -> Iterator[Passage]:
    """Passages with the words of one view alone, each note behind the words that it is on. Notes are numbered on from ``count``."""
    for passage in passages:
        row: list[Inline] = []
        for item in passage.content:
            if isinstance(item, Annotated):
                count += 1
                row += [*viewed(item, view), replace(item.note, number=count)]
            else:
                row.append(item)
        yield replace(passage, content=tuple(row))


def viewed(item: Annotated, view: View) -> Inlines:
    """What stands in the text of a view."""
    return item.corrected if view == "corrected" else item.transcribed


def text(content: Inlines, view: View) -> str:
    """The characters of a passage in one view."""
    parts = (item for item in content if not isinstance(item, PageTurn | Note))
    return "".join(text(viewed(item, view), view) if isinstance(item, Annotated) else item.text for item in parts)


def _content(block: Block, count: int) -> Inlines:
    row: list[Inline] = []
    for token in block.tokens:
        if isinstance(token, Mark):
            count += 1
            note = Note(count, name(token), describe(token), sentence(token.why) if token.why else "")
            corrected, transcribed = (tuple(map(_plain, shown(token, view))) for view in VIEWS)
            row.append(Annotated("conj" if token.conjecture else token.kind, corrected, transcribed, note))
        elif isinstance(token, PageBreak) or token.text:
            row.append(_plain(token))
    return tuple(row)


def _plain(token: Token) -> Inline:
    if isinstance(token, PageBreak):
        return PageTurn(_("page {number}", number=token.number) if token.number else _("page turn"), token.why)
    return Text(token.text)


def _named(edition: Edition, chapter: Chapter, found: Mentions) -> Iterator[tuple[int, Named]]:
    """The entries that a chapter mentions, by kind and then by the order of entries, each under its number in the mentions."""
    first: dict[int, int] = {}
    for number, which in enumerate(found.which):
        if which not in first:
            first[which] = number
    kinds = edition.settings.entries
    for _rank, which in sorted((edition.ranks[slug], which) for which, slug in enumerate(found.slugs)):
        entry = edition.entries[found.slugs[which]]
        label, place = kinds[entry.kind].label, address(chapter, found, first[which])
        yield which, Named(label, entry.slug, entry.path, entry.name, entry.english, entry.first, found.counts[which], place)
