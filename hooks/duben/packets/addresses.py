"""Addresses on the web: of a packet, and of what it leads to."""

from __future__ import annotations

import re

from .model import Packet


def address(site: str, path: str) -> str:
    """The address of a page of docs/, with its fragment, as MkDocs publishes it at ``site``; '' where the site has none."""
    return f"{site.rstrip('/')}/{_published(path)}" if site else ""


def target(path: str, packet: Packet) -> str:
    """Where a link of a packet leads on the web; '' for a page of a site that has no address."""
    if re.match("https?://|mailto:", path, re.IGNORECASE):
        return path
    own = _published(packet.path)
    return packet.address.removesuffix(own) + _published(path) if packet.address.endswith(own) else ""


def _published(path: str) -> str:
    page, mark, fragment = path.partition("#")
    folder, _, name = page.rpartition("/")
    page = folder if name == "index.md" else page.removesuffix(".md")
    return (f"{page}/" if page else "") + mark + fragment
