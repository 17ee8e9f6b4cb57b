"""What comes out of the printer: every kind of page as it reads, in the reader's choices, and nothing of the site around it."""

from support.browser import on_paper

ZHONG = "reports/trees-1950/zhong/"
POINT = 96 / 72  # CSS pixels


def size(page, selector):
    return float(page.locator(selector).first.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) / POINT


def test_the_size_chosen_is_the_size_printed(open_page):
    page = on_paper(open_page, ZHONG)
    normal = size(page, "#p2")
    assert 11 <= normal <= 12
    page = on_paper(open_page, ZHONG, size="larger")
    assert size(page, "#p2") >= 16
    assert size(page, "#n1") >= 12
    page = on_paper(open_page, "guides/planting/", size="larger")
    assert size(page, ".db-quote p") >= 16
    assert size(page, ".db-annotation p") >= 15


def test_the_text_chosen_is_the_text_printed(open_page):
    page = on_paper(open_page, ZHONG, view="transcribed")
    assert page.locator("#p5 .db-transcribed").first.is_visible()
    assert page.locator("#p5 .db-corrected").first.is_hidden()
    page = on_paper(open_page, ZHONG, view="both", numbers="off", pages="off")
    assert page.locator("#p5 .db-transcribed").first.is_visible()
    assert page.locator("#p5 .db-corrected").first.is_visible()
    assert page.locator("#p5 > .db-n").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    assert page.locator(".db-pb").first.is_hidden()


def test_numbers_and_page_turns_stand_in_the_margins_of_the_text(open_page):
    page = on_paper(open_page, ZHONG)
    number, paragraph = page.locator("#p12 > .db-n").bounding_box(), page.locator("#p12").bounding_box()
    assert number["x"] >= 0
    assert number["x"] + number["width"] <= paragraph["x"]
    turn = page.locator(".db-pb").first
    assert turn.evaluate("e => getComputedStyle(e, '::after').content") == '"換頁"'
    end = turn.evaluate("e => e.closest('p').getBoundingClientRect().right - parseFloat(getComputedStyle(e, '::after').right)")
    assert paragraph["x"] + paragraph["width"] < end <= 643


def test_where_one_stopped_is_not_printed(open_page):
    page = open_page(ZHONG)
    chapter = page.url
    page.evaluate("document.getElementById('p12').scrollIntoView()")
    page.goto(chapter.replace(ZHONG, "about/marks/"))
    page.goto(chapter)
    assert page.locator(".db-continue").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".db-continue").is_hidden()


def test_the_address_stays_with_what_comes_before_it(open_page):
    page = on_paper(open_page, ZHONG)
    assert page.locator(".db-cite > .db-printed").is_visible()
    assert page.locator(".db-cite").evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert "[@" not in page.locator(".db-cite").inner_text()


def test_lines_of_a_concordance_fit_the_paper(open_page):
    page = on_paper(open_page, "entries/groups/zhongshu-xiaozu/", size="larger")
    for table in page.locator(".db-kwic").all():
        box = table.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 643


def test_the_screen_does_not_show_what_is_for_paper(open_page):
    assert open_page(ZHONG).locator(".db-printed").is_hidden()
