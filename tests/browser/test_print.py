"""What comes out of the printer: every kind of page as it reads, in the reader's choices, and nothing of the site around it."""

import pytest

CHEN = "reports/qiqihar-1954/chen/"
PAGES = ["", "guides/", "guides/production-meeting/", "reports/", "reports/qiqihar-1954/", CHEN]
PAGES += ["entries/", "entries/terms/", "entries/groups/ma-hengchang-xiaozu/", "about/marks/", "about/coverage/", "about/problems/"]
PAGES += ["packets/", "packets/production-meeting/", "packets/qiqihar-1954/", "packets/forms/meeting-record/"]
POINT = 96 / 72  # CSS pixels


def on_paper(open_page, path=CHEN, **choices):
    """The page as it is printed by a reader who has made these choices."""
    page = open_page(path, width=643, color_scheme="dark")  # the width of what A4 leaves between its margins
    for name, value in choices.items():
        page.evaluate("([name, value]) => localStorage.setItem('duben.' + name, value)", [name, value])
    page.reload()
    page.emulate_media(media="print")
    return page


def size(page, selector):
    return float(page.locator(selector).first.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) / POINT


@pytest.mark.parametrize("path", PAGES)
def test_only_the_page_is_printed_black_on_white_large_enough_and_signed(open_page, path):
    page = on_paper(open_page, path)
    around = """
    [...document.body.querySelectorAll(":not(.md-content *, .md-content, :has(.md-content))")]
      .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))
    """
    assert page.evaluate(around) == []
    assert page.locator("h1").is_visible()
    assert page.locator("button:visible, [role='dialog']:visible, .db-files:visible, summary:visible").count() == 0
    paper = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator("body").evaluate(paper)[0] == "rgb(255, 255, 255)"
    assert page.locator("h1").evaluate(paper)[1] == "rgb(0, 0, 0)"
    assert page.locator(".db-printed").is_visible()
    assert page.locator(".db-printed").inner_text().endswith(page.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 643
    small = """
    Array.from(document.querySelectorAll(".md-content *")).filter((e) => e.checkVisibility() && !e.matches(".db-n, .db-ref, .db-pb")
      && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 11.9)
      .map((e) => e.outerHTML.slice(0, 80))
    """
    assert page.evaluate(small) == []


def test_the_size_chosen_is_the_size_printed(open_page):
    page = on_paper(open_page)
    normal = size(page, "#p2")
    assert 11 <= normal <= 12
    page = on_paper(open_page, size="larger")
    assert size(page, "#p2") >= 16
    assert size(page, "#n1") >= 12
    page = on_paper(open_page, "guides/production-meeting/", size="larger")
    assert size(page, ".db-quote p") >= 16
    assert size(page, ".db-annotation p") >= 15


def test_the_text_chosen_is_the_text_printed(open_page):
    page = on_paper(open_page, view="transcribed")
    assert page.locator("#p5 .db-transcribed").first.is_visible()
    assert page.locator("#p5 .db-corrected").first.is_hidden()
    page = on_paper(open_page, view="both", numbers="off", pages="off")
    assert page.locator("#p5 .db-transcribed").first.is_visible()
    assert page.locator("#p5 .db-corrected").first.is_visible()
    assert page.locator("#p5 > .db-n").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    assert page.locator(".db-pb").first.is_hidden()


def test_numbers_and_page_turns_stand_in_the_margins_of_the_text(open_page):
    page = on_paper(open_page)
    number, paragraph = page.locator("#p12 > .db-n").bounding_box(), page.locator("#p12").bounding_box()
    assert number["x"] >= 0
    assert number["x"] + number["width"] <= paragraph["x"]
    turn = page.locator(".db-pb").first
    assert turn.evaluate("e => getComputedStyle(e, '::after').content") == '"換頁"'
    end = turn.evaluate("e => e.closest('p').getBoundingClientRect().right - parseFloat(getComputedStyle(e, '::after').right)")
    assert paragraph["x"] + paragraph["width"] < end <= 643


def test_where_one_stopped_is_not_printed(open_page):
    page = open_page(CHEN)
    chapter = page.url
    page.evaluate("document.getElementById('p12').scrollIntoView()")
    page.goto(chapter.replace(CHEN, "about/marks/"))
    page.goto(chapter)
    assert page.locator(".db-continue").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".db-continue").is_hidden()


def test_the_address_stays_with_what_comes_before_it(open_page):
    page = on_paper(open_page)
    assert page.locator(".db-cite > .db-printed").is_visible()
    assert page.locator(".db-cite").evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert "[@" not in page.locator(".db-cite").inner_text()


def test_lines_of_a_concordance_fit_the_paper(open_page):
    page = on_paper(open_page, "entries/terms/gonghui-xiaozu/", size="larger")
    for table in page.locator(".db-kwic").all():
        box = table.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 643


def test_the_screen_does_not_show_what_is_for_paper(open_page):
    assert open_page(CHEN).locator(".db-printed").is_hidden()
