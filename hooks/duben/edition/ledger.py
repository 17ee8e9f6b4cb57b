"""The id ledger: which paragraph each published number belongs to, for good.

A report has one file for each chapter, ids/CHAPTER.txt. A line of it ties an id to its place: ``p12 1534 我們國家有計劃的``, that is
id, the offset of the paragraph's first character in source.txt (white space aside), and its first characters as transcribed,
which let a person read the file and let the ids be found again if source.txt itself is replaced. A number is given once.

The first line is a seal: ``seal 44 3f9ac01b22d40e6f front li``, the number of lines, a hash of them, and the chapters that have the other
ledgers of the report. So a line, or a whole file, that is lost or changed is noticed without the history of the files. Nobody writes a
ledger by hand: it is recorded when a change is taken in, so that the seal makes no conflict between two who change one chapter.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, product
from typing import NamedTuple

from ..catalogue import _
from ..problems import Problem
from ..text.marks import bare
from ..text.transcript import Block
from .fidelity import SourceText

ID = re.compile(r"([hp])([0-9]{1,7})([a-z]{0,4})")
FOLDER = "ids"
"""The folder of the ledgers, in that of the report."""
SNIPPET = 10
"""Characters of the text that a line of the ledger repeats."""
_LINE = re.compile(rf"({ID.pattern}) ([0-9]{{1,12}})(?: (\S+))?")
_SEAL = re.compile(r"seal ([0-9]{1,7}) ([0-9a-f]{16})((?: \S+)*)")


@dataclass(frozen=True)
class Record:
    """One line of a chapter's ledger; ``line`` is its number in the file, 0 for one that is only proposed."""

    chapter: str
    id: str
    place: int
    snippet: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.id} {self.place} {self.snippet}".rstrip()

    @property
    def kind(self) -> str:
        """That of the block it was given to, ``h`` or ``p``."""
        return self.id[0]

    @property
    def supplied(self) -> bool:
        """Whether it was given to a block of the editors' own words, which has no place of its own in the source."""
        return self.snippet.startswith("{")

    @property
    def words(self) -> str:
        """The first characters as the source has them."""
        return self.snippet.removeprefix("\\")


@dataclass(frozen=True)
class Placed:
    """A block with its place: ``start`` and ``end`` are offsets in source.txt, white space aside."""

    chapter: str
    block: Block
    start: int
    end: int

    def snippet(self) -> str:
        """Its first characters as transcribed, with a backslash before a brace or backslash that they begin with; for a block that the
        editors supplied, theirs behind a brace."""
        words = self.block.reading[:SNIPPET]
        return f"\\{words}" if words.startswith(("{", "\\")) else words or "{" + bare(self.block.text("corrected"))[: SNIPPET - 1]


@dataclass(frozen=True)
class Ids:
    """The ids of one block: the one it is shown with, and those of blocks that were merged into it, in the order of their places.
    ``supplied`` tells that all its words are the editors'."""

    id: str
    aliases: tuple[str, ...] = ()
    supplied: bool = False

    @property
    def parted(self) -> bool:
        """Whether the block was parted from the one before it after that was published: what is new within a recorded text has letters
        behind its number. Where the kind of a block was changed, the name that it had tells."""
        former = [name for name in self.aliases if name[0] != self.id[0]]
        return (former or [self.id])[0][-1].isalpha()


def path(base: str, chapter: str) -> str:
    """The path of a chapter's ledger, where that of the report's folder is ``base``."""
    return f"{base}/{FOLDER}/{chapter}.txt"


def files(records: Iterable[Record]) -> dict[str, str]:
    """The ledgers of a report: the text of each by its chapter."""
    rows: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.place):
        rows[record.chapter].append(record)
    remarks = (
        _("The ids: id, place, first characters. A place counts the characters of source.txt from 0, white space aside."),
        _("A published id is never changed or removed. Only scripts/record.py writes here; the seal tells what was lost or changed."),
    )
    top = "".join(f"# {remark}\n" for remark in remarks)
    return {chapter: f"{top}{_seal(chapter, own, rows)}\n" + "".join(f"{record}\n" for record in own) for chapter, own in rows.items()}


def _seal(chapter: str, records: Sequence[Record], chapters: Iterable[str]) -> str:
    others = sorted({*chapters} - {chapter})
    proof = hashlib.sha256("\n".join((chapter, " ".join(others), *map(str, records))).encode()).hexdigest()[:16]
    return " ".join(("seal", str(len(records)), proof, *others))


