"""A packet holds only what is there, and no more than its minutes."""

import pytest

A = "excerpt: trees-1950/zhong, p2"


def mend(docs, code):
    return next(p.mend for p in docs.problems() if p.code == code)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("guide: run", "P002"),
        ("questions: wal", "P002"),
        ("{guide: walk, blocks: gone}", "P002"),
        ("{guide: walk, blocks: questions}", "P002"),
        ("{guide: walk, blocks: go、leader}", "P002"),
        ("form: list", "P002"),
        ("chapter: trees-1950/none", "P002"),
        ("excerpt: none/zhong, p1", "P002"),
        ("excerpt: trees-1950/zhong, p9", "P003"),
        ("excerpt: trees-1950/zhong, p2-p9", "P003"),
        ("excerpt: trees-1950/zhong, p3-p2", "P003"),
    ],
)
def test_what_is_not_there_is_told_at_its_line(docs, part, code):
    assert docs.packet(A, part) == [(code, 8)]


def test_the_mend_names_the_nearest(docs):
    docs.packet("guide: wlak")
    assert "walk" in mend(docs, "P002")
    docs.packet("{guide: walk, blocks: goo}")
    assert "「go」" in mend(docs, "P002")


def test_where_there_is_nothing_to_name_the_mend_says_so(docs):
    docs.packet("form: list")
    assert "還沒有可用的" in mend(docs, "P002")


def test_the_mend_turns_a_reversed_range_round(docs):
    docs.packet("excerpt: trees-1950/zhong, p3-p2")
    assert "trees-1950/zhong, p2-p3" in mend(docs, "P003")


def test_a_range_may_begin_and_end_with_headings(docs):
    assert docs.packet("excerpt: trees-1950/zhong, h1-p2") == []


def test_a_chapter_without_a_text_is_told(docs):
    docs.report("")
    assert docs.packet("chapter: more/c", "excerpt: more/c, p1") == [("P003", 7), ("P003", 8)]


def test_a_meeting_too_short_for_what_is_in_it_is_told_at_its_minutes(docs):
    assert docs.packet(A, "questions: walk", minutes=19) == [("P005", 6)]  # 5 + 1 + 3 questions of 3 + 5 = 20
    assert docs.packet(A, "questions: walk", minutes=20) == []


def test_a_reading_edition_needs_no_minutes(docs):
    assert docs.packet(A, "questions: walk") == []


def test_faults_of_its_parts_are_told_without_a_fault_of_its_minutes(docs):
    assert docs.packet("guide: run", minutes=1) == [("P002", 8)]


def test_two_packets_have_no_order_in_common_and_forms_count_for_themselves(docs):
    docs.packet(A, order=1)
    docs.packet(A, path="packets/unordered.md")
    docs.packet(A, path="packets/unordered-too.md")
    docs.form("/// field | 〔日期〕\n    id: day\n    en: Day\n///\n", order=1)
    assert docs.problems() == []
    assert docs.packet(A, path="packets/more.md", order=1) == []
    assert [(p.path, p.code, p.line) for p in docs.problems()] == [("packets/try.md", "P007", 6)]
