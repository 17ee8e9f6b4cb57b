"""A serif for machines without Chinese type: of two free fonts only the characters that the site shows, in slices.

A browser fetches a slice when a page shows a character of it that nothing before the family in a stack has
(https://www.w3.org/TR/css-fonts-4/#unicode-range-desc); so characters that stand together on pages stand together in slices.
The second font has what the first lacks: 爲, and the simplified forms.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw

from ..cache import Cache, key
from ..text.simplified import forms

FAMILIES = {"Duben Serif": "NotoSerifCJKtc-Regular", "Duben Sans": "NotoSansCJKtc-Regular"}
"""For the source and for the editors. A phone with Android has type for both that a stylesheet can only name as a local face,
not as a family; where that is lacking too, both are shown in the one serif."""
FONTS = {"pylopdf-fonts-zh-tw": pylopdf_fonts_zh_tw.serif_path(), "pylopdf-fonts-zh-cn": pylopdf_fonts_zh_cn.serif_path()}
"""The packages and their fonts, in the order in which a character is looked for."""
LEAST, MOST = 120, 230
"""How many characters a slice has, about 170 and 40 KB. Half as many would save a chapter's reader 5 % and cost twice the requests."""
FEW = 3
"""So many slices are cut out of the whole font at once."""
_VERSION = "6"
"""To be raised when what is made of the same characters changes."""


class Slice(NamedTuple):
    """Characters that come from one font, as one file."""

    package: str
    characters: str


def characters(text: Iterable[str]) -> set[str]:
    """What Chinese type has to show of a text: signs whose width Unicode calls wide, or ambiguous unless they are letters.

    https://www.unicode.org/reports/tr11/. Letters and the signs of English are in every machine's fonts.
    """
    return set(filter(_is_type, set(text)))


@cache
def _is_type(char: str) -> bool:
    width = unicodedata.east_asian_width(char)
    return width in "WF" or (width == "A" and unicodedata.category(char)[0] not in "LM")


_Place = tuple[bool, str]
"""By which pages are put in order, reports before all else: a new entry moves no character that stands in one."""


class Shown(NamedTuple):
    """The characters that some pages show: on how many of them each stands, and the ``_Place`` of the first of these."""

    counts: Mapping[str, int]
    first: Mapping[str, _Place]

    @classmethod
    def of_all(cls, parts: Iterable[Shown]) -> Shown:
        """What several groups of pages show together."""
        count: Counter[str] = Counter()
        first: dict[str, _Place] = {}
        for part in parts:
            count.update(part.counts)
            for char, place in part.first.items():
                if char not in first or place < first[char]:
                    first[char] = place
        return cls(count, first)


def _place(path: str) -> _Place:
    return not path.startswith("reports/"), path


def shown(pages: Mapping[str, str]) -> Shown:
    """What pages with these texts, by their paths, show."""
    count: Counter[str] = Counter()
    first: dict[str, _Place] = {}
    for place, path in sorted((_place(path), path) for path in pages):
        found = characters(pages[path])
        count.update(found)
        first.update(dict.fromkeys(found - first.keys(), place))
    return Shown(dict(count), first)


def plan(pages: Shown, everywhere: str, sources: str) -> list[Slice]:
    """The slices that show ``pages``, what may stand on any page, and the program's sources.

    First what the pages and every page hold; what stands only in the program's sources, and the simplified forms, apart. The characters
    themselves say where a slice ends, so that a new one changes the slice in which it stands and no other.
    """
    every = characters(everywhere)
    known = every | set(pages.counts)
    others = characters(sources) - known
    others |= set(forms("".join(known | others)).values()) - known

    def place(char: str) -> tuple[bool, bool, int, _Place, str]:
        """Punctuation, of which a browser squeezes two signs only where both come from one file; what is on every page;
        then by how many pages, in powers of 64, which hardly any edit changes, and among those of like number by where they first stand."""
        is_letter = unicodedata.category(char)[0] == "L"
        return is_letter, char not in every, -_rank(pages.counts.get(char, 0)), pages.first.get(char, _place("")), char

    return [
        Slice(package, characters_of)
        for group in (known, others)
        for package, own in _by_font(group).items()
        for characters_of in _slices(sorted(own, key=place))
    ]


def asked(pages: Shown) -> list[tuple[str, int, _Place]]:
    """All that ``plan`` and ``lacking`` ask of pages, as data: what changes nothing here changes no slice."""
    return [(char, _rank(count), pages.first[char]) for char, count in sorted(pages.counts.items())]


def _rank(count: int) -> int:
    return count.bit_length() // 6