def read_all(base: str, texts: Mapping[str, str]) -> tuple[list[Record], list[Problem]]:
    """The records of all ledgers of a report, whose texts are given by chapter."""
    records: list[Record] = []
    problems: list[Problem] = []
    named: dict[str, str] = {}
    for chapter, text in sorted(texts.items()):
        own, others, faults = _read(path(base, chapter), chapter, text)
        records += own
        problems += faults
        named |= dict.fromkeys(others, chapter)
    for chapter, by in sorted(named.items()):
        if chapter not in texts:
            message = _("This ledger is lost; {file} tells that there was one.", file=path(base, by))
            problems.append(Problem(path(base, chapter), 1, 1, "I007", message, _restore()))
    return records, problems


def _restore() -> str:
    return _("Restore the file from the version history; nothing is numbered anew.")


def _read(path: str, chapter: str, text: str) -> tuple[list[Record], tuple[str, ...], list[Problem]]:
    """The records of a ledger, the chapters that its seal names, and what is wrong with it. Lines beginning with ``#`` are remarks."""
    records: list[Record] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    seal: re.Match[str] | None = None
    for number, row in enumerate(text.split("\n"), 1):
        line = row.rstrip()
        if not line or line.startswith("#"):
            continue
        if not records and not seal and (seal := _SEAL.fullmatch(line)):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            message = _("This line cannot be read: “{line}”.", line=line.strip()[:60])
            problems.append(Problem(path, number, 1, "I002", message, _restore()))
            continue
        name = match[1]
        if name in seen:
            message = _("“{chapter} {id}” is recorded already, on line {line}.", chapter=chapter, id=name, line=seen[name])
            problems.append(Problem(path, number, 1, "I004", message, _("An id is given once; remove the line that was added later.")))
            continue
        seen[name] = number
        records.append(Record(chapter, name, int(match[5]), match[6] or "", number))
    others = tuple(seal[3].split()) if seal else ()
    if not problems and (not seal or seal[0] != _seal(chapter, records, (chapter, *others))):
        counted = int(seal[1]) if seal else None
        if counted is None:
            code, message = "I007", _("The seal, the first line of this ledger, is lost.")
        elif counted != len(records):
            code, message = "I007", _("This ledger has {count} lines, and should have {sealed}.", count=len(records), sealed=counted)
        else:
            code, message = "I008", _("A line of this ledger was changed by hand, or its seal.")
        problems.append(Problem(path, 1, 1, code, message, _restore()))
    return records, others, problems


def stale(records: Iterable[Record], source: SourceText, base: str) -> list[Problem]:
    """One problem for each recorded id whose words are not at its place: then source.txt has changed, and nothing may be
    recorded before the ids are realigned, or every address would move."""
    found = []
    for record in records:
        at = source.offset(record.place)
        if record.supplied:  # words of the editors have no place of their own in the source
            continue
        if source.place(at) != record.place or not source.text.startswith(record.words, at):
            here = source.text[at : at + SNIPPET]
            message = _(
                "“{chapter} {id}” is recorded with “{recorded}”, but the source has “{found}” at this place.",
                chapter=record.chapter,
                id=record.id,
                recorded=record.words,
                found=here,
            )
            hint = _("Restore source.txt; if it was replaced on purpose, ask a maintainer to realign the ids with record --realign.")
            found.append(Problem(path(base, record.chapter), record.line, 1, "I005", message, hint))
    return found


def against(earlier: Iterable[Record], records: Iterable[Record], same: bool, base: str) -> list[Problem]:
    """One problem for each record of an earlier version that is not, or not with its place, among the records now. Where source.txt is
    not the ``same``, places differ, and the words must be those of the record."""
    now = {(record.chapter, record.id): record for record in records}
    found = []
    for record in earlier:
        at, address = path(base, record.chapter), f"{record.chapter}#{record.id}"
        own = now.get((record.chapter, record.id))
        if own is None:
            message = _("The published address “{address}” is no longer recorded.", address=address)
            found.append(Problem(at, 1, 1, "I009", message, _restore()))
        elif own.snippet != record.snippet or (same and own.place != record.place):
            message = _("The published address “{address}” was recorded as “{line}”.", address=address, line=str(record))
            found.append(Problem(at, own.line, 1, "I009", message, _("A published id keeps its place for good; restore the line.")))
    return found


