"""A chapter's page: the text to the letter, every mark with its note, every paragraph with its address."""

import re
import xml.etree.ElementTree as etree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.document.addresses import published, relative
from duben.document.transcript import transcript
from duben.edition.ledger import Ids
from duben.edition.model import Chapter, Edition, Page, Report
from duben.edition.wording import citation_text, proof_line
from duben.html.elements import Output
from duben.html.page import write
from duben.links import mentions
from duben.links.model import Links
from duben.reading.entries import Entry
from duben.reading.frontmatter import Document
from duben.reading.schema import Form, Proof, ReportMeta
from duben.text.marks import bare, scan
from duben.text.transcript import parse
from duben.text.wording import describe, name

ZHONG, KAN = "reports/trees-1950/zhong.md", "reports/trees-1950/kan.md"


def one(found):
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("{饒→澆}", "校改", ["饒", "澆", "校改作"]),
        ("{饒→澆?}", "存疑", ["饒", "澆", "疑當作"]),
        ("{饒!}", "照錄", ["饒", "底本如此"]),
        ("{+澆}", "補字", ["脫", "澆"]),
        ("{+澆?}", "存疑", ["疑脫", "澆"]),
        ("{-饒}", "衍文", ["衍", "饒", "刪"]),
        ("{-饒?}", "存疑", ["疑衍", "饒"]),
        ("{□}", "缺文", ["缺", "不明"]),
        ("{□3}", "缺文", ["缺", "3"]),
        ("{饒?}", "不清", ["饒", "不清"]),
        ("{饒 | 疑}", "按語", ["饒"]),
    ],
)
def test_each_mark_is_named_and_said_in_words(line, kind, words):
    (mark,), _ = scan(line)
    assert name(mark) == kind
    assert all(word in describe(mark) for word in words)


@pytest.mark.parametrize(
    ("path", "page", "link"),
    [
        ("a/b.md#p1", "a/b.md", "#p1"),
        ("a/b.md#p1", "a/c.md", "b.md#p1"),
        ("a/b.md", "index.md", "a/b.md"),
        ("a/b/c.md#p1", "x/y.md", "../a/b/c.md#p1"),
        ("index.md", "a/b/c.md", "../../index.md"),
    ],
)
def test_links_between_pages(path, page, link):
    assert relative(path, page) == link


def test_proof_and_citation_in_words(docs):
    assert proof_line(Proof("據內證校", "編者", "2000-01-01")) == "據內證校，編者，2000-01-01"
    assert proof_line(None) == ""
    report = docs.edition().reports[0]
    assert citation_text(report, report.chapters[0]) == "王五：〈種樹談〉，《種樹小冊》"
    assert citation_text(report, report.chapters[1]) == "〈看樹談〉，《種樹小冊》"
    docs.replace("reports/trees-1950/index.md", "short:", "place: 某市\npublisher: 某社\ndate: 1950年\nshort:")
    report = docs.edition().reports[0]
    assert citation_text(report, report.chapters[0]) == "王五：〈種樹談〉，《種樹小冊》（某市：某社，1950年）"


def test_every_block_stands_once_with_its_id_in_order(docs):
    page = docs.html(ZHONG)
    ids = page.ids()
    assert [i for i in ids if i[0] in "hp" and i[1:].isdigit()] == ["h1", "p1", "p2", "p3", "p4"]
    assert len(ids) == len(set(ids))


def test_text_of_each_block_is_the_corrected_view_to_the_letter(docs):
    page = docs.html(ZHONG)
    assert [docs.words(one(page.find(id=i))).strip() for i in ("h1", "p1", "p2", "p3", "p4")] == [
        "種樹談",
        "王五記",
        "春天來了，我們去種樹。樹要種得直，水要澆得足。",
        "有人問：「樹苗哪裏來？」大家都不說話。",
        "先挖坑，再放苗。",
    ]


