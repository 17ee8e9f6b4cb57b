"""EPUB and DOCX: the words of the sources as they stand, each note where it stands, and files that readers and Word take."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from duben.document.model import Link, Paragraph, Text
from duben.pandoc import run as pandoc
from support.books import CHECKS, DC, EPUB_TYPE, XHTML, R, W, pages, parts, text, word, word_style, word_words


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_a_book(sample, check):
    check(sample)


def test_parts_are_headings_and_in_the_contents(sample):
    titles = ["說明", *(part.title for part in sample.parts)]
    contents = next(nav for nav in parts(sample, "epub")["EPUB/nav.xhtml"].iter(f"{XHTML}nav") if nav.get(EPUB_TYPE) == "toc")
    assert [text(item.find(f"{XHTML}a")) for item in contents.find(f"{XHTML}ol")] == titles
    assert [text(page.find(f".//{XHTML}h1")) for page in pages(sample)] == titles
    assert [page.find(f"{XHTML}head/{XHTML}title").text for page in pages(sample)] == titles
    headings = [word_words(node) for node in word(sample).iter(f"{W}p") if word_style(node) == "Heading1"]
    assert headings == titles


def test_it_begins_with_the_texts_it_rests_on(sample):
    source = sample.sources[0]
    for first in (text(pages(sample)[0]), "".join(map(word_words, word(sample).iter(f"{W}p"))).split("第一　通知")[0]):
        said = (
            sample.audience,
            "90 分鐘",
            "主持本",
            source.title,
            source.imprint,
            source.proof,
            source.revision,
            "CC BY 4.0",
            sample.address,
        )
        assert all(piece in first for piece in said)


def test_a_citation_leads_to_the_passage_in_the_packet_else_to_the_site(sample):
    cited = (
        Link("在內", "reports/qiqihar-1954/chen.md#p16", citation=True),
        Text("；"),
        Link("在外", "reports/qiqihar-1954/chen.md#p99", citation=True),
        Text("和"),
        Link("索引", "guides/index.md"),
    )
    packet = replace(sample, blocks=(Paragraph((Text("見"), *cited)),))

    def leads(packet):
        paragraph = next(node for node in pages(packet)[0].iter(f"{XHTML}p") if "在內" in text(node))
        return text(paragraph), [link.get("href") for link in paragraph.iter(f"{XHTML}a")]

    words, (inside, outside, index) = leads(packet)
    assert words == "見（在內；在外）和索引"
    page, _, anchor = inside.partition("#")
    assert "第四種是聯運" in text(parts(packet, "epub")[f"EPUB/text/{page}"].find(f".//*[@id='{anchor}']"))
    assert (outside, index) == ("https://duben.example/reports/qiqihar-1954/chen/#p99", "https://duben.example/guides/")
    assert leads(replace(packet, address="")) == (words, [inside])


@pytest.mark.parametrize(
    ("script", "language", "serif", "sans", "heading"),
    [("hant", "zh-TW", "PMingLiU", "Microsoft JhengHei", "說明"), ("hans", "zh-CN", "SimSun", "Microsoft YaHei", "说明")],
)
def test_language_fonts_and_what_the_book_says_are_of_the_script(sample, script, language, serif, sans, heading):
    packet = replace(sample, script=script)
    files = parts(packet, "docx")
    styles = {style.get(f"{W}styleId"): style for style in files["word/styles.xml"].iter(f"{W}style")}
    fonts = {name: styles[name].find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for name in ("Normal", "原文", "引文")}
    assert fonts == {"Normal": sans, "原文": serif, "引文": serif}
    assert {lang.get(f"{W}eastAsia") for lang in files["word/styles.xml"].iter(f"{W}lang")} == {language}
    assert parts(packet, "epub")["EPUB/content.opf"].find(f".//{DC}language").text == f"zh-{script.capitalize()}"
    assert {page.get("lang") for page in pages(packet)} == {f"zh-{script.capitalize()}"}
    assert text(pages(packet)[0].find(f".//{XHTML}h1")) == heading


def test_english_is_marked_as_english(sample):
    english = {text(node) for page in pages(sample) for node in page.iter() if node.get("lang") == "en"}
    assert {"How to run a production meeting", "Give notice two days ahead", "trade-union group leader", "Each day"} <= english


def test_tables_have_heads(sample):
    guide = pages(sample)[1]
    synopsis, agenda, _ = guide.iter(f"{XHTML}table")
    assert [text(cell) for cell in synopsis.find(f"{XHTML}thead").iter(f"{XHTML}th")] == ["事項", "太原1952", "齊齊哈爾1954"]
    assert [text(cell) for cell in synopsis.find(f"{XHTML}tbody").iter(f"{XHTML}th")] == ["議題", "開多久"]
    assert [text(cell) for cell in agenda.find(f"{XHTML}tfoot").iter(f"{XHTML}td")] == ["0:08", "散會", "8"]
    heads = [row for row in word(sample).iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert "事項太原1952齊齊哈爾1954" in ["".join(map(word_words, row.iter(f"{W}p"))) for row in heads]


def test_a_form_can_be_filled_in_with_word(sample):
    """A field is a cell with one empty paragraph, as high as its lines; columns are a table of empty rows."""
    tables = list(word(sample).iter(f"{W}tbl"))
    fields = next(table for table in tables if "〔日期〕" in text(table))
    (_, date), (_, problem) = (row.findall(f"{W}tc") for row in fields.findall(f"{W}tr"))
    assert [word_words(node) for cell in (date, problem) for node in cell.findall(f"{W}p")] == ["", ""]
    heights = [int(height.get(f"{W}val")) for height in fields.iter(f"{W}trHeight")]
    assert heights[1] == 3 * heights[0] > 0
    head, *rows = next(table for table in tables if "怎樣解決" in text(table)).findall(f"{W}tr")
    assert [len(row.findall(f"{W}tc")) for row in (head, *rows)] == [2] + [4] * 6
    assert all(not text(row) for row in rows)


def test_pages_are_a4_and_a_wide_form_lies(sample):
    sections = list(word(sample).iter(f"{W}sectPr"))
    sizes = [(page.get(f"{W}w"), page.get(f"{W}h")) for section in sections for page in section.findall(f"{W}pgSz")]
    assert len(sizes) == len(sections)
    assert sizes.count(("16838", "11906")) == 1
    assert set(sizes) == {("11906", "16838"), ("16838", "11906")}
    body = [child for child in word(sample)[0] if child.tag in {f"{W}p", f"{W}tbl"}]
    lying = next(i for i, child in enumerate(body) if any(page.get(f"{W}orient") for page in child.iter(f"{W}pgSz")))
    ends = [i for i, child in enumerate(body) if child.find(f"{W}pPr/{W}sectPr") is not None]
    inside = body[ends[ends.index(lying) - 1] + 1 : lying]
    assert [word_words(node) for node in inside if word_style(node) == "Heading1"] == ["生產記錄表"]


def test_every_page_of_a_word_file_has_the_title_and_its_number(sample):
    """The first section has head and foot, and those after it go on with them."""
    files = parts(sample, "docx")
    assert len(list(files["word/document.xml"].iter(f"{W}headerReference"))) == 1
    first = next(files["word/document.xml"].iter(f"{W}sectPr"))
    targets = {item.get("Id"): item.get("Target") for item in files["word/_rels/document.xml.rels"]}
    head, foot = (files[f"word/{targets[first.find(f'{W}{name}Reference').get(f'{R}id')]}"] for name in ("header", "footer"))
    assert text(head) == "怎樣開好小組生產會議（主持本）"
    assert [field.get(f"{W}instr").strip() for field in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert sample.sources[0].revision in text(foot)


def test_a_blank_form_alone_has_no_more_than_itself(sample):
    packet = replace(sample, title="小組生產會議記錄", blocks=(), parts=(sample.parts[4],), facilitator=False)
    said = [word_words(node) for node in word(packet).iter(f"{W}p")]
    assert said.count("小組生產會議記錄") == 1
    assert "說明" not in said


def test_a_file_is_dated_by_its_texts_and_the_same_each_time(sample):
    packet = replace(sample, sources=(replace(sample.sources[0], revised="1999-01-02"),))
    for format in ("epub", "docx"):
        made = pandoc.write(packet, format)
        assert made == pandoc.write(packet, format)
        with ZipFile(BytesIO(made)) as file:
            assert {info.date_time[:3] for info in file.infolist()} == {(1999, 1, 2)}
    later = replace(packet, sources=(replace(sample.sources[0], revision="ffffffff"),))
    first, second = (parts(item, "epub")["EPUB/content.opf"].find(f".//{DC}identifier").text for item in (packet, later))
    assert first != second


@pytest.mark.parametrize("version", ["", "pandoc 2.17.1.1", "pandoc"])
def test_without_a_pandoc_that_reads_the_tree_it_says_what_to_install(sample, monkeypatch, version):
    monkeypatch.setattr(pandoc, "version", lambda: version)
    assert not pandoc.available()
    with pytest.raises(pandoc.PandocError, match="pypandoc-binary"):
        pandoc.write(sample, "epub")


def test_what_pandoc_objects_to_is_told(sample, monkeypatch, tmp_path):
    refusing = tmp_path / "pandoc"
    refusing.write_text("#!/bin/sh\necho 'too old' >&2\nexit 6\n")
    refusing.chmod(0o755)
    monkeypatch.setattr(pandoc, "program", lambda: str(refusing))
    with pytest.raises(pandoc.PandocError, match="too old"):
        pandoc.write(sample, "docx")
