"""Code is blanked before citations, blocks and HTML are looked for; what is only perhaps code is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.reading.masking import mask, position


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("甲`碼`乙", "甲   乙"),
        ("甲``碼`碼``乙", "甲       乙"),
        ("```\n碼\n```\n乙", "   \n \n   \n乙"),
        ("~~~ python\n碼\n\n碼\n~~~\n乙", "          \n \n\n \n   \n乙"),
    ],
)
def test_code_becomes_spaces_in_place(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    ["甲`乙", "\\`甲`", "甲`\n`乙", "- 甲`乙\n- 丙`丁", "```\n甲", "  ```\n甲\n  ```", "``` 甲 乙\n丙", "    甲", "> 甲", "甲``乙`丙"],
)
def test_what_is_not_surely_code_stays(text):
    assert mask(text) == text


@given(st.text(alphabet=st.sampled_from("`~\\ \n甲[")))
def test_every_character_stays_in_its_place(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert all(a in (b, " ") for a, b in zip(masked, text, strict=True))


def test_position_counts_lines_and_columns_from_one():
    text = "甲乙\n丙丁"
    assert [position(text, at) for at in (0, 1, 3, 4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert position(text, 3, first_line=7) == (8, 1)
