"""A packet on the site: its words are the report's, its notes, ids and headings hold together, its files can be found."""

import re
import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest
from markdown import Markdown

from duben import DubenExtension
from duben.document.addresses import relative
from duben.document.model import Form, FormField, Heading, Link, Note, Paragraph, Part, Passage, Question, Quotation, Text, Unit
from duben.html.elements import Output
from duben.html.page import write
from duben.packets.files import jobs
from support.html import classed, text


@pytest.fixture
def show(parse_html):
    """The page of a packet, or of these parts, without the words of its introduction."""

    def show(packet, *parts, files=None):
        root = etree.Element("div")
        title = (Heading(0, (Text(packet.title),)), Paragraph((Text("一包。"),)))
        write(root, replace(packet, blocks=title, parts=parts or packet.parts), Output(lambda html: html, relative), files)
        return parse_html(etree.tostring(root, encoding="unicode", method="html"))

    return show


# the shipped packets


# single parts


def passage(id_, level=0, item=False):
    return Passage("trees/zhong", id_, id_[1:] if not level else "", (Text(f"話{id_}"),), level, item)


def test_a_chapter_in_two_parts_has_its_ids_twice_over_without_clash(show, sample):
    noted = replace(passage("p1"), content=(Text("話"), Note(1, "校改", "改了。")))
    html = show(sample, Part("excerpt", "part-1", "甲", (noted,)), Part("excerpt", "part-2", "乙", (noted,)))
    assert len(html.ids()) == len(set(html.ids()))
    assert [node["attrs"]["href"] for node in html.find("a", class_="db-ref")] == ["#part-1-n1", "#part-2-n1"]


def test_the_number_of_a_paragraph_leads_to_it_in_its_chapter(show, sample):
    html = show(sample, Part("excerpt", "part-1", "甲", (passage("h1", level=2), passage("p12"))))
    (number,) = html.find("a", class_="db-n")
    assert (number["attrs"]["href"], number["attrs"]["data-n"]) == ("../reports/trees/zhong.md#p12", "12")


def test_items_of_a_text_are_a_list_and_paragraphs_are_none(show, sample):
    html = show(sample, Part("excerpt", "part-1", "甲", (passage("p1"), passage("p2", item=True), passage("p3", item=True), passage("p4"))))
    (body,) = html.find("div", class_="db-text")
    assert [node["tag"] for node in body["in"]] == ["p", "ul", "p"]
    assert len(html.inside(body, "li")) == 2


def test_headings_are_as_deep_as_they_stand_under_others(show, sample):
    levels = (passage("h1", level=3), passage("h2", level=4), passage("h3", level=2), passage("h4", level=4), passage("h5", level=4))
    html = show(sample, Part("excerpt", "part-1", "甲", levels))
    assert [html.find(id=f"part-1-h{n}")[0]["tag"] for n in range(1, 6)] == ["h3", "h4", "h3", "h4", "h4"]
    guide = Part("guide", "part-1", "甲", (Unit("步驟", "先"), Heading(1, (Text("節"),)), Unit("步驟", "後")))
    found = show(sample, guide)
    assert [node["tag"] for node in found.elements if re.fullmatch("h[3-6]", node["tag"])] == ["h3", "h3", "h4"]


def test_where_a_text_breaks_off_the_editors_say_so_outside_of_it(show, sample):
    html = show(sample, Part("excerpt", "part-1", "甲", (passage("p1"), Paragraph((Text("到這裏中斷。"),)))))
    assert text(html, html.find("div", class_="db-text")[0]) == "話p1"
    (told,) = html.find("p", class_="db-break")
    assert "db-editor" in told["attrs"]["class"]


def test_citations_that_follow_each_other_stand_in_one_bracket(show, sample):
    one, other = Link("甲，第1段", "reports/a/b.md#p1", citation=True), Link("乙，第2段", "reports/a/b.md#p2", citation=True)
    words = Paragraph((Text("話"), one, Text("；"), other, Text("；又見"), one, Text("。")))
    html = show(sample, Part("guide", "part-1", "甲", (words, Quotation(((Text("引"),),), (one, other)))))
    assert [text(html, node) for node in html.find("span", class_="db-citation")] == [
        "甲，第1段；乙，第2段", "甲，第1段", "甲，第1段；乙，第2段"
    ]  # fmt: skip
    assert "；又見" in text(html, html.root)


def test_what_is_written_is_never_markup(docs):
    docs.packet("form: sheet", title="包<b>", audience="「*八*人<script>&amp;」")
    docs.form("/// field | 〔日期<i>〕\n    id: date\n    en: A & B\n///\n")
    html = docs.html("packets/try.md", "tables")
    assert "*八*人<script>&amp;" in text(html, html.find("dl", class_="db-head")[0])
    assert "〔日期<i>〕" in text(html, html.find("div", class_="db-form")[0])
    assert not html.find("script")
    assert not html.find("i")


# forms, questions, files


