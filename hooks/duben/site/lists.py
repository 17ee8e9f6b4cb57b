"""Pages and parts of pages that the edition makes of itself, as Markdown; and the order of the site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..edition.model import Chapter, Edition, Page, Report, order_of
from ..edition.order import guide_groups, packet_forms
from ..edition.wording import proof_line
from ..html.coverage import placeholder
from ..links import coverage
from ..links.concordance import Concordance
from ..links.model import Links
from ..links.quotations import Quotation
from ..problems import CODES
from ..reading.blocks import FACTS, KINDS
from ..reading.entries import KINDS as KINDS_OF_ENTRY
from ..reading.entries import Entry
from ..reading.masking import mask
from ..text.wording import NAMES, label, name, span_label


def text(value: object) -> str:
    """A field's text in Markdown, so that nothing in it is taken for Markdown."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", str(value)).replace("\n", " ")


def guide_list(edition: Edition) -> str:
    """The guides under the names of their groups, each with its description."""
    rows = []
    for group, pages in guide_groups(edition).items():
        rows.append(f"## {text(group)}\n")
        for page in pages:
            about = page.document.meta.get("description")
            rows.append(f"- [{text(page.title)}]({page.path.removeprefix('guides/')})" + (f"：{text(about)}" if about else ""))
        rows.append("")
    return "\n".join(rows)


def packet_list(edition: Edition) -> str:
    """The packets for a meeting, numbered, each with its minutes; the reading editions; the blank forms."""
    packets = sorted((page for page in edition.pages if page.packet), key=lambda page: (order_of(page.document.meta), page.path))

    def row(page: Page, mark: str = "-", told: str = "") -> str:
        link = f"[{text(page.title)}]({page.path.removeprefix('packets/')})"
        return f"{mark} {link}{told}：{text(page.document.meta.get('description', ''))}"

    timed = [(page, page.packet.minutes) for page in packets if page.packet and page.packet.minutes]
    meetings = [row(page, f"{number}.", f"（{minutes} 分鐘）") for number, (page, minutes) in enumerate(timed, 1)]
    readings = [row(page) for page in packets if page.packet and not page.packet.minutes]
    forms = [row(page) for page in packet_forms(edition)]
    groups = (("開一次會用的", meetings), ("通讀用的", readings), ("空白表格", forms))
    return "\n\n".join(part for title, rows in groups if rows for part in (f"## {title}", "\n".join(rows)))


def inventory_list(edition: Edition, links: Links) -> str:
    """What the reports hold, entry by entry, each item with a link to the part of a guide that treats it."""
    treated = coverage.treated(links)
    parts = [f"## 清單\n\n{_sum(links, treated)}"]
    for report in edition.reports:
        rows = []
        for entry, quotations in zip(links.inventory, treated, strict=True):
            if entry.citation.report == report.id:
                words = [_item(words, found) for (words, _), found in zip(entry.items, quotations, strict=True)]
                place = f"[〈{text(entry.chapter.short)}〉{span_label(entry.citation.first, entry.citation.last)}]"
                place += f"(../{entry.chapter.path}#{entry.citation.first})"
                rows.append((f"{text(entry.title)}（{KINDS[entry.kind]}，{place}）", text(entry.en), "；".join(words)))
        if rows:
            parts += [f"### {text(report.short)}", table(("事項", "English", "各項，點開見指南"), rows)]
    return "\n\n".join(parts)


def _item(words: str, found: Sequence[Quotation]) -> str:
    """The opening words of an item, as a link to the first block of a guide that quotes them."""
    words = words.rstrip("，、；：。")
    if not found:
        return f"{text(words)}（無）"
    best = next((quotation for quotation in found if quotation.block), found[0])
    return f"[{text(words)}]({best.page.path.removeprefix('guides/')}{f'#{best.block.id}' if best.block else ''})"


def _sum(links: Links, of_entries: Sequence[Sequence[Sequence[Quotation]]]) -> str:
    kinds = Counter(entry.kind for entry in links.inventory)
    treated = [found for row in of_entries for found in row]
    told = "，".join(f"{label} {kinds[kind]}" for kind, label in KINDS.items() if kinds[kind])
    without = sum(not found for found in treated)
    return f"共 {len(links.inventory)} 件（{told}），分列 {len(treated)} 項；指南裏沒有引文的 {without} 項。"


