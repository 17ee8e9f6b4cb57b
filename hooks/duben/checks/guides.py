"""Checks of guides and forms once their citations are resolved (codes G004 to G022).

Of a guide: a verified quotation for every block, the words, numbers and order of the source, sums that add up, questions that
name a paragraph. Of a form: a quotation for every field, and room to write.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..catalogue import _, listed, quoted
from ..edition.model import Edition, Page
from ..links.inventory import PATH
from ..links.quotations import VerifiedQuotation, about, block_at
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


def check(edition: Edition, page: Page, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """The problems of the blocks of a page, and of the page if it is a guide or a form; ``quotations`` are its verified ones."""
    of_block: dict[str, list[VerifiedQuotation]] = defaultdict(list)
    for quotation in quotations:
        if quotation.block:
            of_block[quotation.block.id].append(quotation)
    sections = [i for i, row in enumerate(page.document.masked.split("\n"), page.document.first_line) if row.startswith("## ")]
    series: dict[object, tuple[int, GuideBlock]] = {}
    for block in page.blocks:
        if ("fills" in block.traits) != page.is_form:
            yield _misplaced(page, block, edition.settings)
        elif block.quotes:
            if found := of_block[block.id]:
                yield from _facts(edition, page, block, found)
                yield from _number(edition, page, block, found[0], sum(line < block.line for line in sections), series)
                yield from _chart(edition, page, block, found)
            elif not any(r.words and block.line <= r.line <= block.end for r in page.references):  # else its quotation has a problem
                message = _("“{title}” has no verified quotation.", title=block.title)
                hint = _("Add a quotation, and behind it a citation such as “[@report/chapter, p12]”.")
                yield Problem(page.path, block.line, 1, "G004", message, hint)
            if "compares" in block.traits:
                yield from _synopsis(page, block)
        else:
            yield from _items(page, block, edition.settings)
    if isinstance(page.meta, GuideMeta):
        yield from _guide(edition, page, page.meta)
    if isinstance(page.meta, FormMeta):
        yield from _form(page, page.meta, edition.settings)


def _named(settings: Settings, trait: BlockTrait) -> str:
    """The kinds of block of this trait, each with its label, as a message lists them."""
    return listed(_("“{name}” ({label})", name=name, label=label) for name, label in settings.blocks_with(trait).items())


def _either(words: Iterable[str]) -> str:
    """Words in quotation marks, of which one is meant."""
    return _("“{items}”", items=_("” or “", "between the members of a list, each in quotation marks").join(words))


def _opening(settings: Settings, trait: BlockTrait) -> str:
    """The line with which a block of this trait begins; '' where no kind has it."""
    return next((f"/// {name} | {label}" for name, label in settings.blocks_with(trait).items()), "")


def _misplaced(page: Page, block: GuideBlock, settings: Settings) -> Problem:
    """A block of a guide that stands in a form, or the other way round."""
    fields = _named(settings, "fills")
    if page.is_form:
        message = _("A blank form can hold only {fields}.", fields=fields)
        hint = _("Use {fields} instead, or move the block into a guide under guides/.", fields=quoted(settings.blocks_with("fills")))
    else:
        message = _("{fields} can stand only in a blank form.", fields=fields)
        hint = _("Move the block into a file under packets/forms/, or use another kind of block.")
    return Problem(page.path, block.line, 1, "G019", message, hint)


def _cited(edition: Edition, page: Page, block: GuideBlock) -> tuple[str, ...]:
    """The places of texts that a block cites, on which it rests what its quotations say."""
    inside = (reference for reference in page.references if block.line <= reference.line <= block.end)
    return tuple(dict.fromkeys(path for reference in inside for citation in reference.citations for path in about(edition, citation)))


def _facts(edition: Edition, page: Page, block: GuideBlock, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """Every part of a field stands in a quotation of its block."""
    for name, value in block.facts.items():
        for part in fact_words(value):
            if not any(bare(part) in quotation.reference.words for quotation in quotations):
                label = edition.settings.facts[name].label
                message = _("“{part}”, in the field “{field}”, is not in the quotations of this block.", part=part, field=label)
                hint = _("Use the words of the quotation; put words of the editors in 〔〕.")
                yield Problem(page.path, block.line_of(name), 5, "G005", message, hint, _cited(edition, page, block))


def numbers(number: str) -> re.Pattern[str]:
    """A pattern that matches every number of the same form as ``number``: 第一 finds 第二, （2） finds （3）, but 第一 not 第一類."""
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
    edition: Edition, page: Page, block: GuideBlock, first: VerifiedQuotation, section: int, series: dict[object, tuple[int, GuideBlock]]
) -> Iterator[Problem]:
    """The number of a block is the one under which its first quotation stands in the source, and a series keeps its order.

    ``section`` tells apart the sections of the page; ``series`` holds, for each section, chapter and form of number, where the
    last block of it is quoted from, and is updated.
    """
    target = first.target
    if not block.number or target.chapter is None:
        return
    start, end = target.spans[0][0], target.spans[-1][1]
    text, starts = target.chapter.running("corrected")
    here = block_at(target.chapter, start)
    heading = max((i for i in range(here + 1) if target.chapter.facts.levels[i]), default=0)
    form = numbers(block.number)
    before, within, opens = "", "", False
    for match in form.finditer(text, starts[heading], end):
        if match.start() <= start:
            before = match.group()
            opens = match.start() == start
        elif not within and match.group(1) in _FIRST and not opens:  # what leads up to a list is quoted with its first item
            within = match.group()
    if bare(block.number) not in (before, within):
        printed = [number for number in dict.fromkeys((before, within)) if number]
        message = _("The number “{number}” of “{title}” is not that of the source.", number=block.number, title=block.title)
        if printed:
            hint = _("In the source this quotation has the number {numbers}.", numbers=_either(printed))
        else:
            hint = _("The source has no such number here; remove “number”.")
        yield Problem(page.path, block.line_of("number"), 5, "G008", message, hint, _cited(edition, page, block))
    key = (section, target.chapter.key, form.pattern)
    if key in series and series[key][0] > start:
        other = series[key][1]
        message = _(
            "“{number} {title}” comes before “{other_number} {other_title}” in the source.",
            number=block.number,
            title=block.title,
            other_number=other.number,
            other_title=other.title,
        )
        yield Problem(page.path, block.line, 1, "G009", message, _("Put the numbered blocks of a section in the order of the source."))
    series[key] = start, block


def _items(page: Page, block: GuideBlock, settings: Settings) -> Iterator[Problem]:
    """A checklist or agenda names blocks of its page that have quotations, and the minutes of an agenda add up."""
    line = block.line_of("items")
    known = {name for other in page.blocks if other.quotes for name in (other.id, *other.aliases)}
    for item in block.items:
        if item.block and item.block not in known:
            message = _("“{item}”, listed by “{title}”, is no block of this page with a quotation.", item=item.block, title=block.title)
            hint = _("Give the id of a block of this page; put words of the editors in 〔〕.")
            yield Problem(page.path, line, 5, "G010", message, hint)
    if "ticks" in block.traits:
        if any(item.minutes for item in block.items):
            message = _("“{title}” is a checklist, which has no minutes.", title=block.title)
            if timed := settings.blocks_with("schedules"):
                hint = _("Remove the minutes, or change “{kind}” to {kinds}.", kind=block.kind, kinds=_either(timed))
            else:
                hint = _("Remove the minutes.")
            yield Problem(page.path, line, 5, "G011", message, hint)
    elif "schedules" in block.traits:
        if any(not item.minutes for item in block.items):
            message = _("An item of “{title}” has no minutes.", title=block.title)
            hint = _("Behind each item write a space and its minutes, as in “report 10”.")
            yield Problem(page.path, line, 5, "G011", message, hint)
        elif (total := sum(item.minutes for item in block.items)) != block.total:
            message = _(
                "The items of “{title}” take {sum} minutes in all, but “total” says {total}.",
                title=block.title,
                sum=total,
                total=block.total,
            )
            yield Problem(page.path, block.line_of("total"), 5, "G011", message, _("Correct the minutes of the items, or “total”."))


def _synopsis(page: Page, block: GuideBlock) -> Iterator[Problem]:
    """Every cell of a comparison, but the first of a row, holds only quotations, and these of the report that heads its column."""
    rows = table(page.document, block)
    above = page.document.body.split("\n")[rows[0].line - 1 - page.document.first_line] if rows else ""
    if len(rows) < 2 or len(rows[0].cells) < 3 or above.strip():
        message = _("“{title}” has no table that compares.", title=block.title)
        hint = _(
            "Leave a line empty before the table, and write one “---” for each column on the line below its head; the first column "
            "names the subjects, and each further one is a report, headed by “[@report]”."
        )
        yield Problem(page.path, block.line, 1, "G012", message, hint)
        return
    heads = []
    for text, column, _end in rows[0].cells:
        match = CITATION.search(text)
        cited = parse(match.group(1)) if match else None
        heads.append(cited[0].report if cited else "")
        if match and (match.group() != text or not cited or len(cited) > 1 or cited[0].chapter):
            message = _("The head “{head}” of a column holds more than one report.", head=text)
            yield Problem(page.path, rows[0].line, column, "G012", message, _("Write only “[@report]”, or only words."))
    for row in rows[1:]:
        if len(row.cells) != len(heads):
            message = _("This row has not as many cells as the head of the table.")
            hint = _("Write one cell for each column, “—” where there is nothing to quote.")
            yield Problem(page.path, row.line, 1, "G012", message, hint)
            continue
        for (text, low, high), report in zip(row.cells[1:], heads[1:], strict=True):
            found = [r for r in page.references if r.words and r.line == row.line and low <= r.column <= high]
            if text != NOTHING and not found:
                message = _("The cell “{cell}” has no verified quotation.", cell=text[:12])
                hint = _("Write a quotation and its citation, or “—” where there is nothing to quote.")
                yield Problem(page.path, row.line, low, "G012", message, hint)
            elif outside := _OUTSIDE.sub("", text.removeprefix(NOTHING)):
                message = _("“{words}” stands outside of the quotations of this cell.", words=outside[:12])
                hint = _("Put words of the editors in 〔〕, or move them to the editors' note below the table.")
                yield Problem(page.path, row.line, low, "G012", message, hint)
            for reference in found:
                if report and reference.citations[0].report != report:
                    message = _("This cell does not quote “{report}”.", report=report)
                    hint = _("A column quotes only the report at its head.")
                    yield Problem(page.path, row.line, reference.column, "G013", message, hint)


def _chart(edition: Edition, page: Page, block: GuideBlock, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """Every number of a chart stands in a quotation of its block, in figures or in words."""
    if not block.chart:
        return
    column, drawn = chart(page.document, block)
    cells = [row.cells[column][0] for row in table(page.document, block)[1:] if len(row.cells) > column]
    if not drawn or len(drawn) < sum(any(map(str.isdigit, cell)) for cell in cells):
        message = _(
            "The table of “{title}” has no column “{column}”, or that column has numbers that are not whole.",
            title=block.title,
            column=block.chart,
        )
        hint = _(
            "“chart” names the head of a column of the table, whose numbers have at most four digits 0–9; the line below the head "
            "has one “---” for each column."
        )
        yield Problem(page.path, block.line_of("chart"), 5, "G014", message, hint)
    text = " ".join(quotation.reference.words for quotation in quotations)
    for number in drawn.values():
        words = "[二兩]" if number == 2 else re.sub("二(?=[百千])", "[二兩]", han(number))
        if not re.search(rf"(?<![0-9.]){number}(?![0-9.])|(?<![第{HAN}千點]){words}(?![{HAN}千萬億])", text):
            message = _("The number {number} of the chart is not in the quotations of this block.", number=number)
            hint = _("A quotation must have {numbers}.", numbers=_either((str(number), han(number))))
            yield Problem(page.path, block.line_of("chart"), 5, "G014", message, hint, _cited(edition, page, block))


def _form(page: Page, meta: FormMeta, settings: Settings) -> Iterator[Problem]:
    """A form as a whole: it has fields to fill in, rows if and only if it has columns, and no text behind its first field."""
    document, blocks = page.document, page.blocks
    if not blocks:
        name = next(iter(settings.blocks_with("fills")), "")
        hint = _("Add “/// {name} | title” with id, en, and the quotation that asks for this field.", name=name)
        yield Problem(page.path, document.first_line, 1, "G020", _("This form has no field to fill in."), hint)
    rows, columns = meta.rows, [block for block in blocks if block.columns]
    line = document.lines.get("rows", 1)
    if rows is not None and not 1 <= rows <= 40:
        hint = _("Write a whole number from 1 to 40, that of the empty rows of the table.")
        yield Problem(page.path, line, 1, "G021", _("“rows” cannot be {rows}.", rows=rows), hint)
    elif rows and not columns:
        message = _("There is “rows”, but no field is a column of a table.")
        hint = _("Write “    columns: 1” in the fields that are columns, or remove “rows”.")
        yield Problem(page.path, line, 1, "G021", message, hint)
    elif columns and not rows:
        message = _("Some fields are columns of a table, but how many rows it has is not said.")
        hint = _("Between the two lines “---” at the beginning of the file add a line such as “rows: 8”.")
        yield Problem(page.path, columns[0].line_of("columns"), 5, "G021", message, hint)
    for at, row in enumerate(document.body.split("\n"), document.first_line):
        if row.strip() and blocks and at > blocks[0].line and not any(block.line <= at <= block.end for block in blocks):
            message = _("This line stands outside of the fields, where the printed form has no place for it.")
            yield Problem(page.path, at, 1, "G022", message, _("Move it before the first field, or into a field."))
            return


def _guide(edition: Edition, page: Page, meta: GuideMeta) -> Iterator[Problem]:
    """A guide as a whole: its abstract and its group, and its end, which is the questions and the note for the one who leads."""
    lines, settings = page.document.lines, edition.settings
    if meta.abstract and not 3 <= (count := len(_SENTENCE.findall(meta.abstract))) <= 6:
        message = _("The number of sentences of the English abstract is {count}.", count=count)
        hint = _("Write three to six sentences, each with a full stop at its end.")
        yield Problem(page.path, lines.get("abstract", 1), 1, "G017", message, hint)
    index = edition.page(PATH)
    groups = index.meta.groups if index and isinstance(index.meta, GuidesIndexMeta) else ()
    if groups and meta.group and meta.group not in groups:
        message = _("There is no group “{group}”.", group=meta.group)
        hint = _("Use one of these groups: {groups}.", groups=_("; ", "between clauses").join(groups))
        yield Problem(page.path, lines.get("group", 1), 1, "G018", message, hint, (PATH,))
    endings: list[BlockTrait] = [trait for trait in ("asks", "leads") if settings.blocks_with(trait)]
    behind = page.document.body.split("\n")[page.blocks[-1].end - page.document.first_line + 1 :] if page.blocks else []
    last = page.blocks[len(page.blocks) - len(endings) :]
    ends = len(last) == len(endings) and all(trait in block.traits for trait, block in zip(endings, last, strict=True))
    if endings and (not ends or any(block.traits & {*endings} for block in page.blocks[: -len(endings)]) or any(map(str.strip, behind))):
        message = _("A guide should end with one block of questions and one note for the one who leads.")
        first, *then = (_opening(settings, trait) for trait in endings)
        if then:
            hint = _("First write “{first}”, then “{second}”.", first=first, second=then[0])
        else:
            hint = _("First write “{first}”.", first=first)
        yield Problem(page.path, page.document.first_line, 1, "G016", message, hint)
    for block in page.blocks:
        if "asks" in block.traits:
            yield from _questions(page, block)


def _questions(page: Page, block: GuideBlock) -> Iterator[Problem]:
    """There are three to six questions, each names a paragraph, and an empty line stands before the first."""
    rows = page.document.masked.split("\n")
    starts = questions(page.document, block)
    if starts and rows[starts[0] - 1 - page.document.first_line].strip():
        message = _("No empty line stands before the first question, so all become one paragraph.")
        yield Problem(page.path, starts[0], 1, "G015", message, _("Leave a line empty before “1. ”."))
    if not 3 <= len(starts) <= 6:
        message = _("The number of questions of “{title}” is {count}.", title=block.title, count=len(starts))
        hint = _("Write three to six questions, each beginning with “1. ”.")
        yield Problem(page.path, block.line, 1, "G015", message, hint)
    for start, end in pairwise([*starts, block.end]):
        cited = [c.first for r in page.references if start <= r.line < end for c in r.citations]
        if not any(name.startswith("p") for name in cited):
            message = _("This question names no paragraph.")
            yield Problem(page.path, start, 1, "G015", message, _("At its end add “See [@report/chapter, p12].”"))
