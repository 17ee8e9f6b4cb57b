"""Lists that the edition makes of itself: guides, packets, reports, entries, the contents of a report with what is lacking."""

from duben.document import lists
from duben.document.addresses import relative
from duben.document.model import Derived, Heading, Link, Listing, Paragraph, Strip, Table, Text
from duben.document.pages import before_sections
from duben.links.concordance import Concordance
from support.listed import guides, packets


def shown(blocks, page, depth=0):
    """Blocks as lines of Markdown that stand for them, with links as they are on ``page``."""

    def words(inlines):
        parts = []
        for item in inlines:
            text = f"[{item.text}]({relative(item.path, page)})" if isinstance(item, Link) else item.text
            parts.append(f"**{text}**" if "strong" in item.styles else text)
        return "".join(parts)

    rows = []
    for block in blocks if isinstance(blocks, tuple) else (blocks,):
        match block:
            case Heading():
                rows.append("#" * (block.level + 1) + f" {words(block.content)}")
            case Paragraph():
                rows.append(words(block.content))
            case Listing():
                for number, item in enumerate(block.items, 1):
                    first, *inner = item
                    rows.append("    " * depth + (f"{number}. " if block.ordered else "- ") + words(first.content))
                    rows += shown(tuple(inner), page, depth + 1)
            case Table():
                rows += ["| " + " | ".join(map(words, row)) + " |" for row in (block.head, *block.rows)]
            case Strip():
                rows.append(f"strip of {block.label}")
    return rows


def cells(table):
    """The rows of a table of one page behind its head, cell by cell."""
    return [row.strip("| ").split(" | ") for row in table[1:]]


TREES = "reports/trees-1950"


def test_packets_for_a_meeting_are_listed_by_number_with_their_minutes_apart_from_what_is_read(docs):
    assert shown(lists.packet_list(packets(docs)), "packets/index.md") == [
        "## 開一次會用的", "1. [甲*](a.md)（90 分鐘）：一包", "2. [乙](b.md)（60 分鐘）：一包",
        "## 通讀用的", "- [全](whole.md)：一包",
        "## 空白表格", "- [先](forms/early.md)：一張", "- [後](forms/late.md)：一張",
    ]  # fmt: skip


def test_a_list_stands_behind_the_introduction_before_the_first_section():
    title, words, one, two = (
        Heading(0, (Text("題"),)),
        Paragraph((Text("引言。"),)),
        Heading(1, (Text("一節"),)),
        Heading(1, (Text("二節"),)),
    )
    added = Derived((words,))
    assert before_sections((title, words, one, two), (words,)) == (title, words, added, one, two)
    assert before_sections((words,), (words,)) == (words, added)
    assert before_sections((words, one), ()) == (words, one)


def test_guides_are_listed_by_group_with_their_descriptions(docs):
    rows = shown(lists.guide_list(guides(docs)), "guides/index.md")
    assert rows == [
        "## 花", "- [種花](flower.md)：從花說起",
        "## 樹", "- [怎樣種樹](walk.md)", "- [後來](late.md)", "- [無序](a.md)",
        "## 草", "- [種草](grass.md)",
    ]  # fmt: skip


def test_the_inventory_leads_to_the_text_and_to_the_block_that_quotes_each_item(docs):
    docs.replace("guides/walk.md", "沒有人答：", "「水要澆得足」[@trees-1950/zhong]，沒有人答：")
    assert docs.listed(docs.ENTRY) == []
    (row,) = [row for row in shown(lists.inventory_list(docs.edition(), docs.links()), "guides/index.md") if "種樹三事" in row]
    assert "步驟" in row
    assert "Three things" in row
    assert "](../reports/trees-1950/zhong.md#p2)" in row
    assert "第2–4段" in row
    assert "[我們去種樹](walk.md#go)；[水要澆得足](walk.md)；先挖坑（無）" in row


def test_an_item_leads_to_a_block_rather_than_to_a_page(docs):
    docs.guide("「春天來了，我們去種樹。」[@trees-1950/zhong]\n", "guides/a.md")
    docs.listed(docs.ENTRY)
    assert "[我們去種樹](walk.md#go)" in "\n".join(shown(lists.inventory_list(docs.edition(), docs.links()), "guides/index.md"))


