"""Words without Markdown."""

import pytest

from duben.search.plain import inline, paragraphs

PAGE = """\

# 題

一行，
二行。Two words
in a row. [@a/b, p1]

/// step | 題目
    id: x
    en: X

> 引文一句
> [@a/b, p1]

按語「引」[@a/b, p2]，見[別處](x.md)。
///

- 一項
- 又一項

1. 頭一條
2. 第二條

| 甲 | 乙 |
| --- | --- |
| 一 | `{a \\| b}` |

```
# 不是題
```
"""


def test_a_page_is_read_paragraph_by_paragraph():
    assert [(row.text, row.heading) for row in paragraphs(PAGE)] == [
        ("題", True),
        ("一行，二行。Two words in a row.", False),
        ("引文一句", False),
        ("按語「引」，見別處。", False),
        ("一項", False),
        ("又一項", False),
        ("頭一條", False),
        ("第二條", False),
        ("甲　乙", False),
        ("一　{a | b}", False),
        ("# 不是題", False),
    ]


def test_rows_are_counted_from_the_head_of_the_body():
    lines = PAGE.split("\n")
    for row in paragraphs(PAGE):
        assert row.text[0] in lines[row.row]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**重**的*字*", "重的字"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`code` 與 ``a ` b``", "code 與 a ` b"),
        ("![圖](a.png)說", "圖說"),
        (r"\*星\*", "*星*"),
        ("見[@a]，[甲](b.md#c)", "見，甲"),
    ],
)
def test_signs_are_taken_off(markdown, words):
    assert inline(markdown) == words
