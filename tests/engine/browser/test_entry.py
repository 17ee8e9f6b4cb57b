"""Names in the reader's hand: their cards, the switch, the lines of an entry, the field over an index."""

import re

import pytest
from opencc import OpenCC

from duben.links.mentions import address as mention_address


def address(path):
    """The address on the site of a page of docs/."""
    return path.removesuffix(".md").removesuffix("index") + "/" * (not path.endswith("index.md"))


@pytest.fixture(scope="module")
def chapter(trees, trees_links):
    """The chapter with most mentions."""
    return max(trees.chapters.values(), key=lambda chapter: len(trees_links.mentions[chapter.key]))


@pytest.fixture(scope="module")
def frequent(trees, trees_links):
    """The entry with most mentions."""
    slugs = [mention.slug for row in trees_links.mentions.values() for mention in row]
    return trees.entries[max(sorted({*slugs}), key=slugs.count)]


@pytest.fixture
def open_name(open_page, chapter):
    """A chapter with its first name in a paragraph that no mark covers, and the box of cards."""

    def open_name(**options):
        page = open_page(address(chapter.path), **options)
        name = page.locator(".db-text p > a.db-e[id]").first
        name.scroll_into_view_if_needed()
        return page, name, page.locator(".db-pop")

    return open_name


def slug_of(link):
    """The entry to which a link leads."""
    return re.search("entries/(.+)/$", link.get_attribute("href"))[1]


def card_of(trees, name):
    """What the card of a name must say."""
    entry = trees.entries[slug_of(name)]
    return entry.name, entry.english, entry.first


# cards


def test_pointing_at_a_name_shows_its_card_and_leaving_hides_it(open_name, trees):
    page, name, card = open_name()
    name.hover()
    card.wait_for(state="visible")
    assert all(words in card.inner_text() for words in card_of(trees, name))
    page.locator(".db-head dt").first.hover()
    card.wait_for(state="hidden")


