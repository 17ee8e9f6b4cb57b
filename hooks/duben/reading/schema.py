"""The fields that the front matter of each kind of page may have."""

from __future__ import annotations

from .frontmatter import Field

REPORT = {
    "title": Field(required=True),
    "short": Field(required=True),
    "english": Field(),
    "description": Field(),
    "publisher": Field(),
    "place": Field(),
    "date": Field(),
    "rights": Field(required=True),
    "order": Field(int),
    "proof": Field(dict, required=True),
    "revision": Field(),
    "contents": Field(list),
    "furniture": Field(list),
    "markup": Field(list),
}


CHAPTER = {
    "title": Field(required=True),
    "short": Field(required=True),
    "english": Field(),
    "description": Field(),
    "author": Field(),
    "role": Field(),
    "where": Field(),
    "when": Field(),
    "order": Field(int, required=True),
    "proof": Field(dict),
}


PAGE = {
    "title": Field(required=True),
    "english": Field(),
    "description": Field(),
    "order": Field(int),
    "hide": Field(list, values=("navigation", "toc", "footer")),
}


GUIDE = PAGE | {"english": Field(required=True), "abstract": Field(required=True), "group": Field(required=True)}


PACKET = PAGE | {
    "english": Field(required=True),
    "description": Field(required=True),
    "audience": Field(required=True),
    "minutes": Field(int),
    "break": Field(int),
    "parts": Field(list, required=True),
}


FORM = PAGE | {
    "english": Field(required=True),
    "description": Field(required=True),
    "rows": Field(int),
    "paper": Field(values=("直", "橫")),
}


GUIDES_INDEX = PAGE | {"groups": Field(list), "inventory": Field(list)}
