"""Reading on: notes beside the text, how far one is, going on where one stopped."""

from itertools import pairwise

import pytest

from support.browser import choose

ZHONG = "reports/trees-1950/zhong/"
KAN = "reports/trees-1950/kan/"
GUIDE = "guides/planting/"
NOTES = """
() => {
  const line = (ref) => ref.getBoundingClientRect().top
  return [...document.querySelectorAll(".db-ref")].map((ref) => {
    const box = document.querySelector(ref.getAttribute("href")).getBoundingClientRect()
    return { line: line(ref), top: box.top, bottom: box.bottom, left: box.left, right: box.right }
  })
}
"""
PLACED = """
() => {
  const notes = [...document.querySelectorAll(".db-notes li")].map((note) => note.getBoundingClientRect())
  const refs = [...document.querySelectorAll(".db-ref")]
  const line = (ref) => ref.getBoundingClientRect().top
  // settled: each stands at its line or right below the one before it
  return notes.every((note, i) => {
    const least = Math.max(line(refs[i]), i ? notes[i - 1].bottom : -Infinity)
    return i === 0 ? note.top >= least - 1 : Math.abs(note.top - least) < 1
  })
}
"""


def beside(open_page, path=ZHONG, width=1280, **choices):
    """The page with the notes beside the text, as a reader who has chosen so finds it."""
    page = open_page(path, width=width)
    for name, value in {"notes": "margin", **choices}.items():
        page.evaluate("([name, value]) => localStorage.setItem('duben.' + name, value)", [name, value])
    page.reload()
    return page


def leave_at(page, block):
    page.evaluate("id => document.getElementById(id).scrollIntoView()", block)
    page.goto(page.url.split("#")[0].replace(ZHONG, "about/marks/").replace(GUIDE, "about/marks/"))


@pytest.mark.parametrize(("path", "width"), [(ZHONG, 1220), (KAN, 1280), (ZHONG, 1920)])
def test_each_note_stands_at_its_line_and_none_covers_another_or_the_text(open_page, path, width):
    page = beside(open_page, path, width)
    usual = {"size": "normal", "measure": "normal", "view": "corrected"}
    for choices in ({}, {"size": "larger", "measure": "wide"}, {"view": "transcribed"}, {"view": "both", "measure": "narrow"}):
        for name, value in (usual | choices).items():
            choose(page, **{name: value})
        page.wait_for_function(PLACED)
        text = page.locator(".db-text").bounding_box()
        notes = page.evaluate(NOTES)
        assert len(notes) == page.locator(".db-notes li").count() > 10
        for before, note in pairwise(notes):
            assert note["top"] >= note["line"] - 1, choices
            assert note["top"] >= before["bottom"] - 1, choices
        assert all(text["x"] + text["width"] < note["left"] and note["right"] <= width for note in notes), choices
        assert page.evaluate("document.documentElement.scrollWidth") <= width, choices
        assert page.locator(".db-notes li").last.is_visible()


def test_notes_follow_when_the_size_changes_or_a_fold_opens(open_page):
    page = beside(open_page)
    page.wait_for_function(PLACED)
    before = page.evaluate(NOTES)[-1]["top"]
    choose(page, size="larger")
    page.wait_for_function(PLACED)
    assert page.evaluate(NOTES)[-1]["top"] > before + 100
    page.locator(".db-back > summary").nth(2).click()
    page.wait_for_function(PLACED)
    choose(page, view="both")
    page.wait_for_function(PLACED)


@pytest.mark.parametrize("width", [1219, 390])
def test_below_the_width_the_notes_are_at_the_foot(open_page, width):
    page = beside(open_page, width=width)
    foot = page.locator(".db-notes h2").bounding_box()["y"]
    assert page.locator("#n1").bounding_box()["y"] > foot > page.locator("#p35").bounding_box()["y"]
    assert page.locator("#n1").bounding_box()["x"] < width / 2


def test_on_paper_the_notes_are_at_the_foot(open_page):
    page = beside(open_page)
    page.emulate_media(media="print")
    assert page.locator("#n1").bounding_box()["y"] > page.locator("#p35").bounding_box()["y"]
    assert page.locator(".db-notes li").last.bounding_box()["y"] > page.locator("#n1").bounding_box()["y"]


def test_the_contents_are_not_lost_to_the_notes(open_page):
    page = beside(open_page)
    links = page.locator(".db-nav-page a[href='#h3']")
    assert links.is_visible()
    assert page.locator(".md-sidebar--secondary").is_hidden()
    page.goto(page.url.replace(ZHONG, GUIDE))
    assert page.locator(".md-sidebar--secondary").is_visible()


def test_a_note_and_its_words_bring_each_other_out(open_page):
    page = beside(open_page)
    page.locator("#r2").hover()
    page.wait_for_selector("#n2.db-lit")
    assert page.locator(".db-pop").is_hidden()
    page.locator("#n1").hover()
    page.wait_for_selector(".db-mark.db-lit:has(#r1)")
    assert page.locator(".db-lit").count() == 2


def test_by_keyboard_the_note_beside_the_text_is_reached_and_left(open_page):
    page = beside(open_page)
    page.locator("#r7").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "n7"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "r7"


def test_a_screen_reader_finds_each_note_once(open_page):
    page = beside(open_page)
    said = page.locator("#n1 .db-what").inner_text()
    assert page.get_by_text(said, exact=True).count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    assert page.locator(".db-notes").evaluate("notes => !notes.closest('[aria-hidden]')")