def test_the_keyboard_reaches_a_name_sees_its_card_and_follows_it(open_name, trees):
    page, name, card = open_name()
    name.locator("xpath=..").locator(".db-n").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if name.evaluate("name => name === document.activeElement"):
            break
    assert card.is_visible()
    assert all(words in card.inner_text() for words in card_of(trees, name))
    slug = slug_of(name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/entries/{slug}/")


def test_escape_closes_the_card_and_the_reader_stays_at_the_name(open_name):
    page, name, card = open_name()
    page.keyboard.press("Tab")
    name.focus()
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert name.evaluate("name => name === document.activeElement")


def test_escape_closes_a_card_that_pointing_opened(open_name):
    page, name, card = open_name()
    name.hover()
    card.wait_for(state="visible")
    page.keyboard.press("Escape")
    assert card.is_hidden()


def test_a_finger_opens_the_card_and_stays_on_the_page(open_name, trees):
    page, name, card = open_name(width=390, height=844, has_touch=True)
    before = page.url
    name.tap()
    assert card.is_visible()
    assert all(words in card.inner_text() for words in card_of(trees, name))
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    page.wait_for_timeout(200)
    assert page.url == before
    slug = slug_of(name)
    card.locator("a").first.tap()
    page.wait_for_url(f"**/entries/{slug}/")


def test_a_finger_beside_the_card_closes_it(open_name):
    page, name, card = open_name(width=390, height=844, has_touch=True)
    name.tap()
    assert card.is_visible()
    page.locator(".db-head dt").first.tap()
    assert card.is_hidden()


def test_a_click_leads_to_the_entry(open_name):
    page, name, _ = open_name()
    slug = slug_of(name)
    name.click()
    page.wait_for_url(f"**/entries/{slug}/")


def test_without_script_a_name_leads_to_its_entry_and_nothing_offers_a_switch(open_name):
    page, name, _ = open_name(java_script_enabled=False)
    assert page.locator("[data-choice=entries]").count() == 0
    slug = slug_of(name)
    name.click()
    page.wait_for_url(f"**/entries/{slug}/")


def test_a_mark_inside_a_name_still_opens_its_note_by_its_number(open_page, trees):
    for chapter in trees.chapters.values():
        page = open_page(address(chapter.path))
        mark = page.locator(".db-mark:has(.db-corrected a.db-e, .db-both a.db-e)")
        if mark.count():
            break
    else:
        pytest.fail("no name of the edition has a mark inside")
    reference, before = mark.first.locator(".db-ref"), page.url
    reference.click()
    note = page.locator(".db-pop")
    assert note.is_visible()
    assert note.get_attribute("aria-label") == f"校記{reference.get_attribute('data-n')}"
    assert page.url == before
    page.keyboard.press("Escape")
    slug = slug_of(mark.first.locator("a.db-e").first)
    mark.first.locator("a.db-e").first.click()  # the words of a mark open its note, which has the card of the name
    assert note.get_attribute("aria-label").startswith("校記")
    note.locator(".db-card a").first.click()
    page.wait_for_url(f"**/entries/{slug}/")


def test_the_list_of_a_chapter_leads_to_the_first_place(open_page, chapter, trees_links):
    page = open_page(address(chapter.path))
    page.locator(".db-mentioned summary").first.click()
    row = page.locator(".db-mentioned li").first
    slug = slug_of(row.locator("a").first)
    found = trees_links.mentions[chapter.key]
    place = mention_address(chapter, found, [mention.slug for mention in found].index(slug))
    row.locator("a").last.click()
    assert page.url.endswith(f"#{place}")


# the switch


UNTABBABLE = "[...document.querySelectorAll('.db-text .db-e')].every((name) => !name.hasAttribute('href'))"


def test_names_can_be_switched_off_and_are_then_plain_words(open_name, options, trees, chapter):
    page, name, card = open_name()
    switch = page.locator("[data-choice=entries]")
    line = "name => getComputedStyle(name).backgroundImage"
    assert switch.get_attribute("aria-pressed") == "true"
    assert name.evaluate(line) != "none"
    assert not page.evaluate(UNTABBABLE)
    options(page)
    switch.click()
    page.keyboard.press("Escape")
    for _ in range(2):
        assert switch.get_attribute("aria-pressed") == "false"
        assert name.evaluate(line) == "none"
        assert page.evaluate(UNTABBABLE)
        box, before = name.bounding_box(), page.url
        page.mouse.click(box["x"] + 4, box["y"] + box["height"] / 2)
        page.wait_for_timeout(400)
        assert card.is_hidden()
        assert page.url == before
        page.reload()  # it is kept
        name.scroll_into_view_if_needed()
    other = next(c for c in trees.chapters.values() if c is not chapter and c.report != chapter.report)
    page.goto(page.url.split("/reports/")[0] + "/" + address(other.path))
    assert page.evaluate(UNTABBABLE)
    options(page)
    switch.click()
    page.reload()
    assert not page.evaluate(UNTABBABLE)
    assert switch.get_attribute("aria-pressed") == "true"


def test_the_rest_of_a_name_that_a_mark_divides_is_no_further_stop_of_the_keyboard(open_page, options, trees):
    for chapter in trees.chapters.values():
        page = open_page(address(chapter.path))
        if page.locator(".db-text .db-e:not([id])").count():
            break
    options(page)
    page.locator(".db-panel [data-choice=entries]").click()
    page.locator(".db-panel [data-choice=entries]").click()
    rest = page.locator(".db-text .db-e:not([id])").evaluate_all("names => names.map((name) => name.tabIndex)")
    assert {*rest} == {-1}


def test_a_mark_under_a_name_that_is_switched_off_opens_its_note(open_page, options, trees):
    for chapter in trees.chapters.values():
        page = open_page(address(chapter.path))
        name = page.locator(".db-mark .db-corrected a.db-e, .db-mark .db-both a.db-e")
        if name.count():
            break
    options(page)
    page.locator(".db-panel [data-choice=entries]").click()
    page.keyboard.press("Escape")
    name.first.scroll_into_view_if_needed()
    box = name.first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".db-pop").is_visible()
    assert page.locator(".db-pop").get_attribute("aria-label").startswith("校記")


# the page of an entry


