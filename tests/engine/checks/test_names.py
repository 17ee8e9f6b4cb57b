"""The name audit: names one character apart are told until an entry joins or parts them; and the table of mentions."""

import subprocess
import sys
from pathlib import Path

import pytest

from duben.checks.names import alike, audit

SCRIPT = Path(__file__).parents[3] / "scripts" / "entries.py"
A, B = "people/a", "people/b"


def told(docs):
    """Entry, name, other name and place of each finding."""
    return [(f.slug, f.form, f.other, f.place) for f in audit(docs.edition(), docs.links().mentions)]


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("朱喜樵", "朱善樵", True),
        ("杜鳴舉", "杜鵬舉", True),
        ("閻四貨", "闢四貨", True),
        ("朱喜樵", "朱喜焦", True),
        ("太原機器廠", "山西機器廠", True),
        ("太原鋼廠", "山西鋼廠", False),  # too short for two
        ("太原機器廠", "太原電機廠", False),
        ("朱喜樵", "朱喜樵", False),
        ("朱喜樵", "朱喜", False),
        ("朱喜樵", "宋善樵", False),
        ("朱喜", "朱善", False),
    ],
)
def test_names_that_are_alike(one, other, are):
    assert alike(one, other) == alike(other, one) == are


def test_two_terms_that_share_all_but_one_character_each_are_told_until_they_are_joined(docs):
    docs.report("技術改革和技術革新。\n")
    docs.entry("terms/a", "技術改革")
    docs.entry("terms/b", "技術革新")
    assert told(docs) == [("terms/a", "技術改革", "技術革新", "terms/b")]
    docs.entry("terms/b", "技術革新", see="[terms/a]")
    assert told(docs) == []


# names in the texts


@pytest.mark.parametrize(
    ("kind", "name", "other"),
    [
        ("people", "朱喜樵", "朱善樵"),
        ("people", "杜鳴舉", "杜鵬舉"),
        ("people", "閻四貨", "闢四貨"),
        ("organisations", "太原機器廠", "山西機器廠"),
        ("groups", "孫長清小組", "孫常清小組"),
    ],
)
def test_a_name_of_the_text_that_is_like_an_entrys_is_told_with_its_place(docs, kind, name, other):
    docs.report(f"頭一個是{name}。\n\n又有{other}，還有{other}。\n")
    docs.entry(f"{kind}/a", name)
    assert told(docs) == [(f"{kind}/a", name, other, "more/c 第2段")]


@pytest.mark.parametrize("field", ["forms", "distinct"])
def test_a_name_that_the_entry_takes_or_parts_is_not_told(docs, field):
    docs.report("朱喜樵和朱善樵。\n")
    docs.entry(A, "朱喜樵", **{field: "[朱善樵]"})
    assert told(docs) == []


def test_a_name_with_an_entry_of_its_own_is_told_as_that_until_the_two_are_joined(docs):
    docs.report("朱喜樵和朱善樵。\n")
    docs.entry(A, "朱喜樵")
    docs.entry(B, "朱善樵")
    assert told(docs) == [(A, "朱喜樵", "朱善樵", B)]


def test_the_form_of_another_entry_is_known_even_where_it_does_not_count(docs):
    docs.report("朱喜樵和朱善樵。\n")
    docs.entry(A, "朱喜樵")
    docs.entry(B, "老宋", forms="[{form: 朱善樵, in: [trees-1950]}]")
    assert told(docs) == []


@pytest.mark.parametrize("slug", [A, B])
@pytest.mark.parametrize("join", ["see", "distinct"])
def test_two_entries_are_joined_by_either(docs, slug, join):
    names = {A: "朱喜樵", B: "朱善樵"}
    for own, name in names.items():
        other = B if own == A else A
        value = {"see": f"[{other}]", "distinct": f"[{names[other]}]"}[join]
        docs.entry(own, name, **({join: value} if own == slug else {}))
    assert told(docs) == []


