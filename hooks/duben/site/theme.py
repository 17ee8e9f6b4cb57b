"""The engine's own theme: templates, styles and scripts, which are data of this package and published with every site."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ..cache import key

PACKAGE = Path(__file__).parents[1]

FOLDER = PACKAGE / "theme"
"""Templates that stand before those of Material for MkDocs, and in ``assets`` the styles and scripts. MkDocs publishes what is in a
theme's folder and no template."""

STYLES = ("material", "duben", "tools", "home", "reading", "search", "packet", "print", "tray", "simplified")
"""The style sheets in the order in which a page names them: ``material`` fits the host's own elements, the others are ours."""

MODULES = (
    "nav",  # the site's contents on a phone
    "reading",  # how far, and where one stopped; before what changes the page's words
    "tools",  # the reader's choices
    "duben",  # notes, citations
    "search",  # the search box; the rest of search is fetched with the first words
    "tray",  # a packet of the reader's own
    "guide",
    "entries",
    "simplified",  # simplified characters; last, so that the others find the original
)
"""The modules that every page loads, in this order; what else there is, they import."""

UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What Material brings for a search that this site has not: it has its own index."""


def styles() -> list[str]:
    """The addresses of the style sheets below the site's root."""
    return [f"assets/{name}.css" for name in STYLES]


def modules() -> list[str]:
    """The addresses of the modules below the site's root."""
    return [f"assets/{name}.js" for name in MODULES]


_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)


def without_comments(script: str) -> str:
    """A script as it is published: without the comments that stand on lines of their own, types among them, which are a third of it.

    No text in back quotes of our scripts has a line that begins as a comment does.
    """
    return _COMMENT.sub("", script)


def interface() -> list[Path]:
    """The files whose words may stand on any page: templates, styles, scripts, and their catalogue."""
    files = [path for path in FOLDER.rglob("*") if path.suffix in (".html", ".css", ".js")]
    return sorted([*files, *(PACKAGE / "locale").rglob("theme.po")])


def sources() -> list[Path]:
    """Every file of the package whose words may be shown on some page: programs, catalogues, templates and scripts."""
    return sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".po", ".html", ".js"))


@cache
def digest() -> str:
    """A hash of the theme's files."""
    return key(*(part for path in interface() for part in (path.name, path.read_bytes())))
