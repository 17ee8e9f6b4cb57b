"""Lists and tables that the edition makes of itself: of guides, packets, reports, entries, codes, and what the reports hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..catalogue import _
from ..edition.model import Chapter, Edition, Page, Report
from ..edition.order import guide_groups, packet_forms
from ..edition.wording import proof_line
from ..links import coverage
from ..links.concordance import Concordance
from ..links.model import Links
from ..links.quotations import VerifiedQuotation
from ..problems import CODES
from ..reading.entries import Entry
from ..reading.settings import Settings
from ..text.wording import NAMES, label, name, span_label
from .model import Block, Blocks, Cell, Facts, Heading, Inlines, Link, Listing, Paragraph, Strip, Table, Text, Unit

_NONE = "—"


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
        case "about/problems.md":
            return (problem_list(),)
        case "entries/index.md":
            return entry_kinds(concordance)
    if file == "index.md" and folder.startswith("entries/"):
        return (entry_index(concordance, folder.removeprefix("entries/")),)
    if file == "index.md" and (report := edition.report(folder.removeprefix("reports/"))):
        return (*report_index(report), *named(concordance, report))
    return ()


def _text(*words: object) -> Inlines:
    """Words as inlines; none where there are none."""
    return tuple(Text(str(part)) if not isinstance(part, Link) else part for part in words if part != "")


def _heading(level: int, title: str) -> Heading:
    return Heading(level, _text(title))


def _table(head: Sequence[str], rows: Iterable[Sequence[Inlines]]) -> Table:
    return Table("plain", tuple(_text(cell) for cell in head), tuple(tuple(row) for row in rows))


def _items(rows: Iterable[Inlines], ordered: bool = False) -> Listing:
    return Listing(ordered, tuple((Paragraph(row),) for row in rows))


def guide_list(edition: Edition) -> Blocks:
    """The guides under the names of their groups, each with its description."""
    found: list[Block] = []
    for group, pages in guide_groups(edition).items():
        found += [_heading(1, group), _items(_described(page) for page in pages)]
    return tuple(found)


def _described(page: Page, remark: str = "") -> Inlines:
    about = page.meta.description
    return _text(Link(page.title, page.path), remark + (f"：{about}" if about else ""))


def packet_list(edition: Edition) -> Blocks:
    """The packets for a meeting, numbered, each with its minutes; the reading editions; the blank forms."""
    packets = sorted((page for page in edition.pages if page.packet), key=lambda page: (page.meta.order, page.path))
    timed = [(page, page.packet.minutes) for page in packets if page.packet and page.packet.minutes]
    groups = (
        ("開一次會用的", [_described(page, f"（{minutes} 分鐘）") for page, minutes in timed]),
        ("通讀用的", [_described(page) for page in packets if page.packet and not page.packet.minutes]),
        ("空白表格", [_described(page) for page in packet_forms(edition)]),
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
    return (_heading(1, "一覽"), _table(("題", *(settings.facts[key].label for key in columns)), rows))


def inventory_list(edition: Edition, links: Links) -> Blocks:
    """What the reports hold, item by item, each part with a link to the block of a guide that treats it."""
    treated = coverage.treated(links)
    found: list[Block] = [_heading(1, "清單"), Paragraph(_text(_sum(edition, links, treated)))]
    for report in edition.reports:
        rows = []
        for entry, quotations in zip(links.inventory, treated, strict=True):
            if entry.citation.report == report.id:
                place = Link(
                    f"〈{entry.chapter.short}〉{span_label(entry.citation.first, entry.citation.last)}",
                    f"{entry.chapter.path}#{entry.citation.first}",
                )
                parts = [_part(words, found) for (words, _), found in zip(entry.items, quotations, strict=True)]
                listed = tuple(item for part in parts for item in (Text("；"), part))[1:]
                rows.append((_text(f"{entry.title}（{edition.settings.blocks[entry.kind].label}，", place, "）"), _text(entry.en), listed))
        if rows:
            found += [_heading(2, report.short), _table(("事項", "English", "各項，點開見指南"), rows)]
    return tuple(found)


def _part(words: str, found: Sequence[VerifiedQuotation]) -> Text | Link:
    """The opening words of a part, as a link to the first block of a guide that quotes them."""
    words = words.rstrip("，、；：。")
    if not found:
        return Text(f"{words}（無）")
    best = next((quotation for quotation in found if quotation.block), found[0])
    return Link(words, best.page.path + (f"#{best.block.id}" if best.block else ""))


def _sum(edition: Edition, links: Links, of_entries: Sequence[Sequence[Sequence[VerifiedQuotation]]]) -> str:
    kinds = Counter(entry.kind for entry in links.inventory)
    treated = [found for row in of_entries for found in row]
    told = "，".join(f"{kind.label} {kinds[key]}" for key, kind in edition.settings.blocks.items() if kinds[key])
    without = sum(not found for found in treated)
    return f"共 {len(links.inventory)} 件（{told}），分列 {len(treated)} 項；指南裏沒有引文的 {without} 項。"


def entry_index(concordance: Concordance, kind: str) -> Table:
    """The entries of one kind by pinyin, each with what belongs to its kind and the number of its mentions."""
    entries = concordance.edition.entries
    own = concordance.edition.settings.entries[kind]
    heads = ("年月" if column == "dates" else own.fields[column].label for column in own.columns)

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
            _text(f"{concordance.count(entry.slug)}\u00a0處"),
        )
        for entry in entries.values()
        if entry.kind == kind
    ]
    return _table(("名", "拼音", "English", *heads, "見"), rows)


def entry_kinds(concordance: Concordance) -> Blocks:
    """The kinds of entry, each with the way to its index and how many there are."""
    rows = []
    for kind, declared in concordance.edition.settings.entries.items():
        own = [entry for entry in concordance.edition.entries.values() if entry.kind == kind]
        if own:
            count = sum(concordance.count(entry.slug) for entry in own)
            rows.append(_text(Link(declared.label, f"entries/{kind}/index.md"), f"：{len(own)} 條，見於正文 {count} 處"))
    return (_items(rows),) if rows else ()


def named(concordance: Concordance, report: Report) -> Blocks:
    """The entries that a report names, of the kinds that are listed so, each with its number of mentions."""
    counts = concordance.counts(report)
    found: list[Block] = []
    kinds = concordance.edition.settings.entries_with("listed")
    for kind, title in kinds.items():
        own = [entry for entry in concordance.edition.entries.values() if entry.kind == kind and counts[entry.slug]]
        if own:
            listed = [item for entry in own for item in (Text("、"), Link(entry.name, entry.path), Text(f"（{counts[entry.slug]}）"))][1:]
            found.append(Paragraph((Text(title, ("strong",)), Text("："), *listed, Text("。"))))
    return (_heading(1, "、".join(kinds.values())), *found) if found else ()


def coverage_list(edition: Edition, links: Links) -> Blocks:
    """For each chapter how much of it the guides quote, as a strip of links, and the paragraphs that none quotes."""
    found: list[Block] = [Paragraph(_text(f"方法清單：{_sum(edition, links, coverage.treated(links))}"))] if links.inventory else []
    for report in edition.reports:
        found.append(_heading(1, report.short))
        for chapter in report.chapters:
            rows = coverage.paragraphs(links, chapter)
            size, used = sum(row.size for row in rows), sum(row.used for row in rows)
            found.append(_heading(2, chapter.short))
            found.append(Paragraph(_text(f"{size} 字，指南引用 {used} 字（{100 * used // max(1, size)}%）。")))
            found.append(Strip(f"{chapter.short}各段的引用", tuple(_cell(chapter, row) for row in rows)))
            unused = [Link(label(row.id), f"{chapter.path}#{row.id}") for row in rows if not row.used and row.id[0] == "p"]
            if unused:
                found.append(Paragraph(_text("沒有指南引用的段：", *_joined_parts(unused), "。")))
    return tuple(found)


def _joined_parts(links: Iterable[Link]) -> list[Link | str]:
    return [item for link in links for item in ("、", link)][1:]


def _cell(chapter: Chapter, paragraph: coverage.Coverage) -> Cell:
    share = 100 * paragraph.used // max(1, paragraph.size)
    told = f"{label(paragraph.id)}，{paragraph.size}字，引用{share}%"
    if paragraph.guides:
        told += "，見" + "".join(f"〈{guide.title}〉" for guide in paragraph.guides)
    return Cell(f"{chapter.path}#{paragraph.id}", paragraph.size, share, told)


def problem_list() -> Table:
    """Every code with its meaning."""
    return _table(("代碼", "意思", "Meaning"), [(_text(code), _text(_(meaning)), _text(meaning)) for code, meaning in CODES.items()])


def report_list(edition: Edition) -> Blocks:
    """The reports, each with where and when it appeared, the state of its text, and its chapters."""
    items: list[Blocks] = []
    for report in edition.reports:
        state = proof_line(report.meta.proof)
        told = Paragraph(_text(Link(report.title, report.path), f"（{report.meta.imprint}）。{state}。"))
        items.append((told, _items(_text(Link(chapter.short, chapter.path), _end(chapter)) for chapter in report.chapters)))
    return (Listing(False, tuple(items)),) if items else ()


def _end(chapter: Chapter) -> str:
    return "（末尾殘）" if chapter.breaks_off else ""


def report_index(report: Report) -> Blocks:
    """What a report's own page tells of it: the contents of the booklet with what is lacking, the imprint, the figures."""
    meta = report.meta
    facts: list[tuple[str, Inlines]] = [
        ("題名", _text(report.title)),
        ("英譯", _text(meta.english)),
        ("出版", _text(meta.imprint)),
        ("校勘", _text(proof_line(meta.proof))),
        ("修訂", _text(f"{report.revision}（{report.revised}）")),
        ("權利", _text(meta.rights)),
        ("底本", _text(Link("source.txt", f"{report.path.removesuffix('index.md')}source.txt"), "（機器轉錄，一字未動）")),
    ]
    found: list[Block] = []
    rows = []
    for entry in meta.contents:
        chapter, line = report.chapter(entry.chapter), entry.line
        state = _text(Link("讀全文", chapter.path), _end(chapter)) if chapter else _text("缺")
        printed = map(_text, (entry.title, entry.author, entry.page))
        front = (Link(label(line), f"{report.path.removesuffix('index.md')}front.md#{line}"),) if line else ()
        rows.append((*printed, front, state))
    if rows:
        told = "目錄所列各篇，轉錄本有的可以點開；標「缺」的，我們沒有見到。題名與作者照校訂後的目錄；頁碼照底本，括號裏是編者的推測。"
        found += [_heading(1, "全書目錄"), Paragraph(_text(told)), _table(("題名", "作者", "原書頁", "目錄", "轉錄本"), rows)]
    found += [_heading(1, "書目"), _table(("項", "內容"), [(_text(key), value) for key, value in facts if value])]
    return (*found, _heading(1, "校勘統計"), statistics(report))


def statistics(report: Report) -> Table:
    """How many marks of each kind stand in each chapter."""
    kinds = ["校改", "存疑", *(NAMES[kind] for kind in NAMES if kind != "corr")]
    counts = {chapter.stem: Counter(name(mark) for block in chapter.blocks for mark in block.marks) for chapter in report.chapters}
    pages = {chapter.stem: sum(block.page_breaks for block in chapter.blocks) for chapter in report.chapters}
    rows = [
        (
            (Link(chapter.short, chapter.path),),
            _text(len(chapter.blocks)),
            *(_text(counts[chapter.stem][kind] or _NONE) for kind in kinds),
            _text(pages[chapter.stem] or _NONE),
        )
        for chapter in report.chapters
    ]
    total = Counter[str]()
    for count in counts.values():
        total += count
    sums = (len([block for chapter in report.chapters for block in chapter.blocks]), *(total[kind] or _NONE for kind in kinds))
    rows.append((_text("合計"), *(_text(value) for value in sums), _text(sum(pages.values()))))
    return _table(("篇", "段與標題", *kinds, "換頁"), rows)
