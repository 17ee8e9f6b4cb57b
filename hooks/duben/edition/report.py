"""Reading one report's folder: index.md, the chapters, source.txt and ids.txt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

from ..problems import Problem
from ..reading.files import NAME, decode, read_text
from ..reading.frontmatter import Document
from ..reading.frontmatter import read as read_front_matter
from ..reading.schema import ChapterMeta, ContentsEntry, Proof, ProofState, Removed, ReportMeta
from ..reading.typed import fits
from ..text import transcript
from . import fidelity as source
from . import ledger
from .ledger import Ids, Placed, Record
from .model import Chapter, Report


def read_report(docs: Path, folder: Path) -> tuple[Report | None, list[Problem]]:
    """Read one report's folder: index.md, the chapters, source.txt and ids.txt."""
    base = folder.relative_to(docs).as_posix()
    index = f"{base}/index.md"
    if not (folder / "index.md").is_file():
        return None, [Problem(index, 1, 1, "R001", "這份文獻沒有 index.md。", "加上 index.md，寫明題名、出版者、年月、權利和校勘狀態。")]
    text, problems = read_text(docs, index)
    document, meta, faults = read_front_matter(index, text or "", ReportMeta)
    problems += faults + _check_lists(document)
    if not NAME.fullmatch(folder.name):
        problems.append(Problem(index, 1, 1, "R005", f"資料夾名「{folder.name}」不能用作引註裏的名字。", "只用小寫拉丁字母、數字和「-」。"))
    chapters, raw = [], []
    for file in sorted(folder.glob("*.md")):
        if file.name != "index.md":
            chapter, data, faults = _chapter(docs, folder.name, f"{base}/{file.name}", meta.proof)
            problems += faults
            if chapter:
                chapters.append(chapter)
                raw.append((file.name, data))
    if not chapters:
        return None, [*problems, Problem(index, 1, 1, "R001", "這份文獻沒有一章。", "每章一個 Markdown 檔，放在同一資料夾。")]
    chapters.sort(key=lambda c: (c.order, c.stem))
    for one, other in pairwise(chapters):
        if one.order == other.order:
            problems.append(
                Problem(other.path, 1, 1, "R002", f"「order: {other.order}」與 {one.stem}.md 相同。", "每章的 order 各不相同，按書中先後。")
            )
    revision = hashlib.sha256(b"\0".join(name.encode() + b"\0" + data for name, data in sorted(raw))).hexdigest()[:8]
    recorded, _, revised = meta.revision.partition(" ")
    complete = re.fullmatch(r"[0-9a-f]{8} [0-9]{4}-[0-9]{2}-[0-9]{2}", meta.revision)
    report = Report(folder.name, index, meta, tuple(chapters), revision, revised)
    report, faults = _with_ids(docs, base, report, document)
    problems += faults + _check_contents(report, document)
    # while the text itself is wrong its hash will change again, so it is not asked for
    if (recorded != revision or not complete) and not any(problem.code[0] in "MT" for problem in problems):
        dateless = recorded == revision
        told = "修訂號後面沒有寫對年月日。" if dateless else f"正文已改動，與所記修訂號「{recorded or '無'}」不符。"
        problems.append(
            Problem(
                index, document.lines.get("revision", 2), 1, "R003", told,
                f"把這一行改為「revision: {revision} 年-月-日」（年月日寫今天，如 2026-01-31）。",
            )
        )  # fmt: skip
    return report, problems


def _check_lists(document: Document) -> list[Problem]:
    """The entries of the lists and sub-fields of a report's index.md."""
    found = []

    def check(name: str, ok: bool, mend: str) -> None:
        if not ok:
            found.append(Problem(document.path, document.lines.get(name, 1), 1, "F004", f"「{name}」的寫法不對。", mend))

    def good(name: str, cls: type[Removed] | type[ContentsEntry]) -> bool:
        value = document.fields.get(name) or []
        return isinstance(value, list) and all(fits(row, cls) for row in value)

    for name in ("furniture", "markup"):
        check(name, good(name, Removed), "每項寫成「- {line: 行號, text: '字串'}」，字串用單引號。")
    mend = "每項寫成「- {title: 題, author: 作者, page: 頁, chapter: 章, line: 目錄的段}」；數目用引號括起來。"
    check("contents", good("contents", ContentsEntry), mend)
    return found + _check_proof(document)


def _check_proof(document: Document) -> list[Problem]:
    """The state of proof of a report or chapter: one of a closed list, by whom, when."""
    proof = document.fields.get("proof")
    if not isinstance(proof, dict) or fits(proof, Proof) is not None:
        return []
    mend = "寫成「{state: 據內證校, by: 何人, date: 年-月-日}」，state 取：" + "、".join(get_args(ProofState)) + "。"
    return [Problem(document.path, document.lines.get("proof", 1), 1, "F004", "「proof」的寫法不對。", mend)]


