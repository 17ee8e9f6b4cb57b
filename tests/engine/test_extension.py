"""The extension under bare Python-Markdown: all that a page needs, without MkDocs."""

import re
from pathlib import Path

import pytest
from markdown import Markdown

import duben
from duben import DubenExtension

SHIPPED = Path(__file__).parents[2] / "docs"
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


# comparisons, the head of a guide, the strip


SYNOPSIS = """\
/// synopsis | 比
    id: both
    en: Side by side

| 事 | [@trees-1950] | 乙 | [@more] |
| --- | --- | --- | --- |
| 時 | 「春天來了」[@trees-1950/zhong] | 「夏天」[@trees-1950/kan] | — |
| 地 | — | — | 「挖坑」[@more/c] |
| 人 | 「我們去種樹」[@trees-1950/zhong] | — | 「挖坑」[@more/c] |
| 物 | — | 「夏天」[@trees-1950/kan] | — |
///
"""


def test_a_cell_of_a_comparison_knows_its_column_and_a_row_what_only_one_report_has(docs):
    docs.report("挖坑要深。\n")
    assert docs.guide(SYNOPSIS) == []
    (table,) = docs.html("guides/try.md", "tables").find("table", class_="db-synopsis")
    rows = docs.inside(table, "tr")[1:]
    assert [[cell["attrs"]["data-head"] for cell in docs.inside(row, "td")] for row in rows] == [["種樹1950", "乙", "又"]] * 4
    assert [docs.words(docs.inside(row, "th")[0]) for row in rows] == ["時只見於種樹1950", "地只見於又", "人", "物"]
    assert {docs.inside(row, "th")[0]["attrs"]["scope"] for row in rows} == {"row"}
    assert [len(docs.inside(row, "a")) for row in rows] == [2, 1, 2, 1]


def test_a_comparison_within_one_report_says_nothing_of_only_one(docs):
    docs.guide(SYNOPSIS.replace("[@more]", "丁").replace("[@more/c]", "").replace("「挖坑」", "—"))
    assert "只見於" not in docs.words(docs.html("guides/try.md", "tables").root, hidden=True)


def test_a_table_that_is_no_comparison_is_left_alone(docs):
    docs.guide(docs.block("go", "春天來了").replace("\n///\n", "\n\n| 甲 | 乙 |\n| - | - |\n| 丙 | 丁 |\n///\n"))
    page = docs.html("guides/try.md", "tables")
    assert [table["attrs"].get("class") for table in page.find("table")] == [None]
    assert not [node for node in page.elements if "data-head" in node["attrs"]]


def test_markup_in_the_head_of_a_comparison_stays_text(docs):
    docs.guide(SYNOPSIS.replace("| 乙 |", '| "><b onclick=alert(1)>乙</b> |'))
    page = docs.html("guides/try.md", "tables")
    assert page.find("b") == []
    assert not [node for node in page.elements if "onclick" in node["attrs"]]
    assert page.find("td")[1]["attrs"]["data-head"] == '"><b onclick=alert(1)>乙</b>'


def test_english_title_and_abstract_follow_the_title_of_a_guide(docs):
    page = docs.html(WALK)
    tags = [part for part in page.root["in"] if not isinstance(part, str)]
    assert (tags[0]["tag"], tags[1]["attrs"]["lang"]) == ("h1", "en")
    assert "db-en" in tags[1]["attrs"]["class"].split()
    words = [docs.words(p, hidden=True) for p in docs.inside(tags[1], "p")]
    assert words == ["How to plant trees", "Trees are planted. They are watered. They grow."]


def test_a_page_that_is_no_guide_has_no_abstract(docs):
    docs.write("about/note.md", "---\ntitle: 試\nenglish: A Test\n---\n\n# 試\n")
    assert "A Test" not in docs.words(docs.html("about/note.md").root, hidden=True)


@pytest.mark.parametrize("attack", ["<img src=x onerror=alert(1)>", "*A* `b` [c](d.md) &lt;"])
def test_markup_in_title_and_abstract_stays_text(docs, attack):
    docs.replace(WALK, "english: How to plant trees", f"english: '{attack}'")
    docs.replace(WALK, "abstract: Trees are planted. They are watered. They grow.", f"abstract: '{attack} They grow.'")
    page = docs.html(WALK)
    assert page.find("img") == page.find("em") == page.find("code") == []
    words = [docs.words(p, hidden=True) for p in docs.inside(page.find("div", class_="db-abstract")[0], "p")]
    assert words == [attack, f"{attack} They grow."]


def test_the_strip_of_a_chapter_has_a_link_for_every_paragraph(docs):
    docs.replace(WALK, "title: 怎樣種樹", "title: '怎樣<b>種樹'")
    docs.write("about/coverage.md", "---\ntitle: 試\n---\n見。\n")
    page = docs.html("about/coverage.md")
    strip = page.find("nav", class_="db-strip")[0]
    cells = docs.inside(strip, "a")
    assert [a["attrs"]["href"] for a in cells] == [f"../reports/trees-1950/zhong.md#{name}" for name in ("h1", "p1", "p2", "p3", "p4")]
    assert [svg["attrs"]["width"] for svg in docs.inside(strip, "svg")][2:4] == ["6.9", "5.7"]
    assert [(rect["attrs"]["y"], rect["attrs"]["height"]) for rect in docs.inside(strip, "rect")][2:4] == [("53%", "47%"), ("69%", "31%")]
    assert cells[2]["attrs"]["title"] == cells[2]["attrs"]["aria-label"] == "第2段，23字，引用47%，見〈怎樣<b>種樹〉"
    assert cells[4]["attrs"]["title"] == "第4段，8字，引用0%"
    assert page.find("b") == []
    assert "見。" in docs.words(page.root)


