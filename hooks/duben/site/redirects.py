"""Former addresses of pages, which lead on to the present ones."""

from __future__ import annotations

from html import escape

from ..catalogue import _
from ..edition.model import Edition
from ..edition.order import former
from .policy import policy


def redirects(edition: Edition) -> dict[str, str]:
    """Pages that were: the former path of a page below docs/, and the path at which it stands now."""
    return {old: new for old, new in former(edition) if old not in edition.chapters and edition.page(old) is None}


def redirect(address: str) -> str:
    """A page that leads on to ``address``, as HTML; for a reader whose browser does not follow, with a link."""
    path = escape(address)
    message = _("This page {start}has moved here{end}.", start=f'<a href="{path}">', end="</a>")
    return (
        f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy("moved")}"><title>{_("Moved")}</title>'
        f'<meta http-equiv="refresh" content="0; url={path}"><link rel="canonical" href="{path}"><p>{message}</p></html>'
    )
