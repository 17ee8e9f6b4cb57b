"""Chromium without a window, one for a worker, and sites served from this machine. A plugin of pytest."""

import functools
import http.server
import os
import shutil
import threading
import time

import pytest
from playwright.sync_api import Error, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def wait_for_function(self, expression, arg=None, timeout=30_000):
    """Wait until what is asked holds on the page. Playwright's own asks with ``eval`` from inside the page, which its policy forbids."""
    end = time.monotonic() + timeout / 1000
    while True:
        try:
            if self.evaluate(expression, arg):
                return
        except Error as error:
            if "context was destroyed" not in error.message:  # the page leads on to another
                raise
        assert time.monotonic() < end, f"waited in vain for {expression}"
        self.wait_for_timeout(20)


Page.wait_for_function = wait_for_function


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and lets a connection live for all of a page; what stands behind the head of an answer goes out at once."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def launch():
    """Starts a Chromium of one's own; ``env`` is its environment."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium: `python3 scripts/dev.py test` installs it, or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        yield functools.partial(playwright.chromium.launch, executable_path=path, args=FLAGS)


@pytest.fixture(scope="session")
def browser(launch):
    """The browser of this worker; a test opens contexts in it."""
    chromium = launch()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def serve():
    """Serves a site, whose folder is named ``edition``, at /edition/ as a project page of GitHub is; returns its address."""
    servers = []

    def serve(site):
        assert site.name == "edition"
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site.parent))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/edition/"

    yield serve
    for server in servers:
        server.shutdown()


@pytest.fixture
def options():
    """Opens the panel of the reader's choices, where it is not open."""

    def options(page):
        if page.locator(".db-panel").is_hidden():
            page.locator(".db-open-tools").click()

    return options


@pytest.fixture
def open_page(browser, address):
    """Opens a page of the site at ``address``; any error on it, and any request to another host, fails the test."""
    contexts, faults = [], []

    def open_page(path, width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith((address, "data:")) else None)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        for holder in (context, *context.pages):  # an answer that is still on its way belongs to no later test
            holder.unroute_all(behavior="ignoreErrors")
        context.close()
    assert not faults


def style(page, rules):
    """Add rules to an open page; a style element would be against its policy."""
    page.evaluate("rules => { const own = new CSSStyleSheet(); own.replaceSync(rules); document.adoptedStyleSheets.push(own) }", rules)


def choose(page, **choices):
    """Make choices of the reader on an open page, as its buttons do."""
    page.evaluate(
        "choices => { for (const [name, value] of Object.entries(choices)) duben.load('choices.js').choose(name, value) }", choices
    )


def reload_with(page, **choices):
    """The page as who made these choices before finds it."""
    page.evaluate("choices => { for (const [name, value] of choices) localStorage.setItem(`duben.${name}`, value) }", [*choices.items()])
    page.reload()


def on_paper(open_page, path, **choices):
    """The page as it is printed by a reader who has made these choices."""
    page = open_page(path, width=643, color_scheme="dark")  # the width of what A4 leaves between its margins
    if choices:
        reload_with(page, **choices)
    page.emulate_media(media="print")
    return page


def search(page, words):
    """Type words into the search box, opened where it is not, and wait for what it says."""
    if not page.locator("dialog.db-search[open]").count():
        page.keyboard.press("/")
    page.evaluate("document.querySelector('.db-search-told').textContent = '…'")
    page.locator("dialog input").fill(words)
    page.wait_for_function("document.querySelector('.db-search-told').textContent !== '…'")
    return page.locator(".db-search-told").inner_text()
