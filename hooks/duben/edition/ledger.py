"""The id ledger: which paragraph each published number belongs to, for good.

One line of ids.txt ties an id to its place: ``chen p12 1534 我們國家有計劃的``, that is chapter, id, the offset of the
paragraph's first character in source.txt (white space aside), and its first characters as transcribed, which let a
person read the file and let the ids be found again if source.txt itself is replaced. A number is given once.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count, product

from ..catalogue import _
from ..problems import Problem
from ..text.marks import bare
from ..text.transcript import Block
from .fidelity import Source

ID = re.compile(r"([hp])([0-9]+)([a-z]*)")
SNIPPET = 10
"""Characters of the text that a line of the ledger repeats."""


@dataclass(frozen=True)
class Entry:
    """One line of ids.txt; ``line`` is its number in the file, 0 for one that is only proposed."""

    chapter: str
    id: str
    place: int
    snippet: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.chapter} {self.id} {self.place} {self.snippet}".rstrip()


@dataclass(frozen=True)
class Placed:
    """A block with its place: ``start`` and ``end`` are offsets in source.txt, white space aside."""

    chapter: str
    block: Block
    start: int
    end: int

    def snippet(self) -> str:
        """Its first characters as transcribed; for a block that the editors supplied, theirs behind a brace."""
        return self.block.reading[:SNIPPET] or "{" + bare(self.block.text("corrected"))[: SNIPPET - 1]


@dataclass(frozen=True)
class Ids:
    """The ids of one block: the one it is shown with, and those of blocks that were merged into it."""

    id: str
    aliases: tuple[str, ...] = ()


def read(path: str, text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of an ids.txt. Lines beginning with ``#`` are remarks."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip() or row.startswith("#"):
            continue
        match = re.fullmatch(r"(\S+) ([hp][0-9]+[a-z]*) ([0-9]{1,12})(?: (\S+))?\s*", row)
        if not match:
            message = _("This line cannot be read: “{line}”.", line=row.strip())
            hint = _("It should hold chapter, id, place and first characters, as in “one p12 1534 Once upon”.")
            problems.append(Problem(path, number, 1, "I002", message, hint))
            continue
        chapter, name, place, snippet = match.groups()
        if (chapter, name) in seen:
            message = _("“{chapter} {id}” is recorded already, on line {line}.", chapter=chapter, id=name, line=seen[chapter, name])
            problems.append(Problem(path, number, 1, "I004", message, _("An id is given once; remove the line that was added later.")))
            continue
        seen[chapter, name] = number
        entries.append(Entry(chapter, name, int(place), snippet or "", number))
    return entries, problems


def stale(entries: Iterable[Entry], source: Source, path: str) -> list[Problem]:
    """One problem for each recorded id whose words are not at its place: then source.txt has changed, and nothing may be
    recorded before the ids are realigned, or every address would move."""
    found = []
    for entry in entries:
        at = source.offset(entry.place)
        if entry.snippet.startswith("{"):  # words of the editors have no place of their own in the source
            continue
        if source.place(at) != entry.place or not source.text.startswith(entry.snippet, at):
            here = source.text[at : at + SNIPPET]
            message = _(
                "“{chapter} {id}” is recorded with “{recorded}”, but the source has “{found}” at this place.",
                chapter=entry.chapter,
                id=entry.id,
                recorded=entry.snippet,
                found=here,
            )
            hint = _(
                "Correct the place if it was copied wrongly; if source.txt was replaced, ask a maintainer to realign the ids "
                "with record --realign."
            )
            found.append(Problem(path, entry.line, 1, "I005", message, hint))
    return found


def assign(placed: Sequence[Placed], entries: Sequence[Entry], path: str) -> tuple[list[Ids], list[Entry], list[Problem]]:
    """Give every block its id.

    A block takes the id recorded at its first character; ids recorded further inside it become aliases, so that after a
    merge no address is lost. A block without a recorded id gets a new one that no published id has, and the line to add
    is returned among the proposals.
    """
    problems: list[Problem] = []
    by_block: list[list[Entry]] = [[] for _ in placed]
    starts: dict[int, list[int]] = {}
    for index, item in enumerate(placed):
        starts.setdefault(item.start, []).append(index)
    order = sorted(range(len(placed)), key=lambda i: placed[i].start)
    for entry in entries:
        holder = _holder(entry, placed, starts, order, by_block)
        if holder is None or placed[holder].chapter != entry.chapter:
            address = f"{entry.chapter}#{entry.id}"
            if holder is None:
                message = _("The words at the published address “{address}” are no longer in the source.", address=address)
                hint = _("Restore source.txt; if it really is to be replaced, ask a maintainer to run record --realign.")
            else:
                message = _(
                    "The words at the published address “{address}” now belong to the chapter “{chapter}”.",
                    address=address,
                    chapter=placed[holder].chapter,
                )
                hint = _("Leave these words in the chapter “{chapter}”.", chapter=entry.chapter)
            problems.append(Problem(path, entry.line, 1, "I003", message, hint))
        else:
            by_block[holder].append(entry)
    numbers = _Numbers(placed, entries, by_block)
    result: list[Ids] = []
    proposals: list[Entry] = []
    for index, item in enumerate(placed):
        own = next((e for e in by_block[index] if e.place == item.start and e.id[0] == item.block.kind), None)
        if own is None:
            own = Entry(item.chapter, numbers.new(index), item.start, item.snippet())
            proposals.append(own)
        numbers.previous[item.chapter, item.block.kind] = own.id
        result.append(Ids(own.id, tuple(e.id for e in by_block[index] if e is not own)))
    return result, proposals, problems


class _Numbers:
    """The numbers given so far, by chapter and kind, and the next one that is free at a block."""

    def __init__(self, placed: Sequence[Placed], entries: Sequence[Entry], by_block: Sequence[Sequence[Entry]]) -> None:
        self.placed = placed
        self.used = {(e.chapter, e.id) for e in entries}
        self.taken: dict[tuple[str, str], set[int]] = {}
        for entry in entries:
            self.taken.setdefault((entry.chapter, entry.id[0]), set()).add(_number(entry.id))
        self.highest = {key: max(numbers) for key, numbers in self.taken.items()}
        self.previous: dict[tuple[str, str], str] = {}
        self.later: list[int | None] = []  # for each block the lowest number of its kind behind it in its chapter
        lowest: dict[tuple[str, str], int] = {}
        for item, found in zip(reversed(placed), reversed(by_block), strict=True):
            self.later.append(lowest.get((item.chapter, item.block.kind)))
            for entry in found:
                key = entry.chapter, entry.id[0]
                lowest[key] = min(_number(entry.id), lowest.get(key, _number(entry.id)))
        self.later.reverse()

    def new(self, index: int) -> str:
        """``p13`` where the number is free and nothing later in the chapter is below it, else ``p12b``, ``p12c`` …"""
        key = chapter, kind = self.placed[index].chapter, self.placed[index].block.kind
        number, later = _number(self.previous.get(key, f"{kind}0")), self.later[index]
        taken = self.taken.setdefault(key, set())
        if number + 1 not in taken and (later is None or number + 1 < later):
            name = f"{kind}{number + 1}"
        elif later is None:
            name = f"{kind}{self.highest[key] + 1}"
        else:
            letters = ("".join(word) for size in count(1) for word in product("bcdefghijklmnopqrstuvwxyz", repeat=size))
            name = next(name for letter in letters if (chapter, name := f"{kind}{number}{letter}") not in self.used)
        taken.add(_number(name))
        self.highest[key] = max(self.highest.get(key, 0), _number(name))
        self.used.add((chapter, name))
        return name


def _number(name: str) -> int:
    match = ID.fullmatch(name)
    assert match is not None  # ids are read with the same pattern
    return int(match.group(2))


def _holder(
    entry: Entry, placed: Sequence[Placed], starts: dict[int, list[int]], order: Sequence[int], by_block: list[list[Entry]]
) -> int | None:
    """The index of the block that holds the entry's place."""
    exact = [i for i in starts.get(entry.place, ()) if placed[i].chapter == entry.chapter and placed[i].block.kind == entry.id[0]]
    # blocks made of supplied words alone are empty in the source and share their place with the next block
    free = [i for i in exact if not any(e.place == entry.place and e.id[0] == entry.id[0] for e in by_block[i])]
    match = [i for i in free if entry.snippet and placed[i].snippet() == entry.snippet]
    filled = [i for i in free if placed[i].end > placed[i].start]
    if match or filled or free or exact:
        return (match or filled or free or exact)[0]
    low = bisect.bisect_right(order, entry.place, key=lambda i: placed[i].start)
    index = order[low - 1] if low else None
    return index if index is not None and entry.place < max(placed[index].end, placed[index].start + 1) else None


