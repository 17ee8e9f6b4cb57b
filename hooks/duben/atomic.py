"""Writing a file so that it appears whole or not at all, however the program or the machine ends."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

DRAFT = ".new-"
"""How the name of a file begins that is being written; where a program was killed, it is left over."""


def write(path: Path, parts: Iterable[bytes]) -> None:
    """Write ``parts`` to ``path``, which keeps its mode. Until all are written, what was there stays; where that fails (OSError) or is
    broken off, nothing else is left."""
    draft = path.with_name(f"{DRAFT}{uuid.uuid4().hex[:12]}")
    try:
        with draft.open("xb") as file:
            file.writelines(parts)
        with suppress(FileNotFoundError):
            draft.chmod(path.stat().st_mode & 0o777)
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
