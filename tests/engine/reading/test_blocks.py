"""The blocks of a guide: their kinds, their fields, and how they are read."""

import pytest

from duben.reading.blocks import Item, fact_words, items, scan
from duben.reading.frontmatter import Document
from duben.reading.settings import Settings

KINDS = Settings()
GUIDE = "guides/try.md"
QUOTE = "> 春天來了，我們去種樹。\n> [@trees-1950/zhong, p2]\n"


def step(fields="", body=QUOTE, head="/// step | 種樹", name="go"):
    """A block: its id is in its second line, ``fields`` begin in its fourth."""
    return f"{head}\n    id: {name}\n    en: Plant\n{fields}\n{body}///\n"


def test_block_with_fields_and_a_quotation(docs):
    fields = "    who: 我們\n    when: 春天\n"
    assert docs.guide(step(fields)) == []
    block = docs.edition().page(GUIDE).blocks[0]
    assert (block.kind, block.title, block.id, block.en) == ("step", "種樹", "go", "Plant")
    assert dict(block.facts) == {"who": "我們", "when": "春天"}
    assert (block.line, block.end) == (4, 12)
    assert (block.line_of("when"), block.line_of("long")) == (8, 4)


@pytest.mark.parametrize("kind", sorted(KINDS.blocks_with("inventory")))
def test_kinds(docs, kind):
    assert docs.guide(step(head=f"/// {kind} | 種樹")) == []


def test_unknown_kind_is_told_with_the_known_ones(docs):
    assert ("G001", 4) in docs.guide(step(head="/// stpe | 種樹"))
    mend = next(p.mend for p in docs.problems() if p.code == "G001")
    assert all(kind in mend for kind in KINDS.blocks)


def test_block_that_is_not_closed(docs):
    assert docs.guide(step().removesuffix("///\n")) == [("G002", 4)]


def test_end_without_a_beginning_or_with_other_slashes(docs):
    assert docs.guide("甲\n\n///\n") == [("G002", 6)]
    assert [code for code, _ in docs.guide(step().replace("\n///\n", "\n////\n"))] == ["G002", "G002"]


def test_block_in_a_list_is_not_passed_over(docs):
    assert ("G002", 6) in docs.guide("- 甲\n\n    /// step | 種樹\n        id: go\n\n    「捏造」\n    ///\n")


def test_block_without_an_id(docs):
    assert docs.guide(step().replace("    id: go\n", "    who: 我們\n")) == [("G003", 4)]


def test_block_that_quotes_needs_an_english_title(docs):
    assert docs.guide(step().replace("    en: Plant\n", "    who: 我們\n")) == [("G003", 4)]


def test_arrangements_need_no_english_title_but_their_items(docs):
    assert docs.guide(step() + "/// checklist | 單\n    id: list\n    items: go\n///\n") == []
    assert docs.guide(step() + "/// checklist | 單\n    id: list\n///\n") == [("G003", 11)]


def test_agenda_needs_its_total(docs):
    body = step() + "/// agenda | 程\n    id: list\n    items: go 10\n///\n"
    assert ("G003", 11) in docs.guide(body)
    assert docs.guide(body.replace("    items", "    total: 10\n    items")) == []


@pytest.mark.parametrize("name", ["Go", "1go", "去", "go_on", "'go on'", "go,on", "go、", "go、 on", "go、Go"])
def test_id_that_is_no_fragment(docs, name):
    assert docs.guide(step(name=name)) == [("G003", 5)]


def test_two_blocks_of_one_id(docs):
    assert docs.guide(step() + "\n" + step()) == [("G006", 12)]


def test_block_keeps_the_ids_of_those_taken_into_it(docs):
    assert docs.guide(step(name="go、went、gone")) == []
    block = docs.edition().page(GUIDE).blocks[0]
    assert (block.id, block.aliases) == ("go", ("went", "gone"))


@pytest.mark.parametrize(("one", "other"), [("go、went", "went"), ("went", "go、went"), ("go、went", "on、went")])
def test_an_id_that_another_block_keeps_is_taken(docs, one, other):
    assert docs.guide(step(name=one) + "\n" + step(name=other)) == [("G006", 12)]
    assert "第 4 行" in next(p.message for p in docs.problems() if p.code == "G006")


def test_block_without_a_title(docs):
    assert docs.guide(step(head="/// step")) == [("G007", 4)]


@pytest.mark.parametrize("row", ["whom: 我們", "attrs: {onclick: alert(1)}", "number: 1", "who: [我們]", "who: 甲: 乙", "- 甲", "who: '甲"])
def test_field_that_is_unknown_or_of_the_wrong_form(docs, row):
    found = docs.guide(step(f"    {row}\n"))
    assert [code for code, _ in found if code == "G003"]
    assert all(4 <= line <= 7 for _, line in found)


def test_unknown_field_is_told_at_its_line(docs):
    assert docs.guide(step("    whom: 我們\n")) == [("G003", 7)]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("step", "chart: 甲"),
        ("step", "items: go"),
        ("synopsis", "number: 一"),
        ("checklist", "who: 我們"),
        ("checklist", "total: 5"),
        ("leader", "en: A"),
    ],
)
def test_field_of_another_kind_is_told_with_those_it_may_have(docs, kind, row):
    docs.guide(step() + step(f"    {row}\n", head=f"/// {kind} | 又", name="on"))
    (problem,) = [p for p in docs.problems() if (p.code, p.line) == ("G003", 14)]
    assert "、".join(KINDS.block_fields[kind]) in problem.mend


