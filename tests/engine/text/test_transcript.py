"""A chapter's body: headings, items, paragraphs; everything else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.problems import Replacement
from duben.text.transcript import parse


def blocks(body):
    found, problems = parse("a.md", body)
    assert problems == []
    return [(b.kind, b.level, b.item, b.text("corrected")) for b in found]


def test_headings_items_and_paragraphs():
    assert blocks("# 題\n\n### 小題\n甲\n乙\n- 丙\n") == [
        ("h", 1, False, "題"),
        ("h", 3, False, "小題"),
        ("p", 0, False, "甲"),
        ("p", 0, False, "乙"),
        ("p", 0, True, "丙"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "1. 一",
        "4. 四",
        "1、一",
        "(5) 五",
        "* 星",
        "+ 加",
        "> 引",
        "#無空格",
        "####### 七級",
        "-無空格",
        "*重* **更重** _低_",
        "<b>粗</b> &lt;",
        "<script>x</script>",
        "[字](http://x.org) ![圖](x.png) <http://x.org>",
        "`碼`",
        "```",
        "===",
        "---",
        "| 甲 | 乙 |",
        "[@trees-1950/zhong]: 甲",
        "/// step | 甲",
        "$27\\%$",
        "\\* \\# \\1.",
    ],
)
def test_what_markdown_would_take_for_syntax_is_text(row):
    assert blocks(row) == [("p", 0, False, row)]


def test_numbered_lines_keep_their_numbers():
    assert [text for *_, text in blocks("1. 甲\n2. 乙\n4. 丁")] == ["1. 甲", "2. 乙", "4. 丁"]


def test_indented_line_is_a_paragraph_and_no_code():
    assert blocks("　　甲\n        乙\n\t丙") == [("p", 0, False, "甲"), ("p", 0, False, "乙"), ("p", 0, False, "丙")]


def test_setext_underline_makes_no_heading():
    assert [kind for kind, *_ in blocks("甲\n===\n乙\n---")] == ["p"] * 4


def test_windows_line_ends():
    assert blocks("# 題\r\n\r\n甲\r\n- 乙\r\n") == blocks("# 題\n\n甲\n- 乙\n")


def test_item_inside_an_item_is_text():
    assert blocks("- - 甲") == [("p", 0, True, "- 甲")]


def test_heading_and_item_take_marks():
    found, _ = parse("a.md", "## 看{饒→樹}談{/}\n- {+再}放")
    assert [(b.text("transcribed"), b.text("corrected")) for b in found] == [("看饒談", "看樹談"), ("放", "再放")]
    assert [b.page_breaks for b in found] == [1, 0]


def test_reading_is_the_transcription_without_white_space():
    (block,), _ = parse("a.md", "水要　{饒 →澆} 得足{+。}")
    assert block.reading == "水要饒得足"


def test_marks_and_page_turns_are_counted_inside_marks_too():
    (block,), _ = parse("a.md", "甲{/}乙{丙{/}丁→戊}{己 | 疑}")
    assert (len(block.marks), block.page_breaks) == (2, 2)


def test_each_block_knows_line_and_column_of_its_text():
    found, _ = parse("a.md", "\n##  題\n\n　　甲\n- 乙", first_line=7)
    assert [(b.line, b.column) for b in found] == [(8, 5), (10, 3), (11, 3)]


def test_faults_have_line_and_column_in_the_file():
    _, problems = parse("reports/r/a.md", "# 題{\n\n　　甲{乙}\n- 丙}", first_line=6)
    assert [(p.path, p.line, p.column, p.code) for p in problems] == [
        ("reports/r/a.md", 6, 4, "M001"),
        ("reports/r/a.md", 8, 4, "M003"),
        ("reports/r/a.md", 9, 4, "M002"),
    ]


def test_a_mark_that_goes_on_in_the_next_line_is_two_faults():
    _, problems = parse("a.md", "甲{乙\n→丙}")
    assert [(p.code, p.line) for p in problems] == [("M001", 1), ("M002", 2)]


@pytest.mark.parametrize("row", ["#", "###", "-", " - "])
def test_heading_or_item_without_text(row):
    found, problems = parse("a.md", f"甲\n{row}\n")
    assert len(found) == 1
    assert [(p.code, p.line) for p in problems] == [("T004", 2)]


@given(st.text(alphabet=st.sampled_from("#- {}→|/+?!\\\n\r\t　甲1.<")))
def test_never_raises_and_places_are_inside_the_text(body):
    found, problems = parse("a.md", body)
    rows = body.split("\n")
    assert all(1 <= p.line <= len(rows) and 1 <= p.column <= len(rows[p.line - 1]) for p in problems)
    assert [b.line for b in found] == sorted({b.line for b in found})
    assert all(rows[b.line - 1][b.column - 1] not in " \t\r　" for b in found)


def test_a_mark_that_changes_the_text_is_asked_for_its_reason():
    found = parse("a.md", "前{讀→校}{+字}{-字?}{讀→校 | 理校：疑}{讀!}{□}{/}{讀?}")[1]
    assert {p.severity for p in found} == {"review"}
    assert [(p.code, p.line, p.column) for p in found] == [
        ("M012", 1, 2),
        ("M012", 1, 7),
        ("M012", 1, 11),
    ]


def test_the_place_of_a_mend_is_that_of_the_mark():
    (problem,) = parse("a.md", "# 題{讀->校 | 疑}", 7)[1]
    assert problem.exact == Replacement(7, 4, "{讀->校 | 疑}", "{讀→校 | 疑}")
