"""The texts for which the table of simplified characters is made."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition.model import Edition


def readings(edition: Edition) -> Iterator[str]:
    """Both readings of each block that has marks, which part phrases in its Markdown."""
    for chapter in edition.chapters.values():
        for block in chapter.blocks:
            if block.marks or block.page_breaks:
                yield block.text("corrected")
                yield block.text("transcribed")
