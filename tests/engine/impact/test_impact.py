"""What a change touches: found by comparing two editions, told as Markdown and as a page."""

import subprocess
import sys
from pathlib import Path

import pytest

from duben.edition.read import read
from duben.impact import telling
from duben.impact.compare import Impact, PacketChange, Piece, Side, compare, differences
from duben.links.resolve import resolve
from duben.renaming import applied, rename

SCRIPT = Path(__file__).parents[3] / "scripts" / "impact.py"
ZHONG = "reports/trees-1950/zhong.md"


@pytest.fixture
def pair(make_docs):
    """The made-up edition twice: one to change, and what then differs from the other."""
    before, after = make_docs("before"), make_docs("after")
    for docs in (before, after):
        docs.entry("terms/miao", "樹苗")
        docs.packet("excerpt: trees-1950/zhong, p2")
    return after, lambda: compare(side(before), side(after))


def side(docs):
    edition = read(docs.root, docs.settings)
    return Side(edition, resolve(edition))


def marked(pieces):
    return "".join(text if sign == "=" else f"[{sign}{text}]" for sign, text in pieces)


def test_what_is_the_same_touches_nothing(pair):
    _docs, found = pair
    assert found() == Impact()
    assert telling.sections(found()) == []
    assert telling.markdown(found()).count("\n") == 1
    assert "<h2>" not in telling.html(found())


def test_an_emendation_is_told_in_its_view_word_by_word(pair):
    docs, found = pair
    docs.replace(ZHONG, "我們去種樹。樹", "我們去{種→栽 | 試}樹。樹")
    impact = found()
    ((view, pieces),) = impact.paragraphs[0].views
    assert view == "corrected"
    assert "[-種][+栽]" in marked(pieces)
    assert (impact.paragraphs[0].before, impact.paragraphs[0].after) == (("p2",), ("p2",))
    assert [(change.words, change.transcribed) for change in impact.quotations] == [("春天來了，我們去種樹。", True)]
    assert [(change.path, change.how, change.blocks) for change in impact.pages] == [("guides/walk.md", "through", ("去種樹", "討論題"))]
    assert [(change.path, len(change.files) == change.all) for change in impact.files] == [("packets/try.md", True)]


def test_what_a_page_quotes_and_its_chapter_has_no_more_is_told(pair):
    docs, found = pair
    docs.replace("reports/trees-1950/source.txt", "大家都不說話", "大家都說話")
    docs.replace(ZHONG, "大家都不說話", "大家都說話")
    impact = found()
    assert [(change.path, change.words, change.transcribed) for change in impact.quotations] == [("guides/walk.md", "大家都不說話", False)]
    assert [view for view, _pieces in impact.paragraphs[0].views] == ["corrected", "transcribed"]
    assert [(row.name, row.before > row.after) for row in impact.covered] == [("trees-1950/zhong", True)]


def test_a_changed_reason_is_told_without_words(pair):
    docs, found = pair
    docs.replace(ZHONG, "本校：下文作「澆」", "理校：試")
    (change,) = found().paragraphs
    assert (change.before, change.views) == (("p2",), ())


