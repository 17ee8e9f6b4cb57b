"""Reading the whole docs folder: what is where, and every fault at once."""

import pytest

from duben.document.lists import report_index
from duben.edition.read import read

TREES = "reports/trees-1950"
INDEX, ZHONG, KAN = f"{TREES}/index.md", f"{TREES}/zhong.md", f"{TREES}/kan.md"


def test_the_made_up_edition_has_no_problem(docs):
    assert docs.problems() == []


def test_three_faults_in_three_files_are_reported_in_one_read(docs):
    docs.replace(ZHONG, "王五記", "王五{記")
    docs.replace(KAN, "order: 2", "order: 二")
    docs.replace("guides/walk.md", "大家都不說話", "大家都說話")
    found = {(p.code, p.path, p.line) for p in docs.problems()}
    assert {("M001", ZHONG, 10), ("F004", KAN, 4), ("Q001", "guides/walk.md", 23)} <= found


def test_chapters_are_in_their_order_with_their_ids(docs):
    report = docs.edition().report("trees-1950")
    assert [c.stem for c in report.chapters] == ["zhong", "kan"]
    assert [ids.id for ids in report.chapters[0].ids] == ["h1", "p1", "p2", "p3", "p4"]
    assert report.chapter("zhong").author == "王五"
    assert report.chapter("none") is None


def test_chapter_inherits_the_proof_of_its_report_unless_it_has_its_own(docs):
    docs.replace(KAN, "order: 2", "order: 2\nproof: {state: 據內證校}")
    assert docs.chapter("zhong").proof.state == "未校"
    assert docs.chapter("kan").proof.state == "據內證校"


def test_revision_follows_the_text_and_nothing_else(docs):
    before = docs.edition().reports[0].revision
    docs.replace(INDEX, "一本小冊。", "一本很小的冊子。")
    docs.write(ZHONG, b"\xef\xbb\xbf" + docs.text(ZHONG).replace("\n", "\r\n").encode())
    assert docs.edition().reports[0].revision == before
    docs.replace(KAN, "這話{不錯 |", "這話{不錯 |　")
    assert docs.edition().reports[0].revision != before


def test_the_day_of_the_revision_is_what_the_history_tells(docs):
    assert docs.edition().reports[0].revised == ""
    assert read(docs.root, docs.settings, days={"trees-1950": "2000-01-02"}).reports[0].revised == "2000-01-02"


def test_windows_line_ends_and_byte_order_marks_change_nothing(docs):
    for path in (INDEX, ZHONG, KAN, f"{TREES}/ids/zhong.txt", f"{TREES}/source.txt", "guides/walk.md"):
        docs.write(path, b"\xef\xbb\xbf" + docs.text(path).replace("\n", "\r\n").encode())
    assert docs.problems() == []


@pytest.mark.parametrize("name", ["zhong.md", "ids/zhong.txt", "source.txt", "index.md"])
def test_a_file_that_is_not_utf8_is_a_problem_and_no_traceback(docs, name):
    docs.write(f"{TREES}/{name}", "---\ntitle: 種樹談\n".encode("big5"))
    assert any(p.path.endswith(name) and p.code in ("F005", "T003") for p in docs.problems())


def test_report_without_index(docs):
    (docs.root / INDEX).unlink()
    assert ("R001", INDEX) in [(p.code, p.path) for p in docs.problems()]


def test_report_without_chapters(docs):
    docs.write("reports/empty/index.md", docs.text(INDEX))
    assert ("R001", "reports/empty/index.md") in [(p.code, p.path) for p in docs.problems()]


def test_two_chapters_of_one_order(docs):
    docs.replace(KAN, "order: 2", "order: 1")
    assert "R002" in docs.codes()


