"""Addresses: of pages as seen from each other, and on the web."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache

from .model import Packet

Address = Callable[[str, str], str]
"""Gives the address of a page of docs/ (with a fragment, or without) as seen from another, as the host publishes them."""


def relative(path: str, page: str) -> str:
    """``path`` (below docs/, with or without a fragment) as a link from ``page``."""
    target, _, fragment = path.partition("#")
    if not target or (target == page and fragment):
        return f"#{fragment}" if fragment else ""
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + (f"#{fragment}" if fragment else "")


def published(urls: Mapping[str, str]) -> Address:
    """``relative`` for a host that publishes pages at ``urls``, addresses from the site's root by the pages' paths; other files have
    their paths as addresses."""

    @cache
    def within(url: str, folder: str) -> str:
        return posixpath.relpath(url, folder) + "/" * url.endswith("/")

    def address(path: str, page: str) -> str:
        target, mark, fragment = path.partition("#")
        if target in ("", page) and fragment:
            return f"#{fragment}"
        url = urls.get(target, target)  # pictures and other files stand where they stand in docs/
        own = urls.get(page, f"{page.removesuffix('.md')}/")  # a page that is no more has no address, but its place is known
        if url != "./" and target.partition("/")[0] != page.partition("/")[0]:  # by way of the root; most links of a chapter are such
            return "../" * own.removeprefix("./").count("/") + url + mark + fragment
        return within(url, posixpath.dirname(own) or ".") + mark + fragment

    return address


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
