"""Typography is judged in the editors' own words, and nowhere else."""

import pytest

from duben.problems import mended
from duben.reading.frontmatter import Document
from duben.reading.prose import OTHER, own_words, quoted
from duben.reading.typography import check


def faults(body):
    document = Document("about/a.md", body=body)
    return list(check(document, own_words(document)))


@pytest.mark.parametrize(
    ("wrong", "code", "right"),
    [
        ("先挖坑,再放苗", "W001", "先挖坑，再放苗"),
        ("樹苗呢?", "W001", "樹苗呢？"),
        ("澆水(一桶)", "W001", "澆水（一桶）"),
        ('他說"不去"', "W001", "他說「不去」"),
        ("先挖坑.再放苗", "W001", "先挖坑。再放苗"),
        ("等等...", "W001", "等等……"),
        ("種樹 澆水", "W002", "種樹澆水"),
        ("種樹\u00a0澆水", "W002", "種樹澆水"),
        ("plant\u00a0trees", "W002", "plant trees"),
        ("種\u2009樹", "W002", "種樹"),
        ("\u3000\u3000種樹", "W002", "種樹"),
        ("種樹。 澆水", "W002", "種樹。澆水"),
    ],
)
def test_a_sign_of_another_width_has_an_exact_mend(wrong, code, right):
    found = faults(wrong)
    assert [problem.code for problem in found] == [code]
    assert mended(wrong, [problem.exact for problem in found]) == right
    assert faults(right) == []


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("討論計劃，实现", ["W004"]),
        ("讨论计划，實現", ["W004"]),
        ("討論計劃，「实现」", []),
        ("讨论计划，实现", []),
        ("討論計劃，實現", []),
        ("後來的幹部够、决、羣", []),
    ],
)
def test_characters_of_the_other_script_are_told(body, codes):
    assert [problem.code for problem in faults(body)] == codes


@pytest.mark.parametrize(
    "body",
    [
        "> 先挖坑,再放苗 (一桶)\n> [@trees-1950/zhong, p2]",
        "他說「先挖坑,再放苗」。",
        "書名《种树 手册》。",
        "見[甲](樹,苗.md)和https://example.org/樹?a。",
        "`樹,苗`",
        "/// step | 題\n    id: a\n    who: 樹 苗,草\n///",
        "Trees (樹) and seedlings, watered.",
        "The word 份子, which is today 分子, stands.",
        "| 甲 | 乙 |\n| --- | --- |\n| 一 |  |",
        "一段。  \n又一段。",
        "第 12 段用 Python 寫。",
        "時間是 8:30，12:00。",
    ],
)
def test_words_of_others_code_addresses_and_english_are_left_alone(body):
    assert faults(body) == []


def test_the_title_of_a_block_is_the_editors_and_its_fields_are_not():
    assert [(p.code, p.line) for p in faults("/// step | 挖坑,放苗\n    who: 樹,苗\n\n挖坑,放苗\n///")] == [("W001", 1), ("W001", 4)]


def test_the_editors_words_keep_their_places():
    body = "他說「先『挖』坑」[@a/b]。\n\n> 引文\n\n`x`樹"
    own = own_words(Document("a.md", body=body))
    assert len(own) == len(body)
    assert own.replace(OTHER, "") == "他說「」。\n\n\n\n樹"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("「甲」「乙」", ["「甲」", "「乙」"]),
        ("「甲「乙」」", ["「甲「乙」」"]),
        ("「甲“乙”」", ["「甲“乙”」"]),
        ("「甲\n乙」", ["「甲\n乙」"]),
        ("「甲\n\n「乙」", ["「乙」"]),
        ("「甲「乙」丙「丁」", ["「乙」", "「丁」"]),
        ("甲」「乙」", ["「乙」"]),
    ],
)
def test_quotations_are_found_with_those_in_them_and_within_their_paragraph(text, found):
    assert [text[start:end] for start, end in quoted(text)] == found
