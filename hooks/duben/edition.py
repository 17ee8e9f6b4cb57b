"""The Edition: every report, guide and page under docs/, read once, as plain data that all outputs are made from."""

from __future__ import annotations

import bisect
import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from . import citations, entries, guides, ledger, safety, source, transcript
from .frontmatter import CONTROL, Document, Field, split
from .ledger import Entry, Ids, Placed
from .marks import VIEWS, Text, Token, View, bare, view_text
from .masking import position
from .packets import read as packets
from .problems import Problem
from .transcript import Block

PROOF_STATES = ("未校", "據內證校", "據內證覆校", "據原書校")

REPORT = {
    "title": Field(required=True),
    "short": Field(required=True),
    "english": Field(),
    "description": Field(),
    "publisher": Field(),
    "place": Field(),
    "date": Field(),
    "rights": Field(required=True),
    "order": Field(int),
    "proof": Field(dict, required=True),
    "revision": Field(),
    "contents": Field(list),
    "furniture": Field(list),
    "markup": Field(list),
}
CHAPTER = {
    "title": Field(required=True),
    "short": Field(required=True),
    "english": Field(),
    "description": Field(),
    "author": Field(),
    "role": Field(),
    "where": Field(),
    "when": Field(),
    "order": Field(int, required=True),
    "proof": Field(dict),
}
PAGE = {
    "title": Field(required=True),
    "english": Field(),
    "description": Field(),
    "order": Field(int),
    "hide": Field(list, values=("navigation", "toc", "footer")),
}
GUIDE = PAGE | {"english": Field(required=True), "abstract": Field(required=True), "group": Field(required=True)}
PACKET = PAGE | {
    "english": Field(required=True),
    "description": Field(required=True),
    "audience": Field(required=True),
    "minutes": Field(int),
    "break": Field(int),
    "parts": Field(list, required=True),
}
FORM = PAGE | {
    "english": Field(required=True),
    "description": Field(required=True),
    "rows": Field(int),
    "paper": Field(values=("直", "橫")),
}
GUIDES_INDEX = PAGE | {"groups": Field(list), "inventory": Field(list)}
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_KEY = re.compile(citations.KEY)
_PLACE = re.compile(
    rf"index\.md|(?:guides|about|packets|packets/forms)/{citations.KEY}\.md|reports/(?:index|{citations.KEY}/index)\.md"
    rf"|entries/(?:(?:{'|'.join(entries.KINDS)})/)?index\.md|{entries.PATH.pattern}"
)


@dataclass(frozen=True)
class Chapter:
    """One chapter of a report. ``path`` is relative to docs/; ``blocks`` and ``ids`` go in step."""

    report: str
    stem: str
    path: str
    title: str
    short: str
    order: int
    english: str = ""
    author: str = ""
    role: str = ""
    where: str = ""
    when: str = ""
    proof: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    ids: tuple[Ids, ...] = ()

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The number of the block that each id, or alias of a merged id, stands for."""
        names = {name: i for i, ids in enumerate(self.ids) for name in ids.aliases}
        return names | {ids.id: i for i, ids in enumerate(self.ids)}

    @cached_property
    def running(self) -> Mapping[View, tuple[str, tuple[int, ...]]]:
        """For each view the chapter's text without white space, and the offset at which each block begins."""
        result: dict[View, tuple[str, tuple[int, ...]]] = {}
        for view in VIEWS:
            texts = [block.reading if view == "transcribed" else bare(block.text(view)) for block in self.blocks]
            starts, at = [], 0
            for text in texts:
                starts.append(at)
                at += len(text)
            result[view] = "".join(texts), tuple(starts)
        return result

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each block begins and ends in the corrected running text."""
        text, starts = self.running["corrected"]
        return tuple(zip(starts, [*starts[1:], len(text)][: len(starts)], strict=True))

    def corrected(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the running text as transcribed, as a stretch of the corrected one. A mark it touches counts whole."""
        tokens, transcribed, corrected = self._tokens
        first, last = bisect.bisect_right(transcribed, start) - 1, bisect.bisect_left(transcribed, end) - 1
        low, high = corrected[first], corrected[last + 1]
        if isinstance(tokens[first], Text):
            low += start - transcribed[first]
        if isinstance(tokens[last], Text):
            high -= transcribed[last + 1] - end
        return low, high

    @cached_property
    def _tokens(self) -> tuple[list[Token], list[int], list[int]]:
        """Every token of the chapter, and where it begins in each running text; one offset more for the end."""
        tokens = [token for block in self.blocks for token in block.tokens]
        lengths = [[len(bare(view_text((token,), view))) for token in tokens] for view in ("transcribed", "corrected")]
        transcribed, corrected = ([*accumulate(row, initial=0)] for row in lengths)
        return tokens, transcribed, corrected

    @property
    def key(self) -> str:
        """The citation key, ``report/chapter``."""
        return f"{self.report}/{self.stem}"

    @property
    def breaks_off(self) -> bool:
        """Whether the transcription ends with a gap, so that the text goes on in the booklet."""
        last = self.blocks[-1].marks[-1:] if self.blocks else ()
        return bool(last) and last[0].kind == "gap" and self.blocks[-1].tokens[-1] is last[0]


