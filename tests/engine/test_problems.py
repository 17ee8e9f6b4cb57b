"""Problems: one order, in which what follows from another stands behind it."""

import pytest

from duben.problems import CODES, Problem, Replacement, Told, errors, folded, mended, ordered

LATER = Problem("guides/b.md", 2, 1, "Q001", "不見於本章。", "照抄。")
FIRST = Problem("guides/a.md", 10, 3, "M001", "沒有「}」。", "補上。")


def test_problems_are_sorted_by_line_number_and_not_by_its_digits():
    assert [problem.line for problem in ordered(Problem("a.md", n, 1, "M001", "", "") for n in (10, 9))] == [9, 10]


def test_what_follows_from_another_problem_is_told_behind_it_and_names_it():
    mark = Problem("reports/r/c.md", 9, 4, "M001", "", "")
    words = Problem("reports/r/c.md", 9, 1, "T001", "", "")
    other = Problem("reports/r/c.md", 12, 1, "T001", "", "")
    quotation = Problem("guides/a.md", 3, 1, "Q001", "", "", ("reports/r/c.md", "reports/r/c.md#9"))
    apart = Problem("guides/a.md", 2, 1, "Q001", "", "", ("reports/r/c.md", "reports/r/c.md#14"))
    every = [quotation, apart, words, other, mark]
    assert folded(every) == [Told(mark, (words, quotation)), Told(other), Told(apart)]


def test_what_follows_from_what_follows_is_told_behind_the_first_cause():
    unread = Problem("reports/r/c.md", 1, 1, "F005", "", "")
    words = Problem("reports/r/d.md", 1, 1, "T001", "", "", ("reports/r/c.md",))
    quotation = Problem("guides/a.md", 3, 1, "Q001", "", "", ("reports/r/d.md", "reports/r/d.md#"))
    assert folded([quotation, words, unread]) == [Told(unread, (words, quotation))]


def test_each_problem_is_told_once_and_reviews_come_last():
    review = Problem("entries/people/a.md", 1, 1, "E006", "", "")
    assert (review.severity, FIRST.severity) == ("review", "error")
    assert ordered([review, LATER, FIRST, LATER]) == [FIRST, LATER, review]
    assert errors([review, FIRST]) == [FIRST]


def test_an_unknown_code_is_refused():
    assert "X999" not in CODES
    with pytest.raises(ValueError, match="X999"):
        Problem("a.md", 1, 1, "X999", "", "")


def test_replacements_are_made_where_their_words_stand_and_never_overlap():
    text = "甲乙丙\n丁戊\n"
    assert mended(text, [Replacement(2, 1, "丁", "四"), Replacement(1, 2, "乙", "二")]) == "甲二丙\n四戊\n"
    assert mended(text, [Replacement(1, 2, "丙", "三"), Replacement(9, 1, "甲", "一"), Replacement(1, 9, "", "一")]) == text
    assert mended(text, [Replacement(1, 1, "甲乙", "一"), Replacement(1, 2, "乙丙", "二")]) == "一丙\n丁戊\n"
    assert mended(text, [Replacement(1, 3, "丙\n丁", "三")]) == "甲乙三戊\n"
    assert mended(text, [Replacement(2, 1, "", "\n"), Replacement(2, 1, "丁", "四")]) == "甲乙丙\n\n四戊\n"
