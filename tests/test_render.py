"""A chapter's page: the text to the letter, every mark with its note, every paragraph with its address."""

import pytest

from duben.marks import scan
from duben.render import citation_text, describe, name, proof_line, relative

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
    assert proof_line({"state": "據內證校", "by": "編者", "date": "2000-01-01"}) == "據內證校，編者，2000-01-01"
    assert proof_line({}) == ""
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
    assert "第2頁" in one(docs.html(ZHONG).find(role="doc-pagebreak"))["attrs"]["aria-label"]


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
