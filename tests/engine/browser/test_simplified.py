"""The choice 简体: the whole page in simplified characters, and back to the letter."""

import re

import pytest
from opencc import OpenCC

from support.browser import choose
from support.sites import simplified_table

ZHONG = "reports/trees-1950/zhong/"
PAGES = [
    "",
    "guides/",
    "guides/planting/",
    "reports/",
    "reports/trees-1950/",
    ZHONG,
    "reports/trees-1950/front/",
    "entries/",
    "entries/people/",
    "entries/groups/zhongshu-xiaozu/",
    "entries/terms/shumiao/",
    "about/marks/",
    "about/coverage/",
]

SHOWN = """() => {
  const kept = "script, style, noscript, template, code, pre, textarea, [translate=no]"
  const found = []
  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest(kept)) found.push(texts.currentNode.data)
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) if (/^(title|aria-.*|placeholder|alt|label)$/.test(name)) found.push(value)
    for (const part of ["::before", "::after"]) found.push(getComputedStyle(element, part).content)
  }
  return found
}"""
"""All that a page says: its texts, its title, its labels and what style sheets add."""

LETTERS = """() => document.documentElement.innerHTML.replace(/ style="[^"]*"/g, "")"""
"""The page as it stands, but for the heights that the theme sets whenever it comes to it."""

PARAGRAPHS = """() => [...document.querySelectorAll(".db-chapter :is(p, li, h1, h2, h3)[id]")].map((block) => {
  const copy = block.cloneNode(true)
  for (const part of copy.querySelectorAll("[hidden], .db-back, .db-pop")) part.remove()
  return copy.textContent
})"""

SEEN = """
window.seen = []
const look = () => {
  if (document.body && getComputedStyle(document.body).opacity !== "0") window.seen.push(document.body.innerText)
  requestAnimationFrame(look)
}
look()
"""


@pytest.fixture
def table(made_site):
    return simplified_table(made_site)


@pytest.fixture
def traditional(table):
    """The texts in which a character stands that the table would exchange."""
    any_of = re.compile(f"[{table['characters']}]")
    return lambda texts: [text for text in texts if any_of.search(text)]


def reload_simplified(page):
    page.evaluate("localStorage.setItem('duben.script', 'simplified')")
    page.reload()
    page.wait_for_selector("html[data-script-shown]")


def search(page, words):
    if not page.locator(".db-search").count():
        page.locator(".db-open-search").click()
    page.locator(".db-search input").fill("")
    page.locator(".db-search-results:empty").wait_for(state="attached")
    page.locator(".db-search input").fill(words)
    page.locator(".db-search-results mark").first.wait_for()


@pytest.mark.parametrize("path", PAGES)
def test_the_whole_page_is_simplified_and_comes_back_to_the_letter(open_page, traditional, path):
    page = open_page(path)
    before = page.evaluate(LETTERS)
    assert traditional(page.evaluate(SHOWN))
    choose(page, script="simplified")
    assert traditional(page.evaluate(SHOWN)) == []
    choose(page, script="original")
    assert page.evaluate(LETTERS) == before


def test_the_choice_holds_on_the_next_page_and_in_the_text_as_transcribed(open_page, traditional):
    page = open_page(ZHONG)
    page.evaluate("localStorage.setItem('duben.view', 'transcribed')")
    reload_simplified(page)
    assert "二面山坡" in page.locator("#p2").inner_text()
    page.goto(page.url.replace("zhong", "kan"))
    page.wait_for_selector("html[data-script-shown]")
    assert traditional(page.evaluate(SHOWN)) == []


def test_title_and_languages_follow(open_page):
    page = open_page("entries/people/li-da/")
    pinyin, english = page.locator("[lang=zh-Latn]").count(), page.locator("[lang=en]").count()
    choose(page, script="simplified")
    assert page.title() == "李大 - 读本"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.locator("[lang=zh-Hant]").count() == 0
    assert (page.locator("[lang=zh-Latn]").count(), page.locator("[lang=en]").count()) == (pinyin, english)
    choose(page, script="original")
    assert page.title() == "李大 - 讀本"
    assert page.locator("html").get_attribute("lang") == "zh-Hant"


