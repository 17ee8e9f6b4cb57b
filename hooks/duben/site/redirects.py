"""Former addresses of entries, which lead on to the present ones."""

from __future__ import annotations

from html import escape

from ..edition.model import Edition


def redirects(edition: Edition) -> dict[str, str]:
    """Pages that were: the former path of an entry below docs/, and the path at which it stands now."""
    entries = edition.entries
    return {f"entries/{slug}.md": entry.path for entry in entries.values() for slug in entry.formerly if slug not in entries}


def redirect(address: str) -> str:
    """A page that leads on to ``address``, as HTML; for a reader whose browser does not follow, with a link."""
    return (
        '<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>已移到別處</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(address)}"><link rel="canonical" href="{escape(address)}">'
        f'<p>這一條<a href="{escape(address)}">已移到這裏</a>。</p></html>'
    )
