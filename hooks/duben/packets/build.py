"""Making the files of packets. What was made of the same packet by the same program is kept."""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from ..document.addresses import address
from ..document.pages import Pages
from ..document.tree import data
from ..pandoc import run as pandoc
from ..pdf.pdf import pdf
from .compose import compose
from .files import Format, Job

UNUSED = 7 * 24 * 3600
"""Seconds after which what was kept and not used again is removed."""


_ROOT = Path(__file__).parents[1]
_SOURCES = ("catalogue.py", "document", "locale", "packets", "pandoc", "pdf", "text")
"""The modules and packages of the core on which a file depends besides its packet, which holds what is read and linked."""
_PACKAGES = {
    "pdf": ("typst", "pypdf", "segno", "opencc", "pylopdf-fonts-zh-tw", "pylopdf-fonts-zh-cn"),
    "epub": ("opencc",),
    "docx": ("opencc", "lxml", "python-docx"),
}


class Builder:
    """Makes files of one edition. ``folder`` keeps what was made; ``site`` is the site's address on the web or ''."""

    def __init__(self, pages: Pages, folder: Path, site: str = "") -> None:
        self.pages, self.folder, self.site = pages, folder, site

    def make(self, job: Job) -> tuple[bytes, bool]:
        """The file, and whether it had to be made. Raises MissingGlyph and what the programs raise."""
        packet = compose(
            self.pages, job.path, facilitator=job.facilitator, view=job.view, script=job.script,
            address=address(self.site, job.path),
        )  # fmt: skip
        key = hashlib.sha256(json.dumps([data(packet), job.format, job.size, program(job.format)]).encode()).hexdigest()[:24]
        kept = self.folder / f"{key}.{job.format}"
        if kept.is_file():
            os.utime(kept)
            return kept.read_bytes(), False
        if job.format == "pdf":
            made = pdf(packet, size=job.size)
            if job.size == "a5":
                from ..pdf.booklet import booklet  # loading pypdf takes longer than printing a packet

                made = booklet(made)
        else:
            made = pandoc.write(packet, job.format)
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{key}.{os.getpid()}"
        draft.write_bytes(made)
        os.replace(draft, kept)
        return made, True

    def sweep(self) -> None:
        """Remove what was kept and has not been used for a week."""
        for old in self.folder.glob("*") if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):  # another build was quicker
                if time.time() - old.stat().st_mtime > UNUSED:
                    old.unlink()


@cache
def program(format: Format, root: Path = _ROOT) -> str:
    """What a file depends on besides its packet: a hash of our own sources, and the versions of what makes it."""
    digest = hashlib.sha256()
    for file in sources(root):
        digest.update(f"{file.relative_to(root).as_posix()}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    versions = [metadata.version(name) for name in _PACKAGES[format]]
    return f"{digest.hexdigest()} {versions} {pandoc.version() if format != 'pdf' else ''}"


def sources(root: Path = _ROOT) -> list[Path]:
    """The files of the core, below its folder ``root``, on which the files of packets depend."""
    found = [file for name in _SOURCES for file in (root / name, *(root / name).rglob("*"))]
    return sorted(file for file in found if file.is_file() and file.suffix != ".pyc")
