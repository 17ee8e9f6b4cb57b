"""Headings found in the paragraphs of a chapter, at their logical level.

The transcriber's ``#`` tell that a line is a heading, not how deep it stands. The depth comes from the ordinals: each
style (壹、 一、 第一、 (一) 1. ①) is a level, in the order in which the styles open below one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..catalogue import _, listed
from .rawlines import Doubt, Para

_HAN = "一二三四五六七八九十"
_BIG, _SMALL = "壹貳贰參叁参肆伍陸陆柒捌玖拾", "一二二三三三四五六六七八九十"
_STYLES: tuple[tuple[str, str], ...] = (
    ("編", rf"第[0-9{_HAN}]{{1,3}} ?(?:編|编|篇|部[分份]|輯|辑|卷)(?![\u3400-\u9fff]*[，。])"),
    ("章", rf"第[0-9{_HAN}]{{1,3}} ?[章講讲]"),
    ("節", rf"第[0-9{_HAN}]{{1,3}} ?[節节]"),
    ("壹", rf"[{_BIG}]{{1,3}}[、，.．： ]"),
    ("一", rf"[{_HAN}]{{1,3}}[、，.．： ]"),
    ("第一", rf"第[{_HAN}]{{1,3}}[、，.．： ]"),
    ("甲", r"[甲乙丙丁戊己庚辛壬癸][、，.．： ]"),
    ("（一）", rf"[（(〔【][{_HAN}]{{1,3}}[）)〕】]"),
    ("1.1", r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[ 、]"),
    ("1.", r"[0-9０-９]{1,2}(?:[.．](?![0-9])|[、，])|[⒈-⒛]"),
    ("1)", r"[0-9０-９]{1,2}[)）]"),
    ("（1）", r"[（(〔][0-9０-９]{1,2}[）)〕]|[⑴-⒇]"),
    ("①", r"[①-⑳]"),
)
_ORDINALS = tuple((style, re.compile(pattern)) for style, pattern in _STYLES)
_RANK = {style: i for i, (style, _pattern) in enumerate(_STYLES)}
ORDINALS = tuple(pattern for _style, pattern in _ORDINALS)
TOP_STYLES = ("編", "章")
"""Styles that only a division of a book has."""
_PLAIN = ""
_APART = re.compile(r"(?:前言|引言|緒言|绪言|導言|导言|序言?|結語|结语|結束語|结束语|後記|后记|附錄|附录|附[件表])[：:]?")


@dataclass(frozen=True)
class Ordinal:
    """The ordinal that a line begins with: its style and number (0 where it is not known)."""

    style: str
    number: int


@dataclass(frozen=True)
class Heading:
    """A heading of a chapter: the index of its paragraph and its level (2–6)."""

    index: int
    level: int


def _number(text: str) -> int:
    digits = re.search(r"[0-9０-９]+", text)
    if digits:
        return int(digits[0])
    for first, count in (("①", 20), ("⑴", 20), ("⒈", 20), ("甲", 0)):
        if count and 0 <= ord(text[0]) - ord(first) < count:
            return ord(text[0]) - ord(first) + 1
    if "甲" in text or text[0] in "乙丙丁戊己庚辛壬癸":
        return "甲乙丙丁戊己庚辛壬癸".index(text[0]) + 1
    value = 0
    for char in text.translate(str.maketrans(_BIG, _SMALL)):
        if char == "十":
            value = (value or 1) * 10
        elif char in _HAN:
            value += _HAN.index(char) + 1
    return value


def ordinal(text: str) -> Ordinal | None:
    """The ordinal that ``text`` begins with."""
    for style, pattern in _ORDINALS:
        if match := pattern.match(text):
            return Ordinal(style, _number(match[0]))
    return None


def title_like(text: str, longest: int = 50) -> bool:
    """Whether ``text`` is short and one sentence at most, and does not open or continue a list."""
    return len(text) <= longest and not re.search(r"[。？！；…].", text) and text[-1:] not in "，、；：,:"


def headings(paras: Sequence[Para], first: int) -> tuple[list[Heading], list[Doubt]]:
    """The headings among ``paras`` from index ``first`` on (before it stand title and speaker), and the doubtful ones."""
    ordinals = [ordinal(p.text) for p in paras]
    hashed = [bool(p.hashes) and len(p.text) <= 80 and not re.search(r"[。；].", p.text) for p in paras]
    able = _able(paras, ordinals, hashed, first)
    found: list[Heading] = []
    doubts: list[Doubt] = []
    guesses: dict[tuple[str, int], list[Para]] = {}
    stack: list[tuple[str, int]] = []
    for i in range(first, len(paras)):
        para, mark = paras[i], ordinals[i]
        if para.hashes and not hashed[i]:
            message = _("A line with “#” is too long for a heading and was made a paragraph: “{text}”.", text=_short(para.text))
            doubts.append(Doubt(para.line, message))
        if mark and i not in able and not hashed[i] and title_like(para.text) and not _in_list(paras, ordinals, i, first):
            message = _(
                "“{text}” is short like a heading, but most lines of its kind are whole paragraphs, so it was made one too; "
                "check whether it should be a heading.",
                text=_short(para.text),
            )
            doubts.append(Doubt(para.line, message))
        guessed = not hashed[i] and not para.item and (i in able if mark else _stands_alone(paras, ordinals, i))
        if not (hashed[i] or guessed):
            continue
        style, number = (mark.style, mark.number) if mark else (_PLAIN, 0)
        doubts += _place(stack, style, number, para)
        if not mark and _APART.fullmatch(para.text):
            stack[:] = [(_PLAIN, 0)]
        level = min(len(stack) + 1, 6)
        found.append(Heading(i, level))
        if guessed:
            guesses.setdefault((style, level), []).append(para)
    for (style, level), group in guesses.items():
        lines = listed(p.line for p in group[:30])
        if len(group) > 30:
            lines = _("{lines} and more, {count} in all", lines=lines, count=len(group))
        if style:
            message = _(
                "Without “#”, short lines numbered like “{style}” were taken for headings of level {level} by their form (lines {lines}); "
                "if they are text, remove the “#”.",
                style=style,
                level=level,
                lines=lines,
            )
        else:
            message = _(
                "Without “#”, short lines that have no number were taken for headings of level {level} by their form (lines {lines}); "
                "if they are text, remove the “#”.",
                level=level,
                lines=lines,
            )
        doubts.append(Doubt(group[0].line, message))
    return found, doubts


def _able(paras: Sequence[Para], ordinals: Sequence[Ordinal | None], hashed: Sequence[bool], first: int) -> set[int]:
    """The lines with an ordinal that may be headings: short ones, where most of those that count on with them are short too."""
    runs: list[list[int]] = []
    last: dict[str, list[int]] = {}
    for i in range(first, len(paras)):
        if mark := ordinals[i]:
            run = last.get(mark.style)
            before = ordinals[run[-1]] if run else None
            if run is None or before is None or mark.number != before.number + 1:
                run = last[mark.style] = []
                runs.append(run)
            run.append(i)
    able: set[int] = set()
    for run in runs:
        short = [i for i in run if hashed[i] or (title_like(paras[i].text) and not _in_list(paras, ordinals, i, first))]
        if len(short) * 2 > len(run):
            able.update(short)
    return able


def _place(stack: list[tuple[str, int]], style: str, number: int, para: Para) -> list[Doubt]:
    """Put a heading on ``stack``, closing what it ends, and say where its number does not count on."""
    doubts = []
    at = next((i for i, (opened, _number) in enumerate(stack) if opened == style), None)
    if at is None:
        if number > 1:  # its first sibling was no heading, so the order of opening says nothing; go by custom
            while stack and stack[-1][0] != _PLAIN and _RANK[stack[-1][0]] > _RANK[style]:
                stack.pop()
            message = _(
                "No first heading of its kind stands before the heading “{text}”; check its level and number.", text=_short(para.text)
            )
            doubts.append(Doubt(para.line, message))
        stack.append((style, number))
        return doubts
    last = stack[at][1]
    if number and number != last + 1:
        message = _(
            "The numbers of headings go from {last} to {number}: “{text}”; check the level, or whether text is missing.",
            last=last,
            number=number,
            text=_short(para.text),
        )
        doubts.append(Doubt(para.line, message))
    stack[at:] = [(style, number)]
    return doubts


def _in_list(paras: Sequence[Para], ordinals: Sequence[Ordinal | None], i: int, first: int) -> bool:
    """Whether the line before or after has the same kind of ordinal, with nothing between: a list, not headings."""
    mark = ordinals[i]
    beside = [j for j in (i - 1, i + 1) if first <= j < len(paras)]
    return any(mark and (o := ordinals[j]) and o.style == mark.style and not (paras[i].hashes or paras[j].hashes) for j in beside)


def _stands_alone(paras: Sequence[Para], ordinals: Sequence[Ordinal | None], i: int) -> bool:
    """Whether a line without ordinal looks like a heading: short, bare of punctuation, between finished prose and prose."""
    text = paras[i].text
    if len(text) > 20 or len(text) < 2 or re.search(r"[\W_]", text.replace(" ", "")) or re.search(r"^[0-9]|[0-9]{2}|[年月日]$", text):
        return False
    if i == 0 or i + 1 >= len(paras) or not paras[i].gap or not paras[i + 1].gap:
        return False
    after = paras[i + 1].text
    return paras[i - 1].text[-1:] in "。！？」”" and (len(after) > 40 or (after[-1:] in "。：" and ordinals[i + 1] is not None))


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
