"""Words in quotation marks that stand before no citation: which of them need a ground, as far as their page alone can tell.

Where a reader meets six characters or more in quotation marks, somebody is quoted, and so it must be true. checks/grounds.py decides about
the words found here with the whole edition.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..text.marks import bare
from .blocks import GuideBlock
from .citations import SKIP, WRONG, Citation, Reference
from .frontmatter import Document
from .masking import position
from .prose import quoted

OUTSIDE = "書外："
"""How a paragraph of the editors begins that tells what no report says, and where it is from."""
LEAST = 6
"""Shorter words in quotation marks are names and terms, which stand everywhere."""
_LINK = re.compile(r"!?\[([^\]@]*)\](?:\([^)]*\)|\[[^\]]*\])")
_OWN = re.compile(r"〔[^〔〕]*〕")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]+\.)[ \t]+")


@dataclass(frozen=True)
class Claim:
    """Words in quotation marks without a citation of their own.

    ``words`` have no white space, and of a link its words only; ``cited`` are the paragraphs that the same paragraph of the page cites;
    ``opening`` is how that paragraph begins. Line and column are those of the quotation mark.
    """

    words: str
    line: int
    column: int
    cited: tuple[Citation, ...] = ()
    opening: str = ""


def claims(document: Document, references: Sequence[Reference], blocks: Sequence[GuideBlock]) -> Iterator[Claim]:
    """The words of a page that are neither quoted with a citation, nor marked as the editors' own, 「〔…〕」, nor a part of what the same
    block quotes with a citation, nor a heading of the page or the head of a row there."""
    text = document.masked
    rows = text.split("\n")
    taken = {(reference.line, reference.column) for reference in references if reference.words}
    quoting = [reference for reference in references if reference.words]
    titles = {bare(title) for row in rows for title in re.findall(r"^#+[ \t]*(.+)$|^[ \t]*\|([^|]*)\|", row) for title in title if title}
    titles |= {bare(block.title) for block in blocks}
    paragraphs = _paragraphs(rows)
    cited: dict[int, list[Citation]] = defaultdict(list)
    for reference in references:
        cited[paragraphs[reference.line - document.first_line]] += (citation for citation in reference.citations if citation.first)
    for start, end in quoted(text):
        line, column = position(text, start, document.first_line)
        words = bare(_LINK.sub(r"\1", text[start + 1 : end - 1]))
        if len(words) < LEAST or (line, column) in taken or _OWN.fullmatch(words) or words in titles:
            continue
        if WRONG.match(text, end) or text.startswith("[@", end):
            continue  # the citation has a problem of its own
        at = line - document.first_line
        if rows[at].lstrip().startswith(">") or _field(rows, at):
            continue
        block = max((b for b in blocks if b.line <= line <= b.end), key=lambda b: b.line, default=None)
        near = [r for r in quoting if block and block.line <= r.line <= block.end]
        if any(repeats(words, reference.words) for reference in near):
            continue
        first = paragraphs[at]
        yield Claim(words, line, column, tuple(dict.fromkeys(cited[first])), rows[first].strip())


def repeats(words: str, among: str) -> bool:
    """Whether ``words`` stand in ``among`` in their order, with anything between where they leave words out."""
    text, at = _plain(among), 0
    for part in SKIP.split(_plain(words)):
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _plain(words: str) -> str:
    """Words with one kind of inner quotation marks."""
    return words.translate(str.maketrans("『』", "「」"))


def _field(rows: Sequence[str], at: int) -> bool:
    """Whether a line is a field of a block, which checks/guides.py holds to the block's quotations."""
    while at >= 0 and re.match(r" {4,}\S", rows[at]):
        at -= 1
        if at >= 0 and re.match(r" {0,3}/{3,}[ ]*[\w-]", rows[at]):
            return True
    return False


def _paragraphs(rows: Sequence[str]) -> list[int]:
    """For each line, the first line of the paragraph, item of a list or row of a table in which it stands."""
    found: list[int] = []
    for at, row in enumerate(rows):
        goes_on = at and row.strip() and rows[at - 1].strip() and not row.lstrip().startswith("|") and not _ITEM.match(row)
        found.append(found[-1] if goes_on else at)
    return found
