"""Every quotation of the shipped pages, and any stretch of the shipped texts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from duben.checks import check
from duben.document.model import Quotation, Table, Unit
from duben.document.pages import Pages
from duben.document.tree import walk, words
from duben.links.quotations import find
from duben.search.passages import collect
from duben.text.marks import bare


@given(data=st.data())
def test_any_stretch_of_a_shipped_paragraph_is_found_there_and_one_character_off_is_not(shipped, data):
    chapter = data.draw(st.sampled_from(shipped.report("qiqihar-1954").chapters).map(lambda c: c.stem), "chapter")
    chapter = shipped.report("qiqihar-1954").chapter(chapter)
    index = data.draw(st.sampled_from([i for i, b in enumerate(chapter.blocks) if len(b.reading) > 12]), "block")
    text = "".join(chapter.blocks[index].text("corrected").split())
    start = data.draw(st.integers(0, len(text) - 10))
    words = text[start : data.draw(st.integers(start + 8, len(text)))]
    (hit,) = find(chapter, words, "corrected", index, index)
    assert (hit.first, hit.last) == (index, index)
    ((low, high),) = hit.spans
    assert chapter.running("corrected")[0][low:high] == words
    at = data.draw(st.integers(0, len(words) - 1))
    assert find(chapter, words[:at] + "＊" + words[at + 1 :], "corrected") == []


def test_every_quotation_of_the_shipped_pages_holds(shipped, shipped_links):
    assert [str(p) for p in check(shipped, shipped_links)] == []
    assert len(shipped_links.quotations) >= 30


def test_every_shipped_guide_keeps_every_quotation_and_every_chinese_word(shipped, shipped_links):
    pages = Pages(shipped, shipped_links)
    for page in (page for page in shipped.pages if page.is_guide):
        found = tuple(block for block in pages.written(page.path) if not (isinstance(block, Unit) and block.closing))
        units = [block for block in found if isinstance(block, Unit)]
        assert [unit.title for unit in units] == [b.title for b in page.blocks if b.kind not in ("questions", "leader")]
        text = bare("".join(words(getattr(piece, "content", ())) for piece in walk(found)))
        text += bare("".join(words(row) for piece in walk(found) if isinstance(piece, Quotation) for row in piece.paragraphs))
        text += bare("".join(words(cell) for piece in walk(found) if isinstance(piece, Table) for row in piece.rows for cell in row))
        end = next(block.line for block in page.blocks if block.kind == "questions") - page.document.first_line
        body = "\n".join(page.document.body.split("\n")[:end])
        for quotation in shipped_links.quotations:
            if quotation.page is page and quotation.reference.line < end + page.document.first_line:
                assert quotation.reference.words in text, quotation.reference.words
        for line in body.split("\n"):  # whole sentences of the editors, as they stand in the file
            if re.match(r"[\u4e00-\u9fff「]", line) and "[" not in line and "*" not in line and "`" not in line:
                assert bare(line) in text, line


def test_search_finds_no_signs_of_markdown_and_no_citation(shipped, shipped_links):
    shown = ("about/marks.md", "about/tutorial.md")  # where it is shown how to write them
    pages = [page for page in collect(Pages(shipped, shipped_links)) if page.path not in shown]
    texts = [passage.text for page in pages for passage in page.passages]
    assert len(texts) > 1000
    assert [text for text in texts if "[@" in text or "](" in text or "///" in text] == []


def test_texts_come_first_then_guides_then_entries(shipped, shipped_links):
    kinds = [page.kind for page in collect(Pages(shipped, shipped_links))]
    assert list(dict.fromkeys(kinds)) == ["report", "guide", "entry", "packet", "about"]
    assert len(kinds) == len(shipped.chapters) + len(shipped.pages)
