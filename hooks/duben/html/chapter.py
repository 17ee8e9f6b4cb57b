"""A chapter as HTML elements: the text with its marks, page turns, paragraph numbers, notes and the way to the guides.

The corrected reading stands in the text; the transcribed one stands beside it, hidden, and a switch on the page shows it
instead. Every mark leads to its note at the end of the page, so that nothing needs JavaScript.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape

from markdown.util import AtomicString

from ..document.addresses import Address, relative
from ..edition.model import Chapter, Edition, Report
from ..edition.wording import citation_text, proof_line, source_line
from ..links.mentions import Mentions
from ..links.model import Backlink, Links
from ..reading.entries import KINDS
from ..text.marks import Mark, PageBreak, Text, Token, bare, plain, shown
from ..text.transcript import Block
from ..text.wording import describe, label, name, sentence
from .elements import _SPECIAL, element, fact, literal

HINT = "紅字是編者的校記。「理校」是推斷，「本校」據本書前後文，「他校」據本書以外的材料，「注」只作解釋。"


class _Writer:
    """Writes the inside of a chapter's blocks as HTML, and collects the notes on the way.

    The blocks themselves are elements, which Markdown's tools see; what stands in them is put aside as finished HTML,
    since a page has some hundred marks and each would be walked over by every tool.
    """

    def __init__(self, mentions: Mentions, openings: Mapping[int, str]) -> None:
        self.notes: list[tuple[Mark, str]] = []
        self.pages = 0
        self.starts, self.ends, self.which = mentions.starts.tolist(), mentions.ends.tolist(), mentions.which.tolist()
        self.openings = openings  # what stands behind the id in the tag of a link
        self.next = 0  # the mention that is to be written
        self.at = 0  # the offset in the chapter's corrected running text
        self.linked: set[int] = set()  # the entries that were linked in this paragraph
        self.open_link = False  # whether the mention that goes on in the next piece is a link

    def block(self, block: Block, ids: Sequence[str]) -> str:
        """The block's inside: anchors of merged ids, the paragraph number, the text."""
        self.linked.clear()
        aliases = "".join(f'<span id="{alias}" class="db-alias"></span>' for alias in ids[1:])
        number = f'<a class="db-n" href="#{ids[0]}" data-n="{ids[0][1:]}" aria-label="{label(ids[0])}的地址"></a>'
        return aliases + number + "".join(self.token(token, ids[0]) for token in block.tokens)

    def token(self, token: Token, where: str) -> str:
        if isinstance(token, Text):
            return self.words(token.text)
        return self.page_break(token) if isinstance(token, PageBreak) else self.mark(token, where)

    def words(self, raw: str) -> str:
        """Text of the corrected reading, with its mentions: the first of an entry in a paragraph is a link, and each has an
        address, to which the entry's page leads. A mention may have begun in the piece before, or go on in the next."""
        base, length = self.at, len(bare(raw))
        self.at = stop = base + length
        starts, ends, which, number = self.starts, self.ends, self.which, self.next
        count = len(starts)
        if not length or number >= count or starts[number] >= stop:
            return _text(raw)
        places = range(length) if length == len(raw) else [i for i, char in enumerate(raw) if bare(char)]
        quote = _text if _SPECIAL.search(raw) else str
        parts: list[str] = []
        done = 0
        while number < count and starts[number] < stop:
            start, end, entry = starts[number], ends[number], which[number]
            continued = start < base
            low = 0 if continued else places[start - base]
            high = places[min(end, stop) - base - 1] + 1
            if entry in self.linked and not (continued and self.open_link):
                self.open_link = False
                tag, closing = f'<span id="m{number + 1}">' if not continued else "<span>", "</span>"
            else:
                self.linked.add(entry)
                self.open_link = True
                tag, closing = ('<a tabindex="-1"' if continued else f'<a id="m{number + 1}"') + self.openings[entry], "</a>"
            parts += (quote(raw[done:low]), tag, quote(raw[low:high]), closing)
            done = high
            if end > stop:
                break
            number += 1
        self.next = number
        parts.append(quote(raw[done:]))
        return "".join(parts)

    def page_break(self, token: PageBreak) -> str:
        self.pages += 1
        number = escape(f"第{token.number}頁" if token.number else "換頁")
        title = f' title="{escape(token.why)}"' if token.why else ""
        return f'<span role="separator" class="db-pb" id="pb{self.pages}" data-pb="{number}" aria-label="原書在此{number}"{title}></span>'

    def mark(self, mark: Mark, where: str) -> str:
        self.notes.append((mark, where))
        number = len(self.notes)
        corrected, transcribed = shown(mark, "corrected"), shown(mark, "transcribed")
        words = "".join(self.token(part, where) for part in corrected)
        if corrected == transcribed:
            text = f'<span class="db-both">{words}</span>'
        else:
            # page turns have ids, which stand only once; the hidden reading goes without them
            hidden = _text(plain(transcribed))
            text = f'<span class="db-corrected">{words}</span>'
            text += f'<span class="db-transcribed" hidden data-search-exclude>{hidden}</span>'
        spoken = escape(f"校記{number}，{name(mark)}：{describe(mark)}")
        reason = f' aria-describedby="n{number}-why"' if mark.why else ""
        reference = f'class="db-ref" role="doc-noteref" id="r{number}" href="#n{number}" data-n="{number}" aria-label="{spoken}"'
        return f'<span class="db-mark db-{_kind(mark)}">{text}<a {reference}{reason}></a></span>'

    def endnotes(self) -> str:
        """The rows of the notes."""
        rows = []
        for number, (mark, where) in enumerate(self.notes, 1):
            why = f'<span class="db-why" id="n{number}-why">{_text(sentence(mark.why))}</span>' if mark.why else ""
            rows.append(
                f'<li id="n{number}" class="db-{_kind(mark)}"><a class="db-where" href="#{where}">{label(where)}</a>'
                f'<span class="db-kind">{name(mark)}</span><span class="db-what">{_text(describe(mark))}</span>{why}'
                f'<a class="db-up" href="#r{number}" role="doc-backlink" aria-label="回到校記{number}所在">↩</a></li>'
            )
        return "".join(rows)


