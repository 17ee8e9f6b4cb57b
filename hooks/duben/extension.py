"""The Python-Markdown extension ``duben``: chapters, citations and blocks, on any host that renders Markdown.

The host gives an Edition, its Links and the path of the page (``extension.path``, below docs/); a host that can only
name settings gives ``root`` (the docs folder) and ``path``. The extension looks things up and never decides.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .document.addresses import Address, relative
from .edition.model import Edition
from .edition.read import read
from .html import chapter as render
from .html import entry as entry_page
from .html.blocks import GuideBlocks
from .html.coverage import of_placeholder, strip
from .html.elements import element
from .links.concordance import Concordance
from .links.model import Links
from .links.quotations import Target
from .links.resolve import resolve
from .reading import safety
from .reading.citations import CITATION, block_words, quoted_before
from .reading.tables import NOTHING
from .text.wording import span_label

if TYPE_CHECKING:
    from .document.markdown import Reader
    from .packets.files import Job

_CHAPTER = "duben:chapter"


_BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "h4"))


_ENGLISH = "English"


_LATIN, _HAN = re.compile(r"[A-Za-z]{2}"), re.compile(r"[\u3400-\u9fff]|\x02")  # what is put aside (\x02) is not known


@lru_cache(maxsize=4)
def _load(root: str) -> tuple[Edition, Links]:
    edition = read(Path(root))
    return edition, resolve(edition)


class DubenExtension(Extension):
    """See the module. ``path`` may be changed between pages; ``address`` tells where the host publishes a page."""

    def __init__(self, edition: Edition | None = None, links: Links | None = None, **options: Any) -> None:
        self.config = {"root": ["", "the docs folder, where no edition is given"], "path": ["", "the page's path below it"]}
        super().__init__(**options)
        if edition is None and self.getConfig("root"):
            edition, links = _load(self.getConfig("root"))
        self.edition = edition or Edition()
        self.links = links or Links()
        self.path: str = self.getConfig("path")
        self.address: Address = relative
        self.concordance = Concordance(self.edition, self.links)
        self.reader: Reader | None = None  # of guides, one for all packets; made when it is needed
        self.files: Mapping[str, Mapping[Job, int]] | None = None  # the files that the host makes and their bytes, by the packet's path

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the API's name
        """Register what a page needs. Raw HTML is not passed through on any page."""
        GuideBlocks(self).extendMarkdown(md)
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.preprocessors.register(_ChapterText(md, self), "duben-chapter", 1000)
        md.parser.blockprocessors.register(_ChapterBlock(md.parser, self), "duben-chapter", 1000)
        md.parser.blockprocessors.register(_CoverageStrip(md.parser, self), "duben-coverage", 999)
        md.parser.blockprocessors.register(_Quotes(md.parser), "quote", 20)  # in place of Markdown's own
        md.treeprocessors.register(_Figures(md, self), "duben-figures", 30)  # before inline patterns are run (20)
        md.inlinePatterns.register(_Citations(CITATION.pattern, md, self), "duben-citation", 185)  # before links (160) and escapes (180)
        md.treeprocessors.register(_Synopses(md), "duben-synopses", 10)  # after inline patterns, before prettifying
        md.treeprocessors.register(_GuideHead(md, self), "duben-head", 9)
        md.treeprocessors.register(_EntryPage(md, self), "duben-entry", 8)
        md.treeprocessors.register(_PacketPage(md, self), "duben-packet-page", 7)
        md.treeprocessors.register(_Language(md), "duben-language", 2)
        md.treeprocessors.register(_Clean(md), "duben-clean", -10)  # after everything that makes links or unescapes them (0)


class _ChapterText(Preprocessor):
    """On a chapter's page, puts one placeholder in place of the text, which the Edition has read already."""

    def __init__(self, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        return [_CHAPTER] if self.extension.path in self.extension.edition.chapters else lines


class _ChapterBlock(BlockProcessor):
    """Puts the chapter in place of the placeholder."""

    def __init__(self, parser: Any, extension: DubenExtension) -> None:
        super().__init__(parser)
        self.extension = extension

    def test(self, parent: etree.Element, block: str) -> bool:
        return block == _CHAPTER and self.extension.path in self.extension.edition.chapters

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        blocks.pop(0)
        edition, stash = self.extension.edition, self.parser.md.htmlStash.store
        parent.append(render.chapter(edition, self.extension.links, edition.chapters[self.extension.path], stash, self.extension.address))
        return True


class _CoverageStrip(BlockProcessor):
    """Puts the strip of a chapter's coverage in place of ``placeholder``."""

    def __init__(self, parser: Any, extension: DubenExtension) -> None:
        super().__init__(parser)
        self.extension = extension

    def test(self, parent: etree.Element, block: str) -> bool:
        return of_placeholder(self.extension.edition, block) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        chapter = of_placeholder(self.extension.edition, blocks.pop(0))
        if chapter is None:
            return False
        parent.append(strip(self.extension.links, chapter, self.extension.path, self.parser.md.htmlStash.store))
        return True


class _Quotes(BlockQuoteProcessor):
    """A run of ``>`` lines is one quotation, as citations.py reads it. Two runs stay two, and the line behind is outside.

    Its words are the source's, so nothing in them is Markdown: a quotation that begins with 「2.」 is no list.
    """

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        run = re.search(r"(?:(?:^|\n)[ ]{0,3}>[^\n]*)+", block)
        assert run is not None  # the block was taken for having a line with ``>``
        if before := block[: run.start()]:
            self.parser.parseBlocks(parent, [before])
        quote = etree.SubElement(parent, "blockquote")
        lines = [self.clean(line) for line in run.group().strip("\n").split("\n")]
        for paragraph in re.split(r"\n\s*\n", "\n".join(lines)):
            if paragraph.strip():
                etree.SubElement(quote, "p").text = paragraph.strip()
        if behind := block[run.end() + 1 :]:
            blocks.insert(0, behind)


class _Figures(Treeprocessor):
    """Makes a figure of every block quotation with its citation: the source's voice, and where it speaks."""

    def __init__(self, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "blockquote":
                    self.figure(parent, child)

    def figure(self, parent: etree.Element, quote: etree.Element) -> None:
        at = list(parent).index(quote)
        words, raw = block_words("\n\n".join(p.text or "" for p in quote))
        if raw:
            last = quote[-1]
            last.text = (last.text or "").rstrip().removesuffix(f"[@{raw}]")
            if not last.text.strip():
                quote.remove(last)
        else:
            raw = self.following(parent, at + 1)
        figure = etree.Element("figure", {"class": "db-quote", "lang": "zh-Hant"})
        parent[at] = figure
        figure.append(quote)
        for paragraph in quote:
            # a line end inside Chinese text is no space
            paragraph.text = AtomicString(re.sub(r"\s*\n\s*", "", paragraph.text or ""))
        cited = cite(self.extension, raw, words)
        if cited is not None:
            etree.SubElement(figure, "figcaption").append(cited)

    def following(self, parent: etree.Element, at: int) -> str:
        """The citation that is the whole next paragraph (first in the annotation of a block); it is taken away."""
        holder = parent[at] if at < len(parent) else None
        annotation = holder if holder is not None and holder.tag == "div" and len(holder) else None
        paragraph = annotation[0] if annotation is not None else holder
        match = CITATION.fullmatch((paragraph.text or "").strip()) if paragraph is not None and paragraph.tag == "p" else None
        if not match or paragraph is None:
            return ""
        (parent if annotation is None else annotation).remove(paragraph)
        if annotation is not None and not len(annotation):
            parent.remove(annotation)
        return match.group(1)


class _Citations(InlineProcessor):
    """``[@…]`` in running text as a link; the 「…」 right before it tells which place is meant."""

    def __init__(self, pattern: str, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        cited = cite(self.extension, m.group(1), quoted_before(data, m.start(0))[1])
        return (cited, m.start(0), m.end(0)) if cited is not None else (None, None, None)


def cite(extension: DubenExtension, raw: str, words: str) -> etree.Element | None:
    """The links of one bracket, or None where it was not resolved (the build tells why; the page keeps the bracket)."""
    targets = extension.links.targets.get((extension.path, raw, words))
    if targets is None:
        return None
    span = etree.Element("span", {"class": "db-citation"})
    for i, target in enumerate(targets):
        anchor = element(span, "a", caption(target), href=relative(target.path, extension.path))
        anchor.tail = AtomicString("；") if i + 1 < len(targets) else None
    return span


def caption(target: Target) -> str:
    """A citation as a reader sees it: report, chapter and paragraph; it says so when the words are the transcription's."""
    place = f"，{span_label(target.first, target.last)}" if target.first else ""
    chapter = f"〈{target.chapter.short}〉" if target.chapter else ""
    return f"{target.report.short}{chapter}{place}{'（據底本）' if target.view == 'transcribed' else ''}"


class _Synopses(Treeprocessor):
    """Tables of comparison: each cell knows the head of its column, for a phone; each row says what only one report has."""

    def run(self, root: etree.Element) -> None:
        for section in root.iter("section"):
            table = section.find("table")
            if table is not None and "db-block-synopsis" in section.get("class", ""):
                self.synopsis(table)

    def synopsis(self, table: etree.Element) -> None:
        table.set("class", "db-synopsis")
        # on a phone the rows become sheets by CSS; with their roles they stay a table to who hears it
        for tag, role in (("thead", "rowgroup"), ("tbody", "rowgroup"), ("tr", "row"), ("th", "columnheader"), ("td", "cell")):
            for part in table.iter(tag):
                part.set("role", role)
        table.set("role", "table")
        heads = table.findall("thead/tr/th")
        titles = ["".join(head.itertext()).strip() for head in heads]
        reports = [head.find("span[@class='db-citation']") is not None for head in heads]
        for row in table.iterfind("tbody/tr"):
            cells = list(row)
            cells[0].tag = "th"
            cells[0].set("scope", "row")
            cells[0].set("role", "rowheader")
            for cell, title in list(zip(cells, titles, strict=True))[1:]:
                cell.set("data-head", title)
            saying = [i for i, cell in enumerate(cells) if reports[i] and "".join(cell.itertext()).strip() != NOTHING]
            if len(saying) == 1 and sum(reports) > 1:
                element(cells[0], "small", f"只見於{titles[saying[0]]}", class_="db-only")


class _GuideHead(Treeprocessor):
    """A guide's English title and abstract, after its heading."""

    def __init__(self, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        page, heading = self.extension.edition.page(self.extension.path), root.find("h1")
        if page is None or not page.is_guide or heading is None:
            return
        english = etree.Element("div", {"class": "db-en db-editor db-abstract", "lang": "en"})
        for name, class_ in (("english", "db-english"), ("abstract", "")):
            if text := page.document.meta.get(name):
                element(english, "p", str(text), class_=class_)
        root.insert(list(root).index(heading) + 1, english)


class _EntryPage(Treeprocessor):
    """Around the definition of an entry: its name and facts, its mentions, the guides and its relations."""

    def __init__(self, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        page = self.extension.edition.page(self.extension.path)
        if page is not None and page.entry is not None:
            entry_page.fill(root, self.extension.concordance, page.entry, self.md.htmlStash.store, self.extension.address)


class _PacketPage(Treeprocessor):
    """Around the introduction of a packet: its files and its parts. On a blank form, its files and the sheet."""

    def __init__(self, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        from .document import markdown as tree
        from .html import packet as page
        from .packets import compose

        path, edition, links = self.extension.path, self.extension.edition, self.extension.links
        own = edition.page(path)
        if own is None or not (own.packet or own.is_form):
            return
        reader = self.extension.reader = self.extension.reader or tree.Reader(edition, links)
        files = None if self.extension.files is None else self.extension.files.get(path, {})
        if own.packet:
            page.fill(root, compose.compose(edition, links, path, facilitator=True, reader=reader), files)
        else:
            page.fill_form(root, compose.compose(edition, links, path, reader=reader), files)


class _Language(Treeprocessor):
    """Marks what has Latin letters and no Chinese as English, so that it is read aloud and broken into lines as such; and the
    column of a table that is headed English, which the reader can switch off."""

    def run(self, root: etree.Element) -> None:
        for node in root.iter():
            if node.tag in _BLOCKS and "lang" not in node.attrib:
                text = "".join(node.itertext())
                if _LATIN.search(text) and not _HAN.search(text):
                    node.set("lang", "en")
        for table in root.iter("table"):
            heads = [(head.text or "").strip() for head in table.iterfind("thead/tr/th")]
            if _ENGLISH in heads:
                table.set("class", "db-sheets")
                for row in table.iter("tr"):
                    row[heads.index(_ENGLISH)].attrib.update({"lang": "en", "class": "db-en"})


class _Clean(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        safety.clean(root)


def makeExtension(**options: Any) -> DubenExtension:  # noqa: N802 - Python-Markdown's name
    """Python-Markdown's entry point."""
    return DubenExtension(**options)
