"""Composing: the packet that a file describes, with everything that is to be read in it, in one view and one script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from ..catalogue import _
from ..document.model import (
    Block,
    Blocks,
    Document,
    Form,
    FormField,
    Glossary,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Listing,
    Note,
    Packet,
    Paragraph,
    Part,
    PartKind,
    Passage,
    Question,
    Script,
    Table,
    Text,
    TextSource,
    Unit,
)
from ..document.pages import Pages
from ..document.transcript import GAP, in_view, passages
from ..document.tree import convert, joined, rewritten, walk, with_ids
from ..edition.model import Chapter, Edition, Page, Report
from ..edition.wording import proof_line
from ..links.quotations import Target
from ..reading.packets import FORMS, Spec
from ..reading.schema import USES, FormMeta
from ..text import simplified
from ..text.marks import View
from ..text.numerals import hours
from ..text.wording import clauses, label, span_label, statements
from . import plan as planning
from .glossary import terms

_Block = TypeVar("_Block")


def document(pages: Pages, path: str, text: str | None = None) -> Document:
    """The document of the page at ``path``, of whatever kind; ``text`` is its Markdown where that is not the file's."""
    page = pages.edition.page(path)
    if page is None or not (page.packet or page.is_form):
        return pages.of(path, text)
    packet = compose(pages, path, facilitator=bool(page.packet))
    titles = tuple(block for block in pages.written(path) if isinstance(block, Heading) and block.level == 0)[:1]
    return with_ids(replace(packet, blocks=(*titles, *packet.blocks)))


def compose(
    pages: Pages,
    path: str,
    *,
    facilitator: bool = False,
    view: View = "corrected",
    script: Script = "hant",
    address: str = "",
) -> Packet:
    """The packet at ``path`` below docs/, which may also be a blank form alone.

    ``address`` is that of its page on the web, '' where that is not known. A part that names what is not there is left out:
    checks/packets.py reports it, and `serve` shows the page nevertheless.
    """
    edition = pages.edition
    page = edition.page(path)
    assert page is not None
    composer = _Composer(pages, facilitator, view)
    meta, file = page.meta, page.packet
    introduction: Blocks = ()
    if file:
        introduction = composer.written(path)
        sound = tuple(spec for spec in file.parts if planning.is_there(edition, spec))
        parts = tuple(composer.parts(replace(page, packet=replace(file, parts=sound))))
    else:
        parts = (composer.form(page, "", "part-1"),)
    packet = Packet(
        path,
        page.title,
        introduction,
        meta.english,
        description=meta.description,
        audience=file.audience if file else "",
        minutes=file.minutes if file else 0,
        parts=parts,
        sources=tuple(_sources(edition, (introduction, parts))),
        view=view,
        script=script,
        facilitator=facilitator,
        address=address,
        licence=edition.settings.licence,
        editors=edition.settings.editors,
    )
    return in_simplified(packet) if script == "hans" else packet


def in_simplified(packet: Packet) -> Packet:
    """The packet in simplified characters, as OpenCC has them."""
    texts: list[str] = []

    def collect(text: str) -> str:
        texts.append(text)
        return text

    convert(packet, collect)
    return convert(packet, simplified.table(texts).convert)


