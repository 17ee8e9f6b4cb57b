"""The catalogue of words: every word of the interface, by its English message, in the language of the interface.

Code says ``_("No such chapter: {key}.", key=key)``; what a reader sees stands in ``locale/LANGUAGE/*.po``, the files of GNU gettext
(https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), which Babel reads. Placeholders are those of ``str.format``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).with_name("locale")
LANGUAGE = "zh_Hant"
"""The language of the interface."""
SPOKEN = {"zh": LANGUAGE, "en": "en"}
"""The languages that a command can be told to speak; English is that of the code itself."""
_spoken = LANGUAGE


def speak(language: str) -> None:
    """Let this process speak another language from now on. What it keeps of a text must not be kept for others (``spoken``)."""
    global _spoken
    _spoken = language


def spoken() -> str:
    """The language in which messages are given."""
    return _spoken


@cache
def messages(language: str = LANGUAGE) -> Mapping[tuple[str, str], str]:
    """Every message of a language by its context ('' where it has none) and its English; what is not translated is left out."""
    found: dict[tuple[str, str], str] = {}
    for file in sorted((LOCALE / language).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=language):
                if message.id and message.string:
                    found[message.context or "", str(message.id)] = str(message.string)
    return found


def gettext(message: str, context: str = "", **values: object) -> str:
    """``message`` in the language of the interface, with ``values`` in its placeholders.

    ``context`` tells apart messages of the same English; a message that the catalogue lacks stays English.
    """
    text = messages(_spoken).get((context, message), message)
    return text.format(**values) if values else text


def listed(items: Iterable[object]) -> str:
    """A list of words as the language of the interface writes it."""
    return gettext(", ", "between the members of a list").join(map(str, items))


def quoted(items: Iterable[object]) -> str:
    """A list of words, each in quotation marks."""
    return gettext("“{items}”", items=gettext("”, “", "between the members of a list, each in quotation marks").join(map(str, items)))


_ = gettext
