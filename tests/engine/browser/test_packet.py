"""A packet in the reader's hand: its files and parts, the choices, lists to tick, and what comes out of the printer."""

import io
import unicodedata

from pypdf import PdfReader

from support.browser import reload_with

PACKET = "packets/planting/"
READING = "packets/seedlings/"
POINT = 96 / 72  # CSS pixels


def style(locator, name):
    return locator.evaluate("(e, name) => getComputedStyle(e)[name]", name)


# on the screen


def test_the_contents_of_the_page_are_the_parts(open_page):
    page = open_page(PACKET)
    parts = page.locator(".db-part > h2").all_inner_texts()
    assert len(parts) > 10
    listed = page.locator(".md-sidebar--secondary .md-nav__link")
    assert [link.inner_text().strip() for link in listed.all() if link.is_visible()] == parts
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".db-open-nav").click()
    assert [link.inner_text().strip() for link in page.locator(".db-nav-page a").all() if link.is_visible()] == parts


def test_the_contents_of_a_reading_edition_have_the_headings_of_its_texts(open_page):
    page = open_page(READING)
    headings = page.locator(".db-text :is(h3, h4, h5)").all_inner_texts()
    listed = [link.inner_text().strip() for link in page.locator(".md-sidebar--secondary .md-nav__link").all() if link.is_visible()]
    assert headings
    assert [words for words in headings if words.strip() not in listed] == []


def test_a_phone_finds_the_packets_and_the_forms(open_page, trees):
    page = open_page(PACKET, width=390, height=844)
    page.locator(".db-open-nav").click()
    shown = [link.inner_text().strip() for link in page.locator("#db-nav a").all() if link.is_visible()]
    assert {"學習包", "空白表格", *(own.title for own in trees.pages if own.packet)} <= set(shown)
    page.locator("#db-nav a", has_text="空白表格").click()
    page.wait_for_url("**/packets/forms/**")
    page.locator(".db-open-nav").click()
    shown = {link.inner_text().strip() for link in page.locator("#db-nav a").all() if link.is_visible()}
    assert {own.title for own in trees.pages if own.is_form} <= shown


def test_the_tabs_of_the_header_stand_in_one_row(open_page):
    page = open_page(PACKET, width=1220)
    tabs = page.locator(".md-tabs__link")
    assert "學習包" in tabs.all_inner_texts()
    boxes = [tab.bounding_box() for tab in tabs.all()]
    assert len({round(box["y"]) for box in boxes}) == 1
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 1220 for box in boxes)


def test_a_paragraph_number_leads_to_the_paragraph_in_its_chapter(open_page):
    page = open_page(PACKET)
    number = page.locator(".db-n").first
    words = number.evaluate("e => e.parentElement.innerText")
    number.click()
    page.wait_for_url("**/reports/**")
    assert page.locator(":target").inner_text()[:12] == words[:12]


def test_a_note_is_reached_from_its_words_and_leads_back(open_page):
    page = open_page(PACKET)
    reference = page.locator(".db-ref").nth(1)
    reference.click()
    note = page.locator("li:target")
    assert note.evaluate("e => [...e.parentElement.children].indexOf(e)") == 1
    note.locator(".db-up").click()
    assert reference.evaluate("e => e === document.querySelector(':target')")


def test_ticks_are_kept(open_page):
    page = open_page(PACKET)
    box = page.locator(".db-checklist input").nth(1)
    box.check()
    page.reload()
    assert page.locator(".db-checklist input:checked").count() == 1
    assert box.is_checked()
    page.locator(".db-clear:not([disabled])").click()
    page.reload()
    assert page.locator(".db-checklist input:checked").count() == 0


def test_the_choices_hold_on_a_packet(open_page, options):
    page = open_page(PACKET, locale="zh-TW")
    reload_with(page, numbers="off", pages="off", english="off", script="simplified")
    page.wait_for_selector("html[data-script-shown]")
    assert style(page.locator(".db-n").first, "visibility") == "hidden"
    assert page.locator(".db-pb:visible").count() == 0
    assert [words for words in page.locator(".db-en:visible").all_inner_texts() if words] == []
    assert page.locator("h1").inner_text() == "一起种树"
    assert "树" in page.locator(".db-text").first.inner_text()
    assert page.locator(".db-pb").first.get_attribute("data-pb") == "换页"
    options(page)
    assert page.locator(".db-choice-notes").count() == 0  # the notes stand behind their parts


def test_notes_chosen_beside_the_text_leave_a_packet_as_it_is(open_page):
    page = open_page(PACKET)
    before = page.locator(".db-text").first.bounding_box()
    reload_with(page, notes="margin")
    assert page.locator(".md-sidebar--secondary").is_visible()
    assert page.locator(".db-text").first.bounding_box() == before


def test_one_goes_on_where_one_stopped_by_the_title_of_the_part(open_page):
    page = open_page(PACKET)
    packet = page.url
    title = page.locator(".db-part > h2").nth(5)
    words = title.inner_text()
    title.evaluate("e => e.scrollIntoView()")
    page.goto(packet.replace(PACKET, "about/marks/"))
    page.goto(packet)
    assert f"「{words}」" in page.locator(".db-continue").inner_text()


# on paper


def on_paper(page):
    page.set_viewport_size({"width": 643, "height": 900})  # what A4 leaves between its margins
    page.emulate_media(media="print")
    return page


def test_what_is_for_the_leader_is_printed_only_where_it_was_unfolded(open_page):
    page = open_page(PACKET)
    folds = page.locator(".db-part:has(> .db-fold)")
    assert folds.count() == 2
    folds.nth(1).locator("summary").click()
    on_paper(page)
    assert not folds.nth(0).is_visible()
    assert folds.nth(1).locator("li").first.is_visible()


def test_a_blank_form_begins_a_page_and_has_room_for_a_hand(open_page):
    page = on_paper(open_page(PACKET))
    form = page.locator(".db-part-form").first
    assert style(form, "breakBefore") == "page"
    line = form.locator(".db-room > span").first.bounding_box()
    assert line["height"] >= 8 / 25.4 * 96  # millimetres
    assert form.locator(".db-form-table td").first.bounding_box()["height"] >= 8 / 25.4 * 96


def test_the_size_chosen_is_the_size_printed(open_page):
    page = open_page(PACKET)
    reload_with(page, size="larger")
    on_paper(page)
    least = {".db-text p": 17, ".db-questions li": 16, ".db-notes li": 15, ".db-field-title b": 15, ".db-glossary dd": 14}
    for words, points in least.items():
        assert float(style(page.locator(words).first, "fontSize").removesuffix("px")) / POINT >= points, words


def test_every_printed_page_has_its_number_and_the_title(open_page):
    page = open_page(PACKET)
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(pages) > 3
    for number, sheet in enumerate(pages, 1):
        # Chromium's PDFs have radicals in place of some characters
        lines = unicodedata.normalize("NFKC", sheet.extract_text()).split("\n")
        assert "一起種樹" in lines
        assert str(number) in lines
