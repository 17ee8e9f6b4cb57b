"""What the site tells of itself: the order of pages, lists, a report's contents with what is lacking."""

from duben import pages

TREES = "reports/trees-1950"


def test_folder_in_the_navigation_becomes_its_pages_in_their_order(docs):
    docs.write("index.md", "# 首頁\n")
    docs.write("guides/index.md", "---\ntitle: 指南\n---\n")
    docs.write("guides/late.md", "---\ntitle: 後來\norder: 3\n---\n")
    docs.write("guides/a.md", "---\ntitle: 無序\n---\n")
    docs.write("guides/sub/deep.md", "---\ntitle: 深處\n---\n")
    assert pages.nav(docs.edition(), [{"首頁": "index.md"}, {"指南": "guides/"}]) == [
        {"首頁": "index.md"},
        {"指南": ["guides/index.md", {"怎樣種樹": "guides/walk.md"}, {"後來": "guides/late.md"}, {"無序": "guides/a.md"}]},
    ]


def test_reports_in_the_navigation_have_their_chapters_in_order(docs):
    assert pages.folder_nav(docs.edition(), "reports/") == [
        {"種樹1950": [f"{TREES}/index.md", {"種樹": f"{TREES}/zhong.md"}, {"看樹": f"{TREES}/kan.md"}]}
    ]


def test_guides_are_listed_with_their_descriptions(docs):
    docs.replace("guides/walk.md", "order: 1", "order: 1\ndescription: 從挖坑說起")
    assert pages.guide_list(docs.edition()) == "- [怎樣種樹](walk.md)：從挖坑說起"


def test_reports_are_listed_with_the_state_of_their_text(docs):
    docs.replace(f"{TREES}/index.md", "short:", "place: 某市\ndate: 1950年\nshort:")
    assert pages.report_list(docs.edition()) == "- [種樹小冊](trees-1950/index.md)（某市，1950年）。未校。"


def test_contents_tell_what_can_be_read_and_what_is_lacking(docs):
    rows = [row for row in pages.report_index(docs.edition().reports[0]).split("\n") if "樹談" in row]
    assert "[讀全文](zhong.md)" in rows[0]
    assert "缺" not in rows[0]
    assert "砍樹談" in rows[1]
    assert "缺" in rows[1]
    assert "](" not in rows[1]


def test_contents_tell_where_a_text_breaks_off(docs):
    docs.replace(f"{TREES}/zhong.md", "再放苗。", "再放苗。{□}")
    row = next(row for row in pages.report_index(docs.edition().reports[0]).split("\n") if "zhong.md)" in row)
    assert "末尾殘" in row


def test_marks_are_counted_by_kind_and_chapter(docs):
    docs.replace(f"{TREES}/kan.md", "夏天", "{夏→春? | 疑}天")
    table = [[cell.strip() for cell in row.strip("|").split("|")] for row in pages.statistics(docs.edition().reports[0]).split("\n")]
    rows = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[2:]}
    zhong, kan, total = rows["[種樹](zhong.md)"], rows["[看樹](kan.md)"], rows["合計"]
    assert (zhong["校改"], zhong["換頁"], zhong["段與題"]) == ("1", "1", "5")
    assert (kan["存疑"], kan["按語"], kan["校改"]) == ("1", "1", "—")
    assert (total["校改"], total["存疑"], total["按語"], total["段與題"]) == ("1", "1", "1", "8")


def test_bar_and_line_end_in_a_cell_do_not_break_the_table():
    assert pages.table(("甲", "乙"), [("a|b", "c\nd")]).split("\n") == ["| 甲 | 乙 |", "| --- | --- |", "| a\\|b | c d |"]


def test_contents_of_the_wrong_form_do_not_stop_the_page(docs):
    docs.replace(f"{TREES}/index.md", "  - {title: 砍樹談}\n", "  - 砍樹談\n  - {chapter: kan}\n")
    assert "F004" in docs.codes()
    assert "[讀全文](zhong.md)" in pages.report_index(docs.edition().reports[0])
