"""What an entry's page tells besides its definition: every mention in its context, the guides that treat it, its relations.

Keyword in context (KWIC): the words before, the mention, the words behind, one mention a line, each a link to its place.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape
from typing import NamedTuple

from markdown.util import AtomicString

from .edition import Chapter, Edition, Page, Report
from .entries import KINDS, Entry
from .links import Links
from .quotations import label
from .render import Address, element

WIDTH = 14
"""How many characters of the text stand on either side of a mention."""

_SPECIAL = re.compile("[&<>]")
MOST = 300
"""How many lines a page shows; the count tells of all."""


class Line(NamedTuple):
    """One mention in its context. ``number`` is its own among the mentions of its chapter, from 1; ``place`` is the paragraph."""

    chapter: Chapter
    number: int
    place: str
    left: str
    words: str
    right: str


class Concordance:
    """The mentions of an edition, asked by entry."""

    def __init__(self, edition: Edition, links: Links) -> None:
        self.edition, self.links = edition, links

    @cached_property
    def _places(self) -> Mapping[str, list[tuple[Chapter, int]]]:
        found: dict[str, list[tuple[Chapter, int]]] = defaultdict(list)
        for report in self.edition.reports:
            for chapter in report.chapters:
                if mentions := self.links.mentions.get(chapter.key):
                    for number, which in enumerate(mentions.which):
                        found[mentions.slugs[which]].append((chapter, number))
        return found

    def count(self, slug: str) -> int:
        """How many mentions an entry has."""
        return len(self._places.get(slug, ()))

    def counts(self, report: Report) -> Counter[str]:
        """How many mentions each entry has in a report."""
        found: Counter[str] = Counter()
        for chapter in report.chapters:
            if mentions := self.links.mentions.get(chapter.key):
                found.update({mentions.slugs[which]: count for which, count in Counter(mentions.which).items()})
        return found

    def lines(self, slug: str) -> list[Line]:
        """The mentions of an entry in the order of the reports, at most ``MOST``."""
        return [self._line(chapter, number) for chapter, number in self._places.get(slug, ())[:MOST]]

    def _line(self, chapter: Chapter, number: int) -> Line:
        _, start, end = self.links.mentions[chapter.key][number]
        text, starts = chapter.running["corrected"]
        block = bisect_right(starts, start) - 1
        low, high = starts[block], starts[block + 1] if block + 1 < len(starts) else len(text)
        left, right = text[max(low, start - WIDTH) : start], text[end : min(high, end + WIDTH)]
        return Line(chapter, number + 1, chapter.ids[block].id, left, text[start:end], right)

    @cached_property
    def _guides(self) -> Mapping[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for key, quoted in self.links.quoted.items():
            if (mentions := self.links.mentions.get(key)) is None:
                continue
            for (low, high), quotation in quoted:
                span = range(bisect_left(mentions.starts, low), bisect_left(mentions.starts, high))
                for which in {mentions.which[i] for i in span if mentions.ends[i] <= high}:
                    found[mentions.slugs[which]][quotation.page.path] += 1
        return found

    def guides(self, slug: str) -> list[tuple[Page, int]]:
        """The guides that quote words in which an entry is mentioned, with how many quotations, most first."""
        rows = sorted(self._guides.get(slug, Counter()).items(), key=lambda row: (-row[1], row[0]))
        return [(page, count) for path, count in rows if (page := self.edition.page(path))]

    @cached_property
    def _back(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.edition.entries.values():
            for slug in dict.fromkeys((*entry.see, entry.group, entry.leader, entry.works)):
                found[slug].append(entry)
        return found

    def related(self, entry: Entry) -> list[Entry]:
        """The entries it points to, then those that point to it."""
        own = [self.edition.entries[slug] for slug in (entry.group, entry.leader, entry.works, *entry.see) if slug in self.edition.entries]
        return list(dict.fromkeys((*own, *self._back.get(entry.slug, ()))))


def fill(root: etree.Element, concordance: Concordance, entry: Entry, stash: Callable[[str], str], address: Address) -> None:
    """Put before an entry's definition its name and facts, and behind it the concordance, the guides and the relations."""
    head = etree.Element("div", {"class": "db-entry-head"})
    element(head, "h1", entry.name)
    element(head, "p", entry.english, class_="db-en db-editor", lang="en")
    facts = element(head, "dl", class_="db-head db-editor")
    others = "、".join(form.text for form in entry.forms[1:])
    row = element(facts, "div")
    element(row, "dt", "類")
    element(element(row, "dd"), "a", KINDS[entry.kind], href="index.md")
    for name, text in (("拼音", entry.pinyin), ("別形", others), ("年月", entry.dates), ("身份", entry.role)):
        if text:
            row = element(facts, "div")
            element(row, "dt", name)
            element(row, "dd", text, lang="zh-Latn" if name == "拼音" else "")
    for name, slug in (("小組", entry.group), ("組長", entry.leader), ("單位", entry.works)):
        if other := concordance.edition.entries.get(slug):
            row = element(facts, "div")
            element(row, "dt", name)
            element(element(row, "dd"), "a", other.name, href=f"../{other.slug}.md")
    if entry.model:
        row = element(facts, "div")
        element(row, "dt", "典型之處")
        element(row, "dd", entry.model)
    root.insert(0, head)
    if related := concordance.related(entry):
        section = element(root, "section", class_="db-related db-editor")
        element(section, "h2", "參看", id="related")
        listing = element(section, "ul")
        for other in related:
            element(element(listing, "li"), "a", other.name, href=f"../{other.slug}.md")
    if guides := concordance.guides(entry.slug):
        section = element(root, "section", class_="db-treated db-editor")
        element(section, "h2", "講到的指南", id="guides")
        listing = element(section, "ul")
        for page, count in guides:
            item = element(listing, "li")
            anchor = element(item, "a", page.title, href=f"../../{page.path}")
            anchor.tail = AtomicString(f"　引文 {count} 處")
    _lines(root, concordance, entry, stash, address)


