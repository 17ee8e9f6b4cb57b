"""The passages of an edition that a reader can search for, each with the address at which it stands.

A passage is a paragraph, heading, item or row: of a chapter from the text itself, of the editors' pages from their Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pymdownx.slugs import slugify

from .edition import Chapter, Edition, Page, order_of
from .entries import KINDS as ENTRY_KINDS
from .guides import ARRANGEMENTS
from .guides import KINDS as BLOCK_KINDS
from .plain import paragraphs
from .quotations import label

_LABELS = BLOCK_KINDS | ARRANGEMENTS
_slug = slugify(case="lower")


class Passage(NamedTuple):
    """Words at an address. ``fragment`` is an id on the page or '', ``label`` what a reader calls that place; ``other`` is the
    text as transcribed where it differs. Names of one thing (of an entry, of a block) are parted by line ends."""

    fragment: str
    label: str
    text: str
    other: str = ""


class Found(NamedTuple):
    """A page with its passages. ``kind`` is report, guide, entry or about; ``group`` the report's short title or ''."""

    path: str
    title: str
    kind: str
    group: str
    passages: tuple[Passage, ...]


def collect(edition: Edition) -> Iterator[Found]:
    """Every page that has words, in the order in which a search lists them: texts, guides, entries, the rest."""
    for report in edition.reports:
        for chapter in report.chapters:
            yield Found(chapter.path, f"{chapter.short}（{report.short}）", "report", report.short, tuple(_chapter(chapter)))
    guides = [page for page in edition.pages if page.is_guide]
    for page in sorted(guides, key=lambda page: (str(page.document.meta.get("group")), order_of(page.document.meta), page.path)):
        yield Found(page.path, page.title, "guide", "", tuple(_page(page)))
    for entry in edition.entries.values():
        own_page = edition.page(entry.path)
        assert own_page is not None  # an entry is read from its page
        facts = "；".join(filter(None, (entry.dates, entry.role, entry.model)))
        names = "\n".join([*(form.text for form in entry.forms), entry.english, entry.pinyin])
        own = [Passage("", ENTRY_KINDS[entry.kind], names), *([Passage("", "", facts)] if facts else [])]
        yield Found(entry.path, entry.name, "entry", "", (*own, *_page(own_page)))
    for page in edition.pages:
        if not page.is_guide and page.entry is None:
            yield Found(page.path, page.title, "about", "", tuple(_page(page)))


def _chapter(chapter: Chapter) -> Iterator[Passage]:
    for block, ids in zip(chapter.blocks, chapter.ids, strict=True):
        text, transcribed = block.text("corrected"), block.text("transcribed")
        yield Passage(ids.id, label(ids.id), text, "" if block.reading == "".join(text.split()) else transcribed)


def _page(page: Page) -> Iterator[Passage]:
    """The words of an editors' page: in a block at the block's id, else at the heading before them. The facts of a block are
    words that it quotes, and are not listed a second time."""
    document = page.document
    for name in ("english", "abstract"):
        if page.is_guide and document.meta.get(name):
            yield Passage("", "", str(document.meta[name]))
    blocks = [block for block in page.blocks if block.id]
    heads = {block.line: block for block in blocks}
    taken: set[str] = {block.id for block in blocks}
    at, told = "", ""
    rows = {paragraph.row + document.first_line: paragraph for paragraph in paragraphs(document.body)}
    for line in sorted({*rows, *heads}):
        if block := heads.get(line):
            yield Passage(block.id, _LABELS[block.kind], "\n".join(filter(None, (block.title, block.en))))
        if paragraph := rows.get(line):
            block = next((block for block in blocks if block.line <= line <= block.end), None)
            if block:
                yield Passage(block.id, block.title, paragraph.text)
                continue
            if paragraph.heading:
                at, told = _free(_slug(paragraph.text, "-"), taken), paragraph.text
            yield Passage(at, "" if paragraph.heading else told, paragraph.text)


def _free(slug: str, taken: set[str]) -> str:
    """An id for a heading as Markdown's table of contents gives it: the slug, numbered where it is taken."""
    name, number = slug, 0
    while name in taken:
        number += 1
        name = f"{slug}_{number}"
    taken.add(name)
    return name
