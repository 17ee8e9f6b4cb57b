"""The example of each code: what is wrong, what the check says of it, and what is right. The tests hold that it is so.

A folder cases/CODE has the parts of files that differ, each below wrong/ or right/ at its path in a small edition, and in messages.txt what
the check says of that edition with the wrong ones. A file that stands on one side only is not there, or has another name, on the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parents[1] / "cases"
_AROUND = 2
"""Lines that are shown before and behind those that differ."""


class Difference(NamedTuple):
    """The part of a file that is wrong, and the right one; None where there is no such file."""

    path: str
    wrong: str | None
    right: str | None


def files(code: str, side: str) -> dict[str, bytes]:
    """The parts of files of a case by their paths; ``side`` is ``wrong`` or ``right``."""
    folder = CASES / code / side
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def messages(code: str) -> str:
    """What the check says of the wrong files; '' where there is no case."""
    place = CASES / code / "messages.txt"
    return place.read_text("utf-8") if place.is_file() else ""


def differences(code: str) -> Iterator[Difference]:
    """The parts of files of a case, as far as they differ, with what cannot be shown as an escape."""
    wrong, right = files(code, "wrong"), files(code, "right")
    for path in sorted({*wrong, *right}):
        if path in wrong and path in right:
            if wrong[path] != right[path]:
                yield Difference(path, *_apart(_shown(wrong[path]).split("\n"), _shown(right[path]).split("\n")))
        else:
            yield Difference(path, _shown(wrong[path]) if path in wrong else None, _shown(right[path]) if path in right else None)


def _apart(one: list[str], other: list[str]) -> tuple[str, str]:
    """Two texts without the lines that are the same in both, but for some around those that differ."""
    before = _same(one, other)
    behind = min(_same(one[::-1], other[::-1]), len(one) - before, len(other) - before)
    first, last = max(0, before - _AROUND), max(0, behind - _AROUND)
    return "\n".join(one[first : len(one) - last]), "\n".join(other[first : len(other) - last])


def _same(one: list[str], other: list[str]) -> int:
    """How many lines are the same in both, from the first."""
    return next((number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other)))


def _shown(data: bytes) -> str:
    text = data.decode("utf-8", "backslashreplace").removesuffix("\n")
    return "".join(char if char.isprintable() or char in "\n\u3000" else f"\\u{ord(char):04x}" for char in text)
