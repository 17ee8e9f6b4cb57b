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
            for text in filter(None, passage[2:]):
                texts.append(f"{edge}{text}{edge}")
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


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
