"""A document as the elements of its page: the one writer of HTML."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from ..document.addresses import Address
from ..document.model import Document, EntryPage, Heading, Packet, Transcript
from . import packet
from .blocks import Writer
from .chapter import chapter
from .elements import Stash, element, mark_english
from .packet import Files


def write(parent: etree.Element, document: Document, stash: Stash, published: Address, files: Files = None) -> None:
    """Append the page to ``parent``. ``stash`` puts finished HTML aside; ``published`` gives addresses in it, which no host sees;
    ``files`` are those of a packet."""
    if isinstance(document, Transcript):
        chapter(parent, document, stash, published)
        return
    writer = Writer(document.path, stash, published)
    blocks = document.blocks
    holder = element(parent, "div", class_="db-entry-head") if isinstance(document, EntryPage) else parent
    title = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 0), -1)
    writer.blocks(holder, blocks[: title + 1])
    _below_title(holder, document, writer, files)
    writer.blocks(parent, blocks[title + 1 :])
    if isinstance(document, EntryPage):
        writer.blocks(parent, document.sections)
    elif isinstance(document, Packet):
        packet.parts(parent, document, stash, published)
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
