"""How problems are told: in a terminal, beside the lines of a pull request, in its summary, to a program."""

import json

import pytest

from duben.problems import Problem
from duben.telling import SCHEMA, as_github, as_json, as_text, changed_lines, summary

LATER = Problem("guides/b.md", 2, 1, "Q001", "不見於本章。", "照抄。")
FIRST = Problem("guides/a.md", 10, 3, "M001", "沒有「}」。", "補上。")
MARK = Problem("reports/r/c.md", 1, 4, "M001", "沒有「}」。", "補上。")
FOLLOWER = Problem("guides/b.md", 3, 1, "Q001", "不見於本章。", "照抄。", ("reports/r/c.md", "reports/r/c.md#1"))
REVIEW = Problem("entries/people/a.md", 2, 1, "E006", "相近。", "看一看。")


def test_text_has_place_code_message_and_mend_in_order_of_files():
    assert as_text([LATER, FIRST]) == "docs/guides/a.md:10:3: M001 沒有「}」。 → 補上。\ndocs/guides/b.md:2:1: Q001 不見於本章。 → 照抄。"


def test_what_follows_is_counted_and_told_only_where_all_is_asked_for():
    rows = as_text([FOLLOWER, MARK]).split("\n")
    assert rows == [str(MARK).replace("reports", "docs/reports", 1), "    另有 1 個隨之而來。"]
    rows = as_text([FOLLOWER, MARK], every=True).split("\n")
    assert rows[1] == "  docs/guides/b.md:3:1: Q001 不見於本章。 → 照抄。"


def test_reviews_stand_apart_behind_what_is_wrong():
    rows = as_text([REVIEW, FIRST]).split("\n")
    assert [row[:25] for row in rows] == ["docs/guides/a.md:10:3: M0", "", "請看一看，不一定錯：", "docs/entries/people/a.md:"]


def test_the_line_of_the_file_stands_below_with_a_caret_under_the_place():
    rows = as_text([MARK], lines={"docs/reports/r/c.md": ["樹要{種→植得直", ""]}.get).split("\n")
    assert rows[1:] == ["    樹要{種→植得直", "         ^"]  # a Chinese character takes two columns, the arrow one


@pytest.mark.parametrize("column", [1, 150, 300])
def test_of_a_long_line_the_part_around_the_place_is_shown(column):
    line = "".join(chr(0x4E00 + n) for n in range(300))
    problem = Problem("a.md", 1, column, "M001", "", "")
    _message, shown, caret = as_text([problem], lines=lambda path: [line]).split("\n")
    assert line[column - 1] in shown
    before = shown[4 : shown.index(line[column - 1])]
    assert caret == " " * (4 + sum(1 if char == "…" else 2 for char in before)) + "^"
    assert sum(1 if char in " …" else 2 for char in shown) <= 84


def test_a_place_that_is_not_in_the_file_has_no_line_below():
    assert "\n" not in as_text([FIRST], lines=lambda path: [])


def test_what_a_terminal_would_obey_is_not_shown():
    assert "\x1b" not in as_text([Problem("a.md", 1, 1, "M001", "", "")], lines=lambda path: ["\x1b[2J字"])


def test_colours_are_used_only_where_asked_for():
    assert "\x1b[" not in as_text([FIRST])
    assert "\x1b[" in as_text([FIRST], colour=True)


def test_github_command_names_file_line_and_code():
    assert as_github([FIRST], "site/docs") == "::error file=site/docs/guides/a.md,line=10,col=3,title=M001::沒有「}」。 → 補上。"
    assert as_github([REVIEW]).startswith("::notice ")


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


def with_lines(problems):
    """The form for a terminal, with a line of the file that has the same words as the message."""
    return as_text(problems, lines=lambda path: [problems[0].message])


@pytest.mark.parametrize("form", [as_text, with_lines, as_github, summary, as_json], ids=["text", "lines", "github", "summary", "json"])
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


def test_ten_annotations_at_most_those_of_changed_lines_first_reviews_last():
    many = [Problem(f"guides/{n:02}.md", n + 1, 1, "Q004", "", "") for n in range(30)]
    rows = as_github([REVIEW, FOLLOWER, MARK, *many], changed={"docs/guides/20.md": {21}, "docs/guides/21.md": {1}}).split("\n")
    assert len(rows) == 10
    assert "guides/20.md" in rows[0]
    assert "另有 1 個隨之而來。" in rows[1]
    assert "guides/00.md" in rows[2]
    assert as_github([REVIEW, FIRST]).split("\n")[1].startswith("::notice")


def test_the_summary_has_everything_with_ways_to_the_sections():
    text = summary([REVIEW, FOLLOWER, MARK], site="https://duben.example/")
    assert text.startswith("## 2 處要改，1 處請看\n")
    assert "- `docs/reports/r/c.md:1` [M001](https://duben.example/about/problems/#M001) 沒有「}」。 → 補上。" in text
    assert "<summary>另有 1 個隨之而來。</summary>" in text
    assert "  - `docs/guides/b.md:3`" in text
    assert len(summary(Problem(f"{n}.md", 1, 1, "Q004", "", "") for n in range(20_000))) < 100_000


def test_the_summary_shows_what_contributors_wrote_as_words():
    text = summary([Problem("a`.md", 1, 1, "Q004", "<img src=x> [a](b) # c", "")])
    assert "`docs/a.md:1` Q004 &lt;img src=x&gt; \\[a\\](b) \\# c" in text


def test_json_has_every_field_severity_and_cause():
    first = {"path": "reports/r/c.md", "line": 1, "column": 4, "code": "M001"}
    second = {"path": "guides/b.md", "line": 3, "column": 1, "code": "Q001"}
    assert json.loads(as_json([FOLLOWER, MARK])) == [
        first | {"message": "沒有「}」。", "mend": "補上。", "severity": "error", "cause": None},
        second | {"message": "不見於本章。", "mend": "照抄。", "severity": "error", "cause": first},
    ]
    assert json.loads(as_json([FIRST], "https://duben.example"))[0]["url"] == "https://duben.example/about/problems/#M001"


def test_json_is_as_its_schema_says():
    rows = json.loads(as_json([FOLLOWER, MARK, REVIEW], "https://duben.example"))
    wanted = SCHEMA["items"]["properties"]
    kinds = {"string": str, "integer": int}
    for row in rows:
        assert row.keys() == wanted.keys()
        for name, value in row.items():
            assert isinstance(value, kinds[wanted[name]["type"]]) if "type" in wanted[name] else True
            assert value in wanted[name].get("enum", [value])
        assert row["cause"] is None or row["cause"].keys() == wanted["cause"]["anyOf"][1]["properties"].keys()


def test_nothing_wrong_is_an_empty_answer():
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", [])


def test_changed_lines_are_read_from_what_git_prints():
    diff = """\
diff --git docs/a.md docs/a.md
--- docs/a.md
+++ docs/a.md
@@ -3 +3,2 @@ x
-old
+++ new
+@@ -1 +50,9 @@
@@ -9,2 +10,0 @@
-one
-two
diff --git docs/字.md docs/字.md
--- /dev/null
+++ docs/字.md
@@ -0,0 +1 @@
+x
\\ No newline at end of file
"""
    assert changed_lines(diff) == {"docs/a.md": {3, 4}, "docs/字.md": {1}}