def assign(placed: Sequence[Placed], records: Sequence[Record], base: str) -> tuple[list[Ids], list[Record], list[Problem]]:
    """Give every block its id.

    A block takes the id recorded at its first character; ids recorded further inside it become aliases, so that after a merge no address
    is lost, and so does one that was given to a block of the other kind. A block without a recorded id gets a new one that no published
    id has, and the line to add is returned among the proposals.
    """
    problems: list[Problem] = []
    by_block: list[list[Record]] = [[] for _ in placed]
    shown: dict[int, Record] = {}
    for record, holder in zip(records, _holders(placed, records), strict=True):
        if holder is None or placed[holder.block].chapter != record.chapter:
            address = f"{record.chapter}#{record.id}"
            if holder is None:
                message = _("The words at the published address “{address}” are no longer in the source.", address=address)
                hint = _("Restore source.txt; if it really is to be replaced, ask a maintainer to run record --realign.")
            else:
                message = _(
                    "The words at the published address “{address}” now belong to the chapter “{chapter}”.",
                    address=address,
                    chapter=placed[holder.block].chapter,
                )
                hint = _("Leave these words in the chapter “{chapter}”.", chapter=record.chapter)
            about = (path(base, placed[holder.block].chapter),) if holder else ()
            problems.append(Problem(path(base, record.chapter), record.line, 1, "I003", message, hint, about))
        else:
            by_block[holder.block].append(record)
            if holder.first and record.kind == placed[holder.block].block.kind:
                shown.setdefault(holder.block, record)
    numbers = _Numbers(placed, records, by_block)
    result: list[Ids] = []
    proposals: list[Record] = []
    for index, item in enumerate(placed):
        own = shown.get(index)
        if own is None:
            own = Record(item.chapter, numbers.new(index), item.start, item.snippet())
            proposals.append(own)
        numbers.passed(item, own, by_block[index])
        result.append(Ids(own.id, tuple(r.id for r in by_block[index] if r is not own), not item.block.reading))
    return result, proposals, problems


class _Numbers:
    """The numbers given so far, by chapter and kind, and the next one that is free at a block."""

    def __init__(self, placed: Sequence[Placed], records: Sequence[Record], by_block: Sequence[Sequence[Record]]) -> None:
        self.placed = placed
        self.used = {(r.chapter, r.id) for r in records}
        self.taken: dict[tuple[str, str], set[int]] = {}
        self.letters: dict[tuple[str, str], Iterator[str]] = {}  # by chapter and number, those not tried yet
        for record in records:
            self.taken.setdefault((record.chapter, record.kind), set()).add(_number(record.id))
        self.highest = {key: max(numbers) for key, numbers in self.taken.items()}
        self.recorded = {r.chapter for r in records}
        self.begins = {(r.chapter, r.place) for r in records}
        self.met: set[str] = set()  # chapters of which something recorded was passed
        self.previous: dict[tuple[str, str], str] = {}
        self.later: list[int | None] = []  # for each block the lowest number of its kind behind it in its chapter
        lowest: dict[tuple[str, str], int] = {}
        for item, found in zip(reversed(placed), reversed(by_block), strict=True):
            self.later.append(lowest.get((item.chapter, item.block.kind)))
            for record in found:
                key = record.chapter, record.kind
                lowest[key] = min(_number(record.id), lowest.get(key, _number(record.id)))
        self.later.reverse()

    def new(self, index: int) -> str:
        """``p13`` where the number is free and nothing later in the chapter is below it, else ``p12b``, ``p12c`` …, and ``p12bb`` behind a
        recorded ``p12b``. Where the last block of a recorded text is parted, it is the latter too: it tells for what ``p12`` stands."""
        item = self.placed[index]
        key = chapter, kind = item.chapter, item.block.kind
        base, later = self.previous.get(key, f"{kind}0"), self.later[index]
        number = _number(base)
        taken = self.taken.setdefault(key, set())
        parted = chapter in self.met and (chapter, item.start) not in self.begins and item.block.reading
        if number + 1 not in taken and ((later is None and not parted) or (later is not None and number + 1 < later)):
            name = f"{kind}{number + 1}"
        elif later is None and not parted:
            name = f"{kind}{self.highest[key] + 1}"
        else:
            name = self._lettered(chapter, base) or self._lettered(chapter, f"{kind}{number}")
        taken.add(_number(name))
        self.highest[key] = max(self.highest.get(key, 0), _number(name))
        self.used.add((chapter, name))
        return name

    def _lettered(self, chapter: str, base: str) -> str:
        """The first free name of ``base`` with letters behind it; '' where there is none of a form that can be recorded."""
        letters = self.letters.setdefault((chapter, base), _letters())
        names = (name for letter in letters if (chapter, name := base + letter) not in self.used)
        name = next(names, "")
        return name if ID.fullmatch(name) else ""

    def passed(self, item: Placed, own: Record, found: Sequence[Record]) -> None:
        """Go on behind a block that has the id ``own`` and holds the records ``found``. What is parted from a block is named after the last
        id that is recorded, so that parts of one have names of one form, in however many steps they are recorded."""
        if own in found or item.chapter not in self.recorded:
            self.previous[item.chapter, item.block.kind] = own.id
        if found:
            self.met.add(item.chapter)


def _letters() -> Iterator[str]:
    return ("".join(word) for size in count(1) for word in product("bcdefghijklmnopqrstuvwxyz", repeat=size))


