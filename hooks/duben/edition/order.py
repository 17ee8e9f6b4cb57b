"""The order of guides and forms, and where pages stood formerly."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ..reading.schema import FormMeta, GuideMeta, GuidesIndexMeta, PacketMeta
from .model import GUIDES, Edition, Page


def guide_groups(edition: Edition) -> dict[str, list[Page]]:
    """The guides by group, the groups as guides/index.md lists them, each group's guides by ``order``, then by path."""
    index = edition.page(GUIDES)
    listed = index.meta.groups if index and isinstance(index.meta, GuidesIndexMeta) else ()
    groups: dict[str, list[Page]] = {name: [] for name in listed}
    guides = sorted((page for page in edition.pages if page.is_guide), key=lambda page: (page.meta.order, page.path))
    for page in guides:
        groups.setdefault(page.meta.group if isinstance(page.meta, GuideMeta) else "", []).append(page)
    return {name: pages for name, pages in groups.items() if pages}


def packet_forms(edition: Edition) -> list[Page]:
    """The blank forms, by ``order``, then by path."""
    return sorted((page for page in edition.pages if page.is_form), key=lambda page: (page.meta.order, page.path))


def former(edition: Edition) -> Iterator[tuple[str, str]]:
    """The former paths of pages that were renamed, each with the present one."""
    for entry in edition.entries.values():
        yield from ((f"entries/{slug}.md", entry.path) for slug in entry.formerly)
    named = [(chapter.path, chapter.formerly) for chapter in edition.chapters.values()]
    named += [(page.path, page.meta.formerly) for page in edition.pages if isinstance(page.meta, GuideMeta | PacketMeta | FormMeta)]
    for path, names in named:
        yield from ((f"{posixpath.dirname(path)}/{name}.md", path) for name in names)
