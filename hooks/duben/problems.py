"""Problems in the content: stable code, file, line, one sentence, the mend.

Nothing in the core raises for bad content. Every reader and check returns ``Problem`` values, and the caller shows them
all at once, in the form that a terminal, a pull request or a program wants.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

CODES: dict[str, str] = {
    "F001": "The front matter is missing, not closed, or not valid YAML.",
    "F002": "A required field of the front matter is missing.",
    "F003": "A field of the front matter is unknown.",
    "F004": "A field of the front matter has the wrong type or value.",
    "F005": "A file cannot be read as UTF-8.",
    "M001": "A brace opens no closed mark on its line.",
    "M002": "A closing brace stands alone.",
    "M003": "A mark says nothing that the editors' notation knows.",
    "M004": "A mark has more than one arrow.",
    "M005": "The sign at the end does not fit this kind of mark.",
    "M006": "A side of the mark is empty.",
    "M007": "The reason after the bar is empty.",
    "M008": "A mark stands inside another mark.",
    "M009": "The correction is the same as the reading.",
    "T001": "The chapter does not give source.txt back.",
    "T002": "A line of furniture or markup listed in index.md is not in source.txt.",
    "T003": "source.txt is missing or cannot be read.",
    "T004": "A list item or heading has no text.",
    "R001": "A report has no index.md or no chapter.",
    "R002": "Two chapters have the same place in the order.",
    "R003": "The text has changed since the recorded revision.",
    "R004": "An entry of the contents names a chapter or line that is not there.",
    "R005": "A file name is not a citation key.",
    "I001": "A paragraph or heading has no recorded id.",
    "I002": "A line of ids.txt cannot be read.",
    "I003": "A recorded id would be lost.",
    "I004": "An id is recorded twice.",
    "I005": "source.txt has changed under the recorded ids.",
    "Q001": "The words quoted are not in the chapter cited.",
    "Q002": "The words quoted stand at another place than the one cited.",
    "Q003": "The words quoted stand more than once and no paragraph is given.",
    "Q004": "A block quotation has no citation.",
    "Q005": "A citation cannot be read.",
    "Q006": "A citation names a report, chapter or paragraph that is not there.",
    "Q007": "A line begins like a link definition with a citation.",
    "Q008": "A quotation is followed by more than one citation, or has no words.",
    "G001": "A block of this name does not exist.",
    "G002": "A block is not closed, or closed without being opened.",
    "G003": "A field of a block is unknown or has the wrong form.",
    "G004": "A block has no verified quotation.",
    "G005": "The words of a field are not in the quotations of its block.",
    "G006": "Two blocks of one page have the same id.",
    "G007": "A block has no title.",
    "H001": "HTML stands in the text.",
    "H002": "A link has an address that is not allowed.",
}
"""Every code with its meaning in English. A code is never given to another meaning."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem. ``path`` is relative to the docs folder; ``line`` and ``column`` count from 1."""

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
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message} → {self.mend}"


def as_text(problems: Iterable[Problem], root: str = "docs") -> str:
    """For a terminal: one problem a line, paths below ``root``."""
    return "\n".join(f"{root}/{problem}" for problem in sorted(problems))


def as_github(problems: Iterable[Problem], root: str = "docs") -> str:
    """Workflow commands, which GitHub shows beside the line in a pull request."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    return "\n".join(
        f"::error file={root}/{data(p.path)},line={p.line},col={p.column},title={p.code}::{data(f'{p.message} → {p.mend}')}"
        for p in sorted(problems)
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of ``Problem``."""
    return json.dumps([asdict(p) for p in sorted(problems)], ensure_ascii=False, indent=1)