class _Composer:
    """What all parts of one packet have in common."""

    def __init__(self, pages: Pages, facilitator: bool, view: View) -> None:
        self.pages, self.edition, self.links = pages, pages.edition, pages.links
        self.facilitator, self.view = facilitator, view
        self.notes = 0
        self.meeting = False
        self.texts: dict[str, tuple[Passage, ...]] = {}

    def written(self, path: str) -> Blocks:
        """What the editors wrote of a page, as it stands on paper, without its title and what closes a guide."""
        found = [self.on_paper(block) for block in self.pages.written(path) if not (isinstance(block, Unit) and block.closing)]
        titles = [block for block in found if isinstance(block, Heading) and block.level == 0]
        return tuple(replace(b, level=1) if isinstance(b, Heading) and b.level == 0 else b for b in found if b not in titles[:1])

    def unit(self, path: str, name: str) -> Unit:
        """A block of a guide, as it stands on paper."""
        return self.on_paper(self.pages.unit(path, name))

    def on_paper(self, block: _Block) -> _Block:
        """A block with the titles of pages, which only their underline marks on the site, in 〈〉; pictures are named."""

        def change(inlines: Inlines) -> Inlines:
            row: list[Inline] = []
            for item in inlines:
                if isinstance(item, Image):
                    row.append(Text(item.text))
                elif isinstance(item, Link) and not item.citation and (page := self.edition.page(item.path)) and page.title == item.text:
                    row += [Text("〈"), item, Text("〉")]
                else:
                    row.append(item)
            return joined(row)

        return rewritten(block, change)

    def parts(self, page: Page) -> Iterator[Part]:
        """The parts in their order: the plan first and the leader's notes behind their questions, both for the leader alone."""
        assert page.packet is not None
        self.meeting = bool(page.packet.minutes)
        if self.facilitator and self.meeting:
            yield self.plan(page)
        specs = [(spec, f"part-{spec.number}") for spec in page.packet.parts]
        # texts first, so that a note has one number in every edition, whatever the leader's holds besides
        texts = {id_: self.text(spec, id_) for spec, id_ in specs if spec.kind in ("excerpt", "chapter")}
        for spec, id_ in specs:
            if id_ in texts:
                yield texts[id_]
            else:
                yield from self.part(page, spec, id_)

    def part(self, page: Page, spec: Spec, id_: str) -> Iterator[Part]:
        assert page.packet is not None
        title = planning.numbered(self.edition, spec)
        if spec.asked:
            asked = (Question(number, (Text(words),)) for number, words in enumerate(spec.asked, 1))
            yield Part("questions", id_, title, tuple(asked))
        elif spec.kind == "glossary":
            yield Part("glossary", id_, title, (Glossary(tuple(terms(self.edition, self.links, page.packet))),))
        elif spec.kind == "form":
            form = self.edition.page(f"{FORMS}{spec.name}.md")
            assert form is not None
            yield self.form(form, title, id_)
        else:
            guide = self.edition.page(f"guides/{spec.name}.md")
            assert guide is not None
            if spec.kind == "guide":
                yield self.guide(guide, spec, title, id_)
            else:
                yield from self.questions(guide, spec, id_)

    def text(self, spec: Spec, id_: str) -> Part:
        """Paragraphs of a chapter, or all of it, with their notes."""
        chapter = planning.chapter_of(self.edition, spec)
        report = self.edition.report(chapter.report) if chapter else None
        assert chapter is not None
        assert report is not None
        kind: PartKind = "chapter" if spec.kind == "chapter" else "excerpt"
        title, stretch = planning.numbered(self.edition, spec), planning.stretch(chapter, spec)
        blocks: list[Block] = list(self.passages(chapter, stretch))
        if chapter.facts.breaks_off and stretch[1] == len(chapter.ids):
            blocks.append(Paragraph((Text(GAP),)))
        first, last = chapter.ids[stretch[0]].id, chapter.ids[stretch[1] - 1].id
        place = "" if kind == "chapter" else span_label(first, last)
        author = _("{author} ({role})", author=chapter.author, role=chapter.role) if chapter.role else chapter.author
        message = clauses((author, chapter.when)) if kind == "chapter" else ""
        named = _("{report}, “{chapter}”", report=report.short, chapter=chapter.short)
        source = _said(statements((named, place)), message, self.use(spec))
        return Part(kind, id_, title, tuple(blocks), chapter.english, source, chapter.path + (f"#{first}" if place else ""))

    def use(self, spec: Spec) -> str:
        """When a part is read, where that is not in the meeting and there is one."""
        return spec.use if self.meeting and spec.use != USES[0] else ""

    def passages(self, chapter: Chapter, stretch: tuple[int, int]) -> Iterator[Passage]:
        """Blocks of a chapter as one can read them in the view of the packet; their notes are numbered through it."""
        if chapter.key not in self.texts:
            self.texts[chapter.key] = tuple(passages(chapter))
        for passage in in_view(self.texts[chapter.key][slice(*stretch)], self.view, self.notes):
            self.notes += sum(isinstance(item, Note) for item in passage.content)
            yield passage

    def guide(self, guide: Page, spec: Spec, title: str, id_: str) -> Part:
        """A guide, or single blocks of it in the order in which they are named."""
        if not spec.blocks:
            return Part("guide", id_, title, self.written(guide.path), guide.meta.english, self.use(spec), guide.path)
        blocks = planning.chosen(guide, spec)
        units = tuple(self.unit(guide.path, block.id) for block in blocks)
        source = _said(_("Taken from the guide “{title}”", title=guide.title), self.use(spec))
        return Part("guide", id_, title, units, source=source, path=f"{guide.path}#{blocks[0].id}")

    def questions(self, guide: Page, spec: Spec, id_: str) -> Iterator[Part]:
        """The questions of a guide; for the leader with the passages that they point to, and the note behind them."""
        found = planning.questions(guide)
        if found is None:
            return
        block, lines = found
        asked: list[Question] = []
        given: dict[tuple[str, int], int] = {}  # the question under which a paragraph stands
        listing = next((item for item in self.unit(guide.path, block.id).blocks if isinstance(item, Listing)), Listing(True, ()))
        for number, (item, start, end) in enumerate(zip(listing.items, lines, [*lines[1:], block.end], strict=False), 1):
            content = next((part.content for part in item if isinstance(part, Paragraph)), ())
            passages = tuple(self.expected(guide, start, end, number, given)) if self.facilitator else ()
            asked.append(Question(number, content, passages))
        yield Part("questions", id_, planning.numbered(self.edition, spec), tuple(asked), path=f"{guide.path}#{block.id}")
        note = next((block for block in guide.blocks if "leads" in block.traits), None)
        if self.facilitator and note:
            blocks = self.unit(guide.path, note.id).blocks
            if self.meeting:  # the note was written for the guide alone, and shares out time of its own
                message = _(
                    "This section is taken from the guide; the times in it are for a meeting on that guide alone. "
                    "For this meeting, follow the agenda in “{plan}” above.",
                    plan=_plan_title(),
                )
                blocks = (Paragraph((Text(message),)), *blocks)
            title = _("For the one who leads: {title}", title=guide.title)
            yield Part("leader", f"{id_}-leader", title, blocks, path=f"{guide.path}#{note.id}", leader=True)

    def expected(self, guide: Page, start: int, end: int, number: int, given: dict[tuple[str, int], int]) -> Iterator[Block]:
        """The paragraphs to which a question on these lines points; one that stands under an earlier question is named."""
        references = [reference for reference in guide.references if start <= reference.line < end]
        targets = [target for item in references for target in self.links.targets.get((guide.path, item.raw, item.words), ())]
        places = {(chapter.key, at): chapter for target in targets for chapter, at in _covered(target)}
        for (key, at), chapter in places.items():
            if (earlier := given.setdefault((key, at), number)) == number:
                yield from self.passages(chapter, (at, at + 1))
            else:
                place = label(chapter.ids[at].id)
                seen = _("“{chapter}”, {place}: see question {number}.", chapter=chapter.short, place=place, number=earlier)
                yield Paragraph((Text(seen),))

    def form(self, page: Page, title: str, id_: str) -> Part:
        """A blank form: its fields, each with what asks for it."""
        written = self.written(page.path)
        fields = tuple(block for block in written if isinstance(block, FormField))
        blocks = tuple(block for block in written if not isinstance(block, FormField))
        assert isinstance(page.meta, FormMeta)
        form = Form(fields, page.meta.rows or 0, page.meta.paper == "橫", blocks)
        return Part("form", id_, title or page.title, (form,), page.meta.english, path=page.path)

    def plan(self, page: Page) -> Part:
        """The agenda of the meeting, and how its minutes were reckoned."""
        assert page.packet is not None
        rows = planning.plan(self.edition, self.links.quotations, page.packet).rows
        table: list[tuple[Inlines, ...]] = []
        clock = 0
        for row in rows:
            title = row.title
            if row.characters:
                title = _("{title} ({count} characters)", title=row.title, count=row.characters)
            elif row.questions:
                title = _("{title} ({count} questions)", title=row.title, count=row.questions)
            table.append(((Text(hours(clock)),), (Text(title),), (Text(str(row.minutes)),)))
            clock += row.minutes
        table.append(((Text(hours(clock)),), (Text(_("End")),), (Text(str(clock)),)))
        agenda = Table("agenda", ((Text(_("Time")),), (Text(_("Agenda")),), (Text(_("Minutes")),)), tuple(table))
        ground = Paragraph((Text(self.edition.settings.rate.ground),))
        return Part("plan", "plan", _plan_title(), (agenda, ground, *self.before(page)), leader=True)

    def before(self, page: Page) -> Iterator[Block]:
        """What is to be read before the meeting, and what is only to be at hand in it."""
        _aloud, *others = (
            clauses(planning.numbered(self.edition, spec) for spec in (page.packet.parts if page.packet else ()) if spec.use == use)
            for use in USES
        )
        first, at_hand = others
        if first:
            yield Paragraph((Text(_("To be read by all before the meeting: {parts}.", parts=first)),))
        if at_hand:
            yield Paragraph((Text(_("To have at hand, not to be read aloud: {parts}.", parts=at_hand)),))


def _said(*words: str) -> str:
    """What is said of a part, as sentences."""
    return _(". ", "between sentences").join(filter(None, words))


def _plan_title() -> str:
    return _("How this meeting goes")


def _covered(target: Target) -> Iterator[tuple[Chapter, int]]:
    """The blocks of a chapter to which a citation leads; none where it cites a whole chapter or report."""
    if target.chapter and target.first:
        index = target.chapter.index
        for at in range(index[target.first], index[target.last or target.first] + 1):
            yield target.chapter, at


def _sources(edition: Edition, parts: object) -> Iterator[TextSource]:
    """The reports whose words stand in the parts, in the order of the edition."""
    keys = {piece.key.split("/")[0] for piece in walk(parts) if isinstance(piece, Passage)}
    keys |= {match[1] for piece in walk(parts) if isinstance(piece, Link) and (match := re.match("reports/([^/]+)/", piece.path))}
    for report in edition.reports:
        if report.id in keys:
            yield _source(report)


def _source(report: Report) -> TextSource:
    meta = report.meta
    return TextSource(report.title, report.short, meta.imprint, proof_line(meta.proof), report.revision, report.revised, meta.rights)
