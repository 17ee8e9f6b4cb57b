"""The words of the scripts, as the module from which ``assets/words.js`` takes the messages of the catalogue, and those of the styles."""

from __future__ import annotations

import json
from collections.abc import Mapping

from babel.messages.extract import extract

from ..catalogue import _, gettext
from ..text.simplified import table
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


def properties() -> str:
    """The words of the style sheets as CSS custom properties (https://www.w3.org/TR/css-variables-1/), also in simplified characters."""
    words = {"editor": _("Editors' note"), "transcribed": _(", in the source: "), "omitted": _(", not in the source")}
    convert = table(words.values()).convert
    simplified = {key: convert(text) for key, text in words.items()}
    return f':root {{ {_declared(words)} }}\nhtml[data-script="simplified"] {{ {_declared(simplified)} }}\n'


def _declared(words: Mapping[str, str]) -> str:
    return " ".join(f"--db-words-{key}: {json.dumps(text, ensure_ascii=False)};" for key, text in words.items())
