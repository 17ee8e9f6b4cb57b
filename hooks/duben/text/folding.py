"""Characters as search compares them: one form for all that a reader may type for a character.

Each character is taken by itself: small letters, compatibility forms and accents away (NFKD without marks), variants to one
(variants.py), Traditional to Simplified (OpenCC). White space and invisible characters are dropped; punctuation becomes
``PUNCTUATION``. theme/assets/search-engine.js does the same, with ``table`` for what a browser has not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from functools import cache

import numpy as np
import numpy.typing as npt
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
    simple = OpenCC("t2s").convert(variants.fold("\n".join(every))).split("\n")
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


def fold_all(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64]]:
    """``fold`` of each of ``texts``, as units of UTF-16 run together, and how many of them each text has.

    Nearly every character is one unit and has one unit, or none, as its form: these are looked up in a table. Texts with other
    characters are folded by themselves.
    """
    encoded = [text.encode("utf-16-le") for text in texts]
    raw = np.frombuffer(b"".join(encoded), np.uint16)
    number = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) // 2 for text in encoded])
    forms = _units(raw)
    others = dict.fromkeys(number[forms == _OTHER].tolist())
    kept = forms != _NONE
    forms, number = forms[kept], number[kept]
    mark = forms == ord(PUNCTUATION)
    single = np.ones(len(forms), np.bool_)
    single[1:] = ~(mark[1:] & mark[:-1] & (number[1:] == number[:-1]))
    forms, number = forms[single], number[single]
    lengths = np.bincount(number, minlength=len(texts))
    if not others:
        return forms, lengths
    pieces: list[npt.NDArray[np.uint16]] = []
    start = 0
    starts = np.concatenate(([0], np.cumsum(lengths)))
    for other in others:
        folded = np.frombuffer(fold(texts[other]).encode("utf-16-le"), np.uint16)
        pieces += forms[start : starts[other]], folded
        start = starts[other + 1]
        lengths[other] = len(folded)
    return np.concatenate((*pieces, forms[start:])), lengths


_NONE, _OTHER, _UNKNOWN = 0, 0xFFFF, 0xFFFE  # in place of a form: that a unit has none; has not one unit; was not met yet
_FORMS = np.full(1 << 16, _UNKNOWN, np.uint16)


def _units(units: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """The form of each unit, as one unit, ``_NONE`` or ``_OTHER``."""
    seen = np.zeros(1 << 16, np.bool_)
    seen[units] = True
    for code in np.flatnonzero(seen & (_FORMS == _UNKNOWN)).tolist():
        # half of a character beyond 2¹⁶ tells nothing by itself
        form = [_OTHER, _OTHER] if 0xD800 <= code < 0xE000 else [ord(char) for char in fold(chr(code))]
        _FORMS[code] = _NONE if not form else form[0] if len(form) == 1 and form[0] < _UNKNOWN else _OTHER
    return _FORMS[units]


def table(units: Set[bytes]) -> str:
    """Pairs of an ideograph and its form, one behind the other, for the forms that begin with one of ``units`` (of UTF-16-LE)."""
    return "".join(char + form for char, form in _simplified().items() if form.encode("utf-16-le")[:2] in units)
