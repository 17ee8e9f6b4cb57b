"""The inventory: every item's words stand where its entry says, in the order of the source."""

import pytest

from duben.text.marks import bare


def test_entry_with_its_items_and_the_paragraph_of_each(docs):
    assert docs.listed(docs.ENTRY) == []
    (entry,) = docs.links().inventory
    assert (entry.title, entry.en, entry.kind, entry.chapter.key) == ("種樹三事", "Three things", "step", "trees-1950/zhong")
    text, starts = entry.chapter.running("corrected")
    assert [text[a:b] for _, (a, b) in entry.items] == [bare(words) for words, _ in entry.items]
    assert [sum(start <= a for start in starts) for _, (a, _) in entry.items] == [3, 3, 5]  # the heading is the first block
    assert [text[a:b] for _, (a, b) in entry.items] == ["我們去種樹", "水要澆得足", "先挖坑"]


def test_no_inventory_is_no_fault(docs):
    assert docs.links().inventory == ()
    docs.write("guides/index.md", "---\ntitle: 指南\n---\n")
    assert docs.codes() == []
    assert docs.links().inventory == ()


def test_words_that_do_not_stand_there_are_told_one_by_one(docs):
    assert docs.listed(docs.ENTRY.replace("去種樹", "去種花").replace("先挖坑", "先挖洞")) == [("N002", 4), ("N002", 4)]
    assert [("我們去種花" in p.message, "先挖洞" in p.message) for p in docs.problems()] == [(False, True), (True, False)]
    assert docs.links().inventory == ()


def test_words_of_another_paragraph_do_not_count(docs):
    assert docs.listed(docs.ENTRY.replace("p2-p4", "p2")) == [("N002", 4)]
    assert docs.listed(docs.ENTRY.replace("p2-p4", "p3-p4")) == [("N002", 4), ("N002", 4)]


def test_items_stand_in_the_order_of_the_source(docs):
    assert docs.listed(docs.ENTRY.replace("      - 我們去種樹\n", "") + "      - 我們去種樹\n") == [("N002", 4)]


def test_an_item_that_is_listed_twice_must_stand_twice(docs):
    assert docs.listed(docs.ENTRY + "      - 先挖坑\n") == [("N002", 4)]
    twice = docs.ENTRY[: docs.ENTRY.index("      -")] + "      - 樹要種得直\n" * 2
    assert docs.listed(twice.replace("trees-1950/zhong, p2-p4", "trees-1950/kan, p2")) == []
    (_, (first, _)), (_, (second, _)) = docs.links().inventory[0].items
    assert first < second


def test_words_of_the_transcription_are_not_those_of_the_inventory(docs):
    assert docs.listed(docs.ENTRY.replace("澆", "饒")) == [("N002", 4)]


def test_white_space_in_an_item_is_folded(docs):
    assert docs.listed(docs.ENTRY.replace("我們去種樹", "我們　去種 樹")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: step", "kind: stpe"),
        ("kind: step", "kind: checklist"),
        ("kind: step", "kind: [step]"),
        ("trees-1950/zhong, p2-p4", "trees-1951/zhong, p2"),
        ("trees-1950/zhong, p2-p4", "trees-1950/zhang, p2"),
        ("trees-1950/zhong, p2-p4", "trees-1950/zhong, p2-p9"),
        ("trees-1950/zhong, p2-p4", "trees-1950/zhong"),
        ("trees-1950/zhong, p2-p4", "trees-1950"),
        ("trees-1950/zhong, p2-p4", "trees-1950/zhong, p2; trees-1950/zhong, p4"),
        ("trees-1950/zhong, p2-p4", "第二段"),
        ("    title", "    titel"),
        ("    en: Three things\n", ""),
        ("    en: Three things\n", "    en: Three things\n    note: 甲\n"),
        ("    en: Three things\n", "    en: 3\n"),
        ("- 先挖坑", "- 3"),
        ("- 先挖坑", "- ''"),
        ("- 先挖坑", "- '　'"),
        ("- 先挖坑", "- [先挖坑]"),
    ],
)
def test_entry_of_the_wrong_form(docs, old, new):
    entry = docs.ENTRY.replace("  - title", "  -\n    title")
    assert old in entry
    assert docs.listed(entry.replace(old, new)) in ([("N001", 4)], [("N001", 5)])
    assert docs.links().inventory == ()


@pytest.mark.parametrize("items", ["[]", "先挖坑", "{甲: 先挖坑}", "~"])
def test_items_that_are_no_list(docs, items):
    assert docs.listed(docs.ENTRY[: docs.ENTRY.index("    items")] + f"    items: {items}\n") == [("N001", 4)]


def test_known_kinds_are_told(docs):
    docs.listed(docs.ENTRY.replace("kind: step", "kind: stpe"))
    assert "step、duty" in docs.problems()[0].mend


def test_what_is_no_entry_at_all_is_told(docs):
    assert docs.listed("  - 甲\n", docs.ENTRY) == [("N001", 3)]
    assert len(docs.links().inventory) == 1


def test_a_fault_is_told_at_the_line_where_its_entry_begins(docs):
    long = docs.ENTRY.replace("    en: Three things\n", "    en: Three\n      things\n")
    assert docs.listed(long, docs.ENTRY.replace("澆", "饒"), docs.ENTRY, docs.ENTRY.replace("先挖坑", "先挖洞")) == [
        ("N002", 13),
        ("N002", 29),
    ]
    assert len(docs.links().inventory) == 2


def test_entries_may_stand_in_braces_on_one_line(docs):
    short = "  - {title: 甲, en: A, kind: form, at: 'trees-1950/kan, p1', items: [夏天]}\n"
    assert docs.listed(short, short.replace("夏天", "春天")) == [("N002", 5)]
