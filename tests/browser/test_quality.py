"""Every kind of page: nothing axe-core finds fault with, nothing too faint or too wide, all of it within reach of the keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

CHEN = "reports/qiqihar-1954/chen/"
LI = "reports/qiqihar-1954/li/"
GUIDE = "guides/production-meeting/"
MISSING = "no/such/page/"
KINDS = [
    "",
    "guides/",
    GUIDE,
    "packets/",
    "packets/production-meeting/",
    "packets/forms/production-record/",
    "packets/make/",
    "reports/",
    "reports/qiqihar-1954/",
    LI,
    "reports/taiyuan-1952/front/",
    "entries/",
    "entries/organisations/",
    "entries/terms/gonghui-xiaozu/",
    "about/marks/",
    "about/coverage/",
    "about/problems/",
    "about/help/",
    MISSING,
]
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All rules of axe-core that hold by default, and that targets are of 24 pixels."""

COLORS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Where nothing has changed but light to dark, nothing but colors need be looked at again."""

STILL = "document.getAnimations().every((one) => one.timeline !== document.timeline || one.playState !== 'running')"
FAINT = """
() => {
  const canvas = document.createElement("canvas").getContext("2d")
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].map((value, i) => (i < 3 ? value : value / 255))
  }
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]))
  const light = (color) => {
    const [r, g, b] = color.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05)
  const ground = (element) => {
    const color = element ? rgba(getComputedStyle(element).backgroundColor) : [255, 255, 255, 1]
    return color[3] === 1 ? color.slice(0, 3) : over(color, ground(element.parentElement))
  }
  const faint = []
  for (const element of document.querySelectorAll("body, body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    const sign = element.matches(".db-n, .db-ref, .db-pb"), mark = element.matches(".db-corrected, .db-both")
    if (!(words || sign || mark) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const style = getComputedStyle(element), under = ground(element)
    let opacity = 1
    for (let node = element; node; node = node.parentElement) opacity *= getComputedStyle(node).opacity
    const seen = (color) => contrast(over(rgba(color).map((value, i) => (i < 3 ? value : value * opacity)), under), under)
    if ((words || sign) && !element.disabled && seen(style.color) < 4.5)
      faint.push(`${element.className || element.tagName}: ${seen(style.color).toFixed(1)} ${element.textContent.slice(0, 12)}`)
    if (mark && seen(style.textDecorationColor) < 3) faint.push(`line of ${element.className}`)
  }
  return [...new Set(faint)]
}
"""
"""Words and marks that do not stand out from the paper. axe-core does not see what a style sheet adds: numbers, signs, lines."""

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


@pytest.fixture
def open_kind(open_page, browser, address):
    """Opens a page of a kind; a wrong address, for which the browser itself reports an error, as a server answers it."""
    contexts = []

    def open_kind(path, **options):
        if path != MISSING:
            return open_page(path, **options)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        root = address.removesuffix("edition/")
        # the page for wrong addresses is made for a site at the root of its host
        outside = re.compile(f"^{re.escape(root)}(?!edition/)")
        page.route(outside, lambda route: route.continue_(url=route.request.url.replace(root, address)))
        page.goto(f"{root}404.html")
        return page

    yield open_kind
    for context in contexts:
        context.close()


def faults(page, part=None, options=AXE):
    """What is wrong with the page or a part of it as it is."""
    page.wait_for_function(STILL)
    found = Axe().run(page, part, options).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]] + page.evaluate(FAINT)


def choose(page, **choices):
    script = """async (choices) => {
      const source = document.querySelector("script[src$='assets/tools.js']").src.replace("tools.js", "choices.js")
      const { choose } = await import(source)
      for (const [name, value] of Object.entries(choices)) choose(name, value)
    }"""
    page.evaluate(script, choices)


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


@pytest.mark.parametrize("path", KINDS)
def test_no_fault_is_found_in_light_dark_and_simplified(open_kind, path):
    page = open_kind(path, color_scheme="light", locale="en-GB")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert faults(page, options=COLORS) == []
    page.set_viewport_size({"width": 390, "height": 844})
    choose(page, script="simplified", view="both")
    page.wait_for_selector("html[data-script-shown]")
    assert faults(page) == []


def test_no_fault_is_found_in_what_is_opened(open_page, options):
    page = open_page(LI, color_scheme="light", locale="zh-TW")

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
    page.locator("dialog input").fill("合理化建議")
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


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways(open_kind, options, path):
    page = open_kind(path, locale="en-GB")
    wide = []

    def measure(*widths):
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((width, page.evaluate("({ ...document.documentElement.dataset })")))

    measure(320, 390, 768, 1280, 1920)
    choose(page, size="larger", measure="wide", view="both")
    measure(320, 768, 1024, 1280, 1920)
    choose(page, measure="narrow", notes="margin")
    measure(1280, 1920, 320)
    assert wide == []
    options(page)
    measure(320)
    assert page.locator(".db-panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    assert wide == []


def test_no_guide_scrolls_sideways_on_the_narrowest_phone(open_page, shipped):
    guides = sorted(page.path.removesuffix(".md") + "/" for page in shipped.pages if page.is_guide)
    page = open_page(guides[0], width=320, height=700, locale="en-GB")
    base = page.url.removesuffix(guides[0])
    wide = []
    for path in guides:
        page.goto(base + path, wait_until="domcontentloaded")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []


# by keyboard alone


@pytest.mark.parametrize(("path", "width"), [(LI, 1280), (LI, 390), ("", 390)])
def test_tab_goes_through_the_page_in_its_order_and_is_always_seen(open_page, path, width):
    page = open_page(path, width=width, height=800, locale="zh-TW")
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
        assert len(stops) > 15
        assert page.evaluate("[window.stops[0], window.stops.at(-1)].some((stop) => stop.matches('.md-skip'))")
        assert page.evaluate("[window.stops[0], window.stops.at(-1)].some((stop) => stop.closest('.md-footer'))")
    assert wrong == []


def test_the_first_stop_skips_to_the_text(open_page):
    page = open_page(CHEN)
    assert tab_to(page, ".md-skip").inner_text() == "跳轉至"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_the_contents_of_the_site_on_a_phone(open_page):
    page = open_page(CHEN, width=390, height=844)
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
    tab_to(page, "#db-nav a[href$='li/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/li/")
    assert nav.is_hidden()
    button.click()
    page.locator("#db-nav a[href^='#']").last.click()
    assert nav.is_hidden()
    assert "#" in page.url


def test_the_contents_of_the_site_on_a_phone_without_script(open_page):
    page = open_page(CHEN, width=390, height=844, java_script_enabled=False)
    page.locator(".db-open-nav").click()
    page.locator("#db-nav a", has_text="方法指南").click()
    page.wait_for_url("**/guides/")


def test_from_the_address_bar_to_a_note_a_citation_and_a_choice(open_page):
    page = open_page(CHEN, locale="zh-TW", permissions=["clipboard-read", "clipboard-write"])
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
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/{CHEN}#p2")
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
