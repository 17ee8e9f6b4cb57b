"""The glossary of a packet: the entries that its texts mention."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..entries import KINDS
from ..links import Links
from .model import Term
from .plan import taken
from .read import PacketFile


def terms(edition: Edition, links: Links, packet: PacketFile) -> Iterator[Term]:
    """The entries that are mentioned in the words that the packet takes from the reports, by kind and pinyin."""
    found = {
        mention.slug
        for spec in packet.parts
        for key, (low, high) in taken(edition, links.quotations, spec)
        for mention in links.mentions.get(key, ())
        if low <= mention.start and mention.end <= high
    }
    for kind in KINDS:
        for entry in edition.entries.values():
            if entry.kind == kind and entry.slug in found:
                yield Term(entry.name, entry.pinyin, entry.english, entry.first, entry.path)
