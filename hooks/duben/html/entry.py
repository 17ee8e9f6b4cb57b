"""What stands around an entry's definition: its facts, its relations, the guides that treat it, every mention in its context."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable
from html import escape

from markdown.util import AtomicString

from ..catalogue import _
from ..document.model import Block, Concordance, KeywordInContext, Section
from .elements import SPECIAL, Output, element

_HEADS = (_("Before"), _("Found"), _("After"), _("Source"))


def section(parent: etree.Element, item: Section, write: Callable[[etree.Element, Iterable[Block]], None]) -> None:
    """A section of its own, in the editors' voice; where it holds a concordance, which is the source's, only its sentences are."""
    quotes = item.role == "concordance"
    node = element(parent, "section", class_=f"db-{item.role}" if quotes else f"db-{item.role} db-editor")
    element(node, "h2", item.title, id=item.id)
    write(node, item.blocks)
    for part in node if quotes else ():
        if part.tag in ("p", "h3"):
            part.set("class", "db-editor")


def concordance(parent: etree.Element, item: Concordance, page: str, output: Output) -> None:
    """The mentions as a table, put aside as finished HTML: there may be hundreds of rows."""
    addresses = {path: output.published(path, page) for path in {line.path.partition("#")[0] for line in item.lines}}
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    rows = "".join(_row(line, addresses) for line in item.lines)
    html = f'<table class="db-kwic" lang="zh-Hant"><thead class="db-editor"><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    element(parent, "div", class_="db-kwic-frame").text = AtomicString(output.stash(html))


def _row(line: KeywordInContext, addresses: dict[str, str]) -> str:
    left, text, right = (escape(part) if SPECIAL.search(part) else part for part in (line.left, line.text, line.right))
    path, _mark, fragment = line.path.partition("#")
    return (
        f'<tr><td class="db-left">{left}</td><td class="db-word"><a href="{addresses[path]}#{fragment}">{text}</a></td>'
        f'<td class="db-right">{right}</td><td class="db-place db-editor">{escape(line.place)}</td></tr>'
    )