@dataclass(frozen=True)
class Report:
    """One transcribed report.

    ``meta`` holds the fields of index.md that have their type; ``revision`` is the hash of its chapters' Markdown (eight
    hexadecimal digits) and ``revised`` the recorded date of that text.
    """

    id: str
    path: str
    meta: Mapping[str, Any]
    chapters: tuple[Chapter, ...] = ()
    revision: str = ""
    revised: str = ""
    proposals: tuple[Entry, ...] = ()
    source_size: int = 0

    @property
    def title(self) -> str:
        return str(self.meta.get("title", self.id))

    @property
    def short(self) -> str:
        return str(self.meta.get("short", self.id))

    @property
    def imprint(self) -> str:
        """Where, by whom and when it was published, as far as that is known."""
        return "，".join(str(self.meta[key]) for key in ("place", "publisher", "date") if self.meta.get(key))

    def chapter(self, stem: str) -> Chapter | None:
        return next((c for c in self.chapters if c.stem == stem), None)


@dataclass(frozen=True)
class Page:
    """A page that the editors write: a guide, an entry, a page about the edition, or a report's index."""

    path: str
    title: str
    document: Document
    references: tuple[citations.Reference, ...] = ()
    blocks: tuple[guides.GuideBlock, ...] = ()
    entry: entries.Entry | None = None
    packet: packets.PacketFile | None = None

    @property
    def is_guide(self) -> bool:
        return self.path.startswith("guides/") and self.path != "guides/index.md"

    @property
    def is_form(self) -> bool:
        return bool(packets.FORM.fullmatch(self.path))


