"""Walking and changing the tree of a document."""

from __future__ import annotations

import html
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import accumulate
from typing import Any, TypeVar

from markdown.extensions.toc import unique
from pymdownx.slugs import slugify

from ..catalogue import _
from .model import (
    Annotated,
    Block,
    Blocks,
    Derived,
    Document,
    Form,
    FormField,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Listing,
    Note,
    Packet,
    PageTurn,
    Passage,
    Section,
    Text,
    Transcript,
    Unit,
)

_WORDS = (Text, Link, Annotated)
BETWEEN = _("; ", "between clauses")
"""What stands between two citations of one bracket."""
_SLUG = slugify(case="lower")
_NO_WORDS = {
    *(
        "path",
        "key",
        "id",
        "aliases",
        "heading",
        "lang",
        "language",
        "languages",
        "styles",
        "kind",
        "value",
        "english",
        "abstract",
        "pinyin",
    ),
    *("view", "script", "revision", "revised", "address", "role", "slug"),
}
"""Fields that are never shown in another script."""
_T = TypeVar("_T")
_D = TypeVar("_D", bound=Document)


def data(value: Any) -> Any:
    """A packet, or any piece of it, as what JSON can hold: each piece a mapping with its ``type`` and its fields."""
    if is_dataclass(value):
        return {"type": type(value).__name__} | {item.name: data(getattr(value, item.name)) for item in fields(value)}
    return [data(item) for item in value] if isinstance(value, tuple) else value


def words(inlines: Inlines) -> str:
    """The words of a run of inlines; notes and page turns have none, and of words that bear a mark these are the corrected ones."""
    return "".join(words(item.corrected) if isinstance(item, Annotated) else item.text for item in inlines if isinstance(item, _WORDS))