def _chapter(docs: Path, report: str, path: str, proof: Proof | None) -> tuple[Chapter | None, bytes, list[Problem]]:
    text, problems = read_text(docs, path)
    if text is None:
        return None, b"", problems
    text = text.replace("\r\n", "\n")
    document, meta, faults = read_front_matter(path, text, ChapterMeta)
    blocks, more = transcript.parse(path, document.body, document.first_line)
    problems += faults + more + _check_proof(document)
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    if not NAME.fullmatch(stem):
        problems.append(Problem(path, 1, 1, "R005", f"檔名「{stem}」不能用作引註裏的名字。", "只用小寫拉丁字母、數字和「-」。"))
    chapter = Chapter(
        report, stem, path, meta.title or stem, meta.short or stem, meta.order, meta.english, meta.author, meta.role, meta.where, meta.when,
        meta.proof or proof, blocks,
    )  # fmt: skip
    return chapter, text.encode(), problems


def placed(chapters: Sequence[Chapter], original: source.SourceText) -> list[Placed]:
    """Every block of a report, in order, with its place in source.txt."""
    starts = [original.place(at) for at in source.aligned(original, [c.blocks for c in chapters])]
    blocks = [(chapter.stem, block) for chapter in chapters for block in chapter.blocks]
    ends = [*starts[1:], original.size + 1][: len(starts)]
    return [Placed(stem, block, start, end) for (stem, block), start, end in zip(blocks, starts, ends, strict=True)]


def read_source(docs: Path, base: str, document: Document) -> tuple[source.SourceText | None, list[Problem]]:
    """source.txt without the furniture and markup that index.md lists."""
    path = f"{base}/source.txt"
    try:
        text = decode((docs / path).read_bytes())
    except (OSError, UnicodeDecodeError):
        return None, [Problem(path, 1, 1, "T003", "底本 source.txt 不在，或不是 UTF-8。", "把原始轉錄檔一字不動地放回來。")]
    rows = [row for name in ("furniture", "markup") for row in document.members(name)]
    removed = [(entry, line) for row, line in rows if (entry := fits(row, Removed))]
    return source.strip(text, removed, document.path)


def _with_ids(docs: Path, base: str, report: Report, document: Document) -> tuple[Report, list[Problem]]:
    original, problems = read_source(docs, base, document)
    if original is None:
        original = source.SourceText("", 0)
    else:
        problems += source.compare(original, [(c.path, c.blocks) for c in report.chapters])
    path = f"{base}/ids.txt"
    text, unread = read_text(docs, path) if (docs / path).is_file() else ("", [])
    problems += unread
    if text == "" and report.revised:
        told = "這份文獻已記過修訂，它的 ids.txt 卻不見了，已公布的段號會失去。"
        problems.append(Problem(path, 1, 1, "I006", told, "從版本歷史恢復 ids.txt，不要重新編號。"))
    entries, faults = ledger.read(path, text or "")
    items = placed(report.chapters, original)
    ids, proposals, more = ledger.assign(items, entries if original.size else [], path)
    if not problems:  # places mean nothing while the text does not agree with its source
        stale = ledger.stale(entries, original, path)
        proposals = [] if stale else proposals
        problems += faults + (stale or more + _missing(report, items, ids, proposals))
    else:
        proposals = []
    row = iter(ids)
    chapters = tuple(replace(chapter, ids=tuple(next(row) for _ in chapter.blocks)) for chapter in report.chapters)
    return replace(report, chapters=chapters, proposals=tuple(proposals), source_size=original.size), problems


def _missing(report: Report, items: Sequence[Placed], ids: Sequence[Ids], proposals: Sequence[Record]) -> list[Problem]:
    """One problem for each block whose id is not in the ledger, with the line to paste."""
    paths = {c.stem: c.path for c in report.chapters}
    rows = {(item.chapter, name.id): item.block for item, name in zip(items, ids, strict=True)}
    return [
        Problem(
            paths[entry.chapter], rows[entry.chapter, entry.id].line, 1, "I001", f"這一段還沒有記下編號（應是 {entry.id}）。",
            f"在 docs/reports/{report.id}/ids.txt 加一行「{entry}」。",
        )
        for entry in proposals
    ]  # fmt: skip


def _check_contents(report: Report, document: Document) -> list[Problem]:
    found = []
    front = report.chapter("front")
    for row, line in document.members("contents"):
        if (entry := fits(row, ContentsEntry)) is None:
            continue
        if entry.chapter and not report.chapter(entry.chapter):
            found.append(
                Problem(
                    document.path,
                    line,
                    1,
                    "R004",
                    f"目錄項「{entry.title}」指向的「{entry.chapter}.md」不存在。",
                    "改正章名；轉錄本沒有這一篇時，刪去 chapter。",
                )
            )
        if entry.line and (front is None or entry.line not in front.index):
            found.append(Problem(document.path, line, 1, "R004", f"front.md 沒有「{entry.line}」這一段。", "改為目錄裏這一項所在的段號。"))
    return found
