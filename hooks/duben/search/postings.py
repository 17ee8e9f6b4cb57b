"""Which passages hold which grams: posting lists of a search index, written as text.

The texts stand as one array of UTF-16 units. Grams are sorted by ranges of their first character, so that what is sorted at
a time, and with it the memory, is a small part of the whole.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from ..text.folding import EDGE, PUNCTUATION, fold_all

Units = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int32]
ALPHABET = "".join(chr(code) for code in range(0x23, 0x7C) if chr(code) != "\\")
"""What sets are written with; search-engine.js has it too."""
ALONE, GAP = ".", "_"
_HALF = len(ALPHABET) // 2
_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)
_PIECE = 500_000  # units of text that are looked at at a time


class Texts:
    """Folded texts, one behind the other, as units of UTF-16; for each unit the number of its text, for each text its passage."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._size = 0
        self._units: list[Units] = []
        self._lengths: list[npt.NDArray[np.int64]] = []
        self._passages: list[int] = []

    def add(self, text: str, passage: int) -> None:
        self._waiting.append(text)
        self._passages.append(passage)
        self._size += len(text)
        if self._size >= _PIECE:
            self._fold()

    def _fold(self) -> None:
        units, lengths = fold_all(self._waiting)
        self._units.append(units)
        self._lengths.append(lengths)
        self._waiting, self._size = [], 0

    def arrays(self) -> tuple[Units, Numbers, Numbers]:
        self._fold()
        passages = np.array(self._passages, np.int32)
        number = np.repeat(np.arange(len(passages), dtype=np.int32), np.concatenate(self._lengths))
        return np.concatenate(self._units), number, passages


def rows(texts: Texts, size: int) -> tuple[dict[str, str], int]:
    """The rows of all grams in order, by their first character, separated by spaces; and the length of all sets in them.

    ``size`` is the number of passages. A row is a gram without its first character, and its sets, as index.py describes them.
    """
    units, text, passages = texts.arrays()
    edge = units == ord(EDGE)
    word = units != ord(PUNCTUATION)
    # where a gram of each kind begins
    single, near, far, gap = word & ~edge, np.zeros_like(word), np.zeros_like(word), np.zeros_like(word)
    near[:-1] = word[:-1] & word[1:] & (text[:-1] == text[1:])
    ends = word[:-2] & word[2:] & (text[:-2] == text[2:])
    far[:-2] = ends & ~word[1:-1]
    gap[:-2] = ends & single[:-2] & single[1:-1] & single[2:]
    del edge, word, ends
    counts = np.bincount(units, minlength=1 << 16)
    # as many first characters at a time as some part of the texts begins with: that bounds the memory
    share = np.cumsum(counts) // max(_PIECE, len(units) // 16)
    limits = [0, *(np.flatnonzero(np.diff(share)) + 1).tolist(), 1 << 16]
    found: dict[str, str] = {}
    length = 0
    for start, stop in pairwise(limits):
        places = np.flatnonzero((units >= start) & (units < stop)).astype(np.int32)
        alone, pairs, parted, gaps = (
            sets(*_postings(units, text, passages, places[kind[places]], step), size)
            for kind, step in ((single, 0), (near, 1), (far, 2), (gap, 2))
        )
        # by first character and what the row begins with: in the order in which a browser compares strings
        grams = {(key >> 16, ALONE): numbers for key, numbers in alone.items()}
        grams |= {(key >> 16, chr(key & 0xFFFF)): pairs.get(key, "") for key in pairs.keys() | parted.keys()}
        for key, numbers in parted.items():
            grams[key >> 16, chr(key & 0xFFFF)] += f"~{numbers}"
        grams |= {(key >> 16, GAP + chr(key & 0xFFFF)): numbers for key, numbers in gaps.items()}
        length += sum(map(len, grams.values()))
        for first, group in groupby(sorted(grams), key=itemgetter(0)):
            found[chr(first)] = " ".join(gram[1] + grams[gram] for gram in group)
    return found, length


def _postings(units: Units, text: Numbers, passages: Numbers, places: Numbers, step: int) -> tuple[npt.NDArray[np.uint32], Numbers]:
    """The grams that begin at ``places``, as first character << 16 | the one ``step`` behind it, and their passages.

    Both are in order, and each gram stands once with each of its passages.
    """
    codes = units[places].astype(np.uint64) << np.uint64(48)
    codes |= units[places + step].astype(np.uint64) << np.uint64(32)
    codes |= passages[text[places]].astype(np.uint64)
    codes.sort()
    once = np.ones(len(codes), np.bool_)
    once[1:] = codes[1:] != codes[:-1]
    codes = codes[once]
    return (codes >> np.uint64(32)).astype(np.uint32), codes.astype(np.int32)


def sets(keys: npt.NDArray[np.uint32], numbers: Numbers, size: int) -> dict[int, str]:
    """For each of ``keys``, which are in order, its passages, all below ``size``, as text."""
    if not len(keys):
        return {}
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    stops = np.append(starts[1:], len(keys))
    differences = np.diff(numbers, prepend=numbers[:1])
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


def digits(numbers: Numbers) -> tuple[str, npt.NDArray[np.int64]]:
    """Numbers as digits, one behind the other, and where each ends."""
    counts = np.ones(len(numbers), np.int8)
    for power in range(1, 6):
        longer = numbers >= _HALF**power
        if not longer.any():
            break
        counts += longer
    ends = np.cumsum(counts, dtype=np.int64)
    letters = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    rest, place = numbers, ends - counts
    while len(rest):
        more = rest >= _HALF
        letters[place] = _LETTERS[rest % _HALF + _HALF * more]
        rest, place = rest[more] // _HALF, place[more] + 1
    return letters.tobytes().decode(), ends