def test_headings_items_and_paragraphs_are_what_they_are(docs):
    page = docs.html(ZHONG)
    assert [one(page.find(id=i))["tag"] for i in ("h1", "p1", "p4")] == ["h1", "p", "li"]


def test_reading_of_the_transcription_is_there_but_hidden(docs):
    hidden = one(docs.html(ZHONG).find(class_="db-transcribed"))
    assert "hidden" in hidden["attrs"]
    assert docs.words(hidden, hidden=True) == "饒"


def test_every_mark_leads_to_its_note_and_back(docs):
    page = docs.html(ZHONG)
    reference = one(page.find("a", role="doc-noteref"))
    note = one(page.find("li", id=reference["attrs"]["href"].removeprefix("#")))
    words = docs.words(note, hidden=True)
    assert all(part in words for part in ("校改", "饒", "澆", "本校：下文作「澆」"))
    hrefs = {a["attrs"].get("href") for a in page.find("a")}
    assert f"#{reference['attrs']['id']}" in hrefs
    assert "校改" in reference["attrs"]["aria-label"]


def test_every_fragment_on_the_page_is_there(docs):
    for path in (ZHONG, KAN, "guides/walk.md"):
        page = docs.html(path)
        fragments = [a["attrs"]["href"][1:] for a in page.find("a") if a["attrs"].get("href", "").startswith("#")]
        assert set(fragments) <= set(page.ids())


def test_page_turn_is_marked_with_its_number(docs):
    assert "第2頁" in one(docs.html(ZHONG).find(role="separator"))["attrs"]["aria-label"]


def test_merged_paragraph_keeps_the_other_address(docs):
    docs.replace(ZHONG, "得足。\n\n有人問", "得足。有人問")
    page = docs.html(ZHONG)
    assert [page.ids().count(i) for i in ("p2", "p3", "p4")] == [1, 1, 1]
    assert "p3" in [part["attrs"].get("id") for part in one(page.find(id="p2"))["in"] if isinstance(part, dict)]


def test_quoted_paragraph_links_to_the_guide(docs):
    hrefs = [a["attrs"]["href"] for a in docs.html(ZHONG).find("a") if "guides" in (a["attrs"].get("href") or "")]
    assert "../../guides/walk.md#go" in hrefs
    assert "../../guides/walk.md" in hrefs


@pytest.mark.parametrize(
    "words",
    [
        "&lt;b&gt;",
        "<b>甲</b>",
        "<script>alert(1)</script>",
        "a&b &amp; &#60;",
        "*甲* **乙** `丙` [丁](x)",
        "\\*甲\\_",
        "「甲」[@trees-1950/zhong]",
        "\"甲'",
        "http://x.org ![x](y)",
    ],
)
def test_what_stands_in_the_source_stands_on_the_page(docs, words):
    docs.write("reports/trees-1950/source.txt", docs.text("reports/trees-1950/source.txt").replace("王五記", f"王五{words}記"))
    docs.replace(ZHONG, "王五記", f"王五{words}記 {{{words.replace('/', chr(92) + '/').replace('!', chr(92) + '!')} | 見{words}}}")
    page = docs.html(ZHONG)
    shown = docs.words(one(page.find(id="p1")))
    assert shown.strip() == f"王五{words}記 {words}"
    assert page.find("script") == page.find("b") == page.find("em") == page.find("code") == []
    assert f"見{words}" in "".join(docs.words(n, hidden=True) for n in page.find("li"))


def test_numbers_of_the_source_are_not_counted_anew(docs):
    docs.replace(ZHONG, "王五記", "4. 王五記")
    page = docs.html(ZHONG)
    assert docs.words(one(page.find(id="p1"))).strip() == "4. 王五記"
    assert one(page.find(id="p1"))["tag"] == "p"


