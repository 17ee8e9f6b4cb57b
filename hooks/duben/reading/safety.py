"""Keeps out of pages what a contributor's Markdown must not bring in: HTML, event handlers, addresses that execute code.

``check`` reports it to the contributor, with the line; ``clean`` removes from the rendered page whatever ``check`` missed.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from urllib.parse import SplitResult, urlsplit

from ..catalogue import _
from ..problems import Problem
from .bounds import TITLE
from .frontmatter import Document
from .masking import position

SCHEMES = frozenset({"", "http", "https", "mailto"})
_HTML = re.compile(r"<(?:[A-Za-z/!?][^<>]*)>?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>|<[^\s<>@:/]+@[^\s<>@]+>")
_PICTURE = re.compile(r"!\[[^\]]*\]$")
_LINK = re.compile(r"\]\(\s*<?\s*([^\s()<>]*)|^[ ]{0,3}\[[^\]@][^\]]*\]:\s*<?([^\s<>]*)", re.MULTILINE)


def allowed(address: str) -> bool:
    """Whether a link may have this address: relative, or with one of ``SCHEMES``."""
    parts = _parts(address)
    return parts is not None and parts.scheme.lower() in SCHEMES


def own(address: str) -> bool:
    """Whether the address is on the site itself: relative, without a scheme or host."""
    parts = _parts(address)
    return parts is not None and not parts.scheme and not parts.netloc


def _parts(address: str) -> SplitResult | None:
    """An address as a browser parses it: entities decoded, white space and control characters removed. None if it is not valid."""
    try:
        return urlsplit(re.sub(r"[\x00-\x20]", "", html.unescape(address)))
    except ValueError:
        return None


def check(document: Document) -> list[Problem]:
    """The problems of a page that has HTML or unsafe addresses."""
    text = document.masked
    found = []
    for match in _HTML.finditer(text):
        if not _AUTOLINK.match(match.group(0)) and (match.start() == 0 or text[match.start() - 1] != "\\"):
            place = position(text, match.start(), document.first_line)
            found.append(
                Problem(
                    document.path,
                    *place,
                    "H001",
                    _("Here is HTML, “{html}”, which has no effect.", html=match.group(0)[:20]),
                    _("Use Markdown instead; to show a “<”, write “\\<”."),
                )
            )
    for match in _LINK.finditer(text):
        address = match.group(1) or match.group(2) or ""
        picture = match.group(1) is not None and _PICTURE.search(text, max(0, match.start() - TITLE), match.start() + 1)
        if not allowed(address) or (picture and not own(address)):
            place = position(text, match.start(), document.first_line)
            found.append(
                Problem(
                    document.path,
                    *place,
                    "H002",
                    _("The address “{address}” is not allowed.", address=address[:40]),
                    _("Use only paths within the site, http, https or mailto; pictures must be on this site."),
                )
            )
    return found


def clean(root: etree.Element) -> None:
    """Removes event handlers, styles and unsafe addresses from a rendered tree, in place."""
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            lower = name.lower()
            loads = lower in ("src", "srcset") and not own(value)
            if loads or lower.startswith("on") or lower in ("style", "srcdoc") or (lower in ("href", "action") and not allowed(value)):
                element.attrib[name] = "#" if lower == "href" else ""
                if lower != "href":
                    del element.attrib[name]
