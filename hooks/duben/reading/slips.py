"""Markdown that does not become what its writer meant: typed with a full-width sign, without an empty line, or not known here at all.

What a reader of the page would see as raw signs or run-together lines is told as a problem, most with the exact mend. Block quotations,
fenced code and the fields of blocks are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..catalogue import _
from ..problems import Problem, Replacement
from .frontmatter import Document
from .masking import position

_FOOTNOTE = re.compile(r"[\[［【]\^[^\]］】\n]{1,40}[\]］】]:?")
_WIDE_HEADING = re.compile(r"[ \u3000]{0,3}(?=[#＃]*＃)[#＃]{1,6}[ \u3000]*")
_WIDE_ITEM = re.compile(r"[ \u3000]{0,3}(?:－|[·•・])[ \u3000]*(?=\S)")
_WIDE_QUOTE = re.compile(r"[ \u3000]{0,3}＞[ \u3000]*")
_DELIMITER = re.compile(r" {0,3}\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)+\|?[ \t]*+$|[ ]{0,3}\|[ \t]*+:?-++:?[ \t]*+\|[ \t]*+$")
_WIDE_ROW = re.compile(r"[ \t]*｜.*｜[ \t]*$")
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|[0-9]+\.)[ \t]+\S")
_NUMBER = re.compile(r"([ \u3000]{0,3})([0-9０-９]{1,2})([）)．]|、|\.(?=[^\s0-9]))[ \u3000]*(?=\S)")
_NO_SPACE = re.compile(r"([ ]{0,3})-(?=[^\s\-|:>])")
_HEADING = re.compile(r"(#{1,6})(?!#)[ \t]*\S")
_INDENTED = re.compile(r"(?: {4}|\t| {1,3}\t)[ \t]*(?=\S)")
_BLOCK = re.compile(r" {0,3}/{3,}")
_WIDE_LINK = re.compile(
    r"(?P<open>[\[［【])(?P<words>[^\[\]［］【】\n@^]{1,80})(?P<close>[\]］】])[ \u3000]*"
    r"(?P<left>[(（])(?P<address>[^()（）\s]*)(?P<right>[)）])"
)
_ADDRESS = re.compile(r"[#/]|\.md(?:$|#)|https?:|mailto:|\.(?:png|jpe?g|gif|webp)$")
_NAMED_LINK = re.compile(r"(?<![\]\\!])!?\[[^\[\]\n@^]+\]\[(?P<name>[^\[\]\n@]*)\]")
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]@^\n]+)\]:", re.MULTILINE)
_BARE_PICTURE = re.compile(r"!\[\s*\]\(")


def check(document: Document) -> Iterator[Problem]:
    """The problems (D001 to D009) of a page."""
    rows, written = document.masked.split("\n"), document.body.split("\n")
    yield from _spans(document)
    yield from _headings(document, rows)
    fields = False  # whether the lines are the fields of a block
    listing = False  # whether an indented line would belong to an item
    for index, row in enumerate(rows):
        line = document.first_line + index
        fields = bool(_BLOCK.match(row)) or (fields and bool(re.match(r" {4,}\S", row)))
        if fields or row.lstrip().startswith(">"):
            continue
        before = rows[index - 1] if index else ""
        yield from _signs(document, rows, index, line)
        if _DELIMITER.match(row) and index > 1 and "|" in before and rows[index - 2].strip() and not _BLOCK.match(rows[index - 2]):
            yield _apart(document, line - 1)
        if _ITEM.match(row) and before.strip() and not _continues(rows, index - 1):
            yield _apart(document, line)
        opening = _INDENTED.match(row) and _INDENTED.match(written[index])  # not what was code
        if row.strip() and not opening:
            listing = bool(_ITEM.match(row))
        elif opening and not before.strip() and not listing:
            message = _("This line is indented by four spaces or more, so the page would show it as code.")
            exact = Replacement(line, 1, opening.group(), "")
            yield Problem(document.path, line, 1, "D005", message, _("Remove the spaces at the beginning of the line."), exact=exact)


def _apart(document: Document, line: int) -> Problem:
    """A table or list that begins at ``line``, right below other text."""
    message = _("A table or list begins here without an empty line before it, so the page would show its signs.")
    return Problem(document.path, line, 1, "D003", message, _("Put an empty line before it."), exact=Replacement(line, 1, "", "\n"))


def _continues(rows: list[str], index: int) -> bool:
    """Whether an item behind the line ``index`` goes on with a list: the lines up to the next empty one begin with an item."""
    while index > 0 and rows[index - 1].strip() and not _BLOCK.match(rows[index - 1]):
        if _ITEM.match(rows[index]):
            return True
        index -= 1
    return bool(_ITEM.match(rows[index]) or _HEADING.match(rows[index]) or _BLOCK.match(rows[index]) or rows[index].startswith("    "))


def _signs(document: Document, rows: list[str], index: int, line: int) -> Iterator[Problem]:
    """Signs at the beginning of a line that only look like those of Markdown (D002, D004)."""
    row = rows[index]
    wide: list[tuple[str, str]] = []  # what stands there, what it should be
    if match := _WIDE_HEADING.match(row):
        wide.append((match.group(), match.group().strip(" \u3000").replace("＃", "#") + " "))
    elif match := _WIDE_QUOTE.match(row):
        wide.append((match.group(), "> "))
    elif match := _WIDE_ITEM.match(row):
        wide.append((match.group(), "- "))
    elif _WIDE_ROW.match(row):
        wide.append((row, row.replace("｜", "|")))
    for old, new in wide:
        message = _("The line begins with a full-width sign, which Markdown does not know.")
        if "｜" in old:
            message = _("The columns of this table are divided by full-width bars, which Markdown does not know.")
        hint = _("Write it as “{words}”.", words=new.strip())
        yield Problem(document.path, line, 1, "D002", message, hint, exact=Replacement(line, 1, old, new))
    if match := _NUMBER.match(row):
        sign = match[3]
        together = any(_NUMBER.match(rows[at]) for at in (index - 1, index + 1) if 0 <= at < len(rows))
        if sign in "）)．" or together:
            number = unicodedata.normalize("NFKC", match[2])
            message = _("“{number}” begins no list, so the page would run its lines together.", number=match.group().strip())
            hint = _("Write it as “{number}. ”, with a half-width full stop and a space.", number=number)
            yield Problem(document.path, line, 1, "D004", message, hint, exact=Replacement(line, 1, match.group(), f"{match[1]}{number}. "))
    elif match := _NO_SPACE.match(row):
        message = _("“{number}” begins no list, so the page would run its lines together.", number="-")
        exact = Replacement(line, 1, match.group(), f"{match.group()} ")
        yield Problem(document.path, line, 1, "D004", message, _("Put a space behind it."), exact=exact)


def _headings(document: Document, rows: list[str]) -> Iterator[Problem]:
    """A second title, and levels that are left out (D007, D008). A page without a heading has the title of its front matter."""
    above, title = 0, 0
    for line, row in enumerate(rows, document.first_line):
        match = _HEADING.match(row)
        if not match:
            continue
        level = len(match[1])
        if level == 1 and title:
            message = _("The page has a title already, on line {line}.", line=title)
            yield Problem(
                document.path,
                line,
                1,
                "D007",
                message,
                _("Begin the line with “## ”, as a section."),
                exact=Replacement(line, 1, "#", "##"),
            )
        elif level > above + 1:
            if above:
                message = _("Below a heading of level {above} stands one of level {level}.", above=above, level=level)
            else:
                message = _("The first heading of the page has the level {level}.", level=level)
            hint = _("Begin it with “{signs} ”.", signs="#" * (above + 1))
            yield Problem(document.path, line, 1, "D008", message, hint)
        title = title or (line if level == 1 else 0)
        above = level


def _spans(document: Document) -> Iterator[Problem]:
    """Footnotes, links with wrong brackets or without an address, pictures without words (D001, D006, D009)."""
    text = document.masked

    def problem(start: int, code: str, message: str, hint: str, old: str = "", new: str = "") -> Problem:
        place = position(text, start, document.first_line)
        return Problem(document.path, *place, code, message, hint, exact=Replacement(*place, old, new) if old else None)

    notes = list(_FOOTNOTE.finditer(text))
    called = {match.group() for match in notes}
    for match in notes:
        if match.group().endswith(":") and match.group()[:-1] in called:
            continue  # its text, which is told where it is called
        message = _("Pages have no footnotes, so “{note}” would be shown as it is.", note=match.group())
        hint = _(
            "Put the note into the sentence, in （）; what is said about a word of a report belongs into that chapter, as a mark "
            "“{reading | note}”."
        )
        yield problem(match.start(), "D001", message, hint)
    for match in _WIDE_LINK.finditer(text):
        signs = match["open"] + match["close"] + match["left"] + match["right"]
        if signs != "[]()" and _ADDRESS.search(match["address"]):
            link = f"[{match['words']}]({match['address']})"
            message = _("This link is typed with full-width brackets, so the page would show its signs.")
            yield problem(match.start(), "D006", message, _("Write it as “{words}”.", words=link), match.group(), link)
    defined = {name.casefold() for name in _DEFINED.findall(text)}
    for match in _NAMED_LINK.finditer(text):
        words = match.group().partition("][")[0].lstrip("![")
        if (match["name"] or words).casefold() not in defined:
            message = _("This link has no address: nothing defines “{name}”.", name=match["name"] or words)
            yield problem(match.start(), "D006", message, _("Write it as “{words}”.", words=f"[{words}](page.md)"))
    for match in _BARE_PICTURE.finditer(text):
        message = _("The picture has no words for those who do not see it.")
        yield problem(match.start(), "D009", message, _("Say between “![” and “]” what the picture shows."))
