"""Finds Pandoc citations, and the quotations they belong to, in raw Markdown.

``[@report/chapter, p12]`` cites a paragraph, ``[@report/chapter, p12-p14]`` a range, ``[@report/chapter]`` a chapter,
``[@report]`` a report; several are separated by ``;``. A 「…」 directly before one citation, or a block quotation with a citation
as its own last line or as the paragraph right after it, is a quotation whose words the build verifies.
Syntax: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import deque
from dataclasses import dataclass

from ..catalogue import _
from ..problems import Problem, Replacement
from ..text.marks import bare
from .bounds import BRACKETS
from .masking import mask, position

KEY = r"[a-z0-9][a-z0-9-]*"
CITATION = re.compile(r"\[@([^\[\]]*)\]")
SKIP = re.compile(r"…{2,}|\[…\]")
"""What stands in a quotation for words that are left out."""
WRONG = re.compile(r"[\[［【〔（(][ \u3000]*[@＠][ \u3000]*([A-Za-z0-9][^\[\]［］【】〔〕（）()\n]*)[\]］】〕）)]")
"""A citation as it may be typed, with other brackets and signs; those that are right are among these."""
_OPEN = re.compile(rf"\[@{KEY}[^\[\]\n]*$", re.MULTILINE)
_SIGNS = str.maketrans({"、": ",", "~": "-", "—": "-", "―": "-", "‐": "-", "−": "-", "¶": "p"})
_LEAD = r"[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)*"  # indentation and markers of a line in a list
_FOLLOWING = re.compile(r"\s*\[@([^\[\]]*)\][ \t]*(?=\n[ \t]*(?:\n|/{3,})|\n?\Z)")
_LEAD_LINE = re.compile(_LEAD)
_QUOTE = re.compile(rf"^{_LEAD}>.*(?:\n|\Z)(?:^[ \t]*>.*(?:\n|\Z))*", re.MULTILINE)
_OTHER = '[」』”’"﹂﹄｣〞]'
_OTHER_QUOTE = re.compile(rf"[^\w「『]*?(?:{_OTHER}|\)[^)]*\(\]{_OTHER})")
"""Other quotation marks before a citation, perhaps round the text of a link, read backwards."""
_NEAR = 500
"""Characters before a citation among which they are looked for."""
_HEADER = re.compile(r" {0,3}/{3,}[ ]*\w| {4,}[a-z]+:[ ]")
_MARKS = re.compile("[「」]|\n\n")
_ITEM = re.compile(rf"@?({KEY})(?:/({KEY}))?(?:\s*,\s*([hp][0-9]+[a-z]*)(?:\s*[-–]\s*([hp][0-9]+[a-z]*))?)?")


@dataclass(frozen=True)
class Citation:
    """One cited place. ``chapter``, and ``first`` and ``last`` (ids of blocks), are '' where the citation does not give them."""

    report: str
    chapter: str = ""
    first: str = ""
    last: str = ""

    def __str__(self) -> str:
        key = f"{self.report}/{self.chapter}" if self.chapter else self.report
        locator = f"{self.first}-{self.last}" if self.last and self.last != self.first else self.first
        return f"[@{key}, {locator}]" if locator else f"[@{key}]"


@dataclass(frozen=True)
class Reference:
    """A bracket with its citations, as it stands in a file. ``words`` are the quoted words without white space, or ''.

    ``line`` and ``column`` are those of the quoted words; where there are none, those of the bracket. ``bracket`` is where the bracket
    begins; ``written`` is where and how the words stand in the file, None where they run over several lines of it.
    """

    raw: str
    citations: tuple[Citation, ...]
    words: str
    line: int
    column: int
    bracket: tuple[int, int] = (0, 0)
    written: tuple[int, int, str] | None = None


def parse(raw: str) -> tuple[Citation, ...] | None:
    """The citations of one bracket, or None where it cannot be read. ``raw`` is the text between ``[@`` and ``]``."""
    found = []
    for part in raw.split(";"):
        match = _ITEM.fullmatch(part.strip())
        if not match or (match.group(3) and not match.group(2)):
            return None
        report, chapter, first, last = (group or "" for group in match.groups())
        found.append(Citation(report, chapter, first, last or first))
    return tuple(found)


def typed(raw: str) -> str:
    """What is between the brackets of a citation, with the half-width signs that it should have."""
    return re.sub(r"\s*([,;])\s*", r"\1 ", unicodedata.normalize("NFKC", raw).translate(_SIGNS)).strip()


class Quoted:
    """Finds the 「…」 before places of a text that are asked for in their order. The text may change behind the last of them."""

    def __init__(self) -> None:
        self._text, self._seen = "", 0
        self._openings: dict[int, int] = {}  # of each 」 that was seen
        self._open: deque[int] = deque(maxlen=BRACKETS)

    def before(self, text: str, offset: int) -> tuple[int, str]:
        """The offset of the 「…」 that ends right before ``offset``, and the words in it; (-1, '') where there is none. It stands in one
        paragraph."""
        end = offset
        while end and text[end - 1] in " \t\n":
            end -= 1
        breaks = text.count("\n", end, offset)
        heading = breaks and text[text.rfind("\n", 0, end) + 1 : end].startswith("#")  # a heading ends with its line
        if not end or text[end - 1] != "」" or breaks > 1 or heading:
            return -1, ""
        self._look(text, end)
        at = self._openings.get(end - 1, -1)
        return (at, bare(text[at + 1 : end - 1])) if at >= 0 else (-1, "")

    def _look(self, text: str, end: int) -> None:
        if self._seen > end or (text is not self._text and not text.startswith(self._text[: self._seen])):
            self._seen = 0
            self._openings.clear()
            self._open.clear()
        for match in _MARKS.finditer(text, self._seen, end):
            if match[0] == "「":
                self._open.append(match.start())
            elif match[0] == "\n\n":
                self._open.clear()
            elif self._open:
                self._openings[match.start()] = self._open.pop()
        self._text, self._seen = text, end


def block_words(text: str) -> tuple[str, str]:
    """The words of a block quotation (``text`` has no ``>``), and the raw citation of its last line, '' where it has none."""
    lines = text.rstrip().split("\n")
    match = CITATION.fullmatch(lines[-1].strip())
    return (bare("".join(lines[:-1])), match.group(1)) if match else (bare("".join(lines)), "")


def scan(path: str, body: str, first_line: int) -> tuple[tuple[Reference, ...], list[Problem]]:
    """Every reference of a Markdown page in order, and the problems of their syntax. ``body`` begins at ``first_line`` of its file."""
    text = mask(body)
    references: list[Reference] = []
    problems: list[Problem] = []

    def problem(offset: int, code: str, message: str, hint: str, exact: Replacement | None = None) -> None:
        problems.append(Problem(path, *position(text, offset, first_line), code, message, hint, exact=exact))

    def wrong(at: int, old: str, raw: str) -> None:
        """A citation that is typed with wrong signs."""
        new = f"[@{typed(raw)}]"
        exact = Replacement(*position(text, at, first_line), old, new) if parse(typed(raw)) else None
        hint = _("Write it as “{citation}”, all with half-width signs.", citation=new if exact else "[@report/chapter, p12]")
        message = _("“{citation}” is no citation: its brackets, “@” or commas are full-width characters.", citation=old)
        problem(at, "Q011", message, hint, exact)

    def add(at: int, raw: str, words: str, quoting: bool, bracket: int, written: tuple[int, str] | None = None) -> None:
        citations = parse(raw)
        if citations is None and parse(typed(raw)):
            wrong(bracket, f"[@{raw}]", raw)
        elif citations is None:
            message = _("The citation “[@{raw}]” cannot be read.", raw=raw)
            hint = _("Write it as “[@report/chapter]”, “[@report/chapter, p12]” or “[@report/chapter, p12-p14]”.")
            problem(at, "Q005", message, hint)
        elif quoting and (len(citations) != 1 or not citations[0].chapter):
            message = _("A quotation must be followed by exactly one citation, which names a chapter.")
            problem(at, "Q008", message, _("Write it as “[@report/chapter]” or “[@report/chapter, p12]”."))
        elif quoting and not words:
            hint = _("Write the quotation, or remove the empty quotation marks.")
            problem(at, "Q008", _("The quotation before this citation has no words."), hint)
        else:
            place = position(text, bracket, first_line)
            where = (*position(text, written[0], first_line), written[1]) if written and "\n" not in written[1] else None
            references.append(Reference(raw, citations, words, *position(text, at, first_line), place, where))

    quotes = _block_quotes(text, body)
    typos = {match.start(): match for match in WRONG.finditer(text) if not CITATION.match(text, match.start())}
    for start, end, content, cite_at, raw in quotes:
        words, own = block_words(content)
        inner = CITATION.search(words)
        if inner or (own and raw):
            message = _("This block quotation has more than one citation, or its citation is not on a line of its own.")
            hint = _("Give each block quotation one citation, on a last line of its own; divide one that has more into several.")
            problem(start, "Q008", message, hint)
        elif not (own or raw):
            following = end + len(text[end:]) - len(text[end:].lstrip())
            if following in typos or any(start <= at < end for at in typos):
                continue  # what is wrong is its citation
            hint = _("Write “[@report/chapter, p12]” on its last line, or as the paragraph right after it.")
            problem(start, "Q004", _("This block quotation has no citation."), hint)
        else:
            bracket = text.index(f"[@{own}]", start) if own else cite_at
            line = re.match(rf"{_LEAD}>[ ]?(.*)\n", body[start:end])
            alone = line is not None and bare(line[1]) == words
            add(start, own or raw, words, True, bracket, (start + line.start(1), line[1].rstrip()) if line and alone else None)
    covered = [max(end, cite_at + len(raw) + 3) for _start, end, _, cite_at, raw in quotes]  # where each ends with its citation
    starts = [start for start, *_ in quotes]
    quoted = Quoted()
    row = lead = header = -1  # the line that was looked at last, and where in it what opens a list or block ends
    for match in CITATION.finditer(text):
        quote = bisect.bisect_right(starts, match.start()) - 1
        if quote >= 0 and match.start() < covered[quote]:
            continue
        if text.rfind("\n", 0, match.start()) + 1 != row:
            row = text.rfind("\n", 0, match.start()) + 1
            opened, field = _LEAD_LINE.match(text, row), _HEADER.match(text, row)
            lead, header = opened.end() if opened else -1, field.end() if field else len(text)
        if text.startswith(":", match.end()) and lead == match.start():
            message = _("This line begins with “[@…]:”, and Markdown would drop all of it.")
            hint = _("Put words before the citation, or change the half-width colon to a full-width “：”.")
            problem(match.start(), "Q007", message, hint)
            continue
        if text.startswith("](", match.end()) or header <= match.start():
            message = _("A citation cannot stand in the text of a link, or in the title or a field of a block.")
            problem(match.start(), "Q010", message, _("Move it into the text, behind the quotation."))
            continue
        opening, words = quoted.before(text, match.start())
        if opening < 0 and _OTHER_QUOTE.match(text[max(row, match.start() - _NEAR) : match.start()][::-1]):
            message = _(
                "The quotation marks before this citation are not “「」”, or other characters stand between quotation and citation, "
                "so the quotation was not verified."
            )
            hint = _("Put the quotation in “「」”, and the citation right behind them with nothing between.")
            problem(match.start(), "Q009", message, hint)
            continue
        if opening >= 0:  # masked code is shown on the page too, so it is verified as part of the quotation
            words = bare(body[opening + 1 : text.rindex("」", opening, match.start())])
        closing = text.rindex("」", opening, match.start()) if opening >= 0 else -1
        written = (opening + 1, body[opening + 1 : closing]) if opening >= 0 else None
        add(opening if opening >= 0 else match.start(), match.group(1), words, opening >= 0, match.start(), written)
    for at, match in typos.items():
        wrong(at, match.group(), match.group(1))
    for match in _OPEN.finditer(text):
        if match.start() not in typos and not CITATION.match(text, match.start()):
            message = _("The citation “{citation}” is not closed.", citation=match.group()[:30])
            problem(match.start(), "Q005", message, _("Write “]” behind it."))
    return tuple(sorted(references, key=lambda r: (r.line, r.column))), problems


def _block_quotes(text: str, body: str) -> list[tuple[int, int, str, int, str]]:
    """Start, end and content of each run of ``>`` lines, also in lists; then offset and raw citation of a paragraph right after it that
    is nothing but a citation, -1 and '' where there is none."""
    found = []
    for match in _QUOTE.finditer(text):
        content = re.sub(rf"(?m)^{_LEAD}>[ ]?", "", body[match.start() : match.end()])
        after = _FOLLOWING.match(text, match.end())
        at = text.index("[", match.end()) if after else -1
        found.append((match.start(), match.end(), content, at, after.group(1) if after else ""))
    return found
