"""What the site tells of itself: the order of pages, lists, a report's contents with what is lacking."""

from duben.html.coverage import placeholder

from duben.edition.order import guide_groups
from duben.links.concordance import Concordance
from duben.site import lists as pages
from duben.site.nav import folder_nav, nav
from duben.site.redirects import redirect, redirects

TREES = "reports/trees-1950"


def guides(docs):
    """Three guides more, of which one is of a group that the index does not list; the index lists one without a guide."""
    docs.write("guides/index.md", "---\ntitle: 指南\ngroups: [花, 樹, 空]\n---\n")
    docs.write("guides/late.md", "---\ntitle: 後來\norder: 3\ngroup: 樹\n---\n")
    docs.write("guides/a.md", "---\ntitle: 無序\ngroup: 樹\n---\n")
    docs.write("guides/flower.md", "---\ntitle: 種花\norder: 9\ngroup: 花\ndescription: 從花說起\n---\n")
    docs.write("guides/grass.md", "---\ntitle: 種草\norder: 1\ngroup: 草\n---\n")
    docs.write("guides/sub/deep.md", "---\ntitle: 深處\n---\n")
    return docs.edition()


def test_guides_stand_in_the_groups_of_the_index_in_their_order(docs):
    groups = guide_groups(guides(docs))
    assert {name: [page.title for page in found] for name, found in groups.items()} == {
        "花": ["種花"],
        "樹": ["怎樣種樹", "後來", "無序"],
        "草": ["種草"],
    }
    assert list(groups) == ["花", "樹", "草"]


def test_folder_in_the_navigation_becomes_its_pages_in_their_groups(docs):
    docs.write("index.md", "# 首頁\n")
    assert nav(guides(docs), [{"首頁": "index.md"}, {"指南": "guides/"}]) == [
        {"首頁": "index.md"},
        {
            "指南": [
                "guides/index.md",
                {"花": [{"種花": "guides/flower.md"}]},
                {"樹": [{"怎樣種樹": "guides/walk.md"}, {"後來": "guides/late.md"}, {"無序": "guides/a.md"}]},
                {"草": [{"種草": "guides/grass.md"}]},
            ]
        },
    ]


def test_other_folders_in_the_navigation_have_their_pages_in_their_order(docs):
    docs.write("about/index.md", "---\ntitle: 說明\n---\n")
    docs.write("about/b.md", "---\ntitle: 乙<b>\norder: 1\n---\n")
    docs.write("about/a.md", "---\ntitle: 甲\n---\n")
    docs.write("about/c.md", "---\ntitle: 丙\norder: 2\n---\n")
    names = [name for item in folder_nav(docs.edition(), "about/") if isinstance(item, dict) for name in item]
    assert names == ["乙&lt;b&gt;", "丙", "甲"]


def test_reports_in_the_navigation_have_their_chapters_in_order(docs):
    assert folder_nav(docs.edition(), "reports/") == [
        {"種樹1950": [f"{TREES}/index.md", {"種樹": f"{TREES}/zhong.md"}, {"看樹": f"{TREES}/kan.md"}]}
    ]


def packets(docs):
    """Two packets for meetings, a reading edition and two blank forms."""
    docs.packet("guide: walk", path="packets/b.md", title="乙", minutes=60, order=2)
    docs.packet("guide: walk", path="packets/a.md", title="甲*", minutes=90, order=1)
    docs.packet("chapter: trees-1950/zhong", path="packets/whole.md", title="全", order=3)
    docs.form(path="packets/forms/late.md", title="後", order=2)
    docs.form(path="packets/forms/early.md", title="先", order=1)
    return docs.edition()


def test_packets_in_the_navigation_have_the_blank_forms_in_a_folder(docs):
    assert folder_nav(packets(docs), "packets/") == [
        {"甲*": "packets/a.md"},
        {"乙": "packets/b.md"},
        {"全": "packets/whole.md"},
        {"空白表格": [{"先": "packets/forms/early.md"}, {"後": "packets/forms/late.md"}]},
    ]


