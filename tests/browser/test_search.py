"""Search: the engine against a plain scan of all texts; the box in the reader's hand."""

import random
import re
from urllib.parse import quote

import pytest
from opencc import OpenCC

from duben.search.index import build
from duben.search.passages import IndexedPage, Passage, collect
from duben.text.folding import EDGE, PUNCTUATION, fold

CHEN = "reports/qiqihar-1954/chen/"
ASK = """
async ([base, queries]) => {
  const engine = await import(`${base}assets/search-engine.js`)
  await engine.open(base)
  const answers = []
  for (const query of queries) {
    const found = await engine.find(query)
    const hits = []
    for (const number of found.numbers) if (await found.check(number)) hits.push(number)
    const names = found.names.map((entry) => entry.title)
    answers.push({ how: found.how, hits, candidates: found.numbers.length, certain: found.certain, names })
  }
  return answers
}
"""


@pytest.fixture(scope="module")
def passages(shipped):
    return [passage for page in collect(shipped) for passage in page.passages]


@pytest.fixture(scope="module")
def folded(passages):
    """The texts of each passage, folded, and the same without punctuation."""
    rows = [[fold(text) for text in (passage.text, passage.other) if text] for passage in passages]
    return [(texts, [text.replace(PUNCTUATION, "") for text in texts]) for texts in rows]


@pytest.fixture
def ask(open_page, address):
    def ask(*queries):
        return open_page("").evaluate(ASK, [address, list(queries)])

    return ask


def scan(folded, query):
    """What a query must find: each passage that has the words as they are written, else with other punctuation, else apart."""
    query = re.sub(r"\s+", " ", query).strip()
    words = fold(query).strip(PUNCTUATION)
    plain = words.replace(PUNCTUATION, "")
    parts = [part for part in fold(re.sub(r"\s", "，", query)).split(PUNCTUATION) if part]
    if not plain:
        return "near", []
    near = [n for n, (texts, _) in enumerate(folded) if any(words in text for text in texts)]
    far = [n for n, (_, texts) in enumerate(folded) if any(plain in text for text in texts)]
    apart = [n for n, (_, texts) in enumerate(folded) if any(all(part in text for part in parts) for text in texts)]
    return ("near", near) if near else ("far", far) if far else ("words", apart if len(parts) > 1 else [])


