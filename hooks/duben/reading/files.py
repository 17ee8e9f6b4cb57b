"""Files of docs/: which suffixes are Markdown or pictures, which paths are hidden, and the text of a file."""

from __future__ import annotations

import re
from pathlib import Path

from ..catalogue import _
from ..problems import Problem
from . import bounds, citations


def decode(raw: bytes) -> str:
    """Bytes in UTF-8 as text, without a byte order mark. Raises UnicodeDecodeError."""
    return raw.decode("utf-8-sig")


MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
NAME = re.compile(citations.KEY)


def hidden(path: Path) -> bool:
    """Whether a part of the path begins with a dot."""
    return any(part.startswith(".") for part in path.parts)


def read_text(docs: Path, path: str) -> tuple[str | None, list[Problem]]:
    """The text of the file ``path`` below ``docs``; None, and a problem, where it cannot be read as UTF-8, or is too large to be read."""
    try:
        if (size := (docs / path).stat().st_size) > bounds.PAGE:
            return None, [too_large(path, size, bounds.PAGE)]
        text = decode((docs / path).read_bytes())
        faults = bounds.text(path, text)
        return (None if faults else text), faults
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            message = _("This file cannot be read as UTF-8 (byte {number}).", number=error.start + 1)
        else:
            message = _("This file cannot be read as UTF-8 ({reason}).", reason=error.strerror)
        return None, [Problem(path, 1, 1, "F005", message, _("Save it again, encoded as UTF-8."))]


def too_large(path: str, size: int, largest: int) -> Problem:
    """The problem of a file that is not read."""
    message = _("This file has {size} bytes; files of more than {largest} are not read.", size=size, largest=largest)
    return Problem(path, 1, 1, "F007", message, _("Divide it into several files."))