def test_file_and_folder_names_must_be_citation_keys(docs):
    (docs.root / KAN).rename(docs.root / TREES / "看樹.md")
    (docs.root / TREES).rename(docs.root / "reports" / "Trees_1950")
    found = [p.path for p in docs.problems() if p.code == "R005"]
    assert found == ["reports/Trees_1950/index.md", "reports/Trees_1950/看樹.md"]


def test_contents_entry_that_leads_nowhere_is_told_at_its_line(docs):
    docs.replace(INDEX, "{title: 砍樹談}", "{title: 砍樹談, chapter: kanshu, line: p99}")
    found = [(p.code, p.line) for p in docs.problems() if p.path == INDEX]
    assert found == [("R004", 8), ("R004", 8)]


def test_contents_entry_without_a_chapter_is_shown_as_lacking_and_no_error(docs):
    assert "砍樹談" in docs.text(INDEX)
    assert docs.codes() == []


FIELDS = ["title", "date", "order", "proof", "contents", "furniture", "markup"]
VALUES = [
    "5",
    "文字",
    "[1, 甲]",
    "{甲: 1}",
    "true",
    "2000-01-01",
    "[{line: 1, text: 2}]",
    "[{line: 1, text: '#', reads: 5}]",
    "[{title: [1]}]",
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", VALUES)
def test_a_field_of_the_wrong_kind_never_raises(make_docs, field, value):
    docs = make_docs()
    other = docs.text(INDEX).replace("short: 種樹1950", "order: 1\nshort: 種樹1950")
    docs.write("reports/other/index.md", other)
    docs.write("reports/other/zhong.md", docs.text(ZHONG))
    rows = docs.text(INDEX).split("\n")
    kept = [
        row for i, row in enumerate(rows) if not row.startswith(f"{field}:") and not (row.startswith("  -") and _owner(rows, i) == field)
    ]
    docs.write(INDEX, "\n".join([kept[0], f"{field}: {value}", *kept[1:]]))
    docs.problems()
    docs.html(ZHONG)  # an editor at work is shown the page with its faults
    report_index(docs.edition().report("trees-1950"))


def _owner(rows, index):
    return next(row.split(":")[0] for row in reversed(rows[:index]) if not row.startswith(" "))


@pytest.mark.parametrize(
    ("field", "value"), [("furniture", "5"), ("markup", "[{line: 一, text: '#'}]"), ("proof", "{state: 校過}"), ("contents", "[甲]")]
)
def test_a_field_of_the_wrong_kind_is_told(docs, field, value):
    rows = docs.text(INDEX).split("\n")
    kept = [
        row for i, row in enumerate(rows) if not row.startswith(f"{field}:") and not (row.startswith("  -") and _owner(rows, i) == field)
    ]
    docs.write(INDEX, "\n".join([kept[0], f"{field}: {value}", *kept[1:]]))
    assert ("F004", INDEX, 2) in [(p.code, p.path, p.line) for p in docs.problems()]


def test_breaks_off_only_where_the_last_thing_is_a_gap(docs):
    assert not docs.chapter("kan").facts.breaks_off
    docs.replace(KAN, "樹要種得直。\n", "樹要種得直。{□}\n")
    assert docs.chapter("kan").facts.breaks_off
    docs.replace(KAN, "{□}", "{□}完")
    assert not docs.chapter("kan").facts.breaks_off


def test_running_text_has_no_white_space_and_knows_where_blocks_begin(docs):
    text, starts = docs.chapter("zhong").running("corrected")
    assert text.startswith("種樹談王五記春天來了，我們去種樹。樹要種得直，水要澆得足。有人問：「樹苗哪裏來？」")
    assert starts == (0, 3, 6, 29, 48)
    assert "饒" in docs.chapter("zhong").running("transcribed")[0]


def test_missing_docs_folder_raises(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("guides/Upper.md", "R006"),
        ("guides/a#b.md", "R006"),
        ("guides/deep/x.md", "R006"),
        ("guides/x.markdown", "R006"),
        ("extra.md", "R006"),
        ("about/evil.html", "H003"),
        ("about/evil.svg", "H003"),
        ("assets/x.html", "H003"),
        ("assets/x.js", "H003"),
        ("assets/x.css", "H003"),
        ("assets/x.xml", "H003"),
        ("assets/x.pdf", "H003"),
        ("assets/x", "H003"),
    ],
)
def test_a_file_that_has_no_place_is_told(docs, path, code):
    docs.write(path, "---\ntitle: 甲\n---\n\n甲\n")
    assert [(p.path, p.code) for p in docs.problems()] == [(path, code)]


