"""The packet that a file describes: everything named is there, verbatim, in the view and script that was asked for."""

import pytest

from duben.document.model import Form, Glossary, Note, PageTurn, Paragraph, Passage, Text, Unit
from duben.document.pages import Pages
from duben.document.tree import walk, words
from duben.links.resolve import resolve
from duben.packets.compose import compose

TRY = "packets/try.md"
QUOTED = "/// field | 何時\n    id: when\n    en: When\n    columns: 2\n\n> 春天來了\n> [@trees-1950/zhong, p2]\n\n看天。\n///\n"


@pytest.fixture
def made(docs):
    """The packet of these parts."""

    def made(*parts, options=None, **fields):
        assert docs.packet(*parts, **fields) == []
        edition = docs.edition()
        return compose(Pages(edition, resolve(edition)), TRY, **(options or {}))

    return made


def text(part):
    return [words(piece.content) for piece in walk(part) if isinstance(piece, Passage)]


def test_a_packet_has_what_its_file_says(made):
    packet = made("excerpt: trees-1950/zhong, p2", body="# 包\n\n看「我們去種樹」[@trees-1950/zhong, p2]。\n", minutes=60)
    assert (packet.slug, packet.title, packet.english, packet.audience, packet.minutes) == ("try", "包", "Packet", "八人", 60)
    assert [words(block.content) for block in packet.blocks] == ["看「我們去種樹」種樹1950〈種樹〉，第2段。"]
    (source,) = packet.sources
    assert (source.title, source.short, source.proof, source.revised) == ("種樹小冊", "種樹1950", "未校", "")


def test_an_excerpt_has_its_paragraphs_with_numbers_notes_and_page_turns(made):
    (part,) = made("{excerpt: 'trees-1950/zhong, p1-p3', title: 三段}").parts
    assert (part.kind, part.title, part.source) == ("excerpt", "一、三段", "種樹1950〈種樹〉，第1–3段")
    assert [passage.number for passage in part.blocks] == ["1", "2", "3"]
    assert part.blocks[1].content == (
        Text("春天來了，我們去種樹。樹要種得直，水要"),
        Text("澆"),
        Note(1, "校改", "底本作「饒」，校改作「澆」。", "本校：下文作「澆」"),
        Text("得足。"),
    )
    assert PageTurn("第2頁") in part.blocks[2].content


@pytest.mark.parametrize(
    "part",
    [
        "guide: gone",
        "{guide: walk, blocks: gone}",
        "questions: gone",
        "form: gone",
        "chapter: trees-1950/gone",
        "excerpt: trees-1950/zhong, p99",
        "excerpt: trees-1950/zhong, p3-p1",
    ],
)
def test_while_a_part_names_what_is_not_there_the_others_are_shown(docs, part):
    docs.packet(part, "excerpt: trees-1950/zhong, p2", "glossary: 詞語", minutes=60)
    edition = docs.edition()
    assert [part.kind for part in compose(Pages(edition, resolve(edition)), TRY, facilitator=True).parts] == ["plan", "excerpt", "glossary"]


def test_while_a_block_has_no_id_the_others_are_shown(docs):
    docs.replace("guides/walk.md", "    id: go\n", "")
    docs.form("/// field | 〔甲〕\n    en: A\n///\n")
    docs.packet("guide: walk", "form: sheet", "questions: walk")
    edition = docs.edition()
    assert [part.kind for part in compose(Pages(edition, resolve(edition)), TRY).parts] == ["guide", "form", "questions"]


def test_the_text_as_transcribed_keeps_its_notes(made):
    (part,) = made("excerpt: trees-1950/zhong, p2", options={"view": "transcribed"}).parts
    assert text(part) == ["春天來了，我們去種樹。樹要種得直，水要饒得足。"]
    assert [note.text for note in walk(part) if isinstance(note, Note)] == ["底本作「饒」，校改作「澆」。"]


