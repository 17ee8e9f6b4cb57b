"""Results kept between builds: files under a key of all that they are made from.

A cache is a folder with one folder for each key. Several builds may use it at once: a result appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

UNUSED = 7 * 24 * 3600
"""Seconds after which a result that was not used again is removed by ``sweep``."""


class Cache:
    """The results in ``folder``, which is made when there is a first one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(self, parts: Any, make: Callable[[], Iterable[tuple[str, bytes]]]) -> tuple[dict[str, bytes], bool]:
        """The files of a result by name, in the order of their names, and whether ``make`` had to be called for them.

        ``parts`` is what the result depends on, as data that JSON can hold. Raises what ``make`` raises, and OSError.
        """
        key = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        kept = self.folder / key
        fresh = not kept.is_dir()
        if fresh:
            self._keep(kept, make())
        os.utime(kept)
        return {file.name: file.read_bytes() for file in sorted(kept.iterdir())}, fresh

    def _keep(self, kept: Path, files: Iterable[tuple[str, bytes]]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=self.folder))
        try:
            for name, data in files:
                (draft / name).write_bytes(data)
            os.replace(draft, kept)
        except OSError:
            if not kept.is_dir():  # otherwise another build was quicker; its files are the same
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what was not used for ``UNUSED`` seconds."""
        for old in self.folder.glob("*"):
            with suppress(FileNotFoundError):  # another build was quicker
                if time.time() - old.stat().st_mtime > UNUSED:
                    shutil.rmtree(old) if old.is_dir() else old.unlink()
