"""Search: the box in the reader's hand."""

import re
from urllib.parse import quote

from duben.document.pages import Pages
from duben.search.passages import collect
from support.browser import search

ZHONG = "reports/trees-1950/zhong/"


def marked(page):
    return page.locator(".db-search mark").all_inner_texts()


def test_the_box_opens_and_gives_the_focus_back(open_page):
    page = open_page(ZHONG)
    button = page.get_by_role("button", name="搜尋")
    button.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert not page.locator("dialog.db-search").is_visible()
    assert button.evaluate("node => node === document.activeElement")
    for key in ("f", "s", "/"):
        page.keyboard.press(key)
        assert page.locator("dialog.db-search").is_visible()
        assert page.locator("dialog input").input_value() == ""  # the key is not a word
        page.keyboard.press("Escape")


def test_what_is_shown_are_the_words_of_the_text(open_page):
    page = open_page("")
    search(page, "种树小组")
    assert set(marked(page)) == {"種樹小組"}
    search(page, "心里有數")
    assert "心裏有數" in marked(page)


def test_texts_guides_and_entries_stand_apart_and_a_name_comes_first(open_page):
    page = open_page("")
    told = search(page, "種樹小組")
    assert told.startswith("找到")
    heads = [text.split()[0] for text in page.locator(".db-search-results h2").all_inner_texts()]
    assert heads == ["文獻", "方法指南", "詞條", "學習包"]
    assert page.locator(".db-search-results a").first.inner_text() == "種樹小組 詞條，小組"


def test_one_report_or_one_kind_alone(open_page):
    page = open_page("")
    search(page, "種樹小組")
    page.get_by_role("combobox").select_option(label="方法指南")
    page.wait_for_function("document.querySelectorAll('.db-search h2').length === 1")
    assert {url.split("/")[-3] for url in links(page)} == {"guides"}
    page.get_by_role("combobox").select_option(label="　種樹1950")
    page.wait_for_function("document.querySelector('.db-search h2').textContent.includes('種樹1950')")
    assert all("/reports/trees-1950/" in url for url in links(page))
    page.get_by_role("combobox").select_option(label="　育苗1951")
    page.wait_for_function("document.querySelector('.db-search h2').textContent.includes('育苗1951')")
    assert search(page, "我們村有三面山坡") == "在這裏沒有找到「我們村有三面山坡」。"


def links(page):
    return page.locator(".db-search-results a").evaluate_all("all => all.map(link => link.href)")


def test_all_hits_can_be_reached(open_page, trees, trees_links):
    page = open_page("")
    search(page, "樹苗")
    wanted = sum(
        "樹苗" in passage.text + (passage.other or "") for source in collect(Pages(trees, trees_links)) for passage in source.passages
    )
    assert page.locator(".db-search-more").count()
    while page.locator(".db-search-more").count():
        more = page.locator(".db-search-more").first
        shown = links(page)
        more.press("Enter")
        # the focus goes on to what is new
        page.wait_for_function("shown => document.activeElement.href && !shown.includes(document.activeElement.href)", arg=shown)
    assert len(links(page)) == wanted


def test_by_keyboard_to_the_words_in_the_text(open_page):
    page = open_page("")
    search(page, "我們村有三面山坡")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.db-search-results a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("#p2")
    assert found(page) == ["我們村有三面山坡"]  # across the editors' mark


def found(page):
    page.wait_for_function("CSS.highlights.has('db-found')")
    ranges = """[...CSS.highlights.get("db-found")].map((range) => {
      const words = range.cloneContents()
      for (const hidden of words.querySelectorAll("[hidden]")) hidden.remove()
      return words.textContent
    })"""
    return page.evaluate(ranges)


def test_words_only_in_the_transcription_lead_to_the_mark_that_hides_them(open_page):
    page = open_page("")
    search(page, "飽蒲")
    first = page.locator(".db-search-report a").first
    assert "底本作此" in first.inner_text()
    with page.expect_navigation():
        first.click()
    assert "飽滿" in found(page)


def test_the_words_are_brought_into_sight(open_page):
    page = open_page("reports/trees-1950/zhong/?h=前人種樹#p33", width=390, height=500)
    page.wait_for_function("""() => {
      const [range] = CSS.highlights.get("db-found") ?? []
      const box = range?.getBoundingClientRect()
      return box && box.top >= 0 && box.bottom <= innerHeight
    }""")


def test_a_folded_note_opens_for_its_words(open_page, trees, trees_links):
    page = next(page for page in collect(Pages(trees, trees_links)) if page.kind == "guide" and page.passages[-1].label == "給主持人")
    passage = page.passages[-1]
    opened = open_page(f"{page.path.removesuffix('.md')}/?h={passage.text[:8]}#{passage.fragment}")
    opened.wait_for_selector(f"#{passage.fragment} details[open]")


def test_words_with_other_punctuation_and_words_apart_are_told(open_page):
    page = open_page("")
    assert "標點" in search(page, "坑挖得深根鋪得平")
    assert "都含有" in search(page, "遮蔭 防蟲")
    assert search(page, "樹苗犘犙") == "沒有找到「樹苗犘犙」。"


def test_signs_of_html_are_words(open_page):
    page = open_page("")
    assert "<img src=x onerror=alert(1)>" in search(page, "<img src=x onerror=alert(1)>")
    assert page.locator(".db-search img").count() == 0


def test_ten_thousand_characters_in_the_field(open_page):
    page = open_page("")
    assert "沒有找到" in search(page, "種樹小組" * 2500)


