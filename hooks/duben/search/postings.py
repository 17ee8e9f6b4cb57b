"""Which passages of a segment hold which grams: posting lists, written as text.

The texts of a segment stand as one array of UTF-16 units. Whatever is asked of them is asked of all at once: every gram is a
number, and sorting the numbers, each with its passage behind it, puts the lists in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..text.folding import EDGE, PUNCTUATION, fold_all

Numbers = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint64]
ALPHABET = "".join(chr(code) for code in range(0x23, 0x7B) if chr(code) != "\\")
"""What numbers are written with; search-engine.js has it too."""
ALONE, GAP = ".", "_"
FINE, COARSE = "|!", "}{"
"""What a piece of a list begins with: differences, or bits; of passages, or of blocks."""
BLOCK = 4
"""A block is 2⁴ passages of a segment that follow one another."""
_HALF = len(ALPHABET) // 2
_NONE = np.uint64(0xFFFF_FFFF_FFFF_FFFF)  # where no gram begins; it is behind all
LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)


class Lists(NamedTuple):
    """Pieces of text, one for each gram: where each begins, and its length."""

    text: bytes
    starts: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint32]


def postings(texts: Sequence[str], passages: Sequence[int]) -> tuple[Keys, Lists, Lists]:
    """The grams of texts, each of which belongs to a passage, in order: their keys (``key``), and for each the passages and the
    blocks in which it stands. The passages are numbers in order."""
    units, lengths = fold_all(texts)
    size = len(units)
    ends = np.zeros(size + 1, np.bool_)  # units behind which another text begins
    ends[np.cumsum(lengths)] = True
    ends = ends[1:]
    word = units != ord(PUNCTUATION)
    edge = units == ord(EDGE)
    single = word & ~edge
    # a gram is the number of its first character, then that of what its row begins with: characters, and behind GAP characters again
    present = np.zeros(1 << 16, np.bool_)
    present[units] = present[ord(ALONE)] = present[ord(GAP)] = True
    known = np.flatnonzero(present).astype(np.uint64)
    code = np.cumsum(present, dtype=np.uint64) - np.uint64(1)
    count, behind = np.uint64(len(known)), code[ord(GAP)]
    second = code + count * (np.arange(1 << 16) > ord(GAP)).astype(np.uint64)
    # below these a bit that tells places with punctuation, and the passage
    shift = np.uint64(max(passages, default=0).bit_length())
    up = shift + np.uint64(1)
    first = (code * (np.uint64(2) * count) << up)[units] + np.repeat(np.array(passages, np.uint64), lengths)
    second = second << up
    seconds = second[units]
    every = np.full(3 * size, _NONE)
    near = word[:-1] & single[1:] & ~ends[:-1]
    around = word[:-2] & word[2:] & ~ends[:-2] & ~ends[1:-1]
    gap = around & single[:-2] & single[1:-1] & single[2:]
    far = np.flatnonzero(around & ~word[1:-1] & single[2:])
    # an edge that closes a name, behind its last character or the punctuation there; punctuation behind an opening edge tells nothing
    closing = np.flatnonzero(edge[1:] & ~ends[:-1]) + 1
    final = closing - 2 + word[closing - 1]
    own = (final >= 0) & single[final] & ~ends[final]
    closing, final = closing[own], final[own]
    np.add(first, second[ord(ALONE)], out=every[:size], where=single)
    np.add(first[:-1], seconds[1:], out=every[size : 2 * size][:-1], where=near)
    np.add(first[:-2], (code + behind << up)[units[2:]], out=every[2 * size :][:-2], where=gap)
    parted: Any = np.uint64(1) << shift
    opening = edge[far].astype(np.uint64) * parted
    every = np.concatenate((every, first[far] + seconds[far + 2] + parted - opening, first[closing] + seconds[final] + parted))
    every.sort()
    every = every[: np.searchsorted(every, _NONE)]
    once = np.ones(len(every), np.bool_)
    once[1:] = every[1:] != every[:-1]
    every = every[once]
    grams = every >> shift
    numbers = (every & ((np.uint64(1) << shift) - np.uint64(1))).astype(np.int32)
    begins = np.ones(len(grams), np.bool_)
    begins[1:] = grams[1:] != grams[:-1]
    blocks = numbers >> BLOCK
    kept = begins.copy()
    kept[1:] |= blocks[1:] != blocks[:-1]
    keys = grams[begins]
    parted, row = keys & np.uint64(1), keys >> np.uint64(1)
    head, tail = row // (np.uint64(2) * count), row % (np.uint64(2) * count)
    gapped = (tail >= behind) & (tail < behind + count)
    other = known[np.where(gapped, tail - behind, np.where(tail < behind, tail, tail - count))]
    keys = known[head] << np.uint64(32)
    keys |= np.where(gapped, np.uint64(ord(GAP) << 16) | other, other << np.uint64(16))
    return keys << np.uint64(1) | parted, pieces(begins, numbers, FINE), pieces(begins[kept], blocks[kept], COARSE)


def gram(key: int) -> tuple[str, str, bool]:
    """What a key tells: the first character; what its row begins with; whether the list is of places with punctuation."""
    return chr(key >> 33), chr(key >> 17 & 0xFFFF) + (chr(key >> 1 & 0xFFFF) if key & 0x1FFFE else ""), bool(key & 1)


def pieces(begins: npt.NDArray[np.bool_], numbers: Numbers, marks: str) -> Lists:
    """Lists of numbers, which begin where ``begins`` is true, each in the shorter way of the two that ``marks`` tells."""
    starts = np.flatnonzero(begins)
    if not len(starts):
        return Lists(b"", np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    stops = np.append(starts[1:], len(numbers))
    differences = np.empty_like(numbers)
    np.subtract(numbers[1:], numbers[:-1], out=differences[1:])
    differences[starts] = numbers[starts]
    counts = np.ones(len(numbers), np.int8)
    power = 1
    while (longer := differences >= _HALF**power).any():
        counts += longer
        power += 1
    plain = np.add.reduceat(counts, starts, dtype=np.int64) + 1
    bits = numbers[stops - 1] // 6 + 2
    dense = bits < plain
    own = np.repeat(dense, stops - starts)
    written = _written(max(3, power))[differences]
    written[starts] = written[starts] << 8 | ord(marks[0])
    text = written[~own].tobytes().translate(None, b"\0")
    # those in bits stand behind the others
    sizes = bits[dense]
    at = np.cumsum(sizes) - sizes
    number = numbers[own]
    place = np.repeat(at + 1, (stops - starts)[dense]) + number // 6
    values = LETTERS[np.bincount(place, np.left_shift(1, number % 6), int(sizes.sum())).astype(np.uint8)]
    values[at] = ord(marks[1])
    begin = np.cumsum(np.where(dense, 0, plain)) - plain
    begin[dense] = at + len(text)
    return Lists(text + values.tobytes(), begin.astype(np.uint32), np.where(dense, bits, plain).astype(np.uint32))


@cache
def _written(power: int) -> npt.NDArray[Any]:
    """All numbers of so many digits as their digits, a byte each and the lowest first, with room for a mark; nought is no digit."""
    numbers = np.arange(_HALF**power, dtype=np.uint64 if power > 3 else np.uint32)
    written = np.zeros_like(numbers)
    rest = numbers
    for place in range(power):
        higher = rest // _HALF
        letters = LETTERS[rest - _HALF * higher + _HALF * (higher > 0)].astype(numbers.dtype)
        written |= np.where((rest > 0) | (place == 0), letters, 0) << 8 * place
        rest = higher
    return written


def digits(numbers: Iterable[int]) -> str:
    """Numbers as digits, the lowest first, one behind the other."""
    found = []
    for number in numbers:
        while number >= _HALF:
            found.append(ALPHABET[_HALF + number % _HALF])
            number //= _HALF
        found.append(ALPHABET[number])
    return "".join(found)
