"""Every citation leads to its place, every quotation to its words; what does not, is told."""

import pytest

from duben.packets.plan import stretch

NOTE = "about/note.md"


def codes(docs, body):
    return [p.code for p in docs.page(body)]


def target(docs, body):
    """Where the one citation of a page leads, and in which view its words stand."""
    assert docs.page(body) == []
    ((key, (found,)),) = [(k, v) for k, v in docs.links().targets.items() if k[0] == NOTE]
    assert key[0] == NOTE
    return found.path.removeprefix("reports/trees-1950/"), found.last, found.view


def cited(words, key="zhong, p2"):
    return f"「{words}」[@trees-1950/{key}]"


# where a citation leads


@pytest.mark.parametrize(
    ("citation", "path", "last"),
    [
        ("[@trees-1950]", "index.md", ""),
        ("[@trees-1950/zhong]", "zhong.md", ""),
        ("[@trees-1950/zhong, p2]", "zhong.md#p2", "p2"),
        ("[@trees-1950/zhong, h1-p3]", "zhong.md#h1", "p3"),
    ],
)
def test_citation_leads_to_its_place(docs, citation, path, last):
    assert target(docs, f"見{citation}。")[:2] == (path, last)


@pytest.mark.parametrize("key", ["trees-1951", "trees-1950/zhang", "trees-1950/zhong, p9", "trees-1950/zhong, p2-p9", "trees-1950/kan, p4"])
def test_citation_of_what_is_not_there(docs, key):
    assert codes(docs, f"見[@{key}]。") == ["Q006"]


@pytest.mark.parametrize("key", ["trees-1951/zhong", "trees-1950/zhang", "trees-1950/zhong, p9", "trees-1950/zhong, p3-p2"])
def test_quotation_from_what_is_not_there(docs, key):
    assert codes(docs, f"「春天」[@{key}]") == ["Q006"]


def test_what_could_be_cited_is_told(docs):
    assert "trees-1950" in docs.page("見[@trees/zhong]。")[0].mend
    assert "trees-1950/zhong、trees-1950/kan" in docs.page("見[@trees-1950/zhang]。")[0].mend
    assert "p1 到 p4" in docs.page("見[@trees-1950/zhong, p9]。")[0].mend


def test_reversed_range(docs):
    (problem,) = docs.page("見[@trees-1950/zhong, p3-p2]。")
    assert problem.code == "Q006"
    assert "顛倒" in problem.message


def test_each_of_several_citations_is_checked(docs):
    assert codes(docs, "見[@trees-1950/zhong; @trees-1950/none; @none]。") == ["Q006", "Q006"]


def test_merged_id_still_leads_to_its_words(docs):
    docs.replace("reports/trees-1950/zhong.md", "得足。\n\n有人問", "得足。有人問")
    assert target(docs, cited("大家都不說話", "zhong, p3")) == ("zhong.md#p2", "p2", "corrected")


