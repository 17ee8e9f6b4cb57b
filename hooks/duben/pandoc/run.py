"""A packet as EPUB and DOCX, written by the program ``pandoc`` (https://pandoc.org) from the tree that book.py makes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

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
        raise PandocError(
            "沒有 pandoc 3 或 python-docx，不能做 EPUB 和 DOCX。 → 在專案環境裏運行「pip install pypandoc-binary python-docx」。"
        )
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
        raise PandocError(f"pandoc 不能寫這份材料：{done.stderr.decode(errors='replace').strip()} → 請用 pandoc 3。")
    if format == "epub":
        return done.stdout
    from . import docx as word  # loading lxml and python-docx takes a quarter of a second

    texts = "".join(f"　{source.short} {source.revision}" for source in packet.sources)
    before, between, after = say(packet, "第 |頁，共 |頁").split("|")
    try:
        return word.finish(done.stdout, title(packet), (before, f" {between}", f" {after}{texts}"), packet.script)
    except word.MissingPartError as missing:
        raise PandocError(f"{version()} 寫的 DOCX 裏沒有 {missing}，不能排版。 → 請換一個版本的 pandoc 3，或在專案裏提出來。") from missing
