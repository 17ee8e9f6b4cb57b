"""How problems are told: in a terminal or log, beside the lines of a pull request, to a program."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click

from .catalogue import _
from .problems import CODES, Problem, Told, errors, file, folded, plain, visible

ANNOTATIONS = 10
"""How many annotations GitHub shows of one step."""
_WIDTH = 76
"""Columns of a terminal that a line of the source takes at most."""
_SUMMARY = 500
"""Problems that a summary names; GitHub takes one MiB of a step."""
PAGE = "about/problems.md"
"""The page that has a section for every code."""
Lines = Callable[[str], Sequence[str]]
"""The lines of a file by its path, as ``file`` gives it; none where it cannot be read."""


def as_text(
    problems: Iterable[Problem], root: str = "docs", *, lines: Lines | None = None, colour: bool = False, every: bool = False
) -> str:
    """For a terminal or log, paths below ``root``: each problem a line; with ``lines`` below it that of the file, a caret under the
    place. What follows from a problem is counted, or with ``every`` told behind it. Reviews stand apart, behind the rest."""

    def style(text: str, **how: Any) -> str:
        return click.style(text, **how) if colour else text

    def one(problem: Problem) -> list[str]:
        tone = "red" if problem.severity == "error" else "yellow"
        path = file(root, problem)
        place = style(plain(f"{path}:{problem.line}:{problem.column}:"), bold=True)
        mend = style(plain(f"→ {problem.mend}"), fg="green")
        rows = [f"{place} {style(problem.code, fg=tone)} {plain(problem.message)} {mend}" if colour else problem.under(root)]
        if lines and (found := _excerpt(lines(path), problem)):
            rows += [plain(f"    {found[0]}"), f"    {style(found[1], fg=tone, bold=True)}"]
        return rows

    rows: list[str] = []
    reviews = False
    for told in folded(problems):
        if told.problem.severity == "review" and not reviews:
            rows += [*([""] if rows else []), _("To look at, though nothing need be wrong:")]
            reviews = True
        rows += one(told.problem)
        if every:
            rows += [f"  {row}" for problem in told.followers for row in one(problem)]
        elif told.followers:
            rows.append("    " + _("{count} more follow from this.", count=len(told.followers)))
    return "\n".join(rows)


def _excerpt(lines: Sequence[str], problem: Problem) -> tuple[str, str] | None:
    """The line of a problem, so much of it as a terminal has room for, and a caret under its place; None where there is no such line."""
    if not 0 < problem.line <= len(lines) or not lines[problem.line - 1].strip():
        return None
    line = "".join(char if char.isprintable() else "\u3000" if char == "\u3000" else " " for char in lines[problem.line - 1])
    at = min(problem.column - 1, len(line))
    start = end = at
    room = _WIDTH
    while room > 0 and (start > 0 or end < len(line)):  # words on both sides, more of those behind
        if end < len(line):
            room -= _width(line[end])
            end += 1
        if start > 0 and (end - at > 2 * (at - start) or end == len(line)):
            start -= 1
            room -= _width(line[start])
    before, after = ("…" if start else ""), ("…" if end < len(line) else "")
    return before + line[start:end] + after, " " * sum(map(_width, before + line[start:at])) + "^"


def _width(char: str) -> int:
    """The columns of a character in a terminal."""
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1


def as_github(problems: Iterable[Problem], root: str = "docs", changed: Mapping[str, Collection[int]] | None = None) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request: at most ten, the causes on lines that were ``changed``
    first. What follows from them is only counted."""

    def data(text: str) -> str:
        return plain(text).replace("%", "%25")

    def value(text: str) -> str:  # of a property, which ends at a comma or colon
        return data(text).replace(":", "%3A").replace(",", "%2C")

    def command(told: Told) -> str:
        problem, level = told.problem, "error" if told.problem.severity == "error" else "notice"
        message = f"{problem.message} → {problem.mend}"
        if told.followers:
            message += " " + _("{count} more follow from this.", count=len(told.followers))
        place = f"file={value(file(root, problem))},line={problem.line},col={problem.column}"
        return f"::{level} {place},title={problem.code}::{data(message)}"

    def unchanged(told: Told) -> bool:
        return told.problem.line not in (changed or {}).get(file(root, told.problem), ())

    shown = sorted(folded(problems), key=lambda told: (told.problem.severity == "review", unchanged(told)))
    return "\n".join(map(command, shown[:ANNOTATIONS]))


