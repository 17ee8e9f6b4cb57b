"""The glossary of a packet: the entries that its texts mention."""

from __future__ import annotations

from collections.abc import Iterator

from ..document.model import Term
from ..edition.model import Edition
from ..links.model import Links
from ..reading.packets import PacketFile
from .plan import taken


def terms(edition: Edition, links: Links, packet: PacketFile) -> Iterator[Term]:
    """The entries that are mentioned in the words that the packet takes from the reports, by kind and pinyin."""
    found = {
        mention.slug
        for spec in packet.parts
        for key, (low, high) in taken(edition, links.quotations, spec)
        for mention in links.mentions.get(key, ())
        if low <= mention.start and mention.end <= high
    }
    for kind in edition.settings.entries:
        for entry in edition.entries.values():
            if entry.kind == kind and entry.slug in found:
                yield Term(entry.name, entry.pinyin, entry.english, entry.first, entry.path)