def test_packets_for_a_meeting_are_listed_by_number_with_their_minutes_apart_from_what_is_read(docs):
    parts = pages.packet_list(packets(docs)).split("\n\n")
    assert [part for part in parts if part.startswith("#")] == ["## 開一次會用的", "## 通讀用的", "## 空白表格"]
    assert parts[1::2] == [
        "1. [甲\\*](a.md)（90 分鐘）：一包\n2. [乙](b.md)（60 分鐘）：一包",
        "- [全](whole.md)：一包",
        "- [先](forms/early.md)：一張\n- [後](forms/late.md)：一張",
    ]


def test_a_list_stands_behind_the_introduction_before_the_first_section():
    markdown = "# 題\n\n引言。\n\n```\n## 不是節\n```\n\n## 一節\n\n## 二節\n"
    assert pages.before_sections(markdown, "單").split("\n\n")[-3:] == ["單", "## 一節", "## 二節\n"]
    assert pages.before_sections("引言。\n", "單").split() == ["引言。", "單"]


def test_guides_are_listed_by_group_with_their_descriptions(docs):
    rows = [row for row in pages.guide_list(guides(docs)).split("\n") if row]
    assert rows == [
        "## 花", "- [種花](flower.md)：從花說起",
        "## 樹", "- [怎樣種樹](walk.md)", "- [後來](late.md)", "- [無序](a.md)",
        "## 草", "- [種草](grass.md)",
    ]  # fmt: skip


def test_the_inventory_leads_to_the_text_and_to_the_block_that_quotes_each_item(docs):
    docs.replace("guides/walk.md", "沒有人答：", "「水要澆得足」[@trees-1950/zhong]，沒有人答：")
    assert docs.listed(docs.ENTRY) == []
    (row,) = [row for row in pages.inventory_list(docs.edition(), docs.links()).split("\n") if "種樹三事" in row]
    assert "步驟" in row
    assert "Three things" in row
    assert "](../reports/trees-1950/zhong.md#p2)" in row
    assert "第2–4段" in row
    assert "[我們去種樹](walk.md#go)；[水要澆得足](walk.md)；先挖坑（無）" in row


def test_an_item_leads_to_a_block_rather_than_to_a_page(docs):
    docs.guide("「春天來了，我們去種樹。」[@trees-1950/zhong]\n", "guides/a.md")
    docs.listed(docs.ENTRY)
    assert "[我們去種樹](walk.md#go)" in pages.inventory_list(docs.edition(), docs.links())


def test_the_sign_at_the_end_of_an_item_is_left_out(docs):
    docs.listed(docs.ENTRY.replace("我們去種樹", "我們去種樹。"))
    assert "[我們去種樹](walk.md#go)；" in pages.inventory_list(docs.edition(), docs.links())


def test_the_inventory_says_how_much_of_it_is_treated(docs):
    docs.listed(docs.ENTRY, docs.ENTRY.replace("kind: step", "kind: duty"))
    text = pages.inventory_list(docs.edition(), docs.links())
    assert all(part in text for part in ("2 件", "步驟 1", "職責 1", "6 項", "沒有引文的 4 項"))


def test_the_inventory_stands_under_the_report_and_signs_in_it_are_text(docs):
    docs.report("挖坑要深。\n")
    other = "  - {title: '*甲* | 乙', en: A, kind: form, at: 'more/c, p1', items: [挖坑]}\n"
    assert docs.listed(other, docs.ENTRY) == []
    text = pages.inventory_list(docs.edition(), docs.links())
    assert text.index("### 又") < text.index("\\*甲\\* \\| 乙") < text.index("### 種樹1950") < text.index("種樹三事")


