"""Reads entries: the terms, people, places and other things that the reports name. The edition's settings declare the kinds.

One Markdown file each, ``docs/entries/KIND/slug.md``: front matter with the name, its other forms and the fields of the kind, then a
definition. links/mentions.py finds where the forms occur; checks/entries.py compares entries with one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..catalogue import _
from ..problems import Problem
from ..text.marks import bare
from ..text.variants import spellings
from .bounds import FIELD
from .citations import CITATION
from .frontmatter import Document
from .schema import EntryMeta, Form
from .settings import Settings
from .typed import fits


@dataclass(frozen=True)
class Entry:
    """One entry.

    ``slug`` is ``KIND/name``; ``forms`` begin with the name itself; ``distinct`` are similar names that belong to something else;
    ``facts`` are the fields of its kind that are text, ``pointers`` those that name another entry by its slug, both in the order in
    which the settings declare them; ``first`` is the first sentence of the definition.
    """

    slug: str
    path: str
    name: str
    pinyin: str
    english: str
    forms: tuple[Form, ...]
    see: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    dates: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    pointers: Mapping[str, str] = field(default_factory=dict, hash=False)
    first: str = ""

    @property
    def kind(self) -> str:
        return self.slug.partition("/")[0]

    @cached_property
    def sort_key(self) -> tuple[str, str]:
        """Sorts by pinyin without tones and spaces, then by slug."""
        plain = "".join(c for c in unicodedata.normalize("NFD", self.pinyin.casefold()) if c.isalpha())
        return plain, self.slug


def read(document: Document, meta: EntryMeta, settings: Settings) -> tuple[Entry | None, list[Problem]]:
    """The entry of a page with the front matter ``meta``, and its problems; None where it has no name."""
    match = settings.entry_path.fullmatch(document.path)
    if match is None or not bare(meta.name):
        return None, []  # reported as F002 or F004 already
    problems: list[Problem] = []

    def fault(field: str, message: str, hint: str) -> None:
        problems.append(Problem(document.path, document.lines.get(field, 1), 1, "E001", message, hint))

    if toneless(meta.pinyin):
        hint = _("Write the tones as signs above the vowels, as in “xiǎozǔ”.")
        line = document.lines.get("pinyin", 1)
        problems.append(Problem(document.path, line, 1, "E007", _("The pinyin “{pinyin}” has no tones.", pinyin=meta.pinyin), hint))
    forms = [Form(meta.name)]
    for row, _line in document.members("forms"):
        form = _form(row)
        if form is None:
            hint = _("Write it as “- other name”, or “- {form: other name, in: [report or report/chapter], except: [longer word]}”.")
            fault("forms", _("An item of “forms” cannot be read: {item}", item=row), hint)
        elif _same(form, forms[0]) and forms[0] == Form(meta.name) and form != Form(form.text):
            forms[0] = form  # the name itself, with conditions
        elif any(_same(form, other) for other in forms):
            message = _("“{form}” is listed twice, or is only a variant.", form=form.text)
            hint = _("List each spelling once; variants of the same characters need not be listed.")
            fault("forms", message, hint)
        else:
            forms.append(form)
    slugs = {}
    for name, rows in (("see", meta.see), ("formerly", meta.formerly)):
        slugs[name] = tuple(row for row in rows if settings.entry_slug.fullmatch(row))
        if len(slugs[name]) < len(document.members(name)):
            message = _("“{field}” should list paths of entries.", field=name)
            fault(name, message, _("Write it as “{kind}/file-name”, without “.md”.", kind=match[1]))
    distinct = tuple(row for row in meta.distinct if bare(row))
    if len(distinct) < len(document.members("distinct")):
        fault("distinct", _("“distinct” should list other names."), _("Write it as “distinct: [other name]”."))
    first = _first(document.body)
    if not first or re.search(r"[*_`#<>\\]", first):
        message = _("The entry has no definition, or its first sentence has Markdown in it.")
        hint = _("Write the first sentence as plain text; it is shown on a card.")
        problems.append(Problem(document.path, document.first_line, 1, "E001", message, hint))
    kind = settings.entries[match[1]]
    own = {name: value for name in kind.fields if (value := getattr(meta, name))}
    return Entry(
        f"{match[1]}/{match[2]}", document.path, meta.name, meta.pinyin, meta.english, tuple(forms), slugs["see"], slugs["formerly"],
        distinct, meta.dates, {name: value for name, value in own.items() if name not in kind.pointers},
        {name: value for name, value in own.items() if name in kind.pointers}, first,
    ), problems  # fmt: skip


def toneless(pinyin: str) -> bool:
    """Whether pinyin has syllables and no sign of a tone."""
    marks = unicodedata.normalize("NFD", pinyin.casefold())
    return bool(re.search("[aeiou]", marks)) and not re.search("[\u0300\u0301\u0304\u030c]", marks)


def _same(one: Form, other: Form) -> bool:
    return spellings(bare(one.text)) == spellings(bare(other.text))


def _form(row: object) -> Form | None:
    form = fits(row, Form)
    return form if form and all(bare(text) for text in (form.text, *form.only, *form.exceptions)) else None


def _first(body: str) -> str:
    """The first sentence of the first paragraph, as plain text."""
    paragraph = body.strip().split("\n\n", 1)[0][:FIELD].replace("\n", "")
    paragraph = re.sub(r"\[([^\]@]*)\]\([^)]*\)", r"\1", CITATION.sub("", paragraph))
    match = re.match(r"[^。！？]*[。！？][」』）]?", paragraph)
    return match.group() if match else paragraph
