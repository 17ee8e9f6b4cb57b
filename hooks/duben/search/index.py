"""The search index: which passages hold which characters next to each other, in files that a browser fetches as needed.

A query is folded as the texts are (folding.py). Passages that have each of its pairs of characters, and the pairs with one
character between them, are candidates; the words themselves are then looked for in the candidates' texts, which are fetched
to be shown anyway. So nothing is found that is not there, and nothing is missed. Cf. q-gram filtering, also with gaps:
Navarro, "A guided tour to approximate string matching", ACM Computing Surveys 33 (2001), 8.

The index is joined from segments (segment.py), each with passages numbered from 0; a passage's number in the whole is the sum of
the sizes of the segments before and its own. Files, each one call of ``dubenSearch(name, data)``, so that a page opened from a
folder can load them as scripts:

- ``index``: ``key`` (by which a browser knows whether it has this index), ``sections`` [kind, group, first passage], ``segments`` (the
  size of each), ``fold`` (folding.table), ``grams`` (the first gram of each file of grams, parted by spaces), ``texts`` (how many
  passages each file of texts holds), ``g`` and ``t`` (the names of these files, five characters each).
- ``g/NAME``: for a first character rows parted by spaces: ``.{list}`` where it stands; ``{second}{list}`` where the second
  is next to it, then behind ``~`` where punctuation parts them; ``_{third}{list}`` where one character is between. The edge of a
  name is a character too, with rows ``{character}{where it opens a name}~{where it closes one}``, whatever the punctuation.
- ``t/NAME``: pages [address, title, [[fragment, label, text, text as transcribed], …]] of one segment.

A list has a piece for each segment that has something of it: a mark; the segment's number, in as many characters of the
alphabet as that of the last segment needs; and numbers within the segment. Behind ``|`` these are differences, behind ``!`` a bit
for each number. Where the whole list would be longer than ``LONGEST``, ``}`` and ``{`` are the same of blocks (sixteen passages, one of
which has the gram at least), so that no list is long. A number is its digits, the lowest first, every digit but the last of
the alphabet's upper half. A character is a unit of UTF-16, as browsers' strings have it.

A file has the name that its content gives it. So what has not changed keeps its name from one build to the next, and a
browser that has an index of yesterday asks for a file that is not there rather than getting another one.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from ..text.folding import table
from .postings import ALPHABET, LETTERS, Keys, Lists, digits, gram
from .segment import Head, TextPage, head_of, lists_of, texts_of, to_json

LONGEST = 1_000
"""Bytes of a list beyond which it tells blocks."""
GRAMS, TEXTS = (1_500, 52_000, 35_000), (1_000, 150_000, 40_000)
"""Sizes in bytes between which files are kept, and a divisor of the whole's 1.3th power: files of few texts are small, so that a first
query is cheap; those of many grow faster than the texts, so that a site has no more of them than it can bear."""
NAME = 5
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"  # of names, which a file system may compare without regard to case
_HALVES = re.compile("[\ud800-\udfff]")  # of characters beyond 2¹⁶, in grams


class File(NamedTuple):
    """A file of the index: its name, without suffix, a hash of what it holds, and what gives its content."""

    name: str
    digest: bytes
    content: Callable[[], bytes]


class Source:
    """A segment as it is asked for, piece by piece, so that not all need be in memory. ``part`` gives that of this name of what
    ``segment.make`` has made, ``kept`` what was found of the segment before, under a name, or else by a function."""

    def __init__(self, part: Callable[[str], bytes], kept: Callable[[str, Callable[[], Any]], Any] = lambda _name, make: make()) -> None:
        self.part, self.kept = part, kept

    def texts(self, largest: int) -> list[tuple[int, bytes]]:
        """The files of the texts, of at most so many bytes: the number of passages of each, and its content."""
        return list(_texts(texts_of(self.part("texts")), largest))

    def told(self, largest: int) -> list[tuple[int, bytes]]:
        """The number of passages of each of these files, and a hash of its content."""
        rows = self.kept(f"texts-{largest}", lambda: [(held, hashlib.sha256(content).digest()) for held, content in self.texts(largest)])
        return [(held, digest) for held, digest in rows]


def files(key: str, segments: Sequence[Source]) -> Iterator[File]:
    """The files of the index of some segments; ``index`` is the last."""
    sections: list[tuple[str, str, int]] = []
    heads = [head_of(segment.part("head")) for segment in segments]
    size = 0
    for head in heads:
        for kind, group, start in head.sections:
            if not sections or sections[-1][:2] != (kind, group):
                sections.append((kind, group, size + start))
        size += head.size
    named = _Names()
    largest = _size(sum(head.words for head in heads), *TEXTS)
    counts = []
    for segment in segments:
        for at, (held, digest) in enumerate(segment.told(largest)):
            counts.append(held)
            yield named.file("t", digest, partial(_text, segment, largest, at))
    joined = _Joined(heads)
    for number, (segment, head) in enumerate(zip(segments, heads, strict=True)):
        joined.add(number, head, *lists_of(head, segment.part("lists")))
    grams = []
    for first, content in joined.files():
        grams.append(first)
        yield named.file("g", hashlib.sha256(content).digest(), partial(bytes, content))
    index = {
        "key": key,
        "sections": sections,
        "segments": digits(head.size for head in heads),
        "fold": table({character.encode("utf-16-le", "surrogatepass") for character in joined.characters()}),
        "grams": " ".join(grams),
        "texts": digits(counts),
        **{folder: "".join(named.of[folder]) for folder in "gt"},
    }
    content = _whole(to_json(index))
    yield File("index", hashlib.sha256(content).digest(), partial(_call, "index", content))


def _text(segment: Source, largest: int, at: int) -> bytes:
    return segment.texts(largest)[at][1]


class _Joined:
    """The lists of several segments, whose own, which ``add`` wants, need not be in memory at once."""

    def __init__(self, heads: Sequence[Head]) -> None:
        every = np.sort(np.concatenate([np.zeros(0, np.uint64), *(head.keys for head in heads)]))  # np.unique takes four times as long
        self.keys: Keys = every[np.diff(every, prepend=np.uint64(0)) > 0]
        fine, coarse, pieces = (np.zeros(len(self.keys), np.int64) for _ in range(3))
        for head in heads:
            at = np.searchsorted(self.keys, head.keys)
            fine[at] += head.fine
            coarse[at] += head.coarse
            pieces[at] += 1
        self.width = next(width for width in count(1) if len(ALPHABET) ** width >= len(heads))
        self.coarse = fine + self.width * pieces > LONGEST
        self.lengths = np.where(self.coarse, coarse, fine) + self.width * pieces
        self.next = np.cumsum(self.lengths) - self.lengths  # where the next piece of each list belongs
        self.text = np.empty(int(self.lengths.sum()), np.uint8)

    def add(self, number: int, head: Head, passages: Lists, blocks: Lists) -> None:
        """Put the pieces of a segment behind those of the segments before."""
        at = np.searchsorted(self.keys, head.keys)
        coarse = self.coarse[at]
        source = np.frombuffer(passages.text + blocks.text, np.uint8)
        start = np.where(coarse, blocks.starts + len(passages.text), passages.starts)
        lengths = np.where(coarse, blocks.lengths, passages.lengths).astype(np.int64)
        target = self.next[at]
        self.next[at] += lengths + self.width
        begin = np.cumsum(lengths) - lengths
        run = np.arange(int(lengths.sum()))
        self.text[run + np.repeat(target + self.width - begin, lengths)] = source[run + np.repeat(start - begin, lengths)]
        self.text[target] = source[start]  # the mark, then the segment's number, whose last digit comes where the mark was copied to
        for place in range(1, self.width + 1):
            self.text[target + place] = LETTERS[number % len(ALPHABET)]
            number //= len(ALPHABET)

    def characters(self) -> list[str]:
        """All first characters."""
        return [chr(code) for code in np.unique(self.keys >> np.uint64(33)).tolist()]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of grams, each with its first gram. They begin, where they can, with certain characters, so that a beginning is short
        and does not move with others."""
        text = self.text.tobytes().decode()
        size = _size(len(text), *GRAMS)
        firsts = self.keys >> np.uint64(33)
        chance = (firsts * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
        opens = chance < np.uint64(min(1.0, 2 * _step(len(text) / max(1, len(self.characters()))) / size) * ((1 << 32) - 1))
        opens[1:] &= firsts[1:] != firsts[:-1]
        pack: dict[str, list[str]] = {}
        start, length, done, before = "", 0, 0, -1
        for key, own, opening in zip(self.keys.tolist(), self.lengths.tolist(), opens.tolist(), strict=True):
            first, row, parted = gram(key)
            held = text[done : done + own]
            done += own
            if key >> 1 == before:
                pack[first][-1] += f"~{held}"
                length += own
                continue
            before = key >> 1
            if pack and (length + own > 3 * size // 2 or (length > size // 2 and opening)):
                yield start, _file(pack)
                pack, length = {}, 0
            start = start if pack else first if opening else first + row
            pack.setdefault(first, []).append(f"{row}~{held}" if parted else f"{row}{held}")
            length += own + 3
        if pack:
            yield start, _file(pack)


def _texts(pages: Sequence[TextPage], largest: int) -> Iterator[tuple[int, bytes]]:
    """The files of a segment's texts, each with the number of its passages."""
    held: list[bytes] = []
    size = number = 0
    for head, rows in pages:
        start = 0
        for at, row in enumerate(rows, 1):
            size += len(row) + 1
            if size >= largest or at == len(rows):
                held.append(b"%b,[%b]]" % (head, b",".join(rows[start:at])))
                number += at - start
                start = at
            if size >= largest:
                yield number, b"[%b]" % b",".join(held)
                held, size, number = [], 0, 0
    if held:
        yield number, b"[%b]" % b",".join(held)


def _file(pack: dict[str, list[str]]) -> bytes:
    return _whole(to_json({first: " ".join(rows) for first, rows in pack.items()}))


def _size(total: int, smallest: int, largest: int, divisor: int) -> int:
    """The size of files that hold so many bytes."""
    return int(min(largest, max(smallest, _step(total**1.3 / divisor))))


def _step(value: float) -> float:
    """A value in steps of a fifth, so that it is not another after every change."""
    return float(2 ** (round(4 * math.log2(max(1, value))) / 4))


class _Names:
    """Names of files, by their contents."""

    def __init__(self) -> None:
        self.of: dict[str, list[str]] = {"g": [], "t": []}
        self._taken: dict[str, bytes] = {}

    def file(self, folder: str, digest: bytes, data: Callable[[], bytes]) -> File:
        """A file with its name, which is another for other data."""
        turns = (_named(digest, turn) for turn in count())
        name = next(name for name in turns if self._taken.setdefault(name, digest) == digest)
        self.of[folder].append(name)
        return File(f"{folder}/{name}", digest, lambda: _call(f"{folder}/{name}", data()))


def _named(digest: bytes, turn: int = 0) -> str:
    """The name of a file whose data have this hash; the next ``turn`` where other data have the name already."""
    number = int.from_bytes(hashlib.sha256(digest + bytes(turn)).digest(), "big")
    return "".join(_LETTERS[number // 36**place % 36] for place in range(NAME))


def _call(name: str, data: bytes) -> bytes:
    return b"".join((f'dubenSearch("{name}",'.encode(), data, b")\n"))


def _whole(text: str) -> bytes:
    """A text in UTF-8, which cannot hold halves of characters: these as JSON writes them."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub(lambda match: f"\\u{ord(match.group()):04x}", text).encode()
