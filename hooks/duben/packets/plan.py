"""The plan of a meeting: what is done in which minute, so that it adds up to the minutes that the packet names.

Reading aloud is counted at the rate that the edition's settings name; what is left when all else has its time is for discussion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..catalogue import _
from ..edition.model import Chapter, Edition, Page
from ..links.quotations import Span, VerifiedQuotation
from ..reading import blocks as guides
from ..reading.packets import FORMS, PacketFile, Spec
from ..reading.schema import USES
from ..text.numerals import han
from ..text.wording import span_label, statements

OPENING, CLOSING, FORM = 5, 5, 10
"""Minutes for what every meeting has, and for filling in a form whose packet does not say how long."""
LEAST = 3
"""The fewest minutes in which a question can be discussed."""


@dataclass(frozen=True)
class Row:
    """A point of the agenda. ``characters`` are those that are read aloud, ``questions`` how many are discussed."""

    title: str
    minutes: int
    characters: int = 0
    questions: int = 0


@dataclass(frozen=True)
class Plan:
    """The agenda of a packet. ``needed`` are the minutes that all but discussion takes; ``minutes`` of its rows add up to the
    packet's, unless it is ``short``."""

    rows: tuple[Row, ...]
    needed: int
    short: bool = False


def chapter_of(edition: Edition, spec: Spec) -> Chapter | None:
    """The chapter from which an excerpt is taken."""
    report = edition.report(spec.citation.report) if spec.citation else None
    return report.chapter(spec.citation.chapter) if report and spec.citation else None


def is_there(edition: Edition, spec: Spec) -> bool:
    """Whether everything that a part names is in the edition."""
    if spec.citation:
        chapter = chapter_of(edition, spec)
        names = [name for name in (spec.citation.first, spec.citation.last) if name]
        if chapter is None or not chapter.ids or not {*names} <= chapter.index.keys():
            return False
        return not names or chapter.index[names[0]] <= chapter.index[names[-1]]
    if spec.kind in ("guide", "questions") and not spec.asked:
        guide = edition.page(f"guides/{spec.name}.md")
        own = chosen(guide, Spec("guide", spec.name, spec.line)) if guide and guide.is_guide else []
        return bool(guide and guide.is_guide) and {*spec.blocks} <= {name for block in own for name in (block.id, *block.aliases)}
    return spec.kind != "form" or edition.page(f"{FORMS}{spec.name}.md") is not None


def stretch(chapter: Chapter, spec: Spec) -> Span:
    """The numbers of an excerpt's first block and of the one behind its last; of a chapter, all."""
    assert spec.citation is not None  # an excerpt or a chapter has one
    if not spec.citation.first:
        return 0, len(chapter.ids)
    return chapter.stretch(spec.citation.first, spec.citation.last)


def chosen(page: Page, spec: Spec) -> list[guides.GuideBlock]:
    """The blocks of a guide that a part takes, in the order in which it names them: named ones, or all but questions and note."""
    if spec.blocks:
        return [block for name in spec.blocks for block in page.blocks if name in (block.id, *block.aliases)]
    return [block for block in page.blocks if not block.traits & {"asks", "leads"}]


def questions(page: Page) -> tuple[guides.GuideBlock, list[int]] | None:
    """The block of a guide's questions, and the line of each."""
    block = next((block for block in page.blocks if "asks" in block.traits), None)
    return (block, guides.questions(page.document, block)) if block else None


def taken(edition: Edition, quotations: Iterable[VerifiedQuotation], spec: Spec) -> set[tuple[str, Span]]:
    """What a part takes from the reports, of a guide what it quotes: citation keys of chapters, each with a stretch of its
    corrected text."""
    if chapter := chapter_of(edition, spec):
        return {(chapter.key, span) for span in chapter.spans[slice(*stretch(chapter, spec))]}
    page = edition.page(f"guides/{spec.name}.md")
    if spec.kind != "guide" or page is None:
        return set()
    names = {block.id for block in chosen(page, spec)}
    return {
        (quotation.target.chapter.key, span)
        for quotation in quotations
        if quotation.page.path == page.path and quotation.block and quotation.block.id in names and quotation.target.chapter
        for span in quotation.target.spans
    }


