"""A packet of the reader's own: taken from guides and chapters, put in order, printed, saved as a file, kept in the browser alone."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from duben.checks import check
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.reading.settings import beside, read_settings
from support.axe import faults
from support.sites import TREES

ZHONG = "reports/trees-1950/zhong/"
GUIDE = "guides/planting/"
MAKE = "packets/make/"
ADD, ADDED = "加入學習包", "已加入 ✓"
POISON = """
<p class="db-n db-search md-header" style="position:fixed" onclick="window.ran=1" id="db-nav">無害的字</p>
<script>window.ran = 1</script><img src="x" onerror="window.ran=1"><svg onload="window.ran=1"><a href="javascript:ran=1">s</a></svg>
<a href="java&#10;script:window.ran=1">點這裏</a><a href="data:text/html,x">資料</a><iframe srcdoc="x"></iframe>
<form name="f"><input name="childNodes"><input name="localName"></form><template><p>隱</p></template><math><mtext>算</mtext></math>
"""


def go(page, path):
    page.goto(re.match(r".*?/edition/", page.url)[0] + path)
    made(page)


def made(page):
    """Waits for what is fetched later, on the page where the packet is made."""
    if page.url.endswith(MAKE):
        page.locator(".db-tray").wait_for(state="attached")


def block(page, name):
    return page.locator(f"#{name} > .db-take")


def add_paragraph(page, name, words=ADD):
    page.locator(f"[id='{name}'] > .db-n").click()
    page.locator(".db-pop button", has_text=words).click()
    page.keyboard.press("Escape")


def kept(page):
    return page.evaluate("JSON.parse(Object.entries(localStorage).find(([key]) => key.startsWith('duben.tray'))?.[1] ?? '{}')")


def names(page):
    return [item["name"] for item in kept(page).get("items", [])]


def rows(page):
    return page.locator(".db-tray-list li > span").all_inner_texts()


def bare(text):
    return re.sub(r"\s", "", text)


@pytest.fixture
def filled(open_page):
    """The page where the packet is made, with a block, a range of paragraphs and another block in it."""

    def filled(**options):
        page = open_page(GUIDE, **options)
        block(page, "choose").click()
        go(page, ZHONG)
        add_paragraph(page, "p18")
        add_paragraph(page, "p20", "為止")
        go(page, GUIDE)
        block(page, "before-checklist").click()
        page.locator(".db-tray-count").click()
        page.locator(".db-own").wait_for()
        return page

    return filled


# adding


def test_what_is_added_from_a_guide_is_told_counted_and_can_be_taken_out(open_page):
    page = open_page(GUIDE)
    count = page.locator(".db-tray-count")
    assert count.is_hidden()
    whole = page.locator(".db-tools > button").last
    whole.click()
    block(page, "choose").click()
    block(page, "questions").click()
    assert [one.inner_text() for one in (whole, block(page, "choose"), block(page, "questions"))] == [ADDED] * 3
    assert block(page, "notify").inner_text() == ADD
    assert count.inner_text() == "學習包 3"
    assert names(page) == ["guide planting", "block planting choose", "questions planting"]
    block(page, "choose").click()
    assert block(page, "choose").inner_text() == ADD
    assert count.inner_text() == "學習包 2"
    assert page.locator("#leader > .db-take").count() == 0


def test_the_buttons_can_be_told_apart_and_hit_by_a_finger(open_page):
    page = open_page(GUIDE, width=320)
    labels = page.locator(".db-take").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert len(set(labels)) == len(labels) > 5
    assert page.locator(".db-take").evaluate_all("all => Math.min(...all.map((one) => one.getBoundingClientRect().height))") >= 24
    page.locator("#choose > .db-take").focus()
    page.keyboard.press("Enter")
    assert names(page) == ["block planting choose"]


def test_a_range_goes_from_the_paragraph_that_was_added_last(open_page):
    page = open_page(ZHONG)
    add_paragraph(page, "p16")
    page.locator("#p12 > .db-n").click()
    assert page.locator(".db-pop button", has_text="為止").count() == 0  # it stands before
    add_paragraph(page, "p18", "加到第 18 段為止")
    assert names(page) == ["passage trees-1950/zhong p16 p18"]
    add_paragraph(page, "p22", "加到第 22 段為止")
    add_paragraph(page, "p30")
    assert names(page) == ["passage trees-1950/zhong p16 p22", "passage trees-1950/zhong p30 p30"]
    page.locator("#p30 > .db-n").click()
    assert page.locator(".db-pop button", has_text=ADDED).is_visible()


@pytest.mark.parametrize("view", ["corrected", "transcribed"])
def test_the_words_of_a_chapter_come_through_in_the_view_that_was_chosen(open_page, trees, view):
    page = open_page(ZHONG)
    page.evaluate("view => localStorage.setItem('duben.view', view)", view)
    page.reload()
    made(page)
    page.locator(".db-tools button", has_text=ADD).click()
    page.evaluate("localStorage.setItem('duben.view', 'both')")  # chosen later, it does not change what was taken
    go(page, MAKE)
    texts = page.locator(".db-own-item").locator("h1, .db-text > :is(h2, h3, h4, h5, p), .db-text > ul > li").all_inner_texts()
    chapter = trees.chapters["reports/trees-1950/zhong.md"]
    assert [bare(text) for text in texts] == [bare(block.text(view)) for block in chapter.blocks]
    notes = sum(len(block.marks) for block in chapter.blocks)
    assert page.locator(".db-own .db-endnotes li").count() == notes
    label = {"corrected": "校訂", "transcribed": "底本"}[view]
    assert f"，{label}，讀本修訂 {trees.report('trees-1950').revision}" in page.locator(".db-own-item > .db-own-small").inner_text()


def test_notes_stand_below_their_item_and_their_links_lead_there(filled):
    page = filled()
    refs = page.locator(".db-own .db-ref")
    assert refs.count() > 0
    for href in refs.evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
        assert page.locator(f"[id='{href[1:]}']").count() == 1
    ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_a_guide_comes_through_whole_but_for_questions_and_the_leaders_note(open_page):
    page = open_page(GUIDE)
    quotes = "all => all.map((one) => one.textContent.replace(/\\s/g, ''))"
    quoted = page.locator(".db-block blockquote").evaluate_all(quotes)
    notes = page.locator(".db-annotation").evaluate_all(quotes)
    page.locator(".db-tools button", has_text=ADD).click()
    go(page, MAKE)
    assert page.locator(".db-own blockquote").evaluate_all(quotes) == quoted
    assert page.locator(".db-own .db-annotation").evaluate_all(quotes) == notes
    assert "給主持人" not in page.locator(".db-own").inner_text()
    link = page.locator(".db-own .db-quote a").first
    assert "/reports/trees-1950/" in link.evaluate("link => link.href")


def test_items_are_taken_in_the_original_characters(open_page):
    page = open_page(ZHONG)
    page.get_by_role("button", name="简体").first.click()
    page.wait_for_function("document.querySelector('#p2').textContent.includes('国家')")
    page.reload()
    made(page)
    page.wait_for_function("document.querySelector('#p2').textContent.includes('国家')")
    page.locator("#p2 > .db-n").click()
    page.locator(".db-pop button").nth(1).click()
    item = kept(page)["items"][0]
    assert "三面山坡" in item["html"]
    assert "王五" in item["source"]
    go(page, MAKE)
    page.wait_for_function("document.querySelector('.db-own')?.textContent.includes('国家')")


# putting in order


def test_order_is_changed_by_keyboard_and_all_is_there_after_a_reload(filled):
    page = filled()
    before = rows(page)
    assert len(before) == 3
    button = page.get_by_role("button", name=f"上移：{before[2]}")
    button.focus()
    page.keyboard.press("Enter")
    assert rows(page) == [before[0], before[2], before[1]]
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert rows(page)[0] == before[2]
    assert page.get_by_role("button", name=f"下移：{before[2]}").evaluate("one => one === document.activeElement")
    assert page.locator(".db-tray [role=status]").inner_text() == "現在是第 1 件。"
    page.get_by_label("題目", exact=True).fill("我們的會")
    page.get_by_label("自己要問的題").fill("誰來記？\n\n怎樣查？")
    page.reload()
    made(page)
    assert rows(page)[0] == before[2]
    assert page.get_by_label("題目", exact=True).input_value() == "我們的會"
    assert page.locator(".db-own > h2").inner_text() == "我們的會"
    assert page.locator(".db-own-questions li").all_inner_texts() == ["誰來記？", "怎樣查？"]
    assert page.locator(".db-own-item > h3").all_inner_texts() == rows(page)


def test_what_is_taken_out_can_be_put_back_where_it_was(filled):
    page = filled()
    before = rows(page)
    page.get_by_role("button", name=f"取出：{before[1]}").click()
    assert rows(page) == [before[0], before[2]]
    page.get_by_label("題目", exact=True).fill("後來寫的")
    page.get_by_role("button", name="放回去").click()
    assert rows(page) == before
    assert page.get_by_label("題目", exact=True).input_value() == "後來寫的"


def test_clearing_all_asks_first_and_can_be_undone(filled):
    page = filled()
    before = rows(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="全部清空").click()
    assert rows(page) == before
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="全部清空").click()
    assert page.locator(".db-own").is_hidden()
    assert page.locator(".db-tray-count").is_hidden()
    assert page.get_by_text("現在還沒有選東西").is_visible()
    page.get_by_role("button", name="放回去").click()
    assert rows(page) == before


def test_another_tab_follows(filled):
    page = filled()
    other = page.context.new_page()
    other.goto(page.url.replace(MAKE, GUIDE))
    block(other, "notify").click()
    page.wait_for_function("document.querySelectorAll('.db-tray-list li').length === 4")
    page.get_by_role("button", name=re.compile("取出：看地")).click()
    other.wait_for_function("document.querySelector('#choose > .db-take').textContent === '加入學習包'")


# paper and file


def test_only_the_packet_is_printed(filled):
    page = filled(width=643, color_scheme="dark")
    page.get_by_label("題目", exact=True).fill("我們的會")
    page.get_by_label("給誰").fill("一車間")
    page.emulate_media(media="print")
    seen = page.evaluate("""() => [...document.body.querySelectorAll("*:not(.db-own *, .db-own, :has(.db-own))")]
      .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))""")
    assert seen == []
    shown = page.locator(".db-own").inner_text()
    assert shown.startswith("我們的會")
    assert "一車間" in shown
    assert "第 18 段至第 20 段" in shown
    assert "讀本修訂 " in shown
    assert f"{ZHONG}#p18" in shown
    assert page.locator(".db-own button, .db-own input").count() == 0
    assert page.locator(".db-own .db-n").first.evaluate("one => getComputedStyle(one, '::before').content") == '"18"'
    assert page.locator(".db-own h2").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 643


def test_the_file_is_a_packet_file_without_a_fault(filled, tmp_path):
    page = filled()
    go(page, GUIDE)
    block(page, "notify").click()
    page.locator(".db-tools button", has_text=ADD).click()
    block(page, "questions").click()
    go(page, ZHONG)
    page.locator(".db-tools button", has_text=ADD).click()
    add_paragraph(page, "p2")
    go(page, MAKE)
    page.get_by_label("題目", exact=True).fill("它說: '好' # <b>\"記\"</b> {a: [1]}")
    page.get_by_label("英文題目").fill("Our Meeting: 2nd!")
    page.get_by_label("給誰").fill("- 小組\\n")
    page.get_by_label("自己要問的題").fill("1. [@nobody/none, p1] 是什麼？\n# 不是題目 <script>\n- **一** 項: 'x'")
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成學習包檔", exact=True).click()
    assert saved.value.suggested_filename == "our-meeting-2nd.md"
    text = Path(saved.value.path()).read_text("utf-8")
    parts = yaml.safe_load(text.split("---\n")[1])["parts"]
    assert parts == [
        {"guide": "planting", "blocks": "choose"},
        {"excerpt": "trees-1950/zhong, p18-p20"},
        {"guide": "planting", "blocks": "before-checklist、notify"},
        {"guide": "planting"},
        {"questions": "planting"},
        {"chapter": "trees-1950/zhong"},
        {"excerpt": "trees-1950/zhong, p2"},
        {"questions": ["@nobody/none, p1 是什麼？", "# 不是題目 script", "- **一** 項: 'x'"]},
    ]
    docs = tmp_path / "docs"
    shutil.copytree(TREES, docs)
    path = "packets/our-meeting-2nd.md"
    (docs / path).write_text(text, "utf-8")
    edition = read(docs, read_settings(beside(TREES))[0])
    assert [str(p) for p in check(edition, resolve(edition)) if p.path == path] == []
    assert edition.page(path).title == "它說: '好' # b 記 /b {a: 1 }"


def test_the_file_can_be_copied(filled):
    page = filled(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="複製學習包檔").click()
    page.get_by_text("已複製。").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("---\ntitle: ")


# what storage may be


def test_storage_that_holds_something_else_does_no_harm(open_page):
    page = open_page(MAKE, bypass_csp=True)  # nor would it without the page's policy, which would tell of it in the console
    made(page)
    name = page.evaluate("`duben.tray.${new URL('../../', location).pathname}`")

    def hold(value):
        page.evaluate("([name, value]) => localStorage.setItem(name, value)", [name, value])
        page.reload()
        made(page)

    item = {"name": "block planting choose", "title": "<b onclick=ran>題</b>", "source": "<i>處</i>", "html": POISON}
    for value in ("{", "7", "null", '"x"', json.dumps({"version": 2, "items": [item]}), json.dumps({"version": 1, "items": {}})):
        hold(value)
        assert page.get_by_text("現在還沒有選東西").is_visible(), value
    broken = [{}, None, 7, {**item, "name": ["x y"]}, {**item, "name": "x\n  - chapter: y"}, {"name": "block a b", "html": {}}]
    hold(json.dumps({"version": 1, "items": [*broken, item], "title": {}}))
    assert page.locator(".db-own-item").count() == 2
    own = page.locator(".db-own-item").last
    assert own.locator("h3").inner_text() == "<b onclick=ran>題</b>"
    assert "無害的字" in own.inner_text()
    page.get_by_text("點這裏").click()
    assert page.evaluate("window.ran") is None
    inside = own.evaluate("""own => [...own.querySelectorAll("*")].map((one) =>
      [one.localName, ...[...one.attributes].map(({ name, value }) => `${name}=${value}`)].join(" "))""")
    assert inside == ["h3", "p class=db-n id=i1-db-nav", "a", "a", "p class=db-own-small"]


def test_where_storage_is_forbidden_or_full_it_is_told_and_nothing_is_lost(filled):
    page = filled()
    before = kept(page)
    told = []
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.accept()))
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    go(page, GUIDE)
    block(page, "notify").click()
    assert block(page, "notify").inner_text() == ADD
    assert "原有的都還在" in told.pop()
    go(page, MAKE)
    page.get_by_role("button", name=re.compile("^下移")).first.click()
    assert told
    assert kept(page) == before
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    told.clear()
    go(page, GUIDE)
    block(page, "notify").click()
    assert len(told) == 1


def test_without_script_nothing_offers_to_add_and_the_page_says_what_is_needed(open_page):
    page = open_page(GUIDE, java_script_enabled=False)
    assert page.get_by_text(ADD).count() == 0
    assert page.locator(".db-tray-count").count() == 0
    page.goto(page.url.replace(GUIDE, MAKE))
    assert page.get_by_text("這裏要用 JavaScript").is_visible()


def test_from_a_folder_without_a_server(browser, made_offline_site):
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{made_offline_site.as_uri()}/guides/planting.html")
    block(page, "choose").click()
    page.goto(f"{made_offline_site.as_uri()}/{ZHONG[:-1]}.html")
    add_paragraph(page, "p16")
    add_paragraph(page, "p18", "為止")
    assert names(page) == ["block planting choose", "passage trees-1950/zhong p16 p18"]
    page.locator(".db-tray-count").click()
    page.wait_for_url("**/packets/make.html")
    page.locator(".db-own").wait_for()
    assert len(rows(page)) == 2
    assert "file:" not in page.locator(".db-own").inner_text()
    page.locator(".db-own .db-quote a").first.click()
    page.wait_for_url("**/reports/trees-1950/zhong.html#p*")
    assert faults == []
    context.close()


def test_no_fault_is_found_in_the_page_when_there_is_something_in_it(filled):
    page = filled(color_scheme="light")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
