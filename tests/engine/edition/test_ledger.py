"""The id ledger: a number is given once and stays with its words, whatever an editor does."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.edition.fidelity import SourceText, strip
from duben.edition.ledger import Record, against, assign, files, read_all, realign, stale
from duben.reading.schema import Removed
from support.ledger import place_all

TREES = "reports/trees-1950"
INDEX, ZHONG, KAN, IDS = f"{TREES}/index.md", f"{TREES}/zhong.md", f"{TREES}/kan.md", f"{TREES}/ids/zhong.txt"


def ids(docs, stem):
    """The ids of a chapter, those of merged blocks behind a +."""
    return ["+".join((one.id, *one.aliases)) for one in docs.chapter(stem).ids]


def test_recorded_ids_are_given_back(docs):
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p3", "p4"]
    assert ids(docs, "kan") == ["h1", "p1", "p2"]


def test_split_keeps_the_number_and_adds_a_letter(docs):
    docs.replace(ZHONG, "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p2b", "p3", "p4"]
    (problem,) = docs.problems(reviews=True)
    assert (problem.code, problem.path, problem.line) == ("I001", ZHONG, 14)
    assert "dev.py record" in problem.mend
    assert docs.record() == ["zhong p2b 18 樹要種得直，水要饒得"]
    assert docs.problems() == []


def test_split_twice_goes_on_in_the_alphabet(docs):
    docs.replace(ZHONG, "來？」大家", "來？」\n\n大家")
    docs.record()
    docs.replace(ZHONG, "有人問：「", "有人問：\n\n「")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p3", "p3c", "p3b", "p4"]
    docs.record()
    assert docs.problems() == []


def test_split_of_the_last_paragraph_adds_a_letter_too(docs):
    docs.replace(KAN, "我們再說", "\n\n我們再說")
    assert ids(docs, "kan") == ["h1", "p1", "p2", "p2b"]
    assert docs.record() == ["kan p2b 95 我們再說一遍：樹要種"]
    assert docs.problems() == []


def test_split_of_what_was_split_is_named_after_it(docs):
    docs.replace(ZHONG, "我們去種樹。樹要種得直，", "我們去種樹。\n\n樹要種得直，")
    docs.record()
    docs.replace(ZHONG, "樹要種得直，", "樹要種得直，\n\n")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p2b", "p2bb", "p3", "p4"]
    docs.record()
    assert docs.problems() == []


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ([("。樹要種", "。\n\n樹要種")], {"p2": "p2 p2b", "p1": "p1", "p2b": "p2b", "p3": "p3"}),
        ([("，我們", "，\n\n我們"), ("。樹要種", "。\n\n樹要種")], {"p2": "p2 p2b p2c", "p2b": "p2b", "p2c": "p2c"}),
        ([("。樹要種", "。\n\n樹要種"), None, ("得直，", "得直，\n\n")], {"p2": "p2 p2b p2bb", "p2b": "p2b p2bb"}),
        ([("得足。\n\n有人", "得足。有人")], {"p2": "p2", "p3": "p2"}),
        ([("得足。\n\n有人", "得足。有人"), None, ("問：「", "問：\n\n「")], {"p2": "p2", "p3": "p2 p2b"}),
        ([("。樹要種", "。\n\n樹要種"), ("得足。\n\n有人", "得足。有人")], {"p2": "p2 p2b", "p3": "p2b"}),
        ([("春天來了，我們", "## 春天來了\n\n，我們")], {"p2": "h2 p1b", "p1": "p1", "h1": "h1"}),
        ([("，我們去種樹。", "，\n\n## 我們去種樹\n\n。")], {"p2": "p2 h1b p2b"}),
        ([("- 先挖坑", "{+補 | 他校：他本}\n\n- 先挖坑")], {"p3": "p3", "p4": "p4"}),
        ([("先挖坑，", "先挖坑，\n\n")], {"p4": "p4 p4b"}),
    ],
)
def test_an_id_stands_for_all_parts_of_its_block(docs, changes, stands):
    for change in changes:
        if change is None:
            docs.record()
        else:
            docs.replace(ZHONG, *change)
    for _again in range(2):
        chapter = docs.chapter("zhong")
        found = {name: " ".join(one.id for one in chapter.ids[slice(*chapter.stretch(name))]) for name in stands}
        assert found == stands
        docs.record()


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
    docs.record()
    assert docs.problems() == []


def test_supplied_paragraph_inserted_moves_no_number(docs):
    docs.replace(ZHONG, "王五記\n", "王五記\n\n{+（原書此處有圖） | 他校：他本有}\n")
    assert ids(docs, "zhong") == ["h1", "p1", "p1b", "p2", "p3", "p4"]
    assert docs.record() == ["zhong p1b 7 {（原書此處有圖）"]
    assert docs.problems() == []
    assert ids(docs, "zhong") == ["h1", "p1", "p1b", "p2", "p3", "p4"]
    docs.replace(ZHONG, "{+（原書此處有圖）", "{+（又一圖） | 他校：他本有}\n\n{+（原書此處有圖）")
    assert ids(docs, "zhong") == ["h1", "p1", "p1c", "p1b", "p2", "p3", "p4"]


def test_a_gap_in_a_paragraph_of_its_own_keeps_its_address(docs):
    docs.replace(ZHONG, "王五記\n", "王五記\n\n{□3 | 他校：他本三字}\n")
    before = ids(docs, "zhong")
    docs.record()
    assert docs.problems() == []
    assert ids(docs, "zhong") == before


def test_heading_made_a_paragraph_keeps_its_address(docs):
    docs.replace(KAN, "# 看樹談", "看樹談")
    assert ids(docs, "kan") == ["p0b+h1", "p1", "p2"]
    docs.record()
    assert docs.problems() == []
    assert ids(docs, "kan") == ["p0b+h1", "p1", "p2"]


def test_paragraph_made_a_heading_keeps_its_address(docs):
    docs.replace(ZHONG, "王五記", "## 王五記")
    assert ids(docs, "zhong") == ["h1", "h2+p1", "p2", "p3", "p4"]
    docs.record()
    assert docs.problems() == []


def test_chapter_added_before_the_others_moves_no_number(docs):
    docs.replace(INDEX, "  - {line: 1, text: '#'}\n", "  - {line: 1, text: '#'}\n")
    docs.replace(ZHONG, "# 種樹談\n\n王五記\n\n", "")
    docs.write(f"{TREES}/cover.md", "---\ntitle: 封面\nshort: 封面\norder: 0\n---\n\n# 種樹談\n\n王五記\n")
    found = docs.problems()
    # the two addresses moved to another page: that is told, and nothing else has moved
    assert [(p.code, p.path, p.line) for p in found if p.code == "I003"] == [("I003", IDS, 4), ("I003", IDS, 5)]
    assert ids(docs, "zhong") == ["p2", "p3", "p4"]
    assert ids(docs, "kan") == ["h1", "p1", "p2"]


def test_chapter_made_of_what_was_listed_as_furniture_moves_no_number(docs):
    docs.replace(INDEX, "  - {line: 7, text: '042'}\n", "  - {line: 3, text: '王五記'}\n  - {line: 7, text: '042'}\n")
    docs.replace(ZHONG, "王五記\n\n", "")
    docs.seal([record for record in docs.records() if (record.chapter, record.id) != ("zhong", "p1")])
    assert docs.problems() == []
    docs.replace(INDEX, "  - {line: 1, text: '#'}\n", "  - {line: 1, text: '# 種樹談'}\n")
    docs.replace(ZHONG, "# 種樹談\n\n", "")
    docs.seal([record for record in docs.records() if (record.chapter, record.id) != ("zhong", "h1")])
    assert docs.problems() == []
    docs.replace(INDEX, "'# 種樹談'", "'#'")
    docs.replace(INDEX, "  - {line: 3, text: '王五記'}\n", "")
    docs.write(f"{TREES}/cover.md", "---\ntitle: 封面\nshort: 封面\norder: 0\n---\n\n# 種樹談\n\n王五記\n")
    assert docs.record() == ["cover h1 1 種樹談", "cover p1 4 王五記"]
    assert docs.problems() == []
    assert ids(docs, "zhong") == ["p2", "p3", "p4"]


@pytest.mark.parametrize("place", range(3, 9))
def test_a_lost_line_is_told_and_nothing_is_numbered_anew(docs, place):
    rows = docs.text(IDS).split("\n")
    docs.write(IDS, "\n".join(rows[: place - 1] + rows[place:]))
    if place == 3:  # the seal
        assert [(p.code, p.path) for p in docs.problems()] == [("I007", IDS)]
    else:
        assert {(p.code, p.path) for p in docs.problems() if p.code[0] == "I"} == {("I007", IDS)}
    assert docs.edition().reports[0].proposals == ()
    docs.write(IDS, "\n".join(rows))
    assert docs.problems() == []


@pytest.mark.parametrize("stem", ["zhong", "kan"])
def test_a_lost_ledger_is_told_by_the_others_and_nothing_is_numbered_anew(docs, stem):
    (docs.root / TREES / f"ids/{stem}.txt").unlink()
    assert ("I007", f"{TREES}/ids/{stem}.txt") in [(p.code, p.path) for p in docs.problems()]
    assert docs.edition().reports[0].proposals == ()


def test_where_all_ledgers_are_lost_it_is_told(docs):
    shutil.rmtree(docs.root / TREES / "ids")
    assert docs.codes() == ["I006"]


@pytest.mark.parametrize(
    ("old", "new"), [("p2 7 春", "p5 7 春"), ("p2 7 春", "p2 8 春"), ("seal 5", "seal 6"), (" kan\n", " kan more\n"), (" kan\n", "\n")]
)
def test_a_line_changed_by_hand_is_told(docs, old, new):
    docs.replace(IDS, old, new)
    assert {p.code for p in docs.problems() if p.path == IDS} & {"I007", "I008"}
    assert docs.edition().reports[0].proposals == ()


def test_the_ledger_of_one_chapter_is_not_that_of_another(docs):
    docs.write(IDS, docs.text(f"{TREES}/ids/kan.txt"))
    assert ("I008", IDS) in [(p.code, p.path) for p in docs.problems()]


def test_paragraph_moved_to_another_chapter_is_told_at_the_line_of_its_id(docs):
    docs.replace(ZHONG, "- 先挖坑，再放苗。\n", "")
    docs.replace(KAN, "# 看樹談", "- 先挖坑，再放苗。\n\n# 看樹談")
    found = [(p.code, p.path, p.line) for p in docs.problems() if p.code == "I003"]
    assert found == [("I003", IDS, 8)]


def test_source_changed_by_one_character_moves_no_address_and_proposes_none(docs):
    docs.replace(f"{TREES}/source.txt", "王五記", "王五記。")
    docs.replace(ZHONG, "王五記", "王五記。")
    found = [(p.code, p.path, p.line) for p in docs.problems() if p.path != "guides/walk.md"]
    assert found == [("I005", f"{TREES}/ids/kan.txt", line) for line in (4, 5, 6)] + [("I005", IDS, line) for line in (6, 7, 8)]
    assert "--realign" in docs.problems()[-1].mend
    assert docs.edition().reports[0].proposals == ()


def test_words_that_are_no_longer_at_their_place_are_told(docs):
    docs.seal([replace(record, snippet=record.snippet.replace("夏", "秋")) for record in docs.records()])
    assert [(p.code, p.path, p.line) for p in docs.problems()] == [("I005", f"{TREES}/ids/kan.txt", 5)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("p2 78 樹", "I004"),
        ("p3", "I002"),
        ("q3 1 甲", "I002"),
        ("p3 一 甲", "I002"),
        (f"p3 {'9' * 5000} 甲", "I002"),
        (f"p{'9' * 5000} 3 甲", "I002"),
        ("seal 1 0123456789abcdef", "I002"),
    ],
)
def test_line_that_cannot_be_read_or_stands_twice(docs, line, code):
    docs.write(IDS, docs.text(IDS) + line + "\n")
    (problem,) = [problem for problem in docs.problems() if problem.path == IDS]
    assert (problem.code, problem.line) == (code, 9)
    assert len(problem.message) < 120


def test_remarks_empty_lines_and_ends_of_lines_do_not_matter(docs):
    docs.write(IDS, ("# 記\n\n" + docs.text(IDS)).replace("\n", "\r\n"))
    assert docs.problems() == []


def test_ledgers_read_back_as_they_are_written():
    entries = [Record("kan", "h1", 0), Record("zhong", "p12b", 40, "先挖坑")]
    again, problems = read_all("base", files(entries))
    assert problems == []
    assert [(entry.chapter, str(entry)) for entry in again] == [("kan", "h1 0"), ("zhong", "p12b 40 先挖坑")]


@pytest.mark.parametrize("words", ["{甲}乙", "\\\\{甲}", "\\\\甲"])
def test_a_paragraph_that_begins_with_a_brace_of_the_source_is_not_taken_for_a_supplied_one(words):
    rows = [words.replace("{", "\\{").replace("}", "\\}"), "{+丙}", "丁"]
    items = place_all(rows)
    _, published, _ = assign(items, [], "base")
    assert [record.supplied for record in published] == [False, True, False]
    again, proposals, problems = assign(items, read_all("base", files(published))[0], "base")
    assert ([one.id for one in again], proposals, problems) == (["p1", "p2", "p3"], [], [])
    source = SourceText("".join(item.block.reading for item in items), items[-1].end, ((0, 0, 1),))
    assert stale(published, source, "base") == []
    assert realign(published, source, {"a": (0, items[-1].end)}) == (published, [])


# an earlier version


def test_what_is_added_later_is_nothing_against_an_earlier_version():
    assert against([Record("a", "p1", 0, "甲")], [Record("a", "p1", 0, "甲"), Record("a", "p2", 1, "乙")], True, "base") == []


@pytest.mark.parametrize(
    ("now", "same", "told"),
    [
        ([], True, True),
        ([], False, True),
        ([Record("b", "p1", 0, "甲")], True, True),
        ([Record("a", "p1", 1, "甲")], True, True),
        ([Record("a", "p1", 0, "乙")], True, True),
        ([Record("a", "p1", 1, "甲")], False, False),
        ([Record("a", "p1", 1, "乙")], False, True),
    ],
    ids=["lost", "lost with its source", "in another chapter", "moved", "other words", "moved with its source", "moved to other words"],
)
def test_an_id_of_an_earlier_version_stands_at_its_place(now, same, told):
    assert [p.code for p in against([Record("a", "p1", 0, "甲")], now, same, "base")] == ["I009"] * told


# source.txt itself replaced


def test_text_added_before_the_others_in_the_source_is_told_and_realigned(docs):
    docs.write(f"{TREES}/source.txt", "序言在前。\n\n" + docs.text(f"{TREES}/source.txt"))
    index = docs.text(INDEX)
    for line in (15, 13, 7, 1):
        index = index.replace(f"line: {line},", f"line: {line + 2},")
    docs.write(INDEX, index)
    docs.write(f"{TREES}/preface.md", "---\ntitle: 序\nshort: 序\norder: 0\n---\n\n序言在前。\n")
    assert "I005" in docs.codes()
    assert "I001" not in [p.code for p in docs.problems(reviews=True)]

    report = docs.edition().reports[0]
    source, problems = strip(
        docs.text(f"{TREES}/source.txt"), [(Removed(n, t), 1) for n, t in ((9, "042"), (3, "#"), (15, "-"), (17, "#"))], INDEX
    )
    assert problems == []
    entries = docs.records()
    spans = {"preface": (0, 5), "zhong": (5, 61), "kan": (61, len(source.text))}
    moved, lost = realign(entries, source, spans)
    assert lost == []
    assert [(e.chapter, e.id, e.place) for e in moved] == sorted(((e.chapter, e.id, e.place + 5) for e in entries), key=lambda e: e[2])
    docs.seal(moved)
    assert docs.record() == ["preface p1 0 序言在前。"]
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


@settings(deadline=None, max_examples=320)
@given(data=st.data())
def test_any_splits_merges_insertions_and_changes_of_kind_lose_no_published_id_and_give_none_twice(data):
    text = "".join(data.draw(st.lists(st.sampled_from("甲乙丙丁。，"), min_size=2, max_size=60), label="text"))
    published = []
    for _ in range(3):
        rows = [data.draw(st.sampled_from(["", "", "## "]), label="kind") + row for row in recut(data.draw, text)]
        for at in data.draw(st.lists(st.integers(0, len(rows)), max_size=4), label="inserted"):
            rows.insert(at, data.draw(st.sampled_from(["{+戊}", "{+己}", "## {+戊}"]), label="words"))
        items = place_all(rows)
        given_ids, proposals, problems = assign(items, published, "base")
        assert problems == []
        assert not {p.id for p in proposals} & {e.id for e in published}
        names = [name for one in given_ids for name in (one.id, *one.aliases)]
        assert len(names) == len(set(names))
        holders = {name: item for item, one in zip(items, given_ids, strict=True) for name in (one.id, *one.aliases)}
        for entry in published:  # every address leads to the block that holds its character, whatever its kind
            holder = holders[entry.id]
            assert entry.supplied or holder.start <= entry.place < holder.end
        known = {e.id: e for e in (*published, *proposals)}
        for item, one in zip(items, given_ids, strict=True):  # an id is shown only where it was first given, on a block of its kind
            assert known[one.id].place == item.start
            assert known[one.id].kind == item.block.kind
            assert known[one.id].supplied == (not item.block.reading)
        published += proposals


def test_an_id_whose_paragraph_became_a_heading_goes_to_it_and_not_to_a_paragraph_that_is_inserted(docs):
    docs.replace(ZHONG, "春天來了", "{+插入 | 他校：他本有}\n\n## 春天來了")
    assert ids(docs, "zhong") == ["h1", "p1", "p1b", "h2+p2", "p3", "p4"]
    docs.record()
    assert {p.code for p in docs.problems()} <= {"Q001"}
    docs.replace(ZHONG, "## 春天來了", "春天來了")
    assert ids(docs, "zhong") == ["h1", "p1", "p1b", "p2+h2", "p3", "p4"]


def test_the_id_of_a_supplied_paragraph_that_is_removed_stays_in_its_chapter(docs):
    docs.write(ZHONG, docs.text(ZHONG) + "\n{+補 | 他校：他本有}\n")
    assert docs.record() == ["zhong p5 62 {補"]
    docs.replace(ZHONG, "{+補 | 他校：他本有}\n", "")
    assert ids(docs, "zhong") == ["h1", "p1", "p2", "p3", "p4+p5"]
    assert ids(docs, "kan") == ["h1", "p1", "p2"]
    assert docs.problems() == []


def test_an_inserted_paragraph_does_not_take_the_id_of_the_supplied_one_behind_it(docs):
    docs.replace(ZHONG, "王五記\n", "王五記\n\n{+甲 | 他校：他本有}\n")
    docs.record()
    docs.replace(ZHONG, "{+甲 |", "{+乙 | 他校：他本有}\n\n## {+甲 |")
    assert ids(docs, "zhong") == ["h1", "p1", "p1c", "h2+p1b", "p2", "p3", "p4"]


def test_a_thousand_paragraphs_before_a_low_number_all_get_ids():
    items = place_all(["甲"] * 1000)
    found, proposals, _ = assign(items, [Record("a", "p1", 999, "甲")], "base")
    assert found[-1].id == "p1"
    assert len({one.id for one in found}) == 1000
    assert len(proposals) == 999
