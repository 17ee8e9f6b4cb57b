"""The extension under bare Python-Markdown: all that a page needs, without MkDocs."""

import re
from pathlib import Path

import pytest
from markdown import Markdown

import duben
from duben import DubenExtension
from duben.edition import read
from duben.links import resolve

SHIPPED = Path(__file__).parents[1] / "docs"
ZHONG, KAN, WALK = "reports/trees-1950/zhong.md", "reports/trees-1950/kan.md", "guides/walk.md"


def links(page):
    return [a["attrs"]["href"] for a in page.find("a") if a["attrs"].get("href")]


def with_settings(docs, path):
    markdown = Markdown(extensions=["duben"], extension_configs={"duben": {"root": str(docs.root), "path": path}})
    return markdown.convert(docs.text(path).split("---\n", 2)[2])


@pytest.mark.parametrize("path", [ZHONG, KAN, WALK])
def test_settings_alone_give_the_same_page_as_objects(docs, path):
    extension = DubenExtension(docs.edition(), docs.links())
    extension.path = path
    assert with_settings(docs, path) == Markdown(extensions=[extension]).convert(docs.text(path).split("---\n", 2)[2])


def test_chapter_page_is_the_chapter(docs, parse_html):
    page = parse_html(with_settings(docs, ZHONG))
    assert docs.words(page.find(id="p2")[0]) == "春天來了，我們去種樹。樹要種得直，水要澆得足。"
    assert "{" not in docs.words(page.root, hidden=True)


def test_one_extension_serves_page_after_page(docs):
    extension = DubenExtension(docs.edition(), docs.links())
    markdown = Markdown(extensions=[extension])
    found = []
    for path in (ZHONG, KAN, WALK, ZHONG):
        extension.path = path
        found.append(markdown.reset().convert(docs.text(path).split("---\n", 2)[2]))
    assert found[0] == found[3]
    assert len({*found}) == 3


def test_page_that_is_no_chapter_keeps_its_markdown(docs):
    page = docs.html(WALK)
    assert [docs.words(h) for h in page.find("h1")] == ["怎樣種樹"]
    assert any(docs.words(p).startswith("沒有人答：「大家都不說話」") for p in page.find("p"))


def test_block_quotation_is_a_figure_with_its_citation(docs):
    page = docs.html(WALK)
    (figure,) = page.find("figure")
    assert docs.words(page.find("blockquote")[0]).strip() == "春天來了，我們去種樹。"
    assert "../reports/trees-1950/zhong.md#p2" in links(page)
    assert "第2段" in docs.words(figure, hidden=True)


def test_source_and_editors_are_told_apart(docs):
    (annotation,) = docs.html(WALK).find("div", class_="db-annotation")
    assert "db-editor" in annotation["attrs"]["class"]
    assert docs.words({**annotation, "attrs": {}}).strip() == "編者的話。"


def test_quotation_in_running_text_leads_to_its_paragraph(docs):
    (paragraph,) = [p for p in docs.html(WALK).find("p") if docs.words(p).startswith("沒有人答：「大家都不說話」")]
    assert [a["attrs"]["href"] for a in docs.inside(paragraph, "a")] == ["../reports/trees-1950/zhong.md#p3"]


def test_two_block_quotations_in_a_row_stay_two(docs):
    assert docs.page("> 春天來了\n> [@trees-1950/zhong, p2]\n\n> 夏天樹長高了\n> [@trees-1950/kan, p1]") == []
    page = docs.html("about/note.md")
    assert [docs.words(quote).strip() for quote in page.find("blockquote")] == ["春天來了", "夏天樹長高了"]
    assert links(page) == ["../reports/trees-1950/zhong.md#p2", "../reports/trees-1950/kan.md#p1"]


def test_line_without_its_mark_is_not_put_into_the_sources_mouth(docs):
    assert docs.page("> 春天來了\n> [@trees-1950/zhong, p2]\n編者的話") == []
    page = docs.html("about/note.md")
    assert [docs.words(quote).strip() for quote in page.find("blockquote")] == ["春天來了"]
    assert "編者的話" in docs.words(page.root)


