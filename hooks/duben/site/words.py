"""The words of the scripts: the module from which ``assets/words.js`` takes the messages of the catalogue."""

from __future__ import annotations

import json

from babel.messages.extract import extract

from ..catalogue import gettext
from .theme import FOLDER


def used() -> list[str]:
    """The English messages that the scripts ask for with ``_("…")``, each once, in alphabetical order."""
    found: set[str] = set()
    for path in (FOLDER / "assets").glob("*.js"):
        with path.open("rb") as stream:
            found.update(str(message) for _, message, _, _ in extract("javascript", stream, {"_": None}))
    return sorted(found)


def module() -> str:
    """An ES module whose default export is an object: the English messages, and what they are in the language of the interface."""
    return f"export default {json.dumps({message: gettext(message) for message in used()}, ensure_ascii=False)}\n"
