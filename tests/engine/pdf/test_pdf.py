"""What is printed: verbatim, findable, legible, tagged; and as it looked when somebody last looked at it."""

import os
import re
import subprocess
import warnings
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise, repeat
from pathlib import Path

import page
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from opencc import OpenCC
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from duben.document.model import Form, FormField, Link, Note, PageTurn, Paragraph, Passage, Quotation, Table, Text, Unit
from duben.document.pages import Pages
from duben.document.tree import walk, words
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.packets.compose import compose
from duben.pdf.pdf import MissingGlyph, lacking, pdf
from duben.reading.settings import beside, read_settings

DOCS = Path(__file__).parents[3] / "docs"
PAGES = Path(__file__).with_name("pages")
READINGS = ("packets/taiyuan-1952.md", "packets/qiqihar-1954.md")
SIZES = ("a4", "large", "a5")
MILLIMETRE = 72 / 25.4
TOLERANCE = 1.2
"""Mean difference of grey, of 255, between a page and its stored image: a line of text that moves makes more."""


@cache
def edition():
    found = read(DOCS, read_settings(beside(DOCS))[0])
    return found, resolve(found)


@cache
def packet(path, **options):
    return compose(Pages(*edition()), path, address=f"https://duben.example/{path.removesuffix('.md')}/", **options)


@cache
def printed(packet, size="a4"):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Typst's own
        return pdf(packet, size=size)


def squeezed(text):
    return "".join(text.split())


def pages_by_pypdf(data):
    return [found.extract_text() for found in PdfReader(BytesIO(data)).pages]


def pages_by_pdftotext(data):
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


EXTRACTORS = [pages_by_pypdf, pages_by_pdftotext]


def number(note, size):
    return f"〔{note.number}〕" if size == "large" else str(note.number)


def body(pages, packet, size="a4"):
    """All words between head and foot, page after page, without white space and without the notes at the foot."""
    ends = re.compile(r"(修[訂订]：.*)?第\d+[頁页]，共\d+[頁页]$")
    parts = [name for part in packet.parts for name in (part.title, part.source.split("。")[0])]
    titles = [squeezed(title) for title in (packet.title, "目錄", "目录", "說明", "说明", *parts)]
    heads = sorted({squeezed(packet.title) + title for title in titles} | set(titles), key=len, reverse=True)
    notes = {squeezed(f"{number(note, size)}{note.label}{note.text}{note.why}") for note in walk(packet) if isinstance(note, Note)}
    found = []
    for text in map(squeezed, pages):
        text = ends.sub("", text)
        text = text.removeprefix(next((head for head in heads if text.startswith(head)), ""))
        for note in sorted(notes, key=len, reverse=True):
            text = text.replace(note, "")
        found.append(text)
    return "".join(found)


def expected(content, size="a4"):
    """What a run of inlines is extracted as: a page turn is drawn, not written."""
    shown = {Note: lambda item: number(item, size), PageTurn: lambda _: ""}
    return squeezed("".join(shown.get(type(item), lambda item: item.text)(item) for item in content))


def verbatim(packet, extract, size="a4"):
    """Finds every passage in its order, and every quotation."""
    text = body(extract(printed(packet, size)), packet, size)
    at = 0
    for piece in walk(packet.parts):
        if isinstance(piece, Passage):
            wanted = expected(piece.content, size)
            assert wanted in text[at:], f"{piece.key} {piece.id}: {wanted[:40]}"
            at = text.index(wanted, at) + len(wanted)
        elif isinstance(piece, Quotation):
            for paragraph in piece.paragraphs:
                assert expected(paragraph, size) in text
    assert at


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_verbatim(sample, extract, size):
    verbatim(sample, extract, size)


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("script", ["hant", "hans"])
@pytest.mark.parametrize("view", ["corrected", "transcribed"])
@pytest.mark.parametrize("path", READINGS)
def test_whole_reports_are_verbatim(path, view, script, extract):
    verbatim(packet(path, view=view, script=script), extract)


