"""A chapter in the reader's hand: the switch, the notes, citing, the phone."""

ZHONG = "reports/trees-1950/zhong/"


def words(page, selector):
    return page.locator(selector).inner_text()


def test_the_switch_shows_the_text_as_transcribed_and_is_remembered(open_page):
    page = open_page(ZHONG)
    assert "我們村有三面山坡" in words(page, "#p2").replace("\n", "")
    page.get_by_role("button", name="底本").click()
    assert "我們村有二面山坡" in words(page, "#p2").replace("\n", "")
    assert page.get_by_role("button", name="底本").get_attribute("aria-pressed") == "true"
    page.goto(page.url.replace("zhong", "kan"))
    assert "啃書皮" in words(page, "#p3")
    page.get_by_role("button", name="校訂").click()
    assert "啃樹皮" in words(page, "#p3")


def test_a_tap_on_the_words_shows_reading_correction_and_reason(open_page):
    page = open_page(ZHONG, width=390, height=844, has_touch=True)
    page.locator("#p5 .db-corrected").first.tap()
    note = page.locator(".db-pop")
    assert note.is_visible()
    assert "底本作「藹、圓」，校改作「松、柏」" in note.inner_text()
    assert "本校：" in note.inner_text()
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    page.locator("#p3").tap()
    assert note.is_hidden()


def test_hovering_shows_the_note_and_leaving_hides_it(open_page):
    page = open_page(ZHONG)
    page.locator("#p5 .db-corrected").first.hover()
    page.locator(".db-pop").wait_for(state="visible")
    page.locator(".db-head").hover()
    page.locator(".db-pop").wait_for(state="hidden")


def test_a_screen_reader_hears_what_a_mark_says(open_page):
    page = open_page(ZHONG)
    reference = page.locator("#p5 .db-ref").first
    assert reference.get_attribute("aria-label").endswith("，校改：底本作「藹、圓」，校改作「松、柏」。")
    why = reference.get_attribute("aria-describedby")
    assert page.locator(f"#{why}").inner_text().startswith("本校：")


def test_a_paragraph_number_gives_a_citation_to_copy(open_page):
    page = open_page(f"{ZHONG}?h=searched", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p12 > .db-n").click()
    assert page.url.endswith("#p12")
    page.get_by_role("button", name="複製引文").click()
    page.get_by_role("button", name="已複製").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("王五：〈種樹的經驗")
    assert "《種樹小冊》" in copied
    assert "，第12段，讀本修訂 " in copied
    assert copied.endswith(f"/{ZHONG}#p12")


def test_a_citation_is_the_original_whatever_the_page_shows(open_page):
    page = open_page(ZHONG, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("for (const line of document.querySelectorAll('.db-cite p, h1, .db-head')) line.textContent = '别的'")
    page.locator("#p12 > .db-n").click()
    assert page.locator(".db-pop span").first.get_attribute("translate") == "no"
    page.get_by_role("button", name="複製引文").click()
    page.get_by_role("button", name="已複製").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("王五：〈種樹的經驗")


def test_a_citation_that_cannot_be_copied_is_selected(open_page):
    page = open_page(ZHONG)
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.reload()
    page.locator("#h2 > .db-n").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="複製引文").click()
    page.get_by_role("button", name="已選中，請自行複製").wait_for()
    assert "，標題2，讀本修訂 " in page.evaluate("getSelection().toString()")


def test_copying_text_takes_no_number_or_note_sign(open_page):
    page = open_page(ZHONG)
    text = page.evaluate("(() => { getSelection().selectAllChildren(document.querySelector('#p2')); return getSelection().toString() })()")
    assert "我們村有三面山坡可以" in text
    assert not text.startswith("2")


def test_without_script_the_text_is_corrected_and_every_note_is_reached(open_page):
    page = open_page(ZHONG, java_script_enabled=False)
    assert "我們村有三面山坡" in words(page, "#p2").replace("\n", "")
    assert page.locator(".db-tools").count() == 0
    marks, notes = page.locator(".db-ref"), page.locator(".db-notes li")
    assert marks.count() == notes.count() > 0
    for number in range(1, notes.count() + 1):
        assert page.locator(f"#r{number}").get_attribute("href") == f"#n{number}"
        assert page.locator(f"#n{number} .db-up").get_attribute("href") == f"#r{number}"
    marks.first.click()
    assert page.url.endswith("#n1")
    assert page.locator("#n1").is_visible()


def test_lines_hold_thirty_to_thirty_eight_characters_on_a_desktop(open_page):
    page = open_page(ZHONG)
    paragraph = page.locator("#p2")
    size = float(paragraph.evaluate("p => getComputedStyle(p).fontSize").removesuffix("px"))
    assert 30 <= paragraph.evaluate("p => p.clientWidth") / size <= 38


def test_the_printed_page_has_text_and_notes_and_no_furniture(open_page):
    page = open_page(ZHONG)
    page.emulate_media(media="print")
    assert page.locator("#p2").is_visible()
    assert page.locator("#n1").is_visible()
    for furniture in (".md-header", ".md-tabs", ".md-footer", ".db-tools"):
        assert page.locator(furniture).first.is_hidden(), furniture


def test_a_guide_tells_source_and_editors_apart(open_page):
    page = open_page("guides/planting/")
    font = "element => getComputedStyle(element).fontFamily"
    quote = page.locator("#notify blockquote p").evaluate(font)
    note = page.locator("#notify .db-annotation p").first.evaluate(font)
    assert "Songti" in quote
    assert "PingFang" in note
    page.locator("#notify figcaption a").click()
    assert page.url.endswith(f"{ZHONG}#p16")
