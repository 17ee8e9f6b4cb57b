"""The list of a site's pages for search engines: https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def sitemap(addresses: Iterable[str]) -> str:
    """The sitemap of pages at these addresses of the web."""
    rows = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
