"""Files of docs/: which there are, which suffixes are Markdown or pictures, and the text of a file."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from ..catalogue import _
from ..problems import Problem
from . import bounds, citations
from .masking import position


def decode(raw: bytes) -> str:
    """Bytes in UTF-8 as text, without a byte order mark. Raises UnicodeDecodeError."""
    return raw.decode("utf-8-sig")


MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
NAME = re.compile(citations.KEY)


def below(docs: Path) -> tuple[list[str], list[Problem]]:
    """The paths of the files in ``docs``, and a problem (H004) for each symbolic link. A link is not followed: what it leads to is none of
    docs/. In order; what begins with a dot is left out."""
    files: list[str] = []
    links: list[Problem] = []

    def walk(folder: Path, prefix: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    links.append(Problem(path, 1, 1, "H004", _("This is a symbolic link."), _("Put the file itself there.")))
                elif entry.is_dir(follow_symlinks=False):
                    walk(folder / entry.name, f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    files.append(path)

    if docs.is_dir():
        walk(docs, "")
    return sorted(files, key=lambda path: path.split("/")), sorted(links)


def own(docs: Path, path: str) -> Path:
    """The file ``path`` below ``docs``. Raises OSError for a symbolic link, which may lead out of docs/."""
    if (docs / path).is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return docs / path


_CONFLICT = re.compile(r"^<{7} .+$", re.MULTILINE)
_PARTED = re.compile(r"^={7}\r?$", re.MULTILINE)


def read_text(docs: Path, path: str) -> tuple[str | None, list[Problem]]:
    """The text of the file ``path`` below ``docs``; None, and a problem, where it cannot be read as UTF-8, or is too large to be read.
    A problem also tells of changes that were merged and not decided about."""
    try:
        file = own(docs, path)
        if (size := file.stat().st_size) > bounds.PAGE:
            return None, [too_large(path, size, bounds.PAGE)]
        text = decode(file.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            message = _("This file cannot be read as UTF-8 (byte {number}).", number=error.start + 1)
        else:
            message = _("This file cannot be read as UTF-8 ({reason}).", reason=error.strerror)
        return None, [Problem(path, 1, 1, "F005", message, _("Save it again, encoded as UTF-8."))]
    message = _("Here two changes of the same lines were merged, and nobody has decided between them.")
    hint = _("Keep what is right of the lines between “<<<<<<<” and “>>>>>>>”, and remove these lines and “=======”.")
    conflicts = _CONFLICT.finditer(text) if _PARTED.search(text) else ()
    return text, [Problem(path, *position(text, match.start()), "F009", message, hint) for match in conflicts]


def too_large(path: str, size: int, largest: int) -> Problem:
    """The problem of a file that is not read."""
    message = _("This file has {size} bytes; files of more than {largest} are not read.", size=size, largest=largest)
    return Problem(path, 1, 1, "F007", message, _("Divide it into several files."))
