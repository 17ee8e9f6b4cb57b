"""A guide in the reader's hand: lists to tick, the English, comparisons on a phone, what is printed."""

import pytest


def pages_with(trees, kind):
    """The blocks of a kind in the guides: the address of the page, and the block's id."""
    return [
        (page.path.removesuffix(".md") + "/", block.id)
        for page in trees.pages
        if page.is_guide
        for block in page.blocks
        if block.kind == kind
    ]


def boxes(page, name):
    return page.locator(f"[id='{name}'] .db-checklist input")


def ticked(page, name):
    return [boxes(page, name).nth(i).is_checked() for i in range(boxes(page, name).count())]


def test_ticks_are_kept_over_a_reload_and_cleared_by_the_button(open_page, trees):
    path, name = pages_with(trees, "checklist")[0]
    page = open_page(path)
    button = page.locator(f"[id='{name}'] .db-clear")
    assert button.is_disabled()
    boxes(page, name).nth(1).check()
    assert button.is_enabled()
    page.reload()
    assert ticked(page, name).index(True) == 1
    assert sum(ticked(page, name)) == 1
    page.locator(f"[id='{name}'] .db-clear").click()
    assert not any(ticked(page, name))
    page.reload()
    assert not any(ticked(page, name))


def test_a_click_on_the_words_ticks_and_the_link_leads_to_the_block(open_page, trees):
    path, name = pages_with(trees, "checklist")[0]
    page = open_page(path)
    page.locator(f"[id='{name}'] .db-checklist label > span").first.click()
    assert ticked(page, name)[0]
    link = page.locator(f"[id='{name}'] .db-checklist a").first
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(target)
    assert sum(ticked(page, name)) == 1


def test_ticks_are_of_one_list_only_even_where_two_lists_share_an_item(open_page, trees):
    lists = [(page, block) for page in trees.pages if page.is_guide for block in page.blocks if block.kind == "checklist"]
    guide, one, other, item = next(
        (page, a, b, item)
        for page, a in lists
        for at, b in lists
        if page is at and a is not b
        for item in a.items
        if item.block and item in b.items
    )
    page = open_page(guide.path.removesuffix(".md") + "/")
    boxes(page, one.id).nth(one.items.index(item)).check()
    page.reload()
    assert sum(ticked(page, one.id)) == 1
    assert sum(ticked(page, other.id)) == 0
    elsewhere, name = next(found for found in pages_with(trees, "checklist") if not page.url.endswith(found[0]))
    page.goto(page.url.split("/guides/")[0] + "/" + elsewhere)
    assert not any(ticked(page, name))


def test_the_printed_list_has_empty_boxes_and_no_button(open_page, trees):
    path, name = pages_with(trees, "checklist")[0]
    page = open_page(path)
    boxes(page, name).nth(0).check()
    page.emulate_media(media="print")
    box = boxes(page, name).nth(0)
    assert box.is_visible()
    look = box.evaluate(
        "box => { const s = getComputedStyle(box); return [s.appearance, s.backgroundColor, s.borderTopStyle, s.borderTopWidth] }"
    )
    assert look == ["none", "rgb(255, 255, 255)", "solid", "1px"]
    assert page.locator(".db-clear").first.is_hidden()
    assert page.locator(f"[id='{name}'] .db-checklist label > span").first.is_visible()


def test_where_storage_is_forbidden_a_list_can_be_ticked_all_the_same(open_page, trees):
    path, name = pages_with(trees, "checklist")[0]
    page = open_page(path)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    page.reload()
    boxes(page, name).nth(0).check()
    assert page.locator(f"[id='{name}'] .db-clear").is_enabled()
    page.locator(f"[id='{name}'] .db-clear").click()
    assert not any(ticked(page, name))


def test_storage_that_holds_something_else_does_no_harm(open_page, trees):
    path, name = pages_with(trees, "checklist")[0]
    page = open_page(path)
    for value in ("{}", "7", "[", "null", '["none"]'):
        page.evaluate("([name, value]) => localStorage.setItem(`duben.checklist.${location.pathname}#${name}`, value)", [name, value])
        page.reload()
        assert page.locator(f"[id='{name}'] .db-clear").is_disabled(), value
    boxes(page, name).nth(0).check()
    page.reload()
    assert ticked(page, name)[0]


