"""Problems in the content: stable code, file, line, one sentence, the mend.

Nothing in the core raises for bad content. Every reader and check returns ``Problem`` values, and the caller shows them
all at once, in the form that a terminal, a pull request or a program wants.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable
from dataclasses import asdict, dataclass

CODES: dict[str, str] = {
    "F001": "The front matter is missing, not closed, or not valid YAML.",
    "F002": "A required field of the front matter is missing.",
    "F003": "A field of the front matter is unknown.",
    "F004": "A field of the front matter has the wrong type or value.",
    "F005": "A file cannot be read as UTF-8.",
    "F006": "A file holds an invisible control character.",
    "F007": "A file, line or text is too long, or nested too deep.",
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
    "T001": "The chapter does not give source.txt back.",
    "T002": "A line of furniture or markup listed in index.md is not in source.txt.",
    "T003": "source.txt is missing or cannot be read.",
    "T004": "A list item or heading has no text.",
    "R001": "A report has no index.md or no chapter.",
    "R002": "Two chapters have the same place in the order.",
    "R004": "An entry of the contents names a chapter or line that is not there.",
    "R005": "A file name is not a citation key.",
    "R006": "A page stands where the site has no place for it.",
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
    "P001": "A part of a packet has the wrong form.",
    "P002": "A packet names a guide, block, form or chapter that is not there.",
    "P003": "A packet names a paragraph that is not there, or a range from back to front.",
    "P004": "A packet is empty.",
    "P005": "The minutes of a packet do not suffice, or are no minutes.",
    "P006": "The fonts of the packets lack a character.",
    "H001": "HTML stands in the text.",
    "H002": "A link or picture has an address that is not allowed.",
    "H003": "A file of a kind that is not published stands in docs/.",
    "L001": "A link leads to a page that is not there.",
    "L002": "A link leads to a place that its page has not.",
    "L003": "A link leads to a file, or shows a picture, that is not there.",
}
"""Every code with its meaning in English, by which the catalogue of words has it too. A code is never given to another meaning."""


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """By file and line; but first what is wrong with a text itself, from which other problems may follow."""
    return sorted(problems, key=lambda problem: (problem.code[0] not in "MT", problem))


@dataclass(frozen=True, order=True)
class Problem:
    """One problem. ``path`` is relative to the docs folder, beside which edition.yml lies (``../edition.yml``); ``line`` and
    ``column`` count from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    mend: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code}")

    def __str__(self) -> str:
        return self.under("")

    def under(self, root: str) -> str:
        """The problem on one line, its path below that of the docs folder."""
        return f"{file(root, self)}:{self.line}:{self.column}: {self.code} {self.message} → {self.mend}"


def file(root: str, problem: Problem) -> str:
    """The path of a problem's file, where docs/ is at ``root``."""
    return posixpath.normpath(posixpath.join(root, problem.path))


def as_text(problems: Iterable[Problem], root: str = "docs") -> str:
    """For a terminal: one problem a line, paths below ``root``."""
    return "\n".join(problem.under(root) for problem in ordered(problems))


def as_github(problems: Iterable[Problem], root: str = "docs") -> str:
    """Workflow commands, which GitHub shows beside the line in a pull request."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:  # of a property, which ends at a comma or colon
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::error file={value(file(root, p))},line={p.line},col={p.column},title={p.code}::{data(f'{p.message} → {p.mend}')}"
        for p in ordered(problems)
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of ``Problem``."""
    return json.dumps([asdict(p) for p in ordered(problems)], ensure_ascii=False, indent=1)
