"""Lists and tables that the edition makes of itself: of guides, packets, reports, entries, codes, and what the reports hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .. import telling
from ..catalogue import _, listed
from ..edition.model import Chapter, Edition, Page, Report
from ..edition.order import guide_groups, packet_forms
from ..edition.wording import proof_line, revision_line
from ..links import coverage
from ..links.concordance import Concordance
from ..links.model import Links
from ..links.quotations import VerifiedQuotation
from ..problems import CODES
from ..reading.entries import Entry
from ..reading.settings import Settings
from ..text.wording import NAMES, label, span_label, statements
from . import cases
from .model import Block, Blocks, Cell, Facts, Heading, Inlines, Link, Listing, Paragraph, Preformatted, Strip, Table, Text, Unit
from .tree import BETWEEN, filled, separated

_NONE = "—"
_MEMBERS = _(", ", "between the members of a list")


def derived(edition: Edition, links: Links, concordance: Concordance, path: str) -> Blocks:
    """What the build adds to the page at ``path`` behind what the editors wrote; nothing on most pages."""
    folder, _, file = path.rpartition("/")
    match path:
        case "guides/index.md":
            return (*guide_list(edition), *inventory_list(edition, links))
        case "about/coverage.md":
            return coverage_list(edition, links)
        case "reports/index.md":
            return report_list(edition)
        case telling.PAGE:
            return problem_list(path)
        case "entries/index.md":
            return entry_kinds(concordance)
    if file == "index.md" and folder.startswith("entries/"):
        return (entry_index(concordance, folder.removeprefix("entries/")),)
    if file == "index.md" and (report := edition.report(folder.removeprefix("reports/"))):
        return (*report_index(report), *named(concordance, report))
    return ()


def _text(words: object) -> Inlines:
    """Words as inlines; none where there are none."""
    return (Text(str(words)),) if words != "" else ()


def _heading(level: int, title: str) -> Heading:
    return Heading(level, _text(title))


def _table(head: Sequence[str], rows: Iterable[Sequence[Inlines]], english: int = -1) -> Table:
    """A plain table; ``english`` is the column that is in English, if any."""
    languages = tuple("en" if at == english else "" for at in range(len(head))) if english >= 0 else ()
    return Table("plain", tuple(_text(cell) for cell in head), tuple(tuple(row) for row in rows), languages=languages)


def _items(rows: Iterable[Inlines], ordered: bool = False) -> Listing:
    return Listing(ordered, tuple((Paragraph(row),) for row in rows))


def guide_list(edition: Edition) -> Blocks:
    """The guides under the names of their groups, each with its description."""
    found: list[Block] = []
    for group, pages in guide_groups(edition).items():
        found += [_heading(1, group), _items(_described(page) for page in pages)]
    return tuple(found)


def _described(page: Page, minutes: int = 0) -> Inlines:
    message: Inlines = (Link(page.title, page.path),)
    if minutes:
        message = filled(_("{title} ({minutes} minutes)"), title=message, minutes=minutes)
    return filled(_("{title}: {description}"), title=message, description=page.meta.description) if page.meta.description else message


def packet_list(edition: Edition) -> Blocks:
    """The packets for a meeting, numbered, each with its minutes; the reading editions; the blank forms."""
    packets = sorted((page for page in edition.pages if page.packet), key=lambda page: (page.meta.order, page.path))
    timed = [(page, page.packet.minutes) for page in packets if page.packet and page.packet.minutes]
    groups = (
        (_("For one meeting"), [_described(page, minutes) for page, minutes in timed]),
        (_("To be read through"), [_described(page) for page in packets if page.packet and not page.packet.minutes]),
        (_("Blank forms"), [_described(page) for page in packet_forms(edition)]),
    )
    return tuple(block for title, rows in groups if rows for block in (_heading(1, title), _items(rows, title == groups[0][0])))


def overview(path: str, units: Sequence[Unit], settings: Settings) -> Blocks:
    """A table of the blocks of the guide at ``path`` that quote, each a link with the facts of an overview; nothing for a few."""
    if len(units) < 3:
        return ()
    facts = [{row.key: row.content for block in unit.blocks if isinstance(block, Facts) for row in block.rows} for unit in units]
    columns = [key for key in settings.facts_with("overview") if any(key in row for row in facts)]
    titles = [Link(" ".join(filter(None, (unit.number, unit.title))), f"{path}#{unit.id}") for unit in units]
    rows = [((title,), *(row.get(key, ()) for key in columns)) for title, row in zip(titles, facts, strict=True)]
    return (_heading(1, _("Overview")), _table((_("Topic"), *(settings.facts[key].label for key in columns)), rows))


def inventory_list(edition: Edition, links: Links) -> Blocks:
    """What the reports hold, item by item, each part with a link to the block of a guide that treats it."""
    treated = coverage.treated(links)
    found: list[Block] = [_heading(1, _("Inventory")), Paragraph(_text(_sum(edition, links, treated)))]
    for report in edition.reports:
        rows = []
        for entry, quotations in zip(links.inventory, treated, strict=True):
            if entry.citation.report == report.id:
                place = Link(
                    _("“{chapter}” {place}", chapter=entry.chapter.short, place=span_label(entry.citation.first, entry.citation.last)),
                    f"{entry.chapter.path}#{entry.citation.first}",
                )
                parts = [_part(words, found) for (words, _), found in zip(entry.items, quotations, strict=True)]
                kind = edition.settings.blocks[entry.kind].label
                matter = filled(_("{title} ({kind}, {place})"), title=entry.title, kind=kind, place=place)
                rows.append((matter, _text(entry.en), separated(parts, BETWEEN)))
        if rows:
            heads = (_("Matter"), _("English"), _("Its items, each a link to its guide"))
            found += [_heading(2, report.short), _table(heads, rows, english=1)]
    return tuple(found)


def _part(words: str, found: Sequence[VerifiedQuotation]) -> Text | Link:
    """The opening words of a part, as a link to the first block of a guide that quotes them."""
    words = words.rstrip("，、；：。")
    if not found:
        return Text(_("{words} (none)", words=words))
    best = next((quotation for quotation in found if quotation.block), found[0])
    return Link(words, best.page.path + (f"#{best.block.id}" if best.block else ""))


def _sum(edition: Edition, links: Links, of_entries: Sequence[Sequence[Sequence[VerifiedQuotation]]]) -> str:
    kinds = Counter(entry.kind for entry in links.inventory)
    treated = [found for row in of_entries for found in row]
    blocks = edition.settings.blocks
    message = statements(_("{kind} {count}", kind=kind.label, count=kinds[key]) for key, kind in blocks.items() if kinds[key])
    return _(
        "{matters} matters ({kinds}), in {items} items; the guides quote nothing on {without} of them.",
        matters=len(links.inventory),
        kinds=message,
        items=len(treated),
        without=sum(not found for found in treated),
    )


def entry_index(concordance: Concordance, kind: str) -> Table:
    """The entries of one kind by pinyin, each with what belongs to its kind and the number of its mentions."""
    entries = concordance.edition.entries
    own = concordance.edition.settings.entries[kind]
    heads = (_("Dates") if column == "dates" else own.fields[column].label for column in own.columns)

    def other(slug: str) -> Inlines:
        found = entries.get(slug)
        return (Link(found.name, found.path),) if found else ()

    def cell(entry: Entry, column: str) -> Inlines:
        if column == "dates":
            return _text(entry.dates)
        return other(entry.pointers[column]) if column in entry.pointers else _text(entry.facts.get(column, ""))

    rows = [
        (
            (Link(entry.name, entry.path),),
            _text(entry.pinyin),
            _text(entry.english),
            *(cell(entry, column) for column in own.columns),
            _text(_("{count}\u00a0mentions", count=concordance.count(entry.slug))),
        )
        for entry in entries.values()
        if entry.kind == kind
    ]
    return _table((_("Name"), _("Pinyin"), _("English"), *heads, _("Mentions")), rows, english=2)


def entry_kinds(concordance: Concordance) -> Blocks:
    """The kinds of entry, each with the way to its index and how many there are."""
    rows = []
    for kind, declared in concordance.edition.settings.entries.items():
        own = [entry for entry in concordance.edition.entries.values() if entry.kind == kind]
        if own:
            count = sum(concordance.count(entry.slug) for entry in own)
            message = _("{kind}: {entries} entries, {mentions} mentions in the texts")
            rows.append(filled(message, kind=Link(declared.label, f"entries/{kind}/index.md"), entries=len(own), mentions=count))
    return (_items(rows),) if rows else ()


def named(concordance: Concordance, report: Report) -> Blocks:
    """The entries that a report names, of the kinds that are listed so, each with its number of mentions."""
    counts = concordance.counts(report)
    found: list[Block] = []
    kinds = concordance.edition.settings.entries_with("listed")
    for kind, title in kinds.items():
        own = [entry for entry in concordance.edition.entries.values() if entry.kind == kind and counts[entry.slug]]
        if own:
            message = _("{name} ({count})")
            names = [filled(message, name=Link(entry.name, entry.path), count=counts[entry.slug]) for entry in own]
            found.append(Paragraph(filled(_("{kind}: {names}."), kind=Text(title, ("strong",)), names=separated(names, _MEMBERS))))
    return (_heading(1, listed(kinds.values())), *found) if found else ()


def coverage_list(edition: Edition, links: Links) -> Blocks:
    """For each chapter how much of it the guides quote, as a strip of links, and the paragraphs that none quotes."""
    found: list[Block] = []
    if links.inventory:
        found.append(Paragraph(_text(_("Inventory of methods: {sum}", sum=_sum(edition, links, coverage.treated(links))))))
    for report in edition.reports:
        found.append(_heading(1, report.short))
        for chapter in report.chapters:
            rows = coverage.paragraphs(links, chapter)
            size, used = sum(row.size for row in rows), sum(row.used for row in rows)
            found.append(_heading(2, chapter.short))
            share = 100 * used // max(1, size)
            quoted = _("{size} characters, of which guides quote {used} ({share}%).", size=size, used=used, share=share)
            found.append(Paragraph(_text(quoted)))
            found.append(
                Strip(
                    _("{chapter}: how much of each paragraph is quoted", chapter=chapter.short), tuple(_cell(chapter, row) for row in rows)
                )
            )
            unused = [Link(label(row.id), f"{chapter.path}#{row.id}") for row in rows if not row.used and row.id[0] == "p"]
            if unused:
                message = _("Paragraphs that no guide quotes: {paragraphs}.")
                found.append(Paragraph(filled(message, paragraphs=separated(unused, _MEMBERS))))
    return tuple(found)


def _cell(chapter: Chapter, paragraph: coverage.Coverage) -> Cell:
    share = 100 * paragraph.used // max(1, paragraph.size)
    message = _("{place}, {size} characters, {share}% quoted", place=label(paragraph.id), size=paragraph.size, share=share)
    if paragraph.guides:
        guides = "".join(_("“{title}”", "a guide", title=guide.title) for guide in paragraph.guides)
        message = _("{paragraph}, see {guides}", paragraph=message, guides=guides)
    return Cell(f"{chapter.path}#{paragraph.id}", paragraph.size, share, message)


def problem_list(path: str) -> Blocks:
    """Every code with its meaning and severity, and, for the page at ``path``, a section for each with its example."""
    heads = (_("Code"), _("Meaning"), "Meaning")
    rows = [((Link(code, f"{path}#{code}"),), _text(_(kind.meaning)), _text(kind.meaning)) for code, kind in CODES.items()]
    sections = (block for code in CODES for block in _example(code))
    return (_table(heads, rows, english=2), *sections)


def _example(code: str) -> Iterator[Block]:
    """The section of a code: its meaning, what is wrong, what the check says of it, what is right."""
    kind = CODES[code]
    yield Heading(1, _text(f"{code} {_(kind.meaning)}"), id=code)
    severity = _("It stops the build.") if kind.severity == "error" else _("It asks a person to look, and stops nothing.")
    yield Paragraph((Text(kind.meaning, lang="en"), Text(f" {severity}")))
    found = list(cases.differences(code))
    for title, side in ((_("Wrong: "), "wrong"), (_("Right: "), "right")):
        for difference in found:
            words = getattr(difference, side)
            yield Paragraph((Text(title), Text(difference.path, ("code",)), *(_text(_(" is not there.")) if words is None else ())))
            if words is not None:
                yield Preformatted(words)
        if side == "wrong":
            yield Paragraph(_text(_("The check says:")))
            yield Preformatted(cases.messages(code).strip())


def report_list(edition: Edition) -> Blocks:
    """The reports, each with where and when it appeared, the state of its text, and its chapters."""
    items: list[Blocks] = []
    for report in edition.reports:
        state = proof_line(report.meta.proof)
        link = Link(report.title, report.path)
        message = Paragraph(filled(_("{report} ({imprint}). {proof}."), report=link, imprint=report.meta.imprint, proof=state))
        items.append((message, _items(_chapter(chapter.short, chapter) for chapter in report.chapters)))
    return (Listing(False, tuple(items)),) if items else ()


def _chapter(words: str, chapter: Chapter) -> Inlines:
    """``words`` that lead to a chapter, and whether its end is lacking."""
    link = Link(words, chapter.path)
    return filled(_("{chapter} (the end is lacking)"), chapter=link) if chapter.facts.breaks_off else (link,)


def report_index(report: Report) -> Blocks:
    """What a report's own page tells of it: the contents of the booklet with what is lacking, the imprint, the figures."""
    meta, folder = report.meta, report.path.removesuffix("index.md")
    facts: list[tuple[str, Inlines]] = [
        (_("Title", "of a report or chapter"), _text(report.title)),
        (_("English title"), _text(meta.english)),
        (_("Published"), _text(meta.imprint)),
        (_("Proof"), _text(proof_line(meta.proof))),
        (_("State"), _text(_("Draft: not published, and its numbers may still change.") if report.meta.draft else "")),
        (_("Revision"), _text(revision_line(report.revision, report.revised))),
        (_("Rights"), _text(meta.rights)),
        (
            _("Transcription"),
            filled(_("{file} (made by a machine, not one character changed)"), file=Link("source.txt", f"{folder}source.txt")),
        ),
    ]
    found: list[Block] = []
    rows = []
    for entry in meta.contents:
        chapter, line = report.chapter(entry.chapter), entry.line
        state = _chapter(_("Read it"), chapter) if chapter else _text(_("lacking"))
        printed = map(_text, (entry.title, entry.author, entry.page))
        front = (Link(label(line), f"{folder}front.md#{line}"),) if line else ()
        rows.append((*printed, front, state))
    if rows:
        message = _(
            "Of what the contents list, the pieces that the transcription has can be opened; those marked “lacking” we have not seen. "
            "Titles and authors are those of the corrected contents; page numbers are those of the source, those in brackets guesses."
        )
        title, page = _("Title", "of a report or chapter"), _("Page of the original")
        heads = (title, _("Author"), page, _("Contents"), _("In the transcription"))
        found += [_heading(1, _("Contents of the whole book")), Paragraph(_text(message)), _table(heads, rows)]
    figures = _table((_("Item"), _("Value")), [(_text(key), value) for key, value in facts if value])
    return (*found, _heading(1, _("Bibliography")), figures, _heading(1, _("Marks of the editors, counted")), statistics(report))


def statistics(report: Report) -> Table:
    """How many marks of each kind stand in each chapter."""
    kinds = [NAMES["corr"], _("conjecture", "kind of mark"), *(NAMES[kind] for kind in NAMES if kind != "corr")]
    counts = {chapter.stem: Counter[str]() for chapter in report.chapters}
    for chapter in report.chapters:
        for (kind, conjecture), number in chapter.facts.marks.items():
            counts[chapter.stem][kinds[1] if conjecture else NAMES[kind]] += number
    pages = {chapter.stem: chapter.facts.page_breaks for chapter in report.chapters}
    rows = [
        (
            (Link(chapter.short, chapter.path),),
            _text(len(chapter.ids)),
            *(_text(counts[chapter.stem][kind] or _NONE) for kind in kinds),
            _text(pages[chapter.stem] or _NONE),
        )
        for chapter in report.chapters
    ]
    total = Counter[str]()
    for count in counts.values():
        total += count
    sums = (sum(len(chapter.ids) for chapter in report.chapters), *(total[kind] or _NONE for kind in kinds))
    rows.append((_text(_("Total")), *(_text(value) for value in sums), _text(sum(pages.values()))))
    return _table((_("Chapter"), _("Paragraphs and headings"), *kinds, _("page turn")), rows)