@dataclass(frozen=True)
class Edition:
    """Everything under docs/, and what is wrong with it. Paths are relative to docs/ and use ``/``."""

    reports: tuple[Report, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return {report.id: report for report in self.reports}

    @cached_property
    def chapters(self) -> Mapping[str, Chapter]:
        """Chapters by path."""
        return {chapter.path: chapter for report in self.reports for chapter in report.chapters}

    def report(self, name: str) -> Report | None:
        return self._reports.get(name)

    @cached_property
    def entries(self) -> Mapping[str, entries.Entry]:
        """The entries by slug, in the order of their pinyin."""
        found = sorted((page.entry for page in self.pages if page.entry), key=lambda entry: entry.sort_key)
        return {entry.slug: entry for entry in found}

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    def page(self, path: str) -> Page | None:
        return self._pages.get(path)


def read(docs: Path) -> Edition:
    """Read everything under ``docs``. Bad content becomes problems; only a missing folder raises (FileNotFoundError)."""
    if not docs.is_dir():
        raise FileNotFoundError(docs)
    problems: list[Problem] = []
    reports, pages = [], []
    files = sorted(below for file in docs.rglob("*") if not _hidden(below := file.relative_to(docs)) and file.is_file())
    for name in sorted({file.parts[1] for file in files if _in_report(file)}):
        report, faults = read_report(docs, docs / "reports" / name)
        problems += faults
        if report:
            reports.append(report)
    reports.sort(key=lambda r: (order_of(r.meta), r.id))
    chapters = {chapter.path for report in reports for chapter in report.chapters}
    for file in files:
        path = file.as_posix()
        if path in chapters or (file.suffix == ".md" and _in_report(file) and len(file.parts) == 3 and file.stem != "index"):
            continue
        if not _PLACE.fullmatch(path):
            problems += _misplaced(path)
            continue
        page, faults = _page(docs, path)
        problems += faults
        if page:
            pages.append(page)
    keys = frozenset(key for report in reports for key in (report.id, *(chapter.key for chapter in report.chapters)))
    problems += entries.check([page.entry for page in pages if page.entry], {page.path: page.document for page in pages}, keys)
    return Edition(tuple(reports), tuple(pages), tuple(problems))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _in_report(path: Path) -> bool:
    """Whether a file below docs/ stands in a report's folder and is text of it."""
    return len(path.parts) > 2 and path.parts[0] == "reports" and path.suffix not in PICTURES


def _misplaced(path: str) -> list[Problem]:
    """A file that is no page of the site: told, unless it is of a kind that a page may use."""
    name = path.rsplit("/", 1)[-1]
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if suffix in MARKDOWN:
        mend = "指南放在 guides/，詞條放在 entries/類/，學習包放在 packets/，說明放在 about/，文獻的各章放在 reports/文獻名/；"
        mend += "檔名只用小寫拉丁字母、數字和「-」，以 .md 結尾。"
        return [Problem(path, 1, 1, "R006", "這裏不能放頁，或檔名不合格。", mend)]
    if (
        path.startswith("assets/")
        or suffix in PICTURES
        or (path.startswith("reports/") and path.count("/") == 2 and name in ("source.txt", "ids.txt"))
    ):
        return []
    return [
        Problem(path, 1, 1, "H003", f"「{name}」不是可以公布的檔案。", "只能放 Markdown 和圖片（png、jpg、webp、gif）；其餘移出 docs/。")
    ]


def order_of(meta: Mapping[str, Any]) -> int:
    """The ``order`` of front matter; without one, behind all that have one."""
    order = meta.get("order")
    return order if isinstance(order, int) else 1 << 30


def _is_removed(entry: Any) -> bool:
    """Whether an entry of furniture or markup can be read: ``{line, text}`` or ``{line, text, reads}``."""
    texts = (entry.get("text"), entry.get("reads", "")) if isinstance(entry, dict) else ()
    return bool(texts) and isinstance(entry.get("line"), int) and all(isinstance(text, str) for text in texts)


def _read_text(docs: Path, path: str) -> tuple[str | None, list[Problem]]:
    try:
        return source.decode((docs / path).read_bytes()), []
    except (OSError, UnicodeDecodeError) as error:
        at = f"第 {error.start + 1} 個位元組" if isinstance(error, UnicodeDecodeError) else error.strerror
        return None, [Problem(path, 1, 1, "F005", f"不能按 UTF-8 讀出這個檔案（{at}）。", "用 UTF-8 編碼另存。")]


def _page(docs: Path, path: str) -> tuple[Page | None, list[Problem]]:
    text, problems = _read_text(docs, path)
    if text is None:
        return None, problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as Markdown reads it
    if found := CONTROL.search(text):
        told = f"這裏有看不見的控制字元（U+{ord(found.group()):04X}）。"
        problems.append(Problem(path, *position(text, found.start()), "F006", told, "刪去它，常在兩個字之間，看不見。"))
        text = CONTROL.sub("", text)
    if path.startswith("reports/") and path != "reports/index.md":
        document, _ = split(path, text)  # its fields are checked where the report is read
    else:
        document, faults = split(path, text, _fields(path))
        problems += faults
    references, faults = citations.scan(path, document.body, document.first_line)
    problems += faults
    blocks, faults = guides.scan(document)
    problems += faults + safety.check(document)
    entry, faults = entries.read(document)
    problems += faults
    packet, faults = packets.read(document)
    problems += faults
    title = str(document.meta.get("name" if entry else "title") or path)
    return Page(path, title, document, references, blocks, entry, packet), problems


def _fields(path: str) -> Mapping[str, Field]:
    """The front matter that a page at this place may have."""
    if match := entries.PATH.fullmatch(path):
        return entries.FIELDS[match[1]]
    if packets.PLACE.fullmatch(path):
        return PACKET
    if packets.FORM.fullmatch(path):
        return FORM
    return GUIDES_INDEX if path == "guides/index.md" else GUIDE if path.startswith("guides/") else PAGE


def read_report(docs: Path, folder: Path) -> tuple[Report | None, list[Problem]]:
    """Read one report's folder: index.md, the chapters, source.txt and ids.txt."""
    base = folder.relative_to(docs).as_posix()
    index = f"{base}/index.md"
    if not (folder / "index.md").is_file():
        return None, [Problem(index, 1, 1, "R001", "這份文獻沒有 index.md。", "加上 index.md，寫明題名、出版者、年月、權利和校勘狀態。")]
    text, problems = _read_text(docs, index)
    document, faults = split(index, text or "", REPORT)
    problems += faults + _check_lists(document)
    if not _KEY.fullmatch(folder.name):
        problems.append(Problem(index, 1, 1, "R005", f"資料夾名「{folder.name}」不能用作引註裏的名字。", "只用小寫拉丁字母、數字和「-」。"))
    chapters, raw = [], []
    for file in sorted(folder.glob("*.md")):
        if file.name != "index.md":
            chapter, data, faults = _chapter(docs, folder.name, f"{base}/{file.name}", document.meta.get("proof"))
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
    line = str(document.meta.get("revision") or "")
    recorded, _, revised = line.partition(" ")
    complete = re.fullmatch(r"[0-9a-f]{8} [0-9]{4}-[0-9]{2}-[0-9]{2}", line)
    # a field of the wrong type has been told; nothing behind this need think of it again
    meta = {name: value for name, value in document.meta.items() if name in REPORT and isinstance(value, REPORT[name].type)}
    rows = [{name: value for name, value in entry.items() if isinstance(value, str)} for entry, _ in document.entries("contents")]
    meta["contents"] = [row for row in rows if "title" in row]
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

    for name in ("furniture", "markup"):
        entries = document.meta.get(name) or []
        ok = isinstance(entries, list) and all(_is_removed(e) and set(e) <= {"line", "text", "reads"} for e in entries)
        check(name, ok, "每項寫成「- {line: 行號, text: '字串'}」，字串用單引號。")
    contents = document.meta.get("contents") or []
    known = {"title", "author", "page", "chapter", "line", "section"}
    check(
        "contents",
        isinstance(contents, list)
        and all(isinstance(e, dict) and "title" in e and set(e) <= known and all(isinstance(v, str) for v in e.values()) for e in contents),
        "每項寫成「- {title: 題, author: 作者, page: 頁, chapter: 章, line: 目錄的段}」；數目用引號括起來。",
    )
    return found + _check_proof(document)


def _check_proof(document: Document) -> list[Problem]:
    """The state of proof of a report or chapter: one of a closed list, by whom, when."""
    proof = document.meta.get("proof")
    if not isinstance(proof, dict):
        return []
    good = proof.get("state") in PROOF_STATES and set(proof) <= {"state", "by", "date"}
    if good and isinstance(proof.get("by", ""), str) and isinstance(proof.get("date", ""), (str, datetime.date)):
        return []
    mend = "寫成「{state: 據內證校, by: 何人, date: 年-月-日}」，state 取：" + "、".join(PROOF_STATES) + "。"
    return [Problem(document.path, document.lines.get("proof", 1), 1, "F004", "「proof」的寫法不對。", mend)]


def _chapter(docs: Path, report: str, path: str, proof: Any) -> tuple[Chapter | None, bytes, list[Problem]]:
    text, problems = _read_text(docs, path)
    if text is None:
        return None, b"", problems
    text = text.replace("\r\n", "\n")
    document, faults = split(path, text, CHAPTER)
    blocks, more = transcript.parse(path, document.body, document.first_line)
    problems += faults + more + _check_proof(document)
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    if not _KEY.fullmatch(stem):
        problems.append(Problem(path, 1, 1, "R005", f"檔名「{stem}」不能用作引註裏的名字。", "只用小寫拉丁字母、數字和「-」。"))
    meta = {name: document.meta.get(name) for name in CHAPTER}
    texts: dict[str, Any] = {"title": stem, "short": stem}
    texts |= {
        name: value for name in ("title", "short", "english", "author", "role", "where", "when") if isinstance(value := meta[name], str)
    }
    state = meta["proof"] if isinstance(meta["proof"], dict) else proof if isinstance(proof, dict) else {}
    chapter = Chapter(report, stem, path, **texts, order=order_of(meta), proof=state, blocks=blocks)
    return chapter, text.encode(), problems


def placed(chapters: Sequence[Chapter], original: source.Source) -> list[Placed]:
    """Every block of a report, in order, with its place in source.txt."""
    starts = [original.place(at) for at in source.aligned(original, [c.blocks for c in chapters])]
    blocks = [(chapter.stem, block) for chapter in chapters for block in chapter.blocks]
    ends = [*starts[1:], original.size + 1][: len(starts)]
    return [Placed(stem, block, start, end) for (stem, block), start, end in zip(blocks, starts, ends, strict=True)]


def read_source(docs: Path, base: str, document: Document) -> tuple[source.Source | None, list[Problem]]:
    """source.txt without the furniture and markup that index.md lists."""
    path = f"{base}/source.txt"
    try:
        text = source.decode((docs / path).read_bytes())
    except (OSError, UnicodeDecodeError):
        return None, [Problem(path, 1, 1, "T003", "底本 source.txt 不在，或不是 UTF-8。", "把原始轉錄檔一字不動地放回來。")]
    removed = [(entry, line) for name in ("furniture", "markup") for entry, line in document.entries(name) if _is_removed(entry)]
    return source.strip(text, removed, document.path)


def _with_ids(docs: Path, base: str, report: Report, document: Document) -> tuple[Report, list[Problem]]:
    original, problems = read_source(docs, base, document)
    if original is None:
        original = source.Source("", 0)
    else:
        problems += source.compare(original, [(c.path, c.blocks) for c in report.chapters])
    path = f"{base}/ids.txt"
    text, unread = _read_text(docs, path) if (docs / path).is_file() else ("", [])
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


def _missing(report: Report, items: Sequence[Placed], ids: Sequence[Ids], proposals: Sequence[Entry]) -> list[Problem]:
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
    for entry, line in document.entries("contents"):
        if "chapter" in entry and not report.chapter(str(entry["chapter"])):
            found.append(
                Problem(
                    document.path,
                    line,
                    1,
                    "R004",
                    f"目錄項「{entry.get('title')}」指向的「{entry['chapter']}.md」不存在。",
                    "改正章名；轉錄本沒有這一篇時，刪去 chapter。",
                )
            )
        if "line" in entry and (front is None or str(entry["line"]) not in front.index):
            found.append(
                Problem(document.path, line, 1, "R004", f"front.md 沒有「{entry['line']}」這一段。", "改為目錄裏這一項所在的段號。")
            )
    return found
