"""A guide's Markdown as blocks: nothing that a reader of the page sees is lost, and nothing that the page adds for a screen is taken."""

import pytest

from duben.document.model import Checklist, Fact, Facts, Heading, Link, Listing, Paragraph, Preformatted, Quotation, Task, Text, Unit
from duben.document.pages import Pages
from duben.document.tree import words


@pytest.fixture
def blocks(docs):
    """The blocks of guides/try.md with this body."""

    def blocks(body):
        assert docs.guide(body) == []
        pages = Pages(docs.edition(), docs.links())
        return tuple(block for block in pages.written("guides/try.md") if not (isinstance(block, Unit) and block.closing))

    return blocks


def test_a_block_has_its_title_its_facts_its_quotations_and_the_annotation(blocks, docs):
    unit = blocks(docs.block("go", "我們去種樹。", who="我們", en="Go").replace("\n///", "\n\n編者的話。\n///"))[0]
    assert (unit.label, unit.title, unit.english) == ("步驟", "題目go", "Go")
    facts, quotation, note = unit.blocks
    assert facts == Facts((Fact("何人", (Text("我們"),), "who"),))
    assert quotation.paragraphs == ((Text("我們去種樹。"),),)
    assert [(link.text, link.path, link.citation) for link in quotation.citation] == [
        ("種樹1950〈種樹〉，第2段", "reports/trees-1950/zhong.md#p2", True)
    ]
    assert note == Paragraph((Text("編者的話。"),))


def test_titles_stand_where_they_were_written(blocks):
    assert [type(block) for block in blocks("# 試\n\n段。\n\n## 又一題\n")] == [Heading, Paragraph, Heading]


def test_an_address_of_mail_is_one(blocks):
    (block,) = blocks("寫信到<a@example.org>。\n")
    assert block.content[1] == Link("a@example.org", "mailto:a@example.org")


def test_running_words_keep_their_links_and_styles(blocks):
    (block,) = blocks(
        "看**這裏**、`碼`、*點*、[別處](walk.md#go)、[網](https://example.org/a?b=1&c=2)「樹苗哪裏來？」[@trees-1950/zhong]。\n"
    )
    assert block.content == (
        Text("看"), Text("這裏", ("strong",)), Text("、"), Text("碼", ("code",)), Text("、"), Text("點", ("emph",)), Text("、"),
        Link("別處", "guides/walk.md#go"), Text("、"), Link("網", "https://example.org/a?b=1&c=2"), Text("「樹苗哪裏來？」"),
        Link("種樹1950〈種樹〉，第3段", "reports/trees-1950/zhong.md#p3", citation=True), Text("。"),
    )  # fmt: skip


def test_signs_that_html_would_escape_come_out_as_themselves(blocks):
    (block,) = blocks("甲 & 乙，\\*星\\*，AT&amp;T，3 > 2，`<b>`\n")
    assert words(block.content) == "甲 & 乙，*星*，AT&T，3 > 2，<b>"


def test_the_end_of_a_line_is_no_space_in_chinese(blocks):
    (block,) = blocks("一行\n兩行 two\nthree\n")
    assert words(block.content) == "一行兩行 two three"


def test_lists_hold_blocks(blocks):
    (listing,) = blocks("1. 甲\n2. 乙\n\n    又一段\n\n    - 丙\n")
    assert listing.ordered
    assert listing.items[0] == (Paragraph((Text("甲"),)),)
    assert listing.items[1][1] == Paragraph((Text("又一段"),))
    assert listing.items[1][2] == Listing(False, ((Paragraph((Text("丙"),)),),))


def test_a_comparison_keeps_its_columns(blocks):
    cells = "「我們去種樹」[@trees-1950/zhong, p2]"
    body = "/// synopsis | 對照\n    id: s\n    en: S\n\n| 事 | [@trees-1950] | 別 |\n| --- | --- | --- |\n"
    unit = blocks(f"{body}| 種 | {cells} | — |\n///\n")[0]
    (table,) = unit.blocks
    assert (table.kind, [words(cell) for cell in table.head]) == ("synopsis", ["事", "種樹1950", "別"])
    assert [words(cell) for cell in table.rows[0]] == ["種", "「我們去種樹」種樹1950〈種樹〉，第2段", "—"]


def test_checklists_and_agendas(blocks, docs):
    lists = "/// checklist | 核對\n    id: c\n    en: C\n    items: go、〔桌椅〕\n///\n\n"
    lists += "/// agenda | 議程\n    id: a\n    en: A\n    total: 20\n    items: go 15、〔休息〕 5\n///\n\n"
    _, checklist, agenda = blocks(docs.block("go", "我們去種樹。") + lists)
    assert checklist.blocks == (Checklist((Task("題目go", path="guides/try.md#go", value="go"), Task("〔桌椅〕", value="〔桌椅〕"))),)
    (table,) = agenda.blocks
    assert table.kind == "agenda"
    assert [[words(cell) for cell in row] for row in table.rows] == [
        ["0:00", "題目go", "15"],
        ["0:15", "〔休息〕", "5"],
        ["0:20", "散會", "20"],
    ]


def test_headings_and_quotations_outside_of_blocks(blocks):
    title, heading, quotation = blocks("# 題\n\n## 一、先\n\n> 我們去種樹。\n> [@trees-1950/zhong, p2]\n")
    assert (title, heading) == (Heading(0, (Text("題"),)), Heading(1, (Text("一、先"),)))
    assert isinstance(quotation, Quotation)


def test_a_fenced_example_keeps_its_words(blocks):
    assert blocks("段\n```yaml\n標記 [@x]\n\n  # 二\n```\n段\n") == (
        Paragraph((Text("段"),)), Preformatted("標記 [@x]\n\n  # 二", "yaml"), Paragraph((Text("段"),)),
    )  # fmt: skip


def test_the_questions_and_the_note_for_the_leader_are_apart(blocks):
    assert blocks("編者的話。\n") == (Paragraph((Text("編者的話。"),)),)