def test_styles_and_scripts_are_published_where_the_site_itself_names_them(docs):
    for path in ("assets/a.css", "assets/b.js", "assets/c.js", "assets/d.html"):
        docs.write(path, "x")
    settings = "docs_dir: docs\nsite_url: !ENV [X, '']\nextra_css: [assets/a.css]\nextra_javascript: [{path: assets/b.js, type: module}]\n"
    docs.write("../mkdocs.yml", settings)
    assert [(p.path, p.code) for p in docs.problems()] == [("assets/c.js", "H003"), ("assets/d.html", "H003")]
    assert {"assets/a.css", "assets/b.js"} < docs.edition().publishable
    assert "assets/c.js" not in docs.edition().publishable


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def test_a_picture_that_only_draws_is_published(docs):
    docs.write("assets/a.svg", SVG.format('<g fill="#123" transform="scale(2)"><path d="M0 0h9"/><text x="1">樹</text></g>'))
    assert docs.problems() == []
    assert "assets/a.svg" in docs.edition().publishable


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format('<path onload="alert(1)" d=""/>'),
        SVG.format('<a href="javascript:alert(1)"><text>x</text></a>'),
        SVG.format('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
        SVG.format('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
        SVG.format('<image href="https://example.org/x.png"/>'),
        SVG.format('<use href="#x"/>'),
        SVG.format("<style>@import 'https://example.org'</style>"),
        SVG.format('<path style="fill: red" d=""/>'),
        SVG.format('<path fill="url(https://example.org)" d=""/>'),
        SVG.format(r'<path fill="\75rl(x)" d=""/>'),
        SVG.format('<animate attributeName="href" to="javascript:alert(1)"/>'),
        SVG.format("<!-- x -->"),
        '<?xml-stylesheet href="x.css"?>' + SVG.format(""),
        '<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG.format("&a;"),
        '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
        "<svg><script>alert(1)</script></svg>",
        "<svg",
        SVG.format("<script>alert(1)</script>").encode("utf-16"),
        SVG.format("<g>" * 50_000 + "</g>" * 50_000 + "<script/>"),
    ],
)
def test_a_picture_that_may_do_more_than_draw_is_told_and_not_published(docs, svg):
    docs.write("assets/a.svg", svg)
    assert [(p.path, p.code) for p in docs.problems()] == [("assets/a.svg", "H003")]
    assert "assets/a.svg" not in docs.edition().publishable


@pytest.mark.parametrize(
    "path", ["guides/leak.md", "about/leak.png", "assets", f"{TREES}/leak.md", f"{TREES}/source.txt", "reports/leak", "leak"]
)
def test_a_symbolic_link_is_told_and_nothing_is_read_by_it(docs, tmp_path, path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "leak.md").write_text("---\ntitle: 秘密\nshort: 秘密\norder: 3\n---\n\n秘密\n", "utf-8")
    (docs.root / path).parent.mkdir(exist_ok=True)
    (docs.root / path).unlink(missing_ok=True)
    (docs.root / path).symlink_to(outside if "." not in path else outside / "leak.md")
    assert (path, "H004") in [(p.path, p.code) for p in docs.problems()]
    edition = docs.edition()
    assert not [name for name in edition.publishable if name.startswith(path)]
    assert "秘密" not in repr(edition)