def test_coverage_tells_of_each_chapter_what_is_quoted_and_what_is_not(docs):
    text = pages.coverage_list(docs.edition(), docs.links())
    zhong, kan = text[text.index("### 種樹") : text.index("### 看樹")], text[text.index("### 看樹") :]
    assert "56 字，指南引用 17 字（30%）。" in zhong
    assert placeholder(docs.chapter("zhong")) in zhong.split("\n\n")
    assert "[第1段](../reports/trees-1950/zhong.md#p1)、[第4段](../reports/trees-1950/zhong.md#p4)" in zhong
    assert "#p2" not in zhong
    assert "引用 0 字（0%）" in kan
    assert "方法清單" not in text


def test_coverage_tells_of_the_inventory_where_there_is_one(docs):
    docs.listed(docs.ENTRY)
    assert "方法清單：共 1 件" in pages.coverage_list(docs.edition(), docs.links())


def test_reports_are_listed_with_the_state_of_their_text(docs):
    docs.replace(f"{TREES}/index.md", "short:", "place: 某市\ndate: 1950年\nshort:")
    assert pages.report_list(docs.edition()).split("\n")[0] == "- [種樹小冊](trees-1950/index.md)（某市，1950年）。未校。"


def test_a_text_is_one_step_from_the_list_of_reports_which_tells_where_it_breaks_off(docs):
    docs.replace(f"{TREES}/zhong.md", "再放苗。", "再放苗。{□}")
    rows = pages.report_list(docs.edition()).split("\n")[1:]
    assert rows == ["    - [種樹](trees-1950/zhong.md)（末尾殘）", "    - [看樹](trees-1950/kan.md)"]


def test_the_contents_of_a_report_come_before_its_imprint(docs):
    text = pages.report_index(docs.edition().reports[0])
    assert text.index("## 全書目錄") < text.index("## 書目")


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
    assert (zhong["校改"], zhong["換頁"], zhong["段與標題"]) == ("1", "1", "5")
    assert (kan["存疑"], kan["按語"], kan["校改"]) == ("1", "1", "—")
    assert (total["校改"], total["存疑"], total["按語"], total["段與標題"]) == ("1", "1", "1", "8")


def test_bar_and_line_end_in_a_cell_do_not_break_the_table():
    assert pages.table(("甲", "乙"), [("a|b", "c\nd")]).split("\n") == ["| 甲 | 乙 |", "| --- | --- |", "| a\\|b | c d |"]


def test_contents_of_the_wrong_form_do_not_stop_the_page(docs):
    docs.replace(f"{TREES}/index.md", "  - {title: 砍樹談}\n", "  - 砍樹談\n  - {chapter: kan}\n")
    assert "F004" in docs.codes()
    assert "[讀全文](zhong.md)" in pages.report_index(docs.edition().reports[0])


# entries


def concordance(docs):
    return Concordance(docs.edition(), docs.links())


def cells(markdown):
    """The rows of a table behind its head, cell by cell."""
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in markdown.split("\n")[2:]]


def test_an_index_lists_its_kind_by_pinyin_with_the_number_of_mentions(docs):
    docs.entry("terms/a", "種樹", pinyin="zhòng shù", english="planting")
    docs.entry("terms/b", "澆", pinyin="jiāo")
    docs.entry("places/c", "看樹", pinyin="a")
    text = pages.entry_index(concordance(docs), "terms")
    assert text.split("\n")[0] == "| 名 | 拼音 | English | 見 |"
    assert cells(text) == [["[澆](b.md)", "jiāo", "X", "2\u00a0處"], ["[種樹](a.md)", "zhòng shù", "planting", "2\u00a0處"]]


