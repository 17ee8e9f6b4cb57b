#!/usr/bin/env python3
"""What a search costs: the index against reading the edition, and queries in a real browser, cold and warm.

    bench_search.py [N] [--keep DIR]

Makes the synthetic edition of bench.py with N chapters (100 unless told) and its search index, without building the pages.
Prints processor seconds of the index, of its passages alone, made again with one of its segments changed and with none, beside those of
reading the edition; its files and size; and, asked through the search box in Chromium: the bytes that the first query
fetches with nothing cached, as gzip sends them, and milliseconds from a key to the results, for queries asked the first
time and again.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import random
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path

from bench import make, positive
from playwright.sync_api import Browser, Page, sync_playwright

from duben import command
from duben.cache import Cache
from duben.document.pages import Pages
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.reading.settings import beside, read_settings
from duben.search import passages
from duben.search.write import write
from duben.site import words
from duben.site.theme import FOLDER
from duben.store import Store

PAGE = """<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>bench</title>
<button class="db-open-search" data-base="." hidden>搜尋</button>
<script type="module" src="assets/search.js"></script></html>"""
ASK = """
async (query) => {
  const [field, told] = ["input", ".db-search-told"].map((name) => document.querySelector(`dialog ${name}`))
  told.textContent = "\\u2026"
  const answered = new Promise((resolve) => {
    new MutationObserver((_, watch) => {
      if (told.textContent === "\\u2026") return
      watch.disconnect()
      resolve(performance.now())
    }).observe(told, { childList: true, characterData: true, subtree: true })
  })
  const start = performance.now()
  field.value = query
  field.dispatchEvent(new InputEvent("input"))
  return (await answered) - start
}
"""
QUERIES = 60


def index(folder: Path) -> list[str]:
    """Write the index of ``folder``/docs to ``folder``/site and print what it took; queries as readers type them."""
    start = time.process_time()
    edition = read(folder / "docs", read_settings(beside(folder / "docs"))[0])
    reading = time.process_time() - start
    pages = Pages(edition, resolve(edition))
    start = time.process_time()
    parts = [("", part._replace(pages=tuple(part.pages()).__iter__)) for part in passages.parts(pages)]
    collecting = time.process_time() - start
    shutil.rmtree(folder / "site" / "search", ignore_errors=True)
    texts = [passage.text for _, part in parts for page in part.pages() for passage in page.passages]
    print(f"reading  {reading:8.2f} s   passages {collecting:.2f} s   {sum(map(len, texts)) / 1e6:.1f} million characters")
    with tempfile.TemporaryDirectory() as cache:
        for name, given in (
            ("cold", parts),
            ("changed", [("other", parts[0][1]), *parts[1:]]),
            ("same", [("other", parts[0][1]), *parts[1:]]),
        ):
            start = time.process_time()
            store = Store(Path(cache, "files"))
            size = write(folder / "site" / "search", Cache(Path(cache, "kept")), store, given, lambda path: f"{path.removesuffix('.md')}/")
            store.close()
            print(f"{name:8} {time.process_time() - start:8.2f} s")
    print(f"files    {sum(1 for _ in (folder / 'site' / 'search').rglob('*.js')):8}     {size / 1e6:5.1f} MB")
    site = folder / "site"
    shutil.copytree(FOLDER / "assets", site / "assets", dirs_exist_ok=True)
    (site / "assets/words-table.js").write_text(words.module(), "utf-8")
    (site / "index.html").write_text(PAGE, "utf-8")
    chance = random.Random(3)
    queries = []
    for number in range(QUERIES):
        text = chance.choice(texts)
        at = chance.randrange(len(text))
        queries.append(text[at : at + (1, 2, 2, 3, 4, 8)[number % 6]])
    return queries


def serve(folder: Path) -> str:
    """The address at which ``folder`` is served from this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def opened(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page of a browser that has cached nothing, its search box open, and the addresses of what it will fetch from now on."""
    page = browser.new_context().new_page()
    page.goto(address, wait_until="networkidle")
    fetched: list[str] = []
    page.on("requestfinished", lambda request: fetched.append(request.url.removeprefix(address)))
    page.keyboard.press("/")
    return page, fetched


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", type=positive, nargs="?", default=100)
    parser.add_argument("--keep", type=Path, help="make the edition in this folder and leave it there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = options.keep or Path(temporary)
        if not (folder / "docs").exists():
            make(folder, options.chapters)
        queries = index(folder)
        address = serve(folder / "site")
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"])
        cold: list[int] = []
        for query in queries[::3]:
            page, fetched = opened(browser, address)
            page.evaluate(ASK, query)
            page.wait_for_load_state("networkidle")
            cold.append(sum(len(gzip.compress((folder / "site" / name).read_bytes())) for name in fetched))
            page.context.close()
        page, _ = opened(browser, address)
        page.evaluate(ASK, queries[0])
        first = [page.evaluate(ASK, query) for query in queries]
        again = [page.evaluate(ASK, query) for query in queries]
        browser.close()
    print(f"cold     {statistics.median(cold) / 1000:8.0f} KB  most {max(cold) / 1000:.0f} KB, by {len(cold)} queries")
    for name, row in (("new", first), ("again", again)):
        print(f"{name:8} {statistics.median(row):8.0f} ms  most {max(row):.0f} ms")
    return 0


if __name__ == "__main__":
    command.run(main)