def test_ids_addresses_and_the_place_stay(open_page):
    page = open_page(f"{ZHONG}#p12")
    addresses = """() => [location.href, ...[...document.querySelectorAll("[id], [href]")].map((e) => [e.id, e.getAttribute("href")])]"""
    before, top = page.evaluate(addresses), page.locator("#p12").bounding_box()["y"]
    choose(page, script="simplified")
    assert page.evaluate(addresses) == before
    page.wait_for_function("(top) => Math.abs(document.querySelector('#p12').getBoundingClientRect().top - top) < 2", arg=top)


def test_focus_and_selection_stay(open_page):
    page = open_page(ZHONG)
    page.locator(".db-ref").nth(2).focus()
    page.evaluate("getSelection().setBaseAndExtent(document.querySelector('#p3').lastChild, 3, document.querySelector('#p2').lastChild, 1)")
    held = """() => {
      const { anchorNode, anchorOffset, focusOffset } = getSelection()
      return [document.activeElement.id, anchorNode.parentElement.id, anchorOffset, focusOffset]
    }"""
    before = page.evaluate(held)
    assert before[1:] == ["p3", 3, 1]
    choose(page, script="simplified")
    assert page.evaluate(held) == before
    choose(page, script="original")
    assert page.evaluate(held) == before


