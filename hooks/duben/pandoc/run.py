"""A packet as EPUB and DOCX, written by the program ``pandoc`` (https://pandoc.org) from the tree that book.py makes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ..catalogue import _
from ..document.model import Packet
from .blocks import say
from .book import document, title

__all__ = ["PandocError", "available", "document", "version", "write"]
_FOLDER = Path(__file__).parent


class PandocError(RuntimeError):
    """There is no pandoc on this machine, or none that writes our tree."""


@cache
def program() -> str:
    """The path of pandoc: that of pypandoc-binary, else the one on PATH, else ''."""
    with suppress(ImportError, OSError):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc") or ""


@cache
def version() -> str:
    """What pandoc calls itself and its version, like "pandoc 3.9"; '' where there is none."""
    return subprocess.run([program(), "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0] if program() else ""


def available() -> bool:
    """Whether there is a pandoc that reads our tree, version 3 or later, and python-docx."""
    number = version().rpartition(" ")[2].partition(".")[0]
    return number.isdecimal() and int(number) >= 3 and find_spec("docx") is not None


def write(packet: Packet, format: Literal["epub", "docx"]) -> bytes:
    """The packet as a file of ``format``; the same bytes for the same packet. Raises PandocError."""
    if not available():
        message = _("There is no pandoc 3, or no python-docx, so EPUB and DOCX cannot be made.")
        raise PandocError(f"{message} → {_('Run “pip install pypandoc-binary python-docx” in the environment of the project.')}")
    command = [program(), "--from=json", f"--to={format}", "--wrap=none", "--output=-"]
    if format == "epub":
        command += [f"--css={_FOLDER / 'epub.css'}", f"--template={_FOLDER / 'epub.html'}", "--split-level=1", "--toc-depth=2"]
    done = subprocess.run(
        command,
        input=json.dumps(document(packet)).encode(),
        env=os.environ | {"SOURCE_DATE_EPOCH": str(int(packet.date.timestamp()))},
        capture_output=True,
    )
    if done.returncode:
        message = _("pandoc cannot write this packet: {reason}", reason=done.stderr.decode(errors="replace").strip())
        raise PandocError(f"{message} → {_('Please use pandoc 3.')}")
    if format == "epub":
        return done.stdout
    from . import docx as word  # loading lxml and python-docx takes a quarter of a second

    texts = "".join(f"　{source.short} {source.revision}" for source in packet.sources)
    before, between, after = re.split(r"{pages?}", say(packet, _("Page {page} of {pages}")))
    try:
        return word.finish(done.stdout, title(packet), (before, between, after + texts), packet.script)
    except word.MissingPartError as missing:
        message = _("The DOCX that {program} made has no {part}, so it cannot be laid out.", program=version(), part=missing)
        raise PandocError(f"{message} → {_('Use another version of pandoc 3, or raise it with the project.')}") from missing