@pytest.mark.parametrize(("locale", "shown"), [("zh-TW", False), ("en-GB", True), ("fr-FR", True)])
def test_the_english_is_shown_to_who_does_not_read_chinese_and_the_choice_is_kept(open_page, options, trees, locale, shown):
    path, name = pages_with(trees, "step")[0]
    page = open_page(path, locale=locale)
    english, switch = page.locator(f"[id='{name}'] > .db-en"), page.locator("[data-choice=english]")
    for _ in range(2):
        assert english.is_visible() == shown
        assert page.locator(".db-abstract").is_visible() == shown
        assert switch.get_attribute("aria-pressed") == str(shown).lower()
        page.reload()
    options(page)
    switch.click()
    page.reload()
    assert english.is_visible() != shown
    assert switch.get_attribute("aria-pressed") == str(not shown).lower()
    page.goto(page.url.split("/guides/")[0] + "/reports/trees-1950/zhong/")
    assert page.locator(".db-en").first.is_visible() != shown
    options(page)
    switch.click()
    page.reload()
    assert page.locator(".db-en").first.is_visible() == shown


def test_the_switch_takes_nothing_from_the_tables_of_other_pages(open_page):
    page = open_page("about/marks/", locale="zh-TW")
    hidden = page.locator("article td, article th").evaluate_all(
        "cells => cells.filter((cell) => !cell.checkVisibility()).map((cell) => cell.textContent)"
    )
    assert hidden == []


def test_without_script_the_english_is_shown_and_nothing_offers_to_clear(open_page, trees):
    path, _ = pages_with(trees, "checklist")[0]
    page = open_page(path, locale="zh-TW", java_script_enabled=False)
    assert page.locator(".db-abstract").is_visible()
    assert page.locator(".db-clear").count() == 0


def test_a_comparison_on_a_phone_is_read_row_by_row_and_does_not_scroll(open_page, trees):
    path, name = pages_with(trees, "synopsis")[0]
    page = open_page(path, width=320, height=700)
    table = page.locator(f"[id='{name}'] table.db-synopsis")
    assert (
        table.evaluate("""table => {
      const wide = []
      for (let node = table; node && node !== document.body; node = node.parentElement)
        if (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible") wide.push(node.className)
      return wide
    }""")
        == []
    )
    cell = table.locator("tbody td").first
    head = cell.evaluate("cell => getComputedStyle(cell, '::before').content").strip('"')
    assert head == cell.get_attribute("data-head") != ""
    boxes = [table.locator("tbody tr").first.locator("td").nth(i).bounding_box() for i in range(2)]
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    wide = open_page(path, width=1280).locator(f"[id='{name}'] table.db-synopsis")
    assert wide.locator("tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"


def test_the_note_for_the_leader_is_printed_only_where_it_was_unfolded(open_page, trees):
    path, name = pages_with(trees, "leader")[0]
    page = open_page(path)
    note = page.locator(f"[id='{name}']")
    page.emulate_media(media="print")
    assert note.is_hidden()
    page.emulate_media(media="screen")
    note.locator("summary").click()
    page.emulate_media(media="print")
    assert note.is_visible()
    assert note.locator("summary").is_hidden()
    assert note.locator("p, li").first.is_visible()
    page.emulate_media(media="screen")
    note.locator("summary").click()
    page.emulate_media(media="print")
    assert note.is_hidden()


def test_without_script_too_the_note_for_the_leader_is_not_printed_while_it_is_folded(open_page, trees):
    path, name = pages_with(trees, "leader")[0]
    page = open_page(path, java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator(f"[id='{name}']").is_hidden()


def test_a_bar_is_as_long_as_its_number_is_great(open_page, trees):
    path, name = next((path, name) for path, name in pages_with(trees, "statistic") if has_chart(trees, path, name))
    cells = open_page(path).locator(f"[id='{name}'] .db-drawn")
    drawn = [(int(cells.nth(i).inner_text()), cells.nth(i).locator(".db-bar").bounding_box()["width"]) for i in range(cells.count())]
    number, width = max(drawn)
    assert all(abs(w - width * n / number) < 1.5 for n, w in drawn)


def has_chart(trees, path, name):
    page = trees.page(path.rstrip("/") + ".md")
    return any(block.id == name and block.chart for block in page.blocks)


def test_every_paragraph_of_the_strip_can_be_hit_with_a_finger(open_page, trees):
    cells = open_page("about/coverage/", width=390, height=800).locator(".db-strip a")
    assert cells.count() == sum(len(chapter.ids) for chapter in trees.chapters.values())
    sizes = cells.evaluate_all("cells => cells.map((cell) => cell.getBoundingClientRect().height)")
    assert min(sizes) >= 24
