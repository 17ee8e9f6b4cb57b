"""An entry's page: its name and facts before the definition; its relations, the guides and every mention behind it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from html import escape

from markdown.util import AtomicString

from ..document.addresses import Address
from ..links.concordance import Concordance, Line
from ..reading.entries import KINDS, Entry
from ..text.wording import label
from .elements import element, fact

_SPECIAL = re.compile("[&<>]")


def fill(root: etree.Element, concordance: Concordance, entry: Entry, stash: Callable[[str], str], address: Address) -> None:
    """Put before an entry's definition its name and facts, and behind it the concordance, the guides and the relations."""
    head = etree.Element("div", {"class": "db-entry-head"})
    element(head, "h1", entry.name)
    element(head, "p", entry.english, class_="db-en db-editor", lang="en")
    facts = element(head, "dl", class_="db-head db-editor")
    fact(facts, "類", KINDS[entry.kind], link="index.md")
    fact(facts, "拼音", entry.pinyin, lang="zh-Latn")
    others = "、".join(form.text for form in entry.forms[1:])
    for name, text in (("別形", others), ("年月", entry.dates), ("身份", entry.role), ("典型之處", entry.model)):
        if text:
            fact(facts, name, text)
    for name, slug in (("小組", entry.group), ("組長", entry.leader), ("單位", entry.works)):
        if other := concordance.edition.entries.get(slug):
            fact(facts, name, other.name, link=f"../{other.slug}.md")
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
    told = f"共 {total} 處。" if total else "正文裏沒有作連結的地方：這個名字不見於正文，或只在別的名字裏。"
    element(section, "p", told + (f"下面列前 {len(lines)} 處。" if len(lines) < total else ""), class_="db-editor")
    for report in concordance.edition.reports:
        own = [line for line in lines if line.chapter.report == report.id]
        if not own:
            continue
        element(section, "h3", f"{report.short}（{len(own)}）", class_="db-editor", id=f"in-{report.id}")
        addresses = {path: address(path, entry.path) for path in {line.chapter.path for line in own}}
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