def test_variants_are_no_finding(docs):
    docs.report("學馬恆昌，學馬恒昌，幫羣衆，帮群眾。\n")
    docs.entry(A, "馬恒昌", distinct="[]")
    docs.entry("groups/a", "幫群衆")
    assert told(docs) == []


def test_a_name_distinct_in_one_variant_is_distinct_in_all(docs):
    docs.report("馬恆昌小組和馬衆昌小組。\n")
    docs.entry("groups/a", "馬恒昌小組", distinct="[馬眾昌小組]")
    assert told(docs) == []


def test_words_that_are_or_touch_a_mention_are_no_unknown_name(docs):
    docs.report("朱善樵夫來了。\n\n李朱善樵來了。\n")
    docs.entry(A, "朱喜樵")
    docs.entry("terms/a", "樵夫")
    docs.entry("terms/b", "李朱")
    assert told(docs) == []


def test_words_over_a_sign_or_the_border_of_a_paragraph_are_no_name(docs):
    docs.report("朱，樵。\n\n來了朱善\n\n樵夫\n")
    docs.entry(A, "朱喜樵")
    assert told(docs) == []


def test_the_text_is_audited_as_corrected(docs):
    docs.entry(A, "水要澆得足")  # the transcription has 水要饒得足
    assert told(docs) == []
    docs.replace("reports/trees-1950/zhong.md", "{饒→澆 | ", "{饒→橈 | ")
    assert told(docs) == [(A, "水要澆得足", "水要橈得足", "trees-1950/zhong 第2段")]


def test_terms_are_held_against_one_another_but_not_against_the_texts(docs):
    docs.report("年度計劃和季度計劃和月度計劃。\n")
    docs.entry("terms/a", "年度計劃")
    assert told(docs) == []
    docs.entry("terms/b", "季度計劃")
    assert [row[2:] for row in told(docs)] in ([("季度計劃", "terms/b")], [("年度計劃", "terms/a")])


def test_a_short_form_of_one_chapter_is_no_name(docs):
    docs.report("聽陳主席的，聽李主席的。\n")
    docs.entry(A, "陳有義", forms="[{form: 陳主席, in: [more]}]")
    docs.entry(B, "李琛光", forms="[{form: 李主席, in: [trees-1950]}]")
    assert told(docs) == []


# scripts/entries.py


def table(docs, *options):
    """The code it leaves with, the numbers of each row by slug, and the rest of what it tells."""
    done = subprocess.run([sys.executable, SCRIPT, "--docs", docs.root, *options], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    rows = [row.split() for row in done.stdout.split("\n") if row]
    return done.returncode, {row[0]: [int(n) for n in row[1:4]] for row in rows if len(row) > 3 and row[3].isdigit()}, done.stdout


def test_the_table_tells_of_every_place_whether_it_is_linked_or_why_not(docs):
    docs.entry("terms/a", "種樹")
    docs.entry("terms/b", "樹", forms="[{form: 樹, except: [樹苗]}, {form: 坑, in: [trees-1950/kan]}]")
    code, rows, told = table(docs)
    assert code == 0
    assert rows == {"terms/a": [2, 2, 0], "terms/b": [10, 6, 4], "合計": [12, 8, 4]}
    (row,) = [row for row in told.split("\n") if row.startswith("terms/b")]
    assert all(reason in row for reason in ("在更長的「種樹」裏 2", "（except） 1", "（in） 1"))


def test_every_place_passed_over_is_listed_on_request(docs):
    docs.entry("terms/a", "種樹")
    docs.entry("terms/b", "去種")
    assert "trees-1950/zhong 14: 「種樹」（terms/a）不計：與「去種」相疊" in table(docs, "--all")[2]
    assert "不計：" not in table(docs)[2]


def test_names_that_no_entry_joins_are_a_failure(docs):
    docs.entry(A, "去種木")
    code, _, told = table(docs)
    assert code == 1
    assert "「去種樹」（trees-1950/zhong 第2段）" in told
