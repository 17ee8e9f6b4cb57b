"""The file of an entry: what it may say, and what entries may not do to one another."""

import pytest

from duben.reading.schema import Form

A, B = "terms/a", "terms/b"


def entry(docs, slug=A):
    return docs.edition().entries[slug]


def told(docs, code):
    return [p for p in docs.problems() if p.code == code]


# one file


def test_an_entry_is_read_with_its_fields(docs):
    docs.entry("groups/g", "甲組")
    docs.entry("organisations/w", "甲廠")
    assert (
        docs.entry("people/zhang", "張三", dates="1950年", role="組長", group="groups/g", see="[organisations/w]", distinct="[張二]") == []
    )
    found = entry(docs, "people/zhang")
    assert (found.slug, found.kind, found.path) == ("people/zhang", "people", "entries/people/zhang.md")
    assert (found.name, found.pinyin, found.english, found.dates, found.facts) == ("張三", "x", "X", "1950年", {"role": "組長"})
    assert (found.pointers, found.see, found.distinct) == ({"group": "groups/g"}, ("organisations/w",), ("張二",))


def test_the_title_of_its_page_is_its_name(docs):
    docs.entry(A, "種樹")
    assert docs.edition().page("entries/terms/a.md").title == "種樹"


def test_forms_follow_the_name_each_with_its_conditions(docs):
    forms = "[栽樹, {form: 種, in: [trees-1950, trees-1950/kan], except: [種子]}, {form: 植, linked: false}]"
    assert docs.entry(A, "種樹", forms=forms) == []
    assert entry(docs).forms == (
        Form("種樹"),
        Form("栽樹"),
        Form("種", ("trees-1950", "trees-1950/kan"), ("種子",)),
        Form("植", linked=False),
    )


def test_the_name_itself_may_have_conditions(docs):
    assert docs.entry(A, "樹", forms="[{form: 樹, except: [樹苗]}]") == []
    assert entry(docs).forms == (Form("樹", (), ("樹苗",)),)


def test_an_index_is_no_entry(docs):
    docs.write("entries/terms/index.md", "---\ntitle: 詞語\norder: 1\n---\n")
    docs.write("entries/index.md", "---\ntitle: 詞條\n---\n")
    assert docs.codes() == []
    assert docs.edition().entries == {}


@pytest.mark.parametrize("slug", ["things/a", "terms/A", "terms/a_b", "terms/a/b", "a"])
def test_an_entry_in_another_place_is_told(docs, slug):
    assert docs.entry(slug, "種樹") == [("R006", 1)]
    assert docs.edition().entries == {}


@pytest.mark.parametrize("field", ["name", "pinyin", "english"])
def test_what_every_entry_must_have(docs, field):
    docs.entry(A, "種樹")
    docs.replace("entries/terms/a.md", f"{field}: ", f"# {field}: ")
    assert docs.codes() == ["F002"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("colour: 綠", "F003"),
        ("role: 組長", "F003"),  # a person's, not a term's
        ("model: 團結", "F003"),  # a group's
        ("forms: 栽樹", "F004"),
        ("see: terms/b", "F004"),
        ("dates: 1950", "F004"),
        ("dates: '<b>1950'", "H001"),
        ("forms: ['<b>']", "H001"),
        ("forms: [7]", "E001"),
        ("forms: ['　']", "E001"),
        ("forms: [{form: 樹, at: [trees-1950]}]", "E001"),
        ("forms: [{in: [trees-1950]}]", "E001"),
        ("forms: [{form: 樹, in: trees-1950}]", "E001"),
        ("forms: [{form: 樹, except: 樹苗}]", "E001"),
        ("forms: [{form: 樹, except: [7]}]", "E001"),
        ("forms: [{form: 樹, except: ['']}]", "E001"),
        ("forms: [{form: 樹, linked: 0}]", "E001"),
        ("forms: [{form: 樹, in: [trees-1951]}]", "E001"),
        ("forms: [{form: 樹, in: [trees-1950/zhang]}]", "E001"),
        ("forms: [[樹]]", "E001"),
        ("see: [b]", "E001"),
        ("see: [terms/b.md]", "E001"),
        ("see: [things/b]", "E001"),
        ("see: [7]", "E001"),
        ("formerly: [種樹]", "E001"),
        ("distinct: [7]", "E001"),
        ("distinct: ['']", "E001"),
        ("see: [terms/b]", "E003"),
        ("formerly: [terms/a]", "E004"),
        ("forms: [樹", "F001"),
    ],
)
def test_bad_front_matter_is_told_with_its_line(docs, row, code):
    field, value = row.split(": ", 1)
    line = 7 if code == "F001" else 6  # what is not closed is missed behind it
    assert docs.entry(A, "種樹", **{"# a": "b", field: value}) == [(code, line)]