def test_the_reading_editions_tested_hold_every_chapter():
    keys = {piece.key for path in READINGS for piece in walk(packet(path)) if isinstance(piece, Passage)}
    assert keys == {chapter.key for chapter in edition()[0].chapters.values()}


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("size", ["large", "a5"])
def test_a_leaders_packet_is_verbatim(extract, size):
    verbatim(packet("packets/production-meeting.md", facilitator=True), extract, size)


def test_a_paragraph_follows_its_number():
    found = packet(READINGS[1])
    text = body(pages_by_pypdf(printed(found)), found)
    numbered = [piece for piece in walk(found.parts) if isinstance(piece, Passage) and piece.number]
    assert all(piece.number + expected(piece.content) in text for piece in numbered)


@pytest.mark.parametrize("char", ["爲", "長", "工", "衆", "够", "①", "㈠", "□"])
def test_characters_stay_themselves(sample, char):
    part = replace(sample.parts[1], blocks=(Passage("a/b", "p1", "1", (Text(f"長{char}工" * 3),)),))
    assert f"長{char}工" * 3 in squeezed("".join(pages_by_pdftotext(pdf(replace(sample, parts=(part,))))))


def test_pinyin_keeps_its_tones(sample):
    term = replace(sample.parts[-1].blocks[0].terms[0], pinyin="ǎ ǐ ǒ ǔ ǜ ē ṅ".removesuffix(" ṅ"))
    glossary = replace(sample.parts[-1], blocks=(replace(sample.parts[-1].blocks[0], terms=(term,)),))
    assert "ǎǐǒǔǜē" in squeezed("".join(pages_by_pdftotext(pdf(replace(sample, parts=(glossary,))))))


@pytest.mark.parametrize("size", SIZES)
def test_a_long_address_stays_on_the_paper(sample, size):
    long = f"https://example.org/{'a' * 200}"
    made = printed(replace(sample, introduction=(Paragraph((Text("見"), Link(long, long), Text("。"))),)), size)
    assert f"見{long}。" in squeezed("".join(pages_by_pdftotext(made)))  # pdftotext leaves out what is beyond the page


# ---- characters ----


def test_every_character_of_the_edition_can_be_printed(sample):
    text = "".join(file.read_text("utf-8") for file in sorted(DOCS.rglob("*.md")))
    assert lacking(replace(sample, description=text + OpenCC("t2s").convert(text))) == ""


def test_a_character_that_no_font_has_is_told(sample):
    strange = replace(sample, introduction=(Paragraph((Text("甲\U0002a6d6乙\ue000"),)),))
    assert lacking(strange) == "\ue000\U0002a6d6"
    with pytest.raises(MissingGlyph, match=r"\U0002a6d6（U\+2A6D6）"):
        pdf(strange)


def test_simplified_is_simplified_throughout():
    found = packet("packets/production-meeting.md", facilitator=True, script="hans")
    text = squeezed("".join(pages_by_pypdf(printed(found))))
    assert "第1页，共" in text
    own = {char for piece in walk(found) for value in vars(piece).values() if isinstance(value, str) for char in value}
    convert = OpenCC("t2s").convert
    assert {char for char in set(text) if convert(char) != char} <= own


# ---- finding one's way ----


def outline(reader, entries=None):
    """Titles of the bookmarks with the pages, from 1, to which they lead."""
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(reader, entry)
        else:
            yield entry.title, reader.get_destination_page_number(entry) + 1


@pytest.mark.parametrize("size", SIZES)
def test_contents_tell_the_pages_of_the_titles(size):
    found = packet("packets/production-meeting.md", facilitator=True)
    data = printed(found, size)
    reader, texts = PdfReader(BytesIO(data)), [squeezed(text) for text in pages_by_pypdf(data)]
    marks = {squeezed(title): at for title, at in outline(reader)}
    contents = "".join(texts[:4])
    for part in found.parts:
        title = squeezed(part.title)
        assert title in texts[marks[title] - 1]
        told = re.search(re.escape(title) + r"[.…]+(\d+)", contents)
        assert told, title
        assert int(told[1]) == marks[title]
    for at, text in enumerate(texts, 1):
        assert f"第{at}頁，共{len(texts)}頁" in text


