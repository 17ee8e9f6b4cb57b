"""Reads the file of a study packet: its parts, each with the place it is taken from, and the problems of its syntax.

Whether the things that a part names exist is checked by checks/packets.py, once the whole edition is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..catalogue import _, listed, quoted
from ..problems import Problem
from .citations import Citation, parse
from .frontmatter import Document
from .schema import USES, PacketMeta

PLACE = re.compile(r"packets/(?!index\.md|make\.md)[^/]+\.md")
"""Paths of packets below docs/."""
FORMS = "packets/forms/"
FORM = re.compile(rf"{FORMS}(?!index\.md)[^/]+\.md")
"""Paths of blank forms."""
KINDS = ("excerpt", "guide", "questions", "form", "chapter", "glossary")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "excerpt": ("title", "use"),
    "guide": ("title", "use", "blocks"),
    "questions": ("title", "minutes"),
    "form": ("title", "minutes"),
    "chapter": ("title", "use"),
    "glossary": (),
}
_EXAMPLES = {
    "excerpt": "excerpt: report/chapter, p16-p22",
    "guide": "guide: my-guide",
    "questions": "questions: my-guide",
    "form": "form: my-form",
    "chapter": "chapter: report/chapter",
}
"""How a part of each kind is written; ``_example`` has that of a glossary, whose title is in the language of the interface."""


@dataclass(frozen=True)
class Spec:
    """One part as written in the file.

    ``name`` is the slug of a guide or form, or the title of a glossary; ``blocks`` are ids of blocks of the guide, empty for all of
    them; ``asked`` are questions written in the packet itself; ``minutes`` is 0 where none are given; ``line`` is the line of the part
    in the file, ``number`` its position among the parts, from 1.
    """

    kind: str
    name: str
    line: int
    title: str = ""
    use: str = ""
    minutes: int = 0
    blocks: tuple[str, ...] = ()
    citation: Citation | None = None
    asked: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class PacketFile:
    """A packet as written in its file. ``minutes`` and ``pause`` (the break, in minutes) are 0 where they are not given."""

    audience: str
    minutes: int
    pause: int
    parts: tuple[Spec, ...]


def read(document: Document, meta: PacketMeta) -> tuple[PacketFile, list[Problem]]:
    """The packet of a page with the front matter ``meta``, and its problems."""
    lines = document.lines
    problems: list[Problem] = []
    if document.fields.get("parts") == []:
        message = _("This packet is empty: “parts” lists no part.")
        problems.append(
            Problem(
                document.path,
                lines["parts"],
                1,
                "P004",
                message,
                _("Each part is a line of “- ” and one of these: {examples}.", examples=_examples()),
            )
        )
    parts: list[Spec] = []
    for row, line in document.members("parts"):
        spec, faults = _part(row, line)
        problems += [Problem(document.path, line, 1, "P001", *fault) for fault in faults]
        if spec and not faults:
            parts.append(replace(spec, number=len(parts) + 1))
    for name, value in (("minutes", meta.minutes), ("break", meta.pause)):
        if value is not None and not 0 < value <= 600:
            message = _("“{field}” cannot be {value}.", field=name, value=value)
            hint = _("Write a whole number of minutes from 1 to 600; a packet without a meeting does not have this field.")
            problems.append(Problem(document.path, lines[name], 1, "P005", message, hint))
    if "break" in document.fields and "minutes" not in document.fields:
        message = _("“break” is given, but not “minutes”.")
        hint = _("Add the line “minutes: 90” with the length of the meeting; where there is no meeting, remove “break”.")
        problems.append(Problem(document.path, lines["break"], 1, "P005", message, hint))
    return PacketFile(meta.audience, _count(meta.minutes), _count(meta.pause), tuple(parts)), problems


def _example(kind: str) -> str:
    return _EXAMPLES.get(kind) or _("glossary: Terms")


def _examples() -> str:
    """How a part is written, an example for each kind."""
    return _("; ", "between examples").join(map(_example, KINDS))


def _part(row: Any, line: int) -> tuple[Spec | None, list[tuple[str, str]]]:
    """A part of the list, and its problems, each as message and hint."""
    kinds = [kind for kind in KINDS if isinstance(row, dict) and kind in row]
    if len(kinds) != 1:
        names = quoted(kinds or (row if isinstance(row, dict) else [row]))
        if kinds:
            message = _("This part has {names} at the same time.", names=names)
        else:
            message = _("This part does not state what it is; it has only {names}.", names=names)
        hint = _(
            "Each part is a line of “- ” and one of these: {examples}. Use a half-width colon, followed by a space.", examples=_examples()
        )
        return None, [(message, hint)]
    kind = kinds[0]
    value, allowed = row[kind], _FIELDS[kind]
    faults: list[tuple[str, str]] = []
    for name in row:
        if name not in (kind, *allowed):
            message = _("A part “{kind}” has no field “{field}”.", kind=kind, field=name)
            hint = (
                _("The fields that can be added are: {fields}.", fields=listed(allowed)) if allowed else _("No other field can be added.")
            )
            faults.append((message, hint))
    asked = _asked(value) if kind == "questions" else ()
    if not asked and (not isinstance(value, str) or not value.strip()):
        return None, [*faults, (_("“{field}” should be text.", field=kind), _("Write it as “{example}”.", example=_example(kind)))]
    texts = {name: row[name] for name in ("title", "use", "blocks") if name in row}
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip("、,， \n"):
            faults.append((_("“{field}” should be text.", field=name), _("Write text, or remove this field.")))
    texts = {name: text.strip() for name, text in texts.items() if isinstance(text, str)}
    minutes = row.get("minutes", 0)
    if "minutes" in row and (type(minutes) is not int or not 0 < minutes <= 600):
        faults.append((_("“minutes” should be a number of minutes."), _("Write a whole number from 1 to 600, as in “minutes: 40”.")))
    if texts.get("use", USES[0]) not in USES:
        message = _("“{field}” cannot be “{value}”.", field="use", value=texts["use"])
        faults.append((message, _("Change it to one of these: {values}.", values=listed(USES))))
    citation = None
    if kind in ("excerpt", "chapter"):
        found = parse(value.strip()) or ()
        citation = found[0] if len(found) == 1 else None
        if not citation or not citation.chapter:
            message = _("“{kind}: {value}” cannot be read.", kind=kind, value=value)
            hint = _(
                "Write report, chapter and paragraphs, as in “{example}”; paragraph ids begin with a letter, as in p16 and h3.",
                example=_example(kind),
            )
            faults.append((message, hint))
        elif bool(citation.first) != (kind == "excerpt"):
            key = f"{citation.report}/{citation.chapter}"
            if kind == "excerpt":
                message = _("“{kind}” gives no paragraphs: “{value}”.", kind=kind, value=value)
            else:
                message = _("“{kind}” gives paragraphs: “{value}”.", kind=kind, value=value)
            hint = _(
                "For some paragraphs write “excerpt: {key}, p1-p3”, with the numbers in the left margin of the page; "
                "for the whole chapter write “chapter: {key}”.",
                key=key,
            )
            faults.append((message, hint))
    blocks = tuple(part.strip() for part in re.split("[、,，]", texts.get("blocks", "")) if part.strip())
    use = texts.get("use") or (USES[2] if kind == "chapter" else USES[0])
    name = "" if asked else value.strip()
    return Spec(kind, name, line, texts.get("title", ""), use, _count(minutes), blocks, citation, asked), faults


def _asked(value: Any) -> tuple[str, ...]:
    """Questions written in the packet itself, as a list of texts in place of the name of a guide; else empty."""
    whole = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    return tuple(item.strip() for item in value) if whole else ()


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0
