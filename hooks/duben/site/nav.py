"""The order of the site: its navigation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ..catalogue import _
from ..edition.model import Edition
from ..edition.order import guide_groups, packet_forms

Nav = list[Any]


def nav(edition: Edition, entries: Sequence[Any]) -> Nav:
    """The site's navigation: a folder (``guides/``) among ``entries`` becomes its pages, in their order.

    Entries have any shape that MkDocs allows: paths and addresses, with titles or without, and lists of entries with titles. A
    section in which no page is left is left out: as a tab it would lead to the page on which it stands.
    """
    items: Nav = []
    for entry in entries:
        if isinstance(entry, Mapping):
            titled = ((title, _content(edition, value)) for title, value in entry.items())
            items += [{title: content} for title, content in titled if content != []]
        elif _is_folder(entry):
            items += folder_nav(edition, entry)
        else:
            items.append(entry)
    return items


def _content(edition: Edition, value: object) -> object:
    """What stands under a title: a path or address as it is, a folder or a list as its entries."""
    if isinstance(value, list):
        return nav(edition, value)
    return folder_nav(edition, str(value)) if _is_folder(value) else value


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and value.endswith("/") and not re.match(r"/|[a-z][a-z0-9+.-]*:", value, re.IGNORECASE)


def folder_nav(edition: Edition, folder: str) -> Nav:
    """The pages right below ``folder``: its index first, then by ``order``, then by path; reports with their chapters."""
    own = [page for page in edition.pages if page.path.startswith(folder) and "/" not in page.path[len(folder) :]]
    own.sort(key=lambda page: (page.path != f"{folder}index.md", page.meta.order, page.path))
    items: Nav = [page.path if page.path.endswith("index.md") else {escape(page.title): page.path} for page in own]
    if folder == "guides/":
        groups = guide_groups(edition)
        items = [path for path in items if isinstance(path, str)]
        items += [{escape(name): [{escape(page.title): page.path} for page in pages]} for name, pages in groups.items()]
    if folder == "entries/":
        kinds = (f"{folder}{kind}/index.md" for kind in edition.settings.entries)
        items += [{escape(page.title): page.path} for path in kinds if (page := edition.page(path))]
    if folder == "packets/":
        forms = [{escape(page.title): page.path} for page in packet_forms(edition)]
        items += [{_("Blank forms"): forms}] if forms else []
    if folder == "reports/":
        items += [
            {escape(report.short): [report.path, *({escape(c.short): c.path} for c in report.chapters)]} for report in edition.reports
        ]
    return items
