"""The shipped reports: every character of the source, every id, every stretch of text."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from duben import DubenExtension
from duben.edition.fidelity import compare, strip
from duben.edition.ledger import Record, assign, realign
from duben.edition.report import placed, read_ledgers, read_source
from duben.reading.frontmatter import split
from duben.text.marks import Mark, bare, escape, view_text
from duben.text.transcript import parse
from support.ledger import place_all

SHIPPED = Path(__file__).parents[2] / "docs"
SHIPPED_REPORTS = ["qiqihar-1954", "taiyuan-1952"]


def _body_characters(path):
    """Line and column (from 0) of each character of a chapter that stands outside every mark, white space aside."""
    rows = path.read_text("utf-8").split("\n")
    start = rows.index("---", 1) + 1
    found = []
    for number, row in enumerate(rows[start:], start):
        depth = 0
        text = row.lstrip("#").lstrip() if row.startswith("#") else row.removeprefix("- ")
        for column, char in enumerate(row):
            depth += char == "{"
            if not depth and not char.isspace() and column >= len(row) - len(text):
                found.append((number, column))
            depth -= char == "}"
    return rows, found


@pytest.fixture(scope="session")
def shipped_sources(shipped):
    """For each report its source and its chapters, as ``compare`` wants them."""
    found = {}
    for name in SHIPPED_REPORTS:
        document, _ = split("index.md", (SHIPPED / f"reports/{name}/index.md").read_text("utf-8"))
        original, problems = read_source(SHIPPED, f"reports/{name}", document)
        assert problems == []
        found[name] = original, [(c.path, c.blocks) for c in shipped.report(name).chapters]
    return found


@pytest.mark.parametrize("name", SHIPPED_REPORTS)
def test_shipped_report_gives_its_source_to_the_last_character(name, shipped_sources):
    original, chapters = shipped_sources[name]
    given_back = "".join("".join(block.text("transcribed").split()) for _, blocks in chapters for block in blocks)
    assert given_back == original.text
    assert len(original.text) > 8000
    assert compare(original, chapters) == []


@pytest.mark.parametrize("name", SHIPPED_REPORTS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_character_dropped_from_a_shipped_chapter_is_caught(name, shipped_sources, data):
    original, chapters = shipped_sources[name]
    index = data.draw(st.integers(0, len(chapters) - 1), "chapter")
    path = chapters[index][0]
    rows, characters = _body_characters(SHIPPED / path)
    line, column = data.draw(st.sampled_from(characters), "character")
    changed = list(rows)
    changed[line] = rows[line][:column] + rows[line][column + 1 :]
    start = rows.index("---", 1) + 1
    blocks, _ = parse(path, "\n".join(changed[start:]), start + 1)
    problems = compare(original, [*chapters[:index], (path, blocks), *chapters[index + 1 :]])
    assert [p.code for p in problems] == ["T001"]
    if changed[line].strip(" -#"):
        assert (problems[0].path, problems[0].line) == (path, line + 1)


@pytest.mark.parametrize("name", ["qiqihar-1954", "taiyuan-1952"])
def test_realign_moves_every_id_of_a_shipped_report_by_what_was_put_before_it(name, shipped):
    report = shipped.report(name)
    text = "".join(block.reading for chapter in report.chapters for block in chapter.blocks)
    plain, _ = strip(text, [], "")
    entries, spans, start = [], {}, 0
    for chapter in report.chapters:
        size = sum(len(block.reading) for block in chapter.blocks)
        spans[chapter.stem] = (start + 3, start + 3 + size)
        start += size
    for item, one in zip(placed(report.chapters, plain), (i for c in report.chapters for i in c.ids), strict=True):
        entries.append(Record(item.chapter, one.id, item.start, item.snippet()))
    moved, lost = realign(entries, strip("序言。" + text, [], "")[0], spans)
    assert lost == []
    assert [(e.chapter, e.id, e.place) for e in moved] == [(e.chapter, e.id, e.place + 3) for e in entries]


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_splits_and_merges_of_a_shipped_chapter_lose_no_published_id(shipped, data):
    blocks = shipped.report("taiyuan-1952").chapter("xi").blocks
    rows = [block.reading for block in blocks]
    items = place_all([("## " if b.kind == "h" else "") + escape(row) for b, row in zip(blocks, rows, strict=True)])
    _, published, _ = assign(items, [], "base")
    assert len(published) == len(rows)
    changed = []
    for row in rows:
        if changed and data.draw(st.integers(0, 5)) == 0:
            changed[-1] += row
        elif len(row) > 2 and data.draw(st.integers(0, 5)) == 0:
            at = data.draw(st.integers(1, len(row) - 1))
            changed += [row[:at], row[at:]]
        else:
            changed.append(row)
    after = place_all([escape(row) for row in changed])
    given_ids, proposals, problems = assign(after, published, "base")
    assert problems == []
    assert not {p.id for p in proposals} & {e.id for e in published}
    where = {name: item for item, one in zip(after, given_ids, strict=True) for name in (one.id, *one.aliases)}
    assert all(where[e.id].start <= e.place < where[e.id].end for e in published)


FIRST = {
    "qiqihar-1954": ({"chen": (9, 38), "front": (5, 9), "li": (4, 12)}, "060c5114ddb97ae1"),
    "taiyuan-1952": ({"front": (4, 20), "guo": (1, 12), "xi": (16, 36)}, "049d2ac7d41169c4"),
}
"""How many headings and paragraphs each chapter had when it was first published, and a hash of the lines of their ids."""


@pytest.mark.parametrize("name", SHIPPED_REPORTS)
def test_every_id_that_was_first_published_still_stands_at_its_place(name, shipped):
    counts, proof = FIRST[name]
    first = {
        (chapter, f"{kind}{n}")
        for chapter, found in counts.items()
        for kind, last in zip("hp", found, strict=True)
        for n in range(1, last + 1)
    }
    records = [record for record in read_ledgers(SHIPPED, f"reports/{name}")[0] if (record.chapter, record.id) in first]
    rows = "\n".join(sorted(f"{record.chapter} {record}" for record in records))
    assert hashlib.sha256(rows.encode()).hexdigest()[:16] == proof
    for record in records:
        assert record.id in shipped.report(name).chapter(record.chapter).index


def test_the_shipped_reports_have_no_problem_of_text_or_ids(shipped):
    assert [str(p) for p in shipped.problems if p.code[0] in "FMTIR" and p.path.startswith("reports/")] == []


@given(data=st.data())
def test_any_stretch_of_the_shipped_transcription_without_a_mark_is_the_same_corrected(shipped, data):
    path = data.draw(st.sampled_from(sorted(shipped.chapters)), "chapter")
    chapter = shipped.chapters[path]
    runs, at = [[0, ""]], 0  # where each run of text without a mark begins, and its words
    for token in (token for block in chapter.blocks for token in block.tokens):
        words = bare(view_text((token,), "transcribed"))
        if isinstance(token, Mark):
            runs.append([at + len(words), ""])
        else:
            runs[-1][1] += words
        at += len(words)
    assert at == len(chapter.running("transcribed")[0])
    start, words = data.draw(st.sampled_from([(start, words) for start, words in runs if words]), "run")
    low = data.draw(st.integers(0, len(words) - 1), "first")
    high = data.draw(st.integers(low + 1, len(words)), "last")
    first, last = chapter.corrected(start + low, start + high)
    assert chapter.running("corrected")[0][first:last] == words[low:high]


def test_shipped_chapters_show_every_block_once_and_to_the_letter(shipped, shipped_links, parse_html):
    extension = DubenExtension(shipped, shipped_links)
    for path, chapter in shipped.chapters.items():
        extension.path = path
        page = parse_html(Markdown(extensions=[extension]).convert("x"))
        assert len(page.ids()) == len({*page.ids()})
        assert len(page.find("a", role="doc-noteref")) == sum(len(block.marks) for block in chapter.blocks)
        for block, ids in zip(chapter.blocks, chapter.ids, strict=True):
            (node,) = page.find(id=ids.id)
            assert page.text(node).rstrip("\n") == block.text("corrected")
