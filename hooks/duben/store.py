"""Finished files kept from one build to the next, and put into the site without being written again.

Each is a file under its key, and the site has a hard link to it where the file system allows that. What changed since it was kept is
noticed by its size and time, or where these differ by its hash, and made anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .cache import UNUSED, Cache, dumps, loads

_DAY = 24 * 3600
_LIST = "files"  # of plain data, since another version of the program may have written it


class Proof(NamedTuple):
    """What a kept file was when it was kept: bytes, nanoseconds since 1970, SHA-256; and the day of its last use, since 1970."""

    size: int
    time: int
    hash: bytes
    used: int


class Store:
    """The files kept in ``folder``. ``close`` writes down what they are; without that they are not found again.

    Builds that each make a ``share`` of the files write lists of their own, so that these can be brought together from several machines.
    """

    def __init__(self, folder: Path, share: str = "") -> None:
        self.folder, self._share = folder, share
        self._list = Cache(folder.with_name(f"{folder.name}-list"))
        self._today = int(time.time() // _DAY)
        self._known = self._read()
        self._own: dict[str, Proof] = {}

    def put(self, key: str, place: Path) -> bool:
        """Put the file under a key at ``place``; False where none is kept that is as it was."""
        proof, kept = self._known.get(key), self.folder / key
        if proof is None or not (proof := _proved(kept, proof)):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        try:
            link(kept, place)
        except FileNotFoundError:  # another build has just removed it
            return False
        self._own[key] = proof._replace(used=self._today)
        return True

    def keep(self, key: str, place: Path, data: bytes) -> Proof:
        """Write a file to ``place`` and keep it under a key; the proof is what ``kept`` takes where another process did it."""
        place.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)  # not to write into another name of a kept file
        place.write_bytes(data)
        draft = self.folder / f".{os.getpid()}-{key}"
        draft.unlink(missing_ok=True)
        link(place, draft)
        os.replace(draft, self.folder / key)
        found = place.stat()
        self._own[key] = Proof(found.st_size, found.st_mtime_ns, hashlib.sha256(data).digest(), self._today)
        return self._own[key]

    def kept(self, proofs: Mapping[str, Proof]) -> None:
        """Files that other processes have kept."""
        self._own |= proofs

    def close(self) -> None:
        """Write down what is kept, and remove what was not used for long."""
        if self._share:
            self._save(f"{_LIST}-{self._share}", self._own)
            return
        known = self._read()
        if any(known.get(key) != proof for key, proof in self._own.items()) or len(self._lists()) > 1:
            lists = self._lists()
            known |= self._own  # another build may have kept more meanwhile
            known = {key: proof for key, proof in known.items() if (self._today - proof.used) * _DAY <= UNUSED}
            self._save(_LIST, known)
            for name in lists:  # which are now in the one
                if name != _LIST:
                    (self._list.folder / name).unlink(missing_ok=True)
            for path in self.folder.iterdir():  # also what a build left that was killed
                with suppress(FileNotFoundError):  # another build was quicker
                    if path.name not in known and time.time() - path.stat().st_mtime > UNUSED:
                        path.unlink()

    def _save(self, name: str, proofs: Mapping[str, Proof]) -> None:
        self._list.save(name, dumps({key: tuple(proof) for key, proof in proofs.items()}))

    def _lists(self) -> list[str]:
        return sorted(path.name for path in self._list.folder.glob(f"{_LIST}*"))

    def _read(self) -> dict[str, Proof]:
        found = (self._list.load(name) for name in self._lists())
        return {key: Proof(*row) for data in found if data for key, row in loads(data).items()}


def _proved(kept: Path, proof: Proof) -> Proof | None:
    """The proof of a file that is as it was, with its present time; None for any other."""
    try:
        found = kept.stat()
        if (found.st_size, found.st_mtime_ns) == (proof.size, proof.time):
            return proof
        if hashlib.sha256(kept.read_bytes()).digest() == proof.hash:
            return proof._replace(time=found.st_mtime_ns)
    except OSError:
        pass  # it is not there any more, and is made anew
    return None


def link(source: Path, place: Path) -> None:
    """Give a file another name, or copy it where the file system cannot do that."""
    try:
        os.link(source, place)
    except OSError:  # a file system that has none
        shutil.copy2(source, place)
