"""A document as its page: elements for a host of Markdown, or the finished article. The one writer of HTML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from markdown.extensions.toc import nest_toc_tokens
from markdown.serializers import to_html_string
from markdown.util import AMP_SUBSTITUTE

from ..document.addresses import Address
from ..document.model import Document, EntryPage, Heading, Packet, Transcript
from ..document.tree import slug
from ..problems import Problem
from ..reading import safety
from . import faults, packet
from .blocks import Writer
from .chapter import chapter
from .elements import Output, element, mark_english
from .packet import Files

DEEPEST = 5
"""The level of the last headings that the contents of a page list."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ASIDE = re.compile("\x02([0-9]+)\x03")


class Article(NamedTuple):
    """A page without what stands around it: its HTML, and its headings as Python-Markdown's table of contents has them (a mapping each,
    with ``level``, ``id``, ``name`` as HTML, and ``children``)."""

    html: str
    toc: list[Any]


class Faults(NamedTuple):
    """What is wrong with a page that is being edited, how much is in the whole edition, and the address of its list."""

    of_page: Sequence[faults.Fault]
    total: int
    everything: str


def article(document: Document, address: Address, files: Files = None, wrong: Faults | None = None) -> Article:
    """The finished article of a page; ``address`` gives the addresses of its links, ``files`` are those of a packet; ``wrong`` is told on
    it."""
    aside: list[str] = []

    def stash(html: str) -> str:
        aside.append(html)
        return f"\x02{len(aside) - 1}\x03"

    root = etree.Element("div")
    write(root, document, Output(stash, address, address), files)
    if wrong:
        faults.mark(root, *wrong)
    return _finished(root, aside)


def problem_page(problems: Sequence[Problem], addresses: Mapping[str, str]) -> Article:
    """The page that lists everything that is wrong; ``addresses`` are those of the files that have a page."""
    root = etree.Element("div")
    faults.listing(root, problems, addresses)
    return _finished(root, [])


def _finished(root: etree.Element, aside: Sequence[str]) -> Article:
    safety.clean(root)
    toc = nest_toc_tokens(list(_headings(root)))
    text = to_html_string(root).removeprefix("<div>").removesuffix("</div>").replace(AMP_SUBSTITUTE, "&")
    return Article(_ASIDE.sub(lambda match: aside[int(match[1])], text), toc)


def _headings(root: etree.Element) -> Iterator[Any]:
    """The headings in order. One without an id gets that which Python-Markdown's table of contents would give it."""
    taken = {node.attrib["id"] for node in root.iter() if "id" in node.attrib}
    for node in root.iter():
        if node.tag not in _HEADINGS:
            continue
        words = "".join(node.itertext())
        name = node.attrib.pop("data-toc-label", words).replace(AMP_SUBSTITUTE, "&")
        if "id" not in node.attrib:
            node.set("id", slug(words.replace(AMP_SUBSTITUTE, "&"), taken))
        if (level := _HEADINGS[node.tag]) <= DEEPEST:
            yield {"level": level, "id": node.attrib["id"], "name": escape(name.strip(), quote=False)}


def write(parent: etree.Element, document: Document, output: Output, files: Files = None) -> None:
    """Append the page to ``parent``; ``files`` are those of a packet."""
    if isinstance(document, Transcript):
        chapter(parent, document, output)
        return
    writer = Writer(document.path, output)
    blocks = document.blocks
    holder = element(parent, "div", class_="db-entry-head") if isinstance(document, EntryPage) else parent
    title = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 0), -1)
    writer.blocks(holder, blocks[: title + 1])
    _below_title(holder, document, writer, files)
    writer.blocks(parent, blocks[title + 1 :])
    if isinstance(document, EntryPage):
        writer.blocks(parent, document.sections)
    elif isinstance(document, Packet):
        packet.parts(parent, document, output)
    mark_english(parent)


def _below_title(parent: etree.Element, document: Document, writer: Writer, files: Files) -> None:
    """What a page has below its title: facts, the title and a summary in English, files."""
    if isinstance(document, EntryPage):
        element(parent, "p", document.english, class_="db-en db-editor", lang="en")
        writer.facts(parent, document.facts, "db-head db-editor")
    elif isinstance(document, Packet):
        packet.head(parent, document, files, writer)
    elif document.english or document.abstract:
        english = element(parent, "div", class_="db-en db-editor db-abstract", lang="en")
        for text, class_ in ((document.english, "db-english"), (document.abstract, "")):
            if text:
                element(english, "p", text, class_=class_)
