"""The page of an entry as a document: its facts, the definition, its relations, the guides that treat it, every mention."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..catalogue import _, listed
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
from .tree import filled


def entry_page(concordance: Concordance, entry: Entry, definition: Blocks) -> EntryPage:
    """The document of an entry whose file holds this ``definition``."""
    kind = concordance.edition.settings.entries[entry.kind]
    rows = [
        Fact(_("Kind"), (Link(kind.label, f"entries/{entry.kind}/index.md"),)),
        Fact(_("Pinyin"), (Text(entry.pinyin),), lang="zh-Latn"),
    ]
    others = listed(form.text for form in entry.forms[1:])
    own = ((kind.fields[name].label, text) for name, text in entry.facts.items())
    for name, text in ((_("Other forms"), others), (_("Dates"), entry.dates), *own):
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
        yield Section("related", "related", _("See also"), (Listing(False, items),))
    if guides := concordance.guides(entry.slug):
        message = _("{guide}  {count} quotations")
        items = tuple((Paragraph(filled(message, guide=Link(page.title, page.path), count=count)),) for page, count in guides)
        yield Section("treated", "guides", _("Guides that treat it"), (Listing(False, items),))
    yield Section("concordance", "mentions", _("All mentions"), tuple(_mentions(concordance, entry)))


def _mentions(concordance: Concordance, entry: Entry) -> Iterator[Block]:
    total, lines = concordance.count(entry.slug), concordance.lines(entry.slug)
    if not total:
        message = _("No place in the texts is a link to this entry: its name does not stand in them, or only inside other names.")
    elif len(lines) < total:
        message = _("{count} mentions. The first {shown} are listed below.", count=total, shown=len(lines))
    else:
        message = _("{count} mentions.", count=total)
    yield Paragraph((Text(message),))
    for report in concordance.edition.reports:
        if own := [line for line in lines if line.chapter.report == report.id]:
            yield Heading(2, (Text(_("{name} ({count})", name=report.short, count=len(own))),), id=f"in-{report.id}")
            yield Lines(tuple(map(_line, own)))


def _line(line: Line) -> KeywordInContext:
    return KeywordInContext(line.left, line.words, line.right, f"{line.chapter.path}#{line.id}", _place(line.chapter.short, line.place))


@lru_cache(maxsize=10_000)  # a paragraph mentions many entries
def _place(chapter: str, place: str) -> str:
    return _("{chapter} {place}", chapter=chapter, place=label(place))