def test_the_sign_at_the_end_of_an_item_is_left_out(docs):
    docs.listed(docs.ENTRY.replace("我們去種樹", "我們去種樹。"))
    assert "[我們去種樹](walk.md#go)；" in "\n".join(shown(lists.inventory_list(docs.edition(), docs.links()), "guides/index.md"))


def test_the_inventory_says_how_much_of_it_is_treated(docs):
    docs.listed(docs.ENTRY, docs.ENTRY.replace("kind: step", "kind: duty"))
    text = "\n".join(shown(lists.inventory_list(docs.edition(), docs.links()), "guides/index.md"))
    assert all(part in text for part in ("2 件", "步驟 1", "職責 1", "6 項", "沒有引文的 4 項"))


def test_the_inventory_stands_under_the_report_and_signs_in_it_are_text(docs):
    docs.report("挖坑要深。\n")
    other = "  - {title: '*甲* | 乙', en: A, kind: form, at: 'more/c, p1', items: [挖坑]}\n"
    assert docs.listed(other, docs.ENTRY) == []
    text = "\n".join(shown(lists.inventory_list(docs.edition(), docs.links()), "guides/index.md"))
    assert text.index("### 又") < text.index("*甲* | 乙") < text.index("### 種樹1950") < text.index("種樹三事")


def test_coverage_tells_of_each_chapter_what_is_quoted_and_what_is_not(docs):
    text = "\n\n".join(shown(lists.coverage_list(docs.edition(), docs.links()), "about/coverage.md"))
    zhong, kan = text[text.index("### 種樹") : text.index("### 看樹")], text[text.index("### 看樹") :]
    assert "56 字，指南引用 17 字（30%）。" in zhong
    assert "strip of 種樹各段的引用" in zhong
    assert "[第1段](../reports/trees-1950/zhong.md#p1)、[第4段](../reports/trees-1950/zhong.md#p4)" in zhong
    assert "#p2" not in zhong
    assert "引用 0 字（0%）" in kan
    assert "方法清單" not in text


def test_coverage_tells_of_the_inventory_where_there_is_one(docs):
    docs.listed(docs.ENTRY)
    assert "方法清單：共 1 件" in "\n\n".join(shown(lists.coverage_list(docs.edition(), docs.links()), "about/coverage.md"))


def test_reports_are_listed_with_the_state_of_their_text(docs):
    docs.replace(f"{TREES}/index.md", "short:", "place: 某市\ndate: 1950年\nshort:")
    assert shown(lists.report_list(docs.edition()), "reports/index.md")[0] == "- [種樹小冊](trees-1950/index.md)（某市，1950年）。未校。"


def test_a_text_is_one_step_from_the_list_of_reports_which_tells_where_it_breaks_off(docs):
    docs.replace(f"{TREES}/zhong.md", "再放苗。", "再放苗。{□}")
    rows = shown(lists.report_list(docs.edition()), "reports/index.md")[1:]
    assert rows == ["    - [種樹](trees-1950/zhong.md)（末尾殘）", "    - [看樹](trees-1950/kan.md)"]


def test_the_contents_of_a_report_come_before_its_imprint(docs):
    text = "\n".join(shown(lists.report_index(docs.edition().reports[0]), f"{TREES}/index.md"))
    assert text.index("## 全書目錄") < text.index("## 書目")


def test_contents_tell_what_can_be_read_and_what_is_lacking(docs):
    rows = [row for row in shown(lists.report_index(docs.edition().reports[0]), f"{TREES}/index.md") if "樹談" in row]
    assert "[讀全文](zhong.md)" in rows[0]
    assert "缺" not in rows[0]
    assert "砍樹談" in rows[1]
    assert "缺" in rows[1]
    assert "](" not in rows[1]


def test_contents_tell_where_a_text_breaks_off(docs):
    docs.replace(f"{TREES}/zhong.md", "再放苗。", "再放苗。{□}")
    row = next(row for row in shown(lists.report_index(docs.edition().reports[0]), f"{TREES}/index.md") if "zhong.md)" in row)
    assert "末尾殘" in row


