"""An archive: several folders, each with some of the texts of one edition, joined so that they can be worked on by shares.

Each folder has a docs/ of its own, and may be an edition that is built alone too. The first one's settings hold for all. What stands in
several is taken from the first; a report, entry, guide or packet may stand in several only if it is the same in all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..cache import Cache
from ..catalogue import _
from ..edition.history import History, history
from ..edition.read import read
from ..links.mentions import find
from ..problems import Problem
from ..reading.files import below
from ..reading.settings import beside, read_settings
from ..store import link
from .texts import of_report

DOCS = "docs"
_ONE = ("entries", "guides", "packets")
"""Folders whose pages are known by their paths, so that two different ones cannot have the same."""


@dataclass(frozen=True)
class Share:
    """What is worked on together: the ``paths`` below docs/ of the files that are taken from one ``folder``."""

    folder: Path
    paths: frozenset[str]

    @property
    def reports(self) -> frozenset[str]:
        """The ids of its reports."""
        return frozenset(path.split("/")[1] for path in self.paths if path.startswith("reports/") and path.count("/") > 1)

    @property
    def pages(self) -> frozenset[str]:
        """The paths of its pages, without those that tell of files which a build makes once for all."""
        return frozenset(path for path in self.paths if path.endswith(".md") and not path.startswith("packets/"))


@dataclass(frozen=True)
class Archive:
    """The joined edition in ``project``, and what is worked on by shares; ``clashes`` are problems of files that are not in it: of two
    that differ (R007), of symbolic links (H004)."""

    project: Path
    shares: tuple[Share, ...]
    clashes: tuple[Problem, ...]

    @property
    def docs(self) -> Path:
        return self.project / DOCS

    @cached_property
    def history(self) -> History:
        """The history of its reports, which is that of the folders from which they are taken."""
        found = [(share.reports, history(share.folder / DOCS)) for share in self.shares]
        days = {report: day for reports, past in found for report, day in past.days.items() if report in reports}
        return History(days, cut=any(past.cut for _reports, past in found))

    def by_folder(self, problems: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
        """Problems of the joined edition by the docs/ folder in which each is to be mended."""
        owner = {path: share for share in self.shares for path in share.paths}
        for share in self.shares:
            own = [problem for problem in problems if owner.get(problem.path, self.shares[0]) is share]
            if own:
                yield (share.folder / DOCS).as_posix(), own


def join(folders: Sequence[Path], project: Path) -> Archive:
    """Bring the files of all folders together in ``project``, where its cache stays: as further names of the same files, or as copies.

    What is there already is left as it is, so several may do it at once. Raises OSError.
    """
    owner: dict[str, Path] = {}
    clashes = []
    for folder in folders:
        files, links = below(folder / DOCS)
        clashes += links
        for path in files:
            first = owner.setdefault(path, folder)
            if first is not folder and _known_by_path(path) and not _same(first / DOCS / path, folder / DOCS / path):
                message = _("This file is another one in {folder}.", folder=(first / DOCS).as_posix())
                hint = _("Give it another name, or make both the same: an archive can hold only one under a name.")
                clashes.append(Problem(path, 1, 1, "R007", message, hint))
    for path, folder in owner.items():
        _put(folder / DOCS / path, project / DOCS / path)
    for path in set(below(project / DOCS)[0]) - owner.keys():
        with suppress(FileNotFoundError):
            (project / DOCS / path).unlink()
    for settings in folders[0].glob("*.yml"):
        _put(settings, project / settings.name)
    shares = (Share(folder, frozenset(path for path, own in owner.items() if own is folder)) for folder in folders)
    return Archive(project, tuple(shares), tuple(clashes))


def facts(archive: Archive, share: Share) -> None:
    """Put into the cache of the archive what others may have to know of the texts of a share."""
    cache = Cache(archive.project / ".cache/edition")
    settings, _faults = read_settings(beside(archive.docs))
    edition = read(archive.docs, settings, cache, lambda report: of_report(archive.docs, report, cache), share.reports)
    find(edition, cache)


def _known_by_path(path: str) -> bool:
    top, _slash, rest = path.partition("/")
    return (top == "reports" and "/" in rest) or (top in _ONE and not rest.endswith("index.md"))


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and (os.path.samefile(one, other) or one.read_bytes() == other.read_bytes())


def _put(source: Path, place: Path) -> None:
    if place.exists() and _same(source, place):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{os.getpid()}-{place.name}")
    draft.unlink(missing_ok=True)
    link(source, draft)
    os.replace(draft, place)