@pytest.mark.parametrize(
    "body",
    [
        "> 春天來了，\n> 我們去種樹。\n> [@trees-1950/zhong, p2]",
        "> 春天來了，\n> 我們去種樹。\n\n[@trees-1950/zhong, p2]",
        "> 春天來了，\n>\n> 我們去種樹。\n>\n> [@trees-1950/zhong, p2]",
    ],
)
def test_hard_wraps_in_a_quotation_are_no_spaces(docs, body):
    assert docs.page(body) == []
    page = docs.html("about/note.md")
    assert "".join(docs.words(page.find("blockquote")[0]).split("\n")) == "春天來了，我們去種樹。"
    assert links(page) == ["../reports/trees-1950/zhong.md#p2"]
    assert "[@" not in docs.words(page.root, hidden=True)


@pytest.mark.parametrize(
    "body",
    [
        "「大家都不說話」[@trees-1950/zhong]",
        "「大家都\n不說話」\n[@trees-1950/zhong]",
        "- 甲「大家都不說話」[@trees-1950/zhong]\n- 乙",
        "「大家都不說話」\n\n[@trees-1950/zhong]",
        "## 「大家都不說話」[@trees-1950/zhong]",
        "## 「大家都不說話」\n[@trees-1950/zhong]",
        "1. 甲\n\n    > 春天來了\n    > [@trees-1950/zhong, p2]\n\n2. 乙",
        "- > 春天來了\n  > [@trees-1950/zhong, p2]\n- > 夏天樹長高了\n\n    [@trees-1950/kan, p1]",
        "見[@trees-1950/zhong, p2; @trees-1950/kan, p1-p2]。",
        "**「大家都不說話」[@trees-1950/zhong]**",
        "（見[@trees-1950]）",
        "「大家都不說話」[@trees-1950/zhong]與「樹苗哪裏來」[@trees-1950/zhong]",
    ],
)
def test_every_citation_that_holds_is_a_link_on_the_page(docs, body):
    assert docs.page(body) == []
    page = docs.html("about/note.md")
    assert links(page)
    assert "[@" not in docs.words(page.root, hidden=True)


@pytest.mark.parametrize("body", ["「大家都說話」[@trees-1950/zhong]", "見[@none]"])
def test_citation_that_does_not_hold_is_no_link(docs, body):
    assert docs.page(body) != []
    assert links(docs.html("about/note.md")) == []


def test_words_of_the_transcription_are_said_to_be_so(docs):
    assert docs.page("「水要饒得足」[@trees-1950/zhong]；「水要澆得足」[@trees-1950/zhong]") == []
    transcribed, corrected = (docs.words(a) for a in docs.html("about/note.md").find("a"))
    assert "底本" in transcribed
    assert "底本" not in corrected


def test_range_is_said_as_a_range(docs):
    docs.page("見[@trees-1950/zhong, p2-p4]。")
    assert "第2–4段" in docs.words(docs.html("about/note.md").find("a")[0])


def test_block_shows_title_number_and_facts(docs):
    docs.replace(WALK, "    who: 我們\n", "    number: 第一\n    who: 我們〔全組〕\n")
    page = docs.html(WALK)
    (section,) = page.find("section", id="go")
    words = docs.words(section, hidden=True)
    assert all(part in words for part in ("去種樹", "第一", "我們", "〔全組〕", "春天"))


def test_citations_in_code_stay_code(docs):
    assert docs.page("`[@trees-1950/zhong]`") == []
    page = docs.html("about/note.md")
    assert docs.words(page.find("code")[0]) == "[@trees-1950/zhong]"
    assert links(page) == []


def test_without_an_edition_a_page_is_still_made():
    assert "甲" in Markdown(extensions=[DubenExtension()]).convert("# 甲\n\n見[@r/c]。")
    assert isinstance(duben.makeExtension(), DubenExtension)


def test_the_core_needs_no_mkdocs():
    core = SHIPPED.parent / "hooks" / "duben"
    found = [
        path.name for path in core.glob("*.py") if re.search(r"^\s*(?:import|from) (?:mkdocs|material)", path.read_text("utf-8"), re.M)
    ]
    assert found == []


def test_shipped_chapters_show_every_block_once_and_to_the_letter(parse_html):
    edition = read(SHIPPED)
    extension = DubenExtension(edition, resolve(edition))
    for path, chapter in edition.chapters.items():
        extension.path = path
        page = parse_html(Markdown(extensions=[extension]).convert("x"))
        assert len(page.ids()) == len({*page.ids()})
        assert len(page.find("a", role="doc-noteref")) == sum(len(block.marks) for block in chapter.blocks)
        for block, ids in zip(chapter.blocks, chapter.ids, strict=True):
            (node,) = page.find(id=ids.id)
            assert page.text(node) == block.text("corrected")
