"""No file that a contributor writes can stop the machine: what is too large, too deep or refers to itself is told and not read."""

import pytest

from duben.document.pages import Pages
from duben.links.resolve import resolve
from duben.reading import bounds
from duben.reading.frontmatter import split
from duben.reading.settings import read_settings

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{y}: &{y} [{','.join([f'*{x}'] * 9)}]\n" for x, y in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("fields", "line", "column"),
    [
        ("title: 試\nlist: &a [甲]", 3, 7),
        ("title: 試\nlist: *a", 3, 7),
        ("title: 試\n<<: {a: 1}", 3, 1),
        (BOMB, 2, 4),
        ("x: " + "[" * 9 + "]" * 9, 2, 11),
        ("x: " + "{a: " * 40_000, 2, 32),
        ("x: " + "{a: " * 200_000, 1, 1),
        ("- " * 100_000, 2, 17),
        ("? " * 100_000, 2, 17),
        ("a: b\n" * 101_000, 1, 1),
    ],
    ids=["anchor", "alias", "merge", "bomb", "deep", "very deep", "very deep and long", "deep list", "deep keys", "long"],
)
def test_fields_that_stand_for_more_than_they_are_give_one_message_at_their_place(fields, line, column):
    document, problems = split("a.md", f"---\n{fields}\n---\n文\n")
    assert [(p.code, p.line, p.column) for p in problems] == [("F001", line, column)]
    assert (document.fields, document.body) == ({}, "文\n")


@pytest.mark.parametrize("value", ["'&a'", '"*a"', "a & b", "a * b", "'<<'", "a << b"])
def test_the_same_characters_as_text_are_read(value):
    assert "F001" not in [problem.code for problem in split("a.md", f"---\ntitle: {value}\n---\n")[1]]


def test_the_settings_and_the_fields_of_blocks_are_held_to_the_same(docs, tmp_path):
    (tmp_path / "edition.yml").write_text(BOMB)
    assert [p.code for p in read_settings(tmp_path / "edition.yml")[1]] == ["S001"]
    indented = "".join(f"    {row}\n" for row in BOMB.splitlines())
    assert ("G003", 5) in docs.guide(
        f"/// step | 題\n{indented}\n> 春天來了\n> [@trees-1950/zhong, p2]\n///\n\n- x\n\n    /// step | 題\n{indented}"
    )
    document = Pages(docs.edition(), docs.links()).of("guides/try.md")
    assert str(document.blocks).count("[x, x, x") == 2  # it is shown as text


@pytest.mark.parametrize("path", ["about/note.md", "reports/trees-1950/zhong.md", "reports/trees-1950/ids/zhong.txt"])
def test_a_file_that_is_too_large_is_told_once_and_not_read(docs, path):
    docs.write(path, "字" * bounds.PAGE)
    assert [p.line for p in docs.problems() if p.path == path and p.code == "F007"] == [1]
    assert docs.edition().page(path) is None


def test_a_source_may_be_larger(docs):
    path = "reports/trees-1950/source.txt"
    docs.write(path, b"x" * (bounds.PAGE + 1))
    assert "F007" not in docs.codes()
    docs.write(path, b"x" * (bounds.SOURCE + 1))
    assert [(p.code, p.line) for p in docs.problems() if p.path == path] == [("F007", 1)]


def test_a_line_that_is_too_long_is_told(docs):
    (problem,) = docs.page("短\n" + "長" * (bounds.LINE + 1))
    assert (problem.code, problem.line) == ("F007", 6)
    assert docs.page("長" * bounds.LINE) == []


@pytest.mark.parametrize("field", ["title", "description"])
def test_a_text_in_front_matter_that_is_too_long_is_told_and_not_used(docs, field):
    long = "長" * 19_000
    docs.write("about/note.md", f"---\ntitle: 試\n{'description' if field == 'description' else 'short'}: {long}\n---\n")
    assert ("F007", 3) in [(p.code, p.line) for p in docs.problems()]
    assert long not in str(docs.edition().page("about/note.md"))


@pytest.mark.parametrize("line", ["# {}", "/// step | {}"])
def test_a_heading_or_title_of_a_block_that_is_too_long_is_told(docs, line):
    assert ("F007", 5) in [(p.code, p.line) for p in docs.page(line.format("長" * 600))]
    assert [p for p in docs.page(line.format("長" * 400)) if p.code == "F007"] == []


def test_a_heading_of_a_chapter_that_is_too_long_is_told(docs):
    docs.replace("reports/trees-1950/kan.md", "# 看樹談", "# 看樹談" + "{+長" + "長" * 600 + "}")
    assert "F007" not in docs.codes()  # the editors' words are not those of the source
    docs.replace("reports/trees-1950/kan.md", "# 看樹談", "# 看樹談" + "長" * 600)
    assert "F007" in docs.codes()


@pytest.mark.parametrize("unit", ["[", "![", "[a][", "[[", "[^"])
def test_brackets_that_stay_open_are_told_and_the_page_is_not_read(docs, unit):
    (problem,) = docs.page(unit * 9_000)
    assert (problem.code, problem.line) == ("F007", 5)
    edition = docs.edition()
    assert Pages(edition, resolve(edition)).of("about/note.md").blocks == ()


def test_brackets_in_paragraphs_of_their_own_or_escaped_are_well(docs):
    assert docs.page("[甲\n\n" * 500 + "\\[" * 500) == []
