"""Characters that the fonts of packets cannot print."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition.model import Chapter, Edition
from ..packets.plan import chapter_of
from ..problems import Problem
from ..reading.frontmatter import Document
from ..reading.masking import position
from ..reading.packets import FORMS
from ..text.printable import HINT, lacking, message


def check(edition: Edition) -> Iterator[Problem]:
    """Each character that cannot be printed, where it first stands in a packet or form, or in what a packet takes its words from."""
    documents: dict[str, Document] = {}
    chapters: dict[str, Chapter] = {}
    for page in edition.pages:
        if page.packet or page.is_form:
            documents[page.path] = page.document
        for spec in page.packet.parts if page.packet else ():
            if chapter := chapter_of(edition, spec):
                chapters[chapter.path] = chapter
            for path in (f"guides/{spec.name}.md", f"{FORMS}{spec.name}.md"):
                if (other := edition.page(path)) is not None:
                    documents[path] = other.document
    for path, document in documents.items():
        fields = {name: str(value) for name, value in document.fields.items()}
        for char in lacking("".join((document.body, *fields.values()))):
            line = next((document.lines.get(name, 1) for name, value in fields.items() if char in value), 0)
            place = (line, 1) if line else position(document.body, document.body.index(char), document.first_line)
            yield Problem(path, *place, "P006", message(char), HINT)
    for path, chapter in chapters.items():
        seen: set[str] = set()
        for block in chapter.blocks:
            words = block.text("corrected") + block.text("transcribed") + "".join(mark.why for mark in block.marks)
            for char in lacking(words):
                if char not in seen:
                    seen.add(char)
                    yield Problem(path, block.line, 1, "P006", message(char), HINT)
