"""The files that the site offers of packets and blank forms: their names, and what a reader calls them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..catalogue import _
from ..document import wording
from ..document.model import Script, Size
from ..edition.model import Edition, Page
from ..reading.packets import FORMS
from ..text.marks import View
from ..text.wording import statements

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
            return _("E-book, EPUB") if self.format == "epub" else _("To edit, DOCX")
        if self.path.startswith(FORMS):
            return _("Blank form, PDF")
        name = wording.edition(meeting=self.meeting, facilitator=self.facilitator)
        if self.size == "a4":
            return _("{edition}, PDF", edition=name)
        return _("{edition}, {size}, PDF", edition=name, size=_("large print") if self.size == "large" else _("booklet"))

    @property
    def label(self) -> str:
        """Script, and text where it is not the corrected one."""
        return statements((wording.script(self.script), wording.view(self.view) if self.view == "transcribed" else ""))


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
