"""Problems in the content: stable code, file, line, one sentence, the mend; and which of them follow from others.

Nothing in the core raises for bad content. Every reader and check returns ``Problem`` values, and the caller shows them
all at once, in the form that a terminal, a pull request or a program wants (telling.py).
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Literal, NamedTuple

Severity = Literal["error", "review"]
"""An ``error`` stops the build; a ``review`` asks a person to look, and stops nothing."""


@dataclass(frozen=True)
class Kind:
    """What a code means, in English, by which the catalogue of words has it too."""

    meaning: str
    severity: Severity


_ERRORS = {
    "F001": "The front matter is missing, not closed, or not valid YAML.",
    "F002": "A required field of the front matter is missing.",
    "F003": "A field of the front matter is unknown.",
    "F004": "A field of the front matter has the wrong type or value.",
    "F005": "A file cannot be read as UTF-8.",
    "F006": "A file holds a character that is not seen, or is not the one that it looks like.",
    "F007": "A file, line or text is too long, or nested too deep.",
    "F008": "A field stands twice.",
    "F009": "The mark of an unfinished merge stands in a file.",
    "S001": "edition.yml cannot be read.",
    "S002": "A field of edition.yml is unknown.",
    "S003": "A field of edition.yml is missing, or has the wrong type or value.",
    "S004": "Parts of edition.yml do not agree, or a name in it cannot be used.",
    "M001": "A brace opens no closed mark on its line.",
    "M002": "A closing brace stands alone.",
    "M003": "A mark says nothing that the editors' notation knows.",
    "M004": "A mark has more than one arrow.",
    "M005": "The sign at the end does not fit this kind of mark.",
    "M006": "A side of the mark is empty.",
    "M007": "The reason after the bar is empty.",
    "M008": "A mark stands inside another mark.",
    "M009": "The correction is the same as the reading.",
    "M010": "The signs of a mark are full-width characters.",
    "M011": "A mark is typed with other signs than the editors' notation has.",
    "T001": "The chapter does not give source.txt back.",
    "T002": "A line of furniture or markup listed in index.md is not in source.txt.",
    "T003": "source.txt is missing or cannot be read.",
    "T004": "A list item or heading has no text.",
    "T005": "A chapter has no text.",
    "R001": "A report has no index.md or no chapter.",
    "R002": "Two chapters have the same place in the order.",
    "R004": "An entry of the contents names a chapter or line that is not there.",
    "R005": "A file name is not a citation key.",
    "R006": "A page stands where the site has no place for it.",
    "R007": "Two folders of an archive have different files of one name.",
    "R008": "What is published refers to a draft.",
    "R009": "A chapter whose ids are recorded is not there, or has another name.",
    "I002": "A line of a ledger cannot be read.",
    "I003": "A recorded id would be lost.",
    "I004": "An id is recorded twice.",
    "I005": "source.txt has changed under the recorded ids.",
    "I006": "The ledgers of a published report are missing.",
    "I007": "Lines of a ledger, or a whole one, are lost.",
    "I008": "A ledger was changed by hand.",
    "I009": "An id of an earlier version is no longer recorded, or at another place.",
    "Q001": "The words quoted are not in the chapter cited.",
    "Q002": "The words quoted stand at another place than the one cited.",
    "Q003": "The words quoted stand more than once and no paragraph is given.",
    "Q004": "A block quotation has no citation.",
    "Q005": "A citation cannot be read.",
    "Q006": "A citation names a report, chapter or paragraph that is not there.",
    "Q007": "A line begins like a link definition with a citation.",
    "Q008": "A quotation is followed by more than one citation, or has no words.",
    "Q009": "Words in other quotation marks stand before a citation and cannot be verified.",
    "Q010": "A citation stands in a link's text, or in the title or a field of a block.",
    "Q011": "A citation is typed with other signs than “[@”, “,” and “]”.",
    "G001": "A block of this name does not exist.",
    "G002": "A block is not closed, or closed without being opened.",
    "G003": "A field of a block is unknown or has the wrong form.",
    "G004": "A block has no verified quotation.",
    "G005": "The words of a field are not in the quotations of its block.",
    "G006": "Two blocks of one page have the same id.",
    "G007": "A block has no title.",
    "G008": "The number of a block is not the one that the source prints at its quotation.",
    "G009": "Numbered blocks do not stand in the order of the source.",
    "G010": "A checklist or agenda names a block that is not on its page.",
    "G011": "The minutes of an agenda do not add up.",
    "G012": "A cell of a comparison has no verified quotation.",
    "G013": "A cell of a comparison quotes another report than that of its column.",
    "G014": "A number that is drawn is not in the quotations of its block.",
    "G015": "There are too few or too many questions, or one names no paragraph.",
    "G016": "A guide does not end with its questions and the note for the one who leads.",
    "G017": "The English abstract of a guide has not three to six sentences.",
    "G018": "The group of a guide is not among those of guides/index.md.",
    "G019": "A field to fill in stands outside of a form, or another block in a form.",
    "G020": "A form has no field to fill in.",
    "G021": "A form has columns without rows, rows without columns, or too many rows.",
    "G022": "Text of a form stands between or behind its fields.",
    "N001": "An entry of the inventory has the wrong form.",
    "N002": "The words of an item of the inventory are not at their place, or not in order.",
    "E001": "A field of an entry has the wrong form.",
    "E002": "Two entries claim the same form of a name.",
    "E003": "An entry points to an entry that is not there, or of another kind.",
    "E004": "The former name of an entry is an entry still.",
    "E005": "A kind of entry has no index page.",
    "E007": "The pinyin of an entry has no tones.",
    "P001": "A part of a packet has the wrong form.",
    "P002": "A packet names a guide, block, form or chapter that is not there.",
    "P003": "A packet names a paragraph that is not there, or a range from back to front.",
    "P004": "A packet is empty.",
    "P005": "The minutes of a packet do not suffice, or are no minutes.",
    "P006": "The fonts of the packets lack a character.",
    "P007": "Two packets have the same place in the order.",
    "H001": "HTML stands in the text.",
    "H002": "A link or picture has an address that is not allowed.",
    "H003": "A file of a kind that is not published stands in docs/.",
    "H004": "A symbolic link stands in docs/.",
    "D001": "A footnote has no place on a page of the editors.",
    "D002": "A sign of Markdown is typed with a full-width character.",
    "D003": "A table or list has no empty line before it.",
    "D004": "The number of a list is not written so that Markdown knows it.",
    "D005": "Prose is indented by four spaces and would be shown as code.",
    "D006": "A link is typed with other brackets than “[…](…)”, or its address is nowhere given.",
    "D007": "A page has more than one heading of the first level.",
    "D009": "A picture has no words that stand for it.",
    "L001": "A link leads to a page that is not there.",
    "L002": "A link leads to a place that its page has not.",
    "L003": "A link leads to a file, or shows a picture, that is not there.",
    "L004": "The site has no first page.",
}
_REVIEWS = {
    "I001": "A paragraph or heading has no recorded id.",
    "E006": "A name is like that of an entry, and no entry says how they are related.",
    "D008": "The first heading is not of the first level, or a heading skips a level.",
    "E008": "The name of an entry has one character only.",
    "E009": "The name of an entry stands nowhere.",
    "M012": "A mark has no reason.",
    "Q012": "Words in quotation marks have no ground.",
    "W001": "Half-width punctuation stands between Chinese characters.",
    "W002": "A space stands where none belongs, or is of a kind that is not seen.",
    "W003": "One character is written in two ways.",
    "W004": "Simplified characters stand in Traditional prose, or the other way round.",
}
_LETTERS = list(dict.fromkeys(code[0] for code in (*_ERRORS, *_REVIEWS)))
CODES: Mapping[str, Kind] = {
    code: Kind(meaning, "error" if code in _ERRORS else "review")
    for code, meaning in sorted((_ERRORS | _REVIEWS).items(), key=lambda row: (_LETTERS.index(row[0][0]), row[0]))
}
"""Every code. A code is never given to another meaning, not even one that is given no longer (R003)."""


@dataclass(frozen=True)
class Replacement:
    """An exact mend: the words ``old``, which begin at ``line`` and ``column`` of the problem's file (both from 1) and may run over
    several lines, become ``new``. Where ``old`` is empty, ``new`` is put in."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, order=True)
