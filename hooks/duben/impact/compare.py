"""Two editions compared: what a reader, an author of a guide or a group with a packet will find changed. It judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..document.pages import Pages
from ..document.tree import data
from ..edition.model import Chapter, Edition, Page
from ..edition.order import former
from ..links import coverage
from ..links.model import Links
from ..links.quotations import Target
from ..packets.compose import compose
from ..packets.files import jobs, pages
from ..text.marks import VIEWS, View
from ..text.transcript import Block


class Side(NamedTuple):
    """One of the two editions."""

    edition: Edition
    links: Links


class Piece(NamedTuple):
    """A stretch of a text that was changed: ``sign`` is ``-`` for what is gone, ``+`` for what is new, else ``=``."""

    sign: str
    text: str


@dataclass(frozen=True)
class ParagraphChange:
    """Paragraphs of a chapter of which the words, marks or borders were changed: their ids before and after, and the words in each view
    in which they differ; in none where only marks, notes or borders do."""

    chapter: Chapter
    before: tuple[str, ...]
    after: tuple[str, ...]
    views: tuple[tuple[View, tuple[Piece, ...]], ...]


@dataclass(frozen=True)
class QuotationChange:
    """A citation that stood and stands on a page, and leads nowhere now, or whose words stand only in the transcription now."""

    path: str
    raw: str
    words: str
    transcribed: bool


@dataclass(frozen=True)
class PageChange:
    """A guide, form, entry, packet or other page that is touched. ``how`` is ``added``, ``removed``, ``renamed``, ``changed``, or
    ``through`` for one that was not changed and cites, or tells of, what was; ``blocks`` are the titles of its blocks that are touched."""

    path: str
    title: str
    how: str
    blocks: tuple[str, ...] = ()


class PacketChange(NamedTuple):
    """The files of a packet or form that are new or made of something else, and how many it has in all."""

    path: str
    files: tuple[str, ...]
    all: int


class Count(NamedTuple):
    """What was counted before and is now."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Impact:
    """What differs between two editions. ``ids`` are addresses of blocks that are new, by whether they are recorded; ``aliased`` those that
    lead to a merged block now; ``gone`` those that lead nowhere. ``chapters`` are the paths of chapters that were added (``+``) or
    removed (``-``). ``mentions`` tells of entries, ``covered`` of chapters: how many of their characters guides quote. ``files`` are
    those of packets that are not the same; ``settings`` tells whether those of the edition differ."""

    paragraphs: tuple[ParagraphChange, ...] = ()
    chapters: tuple[Piece, ...] = ()
    quotations: tuple[QuotationChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    recorded: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    aliased: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    mentions: tuple[Count, ...] = ()
    covered: tuple[Count, ...] = ()
    files: tuple[PacketChange, ...] = ()
    settings: bool = False


def compare(before: Side, after: Side) -> Impact:
    """What differs between two editions."""
    olds, news = before.edition.chapters, after.edition.chapters
    there = {*olds, *(page.path for page in before.edition.pages)}
    moved = {new: old for old, new in former(after.edition) if old in there and new not in there}
    keys = {olds[old].key: news[new].key for new, old in moved.items() if new in news and old in olds}
    both = [(olds[moved.get(path, path)], chapter) for path, chapter in news.items() if moved.get(path, path) in olds]
    changed = tuple(change for old, new in both if old.digest != new.digest or not old.digest for change in _paragraphs(old, new))
    recorded, unrecorded, aliased, gone = _ids(before.edition, after.edition, keys)
    left = {*moved.values()}
    chapters = [Piece("-", path) for path in olds if path not in news and path not in left]
    chapters += [Piece("+", path) for path in news if path not in olds and path not in moved]
    slugs = {_slug(old): _slug(new) for new, old in moved.items()}
    mentions = _counts(_renamed(_mentions(before), slugs), _mentions(after))
    return Impact(
        changed, tuple(chapters), _quotations(before, after), _pages(before, after, changed, {count.name for count in mentions}, moved),
        recorded, unrecorded, aliased, gone, mentions, _counts(_renamed(_covered(before), keys), _covered(after)),
        _files(before, after), before.edition.settings != after.edition.settings,
    )  # fmt: skip


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """A text as it became another, character by character."""
    found: list[Piece] = []
    for step in Levenshtein.opcodes(old, new):
        gone, come = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        pieces = [Piece("=", gone)] if step.tag == "equal" else [Piece("-", gone), Piece("+", come)]
        found += [piece for piece in pieces if piece.text]
    return tuple(found)


def _paragraphs(old: Chapter, new: Chapter) -> Iterator[ParagraphChange]:
    """The changes of a chapter: runs of blocks between those that begin with the same id in both."""
    places = {ids.id: at for at, ids in enumerate(new.ids)}
    anchors = [(at, places[ids.id]) for at, ids in enumerate(old.ids) if ids.id in places]
    rows, last = [(0, 0)], (0, 0)
    for row in anchors:
        if row[0] > last[0] and row[1] > last[1]:  # blocks that were moved stand in one run with those that they passed
            rows.append(last := row)
    ends = [*rows[1:], (len(old.ids), len(new.ids))]
    for (low, start), (high, end) in zip(rows, ends, strict=True):
        first, second = old.blocks[low:high], new.blocks[start:end]
        if _form(first) == _form(second):
            continue
        texts = {view: (_text(first, view), _text(second, view)) for view in VIEWS}
        views = tuple((view, differences(*pair)) for view, pair in texts.items() if pair[0] != pair[1])
        yield ParagraphChange(new, tuple(ids.id for ids in old.ids[low:high]), tuple(ids.id for ids in new.ids[start:end]), views)


def _form(blocks: Sequence[Block]) -> list[tuple[object, ...]]:
    """All of blocks that a reader sees, wherever they stand in their file."""
    return [(block.kind, block.level, block.item, repr(block.tokens)) for block in blocks]


def _text(blocks: Sequence[Block], view: View) -> str:
    return "\n".join(block.text(view) for block in blocks).strip("\n")


def _ids(before: Edition, after: Edition, keys: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Ids that are recorded and new, not recorded, merged, and gone; ``keys`` are those of renamed chapters, with the new ones."""
    proposed = {f"{report.id}/{record.chapter}#{record.id}" for report in after.reports for record in report.proposals}
    shown, known = _named(before, keys), _named(after, {})
    new = [name for name in known if name not in shown]
    return (
        tuple(name for name in new if name not in proposed),
        tuple(name for name in known if name in proposed),
        tuple(name for name, own in shown.items() if own and known.get(name) is False),
        tuple(name for name in shown if name not in known),
    )


def _named(edition: Edition, keys: Mapping[str, str]) -> dict[str, bool]:
    """Every address of a block, and whether it is the one with which the block is shown."""
    found: dict[str, bool] = {}
    for chapter in edition.chapters.values():
        key = keys.get(chapter.key, chapter.key)
        for ids in chapter.ids:
            found[f"{key}#{ids.id}"] = True
            found |= {f"{key}#{name}": False for name in ids.aliases}
    return found


def _quotations(before: Side, after: Side) -> tuple[QuotationChange, ...]:
    found = []
    for page in after.edition.pages:
        for reference in page.references:
            key = page.path, reference.raw, reference.words
            held, holds = before.links.targets.get(key), after.links.targets.get(key)
            if held and not holds:
                found.append(QuotationChange(*key, transcribed=False))
            elif held and holds and reference.words and (held[0].view, holds[0].view) == VIEWS:
                found.append(QuotationChange(*key, transcribed=True))
    return tuple(dict.fromkeys(found))


def _pages(
    before: Side, after: Side, changed: Sequence[ParagraphChange], mentioned: set[str], moved: Mapping[str, str]
) -> tuple[PageChange, ...]:
    """The pages that were changed, and those that cite or tell of what was; ``moved`` are those renamed, with their former paths."""
    touched = {(change.chapter.key, name) for change in changed for name in (*change.before, *change.after)}
    slugs = mentioned | _slugs(before, changed, moved) | _slugs(after, changed, None)
    citing: dict[str, set[int]] = {}
    for (path, raw, words), targets in after.links.targets.items():
        if any(_cites(target, touched) for target in targets):
            page = after.edition.page(path)
            for reference in page.references if page else ():
                if (reference.raw, reference.words) == (raw, words):
                    citing.setdefault(path, set()).add(reference.line)
    found = []
    for page in after.edition.pages:
        old, lines = before.edition.page(moved.get(page.path, page.path)), citing.get(page.path, set())
        if old is None:
            found.append(PageChange(page.path, page.title, "added"))
            continue
        same = (old.document.fields, old.document.body) == (page.document.fields, page.document.body)
        known, own = _blocks(old), _blocks(page)
        blocks = tuple(
            block.title
            for block in page.blocks
            if known.get(block.id or block.title) != own[block.id or block.title] or any(block.line <= line <= block.end for line in lines)
        )
        if not same:
            found.append(PageChange(page.path, page.title, "renamed" if page.path in moved else "changed", blocks))
        elif lines or (page.entry and page.entry.slug in slugs):
            found.append(PageChange(page.path, page.title, "through", blocks))
    for path, chapter in after.edition.chapters.items():
        earlier = before.edition.chapters.get(moved.get(path, path))
        if earlier and (path in moved or _told(earlier) != _told(chapter)):
            found.append(PageChange(path, chapter.title, "renamed" if path in moved else "changed"))
    gone = [PageChange(page.path, page.title, "removed") for page in before.edition.pages if not after.edition.page(page.path)]
    gone = [change for change in gone if change.path not in moved.values()]
    return (*found, *gone)


def _told(chapter: Chapter) -> tuple[object, ...]:
    """What the front matter of a chapter tells."""
    own = chapter.title, chapter.short, chapter.order, chapter.english, chapter.author, chapter.role, chapter.where, chapter.when
    return *own, chapter.proof


def _blocks(page: Page) -> dict[str, str]:
    """The lines of each block of a page, by its id, in their order."""
    rows, first = page.document.body.split("\n"), page.document.first_line
    found: dict[str, str] = {}
    for block in page.blocks:
        found.setdefault(block.id or block.title, "\n".join(rows[block.line - first : block.end - first + 1]))
    return found


def _cites(target: Target, touched: set[tuple[str, str]]) -> bool:
    """Whether a citation leads to one of the blocks that are ``touched``, by key of chapter and id."""
    chapter = target.chapter
    if chapter is None or not target.first:
        return False
    rows = chapter.ids[chapter.index[target.first] : chapter.index[target.last or target.first] + 1]
    return any((chapter.key, name) in touched for ids in rows for name in (ids.id, *ids.aliases))


def _slug(path: str) -> str:
    return path.removeprefix("entries/").removesuffix(".md")


def _renamed(counts: Counter[str], names: Mapping[str, str]) -> Counter[str]:
    """What was counted, under the names that it has now."""
    return Counter({names.get(name, name): count for name, count in counts.items()})


def _slugs(side: Side, changed: Sequence[ParagraphChange], moved: Mapping[str, str] | None) -> set[str]:
    """The entries that are mentioned in the blocks that were changed: before, where ``moved`` has former paths, else now."""
    found: set[str] = set()
    for change in changed:
        path = change.chapter.path
        chapter = side.edition.chapters.get(path if moved is None else moved.get(path, path))
        names = {*(change.after if moved is None else change.before)}
        for low, high in [chapter.spans[chapter.index[name]] for name in names] if chapter else ():
            found |= {
                mention.slug for mention in side.links.mentions.get(chapter.key if chapter else "", ()) if low <= mention.start < high
            }
    return found


def _mentions(side: Side) -> Counter[str]:
    """How often each entry is mentioned, by slug."""
    found: Counter[str] = Counter()
    for mentions in side.links.mentions.values():
        found.update(dict(zip(mentions.slugs, mentions.counts, strict=True)))
    return found


def _covered(side: Side) -> Counter[str]:
    """How many characters of each chapter guides quote, by citation key."""
    return Counter(
        {key: sum(row.used for row in coverage.paragraphs(side.links, chapter))
         for key, chapter in ((chapter.key, chapter) for chapter in side.edition.chapters.values()) if key in side.links.quoted}
    )  # fmt: skip


def _counts(before: Counter[str], after: Counter[str]) -> tuple[Count, ...]:
    names = sorted(before.keys() | after.keys())
    return tuple(Count(name, before[name], after[name]) for name in names if before[name] != after[name])


def _files(before: Side, after: Side) -> tuple[PacketChange, ...]:
    """The packets whose files change: what is composed for a file is its key."""
    made = [Pages(*side) for side in (before, after)]
    found: list[PacketChange] = []
    for page in pages(after.edition):
        old = before.edition.page(page.path)
        same: dict[tuple[bool, View], bool] = {}
        files = jobs(page, books=True)
        for job in files:
            which = job.facilitator, job.view
            if which not in same:
                same[which] = old is not None and _composed(made[0], page.path, *which) == _composed(made[1], page.path, *which)
        if lacking := tuple(job.file for job in files if not same[job.facilitator, job.view]):
            found.append(PacketChange(page.path, lacking, len(files)))
    return tuple(found)


def _composed(made: Pages, path: str, facilitator: bool, view: View) -> object:
    return data(compose(made, path, facilitator=facilitator, view=view))
