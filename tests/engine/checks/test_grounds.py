"""Words in quotation marks have a ground, or a person is asked for it."""

import pytest

AT = "[@trees-1950/zhong, p2]"


def reviews(docs, body, path="about/note.md"):
    docs.page(body)
    return [(p.code, p.line, p.column) for p in docs.problems(reviews=True) if p.code == "Q012" and p.path == path]


@pytest.mark.parametrize(
    "body",
    [
        f"「春天來了，我們去種樹」{AT}。",  # verified
        f"「春天來了，我們去種樹」，見{AT}。",  # stands at the place that the paragraph cites
        f"「水要饒得足，春天」[@trees-1950/zhong, p2-p3]和「樹要種得直……水要饒得足」，見{AT}。".replace(
            "「水要饒得足，春天」[@trees-1950/zhong, p2-p3]和", ""
        ),
        f"1. 「春天來了，我們去種樹」是什麼意思？參看{AT}。",
        "「〔我們明天去不去〕」是編者的話。",
        "「明天去嗎」短。",
        "`「我們明天去不去種樹」`",
        "見「這一頁的題目呢」。\n\n## 這一頁的題目呢",
        "「先看一行一行」一行。\n\n| 甲 | 乙 |\n| --- | --- |\n| 先看一行一行 | 乙 |",
        "書外：當時的報上說「我們明天去不去種樹」。",
    ],
)
def test_words_that_have_a_ground_are_not_asked_for(docs, body):
    assert reviews(docs, body) == []


@pytest.mark.parametrize(
    ("body", "mend"),
    [
        ("他說「我們明天去不去種樹」。", "「〔…〕」"),
        ("他說“我們明天去不去種樹”。", "「〔…〕」"),
        ("他說「春天來了，我們去種樹」。", AT),
        ("他說「春天來了……我們去種樹」。", AT),
        (f"他說「春天來了，我們去種樹」。\n\n見{AT}。", AT),  # another paragraph
        ("- 他說「春天來了，我們去種樹」。\n- 見[@trees-1950/zhong, p2]。", AT),
        ("書外：當時的報上說「春天來了，我們去種樹」。", AT),  # that is no word of a newspaper
        ("他說「春天來了，我們去種樹」，見[@trees-1950/zhong, p3]。", AT),  # not there
    ],
)
def test_words_without_a_ground_are_a_review_that_offers_where_they_stand(docs, body, mend):
    docs.page(body)
    found = [p for p in docs.problems(reviews=True) if p.code == "Q012"]
    assert [(p.line, p.column, p.severity) for p in found] == [(5, body.index("說") + 2, "review")]
    assert mend in found[0].mend


def test_a_block_may_repeat_what_it_quotes_and_another_may_not(docs):
    block = docs.block("a", "春天來了，我們去種樹。")
    docs.guide(block.replace("///\n\n", "\n「春天來了，我們去種樹」是開頭。\n///\n\n") + "「春天來了，我們去種樹」在塊外。\n")
    assert [code for code, line, _ in docs.reviews("guides/try.md")] == ["Q012"]


def test_names_and_glosses_of_entries_are_no_quotations(docs):
    docs.entry("terms/shu", "春天種下的樹苗", pinyin="shù", english="sapling planted in spring")
    assert reviews(docs, "「春天種下的樹苗」“sapling planted in spring”。") == []


def test_a_citation_with_a_fault_is_the_only_fault_of_its_quotation(docs):
    assert [p.code for p in docs.page("「春天來了，我們去種樹」（@trees-1950/zhong，p2）。")] == ["Q011"]
    assert reviews(docs, "「春天來了，我們去種樹」（@trees-1950/zhong，p2）。") == []


def test_thousands_of_quotations_take_no_time(docs):
    assert len(reviews(docs, "「我們明天去不去種樹」\n" * 2_000)) == 2_000


def test_a_place_that_was_parted_since_stands_for_all_its_parts(docs):
    docs.replace("reports/trees-1950/zhong.md", "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    docs.record()
    assert reviews(docs, f"「樹要種得直，水要饒得足」，見{AT}。") == []
