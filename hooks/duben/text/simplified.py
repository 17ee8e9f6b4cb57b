"""The table by which a page is shown in simplified characters: what this edition needs of OpenCC's conversion, and no more.

OpenCC converts phrase by phrase: at each place the longest phrase that it knows, else the single character. The table has
the characters that stand in the edition, and the phrases in it that come out otherwise than character by character (反覆).
Used in the same way, it gives for every line of the edition exactly what OpenCC gives. Conversion never changes the length
of a text, so that it can be written back into the pieces into which marks and links divide a paragraph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from opencc import OpenCC

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Table:
    """Simplified forms of ``characters``, and of ``phrases``, which go before them. Each form is as long as what it stands for."""

    characters: Mapping[str, str]
    phrases: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        single = f"[{''.join(self.characters)}]" if self.characters else "(?!)"
        return re.compile("|".join((*_longest_first(self.phrases), single)))

    def convert(self, text: str) -> str:
        return self._pattern.sub(lambda match: self.phrases.get(match[0]) or self.characters[match[0]], text)

    def module(self) -> str:
        """The table as an ES module: characters and their forms as two strings that go in step, phrases with the longest first."""
        phrases = {phrase: self.phrases[phrase] for phrase in _longest_first(self.phrases)}
        data = {"characters": "".join(self.characters), "forms": "".join(self.characters.values()), "phrases": phrases}
        return f"export default {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


def table(texts: Iterable[str]) -> Table:
    """The table for ``texts``; a phrase does not run on from one line to the next."""
    lines = list(dict.fromkeys("\n".join(texts).split("\n")))
    whole = "\n".join(lines)
    found = Table(forms(whole), {})
    by_character = whole.translate({ord(char): form for char, form in found.characters.items()}).split("\n")
    # OpenCC and str.translate run over everything, which is quick; what follows, only over the few lines in which they differ
    pairs = zip(lines, _opencc()(whole).split("\n"), by_character, strict=True)
    doubtful = [line for line, simplified, single in pairs if simplified != single]
    while doubtful := [line for line in doubtful if found.convert(line) != _wanted(line, found)]:
        for line in doubtful:
            while found.convert(line) != _wanted(line, found):
                phrase = _shortest(line, found)
                found = Table(found.characters, {**found.phrases, phrase: _wanted(phrase, found)})
        # in a longer context OpenCC may see other phrases: then that context goes into the table as well
        known = re.compile("|".join(found.phrases))
        doubtful = [line for line in lines if known.search(line)]
    return found


def forms(text: str) -> dict[str, str]:
    """The characters of ``text`` whose simplified form differs and takes as much room, with that form, in their order."""
    characters = sorted(char for char in set(text) if char > "\x7f" and not char.isspace())
    lines = "".join(f"{char}\n" for char in characters)
    pairs = zip(characters, _opencc()(lines).split("\n")[:-1], strict=True)
    return {char: form for char, form in pairs if form != char and _as_long(char, form)}


def simplify(text: str) -> str:
    """``text`` as OpenCC has it; for words whose length nothing depends on."""
    return _opencc()(text)


def _wanted(text: str, found: Table) -> str:
    """``text`` as OpenCC converts it; where that is longer or shorter, as the characters give it."""
    simplified = _opencc()(text)
    if len(simplified) != len(text):
        return "".join(found.characters.get(char, char) for char in text)
    if not _BEYOND.search(text + simplified):
        return simplified
    pairs = zip(text, simplified, strict=True)
    return "".join(form if _as_long(char, form) else found.characters.get(char, char) for char, form in pairs)


def _shortest(line: str, found: Table) -> str:
    """The shortest piece of ``line``, at the first place where the table is wrong, that it converts otherwise than OpenCC."""
    pairs = zip(found.convert(line), _wanted(line, found), strict=True)
    at = next(i for i, (shown, wanted) in enumerate(pairs) if shown != wanted)
    pieces = (
        line[start : start + length]
        for length in range(2, len(line) + 1)
        for start in range(max(0, at - length + 1), min(at, len(line) - length) + 1)
    )
    return next(piece for piece in pieces if found.convert(piece) != _wanted(piece, found))


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def _as_long(char: str, form: str) -> bool:
    """Whether both take as many units of UTF-16, by which browsers count."""
    return len(form) == 1 and (char > "\uffff") == (form > "\uffff")


@cache
def _opencc() -> Callable[[str], str]:
    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
