"""The passages of an edition that a reader can search for, each with the address at which it stands.

A passage is a paragraph, heading, item or row, taken from the documents of the pages; what the build derives is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..catalogue import _
from ..document.model import (
    Annotated,
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
from ..document.transcript import passages, text
from ..document.tree import citations, with_ids, words
from ..edition.model import Chapter, Page
from ..reading.schema import GuideMeta
from ..text.marks import bare
from ..text.wording import clauses, label


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


def collect(pages: Pages) -> Iterator[IndexedPage]:
    """Every page that has words, in the order in which a search lists them: texts, guides, entries, packets, the rest."""
    edition = pages.edition
    for report in edition.reports:
        for chapter in report.chapters:
            title = _("{chapter} ({report})", chapter=chapter.short, report=report.short)
            yield IndexedPage(chapter.path, title, "report", report.short, tuple(_chapter(chapter)))
    guides = [(page.meta.group, page.meta.order, page.path, page) for page in edition.pages if isinstance(page.meta, GuideMeta)]
    for *_place, page in sorted(guides, key=lambda row: row[:3]):
        yield IndexedPage(page.path, page.title, "guide", "", tuple(_page(pages, page)))
    for entry in edition.entries.values():
        facts = clauses((entry.dates, *entry.facts.values()))
        names = "\n".join([*(form.text for form in entry.forms), entry.english, entry.pinyin])
        own = [Passage("", edition.settings.entries[entry.kind].label, names), *([Passage("", "", facts)] if facts else [])]
        definition = with_ids(Document(entry.path, entry.name, pages.written(entry.path)))
        yield IndexedPage(entry.path, entry.name, "entry", "", (*own, *_passages(definition.blocks)))
    for kind in ("packet", "about"):
        for page in edition.pages:
            if not page.is_guide and page.entry is None and (kind == "packet") == (page.packet is not None or page.is_form):
                yield IndexedPage(page.path, page.title, kind, "", tuple(_page(pages, page)))


def _chapter(chapter: Chapter) -> Iterator[Passage]:
    yield Passage("", _("Source text"), "\n".join(dict.fromkeys((chapter.short, chapter.title))))
    notes = []
    for passage in passages(chapter):
        corrected, transcribed = text(passage.content, "corrected"), text(passage.content, "transcribed")
        yield Passage(passage.id, label(passage.id), corrected, "" if bare(corrected) == bare(transcribed) else transcribed)
        notes += [item.note for item in passage.content if isinstance(item, Annotated)]
    for note in notes:
        yield Passage(f"n{note.number}", _("Note {number}", number=note.number), note.text + note.why)


def _page(pages: Pages, page: Page) -> Iterator[Passage]:
    """The words of an editors' page, its names and summary first."""
    names = f"{page.title}\n{page.meta.english}"
    if isinstance(page.meta, GuideMeta):
        yield Passage("", _("Guide"), names)
        yield Passage("", "", page.meta.abstract)
    elif page.packet or page.is_form:
        yield Passage("", _("Blank form") if page.is_form else _("Study packet"), names)
        yield Passage("", "", page.meta.description)
    else:
        yield Passage("", _("This site"), page.title)
    yield from _passages(pages.of(page.path).blocks)


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
