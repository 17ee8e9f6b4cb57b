"""Reading one report's folder: index.md, the chapters, source.txt and the ledgers of ids."""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

from ..cache import Cache, dumps, key, loads, program
from ..catalogue import _, listed
from ..problems import Problem
from ..reading import bounds, invisible
from ..reading.files import NAME, decode, own, read_text, too_large
from ..reading.frontmatter import Document
from ..reading.frontmatter import read as read_front_matter
from ..reading.schema import ChapterMeta, ContentsEntry, Proof, ProofState, Removed, ReportMeta
from ..reading.typed import fits
from ..text import transcript
from . import fidelity as source
from . import ledger
from .bodies import Bodies, Body
from .ledger import Ids, Placed, Record
from .model import Chapter, Report

AT_HAND = 2
"""Reports whose chapters' blocks are held in memory at a time."""
Result = tuple[Report | None, list[Problem]]


def digest(folder: Path) -> str:
    """A hash of a report's name and of the files in its folder that are read for it."""
    files = sorted((*folder.glob("*.md"), *folder.glob("source.txt"), *_ledgers(folder)))
    return key(folder.name, *(part for file in files for part in (file.relative_to(folder).as_posix(), file.read_bytes())))


def _ledgers(folder: Path) -> list[Path]:
    return sorted((folder / ledger.FOLDER).glob("*.txt"))


class Reports:
    """Reads reports below ``docs``; with a ``cache`` what was read of the same files before is not read again, and the blocks of chapters
    are not held in memory but read from it when they are asked for."""

    def __init__(self, docs: Path, cache: Cache | None) -> None:
        self.docs, self.cache = docs, cache
        self._names: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._held: dict[str, Bodies] = {}

    def read(self, name: str) -> Result:
        """The report in reports/NAME and its problems, as ``read_report`` gives them."""
        folder = self.docs / "reports" / name
        if self.cache is None:
            return read_report(self.docs, folder)
        where = self._where(name)
        kept = self.cache.load(where)
        if kept is None:
            return self._fresh(name, where)
        report, problems = loads(kept)
        return self._slim(report, where, name), problems

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those reports that the cache has not; none where there is no cache."""
        if self.cache is None:
            return []
        return [name for name in names if not self.cache.has(self._where(name))]

    def _where(self, name: str) -> str:
        """The key of a report with the files that it has when it is first asked for."""
        if name not in self._keys:
            self._keys[name] = key("report", program(), name, digest(self.docs / "reports" / name))
        return self._keys[name]

    def _fresh(self, name: str, where: str) -> Result:
        assert self.cache is not None
        report, problems = read_report(self.docs, self.docs / "reports" / name)
        if report and self._save_bodies(report, where):
            report = self._slim(report, where, name)
            chapters = tuple(replace(chapter, blocks=()) for chapter in report.chapters)
            self.cache.save(where, dumps((replace(report, chapters=chapters), problems)))
        return report, problems

    def _save_bodies(self, report: Report, where: str) -> bool:
        """Keep the blocks of a report's chapters, unless it was changed since its key was made."""
        assert self.cache is not None
        same = where == key("report", program(), report.id, report.digest)
        if same:
            self.cache.save(f"{where}-bodies", dumps(self._hold(where, _blocks(report))))
        return same

    def _slim(self, report: Report, where: str, name: str) -> Report:
        self._names[where] = name
        chapters = (
            replace(chapter, known=chapter.facts, blocks=Body(self._bodies, where, number, len(chapter.ids)))
            for number, chapter in enumerate(report.chapters)
        )
        return replace(report, chapters=tuple(chapters))

    def _bodies(self, where: str) -> Bodies:
        if where in self._held:
            return self._held[where]
        assert self.cache is not None
        kept = self.cache.load(f"{where}-bodies")
        if kept is not None:
            return self._hold(where, loads(kept))
        report, _problems = read_report(self.docs, self.docs / "reports" / self._names[where])  # removed or damaged meanwhile
        if report:
            self._save_bodies(report, where)
        return self._hold(where, _blocks(report) if report else ())

    def _hold(self, where: str, bodies: Bodies) -> Bodies:
        while len(self._held) >= AT_HAND:
            del self._held[next(iter(self._held))]
        self._held[where] = bodies
        return bodies


def _blocks(report: Report) -> Bodies:
    return tuple(tuple(chapter.blocks) for chapter in report.chapters)


