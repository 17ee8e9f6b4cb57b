"""What is an edition's own: edition.yml, every way it can be wrong, and an edition of another subject."""

import json

import pytest

from duben.reading.schemas import schemas
from duben.reading.settings import BlockKind, Settings, beside, read_settings
from duben.telling import as_text


@pytest.fixture
def reading(tmp_path):
    """Reads an edition.yml of this text."""

    def read(text):
        file = tmp_path / "edition.yml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(file)

    return read


def test_without_the_file_the_defaults_hold(tmp_path):
    assert read_settings(beside(tmp_path / "docs")) == (Settings(), [])


@pytest.mark.parametrize("text", ["", "# 只有話\n"])
def test_an_empty_file_is_as_none(reading, text):
    assert reading(text) == (Settings(), [])


def test_what_is_given_stands_in_place_of_the_default(reading):
    settings, problems = reading("name: 種樹集\nblocks: {tip: {label: 竅門, traits: [quotes]}}\nfacts: {who: 誰}\n")
    assert problems == []
    assert (settings.name, settings.blocks) == ("種樹集", {"tip": BlockKind("竅門", ("quotes",))})
    assert settings.block_fields == {"tip": ("id", "number", "en", "who")}
    assert settings.entries == Settings().entries


def test_the_foot_of_a_page_is_made_of_the_terms():
    assert Settings(rights="底本無主", licence="編者文字 CC0").copyright == "底本無主；編者文字 CC0；程式 MIT。"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"\xff\xfe", "S001", 1),
        ("name: [甲\n", "S001", 2),
        ("- 甲\n", "S001", 1),
        ("name: 甲\ncolour: 綠\n", "S002", 2),
        ("\nname: [甲]\n", "S003", 2),
        ("name: 1954\n", "S003", 1),
        ("rate: 200\n", "S003", 1),
        ("rate:\n  ground: 據某書\n", "S003", 1),
        ("rate:\n  characters: 許多\n  ground: 據某書\n", "S003", 2),
        ("rate:\n  characters: 0\n  ground: 據某書\n", "S003", 2),
        ("blocks: [tip]\n", "S003", 1),
        ("blocks:\n  tip:\n    traits: [quotes]\n", "S003", 2),
        ("blocks:\n  tip:\n    label: 竅門\n    traits: [sings]\n", "S003", 4),
        ("blocks:\n  tip:\n    label: 竅門\n    traits: [quotes]\n    colour: 綠\n", "S002", 5),
        ("blocks:\n  tip:\n    label: 竅門\n", "S004", 2),
        ("blocks:\n  tip:\n    label: 竅門\n    traits: [quotes, ticks]\n", "S004", 2),
        ("blocks:\n  tip:\n    label: 竅門\n    traits: [quotes]\n    fields: [why]\n", "S004", 5),
        ("blocks:\n  a b: {label: 竅門, traits: [quotes]}\n", "S004", 2),
        ("facts:\n  id: 編號\n", "S004", 2),
        ("entries:\n  樹: {label: 樹}\n", "S004", 2),
        ("entries:\n  trees:\n    label: 樹\n    fields:\n      name: 名\n", "S004", 5),
        ("entries:\n  trees:\n    label: 樹\n    fields:\n      class: 科\n", "S004", 5),
        ("entries:\n  trees:\n    label: 樹\n    fields:\n      by: {label: 種者, to: people}\n", "S004", 5),
        ("entries:\n  trees:\n    label: 樹\n    columns: [by]\n", "S004", 4),
        ("entries:\n  trees:\n    label: 樹\n    traits: names\n", "S003", 4),
    ],
)
def test_a_faulty_file_is_told_with_its_line(reading, text, code, line):
    settings, problems = reading(text)
    assert [(p.code, p.line) for p in problems] == [(code, line)]
    assert isinstance(settings, Settings)
    assert as_text(problems, "docs").startswith(f"edition.yml:{line}:")


def test_faults_are_told_all_at_once(reading):
    _, problems = reading("name: [甲]\ncolour: 綠\nblocks:\n  tip: {traits: [sings], colour: 綠}\n")
    assert [(p.code, p.line) for p in problems] == [("S003", 1), ("S002", 2), ("S002", 4), ("S003", 4), ("S003", 4)]