def test_who_quotes_a_title_is_told_right_below_it_by_kind_of_page(docs):
    docs.page("「種樹談」[@trees-1950/zhong, h1]")
    docs.write("guides/walk.md", docs.text("guides/walk.md") + "\n參看[@trees-1950/zhong, h1]。\n")
    docs.entry("terms/a", "無此名", body="一。「種樹談」[@trees-1950/zhong, h1]")
    page = docs.html(ZHONG)
    summary = page.find("summary")[0]
    assert docs.words(summary) == "1 條詞條引用　1 頁引用　1 篇指南參看"
    tags = [node["attrs"].get("class") or "" for node in page.elements]
    assert tags.index("db-back db-editor") < tags.index("db-text")


@pytest.mark.parametrize(
    ("end", "address"), [("/", "../../../entries/terms/a/#m1"), (".html", "../../entries/terms/a.html#m1")], ids=["folders", "files"]
)
def test_the_address_of_a_page_as_it_is_published(end, address):
    to = published({f"{path}.md": path + end for path in ("entries/terms/a", "entries/terms/b", "reports/r/c")})
    assert to("entries/terms/a.md#m1", "reports/r/c.md") == address
    assert to("entries/terms/a.md", "entries/terms/b.md") == ("../a/" if end == "/" else "a.html")
    assert to("entries/terms/a.md", "entries/terms/gone.md").startswith("../a")


def test_text_that_breaks_off_says_so(docs):
    before = docs.words(docs.html(KAN).root, hidden=True)
    docs.replace(KAN, "樹要種得直。\n", "樹要種得直。{□}\n")
    assert "中斷" not in before
    assert "中斷" in docs.words(docs.html(KAN).root, hidden=True)


def test_chapter_without_a_heading_of_its_own_gets_the_title_in_the_editors_voice(docs):
    docs.replace(KAN, "# 看樹談\n\n", "")
    heading = one(docs.html(KAN).find("h1"))
    assert docs.words(heading, hidden=True) == "看樹談"
    assert "db-editor" in heading["attrs"]["class"]


def test_head_says_who_spoke_and_how_far_the_text_can_be_trusted(docs):
    words = docs.words(docs.html(ZHONG).root, hidden=True)
    assert all(part in words for part in ("王五", "未校", docs.edition().reports[0].revision))


# names


A, B = "terms/a", "terms/b"


def named(page):
    """The parts of the page that are mentions, in order: tag, id, text, entry."""
    nodes = [
        n for n in page.elements if n["tag"] in ("a", "span") and (n["attrs"].get("class") == "db-e" or is_number(n["attrs"].get("id")))
    ]
    return [(n["tag"], n["attrs"].get("id"), page.text(n), slug(n)) for n in nodes]


def slug(node):
    """The entry to which a node leads, None where it leads nowhere."""
    found = re.search(r"entries/(.+)\.md$", node["attrs"].get("href", ""))
    return found and found[1]


def is_number(name):
    return bool(name) and re.fullmatch("[hp][0-9]+-m[0-9]+", name)


def test_a_name_is_a_link_to_its_entry_with_an_address_of_its_own(docs):
    docs.entry(A, "去種樹")
    page = docs.html(ZHONG)
    assert named(page) == [("a", "p2-m1", "去種樹", A)]
    (link,) = page.find("a", class_="db-e")
    assert link["attrs"]["href"] == "../../entries/terms/a.md"
    assert "tabindex" not in link["attrs"]


def test_names_change_no_letter_of_the_text(docs):
    before = [docs.words(one(docs.html(ZHONG).find(id=i))) for i in ("h1", "p1", "p2", "p3", "p4")]
    for number, form in enumerate(("樹", "種樹", "水要澆", "哪裏來", "先", "王五記")):
        docs.entry(f"terms/t{number}", form)
    page = docs.html(ZHONG)
    assert len(page.find(class_="db-e")) > 6
    assert [docs.words(one(page.find(id=i))) for i in ("h1", "p1", "p2", "p3", "p4")] == before