def test_a_form_has_room_to_write_and_what_asks_for_each_field(show, sample):
    (part,) = (part for part in sample.parts if part.id == "part-5")
    html = show(sample, part)
    sheet = html.find("div", class_="db-form")[0]
    (table,) = html.find("table", class_="db-form-table")
    rooms = classed(html, sheet, "db-room")
    assert [len(html.inside(room, "span")) for room in rooms] == [1, 3]
    heads = html.inside(table, "th")
    assert [(text(html, head), head["attrs"].get("colspan")) for head in heads] == [("怎樣解決Solution", None), ("每天Each day", "3")]
    rows = html.inside(html.inside(table, "tbody")[0], "tr")
    assert [len(html.inside(row, "td")) for row in rows] == [4] * 7  # the first is for what each of the three is about
    assert [len(html.inside(field, "figure")) for field in classed(html, sheet, "db-field")] == [0, 1, 1]


def test_columns_of_one_each_have_no_row_before_the_rows(show, sample):
    form = Form((FormField("甲", columns=1), FormField("乙", columns=1)), rows=3)
    html = show(sample, Part("form", "part-1", "表", (form,)))
    assert len(html.inside(html.find("tbody")[0], "tr")) == 3


def test_a_question_has_room_for_its_answer_and_keeps_what_it_expects_for_the_leader(show, sample):
    expected = (passage("p1"),)
    html = show(
        sample, Part("questions", "part-1", "題", (Question(1, (Text("誰？"),), expected), Question(2, (Text("何時？"),), lines=6)))
    )
    (listing,) = html.find("ol", class_="db-questions")
    assert [text(html, item) for item in html.inside(listing, "li")] == ["誰？", "何時？"]
    assert [len(html.inside(room, "span")) for room in html.find("div", class_="db-room")] == [4, 6]
    assert not html.find(id="part-1-p1")


def test_files_are_listed_by_edition_each_with_its_scripts_and_texts(show, sample, docs):
    docs.packet("excerpt: trees-1950/zhong, p2", minutes=60)
    own = docs.edition().page("packets/try.md")
    made = {job: 1_250_000 if job.facilitator else 51_400 for job in jobs(own, True)}
    html = show(replace(sample, path=own.path), files=made)
    (listing,) = html.find("nav", class_="db-files")
    rows = html.inside(listing, "li")
    assert [text(html, html.inside(row, "span")[0]) for row in rows] == list(dict.fromkeys(job.edition for job in made))
    anchors = [link for row in rows for link in html.inside(row, "a")]
    assert sorted(link["attrs"]["href"] for link in anchors) == sorted(job.file.removeprefix("packets/") for job in made)
    names = [link["attrs"]["aria-label"] for link in anchors]
    assert len(set(names)) == len(names)  # by its name alone one can tell a file from the others
    assert {text(html, link).split("　")[1] for link in anchors} == {"1.2 MB", "52 KB"}
    assert all(text(html, link) in name for link, name in zip(anchors, names, strict=True))


def test_a_build_without_files_says_so(show, sample):
    html = show(sample, files=None)
    assert "沒有生成" in text(html, html.find("nav", class_="db-files")[0])
    assert not html.inside(html.find("nav", class_="db-files")[0], "a")


def test_the_page_of_a_form_is_the_sheet_with_its_files_and_an_address_for_each_field(docs):
    who = docs.block("who", "我們去種樹", kind="field", lines=3).replace("\n///\n", "\n\n誰都可以。\n///\n")
    day = docs.block("day", "春天", kind="field", columns=7)
    assert docs.form(who, day, "/// field | 〔日期〕\n    id: date\n    en: Date\n///", rows=4) == []
    edition = docs.edition()
    own = edition.page("packets/forms/sheet.md")
    extension = DubenExtension(edition, docs.links())
    extension.path, extension.files = own.path, {own.path: dict.fromkeys(jobs(own, False), 1)}
    html = docs.parsed(Markdown(extensions=[extension]).convert(own.document.body))
    assert [node["tag"] for node in html.root["in"] if not isinstance(node, str)] == ["h1", "div", "p", "div"]
    assert {link["attrs"]["href"] for link in html.find("a") if link["attrs"]["href"].endswith(".pdf")} == {"sheet.pdf", "sheet-hans.pdf"}
    assert [node["attrs"]["id"] for node in html.find(class_="db-field")] == ["who", "date", "day"]
    assert len(html.inside(html.find("tbody")[0], "td")) == (1 + 4) * 7  # a row for the days, and four
    (room, _) = html.find(class_="db-room")
    assert len(html.inside(room, "span")) == 3
    assert [text(html, quote).strip() for quote in html.find("blockquote")] == ["我們去種樹", "春天"]


def test_a_comparison_stays_a_table_to_who_hears_it(show, sample):
    html = show(sample)
    (table,) = html.find("table", class_="db-synopsis")
    assert table["attrs"]["role"] == "table"
    assert {cell["attrs"]["data-head"] for cell in html.inside(table, "td")} == {"太原1952", "齊齊哈爾1954"}
    assert [head["attrs"]["role"] for head in html.inside(table, "th")] == ["columnheader"] * 3 + ["rowheader"] * 2


def test_every_kind_of_block_is_written(show, sample):
    html = show(sample)
    shown = text(html, html.root)
    told = ("照原文", "何時開會的頭兩天", "選定要解決的問題會前", "0:08散會8", "八至十五人計。", "記下來的話", "gōnghuì", "由組員選出。")
    assert [words for words in told if words not in shown] == []
