"""The site as it is opened from a folder: every address leads to a file, and nothing needs a server."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ADDRESS = re.compile(r'(?:href|src|content="0; url)=["\']?([^"\'> ]+)')


def test_every_address_on_every_page_is_that_of_a_file(offline_site):
    pages = list(offline_site.rglob("*.html"))
    assert len(pages) > 100
    broken = []
    for page in pages:
        for address in map(unescape, ADDRESS.findall(page.read_text("utf-8"))):
            target = urlsplit(urljoin(page.as_uri(), address))
            if target.scheme == "file" and not Path(unquote(target.path)).is_file():
                broken.append((page.name, address))
    assert not broken


def test_no_page_loads_a_module(offline_site):
    for page in offline_site.rglob("*.html"):
        scripts = re.findall(r"<script[^>]*>", page.read_text("utf-8"))
        assert not [script for script in scripts if "module" in script], page


def test_a_site_for_a_server_has_the_same_styles_and_scripts(shipped_site, offline_site):
    for name in ("site.css", "site.js", "later.js", "early.js"):
        assert (shipped_site / "assets" / name).read_bytes() == (offline_site / "assets" / name).read_bytes()