def test_only_the_first_mention_in_a_paragraph_is_a_link_but_each_has_an_address(docs):
    docs.entry(A, "樹")
    assert [row[:2] for row in named(docs.html(ZHONG))] == [
        ("a", "h1-m1"),
        ("a", "p2-m1"),
        ("span", "p2-m2"),
        ("a", "p3-m1"),
    ]


def test_another_form_of_the_same_entry_is_no_further_link(docs):
    docs.entry(A, "春天", forms="[種樹]")
    assert named(docs.html(ZHONG))[1:] == [("a", "p2-m1", "春天", A), ("span", "p2-m2", "種樹", None)]


def test_a_name_goes_through_a_mark_as_one_mention(docs):
    docs.entry(A, "水要澆得足")
    page = docs.html(ZHONG)
    assert named(page) == [("a", "p2-m1", "水要", A), ("a", None, "澆", A), ("a", None, "得足", A)]
    assert [link["attrs"].get("tabindex") for link in page.find("a", class_="db-e")] == [None, "-1", "-1"]
    reference = one(page.find("a", role="doc-noteref"))
    assert not [link for link in page.find("a", class_="db-e") if reference in page.inside(link, "a")]


def test_a_name_goes_through_a_page_turn_as_one_mention(docs):
    docs.entry(A, "哪裏來")
    page = docs.html(ZHONG)
    assert named(page) == [("a", "p3-m1", "哪裏", A), ("a", None, "來", A)]
    assert len(page.find(role="separator")) == 1


def test_a_second_mention_through_a_mark_is_no_link_in_any_of_its_parts(docs):
    docs.entry(A, "樹要", forms="[水要澆得足]")
    assert named(docs.html(ZHONG)) == [("a", "p2-m1", "樹要", A), ("span", "p2-m2", "水要", None)]
    docs.replace(ZHONG, "水要{饒→澆 | 本校：下文作「澆」}", "{水 | 甲}要{饒→澆 | 本校：下文作「澆」}")
    assert [row[:2] for row in named(docs.html(ZHONG))] == [("a", "p2-m1"), ("span", "p2-m2")]


def test_the_hidden_reading_of_a_mark_has_no_links(docs):
    docs.entry(A, "饒")
    docs.entry(B, "澆")
    page = docs.html(ZHONG)
    assert named(page) == [("a", "p2-m1", "澆", B)]
    assert page.inside(one(page.find(class_="db-transcribed")), "a") == []


def test_a_space_between_two_marks_does_not_part_a_name(docs):
    docs.replace(ZHONG, "我們去種樹", "我們{去 | 甲} {種 | 乙}樹")
    docs.entry(A, "去種樹")
    assert [row[2] for row in named(docs.html(ZHONG))] == ["去", "種", "樹"]


def test_a_name_in_a_heading_is_a_link_and_the_contents_have_its_plain_words(docs):
    docs.entry(A, "種樹")
    heading = one(docs.html(ZHONG).find("h1"))
    assert docs.words(heading) == "種樹談"
    assert heading["attrs"]["data-toc-label"] == "種樹談"
    assert [a["attrs"]["id"] for a in docs.inside(heading, "a") if a["attrs"].get("class") == "db-e"] == ["h1-m1"]


def test_the_chapter_tells_who_and_what_it_mentions_and_where_first(docs):
    docs.entry("people/w", "王五", english="Wang Wu", body="寫[看樹](../terms/a.md)的人。又一句。\n")
    docs.entry(A, "樹", pinyin="shù")
    docs.entry(B, "苗", pinyin="miáo")
    docs.entry("terms/c", "看樹")
    section = one(docs.html(ZHONG).find(class_="db-mentioned"))
    assert [docs.words(summary) for summary in docs.inside(section, "summary")] == ["詞語（2）", "人物（1）"]
    rows = docs.inside(section, "li")
    assert [slug(docs.inside(row, "a")[0]) for row in rows] == [B, A, "people/w"]
    assert docs.words(rows[2]) == "王五Wang Wu寫看樹的人。本章 1 處"
    assert docs.words(rows[1]).endswith("本章 4 處")
    assert [a["attrs"]["href"] for a in docs.inside(rows[1], "a")] == ["../../entries/terms/a.md", "#h1-m1"]
    assert [a["attrs"]["href"] for a in docs.inside(rows[0], "a")] == ["../../entries/terms/b.md", "#p3-m2"]


