"""The syntax of editors' pages as an extension of Python-Markdown that only parses: it knows no edition and writes no HTML of the site.

Blocks (``/// step | title``) become ``section`` elements, block quotations ``blockquote`` and citations ``cite``, each with what was
written in ``data-`` attributes; markdown.py makes the document of them. Blocks follow the Blocks API of pymdown-extensions:
https://facelessuser.github.io/pymdown-extensions/extensions/blocks/api/.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Mapping
from textwrap import dedent

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block, type_any

from ..reading import bounds
from ..reading.citations import CITATION, Quoted, block_words
from ..reading.frontmatter import UNREADABLE


class Syntax(Extension):
    """Parses blocks of these ``kinds`` (each with the names of its fields), quotations, citations and fenced code. HTML is text."""

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.kinds = kinds

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the API's name
        """Register the parts, in place of those of Markdown that let HTML through or would write it."""
        _Blocks(self.kinds).extendMarkdown(md)
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.treeprocessors.deregister("prettify", strict=False)
        md.preprocessors.register(_Fences(md), "duben-fences", 25)
        md.parser.blockprocessors.register(_Quotes(md.parser), "quote", 20)  # in place of Markdown's own
        md.treeprocessors.register(_Quoted(md), "duben-quoted", 30)  # before inline patterns are run (20)
        md.inlinePatterns.register(_Citations(CITATION.pattern, md), "duben-citation", 185)  # before links (160) and escapes (180)


class _Section(Block):  # type: ignore[misc]
    """A block as a section that holds its kind, title and fields as attributes, and its Markdown as elements."""

    ARGUMENT = True

    def on_init(self) -> None:
        """Take away the option ``attrs``, with which any attribute could be set."""
        del self.option_spec["attrs"]

    def on_validate(self, parent: etree.Element) -> bool:
        """The base class asks for ``attrs`` when it makes the element."""
        self.options["attrs"] = {}
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """The section. Fields that are not texts or whole numbers were reported by the scan of the file, and are left out."""
        section = etree.SubElement(parent, "section", {"data-kind": self.NAME, "data-title": self.argument})
        for name, value in self.options.items():
            if isinstance(value, str) or type(value) is int:
                section.set(f"data-{name}", str(value))
        return section


class _Blocks(BlocksExtension):  # type: ignore[misc]
    """Registers one block for each kind."""

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.kinds = kinds

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802 - the API's name
        block_mgr.split_header = _bounded(block_mgr)
        for kind, fields in self.kinds.items():
            members = {"NAME": kind, "OPTIONS": dict.fromkeys(fields, ("", type_any))}
            block_mgr.register(type(kind.title(), (_Section,), members), self.getConfigs())


def _bounded(processor: BlocksProcessor) -> Callable[[str, int], tuple[dict[str, object] | None, str]]:
    """The method by which blocks read their fields, which are YAML: it takes no block whose fields are refused for one."""
    split, yaml_line = processor.split_header, processor.yaml_line

    def bounded(block: str, length: int) -> tuple[dict[str, object] | None, str]:
        fields = yaml_line.match(block)
        try:
            bounds.refuse(dedent(fields.group()) if fields else "")
        except bounds.RefusedError:
            return None, block
        except UNREADABLE:
            pass  # it says so itself
        found: tuple[dict[str, object] | None, str] = split(block, length)
        return found

    return bounded


class _Fences(Preprocessor):
    """Puts fenced code aside as an element, so that its lines are not taken for Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        def aside(match: re.Match[str]) -> str:
            code = etree.Element("pre", {"data-language": match["lang"] or ""})
            code.text = AtomicString(match["code"])
            return f"\n\n{self.md.htmlStash.store(code)}\n\n"

        return FencedBlockPreprocessor.FENCED_BLOCK_RE.sub(aside, "\n".join(lines)).split("\n")


class _Quotes(BlockQuoteProcessor):
    """A run of ``>`` lines is one quotation, as the scan of citations reads it. Two runs stay two, and the line behind is outside.

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


class _Quoted(Treeprocessor):
    """Tells of every block quotation its words and its citation, which is its own last line or the paragraph right behind it."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "blockquote":
                    self.quotation(parent, child)

    def quotation(self, parent: etree.Element, quote: etree.Element) -> None:
        words, raw = block_words("\n\n".join(p.text or "" for p in quote))
        if raw:
            last = quote[-1]
            last.text = (last.text or "").rstrip().removesuffix(f"[@{raw}]")
            if not last.text.strip():
                quote.remove(last)
        else:
            raw = self.following(parent, list(parent).index(quote) + 1)
        for paragraph in quote:
            # a line end inside Chinese text is no space
            paragraph.text = AtomicString("".join(row.strip() for row in (paragraph.text or "").split("\n")))
        quote.attrib.update({"data-citation": raw, "data-words": words})

    def following(self, parent: etree.Element, at: int) -> str:
        """The citation that is the whole next paragraph; it is taken away."""
        paragraph = parent[at] if at < len(parent) else None
        match = CITATION.fullmatch((paragraph.text or "").strip()) if paragraph is not None and paragraph.tag == "p" else None
        if not match or paragraph is None:
            return ""
        parent.remove(paragraph)
        return match.group(1)


class _Citations(InlineProcessor):
    """``[@…]`` in running text; the 「…」 right before it tells which place is meant."""

    def __init__(self, pattern: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._quoted = Quoted()

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        cited = etree.Element("cite", {"data-citation": m.group(1), "data-words": self._quoted.before(data, m.start(0))[1]})
        return cited, m.start(0), m.end(0)