def test_a_part_that_cannot_be_had_is_told_and_asked_for_again(browser, address):
    page = browser.new_context().new_page()
    page.goto(address)
    for part in ("g", "t"):
        page.route(f"**/search/{part}/*", lambda route: route.abort())
        assert "沒有載入完全" in search(page, "山坡")
        assert page.locator(".db-search-results a").count() == 0
        page.unroute(f"**/search/{part}/*")
        page.get_by_role("button", name="再試").click()
        page.wait_for_function("document.querySelector('.db-search-told').textContent.startsWith('找到')")
        page.reload()
    page.context.close()


def test_with_an_index_of_yesterday_the_index_of_today_is_asked_for(browser, address):
    page = browser.new_context().new_page()
    page.goto(address)

    def older(route):
        other = re.sub(r'"(key|t)":"([^"]*)"', lambda match: f'"{match[1]}":"{match[2][::-1]}"', route.fetch().text())
        route.fulfill(body=other, content_type="text/javascript")

    page.route("**/search/index.js", older)  # what a browser has kept; with another address it is asked for anew
    assert "沒有載入完全" in search(page, "山坡")
    assert page.locator(".db-search-results a").count() == 0
    page.get_by_role("button", name="再試").click()
    page.wait_for_function("document.querySelector('.db-search-told').textContent.startsWith('找到')")
    page.context.close()


def test_on_a_small_phone_nothing_lies_outside(open_page):
    page = open_page("", width=320, height=640)
    page.get_by_role("button", name="搜尋").click()
    search(page, "種樹小組")
    assert page.evaluate("document.querySelector('.db-search').scrollWidth") <= 320
    assert page.locator(".db-search-results").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_results_are_simplified_with_the_page(open_page):
    page = open_page("")
    page.evaluate("localStorage['duben.script'] = 'simplified'")
    page.reload()
    search(page, "種樹小組")
    page.wait_for_function("[...document.querySelectorAll('.db-search mark')].every(mark => mark.textContent === '种树小组')")
    assert marked(page)
    assert page.locator("dialog input").input_value() == "種樹小組"


def test_without_scripts_there_is_no_button(open_page):
    page = open_page("", java_script_enabled=False)
    assert not page.locator(".db-open-search").is_visible()


def test_a_result_on_the_same_page_is_gone_to(open_page):
    page = open_page("")
    search(page, "樹苗")
    page.get_by_role("combobox").select_option(label="文獻")
    page.wait_for_function("document.querySelectorAll('.db-search h2').length === 1")
    hits = [url for url in links(page) if "/reports/trees-1950/kan/" in url]
    page.goto(hits[0])
    page.wait_for_function("CSS.highlights.has('db-found')")
    page.keyboard.press("/")  # with the same words, and their results
    page.locator(f"a[href='{hits[1]}']").click()
    page.wait_for_function("address => location.href === address", arg=hits[1])
    assert not page.locator("dialog.db-search").is_visible()
    page.wait_for_function("""() => {
      const target = document.querySelector(":target")
      const range = [...CSS.highlights.get("db-found")].find((range) => target.contains(range.startContainer))
      return range?.getBoundingClientRect().top > 0
    }""")


def test_enter_follows_a_result_of_what_stands_in_the_field(open_page):
    page = open_page("")
    search(page, "山坡")
    page.locator("dialog input").fill("我們村有三面山坡")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/trees-1950/zhong/?h=" + quote("我們村有三面山坡") + "#p2")


def test_titles_of_chapters_and_guides_come_first_too(open_page):
    page = open_page("")
    for words, address in (("怎樣種樹", "guides/planting/"), ("王五報告", ZHONG)):
        search(page, words)
        assert links(page)[0].endswith(address)


def test_in_one_part_the_words_are_looked_for_anew(open_page):
    page = open_page("")
    search(page, "看地挖坑")
    page.get_by_role("combobox").select_option(label="　種樹1950")
    page.wait_for_function("document.querySelector('.db-search h2').textContent.includes('種樹1950')")
    assert "只差標點" in page.locator(".db-search-told").inner_text()
    assert f"{ZHONG}?h=" in links(page)[0]


def test_hits_with_other_punctuation_are_offered(open_page):
    page = open_page("")
    assert "只差標點" not in search(page, "看地挖坑").split("。")[0]
    page.get_by_role("button", name=re.compile("只差標點")).click()
    page.wait_for_function("document.querySelector('.db-search-told').textContent.includes('沒有逐字相同')")
    assert all(re.search(r"看地\W+挖坑", text) for text in page.locator(".db-search-results a").all_inner_texts())


def test_a_server_that_answers_something_else_is_told_of(browser, address):
    page = browser.new_context().new_page()
    page.goto(address)
    page.route("**/search/t/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/javascript"))
    assert "沒有載入完全" in search(page, "山坡")
    page.unroute("**/search/t/*")
    page.get_by_role("button", name="再試").click()
    page.wait_for_function("document.querySelector('.db-search-told').textContent.startsWith('找到')")
    page.context.close()


def test_escape_closes_and_the_words_stay(open_page):
    page = open_page("")
    search(page, "樹苗")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.db-search").is_visible()
    page.goto(page.url + "guides/")
    page.keyboard.press("/")
    assert page.locator("dialog input").input_value() == "樹苗"
    page.wait_for_selector(".db-search-results a")


def test_words_that_stand_apart_are_marked_each(open_page):
    page = open_page("reports/trees-1950/zhong/?h=遮蔭、防蟲#p31")
    assert {"遮蔭", "防蟲"} == set(found(page))
