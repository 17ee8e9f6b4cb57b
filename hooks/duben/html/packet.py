"""A packet on its page: its head and files before the introduction, its parts behind it; and the page of a blank form.

The elements and classes are those of chapters, guides and forms, so that they look, print and convert alike.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping

from ..catalogue import _
from ..document.model import Fact, Facts, Form, Packet, Paragraph, Part, Passage, Text, TextSource
from ..edition.wording import revision_line
from ..packets.files import Job
from .blocks import Writer
from .elements import Output, element

Files = Mapping[Job, int] | None
"""The files of a packet with their sizes in bytes; None where this build makes none."""

_SOURCES = {
    "guide": _("The guide on its page"),
    "questions": _("This section of the guide"),
    "leader": _("This section of the guide"),
    "form": _("The form by itself, and its files"),
}
"""What the link to its page is called where a part does not say where it comes from."""


def head(parent: etree.Element, packet: Packet, files: Files, writer: Writer) -> None:
    """English title, facts and files, which stand below the title."""
    node = element(parent, "div", class_="db-packet-head db-editor")
    element(node, "p", packet.english, class_="db-en", lang="en")
    if not packet.alone:
        rows = [(_("For"), packet.audience)]
        if packet.minutes:
            rows.append((_("Length"), _("{minutes} minutes", minutes=packet.minutes)))
        rows += [(source.short, _state(source)) for source in packet.sources]
        writer.facts(node, Facts(tuple(Fact(label, (Text(text),)) for label, text in rows)), "db-head")
    _files(node, writer, files)


def _state(source: TextSource) -> str:
    return _("{proof}; revision {revision}", proof=source.proof, revision=revision_line(source.revision, source.revised))


def parts(parent: etree.Element, packet: Packet, output: Output) -> None:
    """The parts; of a blank form by itself only the sheet."""
    for part in packet.parts:
        if packet.alone:
            writer = Writer(packet.path, output)
            for block in part.blocks:
                if isinstance(block, Form):
                    writer.blocks(parent, block.blocks)
                    writer.sheet(parent, block, ids=True)
        else:
            _part(parent, part, Writer(packet.path, output, f"{part.id}-", nested=True))


def _part(parent: etree.Element, part: Part, writer: Writer) -> None:
    # what is for the leader is printed only where it was unfolded, as on a guide
    kind = "db-leader" if part.leader else f"db-part-{part.kind}"
    section = element(parent, "section", class_=f"db-part {kind}", id=part.id)
    element(section, "h2", part.title)
    if part.english:
        element(section, "p", part.english, class_="db-en db-editor", lang="en")
    if part.path:
        row = element(section, "p", class_="db-source db-editor" if part.source else "db-source db-editor db-screen")
        element(row, "a", part.source or _SOURCES.get(part.kind, _("Its page")), href=writer.address(part.path))
    body = section
    if part.leader:
        body = element(section, "details", class_="db-fold")
        element(body, "summary", _("Only for the one who leads"))
    if part.kind in ("excerpt", "chapter"):
        text = [block for block in part.blocks if isinstance(block, Passage)]
        writer.blocks(element(section, "div", class_="db-text", lang="zh-Hant"), text)
        for block in part.blocks[len(text) :]:
            if isinstance(block, Paragraph):
                writer.inlines(element(section, "p", class_="db-break db-editor"), block.content)
    else:
        writer.blocks(body, part.blocks)
    if writer.notes:
        writer.endnotes(section, part.title)


def _files(parent: etree.Element, writer: Writer, files: Files) -> None:
    """A row for each edition, with its scripts and texts."""
    section = element(parent, "nav", class_="db-files", aria_label=_("Downloads"))
    if files is None:
        element(section, "p", _("No files were made this time; this page can be printed as it is."))
        return
    listing = element(section, "ul")
    for edition in dict.fromkeys(job.edition for job in files):
        row = element(listing, "li")
        element(row, "span", edition)
        for job in files:
            if job.edition == edition:
                message = _("{label}  {size}", label=job.label, size=_size(files[job]))
                element(row, "a", message, href=writer.address(job.file), aria_label=_("{edition}, {file}", edition=edition, file=message))


def _size(count: int) -> str:
    """Bytes as one says them."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{-(-count // 1000)} KB"
