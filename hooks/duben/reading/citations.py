"""Pandoc citations and the quotations they stand behind, found in raw Markdown.

``[@report/chapter, p12]`` cites a paragraph, ``[@report/chapter, p12-p14]`` a range, ``[@report/chapter]`` a chapter,
``[@report]`` a report; ``;`` parts several. A 「…」 directly before one citation, or a block quotation with a citation
as its own last line or as the paragraph right after it, is a quotation whose words the build verifies.
Syntax: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..problems import Problem
from ..text.marks import bare
from .masking import mask, position

KEY = r"[a-z0-9][a-z0-9-]*"
CITATION = re.compile(r"\[@([^\[\]]*)\]")
_LEAD = r"[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)*"  # of a line in a list
_QUOTE = re.compile(rf"^{_LEAD}>.*(?:\n|\Z)(?:^[ \t]*>.*(?:\n|\Z))*", re.MULTILINE)
_OTHER_QUOTE = r"[」』”’\"﹂﹄｣〞](?:\]\([^)]*\))?[^\w「『]*$"
_HEADER = r" {0,3}/{3,}[ ]*\w| {4,}[a-z]+:[ ]"
_ITEM = re.compile(rf"@?({KEY})(?:/({KEY}))?(?:\s*,\s*([hp][0-9]+[a-z]*)(?:\s*[-–]\s*([hp][0-9]+[a-z]*))?)?")


@dataclass(frozen=True)
class Citation:
    """One cited place; ``chapter``, ``first`` and ``last`` are empty where the citation does not say them."""

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
    """A bracket with its citations, as it stands in a file. ``words`` are the quoted words, white space aside, or ''.

    ``line`` and ``column`` are those of the words, else the bracket's.
    """

    raw: str
    citations: tuple[Citation, ...]
    words: str
    line: int
    column: int


def parse(raw: str) -> tuple[Citation, ...] | None:
    """The citations of one bracket (``raw`` is what stands between ``[`` and ``]``), or None where it cannot be read."""
    found = []
    for part in raw.split(";"):
        match = _ITEM.fullmatch(part.strip())
        if not match or (match.group(3) and not match.group(2)):
            return None
        report, chapter, first, last = (group or "" for group in match.groups())
        found.append(Citation(report, chapter, first, last or first))
    return tuple(found)


def quoted_before(text: str, offset: int) -> tuple[int, str]:
    """Where the 「…」 that ends right before ``offset`` begins, and the words in it; (-1, '') where there is none."""
    end = offset
    while end and text[end - 1] in " \t\n":
        end -= 1
    breaks = text.count("\n", end, offset)
    heading = breaks and text[text.rfind("\n", 0, end) + 1 : end].startswith("#")  # which ends with its line
    if not end or text[end - 1] != "」" or breaks > 1 or heading:
        return -1, ""
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += (text[at] == "」") - (text[at] == "「")
        if depth == 0:
            return at, bare(text[at + 1 : end - 1])
        if text.startswith("\n\n", at):
            break
    return -1, ""


def block_words(text: str) -> tuple[str, str]:
    """The words of a block quotation (its ``>`` taken off) and the raw citation of its last line, '' where it has none."""
    lines = text.rstrip().split("\n")
    match = CITATION.fullmatch(lines[-1].strip())
    return (bare("".join(lines[:-1])), match.group(1)) if match else (bare("".join(lines)), "")


def scan(path: str, body: str, first_line: int) -> tuple[tuple[Reference, ...], list[Problem]]:
    """Every reference of a Markdown page in order, and what is wrong with their form."""
    text = mask(body)
    references: list[Reference] = []
    problems: list[Problem] = []

    def problem(offset: int, code: str, message: str, mend: str) -> None:
        problems.append(Problem(path, *position(text, offset, first_line), code, message, mend))

    def add(at: int, raw: str, words: str, quoting: bool) -> None:
        citations = parse(raw)
        if citations is None:
            problem(at, "Q005", f"看不懂的引註「[@{raw}]」。", "寫成「[@文獻/章]」或「[@文獻/章, p12]」「[@文獻/章, p12-p14]」。")
        elif quoting and (len(citations) != 1 or not citations[0].chapter):
            problem(at, "Q008", "引文後面須有且只有一處引註，並寫明章。", "寫成「[@文獻/章]」或「[@文獻/章, p12]」。")
        elif quoting and not words:
            problem(at, "Q008", "引註前面的引文沒有字。", "寫上引文，或刪去空的引號。")
        else:
            references.append(Reference(raw, citations, words, *position(text, at, first_line)))

    quotes = _block_quotes(text, body)
    for start, _, content, _, raw in quotes:
        words, own = block_words(content)
        inner = CITATION.search(words)
        if inner or (own and raw):
            told = "一段引文裏有不止一處引註，或引註沒有自成一行。"
            problem(start, "Q008", told, "每段引文只寫一處引註，在最後自成一行；不止一處時分成幾段引文。")
        elif not (own or raw):
            problem(start, "Q004", "這段引文沒有引註。", "在引文最後一行，或緊接的下一段，寫「[@文獻/章, p12]」。")
        else:
            add(start, own or raw, words, True)
    covered = [(start, max(end, cite_end)) for start, end, _, cite_at, raw in quotes for cite_end in [cite_at + len(raw) + 3]]
    for match in CITATION.finditer(text):
        if any(start <= match.start() < end for start, end in covered):
            continue
        lead = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if text.startswith(":", match.end()) and re.fullmatch(_LEAD, lead):
            problem(match.start(), "Q007", "這一行以「[@…]:」開頭，Markdown 會把整行吞掉。", "在引註前加字，或把半角冒號改為全角「：」。")
            continue
        if text.startswith("](", match.end()) or re.match(_HEADER, lead):
            problem(match.start(), "Q010", "引註不能放在連結文字、塊的題目或塊的欄目裏。", "移到正文裏，寫在引文後面。")
            continue
        opening, words = quoted_before(text, match.start())
        if opening < 0 and re.search(_OTHER_QUOTE, lead):
            told = "引註前面的引號不是「」，或引文與引註之間有別的字符，引文沒有核對。"
            problem(match.start(), "Q009", told, "引文用「」，引註緊接在「」後面，中間什麼也不加。")
            continue
        if opening >= 0:  # what is masked is no source's word, yet it is shown: it must not go unseen
            words = bare(body[opening + 1 : text.rindex("」", opening, match.start())])
        add(opening if opening >= 0 else match.start(), match.group(1), words, opening >= 0)
    return tuple(sorted(references, key=lambda r: (r.line, r.column))), problems


def _block_quotes(text: str, body: str) -> list[tuple[int, int, str, int, str]]:
    """Start, end and content of each run of ``>`` lines, those in lists too, with offset and raw citation of a paragraph
    behind it that is only one."""
    found = []
    for match in _QUOTE.finditer(text):
        content = re.sub(rf"(?m)^{_LEAD}>[ ]?", "", body[match.start() : match.end()])
        after = re.compile(r"\s*\[@([^\[\]]*)\][ \t]*(?=\n[ \t]*(?:\n|/{3,})|\n?\Z)").match(text, match.end())
        at = text.index("[", match.end()) if after else -1
        found.append((match.start(), match.end(), content, at, after.group(1) if after else ""))
    return found
