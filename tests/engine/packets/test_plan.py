"""The agenda adds up, to whatever minutes the packet has; the time for reading comes from the characters that are read."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duben.packets.plan import plan
from duben.reading.settings import Settings

LONG = "樹。" * 500  # 1,000 characters


def made(docs, name="packets/try.md"):
    edition, links = docs.edition(), docs.links()
    return plan(edition, links.quotations, edition.page(name).packet)


def rows(docs):
    return [(row.title.partition("：")[0], row.minutes) for row in made(docs).rows]


def test_reading_takes_the_minutes_of_its_characters(docs):
    docs.report(f"# 題\n\n{LONG}\n\n短。\n")
    docs.packet("excerpt: more/c, p1", "excerpt: more/c, p2", minutes=30)
    assert rows(docs) == [("開場", 5), ("讀", 1000 // Settings().rate.characters), ("讀", 1), ("餘下的時間，自由發言", 14), ("收尾", 5)]


def test_of_a_guide_its_quotations_are_read_and_each_once(docs):
    words = "春天來了，我們去種樹。"
    docs.guide(docs.block("a", words) + docs.block("b", words))
    docs.packet("{guide: try, blocks: a、b}", "questions: walk", minutes=60)
    reading = next(row for row in made(docs).rows if row.characters)
    assert reading.characters == len(words)


def test_what_is_read_before_or_not_at_all_takes_no_time(docs):
    docs.packet("{excerpt: 'trees-1950/zhong, p2', use: 會前讀}", "{guide: walk, use: 備查}", "chapter: trees-1950/kan", minutes=20)
    assert [title for title, _ in rows(docs)] == ["開場", "餘下的時間，自由發言", "收尾"]


def test_what_is_left_is_shared_out_by_the_number_of_questions(docs):
    docs.guide("", path="guides/more.md")
    docs.replace(
        "guides/more.md", "3. 怎樣？[@trees-1950/zhong, p4]\n", "".join(f"{n}. 誰？[@trees-1950/zhong, p4]\n" for n in range(3, 7))
    )
    docs.packet("questions: walk", "questions: more", minutes=37)
    assert rows(docs) == [("開場", 5), ("討論", 9), ("討論", 18), ("收尾", 5)]


def test_a_line_that_begins_with_a_year_is_no_question(docs):
    docs.replace("guides/walk.md", "1. 誰去？", "1. 誰去\n1954年？")
    docs.packet("questions: walk", minutes=30)
    assert [row.questions for row in made(docs).rows if row.questions] == [3]


def test_minutes_that_are_given_stay(docs):
    docs.form("/// field | 〔日期〕\n    id: date\n    en: Date\n///")
    docs.packet("{questions: walk, minutes: 12}", "{form: sheet, minutes: 4}", "form: sheet", minutes=40)
    assert rows(docs) == [("開場", 5), ("討論", 12), ("填表", 4), ("填表", 10), ("餘下的時間，自由發言", 4), ("收尾", 5)]


def test_the_break_is_near_half_time_and_between_two_questions(docs):
    docs.packet("questions: walk", minutes=50, break_=10)
    assert [(row.title.partition("：")[2] or row.title, row.minutes, row.questions) for row in made(docs).rows[1:-1]] == [
        ("一、〈怎樣種樹〉討論題（前半）", 10, 1),
        ("休息", 10, 0),
        ("一、〈怎樣種樹〉討論題（後半）", 20, 2),
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["excerpt: more/c, p1", "questions: walk", "{questions: walk, minutes: 7}"]), max_size=5), st.data())
def test_whatever_is_in_it_the_agenda_adds_up_or_is_short(docs, parts, data):
    docs.report(f"# 題\n\n{LONG}\n\n短。\n")
    minutes, pause = data.draw(st.integers(1, 200)), data.draw(st.integers(0, 15))
    docs.packet(*parts or ["chapter: more/c"], minutes=minutes, **({"break_": pause} if pause else {}))
    found = made(docs)
    if found.short:
        assert found.needed > minutes
    else:
        assert sum(row.minutes for row in found.rows) == minutes
        assert all(row.minutes > 0 for row in found.rows)
        assert sum(row.questions for row in found.rows) == 3 * sum("questions" in part for part in parts)
        assert sum(row.minutes for row in found.rows if row.title == "休息") == pause