def plan(edition: Edition, quotations: Sequence[VerifiedQuotation], packet: PacketFile) -> Plan:
    """The agenda of a packet whose parts are all there."""
    rows: list[Row] = [Row(_("Opening: say what this meeting is for, hand out the material"), OPENING)]
    open_rows: list[int] = []  # discussions that share what is left
    for spec in packet.parts:
        named = numbered(edition, spec)
        if spec.kind == "questions":
            page = edition.page(f"guides/{spec.name}.md")
            found = questions(page) if page else None
            count = len(found[1]) if found else len(spec.asked)
            if not spec.minutes:
                open_rows.append(len(rows))
            rows.append(Row(_("Discuss: {part}", part=named), spec.minutes, questions=count))
        elif spec.kind == "form":
            rows.append(Row(_("Fill in: {part}", part=named), spec.minutes or FORM))
        elif spec.use == USES[0] and (characters := sum(end - start for _key, (start, end) in taken(edition, quotations, spec))):
            rows.append(Row(_("Read: {part}", part=named), -(-characters // edition.settings.rate.characters), characters))
    rows.append(Row(_("Closing: each one names a thing to do after the meeting"), CLOSING))
    needed = sum(row.minutes for row in rows) + packet.pause
    left = packet.minutes - needed
    wanted = sum(rows[at].questions for at in open_rows)
    if left < 0 or (open_rows and left < wanted * LEAST):
        return Plan(tuple(rows), needed + wanted * LEAST, short=True)
    if open_rows:
        for at in open_rows:
            share = left * rows[at].questions // wanted if wanted else left // len(open_rows)
            rows[at] = Row(rows[at].title, share, questions=rows[at].questions)
        last = rows[open_rows[-1]]
        rest = packet.minutes - packet.pause - sum(row.minutes for row in rows)
        rows[open_rows[-1]] = Row(last.title, last.minutes + rest, questions=last.questions)
    elif left:
        rows.insert(-1, Row(_("Time that is left, for anyone to speak"), left))
    return Plan(tuple(_with_break(rows, packet.pause) if packet.pause else rows), needed)


def _with_break(rows: list[Row], pause: int) -> list[Row]:
    """The agenda with its break as near to half-time as can be; a discussion is parted between two questions."""
    half = sum(row.minutes for row in rows) / 2
    clock, best = 0, (half, 0, 0)  # how far from half-time; behind which row, or in it behind which question
    for at, row in enumerate(rows):
        for asked in range(1, row.questions):
            best = min(best, (abs(clock + row.minutes * asked / row.questions - half), at, asked))
        clock += row.minutes
        best = min(best, (abs(clock - half), at + 1, 0))
    _far, at, asked = best
    stop = Row(_("Break"), pause)
    if not asked:
        return [*rows[:at], stop, *rows[at:]]
    row = rows[at]
    minutes = round(row.minutes * asked / row.questions)
    before = Row(_("{title} (first half)", title=row.title), minutes, questions=asked)
    after = Row(_("{title} (second half)", title=row.title), row.minutes - minutes, questions=row.questions - asked)
    return [*rows[:at], before, stop, after, *rows[at + 1 :]]


def numbered(edition: Edition, spec: Spec) -> str:
    """What a part is called, with its number, by which a group with different editions at hand finds it."""
    return _("{number}. {title}", "a part of a packet", number=han(spec.number), title=_title(edition, spec))


def _title(edition: Edition, spec: Spec) -> str:
    """A part's own title, else that of what it is taken from."""
    if spec.title:
        return spec.title
    if spec.kind == "glossary":
        return spec.name
    if spec.asked:
        return _("Questions")
    if (chapter := chapter_of(edition, spec)) and spec.citation:
        return statements((chapter.short, span_label(spec.citation.first, spec.citation.last) if spec.citation.first else ""))
    page = edition.page(f"{FORMS}{spec.name}.md" if spec.kind == "form" else f"guides/{spec.name}.md")
    blocks = chosen(page, spec) if page and spec.kind == "guide" and len(spec.blocks) == 1 else []
    name = blocks[0].title if blocks else page.title if page else spec.name
    return _("Questions on “{title}”", title=name) if spec.kind == "questions" else name
