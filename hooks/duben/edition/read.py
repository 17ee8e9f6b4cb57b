"""Reading everything under docs/ into an Edition."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path

from .. import parallel
from ..cache import Cache, dumps, key, loads, program
from ..catalogue import LANGUAGE, _, spoken
from ..problems import Problem
from ..reading import assets, bounds, citations, entries, grounds, invisible, packets, prose, safety, slips, typography
from ..reading import blocks as guides
from ..reading.entries import Entry
from ..reading.files import MARKDOWN, PICTURES, below, read_text
from ..reading.frontmatter import read as read_front_matter
from ..reading.schema import EntryMeta, FormMeta, GuideMeta, GuidesIndexMeta, Meta, PacketMeta, PageMeta, ReportMeta
from ..reading.settings import Settings
from . import ledger
from .model import Edition, Page, Report
from .report import Reports, characters_of_source

CHAPTERS = 20
"""What the reading of a report is taken to be worth, in chapters."""
_KEPT_PAGES = "pages"
_SOURCE = re.compile(rf"reports/[^/]+/(?:source|{ledger.FOLDER}/{citations.KEY})\.txt")
_PLACE = re.compile(rf"index\.md|(?:guides|about|packets|packets/forms)/{citations.KEY}\.md|reports/(?:index|{citations.KEY}/index)\.md")


def cache_of(docs: Path) -> Cache | None:
    """The cache of the edition below ``docs``, which lies beside that folder; None where nothing can be written there. Problems are kept
    as they are told, so there is one for each language."""
    name = "edition" if spoken() == LANGUAGE else f"edition-{spoken()}"
    return Cache(docs.parent / ".cache" / name) if os.access(docs.parent, os.W_OK) else None


def read(
    docs: Path,
    settings: Settings | None = None,
    cache: Cache | None = None,
    each: Callable[[Report], object] | None = None,
    reports: Collection[str] | None = None,
    days: Mapping[str, str] | None = None,
) -> Edition:
    """Read everything under ``docs``, as the edition's own ``settings`` say; None for the defaults. What a ``cache`` has of the same
    files is not read again. ``each`` is called with every report as soon as it is read, while its blocks are at hand; ``reports``
    names those that are read, None for all; ``days`` are those of their present words, by id (history.py).

    Bad content becomes problems; only a missing folder raises (FileNotFoundError).
    """
    settings = settings or Settings()
    if not docs.is_dir():
        raise FileNotFoundError(docs)
    found, pages = [], []
    files, problems = below(docs)
    source, settings_key, site = Reports(docs, cache), repr(settings), assets.named(docs)
    named = {path.split("/")[1] for path in files if _in_report(path)}
    names = sorted(named if reports is None else named & {*reports})

    def prepare(name: str) -> None:
        report, _faults = source.read(name)
        if report and each:
            each(report)

    parallel.each(prepare, source.missing(names), CHAPTERS)
    for name in names:
        report, faults = source.read(name)
        problems += faults
        if report:
            found.append(replace(report, revised=(days or {}).get(report.id, "")))
            if each:
                each(report)
    found.sort(key=lambda r: (r.meta.order, r.id))
    chapters = {chapter.path for report in found for chapter in report.chapters}
    kept, known = {}, _kept_pages(cache)
    for path in files:
        if path in chapters or (path.endswith(".md") and _in_report(path) and path.count("/") == 2 and not path.endswith("/index.md")):
            continue
        if not (_PLACE.fullmatch(path) or settings.entry_index.fullmatch(path) or settings.entry_path.fullmatch(path)):
            problems += _misplaced(docs, path, site)
            continue
        where = key("page", path, settings_key, (docs / path).read_bytes()) if cache else ""
        page, faults = kept[where] = known.get(where) or _page(docs, path, settings, where)
        problems += faults
        if page:
            pages.append(page)
    if cache and kept.keys() != known.keys():
        cache.save(_KEPT_PAGES, dumps((program(), dumps(kept))))
    return Edition(tuple(found), tuple(pages), tuple(problems), settings, frozenset(files))


def _kept_pages(cache: Cache | None) -> dict[str, tuple[Page | None, list[Problem]]]:
    """What is kept of editors' pages, which are many and small, as one result: each with its problems, by a key of its file."""
    data = cache.load(_KEPT_PAGES) if cache else None
    made_by, pages = loads(data) if data else ("", b"")
    return loads(pages) if made_by == program() else {}


def _in_report(path: str) -> bool:
    """Whether a file below docs/ stands in a report's folder and is text of it."""
    return path.startswith("reports/") and path.count("/") > 1 and not path.endswith(PICTURES)


def _misplaced(docs: Path, path: str, site: frozenset[str]) -> list[Problem]:
    """A problem (R006, H003) for a file that is no page of the site, unless it is of a kind that a page may use; ``site`` are those that
    the site's own settings name."""
    name = path.rsplit("/", 1)[-1]
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if suffix in MARKDOWN:
        hint = _(
            "Guides stand in guides/, entries in entries/KIND/, packets in packets/, explanations in about/, the chapters of a report "
            "in reports/NAME/; file names have only lower-case Latin letters, digits and “-”, and end in .md."
        )
        return [Problem(path, 1, 1, "R006", _("No page can stand here, or the name of the file cannot be used."), hint)]
    if _SOURCE.fullmatch(path):
        return []
    return assets.check(docs, path, site)


def _page(docs: Path, path: str, settings: Settings, digest: str) -> tuple[Page | None, list[Problem]]:
    """Read one page that is no chapter; None if it is not UTF-8."""
    text, problems = read_text(docs, path)
    if text is None:
        return None, problems
    text = text.replace("\r\n", "\n")
    cls = _meta(path, settings)
    problems += invisible.check(path, text, characters_of_source(docs, path.rpartition("/")[0]) if cls is ReportMeta else "")
    text = invisible.INVISIBLE.sub("", text)
    document, meta, faults = read_front_matter(path, text, cls)
    body, long = bounds.body(path, document.body, document.first_line)
    document = replace(document, body=body)
    problems += long
    if cls is not ReportMeta:  # that is checked where the report is read
        problems += faults
    references, faults = citations.scan(path, document.body, document.first_line)
    problems += faults
    blocks, faults = guides.scan(document, settings)
    problems += faults + safety.check(document)
    own = prose.own_words(document)
    problems += [*slips.check(document), *typography.check(document, own)]
    entry: Entry | None = None
    if isinstance(meta, EntryMeta):
        entry, faults = entries.read(document, meta, settings)
        problems += faults
        # the fields of its kind are in the entry
        meta = EntryMeta(**{item.name: getattr(meta, item.name) for item in fields(EntryMeta)})
    packet, faults = packets.read(document, meta) if isinstance(meta, PacketMeta) else (None, [])
    problems += faults
    title = (entry.name if entry else meta.title) or path
    claims = tuple(grounds.claims(document, references, blocks))
    return Page(path, title, document, meta, references, blocks, entry, packet, digest, claims, typography.written(own)), problems


def _meta(path: str, settings: Settings) -> type[Meta]:
    """The type of the front matter of a page at this path."""
    if match := settings.entry_path.fullmatch(path):
        return settings.entries[match[1]].meta
    if packets.PLACE.fullmatch(path):
        return PacketMeta
    if packets.FORM.fullmatch(path):
        return FormMeta
    if path.startswith("reports/"):
        return PageMeta if path == "reports/index.md" else ReportMeta
    return GuidesIndexMeta if path == "guides/index.md" else GuideMeta if path.startswith("guides/") else PageMeta
