"""Coverage: how many characters of a paragraph the guides quote, and which items of the inventory they treat."""

import pytest

from duben.links import coverage


def used(docs, chapter="zhong"):
    """How many characters of each block are quoted, those of the guide that conftest writes too: p2 11, p3 6."""
    return {row.id: row.used for row in coverage.paragraphs(docs.links(), docs.chapter(chapter)) if row.used}


def test_every_block_with_its_size_and_what_is_quoted(docs):
    rows = coverage.paragraphs(docs.links(), docs.chapter("zhong"))
    assert [(row.id, row.size, row.used) for row in rows] == [("h1", 3, 0), ("p1", 3, 0), ("p2", 23, 11), ("p3", 19, 6), ("p4", 8, 0)]
    assert [[guide.path for guide in row.guides] for row in rows] == [[], [], ["guides/walk.md"], ["guides/walk.md"], []]


def test_what_is_quoted_twice_counts_once(docs):
    docs.guide("「春天來了」[@trees-1950/zhong]「我們去種樹。樹要」[@trees-1950/zhong]「樹要種」[@trees-1950/zhong, p2]\n")
    assert used(docs) == {"p2": 14, "p3": 6}
    row = coverage.paragraphs(docs.links(), docs.chapter("zhong"))[2]
    assert {guide.path for guide in row.guides} == {"guides/walk.md", "guides/try.md"}


def test_a_short_quotation_inside_a_long_one_does_not_lose_the_rest(docs):
    docs.guide(
        "「春天來了，我們去種樹。樹要」[@trees-1950/zhong]「來了」[@trees-1950/zhong]「我們」[@trees-1950/zhong]「種得直」[@trees-1950/zhong]\n"
    )
    assert used(docs)["p2"] == 16


def test_a_quotation_across_two_paragraphs_counts_in_both(docs):
    docs.guide("「得足。有人問」[@trees-1950/zhong, p2-p3]\n")
    assert used(docs) == {"p2": 14, "p3": 9}


def test_what_a_quotation_skips_does_not_count(docs):
    docs.guide("「夏天……看樹。」[@trees-1950/kan, p1]\n")
    assert used(docs, "kan") == {"p1": 5}


def test_citations_and_words_that_do_not_hold_do_not_count(docs):
    docs.guide("見[@trees-1950/kan, p1]，「夏天樹矮了」[@trees-1950/kan, p1]\n")
    assert used(docs, "kan") == {}


def test_quotations_of_a_page_that_is_no_guide_do_not_count(docs):
    body = "「夏天樹長高了」[@trees-1950/kan, p1]"
    assert docs.page(body) == []
    docs.write("guides/index.md", f"---\ntitle: 指南\n---\n{body}\n")
    assert docs.codes() == []
    assert used(docs, "kan") == {}


def test_a_quotation_of_the_transcription_counts_in_the_corrected_text(docs):
    docs.replace("reports/trees-1950/zhong.md", "得足。\n\n有人", "得足{+了 | 理校：試}。\n\n有人")
    docs.guide("「饒得足。有人」[@trees-1950/zhong, p2-p3]\n")
    assert used(docs) == {"p2": 16, "p3": 8}


# the inventory


def test_an_item_is_treated_where_a_guide_quotes_all_its_words(docs):
    assert docs.listed(docs.ENTRY) == []
    assert [[q.block.id for q in row] for row in coverage.treated(docs.links())[0]] == [["go"], [], []]


@pytest.mark.parametrize(
    ("words", "treated"), [("水要澆得足", True), ("樹要種得直，水要澆得足。", True), ("水要澆得", False), ("水要……得足", False)]
)
def test_part_of_an_item_is_not_enough(docs, words, treated):
    docs.listed(docs.ENTRY)
    docs.guide(f"「{words}」[@trees-1950/zhong, p2]\n")
    assert bool(coverage.treated(docs.links())[0][1]) == treated


def test_the_same_words_elsewhere_do_not_treat_an_item(docs):
    docs.listed(docs.ENTRY)
    docs.guide("「水要澆得足」[@trees-1950/kan, p2]\n")
    assert coverage.treated(docs.links())[0][1] == ()


def test_every_item_that_a_long_quotation_holds_is_treated(docs):
    docs.listed(docs.ENTRY, docs.ENTRY.replace("種樹三事", "又"))
    docs.guide("> 春天來了，我們去種樹。樹要種得直，水要澆得足。\n> [@trees-1950/zhong, p2]\n")
    assert [[len(row) for row in entry] for entry in coverage.treated(docs.links())] == [[2, 1, 0]] * 2