def test_a_line_leads_to_the_very_words_and_marks_them(open_page, frequent):
    page = open_page(address(frequent.path))
    words = page.locator(".db-kwic .db-word a").last
    said, fragment = words.inner_text(), words.get_attribute("href").split("#")[1]
    words.click()
    page.wait_for_url(f"**#{fragment}")
    place = page.locator(":target")
    assert place.get_attribute("id") == fragment
    assert said.startswith(place.inner_text())
    assert place.evaluate("place => getComputedStyle(place).outlineStyle") != "none"
    assert page.locator(".db-text a[id*='-m'], .db-text span[id*='-m']").first.evaluate("p => getComputedStyle(p).outlineStyle") == "none"
    top = place.bounding_box()["y"]
    assert 48 <= top <= 900


def test_a_line_leads_to_its_words_for_a_reader_of_the_transcription_too(open_page, trees):
    for chapter in trees.chapters.values():
        page = open_page(address(chapter.path))
        name = page.locator(".db-corrected a.db-e[id], .db-corrected span[id*='-m']")
        if name.count():
            break
    place = page.url + f"#{name.last.get_attribute('id')}"
    for view in ("校訂", "底本"):
        page.get_by_role("button", name=view).click()
        page.goto("about:blank")
        page.goto(place)
        page.wait_for_timeout(300)
        assert page.evaluate("scrollY") > 0, view


def following(page):
    """Of the first report: the words that follow, without the signs before them."""
    return (
        page.locator(".db-kwic")
        .first.locator(".db-right")
        .evaluate_all(r"cells => cells.map((cell) => cell.textContent.replace(/^\p{P}+/u, ''))")
    )


def test_lines_are_sorted_by_the_words_that_follow_and_back(open_page, frequent):
    page = open_page(address(frequent.path))
    before = following(page)
    by_text, by_words = (page.get_by_role("button", name=name) for name in ("照原文先後", "照後文"))
    assert (by_text.get_attribute("aria-pressed"), by_words.get_attribute("aria-pressed")) == ("true", "false")
    by_words.click()
    after = following(page)
    assert sorted(after) == sorted(before)
    assert after != before
    assert page.evaluate("rows => rows.every((row, i) => !i || rows[i - 1].localeCompare(row, 'zh-Hant') <= 0)", after)
    assert (by_text.get_attribute("aria-pressed"), by_words.get_attribute("aria-pressed")) == ("false", "true")
    by_text.click()
    assert following(page) == before


# the indexes


def rows(page):
    return page.locator("article table tbody tr:visible").all_inner_texts()


def filtered(page, words, wanted):
    """Type words into the field of an index and wait until just the wanted rows are shown."""
    page.get_by_role("searchbox", name="在本表裏找").fill(words)
    page.wait_for_function(
        "count => [...document.querySelectorAll('article tbody tr')].filter(row => !row.hidden).length === count", arg=len(wanted)
    )
    assert rows(page) == wanted


@pytest.mark.parametrize("field", ["name", "simplified", "english", "shout"])
def test_an_index_is_filtered_by_chinese_and_by_english(open_page, trees, frequent, field):
    page = open_page(f"entries/{frequent.kind}/")
    every = rows(page)
    own = frequent.english if field in ("english", "shout") else frequent.name
    words = {"simplified": OpenCC("t2s").convert(own), "shout": own.upper()}.get(field, own)
    wanted = [row for row in every if own.lower() in row.lower()]
    assert 0 < len(wanted) < len(every)
    filtered(page, f" {words} ", wanted)
    filtered(page, "沒有這樣的詞條", [])
    filtered(page, "", every)


def test_indexes_have_a_field_and_other_pages_have_none(open_page, trees, frequent):
    for kind in {frequent.kind, min(entry.kind for entry in trees.entries.values())}:
        assert open_page(f"entries/{kind}/").locator(".db-filter").count() == 1, kind
    for path in ("entries/", address(frequent.path), "about/marks/"):
        assert open_page(path).locator(".db-filter").count() == 0, path


def test_without_script_an_index_is_whole_and_has_no_field(open_page, trees, frequent):
    page = open_page(f"entries/{frequent.kind}/", java_script_enabled=False)
    assert len(rows(page)) == sum(entry.kind == frequent.kind for entry in trees.entries.values())
    assert page.locator(".db-filter").count() == 0