def test_notes_are_numbered_through_the_packet_and_alike_in_both_editions(made):
    for facilitator in (False, True):
        options = {"facilitator": facilitator}
        parts = made("excerpt: trees-1950/zhong, p2", "questions: walk", "chapter: trees-1950/kan", options=options).parts
        texts = [part for part in parts if part.kind in ("excerpt", "chapter")]
        assert [[note.number for note in walk(part) if isinstance(note, Note)] for part in texts] == [[1], [2]]
        assert texts[1].blocks[0].level == 1
    assert [note.number for note in walk(parts[1]) if isinstance(note, Note)] == [3]


def test_a_chapter_that_breaks_off_says_so_and_an_excerpt_of_its_beginning_does_not(docs):
    docs.write("reports/cut/source.txt", "題\n\n一。\n\n二")
    docs.write("reports/cut/c.md", "---\ntitle: 殘\nshort: 殘\norder: 1\n---\n\n# 題\n\n一。\n\n二{□}\n")
    docs.write("reports/cut/index.md", "---\ntitle: 殘冊\nshort: 殘\nrights: 虛構\nproof: {state: 未校}\n---\n")
    docs.packet("chapter: cut/c", "excerpt: cut/c, p1", "excerpt: cut/c, p2")
    edition = docs.edition()
    parts = compose(Pages(edition, resolve(edition)), TRY).parts
    assert ["中斷" in str(part.blocks[-1]) for part in parts] == [True, False, True]


def test_single_blocks_stand_in_the_order_in_which_they_are_named(docs, made):
    docs.guide(docs.block("a", "我們去種樹。") + docs.block("b", "水要澆得足。"))
    (part,) = made("{guide: try, blocks: b、a}").parts
    assert [block.title for block in part.blocks] == ["題目b", "題目a"]
    assert part.source == "摘自方法指南〈試〉"


def test_a_whole_guide_leaves_its_questions_and_its_note_to_parts_of_their_own(made):
    (part,) = made("guide: walk").parts
    assert "誰去" not in str(part.blocks)
    assert "慢慢談" not in str(part.blocks)
    assert any(isinstance(block, Unit) for block in part.blocks)
    assert part.english == "How to plant trees"


def test_questions_are_numbered_and_the_leader_has_what_they_point_to(made):
    parts = {}
    for facilitator in (False, True):
        parts[facilitator] = made("questions: walk", options={"facilitator": facilitator}).parts
    (asked,) = parts[False]
    assert [(question.number, words(question.content)) for question in asked.blocks] == [
        (1, "誰去？種樹1950〈種樹〉，第2段"),
        (2, "誰問？種樹1950〈種樹〉，第3段"),
        (3, "怎樣？種樹1950〈種樹〉，第4段"),
    ]
    assert not any(question.passages for question in asked.blocks)
    asked, note = parts[True]
    assert [text(question) for question in asked.blocks] == [
        ["春天來了，我們去種樹。樹要種得直，水要澆得足。"],
        ["有人問：「樹苗哪裏來？」大家都不說話。"],
        ["先挖坑，再放苗。"],
    ]
    assert (note.kind, note.leader, note.blocks) == ("leader", True, (Paragraph((Text("慢慢談。"),)),))


def test_a_paragraph_that_stands_under_an_earlier_question_is_only_named(docs, made):
    docs.replace("guides/walk.md", "2. 誰問？[@trees-1950/zhong, p3]", "2. 誰問？[@trees-1950/zhong, p2-p3]和[@trees-1950/zhong, p3]")
    second = made("questions: walk", options={"facilitator": True}).parts[0].blocks[1]
    assert words(second.passages[0].content) == "〈種樹〉第2段，見第 1 題。"
    assert text(second) == ["有人問：「樹苗哪裏來？」大家都不說話。"]


def test_the_plan_comes_first_and_only_for_the_leader(made):
    parts = (
        "excerpt: trees-1950/zhong, p2",
        "{excerpt: 'trees-1950/zhong, p3', title: 先讀的, use: 會前讀}",
        "questions: walk",
        "chapter: trees-1950/kan",
    )
    plan, *_ = made(*parts, minutes=60, options={"facilitator": True}).parts
    assert (plan.kind, plan.leader) == ("plan", True)
    table, ground, before, _ = plan.blocks
    assert [words(cell) for cell in table.rows[-1]] == ["1:00", "散會", "60"]
    assert "（23 字）" in words(table.rows[1][1])
    assert "200 字" in words(ground.content)
    assert "二、先讀的" in words(before.content)
    assert all(part.kind != "plan" for part in made(*parts, minutes=60).parts)


