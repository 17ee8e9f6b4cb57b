"""Words in which the edition names blocks, marks and notes, and how it joins statements."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..catalogue import _
from .marks import Mark, plain

_FINAL = tuple("。？！」）")
"""Characters after which a sentence has no full stop of its own."""


@cache
def label(name: str) -> str:
    """A block id as a reader reads it: ``p12`` is paragraph 12, ``h3`` heading 3; '' for ''."""
    if name.startswith("h"):
        return _("heading {number}", number=name[1:])
    return _("paragraph {number}", number=name[1:]) if name else ""


def span_label(first: str, last: str) -> str:
    """Paragraph 12, or for a range paragraph 12–14, heading 3–4, heading 3 to paragraph 14."""
    if last in ("", first):
        return label(first)
    if first[0] == last[0]:
        return label(f"{first}–{last[1:]}")
    return _("{first} to {last}", first=label(first), last=label(last))


NAMES = {
    "corr": _("corrected", "kind of mark"),
    "sic": _("sic", "kind of mark"),
    "supplied": _("supplied", "kind of mark"),
    "surplus": _("surplus", "kind of mark"),
    "gap": _("gap", "kind of mark"),
    "unclear": _("unclear", "kind of mark"),
    "note": _("note", "kind of mark"),
}
"""What the edition calls each kind of mark."""


def name(mark: Mark) -> str:
    """The kind of a mark as the notes name it; a conjecture is told from a correction."""
    return _("conjecture", "kind of mark") if mark.conjecture else NAMES[mark.kind]


def describe(mark: Mark) -> str:
    """What the mark says, in one sentence for a note or a screen reader."""
    reading, correction = plain(mark.reading), plain(mark.correction)
    match mark.kind:
        case "corr" if mark.conjecture:
            return _("The source has “{reading}”; perhaps it should be “{correction}”.", reading=reading, correction=correction)
        case "corr":
            return _("The source has “{reading}”, corrected to “{correction}”.", reading=reading, correction=correction)
        case "supplied" if mark.conjecture:
            return _("“{correction}” may be missing.", correction=correction)
        case "supplied":
            return _("The source lacks “{correction}”, which is supplied here.", correction=correction)
        case "surplus" if mark.conjecture:
            return _("“{reading}” may be surplus.", reading=reading)
        case "surplus":
            return _("“{reading}” is surplus in the source and left out here.", reading=reading)
        case "gap" if mark.extent:
            return _("The source lacks {count} characters here.", count=mark.extent)
        case "gap":
            return _("The source lacks an unknown number of characters here.")
        case "unclear":
            return _("“{reading}” is hard to read.", reading=reading)
        case "sic":
            return _("“{reading}”: so in the source, and left as it is.", reading=reading)
        case _:
            return _("“{reading}”:", reading=reading)


def sentence(text: str) -> str:
    """``text`` with a full stop at its end, if it has none."""
    return text if text.endswith(_FINAL) else _("{text}.", text=text)


def statements(items: Iterable[object]) -> str:
    """Parts of one sentence, joined; empty ones are left out."""
    return _(", ", "between the parts of a sentence").join(map(str, filter(None, items)))


def clauses(items: Iterable[object]) -> str:
    """Clauses that could be sentences, joined; empty ones are left out."""
    return _("; ", "between clauses").join(map(str, filter(None, items)))
