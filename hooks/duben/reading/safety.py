"""Keeps out of pages what a contributor's Markdown must not bring in: HTML, event handlers, addresses that execute code.

``check`` reports it to the contributor, with the line; ``clean`` removes from the rendered page whatever ``check`` missed.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from ..catalogue import _
from ..problems import Problem
from .frontmatter import Document
from .masking import position

SCHEMES = frozenset({"http", "https", "mailto"})
_HTML = re.compile(r"<(?:[A-Za-z/!?][^<>]*)>?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>|<[^\s<>@:/]+@[^\s<>@]+>")
_ADDRESS = r"\s*(?:<([^<>]*)|([^\s()<>]*))"
_BRACKET = re.compile(rf"\\.|\[|\](?:\({_ADDRESS})?", re.DOTALL)
_REFERENCE = re.compile(r"\s?\[([^\]]*)\]")
_SPACES = 100
"""By how many spaces a name may be longer where it is used than in its definition."""
_DEFINITION = re.compile(rf"^[ \t>]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)*\[(?!@)([^\[\]]*)\]:{_ADDRESS}", re.MULTILINE)


class Address(NamedTuple):
    """An address in Markdown, of a link or picture or of a definition, and where it stands in the text."""

    offset: int
    text: str
    picture: bool


def addresses(text: str) -> list[Address]:
    """The addresses in Markdown in which code was masked. One that a picture takes from a definition stands where the picture does."""
    matches = list(_DEFINITION.finditer(text))
    found = [Address(match.start(), match[2] or match[3] or "", False) for match in matches]
    defined = {_name(match[1]): address for match, address in zip(matches, found, strict=True)}
    longest = max((len(match[1]) for match in matches), default=0) + _SPACES
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0].startswith("]"):
            start, end = opened.pop() if opened else match.start(), match.end()
            picture = text[start - 1 : start] == "!"
            if match[0] != "]":
                found.append(Address(match.start(), match[1] or match[2] or "", picture))
            elif picture and defined:
                reference = _REFERENCE.match(text, end)
                name = reference[1] if reference and reference[1] else text[start + 1 : min(end - 1, start + longest)]
                if address := defined.get(_name(name)):
                    found.append(address._replace(offset=start, picture=True))
    return sorted(found)


def _name(text: str) -> str:
    """The name of a definition as Markdown compares it."""
    return " ".join(text.split()).lower()


def allowed(address: str) -> bool:
    """Whether a link may have this address: one on the site itself, or with one of ``SCHEMES``."""
    parts = _parts(address)
    return own(address) or (parts is not None and parts.scheme.lower() in SCHEMES)


def own(address: str) -> bool:
    """Whether the address is on the site itself: relative, without a scheme or host."""
    parts = _parts(address)
    return parts is not None and not parts.scheme and not parts.netloc


def _parts(address: str) -> SplitResult | None:
    """An address as a browser parses it (https://url.spec.whatwg.org/): entities decoded, white space and control characters removed,
    a backslash as a slash, and a host behind any number of slashes from two. None if it is not valid."""
    try:
        return urlsplit(re.sub(r"^///+", "//", re.sub(r"[\x00-\x20]", "", html.unescape(address)).replace("\\", "/")))
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
    for offset, address, picture in addresses(text):
        if not allowed(address) or (picture and not own(address)):
            found.append(
                Problem(
                    document.path,
                    *position(text, offset, document.first_line),
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
