"""The search index of a site, of which only that is made again whose pages have changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from .. import parallel
from ..cache import Cache, dumps, key, loads, program
from ..store import Store
from .index import files
from .passages import Part
from .segment import make

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
        prepare(cache, sources, address)
        segments = [partial(_segment, cache, own, part, address) for own, (_key, part) in zip(keys, sources, strict=True)]
        known = []
        for name, content in files(whole, segments):
            kept = key(name, content)
            if not store.put(kept, folder / f"{name}.js"):
                store.keep(kept, folder / f"{name}.js", content)
            known.append((name, kept))
        cache.save(whole, dumps(known))
        cache.sweep()
    return sum((folder / f"{name}.js").stat().st_size for name, _kept in known)


def prepare(cache: Cache, sources: Sequence[tuple[str, Part]], address: Callable[[str], str]) -> None:
    """Make the segments of these parts that ``cache`` has not got."""

    def make_one(item: tuple[str, Part]) -> None:
        _segment(cache, *item, address)

    parts = zip(_keys(sources, address), (part for _key, part in sources), strict=True)
    parallel.each(make_one, [(own, part) for own, part in parts if not cache.has(own)], CHAPTERS)


def _keys(sources: Sequence[tuple[str, Part]], address: Callable[[str], str]) -> list[str]:
    return [key("segment", program(), own, [address(path) for path in part.paths]) for own, part in sources]


def _segment(cache: Cache, own: str, part: Part, address: Callable[[str], str]) -> bytes:
    data = cache.load(own)
    if data is None:
        data = make(part.pages(), address)
        cache.save(own, data)
    return data
