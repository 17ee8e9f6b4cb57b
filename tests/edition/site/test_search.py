"""Where a search leads: every passage of the index stands on a page of the site, at an id of that page."""

import json
import re
from html import unescape
from urllib.parse import unquote


def test_every_passage_stands_where_its_address_leads(shipped_site):
    lacking, count = [], 0
    for file in (shipped_site / "search" / "t").iterdir():
        for address, _, rows in json.loads(file.read_text("utf-8").split(",", 1)[1][:-2]):
            page = (shipped_site / unquote(address) / "index.html").read_text("utf-8")
            ids = {unescape(name) for name in re.findall(r'\sid="?([^" >]+)', page)}
            count += len(rows)
            lacking += [(address, row[0]) for row in rows if row[0] and row[0] not in ids]
    assert lacking == []
    assert count > 3000


def test_the_words_of_a_passage_stand_on_its_page(shipped_site):
    for file in sorted((shipped_site / "search" / "t").iterdir())[::40]:
        for address, _, rows in json.loads(file.read_text("utf-8").split(",", 1)[1][:-2]):
            page = (shipped_site / unquote(address) / "index.html").read_text("utf-8")
            page = re.sub(r'<span class="?db-(?:citation|label|no|transcribed)\b[^>]*>.*?</span>', "", page)
            text = re.sub(r"\W", "", unescape(re.sub(r"<[^>]+>", "", page)))
            for row in rows:  # what a page as a whole is called and described stands in its head
                for words in re.split(r"[\n\u3000]", row[2]) if row[0] else ():
                    assert re.sub(r"\W", "", words) in text, (address, words)