def _number(name: str) -> int:
    match = ID.fullmatch(name)
    assert match is not None  # ids are read with the same pattern
    return int(match.group(2))


class _Holder(NamedTuple):
    """The block that holds the place of a record; ``first`` where the record is that of its beginning."""

    block: int
    first: bool


def _holders(placed: Sequence[Placed], records: Sequence[Record]) -> list[_Holder | None]:
    """For each record the block that holds its place.

    Words of the source are held by a block that has words of the source, whatever its kind: never by one that the editors put before
    it, which stands at the same place and in no source.
    """
    filled = sorted((index for index, item in enumerate(placed) if item.block.reading), key=lambda index: placed[index].start)
    starts = [placed[index].start for index in filled]
    supplied = _supplied(placed, records)

    def holder(number: int, record: Record) -> _Holder | None:
        if record.supplied:
            return supplied.get(number)
        at = bisect.bisect_right(starts, record.place) - 1
        if at < 0 or record.place >= max(placed[filled[at]].end, starts[at] + 1):
            return None
        return _Holder(filled[at], starts[at] == record.place)

    return [holder(number, record) for number, record in enumerate(records)]


def _supplied(placed: Sequence[Placed], records: Sequence[Record]) -> dict[int, _Holder]:
    """The blocks of records of the editors' own words, by the number of the record: at its place the one with its words, else one whose
    words were changed; where there is none any more, the block of the chapter that stands there."""
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    chapters: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(placed):
        chapters[item.chapter].append(index)
        if not item.block.reading:
            blocks[item.chapter, item.start].append(index)
    wanted: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        if record.supplied:
            wanted[record.chapter, record.place].append(number)
    found: dict[int, _Holder] = {}
    likenesses: tuple[Callable[[str, str], object], ...] = (
        lambda words, kind: (words, kind), lambda words, kind: words, lambda words, kind: kind, lambda words, kind: None,
    )  # fmt: skip
    for where, numbers in wanted.items():
        free = blocks.get(where, [])
        for likeness in likenesses:
            pool: dict[object, deque[int]] = defaultdict(deque)
            for index in free:
                pool[likeness(placed[index].snippet(), placed[index].block.kind)].append(index)
            for number in numbers:
                if number not in found and (like := pool[likeness(records[number].snippet, records[number].kind)]):
                    found[number] = _Holder(like.popleft(), first=True)
            free = [index for row in pool.values() for index in row]
        chapter, place = where
        if order := chapters.get(chapter):
            at = bisect.bisect_right(order, place, key=lambda index: placed[index].start)
            found |= {number: _Holder(order[max(0, at - 1)], first=False) for number in numbers if number not in found}
    return found


def realign(records: Iterable[Record], source: SourceText, chapter_spans: dict[str, tuple[int, int]]) -> tuple[list[Record], list[Record]]:
    """The records moved to where their words stand in a new source.txt, and those whose words are not found.

    ``chapter_spans`` gives each chapter's first and last offset in ``source.text``. The words are looked for in the
    order of the ledger, each behind the one before, at the place nearest to its old distance from that one: so a phrase
    that stands more than once keeps its turn, and ids of one place stay together.
    """
    moved: list[Record] = []
    lost: list[Record] = []
    before: dict[str, tuple[int, int]] = {}  # for each chapter the old place of the last id found and its new offset
    ordered = sorted(records, key=lambda r: r.place)
    standing = _standing(source.text, {record.words for record in ordered if not record.supplied})
    for record in ordered:
        start, end = chapter_spans.get(record.chapter, (0, 0))
        place, offset = before.get(record.chapter, (record.place, start))
        if record.supplied:  # the editors' own words stand as far behind the last id as they did
            moved.append(replace(record, place=source.place(offset + record.place - place), line=0))
            continue
        found = standing.get(record.words, [])
        low = bisect.bisect_left(found, offset + (record.place > place))
        high = bisect.bisect_right(found, end - len(record.words), lo=low)
        if low == high:
            lost.append(record)
            continue
        wanted = offset + record.place - place
        nearest = bisect.bisect_left(found, wanted, low, high)
        at = min(found[max(low, nearest - 1) : min(high, nearest + 1)], key=lambda f: abs(f - wanted))
        before[record.chapter] = record.place, at
        moved.append(Record(record.chapter, record.id, source.place(at), record.snippet))
    return moved, lost


def _standing(text: str, snippets: set[str]) -> dict[str, list[int]]:
    """The offsets of each of the snippets in a text, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for size in {len(snippet) for snippet in snippets if snippet}:
        for at in range(len(text) - size + 1):
            if (here := text[at : at + size]) in snippets:
                found[here].append(at)
    return found
