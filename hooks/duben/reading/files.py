"""Files of docs/: which are Markdown or pictures, which are hidden, and their text."""

from __future__ import annotations

import re
from pathlib import Path

from ..problems import Problem
from . import citations


def decode(raw: bytes) -> str:
    """The text of a transcription. A byte order mark is dropped. Raises UnicodeDecodeError."""
    return raw.decode("utf-8-sig")


MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
NAME = re.compile(citations.KEY)


def hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def read_text(docs: Path, path: str) -> tuple[str | None, list[Problem]]:
    try:
        return decode((docs / path).read_bytes()), []
    except (OSError, UnicodeDecodeError) as error:
        at = f"第 {error.start + 1} 個位元組" if isinstance(error, UnicodeDecodeError) else error.strerror
        return None, [Problem(path, 1, 1, "F005", f"不能按 UTF-8 讀出這個檔案（{at}）。", "用 UTF-8 編碼另存。")]
