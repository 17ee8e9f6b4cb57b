"""Names of entries that are no use: found everywhere, or nowhere."""

import pytest


def reviews(docs, slug):
    return [(code, line) for code, line, _ in docs.reviews(f"entries/{slug}.md")]


@pytest.mark.parametrize(
    ("name", "fields", "codes"),
    [
        ("樹苗", {}, []),
        ("桃花", {}, ["E009"]),
        ("桃花", {"forms": "[樹苗]"}, []),
        ("桃花", {"forms": "[{form: 桃花, linked: false}]"}, []),
        ("樹", {}, ["E008"]),
        ("樹", {"forms": "[{form: 樹, linked: false}, 種樹]"}, []),
    ],
)
def test_a_name_of_one_character_or_that_stands_nowhere_is_a_review(docs, name, fields, codes):
    docs.entry("terms/x", name, pinyin="shù", **fields)
    assert [code for code, _ in reviews(docs, "terms/x")] == codes


def test_a_name_within_a_longer_name_stands_there(docs):
    docs.entry("terms/long", "種樹談", pinyin="zhòngshùtán")
    docs.entry("terms/short", "樹談", pinyin="shùtán")
    assert reviews(docs, "terms/short") == []


@pytest.mark.parametrize(
    ("pinyin", "wrong"), [("shumiao", True), ("shù miao", False), ("shǔ", False), ("lüè", False), ("lu:e", True), ("Shùmiáo", False)]
)
def test_pinyin_has_tones(docs, pinyin, wrong):
    assert docs.entry("terms/x", "樹苗", pinyin=pinyin) == ([("E007", 3)] if wrong else [])