def test_what_scripts_add_or_change_is_simplified_too(open_page, traditional):
    page = open_page(ZHONG)
    choose(page, script="simplified")
    page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", '<section id="new" title="書"><p>讀書</p><b lang="ja">讀</b><code>讀</code></section>')
    }""")
    assert page.locator("#new").evaluate("(e) => e.title + e.innerText.replace(/\\s/g, '')") == "书读书讀讀"
    page.evaluate("document.querySelector('#new p').firstChild.data = '寫字'")
    page.evaluate("document.querySelector('#new').title = '話'")
    assert page.locator("#new").evaluate("(e) => e.title + e.firstChild.textContent") == "话写字"
    choose(page, script="original")
    assert page.locator("#new").evaluate("(e) => e.title + e.firstChild.textContent") == "話寫字"


def test_a_phrase_is_known_across_marks_but_not_across_readings(open_page):
    page = open_page(ZHONG)
    parted = """() => document.querySelector("#p2").insertAdjacentHTML("afterend", '<p id="parted">反<a href="#p1">覆</a>說，'
      + '<span class="db-corrected">反</span><span class="db-transcribed" hidden>覆</span><span>覆</span></p>')"""
    page.evaluate(parted)
    choose(page, script="simplified")
    assert page.locator("#parted").text_content() == "反复说，反覆复"
    page.locator("#parted").evaluate("(e) => e.remove()")
    page.evaluate(parted)
    assert page.locator("#parted").text_content() == "反复说，反覆复"


def test_what_has_simplified_forms_of_itself_keeps_them(open_page):
    page = open_page(ZHONG)
    put = """(text) => document.body.insertAdjacentHTML("beforeend", `<section class="new" title="后">${text}</section>`)"""
    text = '<p><span title="後">後</span>裏</p><p><span class="db-transcribed" hidden="">后</span><b>里</b></p><p>后</p><p>后来</p>'
    page.evaluate(put, text)
    choose(page, script="simplified")
    page.evaluate(put, text)
    choose(page, script="original")
    assert page.evaluate("[...document.querySelectorAll('.new')].map((e) => e.title + e.innerHTML)") == ["后" + text] * 2


def test_pieces_of_what_is_shown_come_back_as_well(open_page):
    page = open_page(ZHONG)
    text = page.locator("#p3").text_content()
    choose(page, script="simplified")
    page.evaluate("[...document.querySelector('#p3').childNodes].find((node) => node.length > 14).splitText(8).splitText(5)")
    choose(page, script="original")
    assert page.locator("#p3").text_content() == text


def test_what_was_taken_out_is_right_where_it_is_put_in_again(open_page):
    page = open_page(ZHONG)
    page.evaluate("""() => {
      window.block = document.querySelector("#p5")
      window.next = block.nextElementSibling
      window.html = block.outerHTML
      window.read = () => document.querySelector("#p5").textContent
    }""")
    original = page.evaluate("read()")
    choose(page, script="simplified")
    simplified = page.evaluate("read()")
    page.evaluate("block.remove()")
    choose(page, script="original")
    page.evaluate("next.before(block)")
    assert page.evaluate("[read(), block.outerHTML === html]") == [original, True]
    choose(page, script="simplified")
    page.evaluate("block.remove()")
    page.evaluate("next.before(block)")
    assert page.evaluate("read()") == simplified != original
    page.evaluate("block.remove(); next.before(block)")
    choose(page, script="original")
    assert page.evaluate("[read(), block.outerHTML === html]") == [original, True]


def test_the_box_is_in_the_characters_chosen(open_page):
    page = open_page(ZHONG, width=1280)
    box = page.locator(".db-pop")

    def note():
        page.locator("#p5 .db-corrected").first.click()
        return box.inner_text()

    original = note()
    choose(page, script="simplified")
    assert box.is_hidden()
    assert note() == OpenCC("t2s").convert(original) != original
    choose(page, script="original")
    assert box.is_hidden()
    assert note() == original


def test_the_results_of_a_search_are_in_the_characters_chosen(open_page):
    # the name of this entry stands on it in both forms, and so it does in what is found
    page = open_page("entries/organisations/linchang/")
    box = page.locator(".db-search")
    search(page, "林场")
    original, text = box.inner_html(), box.inner_text()
    assert {"林场", "林場"} <= set(box.locator("mark, strong").all_inner_texts())
    choose(page, script="simplified")
    assert box.inner_text() == OpenCC("t2s").convert(text) != text
    choose(page, script="original")
    assert box.inner_html() == original
    choose(page, script="simplified")
    search(page, "樹苗")
    search(page, "林场")
    choose(page, script="original")
    assert box.inner_html() == original


def test_the_words_to_which_a_search_led_stay_marked(open_page):
    page = open_page(f"{ZHONG}?h=認識#p33")
    marked = "() => [...(CSS.highlights.get('db-found') ?? [])].map(String)"
    page.wait_for_function(f"({marked})().length")
    before = page.evaluate(marked)
    assert set(before) == {"認識"}
    choose(page, script="simplified")
    page.wait_for_function(f"({marked})().includes('认识')")
    assert page.evaluate(marked) == ["认识"] * len(before)
    choose(page, script="original")
    page.wait_for_function(f"({marked})().includes('認識')")
    assert page.evaluate(marked) == before


def test_what_was_taken_out_is_not_kept(open_page):
    page = open_page(ZHONG)
    choose(page, script="simplified")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def kept():
        devtools.send("HeapProfiler.collectGarbage")
        return next(metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"] if metric["name"] == "Nodes")

    search(page, "樹苗")
    shown, before = page.locator(".db-search *").count(), kept()
    for _ in range(10):
        search(page, "山坡")
        search(page, "樹苗")
    assert kept() < before + 4 * shown


def test_nothing_is_seen_before_it_is_converted(open_page, traditional):
    page = open_page(ZHONG)
    page.evaluate("localStorage.setItem('duben.script', 'simplified')")
    page.add_init_script(SEEN)
    held = []
    page.route("**/assets/site.js", lambda route: held.append(route))
    with page.expect_request("**/assets/site.js"):
        page.reload(wait_until="commit")
    page.wait_for_selector("#p2", state="attached")
    assert page.evaluate("getComputedStyle(document.body).opacity") == "0"
    held[0].continue_()
    page.wait_for_selector("html[data-script-shown]")
    page.wait_for_function("seen.some((text) => text.includes('山坡'))")
    assert traditional(page.evaluate("seen")) == []


def test_should_the_script_fail_the_original_is_shown(open_page):
    page = open_page(ZHONG)
    page.evaluate("localStorage.setItem('duben.script', 'simplified')")
    page.route("**/assets/site.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.reload(wait_until="commit")
    page.wait_for_function("document.body && getComputedStyle(document.body).opacity === '1'")
    assert "三面山坡" in page.locator("#p2").inner_text().replace("\n", "")


def test_without_scripts_the_original_is_shown(open_page):
    page = open_page(ZHONG, java_script_enabled=False)
    assert "種樹" in page.locator("h1").inner_text()
    assert page.locator("#p2").is_visible()


def test_what_is_copied_as_a_citation_is_the_original(open_page):
    page = open_page(ZHONG, permissions=["clipboard-read", "clipboard-write"])
    choose(page, script="simplified")
    page.locator("#p2 .db-n").click()
    page.get_by_role("button", name="复制引文").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert "王五：〈種樹的經驗" in page.evaluate("navigator.clipboard.readText()")
