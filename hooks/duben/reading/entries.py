"""Entries: the terms, people, groups, organisations, places, events and publications that the reports name.

One Markdown file each, ``docs/entries/KIND/slug.md``: front matter with the name, its other forms and what belongs to the
kind, then a definition. mentions.py finds where the forms stand; here the files are read and held to one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..problems import Problem
from ..text.marks import bare
from ..text.variants import spellings
from .citations import CITATION, KEY
from .frontmatter import Document, Field

KINDS: Mapping[str, str] = {
    "terms": "詞語",
    "people": "人物",
    "groups": "小組",
    "organisations": "單位",
    "places": "地名",
    "events": "事件",
    "publications": "書報",
}
"""The kinds of entry, each a folder, with the label a reader sees."""


_COMMON = {
    "name": Field(required=True),
    "pinyin": Field(required=True),
    "english": Field(required=True),
    "forms": Field(list),
    "see": Field(list),
    "dates": Field(),
    "formerly": Field(list),
    "distinct": Field(list),
}


FIELDS: Mapping[str, Mapping[str, Field]] = {
    **dict.fromkeys(KINDS, _COMMON),
    "people": _COMMON | {"role": Field(), "group": Field()},
    "groups": _COMMON | {"leader": Field(), "works": Field(), "model": Field()},
}
"""The front matter of each kind of entry."""


PATH = re.compile(rf"entries/({'|'.join(KINDS)})/(?!index\.md)({KEY})\.md")


_SLUG = re.compile(rf"(?:{'|'.join(KINDS)})/{KEY}")


@dataclass(frozen=True)
class Form:
    """One form of a name. It counts only in the reports or chapters ``only`` names ('' for anywhere), and not inside the
    longer words ``exceptions``. One that is not ``linked`` is not sought, such as a title made of other entries' names."""

    text: str
    only: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    linked: bool = True


@dataclass(frozen=True)
class Entry:
    """One entry. ``slug`` is ``KIND/name``; ``forms`` begin with the name itself; ``distinct`` are names that look like it and
    are another's; ``first`` is the definition's first sentence."""

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
    role: str = ""
    group: str = ""
    leader: str = ""
    works: str = ""
    model: str = ""
    first: str = ""

    @property
    def kind(self) -> str:
        return self.slug.partition("/")[0]

    @cached_property
    def sort_key(self) -> tuple[str, str]:
        """By pinyin without tones and spaces; names of one sound by slug."""
        plain = "".join(c for c in unicodedata.normalize("NFD", self.pinyin.casefold()) if c.isalpha())
        return plain, self.slug


def read(document: Document) -> tuple[Entry | None, list[Problem]]:
    """The entry of a page whose front matter was held against ``FIELDS``; None where it has no name."""
    meta, lines = document.meta, document.lines
    match = PATH.fullmatch(document.path)
    if match is None or not isinstance(meta.get("name"), str) or not bare(meta["name"]):
        return None, []  # F002 and F004 have told
    problems: list[Problem] = []

    def fault(field: str, told: str, mend: str) -> None:
        problems.append(Problem(document.path, lines.get(field, 1), 1, "E001", told, mend))

    texts = {name: meta[name] for name in ("name", "pinyin", "english", "dates", "role", "group", "leader", "works", "model")
             if isinstance(meta.get(name), str)}  # fmt: skip
    forms = [Form(texts["name"])]
    for row in _list(meta.get("forms")):
        form = _form(row)
        if form is None:
            fault(
                "forms", f"「forms」的一項讀不懂：{row}", "寫成「- 別名」，或「- {form: 別名, in: [文獻或文獻/章], except: [更長的詞]}」。"
            )
        elif _same(form, forms[0]) and forms[0] == Form(texts["name"]) and form != Form(form.text):
            forms[0] = form  # the name itself, with conditions
        elif any(_same(form, other) for other in forms):
            told = f"「{form.text}」列了兩次，或只是異體。"
            fault("forms", told, "同一個寫法只列一次；羣群、衆眾、份子分子一類的異體不必列。")
        else:
            forms.append(form)
    slugs = {}
    for name in ("see", "formerly"):
        rows = [row if isinstance(row, str) else "" for row in _list(meta.get(name))]
        if not all(_SLUG.fullmatch(row) for row in rows):
            fault(name, f"「{name}」應列詞條的路徑。", "寫成「terms/shengchan-huiyi」，不要「.md」。")
        slugs[name] = tuple(row for row in rows if _SLUG.fullmatch(row))
    distinct = tuple(row for row in _list(meta.get("distinct")) if isinstance(row, str) and bare(row))
    if len(distinct) < len(_list(meta.get("distinct"))):
        fault("distinct", "「distinct」應列別的名字。", "寫成「distinct: [山西機器廠]」。")
    first = _first(document.body)
    if not first or re.search(r"[*_`#<>\\]", first):
        problems.append(
            Problem(
                document.path,
                document.first_line,
                1,
                "E001",
                "詞條沒有釋文，或第一句裏有 Markdown 標記。",
                "第一句寫成一句普通的話，它會出現在卡片上。",
            )
        )
    texts = {"pinyin": "", "english": "", **texts, "slug": f"{match[1]}/{match[2]}", "first": first}
    entry = Entry(path=document.path, forms=tuple(forms), see=slugs["see"], formerly=slugs["formerly"], distinct=distinct, **texts)
    return entry, problems


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _same(one: Form, other: Form) -> bool:
    return spellings(bare(one.text)) == spellings(bare(other.text))


def _form(row: Any) -> Form | None:
    if isinstance(row, str):
        row = {"form": row}
    if not isinstance(row, dict) or not set(row) <= {"form", "in", "except", "linked"}:
        return None
    if not isinstance(row.get("form"), str) or not bare(row["form"]):
        return None
    only, exceptions, linked = row.get("in", []), row.get("except", []), row.get("linked", True)
    if not isinstance(linked, bool) or not all(
        isinstance(rows, list) and all(isinstance(text, str) and bare(text) for text in rows) for rows in (only, exceptions)
    ):
        return None
    return Form(row["form"], tuple(only), tuple(exceptions), linked)


def _first(body: str) -> str:
    """The first sentence of the first paragraph, as plain text."""
    paragraph = body.strip().split("\n\n", 1)[0].replace("\n", "")
    paragraph = re.sub(r"\[([^\]@]*)\]\([^)]*\)", r"\1", CITATION.sub("", paragraph))
    match = re.match(r"[^。！？]*[。！？][」』）]?", paragraph)
    return match.group() if match else paragraph
