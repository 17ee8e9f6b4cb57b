"""The blocks of a guide, and what each must carry."""

import pytest

from duben.frontmatter import Document
from duben.guides import KINDS, fact_words, scan

GUIDE = "guides/walk.md"
QUOTE = "> 春天來了，我們去種樹。\n> [@trees-1950/zhong, p2]\n"


def guide(docs, body):
    """What is wrong with a guide of this body, which begins at line 4."""
    docs.write(GUIDE, f"---\ntitle: 試\n---\n{body}")
    return [(p.code, p.line) for p in docs.problems()]


def step(fields="    id: go\n", body=QUOTE, head="/// step | 種樹"):
    return f"{head}\n{fields}\n{body}///\n"


def test_block_with_fields_and_a_quotation(docs):
    fields = "    id: go\n    number: 第一\n    who: 我們\n    when: 春天\n"
    assert guide(docs, step(fields)) == []
    (block,) = docs.edition().page(GUIDE).blocks
    assert (block.kind, block.title, block.id, block.number) == ("step", "種樹", "go", "第一")
    assert dict(block.facts) == {"who": "我們", "when": "春天"}
    assert (block.line, block.end) == (4, 12)


@pytest.mark.parametrize("kind", ["form", "step", "duty", "principle", "example"])
def test_kinds(docs, kind):
    assert guide(docs, step(head=f"/// {kind} | 種樹")) == []


def test_unknown_kind_is_told_with_the_known_ones(docs):
    assert ("G001", 4) in guide(docs, step(head="/// stpe | 種樹"))
    mend = next(p.mend for p in docs.problems() if p.code == "G001")
    assert all(kind in mend for kind in KINDS)


def test_block_that_is_not_closed(docs):
    assert guide(docs, step().removesuffix("///\n")) == [("G002", 4)]


def test_end_without_a_beginning_or_with_other_slashes(docs):
    assert guide(docs, "甲\n\n///\n") == [("G002", 6)]
    assert [code for code, _ in guide(docs, step().replace("\n///\n", "\n////\n"))] == ["G002", "G002"]


def test_block_in_a_list_is_not_passed_over(docs):
    assert ("G002", 6) in guide(docs, "- 甲\n\n    /// step | 種樹\n        id: go\n\n    「捏造」\n    ///\n")


def test_block_without_an_id(docs):
    assert guide(docs, step("    number: 一\n")) == [("G003", 4)]


@pytest.mark.parametrize("name", ["Go", "1go", "去", "go_on", "'go on'"])
def test_id_that_is_no_fragment(docs, name):
    assert guide(docs, step(f"    id: {name}\n")) == [("G003", 5)]


def test_two_blocks_of_one_id(docs):
    assert guide(docs, step() + "\n" + step()) == [("G006", 11)]


def test_block_without_a_title(docs):
    assert guide(docs, step(head="/// step")) == [("G007", 4)]


@pytest.mark.parametrize(
    "row", ["whom: 我們", "attrs: {onclick: alert(1)}", "number: 1", "who: [我們]", "when: 2024-13-45", "who: 甲: 乙", "- 甲", "who: '甲"]
)
def test_field_that_is_unknown_or_of_the_wrong_form(docs, row):
    found = guide(docs, step(f"    id: go\n    {row}\n"))
    assert [code for code, _ in found if code == "G003"]
    assert all(4 <= line <= 6 for _, line in found)


def test_unknown_field_is_told_at_its_line(docs):
    assert guide(docs, step("    id: go\n    whom: 我們\n")) == [("G003", 6)]


def test_block_without_a_verified_quotation(docs):
    assert guide(docs, step(body="編者的話，見[@trees-1950/zhong, p2]。\n")) == [("G004", 4)]


def test_wrong_quotation_does_not_count_as_a_source(docs):
    found = guide(docs, step(body=QUOTE.replace("春天", "秋天")))
    assert [code for code, _ in found] == ["G004", "Q001"]


def test_quotation_of_one_block_does_not_serve_another(docs):
    assert guide(docs, step() + "\n" + step("    id: stay\n", "編者的話。\n")) == [("G004", 11)]


def test_facts_must_be_words_of_the_quotations(docs):
    fields = "    id: go\n    who: 我們、你們\n    when: 冬天\n"
    assert guide(docs, step(fields)) == [("G005", 6), ("G005", 7)]
    assert "「你們」" in next(p.message for p in docs.problems())


def test_facts_in_the_editors_brackets_are_their_own(docs):
    assert guide(docs, step("    id: go\n    who: 我們〔小組〕\n    long: 〔原文未說〕\n    when: 春天〔三月〕、來了\n")) == []


def test_facts_may_come_from_any_quotation_of_the_block(docs):
    more = QUOTE + "\n大家「都不說話」[@trees-1950/zhong]。\n"
    assert guide(docs, step("    id: go\n    who: 我們\n    about: 都不說話\n", more)) == []


def test_words_joined_around_the_editors_are_parted():
    assert list(fact_words("甲乙〔丙〕丁、戊；己，庚")) == ["甲乙", "丁", "戊", "己", "庚"]


def test_blocks_in_code_are_examples_only(docs):
    assert guide(docs, "```\n/// stpe | 種樹\n```\n") == []


def test_block_in_a_block_has_its_own_quotations(docs):
    inner = step("    id: inner\n", "編者的話。\n").replace("種樹", "內")
    outer = f"//// step | 外\n    id: outer\n\n{QUOTE}\n{inner}////\n"
    assert guide(docs, outer) == [("G004", 10)]


def test_windows_line_ends_and_lines_counted_from_the_file():
    blocks, problems = scan(Document("guides/a.md", body="甲\n\n" + step(), first_line=5))
    assert problems == []
    assert (blocks[0].line, blocks[0].end) == (7, 12)


@pytest.mark.parametrize("lead", ["- ", "1. ", "    ", "- - "])
def test_a_block_in_a_list_is_told(lead):
    document = Document("guides/x.md", body=f"{lead}/// step | 甲\n\n    乙\n\n    ///\n")
    assert "G002" in [p.code for p in scan(document)[1]]
