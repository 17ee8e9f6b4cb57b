"""Every mention of an entry in its context, the guides that treat it, its relations."""

from duben.links import concordance
from duben.links.concordance import Concordance

A, B = "terms/a", "terms/b"


def made(docs):
    return Concordance(docs.edition(), docs.links())


def rows(docs, slug=A):
    return [(line.chapter.stem, line.id, line.place, line.left, line.words, line.right) for line in made(docs).lines(slug)]


def test_each_line_is_a_mention_with_its_words_before_and_behind(docs):
    docs.entry(A, "種樹")
    assert rows(docs) == [
        ("zhong", "h1-m1", "h1", "", "種樹", "談"),
        ("zhong", "p2-m1", "p2", "春天來了，我們去", "種樹", "。樹要種得直，水要澆得足。"),
    ]


def test_the_context_is_no_longer_than_a_line_holds_and_ends_with_the_paragraph(docs):
    docs.entry(A, "不錯")
    text = "樹要種得直，水要澆得足。這話不錯。我們再說一遍：樹要種得直。"
    before, _, behind = text.partition("不錯")
    assert rows(docs) == [("kan", "p2-m1", "p2", before[-concordance.WIDTH :], "不錯", behind[: concordance.WIDTH])]


def test_a_line_shows_the_words_as_they_stand(docs):
    docs.replace("reports/trees-1950/zhong.md", "{饒→澆 | 本校：下文作「澆」}", "{饒→羣 | 試}{/3}")
    docs.entry(A, "群得")
    assert [row[4] for row in rows(docs)] == ["羣得"]


def test_a_mention_is_numbered_within_its_paragraph(docs):
    docs.entry(A, "種樹")
    docs.entry(B, "樹")
    numbers = [(row[0], row[1]) for row in rows(docs)] + [(row[0], row[1]) for row in rows(docs, B)]
    assert sorted(number for chapter, number in numbers if chapter == "zhong") == ["h1-m1", "p2-m1", "p2-m2", "p3-m1"]
    assert sorted(number for chapter, number in numbers if chapter == "kan") == ["h1-m1", "p1-m1", "p1-m2", "p2-m1", "p2-m2"]


def test_lines_stand_in_the_order_of_reports_and_chapters(docs):
    docs.report("# 看樹\n\n看樹。\n", "aaa")
    docs.entry(A, "樹")
    docs.replace("reports/trees-1950/index.md", "short:", "order: 1\nshort:")
    stems = [row[0] for row in rows(docs)]
    assert stems == sorted(stems, key=["zhong", "kan", "c"].index)
    assert stems[-2:] == ["c", "c"]


def test_the_count_tells_of_all_though_the_page_shows_the_first(docs, monkeypatch):
    docs.entry(A, "樹")
    every = rows(docs)
    monkeypatch.setattr(concordance, "MOST", 3)
    assert rows(docs) == every[:3]
    assert made(docs).count(A) == len(every) == len(docs.mentions()) + len(docs.mentions("trees-1950/kan"))


def test_an_entry_that_is_not_mentioned_has_no_lines(docs):
    docs.entry(A, "砍樹談論")
    assert rows(docs) == []
    assert made(docs).count(A) == 0


def test_mentions_are_counted_by_report(docs):
    docs.report("挖坑種樹。\n")
    docs.entry(A, "種樹")
    docs.entry(B, "挖坑")
    counts = {report.id: dict(made(docs).counts(report)) for report in docs.edition().reports}
    assert counts == {"more": {A: 1, B: 1}, "trees-1950": {A: 2, B: 1}}


# the guides


def guides(docs, slug=A):
    return [(page.path.removeprefix("guides/"), count) for page, count in made(docs).guides(slug)]


def test_guides_that_quote_a_mention_are_listed_the_most_first(docs):
    docs.entry(A, "種樹")
    docs.guide("「我們去種樹」[@trees-1950/zhong]，「春天來了，我們去種樹」[@trees-1950/zhong]\n", "guides/zzz.md")
    assert guides(docs) == [("zzz.md", 2), ("walk.md", 1)]


def test_a_guide_that_quotes_only_part_of_a_name_does_not_treat_it(docs):
    docs.entry(A, "去種樹")
    docs.guide("「春天來了，我們去種」[@trees-1950/zhong]，「種樹。樹要」[@trees-1950/zhong]\n")
    assert guides(docs) == [("walk.md", 1)]


def test_a_guide_that_only_cites_does_not_treat_what_is_mentioned_there(docs):
    docs.entry(A, "看樹")
    docs.guide("見[@trees-1950/kan, p1]。\n")
    assert guides(docs) == []


def test_a_page_that_is_no_guide_is_not_listed(docs):
    docs.entry(A, "看樹", body="「我們去看樹」[@trees-1950/kan, p1]。\n")
    assert guides(docs) == []


def test_a_quotation_with_an_omission_counts_once(docs):
    docs.entry(A, "樹")
    docs.guide("「夏天樹……去看樹」[@trees-1950/kan, p1]\n")
    assert guides(docs)[0] in (("try.md", 1), ("walk.md", 1))


# relations


def related(docs, slug):
    found = made(docs)
    return [entry.slug for entry in found.related(found.edition.entries[slug])]


def test_what_an_entry_points_to_comes_before_what_points_to_it(docs):
    docs.entry("people/zhang", "張三", group="groups/g", see="[terms/b]")
    docs.entry("groups/g", "甲組", leader="people/zhang", works="organisations/w")
    docs.entry("organisations/w", "甲廠")
    docs.entry(B, "種樹")
    docs.entry(A, "看樹", see="[people/zhang]")
    assert related(docs, "people/zhang") == ["groups/g", B, A]
    assert related(docs, "organisations/w") == ["groups/g"]
    assert related(docs, B) == ["people/zhang"]


def test_an_entry_stands_once_among_the_relations(docs):
    docs.entry("people/zhang", "張三", group="groups/g", see="[groups/g]")
    docs.entry("groups/g", "甲組", leader="people/zhang", see="[people/zhang]")
    assert related(docs, "people/zhang") == ["groups/g"]


def test_a_relation_to_nothing_is_left_out(docs):
    docs.entry(A, "種樹", see="[terms/none]")
    assert related(docs, A) == []
