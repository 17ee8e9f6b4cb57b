"""The engine's own theme: templates, styles and scripts, which are data of this package and published with every site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from ..cache import key

PACKAGE = Path(__file__).parents[1]

FOLDER = PACKAGE / "theme"
"""Templates that stand before those of Material for MkDocs, and in ``assets`` the styles and scripts. MkDocs publishes what is in a
theme's folder and no template."""

HOST_STYLES = ("main", "palette")
"""The host's own style sheets, in ``assets/stylesheets``, in the order in which they come before ours."""

STYLES = ("material", "duben", "tools", "home", "reading", "search", "packet", "print", "tray", "simplified")
"""The style sheets in the order in which they are joined: ``material`` fits the host's own elements, the others are ours."""

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

EARLY = "assets/early.js"
"""The one script that a page waits for."""

STYLE, SCRIPT, LATER = "assets/site.css", "assets/site.js", "assets/later.js"
"""What a page loads: all style sheets as one, the modules as one script, and the modules that are fetched when they are first needed.
Not one for each kind of page: what a kind has of its own is less than another request costs, and a reader goes on to other kinds."""

UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "assets/stylesheets/")
"""What Material brings and no page loads: what is for its own search, and the style sheets that are joined with ours."""


_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)


def without_comments(script: str) -> str:
    """A script as it is published: without the comments that stand on lines of their own, types among them, which are a third of it.

    No text in back quotes of our scripts has a line that begins as a comment does.
    """
    return _COMMENT.sub("", script)


def host_style(address: str) -> str:
    """Which of ``HOST_STYLES`` the file at an address is, '' if it is none."""
    found = re.fullmatch(rf"assets/stylesheets/({'|'.join(HOST_STYLES)})\.\w+\.min\.css", address)
    return found[1] if found else ""


def is_unused(address: str) -> bool:
    """Whether no page loads the file at an address, which the host brings."""
    return address.startswith(UNUSED)


def style(host: Mapping[str, str], own: Mapping[str, str], words: str) -> str:
    """The style sheets of the host by their names and ours by those of their files as one, in their order; ours with ``words`` at their
    head, and without the comments and indentation, of which a browser makes nothing. No string in them holds what begins a comment.
    """
    ours = "\n".join([words, *(own[f"{name}.css"] for name in STYLES)])
    return "\n".join([*(host[name] for name in HOST_STYLES), re.sub(r"/\*.*?\*/|^\s+", "", ours, flags=re.MULTILINE | re.DOTALL)])


def entries(modules: Iterable[str]) -> list[str]:
    """The files of ``MODULES``; that of simplified characters only where there is its table, which a build may do without."""
    left_out = () if "simplified-table.js" in modules else ("simplified",)
    return [f"{name}.js" for name in MODULES if name not in left_out]


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


class Compiled(BytecodeCache):
    """Compiled templates, which are kept as long as the process lives: `serve` compiles each once. They are code, so no file holds them."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()
