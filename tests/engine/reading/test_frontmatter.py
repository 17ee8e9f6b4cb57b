"""Front matter: fields with their lines, and every way it can be wrong."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.reading.frontmatter import read, split
from duben.reading.typed import REQUIRED


@dataclass(frozen=True)
class Fields:
    title: str = field(default="", metadata=REQUIRED)
    order: int = 0
    state: Literal["未校", "已校"] = "未校"
    list: tuple[Any, ...] = ()


def codes(text):
    return [(p.code, p.line) for p in read("a.md", text, Fields)[2]]


def test_fields_their_lines_and_where_the_body_begins():
    document, meta, problems = read("a.md", "---\ntitle: 題\nlist:\n  - 甲\norder: 3\n---\n第一行\n", Fields)
    assert problems == []
    assert document.fields == {"title": "題", "list": ["甲"], "order": 3}
    assert meta == Fields("題", 3, list=("甲",))
    assert document.lines == {"title": 2, "list": 3, "order": 5}
    assert (document.body, document.first_line) == ("第一行\n", 7)


def test_windows_line_ends():
    document, problems = split("a.md", "---\r\ntitle: 題\r\n---\r\n正文\r\n")
    assert (problems, document.body, document.first_line) == ([], "正文\n", 4)


@pytest.mark.parametrize("text", ["正文\n", "", "---\ntitle: 題\n", "\n---\ntitle: 題\n---\n"])
def test_front_matter_that_is_missing_or_not_closed(text):
    assert codes(text) == [("F001", 1)]


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("title: 題\norder: [1", 3),
        ("title: 題\n bad: 甲: 乙", 3),
        ("- 甲", 2),
        ("只有字", 2),
        ("title: !!python/object:os.system 題", 2),
        ("[" * 5000, 2),
        ("[" * 5000 + "]" * 5000, 2),
        ("title: \x07", 1),
        ("? [甲, 乙]\n: 丙", 2),
    ],
)
def test_front_matter_that_is_no_yaml_mapping(yaml, line):
    found = codes(f"---\n{yaml}\n---\n")
    assert [code for code, _ in found] == ["F001"]
    assert found[0][1] <= line + 1


@pytest.mark.parametrize("value", ["", "''", "~"])
def test_required_field_that_is_empty(value):
    assert codes(f"---\norder: 1\ntitle: {value}\n---\n") == [("F002", 3)]


def test_required_field_that_is_not_there():
    assert codes("---\norder: 1\n---\n") == [("F002", 1)]


def test_unknown_field_is_told_with_the_known_ones():
    (problem,) = read("a.md", "---\ntitle: 題\ntitel: 題\n---\n", Fields)[2]
    assert (problem.code, problem.line) == ("F003", 3)
    assert "title、order、state、list" in problem.mend


@pytest.mark.parametrize(("field", "value"), [("order", "三"), ("order", "true"), ("title", "1954"), ("list", "甲"), ("state", "校過")])
def test_value_of_the_wrong_type_or_not_in_the_closed_list(field, value):
    head = "" if field == "title" else "title: 題\n"
    assert codes(f"---\n{head}{field}: {value}\n---\n") == [("F004", 2 if field == "title" else 3)]


def test_every_fault_is_told_at_once():
    assert codes("---\norder: 三\nnote: 甲\n---\n") == [("F002", 1), ("F004", 2), ("F003", 3)]


@given(st.text(alphabet=st.sampled_from("ab:-#[]{}'\"&*!|>%@`?,\n 甲\t0"), max_size=60))
def test_never_raises(yaml):
    document, _, problems = read("a.md", f"---\n{yaml}\n---\n正文", Fields)
    assert all(1 <= p.line <= yaml.count("\n") + 4 for p in problems)
    assert document.body.endswith("正文")


LISTS = """\
---
title: 題
list:
  - {甲: 1}
  -
    甲: 2
    乙: >
      長
      文
  - 甲: 3

  # 話
  - 不是
  - 甲: 4
order: 3
---
"""


def test_members_of_a_list_know_their_lines():
    document, problems = split("a.md", LISTS)
    assert problems == []
    assert [(row["甲"], line) for row, line in document.members("list") if isinstance(row, dict)] == [(1, 4), (2, 6), (3, 10), (4, 14)]
    assert document.member_lines == {"list": (4, 6, 10, 13, 14)}


@pytest.mark.parametrize("name", ["title", "order", "none"])
def test_what_is_no_list_has_no_members(name):
    assert split("a.md", LISTS)[0].members(name) == []


def test_a_list_on_one_line_has_that_line():
    document, _ = split("a.md", "---\nlist: [{甲: 1}, {甲: 2},\n  {甲: 3}]\n---\n")
    assert [line for _, line in document.members("list")] == [2, 2, 3]


def test_a_field_that_stands_twice_is_told_where_it_stands_again(docs):
    docs.write("about/note.md", "---\ntitle: 試\ndescription: 一\ntitle: 又試\n---\n\n一頁。\n")
    assert [(p.code, p.line, p.column) for p in docs.problems()] == [("F008", 4, 1)]


def test_so_is_one_in_a_field_of_a_field(docs):
    docs.replace("reports/trees-1950/index.md", "{title: 砍樹談}", "{title: 砍樹談, title: 看樹談}")
    assert [(p.code, p.line) for p in docs.problems()] == [("F008", 8)]


@pytest.mark.parametrize("path", ["about/note.md", "reports/trees-1950/zhong.md"])
def test_a_merge_that_was_not_finished_is_told_first(docs, path):
    docs.write("about/note.md", "---\ntitle: 試\n---\n\n一頁。\n")
    text = docs.text(path)
    docs.write(path, f"{text}\n<<<<<<< HEAD\n甲。\n=======\n乙。\n>>>>>>> other\n")
    found = docs.problems()
    assert ("F009", path, text.count("\n") + 2) in [(p.code, p.path, p.line) for p in found]


def test_a_line_of_angle_brackets_alone_is_no_merge(docs):
    docs.write("about/note.md", "---\ntitle: 試\n---\n\n```\n<<<<<<< HEAD\n```\n")
    assert docs.problems() == []
