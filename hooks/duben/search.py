"""The search index: which passages hold which two characters next to each other, in small files that a browser fetches as needed.

A query is folded as the texts are (folding.py). Passages that have each of its pairs of characters are candidates; the words
themselves are then looked for in the candidates' texts, which are fetched to be shown anyway. So nothing is found that is
not there, and nothing is missed; how many files a query needs does not grow with the edition. Cf. q-gram filtering:
Navarro, "A guided tour to approximate string matching", ACM Computing Surveys 33 (2001), 8.

Files, each one call of ``dubenSearch(name, version, data)``, so that a page opened from a folder can load them as scripts:

- ``index``: ``sections`` [kind, group, first passage], ``size`` (the number of passages), ``fold`` (folding.table), ``grams`` (the
  first gram of each file of grams, parted by spaces), ``texts`` (how many passages each file of texts holds, as numbers).
- ``g/N``: for a first character ``{second character}{passages}`` parted by spaces, ``.`` standing for "alone"; passages in which
  the two stand next to each other, then behind ``~`` those in which only punctuation parts them.
- ``t/N``: pages [address, title, [[fragment, label, text, text as transcribed], …]].

Passages are sets of numbers: differences as digits (``_number``), or, where it is shorter, ``!`` and a bit for each passage.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from .folding import EDGE, PUNCTUATION, fold, table
from .passages import Found

ALPHABET = "".join(chr(code) for code in range(0x23, 0x7C) if chr(code) != "\\")
"""What sets are written with; search-engine.js has it too."""
_HALF = len(ALPHABET) // 2
_SIX = bytes(ord(char) for char in ALPHABET[:64]) + bytes(192)
ALONE = "."
_PARTED = re.compile(f"(?=(.){PUNCTUATION}(.))", re.DOTALL)
_HALVES = re.compile("[\ud800-\udfff]")  # of characters beyond 2¹⁶, in grams
SMALLEST, LARGEST = 2_000, 16_000
"""Sizes in bytes between which files of grams are kept; the more there are, the longer is the list of files."""
SHORTEST, LONGEST = 1_000, 6_000
"""Sizes in bytes that files of texts have at least, by how many there are: small for few, so that a first query is cheap."""


def build(pages: Iterable[Found], address: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The files of the index: name, without suffix, and content. ``address`` gives the address of a page from the site's root."""
    pages = list(pages)
    total = 3 * sum(len(passage.text) + len(passage.other) for page in pages for passage in page.passages)
    enough = min(LONGEST, max(SHORTEST, int(total**0.5 / 2)))
    adjacent: defaultdict[int, list[int]] = defaultdict(list)
    parted: defaultdict[int, list[int]] = defaultdict(list)
    sections: list[tuple[str, str, int]] = []
    texts, counts = [], []
    held: list[Any] = []
    number = size = first = 0
    for page in pages:
        if not sections or sections[-1][:2] != (page.kind, page.group):
            sections.append((page.kind, page.group, number))
        rows: list[Sequence[str]] = []
        held.append([address(page.path), page.title, rows])
        for passage in page.passages:
            near, far = grams(passage.text)
            if passage.other:
                other, beyond = grams(passage.other)
                near, far = near | other, far | beyond
            for gram in near:
                adjacent[gram].append(number)
            for gram in far - near:
                parted[gram].append(number)
            rows.append(passage if passage.other else passage[:3])
            number += 1
            size += 3 * len(passage.text) + 3 * len(passage.other)
            if size >= enough:
                texts.append(_json([row for row in held if row[2]]))
                counts.append(number - first)
                rows, size, first = [], 0, number
                held = [[address(page.path), page.title, rows]]
    if number > first:
        texts.append(_json([row for row in held if row[2]]))
        counts.append(number - first)
    packs = list(_packs(adjacent, parted, number))
    content = [*((f"g/{i}", data) for i, (_, data) in enumerate(packs)), *((f"t/{i}", data) for i, data in enumerate(texts))]
    index = {
        "sections": sections,
        "size": number,
        "fold": table({gram.to_bytes(4, "little")[:2] for gram in adjacent}),
        "grams": " ".join(gram for gram, _ in packs),
        "texts": "".join(map(_number, counts)),
    }
    content.append(("index", _whole(_json(index))))
    version = hashlib.sha256("\n".join(data for _, data in content).encode()).hexdigest()[:8]
    for name, data in content:
        yield name, f'dubenSearch("{name}","{version}",{data})\n'