OTHER = """\
name: 園藝集
editors: 園丁
facts: {why: 為何}
blocks:
  tip: {label: 竅門, traits: [quotes, inventory]}
  ask: {label: 想一想, traits: [asks]}
entries:
  trees: {label: 樹木, fields: {keeper: {label: 守林人, to: keepers}, soil: 土質}, columns: [soil, keeper], traits: [names]}
  keepers: {label: 守林人, traits: [names, listed]}
"""
"""An edition of another subject, with kinds of its own; no note for a leader ends its guides."""


GUIDE = """\
---
title: 怎樣種樹
english: How to plant trees
abstract: Trees are planted. They are watered. They grow.
group: 樹
---

# 怎樣種樹

/// tip | 去種樹
    id: go
    en: Go and plant
    why: 春天

> 春天來了，我們去種樹。
> [@trees-1950/zhong, p2]
///

/// ask | 想一想
    id: ask

1. 誰去？[@trees-1950/zhong, p2]
2. 誰問？[@trees-1950/zhong, p3]
3. 怎樣？[@trees-1950/zhong, p4]
///
"""


@pytest.fixture
def other(docs, reading):
    docs.settings, problems = reading(OTHER)
    assert problems == []
    docs.write("guides/walk.md", GUIDE)
    docs.entry("keepers/wang", "王五")
    docs.entry("trees/tree", "樹苗", soil="黃土", keeper="keepers/wang")
    return docs


def test_an_edition_of_another_subject_is_read_and_checked(other):
    assert other.codes() == []
    assert other.edition().entries["trees/tree"].pointers == {"keeper": "keepers/wang"}
    other.replace("entries/trees/tree.md", "keepers/wang", "trees/tree")
    assert other.codes() == ["E003"]


def test_kinds_of_the_defaults_are_none_of_it(other):
    assert other.entry("people/li", "李四") == [("R006", 1)]
    other.replace("guides/walk.md", "/// tip", "/// step")
    (problem,) = [p for p in other.problems() if p.code == "G001"]
    assert problem.mend == "可用的塊有：tip（竅門）、ask（想一想）。"


def test_the_rules_of_guides_are_told_in_its_own_names(other):
    other.replace("guides/walk.md", "    why: 春天", "    why: 秋天")
    assert [p.message for p in other.problems()] == ["「為何」一欄的「秋天」不見於本塊引文。"]
    other.replace("guides/walk.md", GUIDE[GUIDE.index("/// ask") :], "")
    assert "先寫「/// ask | 想一想」。" in [p.mend for p in other.problems()]


def test_its_pages_have_its_own_labels(other):
    page = other.html("guides/walk.md")
    (section,) = page.find("section", id="go")
    assert "竅門" in other.words(section, hidden=True)
    assert "為何" in other.words(section, hidden=True)
    (head,) = other.html("entries/trees/tree.md").find("dl", class_="db-head")
    words = other.words(head, hidden=True)
    assert all(label in words for label in ("樹木", "土質", "黃土", "守林人", "王五"))


def test_schemas_follow_from_the_declarations():
    made = schemas(Settings())
    assert json.loads(json.dumps(made)) == made
    guide = made["guide"]
    assert set(guide["required"]) == {"title", "english", "abstract", "group"}
    assert guide["properties"]["hide"]["items"] == {"enum": ["navigation", "toc", "footer"]}
    assert "break" in made["packet"]["properties"]
    assert "role" in made["entry-people"]["properties"]
    assert "role" not in made["entry-terms"]["properties"]
    kinds = made["edition"]["properties"]["blocks"]["additionalProperties"]
    assert "quotes" in kinds["properties"]["traits"]["items"]["enum"]
    assert kinds["required"] == ["label"]


def test_a_field_that_stands_twice_is_told(tmp_path):
    path = tmp_path / "edition.yml"
    path.write_text("name: 甲\nlicence: 乙\nname: 丙\n", "utf-8")
    assert [(p.code, p.line) for p in read_settings(path)[1] if p.code == "F008"] == [("F008", 3)]


def test_a_character_that_is_not_seen_is_told_with_its_line(reading):
    _settings, problems = reading('editors: 編\u2028者\nname: 種\u202e樹\nlicence: "甲\\u200b"\nnothing: 1\n')
    assert [(p.code, p.line) for p in problems] == [("F006", 1), ("F006", 2), ("F006", 3), ("S002", 4)]