def test_a_bad_form_does_not_take_the_others_along(docs):
    docs.entry(A, "種樹", forms="[7, 栽樹]", see="[b, terms/a]")
    assert [form.text for form in entry(docs).forms] == ["種樹", "栽樹"]
    assert entry(docs).see == ("terms/a",)


@pytest.mark.parametrize("name", ["7", "[種樹]", "{a: b}"])
def test_an_entry_whose_name_is_no_text_is_told_and_left_out(docs, name):
    assert docs.entry(A, name) == [("F004", 2)]
    assert docs.edition().entries == {}


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ("種下去。又一句。\n\n又一段。\n", "種下去。"),
        ("書裏說「種下去。」又說。\n", "書裏說「種下去。」"),
        ("誰種？不知道。\n", "誰種？"),
        ("見「我們去種樹」[@trees-1950/zhong, p2]。完。\n", "見「我們去種樹」。"),
        ("見[看樹](../../reports/trees-1950/kan.md)的話。完。\n", "見看樹的話。"),
        ("一行\n又一行。完。\n", "一行又一行。"),
        ("沒有句號\n\n又一段。\n", "沒有句號"),
    ],
)
def test_the_first_sentence_is_plain_text(docs, body, first):
    assert docs.entry(A, "種樹", body) == []
    assert entry(docs).first == first


def test_entries_stand_in_the_order_of_their_pinyin(docs):
    for slug, pinyin in {"d": "wèi", "a": "Zhāng", "b": "Chén Bó", "c": "chén àn", "f": "wei", "e": "Wēi"}.items():
        docs.entry(f"terms/{slug}", f"名{slug}", pinyin=pinyin)
    assert [slug[-1] for slug in docs.edition().entries] == ["c", "b", "d", "e", "f", "a"]


# entries among themselves


@pytest.mark.parametrize(("one", "other"), [("樹", "樹"), ("群衆", "羣眾"), ("積極份子", "積極分子"), ("種樹", "種 樹")])
def test_two_entries_that_claim_one_form_are_told_with_both_files(docs, one, other):
    docs.entry(A, "甲", forms=f"[{one}]")
    docs.entry("people/b", "乙", forms=f"[{other}]")
    (problem,) = told(docs, "E002")
    assert {problem.path} | {word for word in problem.message.split() if word.startswith("entries/")} == {
        "entries/people/b.md",
        "entries/terms/a.md",
    }
    assert problem.line == 5
    assert docs.codes() == ["E002"]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("in: [trees-1950/zhong]", "in: [trees-1950/kan]", []),
        ("in: [trees-1950]", "in: [more]", []),
        ("in: [trees-1950]", "in: [more/c]", []),
        ("in: [trees-1950/zhong]", "in: [trees-1950/zhong]", ["E002"]),
        ("in: [trees-1950]", "in: [trees-1950/kan]", ["E002"]),
        ("in: [trees-1950/kan]", "in: [trees-1950]", ["E002"]),
        ("in: [more, trees-1950/kan]", "in: [trees-1950/zhong, more/c]", ["E002"]),
        ("in: [trees-1950]", "in: []", ["E002"]),
        ("in: []", "in: [trees-1950]", ["E002"]),
        ("except: [樹苗]", "except: [種樹]", ["E002"]),
    ],
)
def test_a_form_may_be_shared_only_where_no_chapter_is_shared(docs, one, other, codes):
    docs.report("挖坑。\n")
    docs.entry(A, "甲", forms=f"[{{form: 樹, {one}}}]")
    docs.entry(B, "乙", forms=f"[{{form: 樹, {other}}}]")
    assert docs.codes() == codes