def test_an_index_tells_what_belongs_to_its_kind(docs):
    docs.entry("people/p", "張三", role="組長", group="groups/g")
    docs.entry("groups/g", "甲組", leader="people/p", works="organisations/w", model="團結")
    docs.entry("organisations/w", "甲廠")
    docs.entry("events/e", "大會", dates="1950年")
    made = concordance(docs)
    assert cells(pages.entry_index(made, "people")) == [["[張三](p.md)", "x", "X", "組長", "[甲組](../groups/g.md)", "0\u00a0處"]]
    assert cells(pages.entry_index(made, "groups")) == [
        ["[甲組](g.md)", "x", "X", "[甲廠](../organisations/w.md)", "[張三](../people/p.md)", "團結", "0\u00a0處"]
    ]
    assert cells(pages.entry_index(made, "events")) == [["[大會](e.md)", "x", "X", "1950年", "0\u00a0處"]]


def test_signs_in_an_index_are_text(docs):
    docs.entry("people/p", "'*張*|[三](x)'", english="'`A`_b_'", role="'a|*b*'")
    ((name, _, english, role, *_),) = cells(pages.entry_index(concordance(docs), "people"))
    assert (name, english, role) == ("[\\*張\\*\\|\\[三\\](x)](p.md)", "\\`A\\`\\_b\\_", "a\\|\\*b\\*")


def test_the_kinds_are_listed_with_how_many_entries_and_mentions_they_have(docs):
    docs.entry("people/p", "王五")
    docs.entry("terms/a", "種樹")
    docs.entry("terms/b", "澆")
    assert pages.entry_kinds(concordance(docs)).split("\n") == [
        "- [詞語](terms/index.md)：2 條，見於正文 4 處",
        "- [人物](people/index.md)：1 條，見於正文 1 處",
    ]


def test_a_report_lists_the_people_groups_and_organisations_that_it_names(docs):
    docs.report("甲組的張三在甲廠種樹，張三。\n")
    for slug, name in {"people/z": "張三", "people/w": "王五", "groups/g": "甲組", "organisations/w": "甲廠", "terms/a": "種樹"}.items():
        docs.entry(slug, name)
    named = {report.id: pages.named(concordance(docs), report) for report in docs.edition().reports}
    assert named["more"].split("\n\n") == [
        "## 人物、小組、單位",
        "**人物**：[張三](../../entries/people/z.md)（2）。",
        "**小組**：[甲組](../../entries/groups/g.md)（1）。",
        "**單位**：[甲廠](../../entries/organisations/w.md)（1）。",
    ]
    assert "王五" in named["trees-1950"]
    assert "張三" not in named["trees-1950"]


def test_a_report_that_names_nobody_does_not_say_so(docs):
    docs.entry("terms/a", "種樹")
    assert pages.named(concordance(docs), docs.edition().reports[0]) == ""


def test_indexes_of_entries_stand_in_the_navigation_in_the_order_of_kinds(docs):
    docs.entry("terms/a", "種樹")
    for name, title in {"": "詞條", "people/": "人物", "terms/": "詞語"}.items():
        docs.write(f"entries/{name}index.md", f"---\ntitle: {title}\n---\n")
    assert folder_nav(docs.edition(), "entries/") == [
        "entries/index.md",
        {"詞語": "entries/terms/index.md"},
        {"人物": "entries/people/index.md"},
    ]


def test_a_former_address_leads_to_the_entry_that_took_its_place(docs):
    docs.entry("terms/b", "種樹", formerly="[terms/a, people/a]")
    assert redirects(docs.edition()) == {"entries/terms/a.md": "entries/terms/b.md", "entries/people/a.md": "entries/terms/b.md"}


def test_two_entries_cannot_both_have_taken_one_former_address(docs):
    docs.entry("terms/b", "種樹", formerly="[terms/a]")
    docs.entry("terms/c", "看樹", formerly="[terms/a]")
    assert docs.codes() != []


def test_a_redirect_leads_on_by_itself_and_by_a_link(parse_html):
    page = parse_html(redirect('../b/"><script>'))
    (refresh,) = page.find("meta", http_equiv="refresh")
    assert refresh["attrs"]["content"] == '0; url=../b/"><script>'
    assert [a["attrs"]["href"] for a in page.find("a")] == ['../b/"><script>']
    assert page.find("script") == []
