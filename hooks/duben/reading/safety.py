"""What a contributor's Markdown must not bring to a page: HTML, event handlers, addresses that run.

``check`` tells the contributor, with the line; ``clean`` guards the page itself, whatever was overlooked.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from urllib.parse import SplitResult, urlsplit

from ..problems import Problem
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
    """Whether what a page loads from here comes from the site itself: a relative address without a scheme or host."""
    parts = _parts(address)
    return parts is not None and not parts.scheme and not parts.netloc


def _parts(address: str) -> SplitResult | None:
    """An address as a browser reads it, entities decoded, white space and control characters skipped; None if it cannot."""
    try:
        return urlsplit(re.sub(r"[\x00-\x20]", "", html.unescape(address)))
    except ValueError:
        return None


def check(document: Document) -> list[Problem]:
    """HTML and unsafe addresses in a page, with their place."""
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
                    f"這裏有 HTML「{match.group(0)[:20]}」，不會生效。",
                    "改用 Markdown；若要顯示「<」，寫成「\\<」。",
                )
            )
    for match in _LINK.finditer(text):
        address = match.group(1) or match.group(2) or ""
        picture = match.group(1) is not None and _PICTURE.search(text, 0, match.start() + 1)
        if not allowed(address) or (picture and not own(address)):
            place = position(text, match.start(), document.first_line)
            found.append(
                Problem(
                    document.path,
                    *place,
                    "H002",
                    f"不允許的連結地址「{address[:40]}」。",
                    "只用站內路徑、http、https 或 mailto；圖片要放在本站。",
                )
            )
    return found


def clean(root: etree.Element) -> None:
    """Take event handlers, styles and addresses that run out of a rendered tree, in place."""
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            lower = name.lower()
            loads = lower in ("src", "srcset") and not own(value)
            if loads or lower.startswith("on") or lower in ("style", "srcdoc") or (lower in ("href", "action") and not allowed(value)):
                element.attrib[name] = "#" if lower == "href" else ""
                if lower != "href":
                    del element.attrib[name]
