"""What a guide is held to: a source, the source's numbers and order, sums that add up, questions that lead to the text; what a
form is held to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.checks.guides import han, numbers

GUIDE = "guides/try.md"
NUMBERED = """\
# 第三節　怎樣種樹

種樹的做法如下：第一，挖坑要深。第二，放苗要直。第三，澆水要足。

第一類是好的。第二類是壞的。

（1）看地。（2）看天。

①找人。②找牛。

2.買鋤。3.買桶。12.買車。

一種愛說，二種愛做，一個愛睡。

## 四、收樹

三、養雞。四、養魚。
"""
COUNTED = """\
# 數樹

三十三個小組裏有9個好的，佔27%，栽樹一百零五棵。
"""


def step(name, words, **fields):
    """A block that quotes the made-up report ``more``."""
    return f"/// step | 題目{name}\n    id: {name}\n    en: Plant\n{rows(fields)}\n> {words}\n> [@more/c]\n///\n\n"


def rows(fields):
    return "".join(f"    {name}: '{value}'\n" for name, value in fields.items())


def mends(docs, code):
    return [p.mend for p in docs.problems() if p.code == code]


# a source for every block, and its words


def test_block_without_a_quotation(docs):
    body = docs.block("go", "春天來了").replace("> 春天來了\n> [@", "編者的話，見[@").replace("]", "]。")
    assert docs.guide(body) == [("G004", 4)]


def test_wrong_quotation_does_not_count_as_a_source(docs):
    assert docs.guide(docs.block("go", "秋天來了，我們去種樹。")) == [("Q001", 8)]  # which tells it; G004 would tell it twice


def test_quotation_from_a_report_that_is_not_there_does_not_count_as_a_source(docs):
    assert docs.guide(docs.block("go", "春天來了", "trees-1951/zhong, p2")) == [("Q006", 8)]


def test_quotation_of_one_block_does_not_serve_another(docs):
    body = docs.block("go", "春天來了") + docs.block("stay", "春天來了").replace("> ", "")
    assert docs.guide(body) == [("G004", 12)]


def test_block_in_a_block_has_its_own_quotations(docs):
    inner = docs.block("inner", "春天來了").replace("> 春天來了\n> [@trees-1950/zhong, p2]", "編者的話。")
    outer = f"//// step | 外\n    id: outer\n    en: Plant\n\n> 春天來了\n> [@trees-1950/zhong]\n\n{inner}////\n"
    assert docs.guide(outer) == [("G004", 11)]


def test_facts_must_be_words_of_the_quotations(docs):
    assert docs.guide(docs.block("go", "春天來了，我們去種樹。", who="我們、你們", when="冬天")) == [("G005", 7), ("G005", 8)]
    assert "「你們」" in next(p.message for p in docs.problems())


def test_facts_in_the_editors_brackets_are_their_own(docs):
    fields = {"who": "我們〔小組〕", "long": "〔原文未說〕", "when": "春天〔三月〕、來了"}
    assert docs.guide(docs.block("go", "春天來了，我們去種樹。", **fields)) == []


def test_facts_may_come_from_any_quotation_of_the_block(docs):
    body = docs.block("go", "春天來了，我們去種樹。", who="我們", about="都不說話")
    assert docs.guide(body.replace("\n///\n", "\n\n大家「都不說話」[@trees-1950/zhong]。\n///\n")) == []


# the number is the one that the source prints


@pytest.mark.parametrize(
    ("words", "number", "other"),
    [
        ("第一，挖坑要深。", "第一", "第二"),
        ("放苗要直。", "第二", "第一"),
        ("做法如下：第一，挖坑要深。第二，放苗", "第一", "第二"),
        ("挖坑要深。", "第三節", "第四節"),
        ("第二類是壞的。", "第二類", "第一類"),
        ("（2）看天。", "（2）", "（1）"),
        ("②找牛。", "②", "①"),
        ("3.買桶。", "3.", "2."),
        ("12.買車。", "12.", "2."),
        ("二種愛做", "二種", "一種"),
        ("養魚。", "四、", "三、"),
        ("三、養雞。", "三", "四"),
    ],
)  # fmt: skip
def test_number_is_that_of_the_source_or_the_right_one_is_named(docs, words, number, other):
    docs.report(NUMBERED)
    assert docs.guide(step("go", words, number=number)) == []
    assert docs.guide(step("go", words, number=other)) == [("G008", 7)]
    assert f"「{number}」" in mends(docs, "G008")[0]


def test_number_of_a_form_that_the_source_does_not_have_is_to_be_taken_away(docs):
    docs.report(NUMBERED)
    assert docs.guide(step("go", "第一，挖坑要深。", number="第一步")) == [("G008", 7)]
    assert "刪去" in mends(docs, "G008")[0]


def test_number_of_a_later_item_does_not_govern_an_earlier_quotation(docs):
    docs.report(NUMBERED)
    assert docs.guide(step("go", "種樹的做法如下", number="第一")) == [("G008", 7)]
    assert "刪去" in mends(docs, "G008")[0]


def test_number_is_held_against_the_first_quotation_of_the_block(docs):
    docs.report(NUMBERED)
    body = step("go", "第一，挖坑要深。", number="第二").replace("///\n\n", "\n> 第二，放苗要直。\n> [@more/c]\n///\n\n")
    assert docs.guide(body) == [("G008", 7)]


def test_swapped_numbers_are_both_told(docs):
    docs.report(NUMBERED)
    body = step("one", "第一，挖坑要深。", number="第二") + step("two", "第二，放苗要直。", number="第一")
    assert docs.guide(body) == [("G008", 7), ("G008", 16)]


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("第一", "第二、第三類、第十二：到第五車間", ["第二", "第十二"]),
        ("（2）", "（3）(4)（十）", ["（3）"]),
        ("①", "②⑳3", ["②", "⑳"]),
        ("2.", "1.甲12.乙3．", ["1.", "12."]),
        ("2", "12 2.5 3", ["12", "2", "3"]),
        ("一種", "二種、十三種、三個", ["二種", "十三種"]),
        ("三、", "四、十五、第六、", ["四、", "十五、"]),
        ("三", "四、第五、六個、七類", ["四"]),
        ("甲、", "甲、乙、", ["甲、"]),
    ],
)
def test_numbers_of_one_form(number, text, found):
    assert [match.group() for match in numbers(number).finditer(text)] == found


# the order is the source's


def test_reordered_blocks_are_told(docs):
    docs.report(NUMBERED)
    one, two, three = (
        step(n, w, number=n2) for n, w, n2 in (("a", "挖坑要深。", "第一"), ("b", "放苗要直。", "第二"), ("c", "澆水要足。", "第三"))
    )
    assert docs.guide(one + two + three) == []
    assert docs.guide(one + three + two) == [("G009", 22)]
    assert docs.guide(two + one + three) == [("G009", 13)]


def test_order_is_free_between_sections_and_without_numbers(docs):
    docs.report(NUMBERED)
    one, two = step("a", "第一，挖坑要深。", number="第一"), step("b", "第二，放苗要直。", number="第二")
    assert docs.guide(f"## 甲\n\n{two}## 乙\n\n{one}") == []
    assert docs.guide(step("b", "第二，放苗要直。") + one) == []


def test_lists_of_other_forms_or_chapters_have_their_own_order(docs):
    docs.report(NUMBERED)
    docs.report(NUMBERED, "again")
    later, earlier = step("a", "（2）看天。", number="（2）"), step("b", "第一，挖坑要深。", number="第一")
    assert docs.guide(later + earlier) == []
    later = step("a", "第二，放苗要直。", number="第二").replace("@more", "@again")
    assert docs.guide(later + earlier) == []


# lists and agendas


def arranged(docs, kind="checklist", **fields):
    return docs.block("go", "春天來了") + docs.block("stay", "我們去種樹") + f"/// {kind} | 單\n    id: list\n{rows(fields)}///\n"


def test_items_are_blocks_of_the_page_or_the_editors_words(docs):
    assert docs.guide(arranged(docs, items="stay、go、〔歇一歇〕")) == []


@pytest.mark.parametrize("item", ["gone", "list", "questions"])
def test_item_that_is_no_block_with_a_quotation(docs, item):
    assert docs.guide(arranged(docs, items=f"go、{item}")) == [("G010", 22)]
    assert f"「{item}」" in next(p.message for p in docs.problems())


def test_agenda_that_adds_up(docs):
    assert docs.guide(arranged(docs, "agenda", items="go 10、〔歇一歇〕 5、stay 45").replace("    items", "    total: 60\n    items")) == []


@pytest.mark.parametrize(
    ("items", "total", "where"),
    [("go 10、stay 45", "60", 22), ("go 10、stay 45、〔歇〕 6", "60", 22), ("go 10、stay", "10", 23), ("go 60、stay 0", "60", 23)],
)
def test_agenda_that_does_not_add_up_or_lacks_minutes(docs, items, total, where):
    body = arranged(docs, "agenda", items=items).replace("    items", f"    total: {total}\n    items")
    assert docs.guide(body) == [("G011", where)]


def test_the_right_sum_is_told(docs):
    docs.guide(arranged(docs, "agenda", items="go 10、stay 45").replace("    items", "    total: 60\n    items"))
    assert "共 55 分鐘" in next(p.message for p in docs.problems())


# comparisons

ZHONG, MORE = "「春天來了」[@trees-1950/zhong, p2]", "「挖坑要深」[@more/c]"


def synopsis(*table):
    return "/// synopsis | 比\n    id: both\n    en: Side by side\n\n" + "".join(f"{row}\n" for row in table) + "///\n"


def compared(docs, *rows, head="| 事 | [@trees-1950] | [@more] |"):
    docs.report(NUMBERED)
    return docs.guide(synopsis(head, "| --- | --- | --- |", *rows))


def test_comparison_quotes_in_every_cell_or_says_that_nothing_is_there(docs):
    assert compared(docs, f"| 時 | {ZHONG} | — |", f"| 地 | 〔說〕{ZHONG}，「澆得足」[@trees-1950/zhong] | {MORE} |") == []


@pytest.mark.parametrize("cell", ["王五說「挖坑要深」[@more/c]", "「挖坑要深」[@more/c]真好", "「真好」；「挖坑要深」[@more/c]"])
def test_words_in_a_cell_that_are_no_quotation_are_told(docs, cell):
    assert compared(docs, f"| 時 | {ZHONG} | {cell} |") == [("G012", 10)]


@pytest.mark.parametrize("head", ["種樹[@trees-1950]", "[@trees-1950/zhong]", "[@trees-1950; @more]"])
def test_head_of_a_column_is_a_report_or_words(docs, head):
    assert ("G012", 8) in compared(docs, f"| 時 | {ZHONG} | — |", head=f"| 事 | {head} | [@more] |")


def test_bar_that_is_text_parts_no_cells(docs):
    assert compared(docs, f"| 甲\\| 乙 | {ZHONG} | — |") == []
    assert ("G012", 10) in compared(docs, f"| 甲 | 捏造\\\\| {ZHONG} | — |")


@pytest.mark.parametrize("cell", ["春天", "", "—。", "見[@more/c, p1]"])
def test_cell_without_a_quotation(docs, cell):
    found = compared(docs, f"| 時 | {ZHONG} | — |", f"| 地 | {ZHONG} | {cell} |")
    assert found == [("G012", 11)]


def test_the_place_of_the_cell_is_told(docs):
    compared(docs, f"| 時 | 春天 | {MORE} |")
    (problem,) = docs.problems()
    assert (problem.code, problem.line, problem.column) == ("G012", 10, 6)


def test_cell_that_quotes_another_report_than_its_column(docs):
    assert compared(docs, f"| 時 | {MORE} | — |") == [("G013", 10)]
    assert compared(docs, f"| 時 | {ZHONG} | {ZHONG} |") == [("G013", 10)]
    assert compared(docs, f"| 時 | {ZHONG}，{MORE} | — |") == [("G013", 10)]


def test_column_that_names_no_report_may_quote_any(docs):
    assert compared(docs, f"| 時 | {ZHONG} | {MORE} |", f"| 地 | {MORE} | {ZHONG} |", head="| 事 | 甲 | 乙 |") == []


@pytest.mark.parametrize("row", [f"| 時 | {ZHONG} |", f"| 時 | {ZHONG} | — | — |"])
def test_row_of_another_length_than_the_head(docs, row):
    assert compared(docs, f"| 地 | {ZHONG} | — |", row) == [("G012", 11)]


@pytest.mark.parametrize("row", ["地 | 捏造 | —", "地 | 捏造 | — |", "  | 地 | 捏造 | — |"])
def test_no_row_of_the_table_is_passed_over_however_it_is_drawn(docs, row):
    assert compared(docs, f"| 時 | {ZHONG} | — |", row) == [("G012", 11)]


def test_comparison_without_a_table_or_with_nothing_to_compare(docs):
    assert docs.guide(synopsis("> 春天來了", "> [@trees-1950/zhong, p2]")) == [("G012", 4)]
    assert docs.guide(synopsis("| 事 | [@trees-1950] |", "| --- | --- |", f"| 時 | {ZHONG} |")) == [("G012", 4)]
    assert ("G012", 4) in docs.guide(synopsis("| 事 | [@trees-1950] | [@trees-1950] |", "| --- | --- | --- |"))


# numbers that are drawn


def drawn(docs, *cells, chart="數"):
    docs.report(COUNTED)
    table = "".join(f"| 甲 | {cell} |\n" for cell in cells)
    body = docs.block("count", "三十三個小組裏有9個好的，佔27%，栽樹一百零五棵。", "more/c", "statistic", chart=chart)
    return docs.guide(body.replace("\n///\n", f"\n\n| 類 | 數 |\n| --- | --- |\n{table}///\n"))


@pytest.mark.parametrize("number", ["33", "9", "27", "105"])
def test_number_that_the_quotation_has_in_figures_or_in_words(docs, number):
    assert drawn(docs, "33", number) == []


@pytest.mark.parametrize("number", ["3", "30", "13", "2", "7", "5", "100", "10", "333"])
def test_number_that_is_only_part_of_one_in_the_quotation(docs, number):
    assert drawn(docs, "33", number) == [("G014", 7)]
    assert f"「{han(int(number))}」" in mends(docs, "G014")[0]


@pytest.mark.parametrize(("number", "codes"), [("2", []), ("4", ["G014"]), ("5", ["G014"]), ("200", []), ("6", [])])
def test_two_may_be_written_in_two_ways_and_an_ordinal_counts_nothing(docs, number, codes):
    docs.report("第四類有兩棵，第五，二百棵，六千棵，六棵。\n", "few")
    body = docs.block("count", "第四類有兩棵，第五，二百棵，六千棵，六棵。", "few/c", "statistic", chart="數")
    found = docs.guide(body.replace("\n///\n", f"\n\n| 類 | 數 |\n| - | - |\n| 甲 | {number} |\n///\n"))
    assert [code for code, _ in found] == codes


def test_chart_of_a_column_that_is_not_there_or_has_no_number(docs):
    assert drawn(docs, "33", chart="組數") == [("G014", 7)]
    assert drawn(docs, "三十三", chart="數") == [("G014", 7)]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (7, "七"), (10, "十"), (15, "十五"), (20, "二十"), (33, "三十三"), (100, "一百"), (105, "一百零五"),
        (110, "一百一十"), (212, "二百一十二"), (1000, "一千"), (1005, "一千零五"), (5000, "五千"),
    ],
)  # fmt: skip
def test_number_as_chinese_writes_it(number, words):
    assert han(number) == words


@given(st.integers(0, 9999))
def test_every_number_is_read_back_and_has_no_zero_too_many(number):
    value, digit = 0, 0
    for sign in han(number):
        if sign in "千百十":
            value += (digit or 1) * {"千": 1000, "百": 100, "十": 10}[sign]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    assert value + digit == number
    assert "零零" not in han(number)
    assert number == 0 or not han(number).endswith("零")


# a guide as a whole


def end(docs, old, new):
    """What is wrong with a guide of which ``old`` has been made ``new``."""
    docs.guide("")
    docs.replace(GUIDE, old, new)
    return [(p.code, p.line) for p in docs.problems() if p.path == GUIDE]


@pytest.mark.parametrize(("count", "codes"), [(2, ["G015"]), (3, []), (6, []), (7, ["G015"])])
def test_three_to_six_questions(docs, count, codes):
    docs.guide("")
    text = docs.text(GUIDE)
    rows = "".join(f"{n}. 誰？[@trees-1950/zhong, p2]\n" for n in range(1, count + 1))
    docs.write(GUIDE, text[: text.index("1. ")] + rows + text[text.index("///\n\n/// leader") :])
    assert docs.codes() == codes


@pytest.mark.parametrize("cited", ["", "[@trees-1950/zhong]", "[@trees-1950/zhong, h1]", "[@trees-1950]"])
def test_question_that_names_no_paragraph(docs, cited):
    assert end(docs, "誰問？[@trees-1950/zhong, p3]", f"誰問？{cited}") == [("G015", 9)]


def test_question_may_name_its_paragraph_in_a_later_line_or_in_a_quotation(docs):
    assert end(docs, "誰問？[@trees-1950/zhong, p3]", "誰問？\n    參看[@trees-1950/zhong, p3]。") == []
    assert end(docs, "誰問？[@trees-1950/zhong, p3]", "「大家」[@trees-1950/zhong, p3]是誰？") == []


@pytest.mark.parametrize("lost", ["questions", "leader", "both"])
def test_guide_that_lacks_questions_or_the_note_for_the_leader(docs, lost):
    docs.guide("")
    text = docs.text(GUIDE)
    at = text.index("/// leader")
    docs.write(
        GUIDE, {"questions": text[: text.index("/// q")] + text[at:], "leader": text[:at], "both": text[: text.index("/// q")]}[lost]
    )
    assert [(p.code, p.line) for p in docs.problems()] == [("G016", 4)]


def test_questions_stand_before_the_note_for_the_leader_and_both_once(docs):
    docs.guide("")
    text = docs.text(GUIDE)
    start, at = text.index("/// q"), text.index("/// leader")
    docs.write(GUIDE, text[:start] + text[at:] + "\n" + text[start:at])
    assert docs.codes() == ["G016"]
    docs.write(GUIDE, text + text[at:].replace("id: leader", "id: again"))
    assert docs.codes() == ["G016"]


@pytest.mark.parametrize(
    ("abstract", "codes"),
    [
        ("One. Two.", ["G017"]),
        ("One, version 1.5 of it, and two.", ["G017"]),
        ("One. Two? Three!", []),
        ("One. (Two.) Three.", []),
        ("One. Two. Three. Four. Five. Six.", []),
        ("One. Two. Three. Four. Five. Six. Seven.", ["G017"]),
    ],
)
def test_abstract_of_three_to_six_sentences(docs, abstract, codes):
    assert end(docs, "abstract: One. Two. Three.", f"abstract: '{abstract}'") == [(code, 2) for code in codes]


@pytest.mark.parametrize("field", ["english", "abstract", "group"])
def test_guide_needs_its_english_title_abstract_and_group(docs, field):
    head = {"english": "english: A Test, ", "abstract": "abstract: One. Two. Three., ", "group": ", group: 試"}[field]
    assert end(docs, head, "") == [("F002", 1)]


def test_group_must_be_one_of_the_index(docs):
    docs.write("guides/index.md", "---\ntitle: 指南\ngroups: [樹, 試]\n---\n")
    assert docs.guide("") == []
    assert end(docs, "group: 試", "group: 式") == [("G018", 2)]
    assert "樹；試" in mends(docs, "G018")[0]


def test_a_page_that_is_no_guide_needs_no_questions(docs):
    assert docs.page("甲") == []


@pytest.mark.parametrize("dashes", ["| --- | --- |", "| - - | --- | --- |", "| 甲 | 乙 | 丙 |"])
def test_comparison_without_its_line_of_dashes_is_no_table(docs, dashes):
    docs.report(NUMBERED)
    body = synopsis("| 事 | [@trees-1950] | [@more] |", dashes, f"| 時 | {ZHONG} | — |")
    assert ("G012", 4) in docs.guide(body)


# a form to fill in

FORM = "packets/forms/try.md"


def form(docs, body, rows=""):
    """Write a form whose body begins at line 6, at line 7 with ``rows``, and return what is wrong with it."""
    head = f"rows: {rows}\n" if rows else ""
    docs.write(FORM, f"---\ntitle: 表\nenglish: A\ndescription: 述\n{head}---\n{body}")
    return [(p.code, p.line) for p in docs.problems() if p.path == FORM]


def field(docs, name="who", **fields):
    return docs.block(name, "我們去種樹", kind="field", **fields)


def test_field_needs_the_words_that_ask_for_it(docs):
    assert form(docs, field(docs)) == []
    assert form(docs, "/// field | 誰\n    id: who\n    en: Who\n\n編者的話。\n///\n") == [("G004", 6)]
    assert form(docs, field(docs).replace("我們去種樹", "你們去種樹")) == [("Q001", 10)]


@pytest.mark.parametrize(("title", "codes"), [("〔日期〕", []), ("〔日期〕誰", ["G004"]), ("〔日〕和〔月〕", ["G004"]), ("日期", ["G004"])])
def test_field_that_the_editors_add_stands_whole_in_brackets(docs, title, codes):
    assert form(docs, f"/// field | {title}\n    id: day\n    en: Date\n///\n") == [(code, 6) for code in codes]


def test_words_that_ask_for_a_field_lead_back_to_it(docs):
    form(docs, field(docs))
    back = docs.links().backlinks["trees-1950/zhong", "p2"]
    assert (FORM, "who", True) in [(link.path, link.fragment, link.quotes) for link in back]


def test_field_stands_in_a_form_only_and_nothing_else_in_a_form(docs):
    assert docs.guide(field(docs)) == [("G019", 4)]
    assert form(docs, field(docs) + docs.block("go", "春天來了")) == [("G019", 14)]


def test_form_needs_a_field(docs):
    assert form(docs, "編者的話。\n") == [("G020", 6)]


@pytest.mark.parametrize(
    ("rows", "fields", "found"),
    [
        ("8", {"columns": 1}, []),
        ("40", {"columns": 1}, []),
        ("41", {"columns": 1}, [("G021", 5)]),
        ("0", {"columns": 1}, [("G021", 5)]),
        ("8", {"lines": 2}, [("G021", 5)]),
        ("", {"columns": 1}, [("G021", 9)]),
    ],
)
def test_columns_need_rows_and_rows_columns(docs, rows, fields, found):
    assert form(docs, field(docs, **fields), rows) == found


def test_words_that_would_not_be_printed_are_told(docs):
    assert form(docs, "用法。\n\n" + field(docs) + field(docs, "to")) == []
    assert form(docs, field(docs) + "一句。\n\n又一句。\n\n" + field(docs, "to")) == [("G022", 14)]
