"""A packet as the tree of which pandoc makes books: what stands before the parts, and the parts."""

from __future__ import annotations

import uuid
from itertools import zip_longest

from ..document.model import Form, Packet, Part, TextSource
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
        "toc-title": say(packet, "目錄"),
    }
    said = {key: {"t": "MetaInlines", "c": [nodes.string(value)]} for key, value in meta.items() if value}
    return {"pandoc-api-version": API, "meta": said, "blocks": blocks}


def title(packet: Packet) -> str:
    """The title, told from those of the packet's other editions."""
    other = [name for name, is_so in (("主持本", packet.facilitator), ("底本原樣", packet.view == "transcribed")) if is_so]
    return packet.title + (say(packet, f"（{'，'.join(other)}）") if other else "")


def _identifier(packet: Packet) -> str:
    """A name for this text of this edition of the packet, which changes with the reports' revisions."""
    edition = [packet.path, packet.view, packet.script, str(packet.facilitator), *(source.revision for source in packet.sources)]
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(edition))}"


def _front(writer: Writer) -> Nodes:
    """For whom the packet is and which edition, the introduction, what is in it, and which texts."""
    packet = writer.packet
    facts = (
        ("為誰", packet.audience),
        ("時間", f"{packet.minutes} 分鐘" if packet.minutes else ""),
        ("本子", "主持本" if packet.facilitator else "學員本" if packet.minutes else "閱讀本"),
        ("正文", "校訂本文" if packet.view == "corrected" else "底本原樣"),
        ("字體", "" if packet.script == "hant" else "簡體，由程式轉換，只供閱讀；引用請據繁體本"),
    )
    contents = [[nodes.para([writer.link(part.title, f"#{part.id}")])] for part in packet.parts]
    return [
        nodes.header(1, say(packet, "說明"), "about"),
        *([nodes.para([nodes.string(packet.description)])] if packet.description else []),
        *(writer.fact(say(packet, label), [nodes.string(say(packet, text))]) for label, text in facts if text),
        *writer.blocks(packet.blocks),
        nodes.header(2, say(packet, "內容"), "contents"),
        nodes.listing(contents, ordered=False),
        *([nodes.header(2, say(packet, "所據文本"), "sources")] if packet.sources else []),
        *_colophon(writer),
        nodes.section(wide=False),
    ]


def _colophon(writer: Writer) -> Nodes:
    """Which texts these are, on what terms, and where they are found."""
    packet = writer.packet
    address = writer.link(packet.address, packet.address) if packet.address else nodes.string(say(packet, "本站未設網址"))
    rows = [
        *([nodes.string(_source(packet, source))] for source in packet.sources),
        [nodes.string(packet.licence)],
        [nodes.string(say(packet, "網址：")), address],
    ]
    return [nodes.styled(row, "colophon", "來源") for row in rows]


def _source(packet: Packet, source: TextSource) -> str:
    short, revision = say(packet, "簡稱：|修訂號").split("|")
    text = f"{short}{source.short}；{source.proof}；{revision} {source.revision}（{source.revised}）"
    named = "，".join(filter(None, (f"《{source.title}》", source.imprint)))
    return f"{named}。{text}。{source.rights}。"


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
