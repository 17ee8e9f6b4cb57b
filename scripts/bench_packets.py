#!/usr/bin/env python3
"""What the files of packets cost: seconds and peak memory, each in a process of its own, with nothing kept from before.

    bench_packets.py [NAME] [--runs R]

Measures one packet's PDF (that of NAME, production-meeting unless told), all PDFs that the site offers, all files (with EPUB and DOCX
where pandoc is there), and, where WeasyPrint is installed, the PDF that it makes of the page of the same packet, with the
same fonts and the site's print stylesheets. Reading the edition is part of each, and is measured alone too. Of R runs (3) the median.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import positive
from markdown import Markdown

from duben import DubenExtension, command
from duben.document.pages import Pages
from duben.edition.model import Edition
from duben.edition.read import read
from duben.links.model import Links
from duben.links.resolve import resolve
from duben.packets.build import Builder
from duben.packets.files import Job, jobs, pages
from duben.pandoc.run import available
from duben.reading.settings import beside, read_settings
from duben.site.theme import FOLDER

ROOT = Path(__file__).resolve().parent.parent
STYLES = ("material.css", "duben.css", "packet.css", "print.css")
FACES = "".join(
    f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}"); }}\n'
    for package in ("pylopdf_fonts_zh_tw", "pylopdf_fonts_zh_cn")
    for path in sorted(Path(str(getattr(importlib.util.find_spec(package), "origin", ""))).parent.glob("*.otf"))
    for family in [path.stem.partition("-")[0]]
)
ROOT_STYLE = (
    ":root { --db-serif: NotoSerifTC, NotoSerifSC; --db-sans: NotoSansTC, NotoSansSC; } body { font-family: NotoSansTC, NotoSansSC }"
)


def page(edition: Edition, links: Links, path: str) -> str:
    """The packet's page as HTML, with the styles that the site prints it with."""
    extension = DubenExtension(edition, links)
    extension.path = path
    found = edition.page(path)
    assert found is not None
    body = Markdown(extensions=[extension, "tables"]).convert(found.document.body)
    styles = "".join((FOLDER / "assets" / name).read_text("utf-8") for name in STYLES)
    styled = f"<style>{FACES}{styles}{ROOT_STYLE}</style>"
    head = f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>{path}</title>{styled}'
    return f'{head}<body class="db-page md-typeset">{body}</body>'


def work(what: str, name: str) -> None:
    """One task, in this process."""
    edition = read(ROOT / "docs", read_settings(beside(ROOT / "docs"))[0])
    links = resolve(edition)
    path = f"packets/{name}.md"
    if what == "weasyprint":
        from weasyprint import HTML

        HTML(string=page(edition, links, path)).write_pdf()
        return
    with tempfile.TemporaryDirectory() as folder:
        builder = Builder(Pages(edition, links), Path(folder))
        if what == "one":
            builder.make(Job(path))
        elif what in ("pdf", "all"):
            for item in pages(edition):
                for job in jobs(item, books=what == "all"):
                    builder.make(job)


def measured(what: str, name: str) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of one task in a process of its own, with the processes that it starts."""
    process = subprocess.Popen([sys.executable, __file__, name, "--work", what], stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        assert process.stderr
        sys.exit(f"bench_packets.py: {what} failed.\n{process.stderr.read().decode()}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", default="production-meeting")
    parser.add_argument("--runs", type=positive, default=3)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not (ROOT / "docs" / "packets" / f"{options.name}.md").is_file():
        parser.error(f"there is no packet {options.name}")
    if options.work:
        work(options.work, options.name)
        return 0
    weasyprint = importlib.util.find_spec("weasyprint") is not None
    tasks = {"read": "the edition, read only", "one": f"{options.name}: one PDF", "pdf": "all PDFs"}
    tasks |= {"all": "all PDFs, EPUBs, DOCXs"} if available() else {}
    tasks |= {"weasyprint": f"{options.name}: WeasyPrint"} if weasyprint else {}
    rows = {what: [measured(what, options.name) for _ in range(options.runs)] for what in tasks}
    seconds = {what: statistics.median(row[0] for row in found) for what, found in rows.items()}
    edition = read(ROOT / "docs", read_settings(beside(ROOT / "docs"))[0])
    count = {"one": 1, "weasyprint": 1} | {
        what: sum(len(jobs(item, books=what == "all")) for item in pages(edition)) for what in ("pdf", "all")
    }
    for what, told in tasks.items():
        memory = statistics.median(row[1] for row in rows[what])
        files = f"{count[what]} file(s)" if what in count else ""
        print(f"{told:32} {seconds[what]:8.2f} s  {memory:6.0f} MB  {files}")
    if weasyprint:
        whole = seconds["one"] / seconds["weasyprint"]
        alone = (seconds["one"] - seconds["read"]) / (seconds["weasyprint"] - seconds["read"])
        print(f"one PDF against WeasyPrint: {whole:.2f} of its time; without reading the edition {alone:.2f}")
    else:
        print("WeasyPrint is not installed here; with it (pip install weasyprint) it is measured too.")
    return 0


if __name__ == "__main__":
    command.run(main)
