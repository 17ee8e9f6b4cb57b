"""The search index of a site, of which only that is made again whose pages have changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import parallel
from ..cache import Cache, dumps, key, loads, program
from ..store import Store
from .passages import Part

LAST = "texts"
"""The part of a segment that is kept last."""
CHAPTERS = 20
"""What making a segment is taken to be worth, in chapters that are written."""


def write(folder: Path, cache: Cache, store: Store, sources: Sequence[tuple[str, Part]], address: Callable[[str], str]) -> int:
    """Write the index into ``folder`` and give its size in bytes.

    Each part of the edition comes with its key: a hash of all that the passages of its pages depend on. Its pages are asked for only where
    ``cache`` has no segment of this key, and a file is written only where ``store`` has not got it; ``address`` gives the address of a
    page from the site's root.
    """
    keys = _keys(sources, address)
    whole = key("index", keys)
    shutil.rmtree(folder, ignore_errors=True)  # what is left of another index
    data = cache.load(whole)
    known: list[tuple[str, str]] = loads(data) if data else []
    if not known or not all(store.put(kept, folder / f"{name}.js") for name, kept in known):
        from .index import Source, files  # here and below: loading numpy takes a while, and nothing may be new

        prepare(cache, sources, address)
        parts = [_Kept(cache, own, part, address) for own, (_key, part) in zip(keys, sources, strict=True)]
        known = []
        for name, digest, content in files(whole, [Source(part.part, part.value) for part in parts]):
            kept = key(name, digest)
            if not store.put(kept, folder / f"{name}.js"):
                store.keep(kept, folder / f"{name}.js", content())
            known.append((name, kept))
        cache.save(whole, dumps(known))
        cache.sweep()
    return sum((folder / f"{name}.js").stat().st_size for name, _kept in known)


def prepare(cache: Cache, sources: Sequence[tuple[str, Part]], address: Callable[[str], str]) -> None:
    """Make the segments of these parts that ``cache`` has not got."""
    parts = (_Kept(cache, own, part, address) for own, (_key, part) in zip(_keys(sources, address), sources, strict=True))
    parallel.each(_make, [part for part in parts if not part.is_made()], CHAPTERS)


def _keys(sources: Sequence[tuple[str, Part]], address: Callable[[str], str]) -> list[str]:
    return [key("segment", program(), own, [address(path) for path in part.paths]) for own, part in sources]


def _make(part: _Kept) -> None:
    part.make()


class _Kept(NamedTuple):
    """The segment of a part of the edition, which is kept: each part of a segment under its ``key`` with the name of that."""

    cache: Cache
    key: str
    pages: Part
    address: Callable[[str], str]

    def is_made(self) -> bool:
        return self.cache.has(f"{self.key}-{LAST}")

    def make(self) -> dict[str, bytes]:
        from .segment import make

        made = make(self.pages.pages(), self.address)._asdict()
        for name, data in made.items():
            self.cache.save(f"{self.key}-{name}", data)
        return made

    def part(self, name: str) -> bytes:
        data = self.cache.load(f"{self.key}-{name}")
        return self.make()[name] if data is None else data

    def value(self, name: str, make: Callable[[], Any]) -> Any:
        """What is told of the segment under this name."""
        return self.cache.value(f"{self.key}-{name}", make)