@pytest.mark.parametrize("total", ["一小時", "'60'", "60.5", "true", "0", "-5", "[60]"])
def test_total_that_is_no_number_of_minutes(docs, total):
    body = step() + f"/// agenda | 程\n    id: list\n    items: go 10\n    total: {total}\n///\n"
    assert ("G003", 14) in docs.guide(body)


def field(*rows):
    """The field of a form with these further rows, as it is read, and the lines of what is wrong with it."""
    body = "/// field | 誰去種樹\n    id: who\n    en: Who\n" + "".join(f"    {row}\n" for row in rows) + "\n甲\n///\n"
    (block,), problems = scan(Document("packets/forms/try.md", body=body), KINDS)
    return block, [(p.code, p.line) for p in problems]


@pytest.mark.parametrize(("row", "room"), [("lines: 3", (3, 0)), ("columns: 2", (0, 2)), ("lines: 20", (20, 0)), ("columns: 12", (0, 12))])
def test_field_of_a_form_has_lines_or_columns(row, room):
    block, problems = field(row)
    assert (block.lines, block.columns, problems) == (*room, [])


def test_field_of_which_nothing_is_said_has_one_line():
    assert field()[0].lines == 1


@pytest.mark.parametrize(
    "row", ["lines: 21", "columns: 13", "lines: 0", "columns: -1", "lines: '3'", "lines: 2.5", "lines: true", "columns: 三"]
)
def test_room_that_cannot_be_printed_is_told(row):
    assert field(row)[1] == [("G003", 4)]


def test_field_has_not_both_lines_and_columns():
    assert field("lines: 2", "columns: 1")[1] == [("G003", 5)]


@pytest.mark.parametrize("row", ["who: 我們", "number: 一", "total: 5"])
def test_field_of_a_form_has_no_facts(row):
    assert field(row)[1] == [("G003", 4)]


@pytest.mark.parametrize("value", ["go, on", "go；on", "Go", "去", "go 一", "go 1000", "go、", "、go", "go、〔〕", "〔話", "go stay"])
def test_items_that_cannot_be_read(docs, value):
    assert items(value) is None
    assert ("G003", 13) in docs.guide(step() + f"/// checklist | 單\n    id: list\n    items: {value}\n///\n")


def test_items_are_ids_or_the_editors_words_with_their_minutes():
    assert items("go 10、〔休息、喝水〕 5、on") == (Item("go", "", 10), Item("", "〔休息、喝水〕", 5), Item("on", "", 0))
    assert items("") is None


def test_words_joined_around_the_editors_are_parted():
    assert list(fact_words("甲乙〔丙〕丁、戊；己，庚")) == ["甲乙", "丁", "戊", "己", "庚"]


def test_blocks_in_code_are_examples_only(docs):
    assert docs.guide("```\n/// stpe | 種樹\n```\n") == []


def test_windows_line_ends_and_lines_counted_from_the_file():
    blocks, problems = scan(Document("guides/a.md", body="甲\n\n" + step(), first_line=5), KINDS)
    assert problems == []
    assert (blocks[0].line, blocks[0].end) == (7, 13)


@pytest.mark.parametrize("lead", ["- ", "1. ", "    ", "- - "])
def test_a_block_in_a_list_is_told(lead):
    document = Document("guides/x.md", body=f"{lead}/// step | 甲\n\n    乙\n\n    ///\n")
    assert "G002" in [p.code for p in scan(document, KINDS)[1]]


@pytest.mark.parametrize("head", ["\t/// step | 甲", "- /// Step | 甲", "1. /// STEP | 甲", " \t/// leader | 甲"])
def test_block_that_markdown_would_find_where_nothing_is_checked_is_told(docs, head):
    assert ("G002", 6) in docs.guide(f"- 項\n\n{head}\n")


def test_code_in_a_field_is_read_as_it_is_shown(docs):
    words = "春天來了，我們去種樹。"
    assert docs.guide(docs.block("go", words, who="我們`捏造`")) == [("G005", 7)]
    assert docs.guide(docs.block("go", words).replace("題目go", "`題`目")) == []
    assert docs.edition().page("guides/try.md").blocks[0].title == "`題`目"


@pytest.mark.parametrize("value", ["!!bool x", "!!int ''"])
def test_yaml_that_cannot_be_made_a_value_is_no_traceback(docs, value):
    assert ("G003", 5) in docs.guide(docs.block("go", "春天來了，我們去種樹。", who=value))
    docs.write("about/note.md", f"---\ntitle: {value}\n---\n")
    assert "F001" in docs.codes()


@pytest.mark.parametrize("row", ["\tnumber: 第一", "  number: 第一", "　　number: 第一", "    number：第一", "    number:第一"])
def test_field_that_is_not_written_as_one_is_told_at_its_line_and_nothing_else(docs, row):
    assert docs.guide(f"/// step | 種樹\n    id: go\n{row}\n    en: Plant\n\n> 春天來了\n> [@trees-1950/zhong, p2]\n///\n") == [("G003", 6)]


@pytest.mark.parametrize("head", ["/// step 種樹", "/// step ｜ 種樹", "///step｜種樹"])
def test_first_line_of_a_block_that_is_none_is_told_where_it_stands(docs, head):
    assert docs.guide(f"{head}\n    id: go\n    en: Plant\n\n> 春天來了\n> [@trees-1950/zhong, p2]\n///\n") == [("G002", 4)]
