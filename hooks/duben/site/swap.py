"""A site is built beside the one that is published, and takes its place when it is whole.

A build that fails or is killed leaves the published site as it was; what it had made is removed by the next one. Where two build at
once, the one that ends last wins.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

ABANDONED = 3600
"""Seconds after which a folder is taken to be left over where a lock does not tell."""
_NEW, _OLD = "new", "old"
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of linux/fs.h


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new folder beside ``target``, which takes its place when the block ends; where it raises, the folder is removed.

    What is hidden in ``target``, such as ``.git``, stays there. Raises OSError where the folder cannot be made or put in place.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    _clean(target)
    with _new(target) as folder:
        try:
            yield folder
            old = _swap(folder, target)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    if old:
        _remove(old, target)


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A new hidden folder beside ``target``, which is removed in the end; where the program was killed, by the next that asks for one."""
    _clean(target)
    with _new(target) as folder:
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _new(target: Path) -> Iterator[Path]:
    """A new folder beside ``target``, with its lock."""
    folder = _beside(target, _NEW)
    folder.mkdir()
    with _locked(folder, wait=True):
        if folder.exists():
            yield folder
        else:  # another build took it for left over before it was locked
            with _new(target) as other:
                yield other


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}-{kind}-{uuid.uuid4().hex[:8]}")


def _swap(folder: Path, target: Path) -> Path | None:
    """Put ``folder`` in the place of ``target``; returns where that is now, if there was one."""
    if _exchange(folder, target):
        return folder
    while True:
        old = _beside(target, _OLD)
        with suppress(FileNotFoundError):
            target.rename(old)
        try:
            folder.rename(target)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                continue  # another build came between
            if old.exists():
                old.rename(target)
            raise
        return old if old.exists() else None


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders at once, as Linux can; False where that is not so, or there is no ``other``."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _clean(target: Path) -> None:
    """Remove what killed builds of ``target`` left; one that was killed while it put its site in place has the published one."""
    old = list(target.parent.glob(f".{target.name}-{_OLD}-*"))
    if old and not target.exists():
        with suppress(OSError):  # another build was quicker
            max(old, key=lambda path: path.stat().st_mtime).rename(target)
    for folder in (*old, *target.parent.glob(f".{target.name}-{_NEW}-*")):
        if _left(folder):
            _remove(folder, target)


def _left(folder: Path) -> bool:
    """Whether no build works in a folder."""
    if sys.platform == "win32":
        return time.time() - folder.stat().st_mtime > ABANDONED
    with _locked(folder) as known:
        return known


def _remove(old: Path, target: Path) -> None:
    """Remove a folder, but for what is hidden in it and does not come from a build."""
    with suppress(OSError):  # another build may be removing it
        for path in old.iterdir():
            if path.name.startswith(".") and not (target / path.name).exists():
                path.rename(target / path.name)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Hold the lock of a folder, which ends with the process, however that ends; False where another has it, where the system has none,
    and where the folder is gone."""
    handle = _lock(folder, wait)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _lock(folder: Path, wait: bool) -> int | None:
    if sys.platform == "win32":
        return None
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle
