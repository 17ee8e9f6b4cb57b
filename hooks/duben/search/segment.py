"""A segment of the search index: a run of pages, with passages numbered from 0, as bytes that can be kept.

It is made from its pages alone, so that a build makes only those segments again whose pages have changed; index.py joins them.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from ..text.folding import EDGE
from .passages import IndexedPage
from .postings import Keys, Lists, postings

TextPage = tuple[bytes, list[bytes]]
"""What a file of texts has of a page: its head and its passages, as JSON."""


class Segment(NamedTuple):
    """``size`` is the number of passages, ``sections`` [kind, group, first passage]; ``words`` the length of the texts in bytes. ``keys``
    are those of the grams, ``fine`` and ``coarse`` in which passages and blocks each stands."""

    size: int
    sections: list[tuple[str, str, int]]
    words: int
    keys: Keys
    fine: Lists
    coarse: Lists
    texts: bytes

    def pages(self) -> list[TextPage]:
        found: list[TextPage] = marshal.loads(self.texts)
        return found


def make(pages: Iterable[IndexedPage], address: Callable[[str], str]) -> bytes:
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
    lists = [(item.text, *(row.astype("<u4").tobytes() for row in item[1:])) for item in (fine, coarse)]
    return marshal.dumps((size, sections, words, keys.astype("<u8").tobytes(), *lists, marshal.dumps(written)))


def load(data: bytes) -> Segment:
    """The segment that ``make`` has written."""
    size, sections, words, keys, fine, coarse, texts = marshal.loads(data)
    lists = [Lists(text, *(np.frombuffer(row, "<u4") for row in rows)) for text, *rows in (fine, coarse)]
    return Segment(size, sections, words, np.frombuffer(keys, "<u8"), lists[0], lists[1], texts)


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