def _text(text: str) -> str:
    """Characters as HTML, without those that Python-Markdown keeps for itself."""
    return escape(text, quote=False).replace("\x02", "").replace("\x03", "")


def _kind(mark: Mark) -> str:
    return "conj" if mark.conjecture else mark.kind


def chapter(edition: Edition, links: Links, item: Chapter, stash: Callable[[str], str], address: Address) -> etree.Element:
    """The whole page of a chapter, as a ``div``. ``stash`` puts finished HTML aside and gives the text that stands for it;
    ``address`` is asked for links in what is put aside, which no host sees."""
    root = etree.Element("div", {"class": "db-chapter", "lang": "zh-Hant"})
    report = edition.report(item.report)
    assert report is not None  # a chapter is read with its report
    found = links.mentions.get(item.key, Mentions())
    names = _Names(edition, found, item.path, address)
    writer = _Writer(found, names.openings)
    blocks = list(zip(item.blocks, item.ids, strict=True))
    headed = bool(blocks) and blocks[0][0].level == 1
    if not headed:
        element(root, "h1", item.title, class_="db-editor", id="title")
        _head(root, report, item)
    body = root if headed else element(root, "div", class_="db-text")
    listing: etree.Element | None = None
    for number, (block, ids) in enumerate(blocks):
        if block.item:
            listing = element(body, "ul") if listing is None else listing
            node = element(listing, "li", id=ids.id)
        else:
            listing = None
            node = element(body, f"h{block.level}" if block.level else "p", id=ids.id)
        if block.level:
            node.set("data-toc-label", literal(block.text("corrected")))
        node.text = AtomicString(stash(writer.block(block, (ids.id, *ids.aliases))))
        title = headed and number == 0
        if title:
            _head(root, report, item)
        if back := links.backlinks.get((item.key, ids.id)):
            _backlinks(node if block.item else body, item.path, back)
        if title:
            body = element(root, "div", class_="db-text")
    if item.breaks_off:
        element(root, "p", "轉錄到這裏中斷。以下各頁未見，本站沒有其文字。", class_="db-break db-editor")
    if found:
        _mentioned(root, names, stash)
    if writer.notes:
        section = element(root, "section", role="doc-endnotes", class_="db-notes db-editor", data_search_exclude="true")
        element(section, "h2", "校記", id="notes")
        element(section, "p", HINT, class_="db-hint")
        element(section, "ol").text = AtomicString(stash(writer.endnotes()))
    _citing(root, report, item)
    return root


class _Names:
    """The entries that a chapter mentions, with what leads to them."""

    def __init__(self, edition: Edition, found: Mentions, page: str, address: Address) -> None:
        self.counts = Counter(found.which)
        first: dict[int, int] = {}
        for number, entry in enumerate(found.which, 1):
            first.setdefault(entry, number)
        self.first = first
        self.entries = {entry: edition.entries[found.slugs[entry]] for entry in first}
        # slugs and paths have only letters, digits, - and /
        self.addresses = {entry: address(item.path, page) for entry, item in self.entries.items()}
        self.openings = {
            entry: f' class="db-e" href="{self.addresses[entry]}" data-e="{item.slug}">' for entry, item in self.entries.items()
        }


