"""A booklet to fold: A5 pages two by two on sheets of A4."""

from __future__ import annotations

import re
from io import BytesIO
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

WIDTH, HEIGHT = 420.945, 595.276
"""Of half a sheet of A4 that lies across, in points."""
_CLAIM = re.compile(rb"<pdfuaid:(\w+)>[^<]*</pdfuaid:\1>")


def order(count: int) -> list[tuple[int, int]]:
    """Which pages stand left and right on each side of the sheets, from 0, for ``count`` pages; what is past the last is blank.

    Two sides are one sheet: printed on both sides, turned over on the short edge, laid in each other and folded.
    """
    whole = -(-count // 4) * 4
    return [(whole - 1 - side, side) if side % 2 == 0 else (side, whole - 1 - side) for side in range(whole // 2)]


def booklet(pdf: bytes) -> bytes:
    """The pages of an A5 ``pdf`` on sheets of A4, at their full size; a page across is turned to stand.

    Title and language stay. The tags do not, since a sheet has no order in which to be read aloud; so the file does not
    say that it is PDF/UA. Who listens takes another edition.
    """
    reader = PdfReader(BytesIO(pdf))
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    pages = reader.pages
    for sides in order(len(pages)):
        sheet = writer.add_blank_page(2 * WIDTH, HEIGHT)
        drawn, forms = [], DictionaryObject()
        for number, left in zip(sides, (0.0, WIDTH), strict=True):
            if number < len(pages):
                name = f"/Page{number + 1}"
                forms[NameObject(name)] = _form(pages[number], writer)
                drawn.append(f"q {_place(pages[number], left)} cm {name} Do Q\n")
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
        sheet[NameObject("/Contents")] = _stream("".join(drawn).encode(), writer)
    root = reader.root_object
    writer.metadata = reader.metadata
    for entry in ("/Lang", "/ViewerPreferences"):
        writer.root_object[NameObject(entry)] = root[entry].clone(writer)
    message = _CLAIM.sub(b"", cast(StreamObject, root["/Metadata"]).get_data())
    writer.root_object[NameObject("/Metadata")] = _stream(message, writer, Type="/Metadata", Subtype="/XML")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _form(page: PageObject, writer: PdfWriter) -> IndirectObject:
    """A page as something to be drawn on another."""
    contents = page.get_contents()
    form = _stream(contents.get_data() if contents is not None else b"", writer, Type="/XObject", Subtype="/Form")
    cast(StreamObject, form.get_object()).update(
        {NameObject("/BBox"): page.mediabox, NameObject("/Resources"): cast(DictionaryObject, page["/Resources"]).clone(writer)}
    )
    return form


def _place(page: PageObject, left: float) -> str:
    """The matrix that puts a page on a sheet, its left edge ``left`` points from the sheet's."""
    place = Transformation()
    if page.mediabox.width > page.mediabox.height:
        place = place.rotate(90).translate(float(page.mediabox.height), 0)
    return " ".join(f"{value:.4f}" for value in place.translate(left, 0).ctm)


def _stream(data: bytes, writer: PdfWriter, **names: str) -> IndirectObject:
    stream = StreamObject()
    stream.set_data(data)
    stream.update({NameObject(f"/{name}"): NameObject(value) for name, value in names.items()})
    return writer._add_object(stream if "/Metadata" in names.values() else stream.flate_encode())
