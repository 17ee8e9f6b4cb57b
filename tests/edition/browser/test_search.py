"""Search, as one who has not been on the site before begins it."""

import random
import re

from support.browser import search


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
        assert not [url for url in sizes if re.search(r"/search/|/later\.js$", url)]
        search(page, text[at : at + length])
        page.wait_for_load_state("networkidle")
        assert sum(size for url, size in sizes.items() if re.search(r"/search/|/later\.js$", url)) < 76_000, text[at : at + length]
        context.close()