def test_a_chapter_that_mentions_nothing_does_not_say_so(docs):
    docs.entry(A, "砍樹談論")
    assert docs.html(ZHONG).find(class_="db-mentioned") == []


@pytest.mark.parametrize("attack", ["<img src=x onerror=alert(1)>", "\"' onfocus='alert(1)", "&lt;b&gt; *甲* [乙](javascript:alert(1))"])
def test_markup_in_an_entry_stays_text_on_the_chapter(docs, attack):
    quoted = "'" + attack.replace("'", "''") + "'"
    docs.entry(A, quoted, english=quoted, forms="[種樹]", body=f"{attack}。\n")
    page = docs.html(ZHONG)
    (row,) = docs.inside(one(page.find(class_="db-mentioned")), "li")
    assert page.find("img") == page.find("em") == page.find("b") == []
    assert not [node for node in page.elements if any(attribute.startswith("on") for attribute in node["attrs"])]
    assert docs.words(row).startswith(attack + attack)
    assert all("alert" not in a["attrs"]["href"] for a in docs.inside(row, "a"))


PIECES = st.lists(
    st.tuples(
        st.sampled_from("甲乙丙&"),
        st.sampled_from(("{0}", "{0}", "{0}", "{{丁→{0}}}", "{{{0} | 注}}", "{{+{0}}}", "{{-丁}}{0}", "{{/2}}{0}", "{0} ")),
    ),
    min_size=1,
    max_size=10,
)


@given(st.lists(PIECES, min_size=1, max_size=3), st.lists(st.text("甲乙丙&", min_size=1, max_size=4), unique=True, max_size=6))
def test_any_names_in_any_text_are_shown_to_the_letter_each_with_one_address(parse_html, paragraphs, names):
    blocks, _ = parse("c.md", "\n\n".join("".join(how.format(sign) for sign, how in row) for row in paragraphs))
    item = Chapter("r", "c", "reports/r/c.md", "題", "題", 1, blocks=blocks, ids=tuple(Ids(f"p{i}") for i, _ in enumerate(blocks, 1)))
    entries = [Entry(f"terms/e{i}", f"entries/terms/e{i}.md", n, "x", "X", (Form(n),)) for i, n in enumerate(names)]
    pages = tuple(Page(entry.path, entry.name, Document(entry.path), entry=entry) for entry in entries)
    edition = Edition((Report("r", "reports/r/index.md", ReportMeta("冊", "冊"), (item,)),), pages)
    found = mentions.find(edition)
    stashed = []
    write(etree.Element("div"), transcript(edition, Links(mentions=found), item), Output(lambda html: stashed.append(html) or "", relative))
    shown = [parse_html(html) for html in stashed[: len(blocks)]]
    assert [page.text(page.root).strip() for page in shown] == [block.text("corrected").strip() for block in blocks]
    text, rows = item.running("corrected")[0], [row for page in shown for row in named(page)]
    assert [row[1] for row in rows if row[1]] == [
        mentions.address(item, found["r/c"], number) for number in range(len(found.get("r/c", ())))
    ]
    for row, mention in zip((row for row in rows if row[1]), found.get("r/c", ()), strict=True):
        assert text[mention.start : mention.end].startswith(bare(row[2]))
    for page in shown:
        linked = [row[3] for row in named(page) if row[0] == "a" and row[1]]
        assert len(linked) == len({*linked})