def test_the_parts_have_one_number_in_every_edition_and_in_the_plan(made):
    parts = ("excerpt: trees-1950/zhong, p2", "questions: walk", "{chapter: trees-1950/kan, title: 全章}")
    for facilitator in (False, True):
        packet = made(*parts, minutes=60, options={"facilitator": facilitator})
        own = [part.title for part in packet.parts if part.kind not in ("plan", "leader")]
        assert own == ["一、種樹，第2段", "二、〈怎樣種樹〉討論題", "三、全章"]
    rows = [words(row[1]) for row in packet.parts[0].blocks[0].rows]
    assert rows[1:3] == ["讀：一、種樹，第2段（23 字）", "討論：二、〈怎樣種樹〉討論題（3 題）"]


def test_a_packet_may_have_questions_of_its_own(made):
    packet = made("{questions: [誰去？, 怎樣？]}", minutes=30, options={"facilitator": True})
    plan, asked = packet.parts
    assert [(question.number, question.content) for question in asked.blocks] == [(1, (Text("誰去？"),)), (2, (Text("怎樣？"),))]
    assert asked.title == "一、討論題"
    assert words(plan.blocks[0].rows[1][1]) == "討論：一、討論題（2 題）"


def test_a_note_with_minutes_of_its_own_says_that_the_plan_goes_before_it(made):
    note = made("questions: walk", minutes=60, options={"facilitator": True}).parts[-1]
    assert "議程" in words(note.blocks[0].content)


def test_a_form_has_its_fields_with_what_asks_for_them(docs, made):
    assert docs.form("/// field | 〔日期〕\n    id: date\n    en: Date\n    lines: 2\n///\n", QUOTED, rows=4, paper="橫") == []
    (part,) = made("form: sheet").parts
    (form,) = part.blocks
    assert isinstance(form, Form)
    assert (part.title, form.rows, form.wide, [words(block.content) for block in form.blocks]) == ("一、表", 4, True, ["一張表。"])
    date, when = form.fields
    assert (date.title, date.lines, date.columns, date.quotations) == ("〔日期〕", 2, 0, ())
    assert (when.title, when.english, when.columns) == ("何時", "When", 2)
    assert [words(row) for quotation in when.quotations for row in quotation.paragraphs] == ["春天來了"]
    assert when.remarks == (Paragraph((Text("看天。"),)),)


def test_a_blank_form_alone_is_a_packet_of_one_part(docs):
    docs.form(QUOTED, rows=4)
    edition = docs.edition()
    packet = compose(Pages(edition, resolve(edition)), "packets/forms/sheet.md")
    assert (packet.title, packet.blocks, [part.kind for part in packet.parts]) == ("表", (), ["form"])
    assert [source.short for source in packet.sources] == ["種樹1950"]


def test_the_glossary_has_the_entries_of_the_words_that_are_in_it_and_no_others(docs, made):
    docs.entry("terms/shu", "種樹", body="種樹是把樹苗放進坑裏。「樹苗哪裏來」[@trees-1950/zhong]，沒有說。\n", pinyin="zhòngshù")
    docs.entry("terms/miao", "樹苗")
    docs.entry("people/wang", "王五")

    def named(*parts):
        part = made(*parts, "glossary: 詞語").parts[-1]
        (glossary,) = part.blocks
        assert isinstance(glossary, Glossary)
        return [term.name for term in glossary.terms]

    assert named("excerpt: trees-1950/zhong, p2") == ["種樹"]
    assert named("excerpt: trees-1950/zhong, p1-p3") == ["樹苗", "種樹", "王五"]
    assert named("{guide: walk, blocks: go}") == ["種樹"]
    (term,) = made("excerpt: trees-1950/zhong, p2", "glossary: 詞語").parts[-1].blocks[0].terms
    assert (term.pinyin, term.english, term.path) == ("zhòngshù", "X", "entries/terms/shu.md")
    assert term.first == "種樹是把樹苗放進坑裏。"
