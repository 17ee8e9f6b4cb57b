"""Blank forms on a page: fields with lines to write on, columns as an empty table, the words that ask for them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from abc import abstractmethod
from collections.abc import Iterable, Sequence

from ..document.model import Block, Form, FormField
from .elements import element
from .inlines import InlineWriter


class FormWriter(InlineWriter):
    """Writes forms; what stands in them is written by ``blocks``."""

    @abstractmethod
    def blocks(self, parent: etree.Element, blocks: Iterable[Block]) -> None:
        """Blocks one after the other."""

    def sheet(self, parent: etree.Element, form: Form, ids: bool = False) -> None:
        """Fields with lines to write on, the columns as an empty table; then what asks for the columns. On the form's own page
        the fields have their ``ids``, to which the site leads."""
        sheet = element(parent, "div", class_="db-form")
        columns = [item for item in form.fields if item.columns]
        for item in form.fields:
            if not item.columns:
                plain = item.lines <= 1 and not item.quotations and not item.remarks
                field = self.field(sheet, item, "db-field-plain" if plain else "", ids)
                room(field, item.lines)
                self.grounds(field, item)
            elif item is columns[0]:
                _columns(sheet, columns, form.rows)
        for item in columns:
            if item.quotations or item.remarks or ids:
                self.grounds(self.field(sheet, item, "db-field-ground", ids), item)

    def field(self, parent: etree.Element, item: FormField, kind: str, ids: bool) -> etree.Element:
        row = element(parent, "div", class_=f"db-field {kind}".rstrip(), id=item.id if ids else "")
        name = element(row, "p", class_="db-field-title")
        element(name, "b", item.title)
        if item.english:
            element(name, "span", item.english, class_="db-en", lang="en")
        return row

    def grounds(self, parent: etree.Element, item: FormField) -> None:
        """What asks for a field."""
        for quotation in item.quotations:
            self.quotation(parent, quotation)
        if item.remarks:
            self.blocks(element(parent, "div", class_="db-annotation db-editor"), item.remarks)


def room(parent: etree.Element, count: int) -> None:
    """Lines to write on, on paper."""
    lines = element(parent, "div", class_="db-room", aria_hidden="true")
    for _ in range(count):
        element(lines, "span")


def _columns(parent: etree.Element, columns: Sequence[FormField], rows: int) -> None:
    """An empty table; where one field has several columns, a first row is for what each of them is about."""
    several = any(item.columns > 1 for item in columns)
    table = element(parent, "table", class_="db-form-table")
    head = element(element(table, "thead"), "tr")
    for item in columns:
        cell = element(head, "th", item.title, scope="colgroup" if item.columns > 1 else "col")
        if item.columns > 1:
            cell.set("colspan", str(item.columns))
        if item.english:
            element(cell, "span", item.english, class_="db-en", lang="en")
    body = element(table, "tbody")
    for _ in range(rows + several):
        line = element(body, "tr")
        for _ in range(sum(item.columns for item in columns)):
            element(line, "td")
