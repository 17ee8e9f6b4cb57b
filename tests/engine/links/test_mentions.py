"""Where the forms of the entries stand: the longest first, through marks and page turns, in every variant, in any order of files."""

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.edition.model import Chapter
from duben.links.mentions import Excluded, Finder
from duben.reading.entries import Entry
from duben.reading.schema import Form
from duben.text.transcript import parse
from duben.text.variants import fold, spellings


def chapter(text, key="r/c"):
    """A chapter of this text, as it stands in a file."""
    report, stem = key.split("/")
    return Chapter(report, stem, f"reports/{key}.md", "題", "題", 1, blocks=parse("c.md", text)[0])


def entry(slug, *forms):
    rows = tuple(form if isinstance(form, Form) else Form(form) for form in forms)
    return Entry(f"terms/{slug}", f"entries/terms/{slug}.md", rows[0].text, "x", "X", rows)


def found(text, *entries, key="r/c"):
    """The last part of each mention's slug, with its words."""
    item = chapter(text, key)
    words = item.running("corrected")[0]
    return [(m.slug.removeprefix("terms/"), words[m.start : m.end]) for m in Finder(entries).find(item)]


def passed_over(text, *entries, key="r/c"):
    excluded = []
    Finder(entries).find(chapter(text, key), excluded)
    return [(place.slug.removeprefix("terms/"), place.form, place.start, place.reason) for place in excluded]


# overlap and nesting


def test_a_name_inside_a_longer_name_is_no_mention():
    entries = entry("group", "馬恒昌小組"), entry("ma", "馬恒昌"), entry("xiaozu", "小組")
    assert found("學馬恒昌小組。", *entries) == [("group", "馬恒昌小組")]


def test_the_shorter_name_is_a_mention_where_it_stands_alone():
    entries = entry("group", "馬恒昌小組"), entry("ma", "馬恒昌")
    assert found("馬恒昌說：馬恒昌小組好。馬恒昌笑了。", *entries) == [("ma", "馬恒昌"), ("group", "馬恒昌小組"), ("ma", "馬恒昌")]


def test_of_names_that_overlap_the_longer_is_the_mention():
    assert found("甲乙丙丁戊", entry("a", "甲乙丙"), entry("b", "丙丁")) == [("a", "甲乙丙")]
    assert found("甲乙丙丁戊", entry("a", "甲乙"), entry("b", "乙丙丁")) == [("b", "乙丙丁")]


def test_of_names_of_one_length_that_overlap_the_first_is_the_mention():
    assert found("甲乙丙", entry("b", "乙丙"), entry("a", "甲乙")) == [("a", "甲乙")]


def test_what_a_longer_name_leaves_free_is_still_found():
    entries = entry("a", "甲乙"), entry("b", "乙丙丁"), entry("c", "丁戊"), entry("d", "甲"), entry("e", "戊")
    assert found("甲乙丙丁戊", *entries) == [("d", "甲"), ("b", "乙丙丁"), ("e", "戊")]


def test_a_name_is_found_where_a_longer_one_only_begins():
    entries = entry("a", "甲乙丙"), entry("b", "乙")
    assert found("甲乙丁甲乙\n\n甲乙", *entries) == [("b", "乙")] * 3


def test_names_side_by_side_are_all_found():
    assert found("甲乙甲乙甲", entry("a", "甲乙"), entry("b", "甲")) == [("a", "甲乙"), ("a", "甲乙"), ("b", "甲")]


def test_a_name_that_overlaps_itself_is_found_once():
    assert found("甲甲甲", entry("a", "甲甲")) == [("a", "甲甲")]


# the text that is searched


@pytest.mark.parametrize("name", ["群衆", "羣衆", "群眾"])
@pytest.mark.parametrize("words", ["群衆", "羣衆", "群眾", "羣眾"])
def test_every_variant_of_a_name_is_found(name, words):
    assert found(f"聽{words}的", entry("a", name)) == [("a", words)]


@pytest.mark.parametrize(("name", "words"), [("積極份子", "積極分子"), ("積極分子", "積極份子"), ("馬恆昌", "馬恒昌")])
def test_a_name_written_otherwise_is_found(name, words):
    assert found(f"聽{words}的", entry("a", name)) == [("a", words)]


@pytest.mark.parametrize(
    "words",
    [
        "種{樹 | 注}談",
        "{種樹 | 注}談",
        "種{數→樹}談",
        "{重數→種樹}談",
        "{重數談→種樹談}",
        "種{+樹}談",
        "種{-大}樹談",
        "種{樹!}談",
        "種{樹?}談",
        "種{樹→數?}談",
        "種{-樹?}談",
        "種{樹 | 注}{談 | 注}",
        "種{/2}樹談",
        "種{/}{樹 | 注}談",
        "種{樹{/2}談→樹{/2}談 | 注}".replace("樹{/2}談→", "數{/2}淡→"),
        "種　樹 談",
    ],
)
def test_marks_page_turns_and_spaces_do_not_part_a_name(words):
    assert found(f"看{words}。", entry("a", "種樹談")) == [("a", "種樹談")]


