"""Entries: the terms, people, places and whatever else the reports name; the edition's settings declare the kinds.

One Markdown file each, ``docs/entries/KIND/slug.md``: front matter with the name, its other forms and what belongs to the
kind, then a definition. mentions.py finds where the forms stand; here the files are read and held to one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..problems import Problem
from ..text.marks import bare
from ..text.variants import spellings
from .citations import CITATION
from .frontmatter import Document
from .schema import EntryMeta, Form
from .settings import Settings
from .typed import fits


@dataclass(frozen=True)
class Entry:
    """One entry. ``slug`` is ``KIND/name``; ``forms`` begin with the name itself; ``distinct`` are names that look like it and
    are another's; ``facts`` are the fields of its kind that are text, ``pointers`` those that name another entry by its slug, in the
    order in which the settings declare them; ``first`` is the definition's first sentence."""

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
        """By pinyin without tones and spaces; names of one sound by slug."""
        plain = "".join(c for c in unicodedata.normalize("NFD", self.pinyin.casefold()) if c.isalpha())
        return plain, self.slug


def read(document: Document, meta: EntryMeta, settings: Settings) -> tuple[Entry | None, list[Problem]]:
    """The entry of a page with its front matter; None where it has no name."""
    match = settings.entry_path.fullmatch(document.path)
    if match is None or not bare(meta.name):
        return None, []  # F002 and F004 have told
    problems: list[Problem] = []

    def fault(field: str, told: str, mend: str) -> None:
        problems.append(Problem(document.path, document.lines.get(field, 1), 1, "E001", told, mend))

    forms = [Form(meta.name)]
    for row, _ in document.members("forms"):
        form = _form(row)
        if form is None:
            fault(
                "forms", f"「forms」的一項讀不懂：{row}", "寫成「- 別名」，或「- {form: 別名, in: [文獻或文獻/章], except: [更長的詞]}」。"
            )
        elif _same(form, forms[0]) and forms[0] == Form(meta.name) and form != Form(form.text):
            forms[0] = form  # the name itself, with conditions
        elif any(_same(form, other) for other in forms):
            told = f"「{form.text}」列了兩次，或只是異體。"
            fault("forms", told, "同一個寫法只列一次；羣群、衆眾、份子分子一類的異體不必列。")
        else:
            forms.append(form)
    slugs = {}
    for name, listed in (("see", meta.see), ("formerly", meta.formerly)):
        slugs[name] = tuple(row for row in listed if settings.entry_slug.fullmatch(row))
        if len(slugs[name]) < len(document.members(name)):
            fault(name, f"「{name}」應列詞條的路徑。", f"寫成「{match[1]}/檔名」，不要「.md」。")
    distinct = tuple(row for row in meta.distinct if bare(row))
    if len(distinct) < len(document.members("distinct")):
        fault("distinct", "「distinct」應列別的名字。", "寫成「distinct: [別的名字]」。")
    first = _first(document.body)
    if not first or re.search(r"[*_`#<>\\]", first):
        told = "詞條沒有釋文，或第一句裏有 Markdown 標記。"
        problems.append(Problem(document.path, document.first_line, 1, "E001", told, "第一句寫成一句普通的話，它會出現在卡片上。"))
    kind = settings.entries[match[1]]
    own = {name: value for name in kind.fields if (value := getattr(meta, name))}
    return Entry(
        f"{match[1]}/{match[2]}", document.path, meta.name, meta.pinyin, meta.english, tuple(forms), slugs["see"], slugs["formerly"],
        distinct, meta.dates, {name: value for name, value in own.items() if name not in kind.pointers},
        {name: value for name, value in own.items() if name in kind.pointers}, first,
    ), problems  # fmt: skip


def _same(one: Form, other: Form) -> bool:
    return spellings(bare(one.text)) == spellings(bare(other.text))


def _form(row: object) -> Form | None:
    form = fits(row, Form)
    return form if form and all(bare(text) for text in (form.text, *form.only, *form.exceptions)) else None


def _first(body: str) -> str:
    """The first sentence of the first paragraph, as plain text."""
    paragraph = body.strip().split("\n\n", 1)[0].replace("\n", "")
    paragraph = re.sub(r"\[([^\]@]*)\]\([^)]*\)", r"\1", CITATION.sub("", paragraph))
    match = re.match(r"[^。！？]*[。！？][」』）]?", paragraph)
    return match.group() if match else paragraph