def entry_index(concordance: Concordance, kind: str) -> str:
    """The entries of one kind by pinyin, each with what belongs to its kind and the number of its mentions."""
    edition = concordance.edition
    columns = {"people": ("身份", "小組"), "groups": ("單位", "組長", "典型之處"), "events": ("年月",), "publications": ("年月",)}.get(
        kind, ()
    )

    def name(slug: str) -> str:
        other = edition.entries.get(slug)
        return f"[{text(other.name)}](../{other.slug}.md)" if other else ""

    def cell(entry: Entry, column: str) -> str:
        match column:
            case "身份":
                return text(entry.role)
            case "小組":
                return name(entry.group)
            case "單位":
                return name(entry.works)
            case "組長":
                return name(entry.leader)
            case "典型之處":
                return text(entry.model)
            case _:
                return text(entry.dates)

    rows = [
        (
            f"[{text(entry.name)}]({entry.slug.partition('/')[2]}.md)",
            text(entry.pinyin),
            text(entry.english),
            *(cell(entry, column) for column in columns),
            f"{concordance.count(entry.slug)}\u00a0處",
        )
        for entry in edition.entries.values()
        if entry.kind == kind
    ]
    return table(("名", "拼音", "English", *columns, "見"), rows)


def entry_kinds(concordance: Concordance) -> str:
    """The kinds of entry, each with the way to its index and how many there are."""
    entries = concordance.edition.entries.values()
    rows = []
    for kind, title in KINDS_OF_ENTRY.items():
        own = [entry for entry in entries if entry.kind == kind]
        if own:
            rows.append(f"- [{title}]({kind}/index.md)：{len(own)} 條，見於正文 {sum(concordance.count(entry.slug) for entry in own)} 處")
    return "\n".join(rows)


def named(concordance: Concordance, report: Report) -> str:
    """The people, groups and organisations that a report names, each with its number of mentions."""
    counts = concordance.counts(report)
    parts = []
    for kind in ("people", "groups", "organisations"):
        own = [entry for entry in concordance.edition.entries.values() if entry.kind == kind and counts[entry.slug]]
        if own:
            listed = "、".join(f"[{text(entry.name)}](../../{entry.path})（{counts[entry.slug]}）" for entry in own)
            parts.append(f"**{KINDS_OF_ENTRY[kind]}**：{listed}。")
    return "\n\n".join(["## 人物、小組、單位", *parts]) if parts else ""


def coverage_list(edition: Edition, links: Links) -> str:
    """For each chapter how much of it the guides quote, as a strip of links, and the paragraphs that none quotes."""
    parts = [f"方法清單：{_sum(links, coverage.treated(links))}"] if links.inventory else []
    for report in edition.reports:
        parts.append(f"## {text(report.short)}")
        for chapter in report.chapters:
            rows = coverage.paragraphs(links, chapter)
            size, used = sum(row.size for row in rows), sum(row.used for row in rows)
            parts.append(f"### {text(chapter.short)}")
            parts.append(f"{size} 字，指南引用 {used} 字（{100 * used // max(1, size)}%）。")
            parts.append(placeholder(chapter))
            unused = [row.id for row in rows if not row.used and row.id[0] == "p"]
            if unused:
                listed = "、".join(f"[{label(name)}](../{chapter.path}#{name})" for name in unused)
                parts.append(f"沒有指南引用的段：{listed}。")
    return "\n\n".join(parts)


def guide(page: Page, markdown: str) -> str:
    """A guide with, before its first section, a table of its blocks, each a link with its facts."""
    blocks = [block for block in page.blocks if block.quotes]
    if len(blocks) < 3:
        return markdown
    columns = [name for name in ("who", "when", "long") if any(name in block.facts for block in blocks)]
    rows = [
        (
            f"[{text(' '.join(filter(None, (block.number, block.title))))}](#{block.id})",
            *(text(block.facts.get(name, "")) for name in columns),
        )
        for block in blocks
    ]
    return before_sections(markdown, "## 一覽\n\n" + table(("題", *(FACTS[name] for name in columns)), rows))


