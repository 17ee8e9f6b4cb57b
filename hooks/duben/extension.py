"""The Python-Markdown extension ``duben``: every page of an edition, on any host that renders Markdown.

The host gives an Edition, its Links and the path of the page (``extension.path``, below docs/); a host that can only
name settings gives ``root`` (the docs folder) and ``path``. A page's Markdown is read into a document (``document``), which is
written as elements of the page (``html``); what else the host has registered finds those elements, ids and headings.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from .document.addresses import Address, relative
from .document.model import Document
from .document.pages import Pages
from .edition.model import Edition
from .edition.read import read
from .html.elements import Output
from .html.page import write
from .links.model import Links
from .links.resolve import resolve
from .packets.compose import document
from .packets.files import Job
from .reading import safety
from .reading.settings import beside, read_settings

PAGE = "duben:page"
"""The paragraph that stands for the page; a host whose page has no Markdown of its own gives it."""


class DubenExtension(Extension):
    """See the module. ``path`` may be changed between pages; ``address`` gives the addresses at which the host publishes pages;
    ``files`` are those that the host makes of packets, with their bytes, by the packet's path, or None."""

    def __init__(self, edition: Edition | None = None, links: Links | None = None, **options: Any) -> None:
        self.config = {"root": ["", "the docs folder, where no edition is given"], "path": ["", "the page's path below it"]}
        super().__init__(**options)
        if edition is None and self.getConfig("root"):
            root = Path(self.getConfig("root"))
            edition = read(root, read_settings(beside(root))[0])
            links = resolve(edition)
        self.edition = edition or Edition()
        self.links = links or Links()
        self.path: str = self.getConfig("path")
        self.address: Address = relative
        self.pages = Pages(self.edition, self.links)
        self.files: Mapping[str, Mapping[Job, int]] | None = None

    def document(self, path: str, text: str | None = None) -> Document:
        """The document of the page at ``path``; ``text`` is its Markdown where that is not the file's."""
        return document(self.pages, path, text)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the API's name
        """Put the page in place of its Markdown, which the host's own parser never sees."""
        md.preprocessors.register(_PageText(md, self), "duben-page", 1000)
        md.parser.blockprocessors.register(_PageBlock(md.parser, self), "duben-page", 1000)
        md.treeprocessors.register(_Clean(md), "duben-clean", -10)  # after everything that makes links or unescapes them (0)


class _PageText(Preprocessor):
    """Keeps the Markdown of the page, and leaves one paragraph in its place."""

    def __init__(self, md: Markdown, extension: DubenExtension) -> None:
        super().__init__(md)
        self.extension = extension
        self.text: str | None = None

    def run(self, lines: list[str]) -> list[str]:
        self.text = None if lines == [PAGE] else "\n".join(lines)
        return [PAGE]


class _PageBlock(BlockProcessor):
    """Puts the page in place of the paragraph."""

    def __init__(self, parser: Any, extension: DubenExtension) -> None:
        super().__init__(parser)
        self.extension = extension

    def test(self, parent: etree.Element, block: str) -> bool:
        return block == PAGE

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        blocks.pop(0)
        extension, md = self.extension, self.parser.md
        held = md.preprocessors["duben-page"]
        text = held.text if isinstance(held, _PageText) else None
        files = None if extension.files is None else extension.files.get(extension.path, {})
        write(parent, extension.document(extension.path, text), Output(md.htmlStash.store, extension.address), files)
        return True


class _Clean(Treeprocessor):
    """The last guard: no event handler, style or address that runs reaches a page."""

    def run(self, root: etree.Element) -> None:
        safety.clean(root)


def makeExtension(**options: Any) -> DubenExtension:  # noqa: N802 - Python-Markdown's name
    """Python-Markdown's entry point."""
    return DubenExtension(**options)
