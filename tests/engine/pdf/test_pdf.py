"""What is printed: verbatim, findable, legible, tagged; and as it looked when somebody last looked at it."""

import os
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from duben.document.model import Form, FormField, Link, Paragraph, Passage, Table, Text, Unit
from duben.document.tree import walk, words
from duben.pdf.pdf import MissingGlyph, lacking, pdf
from support.pdf import EXTRACTORS, addresses, is_pdf_ua, letters, outline, pages_by_pdftotext, pages_by_pypdf, squeezed, verbatim

PAGES = Path(__file__).with_name("pages")
SIZES = ("a4", "large", "a5")
TOLERANCE = 1.2
"""Mean difference of grey, of 255, between a page and its stored image: a line of text that moves makes more."""


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_verbatim(sample, extract, size, printed):
    verbatim(printed(sample, size), sample, extract, size)


@pytest.mark.parametrize("char", ["爲", "長", "工", "衆", "够", "①", "㈠", "□"])
def test_characters_stay_themselves(sample, char):
    part = replace(sample.parts[1], blocks=(Passage("a/b", "p1", "1", (Text(f"長{char}工" * 3),)),))
    assert f"長{char}工" * 3 in squeezed("".join(pages_by_pdftotext(pdf(replace(sample, parts=(part,))))))


def test_pinyin_keeps_its_tones(sample):
    term = replace(sample.parts[-1].blocks[0].terms[0], pinyin="ǎ ǐ ǒ ǔ ǜ ē ṅ".removesuffix(" ṅ"))
    glossary = replace(sample.parts[-1], blocks=(replace(sample.parts[-1].blocks[0], terms=(term,)),))
    assert "ǎǐǒǔǜē" in squeezed("".join(pages_by_pdftotext(pdf(replace(sample, parts=(glossary,))))))


@pytest.mark.parametrize("size", SIZES)
def test_a_long_address_stays_on_the_paper(sample, size, printed):
    long = f"https://example.org/{'a' * 200}"
    made = printed(replace(sample, blocks=(Paragraph((Text("見"), Link(long, long), Text("。"))),)), size)
    assert f"見{long}。" in squeezed("".join(pages_by_pdftotext(made)))  # pdftotext leaves out what is beyond the page


# ---- characters ----


def test_a_character_that_no_font_has_is_told(sample):
    strange = replace(sample, blocks=(Paragraph((Text("甲\U0002a6d6乙\ue000"),)),))
    assert lacking(strange) == "\ue000\U0002a6d6"
    with pytest.raises(MissingGlyph, match=r"\U0002a6d6（U\+2A6D6）"):
        pdf(strange)


# ---- finding one's way ----


def test_parts_headings_and_units_have_bookmarks(sample, printed):
    titles = [title for title, _ in outline(PdfReader(BytesIO(printed(sample))))]
    headings = [words(piece.content) for part in sample.parts[:2] for piece in part.blocks if getattr(piece, "level", 0)]
    units = [piece.number + piece.title for piece in walk(sample) if isinstance(piece, Unit)]
    assert {squeezed(title) for title in titles} == {"說明", *(part.title for part in sample.parts), *headings, *units}


def test_a_citation_leads_to_its_paragraph_or_to_the_site(sample):
    there, elsewhere = (Link(name, f"reports/qiqihar-1954/chen.md#{name}", citation=True) for name in ("p16", "p18"))
    found = replace(sample, blocks=(Paragraph((there, elsewhere)),))
    targets = set(addresses(pdf(found)))
    assert "https://duben.example/reports/qiqihar-1954/chen/#p18" in targets
    assert not [target for target in targets if target.endswith("#p16")]


def test_without_an_address_nothing_leads_to_the_site(sample):
    data = pdf(replace(sample, address=""))
    assert not any(addresses(data))
    first = squeezed(pages_by_pypdf(data)[0])
    assert "本站未設網址" in first
    assert not PdfReader(BytesIO(data)).pages[0].images


def test_the_title_page_says_what_this_is(sample, printed):
    first = squeezed(pages_by_pypdf(printed(sample))[0])
    for wanted in ("主持本", "90分鐘", "校訂本文", "繁體", "0938216e", "2026-11-21", "據內證校", "CCBY4.0", squeezed(sample.address)):
        assert wanted in first
    other = replace(sample, facilitator=False, view="transcribed", script="hans")
    first = squeezed(pages_by_pypdf(pdf(other))[0])
    for wanted in ("学员本", "底本原样", "由程式从繁体转换"):
        assert wanted in first


def test_a_single_sheet_tells_from_which_text_it_is(sample):
    text = sample.parts[1]
    long = replace(text, blocks=(text.blocks[1], *(Passage("a/b", f"p{n}", str(n), (Text("一段很長的話。" * 60),)) for n in range(30, 36))))
    short = replace(text, title="短", source="別處1950〈別章〉，第1段", blocks=(Passage("a/c", "p1", "1", (Text("短。"),)),))
    pages = [squeezed(page) for page in pages_by_pypdf(pdf(replace(sample, parts=(long, short))))]
    inner = [sheet for sheet in pages if "一段很長的話" in sheet and text.title not in sheet]
    assert inner
    for sheet in inner:  # the short text begins on the last of them, but the page does not begin with it
        assert sheet.startswith(squeezed(sample.title + text.source))


