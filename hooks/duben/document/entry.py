"""The page of an entry as a document: its facts, the definition, its relations, the guides that treat it, every mention."""

from __future__ import annotations

from collections.abc import Iterator

from ..links.concordance import Concordance, Line
from ..reading.entries import Entry
from ..text.wording import label
from .model import (
    Block,
    Blocks,
    EntryPage,
    Fact,
    Facts,
    Heading,
    KeywordInContext,
    Link,
    Listing,
    Paragraph,
    Section,
    Text,
)
from .model import Concordance as Lines


def entry_page(concordance: Concordance, entry: Entry, definition: Blocks) -> EntryPage:
    """The document of an entry whose file holds this ``definition``."""
    kind = concordance.edition.settings.entries[entry.kind]
    rows = [Fact("類", (Link(kind.label, f"entries/{entry.kind}/index.md"),)), Fact("拼音", (Text(entry.pinyin),), lang="zh-Latn")]
    others = "、".join(form.text for form in entry.forms[1:])
    own = ((kind.fields[name].label, text) for name, text in entry.facts.items())
    for name, text in (("別形", others), ("年月", entry.dates), *own):
        if text:
            rows.append(Fact(name, (Text(text),)))
    for name, slug in entry.pointers.items():
        if other := concordance.edition.entries.get(slug):
            rows.append(Fact(kind.fields[name].label, (Link(other.name, other.path),)))
    return EntryPage(
        entry.path, entry.name, (Heading(0, (Text(entry.name),)), *definition), entry.english,
        facts=Facts(tuple(rows)), sections=tuple(_sections(concordance, entry)),
    )  # fmt: skip


def _sections(concordance: Concordance, entry: Entry) -> Iterator[Section]:
    if related := concordance.related(entry):
        items = tuple((Paragraph((Link(other.name, other.path),)),) for other in related)
        yield Section("related", "related", "參看", (Listing(False, items),))
    if guides := concordance.guides(entry.slug):
        items = tuple((Paragraph((Link(page.title, page.path), Text(f"　引文 {count} 處"))),) for page, count in guides)
        yield Section("treated", "guides", "講到的指南", (Listing(False, items),))
    yield Section("concordance", "mentions", "所見各處", tuple(_mentions(concordance, entry)))


def _mentions(concordance: Concordance, entry: Entry) -> Iterator[Block]:
    total, lines = concordance.count(entry.slug), concordance.lines(entry.slug)
    told = f"共 {total} 處。" if total else "正文裏沒有作連結的地方：這個名字不見於正文，或只在別的名字裏。"
    yield Paragraph((Text(told + (f"下面列前 {len(lines)} 處。" if len(lines) < total else "")),))
    for report in concordance.edition.reports:
        if own := [line for line in lines if line.chapter.report == report.id]:
            yield Heading(2, (Text(f"{report.short}（{len(own)}）"),), id=f"in-{report.id}")
            yield Lines(tuple(map(_line, own)))


def _line(line: Line) -> KeywordInContext:
    place = f"{line.chapter.short}{label(line.place)}"
    return KeywordInContext(line.left, line.words, line.right, f"{line.chapter.path}#m{line.number}", place)