def test_hidden_files_and_pictures_are_let_be(docs):
    for path in ("reports/.obsidian/x.md", "guides/.x.md", "about/x.png", f"{TREES}/x.jpg", "assets/x.WEBP"):
        docs.write(path, "甲")
    assert docs.problems() == []


@pytest.mark.parametrize("field", ["template: x.html", "hide: 3", "hide: [everything]", "title: 3", "order: 一"])
def test_front_matter_of_any_page_is_checked(docs, field):
    docs.write("about/note.md", f"---\n{field}\n---\n\n甲\n")
    assert {p.code for p in docs.problems()} & {"F003", "F004"}


@pytest.mark.parametrize("value", ["0x" + "f" * 5000, "[" * 300 + "]" * 300])
def test_a_monstrous_value_is_told(docs, value):
    docs.write("about/note.md", f"---\ntitle: {value}\n---\n\n甲\n")
    assert docs.codes() == ["F001"]


@pytest.mark.parametrize("day", ["2026-99-99", "'2026-99-99'", "2026-02-30", "20260101", "2026-W01-1", "'2026-01-01 '", "明天"])
def test_a_day_that_is_in_no_calendar_is_told_once(docs, day):
    docs.replace(f"{TREES}/index.md", "proof: {state: 未校}", f"proof: {{state: 據內證校, by: 甲, date: {day}}}")
    assert [(p.path, p.line, p.code) for p in docs.problems()] == [(f"{TREES}/index.md", 5, "F004")]


def test_a_site_without_a_first_page_is_told(docs):
    (docs.root / "index.md").unlink()
    assert [(p.path, p.code) for p in docs.problems()] == [("index.md", "L004")]


def test_signs_of_html_in_a_field_are_told(docs):
    docs.replace("guides/walk.md", "title: 怎樣種樹", "title: 怎樣<b>種樹")
    assert [(p.path, p.line, p.code) for p in docs.problems()] == [("guides/walk.md", 2, "H001")]


def test_a_report_of_empty_chapters_is_told(docs):
    for stem in ("zhong", "kan"):
        head = docs.text(f"{TREES}/{stem}.md").split("---")[1]
        docs.write(f"{TREES}/{stem}.md", f"---{head}---\n")
    assert docs.codes().count("T005") == 2


def test_the_proof_of_a_chapter_is_of_the_closed_list(docs):
    docs.replace(f"{TREES}/kan.md", "order: 2\n", "order: 2\nproof: {state: 天下第一}\n")
    assert docs.codes() == ["F004"]


# from the text as transcribed to the corrected one


def mapped(docs, words, stem="zhong"):
    """What stands in the corrected text where ``words`` stand in the one transcribed."""
    chapter = docs.chapter(stem)
    start = chapter.running("transcribed")[0].index(words)
    low, high = chapter.corrected(start, start + len(words))
    return chapter.running("corrected")[0][low:high]


def test_words_without_a_mark_are_the_same_in_both_texts(docs):
    assert [mapped(docs, words) for words in ("種樹談", "王五記春天", "得足。有人", "哪裏來？", "再放苗。")] == [
        "種樹談", "王五記春天", "得足。有人", "哪裏來？", "再放苗。",
    ]  # fmt: skip


def test_a_mark_that_is_touched_counts_whole(docs):
    docs.replace(ZHONG, "去種樹", "{去種樹→上山去栽樹 | 理校：試}")
    assert [mapped(docs, words) for words in ("們去", "去種", "樹。樹", "水要饒得")] == [
        "們上山去栽樹",
        "上山去栽樹",
        "上山去栽樹。樹",
        "水要澆得",
    ]


def test_words_added_or_struck_out_count_only_between_words(docs):
    docs.replace(ZHONG, "我們去種樹", "{-我們 | 理校：試}去{+山上 | 理校：試}種樹")
    assert [mapped(docs, words) for words in ("去", "種樹", "去種", "我們", "，我們去")] == ["去", "種樹", "去山上種", "", "，去"]