def before_sections(markdown: str, part: str) -> str:
    """A page with ``part`` behind its introduction, before its first section."""
    first = re.search(r"(?m)^## ", mask(markdown))
    at = first.start() if first else len(markdown)
    return f"{markdown[:at].rstrip()}\n\n{part}\n\n{markdown[at:]}"


def problem_list() -> str:
    """Every code with its meaning."""
    return table(("代碼", "意思", "Meaning"), [(code, *meanings) for code, meanings in CODES.items()])


def report_list(edition: Edition) -> str:
    """The reports, each with where and when it appeared, the state of its text, and its chapters."""
    rows = []
    for report in edition.reports:
        state = proof_line(report.meta.get("proof") or {})
        rows.append(f"- [{text(report.title)}]({report.path.removeprefix('reports/')})（{text(report.imprint)}）。{state}。")
        rows += [f"    - [{text(c.short)}]({c.path.removeprefix('reports/')}){_end(c)}" for c in report.chapters]
    return "\n".join(rows)


def _end(chapter: Chapter) -> str:
    return "（末尾殘）" if chapter.breaks_off else ""


def report_index(report: Report) -> str:
    """What a report's own page tells of it: the contents of the booklet with what is lacking, the imprint, the figures."""
    meta = report.meta
    facts = [
        ("題名", text(report.title)),
        ("英譯", text(meta.get("english", ""))),
        ("出版", text(report.imprint)),
        ("校勘", proof_line(meta.get("proof") or {})),
        ("修訂", f"{report.revision}（{report.revised}）"),
        ("權利", text(meta.get("rights", ""))),
        ("底本", "[source.txt](source.txt)（機器轉錄，一字未動）"),
    ]
    parts, rows = [], []
    for entry in meta.get("contents") or []:
        chapter = report.chapter(entry.get("chapter", ""))
        line = entry.get("line", "")
        state = f"[讀全文]({chapter.stem}.md){_end(chapter)}" if chapter else "缺"
        printed = (text(entry.get(name, "")) for name in ("title", "author", "page"))
        rows.append((*printed, f"[{label(line)}](front.md#{line})" if line else "", state))
    if rows:
        parts += [
            "## 全書目錄",
            "目錄所列各篇，轉錄本有的可以點開；標「缺」的，我們沒有見到。題名與作者照校訂後的目錄；頁碼照底本，括號裏是編者的推測。",
        ]
        parts.append(table(("題名", "作者", "原書頁", "目錄", "轉錄本"), rows))
    parts += ["## 書目", table(("項", "內容"), [fact for fact in facts if fact[1]])]
    parts += ["## 校勘統計", statistics(report)]
    return "\n\n".join(parts)


def statistics(report: Report) -> str:
    """How many marks of each kind stand in each chapter."""
    kinds = ["校改", "存疑", *(NAMES[kind] for kind in NAMES if kind != "corr")]
    counts = {chapter.stem: Counter(name(mark) for block in chapter.blocks for mark in block.marks) for chapter in report.chapters}
    pages = {chapter.stem: sum(block.page_breaks for block in chapter.blocks) for chapter in report.chapters}
    rows = [
        (
            f"[{text(chapter.short)}]({chapter.stem}.md)",
            str(len(chapter.blocks)),
            *(str(counts[chapter.stem][kind] or "—") for kind in kinds),
            str(pages[chapter.stem] or "—"),
        )
        for chapter in report.chapters
    ]
    total = Counter[str]()
    for count in counts.values():
        total += count
    rows.append(
        ("合計", str(sum(len(c.blocks) for c in report.chapters)), *(str(total[kind] or "—") for kind in kinds), str(sum(pages.values())))
    )
    return table(("篇", "段與標題", *kinds, "換頁"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar in a cell is kept as text."""

    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return "\n".join([row(head), "|" + " --- |" * len(head), *map(row, rows)])
