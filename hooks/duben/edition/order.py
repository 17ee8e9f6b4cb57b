"""The order of guides and forms."""

from __future__ import annotations

from .model import GUIDES, Edition, Page, order_of


def guide_groups(edition: Edition) -> dict[str, list[Page]]:
    """The guides by group, the groups as guides/index.md lists them, each group's guides by ``order``, then by path."""
    index = edition.page(GUIDES)
    listed = index.document.meta.get("groups") if index else None
    groups: dict[str, list[Page]] = {str(name): [] for name in (listed if isinstance(listed, list) else ())}
    guides = sorted((page for page in edition.pages if page.is_guide), key=lambda page: (order_of(page.document.meta), page.path))
    for page in guides:
        groups.setdefault(str(page.document.meta.get("group", "")), []).append(page)
    return {name: pages for name, pages in groups.items() if pages}


def packet_forms(edition: Edition) -> list[Page]:
    """The blank forms, by ``order``, then by path."""
    return sorted((page for page in edition.pages if page.is_form), key=lambda page: (order_of(page.document.meta), page.path))
