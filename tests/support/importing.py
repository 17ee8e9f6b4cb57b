"""Import a text and read it back: what tests of the importer have in common."""

from __future__ import annotations

from pathlib import Path

from duben import importing
from duben.edition.model import Report
from duben.edition.read import read
from duben.importing import Draft, Figures


def take(text: str | bytes, docs: Path, *names: str) -> tuple[Draft, Report, Figures]:
    """Import, and read back as the site does; a draft has no problem at all."""
    raw = text if isinstance(text, bytes) else text.encode()
    plan = importing.draft(raw, names)
    figures = importing.write(plan, docs, "made")
    whole = read(docs)
    assert whole.problems == ()
    report = whole.report("made")
    assert report is not None
    assert (docs / "reports" / "made" / "source.txt").read_bytes() == raw
    assert figures.size == figures.given + figures.furniture + figures.markup
    assert [p.name for p in (docs / "reports").iterdir()] == ["made"]
    return plan, report, figures


def headings(report: Report, stem: str) -> list[tuple[int, str]]:
    chapter = report.chapter(stem)
    assert chapter is not None
    return [(block.level, block.text("transcribed")) for block in chapter.blocks if block.kind == "h"]


def paragraphs(report: Report, stem: str) -> list[str]:
    chapter = report.chapter(stem)
    assert chapter is not None
    return [block.text("transcribed") for block in chapter.blocks if block.kind == "p"]


def body(docs: Path, stem: str) -> str:
    return (docs / "reports" / "made" / f"{stem}.md").read_text("utf-8").split("---\n", 2)[2]
