"""The search index: which passages hold which characters next to each other, in small files that a browser fetches as needed.

A query is folded as the texts are (folding.py). Passages that have each of its pairs of characters, and the pairs with one
character between them, are candidates; the words themselves are then looked for in the candidates' texts, which are fetched
to be shown anyway. So nothing is found that is not there, and nothing is missed. Cf. q-gram filtering, also with gaps:
Navarro, "A guided tour to approximate string matching", ACM Computing Surveys 33 (2001), 8.

Files, each one call of ``dubenSearch(name, version, data)``, so that a page opened from a folder can load them as scripts:

- ``index``: ``sections`` [kind, group, first passage], ``size`` (the number of passages), ``fold`` (folding.table), ``grams`` (the
  first gram of each file of grams, parted by spaces), ``texts`` (how many passages each file of texts holds, as numbers).
- ``g/N``: for a first character rows parted by spaces: ``.{passages}`` where it stands; ``{second}{passages}`` where the second
  is next to it, then behind ``~`` where punctuation parts them; ``_{third}{passages}`` where one character is between.
- ``t/N``: pages [address, title, [[fragment, label, text, text as transcribed], …]].

Passages are sets of numbers: differences in digits, the lowest first, every digit but the last of the alphabet's upper half;
or, where it is shorter, ``!`` and a bit for each passage. A character is a unit of UTF-16, as browsers' strings have it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..text.folding import EDGE, PUNCTUATION, fold, table
from .passages import IndexedPage

Codes = npt.NDArray[np.uint64]


ALPHABET = "".join(chr(code) for code in range(0x23, 0x7C) if chr(code) != "\\")
"""What sets are written with; search-engine.js has it too."""


ALONE, GAP = ".", "_"


SMALLEST, LARGEST = 2_000, 16_000
"""Sizes in bytes between which files of grams are kept; the more there are, the longer is the list of files."""


SHORTEST, LONGEST = 1_000, 6_000
"""Sizes in bytes that files of texts have at least, by how many there are: small for few, so that a first query is cheap."""


_HALF = len(ALPHABET) // 2


_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)


_PIECE = 1_000_000  # units of text that are looked at at a time


_HALVES = re.compile("[\ud800-\udfff]")  # of characters beyond 2¹⁶, in grams


def build(pages: Iterable[IndexedPage], address: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The files of the index: name, without suffix, and content. ``address`` gives the address of a page from the site's root."""
    pages = list(pages)
    total = 3 * sum(len(passage.text) + len(passage.other) for page in pages for passage in page.passages)
    enough = min(LONGEST, max(SHORTEST, int(total**0.5 / 2)))
    folded: list[str] = []
    owners: list[int] = []
    sections: list[tuple[str, str, int]] = []
    texts, counts = [], []
    held: list[Any] = []
    number = size = first = 0

    def end_file() -> None:
        texts.append(_json([row for row in held if row[2]]))
        counts.append(number - first)

    for page in pages:
        if not sections or sections[-1][:2] != (page.kind, page.group):
            sections.append((page.kind, page.group, number))
        rows: list[Sequence[str]] = []
        held.append([address(page.path), page.title, rows])
        for passage in page.passages:
            edge = EDGE if passage.names else ""
            for text in filter(None, passage[2:]):
                folded.append(f"{edge}{fold(text)}{edge}{PUNCTUATION * 2}")  # so that nothing is next to it, or parted from it
                owners.append(number)
            rows.append(passage if passage.other else passage[:3])
            number += 1
            size += 3 * len(passage.text) + 3 * len(passage.other)
            if size >= enough:
                end_file()
                rows, size, first = [], 0, number
                held = [[address(page.path), page.title, rows]]
    if number > first:
        end_file()
    grams = _grams(folded, owners, number)
    packs = list(_packs(grams))
    content = [*((f"g/{i}", data) for i, (_, data) in enumerate(packs)), *((f"t/{i}", data) for i, data in enumerate(texts))]
    index = {
        "sections": sections,
        "size": number,
        "fold": table({gram[0].encode("utf-16-le", "surrogatepass") for gram in grams}),
        "grams": " ".join(gram for gram, _ in packs),
        "texts": digits(np.array(counts, np.uint64))[0],
    }
    content.append(("index", _whole(_json(index))))
    version = hashlib.sha256("\n".join(data for _, data in content).encode()).hexdigest()[:8]
    for name, data in content:
        yield name, f'dubenSearch("{name}","{version}",{data})\n'


def _grams(folded: Sequence[str], owners: Sequence[int], size: int) -> dict[str, str]:
    """The rows of all grams: a first character with ``ALONE`` or a second, or with ``GAP`` and a third, and what stands behind it."""
    near, far, gaps, single = (_codes(folded, owners, kind) for kind in ("near", "far", "gaps", "single"))
    rows = {chr(key) + ALONE: text for key, text in sets(single, size).items()}
    pairs, parted = sets(near, size), sets(far, size)
    for key in pairs.keys() | parted.keys():
        rows[chr(key >> 16) + chr(key & 0xFFFF)] = pairs.get(key, "") + (f"~{parted[key]}" if key in parted else "")
    for key, text in sets(gaps, size).items():
        rows[chr(key >> 16) + GAP + chr(key & 0xFFFF)] = text
    return rows


