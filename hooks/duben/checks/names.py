"""The name audit: pairs of names that differ in one character and that no entry relates, for a person to decide about.

王大明 and 王天明 may be one person misprinted, 東城機器廠 and 西山機器廠 two factories. The audit never decides: an entry relates
the names (as two forms of one name, or by ``see``), or lists the other one under ``distinct``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..catalogue import _
from ..edition.model import Edition
from ..links.automaton import Automaton
from ..links.mentions import Mentions
from ..links.quotations import block_at
from ..problems import Problem
from ..reading.entries import Entry
from ..text.marks import bare
from ..text.variants import fold, spellings
from ..text.wording import label


class Finding(NamedTuple):
    """Two similar names: the slug and the form of an entry, the other name, and its place in a text or the slug of its own entry; and
    the file and line at which the other one stands."""

    slug: str
    form: str
    other: str
    place: str
    path: str
    line: int

    @property
    def problem(self) -> Problem:
        """The finding as a review (E006)."""
        message = _(
            "“{other}” ({place}) is like “{form}” ({slug}), and no entry says how they are related.",
            other=self.other,
            place=self.place,
            form=self.form,
            slug=self.slug,
        )
        hint = _(
            "In {file} write it into “forms” where it is the same name, and into “distinct” where it is another one; a slip of the "
            "transcription is marked in the text.",
            file=f"docs/entries/{self.slug}.md",
        )
        return Problem(self.path, self.line, 1, "E006", message, hint)


def alike(one: str, other: str) -> bool:
    """Whether one name may be the other misspelt.

    Names of the same length, of three characters or more, are alike if they differ in one character; those of five or more also
    if they differ in the first two only, which in the name of a factory are its place.
    """
    if len(one) != len(other) or len(one) < 3:
        return False
    apart = [i for i, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return len(apart) == 1 or (apart == [0, 1] and len(one) >= 5)


def audit(edition: Edition, mentions: Mapping[str, Mentions]) -> list[Finding]:
    """Every pair of similar names that no entry relates, sorted; each pair once, with the first place of the unknown name."""
    return sorted({*_between(edition), *_in_text(edition, mentions)})


def _names(entry: Entry) -> Iterator[str]:
    """The forms of an entry that are compared. A form limited to some chapters is a short form (陳主席), not a name."""
    return (spellings(bare(form.text))[0] for form in entry.forms if not form.only)


def _between(edition: Edition) -> Iterator[Finding]:
    """Pairs of unrelated entries with similar forms.

    Two forms of the same length are similar if they become equal when one character of each, at whatever place, is removed; names
    of five characters or more also if they become equal without the first two.
    """
    masked: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    kinds = edition.settings.entries_with("names")  # other words vary freely (年度計劃, 季度計劃)
    for entry in edition.entries.values():
        for name in _names(entry):
            # names that are equal but for one character, at one place or at two: 技術改革 and 技術革新 both have 技術革
            keys = {name[:i] + name[i + 1 :] for i in range(len(name))} if len(name) >= 3 else set()
            for key in keys | ({f"\0{name[2:]}"} if entry.kind in kinds and len(name) >= 5 else set()):
                masked[key].append((entry, name))
    for rows in masked.values():
        for number, (one, name) in enumerate(rows):
            for two, other in rows[number + 1 :]:
                if one.slug != two.slug and len(name) == len(other) and name != other and not _related(one, two, name, other):
                    yield Finding(one.slug, name, other, two.slug, two.path, _line(edition, two))


def _line(edition: Edition, entry: Entry) -> int:
    """The line at which an entry names its thing."""
    page = edition.page(entry.path)
    return page.document.lines.get("name", 1) if page else 1


def _related(one: Entry, two: Entry, name: str, other: str) -> bool:
    """Whether one of two entries refers to the other, or lists its name as distinct."""
    return two.slug in one.see or one.slug in two.see or other in _distinct(one) or name in _distinct(two)


def _distinct(entry: Entry) -> set[str]:
    """Every spelling of the names that an entry lists as distinct from its own."""
    return {spelling for name in entry.distinct for spelling in spellings(bare(name))}


def _in_text(edition: Edition, mentions: Mapping[str, Mentions]) -> Iterator[Finding]:
    """Words of the corrected texts that are similar to a name and that are neither a mention nor part of one."""
    known = {word for entry in edition.entries.values() for form in entry.forms for word in spellings(bare(form.text))}
    # what differs in one character has one half unchanged; what differs in the first two has the rest
    seeds: dict[str, list[tuple[Entry, str, int]]] = defaultdict(list)
    kinds = edition.settings.entries_with("names")
    for entry in edition.entries.values():
        for name in _names(entry) if entry.kind in kinds else ():
            if len(name) >= 3:
                half = len(name) // 2
                for at, seed in {0: name[:half], half: name[half:], **({2: name[2:]} if len(name) >= 5 else {})}.items():
                    seeds[seed].append((entry, name, at))
    if not seeds:
        return
    automaton = Automaton()
    for seed in seeds:
        automaton.add_word(seed, seed)
    automaton.make_automaton()
    reported: set[tuple[str, str]] = set()
    for chapter in edition.chapters.values():
        text = fold(chapter.running("corrected")[0])
        found = mentions.get(chapter.key, Mentions())
        for last, seed in automaton.iter(text):
            for entry, name, at in seeds[seed]:
                start = last + 1 - len(seed) - at
                other = text[max(start, 0) : start + len(name)]
                if not alike(name, other) or other in known or (entry.slug, other) in reported or other in _distinct(entry):
                    continue
                following = bisect_right(found.ends, start)  # the first mention that ends behind the start
                inside = following < len(found) and found.starts[following] < start + len(name)
                block = block_at(chapter, start)
                whole = start + len(name) <= chapter.spans[block][1]
                if whole and not inside and all(map(str.isalnum, other)):
                    reported.add((entry.slug, other))
                    place = f"{chapter.key} {label(chapter.ids[block].id)}"
                    yield Finding(entry.slug, name, other, place, chapter.path, chapter.blocks[block].line)