def _lines(root: etree.Element, concordance: Concordance, entry: Entry, stash: Callable[[str], str], address: Address) -> None:
    total, lines = concordance.count(entry.slug), concordance.lines(entry.slug)
    section = element(root, "section", class_="db-concordance", data_search_exclude="true")
    element(section, "h2", "所見各處", id="mentions")
    told = f"共 {total} 處。" if total else "正文裏這個名字只在別的名字裏，或不作連結；見上面的引文。"
    element(section, "p", told + (f"下面列前 {len(lines)} 處。" if len(lines) < total else ""), class_="db-editor")
    for report in concordance.edition.reports:
        own = [line for line in lines if line.chapter.report == report.id]
        if not own:
            continue
        element(section, "h3", f"{report.short}（{len(own)}）", class_="db-editor", id=f"in-{report.id}")
        addresses = {line.chapter.path: address(line.chapter.path, entry.path) for line in own}
        rows = [_row(line, addresses[line.chapter.path]) for line in own]
        head = "".join(f'<th scope="col">{name}</th>' for name in ("前文", "所見", "後文", "出處"))
        table = (
            f'<table class="db-kwic" lang="zh-Hant"><thead class="db-editor"><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        )
        element(section, "div", class_="db-kwic-frame").text = AtomicString(stash(table))


def _row(line: Line, address: str) -> str:
    left, words, right = (escape(text) if _SPECIAL.search(text) else text for text in (line.left, line.words, line.right))
    return (
        f'<tr><td class="db-left">{left}</td><td class="db-word"><a href="{address}#m{line.number}">{words}</a></td>'
        f'<td class="db-right">{right}</td><td class="db-place db-editor">{escape(line.chapter.short)}{label(line.place)}</td></tr>'
    )
