"""The inventory: what methods, duty lists, forms, numbers … the reports hold, item by item, as guides/index.md lists them.

Each item is given by its opening words. They must stand at the place that the item names, in the order in which they are
listed, so that no list can be shortened, reordered or renumbered unseen. coverage.py tells which guides treat them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import _, listed
from ..edition.model import GUIDES, Chapter, Edition
from ..problems import Problem
from ..reading.citations import Citation, parse
from ..reading.schema import GuidesIndexMeta, InventoryRow
from ..reading.typed import fits
from ..text.marks import bare
from . import quotations
from .quotations import Span

PATH = GUIDES


@dataclass(frozen=True)
class InventoryItem:
    """One thing that a report holds. ``items`` are the opening words of its parts, each with its span in the corrected running text."""

    title: str
    en: str
    kind: str
    chapter: Chapter
    citation: Citation
    items: tuple[tuple[str, Span], ...]


def read(edition: Edition) -> tuple[tuple[InventoryItem, ...], list[Problem]]:
    """The inventory in the order of guides/index.md, and the problems found in it."""
    page = edition.page(PATH)
    found: list[InventoryItem] = []
    problems: list[Problem] = []
    if page is None or not isinstance(page.meta, GuidesIndexMeta):
        return (), []
    rows = page.document.members("inventory")
    for row, line in rows:
        if isinstance(row, dict):
            item, faults = _item(edition, row)
            about = tuple(path for citation in parse(str(row.get("at"))) or () for path in quotations.about(edition, citation))
            problems += [Problem(PATH, line, 1, *fault, about) for fault in faults]
            if item:
                found.append(item)
    if len({*filter(None, page.meta.groups)}) < len(page.document.members("groups")):
        line = page.document.lines["groups"]
        message = _("“groups” is not a list of names that are all different.")
        problems.append(Problem(PATH, line, 1, "G018", message, _("Write it as “groups: [A, B]”.")))
    if not all(isinstance(row, dict) for row, _line in rows):
        message = _("An entry of the inventory is not a mapping of fields.")
        problems.append(Problem(PATH, page.document.lines["inventory"], 1, "N001", message, _hint()))
    return tuple(found), problems


def _hint() -> str:
    return _("Give each entry title, en, kind, at (such as “report/chapter, p16”) and items (the opening words of each).")


def _item(edition: Edition, row: dict[str, object]) -> tuple[InventoryItem | None, list[tuple[str, str, str]]]:
    declared = fits(row | {"items": ["…"]}, InventoryRow)  # all fields but the items, which have a problem of their own
    title, en, kind, at = (declared.title, declared.en, declared.kind, declared.at) if declared else ("", "", "", "")
    if not (title and en and at and "items" in row):
        title = title or str(row.get("title") or "")
        return None, [("N001", _("The entry “{title}” of the inventory lacks fields, or has too many.", title=title), _hint())]
    full = fits(row, InventoryRow)
    if full is None or not full.items or not all(map(bare, full.items)):
        return None, [("N001", _("The items of “{title}” are not a list of texts.", title=title), _hint())]
    kinds = edition.settings.blocks_with("inventory")
    if kind not in kinds:
        message = _("The kind of “{title}” cannot be “{kind}”.", title=title, kind=kind)
        return None, [("N001", message, _("Use one of these: {kinds}.", kinds=listed(kinds)))]
    citations = parse(at) or ()
    citation = citations[0] if len(citations) == 1 else Citation("")
    report = edition.report(citation.report)
    chapter = report.chapter(citation.chapter) if report else None
    if chapter is None or not citation.first or not {citation.first, citation.last} <= set(chapter.index):
        message = _("“{at}”, the place of “{title}”, is no paragraph of a chapter.", at=at, title=title)
        return None, [("N001", message, _("Write it as “report/chapter, p12” or “report/chapter, p12-p14”."))]
    text = chapter.running("corrected")[0]
    first, behind = chapter.stretch(citation.first, citation.last)
    low, high = chapter.spans[first][0], chapter.spans[behind - 1][1]
    spans: list[tuple[str, Span]] = []
    faults = []
    for opening in full.items:
        words = bare(opening)
        place = text.find(words, low, high)
        if place < 0:
            message = _("“{item}” of “{title}” is not in {at}, or not behind the item before it.", item=opening, title=title, at=at)
            hint = _("Copy the opening words of each item from the corrected text, in the order of the source.")
            faults.append(("N002", message, hint))
        else:
            low = place + len(words)
            spans.append((opening, (place, low)))
    return (None if faults else InventoryItem(title, en, kind, chapter, citation, tuple(spans))), faults
