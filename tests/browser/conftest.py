"""The shipped site in headless Chromium, served from this machine below a sub-path."""

import functools
import http.server
import os
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def launch():
    """Starts a Chromium of one's own; ``env`` is its environment."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium: `python3 scripts/dev.py test` installs it, or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        yield functools.partial(playwright.chromium.launch, executable_path=path, args=FLAGS)


@pytest.fixture(scope="session")
def browser(launch):
    chromium = launch()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def address(shipped_site, tmp_path_factory):
    """Where the site is served, at /edition/ as a project page of GitHub is."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(shipped_site, root / "edition")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/edition/"
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
    """Opens a page of the site; any error on it, and any request to another host, fails the test."""
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
        context.close()
    assert not faults
