#!/usr/bin/env python3
"""Make the pictures of the README from the built site: its pages in Chromium, pages of its PDFs by pdftoppm.

    pictures.py [--site DIR] [--out DIR]

The site must hold the PDFs of its packets. Each picture is a PNG of at most 32 colours; its size in KB is printed. CHROMIUM is the
path of the browser. Which pages are shown, and what of them, stands in ``SHOTS`` and ``SHEETS``.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

WIDTH, HEIGHT = 1280, 800  # CSS pixels of a desktop's window
PHONE = 390
SCALE = 1.25  # pixels for a CSS pixel
COLOURS = 32
PAPER = 100  # dots per inch of a page of paper
ROOM = 12  # CSS pixels around what is shown


@dataclass(frozen=True)
class Shot:
    """A picture of a page of the site.

    ``choices`` are the reader's (choices.js). The picture begins ``ROOM`` above the first element that ``at`` selects and is
    ``height`` CSS pixels high; without ``at`` it begins at the top of the page. ``left`` and ``width`` crop it. ``query`` is typed
    into the search box.
    """

    name: str
    path: str
    height: int
    at: str = ""
    left: int = 0
    width: int = WIDTH
    window: int = WIDTH
    query: str = ""
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A picture of a page of a PDF, counted from 1."""

    name: str
    path: str
    page: int


SHOTS = (
    Shot("chapter", "reports/qiqihar-1954/chen/", 597, at="#p23", left=252, width=985, choices={"notes": "margin"}),
    Shot("step", "guides/production-meeting/", 445, at="#choose", left=300, width=690),
    Shot("search", "", 611, left=182, width=916, query="竅門"),
    Shot("entry", "entries/terms/dinge/", 1112, at="article h1", left=234, width=786),
    Shot(
        "phone",
        "reports/qiqihar-1954/chen/",
        552,
        at=".db-tools",
        window=PHONE,
        width=PHONE,
        choices={"script": "simplified", "english": "off"},
    ),
)
SHEETS = (
    Sheet("leader", "packets/production-meeting-facilitator.pdf", 4),
    Sheet("reading", "packets/production-meeting.pdf", 3),
    Sheet("form", "packets/forms/agenda.pdf", 1),
)


def serve(folder: Path) -> str:
    """Serve ``folder`` from this machine until the script ends; the address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


HIDE = "rules => { const own = new CSSStyleSheet(); own.replaceSync(rules); document.adoptedStyleSheets.push(own) }"


def search(page: Page, query: str) -> None:
    """Ask the search box, and wait until it has listed what it found."""
    page.locator(".db-open-search").first.click()
    page.locator("dialog input").first.fill(query)
    page.locator(".db-search-results a").first.wait_for()
    page.wait_for_timeout(500)  # passages are checked one after the other


def shoot(browser: Browser, address: str, shot: Shot) -> Image.Image:
    """The picture of a page in the state that ``shot`` asks for."""
    context = browser.new_context(
        viewport={"width": shot.window, "height": max(HEIGHT, shot.height)},
        device_scale_factor=SCALE,
        locale="zh-TW",
        color_scheme="light",
        reduced_motion="reduce",
    )
    chosen = json.dumps({"english": "on", **shot.choices})
    context.add_init_script(f"for (const [name, value] of Object.entries({chosen})) localStorage.setItem(`duben.${{name}}`, value)")
    page = context.new_page()
    page.goto(address + shot.path)
    page.wait_for_load_state("networkidle")
    if shot.query:
        search(page, shot.query)
    if shot.at:
        # the page's head would lie upon what is shown; a style element would be against the page's policy
        page.evaluate(HIDE, ".md-header, .md-top { visibility: hidden }")
        page.locator(shot.at).first.evaluate(
            "(element, room) => scrollBy({ top: element.getBoundingClientRect().top - room, behavior: 'instant' })", ROOM
        )
    page.wait_for_timeout(300)  # notes beside the text find their places
    clip = {"x": shot.left, "y": 0, "width": shot.width, "height": shot.height}
    shown = page.screenshot(clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]
    context.close()
    return Image.open(BytesIO(shown))


def sheet(path: Path, number: int) -> Image.Image:
    """Page ``number`` of the PDF at ``path``, with a thin line around it."""
    command = ["pdftoppm", "-png", "-r", str(PAPER), "-f", str(number), "-l", str(number), str(path)]
    shown = Image.open(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    return ImageOps.expand(shown.convert("RGB"), 2, "#bbb")


def write(picture: Image.Image, path: Path) -> None:
    """Write ``picture`` with a palette, and print its size."""
    # by coverage, not by median cut, which gives all colours to the edges of black letters and none to the red ones
    small = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.as_posix()}  {picture.width} × {picture.height}  {path.stat().st_size / 1000:.0f} KB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=Path("site"), help="the built site (site)")
    parser.add_argument("--out", type=Path, default=Path(".github/pictures"), help="the folder to write to (.github/pictures)")
    options = parser.parse_args()
    if lacking := [each.path for each in SHEETS if not (options.site / each.path).is_file()]:
        parser.error(f"{options.site.as_posix()}/ has not {', '.join(lacking)}: build the site with its packets first.")
    if "CHROMIUM" not in os.environ:
        parser.error("CHROMIUM is not set: call `python3 scripts/dev.py pictures`, which finds the browser, or set it to its path.")
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu"])
        address = serve(options.site)
        for shot in SHOTS:
            write(shoot(browser, address, shot), options.out / f"{shot.name}.png")
        browser.close()
    for each in SHEETS:
        write(sheet(options.site / each.path, each.page), options.out / f"{each.name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