def read_report(docs: Path, folder: Path) -> Result:
    """Read the folder of one report; None if it has no index.md or no chapter."""
    base = folder.relative_to(docs).as_posix()
    index = f"{base}/index.md"
    if not (folder / "index.md").is_file():
        hint = _("Add index.md with title, publisher, year and month, rights, and state of proof.")
        return None, [Problem(index, 1, 1, "R001", _("This report has no index.md."), hint, _markdown(docs, base))]
    text, problems = read_text(docs, index)
    document, meta, faults = (Document(index), ReportMeta(), []) if text is None else read_front_matter(index, text, ReportMeta)
    problems += faults + _check_lists(document)
    if not NAME.fullmatch(folder.name):
        message = _("“{name}”, the name of the folder, cannot be used in citations.", name=folder.name)
        problems.append(Problem(index, 1, 1, "R005", message, _("Use only lower-case Latin letters, digits and “-”.")))
    chapters, raw = [], []
    for file in sorted(folder.glob("*.md")):
        if file.name != "index.md":
            chapter, data, faults = _chapter(docs, folder.name, f"{base}/{file.name}", meta.proof)
            problems += faults
            if chapter:
                chapters.append(chapter)
                raw.append((file.name, data))
    if not chapters:
        hint = _("Each chapter is a Markdown file in this folder.")
        return None, [*problems, Problem(index, 1, 1, "R001", _("This report has no chapter."), hint, _markdown(docs, base))]
    read_first, problems = problems, []  # what was met until now may be why the rest does not agree
    chapters.sort(key=lambda c: (c.order, c.stem))
    for one, other in pairwise(chapters):
        if one.order == other.order:
            message = _("“order: {order}” is the same as in {file}.", order=other.order, file=f"{one.stem}.md")
            hint = _("Each chapter has an order of its own, as in the book.")
            problems.append(Problem(other.path, 1, 1, "R002", message, hint, (one.path,)))
    revision = hashlib.sha256(b"\0".join(name.encode() + b"\0" + data for name, data in sorted(raw))).hexdigest()[:8]
    report = Report(folder.name, index, meta, tuple(chapters), revision, digest=digest(folder))
    report, faults = _with_ids(docs, base, report, document)
    problems += faults + _check_contents(report, document)
    return report, read_first + _resting(problems, read_first)


_LACKING = ("R002", "R009", "T002", "T005")
"""What is told of a report for which its chapters cannot give its source back, nor its ledgers their ids."""


def _resting(problems: Iterable[Problem], read_first: Iterable[Problem]) -> list[Problem]:
    """The problems of a report, those of its text and ids with all the files on which they rest."""
    problems = list(problems)
    unread = _files(problem for problem in read_first if problem.code in ("F001", "F005", "F007"))
    lacking = _files(problem for problem in problems if problem.code in _LACKING)
    found = []
    for problem in problems:
        if problem.code in _LACKING:
            problem = replace(problem, about=(*problem.about, *unread))
        elif problem.code[0] in "TI":
            problem = replace(problem, about=(*problem.about, *unread, *lacking))
        found.append(problem)
    return found


