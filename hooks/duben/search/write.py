"""The search index of a site, of which only that is made again whose pages have changed."""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..cache import Cache
from ..text import folding, variants
from .index import files, holds, names
from .passages import Part
from .segment import make

_PROGRAM = (*sorted(Path(__file__).parent.glob("*.py")), Path(folding.__file__), Path(variants.__file__))


def write(folder: Path, cache: Cache, sources: Sequence[tuple[Any, Part]], address: Callable[[str], str]) -> int:
    """Bring the index in ``folder`` up to date and give its size in bytes.

    Each part of the edition comes with its key: all that the passages of its pages depend on, as data that JSON can hold. Its pages
    are asked for only where ``cache`` has no segment of this key; ``address`` gives the address of a page from the site's root.
    """
    keys = [[_program(), key, [address(path) for path in part.paths]] for key, part in sources]
    whole = hashlib.sha256(json.dumps(keys).encode()).hexdigest()[:16]
    known = _known(folder, whole)
    if known is None:
        known = []
        segments = [partial(_segment, cache, key, part, address) for key, (_, part) in zip(keys, sources, strict=True)]
        for name, content in files(whole, segments):
            file = folder / f"{name}.js"
            known.append(file)
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        for old in set(folder.glob("*/*.js")).difference(known):
            old.unlink()
        cache.sweep()
    return sum(file.stat().st_size for file in known)


def _segment(cache: Cache, key: Any, part: Part, address: Callable[[str], str]) -> bytes:
    found, _ = cache.fetch(key, lambda: [("segment", make(part.pages(), address))])
    return found["segment"]


def _known(folder: Path, key: str) -> list[Path] | None:
    """The files of the index in ``folder`` if it is the one with this key and each of them has what its name says."""
    try:
        found = names((folder / "index.js").read_bytes(), key)
        if found is None:
            return None
        known = {folder / f"{name}.js": name for name in found}
        return [folder / "index.js", *known] if all(holds(name, file.read_bytes()) for file, name in known.items()) else None
    except FileNotFoundError:
        return None


@cache
def _program() -> str:
    """What segments depend on besides the passages."""
    digest = hashlib.sha256(repr([version("numpy"), version("opencc"), marshal.version]).encode())
    for file in _PROGRAM:
        digest.update(file.read_bytes())
    return digest.hexdigest()
