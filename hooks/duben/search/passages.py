"""The passages of an edition that a reader can search for, each with the address at which it stands.

A passage is a paragraph, heading, item or row: of a chapter from the text itself, of the editors' pages from their Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pymdownx.slugs import slugify

from ..edition.model import Chapter, Edition, Page, order_of
from ..reading.blocks import ARRANGEMENTS
from ..reading.blocks import KINDS as BLOCK_KINDS
from ..reading.entries import KINDS as ENTRY_KINDS
from ..text.marks import bare
from ..text.wording import describe, label
from .plain import paragraphs

_LABELS = BLOCK_KINDS | ARRANGEMENTS


_slug = slugify(case="lower")


class Passage(NamedTuple):
    """Words at an address. ``fragment`` is an id on the page or '', ``label`` what a reader calls that place; ``other`` is the
    text as transcribed where it differs. Names of one thing are parted by line ends; a passage of a whole page, without
    a fragment but with a label, tells the page's names."""

    fragment: str
    label: str
    text: str
    other: str = ""

    @property
    def names(self) -> bool:
        """Whether these are the names of the whole page."""
        return bool(self.label) and not self.fragment


class Source(NamedTuple):
    """A page with its passages. ``kind`` is report, guide, entry, packet or about; ``group`` the report's short title or ''."""

    path: str
    title: str
    kind: str
    group: str
    passages: tuple[Passage, ...]


def collect(edition: Edition) -> Iterator[Source]:
    """Every page that has words, in the order in which a search lists them: texts, guides, entries, packets, the rest."""
    for report in edition.reports:
        for chapter in report.chapters:
            yield Source(chapter.path, f"{chapter.short}（{report.short}）", "report", report.short, tuple(_chapter(chapter)))
    guides = [page for page in edition.pages if page.is_guide]
    for page in sorted(guides, key=lambda page: (str(page.document.meta.get("group")), order_of(page.document.meta), page.path)):
        yield Source(page.path, page.title, "guide", "", tuple(_page(page)))
    for entry in edition.entries.values():
        own_page = edition.page(entry.path)
        assert own_page is not None  # an entry is read from its page
        facts = "；".join(filter(None, (entry.dates, entry.role, entry.model)))
        names = "\n".join([*(form.text for form in entry.forms), entry.english, entry.pinyin])
        own = [Passage("", ENTRY_KINDS[entry.kind], names), *([Passage("", "", facts)] if facts else [])]
        yield Source(entry.path, entry.name, "entry", "", (*own, *_page(own_page)))
    for kind in ("packet", "about"):
        for page in edition.pages:
            if not page.is_guide and page.entry is None and (kind == "packet") == (page.packet is not None or page.is_form):
                yield Source(page.path, page.title, kind, "", tuple(_page(page)))


def _chapter(chapter: Chapter) -> Iterator[Passage]:
    yield Passage("", "文獻", "\n".join(dict.fromkeys((chapter.short, chapter.title))))
    for block, ids in zip(chapter.blocks, chapter.ids, strict=True):
        text, transcribed = block.text("corrected"), block.text("transcribed")
        yield Passage(ids.id, label(ids.id), text, "" if block.reading == bare(text) else transcribed)
    marks = (mark for block in chapter.blocks for mark in block.marks)
    for number, mark in enumerate(marks, 1):  # as render.py numbers the notes
        yield Passage(f"n{number}", f"校記{number}", describe(mark) + mark.why)


def _page(page: Page) -> Iterator[Passage]:
    """The words of an editors' page: in a block at the block's id, else at the heading before them. The facts of a block are
    words that it quotes, and are not listed a second time."""
    document = page.document
    if page.is_guide:
        yield Passage("", "方法指南", f"{page.title}\n{document.meta.get('english', '')}")
        yield Passage("", "", str(document.meta.get("abstract", "")))
    elif page.packet or page.is_form:
        yield Passage("", "空白表格" if page.is_form else "學習包", f"{page.title}\n{document.meta.get('english', '')}")
        yield Passage("", "", str(document.meta.get("description", "")))
    elif page.entry is None:
        yield Passage("", "本站", page.title)
    blocks = [block for block in page.blocks if block.id]
    heads = {block.line: block for block in blocks}
    taken: set[str] = {block.id for block in blocks}
    at, told = "", ""
    rows = {paragraph.row + document.first_line: paragraph for paragraph in paragraphs(document.body)}
    for line in sorted({*rows, *heads}):
        if block := heads.get(line):
            yield Passage(block.id, _LABELS[block.kind], "　".join(filter(None, (block.title, block.en))))
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