def test_parts_headings_and_units_have_bookmarks(sample):
    titles = [title for title, _ in outline(PdfReader(BytesIO(printed(sample))))]
    headings = [words(piece.content) for part in sample.parts[:2] for piece in part.blocks if getattr(piece, "level", 0)]
    units = [piece.number + piece.title for piece in walk(sample) if isinstance(piece, Unit)]
    assert {squeezed(title) for title in titles} == {"說明", *(part.title for part in sample.parts), *headings, *units}


def addresses(data):
    reader = PdfReader(BytesIO(data))
    for found in reader.pages:
        for annotation in found.get("/Annots", ()):
            yield annotation.get_object()["/A"].get("/URI", "") if "/A" in annotation.get_object() else ""


def test_a_citation_leads_to_its_paragraph_or_to_the_site(sample):
    there, elsewhere = (Link(name, f"reports/qiqihar-1954/chen.md#{name}", citation=True) for name in ("p16", "p18"))
    found = replace(sample, introduction=(Paragraph((there, elsewhere)),))
    targets = set(addresses(pdf(found)))
    assert "https://duben.example/reports/qiqihar-1954/chen/#p18" in targets
    assert not [target for target in targets if target.endswith("#p16")]


def test_without_an_address_nothing_leads_to_the_site(sample):
    data = pdf(replace(sample, address=""))
    assert not any(addresses(data))
    first = squeezed(pages_by_pypdf(data)[0])
    assert "本站未設網址" in first
    assert not PdfReader(BytesIO(data)).pages[0].images


def test_the_title_page_says_what_this_is(sample):
    first = squeezed(pages_by_pypdf(printed(sample))[0])
    for wanted in ("主持本", "90分鐘", "校訂本文", "繁體", "0938216e", "2026-11-21", "據內證校", "CCBY4.0", squeezed(sample.address)):
        assert wanted in first
    other = replace(sample, facilitator=False, view="transcribed", script="hans")
    first = squeezed(pages_by_pypdf(pdf(other))[0])
    for wanted in ("学员本", "底本原样", "由程式从繁体转换"):
        assert wanted in first


def test_no_page_has_two_notes_of_one_number():
    for path in ("packets/two-leaders.md", "packets/experience.md", "packets/welfare.md"):
        pages = [re.findall(r"(?m)^(\d+) (?:校改|存疑|按語|缺文|照錄)", text) for text in pages_by_pypdf(printed(packet(path)))]
        assert any(pages)
        assert all(len(numbers) == len(set(numbers)) for numbers in pages)


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
    found = replace(sample, parts=(text, short, short, questions), introduction=())
    last = [squeezed(page) for page in pages_by_pypdf(pdf(found))][2:]
    assert [("原文：開好小組生產會議" in page, page.count("一段話。"), "為什麼？" in page) for page in last] == [
        (True, 2, False),
        (False, 0, True),
    ]


# ---- letters ----


def letters(data):
    """Every piece of text with its font, its size on paper, and how far from the left, the top and the bottom it is, in points."""
    found = []

    def visit(text, place, matrix, font, size):
        if text.strip():
            found.append((text.strip(), font["/BaseFont"] if font else "", size * abs(matrix[3]), place[4], place[5]))

    for shown in PdfReader(BytesIO(data)).pages:
        start = len(found)
        shown.extract_text(visitor_text=visit)
        height = float(shown.mediabox.height)
        found[start:] = [(*row[:4], height - row[4], row[4]) for row in found[start:]]
    return found


@pytest.mark.parametrize("path", ["", "packets/production-meeting.md"])
def test_large_print_is_large(sample, path):
    found = packet(path, facilitator=True) if path else sample
    for text, _, size, *_ in letters(printed(found, "large")):
        assert size >= 18, text


def test_the_source_is_in_serif_and_the_editors_in_sans(sample):
    found = letters(printed(sample))
    for words_, face in (("在開會的頭兩天", "Serif"), ("組的生產會議", "Serif"), ("太原也有", "Sans"), ("疑當作", "Sans")):
        assert {face} == {face for text, font, *_ in found if words_ in text and face in font}


