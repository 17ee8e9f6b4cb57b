"""Links lead to pages, places on them and files that are there."""

import pytest

from duben.problems import mended


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("../guides/walk.md", ""),
        ("../guides/nope.md#x", "L001"),
        ("nope.md", "L001"),
        ("../guides/walk.md#go", ""),
        ("../guides/walk.md#gone", "L002"),
        ("../reports/trees-1950/zhong.md#p2", ""),
        ("../reports/trees-1950/zhong.md#n1", ""),
        ("../reports/trees-1950/zhong.md#p200", "L002"),
        ("#這一節", ""),
        ("#那一節", "L002"),
        ("../reports/trees-1950/source.txt", ""),
        ("scan.png", "L003"),
        ("../guides/walk/", "L003"),
        ("https://example.org/nope", ""),
        ("mailto:a@example.org", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_told(docs, link, code):
    found = docs.page(f"[甲]({link})\n\n## 這一節")
    assert [(problem.code, problem.line, problem.column) for problem in found] == ([(code, 5, 3)] if code else [])


def test_so_is_a_picture_and_a_definition(docs):
    assert [problem.code for problem in docs.page("![甲](no.png)\n\n[乙][x]\n\n[x]: no.md\n")] == ["L003", "L001"]


def test_code_holds_no_links(docs):
    assert docs.page("`[甲](nope.md)`") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/guides/walk/", "../guides/walk.md"),
        ("/guides/walk.md", "../guides/walk.md"),
        ("/guides/walk/#go", "../guides/walk.md#go"),
        ("../../guides/walk/", "../guides/walk.md"),
        ("../guides/walk/", "../guides/walk.md"),
        ("../guides/walk/index.html", "../guides/walk.md"),
        ("../guides/walk", "../guides/walk.md"),
        ("/reports/trees-1950/zhong/", "../reports/trees-1950/zhong.md"),
        ("/reports/trees-1950/", "../reports/trees-1950/index.md"),
    ],
)
def test_an_address_of_the_site_becomes_the_path_of_its_file(docs, wrong, right):
    (problem,) = docs.page(f"見[甲]({wrong})。")
    assert (problem.code, problem.line, problem.column) == ("L003", 5, 4)
    assert right in problem.mend
    docs.write("about/note.md", mended(docs.text("about/note.md"), [problem.exact]))
    assert docs.problems() == []


def test_an_address_that_is_no_page_has_no_exact_mend(docs):
    assert [(problem.code, problem.exact) for problem in docs.page("[甲](/guides/none/)")] == [("L003", None)]
