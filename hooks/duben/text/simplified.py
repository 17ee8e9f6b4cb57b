"""The table by which a page is shown in simplified characters: what this edition needs of OpenCC's conversion, and no more.

OpenCC converts phrase by phrase: at each place the longest phrase that it knows, else the single character. The table has
the characters that stand in the edition, and the phrases in it that come out otherwise than character by character (反覆).
Used in the same way, it gives for every line of the edition exactly what OpenCC gives. Conversion never changes the length
of a text, so that it can be written back into the pieces into which marks and links divide a paragraph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_IDEOGRAPHS = range(0x3400, 0xA000)  # of which phrases consist
_COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
_FIRST, _SECOND = 1, 1 << 1  # what a character may be in a phrase that is doubtful,
_HAN, _ALONE = 4, 8  # and by itself
_PIECE = 500_000  # characters that are looked at at a time


@dataclass(frozen=True)
class Table:
    """Simplified forms of ``characters``, and of ``phrases``, which go before them. Each form is as long as what it stands for."""

    characters: Mapping[str, str]
    phrases: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(f"({'|'.join(_longest_first(self.phrases)) or '(?!)'})")

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {ord(char): form for char, form in self.characters.items()}

    def convert(self, text: str) -> str:
        parts = self._pattern.split(text)  # every second one is a phrase
        parts[::2] = [part.translate(self._codes) for part in parts[::2]]
        parts[1::2] = [self.phrases[part] for part in parts[1::2]]
        return "".join(parts)

    def module(self) -> str:
        """The table as an ES module: characters and their forms as two strings that go in step, phrases with the longest first."""
        phrases = {phrase: self.phrases[phrase] for phrase in _longest_first(self.phrases)}
        data = {"characters": "".join(self.characters), "forms": "".join(self.characters.values()), "phrases": phrases}
        return f"export default {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


class Survey(NamedTuple):
    """What the table needs to know of some texts: their characters, and those runs of ideographs that OpenCC may convert otherwise
    than character by character."""

    characters: frozenset[str]
    runs: frozenset[str]

    @classmethod
    def of_all(cls, surveys: Iterable[Survey]) -> Survey:
        """The survey of several texts together."""
        found = list(surveys)
        return cls(frozenset().union(*(one.characters for one in found)), frozenset().union(*(one.runs for one in found)))


def table(texts: Iterable[str]) -> Table:
    """The table for ``texts``; a phrase does not run on from one line to the next."""
    return table_of(survey(texts))


def table_of(texts: Survey) -> Table:
    """The table for texts of which this is known."""
    found, runs = Table(forms(texts.characters), {}), sorted(texts.runs)
    wanted = {run: _wanted(run, found) for run in runs}
    # a phrase in the table may be undone by a longer context, in which OpenCC sees others: then that goes into the table as well
    while doubtful := [run for run in runs if found.convert(run) != wanted[run]]:
        for run in doubtful:
            while found.convert(run) != wanted[run]:
                phrase = _shortest(run, found)
                found = Table(found.characters, {**found.phrases, phrase: _wanted(phrase, found)})
    return found


def forms(characters: Iterable[str]) -> dict[str, str]:
    """Those of ``characters`` whose simplified form differs and takes as much room, with that form, in their order."""
    asked = sorted(char for char in set(characters) if char > "\x7f" and not char.isspace())
    lines = "".join(f"{char}\n" for char in asked)
    pairs = zip(asked, _opencc()(lines).split("\n")[:-1], strict=True)
    return {char: form for char, form in pairs if form != char and _as_long(char, form)}


def survey(texts: Iterable[str]) -> Survey:
    """What the table needs to know of ``texts``.

    In the runs stands a phrase whose form is not that of its characters; or a compatibility ideograph, for which OpenCC puts
    another before it looks for phrases. No phrase has a character that is no ideograph.
    """
    import numpy as np  # loading it takes as long as a page

    doubtful = _doubtful()
    flags = np.zeros(0x110000, np.uint8)
    flags[_IDEOGRAPHS.start : _IDEOGRAPHS.stop] = _HAN
    for block in _COMPATIBILITY:
        flags[block.start : block.stop] = _HAN | _ALONE
    flags[[ord(phrase[0]) for phrase in doubtful]] |= _FIRST
    flags[[ord(phrase[1]) for phrase in doubtful]] |= _SECOND
    seen = np.zeros(0x110000, np.bool_)
    runs: set[str] = set()
    for text in _pieces(texts):
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        seen[codes] = True
        kinds = flags[codes]
        places = np.flatnonzero((kinds[:-1] & kinds[1:] >> 1 & _FIRST) | (kinds[:-1] & _ALONE))
        others = np.flatnonzero(kinds & _HAN == 0)  # the first and the last of them are the ends of lines
        behind = np.unique(np.searchsorted(others, places))
        for start, stop in zip(others[behind - 1].tolist(), others[behind].tolist(), strict=True):
            runs.add(text[start + 1 : stop])
    blocks = "".join(f"{chr(block[0])}-{chr(block[-1])}" for block in _COMPATIBILITY)
    pattern = re.compile("|".join((*doubtful, f"[{blocks}]")))
    return Survey(frozenset(map(chr, np.flatnonzero(seen).tolist())), frozenset(run for run in runs if pattern.search(run)))


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    """``texts`` run together into few pieces, for short texts are many; line ends stand before, between and behind them."""
    held = ["\n"]
    size = 0
    for text in texts:
        held += text, "\n"
        size += len(text)
        if size >= _PIECE:
            yield "".join(held)
            held, size = ["\n"], 0
    yield "".join(held)


@cache
def _doubtful() -> list[str]:
    """OpenCC's phrases whose form is not that of their characters one by one."""
    phrases = files(__package__).joinpath("phrases.txt").read_text("utf-8").split()
    return [phrase for phrase in phrases if simplify(phrase) != "".join(map(simplify, phrase))]


def simplify(text: str) -> str:
    """``text`` as OpenCC has it; for words whose length nothing depends on."""
    return _opencc()(text)


def in_script(text: str, script: str) -> str:
    """``text``, which is in traditional characters, in ``script``: ``hant`` or ``hans``."""
    return simplify(text) if script == "hans" else text


def _wanted(text: str, found: Table) -> str:
    """``text`` as OpenCC converts it; where that is longer or shorter, as the characters give it."""
    simplified = _opencc()(text)
    if len(simplified) != len(text):
        return "".join(found.characters.get(char, char) for char in text)
    if not _BEYOND.search(text + simplified):
        return simplified
    pairs = zip(text, simplified, strict=True)
    return "".join(form if _as_long(char, form) else found.characters.get(char, char) for char, form in pairs)


def _shortest(run: str, found: Table) -> str:
    """The shortest piece of ``run``, at the first place where the table is wrong, that it converts otherwise than OpenCC."""
    pairs = zip(found.convert(run), _wanted(run, found), strict=True)
    at = next(i for i, (shown, wanted) in enumerate(pairs) if shown != wanted)
    pieces = (
        run[start : start + length]
        for length in range(2, len(run) + 1)
        for start in range(max(0, at - length + 1), min(at, len(run) - length) + 1)
    )
    return next(piece for piece in pieces if found.convert(piece) != _wanted(piece, found))


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def _as_long(char: str, form: str) -> bool:
    """Whether both take as many units of UTF-16, by which browsers count."""
    return len(form) == 1 and (char > "\uffff") == (form > "\uffff")


@cache
def _opencc() -> Callable[[str], str]:
    from opencc import OpenCC  # loaded where something is converted: a build in which nothing is new converts nothing

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