def _files(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The files of which problems tell."""
    return tuple(dict.fromkeys(path for problem in problems for path in (problem.path, *problem.about)))


def _markdown(docs: Path, base: str) -> tuple[str, ...]:
    """The paths of the Markdown files of a report."""
    return tuple(f"{base}/{file.name}" for file in sorted((docs / base).glob("*.md")))


def _check_lists(document: Document) -> list[Problem]:
    """A problem (F004) for each list of a report's index.md with a member of the wrong form, and for its proof."""
    found = []

    def check(name: str, ok: bool, hint: str) -> None:
        if not ok:
            message = _("“{field}” is not written as it should be.", field=name)
            found.append(Problem(document.path, document.lines.get(name, 1), 1, "F004", message, hint))

    def good(name: str, cls: type[Removed] | type[ContentsEntry]) -> bool:
        value = document.fields.get(name) or []
        return isinstance(value, list) and all(fits(row, cls) for row in value)

    for name in ("furniture", "markup"):
        check(name, good(name, Removed), _("Write each as “- {line: NUMBER, text: 'STRING'}”, the string in single quotes."))
    hint = _(
        "Write each as “- {title: TITLE, author: AUTHOR, page: PAGE, chapter: CHAPTER, line: PARAGRAPH OF THE CONTENTS}”, numbers in "
        "quotation marks."
    )
    check("contents", good("contents", ContentsEntry), hint)
    return found + _check_proof(document)


def _check_proof(document: Document) -> list[Problem]:
    """A problem (F004) if the state of proof of a report or chapter has the wrong form."""
    proof = document.fields.get("proof")
    if not isinstance(proof, dict) or fits(proof, Proof) is not None:
        return []
    states = get_args(ProofState)
    hint = _(
        "Write it as “{{state: {state}, by: NAME, date: YYYY-MM-DD}}”; state is one of these: {states}.",
        state=states[1],
        states=listed(states),
    )
    message = _("“{field}” is not written as it should be.", field="proof")
    return [Problem(document.path, document.lines.get("proof", 1), 1, "F004", message, hint)]


def _chapter(docs: Path, report: str, path: str, proof: Proof | None) -> tuple[Chapter | None, bytes, list[Problem]]:
    """Read one chapter, and its bytes, over which the revision is computed; ``proof`` is the report's, which holds by default."""
    text, problems = read_text(docs, path)
    if text is None:
        return None, b"", problems
    text = text.replace("\r\n", "\n")
    document, meta, faults = read_front_matter(path, text, ChapterMeta)
    blocks, more = transcript.parse(path, document.body, document.first_line)
    problems += faults + more + _check_proof(document)
    if invisible.found(text):
        known = characters_of_source(docs, path.rpartition("/")[0])
        problems += [*invisible.check(path, text, known), *invisible.alike(path, text, known)]
    problems += [bounds.too_long(path, b.line) for b in blocks if b.level and len(b.text("transcribed")) > bounds.TITLE]
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    if not NAME.fullmatch(stem):
        message = _("“{name}”, the name of the file, cannot be used in citations.", name=stem)
        problems.append(Problem(path, 1, 1, "R005", message, _("Use only lower-case Latin letters, digits and “-”.")))
    chapter = Chapter(
        report, stem, path, meta.title or stem, meta.short or stem, meta.order, meta.english, meta.author, meta.role, meta.where, meta.when,
        meta.proof or proof, meta.formerly, blocks, digest=key(path, text.encode("utf-8", "surrogatepass")),
    )  # fmt: skip
    return chapter, text.encode(), problems


def placed(chapters: Sequence[Chapter], original: source.SourceText) -> list[Placed]:
    """Every block of a report, in order, with its place in source.txt."""
    starts = [original.place(at) for at in source.aligned(original, [c.blocks for c in chapters])]
    blocks = [(chapter.stem, block) for chapter in chapters for block in chapter.blocks]
    ends = [*starts[1:], original.size + 1][: len(starts)]
    return [Placed(stem, block, start, end) for (stem, block), start, end in zip(blocks, starts, ends, strict=True)]


def characters_of_source(docs: Path, base: str) -> str:
    """The characters of source.txt that are not seen, or look like others, which a chapter must have as well."""
    try:
        return invisible.found(decode(own(docs, f"{base}/source.txt").read_bytes()))
    except (OSError, UnicodeDecodeError):
        return ""


def read_source(docs: Path, base: str, document: Document) -> tuple[source.SourceText | None, list[Problem]]:
    """source.txt without the furniture and markup that index.md lists."""
    path = f"{base}/source.txt"
    try:
        file = own(docs, path)
        if (size := file.stat().st_size) > bounds.SOURCE:
            return None, [too_large(path, size, bounds.SOURCE)]
        text = decode(file.read_bytes())
    except (OSError, UnicodeDecodeError):
        message = _("The source, source.txt, is missing or not in UTF-8.")
        hint = _("Put the original transcription back, without changing a character.")
        return None, [Problem(path, 1, 1, "T003", message, hint, _markdown(docs, base))]
    rows = [row for name in ("furniture", "markup") for row in document.members(name)]
    removed = [(entry, line) for row, line in rows if (entry := fits(row, Removed))]
    return source.strip(text, removed, document.path)


def _with_ids(docs: Path, base: str, report: Report, document: Document) -> tuple[Report, list[Problem]]:
    """The report with the ids of its blocks, as its ledgers record them and as new blocks get them; compared with source.txt."""
    original, problems = read_source(docs, base, document)
    if original is None:
        original = source.SourceText("", 0)
    else:
        problems += source.compare(original, [(c.path, c.blocks) for c in report.chapters])
    records, faults, unread = read_ledgers(docs, base)
    problems += unread
    items = placed(report.chapters, original)
    gone = list(_gone(docs, base, report, records, items))
    ids, proposals, more = ledger.assign(items, records if original.size else [], base)
    problems += faults
    if not problems:  # places mean nothing while the text does not agree with its source, nor a new id while a recorded one is lacking
        stale = ledger.stale(records, original, base)
        proposals = [] if stale else proposals
        if records or report.meta.draft:
            problems += stale or more + (_missing(report, items, ids, proposals) if records else [])
        else:
            message = _("No ids are recorded for this report.")
            hint = _(
                "If it is new, run “python3 scripts/dev.py record”; if its folder {folder} is lost, restore it from the version history.",
                folder=f"{ledger.FOLDER}/",
            )
            problems.append(Problem(report.path, 1, 1, "I006", message, hint, _markdown(docs, base)))
    else:
        proposals = []
    problems += gone
    # a ledger tells of the chapter of its name
    problems = [
        replace(p, about=(*p.about, f"{base}/{posixpath.basename(p.path).removesuffix('.txt')}.md"))
        if f"/{ledger.FOLDER}/" in p.path
        else p
        for p in problems
    ]
    row = iter(ids)
    chapters = [replace(chapter, ids=tuple(next(row) for _block in chapter.blocks)) for chapter in report.chapters]
    chapters = [replace(c, digest=key(c.digest, *((name.id, *name.aliases) for name in c.ids))) for c in chapters]
    return replace(report, chapters=tuple(chapters), proposals=tuple(proposals), source_size=original.size), problems


def read_ledgers(docs: Path, base: str) -> tuple[list[Record], list[Problem], list[Problem]]:
    """The records of a report's ledgers, what is wrong with them, and those that are no UTF-8."""
    texts: dict[str, str] = {}
    unread: list[Problem] = []
    for file in _ledgers(docs / base):
        text, faults = read_text(docs, ledger.path(base, file.stem))
        unread += faults
        if text is not None:
            texts[file.stem] = text
    records, faults = ledger.read_all(base, texts)
    return records, faults, unread


def _missing(report: Report, items: Sequence[Placed], ids: Sequence[Ids], proposals: Sequence[Record]) -> list[Problem]:
    """One problem for each block whose id is not in the ledger."""
    paths = {c.stem: c.path for c in report.chapters}
    rows = {(item.chapter, name.id): item.block for item, name in zip(items, ids, strict=True)}
    found = []
    for record in proposals:
        message = _("The id of this paragraph is not recorded yet (it should be {id}).", id=record.id)
        hint = _("Run “python3 scripts/dev.py record”; without a computer of your own, ask for it in the pull request.")
        about = (ledger.path(f"reports/{report.id}", record.chapter),)
        found.append(Problem(paths[record.chapter], rows[record.chapter, record.id].line, 1, "I001", message, hint, about))
    return found


def _gone(docs: Path, base: str, report: Report, records: Sequence[Record], items: Sequence[Placed]) -> Iterator[Problem]:
    """A problem (R009) for each chapter with recorded ids of which there is no file: it was renamed, or removed."""
    recorded = dict.fromkeys(record.chapter for record in records)
    starts = {item.start: item.chapter for item in items if item.chapter not in recorded}
    for stem in recorded:
        file = f"{base}/{stem}.md"
        if (docs / file).exists():
            continue
        own = [record for record in records if record.chapter == stem]
        now = Counter(starts[record.place] for record in own if record.place in starts)
        if now:
            name = f"{now.most_common(1)[0][0]}.md"
            message = _("The chapter {old} is called {new} now, but its published addresses do not change.", old=f"{stem}.md", new=name)
            yield Problem(f"{base}/{name}", 1, 1, "R009", message, _("Rename it back to {old}.", old=f"{stem}.md"), (file,))
        else:
            message = _("The chapter {old} is gone, of which {count} ids are recorded.", old=f"{stem}.md", count=len(own))
            hint = _("Restore the file from the version history: a published address stays.")
            yield Problem(f"{base}/index.md", 1, 1, "R009", message, hint, (file,))


def _check_contents(report: Report, document: Document) -> list[Problem]:
    """A problem (R004) for each line of the table of contents that names a chapter or paragraph that is not there."""
    found = []
    front = report.chapter("front")
    for row, line in document.members("contents"):
        if (entry := fits(row, ContentsEntry)) is None:
            continue
        if entry.chapter and not report.chapter(entry.chapter):
            message = _("“{title}” of the contents leads to {file}, which does not exist.", title=entry.title, file=f"{entry.chapter}.md")
            hint = _("Correct the name of the chapter; where the transcription lacks this text, remove chapter.")
            about = (f"{report.path.removesuffix('index.md')}{entry.chapter}.md",)
            found.append(Problem(document.path, line, 1, "R004", message, hint, about))
        if entry.line and (front is None or entry.line not in front.index):
            hint = _("Change it to the paragraph in which this line of the contents stands.")
            found.append(
                Problem(
                    document.path,
                    line,
                    1,
                    "R004",
                    _("front.md has no paragraph “{id}”.", id=entry.line),
                    hint,
                    (f"{report.path.removesuffix('index.md')}front.md",),
                )
            )
    return found
