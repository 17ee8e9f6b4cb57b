"""A raw transcription made into a report folder: the draft that an editor begins with.

``draft`` is pure: bytes in, the files and the doubts out. ``write`` puts them in place, but only after the core itself
has read the folder back and found that not one character is lost. The steps are in ``rawlines`` (lines, furniture,
markup), ``booklet`` (cover, contents, chapters), ``outline`` (headings) and ``drafting`` (the chapters' Markdown).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import _, listed
from ..edition import report as edition
from ..reading import citations
from ..site.swap import aside
from ..text.marks import bare
from . import booklet, drafting, outline, rawlines
from .booklet import Booklet
from .drafting import Chapter, Work, shown_value, yaml_value
from .rawlines import Doubt, Para, RefusedError, Removed

__all__ = ["Draft", "Figures", "RefusedError", "draft", "write"]
KEY = re.compile(citations.KEY)


@dataclass(frozen=True)
class Draft:
    """A report folder that is not written yet. ``joins`` and ``headings`` tell the editor what was made of which raw line;
    ``listed`` gives the block of front.md that each entry of ``contents`` stands in."""

    raw: bytes
    fields: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    contents: tuple[Mapping[str, str | int], ...]
    furniture: tuple[Removed, ...]
    markup: tuple[Removed, ...]
    doubts: tuple[Doubt, ...]
    joins: tuple[int, ...] = ()
    headings: tuple[tuple[int, int, str], ...] = ()
    listed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What the read-back proved, in characters, white space aside: ``size`` = ``given`` + ``furniture`` + ``markup``."""

    size: int
    given: int
    furniture: int
    markup: int
    blocks: int


def draft(raw: bytes, names: Sequence[str] = ()) -> Draft:
    """The draft of a report. ``names`` gives the chapters' stems in order, else c1, c2 …; raises ``RefusedError``."""
    lines = rawlines.read(raw)
    paras = rawlines.paragraphs(lines, outline.ORDINALS)
    parts = booklet.divide(paras)
    stems = list(names) or [f"c{i}" for i in range(1, len(parts.parts) + 1)]
    _check_names(stems, parts, paras)
    work = Work(doubts=[*lines.doubts, *parts.doubts])
    punctuated = drafting.is_punctuated(paras, work)
    chapters = [
        drafting.chapter(paras, parts, part, stem, order, punctuated, work)
        for order, (stem, part) in enumerate(zip(stems, parts.parts, strict=True), 1)
    ]
    known = {part.entry: chapter for part, chapter in zip(parts.parts, chapters, strict=True) if part.entry is not None}
    if parts.front:
        chapters.insert(0, drafting.front(paras, parts, punctuated, work))
    fields = _index_fields(paras, parts, chapters)
    message = _(
        "The title “{title}” is a guess and the rights are not settled; correct title, short and rights in index.md.", title=fields["title"]
    )
    work.doubts.append(Doubt(0, message))
    return Draft(
        raw,
        fields,
        tuple(chapters),
        tuple(_contents(parts, known)),
        lines.furniture,
        lines.markup,
        tuple(sorted(set(work.doubts))),
        tuple(work.joins),
        tuple(sorted(work.headings)),
        tuple(work.listed),
    )


def _check_names(stems: Sequence[str], parts: Booklet, paras: Sequence[Para]) -> None:
    if len(stems) != len(parts.parts):
        message = _(
            "{found} chapters were found ({places}), but --names gives {given} names; give as many names, or leave out --names.",
            found=len(parts.parts),
            places=listed(_("from line {line}", line=paras[p.start].line) for p in parts.parts[:8]),
            given=len(stems),
        )
        raise RefusedError(message)
    wrong = [s for s in stems if not KEY.fullmatch(s) or s in ("front", "index")]
    if wrong or len(set(stems)) < len(stems):
        message = _(
            "The chapter names “{names}” cannot be used; use only lower-case Latin letters, digits and “-”, all different, "
            "and neither front nor index.",
            names=listed(wrong or stems),
        )
        raise RefusedError(message)


def _flow(fields: Mapping[str, str | int]) -> str:
    def value(name: str, item: str | int) -> str:
        if name not in ("text", "reads"):
            return shown_value(item)
        text = yaml_value(item)
        return f"'{item}'" if text == item else text

    return "{" + ", ".join(f"{name}: {value(name, item)}" for name, item in fields.items()) + "}"


def _index_fields(paras: Sequence[Para], parts: Booklet, chapters: Sequence[Chapter]) -> dict[str, str]:
    """The bibliographic fields that the cover tells."""
    cover = paras[: parts.contents[0] if parts.contents else parts.front]
    label = next((i for i, p in enumerate(cover) if booklet.LABEL.fullmatch(p.text)), len(cover))
    span = drafting.cover_title(cover[:label])
    only = str(chapters[0].fields["title"]) if len(chapters) == 1 else _("Untitled")
    title = booklet.joined(cover[span[0] : span[1]]) if span else only
    fields = {"title": title, "short": booklet.short_title(title, "")}
    for para in cover[:label]:
        if match := re.fullmatch(r"(.{4,30}?)(?:編印|编印|印行|編輯|编辑|出版|(?<![彙匯汇選选])[編编]|印)", para.text):
            fields.setdefault("publisher", match[1])
        elif re.fullmatch(r".{2,20}(?:出版社|[书書]店)", para.text):
            fields.setdefault("publisher", para.text)
        elif re.fullmatch(r".{0,6}[0-9〇○零一二三四五六七八九]{4} ?年.{0,8}", para.text):
            fields.setdefault("date", para.text)
    return {**fields, "rights": _("Not settled; the editors have yet to state them")}