def test_short_texts_share_a_page_and_what_is_handed_out_begins_one(sample):
    guide, text, questions = sample.parts[:3]
    short = replace(guide, blocks=(Paragraph((Text("一段話。"),)),))
    found = replace(sample, parts=(text, short, short, questions), blocks=())
    last = [squeezed(page) for page in pages_by_pypdf(pdf(found))][2:]
    assert [("原文：開好小組生產會議" in page, page.count("一段話。"), "為什麼？" in page) for page in last] == [
        (True, 2, False),
        (False, 0, True),
    ]


# ---- letters ----


def test_large_print_is_large(sample, printed):
    for text, _, size, *_ in letters(printed(sample, "large")):
        assert size >= 18, text


def test_the_source_is_in_serif_and_the_editors_in_sans(sample, printed):
    found = letters(printed(sample))
    for words_, face in (("在開會的頭兩天", "Serif"), ("組的生產會議", "Serif"), ("太原也有", "Sans"), ("疑當作", "Sans")):
        assert {face} == {face for text, font, *_ in found if words_ in text and face in font}


@pytest.mark.parametrize("size", SIZES)
def test_a_number_stands_in_the_margin_beside_its_first_line(sample, size, printed):
    found = letters(printed(replace(sample, parts=sample.parts[1:2]), size))
    (number,) = (row for row in found if row[0] == "16")
    line = next(row for row in found if row[0].startswith("第四種"))
    assert number[3] + number[2] < min(row[3] for row in found if "條件的最好" in row[0])
    assert 0 <= number[5] - line[5] < line[2]


# ---- files ----


def test_the_same_packet_makes_the_same_bytes(sample):
    assert pdf(sample) == pdf(sample)
    assert pdf(sample, size="a5") != pdf(sample)


def test_a_file_tells_its_title_language_and_day(sample, printed):
    reader = PdfReader(BytesIO(printed(sample)))
    assert reader.metadata.title == sample.title
    assert reader.root_object["/Lang"] == "zh-TW"
    assert reader.metadata.creation_date.isoformat().startswith("2026-11-21T00:00:00")
    assert any(b"/Lang(en)" in shown.get_contents().get_data() for shown in reader.pages)
    simplified = PdfReader(BytesIO(pdf(replace(sample, script="hans"))))
    assert simplified.root_object["/Lang"] == "zh-CN"


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_pdf_ua(sample, size, printed):
    for found in (sample, replace(sample, address="")):
        is_pdf_ua(printed(found, size))


# ---- forms and tables ----


@pytest.mark.parametrize("size", SIZES)
def test_rows_of_a_form_are_high_enough_to_write_in(sample, size, tmp_path):
    fields = (FormField("甲", columns=1), FormField("乙", columns=1))
    found = replace(sample, parts=(replace(sample.parts[4], blocks=(Form(fields, rows=30),)),), blocks=())
    image = picture(pdf(found, size=size), 1, 254, tmp_path)
    across = range(image.width // 4, image.width * 3 // 4, 7)
    ruled = [all(image.getpixel((x, y)) < 200 for x in across) for y in range(image.height)]
    lines = [y for y in range(1, image.height) if ruled[y] and not ruled[y - 1]]
    heights = [(below - above) / 10 for above, below in pairwise(lines)]  # millimetres
    assert len(heights) > 10
    assert min(heights[3:]) >= 8.9


def test_the_head_of_a_long_table_is_on_each_page(sample):
    row = ((Text("議題" * 40),), (Text("太原" * 30),), (Text("齊齊哈爾" * 20),))
    table = Table("synopsis", ((Text("甲項"),), (Text("乙書"),), (Text("丙書"),)), (row,) * 20)
    found = replace(sample, parts=(replace(sample.parts[0], blocks=(table,)),))
    held = [text for text in map(squeezed, pages_by_pypdf(pdf(found))) if "太原太原" in text]
    assert len(held) > 1
    assert all("甲項乙書丙書" in text for text in held)


# ---- looks ----

LOOKS = {
    "title": ("a4", 1),
    "guide": ("a4", 3),
    "text": ("a4", 4),
    "form": ("a4", 7),
    "wide": ("a4", 8),
    "large": ("large", 8),
    "a5": ("a5", 3),
}


def picture(data, number, dpi, folder):
    """A page, in grey."""
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-png", "-singlefile", "-f", str(number), "-l", str(number), "-", str(folder / "page")]
    subprocess.run(command, input=data, check=True, capture_output=True)
    return Image.open(folder / "page.png").convert("L")


@pytest.mark.parametrize("name", LOOKS)
def test_a_page_looks_as_it_did(sample, name, tmp_path, printed):
    size, number = LOOKS[name]
    made, kept = picture(printed(sample, size), number, 40, tmp_path), PAGES / f"{name}.png"
    if os.environ.get("RENEW_PAGES"):
        PAGES.mkdir(exist_ok=True)
        made.quantize(16).save(kept, optimize=True)
    stored = Image.open(kept).convert("L")
    hint = f"{kept.name} shows how page {number} of {size} was; look at the new one, and run with RENEW_PAGES=1 if it is right"
    assert made.size == stored.size, hint
    (difference,) = ImageStat.Stat(ImageChops.difference(made, stored)).mean
    assert difference < TOLERANCE, f"{difference:.2f}: {hint}"
