"""Finding words in a chapter: where they stand, and which characters of the running text they are."""

import pytest

from duben.links.quotations import find
from duben.problems import mended
from duben.text.wording import label, span_label

NOTE = "about/note.md"


def spans(docs, words, key="zhong"):
    """The characters of the corrected text of which a quotation consists."""
    assert docs.page(f"「{words}」[@trees-1950/{key}]") == []
    (quotation,) = [q for q in docs.links().quotations if q.page.path == NOTE]
    text = quotation.target.chapter.running("corrected")[0]
    return [text[a:b] for a, b in quotation.target.spans]


def test_labels():
    assert [label(name) for name in ("p12", "p12b", "h3", "")] == ["第12段", "第12b段", "標題3", ""]
    assert span_label("p12", "p14") == "第12–14段"
    assert span_label("p12", "p12") == "第12段"
    assert span_label("h3", "h5") == "標題3–5"
    assert span_label("h3", "p14") == "標題3至第14段"


def test_a_quotation_knows_its_characters(docs):
    assert spans(docs, "我們去種樹") == ["我們去種樹"]
    assert spans(docs, "得足。有人問", "zhong, p2-p3") == ["得足。有人問"]


def test_what_is_skipped_is_not_among_them(docs):
    assert spans(docs, "春天……種得直[…]澆得足") == ["春天", "種得直", "澆得足"]


def test_words_of_the_transcription_are_the_characters_corrected_from_them(docs):
    docs.replace("reports/trees-1950/zhong.md", "我們去種樹", "我們{+大家 | 理校：試}去種樹")
    assert spans(docs, "水要饒得足") == ["水要澆得足"]
    assert spans(docs, "我們去種樹……水要饒") == ["我們大家去種樹", "水要澆"]


def test_hits_of_one_block_count_once_and_of_two_twice(docs):
    chapter = docs.chapter("kan")
    assert [hit.first for hit in find(chapter, "樹要種得直", "corrected")] == [2]
    assert [hit.first for hit in find(chapter, "看樹", "corrected")] == [0, 1]


@pytest.mark.parametrize(
    ("wrong", "code", "right"),
    [
        ("「我們去種樹」[@trees-1950/zhong, p3]", "Q002", "「我們去種樹」[@trees-1950/zhong, p2]"),
        ("「我們去種樹」[@trees-1950/zhong, p99]", "Q006", "「我們去種樹」[@trees-1950/zhong, p2]"),
        ("> 我們去種樹\n> [@trees-1950/zhong, p3]", "Q002", "> 我們去種樹\n> [@trees-1950/zhong, p2]"),
        ("「春天來了我們去種樹」[@trees-1950/zhong, p2]", "Q001", "「春天來了，我們去種樹」[@trees-1950/zhong, p2]"),
        ("> 春天來了；我們去種樹，\n> [@trees-1950/zhong, p2]", "Q001", "> 春天來了，我們去種樹。\n> [@trees-1950/zhong, p2]"),
        ("「有人問，樹苗哪裏來」[@trees-1950/zhong, p3]", "Q001", None),  # half of an inner quotation
        ("「有人問，樹苗哪裏來？」[@trees-1950/zhong, p3]", "Q001", None),
        ("「冬天來了，我們去種樹」[@trees-1950/zhong, p2]", "Q001", None),  # other words
        ("「樹、要種得直」[@trees-1950/kan, p2]", "Q001", None),  # twice
        ("「我們去看樹」[@trees-1950/zhong, p2]", "Q002", None),  # another chapter, for a person to decide
    ],
)
def test_what_can_be_mended_in_one_way_only_has_its_mend(docs, wrong, code, right):
    found = docs.page(wrong)
    assert [problem.code for problem in found] == [code]
    text = docs.text("about/note.md")
    new = mended(text, [problem.exact for problem in found if problem.exact])
    assert new == (text.replace(wrong, right) if right else text)
