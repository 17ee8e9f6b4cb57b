"""Characters as search compares them: one form for all that a reader may type for a character.

Each character is taken by itself: small letters, compatibility forms and accents away (NFKD without marks), variants to one
(variants.py), Traditional to Simplified (OpenCC). White space and invisible characters are dropped; punctuation becomes
``PUNCTUATION``. theme/assets/search-engine.js does the same, with ``table`` for what a browser has not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import cache

from opencc import OpenCC

from . import variants

PUNCTUATION = "\x01"


EDGE = "\n"
"""Stands between the names of a page, before the first and behind the last: what stands between two is a whole name."""


_EXTRA = {"澈": "彻"}  # 貫澈 and 貫徹


_IDEOGRAPHS = (range(0x3400, 0xA000), range(0x20000, 0x32400))  # the unified ones, with what is not assigned yet


_RUN = re.compile(f"{PUNCTUATION}+")


@cache
def _simplified() -> dict[str, str]:
    """Every ideograph that has another form in search, by itself."""
    every = [chr(code) for block in _IDEOGRAPHS for code in block]
    simple = OpenCC("t2s").convert("\n".join(map(variants.fold, every))).split("\n")
    pairs = ((char, _EXTRA.get(form, form)) for char, form in zip(every, simple, strict=True))
    return {char: form for char, form in pairs if char != form and len(form) == 1}


def _fold(char: str) -> str:
    if char == EDGE:
        return EDGE
    parts = []
    for part in unicodedata.normalize("NFKD", char).lower():
        category = unicodedata.category(part)
        if category[0] == "P":
            parts.append(PUNCTUATION)
        elif category[0] not in "MZ" and category not in ("Cc", "Cf"):
            parts.append(_simplified().get(part, part))
    return "".join(parts)


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = form = _fold(chr(code))
        return form


_TABLE = _Table()


def fold(text: str) -> str:
    """``text`` as search compares it, each run of punctuation as one ``PUNCTUATION``."""
    return _RUN.sub(PUNCTUATION, text.translate(_TABLE))


def table(units: Set[bytes]) -> str:
    """Pairs of an ideograph and its form, one behind the other, for the forms that begin with one of ``units`` (of UTF-16-LE)."""
    return "".join(char + form for char, form in _simplified().items() if form.encode("utf-16-le")[:2] in units)
