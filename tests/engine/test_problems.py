"""What a terminal, a pull request and a program are told."""

import json

import pytest

from duben.problems import CODES, Problem, Told, as_github, as_json, as_text, errors, folded, ordered

LATER = Problem("guides/b.md", 2, 1, "Q001", "不見於本章。", "照抄。")
FIRST = Problem("guides/a.md", 10, 3, "M001", "沒有「}」。", "補上。")


def test_text_has_place_code_message_and_mend_in_order_of_files():
    assert as_text([LATER, FIRST]) == "docs/guides/a.md:10:3: M001 沒有「}」。 → 補上。\ndocs/guides/b.md:2:1: Q001 不見於本章。 → 照抄。"


def test_problems_are_sorted_by_line_number_and_not_by_its_digits():
    lines = [Problem("a.md", n, 1, "M001", "", "").line for n in (10, 9)]
    assert sorted(lines) == [9, 10]
    assert [row.split(":")[1] for row in as_text(Problem("a.md", n, 1, "M001", "", "") for n in (10, 9)).split("\n")] == ["9", "10"]


def test_github_command_names_file_line_and_code():
    assert as_github([FIRST], "site/docs") == "::error file=site/docs/guides/a.md,line=10,col=3,title=M001::沒有「}」。 → 補上。"


def test_github_command_cannot_be_broken_or_forged_by_content():
    forged = Problem("guides/a,line=9:b.md", 1, 1, "H001", "100%\r\n::warning::x", "改")
    row = as_github([forged])
    assert row == "::error file=docs/guides/a%2Cline=9%3Ab.md,line=1,col=1,title=H001::100%25%0D%0A::warning::x → 改"


def test_json_has_every_field():
    assert json.loads(as_json([FIRST])) == [
        {
            "path": "guides/a.md", "line": 10, "column": 3, "code": "M001", "message": "沒有「}」。", "mend": "補上。",
            "severity": "error", "cause": None,
        }
    ]  # fmt: skip


def test_what_follows_from_another_problem_is_told_behind_it_and_names_it():
    mark = Problem("reports/r/c.md", 9, 4, "M001", "", "")
    words = Problem("reports/r/c.md", 9, 1, "T001", "", "")
    other = Problem("reports/r/c.md", 12, 1, "T001", "", "")
    quotation = Problem("guides/a.md", 3, 1, "Q001", "", "", ("reports/r/c.md",))
    apart = Problem("guides/a.md", 2, 1, "Q001", "", "", ("reports/r/d.md",))
    every = [quotation, apart, words, other, mark]
    assert folded(every) == [Told(mark, (words, quotation)), Told(other), Told(apart)]
    assert [row["cause"] and row["cause"]["code"] for row in json.loads(as_json(every))] == [None, "M001", "M001", None, None]


def test_what_follows_from_what_follows_is_told_behind_the_first_cause():
    unread = Problem("reports/r/c.md", 1, 1, "F005", "", "")
    words = Problem("reports/r/d.md", 1, 1, "T001", "", "", ("reports/r/c.md",))
    quotation = Problem("guides/a.md", 3, 1, "Q001", "", "", ("reports/r/d.md",))
    assert folded([quotation, words, unread]) == [Told(unread, (words, quotation))]


def test_each_problem_is_told_once_and_reviews_come_last():
    review = Problem("entries/people/a.md", 1, 1, "E006", "", "")
    assert (review.severity, FIRST.severity) == ("review", "error")
    assert ordered([review, LATER, FIRST, LATER]) == [FIRST, LATER, review]
    assert errors([review, FIRST]) == [FIRST]


def test_nothing_wrong_is_an_empty_answer():
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", [])


def test_an_unknown_code_is_refused():
    assert "X999" not in CODES
    with pytest.raises(ValueError, match="X999"):
        Problem("a.md", 1, 1, "X999", "", "")


def test_what_is_wrong_with_a_text_comes_before_what_may_follow_from_it():
    cause = Problem("reports/r/c.md", 9, 1, "T001", "與底本不合。", "改回。")
    assert as_text([LATER, cause]).split("\n")[0].startswith("docs/reports/r/c.md")
    assert [row["code"] for row in json.loads(as_json([LATER, cause]))] == ["T001", "Q001"]
