"""The id ledger: a number is given once and stays with its words, whatever an editor does."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.edition.fidelity import strip
from duben.edition.ledger import Record, assign, read, realign
from duben.reading.schema import Removed
from support.ledger import place_all

TREES = "reports/trees-1950"
INDEX, ZHONG, KAN, IDS = f"{TREES}/index.md", f"{TREES}/zhong.md", f"{TREES}/kan.md", f"{TREES}/ids.txt"


def ids(docs, stem):
    """The ids of a chapter, those of merged blocks behind a +."""
    return ["+".join((one.id, *one.aliases)) for one in docs.chapter(stem).ids]


def paste(docs):
    """Do what each problem of a missing id says: add its line to ids.txt. Returns the lines."""
    lines = []
    for problem in docs.problems():
        if problem.code == "I001":
            path, line = re.search(r"在 (?:docs/)?(\S+) 加一行「(.*)」。", problem.mend).groups()
            docs.write(path, docs.text(path) + line + "\n")
            lines.append(line)
    return lines


def test_recorded_ids_are_given_back(docs):
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p3", "p4"]
    assert ids(docs, "kan") == ["h1", "p1", "p2"]


def test_split_keeps_the_number_and_adds_a_letter(docs):
    docs.replace(ZHONG, "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p2b", "p3", "p4"]
    (problem,) = docs.problems()
    assert (problem.code, problem.path, problem.line) == ("I001", ZHONG, 14)
    assert "zhong p2b 18 樹要種得直，水要饒得" in problem.mend
    assert paste(docs) == ["zhong p2b 18 樹要種得直，水要饒得"]
    assert docs.problems() == []


def test_split_twice_goes_on_in_the_alphabet(docs):
    docs.replace(ZHONG, "來？」大家", "來？」\n\n大家")
    paste(docs)
    docs.replace(ZHONG, "有人問：「", "有人問：\n\n「")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p3", "p3c", "p3b", "p4"]
    paste(docs)
    assert docs.problems() == []


def test_quotation_across_a_new_split_is_told_the_range_to_cite(docs):
    docs.replace(ZHONG, "春天來了，我們", "春天來了，\n\n我們")
    paste(docs)
    found = {p.code: p for p in docs.problems()}
    assert "[@trees-1950/zhong, p2-p2b]" in found["Q002"].mend
    docs.replace("guides/walk.md", "> [@trees-1950/zhong, p2]", "> [@trees-1950/zhong, p2-p2b]")
    assert docs.problems() == []


def test_split_of_the_last_paragraph_gets_the_next_number(docs):
    docs.replace(KAN, "我們再說", "\n\n我們再說")
    assert ids(docs, "kan") == ["h1", "p1", "p2", "p3"]
    assert paste(docs) == ["kan p3 95 我們再說一遍：樹要種"]
    assert docs.problems() == []


def test_merge_keeps_both_addresses(docs):
    docs.replace(ZHONG, "得足。\n\n有人問", "得足。有人問")
    assert ids(docs, "zhong") == ["h1", "p1", "p2+p3", "p4"]
    assert docs.problems() == []
    chapter = docs.chapter("zhong")
    assert chapter.index["p2"] == chapter.index["p3"] == 2


def test_merge_undone_gives_the_old_number_back(docs):
    docs.replace(ZHONG, "得足。\n\n有人問", "得足。有人問")
    docs.replace(ZHONG, "得足。有人問", "得足。\n\n有人問")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p3", "p4"]


def test_paragraph_that_moves_its_border_keeps_its_number(docs):
    docs.replace(ZHONG, "得足。\n\n有人問：「", "得足。有人問：\n\n「")
    assert ids(docs, "zhong") == ["h1", "p1", "p2+p3", "p2b", "p4"]
    paste(docs)
    assert docs.problems() == []


def test_supplied_paragraph_inserted_moves_no_number(docs):
    docs.replace(ZHONG, "王五記\n", "王五記\n\n{+（原書此處有圖） | 他校：他本有}\n")
    assert ids(docs, "zhong") == ["h1", "p1", "p1b", "p2", "p3", "p4"]
    assert paste(docs) == ["zhong p1b 7 {（原書此處有圖）"]
    assert docs.problems() == []
    assert ids(docs, "zhong") == ["h1", "p1", "p1b", "p2", "p3", "p4"]
    docs.replace(ZHONG, "{+（原書此處有圖）", "{+（又一圖） | 他校：他本有}\n\n{+（原書此處有圖）")
    assert ids(docs, "zhong") == ["h1", "p1", "p1c", "p1b", "p2", "p3", "p4"]


def test_a_gap_in_a_paragraph_of_its_own_keeps_its_address(docs):
    docs.replace(ZHONG, "王五記\n", "王五記\n\n{□3 | 他校：他本三字}\n")
    before = ids(docs, "zhong")
    paste(docs)
    assert docs.problems() == []
    assert ids(docs, "zhong") == before


def test_heading_made_a_paragraph_keeps_its_address(docs):
    docs.replace(KAN, "# 看樹談", "看樹談")
    assert ids(docs, "kan") == ["p0b+h1", "p1", "p2"]
    paste(docs)
    assert docs.problems() == []
    assert ids(docs, "kan") == ["p0b+h1", "p1", "p2"]


def test_paragraph_made_a_heading_keeps_its_address(docs):
    docs.replace(ZHONG, "王五記", "## 王五記")
    assert ids(docs, "zhong") == ["h1", "h2+p1", "p2", "p3", "p4"]
    paste(docs)
    assert docs.problems() == []


def test_chapter_added_before_the_others_moves_no_number(docs):
    docs.replace(INDEX, "  - {line: 1, text: '#'}\n", "  - {line: 1, text: '#'}\n")
    docs.replace(ZHONG, "# 種樹談\n\n王五記\n\n", "")
    docs.write(f"{TREES}/cover.md", "---\ntitle: 封面\nshort: 封面\norder: 0\n---\n\n# 種樹談\n\n王五記\n")
    found = docs.problems()
    # the two addresses moved to another page: that is told, and nothing else has moved
    assert [(p.code, p.path, p.line) for p in found if p.code == "I003"] == [("I003", IDS, 2), ("I003", IDS, 3)]
    assert ids(docs, "zhong") == ["p2", "p3", "p4"]
    assert ids(docs, "kan") == ["h1", "p1", "p2"]


def test_chapter_made_of_what_was_listed_as_furniture_moves_no_number(docs):
    docs.replace(INDEX, "  - {line: 7, text: '042'}\n", "  - {line: 3, text: '王五記'}\n  - {line: 7, text: '042'}\n")
    docs.replace(ZHONG, "王五記\n\n", "")
    docs.write(IDS, docs.text(IDS).replace("zhong p1 4 王五記\n", ""))
    assert docs.problems() == []
    docs.replace(INDEX, "  - {line: 1, text: '#'}\n", "  - {line: 1, text: '# 種樹談'}\n")
    docs.replace(ZHONG, "# 種樹談\n\n", "")
    docs.write(IDS, docs.text(IDS).replace("zhong h1 1 種樹談\n", ""))
    assert docs.problems() == []
    docs.replace(INDEX, "'# 種樹談'", "'#'")
    docs.replace(INDEX, "  - {line: 3, text: '王五記'}\n", "")
    docs.write(f"{TREES}/cover.md", "---\ntitle: 封面\nshort: 封面\norder: 0\n---\n\n# 種樹談\n\n王五記\n")
    assert paste(docs) == ["cover h1 1 種樹談", "cover p1 4 王五記"]
    assert docs.problems() == []
    assert ids(docs, "zhong") == ["p2", "p3", "p4"]


def test_lost_line_is_proposed_again_word_for_word(docs):
    for line in docs.text(IDS).strip().split("\n")[1:]:
        before = docs.text(IDS)
        docs.replace(IDS, line + "\n", "")
        assert paste(docs) == [line]
        assert docs.problems() == []
        docs.write(IDS, before)


def test_a_lost_file_is_told_and_nothing_is_numbered_anew(docs):
    (docs.root / IDS).unlink()
    assert docs.codes() == ["I006"]
    assert docs.edition().reports[0].proposals == ()


def test_order_of_lines_in_the_file_does_not_matter(docs):
    head, *lines = docs.text(IDS).strip().split("\n")
    docs.write(IDS, "\n".join([head, *reversed(lines)]))
    assert docs.problems() == []


def test_paragraph_moved_to_another_chapter_is_told_at_the_line_of_its_id(docs):
    docs.replace(ZHONG, "- 先挖坑，再放苗。\n", "")
    docs.replace(KAN, "# 看樹談", "- 先挖坑，再放苗。\n\n# 看樹談")
    found = [(p.code, p.path, p.line) for p in docs.problems() if p.code == "I003"]
    assert found == [("I003", IDS, 6)]


def test_place_that_was_mistyped_is_told(docs):
    docs.replace(IDS, "kan p2 78", "kan p2 7800")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("I005", IDS, 9)]


def test_source_changed_by_one_character_moves_no_address_and_proposes_none(docs):
    docs.replace(f"{TREES}/source.txt", "王五記", "王五記。")
    docs.replace(ZHONG, "王五記", "王五記。")
    found = [(p.code, p.line) for p in docs.problems() if p.path != "guides/walk.md"]
    assert found == [("I005", line) for line in range(4, 10)]
    assert "--realign" in docs.problems()[-1].mend
    assert docs.edition().reports[0].proposals == ()


def test_words_that_are_no_longer_at_their_place_are_told(docs):
    docs.replace(IDS, "kan p1 65 夏天樹長高了，我們去", "kan p1 65 秋天樹長高了，我們去")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("I005", IDS, 8)]


@pytest.mark.parametrize(
    ("line", "code"),
    [("kan p2 78 樹", "I004"), ("kan p3", "I002"), ("kan q3 1 甲", "I002"), ("kan p3 一 甲", "I002"), (f"kan p3 {'9' * 5000} 甲", "I002")],
)
def test_line_that_cannot_be_read_or_stands_twice(docs, line, code):
    docs.write(IDS, docs.text(IDS) + line + "\n")
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [(code, IDS, 10)]


def test_remarks_and_empty_lines_in_the_file():
    assert read("ids.txt", "# 記\n\nzhong p1 4 王五記\r\n") == ([Record("zhong", "p1", 4, "王五記", 3)], [])


def test_an_entry_reads_back_as_it_is_written():
    entries = [Record("zhong", "p12b", 40, "先挖坑"), Record("kan", "h1", 0)]
    again, problems = read("ids.txt", "\n".join(map(str, entries)))
    assert problems == []
    assert [str(entry) for entry in again] == ["zhong p12b 40 先挖坑", "kan h1 0"]


# source.txt itself replaced


def test_text_added_before_the_others_in_the_source_is_told_and_realigned(docs):
    docs.write(f"{TREES}/source.txt", "序言在前。\n\n" + docs.text(f"{TREES}/source.txt"))
    index = docs.text(INDEX)
    for line in (15, 13, 7, 1):
        index = index.replace(f"line: {line},", f"line: {line + 2},")
    docs.write(INDEX, index)
    docs.write(f"{TREES}/preface.md", "---\ntitle: 序\nshort: 序\norder: 0\n---\n\n序言在前。\n")
    assert "I005" in docs.codes()
    assert "I001" not in docs.codes()

    report = docs.edition().reports[0]
    source, problems = strip(
        docs.text(f"{TREES}/source.txt"), [(Removed(n, t), 1) for n, t in ((9, "042"), (3, "#"), (15, "-"), (17, "#"))], INDEX
    )
    assert problems == []
    entries, _ = read(IDS, docs.text(IDS))
    spans = {"preface": (0, 5), "zhong": (5, 61), "kan": (61, len(source.text))}
    moved, lost = realign(entries, source, spans)
    assert lost == []
    assert [(e.chapter, e.id, e.place) for e in moved] == [(e.chapter, e.id, e.place + 5) for e in entries]
    docs.write(IDS, "".join(f"{entry}\n" for entry in moved))
    assert paste(docs) == ["preface p1 0 序言在前。"]
    assert docs.problems() == []
    assert [c.stem for c in report.chapters] == ["preface", "zhong", "kan"]


def test_realign_tells_what_it_cannot_find():
    source, _ = strip("甲乙丙丁", [], "")
    moved, lost = realign([Record("a", "p1", 0, "乙丙"), Record("a", "p2", 9, "戊己")], source, {"a": (0, 4)})
    assert [(e.id, e.place) for e in moved] == [("p1", 1)]
    assert [e.id for e in lost] == ["p2"]


def test_realign_gives_a_repeated_phrase_its_turn():
    source, _ = strip("新。同志們：甲。同志們：乙。", [], "")
    moved, lost = realign([Record("a", "p1", 0, "同志們："), Record("a", "p2", 6, "同志們：")], source, {"a": (0, 14)})
    assert ([e.place for e in moved], lost) == ([2, 8], [])


def test_realign_is_not_misled_by_words_that_stand_in_the_paragraph_before():
    source, _ = strip("新。序。見目錄。目錄甲目錄", [], "")
    entries = [Record("a", "p1", 0, "序。"), Record("a", "p2", 2, "見目錄。"), Record("a", "h1", 6, "目錄")]
    moved, lost = realign(entries, source, {"a": (0, 13)})
    assert ([e.place for e in moved], lost) == ([2, 4, 8], [])


def test_realign_moves_two_ids_of_one_place_together():
    source, _ = strip("新。看樹談甲。看樹談乙。", [], "")
    moved, lost = realign([Record("a", "h1", 0, "看樹談"), Record("a", "p0b", 0, "看樹談")], source, {"a": (0, 12)})
    assert ([e.place for e in moved], lost) == ([2, 2], [])


# any splits and merges


def recut(draw, text):
    """``text`` cut into rows at places of hypothesis' choice."""
    cuts = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=12), label="cuts"))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@settings(deadline=None)
