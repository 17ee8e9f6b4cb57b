"""Characters that are not seen, or look like others: they turn text around, hide words, or keep a name from being found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..catalogue import _, listed
from ..problems import Problem

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Control and format characters, fillers, selectors of variants and tags. Markdown uses some of them internally, XML 1.0 allows hardly any
of the first, and no word that is looked for has one."""
ALIKE = re.compile("[\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9\U0002f800-\U0002fa1d]")
"""Compatibility ideographs, each of which stands for another character and looks like it."""
LINE_ENDS = {ord(sign): " " for sign in "\r\x85\u2028\u2029"}
"""What ends a line for some programs and for others does not: lines are counted by line feeds only, as git and editors do."""


def check(path: str, text: str, known: str = "", first_line: int = 1) -> Iterator[Problem]:
    """A problem (F006) for each line of ``text`` with a character that is not seen, ``known`` ones excepted."""
    for number, row in enumerate(text.split("\n"), first_line) if INVISIBLE.search(text) else ():
        hidden = [match for match in INVISIBLE.finditer(row) if match[0] not in known]
        if hidden:
            message = _("There are invisible characters here: {characters}.", characters=named(match[0] for match in hidden))
            hint = _("Remove them; they often stand between two characters, where they are not seen.")
            yield Problem(path, number, hidden[0].start() + 1, "F006", message, hint)


def alike(path: str, text: str, known: str = "", first_line: int = 1) -> Iterator[Problem]:
    """A problem (F006) for each line of ``text`` with a character that looks like another, ``known`` ones excepted."""
    for number, row in enumerate(text.split("\n"), first_line) if ALIKE.search(text) else ():
        if match := next((match for match in ALIKE.finditer(row) if match[0] not in known), None):
            message = _("This character is not the one that it looks like: {character}.", character=named(match[0]))
            hint = _("Write “{character}” instead.", character=unicodedata.normalize("NFC", match[0]))
            yield Problem(path, number, match.start() + 1, "F006", message, hint)


def found(text: str) -> str:
    """Such characters in ``text``, each once."""
    return "".join({*INVISIBLE.findall(text), *ALIKE.findall(text)})


def named(characters: Iterable[str]) -> str:
    """Characters by code point and name, each once."""
    return listed(dict.fromkeys(f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip() for char in characters))
