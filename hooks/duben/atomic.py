"""Writing a file so that it appears whole or not at all, however the program or the machine ends."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

DRAFT = ".new-"
"""How the name of a file begins that is being written; where a program was killed, it is left over."""


def write(path: Path, parts: Iterable[bytes]) -> None:
    """Write ``parts`` to ``path``, which keeps its mode. Until all are written, what was there stays; where that fails (OSError) or is
    broken off, nothing else is left."""
    draft = _beside(path)
    try:
        with draft.open("xb") as file:
            file.writelines(parts)
        with suppress(FileNotFoundError):
            draft.chmod(path.stat().st_mode & 0o777)
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_all(files: Mapping[Path, bytes | None]) -> None:
    """Write several files, and remove those that are given as None: all of them, or none. Every one is written beside its place first;
    where it cannot take that place (OSError), or it is broken off, those that did are put back."""
    drafts: dict[Path, Path] = {}
    done: list[tuple[Path, Path | None]] = []  # each file, and where its former content is
    try:
        for path, content in files.items():
            if content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = _beside(path)
                drafts[path].write_bytes(content)
                with suppress(FileNotFoundError):
                    drafts[path].chmod(path.stat().st_mode & 0o777)
        for path in files:
            former = _beside(path) if path.exists() else None
            done.append((path, former))
            if former:
                os.replace(path, former)
            if path in drafts:
                os.replace(drafts[path], path)
    except BaseException:
        for path, former in reversed(done):
            if former and former.exists():
                os.replace(former, path)
            elif former is None:
                path.unlink(missing_ok=True)
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise
    for _path, former in done:
        if former:
            former.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f"{DRAFT}{uuid.uuid4().hex[:12]}")