@given(data=st.data())
def test_any_splits_and_merges_lose_no_published_id_and_give_none_twice(data):
    text = "".join(data.draw(st.lists(st.sampled_from("甲乙丙丁。，"), min_size=2, max_size=60), label="text"))
    published = []
    for _ in range(3):
        rows = [data.draw(st.sampled_from(["", "", "## "]), label="kind") + row for row in recut(data.draw, text)]
        items = place_all(rows)
        given_ids, proposals, problems = assign(items, published, "ids.txt")
        assert problems == []
        assert not {p.id for p in proposals} & {e.id for e in published}
        names = [name for one in given_ids for name in (one.id, *one.aliases)]
        assert len(names) == len(set(names))
        for entry in published:  # every address leads to the block that holds its character
            (item,) = [item for item, one in zip(items, given_ids, strict=True) if entry.id in (one.id, *one.aliases)]
            assert item.start <= entry.place < item.end
        for item, one in zip(items, given_ids, strict=True):  # an id is shown only where it was first given
            assert {e.id: e.place for e in (*published, *proposals)}[one.id] == item.start
        published += proposals


def test_a_thousand_paragraphs_before_a_low_number_all_get_ids():
    items = place_all(["甲"] * 1000)
    found, proposals, _ = assign(items, [Record("a", "p1", 999, "甲")], "ids.txt")
    assert found[-1].id == "p1"
    assert len({one.id for one in found}) == 1000
    assert len(proposals) == 999