def _mentioned(root: etree.Element, names: _Names, stash: Callable[[str], str]) -> None:
    """Who and what the chapter mentions, by kind: name, gloss, the definition's first sentence, and the way to the first place.

    The cards that open at a mention are read from here.
    """
    section = element(root, "section", class_="db-mentioned db-editor", data_search_exclude="true")
    element(section, "h2", "本章提到", id="mentioned")
    by_kind: dict[str, list[tuple[tuple[str, str], str]]] = {kind: [] for kind in KINDS}
    for number, entry in names.entries.items():
        card = _card(entry.name, entry.english, entry.first)
        row = (
            f'<li data-e="{entry.slug}"><a class="db-card-name" href="{names.addresses[number]}">{card}'
            f'<a class="db-card-count" href="#m{names.first[number]}">本章 {names.counts[number]} 處</a></li>'
        )
        by_kind[entry.kind].append((entry.sort_key, row))
    for kind, rows in by_kind.items():
        if rows:
            details = element(section, "details", class_="db-fold")
            element(details, "summary", f"{KINDS[kind]}（{len(rows)}）")
            element(details, "ul", class_="db-cards").text = AtomicString(stash("".join(row for _, row in sorted(rows))))


@lru_cache(maxsize=10_000)  # the same on every page
def _card(name: str, english: str, first: str) -> str:
    return f'{_text(name)}</a><span class="db-en" lang="en">{_text(english)}</span><span class="db-card-first">{_text(first)}</span>'


def _head(root: etree.Element, report: Report, item: Chapter) -> None:
    """Who spoke, where and when, from what source, and how far the text can be trusted; in the editors' voice."""
    rows = (
        ("講者", "，".join(filter(None, (item.author, item.role)))),
        ("時地", "，".join(filter(None, (item.where, item.when)))),
        ("校勘", proof_line(item.proof)),
        ("修訂", f"{report.revision}（{report.revised}）"),
    )
    if item.english:
        element(root, "p", item.english, class_="db-en db-editor", lang="en", data_search_exclude="true")
    head = element(root, "dl", class_="db-head db-editor", data_search_exclude="true", data_short=item.short)
    for term, text in rows:
        if text:
            fact(head, term, text)
    fact(head, "出處", source_line(report), link=relative(report.path, item.path))


_UNITS = {"guides": "篇指南", "entries": "條詞條"}
"""How pages are counted, by the folder in which they stand."""


def _backlinks(parent: etree.Element, path: str, back: Sequence[Backlink]) -> None:
    """The pages that quote the block, each with the parts that do, and those that only cite it; folded, not to break the text."""
    pages: dict[str, list[Backlink]] = {}
    for link in back:
        pages.setdefault(link.path, []).append(link)
    groups: dict[tuple[str, str], dict[str, list[Backlink]]]
    groups = {(unit, lead): {} for lead in ("引用", "參看") for unit in (*_UNITS.values(), "頁")}
    for page, found in pages.items():
        lead = "引用" if any(link.quotes for link in found) else "參看"
        groups[_UNITS.get(page.partition("/")[0], "頁"), lead][page] = found
    details = element(parent, "details", class_="db-back db-editor", data_search_exclude="true")
    element(details, "summary", "　".join(f"{len(group)} {unit}{lead}" for (unit, lead), group in groups.items() if group))
    for (_, lead), group in groups.items():
        for page, found in group.items():
            row = element(details, "p")
            row.text = AtomicString(lead)
            last = element(row, "a", f"〈{found[0].page_title}〉", href=relative(page, path))
            for place, part in enumerate(link for link in found if link.fragment):
                last.tail = AtomicString("、" if place else "：")
                last = element(row, "a", part.title, href=relative(f"{page}#{part.fragment}", path))


def _citing(root: etree.Element, report: Report, item: Chapter) -> None:
    """How to cite the page. The script reads the attributes when a reader copies one paragraph's: they hold the original
    whatever becomes of the text on the page."""
    citation, revision = citation_text(report, item), f"讀本修訂 {report.revision}（{report.revised}）"
    attributes = {"data_search_exclude": "true", "data_citation": citation, "data_revision": revision}
    section = element(root, "section", class_="db-cite db-editor", **attributes)
    element(section, "h2", "怎樣引用", id="cite")
    element(section, "p", f"{citation}，{revision}。引某一段時，加上段號，如「第12段」，地址後加「#p12」。")
    element(section, "p", f"在本站的指南裏引用這一章，寫「[@{item.key}, p12]」。", class_="db-screen")
