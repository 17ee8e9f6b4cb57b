"""Tables on a page: plain ones, comparisons, agendas, and numbers that are drawn."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from ..catalogue import _
from ..document.model import Table, Text
from ..document.tree import words
from .elements import element, voices
from .inlines import InlineWriter


def table(writer: InlineWriter, parent: etree.Element, item: Table) -> None:
    """A table. With its roles a comparison stays a table to who hears it, though on a phone its rows become sheets; so do those of a
    table with a column in another language; English, which the reader can switch off, has its own class."""
    titles = [words(cell) for cell in item.head]
    compares, agenda = item.kind == "synopsis", item.kind == "agenda"

    def role(name: str) -> str:
        return name if compares else ""

    def column(at: int) -> dict[str, str]:
        lang = item.languages[at] if at < len(item.languages) else ""
        return {"lang": lang, "class_": "db-en" if lang == "en" else ""}

    class_ = f"db-{item.kind}" if item.kind != "plain" else "db-sheets" if any(item.languages) else ""
    node = element(parent, "table", class_=class_, role=role("table"))
    head = element(element(node, "thead", role=role("rowgroup")), "tr", role=role("row"))
    for at, cell in enumerate(item.head):
        writer.inlines(element(head, "th", scope="col" if agenda else "", role=role("columnheader"), **column(at)), cell)
    body = element(node, "tbody", role=role("rowgroup"))
    for number, row in enumerate(item.rows):
        last = agenda and number == len(item.rows) - 1
        line = element(element(node, "tfoot") if last else body, "tr", role=role("row"))
        for at, cell in enumerate(row):
            if at == 0 and compares:
                box = element(line, "th", scope="row", role="rowheader")
            else:
                box = element(line, "td", role=role("cell"), data_head=titles[at] if compares else "", **column(at))
            if agenda:
                for part in cell:
                    if isinstance(part, Text):
                        voices(box, part.text)
                    else:
                        writer.inline(box, part)
            else:
                writer.inlines(box, cell)
            if at == 0 and item.only and item.only[number]:
                element(box, "small", _("only in {report}", report=item.only[number]), class_="db-only")
            if item.shares and at == item.chart and item.shares[number] >= 0:
                # sizes are data, so they stand in attributes of SVG: the policy of a page allows no style in it
                box.set("class", "db-drawn")
                bar = f'<svg class="db-bar" aria-hidden="true" width="{item.shares[number]:.1f}%"></svg>'
                box.text = AtomicString(f"{box.text or ''}{writer.output.stash(bar)}")
