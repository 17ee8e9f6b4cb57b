"""The edition marks: what each says in both views, and what is no mark."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from duben.text.marks import Mark, PageBreak, Text, escape, plain, scan, view_text

SIGNS = "{}|→?!+-/"


def views(line):
    tokens, faults = scan(line)
    assert faults == ()
    return view_text(tokens, "transcribed"), view_text(tokens, "corrected")


def mark(line):
    tokens, faults = scan(line)
    assert faults == ()
    assert len(tokens) == 1
    return tokens[0]


def faults(line):
    return [(fault.code, fault.offset) for fault in scan(line)[1]]


# every row of the table of marks: how it is written, as transcribed, corrected, kind, conjecture
TABLE = [
    ("{饒→澆}", "饒", "澆", "corr", False),
    ("{饒→澆?}", "饒", "饒", "corr", True),
    ("{饒!}", "饒", "饒", "sic", False),
    ("{+澆}", "", "澆", "supplied", False),
    ("{+澆?}", "", "", "supplied", True),
    ("{-饒}", "饒", "", "surplus", False),
    ("{-饒?}", "饒", "饒", "surplus", True),
    ("{□}", "", "□", "gap", False),
    ("{□3}", "", "□□□", "gap", False),
    ("{饒?}", "饒", "饒", "unclear", False),
    ("{饒 | 疑為澆}", "饒", "饒", "note", False),
]


@pytest.mark.parametrize(("line", "transcribed", "corrected", "kind", "conjecture"), TABLE)
def test_each_mark_in_both_views(line, transcribed, corrected, kind, conjecture):
    assert views(f"水{line}樹") == (f"水{transcribed}樹", f"水{corrected}樹")
    assert (mark(line).kind, mark(line).conjecture) == (kind, conjecture)


@pytest.mark.parametrize(("line", "transcribed", "corrected", "kind", "conjecture"), TABLE)
def test_each_mark_with_a_reason_says_the_same(line, transcribed, corrected, kind, conjecture):
    reason = "本校：下文作「澆」；理校：形近|音近"
    if " | " not in line:
        line = line[:-1] + f" | {reason}}}"
        assert mark(line).why == reason
    assert views(f"水{line}樹") == (f"水{transcribed}樹", f"水{corrected}樹")
    assert (mark(line).kind, mark(line).conjecture) == (kind, conjecture)


def test_extent_of_a_gap():
    assert [mark(line).extent for line in ("{□}", "{□3}", "{□12 | 蟲蛀}")] == [0, 3, 12]


def test_a_number_too_long_is_no_gap():
    assert faults("{□" + "9" * 5000 + "}") == [("M003", 0)]


def test_page_turn_stands_for_nothing():
    assert views("樹{/}苗{/12}來{/13 | 頁碼推定}。") == ("樹苗來。", "樹苗來。")
    assert mark("{/}") == PageBreak("", "", 0)
    assert mark("{/12 | 頁碼推定}") == PageBreak("12", "頁碼推定", 0)


def test_page_turn_inside_a_mark():
    assert views("{饒{/}水→澆{/2}水}") == ("饒水", "澆水")
    assert mark("{饒{/2}水 | 疑}").reading == (Text("饒", 1), PageBreak("2", "", 2), Text("水", 6))
    assert views("{+樹{/}苗}{-樹{/}苗}{樹{/}苗!}") == ("樹苗樹苗", "樹苗樹苗")


def test_offsets_of_tokens_in_the_line():
    tokens, _ = scan(r"甲\{乙{丙→丁}戊{/}己")
    assert [token.start for token in tokens] == [0, 4, 9, 10, 13]
    assert tokens[1].end == 9


def test_backslash_makes_signs_text():
    assert views(r"甲\{乙\}丙") == ("甲{乙}丙",) * 2
    assert views(r"{\+甲\→乙→\-丙\?}") == ("+甲→乙", "-丙?")
    assert views(r"{甲\? | 何以\|問}") == ("甲?", "甲?")
    assert mark(r"{甲 | 用\{甲\}記}").why == "用{甲}記"
    assert views(r"\?\!\/\+\-\→\|") == ("?!/+-→|",) * 2


def test_backslash_before_anything_else_is_a_backslash():
    assert views("甲\\乙\\\\丙\\") == ("甲\\乙\\\\丙\\",) * 2


@pytest.mark.parametrize("line", ["{情緒→心情 ｜ 試}", "{情緒→心情？ | 試}", "{情緒→心情！}"])
def test_full_width_sign_that_must_be_meant_for_a_sign_is_told(line):
    assert [fault.code for fault in scan(line)[1]] == ["M010"]


def test_only_the_last_sign_counts_and_full_width_marks_of_punctuation_are_text():
    assert views("{甲??}") == ("甲?", "甲?")
    assert mark("{甲!?}").kind == "unclear"
    assert mark("{甲?!}").kind == "sic"
    assert mark("{，→？}").conjecture is False
    assert views("{甲，→乙？}") == ("甲，", "乙？")
    assert mark("{甲！ | 疑}").kind == "note"


def test_signs_in_the_middle_of_a_reading_are_text():
    assert views("{1+1→1-1}{和/或 | 疑}") == ("1+1和/或", "1-1和/或")


def test_signs_outside_marks_are_text():
    assert views("甲→乙？a|b + c/d - e!?") == ("甲→乙？a|b + c/d - e!?",) * 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{甲", "M001"),
        ("甲}", "M002"),
        ("{甲}", "M003"),
        ("{}", "M003"),
        ("{讀->校}", "M011"),
        ("{{/}}", "M003"),
        ("{甲→乙→丙}", "M004"),
        ("{甲→乙!}", "M005"),
        ("{+甲!}", "M005"),
        ("{-甲!}", "M005"),
        ("{→甲}", "M006"),
        ("{甲→}", "M006"),
        ("{甲→?}", "M006"),
        ("{+}", "M006"),
        ("{-}", "M006"),
        ("{+ | 為何}", "M006"),
        ("{甲→乙 | }", "M007"),
        ("{甲|}", "M007"),
        ("{{甲→乙}→丙}", "M008"),
        ("{甲 | 見{/}}", "M008"),
        ("{{/|}甲→乙}", "M007"),
        ("{甲→甲}", "M009"),
        ("{甲→甲?}", "M009"),
    ],
)
def test_what_is_no_mark_is_told_and_stays_text(line, code):
    tokens, found = scan(f"前{line}後")
    assert [fault.code for fault in found] == [code]
    assert line[found[0].offset - 1] in "{}"
    assert found[0].message
    assert found[0].mend
    assert view_text(tokens, "transcribed") == f"前{line}後"


def test_arrow_written_as_in_programs_is_told_how_to_write_it():
    assert "→" in scan("{讀->校}")[1][0].mend


def test_mark_inside_a_mark_is_told_at_the_inner_one():
    assert faults("{甲→{乙→丙}}") == [("M008", 3)]
    assert faults("{甲{+乙} | 為何}") == [("M008", 2)]


def test_every_fault_of_a_line_is_told():
    assert faults("}{甲}{乙→乙}{丙") == [("M002", 0), ("M003", 1), ("M009", 4), ("M001", 9)]


def test_good_marks_beside_a_bad_one_still_count():
    tokens, found = scan("{甲}{乙→丙}")
    assert len(found) == 1
    assert view_text(tokens, "corrected") == "{甲}丙"


def test_a_mark_stays_on_its_line():
    assert [code for code, _ in faults("{甲\n→乙}")] == ["M001", "M002"]


# the grammar: each strategy gives (as written, as transcribed, corrected), made side by side and independently

PLAIN = st.text(alphabet=st.sampled_from("樹苗水饒澆 　0aＡ「」，。□＝·"), min_size=1, max_size=5)
ESCAPED = st.lists(st.one_of(PLAIN, st.sampled_from(SIGNS)), min_size=1, max_size=4)
TURN = st.sampled_from(["{/}", "{/7}", "{/ | 句斷}"])
WHY = st.one_of(st.just(""), st.sampled_from([" | 本校：下文作「水」", " |理校：形近；他校：某書", " | 何故?", r" | 用\{x\}記"]))


def written(parts):
    """Text as an editor must write it inside a mark, every sign with its backslash."""
    return "".join("\\" + part if part in SIGNS else part for part in parts)


@st.composite
def sides(draw, min_parts=1):
    """One side of a mark: as written, and the text it is; a page turn may stand in it."""
    parts = draw(ESCAPED)
    text = "".join(parts)
    if draw(st.booleans()):
        turn = draw(TURN)
        at = draw(st.integers(0, len(parts)))
        return written(parts[:at]) + turn + written(parts[at:]), text
    return written(parts), text


@st.composite
def segments(draw):
    kind = draw(st.sampled_from(["text", "escape", "turn", "corr", "corr?", "sic", "+", "+?", "-", "-?", "gap", "unclear", "note"]))
    why = draw(WHY)
    # the editors part the reason from the words by a space, which is not part of the words
    side, text = draw(sides().filter(lambda pair: not pair[1].endswith(" ") and pair[1].strip("□0") != ""))
    other, new = draw(sides().filter(lambda pair: not pair[1].endswith(" ") and pair[1] != text))
    if kind == "text":
        word = draw(PLAIN)
        return word, word, word
    if kind == "escape":
        sign = draw(st.sampled_from(SIGNS))
        return "\\" + sign, sign, sign
    if kind == "turn":
        return draw(TURN), "", ""
    if kind == "corr":
        return f"{{{side}→{other}{why}}}", text, new
    if kind == "corr?":
        return f"{{{side}→{other}?{why}}}", text, text
    if kind == "sic":
        return f"{{{side}!{why}}}", text, text
    if kind == "unclear":
        return f"{{{side}?{why}}}", text, text
    if kind == "+":
        return f"{{+{side}{why}}}", "", text
    if kind == "+?":
        return f"{{+{side}?{why}}}", "", ""
    if kind == "-":
        return f"{{-{side}{why}}}", text, ""
    if kind == "-?":
        return f"{{-{side}?{why}}}", text, text
    if kind == "gap":
        extent = draw(st.integers(1, 20))
        return draw(st.sampled_from([(f"{{□{why}}}", "", "□"), (f"{{□{extent}{why}}}", "", "□" * extent)]))
    return f"{{{side}{why or ' | 疑'}}}", text, text


@given(st.lists(segments(), max_size=6))
def test_both_views_of_any_sequence_of_marks_are_what_the_marks_say(parts):
    line = "".join(part[0] for part in parts)
    tokens, found = scan(line)
    assert found == ()
    assert view_text(tokens, "transcribed") == "".join(part[1] for part in parts)
    assert view_text(tokens, "corrected") == "".join(part[2] for part in parts)


@given(st.lists(segments(), max_size=6))
def test_each_mark_tells_the_stretch_it_stands_in(parts):
    line = "".join(part[0] for part in parts)
    starts = [len("".join(part[0] for part in parts[:i])) for i, part in enumerate(parts) if part[0].startswith("{") and part[0][1] != "/"]
    marks = [token for token in scan(line)[0] if isinstance(token, Mark)]
    assert [m.start for m in marks] == starts
    assert all(line[m.start] == "{" and line[m.end - 1] == "}" for m in marks)


@given(st.one_of(st.text(), st.text(alphabet=st.sampled_from("{}|→?!+-/\\□1 甲\n"))))
@example("{" * 3000 + "}" * 3000)
@example("{甲{/|}乙→丙}")
@example("{甲{/\\}}→乙}")
@example("{甲{/" + "\\|" * 40 + "{")
@example("{甲{/" + "\\|" * 40 + "{}}}")
@example("\\")
def test_never_raises_and_every_fault_is_inside_the_line(line):
    tokens, found = scan(line)
    assert all(0 <= fault.offset < len(line) for fault in found)
    assert all(0 <= token.start < len(line) for token in tokens)
    view_text(tokens, "corrected")


@given(st.one_of(st.text(), st.text(alphabet=st.sampled_from("{}|→?!+-/\\甲"))))
def test_escaped_text_is_read_back_as_it_was(text):
    tokens, found = scan(escape(text))
    assert found == ()
    assert all(isinstance(token, Text) for token in tokens)
    assert plain(tokens) == text


@given(st.text(alphabet=st.sampled_from("{}→甲乙?+-/\\|")))
def test_text_without_braces_is_never_a_mark(text):
    tokens, _ = scan(text.replace("{", "").replace("}", ""))
    assert all(isinstance(token, Text) for token in tokens)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("{讀->校 | 理校：疑}", "{讀→校 | 理校：疑}"),
        ("{讀⇒校}", "{讀→校}"),
        ("{讀—>校?}", "{讀→校?}"),
        ("（讀→校）", "{讀→校}"),
        ("(讀->校)", "{讀→校}"),
        ("｛讀→校｝", "{讀→校}"),
        ("｛讀→校｜本校：上文（甲）作「校」｝", "{讀→校 | 本校：上文（甲）作「校」}"),
        ("{讀→校｝", "{讀→校}"),
        ("｛讀→校}", "{讀→校}"),
        ("｛讀｜注：疑｝", "{讀 | 注：疑}"),
    ],
)
def test_a_mark_typed_with_other_signs_is_told_once_with_its_mend(wrong, right):
    tokens, found = scan(f"前{wrong}後")
    assert [(fault.code, fault.offset, fault.old, fault.new) for fault in found] == [("M011", 1, wrong, right)]
    assert view_text(tokens, "transcribed") == f"前{wrong}後"
    assert scan(right)[1] == ()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("{情緒→心情 ｜ 試}", "{情緒→心情 | 試}"),
        ("{情緒→心情？ | 試}", "{情緒→心情? | 試}"),
        ("{情緒→心情？}", "{情緒→心情?}"),
    ],
)
def test_full_width_signs_in_a_mark_have_an_exact_mend(wrong, right):
    assert [(fault.code, fault.old, fault.new) for fault in scan(wrong)[1]] == [("M010", wrong, right)]


@pytest.mark.parametrize("text", ["（甲，乙）", "｛甲｝", r"（甲\→乙）", "甲→乙", "（一→）", "甲-->乙"])
def test_brackets_and_arrows_of_the_text_are_text(text):
    assert scan(text)[1] == ()
