"""Citations and quotations as they are written; whether the words are right is tested in test_links.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.problems import mended
from duben.reading.citations import Citation, parse, scan


def found(body):
    """Words and raw citation of each reference."""
    references, problems = scan("a.md", body, 1)
    assert problems == []
    return [(r.words, r.raw) for r in references]


def codes(body):
    return [(p.code, p.line, p.column) for p in scan("a.md", body, 1)[1]]


@pytest.mark.parametrize(
    ("raw", "citations"),
    [
        ("r", [Citation("r")]),
        ("trees-1950/zhong", [Citation("trees-1950", "zhong")]),
        ("r/c, p12", [Citation("r", "c", "p12", "p12")]),
        ("r/c,p12b", [Citation("r", "c", "p12b", "p12b")]),
        ("r/c, h3", [Citation("r", "c", "h3", "h3")]),
        ("r/c, p12-p14", [Citation("r", "c", "p12", "p14")]),
        ("r/c, p12–p14", [Citation("r", "c", "p12", "p14")]),
        ("r/c, h3 - p14", [Citation("r", "c", "h3", "p14")]),
        ("r/c; @s/d, p1", [Citation("r", "c"), Citation("s", "d", "p1", "p1")]),
    ],
)
def test_forms_of_a_citation(raw, citations):
    assert parse(raw) == tuple(citations)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "R/c",
        "r/",
        "/c",
        "r/c/d",
        "r, p1",
        "r/c p1",
        "r/c, 12",
        "r/c, p",
        "r/c, p12-",
        "r/c, p12-14",
        "r/c;",
        "讀/本",
        "r/c, p1, p2",
        "r_1/c",
    ],
)
def test_what_is_no_citation(raw):
    assert parse(raw) is None
    assert codes(f"見[@{raw}]。") == [("Q005", 1, 2)]


@pytest.mark.parametrize("citation", [Citation("r"), Citation("r", "c"), Citation("r", "c", "p1", "p1"), Citation("r", "c", "p1", "p3")])
def test_a_citation_reads_back_as_it_is_written(citation):
    assert parse(str(citation)[2:-1]) == (citation,)


def test_written_form():
    assert str(Citation("r", "c", "p12", "p14")) == "[@r/c, p12-p14]"
    assert str(Citation("r", "c", "p12", "p12")) == "[@r/c, p12]"


def test_citation_without_words():
    assert found("見[@r/c]。") == [("", "r/c")]


def test_words_directly_before_a_citation_are_quoted():
    assert found("他說：「我們去種樹。」[@r/c, p1]。") == [("我們去種樹。", "r/c, p1")]
    assert found("「甲」 [@r/c]") == [("甲", "r/c")]
    assert found("「甲」\n[@r/c]") == [("甲", "r/c")]


def test_words_that_are_not_directly_before_are_not_quoted():
    assert found("「甲」，見[@r/c]") == [("", "r/c")]
    assert found("「甲」\n\n[@r/c]") == [("", "r/c")]
    assert found("「甲」\n- [@r/c]") == [("", "r/c")]
    assert found("## 「甲」\n[@r/c]") == [("", "r/c")]


def test_white_space_and_hard_wraps_in_the_words_are_folded():
    assert found("「我們　去\n種 樹」[@r/c]") == [("我們去種樹", "r/c")]


def test_quotation_marks_inside_the_words():
    assert found("「他問：「哪裏來？」沒人答」[@r/c]") == [("他問：「哪裏來？」沒人答", "r/c")]
    assert found("「他問：『哪裏來？』」[@r/c]") == [("他問：『哪裏來？』", "r/c")]
    assert found("「甲」說「乙」[@r/c]") == [("乙", "r/c")]


def test_each_quotation_of_a_line_has_its_own_citation():
    assert found("「甲」[@r/c]、「乙」[@r/d]") == [("甲", "r/c"), ("乙", "r/d")]


def test_closing_mark_without_an_opening_one_in_its_paragraph_is_no_quotation():
    assert codes("「甲\n\n乙」[@r/c]") == [("Q009", 3, 3)]


def test_block_quotation_with_its_citation_as_last_line():
    assert found("> 春天來了，\n> 去種樹。\n> [@r/c, p2]\n") == [("春天來了，去種樹。", "r/c, p2")]


def test_block_quotation_with_its_citation_in_the_next_paragraph():
    assert found("> 春天來了。\n\n[@r/c, p2]\n") == [("春天來了。", "r/c, p2")]
    assert found("> 春天來了。\n[@r/c, p2]\n\n甲") == [("春天來了。", "r/c, p2")]
    assert found("/// step | 甲\n> 春天來了。\n\n[@r/c]\n///") == [("春天來了。", "r/c")]


def test_block_quotations_one_after_the_other_are_two():
    assert found("> 甲\n> [@r/c]\n\n> 乙\n> [@r/d]") == [("甲", "r/c"), ("乙", "r/d")]


def test_block_quotation_in_a_list_is_one_too():
    assert found("1. 甲\n\n    > 乙\n    > [@r/c]\n\n2. 丙") == [("乙", "r/c")]
    assert found("- > 甲\n  > [@r/c]\n- > 乙\n\n  [@r/d]\n") == [("甲", "r/c"), ("乙", "r/d")]
    assert codes("- 甲\n\n    > 乙") == [("Q004", 3, 1)]
    assert codes("- > 甲\n- 乙[@r/c]") == [("Q004", 1, 1)]


def test_quotation_marks_in_a_block_quotation_are_words():
    assert found("> 他問：「哪裏來？」\n> [@r/c]") == [("他問：「哪裏來？」", "r/c")]


@pytest.mark.parametrize("body", ["> 甲", "> 甲\n\n說明[@r/c]", "> 甲\n\n說明\n\n[@r/c]", "> 甲\n\n> 乙\n> [@r/c]"])
def test_block_quotation_without_a_citation(body):
    assert ("Q004", 1, 1) in codes(body)


def test_two_citations_for_one_quotation():
    assert codes("> 甲\n> [@r/c]\n> 乙\n> [@r/c]") == [("Q008", 1, 1)]
    assert codes("> 甲\n> [@r/c]\n\n[@r/d]") == [("Q008", 1, 1)]
    assert codes("「甲」[@r/c; @r/d]") == [("Q008", 1, 1)]


def test_citation_inside_the_last_words_of_a_block_quotation():
    assert codes("> 甲 [@r/c]") == [("Q008", 1, 1)]


def test_quotation_must_name_a_chapter_and_have_words():
    assert codes("「甲」[@r]") == [("Q008", 1, 1)]
    assert codes("見「」[@r/c]") == [("Q008", 1, 2)]
    assert codes("> [@r/c]") == [("Q008", 1, 1)]


@pytest.mark.parametrize("lead", ["", "   ", "- ", "1. ", "說明\n", "\t"])
def test_line_that_markdown_would_take_for_a_link_definition(lead):
    line = lead.count("\n") + 1
    assert codes(f"{lead}[@r/c]: 甲") == [("Q007", line, len(lead.split("\n")[-1]) + 1)]


def test_full_width_colon_or_words_before_are_no_link_definition():
    assert found("[@r/c]：甲") == [("", "r/c")]
    assert found("見[@r/c]: 甲") == [("", "r/c")]


@pytest.mark.parametrize("body", ["`「甲」[@r/c]`", "```\n> 甲\n\n「乙」[@r/c]\n[@r]: 丙\n```", "~~~\n[@壞]\n~~~"])
def test_nothing_in_code_is_a_citation(body):
    assert found(body) == []


def test_code_inside_a_quotation_is_not_left_out_of_its_words():
    assert found("「甲`乙`丙」[@r/c]") == [("甲`乙`丙", "r/c")]
    assert found("> 甲`乙`丙\n> [@r/c]") == [("甲`乙`丙", "r/c")]


def test_places_are_those_of_the_words_in_the_file():
    references, _ = scan("a.md", "甲\n\n乙「丙\n丁」[@r/c]，見[@r]", 10)
    assert [(r.line, r.column) for r in references] == [(12, 2), (13, 11)]


@given(st.text(alphabet=st.sampled_from("[]@r/c, p1-;:「」『』>`\n 甲*-")))
def test_never_raises_and_places_are_in_the_file(body):
    references, problems = scan("a.md", body, 1)
    assert all(1 <= one.line <= body.count("\n") + 1 for one in (*references, *problems))


@pytest.mark.parametrize(
    "quote",
    [
        "『春天來了』[@a/b]",
        "“春天來了”[@a/b]",
        '"春天來了"[@a/b]',
        "「春天來了」（[@a/b]）",
        "**「春天來了」**[@a/b]",
        "[「春天來了」](x.md)[@a/b]",
        "「春天來了」，[@a/b]",
        "﹁春天來了﹂[@a/b]",
    ],
)
def test_words_in_other_marks_before_a_citation_are_not_let_pass(quote):
    references, problems = scan("p.md", f"他說{quote}。", 1)
    assert [problem.code for problem in problems] == ["Q009"]
    assert not references


def test_a_citation_in_brackets_of_its_own_is_a_plain_one():
    references, problems = scan("p.md", "報告講過三步（[@a/b]）。", 1)
    assert not problems
    assert references[0].words == ""


@pytest.mark.parametrize("body", ["[「甲」[@a/b]](x.md)", "/// step | 「甲」[@a/b]", "    who: 「甲」[@a/b]"])
def test_a_citation_where_the_page_cannot_show_it_is_told(body):
    assert [code for code, _, _ in codes(body)] == ["Q010"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("（@r/c, p1）", "[@r/c, p1]"),
        ("［@r/c, p1］", "[@r/c, p1]"),
        ("【@r/c，p1】", "[@r/c, p1]"),
        ("[＠r/c, p1]", "[@r/c, p1]"),
        ("[@r/c，p1]", "[@r/c, p1]"),
        ("[@r/c、p1～p3]", "[@r/c, p1-p3]"),
        ("[@r/c, p1；r/d]", "[@r/c, p1; r/d]"),
        ("(@r／c)", "[@r/c]"),
        ("[@r/c, p1）", "[@r/c, p1]"),
        ("〔@r/c, ｐ１〕", "[@r/c, p1]"),
    ],
)
def test_a_citation_typed_with_other_signs_has_one_problem_and_its_mend(wrong, right):
    for body in (f"見{wrong}。", f"「詞」{wrong}。", f"> 詞\n> {wrong}\n", f"> 詞\n\n{wrong}\n"):
        found = scan("a.md", body, 1)[1]
        assert [problem.code for problem in found] == ["Q011"], body
        assert mended(body, [problem.exact for problem in found]) == body.replace(wrong, right)
        assert right in found[0].mend


@pytest.mark.parametrize("body", ["（a@example.org）", "寫成`（@r/c, p1）`", "（見[@r/c, p1]）", "［見[@r/c]］", "@r/c"])
def test_what_is_no_citation_is_not_taken_for_one(body):
    assert codes(body) == []


def test_a_citation_that_is_not_closed_is_told():
    assert codes("「詞」[@r/c, p1\n\n又一段") == [("Q005", 1, 4)]