@pytest.mark.parametrize("words", ["種{樹→草}談", "種{+小}樹談", "種{□}談", "種{-樹}談", "{+種樹談?}"])
def test_what_the_corrected_text_has_not_is_no_mention(words):
    assert found(f"看{words}。", entry("a", "種樹談")) == []


def test_the_border_of_a_paragraph_parts_a_name():
    assert found("看種\n\n樹談\n\n種樹談", entry("a", "種樹談")) == [("a", "種樹談")]


def test_variants_do_not_reach_over_the_border_of_a_paragraph():
    assert found("講身份\n\n子女", entry("a", "身份")) == [("a", "身份")]


def test_a_paragraph_without_words_is_passed_by():
    assert found("{-甲}\n\n種樹\n\n{-乙}\n\n種樹", entry("a", "種樹")) == [("a", "種樹")] * 2


def test_headings_items_and_paragraphs_are_searched():
    item = chapter("# 種樹\n\n- 種樹\n\n去種樹")
    assert [(m.start, m.end) for m in Finder([entry("a", "種樹")]).find(item)] == [(0, 2), (2, 4), (5, 7)]


# conditions


@pytest.mark.parametrize(
    ("only", "key", "there"),
    [
        (("r/c",), "r/c", True),
        (("r/c",), "r/d", False),
        (("r",), "r/d", True),
        (("r",), "r2/c", False),
        (("r2", "r/c"), "r/c", True),
    ],
)
def test_a_form_counts_only_in_its_chapters(only, key, there):
    assert bool(found("聽主席的", entry("a", "陳有義", Form("主席", only)), key=key)) == there


def test_a_short_form_means_in_each_chapter_what_it_means_there():
    entries = entry("chen", "陳有義", Form("主席", ("r/c",))), entry("xi", "席炳午", Form("主席", ("r/d",)))
    assert found("聽主席的", *entries, key="r/c") == [("chen", "主席")]
    assert found("聽主席的", *entries, key="r/d") == [("xi", "主席")]
    assert found("聽主席的", *entries, key="r/e") == []


def test_a_form_is_not_linked_inside_the_words_that_are_excepted():
    trees = entry("a", Form("樹", (), ("樹苗", "看樹談")))
    assert found("樹苗和樹，看樹談和看樹。", trees) == [("a", "樹")] * 2


def test_words_excepted_are_found_in_every_variant_and_through_marks():
    assert found("群{衆→眾}性、羣{/}眾性", entry("a", Form("群眾", (), ("群衆性",)))) == []


def test_words_excepted_for_one_entry_do_not_except_another():
    entries = entry("a", Form("樹", (), ("樹苗",))), entry("b", "苗")
    assert found("樹苗", *entries) == [("b", "苗")]


def test_words_excepted_do_not_hold_over_the_border_of_a_paragraph():
    assert found("種樹\n\n苗好", entry("a", Form("樹", (), ("樹苗",)))) == [("a", "樹")]


def test_a_form_that_is_not_linked_is_not_sought_and_hides_nothing():
    entries = entry("title", Form("馬恒昌小組", linked=False)), entry("ma", "馬恒昌")
    assert found("馬恒昌小組", *entries) == [("ma", "馬恒昌")]


def test_why_a_place_is_no_mention_is_told():
    entries = (
        entry("a", "甲乙丙"),
        entry("b", "乙"),
        entry("c", "丙丁"),
        entry("d", Form("丁", ("r/d",))),
        entry("e", Form("甲", (), ("甲乙",))),
    )
    assert sorted(passed_over("甲乙丙丁", *entries)) == [
        ("b", "乙", 1, "在更長的「甲乙丙」裏"),
        ("c", "丙丁", 2, "與「甲乙丙」相疊"),
        ("d", "丁", 3, "這一章不算（in）"),
        ("e", "甲", 0, "在除外的詞裏（except）"),
    ]


def test_a_place_is_passed_over_once_for_a_form_that_is_listed_twice():
    chen = entry("chen", "陳有義", Form("主席", ("r/d",)), Form("主席", ("r/e",)))
    assert len(passed_over("聽主席的", chen)) == 1


# the edition