def test_a_split_and_a_merge_are_told_with_their_ids(pair):
    docs, found = pair
    docs.replace(ZHONG, "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    assert found().unrecorded == ("trees-1950/zhong#p2b",)
    docs.record()
    impact = found()
    assert (impact.recorded, impact.unrecorded, impact.quotations) == (("trees-1950/zhong#p2b",), (), ())
    assert [(change.before, change.after) for change in impact.paragraphs] == [(("p2",), ("p2", "p2b"))]
    docs.replace(ZHONG, "大家都不說話。\n\n- 先挖坑", "大家都不說話。先挖坑")
    impact = found()
    assert (impact.aliased, impact.gone) == (("trees-1950/zhong#p4",), ())
    assert [(change.before, change.after) for change in impact.paragraphs][1:] == [(("p3", "p4"), ("p3",))]


def test_mentions_and_pages_that_come_and_go(pair):
    docs, found = pair
    docs.entry("terms/ren", "大家")
    docs.replace("guides/walk.md", "編者的話。", "編者改了的話。")
    (docs.root / "packets/try.md").unlink()
    impact = found()
    assert impact.mentions == (("terms/ren", 0, 1),)
    rows = {change.path: (change.how, change.blocks) for change in impact.pages}
    assert rows["guides/walk.md"] == ("changed", ("去種樹",))
    assert rows["packets/try.md"][0] == "removed"
    assert rows["entries/terms/ren.md"][0] == "added"


def test_a_chapter_added_and_what_its_front_matter_tells(pair):
    docs, found = pair
    docs.report("# 又\n\n一段。\n")
    docs.replace(ZHONG, "author: 王五", "author: 王六")
    impact = found()
    assert impact.chapters == (Piece("+", "reports/more/c.md"),)
    assert ("reports/trees-1950/zhong.md", "changed") in [(change.path, change.how) for change in impact.pages]
    assert impact.recorded == ("more/c#h1", "more/c#p1")


def test_what_was_renamed_is_neither_gone_nor_new(pair):
    docs, found = pair
    changes = rename(docs.root, docs.edition(), "trees-1950/zhong", "trees-1950/plant")
    applied(changes, docs.root)
    impact = found()
    assert (impact.chapters, impact.gone, impact.recorded, impact.covered, impact.quotations, impact.paragraphs) == ((),) * 6
    assert {change.path: change.how for change in impact.pages}["reports/trees-1950/plant.md"] == "renamed"
    applied(rename(docs.root, docs.edition(), "terms/miao", "terms/shumiao"), docs.root)
    impact = found()
    assert impact.mentions == ()
    rows = {change.path: change.how for change in impact.pages}
    assert rows["entries/terms/shumiao.md"] == "renamed"
    assert "entries/terms/miao.md" not in rows


def test_differences_give_both_texts_back():
    pieces = differences("春天來了我們", "夏天來我們都")
    assert "".join(text for sign, text in pieces if sign != "+") == "春天來了我們"
    assert "".join(text for sign, text in pieces if sign != "-") == "夏天來我們都"


def test_what_a_contributor_writes_is_no_markup():
    found = Impact(gone=("a#<script>x</script> [a](b) @all `c`",), files=(PacketChange("packets/a.md", ("packets/a.pdf",), 2),))
    assert "<script>" not in telling.markdown(found)
    assert "[a](b)" not in telling.markdown(found)
    assert "@" not in telling.markdown(found)
    assert "<script" not in telling.html(found)
    assert "&lt;script&gt;" in telling.html(found)


def git(docs, *command):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *command], cwd=docs.root, check=True, capture_output=True)


def run(docs, *arguments):
    command = [sys.executable, SCRIPT, "--docs", docs.root, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_compares_versions_in_git_and_the_folder(docs, tmp_path):
    git(docs, "init", "-q", "-b", "main", str(docs.root.parent))
    git(docs, "add", "-A")
    git(docs, "commit", "-q", "-m", "x")
    assert run(docs, "main").stdout.count("\n") == 1
    docs.replace(ZHONG, "我們去種樹。樹", "我們去{種→栽 | 試}樹。樹")
    page = tmp_path / "impact.html"
    done = run(docs, "main", "--html", page)
    assert done.returncode == 0, done.stderr
    assert "\\{\\+栽\\+\\}" in done.stdout
    assert "<ins>{+栽+}</ins>" in page.read_text("utf-8")
    git(docs, "add", "-A")
    git(docs, "commit", "-q", "-m", "x")
    assert run(docs, "main~1", "main").stdout == done.stdout
    assert run(docs, "nowhere").returncode == 2
    assert "nowhere" in run(docs, "nowhere").stderr