def _slices(row: Sequence[str]) -> Iterator[str]:
    """A row of characters in pieces of ``LEAST`` to ``MOST``, which end behind a character that is one of few by its hash.

    Content-defined chunking: Muthitacharoen, Chen, Mazières, "A low-bandwidth network file system", SOSP 2001, 3.1.
    """
    start = 0
    for at, char in enumerate(row, 1):
        size = at - start
        if size == MOST or (size >= LEAST and zlib.crc32(char.encode()) % (LEAST // 2) == 0):
            yield "".join(row[start:at])
            start = at
    if start < len(row):
        yield "".join(row[start:])


def lacking(pages: Shown) -> list[str]:
    """The characters of pages that neither font has."""
    return sorted(set(pages.counts).difference(*_by_font(set(pages.counts)).values()))


def make(slices: list[Slice], folder: Path) -> dict[str, bytes]:
    """The files of a web font by name: ``fonts.css``, the slices, the licence. They are kept in ``folder``, each slice also by itself."""
    kept = Cache(folder)
    versions = [metadata.version(name) for name in ("fonttools", "brotli", *FONTS)]
    files, _ = kept.fetch([_VERSION, slices, versions], lambda: _files(slices, versions, kept))
    kept.sweep()
    return files


def _files(slices: list[Slice], versions: list[str], kept: Cache) -> Iterator[tuple[str, bytes]]:
    names = [key(_VERSION, *versions, part.package, part.characters) for part in slices]
    known = {part: data for part, name in zip(slices, names, strict=True) if (data := kept.load(name)) is not None}
    missing = [part for part in slices if part not in known]
    known |= zip(missing, _cut_all(missing), strict=True)
    files = []
    for name, part in zip(names, slices, strict=True):
        if part in missing:
            kept.save(name, known[part])
        files.append(f"{hashlib.sha256(known[part]).hexdigest()[:8]}.woff2")  # a browser never has an older file under this name
        yield files[-1], known[part]
    yield "fonts.css", "".join(_rules(slices, files)).encode()
    yield "OFL.txt", _licence().encode()


def _cut_all(slices: Sequence[Slice]) -> Iterator[bytes]:
    """The slices as files of fonts."""
    wanted = {package: [part.characters for part in slices if part.package == package] for package in FONTS}
    fonts = {package: FONTS[package].read_bytes() for package, parts in wanted.items() if parts}
    # from a font of 2,000 characters a slice is cut ten times as fast as from one of 20,000; to cut that one pays where there are several
    small = {package: _cut(font, "".join(wanted[package])) if len(wanted[package]) > FEW else font for package, font in fonts.items()}
    for part in slices:
        yield _cut(small[part.package], part.characters, "woff2")


def _rules(slices: list[Slice], names: list[str]) -> Iterator[str]:
    for family, face in FAMILIES.items():
        for part, name in zip(slices, names, strict=True):
            yield (
                f'@font-face{{font-family:"{family}";font-display:swap;src:local("{face}"),url({name}) format("woff2");'
                f"unicode-range:{unicode_range(part.characters)}}}\n"
            )


def _by_font(chars: set[str]) -> dict[str, set[str]]:
    """Which of the characters come from which font; a font of which nothing is needed is left out."""
    groups, left = {}, chars
    for package, path in FONTS.items():
        groups[package] = left & _has(path)
        left = left - groups[package]
    return {package: group for package, group in groups.items() if group}


@cache
def _has(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # here and below: loading it takes longer than a build in which nothing is new

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _cut(font: bytes, chars: str, flavor: str | None = None) -> bytes:
    """The font with these characters alone. The same bytes each time: the date in it stays that of the original."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = ["halt"]  # by which browsers squeeze full-width punctuation (text-spacing-trim)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]  # of vertical writing, which the site has not
    options.hinting = False  # systems that hint do so by themselves
    options.desubroutinize = True  # compresses better
    options.notdef_outline = True
    options.name_IDs = [0]  # the copyright
    cutter = subset.Subsetter(options)
    cutter.populate(text=chars)
    with TTFont(BytesIO(font), recalcBBoxes=False, recalcTimestamp=False) as opened:  # all glyphs stand in the box of the whole font
        for table in {"GPOS", "GSUB", "GDEF"} & {*opened.keys()} if all(map(str.isalpha, chars)) else ():
            del opened[table]  # of punctuation; to read them is a third of the work
        cutter.subset(opened)
        opened.flavor = flavor
        made = BytesIO()
        opened.save(made)
    return made.getvalue()


def unicode_range(chars: str) -> str:
    """The characters as CSS names them, neighbours as ranges."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, chars)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{start:x}" + (f"-{end:x}" if end > start else "") for start, end in runs)


def _licence() -> str:
    """The SIL Open Font License 1.1 as the packages bring it, under the copyright line of their fonts."""
    from fontTools.ttLib import TTFont

    package, path = next(iter(FONTS.items()))
    text = next(file.read_text("utf-8") for file in metadata.files(package) or () if file.name == "LICENSE")
    with TTFont(path, lazy=True) as font:
        return f"Parts of Noto Serif TC and Noto Serif SC, subset for the web.\n{font['name'].getDebugName(0)}\n\n{text}"
