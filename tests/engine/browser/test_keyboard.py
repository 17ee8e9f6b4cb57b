"""By keyboard alone through every kind of page; and nothing axe-core finds fault with in what is opened."""

import pytest

from support.axe import COLORS, faults
from support.browser import choose, style

ZHONG = "reports/trees-1950/zhong/"
KAN = "reports/trees-1950/kan/"
GUIDE = "guides/planting/"
MISSING = "no/such/page/"


STOP = """
() => {
  const element = document.activeElement
  if (element === document.body) return null
  window.stops ??= []
  for (const one of document.getAnimations()) if (one.timeline === document.timeline) one.finish()
  const faults = []
  // radio buttons show by their labels; a link that goes over the end of a line has several boxes
  const shown = element.matches(".md-option") ? element.parentElement.querySelector("label:not([hidden])") : element
  const boxes = [...shown.getClientRects()].filter((box) => box.width && box.height)
  if (!boxes.length || !shown.checkVisibility({ opacityProperty: true, visibilityProperty: true })) faults.push("is not seen")
  const hit = boxes.some(({ left, right, top, bottom }) => {
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2, y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
    const at = document.elementFromPoint(x, y)
    return at && (shown.contains(at) || at.contains(shown))
  })
  if (!hit) faults.push("is covered or out of sight")
  const style = getComputedStyle(shown)
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
  if (!element.matches(":focus-visible") || !outlined) faults.push("has no outline")
  const last = window.stops.at(-1)
  const order = last && last.compareDocumentPosition(element)
  window.stops.push(element)
  const words = (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 20)
  const forward = !last || Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING)
  return { says: `${element.tagName}.${element.className} ${words}`, faults, forward }
}
"""
"""Where the keyboard is: what is wrong with how it is shown, and whether it stands behind the stop before it."""

FOCUSED = "element => element === document.activeElement"


def tab_to(page, selector, key="Tab"):
    """Press Tab until the keyboard is there; every stop on the way can be seen."""
    for _ in range(400):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        assert stop, f"the keyboard has left the page before {selector}"
        assert not stop["faults"], stop
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
    raise AssertionError(f"the keyboard does not come to {selector}")


# what axe-core finds


def test_no_fault_is_found_in_what_is_opened(open_page, options):
    page = open_page(KAN, color_scheme="light", locale="zh-TW")

    def check(part=None):
        if part:
            assert page.locator(part).is_visible()
        assert faults(page, part) == []
        page.emulate_media(color_scheme="dark")
        assert faults(page, part, COLORS) == []
        page.emulate_media(color_scheme="light")
        page.keyboard.press("Escape")

    options(page)
    check(".db-panel")
    page.locator(".db-ref").first.click()
    check(".db-pop")
    page.locator(".db-n").nth(3).click()
    check(".db-pop")
    page.keyboard.press("/")
    page.locator("dialog input").fill("樹苗")
    page.locator(".db-search-results a").first.wait_for()
    check(".db-search")
    choose(page, notes="margin")
    page.wait_for_function("getComputedStyle(document.querySelector('.db-notes li')).position === 'absolute'")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    check()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".db-open-nav").click()
    check("#db-nav")


# how wide a page is


# by keyboard alone


@pytest.mark.parametrize(("path", "width"), [(KAN, 1280), (KAN, 390), ("", 390)])
def test_tab_goes_through_the_page_in_its_order_and_is_always_seen(open_page, path, width):
    page = open_page(path, width=width, height=800, locale="zh-TW")
    # the theme's button back to the top comes and goes while the keyboard scrolls the page, and lets the focus fall where it goes
    style(page, ".md-top { display: none !important }")
    stops, wrong = [], []
    for key in ("Tab", "Shift+Tab"):
        page.evaluate("window.stops = []")
        while True:
            page.keyboard.press(key)
            stop = page.evaluate(STOP)
            if not stop:
                break
            stops.append(stop["says"])
            if stop["faults"] or (key == "Tab" and not stop["forward"]):
                wrong.append((key, stop))
        assert len(stops) > 10
        assert page.evaluate("[window.stops[0], window.stops.at(-1)].some((stop) => stop.matches('.md-skip'))")
        assert page.evaluate("[window.stops[0], window.stops.at(-1)].some((stop) => stop.closest('.md-footer'))")
    assert wrong == []


def test_the_first_stop_skips_to_the_text(open_page):
    page = open_page(ZHONG)
    assert tab_to(page, ".md-skip").inner_text() == "跳轉至"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_the_contents_of_the_site_on_a_phone(open_page):
    page = open_page(ZHONG, width=390, height=844)
    button, nav = page.locator(".db-open-nav"), page.locator("#db-nav")
    assert nav.is_hidden()
    tab_to(page, ".db-open-nav")
    page.keyboard.press("Enter")
    assert nav.is_visible()
    page.keyboard.press("Escape")
    assert nav.is_hidden()
    assert button.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    tab_to(page, "#db-nav a[href$='#h1'], #db-nav [aria-current=page]")
    tab_to(page, ".md-header :not(#db-nav *)")  # beyond its end it does not stay in the way
    assert nav.is_hidden()
    button.press("Enter")
    tab_to(page, "#db-nav a[href$='kan/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kan/")
    assert nav.is_hidden()
    button.click()
    page.locator("#db-nav a[href^='#']").last.click()
    assert nav.is_hidden()
    assert "#" in page.url


def test_the_contents_of_the_site_on_a_phone_without_script(open_page):
    page = open_page(ZHONG, width=390, height=844, java_script_enabled=False)
    page.locator(".db-open-nav").click()
    page.locator("#db-nav a", has_text="方法指南").click()
    page.wait_for_url("**/guides/")


def test_from_the_address_bar_to_a_note_a_citation_and_a_choice(open_page):
    page = open_page(ZHONG, locale="zh-TW", permissions=["clipboard-read", "clipboard-write"])
    tab_to(page, "input[name=__palette]")
    tab_to(page, ".db-open-tools")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.db-panel') !== null")
    tab_to(page, ".db-panel [data-choice=size][data-value=larger]")
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.dataset.size") == "larger"
    page.keyboard.press("Escape")
    assert page.locator(".db-open-tools").evaluate(FOCUSED)

    number, box = tab_to(page, "#p2 > .db-n"), page.locator(".db-pop")
    page.keyboard.press("Enter")
    assert box.evaluate(FOCUSED)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="已複製").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/{ZHONG}#p2")
    page.keyboard.press("Escape")
    assert number.evaluate(FOCUSED)

    reference = tab_to(page, "#p5 .db-ref")
    page.keyboard.press("Enter")
    assert box.evaluate(FOCUSED)
    assert box.get_attribute("aria-label").startswith("校記")
    page.keyboard.press("Escape")
    assert box.is_hidden()
    assert reference.evaluate(FOCUSED)


def test_a_list_is_ticked_and_a_fold_opened(open_page):
    page = open_page(GUIDE, locale="zh-TW")
    box = tab_to(page, ".db-checklist input")
    page.keyboard.press("Space")
    assert box.is_checked()
    tab_to(page, ".db-clear")
    page.keyboard.press("Enter")
    assert not page.locator(".db-checklist input").first.is_checked()
    fold = tab_to(page, "summary")
    page.keyboard.press("Enter")
    assert fold.evaluate("summary => summary.parentElement.open")