def realign(entries: Iterable[Entry], source: Source, chapter_spans: dict[str, tuple[int, int]]) -> tuple[list[Entry], list[Entry]]:
    """The entries moved to where their words stand in a new source.txt, and those whose words are not found.

    ``chapter_spans`` gives each chapter's first and last offset in ``source.text``. The words are looked for in the
    order of the ledger, each behind the one before, at the place nearest to its old distance from that one: so a phrase
    that stands more than once keeps its turn, and ids of one place stay together.
    """
    moved: list[Entry] = []
    lost: list[Entry] = []
    before: dict[str, tuple[int, int]] = {}  # for each chapter the old place of the last id found and its new offset
    for entry in sorted(entries, key=lambda e: e.place):
        start, end = chapter_spans.get(entry.chapter, (0, 0))
        place, offset = before.get(entry.chapter, (entry.place, start))
        if entry.snippet.startswith("{"):  # the editors' own words stand as far behind the last id as they did
            moved.append(replace(entry, place=source.place(offset + entry.place - place), line=0))
            continue
        low = offset + (entry.place > place)
        words = re.compile(f"(?={re.escape(entry.snippet)})")
        found = [match.start() for match in words.finditer(source.text, low, end) if match.start() + len(entry.snippet) <= end]
        if not entry.snippet or not found:
            lost.append(entry)
            continue
        at = min(found, key=lambda f: abs(f - offset - entry.place + place))
        before[entry.chapter] = entry.place, at
        moved.append(Entry(entry.chapter, entry.id, source.place(at), entry.snippet))
    return moved, lost
