"""Search: the engine against a plain scan of all shipped texts."""

import random
import re

import pytest
from opencc import OpenCC

from duben.document.pages import Pages
from duben.search.passages import collect
from duben.text.folding import EDGE, PUNCTUATION, fold
from support.browser import search

ASK = """
async ([base, queries, look]) => {
  const engine = await import(`${base}assets/search-engine.js`)
  await engine.open(base)
  const answers = []
  for (const query of queries) {
    const found = await engine.find(query)
    const hits = []
    for (const number of look ? found.numbers : []) if (await found.check(number)) hits.push(number)
    const names = found.names.map((entry) => entry.title)
    answers.push({ how: found.how, hits, candidates: found.numbers.length, certain: found.certain, names })
  }
  return answers
}
"""
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


@pytest.fixture(scope="module")
def passages(shipped, shipped_links):
    return [passage for page in collect(Pages(shipped, shipped_links)) for passage in page.passages]


@pytest.fixture(scope="module")
def folded(passages):
    """The texts of each passage, folded, and the same without punctuation."""
    rows = [[fold(text) for text in (passage.text, passage.other) if text] for passage in passages]
    return [(texts, [text.replace(PUNCTUATION, "") for text in texts]) for texts in rows]


@pytest.fixture(scope="module")
def ask(browser, address):
    """What the engine answers to each query; where ``look`` is false, without looking at the texts for hits."""
    page = browser.new_page()
    page.goto(address)
    yield lambda *queries, look=True: page.evaluate(ASK, [address, list(queries), look])
    page.close()


def scan(folded, query):
    """What a query must find: each passage that has the words as they are written, else with other punctuation, else apart."""
    query = re.sub(r"\s+", " ", query).strip()
    words = fold(query).strip(PUNCTUATION)
    plain = words.replace(PUNCTUATION, "")
    parts = [part for part in fold(re.sub(r"\s", "，", query)).split(PUNCTUATION) if part]
    if not plain:
        return "near", []
    if near := [n for n, (texts, _) in enumerate(folded) if any(words in text for text in texts)]:
        return "near", near
    if far := [n for n, (_, texts) in enumerate(folded) if any(plain in text for text in texts)]:
        return "far", far
    if len(parts) < 2:
        return "words", []
    return "words", [n for n, (_, texts) in enumerate(folded) if any(all(part in text for part in parts) for text in texts)]


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
    asked = list(queries(passages, 800))
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
    for (query, name), answer in zip(names, ask(*(query for query, _ in names), look=False), strict=True):
        assert name in answer["names"], query
    assert ask("工會小組長的")[0]["names"] == []


def test_odd_queries_are_answered(ask, folded):
    for query, answer in zip(ODD, ask(*ODD), strict=True):
        assert answer["hits"] == scan(folded, query)[1], query


def test_ten_thousand_characters(ask, passages, folded):
    text = "".join(passage.text for passage in passages)[:10_000]
    assert ask(text)[0]["hits"] == []
    longest = max(range(len(passages)), key=lambda n: len(passages[n].text))
    assert longest in ask(passages[longest].text.replace("\n", ""))[0]["hits"]


def test_the_first_query_is_cheap(browser, address, passages):
    chance = random.Random(8)
    for length in (1, 2, 3, 4, 10):
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
        assert sum(size for url, size in sizes.items() if "search" in url) < 66_000, text[at : at + length]
        context.close()


def test_the_sign_of_a_page_turn_is_no_punctuation(ask):
    with_turn, without = ask("保證完成國家‖計劃的先決條件", "保證完成國家計劃的先決條件")
    assert with_turn == without
    assert with_turn["hits"]
    assert with_turn["how"] == "near"
