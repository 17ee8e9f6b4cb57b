"""Folding: what a reader may type for a character is one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.text.folding import EDGE, PUNCTUATION, fold, fold_all, table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("羣衆", "群众"),
        ("貫澈", "貫徹"),
        ("貫澈", "贯彻"),
        ("著", "着"),
        ("吿", "告"),
        ("戸", "戶"),
        ("値", "值"),
        ("够", "夠"),
        ("爲", "为"),
        ("證", "証"),
        ("後", "后"),
        ("４５％", "45%"),
        ("Ｐlan", "plan"),
        ("gōnghuì", "gonghui"),
        ("生 產　會\u200b議", "生產會議"),
        ("㈠", "(一)"),
    ],
)
def test_one_word_in_two_writings(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("那", "哪"), ("份", "分"), ("組", "祖"), ("二", "三")])
def test_what_makes_another_word_stays_apart(one, other):
    assert fold(one) != fold(other)


def test_a_run_of_punctuation_is_one():
    assert fold("一，二。」三……四") == f"一{PUNCTUATION}二{PUNCTUATION}三{PUNCTUATION}四"
    assert fold("是○□") == "是○□"  # signs that stand for something are words


def test_the_edge_between_names_stays():
    assert fold(f"甲{EDGE}乙") == f"甲{EDGE}乙"


@given(st.text())
def test_folding_again_changes_nothing(text):
    assert fold(fold(text).replace(PUNCTUATION, "，")) == fold(text)


@given(st.lists(st.text() | st.text("工會，。…㈠𠮷𪚥ﬁāé\uffff\ufffe\x00\x01\n 　羣"), max_size=8))
def test_many_texts_are_folded_at_once_as_each_by_itself(texts):
    units, lengths = fold_all(texts)
    each = [fold(text).encode("utf-16-le") for text in texts]
    assert units.tobytes() == b"".join(each)
    assert lengths.tolist() == [len(text) // 2 for text in each]


def test_the_table_holds_what_a_browser_lacks_and_no_more():
    pairs = table({"群".encode("utf-16-le"), "众".encode("utf-16-le")})
    known = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert {"羣", "衆", "眾"} <= set(known)
    assert set(known.values()) == {"群", "众"}
    assert all(fold(char) == form for char, form in known.items())
