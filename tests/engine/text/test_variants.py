"""Variants of characters are compared as one, and nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.text.variants import fold, spellings

TEXTS = st.text(alphabet="羣群衆眾爲為恒恆個个裡裏份分子甲 {a𠀀")


@pytest.mark.parametrize(
    "forms",
    [
        ("群衆", "羣衆", "群眾", "羣眾"),
        ("馬恒昌", "馬恆昌"),
        ("生産", "生產"),
        ("決議", "决議"),
    ],
)
def test_variant_forms_are_one(forms):
    assert len({fold(form) for form in forms}) == 1


def test_two_spellings_of_a_word_are_sought_and_other_words_are_left_alone():
    assert {*spellings("積極份子")} == {*spellings("積極分子")} == {"積極份子", "積極分子"}
    assert spellings("份量") == ("份量",)
    assert "分子" not in fold("身份子女")


@pytest.mark.parametrize(
    ("one", "other"),
    [("朱喜樵", "朱善樵"), ("杜鳴舉", "杜鵬舉"), ("閻四貨", "闢四貨"), ("小組長", "小組會"), ("一份", "一分"), ("份量", "分量")],
)
def test_other_characters_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(TEXTS)
def test_every_offset_is_kept(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert [i for i, char in enumerate(text) if char in "甲 {a𠀀"] == [i for i, char in enumerate(folded) if char in "甲 {a𠀀"]


@given(TEXTS)
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)