def grams(text: str) -> tuple[set[int], set[int]]:
    """The pairs of neighbours in a text; and the pairs that only punctuation parts.

    A character is a unit of UTF-16, as a browser's strings have it; a pair is the first and, times 2¹⁶, the second. Pairs
    with ``PUNCTUATION`` are among the neighbours: to drop them here would take longer than later.
    """
    folded = f"{EDGE}{fold(text)}{EDGE}"
    units = memoryview(folded.encode("utf-16-le"))
    if len(units) > 2 * len(folded):
        folded = "".join(map(chr, units.cast("H")))
    even, odd = len(units) // 4 * 4, (len(units) - 2) // 4 * 4
    near = {*units[:even].cast("I"), *units[2 : 2 + odd].cast("I")}
    return near, {ord(one) | ord(other) << 16 for one, other in _PARTED.findall(folded)}


def _packs(adjacent: Mapping[int, list[int]], parted: Mapping[int, list[int]], size: int) -> Iterator[tuple[str, str]]:
    """The files of grams in the order in which a browser compares strings, each with its first gram."""
    rows: list[tuple[str, str, str]] = []
    order = sorted({*adjacent, *parted}, key=lambda gram: (gram & 0xFFFF, gram >> 16))
    for unit, group in groupby(order, lambda gram: gram & 0xFFFF):
        first, own = chr(unit), list(group)
        if first == PUNCTUATION:
            continue
        if first != EDGE:  # every character has a neighbour, be it punctuation or the edge
            alone = sorted(set[int]().union(*(adjacent[gram] for gram in own if gram in adjacent)))
            rows.append((first, "", ALONE + encode(alone, size)))
        for gram in own:
            if (second := chr(gram >> 16)) != PUNCTUATION:
                near = encode(adjacent[gram], size) if gram in adjacent else ""
                far = f"~{encode(parted[gram], size)}" if gram in parted else ""
                rows.append((first, second, second + near + far))
    # with files of some 2√n bytes the list of files grows as slowly as the files do
    largest = min(LARGEST, max(SMALLEST, int(2 * sum(len(row) for _, _, row in rows) ** 0.5)))
    pack: dict[str, list[str]] = {}
    start, length = "", 0
    for first, second, row in rows:
        if pack and length + len(row) > largest:
            yield start, _file(pack)
            pack, length = {}, 0
        start = start if pack else first + second
        pack.setdefault(first, []).append(row)
        length += len(row) + 3
    if pack:
        yield start, _file(pack)


def _file(pack: Mapping[str, Sequence[str]]) -> str:
    return _whole(_json({first: " ".join(rows) for first, rows in pack.items()}))


def _whole(text: str) -> str:
    """Halves of characters, which no text in UTF-8 can hold, as JSON writes them."""
    return _HALVES.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def encode(numbers: Sequence[int], size: int) -> str:
    """A set of numbers below ``size``, given in order, as text."""
    if len(numbers) <= size // 6:  # else the differences take more than the bits
        differences = "".join(map(_DIGITS.__getitem__, [numbers[0], *map(int.__sub__, numbers[1:], numbers)]))
        if len(differences) <= size // 6 + 1:
            return differences
    bits = bytearray(-(-size // 6))
    for number in numbers:
        bits[number // 6] |= 1 << number % 6
    return "!" + bits.translate(_SIX).decode()


class _Digits(dict[int, str]):
    """Numbers as digits, the lowest first; every digit but the last is of the alphabet's upper half."""

    def __missing__(self, number: int) -> str:
        rest, text = number, ""
        while rest >= _HALF:
            text += ALPHABET[_HALF + rest % _HALF]
            rest //= _HALF
        self[number] = text = text + ALPHABET[rest]
        return text


_DIGITS = _Digits()


def _number(number: int) -> str:
    return _DIGITS[number]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
