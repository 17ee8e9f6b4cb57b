"""Typography of the editors' own words: full-width punctuation, no stray spaces, one script. What they quote is left as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ..catalogue import _
from ..problems import Problem, Replacement
from ..text import scripts
from ..text.variants import WRITTEN
from .frontmatter import Document
from .masking import position
from .prose import OTHER

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_WIDE = rf"{_HAN}\u3001-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_HALF = re.compile(
    rf"(?<=[{_HAN}」』）》〉”])(?P<sign>[,;:?!])(?!//|[ ]+[A-Za-z{OTHER}])"
    rf"|(?<=[{_HAN}])(?P<stop>\.)(?=[{_HAN}]|[ ]*$)|(?P<dots>(?<=[{_HAN}])\.{{3,}}|。{{2,}})"
    rf"|(?P<round>(?<=[{_HAN}])\([^()\n]*\)|\([^()\n]*\)(?=[{_HAN}]))"
    rf'|(?P<quotes>"(?=[^"\n]*[{_HAN}])[^"\n]*")',
    re.MULTILINE,
)
_ODD = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_CHINESE = re.compile(f"[{_WIDE}]")
_SPACE = re.compile(rf"(?<![ \t{_ODD}])[ \t{_ODD}]+")


def check(document: Document, words: str) -> Iterator[Problem]:
    """The problems (W001, W002, W004) of a page; ``words`` are the editors' own on it, as prose.py gives them."""
    for match in _HALF.finditer(words):
        old = document.body[match.start() : match.end()]
        if match["sign"]:
            new = _FULL[old]
        elif match["round"]:
            new = f"（{old[1:-1]}）"
        elif match["quotes"]:
            new = f"「{old[1:-1]}」"
        else:
            new = "。" if match["stop"] else "……"
        message = _("Here is half-width punctuation, “{sign}”.", sign=old)
        yield _problem(document, match.start(), "W001", message, old, new)
    for match in _SPACE.finditer(words):
        before, after = words[max(match.start() - 1, 0) : match.start()], words[match.end() : match.end() + 1]
        odd = {char for char in match.group() if char not in " \t"}
        wide = [bool(before) and _CHINESE.match(before) is not None, bool(after) and _CHINESE.match(after) is not None]
        if not odd and not all(wide):
            continue
        old, new = match.group(), " " if before.strip() and after.strip() and not any(wide) else ""
        kinds = sorted(f"U+{ord(char):04X}" for char in odd)
        message = (
            _("Here is a space that no reader needs ({kinds}).", kinds=kinds[0])
            if kinds
            else _("Here is a space between Chinese characters.")
        )
        yield _problem(document, match.start(), "W002", message, old, new)
    yield from _script(document, words)


def _problem(document: Document, start: int, code: str, message: str, old: str, new: str) -> Problem:
    place = position(document.body, start, document.first_line)
    hint = _("Write it as “{words}”.", words=new) if new.strip() else _("Write a plain space.") if new else _("Remove it.")
    return Problem(document.path, *place, code, message, hint, exact=Replacement(*place, old, new))


def _script(document: Document, words: str) -> Iterator[Problem]:
    """One problem for each line with characters of the script that the page is not written in."""
    own = scripts.script(words)
    other: scripts.Script = "traditional" if own == "simplified" else "simplified"
    forms = scripts.forms(other)
    for index, row in enumerate(words.split("\n")):
        runs = list(scripts.pattern(other).finditer(row))
        if not runs:
            continue
        found = "".join(dict.fromkeys("".join(run.group() for run in runs)))
        if other == "simplified":
            message = _("On a page in Traditional characters stands “{characters}”.", characters=found)
        else:
            message = _("On a page in Simplified characters stands “{characters}”.", characters=found)
        hint = _("Write “{forms}”; words of others go into quotation marks.", forms="".join("/".join(forms[char]) for char in found))
        yield Problem(document.path, document.first_line + index, runs[0].start() + 1, "W004", message, hint)


def written(words: str) -> Mapping[str, int]:
    """How often the editors' words have each of the characters that can be written in two ways."""
    return Counter(WRITTEN.findall(words))