def test_one_report_is_not_another_whose_name_begins_alike(docs):
    docs.report("挖坑。\n", "trees-1950-2")
    docs.entry(A, "甲", forms="[{form: 樹, in: [trees-1950]}]")
    docs.entry(B, "乙", forms="[{form: 樹, in: [trees-1950-2]}]")
    assert docs.codes() == []


def test_variants_of_the_name_need_not_be_listed_and_no_form_is_listed_twice(docs):
    assert docs.entry(A, "群衆", forms="[羣衆]") == [("E001", 5)]
    assert docs.entry(A, "群衆", forms="[大衆, 大眾]") == [("E001", 5)]
    assert docs.entry(A, "群衆", forms="[{form: 羣衆, in: [trees-1950]}]") == []


@pytest.mark.parametrize("body", ["", "# 樹\n", "> 樹\n> [@trees-1950/zhong, p2]\n", "**樹**是木。\n"])
def test_an_entry_without_a_plain_first_sentence_is_told(docs, body):
    assert ("E001", 7) in docs.entry(A, "種樹", body) or ("E001", 6) in docs.entry(A, "種樹", body)


@pytest.mark.parametrize("longer", ["花草", "樹"])
def test_exception_must_be_a_longer_word_that_holds_the_form(docs, longer):
    assert docs.entry(A, "種樹", forms=f"[{{form: 樹, except: [{longer}]}}, 木]") == [("E001", 5)]


def test_entries_without_an_index_page_of_their_kind_are_told(docs):
    docs.entry(A, "種樹")
    (docs.root / f"entries/{A.partition('/')[0]}/index.md").unlink()
    assert [(p.code, p.path) for p in docs.problems()] == [("E005", f"entries/{A.partition('/')[0]}/index.md")]


@pytest.mark.parametrize(
    ("slug", "field", "value", "wrong"),
    [
        ("people/a", "group", "groups/g", False),
        ("people/a", "group", "groups/h", True),
        ("people/a", "group", "people/p", True),
        ("groups/a", "leader", "people/p", False),
        ("groups/a", "leader", "groups/g", True),
        ("groups/a", "works", "organisations/w", False),
        ("groups/a", "works", "甲廠", True),
    ],
)
def test_what_points_to_an_entry_points_to_one_of_its_kind(docs, slug, field, value, wrong):
    for other, name in {"groups/g": "甲組", "people/p": "張三", "organisations/w": "甲廠"}.items():
        docs.entry(other, name)
    assert docs.entry(slug, "某", **{field: value}) == ([("E003", 5)] if wrong else [])


def test_an_entry_that_is_removed_is_missed_where_it_is_pointed_to(docs):
    docs.entry(A, "種樹")
    docs.entry(B, "看樹", body="見[種樹](a.md)。\n", see="[terms/a]")
    assert docs.codes() == []
    (docs.root / "entries/terms/a.md").unlink()
    assert [(p.path, p.code) for p in docs.problems()] == [("entries/terms/b.md", "E003"), ("entries/terms/b.md", "L001")]


def test_a_former_name_is_told_only_while_its_entry_is_still_there(docs):
    docs.entry(A, "種樹")
    assert docs.entry(B, "看樹", formerly="[terms/a, terms/c]") == [("E004", 5)]
    (docs.root / "entries/terms/a.md").unlink()
    assert docs.codes() == []


def test_citations_of_an_entry_are_verified(docs):
    assert docs.entry(A, "種樹", body="「我們去種草」[@trees-1950/zhong, p2]。\n") == [("Q001", 7)]