def queries(passages, count, seed=5):
    """Words of the texts as readers type them, and words that are not there."""
    chance = random.Random(seed)
    simple = OpenCC("t2s")
    texts = [text.replace("\n", " ") for passage in passages for text in (passage.text, passage.other) if text]
    marked = [passage.other for passage in passages if passage.other]
    characters = sorted(set("".join(texts)))
    changes = [
        lambda words: words,
        simple.convert,
        lambda words: re.sub(r"\W", "", words),
        lambda words: re.sub(r"\W", "，", words),
        lambda words: "  ".join(words),
        lambda words: f"「{words}」。",
        lambda words: words.translate(str.maketrans("群着爲衆裏澈够", "羣著為众里徹夠")),
        lambda words: words[:-1] + chance.choice(characters),
        lambda words: words + "，" + chance.choice(texts)[:2],
        lambda words: words.upper(),
    ]
    for number in range(count):
        text = chance.choice(marked if number % 5 == 0 else texts)
        at, length = chance.randrange(len(text)), chance.choice([1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20, 60])
        yield changes[number % len(changes)](text[at : at + length])
    yield from ("".join(chance.choices(characters, k=chance.randrange(1, 6))) for _ in range(count // 10))


def test_the_engine_finds_just_what_a_scan_of_all_texts_finds(ask, passages, folded):
    asked = list(queries(passages, 1200))
    answers = ask(*asked)
    kinds = set()
    for query, answer in zip(asked, answers, strict=True):
        how, hits = scan(folded, query)
        assert answer["hits"] == hits, query
        assert answer["how"] == how or not hits, query
        assert not answer["certain"] or len(answer["hits"]) == answer["candidates"], query
        kinds.add((answer["how"], bool(answer["hits"]), answer["certain"]))
    assert len(kinds) >= 5  # of each tier there were hits, and queries without


def test_names_of_entries_are_known_whole(ask, shipped):
    entries = list(shipped.entries.values())
    names = [(form.text, entry.name) for entry in entries for form in entry.forms]
    for (query, name), answer in zip(names, ask(*(query for query, _ in names)), strict=True):
        assert name in answer["names"], query
    assert ask("工會小組長的")[0]["names"] == []


ODD = [
    "",
    " ",
    "。",
    "……",
    "會議。",
    "會議😀",
    "😀",
    "<b>會議</b>",
    "<img src onerror=alert(1)>",
    "[",
    ".",
    "~",
    "!",
    "constructor",
    EDGE,
]


def test_odd_queries_are_answered(ask, folded):
    for query, answer in zip(ODD, ask(*ODD), strict=True):
        assert answer["hits"] == scan(folded, query)[1], query


def test_ten_thousand_characters(ask, passages, folded):
    text = "".join(passage.text for passage in passages)[:10_000]
    assert ask(text)[0]["hits"] == []
    longest = max(range(len(passages)), key=lambda n: len(passages[n].text))
    assert longest in ask(passages[longest].text.replace("\n", ""))[0]["hits"]


# --- the box ---


def search(page, words):
    """Type words into the box, opened where it is not, and wait for what is told."""
    if not page.locator("dialog.db-search[open]").count():
        page.keyboard.press("/")
    page.evaluate("document.querySelector('.db-search-told').textContent = '…'")
    page.locator("dialog input").fill(words)
    page.wait_for_function("document.querySelector('.db-search-told').textContent !== '…'")
    return page.locator(".db-search-told").inner_text()


def marked(page):
    return page.locator(".db-search mark").all_inner_texts()


def test_the_box_opens_and_gives_the_focus_back(open_page):
    page = open_page(CHEN)
    button = page.get_by_role("button", name="搜尋")
    button.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert not page.locator("dialog.db-search").is_visible()
    assert button.evaluate("node => node === document.activeElement")
    for key in ("f", "s", "/"):
        page.keyboard.press(key)
        assert page.locator("dialog.db-search").is_visible()
        assert page.locator("dialog input").input_value() == ""  # the key is not a word
        page.keyboard.press("Escape")


def test_what_is_shown_are_the_words_of_the_text(open_page):
    page = open_page("")
    search(page, "生产会议")
    assert set(marked(page)) == {"生產會議"}
    search(page, "羣众")
    assert "群衆" in marked(page)


def test_texts_guides_and_entries_stand_apart_and_a_name_comes_first(open_page):
    page = open_page("")
    told = search(page, "合理化建議")
    assert told.startswith("找到")
    heads = [text.split()[0] for text in page.locator(".db-search-results h2").all_inner_texts()]
    assert heads == ["文獻", "方法指南", "詞條", "學習包"]
    assert page.locator(".db-search-results a").first.inner_text() == "合理化建議 詞條，詞語"


def test_one_report_or_one_kind_alone(open_page):
    page = open_page("")
    search(page, "生產會議")
    page.get_by_role("combobox").select_option(label="方法指南")
    page.wait_for_function("document.querySelectorAll('.db-search h2').length === 1")
    assert {url.split("/")[-3] for url in links(page)} == {"guides"}
    page.get_by_role("combobox").select_option(label="　齊齊哈爾1954")
    page.wait_for_function("document.querySelector('.db-search h2').textContent.includes('齊齊哈爾')")
    assert all("/reports/qiqihar-1954/" in url for url in links(page))
    page.get_by_role("combobox").select_option(label="　太原1952")
    page.wait_for_function("document.querySelector('.db-search h2').textContent.includes('太原')")
    assert search(page, "鞍鋼三大工程") == "在這裏沒有找到「鞍鋼三大工程」。"


def links(page):
    return page.locator(".db-search-results a").evaluate_all("all => all.map(link => link.href)")


def test_all_hits_can_be_reached(open_page, folded):
    page = open_page("")
    search(page, "竅門")
    wanted = len(scan(folded, "竅門")[1])
    while page.locator(".db-search-more").count():
        more = page.locator(".db-search-more").first
        text, shown = more.inner_text(), page.locator(".db-search-results a").all_inner_texts()
        more.press("Enter")
        page.wait_for_function("text => document.querySelector('.db-search-more')?.textContent !== text", arg=text)
        focused = page.evaluate("document.activeElement.innerText")
        assert focused not in shown  # the focus goes on to what is new
    assert page.locator(".db-search-results a").count() == wanted


def test_by_keyboard_to_the_words_in_the_text(open_page):
    page = open_page("")
    search(page, "鞍鋼三大工程")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.db-search-results a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("#p2")
    assert found(page) == ["鞍鋼三大工程"]  # across the editors' mark


def found(page):
    page.wait_for_function("CSS.highlights.has('db-found')")
    ranges = """[...CSS.highlights.get("db-found")].map((range) => {
      const words = range.cloneContents()
      for (const hidden of words.querySelectorAll("[hidden]")) hidden.remove()
      return words.textContent
    })"""
    return page.evaluate(ranges)


def test_words_only_in_the_transcription_lead_to_the_mark_that_hides_them(open_page):
    page = open_page("")
    search(page, "靈門")
    first = page.locator(".db-search-report a").first
    assert "底本作此" in first.inner_text()
    with page.expect_navigation():
        first.click()
    assert "竅" in found(page)


def test_the_words_are_brought_into_sight(open_page):
    page = open_page("reports/taiyuan-1952/guo/?h=不應該驕傲自滿#p9", width=390, height=500)
    page.wait_for_function("""() => {
      const [range] = CSS.highlights.get("db-found") ?? []
      const box = range?.getBoundingClientRect()
      return box && box.top >= 0 && box.bottom <= innerHeight
    }""")


def test_a_folded_note_opens_for_its_words(open_page, shipped):
    page = next(page for page in collect(shipped) if page.kind == "guide" and page.passages[-1].label == "給主持人")
    passage = page.passages[-1]
    opened = open_page(f"{page.path.removesuffix('.md')}/?h={passage.text[:8]}#{passage.fragment}")
    opened.wait_for_selector(f"#{passage.fragment} details[open]")


def test_words_with_other_punctuation_and_words_apart_are_told(open_page):
    page = open_page("")
    assert "標點" in search(page, "創造辦法竅門")
    assert "都含有" in search(page, "竅門 驕傲")
    assert search(page, "竅門犘犙") == "沒有找到「竅門犘犙」。"


def test_signs_of_html_are_words(open_page):
    page = open_page("")
    assert "<img src=x onerror=alert(1)>" in search(page, "<img src=x onerror=alert(1)>")
    assert page.locator(".db-search img").count() == 0


def test_ten_thousand_characters_in_the_field(open_page):
    page = open_page("")
    assert "沒有找到" in search(page, "生產會議" * 2500)


def test_a_part_that_cannot_be_had_is_told_and_asked_for_again(browser, address):
    page = browser.new_context().new_page()
    page.goto(address)
    for part in ("g", "t"):
        page.route(f"**/search/{part}/*", lambda route: route.abort())
        assert "沒有載入完全" in search(page, "競賽")
        assert page.locator(".db-search-results a").count() == 0
        page.unroute(f"**/search/{part}/*")
        page.get_by_role("button", name="再試").click()
        page.wait_for_function("document.querySelector('.db-search-told').textContent.startsWith('找到')")
        page.reload()
    page.context.close()


def test_parts_of_another_edition_are_not_mixed_in(browser, address):
    page = browser.new_context().new_page()
    page.goto(address)

    def older(route):
        text = route.fetch().text()
        route.fulfill(body=re.sub(r'","[0-9a-f]{8}"', '","00000000"', text, count=1), content_type="text/javascript")

    page.route("**/search/t/*", older)
    assert "沒有載入完全" in search(page, "競賽")
    assert page.locator(".db-search-results a").count() == 0
    page.context.close()


def test_the_first_query_is_cheap(browser, address, passages):
    chance = random.Random(8)
    for length in (1, 2, 2, 3, 4, 4, 6, 10):
        text = chance.choice(passages).text
        at = chance.randrange(len(text))
        context = browser.new_context()
        page = context.new_page()
        sizes = {}
        page.on("response", lambda response, sizes=sizes: sizes.update({response.url: len(response.body())}))
        page.goto(address, wait_until="networkidle")
        page.keyboard.press("/")
        page.wait_for_selector("dialog input")
        assert sum(size for url, size in sizes.items() if "search" in url and url.endswith(".js")) < 5_000
        search(page, text[at : at + length])
        page.wait_for_load_state("networkidle")
        assert sum(size for url, size in sizes.items() if "search" in url) < 60_000, text[at : at + length]
        context.close()


def test_on_a_small_phone_nothing_lies_outside(open_page):
    page = open_page("", width=320, height=640)
    page.get_by_role("button", name="搜尋").click()
    search(page, "生產會議")
    assert page.evaluate("document.querySelector('.db-search').scrollWidth") <= 320
    assert page.locator(".db-search-results").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_results_are_simplified_with_the_page(open_page):
    page = open_page("")
    page.evaluate("localStorage['duben.script'] = 'simplified'")
    page.reload()
    search(page, "生產會議")
    page.wait_for_function("[...document.querySelectorAll('.db-search mark')].every(mark => mark.textContent === '生产会议')")
    assert marked(page)
    assert page.locator("dialog input").input_value() == "生產會議"


def test_without_scripts_there_is_no_button(open_page):
    page = open_page("", java_script_enabled=False)
    assert not page.locator(".db-open-search").is_visible()


def test_a_result_on_the_same_page_is_gone_to(open_page):
    page = open_page("")
    search(page, "竅門")
    page.get_by_role("combobox").select_option(label="文獻")
    page.wait_for_function("document.querySelectorAll('.db-search h2').length === 1")
    hits = [url for url in links(page) if "/reports/taiyuan-1952/xi/" in url]
    page.goto(hits[0])
    page.wait_for_function("CSS.highlights.has('db-found')")
    page.keyboard.press("/")  # with the same words, and their results
    page.locator(f"a[href='{hits[1]}']").click()
    page.wait_for_function("address => location.href === address", arg=hits[1])
    assert not page.locator("dialog.db-search").is_visible()
    page.wait_for_function("""() => {
      const target = document.querySelector(":target")
      const range = [...CSS.highlights.get("db-found")].find((range) => target.contains(range.startContainer))
      return range?.getBoundingClientRect().top > 0
    }""")


def test_enter_follows_a_result_of_what_stands_in_the_field(open_page):
    page = open_page("")
    search(page, "競賽")
    page.locator("dialog input").fill("鞍鋼三大工程")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/qiqihar-1954/chen/?h=" + quote("鞍鋼三大工程") + "#p2")


def test_titles_of_chapters_and_guides_come_first_too(open_page):
    page = open_page("")
    for words, address in (("怎樣開好小組生產會議", "guides/production-meeting/"), ("陳有義報告", CHEN)):
        search(page, words)
        assert links(page)[0].endswith(address)


def test_in_one_part_the_words_are_looked_for_anew(open_page):
    page = open_page("")
    search(page, "因此小組")
    page.get_by_role("combobox").select_option(label="　齊齊哈爾1954")
    page.wait_for_function("document.querySelector('.db-search h2').textContent.includes('齊齊哈爾')")
    assert "只差標點" in page.locator(".db-search-told").inner_text()
    assert f"{CHEN}?h=" in links(page)[0]


def test_hits_with_other_punctuation_are_offered(open_page):
    page = open_page("")
    assert "只差標點" not in search(page, "計劃完成").split("。")[0]
    page.get_by_role("button", name=re.compile("只差標點")).click()
    page.wait_for_function("document.querySelector('.db-search-told').textContent.includes('沒有逐字相同')")
    assert all(re.search(r"計劃\W+完成", text) for text in page.locator(".db-search-results a").all_inner_texts())


def test_the_sign_of_a_page_turn_is_no_punctuation(ask):
    with_turn, without = ask("保證完成國家‖計劃的先決條件", "保證完成國家計劃的先決條件")
    assert with_turn == without
    assert with_turn["hits"]
    assert with_turn["how"] == "near"


def test_a_server_that_answers_something_else_is_told_of(browser, address):
    page = browser.new_context().new_page()
    page.goto(address)
    page.route("**/search/t/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/javascript"))
    assert "沒有載入完全" in search(page, "競賽")
    page.unroute("**/search/t/*")
    page.get_by_role("button", name="再試").click()
    page.wait_for_function("document.querySelector('.db-search-told').textContent.startsWith('找到')")
    page.context.close()


def test_escape_closes_and_the_words_stay(open_page):
    page = open_page("")
    search(page, "竅門")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.db-search").is_visible()
    page.goto(page.url + "guides/")
    page.keyboard.press("/")
    assert page.locator("dialog input").input_value() == "竅門"
    page.wait_for_selector(".db-search-results a")


def test_characters_beyond_the_first_plane(browser, address, tmp_path):
    """Of a small index of its own, since the booklets have none."""
    texts = ["有𠮷字", "𠮷", "吉字", "𰻞字，𠮷。字"]
    pages = [IndexedPage("a.md", "甲", "about", "", tuple(Passage(f"p{n}", "段", text) for n, text in enumerate(texts)))]
    for name, content in build(pages, str):
        file = tmp_path / "search" / f"{name}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    page = browser.new_context().new_page()
    page.goto(address)
    page.route("**/search/**", lambda route: route.fulfill(path=tmp_path / route.request.url.split("/edition/")[1].split("?")[0]))
    answers = page.evaluate(ASK, [address, ["𠮷", "𠮷字", "有𠮷", "𰻞", "字，𠮷"]])
    assert [answer["hits"] for answer in answers] == [[0, 1, 3], [0], [0], [3], [3]]
    page.context.close()


def test_words_that_stand_apart_are_marked_each(open_page):
    page = open_page("reports/taiyuan-1952/guo/?h=竅門、驕傲#p9")
    assert {"竅門", "驕傲"} == set(found(page))