class Problem:
    """One problem. ``path`` is relative to the docs folder, beside which edition.yml lies (``../edition.yml``); ``line`` and
    ``column`` count from 1. ``about`` are the other places on which the judgement rests: what is wrong there may be its cause, as it
    may be of what is said about them. A place is a file (``c.md``), its text (``c.md#``), or a line of that (``c.md#12``). ``exact``
    is the mend where there can be only one, for ``dev.py mend``."""

    path: str
    line: int
    column: int
    code: str
    message: str
    mend: str
    about: tuple[str, ...] = field(default=(), repr=False)
    exact: Replacement | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code}")

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def __str__(self) -> str:
        return self.under("")

    def under(self, root: str) -> str:
        """The problem on one line, its path below that of the docs folder."""
        return plain(f"{file(root, self)}:{self.line}:{self.column}: {self.code} {self.message} → {self.mend}")


def plain(text: str) -> str:
    """``text``, whatever a contributor has written in it, as one line for a terminal or log: it ends no line, moves no cursor, turns no
    text around, and is no command to a workflow (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    return re.sub(r"##(?=\[)|^\s*(?=::)", r"\g<0>\\", visible(text))


def visible(text: str) -> str:
    """``text`` with escapes, as JSON has them, for what is not seen."""
    return "".join(char if char.isprintable() or char == "\u3000" else _escape(char) for char in text)


def _escape(char: str) -> str:
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]  # which JSON itself takes for a character like others


def file(root: str, problem: Problem) -> str:
    """The path of a problem's file, where docs/ is at ``root``."""
    return posixpath.normpath(posixpath.join(root, problem.path))