@pytest.mark.parametrize("size", SIZES)
def test_a_number_stands_in_the_margin_beside_its_first_line(sample, size):
    found = letters(printed(replace(sample, parts=sample.parts[1:2]), size))
    (number,) = (row for row in found if row[0] == "16")
    line = next(row for row in found if row[0].startswith("第四種"))
    assert number[3] + number[2] < min(row[3] for row in found if "條件的最好" in row[0])
    assert 0 <= number[5] - line[5] < line[2]


# ---- files ----


def test_the_same_packet_makes_the_same_bytes(sample):
    assert pdf(sample) == pdf(sample)
    assert pdf(sample, size="a5") != pdf(sample)


def test_a_file_tells_its_title_language_and_day(sample):
    reader = PdfReader(BytesIO(printed(sample)))
    assert reader.metadata.title == sample.title
    assert reader.root_object["/Lang"] == "zh-TW"
    assert reader.metadata.creation_date.isoformat().startswith("2026-11-21T00:00:00")
    assert any(b"/Lang(en)" in shown.get_contents().get_data() for shown in reader.pages)
    simplified = PdfReader(BytesIO(pdf(replace(sample, script="hans"))))
    assert simplified.root_object["/Lang"] == "zh-CN"


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_pdf_ua(sample, size):
    forms = sorted((DOCS / "packets/forms").glob("*.md"))
    packets = [sample, replace(sample, address=""), packet("packets/production-meeting.md", facilitator=True)]
    for found in [*packets, *(packet(f"packets/forms/{file.name}") for file in forms)]:
        data = printed(found, size)
        told = {failure.rule_id for failure in page.validate_pdf_bytes(data).failures}
        # the validator reads width 0 where the font program, as /W, has 1000
        assert told <= {"PDFUA1-FONT-GLYPH-WIDTH-001"}
        if told:
            widths_agree(data)


def widths_agree(data):
    """That every glyph is as wide in each embedded font as the PDF says, by a reader of fonts that knows CFF."""
    found = {font.idnum: font for shown in PdfReader(BytesIO(data)).pages for font in shown["/Resources"]["/Font"].values()}
    assert found
    for reference in found.values():
        (font,) = reference.get_object()["/DescendantFonts"]
        font = font.get_object()
        told, entries = {}, [entry.get_object() for entry in font["/W"]]
        while entries:
            first, then = entries.pop(0), entries.pop(0)
            last = first + len(then) - 1 if isinstance(then, list) else then
            told |= zip(range(first, last + 1), then if isinstance(then, list) else repeat(entries.pop(0)), strict=False)
        program = CFFFontSet()
        program.decompile(BytesIO(font["/FontDescriptor"]["/FontFile3"].get_data()), None)
        glyphs = program[0].CharStrings
        assert len(glyphs) > 1
        for at, name in enumerate(program[0].charset):
            glyphs[name].draw(NullPen())
            assert glyphs[name].width == pytest.approx(told.get(at, font.get("/DW", 1000)), abs=1), (font["/BaseFont"], name)


# ---- forms and tables ----


@pytest.mark.parametrize("path", [f"packets/forms/{file.name}" for file in sorted((DOCS / "packets/forms").glob("*.md"))])
def test_a_blank_form_alone_is_one_page(path):
    found = packet(path)
    (text,) = pages_by_pypdf(printed(found))
    assert "目錄" not in text
    assert found.address in squeezed(text)
    assert found.sources[0].revision in text


@pytest.mark.parametrize("size", SIZES)
def test_rows_of_a_form_are_high_enough_to_write_in(sample, size, tmp_path):
    fields = (FormField("甲", columns=1), FormField("乙", columns=1))
    found = replace(sample, parts=(replace(sample.parts[4], blocks=(Form(fields, rows=30),)),), introduction=())
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
def test_a_page_looks_as_it_did(sample, name, tmp_path):
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
