"""Sheets that can be folded into a booklet: every page is where a reader turns to it, whole, at its size."""

import re
import subprocess
from io import BytesIO

import page
import pytest
from pypdf import PdfReader, PdfWriter

from duben.pdf.booklet import booklet, order
from duben.pdf.pdf import pdf


@pytest.fixture(scope="module")
def a5(sample):
    return pdf(sample, size="a5")


def words(found):
    return "".join(found.extract_text().split())


@pytest.mark.parametrize("count", [1, 4, 5, 12, 39])
def test_folding_brings_the_pages_in_order(count):
    sides = order(count)
    sheets = [sides[at : at + 2] for at in range(0, len(sides), 2)]
    assert all(len(sheet) == 2 for sheet in sheets)
    # laid in each other, the outermost first, and folded: the right halves of fronts and left halves of backs go in, the others come out
    into = [number for (_, right), (left, _) in sheets for number in (right, left)]
    out = [number for (left, _), (_, right) in reversed(sheets) for number in (right, left)]
    assert into + out == list(range(len(sheets) * 4))
    assert len(sheets) * 4 - count in range(4)


def test_each_side_has_its_two_pages(a5):
    single = [words(found) for found in PdfReader(BytesIO(a5)).pages]
    sheets = PdfReader(BytesIO(booklet(a5))).pages
    assert len(sheets) == len(order(len(single)))
    for sheet, sides in zip(sheets, order(len(single)), strict=True):
        text = words(sheet)
        shown = [single[number] for number in sides if number < len(single)]
        assert all(part in text for part in shown)
        assert len(text) == sum(map(len, shown))


def places(data, number):
    """How far from the left of a sheet, from 1, the words of its left and of its right page stand, in points."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), "-", "-"]
    told = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    found = [float(x) for x in re.findall(r'xM(?:in|ax)="([\d.]+)"', told)]
    return [x for x in found if x < 421], [x for x in found if x > 421]


def test_a_sheet_is_a4_across_and_pages_keep_their_size(a5):
    made = booklet(a5)
    assert {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in PdfReader(BytesIO(made)).pages} == {
        (842, 595)
    }
    left, right = places(made, 2)
    assert 0 < min(left) < max(left) < 421 < min(right) < max(right) < 842
    assert min(left) == pytest.approx(min(places(a5, 2)[0]), abs=0.1)


def test_a_page_across_is_turned_to_stand(a5):
    writer = PdfWriter(clone_from=BytesIO(a5))
    (wide,) = (number for number, found in enumerate(writer.pages) if found.mediabox.width > found.mediabox.height)
    for number in reversed(range(len(writer.pages))):
        if number != wide:
            writer.remove_page(number)
    alone = BytesIO()
    writer.write(alone)
    (across,) = PdfReader(alone).pages
    made = booklet(alone.getvalue())
    left, right = places(made, 1)
    assert not left
    assert 421 < min(right) < max(right) < 842
    assert words(across) == words(PdfReader(BytesIO(made)).pages[0])


def test_a_sheet_says_whose_it_is_and_does_not_claim_what_it_is_not(a5, sample):
    made = booklet(a5)
    reader = PdfReader(BytesIO(made))
    assert reader.metadata.title == sample.title
    assert reader.root_object["/Lang"] == "zh-TW"
    assert "/MarkInfo" not in reader.root_object
    told = reader.root_object["/Metadata"].get_data()
    assert sample.title.encode() in told
    assert b"pdfuaid:part" in PdfReader(BytesIO(a5)).root_object["/Metadata"].get_data()
    assert b"pdfuaid:part" not in told
    with pytest.raises(page.ProfileError):
        page.validate_pdf_bytes(made)


def test_the_same_pages_make_the_same_booklet(a5):
    assert booklet(a5) == booklet(a5)
