"""Pieces of pandoc's tree: https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html.

Classes are for epub.css, ``custom-style`` names are the styles of Word, which styles.py makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Node = dict[str, Any]
Nodes = list[Node]
_NO_BREAK = "\u00a0"


def attr(id: str = "", classes: str = "", style: str = "", **rest: str) -> list[Any]:
    pairs = {"custom-style": style, **rest}
    return [id, classes.split(), [[key, value] for key, value in pairs.items() if value]]


def string(text: str) -> Node:
    return {"t": "Str", "c": text}


def span(inlines: Nodes, classes: str = "", style: str = "", **rest: str) -> Node:
    return {"t": "Span", "c": [attr("", classes, style, **rest), inlines]}


def para(inlines: Nodes) -> Node:
    return {"t": "Para", "c": inlines}


def div(blocks: Nodes, classes: str = "", style: str = "", id: str = "", **rest: str) -> Node:
    return {"t": "Div", "c": [attr(id, classes, style, **rest), blocks]}


def styled(inlines: Nodes, classes: str, style: str, id: str = "", **rest: str) -> Node:
    """A paragraph of a style of its own."""
    return div([para(inlines)], classes, style, id, **rest)


def header(level: int, content: Nodes | str, id: str = "", classes: str = "") -> Node:
    return {"t": "Header", "c": [min(level, 6), attr(id, classes), [string(content)] if isinstance(content, str) else content]}


def listing(items: list[Nodes], ordered: bool) -> Node:
    """A list; each item is a run of blocks."""
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]} if ordered else {"t": "BulletList", "c": items}


def cell(blocks: Nodes, columns: int = 1) -> list[Any]:
    return [attr(), {"t": "AlignDefault"}, 1, columns, blocks]


def row(cells: Iterable[list[Any]]) -> list[Any]:
    return [attr(), list(cells)]


def table(classes: str, widths: Sequence[float], head: list[Any], rows: list[Any], foot: list[Any], heading_columns: int = 0) -> Node:
    """A table of rows of cells; ``widths`` are parts of the line's width."""
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width / sum(widths)}] for width in widths]
    body = [attr(), heading_columns, [], rows]
    return {"t": "Table", "c": [attr("", classes), [None, []], columns, [attr(), head], [body], [attr(), foot]]}


def space(lines: int) -> list[Any]:
    """A cell to write in. In Word it is one paragraph in a row of that height, which grows."""
    return cell([div([para([string(_NO_BREAK)])] * lines, "write", "填寫")])


def box(lines: int, classes: str) -> Node:
    return table(classes, (1,), [], [row([space(lines)])], [])


def english(text: str) -> Nodes:
    return [styled([span([string(text)], lang="en")], "english", "英文")] if text else []


def section(wide: bool) -> Node:
    """Where a section of the Word file ends: a paragraph that says no more than whether its pages lie (``wide``); docx.py sets the rest."""
    size = '<w:pgSz w:orient="landscape"/>' if wide else ""
    return {"t": "RawBlock", "c": ["openxml", f"<w:p><w:pPr><w:sectPr>{size}</w:sectPr></w:pPr></w:p>"]}
