"""Every kind of shipped page: nothing axe-core finds fault with, nothing too faint or too wide."""

import re

import pytest

from support.axe import COLORS, LAYOUT, faults
from support.browser import choose

MISSING = "no/such/page/"
KINDS = [
    "",
    "guides/",
    "guides/production-meeting/",
    "packets/",
    "packets/production-meeting/",
    "packets/forms/production-record/",
    "packets/make/",
    "reports/",
    "reports/qiqihar-1954/",
    "reports/qiqihar-1954/li/",
    "reports/taiyuan-1952/front/",
    "entries/",
    "entries/organisations/",
    "entries/terms/gonghui-xiaozu/",
    "about/marks/",
    "about/coverage/",
    "about/problems/",
    "about/help/",
    MISSING,
]


@pytest.fixture
def open_kind(open_page, browser, address):
    """Opens a page of a kind; a wrong address, for which the browser itself reports an error, as a server answers it."""
    contexts = []

    def open_kind(path, **options):
        if path != MISSING:
            return open_page(path, **options)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        root = address.removesuffix("edition/")
        # the page for wrong addresses is made for a site at the root of its host
        outside = re.compile(f"^{re.escape(root)}(?!edition/)")
        page.route(outside, lambda route: route.continue_(url=route.request.url.replace(root, address)))
        page.goto(f"{root}404.html")
        return page

    yield open_kind
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", KINDS)
def test_no_fault_is_found_in_light_dark_and_simplified(open_kind, path):
    page = open_kind(path, color_scheme="light", locale="en-GB")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert faults(page, options=COLORS) == []
    page.set_viewport_size({"width": 390, "height": 844})
    choose(page, script="simplified", view="both")
    page.wait_for_selector("html[data-script-shown]")
    assert faults(page, options=LAYOUT) == []


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways(open_kind, options, path):
    page = open_kind(path, locale="en-GB")
    wide = []

    def measure(*widths):
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((width, page.evaluate("({ ...document.documentElement.dataset })")))

    measure(320, 390, 768, 1280, 1920)
    choose(page, size="larger", measure="wide", view="both")
    measure(320, 768, 1024, 1280, 1920)
    choose(page, measure="narrow", notes="margin")
    measure(1280, 1920, 320)
    assert wide == []
    options(page)
    measure(320)
    assert page.locator(".db-panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    assert wide == []


def test_no_guide_scrolls_sideways_on_the_narrowest_phone(open_page, shipped):
    guides = sorted(page.path.removesuffix(".md") + "/" for page in shipped.pages if page.is_guide)
    page = open_page(guides[0], width=320, height=700, locale="en-GB")
    base = page.url.removesuffix(guides[0])
    wide = []
    for path in guides:
        page.goto(base + path, wait_until="domcontentloaded")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []


def test_no_packet_or_form_scrolls_sideways_on_a_phone(open_page, shipped):
    pages = sorted(page.path.removesuffix(".md") + "/" for page in shipped.pages if page.packet or page.is_form)
    page = open_page(pages[0], width=320, height=700, locale="en-GB")
    base, wide = page.url.removesuffix(pages[0]), []
    for path in pages:
        page.goto(base + path, wait_until="domcontentloaded")
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    assert len(pages) > 12
    assert wide == []
