"""A chapter as HTML elements: the text with its marks, page turns, paragraph numbers, notes and the way to the guides.

The corrected reading stands in the text; the transcribed one stands beside it, hidden, and a switch on the page shows it
instead. Every mark leads to its note at the end of the page, so that nothing needs JavaScript.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence

from typing import Any

from markdown.util import AMP_SUBSTITUTE, AtomicString

from .edition import Chapter, Edition, Report
from .links import Backlink, Links, label
from .marks import Inline, Mark, PageBreak, Text, plain, shown
from .transcript import Block

NAMES = {
    "corr": "校改",
    "sic": "原文如此",
    "supplied": "補字",
    "surplus": "衍文",
    "gap": "缺文",
    "unclear": "不清",
    "note": "按語",
}
"""What the edition calls each kind of mark."""


_LITERAL = {ord("&"): f"{AMP_SUBSTITUTE}amp;", 2: None, 3: None}  # 2 and 3 are Python-Markdown's own delimiters


def name(mark: Mark) -> str:
    """The kind of a mark as the notes name it; a conjecture is told from a correction."""
    return "存疑" if mark.conjecture else NAMES[mark.kind]


def describe(mark: Mark) -> str:
    """What the mark says, in one sentence for a note or a screen reader."""
    reading, correction = plain(mark.reading), plain(mark.correction)
    match mark.kind:
        case "corr":
            return f"底本作「{reading}」，{'疑當作' if mark.conjecture else '校改作'}「{correction}」。"
        case "supplied":
            return f"{'疑脫' if mark.conjecture else '底本脫'}「{correction}」{'' if mark.conjecture else '，今補'}。"
        case "surplus":
            return f"{'疑衍' if mark.conjecture else '底本衍'}「{reading}」{'' if mark.conjecture else '，今刪'}。"
        case "gap":
            return f"底本此處缺{f'{mark.extent}字' if mark.extent else '文，字數不明'}。"
        case "unclear":
            return f"「{reading}」字跡不清。"
        case "sic":
            return f"「{reading}」，底本如此。"
        case _:
            return f"「{reading}」："


def relative(path: str, page: str) -> str:
    """``path`` (below docs/, with or without a fragment) as a link from ``page``."""
    target, _, fragment = path.partition("#")
    if target == page and fragment:
        return f"#{fragment}"
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + (f"#{fragment}" if fragment else "")


def element(parent: etree.Element, tag: str, text: str = "", **attributes: str) -> etree.Element:
    """A child with text that Markdown's inline patterns leave alone. ``class_`` and ``aria_label`` become attributes."""
    child = etree.SubElement(parent, tag, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value})
    if text:
        child.text = literal(text)
    return child


def literal(text: str) -> AtomicString:
    """Text that stands as it is: no inline pattern, and ``&lt;`` in a source stays those four characters."""
    return AtomicString(text.translate(_LITERAL))