@pytest.mark.parametrize("recorded", [False, True])
def test_a_citation_of_a_paragraph_that_was_parted_stands_for_its_parts(docs, recorded):
    docs.replace("reports/trees-1950/zhong.md", "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    if recorded:
        docs.record()
    assert target(docs, "見[@trees-1950/zhong, p2]。")[:2] == ("zhong.md#p2", "p2b")
    assert target(docs, "見[@trees-1950/zhong, p1-p2]。")[:2] == ("zhong.md#p1", "p2b")
    assert target(docs, cited("水要澆得足")) == ("zhong.md#p2", "p2b", "corrected")
    assert target(docs, cited("去種樹。樹要種得直")) == ("zhong.md#p2", "p2b", "corrected")
    assert target(docs, cited("我們去種樹")) == ("zhong.md#p2", "p2", "corrected")
    assert target(docs, cited("水要澆得足", "zhong, p1-p2")) == ("zhong.md#p2b", "p2b", "corrected")
    assert codes(docs, cited("我們去種樹", "zhong, p2b")) == ["Q002"]


def test_who_quotes_a_paragraph_that_was_parted_is_told_at_its_parts(docs):
    docs.replace("reports/trees-1950/zhong.md", "春天來了，我們", "春天來了，\n\n我們")
    docs.record()
    assert docs.problems() == []
    ways = docs.links().backlinks
    assert ways["trees-1950/zhong", "p2"] == ways["trees-1950/zhong", "p2b"]
    assert [back.fragment for back in ways["trees-1950/zhong", "p2"] if back.quotes] == ["go"]


def test_parts_stand_in_the_excerpt_of_a_packet_and_in_the_inventory(docs):
    docs.replace("reports/trees-1950/zhong.md", "，再放苗", "，\n\n再放苗")
    docs.record()
    assert docs.listed(docs.ENTRY.replace("先挖坑", "再放苗")) == []
    assert docs.packet("excerpt: trees-1950/zhong, p4") == []
    edition = docs.edition()
    assert stretch(docs.chapter("zhong"), edition.page("packets/try.md").packet.parts[0]) == (4, 6)


# quotations that hold


@pytest.mark.parametrize(
    ("words", "key", "where"),
    [
        ("我們去種樹", "zhong", ("zhong.md#p2", "p2", "corrected")),
        ("我們去種樹", "zhong, p2", ("zhong.md#p2", "p2", "corrected")),
        ("水要澆得足", "zhong", ("zhong.md#p2", "p2", "corrected")),
        ("水要饒得足", "zhong", ("zhong.md#p2", "p2", "transcribed")),
        ("樹苗哪裏來", "zhong", ("zhong.md#p3", "p3", "corrected")),
        ("這話不錯", "kan", ("kan.md#p2", "p2", "corrected")),
        ("種樹談", "zhong", ("zhong.md#h1", "h1", "corrected")),
        ("得足。有人問", "zhong, p2-p3", ("zhong.md#p2", "p3", "corrected")),
        ("得足。有人問", "zhong", ("zhong.md#p2", "p3", "corrected")),
        ("我們去\n種　樹 。", "zhong", ("zhong.md#p2", "p2", "corrected")),
        ("樹要種得直", "kan, p2", ("kan.md#p2", "p2", "corrected")),
        ("樹要種得直", "kan", ("kan.md#p2", "p2", "corrected")),
    ],
)
def test_quotation_is_found_and_leads_to_its_paragraph(docs, words, key, where):
    assert target(docs, cited(words, key)) == where


def test_inner_marks_match_those_of_the_source(docs):
    assert target(docs, cited("有人問：『樹苗哪裏來？』大家", "zhong"))[0] == "zhong.md#p3"
    assert target(docs, cited("有人問：「樹苗哪裏來？」大家", "zhong"))[0] == "zhong.md#p3"
    assert target(docs, "> 有人問：「樹苗哪裏來？」\n> [@trees-1950/zhong]")[0] == "zhong.md#p3"


@pytest.mark.parametrize("skip", ["……", "[…]", "…………"])
def test_skip_stays_within_one_paragraph(docs, skip):
    assert target(docs, cited(f"春天來了{skip}水要澆得足"))[0] == "zhong.md#p2"
    assert target(docs, cited(f"春天來了{skip}水要澆得足", "zhong"))[0] == "zhong.md#p2"
    assert codes(docs, cited(f"春天來了{skip}大家都不說話")) == ["Q001"]
    assert codes(docs, cited(f"春天來了{skip}大家都不說話", "zhong")) == ["Q001"]


def test_skip_may_go_through_a_range_that_is_cited(docs):
    assert target(docs, cited("春天來了……大家都不說話", "zhong, p2-p3"))[:2] == ("zhong.md#p2", "p3")


def test_parts_around_a_skip_must_be_in_order(docs):
    assert codes(docs, cited("水要澆得足……春天來了")) == ["Q001"]


def test_dots_that_the_source_itself_has_are_words(docs):
    docs.replace("reports/trees-1950/source.txt", "我們去看樹。", "我們……看樹。")
    docs.replace("reports/trees-1950/kan.md", "我們去看樹。", "我們……看樹。")
    docs.replace("reports/trees-1950/ids/kan.txt", "p2 78", "p2 79")
    assert target(docs, cited("我們……看樹", "kan"))[0] == "kan.md#p1"


def test_block_quotation_is_verified_as_well(docs):
    assert target(docs, "> 春天來了，\n> 我們去種樹。\n> [@trees-1950/zhong, p2]")[0] == "zhong.md#p2"
    assert target(docs, "> 春天來了，我們去種樹。\n\n[@trees-1950/zhong]")[0] == "zhong.md#p2"
    assert codes(docs, "> 春天來了，我們去種花。\n> [@trees-1950/zhong, p2]") == ["Q001"]


# quotations that do not hold


def test_one_wrong_character_fails_and_the_nearest_words_are_told(docs):
    (problem,) = docs.page(f"甲\n\n乙{cited('春天來了，我們去種花。')}")
    assert (problem.code, problem.line, problem.column) == ("Q001", 7, 2)
    assert "p2「春天來了，我們去種樹。」" in problem.mend


def test_words_unlike_any_give_no_nearest(docs):
    (problem,) = docs.page(cited("鋼鐵煤炭機器"))
    assert problem.code == "Q001"
    assert "最近似" not in problem.mend


@pytest.mark.parametrize("words", ["春天來了,我們去種樹", "春天来了", "水要澆饒得足", "王五記春天。", "……", "我們去種樹。。"])
def test_nothing_but_white_space_is_folded(docs, words):
    assert codes(docs, cited(words, "zhong")) == ["Q001"]


def test_words_of_another_paragraph_name_the_right_citation(docs):
    (problem,) = docs.page(cited("大家都不說話"))
    assert problem.code == "Q002"
    assert "[@trees-1950/zhong, p3]" in problem.mend
    assert docs.page(problem.mend.replace("引註改為「", "「大家都不說話」").rstrip("。」")) == []


def test_words_of_another_chapter_name_the_right_citation(docs):
    (problem,) = docs.page(cited("夏天樹長高了", "zhong"))
    assert (problem.code, "[@trees-1950/kan, p1]" in problem.mend) == ("Q002", True)


def test_words_of_the_first_block_of_a_chapter_are_found_too(docs):
    (problem,) = docs.page(cited("看樹談", "kan, p1"))
    assert (problem.code, "[@trees-1950/kan, h1]" in problem.mend) == ("Q002", True)


def test_quotation_on_a_reports_own_page_is_checked(docs):
    docs.replace("reports/trees-1950/index.md", "一本小冊。", "一本小冊：「我們去種花」[@trees-1950/zhong]。")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("Q001", "reports/trees-1950/index.md", 17)]