def mended(text: str, exact: Iterable[Replacement]) -> str:
    """``text``, whose lines end in line feeds, with these replacements. One is left out where its words do not stand at its place, or where
    they overlap those of one before it."""
    starts = [0, *accumulate(len(row) + 1 for row in text.split("\n"))]
    parts: list[str] = []
    at = 0
    for change in sorted(set(exact), key=lambda change: (change.line, change.column, len(change.old))):
        start = starts[change.line - 1] + change.column - 1 if change.line < len(starts) else len(text) + 1
        if start >= at and text.startswith(change.old, start):
            parts += [text[at:start], change.new]
            at = start + len(change.old)
    return "".join([*parts, text[at:]])


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop the build."""
    return [problem for problem in problems if problem.severity == "error"]


_STAGES = tuple(map(re.compile, ("S|F00[1579]", "R00[129]|T00[235]|I006", "M", "T", "I00[2-57-9]", "G00[1-3]")))
"""The codes of what can be a cause, first what comes first: what cannot be read or found, marks, words that are not the source's, the
ledger of ids, blocks."""
_SAME_FILE = {0: re.compile("[ENP]|G01[678]|G021"), 5: re.compile("G01[06]")}
"""By the stage of a cause what follows from it in the same file: what is said of fields that cannot be read, and of blocks that a page
seems not to have."""


class Told(NamedTuple):
    """A problem, and those that follow from it."""

    problem: Problem
    followers: tuple[Problem, ...] = ()


def folded(problems: Iterable[Problem]) -> list[Told]:
    """The problems, each once, in the order in which they are best mended: causes first, each with all that follows from it, then what
    follows from nothing, by file and line; reviews last."""
    causes: dict[str, list[tuple[Problem, Problem]]] = defaultdict(list)  # by each place that it spoils; and the cause of the cause
    followers: dict[Problem, list[Problem]] = {}
    for problem in sorted({*problems}, key=_order):
        near = [row for place in {problem.path, f"{problem.path}#{problem.line}", *problem.about} for row in causes[place]]
        found = [row for row in near if _follows(problem, row[0])]
        root = min(found, key=lambda row: _order(row[0]))[1] if found else problem
        followers.setdefault(root, [])
        if root is not problem:
            followers[root].append(problem)
        if _stage(problem.code) < len(_STAGES):
            for place in _spoilt(problem):
                causes[place].append((problem, root))
    return [Told(problem, tuple(row)) for problem, row in followers.items()]


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each once, each behind the one from which it follows."""
    return [problem for told in folded(problems) for problem in (told.problem, *told.followers)]


@cache
def _stage(code: str) -> int:
    found = (number for number, codes in enumerate(_STAGES) if codes.match(code))
    return next(found, len(_STAGES)) if CODES[code].severity == "error" else len(_STAGES) + 1


def _order(problem: Problem) -> tuple[int, Problem]:
    return _stage(problem.code), problem


def _spoilt(cause: Problem) -> set[str]:
    """The places of which nothing can be said as long as there is this problem: of a text only the line, where it is in its words."""
    if cause.code[0] == "M" or cause.code == "T001":
        return {f"{cause.path}#", f"{cause.path}#{cause.line}"}
    return {cause.path, *cause.about}


def _follows(problem: Problem, cause: Problem) -> bool:
    """Whether a problem may be there only because of another one, with which it shares a place."""
    if _stage(problem.code) <= _stage(cause.code):
        return False
    if {*problem.about} & _spoilt(cause):
        return True
    if problem.path != cause.path:
        return False
    if codes := _SAME_FILE.get(_stage(cause.code)):
        return bool(codes.match(problem.code))
    return cause.code[0] == "M" and problem.code[0] == "T" and problem.line == cause.line  # such a mark is taken for words
