"""Helpers that make HTML elements."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.util import AMP_SUBSTITUTE, AtomicString

_SPECIAL = re.compile("[&<>\x02\x03]")


_LITERAL = {ord("&"): f"{AMP_SUBSTITUTE}amp;", 2: None, 3: None}  # 2 and 3 are Python-Markdown's own delimiters


def element(parent: etree.Element, tag: str, text: str = "", **attributes: str) -> etree.Element:
    """A child with text that Markdown's inline patterns leave alone. ``class_`` and ``aria_label`` become attributes."""
    child = etree.SubElement(parent, tag, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value})
    if text:
        child.text = literal(text)
    return child


def fact(parent: etree.Element, name: str, text: str, link: str = "", lang: str = "") -> None:
    """A row of a list of facts (``dl``): its name, and the text, which may be a link."""
    row = element(parent, "div")
    element(row, "dt", name)
    if link:
        element(element(row, "dd"), "a", text, href=link)
    else:
        element(row, "dd", text, lang=lang)


def literal(text: str) -> AtomicString:
    """Text that stands as it is: no inline pattern, and ``&lt;`` in a source stays those four characters."""
    return AtomicString(text.translate(_LITERAL))
