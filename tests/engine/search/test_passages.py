"""What a search looks through: every paragraph of every page, at its address."""

import pytest

from duben.document.pages import Pages
from duben.links.resolve import resolve
from duben.search.passages import collect


def found(edition):
    return {page.path: page for page in collect(Pages(edition, resolve(edition)))}


def test_a_chapter_gives_its_paragraphs_in_both_readings(docs):
    page = found(docs.edition())["reports/trees-1950/zhong.md"]
    assert (page.kind, page.group, page.title) == ("report", "種樹1950", "種樹（種樹1950）")
    rows = {row.fragment: row for row in page.passages}
    assert list(rows) == ["", "h1", "p1", "p2", "p3", "p4", "n1"]
    assert (rows[""].label, rows[""].text) == ("文獻", "種樹\n種樹談")
    assert (rows["n1"].label, rows["n1"].text) == ("校記1", "底本作「饒」，校改作「澆」。本校：下文作「澆」")
    assert (rows["p2"].label, rows["p2"].text[-6:], rows["p2"].other[-6:]) == ("第2段", "水要澆得足。", "水要饒得足。")
    assert rows["p3"].text.startswith("有人問：「樹苗哪裏來？」")  # across the page turn
    assert rows["p3"].other == ""


def test_a_guide_gives_its_blocks_at_their_ids(docs):
    rows = found(docs.edition())["guides/walk.md"].passages
    told = [(row.fragment, row.label, row.text) for row in rows]
    assert ("go", "步驟", "去種樹　Go and plant") in told
    assert ("go", "去種樹", "春天來了，我們去種樹。") in told
    assert ("go", "去種樹", "編者的話。") in told
    assert ("怎樣種樹", "怎樣種樹", "沒有人答：「大家都不說話」。") in told
    assert told[0] == ("", "方法指南", "怎樣種樹\nHow to plant trees")
    assert ("leader", "給主持人", "慢慢談。") in told


def test_an_entry_gives_its_names(docs):
    docs.entry("terms/tree", "樹", forms="[樹苗]", dates="'1950'")
    page = found(docs.edition())["entries/terms/tree.md"]
    assert (page.kind, page.title) == ("entry", "樹")
    assert [(row.label, row.text) for row in page.passages] == [("詞語", "樹\n樹苗\nX\nx"), ("", "1950"), ("", "一條。")]


def test_headings_of_one_name_have_their_own_addresses(docs):
    docs.page("# 一\n\n## 二\n\n甲。\n\n## 二\n\n乙。")
    assert [(row.fragment, row.text) for row in found(docs.edition())["about/note.md"].passages] == [
        ("", "試"),
        ("一", "一"),
        ("二", "二"),
        ("二", "甲。"),
        ("二_1", "二"),
        ("二_1", "乙。"),
    ]


def test_a_page_is_read_paragraph_by_paragraph_without_markdown_and_citations(docs):
    body = """# 題

一行，
二行。Two words
in a row. [@trees-1950/zhong, p1]

**重**的*字*，2 * 3 * 4，``a ` b``，\\*星\\*，見[甲](note.md#c)[@trees-1950; @trees-1950/kan]，![圖](a.png)說。

- 一項
- 又一項

    裏面一段

1. 頭一條

| 甲 | 乙 |
| --- | --- |
| 一 | `{a}` |

```
# 不是題
```
"""
    docs.page(body)
    assert [(row.fragment, row.text) for row in found(docs.edition())["about/note.md"].passages] == [
        ("", "試"), ("題", "題"), ("題", "一行，二行。Two words in a row."), ("題", "重的字，2 * 3 * 4，a ` b，*星*，見甲，說。"),
        ("題", "一項"), ("題", "又一項"), ("題", "裏面一段"), ("題", "頭一條"), ("題", "甲　乙"), ("題", "一　{a}"), ("題", "# 不是題"),
    ]  # fmt: skip


def test_what_the_build_derives_is_not_found_a_second_time(docs):
    docs.guide(docs.block("a", "我們去種樹") + docs.block("b", "我們去種樹") + docs.block("c", "我們去種樹"))
    assert [row.text for row in found(docs.edition())["guides/try.md"].passages if "一覽" in row.text] == []


@pytest.mark.parametrize(
    "heading", ["一　二", "「大家都不說話」[@trees-1950/zhong]", "見 ![圖](../a.png)", "AT&amp;T", "<https://example.org>", "甲\n==="]
)
def test_a_heading_is_found_at_the_id_that_its_page_has(docs, heading):
    docs.page(f"# 頁\n\n{'' if '===' in heading else '## '}{heading}\n\n段。")
    page = docs.html("about/note.md")
    (row,) = [row for row in found(docs.edition())["about/note.md"].passages if row.text == "段。"]
    assert row.fragment
    assert row.fragment == page.ids()[-1]
