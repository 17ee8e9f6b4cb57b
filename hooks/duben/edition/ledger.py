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
from .fidelity import SourceText

ID = re.compile(r"([hp])([0-9]+)([a-z]*)")
SNIPPET = 10
"""Characters of the text that a line of the ledger repeats."""


@dataclass(frozen=True)
class Record:
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


def read(path: str, text: str) -> tuple[list[Record], list[Problem]]:
    """The records of an ids.txt. Lines beginning with ``#`` are remarks."""
    records: list[Record] = []
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
        records.append(Record(chapter, name, int(place), snippet or "", number))
    return records, problems


def stale(records: Iterable[Record], source: SourceText, path: str) -> list[Problem]:
    """One problem for each recorded id whose words are not at its place: then source.txt has changed, and nothing may be
    recorded before the ids are realigned, or every address would move."""
    found = []
    for record in records:
        at = source.offset(record.place)
        if record.snippet.startswith("{"):  # words of the editors have no place of their own in the source
            continue
        if source.place(at) != record.place or not source.text.startswith(record.snippet, at):
            here = source.text[at : at + SNIPPET]
            message = _(
                "“{chapter} {id}” is recorded with “{recorded}”, but the source has “{found}” at this place.",
                chapter=record.chapter,
                id=record.id,
                recorded=record.snippet,
                found=here,
            )
            hint = _(
                "Correct the place if it was copied wrongly; if source.txt was replaced, ask a maintainer to realign the ids "
                "with record --realign."
            )
            found.append(Problem(path, record.line, 1, "I005", message, hint))
    return found


def assign(placed: Sequence[Placed], records: Sequence[Record], path: str) -> tuple[list[Ids], list[Record], list[Problem]]:
    """Give every block its id.

    A block takes the id recorded at its first character; ids recorded further inside it become aliases, so that after a
    merge no address is lost. A block without a recorded id gets a new one that no published id has, and the line to add
    is returned among the proposals.
    """
    problems: list[Problem] = []
    by_block: list[list[Record]] = [[] for _ in placed]
    starts: dict[int, list[int]] = {}
    for index, item in enumerate(placed):
        starts.setdefault(item.start, []).append(index)
    order = sorted(range(len(placed)), key=lambda i: placed[i].start)
    for record in records:
        holder = _holder(record, placed, starts, order, by_block)
        if holder is None or placed[holder].chapter != record.chapter:
            address = f"{record.chapter}#{record.id}"
            if holder is None:
                message = _("The words at the published address “{address}” are no longer in the source.", address=address)
                hint = _("Restore source.txt; if it really is to be replaced, ask a maintainer to run record --realign.")
            else:
                message = _(
                    "The words at the published address “{address}” now belong to the chapter “{chapter}”.",
                    address=address,
                    chapter=placed[holder].chapter,
                )
                hint = _("Leave these words in the chapter “{chapter}”.", chapter=record.chapter)
            about = (f"{path.rpartition('/')[0]}/{record.chapter}.md",)
            problems.append(Problem(path, record.line, 1, "I003", message, hint, about))
        else:
            by_block[holder].append(record)
    numbers = _Numbers(placed, records, by_block)
    result: list[Ids] = []
    proposals: list[Record] = []
    for index, item in enumerate(placed):
        own = next((r for r in by_block[index] if r.place == item.start and r.id[0] == item.block.kind), None)
        if own is None:
            own = Record(item.chapter, numbers.new(index), item.start, item.snippet())
            proposals.append(own)
        numbers.previous[item.chapter, item.block.kind] = own.id
        result.append(Ids(own.id, tuple(r.id for r in by_block[index] if r is not own)))
    return result, proposals, problems


class _Numbers:
    """The numbers given so far, by chapter and kind, and the next one that is free at a block."""

    def __init__(self, placed: Sequence[Placed], records: Sequence[Record], by_block: Sequence[Sequence[Record]]) -> None:
        self.placed = placed
        self.used = {(r.chapter, r.id) for r in records}
        self.taken: dict[tuple[str, str], set[int]] = {}
        for record in records:
            self.taken.setdefault((record.chapter, record.id[0]), set()).add(_number(record.id))
        self.highest = {key: max(numbers) for key, numbers in self.taken.items()}
        self.previous: dict[tuple[str, str], str] = {}
        self.later: list[int | None] = []  # for each block the lowest number of its kind behind it in its chapter
        lowest: dict[tuple[str, str], int] = {}
        for item, found in zip(reversed(placed), reversed(by_block), strict=True):
            self.later.append(lowest.get((item.chapter, item.block.kind)))
            for record in found:
                key = record.chapter, record.id[0]
                lowest[key] = min(_number(record.id), lowest.get(key, _number(record.id)))
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
    record: Record, placed: Sequence[Placed], starts: dict[int, list[int]], order: Sequence[int], by_block: list[list[Record]]
) -> int | None:
    """The index of the block that holds the record's place."""
    exact = [i for i in starts.get(record.place, ()) if placed[i].chapter == record.chapter and placed[i].block.kind == record.id[0]]
    # blocks made of supplied words alone are empty in the source and share their place with the next block
    free = [i for i in exact if not any(r.place == record.place and r.id[0] == record.id[0] for r in by_block[i])]
    match = [i for i in free if record.snippet and placed[i].snippet() == record.snippet]
    filled = [i for i in free if placed[i].end > placed[i].start]
    if match or filled or free or exact:
        return (match or filled or free or exact)[0]
    low = bisect.bisect_right(order, record.place, key=lambda i: placed[i].start)
    index = order[low - 1] if low else None
    return index if index is not None and record.place < max(placed[index].end, placed[index].start + 1) else None


def realign(records: Iterable[Record], source: SourceText, chapter_spans: dict[str, tuple[int, int]]) -> tuple[list[Record], list[Record]]:
    """The records moved to where their words stand in a new source.txt, and those whose words are not found.

    ``chapter_spans`` gives each chapter's first and last offset in ``source.text``. The words are looked for in the
    order of the ledger, each behind the one before, at the place nearest to its old distance from that one: so a phrase
    that stands more than once keeps its turn, and ids of one place stay together.
    """
    moved: list[Record] = []
    lost: list[Record] = []
    before: dict[str, tuple[int, int]] = {}  # for each chapter the old place of the last id found and its new offset
    for record in sorted(records, key=lambda r: r.place):
        start, end = chapter_spans.get(record.chapter, (0, 0))
        place, offset = before.get(record.chapter, (record.place, start))
        if record.snippet.startswith("{"):  # the editors' own words stand as far behind the last id as they did
            moved.append(replace(record, place=source.place(offset + record.place - place), line=0))
            continue
        low = offset + (record.place > place)
        words = re.compile(f"(?={re.escape(record.snippet)})")
        found = [match.start() for match in words.finditer(source.text, low, end) if match.start() + len(record.snippet) <= end]
        if not record.snippet or not found:
            lost.append(record)
            continue
        at = min(found, key=lambda f: abs(f - offset - record.place + place))
        before[record.chapter] = record.place, at
        moved.append(Record(record.chapter, record.id, source.place(at), record.snippet))
    return moved, lost