# the page of an entry


ENTRY = "entries/people/w.md"


def write_entry(docs, **fields):
    docs.entry("terms/see", "看樹")
    docs.entry("groups/g", "種樹小組")
    fields = {"english": "Wang Wu", "forms": "[種樹, 老王]", "role": "記錄", "group": "groups/g", "see": "[terms/see]"} | fields
    docs.entry("people/w", "王五", body="記「我們去種樹」[@trees-1950/zhong, p2]的人。\n", pinyin="Wáng Wǔ", **fields)


def test_the_page_of_an_entry_is_made_under_bare_markdown(docs, parse_html):
    write_entry(docs)
    (docs.root.parent / "edition.yml").write_text((SHIPPED.parent / "edition.yml").read_text("utf-8"), "utf-8")  # which has groups
    page = parse_html(with_settings(docs, ENTRY))
    assert [docs.words(h, hidden=True) for h in page.find("h1")] == ["王五"]
    facts = ["".join(docs.words(row, hidden=True).split("\n")) for row in docs.inside(page.find("dl")[0], "div")]
    assert facts == ["類人物", "拼音Wáng Wǔ", "別形種樹、老王", "身份記錄", "小組種樹小組"]
    assert any(docs.words(p).startswith("記「我們去種樹」") for p in page.find("p"))
    assert len(page.ids()) == len({*page.ids()})


def test_the_lines_of_an_entry_lead_to_the_very_words(docs):
    write_entry(docs)
    page = docs.html(ENTRY)
    (table,) = page.find("table", class_="db-kwic")
    rows = [[docs.words(cell, hidden=True) for cell in docs.inside(row, "td")] for row in docs.inside(table, "tr")[1:]]
    assert rows == [
        ["", "種樹", "談", "種樹標題1"],
        ["", "王五", "記", "種樹第1段"],
        ["春天來了，我們去", "種樹", "。樹要種得直，水要澆得足。", "種樹第2段"],
    ]
    addresses = [a["attrs"]["href"] for a in docs.inside(table, "a")]
    assert addresses == [f"../../reports/trees-1950/zhong.md#{place}-m1" for place in ("h1", "p1", "p2")]
    chapter = docs.html(ZHONG)
    assert [chapter.text(chapter.find(id=address.split("#")[1])[0]) for address in addresses] == [row[1] for row in rows]


def test_an_entry_leads_to_the_guides_that_treat_it_and_to_its_relations(docs):
    write_entry(docs)
    page = docs.html(ENTRY)
    assert [a["attrs"]["href"] for a in docs.inside(page.find(class_="db-treated")[0], "a")] == ["../../guides/walk.md"]
    assert [a["attrs"]["href"] for a in docs.inside(page.find(class_="db-related")[0], "a")] == ["../groups/g.md", "../terms/see.md"]


def test_an_entry_that_is_not_mentioned_says_so_and_has_no_lines(docs):
    docs.entry("terms/a", "砍樹談論")
    page = docs.html("entries/terms/a.md")
    assert page.find("table") == page.find(class_="db-treated") == page.find(class_="db-related") == []
    assert "沒有作連結" in docs.words(page.find(class_="db-concordance")[0], hidden=True)


def test_the_lines_of_an_entry_stand_under_their_report_with_the_count(docs):
    docs.report("去種樹，種樹。\n")
    write_entry(docs)
    page = docs.html(ENTRY)
    assert [docs.words(h, hidden=True) for h in page.find("h3")] == ["又（2）", "種樹1950（3）"]
    assert any("共 5 處。" in docs.words(p, hidden=True) for p in page.find("p"))


def test_the_host_tells_where_the_lines_of_an_entry_lead(docs, parse_html):
    write_entry(docs)
    extension = DubenExtension(docs.edition(), docs.links())
    extension.path, extension.address = ENTRY, lambda path, page: f"/{path}?{page}"
    page = parse_html(Markdown(extensions=[extension]).convert("x"))
    assert page.find("table")[0]
    assert docs.inside(page.find("table")[0], "a")[0]["attrs"]["href"] == f"/{ZHONG}?{ENTRY}#h1-m1"


@pytest.mark.parametrize("attack", ["<img src=x onerror=alert(1)>", "\"' onfocus='alert(1)", "*A* `b` [c](javascript:alert(1)) &lt;"])
def test_markup_in_an_entry_stays_text(docs, attack):
    quoted, other = ("'" + text.replace("'", "''") + "'" for text in (attack, f"{attack}又"))
    docs.entry("people/w", quoted, english=quoted, pinyin=quoted, forms=f"[{other}, 種樹]", role=quoted, dates=quoted, see="[groups/g]")
    docs.entry("groups/g", quoted, model=quoted, leader="people/w")
    for path, times in {ENTRY: 7, "entries/groups/g.md": 4}.items():
        page = docs.html(path)
        assert page.find("img") == page.find("em") == page.find("code") == []
        assert not [node for node in page.elements if any(name.startswith("on") for name in node["attrs"])]
        assert not [href for href in links(page) if "javascript" in href]
        assert docs.words(page.root, hidden=True).count(attack) == times


def test_markup_in_the_text_stays_text_in_the_lines_of_an_entry(docs):
    docs.write("reports/trees-1950/source.txt", docs.text("reports/trees-1950/source.txt").replace("王五記", "<b>&王五&amp;記"))
    docs.replace(ZHONG, "王五記", "<b>&王五&amp;記")
    docs.entry("people/w", "王五")
    page = docs.html(ENTRY)
    (row,) = docs.inside(page.find("table")[0], "tr")[1:]
    assert [docs.words(cell, hidden=True) for cell in docs.inside(row, "td")][:3] == ["<b>&", "王五", "&amp;記"]


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
