"""A segment of the search index: a run of pages, with passages numbered from 0, as bytes that can be kept.

It is made from its pages alone, so that a build makes only those segments again whose pages have changed; index.py joins them.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..text.folding import EDGE
from .passages import IndexedPage
from .postings import Keys, Lists, postings

TextPage = tuple[bytes, list[bytes]]
"""What a file of texts has of a page: its head and its passages, as JSON."""


class Made(NamedTuple):
    """A segment as bytes, in three parts, since a build in which little is new does not ask for all: what the others are joined by, the
    lists, and the texts."""

    head: bytes
    lists: bytes
    texts: bytes


class Head(NamedTuple):
    """``size`` is the number of passages, ``sections`` [kind, group, first passage]; ``words`` the length of the texts in bytes. ``keys``
    are those of the grams, ``fine`` and ``coarse`` the lengths of their lists of passages and of blocks."""

    size: int
    sections: list[tuple[str, str, int]]
    words: int
    keys: Keys
    fine: npt.NDArray[np.uint32]
    coarse: npt.NDArray[np.uint32]


def make(pages: Iterable[IndexedPage], address: Callable[[str], str]) -> Made:
    """The segment of some pages. ``address`` gives the address of a page from the site's root."""
    sections: list[tuple[str, str, int]] = []
    written: list[TextPage] = []
    texts: list[str] = []
    numbers: list[int] = []
    size = 0
    for page in pages:
        if not sections or sections[-1][:2] != (page.kind, page.group):
            sections.append((page.kind, page.group, size))
        rows = []
        for passage in page.passages:
            edge = EDGE if passage.names else ""
            texts.append(f"{edge}{passage.text}{edge}")
            numbers.append(size)
            if passage.other:
                texts.append(_other(passage.text, passage.other))
                numbers.append(size)
            rows.append(to_json(passage if passage.other else passage[:3]).encode())
            size += 1
        if rows:
            written.append((to_json([address(page.path), page.title])[:-1].encode(), rows))
    keys, fine, coarse = postings(texts, numbers)
    words = sum(len(head) + sum(map(len, rows)) for head, rows in written)
    lengths = (item.lengths.astype("<u4").tobytes() for item in (fine, coarse))
    head = marshal.dumps((size, sections, words, keys.astype("<u8").tobytes(), *lengths))
    lists = marshal.dumps([(item.text, item.starts.astype("<u4").tobytes()) for item in (fine, coarse)])
    return Made(head, lists, marshal.dumps(written))


def head_of(data: bytes) -> Head:
    """The head that ``make`` has written."""
    size, sections, words, keys, *lengths = marshal.loads(data)
    return Head(size, sections, words, np.frombuffer(keys, "<u8"), *(np.frombuffer(row, "<u4") for row in lengths))


def lists_of(head: Head, data: bytes) -> tuple[Lists, Lists]:
    """The lists that ``make`` has written: of passages, and of blocks."""
    fine, coarse = (
        Lists(text, np.frombuffer(starts, "<u4"), own) for (text, starts), own in zip(marshal.loads(data), head[-2:], strict=True)
    )
    return fine, coarse


def texts_of(data: bytes) -> list[TextPage]:
    """The texts that ``make`` has written."""
    found: list[TextPage] = marshal.loads(data)
    return found


def _other(text: str, other: str) -> str:
    """The stretch of ``other`` with all of its grams that ``text`` has not: of a long paragraph few words are transcribed otherwise."""
    start = _context(text, other)
    end = len(other) - _context(text[start:][::-1], other[start:][::-1])
    return other[start:end]


def _context(text: str, other: str) -> int:
    """Where two texts may begin to be looked at: before their first difference, with all that grams may have from before it."""
    low, high = 0, min(len(text), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if text[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    start = max(0, low - _NEAR)
    return start if sum(map(str.isalnum, other[start:low])) > _BEFORE else 0


_NEAR, _BEFORE = 8, 2
"""Characters before a difference among which there are, as a rule, more letters than a gram can have before one."""


to_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
