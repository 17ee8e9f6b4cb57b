"""The files that the site offers of packets and blank forms: their names, and what a reader calls them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..document.model import Script, Size
from ..edition.model import Edition, Page
from ..reading.packets import FORMS
from ..text.marks import View

Format = Literal["pdf", "epub", "docx"]


@dataclass(frozen=True)
class Job:
    """One file to make. ``path`` is the packet's page below docs/; a size of ``a5`` is imposed on A4.

    ``meeting`` tells whether the packet is for a meeting, which only changes what the file is called.
    """

    path: str
    format: Format = "pdf"
    facilitator: bool = False
    size: Size = "a4"
    view: View = "corrected"
    script: Script = "hant"
    meeting: bool = True

    @property
    def file(self) -> str:
        """Where the file stands in the site: packets/slug-facilitator-hans.pdf."""
        marks = (
            ("facilitator", self.facilitator),
            ({"a4": "", "large": "large", "a5": "booklet"}[self.size], self.size != "a4"),
            ("transcribed", self.view == "transcribed"),
            ("hans", self.script == "hans"),
        )
        return self.path.removesuffix(".md") + "".join(f"-{mark}" for mark, holds in marks if holds) + f".{self.format}"

    @property
    def edition(self) -> str:
        """What a reader calls this edition, script and text apart."""
        if self.format != "pdf":
            return {"epub": "電子書 EPUB", "docx": "可改的 DOCX"}[self.format]
        if self.path.startswith(FORMS):
            return "空白表 PDF"
        size = {"a4": "", "large": "大字", "a5": "小冊子"}[self.size]
        name = "主持本" if self.facilitator else "學員本" if self.meeting else "閱讀本"
        return f"{name}{f'・{size}' if size else ''} PDF"

    @property
    def label(self) -> str:
        """Script, and text where it is not the corrected one."""
        return ("简体" if self.script == "hans" else "繁體") + ("，底本原樣" if self.view == "transcribed" else "")


def jobs(page: Page, books: bool) -> list[Job]:
    """The files of a packet or form; EPUB and DOCX are ``books``, which need pandoc."""
    meeting = bool(page.packet and page.packet.minutes)
    base = Job(page.path, meeting=meeting)
    if page.is_form:
        rows = [base, replace(base, script="hans")]
        return [*rows, *(replace(job, format="docx") for job in rows if books)]
    leads = (False, True) if meeting else (False,)
    editions = [replace(base, facilitator=leader, size=size) for size in ("a4", "large") for leader in leads]
    editions.append(replace(base, size="a5"))
    if books:
        editions += [replace(base, format="epub"), replace(base, format="docx")]
    rows = [replace(job, script=script) for job in editions for script in ("hant", "hans")]
    return [*rows[:2], replace(base, view="transcribed"), *rows[2:]]


def pages(edition: Edition) -> list[Page]:
    """The pages of which files are made: packets, then forms."""
    return sorted((page for page in edition.pages if page.packet or page.is_form), key=lambda page: (page.is_form, page.path))
