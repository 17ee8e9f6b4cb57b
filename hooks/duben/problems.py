"""Problems in the content: stable code, file, line, one sentence, the mend.

Nothing in the core raises for bad content. Every reader and check returns ``Problem`` values, and the caller shows them
all at once, in the form that a terminal, a pull request or a program wants.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import accumulate

CODES: dict[str, str] = {
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
    "M012": "A mark has no reason.",
    "T001": "The chapter does not give source.txt back.",
    "T002": "A line of furniture or markup listed in index.md is not in source.txt.",
    "T003": "source.txt is missing or cannot be read.",
    "T004": "A list item or heading has no text.",
    "R001": "A report has no index.md or no chapter.",
    "R002": "Two chapters have the same place in the order.",
    "R004": "An entry of the contents names a chapter or line that is not there.",
    "R005": "A file name is not a citation key.",
    "R006": "A page stands where the site has no place for it.",
    "R008": "What is published refers to a draft.",
    "R007": "Two folders of an archive have different files of one name.",
    "I001": "A paragraph or heading has no recorded id.",
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
    "Q012": "Words in quotation marks have no ground.",
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
    "E006": "The pinyin of an entry has no tones.",
    "E007": "The name of an entry has one character only.",
    "E008": "The name of an entry stands nowhere.",
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
    "D008": "The first heading is not of the first level, or a heading skips a level.",
    "D009": "A picture has no words that stand for it.",
    "W001": "Half-width punctuation stands between Chinese characters.",
    "W002": "A space stands where none belongs, or is of a kind that is not seen.",
    "W003": "One character is written in two ways.",
    "W004": "Simplified characters stand in Traditional prose, or the other way round.",
    "L001": "A link leads to a page that is not there.",
    "L002": "A link leads to a place that its page has not.",
    "L003": "A link leads to a file, or shows a picture, that is not there.",
    "L004": "The site has no first page.",
}
"""Every code with its meaning in English, by which the catalogue of words has it too. A code is never given to another meaning."""

REVIEWS = frozenset({"M012", "Q012", "E007", "E008", "D008", "W001", "W002", "W003", "W004"})
"""Codes that ask a person to look: they are shown, and neither make the check fail nor stop a build. All others are errors."""


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """By file and line; but first what is wrong with a text itself, from which other problems may follow."""
    return sorted(problems, key=lambda problem: (problem.review or problem.code[0] not in "MT", problem))


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
    ``column`` count from 1. ``exact`` is the mend where there can be only one, for ``dev.py mend``."""

    path: str
    line: int
    column: int
    code: str
    message: str
    mend: str
    exact: Replacement | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code}")

    def __str__(self) -> str:
        return self.under("")

    @property
    def review(self) -> bool:
        """Whether it only asks a person to look."""
        return self.code in REVIEWS

    def under(self, root: str) -> str:
        """The problem on one line, its path below that of the docs folder."""
        return plain(f"{file(root, self)}:{self.line}:{self.column}: {self.code} {self.message} → {self.mend}")


def plain(text: str) -> str:
    """``text``, whatever a contributor has written in it, as one line for a terminal or log: it ends no line, moves no cursor, turns no
    text around, and is no command to a workflow (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    return re.sub(r"##(?=\[)|^\s*(?=::)", r"\g<0>\\", _visible(text))


def _visible(text: str) -> str:
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


def as_text(problems: Iterable[Problem], root: str = "docs") -> str:
    """For a terminal: one problem a line, paths below ``root``."""
    return "\n".join(problem.under(root) for problem in ordered(problems))


def as_github(problems: Iterable[Problem], root: str = "docs") -> str:
    """Workflow commands, which GitHub shows beside the line in a pull request."""

    def data(text: str) -> str:
        return plain(text).replace("%", "%25")

    def value(text: str) -> str:  # of a property, which ends at a comma or colon
        return data(text).replace(":", "%3A").replace(",", "%2C")

    def command(p: Problem) -> str:
        kind, place = "warning" if p.review else "error", value(file(root, p))
        return f"::{kind} file={place},line={p.line},col={p.column},title={p.code}::{data(f'{p.message} → {p.mend}')}"

    return "\n".join(map(command, ordered(problems)))


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of ``Problem`` that are compared. What is not seen is escaped: the array may be shown in a
    terminal."""
    names = [item.name for item in fields(Problem) if item.compare]
    rows = json.dumps([{name: getattr(p, name) for name in names} for p in ordered(problems)], ensure_ascii=False, indent=1).split("\n")
    return "\n".join(map(_visible, rows))
