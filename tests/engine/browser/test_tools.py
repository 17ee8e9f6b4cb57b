"""The reader's tools: every choice applies, is kept, is reached by keyboard, and takes nothing from a reader without script."""

from itertools import pairwise

import pytest

from support.browser import reload_with

ZHONG = "reports/trees-1950/zhong/"
GUIDE = "guides/planting/"
OTHERS = {
    "script": "simplified",
    "view": "both",
    "numbers": "off",
    "pages": "off",
    "entries": "off",
    "english": "on",
    "size": "larger",
    "measure": "narrow",
    "notes": "margin",
    "resume": "off",
}
"""Of every choice a value that is not where a reader of Chinese begins."""

FIRST_FRAME = """
const look = () => {
  if (document.body) window.first = { ...document.documentElement.dataset, scheme: document.body.dataset.mdColorScheme }
  else requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
RESET = ".db-panel > button:last-child"  # its words may stand in simplified characters
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
KEPT = "name => localStorage.getItem(`duben.${name}`)"
FOCUSED = "element => element === document.activeElement"
SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


def button(page, name, value=None):
    """The button of a choice in the panel; one of on and off has no value."""
    return page.locator(f".db-panel [data-choice={name}]" + (f"[data-value={value}]" if value not in (None, "on", "off") else ""))


def pressed(page, name, value):
    state = button(page, name, value).get_attribute("aria-pressed")
    return state == ("false" if value == "off" else "true")


def take_others(page, options):
    options(page)
    for name, value in OTHERS.items():
        button(page, name, value).click()


# every choice


def test_every_choice_is_kept_for_other_pages_and_stands_before_the_first_paint(open_page, options):
    page = open_page(ZHONG, locale="zh-TW")
    take_others(page, options)
    page.add_init_script(FIRST_FRAME)
    for address in (page.url, page.url.replace("zhong", "kan")):
        page.goto(address)
        page.wait_for_function("window.first")
        first = page.evaluate("window.first")
        assert {name: first.get(name) for name in OTHERS} == OTHERS
        assert [name for name, value in OTHERS.items() if not pressed(page, name, value)] == []


def test_a_reset_forgets_every_choice_and_shows_the_page_of_a_first_visit(open_page, options):
    page = open_page(ZHONG, locale="zh-TW")
    take_others(page, options)
    assert all(page.evaluate(KEPT, name) == value for name, value in OTHERS.items())
    page.locator(RESET).click()
    for _ in range(2):
        assert [name for name, value in OTHERS.items() if pressed(page, name, value)] == []
        assert not any(page.evaluate(KEPT, name) for name in OTHERS)
        assert page.locator(".db-en").first.is_hidden()
        assert page.locator("#p2 > .db-n").is_visible()
        page.reload()


def test_a_choice_is_told_to_the_other_modules(open_page, options):
    page = open_page(ZHONG)
    page.evaluate("window.told = []; document.addEventListener('duben:choice', (event) => told.push(event.detail))")
    options(page)
    button(page, "script", "simplified").click()
    button(page, "notes", "margin").click()
    assert page.evaluate("told") == [{"name": "script", "value": "simplified"}, {"name": "notes", "value": "margin"}]


def test_where_storage_is_forbidden_choices_hold_for_the_page(open_page, options):
    page = open_page("about/marks/", locale="zh-TW")
    page.add_init_script(NO_STORAGE)
    page.goto(page.url.replace("about/marks/", ZHONG))
    take_others(page, options)
    assert [name for name, value in OTHERS.items() if not pressed(page, name, value)] == []
    assert page.locator("#p2 .db-transcribed").first.is_visible()
    page.locator(RESET).click()
    assert page.locator("#p2 .db-transcribed").first.is_hidden()


def test_storage_that_holds_what_is_no_option_gives_the_default(open_page, options):
    page = open_page(ZHONG)
    reload_with(page, view="constructor", size="<b>")
    options(page)
    assert pressed(page, "view", "corrected")
    assert pressed(page, "size", "normal")


def test_a_choice_in_one_window_is_followed_in_the_other(open_page, options):
    page = open_page(ZHONG)
    other = page.context.new_page()
    other.goto(page.url)
    options(page)
    button(page, "size", "large").click()
    other.wait_for_function("document.documentElement.dataset.size === 'large'")
    assert pressed(other, "size", "large")


def test_a_page_to_which_the_reader_comes_back_takes_over_what_was_chosen_since(open_page):
    page = open_page(ZHONG)
    page.evaluate("localStorage.setItem('duben.view', 'transcribed')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert "我們村有二面山坡" in page.locator("#p2").inner_text().replace("\n", "")


# what each does


def test_both_readings_stand_side_by_side_and_are_told_apart(open_page):
    page = open_page(ZHONG)
    page.locator(".db-tools [data-value=both]").click()
    corrected, transcribed = page.locator("#p2 .db-corrected").first, page.locator("#p2 .db-transcribed").first
    assert (corrected.inner_text(), transcribed.inner_text()) == ("三", "二")
    assert corrected.bounding_box()["x"] < transcribed.bounding_box()["x"]
    # a line through 二 would make it 三
    assert transcribed.evaluate("words => getComputedStyle(words).textDecorationLine") == "none"
    around = "words => ['::before', '::after'].map((part) => getComputedStyle(words, part).content[1])"
    assert transcribed.evaluate(around) == ["〔", "〕"]
    color = "words => getComputedStyle(words).color"
    assert transcribed.evaluate(color) == page.locator("#p2 .db-ref").first.evaluate(color) != corrected.evaluate(color)
    assert "，底本作二" in page.locator("#p2").aria_snapshot()
    alike = page.locator(".db-both")
    assert alike.count() > 0
    assert page.locator(".db-mark:has(.db-both) .db-transcribed").count() == 0


@pytest.mark.parametrize(
    ("view", "said"), [("corrected", "我們村有三面山坡可以"), ("transcribed", "我們村有二面山坡可以"), ("both", "我們村有三面山坡可以")]
)
def test_copying_takes_one_reading_only(open_page, view, said):
    page = open_page(ZHONG)
    page.locator(f".db-tools [data-value={view}]").click()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p2'))")
    assert said in page.evaluate("getSelection().toString()")


@pytest.mark.parametrize("width", [390, 1280])
def test_without_numbers_no_line_moves_and_none_is_a_stop_of_the_keyboard(open_page, options, width):
    page = open_page(ZHONG, width=width)
    options(page)
    lines = "[...document.querySelectorAll('.db-text > *')].map((block) => block.getBoundingClientRect().top + scrollY)"
    before = page.evaluate(lines)
    button(page, "numbers").click()
    assert page.locator("#p2 > .db-n").is_hidden()
    assert page.evaluate(lines) == before
    assert page.evaluate("document.querySelector('#p2 > .db-n').focus() ?? document.activeElement.className") != "db-n"


def test_printed_pages_can_be_taken_out_of_the_text(open_page, options):
    page = open_page("reports/trees-1950/kan/")
    turn = page.locator(".db-pb").first
    assert turn.is_visible()
    options(page)
    button(page, "pages").click()
    assert turn.is_hidden()
    assert page.locator(".db-text").aria_snapshot().count("原書在此") == 0


def test_at_the_largest_size_weak_eyes_read_on_a_phone(open_page, options):
    page = open_page(ZHONG, width=390, height=844)
    parts = [page.locator(part).first for part in ("#p2", "#n1", ".db-head", "h1", "#p2 .db-ref", ".md-footer__title")]
    sizes = []
    options(page)
    for step in ("small", "normal", "large", "larger"):
        button(page, "size", step).click()
        sizes.append([part.evaluate(SIZE) for part in parts])
    assert all(smaller < larger for step in pairwise(sizes) for smaller, larger in zip(*step, strict=True))
    assert sizes[-1][0] >= 24
    header = page.locator(".md-header").bounding_box()["height"]
    button(page, "size", "normal").click()
    assert page.locator(".md-header").bounding_box()["height"] == header


def test_a_line_holds_the_chosen_number_of_characters(open_page, options):
    page = open_page(ZHONG, width=1920)
    options(page)
    paragraph = page.locator("#p2")
    for size in ("normal", "larger"):
        button(page, "size", size).click()
        for step, least, most in (("narrow", 27, 29), ("normal", 35, 37), ("wide", 43, 45)):
            button(page, "measure", step).click()
            assert least <= paragraph.evaluate("p => p.clientWidth") / paragraph.evaluate(SIZE) <= most, (size, step)


@pytest.mark.parametrize("name", ["size", "measure"])
def test_what_is_being_read_stays_where_it_is(open_page, options, name):
    page = open_page(ZHONG)
    options(page)
    page.evaluate("document.querySelector('#p20').scrollIntoView({ behavior: 'instant' })")
    top = page.locator("#p20").bounding_box()["y"]
    length = page.evaluate("document.documentElement.scrollHeight")
    button(page, name, {"size": "larger", "measure": "narrow"}[name]).click()
    assert page.evaluate("document.documentElement.scrollHeight") > length
    assert abs(page.locator("#p20").bounding_box()["y"] - top) < 2


# bar and panel


def test_what_quotes_the_title_stands_with_the_title(open_page):
    page = open_page(ZHONG)
    quoting, bar = page.locator(".db-back").first.bounding_box(), page.locator(".db-tools").bounding_box()
    assert page.locator(".db-head").bounding_box()["y"] < quoting["y"] < bar["y"]


def test_what_is_offered_is_what_means_something_on_the_page(open_page, options):
    def offered(path, width):
        page = open_page(path, width=width)
        options(page)
        buttons = page.locator(".db-panel [data-choice]:visible")
        return set(buttons.evaluate_all("buttons => buttons.map((button) => button.dataset.choice)"))

    assert offered(ZHONG, 1280) == set(OTHERS)
    assert offered("reports/trees-1950/kan/", 390) == set(OTHERS) - {"measure", "notes"}
    assert offered(GUIDE, 1280) == {"script", "english", "size", "measure", "resume"}
    assert offered("", 1280) == {"script", "size", "measure"}


@pytest.mark.parametrize("path", [ZHONG, GUIDE, "entries/terms/", "about/marks/"])
def test_every_text_page_has_a_bar_below_its_head(open_page, path):
    page = open_page(path)
    bar = page.locator(".db-tools")
    assert bar.get_by_role("group", name="字形").is_visible()
    assert bar.get_by_role("group", name="版本").count() == (path == ZHONG)
    assert bar.bounding_box()["y"] > page.locator("h1").bounding_box()["y"]
    assert bar.bounding_box()["y"] < 500


def test_the_first_page_has_the_tools_in_its_header_only(open_page, options):
    page = open_page("")
    assert page.locator(".db-tools").count() == 0
    options(page)
    button(page, "size", "large").click()
    assert page.locator("h1").evaluate(SIZE) > open_page("").locator("h1").evaluate(SIZE)


def test_the_keyboard_alone_opens_chooses_and_comes_back(open_page):
    page = open_page(ZHONG)
    opener = page.get_by_role("banner").get_by_role("button", name="閱讀選項")
    opener.focus()
    assert opener.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="閱讀選項")
    assert panel.evaluate("panel => panel.contains(document.activeElement)")
    assert opener.get_attribute("aria-expanded") == "true"
    larger = panel.get_by_role("button", name="特大")
    for _ in range(panel.get_by_role("button").count()):
        page.keyboard.press("Tab")
        if larger.evaluate(FOCUSED):
            break
    assert larger.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    page.keyboard.press("Space")
    assert larger.get_attribute("aria-pressed") == "true"
    assert panel.get_by_role("button", name="中").first.get_attribute("aria-pressed") == "false"
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert opener.evaluate(FOCUSED)
    assert opener.get_attribute("aria-expanded") == "false"


def test_the_panel_is_closed_by_its_button_by_its_opener_and_by_a_click_beside_it(open_page):
    page = open_page(ZHONG)
    opener, panel = page.locator(".db-tools").get_by_role("button", name="閱讀選項"), page.locator(".db-panel")
    for close in (panel.get_by_role("button", name="關閉"), opener, page.locator(".db-head dt").first):
        opener.click()
        assert panel.is_visible()
        close.click()
        assert panel.is_hidden()
        assert opener.get_attribute("aria-expanded") == "false"


def test_what_a_view_shows_is_said(open_page):
    page = open_page(ZHONG)
    said = page.locator(".db-tools [role=status]:visible")
    assert said.all_inner_texts() == ["編者校改後的文字"]
    page.locator(".db-tools").get_by_role("button", name="底本").click()
    assert said.all_inner_texts() == ["機器轉錄的原樣，錯字未改"]


def test_on_a_phone_the_panel_is_a_sheet_at_the_foot_that_leaves_the_text_in_sight(open_page, options):
    page = open_page(ZHONG, width=390, height=844, has_touch=True)
    options(page)
    box = page.locator(".db-panel").bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    assert box["y"] > 250
    sizes = page.locator(":is(.db-panel, .db-tools) button:visible").evaluate_all(
        "buttons => buttons.map((button) => Math.min(button.offsetWidth, button.offsetHeight))"
    )
    assert min(sizes) >= 24
    button(page, "size", "larger").tap()
    page.get_by_role("button", name="恢復預設").tap()
    assert pressed(page, "size", "normal")


def test_without_script_all_text_is_there_and_no_dead_button_is_seen(open_page):
    page = open_page(ZHONG, java_script_enabled=False, locale="zh-TW")
    for part in ("#p2 .db-corrected", "#p2 > .db-n", ".db-en", "#n1"):
        assert page.locator(part).first.is_visible(), part
    assert page.locator(".db-tools, .db-panel").count() == 0
    assert page.locator("button:visible").count() == 0
    assert page.locator(".md-header input:visible, .md-header__option label:visible").count() == 0


# light and dark


def test_a_dark_system_has_a_dark_page_before_the_first_paint_and_paper_stays_white(open_page):
    page = open_page("about/marks/", color_scheme="dark")
    page.evaluate("localStorage.clear()")
    page.add_init_script(FIRST_FRAME)
    page.goto(page.url.replace("about/marks/", ZHONG))
    page.wait_for_function("window.first")
    assert page.evaluate("window.first.scheme") == "slate"
    paper = "getComputedStyle(document.documentElement).getPropertyValue('color-scheme') + getComputedStyle(document.body).backgroundColor"
    ink = "p => getComputedStyle(p).color"
    assert page.evaluate(paper).startswith("dark")
    page.emulate_media(media="print")
    assert "dark" not in page.evaluate(paper)
    assert page.evaluate(paper).endswith("rgb(255, 255, 255)")
    light = open_page(ZHONG, color_scheme="light")
    light.emulate_media(media="print")
    assert page.locator("#p2").evaluate(ink) == light.locator("#p2").evaluate(ink)


def test_light_and_dark_are_chosen_by_keyboard_kept_and_named(open_page):
    page = open_page(ZHONG, color_scheme="light")
    scheme = "document.body.dataset.mdColorScheme"
    page.get_by_role("radio", name="明暗：隨系統").focus()
    assert page.locator(".md-option:focus-visible + label").evaluate("label => getComputedStyle(label).outlineStyle") == "solid"
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="明暗：淺色").is_checked()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="明暗：深色").is_checked()
    assert page.evaluate(scheme) == "slate"
    page.add_init_script(FIRST_FRAME)
    page.reload()
    page.wait_for_function("window.first")
    assert page.evaluate("window.first.scheme") == "slate"
    page.locator(".md-header label[title='明暗：深色']").click()
    assert page.evaluate(scheme) == "default"


def test_light_and_dark_are_found_among_the_reading_options(open_page, options):
    page = open_page(ZHONG, color_scheme="light")
    options(page)
    shades = page.get_by_role("group", name="明暗")
    pressed = shades.locator("[aria-pressed=true]")
    shades.get_by_role("button", name="隨系統", pressed=True).wait_for()
    shades.get_by_role("button", name="深色").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert pressed.all_inner_texts() == ["深色"]
    page.reload()
    options(page)
    shades.get_by_role("button", name="深色", pressed=True).wait_for()
    page.locator(".md-header label[title='明暗：深色']").evaluate("label => label.click()")
    options(page)
    assert pressed.all_inner_texts() == ["隨系統"]
    shades.get_by_role("button", name="深色").click()
    page.locator(RESET).click()
    assert pressed.all_inner_texts() == ["隨系統"]