def test_a_sheet_can_be_closed_by_a_finger_and_gives_the_focus_back(open_page):
    page = open_page(ZHONG, width=390, height=844, has_touch=True)
    page.locator("#p5 .db-corrected").first.tap()
    page.get_by_role("button", name="關閉").tap()
    assert page.locator(".db-pop").is_hidden()
    assert page.evaluate("document.activeElement.className").startswith("db-ref")


def test_escape_closes_a_note_that_the_focus_has_left(open_page):
    page = open_page(ZHONG)
    page.locator("#r4").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    assert page.locator(".db-pop").is_hidden()
    assert page.evaluate("document.activeElement.id") == "r4"


SHOWN = "getComputedStyle(document.querySelector('.db-progress')).display !== 'none'"
DRAWN = "new DOMMatrix(getComputedStyle(document.querySelector('.db-progress')).transform).a"


@pytest.mark.parametrize("path", [ZHONG, GUIDE])
def test_a_line_shows_how_far_one_is(open_page, path):
    page = open_page(path)
    page.wait_for_function(SHOWN)
    assert page.evaluate(DRAWN) == 0
    page.evaluate("scrollTo(0, document.querySelector('.md-content').scrollHeight / 3)")
    page.wait_for_function(f"{DRAWN} > .2")
    assert page.evaluate(DRAWN) < 0.8
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(f"{DRAWN} === 1")


def test_no_line_on_a_short_page_or_for_who_wants_no_motion(open_page):
    assert open_page("about/marks/").locator(".db-progress").count() == 0
    open_page("reports/trees-1950/front/", height=1800).wait_for_function(f"!({SHOWN})")
    assert not open_page(ZHONG, reduced_motion="reduce").evaluate(SHOWN)


def test_one_goes_on_where_one_stopped(open_page):
    page = open_page(ZHONG)
    assert page.locator(".db-continue").count() == 0
    chapter, home = page.url, page.url.replace(ZHONG, "")
    leave_at(page, "p12")
    page.goto(chapter)
    line = page.locator(".db-continue")
    assert "上次讀到第12段" in line.inner_text()
    page.goto(home)
    assert "〈王五報告〉" in line.inner_text()
    assert "第12段" in line.inner_text()
    line.get_by_role("link").click()
    assert page.url == f"{chapter}#p12"
    page.locator("#p12").wait_for()
    assert 0 <= page.locator("#p12").bounding_box()["y"] < 200


def test_a_guide_is_gone_on_with_at_its_block(open_page):
    page = open_page(GUIDE)
    leave_at(page, "report")
    page.go_back()
    page.goto(page.url)
    assert "上次讀到「先說後做」" in page.locator(".db-continue").inner_text()
    page.get_by_role("link", name="接着讀").click()
    assert page.url.endswith("#report")


def test_an_address_that_leads_to_a_paragraph_is_not_told_of_another(open_page):
    page = open_page(ZHONG)
    chapter = page.url
    leave_at(page, "p12")
    page.goto(f"{chapter}#p20")
    assert page.locator(".db-continue").count() == 0
    page.goto(chapter.replace(ZHONG, "about/marks/"))
    page.goto(chapter)  # to look a paragraph up does not move the bookmark
    assert "第12段" in page.locator(".db-continue").inner_text()


@pytest.mark.parametrize("block", ["p2", "p35"])
def test_who_has_not_begun_or_has_ended_is_not_told(open_page, block):
    page = open_page(ZHONG)
    chapter = page.url
    leave_at(page, block)
    page.goto(chapter)
    assert page.locator(".db-progress").count() == 1  # the script has run
    assert page.locator(".db-continue").count() == 0


def test_the_end_clears_the_place_and_the_beginning_does_not(open_page):
    page = open_page(ZHONG)
    chapter = page.url
    leave_at(page, "p12")
    page.goto(chapter)
    leave_at(page, "h1")
    page.goto(chapter)
    assert "第12段" in page.locator(".db-continue").inner_text()
    leave_at(page, "p35")
    page.goto(chapter)
    assert page.locator(".db-continue").count() == 0


def test_who_wants_no_more_of_it_has_all_places_cleared(open_page):
    page = open_page(ZHONG)
    chapter = page.url
    leave_at(page, "p12")
    page.goto(chapter)
    page.get_by_role("button", name="不再提示").click()
    assert page.locator(".db-continue").evaluate("line => line === document.activeElement")
    assert page.evaluate("localStorage.getItem('duben.places')") is None
    leave_at(page, "p20")
    page.goto(chapter)
    assert page.locator(".db-continue").count() == 0
    choose(page, resume="on")
    leave_at(page, "p20")
    page.goto(chapter)
    assert "第20段" in page.locator(".db-continue").inner_text()


@pytest.mark.parametrize("kept", ["[null]", '[{"path": "x"}]', "{}", "["])
def test_storage_that_holds_what_is_no_place_is_passed_over(open_page, kept):
    page = open_page(ZHONG)
    chapter = page.url
    page.evaluate("kept => localStorage.setItem('duben.places', kept)", kept)
    leave_at(page, "p12")
    page.goto(chapter)
    assert "第12段" in page.locator(".db-continue").inner_text()


def test_where_storage_is_forbidden_nothing_is_said_and_nothing_fails(open_page):
    page = open_page("about/marks/")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })")
    chapter = page.url.replace("about/marks/", ZHONG)
    page.goto(chapter)
    leave_at(page, "p12")
    page.goto(chapter)
    assert page.locator(".db-progress").count() == 1
    assert page.locator(".db-continue").count() == 0
