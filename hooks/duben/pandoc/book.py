"""A packet as the tree of which pandoc makes books: what stands before the parts, and the parts."""

from __future__ import annotations

import uuid
from itertools import zip_longest

from ..catalogue import _
from ..document import wording
from ..document.model import Form, Packet, Part
from ..text.wording import statements
from . import nodes
from .blocks import Writer, say
from .nodes import Node, Nodes

API = [1, 23, 1]
"""The version of the tree, that of pandoc 3."""
_NEW_PAGE = ("chapter", "questions", "form")
"""Kinds of parts that begin on a new page of the Word file."""


def document(packet: Packet) -> Node:
    """The packet as pandoc's tree. Each part is headed by its title, a heading of level 1 with the part's id."""
    writer = Writer(packet)
    blocks = _form(writer) if packet.alone else [*_front(writer), *_parts(writer)]
    meta = {
        "title": title(packet),
        "subtitle": packet.english,
        "lang": f"zh-{packet.script.capitalize()}",
        "rights": packet.licence,
        "identifier": _identifier(packet),
        "description": packet.description,
        "toc-title": say(packet, _("Contents")),
    }
    said = {key: {"t": "MetaInlines", "c": [nodes.string(value)]} for key, value in meta.items() if value}
    return {"pandoc-api-version": API, "meta": said, "blocks": blocks}


def title(packet: Packet) -> str:
    """The title, told from those of the packet's other editions."""
    edition = wording.edition(meeting=True, facilitator=True) if packet.facilitator else ""
    other = statements((edition, wording.view(packet.view) if packet.view == "transcribed" else ""))
    return say(packet, _("{title} ({edition})", title=packet.title, edition=other)) if other else packet.title


def _identifier(packet: Packet) -> str:
    """A name for this text of this edition of the packet, which changes with the reports' revisions."""
    edition = [packet.path, packet.view, packet.script, str(packet.facilitator), *(source.revision for source in packet.sources)]
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(edition))}"


def _front(writer: Writer) -> Nodes:
    """For whom the packet is and which edition, the introduction, what is in it, and which texts."""
    packet = writer.packet
    contents = [[nodes.para([writer.link(part.title, f"#{part.id}")])] for part in packet.parts]
    return [
        nodes.header(1, say(packet, _("Introduction")), "about"),
        *([nodes.para([nodes.string(packet.description)])] if packet.description else []),
        *(writer.fact(say(packet, label), [nodes.string(say(packet, text))]) for label, text in wording.title_page(packet)),
        *writer.blocks(packet.blocks),
        nodes.header(2, say(packet, _("In this packet")), "contents"),
        nodes.listing(contents, ordered=False),
        *([nodes.header(2, say(packet, _("Texts used")), "sources")] if packet.sources else []),
        *_colophon(writer),
        nodes.section(wide=False),
    ]


def _colophon(writer: Writer) -> Nodes:
    """Which texts these are, on what terms, and where they are found."""
    packet = writer.packet
    address = writer.link(packet.address, packet.address) if packet.address else nodes.string(say(packet, wording.no_address()))
    before, after = ([nodes.string(text)] if text else [] for text in say(packet, _("Address: {address}")).split("{address}"))
    rows = [
        *([nodes.string(say(packet, wording.described(source)))] for source in packet.sources),
        [nodes.string(packet.licence)],
        [*before, address, *after],
    ]
    return [nodes.styled(row, "colophon", "來源") for row in rows]


def _form(writer: Writer) -> Nodes:
    """A blank form by itself: its title is the document's."""
    (part,) = writer.packet.parts
    return [*writer.blocks(part.blocks), *_colophon(writer), nodes.section(_wide(part))]


def _parts(writer: Writer) -> Nodes:
    """A section of the Word file ends where the next part begins on a new page, which is where people part the sheets."""
    parts = writer.packet.parts
    made: Nodes = []
    for part, following in zip_longest(parts, parts[1:]):
        made += writer.part(part)
        if following is None or part.kind == "form" or following.kind in _NEW_PAGE:
            made.append(nodes.section(_wide(part)))
    return made


def _wide(part: Part) -> bool:
    return any(isinstance(block, Form) and block.wide for block in part.blocks)
