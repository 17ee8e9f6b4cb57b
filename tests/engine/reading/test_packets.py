"""What a packet's file may say, and what its writer is told."""

import pytest

from duben.reading.citations import Citation


def told(docs):
    return [(p.code, p.line, p.message) for p in docs.problems() if p.path == "packets/try.md"]


def read(docs):
    return docs.edition().page("packets/try.md").packet


def test_parts_are_read_in_their_order_with_their_fields(docs):
    docs.form("/// field | 〔日期〕\n    id: date\n    en: Date\n///")
    parts = (
        "{excerpt: 'trees-1950/zhong, p2-p3', title: 兩段, use: 會前讀}",
        "{guide: walk, blocks: go, use: 備查}",
        "{questions: walk, minutes: 20}",
        "{form: sheet, minutes: 5}",
        "chapter: trees-1950/kan",
        "glossary: 詞語",
    )
    assert docs.packet(*parts, minutes=60, break_=10) == []
    packet = read(docs)
    assert (packet.audience, packet.minutes, packet.pause) == ("八人", 60, 10)
    assert [(spec.kind, spec.name) for spec in packet.parts] == [
        ("excerpt", "trees-1950/zhong, p2-p3"),
        ("guide", "walk"),
        ("questions", "walk"),
        ("form", "sheet"),
        ("chapter", "trees-1950/kan"),
        ("glossary", "詞語"),
    ]
    excerpt, guide, questions, form, chapter, _ = packet.parts
    assert (excerpt.citation, excerpt.title, excerpt.use) == (Citation("trees-1950", "zhong", "p2", "p3"), "兩段", "會前讀")
    assert (guide.blocks, guide.use) == (("go",), "備查")
    assert (questions.minutes, form.minutes) == (20, 5)
    assert chapter.use == "備查"  # a whole chapter is not read aloud unless the file says so
    assert [spec.line for spec in packet.parts] == [9, 10, 11, 12, 13, 14]


def test_an_excerpt_is_read_aloud_unless_it_says_otherwise(docs):
    docs.packet("excerpt: trees-1950/zhong, p2")
    assert read(docs).parts[0].use == "會上讀"


def test_an_empty_packet_is_told(docs):
    assert docs.packet() == [("P004", 6)]


def test_a_packet_without_parts_is_told(docs):
    docs.write("packets/try.md", "---\ntitle: 包\nenglish: P\ndescription: 一包\naudience: 人\n---\n")
    assert [(code, line) for code, line, _ in told(docs)] == [("F002", 1)]


@pytest.mark.parametrize(
    "part",
    [
        "guide",  # no mapping
        "{}",
        "{title: 只有題}",
        "{guide: walk, form: sheet}",
        "{guide: 3}",
        "{guide: ''}",
        "{guide: walk, colour: red}",
        "{glossary: 詞語, title: 題}",
        "{excerpt: trees-1950/zhong}",  # no paragraphs
        "{excerpt: 'trees-1950, p2'}",
        "{excerpt: 'trees-1950/zhong, p2; trees-1950/kan, p1'}",
        "{excerpt: 第二段}",
        "{chapter: 'trees-1950/zhong, p2'}",
        "{chapter: trees-1950}",
        "{guide: walk, use: 明天}",
        "{guide: walk, blocks: 7}",
        "{guide: walk, blocks: 、}",
        "{guide: walk, title: ''}",
        "{questions: walk, minutes: 0}",
        "{questions: walk, minutes: 十}",
        "{form: sheet, minutes: -3}",
        "{questions: []}",
        "{questions: [誰去？, 3]}",
        "{guide: [walk]}",
    ],
)
def test_a_part_that_cannot_be_read_is_told_at_its_line(docs, part):
    docs.form("/// field | 〔日期〕\n    id: date\n    en: Date\n///")
    assert docs.packet("chapter: trees-1950/kan", part) == [("P001", 8)]


def test_all_faults_are_told_at_once_and_the_mend_names_what_may_stand(docs):
    docs.packet("{guide: 3}", "{}", "{guide: walk, use: 明天}")
    problems = [p for p in docs.problems() if p.code == "P001"]
    assert [p.line for p in problems] == [7, 8, 9]
    assert all("excerpt" in p.mend for p in problems[1:2])
    assert "會前讀" in problems[2].mend


def test_what_was_typed_is_in_the_mend(docs):
    for part, mend in (
        ("excerpt: trees-1950/zhong", "chapter: trees-1950/zhong"),
        ("chapter: trees-1950/kan, p1-p2", "excerpt: trees-1950/kan"),
        ("excerpt：x", "半角"),
    ):
        docs.packet(part)
        assert mend in next(p.mend for p in docs.problems() if p.code == "P001")


@pytest.mark.parametrize(("name", "value"), [("minutes", 0), ("minutes", 700), ("break_", 10)])
def test_minutes_that_are_none_are_told(docs, name, value):
    assert docs.packet("chapter: trees-1950/kan", **{name: value}) == [("P005", 6)]


def test_the_index_and_the_page_to_make_ones_own_are_no_packets(docs):
    docs.write("packets/index.md", "---\ntitle: 學習包\n---\n")
    docs.write("packets/make.md", "---\ntitle: 自己編\n---\n")
    assert docs.codes() == []
    assert docs.edition().page("packets/index.md").packet is None


def test_a_packet_in_a_folder_of_its_own_has_no_place(docs):
    docs.write("packets/more/deep.md", "---\ntitle: 深\n---\n")
    assert docs.codes() == ["R006"]