def test_words_across_paragraphs_with_one_cited_name_the_range(docs):
    (problem,) = docs.page(cited("得足。有人問"))
    assert (problem.code, "[@trees-1950/zhong, p2-p3]" in problem.mend) == ("Q002", True)


def test_words_that_stand_twice_need_a_paragraph(docs):
    docs.replace("reports/trees-1950/zhong.md", "先挖坑", "{+樹要種得直。 | 理校：試}先挖坑")
    (problem,) = docs.page(cited("樹要種得直", "zhong"))
    assert problem.code == "Q003"
    assert "p2、p4" in problem.message
    assert docs.page(cited("樹要種得直", "zhong, p4")) == []


def test_words_of_both_views_in_one_quotation_are_not_found(docs):
    docs.replace("reports/trees-1950/zhong.md", "樹要種得直", "樹要{種→栽 | 理校：試}得直")
    assert codes(docs, cited("樹要栽得直，水要饒得足", "zhong")) == ["Q001"]
    assert target(docs, cited("樹要種得直，水要饒得足", "zhong"))[2] == "transcribed"


def test_conjecture_is_not_in_the_text(docs):
    docs.replace("reports/trees-1950/kan.md", "夏天", "{夏→春? | 理校：試}天")
    assert codes(docs, cited("夏天樹長高了", "kan")) == []
    assert codes(docs, cited("春天樹長高了", "kan")) == ["Q001"]


def test_nothing_in_code_is_checked(docs):
    assert docs.page("`「捏造」[@trees-1950/zhong]`\n\n```\n> 捏造\n\n[@none]\n```") == []


def test_code_in_a_quotation_is_not_passed_over(docs):
    assert codes(docs, cited("春天`不`來了", "zhong")) == ["Q001"]


# the way back


def test_quoted_paragraph_links_back_to_block_and_page(docs):
    back, *_ = docs.links().backlinks["trees-1950/zhong", "p2"]
    assert (back.path, back.fragment, back.title, back.page_title, back.quotes) == ("guides/walk.md", "go", "去種樹", "怎樣種樹", True)
    page, *_ = docs.links().backlinks["trees-1950/zhong", "p3"]
    assert (page.fragment, page.title, page.quotes) == ("", "", True)


def test_who_only_cites_a_paragraph_links_back_as_a_page_that_cites(docs):
    body = docs.block("go", "春天來了").replace("\n///\n", "\n\n又見[@trees-1950/kan, p1]。\n///\n") + "見[@trees-1950/kan, p1]。\n"
    assert docs.guide(body) == []
    (back,) = docs.links().backlinks["trees-1950/kan", "p1"]
    assert (back.path, back.fragment, back.quotes) == ("guides/try.md", "", False)


def test_every_paragraph_of_a_range_links_back_once(docs):
    assert docs.page("見[@trees-1950/zhong, p2-p4]，又見[@trees-1950/zhong, p3]。") == []
    backlinks = docs.links().backlinks
    assert [sum(b.path == NOTE for b in backlinks.get(("trees-1950/zhong", f"p{n}"), ())) for n in range(1, 5)] == [0, 1, 1, 1]


def test_what_is_not_verified_links_nowhere(docs):
    docs.page(cited("我們去種花", "zhong, p4"))
    links = docs.links()
    assert not [key for key in links.targets if key[0] == NOTE]
    assert not [back for back in links.backlinks.get(("trees-1950/zhong", "p4"), ()) if back.path == NOTE]


def test_quotations_that_hold_are_kept_with_their_page_and_block(docs):
    docs.page(cited("我們去種樹") + cited("我們去種花") + "見[@trees-1950]")
    found = [(q.page.path, q.block.id if q.block else "", q.reference.words) for q in docs.links().quotations]
    assert found == [(NOTE, "", "我們去種樹"), ("guides/walk.md", "go", "春天來了，我們去種樹。"), ("guides/walk.md", "", "大家都不說話")]
