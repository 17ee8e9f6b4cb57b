"""The fidelity promise: the chapters give source.txt again, and nothing can be lost or slipped in unseen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duben.edition.fidelity import compare, strip
from duben.reading.files import decode
from duben.reading.schema import Removed
from duben.text.transcript import parse

TREES = "reports/trees-1950"
INDEX, ZHONG, KAN = f"{TREES}/index.md", f"{TREES}/zhong.md", f"{TREES}/kan.md"


def source(text, *removed):
    return strip(text, [(entry, 20 + i) for i, entry in enumerate(removed)], "index.md")


def differences(text, *bodies):
    chapters = [(f"{i}.md", parse(f"{i}.md", body)[0]) for i, body in enumerate(bodies)]
    return compare(strip(text, [], "index.md")[0], chapters)


def test_white_space_is_no_difference():
    assert differences("　　甲 乙\r\n丙\t丁\n", "甲乙丙\n\n丁") == []


def test_marks_are_taken_back():
    assert differences("水要饒得足足", "水要{饒→澆}得{+很}足{-足}{/}{□}") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("要種得直", "要種直", ["第 5 行", "「得」", "缺"]),
        ("要種得直", "要種得很直", ["第 5 行", "「很」", "多出"]),
        ("要種得直", "要種的直", ["第 5 行", "「得」", "「的」"]),
        ("足。\n", "足\n", ["第 5 行", "「。」", "缺"]),
        ("足。\n", "足。。\n", ["第 5 行", "「。」", "多出"]),
        ("{饒→澆 | 本校：下文作「澆」}", "澆", ["第 5 行", "「饒」", "「澆」"]),
        ("{饒→澆 | 本校：下文作「澆」}", "{+饒→澆}", ["第 5 行", "「+」", "多出"]),
    ],
)
def test_a_character_dropped_added_or_changed_is_told_with_file_and_line(docs, old, new, told):
    docs.replace(ZHONG, old, new)
    (problem,) = docs.problems()
    assert (problem.code, problem.path, problem.line) == ("T001", ZHONG, 12)
    assert all(words in problem.message for words in told)


def test_every_difference_is_told_at_once(docs):
    docs.replace(ZHONG, "王五記", "王六記")
    docs.replace(KAN, "夏天", "秋天")
    docs.replace(KAN, "這話", "那話")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("T001", KAN, 9), ("T001", KAN, 11), ("T001", ZHONG, 10)]


def test_a_wrong_character_makes_no_other_paragraph_lose_its_id(docs):
    docs.replace(ZHONG, "王五記", "王大五記")
    docs.replace("guides/walk.md", "大家都不說話」[@trees-1950/zhong]", "大家都不說話」[@trees-1950/zhong, p3]")
    assert docs.codes() == ["T001"]
    docs.replace(ZHONG, "有人問：", "人問：")
    assert docs.codes() == ["T001", "T001"]
    assert [ids.id for ids in docs.chapter("kan").ids] == ["h1", "p1", "p2"]


def test_a_paragraph_left_out_is_told_in_short(docs):
    docs.replace(KAN, "樹要種得直，水要澆得足。這話{不錯 | 理校：也可讀作「不差」}。我們再說一遍：樹要種得直。\n", "")
    (problem,) = docs.problems()
    assert (problem.code, problem.path, problem.line) == ("T001", KAN, 9)
    assert "樹要種得直" in problem.message
    assert "共 30 字" in problem.message


def test_last_character_of_a_chapter_is_told_in_that_chapter(docs):
    docs.replace(ZHONG, "再放苗。", "再放苗")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("T001", ZHONG, 16)]


def test_chapters_in_the_wrong_order_are_told(docs):
    docs.replace(KAN, "order: 2", "order: 0")
    assert "T001" in docs.codes()


def test_a_chapter_that_is_missing_is_told(docs):
    (docs.root / KAN).unlink()
    assert [(p.code, p.path) for p in docs.problems()] == [("R009", INDEX), ("T001", ZHONG)]


def test_furniture_and_markup_are_taken_out_by_line_and_exact_string():
    found, problems = source("# 甲273乙\n273\n273丙", Removed(1, "#"), Removed(2, "273"))
    assert (found.text, problems) == ("甲273乙273丙", [])


def test_order_of_the_entries_does_not_matter():
    found, problems = source("# 甲 273", Removed(1, "273"), Removed(1, "#"))
    assert (found.text, problems) == ("甲", [])


def test_equal_strings_on_one_line_are_taken_one_by_one():
    one, _ = source("※甲※乙※", Removed(1, "※"))
    two, _ = source("※甲※乙※", Removed(1, "※"), Removed(1, "※"))
    _, problems = source("※甲", Removed(1, "※"), Removed(1, "※"))
    assert (one.text, two.text) == ("甲※乙※", "甲乙※")
    assert [(p.code, p.line) for p in problems] == [("T002", 21)]


def test_markup_may_leave_part_of_its_string():
    found, problems = source("佔$27\\%$強", Removed(1, "$27\\%$", "27%"))
    assert (found.text, problems) == ("佔27%強", [])


@pytest.mark.parametrize("reads", ["28%", "%27", "27%%"])
def test_what_is_left_must_be_in_the_string(reads):
    _, problems = source("佔$27\\%$強", Removed(1, "$27\\%$", reads))
    assert [p.code for p in problems] == ["T002"]


@pytest.mark.parametrize("entry", [Removed(1, "274"), Removed(9, "273"), Removed(0, "乙"), Removed(1, "")])
def test_entry_that_is_not_there_is_told_at_its_line(entry):
    found, problems = source("甲273\n乙", entry)
    assert found.text == "甲273乙"
    assert [(p.code, p.path, p.line) for p in problems] == [("T002", "index.md", 20)]


def test_furniture_in_index_that_is_not_in_the_source(docs):
    docs.replace(INDEX, "{line: 7, text: '042'}", "{line: 7, text: '043'}")
    found = [(p.code, p.path, p.line) for p in docs.problems()]
    assert ("T002", INDEX, 10) in found
    assert any(code == "T001" for code, *_ in found)


def test_furniture_that_takes_words_of_the_text_is_told(docs):
    docs.replace(INDEX, "markup:\n", "  - {line: 3, text: '王五'}\nmarkup:\n")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("T001", ZHONG, 10)]


def test_places_count_every_character_and_do_not_move_with_the_list_of_furniture():
    text = "甲 乙\n273\n　丙丁"
    whole, _ = source(text)
    less, _ = source(text, Removed(2, "273"))
    assert [whole.place(i) for i in range(7)] == [0, 1, 2, 3, 4, 5, 6]
    assert [less.place(i) for i in range(4)] == [0, 1, 5, 6]
    assert [less.line(i) for i in range(4)] == [1, 1, 3, 3]
    assert (less.size, less.place(4), less.place(99)) == (7, 7, 7)


def test_byte_order_mark_is_dropped_and_one_in_the_middle_is_text():
    assert decode("\ufeff甲\ufeff".encode()) == "甲\ufeff"


def test_line_ends_of_any_system_count_the_same():
    for end in ("\n", "\r\n", "\r"):
        found, problems = source(f"甲{end}273{end}乙", Removed(2, "273"))
        assert (found.text, problems) == ("甲乙", [])


def test_missing_source_is_told(docs):
    (docs.root / TREES / "source.txt").unlink()
    assert [(p.code, p.path) for p in docs.problems()] == [("T003", f"{TREES}/source.txt")]


@pytest.mark.parametrize("text", ["", "甲乙"])
def test_no_chapter_text_or_no_source_text(text):
    assert [p.code for p in differences(text, "丙")] == ["T001"]
    assert differences("", "") == []


def test_a_difference_in_a_very_long_text_is_still_told_in_a_moment():
    text = "\n".join("第一百二十三段的文字，與別段相同。" for _ in range(10_000))
    assert [p.code for p in differences(text, text.replace("第", "弟", 1))] == ["T001"]


CHARS = st.sampled_from("甲乙丙丁。，1 \n")


@given(st.text(alphabet=CHARS, max_size=30), st.text(alphabet=CHARS, max_size=30))
def test_equal_exactly_where_the_characters_are_equal(text, body):
    same = [c for c in text if not c.isspace()] == [c for c in body if not c.isspace()]
    assume(any(not c.isspace() for c in body))
    assert (differences(text, body) == []) == same


# the shipped reports
