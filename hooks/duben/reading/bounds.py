"""How large, and how deeply nested, what a contributor writes may be: far beyond any use, but no file can stop the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..catalogue import _
from ..problems import Problem

PAGE = 2_000_000
"""Bytes of a file of docs/ that is a page, of a chapter, of a ledger and of edition.yml."""
SOURCE = 20_000_000
"""Bytes of source.txt."""
LINE = 20_000
"""Characters of a line of Markdown that the editors write; paragraphs of a chapter may be longer."""
FRONT_MATTER = 500_000
"""Characters of the front matter of a page."""
FIELD = 5_000
"""Characters of a text in front matter."""
TITLE = 500
"""Characters of a title, short title, name, heading, or title of a block."""
DEPTH = 8
"""How deeply lists and fields in front matter may be nested."""
BRACKETS = 20
"""How many brackets, or quotation marks of one quotation, may be open at a time in a paragraph."""

TITLES = frozenset(("title", "short", "siglum", "english", "name", "pinyin", "number", "en"))
"""Fields that are held to ``TITLE``."""
_HEADING = re.compile(rf"^(?: {{0,3}}/{{3,}}| {{0,3}}#)[^\n]{{{TITLE},}}", re.MULTILINE)
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t]*\n", re.DOTALL)


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # one of two classes
    """Reads plain values; a date stays as it was written."""


Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)


class RefusedError(ValueError):
    """YAML that may be valid, but is not read. ``problem_mark`` is its place, as in the loader's own errors."""

    def __init__(self, message: str, hint: str, event: yaml.Event | None = None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.problem_mark = event.start_mark if event else None


def refuse(text: str) -> None:
    """Raises ``RefusedError`` for a YAML text with aliases, anchors or merged fields, by which few characters can stand for endless ones,
    and for what is too deep or too long; and what the parser raises. Nothing is composed of it, since that alone may take the stack."""
    if len(text) > FRONT_MATTER:
        raise RefusedError(_("The fields are longer than {count} characters.", count=FRONT_MATTER), _("Shorten them."))
    depth = 0
    for event in yaml.parse(text, Loader):
        if getattr(event, "anchor", None) is not None:
            message = _("“&” and “*” at the beginning of a value (anchors and aliases) are not read here.")
            raise RefusedError(message, _("Write the value out; put text that begins so in quotation marks."), event)
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            raise RefusedError(_("“<<” (fields merged from others) is not read here."), _("Write the fields out."), event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            message = _("Lists and fields are nested more than {count} deep here.", count=DEPTH)
            raise RefusedError(message, _("Check the brackets and the indentation."), event)


def parsed(text: str) -> tuple[Any, yaml.Node | None]:
    """The value of a YAML text, and the nodes of which it was made. Raises what ``refuse`` and the loader raise."""
    refuse(text)
    loader = Loader(text)
    node = loader.get_single_node()  # read once, for the values and for their lines
    return (loader.construct_document(node) if node else None), node


def body(path: str, text: str, first_line: int) -> tuple[str, list[Problem]]:
    """The Markdown of a page, empty where a line is too long or brackets are nested too deep; and a problem for that, and for each heading
    and title of a block that is too long."""
    for number, row in enumerate(text.split("\n"), first_line):
        if len(row) > LINE:
            message = _("This line is longer than {count} characters; the page was not read.", count=LINE)
            return "", [Problem(path, number, LINE, "F007", message, _("Divide it into several lines or paragraphs."))]
    problems = [too_long(path, first_line + text.count("\n", 0, match.start())) for match in _HEADING.finditer(text)]
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = 0 if match[0][0] == "\n" else max(0, depth + (match[0] == "[") - (match[0] == "]"))
        if depth > BRACKETS:
            line = first_line + text.count("\n", 0, match.start())
            message = _("More than {count} brackets “[” are open here; the page was not read.", count=BRACKETS)
            return "", [*problems, Problem(path, line, 1, "F007", message, _("Close them; to show a bracket, write “\\[”."))]
    return text, problems


def too_long(path: str, line: int) -> Problem:
    """The problem of a heading or title that is too long."""
    message = _("This title is longer than {count} characters.", count=TITLE)
    return Problem(path, line, 1, "F007", message, _("Shorten it."))


def fields(path: str, values: dict[Any, Any], lines: dict[str, int]) -> list[Problem]:
    """A problem for each field of front matter that has a text which is too long."""
    found = []
    for name, value in values.items():
        longest = TITLE if name in TITLES else FIELD
        if any(len(text) > longest for text in texts(value)):
            message = _("“{field}” has a text of more than {count} characters.", field=str(name)[:60], count=longest)
            found.append(Problem(path, lines.get(str(name), 1), 1, "F007", message, _("Shorten it.")))
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    for item in members(value):
        yield from texts(item)


def members(value: Any) -> list[Any]:
    """The members of a list, or the keys and values of a mapping; nothing for any other value."""
    return [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
