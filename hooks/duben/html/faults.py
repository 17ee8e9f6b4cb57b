"""What is wrong with a page, on that page: told above its text, and at its place where there is one.

Only a site that an editor looks at while writing has it; what is published has no errors.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..catalogue import _
from ..edition.model import Edition
from ..problems import Problem
from .elements import element

LIST = "problems.md"
"""The page of a site that is being edited on which everything that is wrong is listed, as a path below docs/."""
_ITEMS = ("li", "section", "details")
"""Elements in which a problem stands, and not behind them."""


class Fault(NamedTuple):
    """A problem of a page, and the id of what it stands at, '' where there is none."""

    problem: Problem
    place: str = ""


def place_of(edition: Edition, problem: Problem) -> str:
    """The id of the paragraph of a chapter, or of the block of a guide, in whose lines a problem is; '' where there is none."""
    chapter, page = edition.chapters.get(problem.path), edition.page(problem.path)
    if chapter:
        at = max((at for at, block in enumerate(chapter.blocks) if block.line <= problem.line), default=-1)
        return chapter.ids[at].id if at >= 0 else ""
    blocks = [block for block in page.blocks if block.line <= problem.line <= block.end and block.id] if page else []
    return max(blocks, key=lambda block: block.line).id if blocks else ""


def mark(root: etree.Element, faults: Sequence[Fault], count: int, everything: str) -> None:
    """Put what is wrong into a page: each problem at its place, and all of them above the text, with how many there are in the edition
    (``count``) and the address of their list."""
    places = {node.attrib["id"]: node for node in root.iter() if "id" in node.attrib}
    parents = {child: parent for parent in root.iter() for child in parent}
    box = etree.Element("section", {"class": "db-problems db-editor"})
    element(box, "p", _("To correct on this page: {count}", count=len(faults)))
    listed = element(box, "ol")
    for fault in faults:
        node = places.get(fault.place)
        item = element(listed, "li")
        _tell(item, fault.problem, f"#{fault.place}" if node is not None else "")
        if node is not None:
            note = etree.Element("aside", {"class": f"db-problem db-{fault.problem.severity} db-editor"})
            _tell(note, fault.problem)
            _insert(node, note, parents)
    element(element(box, "p"), "a", _("In the whole edition: {count}", count=count), href=everything)
    root.insert(0, box)


def listing(root: etree.Element, problems: Sequence[Problem], addresses: Mapping[str, str]) -> None:
    """Everything that is wrong, by file; ``addresses`` are those of the files that have a page."""
    root = element(root, "div", class_="db-problems")
    element(root, "h1", _("To correct: {count}", count=len(problems)))
    for path in dict.fromkeys(problem.path for problem in problems):
        head = element(root, "h2")
        element(head, "a" if path in addresses else "span", path, href=addresses.get(path, ""))
        listed = element(root, "ol")
        for problem in problems:
            if problem.path == path:
                _tell(element(listed, "li"), problem)


def _tell(parent: etree.Element, problem: Problem, address: str = "") -> None:
    where = _("Line {line}", line=problem.line)
    element(parent, "a" if address else "span", f"{where} {problem.code}", href=address, class_="db-where")
    element(parent, "span", problem.message)
    element(parent, "span", problem.mend, class_="db-mend")


def _insert(node: etree.Element, note: etree.Element, parents: Mapping[etree.Element, etree.Element]) -> None:
    if node.tag in _ITEMS:
        node.append(note)
        return
    parent = parents[node]
    note.tail, node.tail = node.tail, None
    parent.insert(list(parent).index(node) + 1, note)
