"""What a terminal, a pull request and a program are told."""

import json

import pytest

from duben.problems import CODES, Problem, Replacement, as_github, as_json, as_text, mended

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
    assert row == "::error file=docs/guides/a%2Cline=9%3Ab.md,line=1,col=1,title=H001::100%25\\r\\n::warning::x → 改"


FORGED = [
    "\n::error file=x::forged",
    "\r::error::forged",
    "\x1b[2J\x1b]0;forged\x07",
    "\x9b2J",
    "\u202egnp.exe",
    "\u2028::error::forged",
    "\x85::error::forged",
    "##[error]forged",
    "\x7f\x08\x00",
    "\ud800",
    "\U000e0041",
]


@pytest.mark.parametrize("form", [as_text, as_github, as_json], ids=["text", "github", "json"])
@pytest.mark.parametrize("forged", FORGED)
def test_nothing_that_a_contributor_writes_ends_a_line_or_is_a_command(form, forged):
    clean = form([Problem("guides/a.md", 1, 1, "H001", "甲。", "改。")])
    shown = form([Problem(f"guides/a{forged}.md", 1, 1, "H001", f"甲{forged}。", f"改{forged}。")])
    assert len(shown.splitlines()) == len(clean.splitlines())
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert [row.startswith("::") for row in shown.splitlines()] == [row.startswith("::") for row in clean.splitlines()]
    assert form is as_json or "##[" not in shown
    shown.encode()


def test_json_gives_back_what_was_written():
    written = "".join(FORGED)
    assert json.loads(as_json([Problem("a.md", 1, 1, "H001", written, "改。")]))[0]["message"] == written


def test_a_line_that_begins_as_a_command_does_is_none():
    assert as_text([Problem("::error::x.md", 1, 1, "R006", "甲。", "改。")], ".") == "\\::error::x.md:1:1: R006 甲。 → 改。"


def test_json_has_every_field():
    assert json.loads(as_json([FIRST])) == [
        {"path": "guides/a.md", "line": 10, "column": 3, "code": "M001", "message": "沒有「}」。", "mend": "補上。"}
    ]


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


def test_a_review_is_no_error_and_stands_behind_what_is_wrong_with_a_text():
    review, error = Problem("a.md", 1, 1, "M012", "沒有理由。", "寫明。"), Problem("z.md", 1, 1, "T001", "不合。", "改回。")
    assert (review.review, error.review) == (True, False)
    assert as_text([review, error]).startswith("docs/z.md")
    assert as_github([review]).startswith("::warning ")


def test_replacements_are_made_where_their_words_stand_and_never_overlap():
    text = "甲乙丙\n丁戊\n"
    assert mended(text, [Replacement(2, 1, "丁", "四"), Replacement(1, 2, "乙", "二")]) == "甲二丙\n四戊\n"
    assert mended(text, [Replacement(1, 2, "丙", "三"), Replacement(9, 1, "甲", "一"), Replacement(1, 9, "", "一")]) == text
    assert mended(text, [Replacement(1, 1, "甲乙", "一"), Replacement(1, 2, "乙丙", "二")]) == "一丙\n丁戊\n"
    assert mended(text, [Replacement(1, 3, "丙\n丁", "三")]) == "甲乙三戊\n"
    assert mended(text, [Replacement(2, 1, "", "\n"), Replacement(2, 1, "丁", "四")]) == "甲乙丙\n\n四戊\n"
