"""The blocks of chapters where they are not held in memory: read from the cache when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from ..text.transcript import Block

Bodies = tuple[tuple[Block, ...], ...]
"""The blocks of each chapter of a report."""


class Body(Sequence[Block]):
    """The blocks of the chapter ``number`` of a report, of which there are ``count``; ``key`` is that of the report's bodies in the cache.

    Those of a few reports stay in memory, since chapters are asked for one after the other.
    """

    __slots__ = ("_count", "_key", "_load", "_number")

    def __init__(self, load: Callable[[str], Bodies], key: str, number: int, count: int) -> None:
        self._load, self._key, self._number, self._count = load, key, number, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        return self._load(self._key)[self._number][index]

    def __iter__(self) -> Iterator[Block]:
        return iter(self._load(self._key)[self._number])
