"""Markdown that only looks like Markdown is told with its line and its mend, and what is right is left alone."""

import pytest

from duben.problems import mended
from duben.reading.frontmatter import Document
from duben.reading.slips import check

TABLE = "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |"


def slips(body):
    return list(check(Document("about/a.md", body=body)))


def told(body):
    return [(problem.code, problem.line) for problem in slips(body)]


@pytest.mark.parametrize(
    ("wrong", "code", "line", "right"),
    [
        ("# 題\n\n＃＃ 一節", "D002", 3, "# 題\n\n## 一節"),
        ("＞ 引文", "D002", 1, "> 引文"),
        ("－ 一項", "D002", 1, "- 一項"),
        ("前文\n" + TABLE, "D003", 2, "前文\n\n" + TABLE),
        ("前文\n- 一項\n- 又一項", "D003", 2, "前文\n\n- 一項\n- 又一項"),
        ("前文\n1. 一項", "D003", 2, "前文\n\n1. 一項"),
        ("1）一項", "D004", 1, "1. 一項"),
        ("2) 一項", "D004", 1, "2. 一項"),
        ("１．一項", "D004", 1, "1. 一項"),
        ("-一項", "D004", 1, "- 一項"),
        ("甲。\n\n    縮進的一段。", "D005", 3, "甲。\n\n縮進的一段。"),
        ("見[這一頁]（a.md）。", "D006", 1, "見[這一頁](a.md)。"),
        ("見［這一頁］(a.md#b)。", "D006", 1, "見[這一頁](a.md#b)。"),
        ("見【這一頁】（https://example.org/）。", "D006", 1, "見[這一頁](https://example.org/)。"),
        ("# 題\n\n# 又一題", "D007", 3, "# 題\n\n## 又一題"),
    ],
)
def test_a_slip_has_one_problem_and_an_exact_mend(wrong, code, line, right):
    found = slips(wrong)
    assert [(problem.code, problem.line) for problem in found] == [(code, line)]
    assert mended(wrong, [problem.exact for problem in found]) == right
    assert slips(right) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("一句話[^1]。", "D001"),
        ("一句話［^註］。", "D001"),
        ("見[這一頁][甲]。", "D006"),
        ("![](a.png)", "D009"),
        ("## 一節", "D008"),
        ("# 題\n\n### 一小節", "D008"),
        ("｜甲｜乙｜", "D002"),
    ],
)
def test_what_a_person_must_mend_has_a_problem(wrong, code):
    assert [problem.code for problem in slips(wrong)] == [code]


def test_of_a_footnote_the_mend_says_where_a_note_goes():
    assert [mend for problem in slips("話[^1]\n") for mend in [problem.mend] if "（）" in mend and "{" in mend]


def test_a_footnote_and_its_text_are_one_problem(docs):
    assert [(p.code, p.line) for p in docs.page("話[^1]。\n\n[^1]: 一條註")] == [("D001", 5)]
    assert told("[^1]: 一條註") == [("D001", 1)]


def test_lines_that_would_run_together_are_told_one_by_one():
    assert told("1、一項\n2、又一項") == [("D004", 1), ("D004", 2)]


@pytest.mark.parametrize(
    "right",
    [
        "# 題\n\n一段。\n\n## 一節\n\n### 一小節\n\n## 又一節",
        "一段。",
        "1、只有一行，是一句話。",
        "1952年，有三個小組。",
        "- 一項\n- 又一項\n\n    這一項的第二段。\n\n    第三段。",
        "- 一項\n    接着寫。\n- 又一項",
        "/// step | 題\n    id: a\n    en: A\n\n> 1）引文\n> －引文\n///",
        "```\n＃＃ 例子\n| 甲 |\n```",
        "`[^1]`和`[甲]（b.md）`",
        "見[甲](a.md)（注意）。",
        "[某人]（1952）說。",
        "見[甲][]和[乙][甲]。\n\n[甲]: a.md",
        "![一棵樹](a.png)",
        "引文[@trees-1950/zhong, p2]（見下）。",
        TABLE,
        "一段。\n\n" + TABLE + "\n\n又一段。",
        "- - -\n\n---",
        "**粗體**開頭。",
    ],
)
def test_what_is_right_has_no_problem(right):
    assert told(right) == []


def test_a_page_of_nothing_but_signs_takes_no_time():
    for body in (
        "- " * 9_000,
        "「" * 9_000,
        "[" * 9_000,
        "|" * 9_000,
        " " * 9_000 + "x",
        "# \n" * 9_000,
        "    \n\n" * 3_000,
        "！[" * 9_000,
    ):
        slips(body)
