"""Making the files of packets. What was made of the same packet by the same program is kept."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from ..cache import Cache
from ..document.addresses import address
from ..document.model import Packet
from ..document.pages import Pages
from ..document.tree import data
from ..pandoc import run as pandoc
from ..pdf.pdf import pdf
from .compose import compose
from .files import Format, Job

_ROOT = Path(__file__).parents[1]
_SOURCES = ("atomic.py", "cache.py", "catalogue.py", "document", "locale", "packets", "pandoc", "parallel.py", "pdf", "text")
"""The modules and packages of the core on which a file depends besides its packet, which holds what is read and linked."""
_PACKAGES = {
    "pdf": ("typst", "pypdf", "segno", "opencc", "pylopdf-fonts-zh-tw", "pylopdf-fonts-zh-cn"),
    "epub": ("opencc",),
    "docx": ("opencc", "lxml", "python-docx"),
}


class Builder:
    """Makes files of one edition. ``folder`` keeps what was made; ``site`` is the site's address on the web or ''."""

    def __init__(self, pages: Pages, folder: Path, site: str = "") -> None:
        self.pages, self.cache, self.site = pages, Cache(folder), site

    def make(self, job: Job) -> tuple[bytes, bool]:
        """The file, and whether it had to be made. Raises MissingGlyph and what the programs raise."""
        packet = compose(
            self.pages, job.path, facilitator=job.facilitator, view=job.view, script=job.script,
            address=address(self.site, job.path),
        )  # fmt: skip
        parts = [data(packet), job.format, job.size, program(job.format)]
        files, fresh = self.cache.fetch(parts, lambda: [(f"packet.{job.format}", _made(packet, job))])
        return files[f"packet.{job.format}"], fresh

    def sweep(self) -> None:
        """Remove what was kept and has not been used for a week."""
        self.cache.sweep()


def _made(packet: Packet, job: Job) -> bytes:
    if job.format != "pdf":
        return pandoc.write(packet, job.format)
    made = pdf(packet, size=job.size)
    if job.size == "a5":
        from ..pdf.booklet import booklet  # loading pypdf takes longer than printing a packet

        made = booklet(made)
    return made


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
