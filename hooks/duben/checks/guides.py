"""What a guide is held to once its citations are resolved: a source for every block, the source's words, numbers and
order, sums that add up, questions that lead back to the text; and a form: a source for its fields, room to write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..edition.model import Edition, Page
from ..links.inventory import PATH
from ..links.quotations import VerifiedQuotation, block_at
from ..problems import Problem
from ..reading.blocks import GuideBlock, fact_words, questions
from ..reading.citations import CITATION, parse
from ..reading.schema import FormMeta, GuideMeta, GuidesIndexMeta
from ..reading.settings import BlockTrait, Settings
from ..reading.tables import NOTHING, chart, table
from ..text.marks import bare
from ..text.numerals import HAN, han

_NUMERAL = re.compile(rf"(?P<han>[{HAN}]+)|(?P<digits>[0-9０-９]+)|(?P<circled>[①-⑳])")
_FIRST = frozenset("一1１①")
_OUTSIDE = re.compile(r"「[^」]*」\s*(?=\[@)|\[@[^\]]*\]|〔[^〕]*〕|[；，、。\s]")
_SENTENCE = re.compile(r"[.!?][)’”]?(?=\s|$)")


def check(edition: Edition, page: Page, quoted: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """Everything that is wrong with the blocks of a page; ``quoted`` are its verified quotations."""
    of_block: dict[str, list[VerifiedQuotation]] = defaultdict(list)
    for quotation in quoted:
        if quotation.block:
            of_block[quotation.block.id].append(quotation)
    sections = [i for i, row in enumerate(page.document.masked.split("\n"), page.document.first_line) if row.startswith("## ")]
    series: dict[object, tuple[int, GuideBlock]] = {}
    for block in page.blocks:
        if ("fills" in block.traits) != page.is_form:
            yield _misplaced(page, block, edition.settings)
        elif block.quotes:
            if found := of_block[block.id]:
                yield from _facts(page, block, found, edition.settings)
                yield from _number(page, block, found[0], sum(line < block.line for line in sections), series)
                yield from _chart(page, block, found)
            elif not any(r.words and block.line <= r.line <= block.end for r in page.references):  # else its fault was told
                mend = "加一段引文，並在後面寫引註，如「[@report/chapter, p12]」。"
                yield Problem(page.path, block.line, 1, "G004", f"「{block.title}」沒有一處核對過的引文。", mend)
            if "compares" in block.traits:
                yield from _synopsis(page, block)
        else:
            yield from _items(page, block, edition.settings)
    if isinstance(page.meta, GuideMeta):
        yield from _guide(edition, page, page.meta)
    if isinstance(page.meta, FormMeta):
        yield from _form(page, page.meta, edition.settings)


def _named(settings: Settings, trait: BlockTrait) -> str:
    """The kinds of block of this trait, as a message names them."""
    return "、".join(f"「{name}」（{label}）" for name, label in settings.blocks_with(trait).items())


def _opening(settings: Settings, trait: BlockTrait) -> str:
    """How a block of this trait begins; '' where no kind has it."""
    return next((f"/// {name} | {label}" for name, label in settings.blocks_with(trait).items()), "")


def _misplaced(page: Page, block: GuideBlock, settings: Settings) -> Problem:
    fields, names = _named(settings, "fills"), "」「".join(settings.blocks_with("fills"))
    told = f"空白表格裏只能有{fields}。" if page.is_form else f"{fields}只能放在空白表格裏。"
    mend = f"改用「{names}」，或移到 guides/ 的一篇指南裏。" if page.is_form else "移到 packets/forms/ 的一個檔裏，或改用別的塊。"
    return Problem(page.path, block.line, 1, "G019", told, mend)


def _facts(page: Page, block: GuideBlock, quoted: Sequence[VerifiedQuotation], settings: Settings) -> Iterator[Problem]:
    for name, value in block.facts.items():
        for part in fact_words(value):
            if not any(bare(part) in quotation.reference.words for quotation in quoted):
                told = f"「{settings.facts[name].label}」一欄的「{part}」不見於本塊引文。"
                yield Problem(page.path, block.line_of(name), 5, "G005", told, "照引文的字寫；編者自己的話放在〔〕裏。")


def numbers(number: str) -> re.Pattern[str]:
    """What finds every number of the same form as ``number``: 第一 finds 第二, （2） finds （3）, but 第一 not 第一類."""
    number = bare(number)
    match = _NUMERAL.search(number)
    if not match:
        return re.compile(f"({re.escape(number)})")
    before, after = re.escape(number[: match.start()]), re.escape(number[match.end() :])
    if match["circled"]:
        return re.compile(f"{before}([①-⑳]){after}")
    if match["digits"]:
        return re.compile(f"{before or '(?<![0-9.])'}([0-9０-９]+){after or '(?![0-9])'}")
    # without its own ends a numeral is part of a longer number, or of a word, or counts things
    return re.compile(f"{before or f'(?<![第{HAN}])'}([{HAN}]+){after or '(?=[、，：；。])'}")


def _number(
    page: Page, block: GuideBlock, first: VerifiedQuotation, section: int, series: dict[object, tuple[int, GuideBlock]]
) -> Iterator[Problem]:
    """The number of a block is the one that governs the beginning of its first quotation; and a series keeps its order."""
    target = first.target
    if not block.number or target.chapter is None:
        return
    (start, _), (_, end) = target.spans[0], target.spans[-1]
    text, starts = target.chapter.running["corrected"]
    here = block_at(target.chapter, start)
    heading = max((i for i in range(here + 1) if target.chapter.blocks[i].level), default=0)
    form = numbers(block.number)
    before, within, opens = "", "", False
    for match in form.finditer(text, starts[heading], end):
        if match.start() <= start:
            before = match.group()
            opens = match.start() == start
        elif not within and match.group(1) in _FIRST and not opens:  # what leads up to a list is quoted with its first item
            within = match.group()
    if bare(block.number) not in (before, within):
        printed = "或".join(f"「{number}」" for number in dict.fromkeys((before, within)) if number)
        told = f"「{block.title}」的編號「{block.number}」與原文不合。"
        mend = f"這段引文在原文的編號是{printed}。" if printed else "原文此處沒有這種編號，刪去「number」。"
        yield Problem(page.path, block.line_of("number"), 5, "G008", told, mend)
    key = (section, target.chapter.key, form.pattern)
    if key in series and series[key][0] > start:
        other = series[key][1]
        told = f"「{block.number}　{block.title}」在原文裏先於「{other.number}　{other.title}」。"
        yield Problem(page.path, block.line, 1, "G009", told, "同一節裏有編號的塊，照原文的先後排。")
    series[key] = start, block


def _items(page: Page, block: GuideBlock, settings: Settings) -> Iterator[Problem]:
    """A checklist or agenda names blocks of its page, and its minutes add up."""
    line = block.line_of("items")
    known = {name for other in page.blocks if other.quotes for name in (other.id, *other.aliases)}
    for item in block.items:
        if item.block and item.block not in known:
            told = f"「{block.title}」列出的「{item.block}」不是本頁有引文的塊。"
            yield Problem(page.path, line, 5, "G010", told, "寫本頁一個塊的 id；編者自己的話放在〔〕裏。")
    if "ticks" in block.traits:
        if any(item.minutes for item in block.items):
            timed = "」或「".join(settings.blocks_with("schedules"))
            mend = f"刪去分鐘，或把「{block.kind}」改為「{timed}」。" if timed else "刪去分鐘。"
            yield Problem(page.path, line, 5, "G011", f"「{block.title}」是核對表，不寫分鐘。", mend)
    elif "schedules" in block.traits:
        if any(not item.minutes for item in block.items):
            yield Problem(page.path, line, 5, "G011", f"「{block.title}」有一項沒有分鐘。", "每項後面空一格寫分鐘，如「report 10」。")
        elif (total := sum(item.minutes for item in block.items)) != block.total:
            told = f"「{block.title}」各項共 {total} 分鐘，「total」寫的是 {block.total}。"
            yield Problem(page.path, block.line_of("total"), 5, "G011", told, "改正各項的分鐘，或改「total」。")


def _synopsis(page: Page, block: GuideBlock) -> Iterator[Problem]:
    """Every cell but the first of a row holds quotations and nothing else, of the report at the head of its column."""
    rows = table(page.document, block)
    above = page.document.body.split("\n")[rows[0].line - 1 - page.document.first_line] if rows else ""
    if len(rows) < 2 or len(rows[0].cells) < 3 or above.strip():
        mend = "表前空一行，表頭下一行每欄一個「---」；第一欄寫事項，以後每欄一份文獻，欄頭寫「[@文獻]」。"
        yield Problem(page.path, block.line, 1, "G012", f"「{block.title}」裏沒有對照的表。", mend)
        return
    heads = []
    for text, column, _ in rows[0].cells:
        match = CITATION.search(text)
        cited = parse(match.group(1)) if match else None
        heads.append(cited[0].report if cited else "")
        if match and (match.group() != text or not cited or len(cited) > 1 or cited[0].chapter):
            told, mend = f"欄頭「{text}」除了一份文獻還有別的。", "欄頭只寫「[@文獻]」，或只寫字。"
            yield Problem(page.path, rows[0].line, column, "G012", told, mend)
    for row in rows[1:]:
        if len(row.cells) != len(heads):
            told, mend = "這一行的格數與表頭不同。", "每欄一格；沒有可引的寫「—」。"
            yield Problem(page.path, row.line, 1, "G012", told, mend)
            continue
        for (text, low, high), report in zip(row.cells[1:], heads[1:], strict=True):
            found = [r for r in page.references if r.words and r.line == row.line and low <= r.column <= high]
            if text != NOTHING and not found:
                told, mend = f"這一格「{text[:12]}」沒有核對過的引文。", "寫「引文」和引註；沒有可引的寫「—」。"
                yield Problem(page.path, row.line, low, "G012", told, mend)
            elif outside := _OUTSIDE.sub("", text.removeprefix(NOTHING)):
                told = f"這一格裏「{outside[:12]}」不在引文裏。"
                yield Problem(page.path, row.line, low, "G012", told, "編者的話放在〔〕裏，或移到表下的編者按。")
            for reference in found:
                if report and reference.citations[0].report != report:
                    told = f"這一格引的不是「{report}」。"
                    yield Problem(page.path, row.line, reference.column, "G013", told, "每欄只引欄頭的那一份文獻。")


def _chart(page: Page, block: GuideBlock, quoted: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """Every number that is drawn stands in a quotation of the block, in figures or in words."""
    if not block.chart:
        return
    column, drawn = chart(page.document, block)
    cells = [row.cells[column][0] for row in table(page.document, block)[1:] if len(row.cells) > column]
    if not drawn or len(drawn) < sum(any(map(str.isdigit, cell)) for cell in cells):
        told = f"「{block.title}」的表裏沒有「{block.chart}」這一欄，或欄裏有不是整數的數目。"
        yield Problem(
            page.path,
            block.line_of("chart"),
            5,
            "G014",
            told,
            "「chart」寫表中一欄的欄頭，該欄用不超過四位的阿拉伯數字；表頭下一行每欄一個「---」。",
        )
    text = " ".join(quotation.reference.words for quotation in quoted)
    for number in drawn.values():
        words = "[二兩]" if number == 2 else re.sub("二(?=[百千])", "[二兩]", han(number))
        if not re.search(rf"(?<![0-9.]){number}(?![0-9.])|(?<![第{HAN}千點]){words}(?![{HAN}千萬億])", text):
            told = f"圖上的數目 {number} 不見於本塊引文。"
            yield Problem(page.path, block.line_of("chart"), 5, "G014", told, f"引文裏應有「{number}」或「{han(number)}」。")


def _form(page: Page, meta: FormMeta, settings: Settings) -> Iterator[Problem]:
    """A form as a whole: something to fill in, rows where there are columns, and words only where every output has them."""
    document, blocks = page.document, page.blocks
    if not blocks:
        name = next(iter(settings.blocks_with("fills")), "")
        mend = f"加上「/// {name} | 題目」，寫 id、en 和要求填寫這一項的引文。"
        yield Problem(page.path, document.first_line, 1, "G020", "這張表格沒有一項可填。", mend)
    rows, columns = meta.rows, [block for block in blocks if block.columns]
    line = document.lines.get("rows", 1)
    if rows is not None and not 1 <= rows <= 40:
        yield Problem(page.path, line, 1, "G021", f"「rows」不能是 {rows}。", "寫 1 至 40 的整數，是表裏空行的數目。")
    elif rows and not columns:
        told, mend = "寫了「rows」，卻沒有一項是表裏的欄。", "在表裏的各項寫「    columns: 1」，或刪去「rows」。"
        yield Problem(page.path, line, 1, "G021", told, mend)
    elif columns and not rows:
        told, mend = "有的項是表裏的欄，卻沒有寫表有幾行。", "在檔案開頭兩行「---」之間加一行，如「rows: 8」。"
        yield Problem(page.path, columns[0].line_of("columns"), 5, "G021", told, mend)
    for at, row in enumerate(document.body.split("\n"), document.first_line):
        if row.strip() and blocks and at > blocks[0].line and not any(block.line <= at <= block.end for block in blocks):
            mend = "移到第一項前面，或移進一項裏。"
            yield Problem(page.path, at, 1, "G022", "這一行在各項之外，印出的表格上沒有它的位置。", mend)
            return


def _guide(edition: Edition, page: Page, meta: GuideMeta) -> Iterator[Problem]:
    """A guide as a whole: its abstract and group, and at its end the questions and the note for the one who leads."""
    lines, settings = page.document.lines, edition.settings
    if meta.abstract and not 3 <= (count := len(_SENTENCE.findall(meta.abstract))) <= 6:
        told = f"英文提要有 {count} 句。"
        yield Problem(page.path, lines.get("abstract", 1), 1, "G017", told, "寫三至六句，每句以句號結束。")
    index = edition.page(PATH)
    groups = index.meta.groups if index and isinstance(index.meta, GuidesIndexMeta) else ()
    if groups and meta.group and meta.group not in groups:
        told = f"沒有「{meta.group}」這一組。"
        yield Problem(page.path, lines.get("group", 1), 1, "G018", told, "改為下列之一：" + "；".join(groups) + "。")
    endings: list[BlockTrait] = [trait for trait in ("asks", "leads") if settings.blocks_with(trait)]
    behind = page.document.body.split("\n")[page.blocks[-1].end - page.document.first_line + 1 :] if page.blocks else []
    last = page.blocks[len(page.blocks) - len(endings) :]
    ends = len(last) == len(endings) and all(trait in block.traits for trait, block in zip(endings, last, strict=True))
    if endings and (not ends or any(block.traits & {*endings} for block in page.blocks[: -len(endings)]) or any(map(str.strip, behind))):
        told = "指南應以一塊討論題和一塊給主持人的話結束。"
        mend = "，再寫".join(f"「{_opening(settings, trait)}」" for trait in endings)
        yield Problem(page.path, page.document.first_line, 1, "G016", told, f"先寫{mend}。")
    for block in page.blocks:
        if "asks" in block.traits:
            yield from _questions(page, block)


def _questions(page: Page, block: GuideBlock) -> Iterator[Problem]:
    rows = page.document.masked.split("\n")
    starts = questions(page.document, block)
    if starts and rows[starts[0] - 1 - page.document.first_line].strip():
        yield Problem(page.path, starts[0], 1, "G015", "第一題前面沒有空行，各題會連成一段。", "在「1. 」前面空一行。")
    if not 3 <= len(starts) <= 6:
        told = f"「{block.title}」有 {len(starts)} 題。"
        yield Problem(page.path, block.line, 1, "G015", told, "寫三至六題，每題以「1. 」開頭。")
    for start, end in pairwise([*starts, block.end]):
        cited = [c.first for r in page.references if start <= r.line < end for c in r.citations]
        if not any(name.startswith("p") for name in cited):
            told, mend = "這一題沒有指明看哪一段。", "題末加「參看[@文獻/章, p12]。」"
            yield Problem(page.path, start, 1, "G015", told, mend)
