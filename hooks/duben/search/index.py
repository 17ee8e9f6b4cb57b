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

from ..text.folding import EDGE, table
from .passages import IndexedPage
from .postings import GAP, Texts, digits, rows

SMALLEST, LARGEST = 2_000, 16_000
"""Sizes in bytes between which files of grams are kept; the more there are, the longer is the list of files."""
SHORTEST, LONGEST = 1_000, 6_000
"""Sizes in bytes that files of texts have at least, by how many there are: small for few, so that a first query is cheap."""
_HALVES = re.compile("[\ud800-\udfff]")  # of characters beyond 2¹⁶, in grams


def build(pages: Iterable[IndexedPage], address: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """The files of the index: name, without suffix, and content. ``address`` gives the address of a page from the site's root."""
    pages = list(pages)
    total = 3 * sum(len(passage.text) + len(passage.other) for page in pages for passage in page.passages)
    enough = min(LONGEST, max(SHORTEST, int(total**0.5 / 2)))
    folded = Texts()
    sections: list[tuple[str, str, int]] = []
    texts: list[bytes] = []
    counts: list[int] = []
    held: list[Any] = []
    number = size = first = 0

    def end_file() -> None:
        texts.append(_json([row for row in held if row[2]]).encode())
        counts.append(number - first)

    for page in pages:
        if not sections or sections[-1][:2] != (page.kind, page.group):
            sections.append((page.kind, page.group, number))
        held_rows: list[Sequence[str]] = []
        held.append([address(page.path), page.title, held_rows])
        for passage in page.passages:
            edge = EDGE if passage.names else ""
            for text in filter(None, passage[2:]):
                folded.add(f"{edge}{text}{edge}", number)
            held_rows.append(passage if passage.other else passage[:3])
            number += 1
            size += 3 * len(passage.text) + 3 * len(passage.other)
            if size >= enough:
                end_file()
                held_rows, size, first = [], 0, number
                held = [[address(page.path), page.title, held_rows]]
    if number > first:
        end_file()
    rows_of, length = rows(folded, number)
    index = {
        "sections": sections,
        "size": number,
        "fold": table({character.encode("utf-16-le", "surrogatepass") for character in rows_of}),
    }
    packs, firsts = [], []
    for gram, pack in _packs(rows_of, length):
        packs.append(pack.encode())
        firsts.append(gram)
    index |= {"grams": " ".join(firsts), "texts": digits(np.array(counts, np.int32))[0]}
    whole = _whole(_json(index)).encode()
    content = [*((f"g/{i}", data) for i, data in enumerate(packs)), *((f"t/{i}", data) for i, data in enumerate(texts)), ("index", whole)]
    version = hashlib.sha256()
    for at, (_, data) in enumerate(content):
        version.update(b"\n" if at else b"")
        version.update(data)
    for name, data in content:
        yield name, b"".join((f'dubenSearch("{name}","{version.hexdigest()[:8]}",'.encode(), data, b")\n"))


def _packs(rows_of: Mapping[str, str], total: int) -> Iterator[tuple[str, str]]:
    """The files of grams, each with its first gram. ``rows_of`` and ``total`` are what ``postings.rows`` gives."""
    # with files of some 2√n bytes the list of files grows as slowly as the files do
    largest = min(LARGEST, max(SMALLEST, int(2 * total**0.5)))
    pack: dict[str, list[str]] = {}
    start, length = "", 0
    for first, joined in rows_of.items():
        for row in joined.split(" "):
            if pack and length + len(row) > largest:
                yield start, _file(pack)
                pack, length = {}, 0
            start = start if pack else first + row[: 2 if row[0] == GAP else 1]
            pack.setdefault(first, []).append(row)
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