class _Writer:
    """Collects a chapter's notes while its blocks are written."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter
        self.notes: list[tuple[Mark, str]] = []
        self.pages = 0

    def block(self, parent: etree.Element, block: Block, ids: Sequence[str]) -> None:
        """Fill ``parent`` with the block: anchors of merged ids, the paragraph number, the text."""
        for alias in ids[1:]:
            element(parent, "span", id=alias, class_="db-alias")
        tail = element(parent, "a", class_="db-n", href=f"#{ids[0]}", data_n=ids[0][1:], aria_label=f"{label(ids[0])}的地址")
        for token in block.tokens:
            if isinstance(token, Text):
                tail.tail = AtomicString((tail.tail or "") + literal(token.text))
            elif isinstance(token, PageBreak):
                tail = self.page_break(parent, token)
            else:
                tail = self.mark(parent, token, ids[0])

    def page_break(self, parent: etree.Element, token: PageBreak) -> etree.Element:
        self.pages += 1
        number = f"第{token.number}頁" if token.number else "換頁"
        return element(
            parent, "span", role="doc-pagebreak", id=f"pb{self.pages}", class_="db-pb", data_pb=number, aria_label=f"原書在此{number}", title=token.why
        )

    def inlines(self, parent: etree.Element, inlines: Sequence[Inline]) -> None:
        tail: etree.Element | None = None
        for part in inlines:
            if isinstance(part, PageBreak):
                tail = self.page_break(parent, part)
            elif tail is None:
                parent.text = AtomicString((parent.text or "") + literal(part.text))
            else:
                tail.tail = AtomicString((tail.tail or "") + literal(part.text))

    def mark(self, parent: etree.Element, mark: Mark, where: str) -> etree.Element:
        self.notes.append((mark, where))
        number = len(self.notes)
        kind = "conj" if mark.conjecture else mark.kind
        outer = element(parent, "span", class_=f"db-mark db-{kind}")
        corrected, transcribed = shown(mark, "corrected"), shown(mark, "transcribed")
        if corrected == transcribed:
            self.inlines(element(outer, "span", class_="db-both"), corrected)
        else:
            self.inlines(element(outer, "span", class_="db-corrected"), corrected)
            # page turns have ids, which stand only once; the hidden reading goes without them
            element(outer, "span", plain(transcribed), class_="db-transcribed", hidden="hidden", data_search_exclude="true")
        what = f"校記{number}，{name(mark)}：{describe(mark)}"
        element(
            outer, "a", class_="db-ref", role="doc-noteref", id=f"r{number}", href=f"#n{number}", data_n=str(number), aria_label=what,
            aria_describedby=f"n{number}-why" if mark.why else "",
        )  # fmt: skip
        return outer

    def endnotes(self, parent: etree.Element) -> None:
        if not self.notes:
            return
        section = element(parent, "section", role="doc-endnotes", class_="db-notes db-editor", data_search_exclude="true")
        element(section, "h2", "校記", id="notes")
        element(section, "p", "紅字是編者的校記。「理校」是推斷，「本校」據本書前後文，「他校」據本書以外的材料。每條先列段號。", class_="db-hint")
        rows = element(section, "ol")
        for number, (mark, where) in enumerate(self.notes, 1):
            row = element(rows, "li", id=f"n{number}", class_=f"db-{'conj' if mark.conjecture else mark.kind}")
            element(row, "a", label(where), href=f"#{where}", class_="db-where")
            element(row, "span", name(mark), class_="db-kind")
            element(row, "span", describe(mark), class_="db-what")
            element(row, "span", mark.why, class_="db-why", id=f"n{number}-why")
            element(row, "a", "↩", href=f"#r{number}", class_="db-up", role="doc-backlink", aria_label=f"回到校記{number}所在")


def chapter(edition: Edition, links: Links, item: Chapter) -> etree.Element:
    """The whole page of a chapter, as a ``div``."""
    root = etree.Element("div", {"class": "db-chapter", "lang": "zh-Hant"})
    report = edition.report(item.report)
    assert report is not None
    writer = _Writer(item)
    blocks = list(zip(item.blocks, item.ids, strict=True))
    headed = bool(blocks) and blocks[0][0].kind == "h" and blocks[0][0].level == 1
    if not headed:
        element(root, "h1", item.title, class_="db-editor", id="title")
    body = None
    listing: etree.Element | None = None
    for number, (block, ids) in enumerate(blocks):
        if number == 0 and not headed:
            _head(root, report, item)
        if body is None and not (headed and number == 0):
            body = element(root, "div", class_="db-text")
        parent = root if body is None else body
        if block.item:
            listing = element(parent, "ul") if listing is None else listing
            node = element(listing, "li", id=ids.id)
        else:
            listing = None
            node = element(parent, f"h{block.level}" if block.level else "p", id=ids.id)
        if block.level:
            node.set("data-toc-label", block.text("corrected"))
        writer.block(node, block, (ids.id, *ids.aliases))
        if headed and number == 0:
            _head(root, report, item)
        back = links.backlinks.get((item.key, ids.id), ())
        if back:
            _backlinks(node if block.item else parent, item.path, back)
    if item.breaks_off:
        element(root, "p", "轉錄到這裏中斷。以下各頁未見，本站沒有其文字。", class_="db-break db-editor")
    writer.endnotes(root)
    _citing(root, report, item)
    return root


def proof_line(state: Mapping[str, Any]) -> str:
    """The state of proof in words: what was done, by whom, when."""
    return "，".join(str(state[key]) for key in ("state", "by", "date") if state.get(key))


def _head(root: etree.Element, report: Report, item: Chapter) -> None:
    """Who spoke, where and when, from what source, and how far the text can be trusted; in the editors' voice."""
    rows = (
        ("講者", "，".join(filter(None, (item.author, item.role)))),
        ("時地", "，".join(filter(None, (item.where, item.when)))),
        ("校勘", proof_line(item.proof)),
        ("修訂", f"{report.revision}（{report.revised}）"),
    )
    head = element(root, "dl", class_="db-head db-editor", data_search_exclude="true")
    for term, text in rows:
        if text:
            row = element(head, "div")
            element(row, "dt", term)
            element(row, "dd", text)
    row = element(head, "div")
    element(row, "dt", "出處")
    element(element(row, "dd"), "a", _source(report), href=relative(report.path, item.path))


def _source(report: Report) -> str:
    imprint = "：".join(filter(None, (report.meta.get("place"), report.meta.get("publisher"))))
    return f"《{report.title}》（{'，'.join(filter(None, (imprint, report.meta.get('date'))))}）"


def _backlinks(parent: etree.Element, path: str, back: Sequence[Backlink]) -> None:
    row = element(parent, "p" if parent.tag != "li" else "span", class_="db-back db-editor", data_search_exclude="true")
    row.text = AtomicString("見：")
    for i, link in enumerate(back):
        target = link.path + (f"#{link.fragment}" if link.fragment else "")
        words = f"〈{link.page_title}〉{link.title}"
        anchor = element(row, "a", words, href=relative(target, path))
        anchor.tail = AtomicString("；") if i + 1 < len(back) else None


def citation_text(report: Report, item: Chapter) -> str:
    """The chapter as a bibliography cites it; paragraph and address are added where it is copied."""
    author = f"{item.author}：" if item.author else ""
    return f"{author}〈{item.title}〉，{_source(report)}"


def _citing(root: etree.Element, report: Report, item: Chapter) -> None:
    """How to cite the page. The script reads the citation from here when a reader copies one paragraph's."""
    section = element(root, "section", class_="db-cite db-editor", data_search_exclude="true")
    element(section, "h2", "怎樣引用", id="cite")
    line = element(section, "p")
    element(line, "span", citation_text(report, item), id="citation")
    words = element(line, "span", f"，讀本修訂 {report.revision}（{report.revised}）。", id="revision")
    words.tail = AtomicString("引某一段時，加上段號，如「第12段」，地址後加「#p12」。")
    element(section, "p", f"在本站的指南裏引用這一章，寫「[@{item.key}, p12]」。")
