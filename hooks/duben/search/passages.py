"""The passages of an edition that a reader can search for, each with the address at which it stands.

A passage is a paragraph, heading, item or row, taken from the documents of the pages; what the build derives is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from ..catalogue import _
from ..document.model import (
    Block,
    Blocks,
    Derived,
    Document,
    FormField,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Preformatted,
    Quotation,
    Table,
    Unit,
)
from ..document.pages import Pages
from ..document.tree import citations, with_ids, words
from ..edition.model import Chapter, Page, Report
from ..reading.entries import Entry
from ..reading.schema import GuideMeta
from ..text.marks import Mark, bare
from ..text.wording import clauses, describe, label, sentence


class Passage(NamedTuple):
    """Words at an address. ``fragment`` is an id on the page or '', ``label`` what a reader calls that place; ``other`` is the
    text as transcribed where it differs. Names of one thing are separated by line ends; a passage of a whole page, without
    a fragment but with a label, tells the page's names."""

    fragment: str
    label: str
    text: str
    other: str = ""

    @property
    def names(self) -> bool:
        """Whether these are the names of the whole page."""
        return bool(self.label) and not self.fragment


class IndexedPage(NamedTuple):
    """A page with its passages. ``kind`` is report, guide, entry, packet or about; ``group`` the report's short title or ''."""

    path: str
    title: str
    kind: str
    group: str
    passages: tuple[Passage, ...]


class _WithPath(Protocol):
    @property
    def path(self) -> str: ...


Source = TypeVar("Source", bound=_WithPath)


class Part(NamedTuple):
    """Pages that become one segment of the index: their paths, and what gives them with their passages."""

    paths: tuple[str, ...]
    pages: Callable[[], Iterable[IndexedPage]]


CHAPTERS, OTHERS = 32, 200
"""Pages of a part, at most."""


def parts(pages: Pages) -> Iterator[Part]:
    """Every page, in the order in which a search lists them: texts, by report, guides, entries, packets, the rest."""
    edition = pages.edition
    for report in edition.reports:
        yield from _parts(report.chapters, CHAPTERS, partial(_chapter, report))
    guides = [(page.meta.group, page.meta.order, page.path, page) for page in edition.pages if isinstance(page.meta, GuideMeta)]
    yield from _parts([row[-1] for row in sorted(guides, key=lambda row: row[:3])], OTHERS, partial(_page, pages, "guide"))
    yield from _parts(tuple(edition.entries.values()), OTHERS, partial(_entry, pages))
    others = [page for page in edition.pages if not page.is_guide and page.entry is None]
    for kind in ("packet", "about"):
        own = [page for page in others if (kind == "packet") == (page.packet is not None or page.is_form)]
        yield from _parts(own, OTHERS, partial(_page, pages, kind))


def _parts(sources: Sequence[Source], most: int, page: Callable[[Source], IndexedPage]) -> Iterator[Part]:
    for start in range(0, len(sources), most):
        run = sources[start : start + most]
        yield Part(tuple(source.path for source in run), partial(map, page, run))


def collect(pages: Pages) -> Iterator[IndexedPage]:
    """Every page that has words, as ``parts`` has them."""
    for part in parts(pages):
        yield from part.pages()


def _chapter(report: Report, chapter: Chapter) -> IndexedPage:
    passages = [Passage("", _("Source text"), "\n".join(dict.fromkeys((chapter.short, chapter.title))))]
    notes: list[Mark] = []
    for block, ids in zip(chapter.blocks, chapter.ids, strict=True):
        corrected, transcribed = block.text("corrected"), block.text("transcribed")
        other = "" if corrected == transcribed or bare(corrected) == bare(transcribed) else transcribed
        passages.append(Passage(ids.id, label(ids.id), corrected, other))
        notes += block.marks
    for number, mark in enumerate(notes, 1):
        why = sentence(mark.why) if mark.why else ""
        passages.append(Passage(f"n{number}", _("Note {number}", number=number), describe(mark) + why))
    title = _("{chapter} ({report})", chapter=chapter.short, report=report.short)
    return IndexedPage(chapter.path, title, "report", report.short, tuple(passages))


def _entry(pages: Pages, entry: Entry) -> IndexedPage:
    facts = clauses((entry.dates, *entry.facts.values()))
    names = "\n".join([*(form.text for form in entry.forms), entry.english, entry.pinyin])
    own = [Passage("", pages.edition.settings.entries[entry.kind].label, names), *([Passage("", "", facts)] if facts else [])]
    definition = with_ids(Document(entry.path, entry.name, pages.written(entry.path)))
    return IndexedPage(entry.path, entry.name, "entry", "", (*own, *_passages(definition.blocks)))


def _page(pages: Pages, kind: str, page: Page) -> IndexedPage:
    """An editors' page, its names and summary first."""
    names = f"{page.title}\n{page.meta.english}"
    if isinstance(page.meta, GuideMeta):
        own = [Passage("", _("Guide"), names), Passage("", "", page.meta.abstract)]
    elif page.packet or page.is_form:
        own = [Passage("", _("Blank form") if page.is_form else _("Study packet"), names), Passage("", "", page.meta.description)]
    else:
        own = [Passage("", _("This site"), page.title)]
    return IndexedPage(page.path, page.title, kind, "", (*own, *_passages(pages.of(page.path).blocks)))


def _passages(blocks: Blocks) -> Iterator[Passage]:
    """Words in a block of a guide at the block's id, others at the heading before them."""
    at, message = "", ""
    for block in blocks:
        match block:
            case Heading():
                at, message = block.id, _spoken(block.content)
                yield Passage(at, "", message)
            case Unit() | FormField() if block.id:
                yield from _unit(block)
            case Derived():
                pass
            case _:
                yield from (Passage(at, message, words) for words in _texts(block))


def _unit(unit: Unit | FormField) -> Iterator[Passage]:
    """A block of a guide or a field of a form: its title, then its words. Its facts are words that it quotes, and not listed again."""
    name = unit.label or unit.title
    yield Passage(unit.id, name, "　".join(filter(None, (unit.title, unit.english))))
    for block in (*unit.quotations, *unit.remarks) if isinstance(unit, FormField) else unit.blocks:
        if isinstance(block, Unit) and block.id:
            yield from _unit(block)
        else:
            yield from (Passage(unit.id, unit.title, words) for words in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    """The paragraphs, items and rows of a block."""
    match block:
        case Paragraph():
            rows = [_spoken(block.content)]
        case Quotation():
            rows = [_spoken(paragraph) for paragraph in block.paragraphs]
        case Listing():
            rows = [words for item in block.items for part in item for words in _texts(part)]
        case Table() if block.kind != "agenda":
            rows = ["　".join(filter(None, map(_spoken, row))) for row in (block.head, *block.rows)]
        case Preformatted():
            rows = [line.strip() for line in block.text.split("\n")]
        case _:
            rows = []
    return filter(None, rows)


def _spoken(inlines: Inlines) -> str:
    """The words of inlines without citations, which are links to what they cite."""
    return words(tuple(item for cited, item in citations(inlines) if not cited)).strip()
