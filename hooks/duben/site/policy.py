"""What a page may load and run: its Content-Security-Policy (https://www.w3.org/TR/CSP3/), by the kind of page.

Everything comes from the site itself, and no script or style stands in a page, but for what is named here. So what a contributor might
bring into a page, past the check and past the writers of HTML, still runs nothing and asks no other host.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Literal

Kind = Literal["page", "moved"]
"""A page of the theme; one that only leads on to another."""
Sources = Mapping[str, tuple[str, ...]]
"""What each directive allows."""

_SITE: Sources = {
    "default-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's icons are pictures in its style sheet
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
_KINDS: Mapping[Kind, Sources] = {
    "page": _SITE,
    "moved": {"default-src": ("'none'",), "base-uri": ("'none'",), "form-action": ("'none'",)},
}


def policy(kind: Kind, styles: Iterable[str] = (), *, live: bool = False) -> str:
    """The policy of a page of this kind, as the content of a ``meta`` element. ``styles`` are the texts of style elements in its head;
    ``live`` allows scripts in the page, for the one that MkDocs puts into every page under ``serve``."""
    more: Sources = {"style-src": tuple(map(_hash, styles)), "script-src": ("'unsafe-inline'",) if live else ()}
    return "; ".join(" ".join((name, *sources, *more.get(name, ()))) for name, sources in _KINDS[kind].items())


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def running_title(title: str) -> str:
    """The style element's text that puts a title above every printed page. Nothing in the title ends the string or the element."""
    words = re.sub(r'[\x00-\x1f"&<>\\\x7f]', lambda match: f"\\{ord(match[0]):x} ", title)
    return f'@page {{ @top-center {{ content: "{words}"; font: 9pt sans-serif; }} }}'
