"""What is fetched and shown on machines with and without Chinese type: Chromium with fonts of the test's own choosing."""

import os
import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from duben.site import fonts
from support.browser import style

CHEN = "reports/qiqihar-1954/chen/"
PAGES = ["", CHEN, "guides/production-meeting/", "entries/people/", "about/editorial/"]
OURS = ("OTS derived font", True)
ONLY_HAN = """
const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
while (nodes.nextNode()) {
  const { currentNode: node } = nodes
  node.data = node.data.replace(/\\P{Script=Han}/gu, "")
  if (node.data && node.parentElement.checkVisibility()) node.parentElement.setAttribute("data-han", "")
}"""


def write(folder, family, data):
    """A font for a machine that has no others, under the name ``family``."""
    with TTFont(BytesIO(data), recalcBBoxes=False) as font:  # or every glyph would be drawn
        for number in (1, 4, 6):
            font["name"].setName(family, number, 3, 1, 0x409)
        font.save(folder / f"{family}.otf")


@pytest.fixture(scope="session")
def type_of(once, shipped_site):
    """Type with letters alone, and with all characters that the site shows as well: to write all of a font takes half a minute."""
    whole = fonts.FONTS["pylopdf-fonts-zh-cn"].read_bytes()
    letters = "".join(map(chr, range(0x20, 0x7F)))

    def shown():
        """All characters for which the site's own font would be fetched."""
        css = (shipped_site / "assets/fonts/fonts.css").read_text("utf-8")
        ranges = re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", css)
        return {chr(code) for start, end in ranges for code in range(int(start, 16), int(end or start, 16) + 1)}

    han = once("han.otf", lambda path: path.write_bytes(fonts._cut(whole, letters + "".join(sorted(shown()))))).read_bytes()
    return {"Plain": fonts._cut(han, letters), "Han": han}


@pytest.fixture(scope="session")
def machine(launch, type_of, tmp_path_factory):
    """Starts browsers on machines that have these families of Chinese type, the last as the general sans, and one of letters alone."""
    started = {}

    def start(*families):
        if families not in started:
            folder = tmp_path_factory.mktemp("machine")
            write(folder, "Plain", type_of["Plain"])
            for family in families:
                write(folder, family, type_of["Han"])
            config = folder / "fonts.conf"
            sans = f"<alias><family>sans-serif</family><prefer><family>{('Plain', *families)[-1]}</family></prefer></alias>"
            config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>{sans}</fontconfig>")
            started[families] = launch(env={**os.environ, "FONTCONFIG_FILE": str(config)})
        return started[families]

    yield start
    for chromium in started.values():
        chromium.close()


@pytest.fixture
def visit(address):
    """Opens a page in a browser; returns it when its fonts are there, with the sizes of those it fetched."""
    pages = []

    def visit(chromium, path):
        page = chromium.new_page()
        pages.append(page)
        fetched = []
        page.on("requestfinished", lambda request: fetched.append(request) if request.url.endswith(".woff2") else None)
        page.goto(address + path, wait_until="load")
        page.evaluate("document.fonts.ready")
        return page, [request.sizes()["responseBodySize"] for request in fetched]

    yield visit
    for page in pages:
        page.close()


def used(page, part="body"):
    """The fonts in which Chinese characters are shown in a part of a page: for each its name, and whether it came with the page."""
    style(page, "* { list-style: none !important }")  # a marker's number counts as its item's
    page.evaluate(ONLY_HAN)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    nodes = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": f"{part} [data-han]"})["nodeIds"]
    assert nodes
    rows = [devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
    return {(font["familyName"], font["isCustomFont"]) for row in rows for font in row}


@pytest.mark.parametrize("path", PAGES)
def test_without_chinese_type_every_character_is_shown_in_ours(machine, visit, path):
    page, fetched = visit(machine(), path)
    assert used(page) == {OURS}
    assert 100_000 < sum(fetched) < 350_000


@pytest.mark.parametrize("path", PAGES)
def test_with_chinese_type_nothing_is_fetched(machine, visit, path):
    page, fetched = visit(machine("Songti TC", "PingFang TC"), path)
    assert not fetched
    assert used(page) <= {("Songti TC", False), ("PingFang TC", False)}


def test_a_reader_of_simplified_characters_has_them_too(machine, visit):
    page, _ = visit(machine(), CHEN)
    page.evaluate("localStorage.setItem('duben.script', 'simplified')")
    page.reload()
    page.wait_for_function("document.title.includes('组')")
    page.evaluate("document.fonts.ready")
    assert used(page) == {OURS}


def test_a_rare_variant_is_neither_a_box_nor_the_usual_form(machine, visit):
    page, _ = visit(machine(), CHEN)
    pictures = []
    for char in "羣群\ue000":
        page.locator("#p2").evaluate("(paragraph, char) => { paragraph.textContent = char }", char)
        page.evaluate("document.fonts.ready")
        pictures.append(page.locator("#p2").screenshot())
    assert len(set(pictures)) == 3


def test_type_that_a_stylesheet_can_only_name_as_a_face_serves_as_well(machine, visit):
    """As on a phone with Android; the source and the editors keep each their own."""
    serif, sans = fonts.FAMILIES.values()
    page, fetched = visit(machine(serif, sans), CHEN)
    assert not fetched
    assert {name for name, _ in used(page)} == {serif, sans}
    assert {name for name, _ in used(page, ".db-text > p .db-corrected")} == {serif}