def _codes(folded: Sequence[str], owners: Sequence[int], kind: str) -> Codes:
    """Each gram of a kind with each passage that has it, once and in order: ``first << 48 | second << 32 | passage``; of single
    characters ``first << 32 | passage``."""
    edge, mark = ord(EDGE), ord(PUNCTUATION)
    found: list[Codes] = []
    at = 0
    while at < len(folded):
        start, length = at, 0
        while at < len(folded) and length < _PIECE:
            length += len(folded[at])
            at += 1
        texts = [np.frombuffer(text.encode("utf-16-le"), np.uint16) for text in folded[start:at]]
        units = np.concatenate(texts).astype(np.uint64)
        owner = np.repeat(np.array(owners[start:at], np.uint64), [len(text) for text in texts])
        word = units != mark
        if kind == "single":
            first, keep = units, word & (units != edge)
            code = units << np.uint64(32)
        else:
            step = 1 if kind == "near" else 2
            first, last = units[:-step], units[step:]
            keep = word[:-step] & word[step:]
            if kind == "far":
                keep &= ~word[1:-1]
            if kind == "gaps":
                keep &= word[1:-1] & (first != edge) & (units[1:-1] != edge) & (last != edge)
            code = first << np.uint64(48) | last << np.uint64(32)
        found.append(_once((code | owner[: len(code)])[keep]))
    return _once(np.concatenate(found)) if found else np.array([], np.uint64)


def _once(codes: Codes) -> Codes:
    """``codes`` in order, each once. np.unique builds a table of hashes first, which takes many times as long here."""
    codes.sort(kind="stable")  # which is quick with runs that are in order
    return codes[np.concatenate(([True], codes[1:] != codes[:-1]))] if len(codes) else codes


def sets(codes: Codes, size: int) -> dict[int, str]:
    """For each key (the upper 32 bits) its passages (the lower), all below ``size``, as text."""
    if not len(codes):
        return {}
    keys, numbers = codes >> np.uint64(32), codes & np.uint64(0xFFFFFFFF)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    stops = np.append(starts[1:], len(codes))
    differences = np.diff(numbers, prepend=np.uint64(0))
    differences[starts] = numbers[starts]
    text, ends = digits(differences)
    begins = np.concatenate(([0], ends))[starts]
    rows = {}
    for key, start, stop, begin, end in zip(
        keys[starts].tolist(), starts.tolist(), stops.tolist(), begins.tolist(), ends[stops - 1].tolist(), strict=True
    ):
        if end - begin <= size // 6 + 1:
            rows[key] = text[begin:end]
            continue
        bits = np.zeros(-(-size // 6) * 6, np.uint8)
        bits[numbers[start:stop]] = 1
        rows[key] = "!" + _LETTERS[bits.reshape(-1, 6) @ np.array([1, 2, 4, 8, 16, 32], np.uint8)].tobytes().decode()
    return rows


def digits(numbers: Codes) -> tuple[str, npt.NDArray[np.int64]]:
    """Numbers as digits, one behind the other, and where each ends."""
    counts = np.ones(len(numbers), np.int64)
    for power in range(1, 6):
        counts += numbers >= np.uint64(_HALF**power)
    ends = np.cumsum(counts)
    letters = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    which, rest = np.arange(len(numbers)), numbers
    place = ends - counts
    while len(which):
        more = rest >= np.uint64(_HALF)
        letters[place] = _LETTERS[(rest % np.uint64(_HALF)).astype(np.int64) + _HALF * more]
        which, rest, place = which[more], rest[more] // np.uint64(_HALF), place[more] + 1
    return letters.tobytes().decode(), ends


def _packs(grams: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The files of grams in the order in which a browser compares strings, each with its first gram."""
    order = sorted(grams, key=lambda gram: gram.encode("utf-16-be", "surrogatepass"))
    # with files of some 2√n bytes the list of files grows as slowly as the files do
    largest = min(LARGEST, max(SMALLEST, int(2 * sum(map(len, grams.values())) ** 0.5)))
    pack: dict[str, list[str]] = {}
    start, length = "", 0
    for gram in order:
        row = gram[1:] + grams[gram]
        if pack and length + len(row) > largest:
            yield start, _file(pack)
            pack, length = {}, 0
        start = start if pack else gram
        pack.setdefault(gram[0], []).append(row)
        length += len(row) + 3
    if pack:
        yield start, _file(pack)


def _file(pack: Mapping[str, Sequence[str]]) -> str:
    return _whole(_json({first: " ".join(rows) for first, rows in pack.items()}))


def _whole(text: str) -> str:
    """Halves of characters, which no text in UTF-8 can hold, as JSON writes them."""
    return _HALVES.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