def summary(problems: Iterable[Problem], root: str = "docs", site: str = "") -> str:
    """Everything as Markdown, for the summary of a job; codes lead to their sections where the ``site`` has an address."""
    every = folded(problems)
    wrong = len(errors(problem for told in every for problem in (told.problem, *told.followers)))
    rows = [
        "## " + _("{count} to correct, {reviews} to look at", count=wrong, reviews=sum(told.problem.severity == "review" for told in every))
    ]
    left = _SUMMARY
    for told in every[:_SUMMARY]:
        rows.append(f"- {_item(told.problem, root, site)}")
        shown = told.followers[: max(0, left - 1)]
        left -= 1 + len(shown)
        if told.followers:
            rows += ["", f"  <details><summary>{_('{count} more follow from this.', count=len(told.followers))}</summary>", ""]
            rows += [f"  - {_item(problem, root, site)}" for problem in shown]
            rows += ["  - …"] if len(shown) < len(told.followers) else []
            rows += ["", "  </details>", ""]
        if left <= 0:
            rows.append("- " + _("The rest is told by {command}.", command="`python3 scripts/dev.py check --all`"))
            break
    return "\n".join(rows) + "\n"


def _item(problem: Problem, root: str, site: str) -> str:
    code = f"[{problem.code}]({address(site, problem.code)})" if site else problem.code
    place = plain(f"{file(root, problem)}:{problem.line}").replace("`", "")
    return f"`{place}` {code} {_markdown(plain(f'{problem.message} → {problem.mend}'))}"


def _markdown(text: str) -> str:
    """Words as Markdown that shows them as they are."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", html.escape(text, quote=False))


def address(site: str, code: str) -> str:
    """Where a site explains a code; '' where it has no address."""
    return f"{site.rstrip('/')}/{PAGE.removesuffix('.md')}/#{code}" if site else ""


_PLACE = {
    "path": {"type": "string", "description": "relative to the folder of pages, with “/”"},
    "line": {"type": "integer", "minimum": 1},
    "column": {"type": "integer", "minimum": 1},
    "code": {"enum": list(CODES)},
}
SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "problems",
    "description": "What the check prints with --format json: every problem, each behind the one from which it follows.",
    "type": "array",
    "items": {
        "type": "object",
        "properties": _PLACE
        | {
            "message": {"type": "string"},
            "mend": {"type": "string"},
            "severity": {"enum": ["error", "review"]},
            "cause": {
                "description": "the problem from which this one follows",
                "anyOf": [
                    {"type": "null"},
                    {"type": "object", "properties": _PLACE, "required": list(_PLACE), "additionalProperties": False},
                ],
            },
            "url": {"type": "string", "description": "where the site explains the code, if its address is known"},
        },
        "required": [*_PLACE, "message", "mend", "severity", "cause"],
        "additionalProperties": False,
    },
}
"""The JSON Schema of what ``as_json`` writes."""


def as_json(problems: Iterable[Problem], site: str = "") -> str:
    """A JSON array as ``SCHEMA`` describes it. What is not seen is escaped: the array may be shown in a terminal."""
    rows = []
    for told in folded(problems):
        place = {name: getattr(told.problem, name) for name in _PLACE}
        rows.append(_row(told.problem, None, site))
        rows += [_row(problem, place, site) for problem in told.followers]
    return "\n".join(map(visible, json.dumps(rows, ensure_ascii=False, indent=1).split("\n")))


def _row(problem: Problem, cause: Mapping[str, object] | None, site: str) -> dict[str, object]:
    fields = {name: value for name, value in asdict(problem).items() if name not in ("about", "exact")}
    return fields | {"severity": problem.severity, "cause": cause} | ({"url": address(site, problem.code)} if site else {})


def changed_lines(diff: str) -> dict[str, set[int]]:
    """The lines that a change has added or altered, by file: ``diff`` is what git prints without lines around (--unified=0) and without
    prefixes of paths."""
    found: dict[str, set[int]] = {}
    path, rest = "", 0
    for row in diff.split("\n"):
        if rest:  # of a hunk, whatever it looks like
            rest -= not row.startswith("\\")
        elif row.startswith("+++ "):
            path = row.removeprefix("+++ ").rstrip("\t")
        elif match := re.match(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", row):
            old, first, new = (1 if group is None else int(group) for group in match.groups())
            found.setdefault(path, set()).update(range(first, first + new))
            rest = old + new
    return found
