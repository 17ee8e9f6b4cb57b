"""Helpers that make HTML elements."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import NamedTuple

from markdown.util import AMP_SUBSTITUTE, AtomicString

from ..document.addresses import Address, relative

Stash = Callable[[str], str]
"""Puts finished HTML aside and gives the text that stands for it, so that nothing walks over it again."""


class Output(NamedTuple):
    """Where a page is written to: ``published`` gives the addresses in what is put aside by ``stash``, ``linked`` those in elements,
    which a host of Markdown turns into addresses itself."""

    stash: Stash
    published: Address
    linked: Address = relative


SPECIAL = re.compile("[&<>\x02\x03]")
_LITERAL = {ord("&"): f"{AMP_SUBSTITUTE}amp;", 2: None, 3: None}  # 2 and 3 are Python-Markdown's own delimiters
_WITH_TEXT = frozenset(("p", "li", "h1", "h2", "h3", "h4"))
_LATIN, _HAN = re.compile(r"[A-Za-z]{2}"), re.compile(r"[\u3400-\u9fff]|\x02")  # what is put aside (\x02) is not known


def element(parent: etree.Element, tag: str, text: str = "", **attributes: str) -> etree.Element:
    """A child with text that Markdown's inline patterns leave alone. ``class_`` and ``aria_label`` become attributes."""
    child = etree.SubElement(parent, tag, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value})
    if text:
        child.text = literal(text)
    return child


def append(node: etree.Element, text: str) -> None:
    """Add text behind whatever the element holds."""
    if len(node):
        node[-1].tail = AtomicString((node[-1].tail or "") + literal(text))
    else:
        node.text = AtomicString((node.text or "") + literal(text))


def literal(text: str) -> AtomicString:
    """Text that stands as it is: no inline pattern, and ``&lt;`` in a source stays those four characters."""
    return AtomicString(text.translate(_LITERAL))


def voices(node: etree.Element, text: str) -> None:
    """Add text: the source's words as they are, the editors' words, in 〔〕, in the editors' voice."""
    for part in re.split(r"(〔[^〔〕]*〕)", text):
        if part.startswith("〔"):
            element(node, "span", part, class_="db-editor")
        elif part:
            append(node, part)


def mark_english(root: etree.Element) -> None:
    """Mark what has Latin letters and no Chinese as English, so that it is read aloud and broken into lines as such."""
    for node in root.iter():
        if node.tag in _WITH_TEXT and "lang" not in node.attrib:
            text = "".join(node.itertext())
            if _LATIN.search(text) and not _HAN.search(text):
                node.set("lang", "en")