def test_a_control_character_written_as_an_escape_is_told(docs):
    docs.replace("guides/walk.md", "title: 怎樣種樹", 'title: "怎樣\\x02種樹"')
    assert [(p.path, p.line, p.code) for p in docs.problems()] == [("guides/walk.md", 2, "F006")]


HIDDEN = [
    "\x02",
    "\x0b",
    "\x85",
    "\r",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\U000e0041",
    "\ufe00",
    "\u3164",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_character_that_is_not_seen_is_told_and_never_reaches_the_page(docs, hidden):
    problems = docs.page(f"話。\n\n{hidden}> 捏造\n\n[甲](nope.md)")
    assert [(p.code, p.line, p.column) for p in problems if p.code == "F006"] == [("F006", 7, 1)]
    assert [p.line for p in problems if p.code == "L001"] == [9]
    assert "Q004" in [p.code for p in problems]
    assert f"U+{ord(hidden):04X}" in next(p.message for p in problems if p.code == "F006")
    assert hidden not in next(page.document.body for page in docs.edition().pages if page.path == "about/note.md")


def test_a_character_that_is_not_seen_is_told_by_its_name(docs):
    (problem,) = docs.page("這\u202e是\u202e話\u200b。")
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in problem.message
    assert "U+200B ZERO WIDTH SPACE" in problem.message
    assert problem.message.count("U+202E") == 1


@pytest.mark.parametrize(
    ("path", "old", "line"),
    [
        ("guides/walk.md", "怎樣種樹\nenglish", 2),
        ("guides/walk.md", "編者的話", 20),
        (ZHONG, "title: 種樹", 2),
        (ZHONG, "本校：下文", 12),
        (f"{TREES}/index.md", "short: 種樹", 3),
        (f"{TREES}/index.md", "一本小冊", 17),
    ],
)
@pytest.mark.parametrize("hidden", ["\u200b", "\u2028", "\u202e", "\x85", "\r"])
def test_so_it_is_wherever_it_stands(docs, path, old, line, hidden):
    docs.replace(path, old, old[:2] + hidden + old[2:])
    assert ("F006", path, line) in [(p.code, p.path, p.line) for p in docs.problems()]


def test_lines_are_counted_by_line_feeds_only(docs):
    docs.replace(f"{TREES}/index.md", "title: 種樹小冊", "title: '種\x85樹\u2028小\r冊'\nnothing: 1")
    assert ("F003", 3) in [(p.code, p.line) for p in docs.problems()]


def test_an_entry_named_with_one_inside_is_told(docs):
    assert docs.entry("terms/hua", "種\u200b樹") == [("F006", 2)]


@pytest.mark.parametrize("written", ["\\u202e", "\\U000E0041", "\\ufeff"])
def test_one_that_is_written_as_an_escape_is_told(docs, written):
    docs.replace("guides/walk.md", "title: 怎樣種樹", f'title: "怎樣{written}種樹"')
    assert [(p.path, p.line, p.code) for p in docs.problems()] == [("guides/walk.md", 2, "F006")]


def test_what_the_source_has_its_chapter_has_as_well(docs):
    docs.replace(f"{TREES}/source.txt", "王五記", "王\u200b五\uf967記")
    docs.replace(ZHONG, "王五記", "王\u200b五\uf967記")
    assert "F006" not in docs.codes()
    docs.replace(ZHONG, "本校：下文", "本校：\u2060下文")
    assert [(p.code, p.path, p.line) for p in docs.problems() if p.code == "F006"] == [("F006", ZHONG, 12)]


def test_a_character_that_looks_like_another_is_told_with_the_right_one(docs):
    (problem,) = docs.page("我們\uf967去")
    assert (problem.code, problem.line, problem.column) == ("F006", 5, 3)
    assert "U+F967" in problem.message
    assert "\u4e0d" in problem.mend
