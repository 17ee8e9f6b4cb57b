"""Reading everything under docs/ into an Edition."""

from __future__ import annotations

import re
from pathlib import Path

from ..problems import Problem
from ..reading import blocks as guides
from ..reading import citations, entries, packets, safety
from ..reading.files import MARKDOWN, PICTURES, hidden, read_text
from ..reading.frontmatter import CONTROL
from ..reading.frontmatter import read as read_front_matter
from ..reading.masking import position
from ..reading.schema import EntryMeta, FormMeta, GuideMeta, GuidesIndexMeta, Meta, PacketMeta, PageMeta, ReportMeta
from ..reading.settings import Settings
from .model import Edition, Page
from .report import read_report

_PLACE = re.compile(rf"index\.md|(?:guides|about|packets|packets/forms)/{citations.KEY}\.md|reports/(?:index|{citations.KEY}/index)\.md")


def read(docs: Path, settings: Settings | None = None) -> Edition:
    """Read everything under ``docs``, as the edition's own ``settings`` say; None for the defaults.

    Bad content becomes problems; only a missing folder raises (FileNotFoundError).
    """
    settings = settings or Settings()
    if not docs.is_dir():
        raise FileNotFoundError(docs)
    problems: list[Problem] = []
    reports, pages = [], []
    files = sorted(below for file in docs.rglob("*") if not hidden(below := file.relative_to(docs)) and file.is_file())
    for name in sorted({file.parts[1] for file in files if _in_report(file)}):
        report, faults = read_report(docs, docs / "reports" / name)
        problems += faults
        if report:
            reports.append(report)
    reports.sort(key=lambda r: (r.meta.order, r.id))
    chapters = {chapter.path for report in reports for chapter in report.chapters}
    for file in files:
        path = file.as_posix()
        if path in chapters or (file.suffix == ".md" and _in_report(file) and len(file.parts) == 3 and file.stem != "index"):
            continue
        if not (_PLACE.fullmatch(path) or settings.entry_index.fullmatch(path) or settings.entry_path.fullmatch(path)):
            problems += _misplaced(path)
            continue
        page, faults = _page(docs, path, settings)
        problems += faults
        if page:
            pages.append(page)
    return Edition(tuple(reports), tuple(pages), tuple(problems), settings)


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


def _page(docs: Path, path: str, settings: Settings) -> tuple[Page | None, list[Problem]]:
    text, problems = read_text(docs, path)
    if text is None:
        return None, problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as Markdown reads it
    if found := CONTROL.search(text):
        told = f"這裏有看不見的控制字元（U+{ord(found.group()):04X}）。"
        problems.append(Problem(path, *position(text, found.start()), "F006", told, "刪去它，常在兩個字之間，看不見。"))
        text = CONTROL.sub("", text)
    cls = _meta(path, settings)
    document, meta, faults = read_front_matter(path, text, cls)
    if cls is not ReportMeta:  # that is checked where the report is read
        problems += faults
    references, faults = citations.scan(path, document.body, document.first_line)
    problems += faults
    blocks, faults = guides.scan(document, settings)
    problems += faults + safety.check(document)
    entry, faults = entries.read(document, meta, settings) if isinstance(meta, EntryMeta) else (None, [])
    problems += faults
    packet, faults = packets.read(document, meta) if isinstance(meta, PacketMeta) else (None, [])
    problems += faults
    title = (entry.name if entry else meta.title) or path
    return Page(path, title, document, meta, references, blocks, entry, packet), problems


def _meta(path: str, settings: Settings) -> type[Meta]:
    """The front matter that a page at this place may have."""
    if match := settings.entry_path.fullmatch(path):
        return settings.entries[match[1]].meta
    if packets.PLACE.fullmatch(path):
        return PacketMeta
    if packets.FORM.fullmatch(path):
        return FormMeta
    if path.startswith("reports/"):
        return PageMeta if path == "reports/index.md" else ReportMeta
    return GuidesIndexMeta if path == "guides/index.md" else GuideMeta if path.startswith("guides/") else PageMeta