def test_an_entry_added_is_found_renamed_is_found_by_its_new_address_and_removed_is_gone(docs):
    assert docs.mentions() == []
    docs.entry("terms/a", "種樹")
    assert docs.mentions() == [("terms/a", "種樹"), ("terms/a", "種樹")]
    (docs.root / "entries/terms/a.md").rename(docs.root / "entries/terms/b.md")
    assert docs.mentions() == [("terms/b", "種樹"), ("terms/b", "種樹")]
    (docs.root / "entries/terms/b.md").unlink()
    assert docs.mentions() == []


def test_a_page_turn_inside_a_name_does_not_part_it(docs):
    docs.entry("terms/a", "哪裏來")
    assert docs.mentions() == [("terms/a", "哪裏來")]


def test_the_definition_of_an_entry_is_no_place_of_it(docs):
    docs.entry("terms/a", "砍樹", body="砍樹就是砍樹。\n")
    assert docs.mentions() == docs.mentions("trees-1950/kan") == []


# any text, any forms


KEYS = ("r/c", "r/d", "s/c")
UNITS = ("甲", "甲", "乙", "丙", "羣", "群", "份子", "分子", "𠀀")
WRITTEN = ("{0}", "{0}", "{0}", "{{丁→{0}}}", "{{{0} | 注}}", "{{+{0}}}", "{{{0}→丁?}}", "{{-丁}}{0}", "{{/2}}{0}", " {0}", "　{0}")
WORDS = st.lists(st.sampled_from(UNITS), min_size=1, max_size=3).map("".join)
PARAGRAPHS = st.lists(
    st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(WRITTEN)), min_size=1, max_size=12), min_size=1, max_size=4
)


@st.composite
def entries_of_forms(draw):
    """Up to five entries, no two of which claim a form in one chapter."""
    forms = [[Form("無", linked=False)] for _ in range(5)]
    for words in draw(st.lists(WORDS, min_size=1, max_size=8, unique_by=spellings)):
        around = st.tuples(st.just("") | WORDS, st.just("") | WORDS).filter(any)
        exceptions = tuple(before + words + behind for before, behind in draw(st.lists(around, max_size=2)))
        owners = draw(st.permutations(range(5)))
        match draw(st.sampled_from(("always", "always", "one", "shared", "unlinked"))):
            case "one":
                forms[owners[0]].append(Form(words, draw(st.sampled_from((("r",), ("r/c", "s"), ("s/c",)))), exceptions))
            case "shared":
                forms[owners[0]].append(Form(words, ("r/c",), exceptions))
                forms[owners[1]].append(Form(words, ("r/d", "s"), exceptions))
            case "unlinked":
                forms[owners[0]].append(Form(words, linked=False))
            case _:
                forms[owners[0]].append(Form(words, (), exceptions))
    return [entry(str(i), *rows) for i, rows in enumerate(forms)]


def brute(item, entries):
    """Every place where a plain scan of each paragraph finds a form: entry, form, offset; how often."""
    places = Counter()
    text, starts = item.running("corrected")
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = fold(text[start:end])
        for one in entries:
            for word in {word for form in one.forms if form.linked for word in spellings(form.text)}:
                places.update((one.slug, word, start + i) for i in range(len(words)) if words.startswith(word, i))
    return places


@given(PARAGRAPHS, entries_of_forms(), st.sampled_from(KEYS), st.randoms(use_true_random=False))
def test_what_is_found_and_what_is_passed_over_are_together_what_a_plain_scan_finds(paragraphs, entries, key, chance: random.Random):
    item = chapter("\n\n".join("".join(how.format(unit) for unit, how in row) for row in paragraphs), key)
    text, starts = item.running("corrected")
    assert text == "".join(unit for row in paragraphs for unit, _ in row)
    excluded: list[Excluded] = []
    mentions = list(Finder(entries).find(item, excluded))
    places = Counter((m.slug, fold(text[m.start : m.end]), m.start) for m in mentions)
    places.update((place.slug, place.form, place.start) for place in excluded)
    assert places == brute(item, entries)
    # mentions stand in order, apart from one another, each in its paragraph
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    ends = [*starts[1:], len(text)]
    assert all(any(low <= m.start < m.end <= high for low, high in zip(starts, ends, strict=True)) for m in mentions)
    # what gave way to another name gave way to one that is not shorter
    for place in excluded:
        if place.reason.startswith(("在更長", "與")):
            end = place.start + len(place.form)
            assert any(m.start < end and place.start < m.end and m.end - m.start >= len(place.form) for m in mentions)
    # the order of files and of forms is nothing to the result
    shuffled = [entry(one.slug.removeprefix("terms/"), *chance.sample(one.forms, len(one.forms))) for one in entries]
    chance.shuffle(shuffled)
    again: list[Excluded] = []
    assert list(Finder(shuffled).find(item, again)) == mentions
    assert sorted(again) == sorted(excluded)
    # nor is it whether the reasons are asked for
    assert list(Finder(shuffled).find(item)) == mentions
