"""Results kept between builds: each a file under a key of all that it is made from.

A file begins with a hash of its key and of what follows, by which one that was cut off, changed or exchanged is noticed; it is then
made anew. Several builds may use a cache at once: a result appears whole or not at all. A cache may be removed at any time.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import is_dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from . import atomic

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where a disk, or what one may have of it, is full."""
UNUSED = 7 * 24 * 3600
"""Seconds after which a result that was not used again is removed by ``sweep``."""
LARGEST = 2 << 30
"""Bytes above which ``sweep`` removes what was not used for longest."""
_PACKAGE = Path(__file__).parent
_LIBRARIES = ("babel", "cattrs", "jinja2", "markdown", "mkdocs", "mkdocs-material", "numpy", "opencc", "pymdown-extensions", "pyyaml")
"""What results depend on besides the program."""
_PROOF = hashlib.sha256().digest_size
_PLAIN = {
    ("array", "_array_reconstructor"), ("array", "array"), ("builtins", "frozenset"), ("builtins", "set"), ("builtins", "slice"),
    ("collections", "Counter"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta"),
}  # fmt: skip


def key(*parts: Any) -> str:
    """The key for what depends on ``parts``: bytes, or data that JSON can hold."""
    digest = hashlib.sha256()
    for part in parts:
        own = part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False).encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(own))
        digest.update(own)
    return digest.hexdigest()[:32]


@cache
def program() -> str:
    """A hash of the program itself and of the libraries by which it reads and writes, on which every result depends."""
    versions = [metadata.version(name) for name in _LIBRARIES]
    files = sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc" and "theme" not in path.parts)
    return key(versions, *(part for file in files for part in (file.relative_to(_PACKAGE).as_posix(), file.read_bytes())))


class Cache:
    """The results in ``folder``, which is made when there is a first one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str) -> bytes | None:
        """The result under a key; None where there is none, or only a damaged one. Raises OSError where it cannot be read."""
        try:
            data = (self.folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if _proof(name, memoryview(data)[_PROOF:]) != data[:_PROOF]:
            return None
        with suppress(FileNotFoundError):  # another build may just have removed it
            os.utime(self.folder / name)
        return data[_PROOF:]

    def has(self, name: str) -> bool:
        """Whether there is a result under a key, whole or damaged."""
        return (self.folder / name).is_file()

    def save(self, name: str, data: bytes) -> None:
        """Keep a result under a key, unless the disk is full: then it will be made another time. Raises any other OSError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic.write(self.folder / name, (_proof(name, data), data))
        except OSError as error:
            if error.errno not in FULL:
                raise

    def value(self, name: str, make: Callable[[], Any]) -> Any:
        """The result under a key as Python has it, by ``make`` where there is none. It is made of what ``dumps`` can write."""
        data = self.load(name)
        if data is not None:
            return loads(data)
        made = make()
        self.save(name, dumps(made))
        return made

    def fetch(self, parts: Any, make: Callable[[], Iterable[tuple[str, bytes]]]) -> tuple[dict[str, bytes], bool]:
        """The files of a result by name, in the order of their names, and whether ``make`` had to be called for them.

        ``parts`` is what the result depends on, as data that JSON can hold. Raises what ``make`` raises, and OSError.
        """
        name = key(parts)
        data = self.load(name)
        if data is not None:
            return loads(data), False
        files = dict(sorted(make()))
        self.save(name, dumps(files))
        return files, True

    def sweep(self) -> None:
        """Remove what was not used for ``UNUSED`` seconds, and what is too much."""
        size = 0
        for used, bytes_, path in sorted(self._files(), reverse=True):
            size += bytes_
            if time.time() - used > UNUSED or size > LARGEST:
                if path.is_dir():  # as earlier versions kept their results
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):  # another build was quicker
                found = path.stat()
                yield found.st_mtime, found.st_size, path


def _proof(name: str, data: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(name.encode() + b"\0")
    digest.update(data)
    return digest.digest()


def dumps(value: Any) -> bytes:
    """A value as bytes: plain data, and dataclasses and named tuples of this package."""
    return pickle.dumps(value, protocol=5)


def loads(data: bytes) -> Any:
    """The value that ``dumps`` wrote. Raises pickle.UnpicklingError for any other class: bytes from elsewhere may run nothing."""
    return _Reader(io.BytesIO(data)).load()


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith(f"{__package__}.") or (module, name) in _PLAIN else None
        if (module, name) in _PLAIN or (
            isinstance(found, type) and (is_dataclass(found) or issubclass(found, tuple) or hasattr(found, "__slots__"))
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no data")