def walk(value: Any) -> Iterator[Any]:
    """Every piece in a packet or a piece of one, itself first, in reading order."""
    if is_dataclass(value):
        yield value
        for item in fields(value):
            yield from walk(getattr(value, item.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def convert(value: _T, change: Callable[[str], str]) -> _T:
    """``value`` with all its Chinese words changed by ``change``, which must keep the length of a text.

    The words of a paragraph are changed as one, since a note or a link may part a phrase.
    """
    if isinstance(value, tuple):
        if not any(isinstance(item, Text | Link) for item in value):
            return tuple(convert(item, change) for item in value)  # type: ignore[return-value]
        text, at = change("".join(item.text for item in value if isinstance(item, Text | Link))), 0
        row = []
        for item in value:
            if isinstance(item, Text | Link):
                row.append(replace(item, text=text[at : at + len(item.text)]))
                at += len(item.text)
            else:
                row.append(convert(item, change))
        return tuple(row)  # type: ignore[return-value]
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value,
        **{item.name: convert(getattr(value, item.name), change) for item in fields(value) if item.name not in _NO_WORDS},
    )


def with_ids(document: _D) -> _D:
    """The document with an id for every heading that has none: the words of the heading as a slug, numbered where it is taken.

    The same rule as that of Python-Markdown's table of contents with the slugs of pymdown-extensions, which keep Chinese:
    https://python-markdown.github.io/extensions/toc/.
    """
    parts = document.parts if isinstance(document, Packet) else ()
    taken = {name for blocks in (document.blocks, *(part.blocks for part in parts)) for name in _ids(blocks)} | {part.id for part in parts}
    blocks = _named(document.blocks, taken)
    if isinstance(document, Packet):
        parts = tuple(replace(part, blocks=_named(part.blocks, taken)) for part in parts)
        return replace(document, blocks=blocks, parts=parts)
    return replace(document, blocks=blocks)


def _ids(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | FormField() if block.id:
                yield block.id
            case Unit():
                yield from (block.id, *block.aliases)
                yield from _ids(block.blocks)
            case Derived():
                yield from _ids(block.blocks)
            case Listing():
                yield from (name for item in block.items for name in _ids(item))
            case Form():
                yield from _ids((*block.blocks, *block.fields))


def anchors(document: Document) -> Iterator[str]:
    """The ids on the page of a document to which a link may lead."""
    for item in walk(document):
        if isinstance(item, Heading | Unit | FormField | Passage | Section):
            yield from filter(None, (item.id, getattr(item, "heading", ""), *getattr(item, "aliases", ())))
    if isinstance(document, Transcript):
        yield from ("cite", *(["notes"] if document.notes else []), *(["mentioned"] if document.names else []))
        yield from (f"{sign}{note.note.number}" for note, _place in document.notes for sign in "nr")


def _named(blocks: Blocks, taken: set[str]) -> Blocks:
    return tuple(_with_id(block, taken) for block in blocks)


def _with_id(block: Block, taken: set[str]) -> Block:
    match block:
        case Heading() if not block.id:
            return replace(block, id=slug(words(block.content), taken))
        case Unit():
            heading = block.heading or slug(f"{block.label}{block.number}{block.title}", taken)
            return replace(block, heading=heading, blocks=_named(block.blocks, taken))
        case Derived():
            return replace(block, blocks=_named(block.blocks, taken))
        case Listing():
            return replace(block, items=tuple(_named(item, taken) for item in block.items))
        case Form():
            return replace(block, blocks=_named(block.blocks, taken))
    return block


def slug(text: str, taken: set[str]) -> str:
    """The words of a heading as an id that is not ``taken`` yet, and is from now on."""
    return str(unique(_SLUG(html.unescape(text), "-"), taken))


def rewritten(value: _T, change: Callable[[Inlines], Inlines]) -> _T:
    """``value`` with every run of inlines in it as ``change`` gives it."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], Text | Link | Image | Note | Annotated | PageTurn):
            return change(value)  # type: ignore[return-value]
        return tuple(rewritten(item, change) for item in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{item.name: rewritten(getattr(value, item.name), change) for item in fields(value)})


def joined(items: Iterable[Inline]) -> Inlines:
    """Inlines with neighbours of one style and language as one, and without empty ones."""
    row: list[Inline] = []
    for item in items:
        last = row[-1] if row else None
        if isinstance(item, Text) and isinstance(last, Text) and (item.styles, item.lang) == (last.styles, last.lang):
            row[-1] = replace(last, text=last.text + item.text)
        elif not isinstance(item, Text) or item.text:
            row.append(item)
    return tuple(row)


def separated(items: Iterable[Inline | Inlines], sign: str) -> Inlines:
    """Inlines, or runs of them, with ``sign`` between one and the next."""
    runs = [item if isinstance(item, tuple) else (item,) for item in items]
    return tuple(inline for run in runs for inline in (Text(sign), *run))[1:]


def filled(message: str, **values: object) -> Inlines:
    """A message of the catalogue as inlines: its placeholders are filled in with inlines, runs of them, or words."""
    row: list[Inline] = []
    for words_before, name, _spec, _conversion in string.Formatter().parse(message):
        value = values[name] if name else ()
        if words_before:
            row.append(Text(words_before))
        row += value if isinstance(value, tuple) else (value,) if isinstance(value, Text | Link) else (Text(str(value)),)
    return joined(row)


def citations(inlines: Iterable[Inline]) -> list[tuple[int, Inline]]:
    """Each inline with the number of the bracket of citations to which it belongs, from 1, the signs between them included; others 0."""
    row = list(inlines)
    cited = [isinstance(item, Link) and item.citation for item in row]
    between = [
        isinstance(item, Text) and item.text == BETWEEN and 0 < at < len(row) - 1 and cited[at - 1] and cited[at + 1]
        for at, item in enumerate(row)
    ]
    brackets = accumulate(cited[at] and not (at and between[at - 1]) for at in range(len(row)))
    return [(number if cited[at] or between[at] else 0, row[at]) for at, number in enumerate(brackets)]