def _contents(parts: Booklet, chapters: Mapping[int, Chapter]) -> list[dict[str, str | int]]:
    """The entries for index.md; ``chapters`` gives the chapter of those that have one."""
    rows = []
    for i, entry in enumerate(parts.entries):
        found = chapters.get(i)
        author = str(found.fields.get("author", "")) if found else booklet.speaker(entry.title, [], entry.author)[0]
        row: dict[str, str | int] = {"section": entry.section, "title": entry.title, "author": author or entry.author, "page": entry.page}
        row["chapter"] = found.stem if found else ""
        rows.append({name: value for name, value in row.items() if value})
    return rows


def _removed(entry: Removed) -> dict[str, str | int]:
    row: dict[str, str | int] = {"line": entry.line, "text": entry.text}
    return {**row, "reads": entry.reads} if entry.reads else row


def _index(plan: Draft, lines: Sequence[str]) -> str:
    """index.md. ``lines`` gives, for each entry of the contents, the id of its line in front.md."""
    rows = [f"{name}: {shown_value(value)}" for name, value in plan.fields.items()]
    rows += ["proof: {state: 未校}", "state: 草稿"]
    lists = {
        "contents": [{**entry, "line": line} for entry, line in zip(plan.contents, lines, strict=True)],
        "furniture": [_removed(entry) for entry in plan.furniture],
        "markup": [_removed(entry) for entry in plan.markup],
    }
    for name, entries in lists.items():
        if entries:
            rows += [f"{name}:", *(f"  - {_flow(entry)}" for entry in entries)]
    return "---\n" + "\n".join(rows) + "\n---\n"


def write(plan: Draft, docs: Path, report: str) -> Figures:
    """Write the draft to ``docs``/reports/``report``, which must not exist, and prove that nothing is lost.

    Raises ``RefusedError``; then nothing is left behind.
    """
    if not KEY.fullmatch(report):
        message = _(
            "“{key}” cannot be the key of a report; use only lower-case Latin letters, digits and “-”, as in trees-1950.", key=report
        )
        raise RefusedError(message)
    if not docs.is_dir():
        raise RefusedError(_("There is no folder “{folder}”; run this in the root of the project, or name it with --docs.", folder=docs))
    target = docs / "reports" / report
    if os.path.lexists(target):
        message = _(
            "“{folder}” exists, and editors' work is not overwritten; choose another key, or move the folder away first.", folder=target
        )
        raise RefusedError(message)
    try:
        target.parent.mkdir(exist_ok=True)
        with aside(target.with_name("import")) as temporary:
            folder = temporary / "reports" / report
            figures = _write_and_prove(plan, temporary, folder)
            if os.path.lexists(target):
                message = _(
                    "“{folder}” has just been created by someone else; choose another key, or move the folder away first.", folder=target
                )
                raise RefusedError(message)
            folder.rename(target)
    except OSError as error:
        message = _(
            "“{folder}” cannot be written ({reason}); check the permissions and the space on the disk.",
            folder=target,
            reason=error.strerror or error,
        )
        raise RefusedError(message) from None
    return figures


def _write_and_prove(plan: Draft, docs: Path, folder: Path) -> Figures:
    folder.mkdir(parents=True)

    def put(name: str, text: str) -> None:
        (folder / name).write_bytes(text.encode())

    for chapter in plan.chapters:
        put(f"{chapter.stem}.md", chapter.text())
    (folder / "source.txt").write_bytes(plan.raw)
    put("index.md", _index(plan, [""] * len(plan.listed)))
    report, problems = edition.read_report(docs, folder)  # for the ids, which the core reckons
    if report:
        lines = [report.proposals[i].id for i in plan.listed]
        put("index.md", _index(plan, lines))
    report, problems = edition.read_report(docs, folder)
    if beyond := next((problem for problem in problems if problem.code == "F007"), None):  # it could be written, but never be read
        raise RefusedError(f"{beyond.message} → {beyond.mend}")
    if problems or not report:
        message = _(
            "The draft, read back, does not agree with the source ({fault}), and no file was kept; this is an error of the importer: "
            "please report it together with the raw file.",
            fault=problems[0] if problems else _("it cannot be read"),
        )
        raise RefusedError(message)
    given = sum(len(bare(block.text("transcribed"))) for chapter in report.chapters for block in chapter.blocks)
    furniture, markup = (sum(len(bare(r.text)) - len(r.reads) for r in rs) for rs in (plan.furniture, plan.markup))
    return Figures(report.source_size, given, furniture, markup, sum(len(c.blocks) for c in report.chapters))
