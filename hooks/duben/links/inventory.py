"""The inventory: what methods, duty lists, forms, numbers … the reports hold, item by item, as guides/index.md lists them.

Each item is given by its opening words. They must stand at the place the entry names, in the order in which they are
listed, so that no list can be shortened, reordered or renumbered unseen. coverage.py tells which guides treat them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..edition.model import GUIDES, Chapter, Edition
from ..problems import Problem
from ..reading.citations import Citation, parse
from ..reading.schema import GuidesIndexMeta, InventoryItem
from ..reading.typed import fits
from ..text.marks import bare
from .quotations import Span

PATH = GUIDES


@dataclass(frozen=True)
class Entry:
    """One thing that a report holds. ``items`` are the opening words of its parts and where they stand in the running text."""

    title: str
    en: str
    kind: str
    chapter: Chapter
    citation: Citation
    items: tuple[tuple[str, Span], ...]


def read(edition: Edition) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries in the order of the list, and what is wrong with them."""
    page = edition.page(PATH)
    found: list[Entry] = []
    problems: list[Problem] = []
    if page is None or not isinstance(page.meta, GuidesIndexMeta):
        return (), []
    rows = page.document.members("inventory")
    for row, line in rows:
        if isinstance(row, dict):
            entry, faults = _entry(edition, row)
            problems += [Problem(PATH, line, 1, *fault) for fault in faults]
            if entry:
                found.append(entry)
    if len({*filter(None, page.meta.groups)}) < len(page.document.members("groups")):
        line = page.document.lines["groups"]
        problems.append(Problem(PATH, line, 1, "G018", "「groups」不是一列各不相同的名字。", "寫成「groups: [甲, 乙]」。"))
    if not all(isinstance(row, dict) for row, _ in rows):
        problems.append(Problem(PATH, page.document.lines["inventory"], 1, "N001", "清單裏有一項不是子欄。", _MEND))
    return tuple(found), problems


_MEND = "每項寫 title、en、kind、at（如「report/chapter, p16」）和 items（各項開頭的字）。"


def _entry(edition: Edition, row: dict[str, object]) -> tuple[Entry | None, list[tuple[str, str, str]]]:
    item = fits(row | {"items": ["…"]}, InventoryItem)  # all but the items, of which is told by itself
    title, en, kind, at = (item.title, item.en, item.kind, item.at) if item else ("", "", "", "")
    if not (title and en and at and "items" in row):
        title = title or str(row.get("title") or "")
        return None, [("N001", f"清單的一項「{title}」缺了欄目，或多了欄目。", _MEND)]
    full = fits(row, InventoryItem)
    if full is None or not full.items or not all(map(bare, full.items)):
        return None, [("N001", f"「{title}」的 items 不是一列文字。", _MEND)]
    kinds = edition.settings.blocks_with("inventory")
    if kind not in kinds:
        return None, [("N001", f"「{title}」的 kind 不能是「{kind}」。", f"改為下列之一：{'、'.join(kinds)}。")]
    citations = parse(at) or ()
    citation = citations[0] if len(citations) == 1 else Citation("")
    report = edition.report(citation.report)
    chapter = report.chapter(citation.chapter) if report else None
    if chapter is None or not citation.first or not {citation.first, citation.last} <= set(chapter.index):
        return None, [("N001", f"「{title}」的 at「{at}」不是一章裏的段。", "寫成「文獻/章, p12」或「文獻/章, p12-p14」。")]
    text = chapter.running["corrected"][0]
    low, high = chapter.spans[chapter.index[citation.first]][0], chapter.spans[chapter.index[citation.last]][1]
    spans: list[tuple[str, Span]] = []
    faults = []
    for opening in full.items:
        words = bare(opening)
        place = text.find(words, low, high)
        if place < 0:
            told = f"「{title}」的「{opening}」不見於 {at}，或不在前一項之後。"
            faults.append(("N002", told, "照校訂後的正文抄各項開頭的字，按原文的先後。"))
        else:
            low = place + len(words)
            spans.append((opening, (place, low)))
    return (None if faults else Entry(title, en, kind, chapter, citation, tuple(spans))), faults