def test_marks_are_counted_by_kind_and_chapter(docs):
    docs.replace(f"{TREES}/kan.md", "夏天", "{夏→春? | 疑}天")
    table = [row.strip("| ").split(" | ") for row in shown(lists.statistics(docs.edition().reports[0]), f"{TREES}/index.md")]
    rows = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    zhong, kan, total = rows["[種樹](zhong.md)"], rows["[看樹](kan.md)"], rows["合計"]
    assert (zhong["校改"], zhong["換頁"], zhong["段與標題"]) == ("1", "1", "5")
    assert (kan["存疑"], kan["按語"], kan["校改"]) == ("1", "1", "—")
    assert (total["校改"], total["存疑"], total["按語"], total["段與標題"]) == ("1", "1", "1", "8")


def test_contents_of_the_wrong_form_do_not_stop_the_page(docs):
    docs.replace(f"{TREES}/index.md", "  - {title: 砍樹談}\n", "  - 砍樹談\n  - {chapter: kan}\n")
    assert "F004" in docs.codes()
    assert "[讀全文](zhong.md)" in "\n".join(shown(lists.report_index(docs.edition().reports[0]), f"{TREES}/index.md"))


# entries


def concordance(docs):
    return Concordance(docs.edition(), docs.links())


def test_an_index_lists_its_kind_by_pinyin_with_the_number_of_mentions(docs):
    docs.entry("terms/a", "種樹", pinyin="zhòng shù", english="planting")
    docs.entry("terms/b", "澆", pinyin="jiāo")
    docs.entry("places/c", "看樹", pinyin="a")
    text = shown(lists.entry_index(concordance(docs), "terms"), "entries/terms/index.md")
    assert text[0] == "| 名 | 拼音 | English | 見 |"
    assert cells(text) == [["[澆](b.md)", "jiāo", "X", "2\u00a0處"], ["[種樹](a.md)", "zhòng shù", "planting", "2\u00a0處"]]


def test_an_index_tells_what_belongs_to_its_kind(docs):
    docs.entry("people/p", "張三", role="組長", group="groups/g")
    docs.entry("groups/g", "甲組", leader="people/p", works="organisations/w", model="團結")
    docs.entry("organisations/w", "甲廠")
    docs.entry("events/e", "大會", dates="1950年")
    made = concordance(docs)
    assert cells(shown(lists.entry_index(made, "people"), "entries/people/index.md")) == [
        ["[張三](p.md)", "x", "X", "組長", "[甲組](../groups/g.md)", "0\u00a0處"]
    ]
    assert cells(shown(lists.entry_index(made, "groups"), "entries/groups/index.md")) == [
        ["[甲組](g.md)", "x", "X", "[甲廠](../organisations/w.md)", "[張三](../people/p.md)", "團結", "0\u00a0處"]
    ]
    assert cells(shown(lists.entry_index(made, "events"), "entries/events/index.md")) == [["[大會](e.md)", "x", "X", "1950年", "0\u00a0處"]]


def test_the_kinds_are_listed_with_how_many_entries_and_mentions_they_have(docs):
    docs.entry("people/p", "王五")
    docs.entry("terms/a", "種樹")
    docs.entry("terms/b", "澆")
    assert shown(lists.entry_kinds(concordance(docs)), "entries/index.md") == [
        "- [詞語](terms/index.md)：2 條，見於正文 4 處",
        "- [人物](people/index.md)：1 條，見於正文 1 處",
    ]


def test_a_report_lists_the_people_groups_and_organisations_that_it_names(docs):
    docs.report("甲組的張三在甲廠種樹，張三。\n")
    for slug, name in {"people/z": "張三", "people/w": "王五", "groups/g": "甲組", "organisations/w": "甲廠", "terms/a": "種樹"}.items():
        docs.entry(slug, name)
    named = {report.id: shown(lists.named(concordance(docs), report), report.path) for report in docs.edition().reports}
    assert named["more"] == [
        "## 人物、小組、單位",
        "**人物**：[張三](../../entries/people/z.md)（2）。",
        "**小組**：[甲組](../../entries/groups/g.md)（1）。",
        "**單位**：[甲廠](../../entries/organisations/w.md)（1）。",
    ]
    assert "王五" in "".join(named["trees-1950"])
    assert "張三" not in "".join(named["trees-1950"])


def test_a_report_that_names_nobody_does_not_say_so(docs):
    docs.entry("terms/a", "種樹")
    assert lists.named(concordance(docs), docs.edition().reports[0]) == ()
