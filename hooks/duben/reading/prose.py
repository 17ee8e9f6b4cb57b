"""The editors' own words on a page: what is left when quotations, code, addresses and the signs of the syntax are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .citations import CITATION
from .frontmatter import Document

OTHER = "\ufffc"
"""What stands for each character that is not the editors' own."""
_HEADER = re.compile(r" {0,3}/{3,}[ ]*[\w-]")
_FIELD = re.compile(r" {4,}\S")
_MARKS = re.compile(r"[「」“”]|\n[ \t]*\n")
_OTHERS = re.compile(
    r"『[^『』]*』|〈[^〈〉]*〉|《[^《》]*》"  # words and titles of others
    rf"|{CITATION.pattern}"
    r"|\]\([^()\s]*\)|<[^<>\s]+>|https?://[^\s，。；：、）」]+|^[ ]{0,3}\[[^\]@\n]+\]:.*$"  # addresses
    r"|^[ \t]*>.*$"
    r"|\\.",
    re.MULTILINE,
)


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where each quotation in 「…」 or “…” begins and ends, its marks included; not those within others. None goes beyond its paragraph."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text):
        sign = match.group()
        if sign in "「“":
            opened.append((sign, match.start()))
        elif sign in "」”":
            if opened and opened[-1][0] == ("「" if sign == "」" else "“"):
                start = opened.pop()[1]
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, match.end()))
        else:
            yield from found
            opened.clear()
            found.clear()
    yield from found


def own_words(document: Document) -> str:
    """The body of a page, of the same length and lines, with ``OTHER`` for every character that is not the editors'.

    Quotation marks themselves are kept, and so are the titles of blocks, but not their fields.
    """

    def taken(match: re.Match[str]) -> str:
        words = match.group()
        if words[0] in "『〈《":
            return words[0] + _away(words[1:-1]) + words[-1]
        return _away(words)

    # code is not prose
    text = "".join(OTHER if shown == " " != given else shown for shown, given in zip(document.masked, document.body, strict=True))
    rows = text.split("\n")
    fields = False  # whether the lines are the fields of a block
    for index, row in enumerate(rows):
        header = bool(_HEADER.match(row))
        fields = header or (fields and bool(_FIELD.match(row)))
        if fields:
            title = row.find("|") + 1 if header else 0
            rows[index] = _away(row[: title or len(row)]) + row[title or len(row) :]
    text = "\n".join(rows)
    parts, at = [], 0
    for start, end in quoted(text):
        parts += [text[at : start + 1], _away(text[start + 1 : end - 1])]
        at = end - 1
    return _OTHERS.sub(taken, "".join([*parts, text[at:]]))


def _away(words: str) -> str:
    return re.sub(r"[^\n]", OTHER, words)
