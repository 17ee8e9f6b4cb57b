"""What the head of a page tells of it, besides its words."""

from __future__ import annotations

from html import escape
from typing import Any

from ..edition.model import Edition

SHOWN = ("description", "english", "abstract")
"""The fields of front matter that the theme may show; others, such as ``template``, would change what it does."""


def meta(edition: Edition, path: str) -> dict[str, Any]:
    """The front matter of a page as the theme may have it: its texts escaped, since the theme puts them into HTML as they are. ``hide``
    names parts of the theme that the page goes without."""
    page = edition.page(path)
    item = page or edition.chapters[path]
    fields = page.document.fields if page else {"english": edition.chapters[path].english}
    shown = {name: escape(value) for name in SHOWN if isinstance(value := fields.get(name), str) and value}
    hidden = fields.get("hide")
    return {"title": escape(item.title)} | shown | ({"hide": hidden} if isinstance(hidden, list) else {})
