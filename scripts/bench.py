#!/usr/bin/env python3
"""How long the site takes to build, and how much memory, against plain Material on the same Markdown in the same run.

    bench.py [N] [--entries M] [--runs R] [--keep DIR]

Makes a synthetic edition of N chapters (100 unless told) by shuffling the sentences of docs/, marks included, a guide for
every ten chapters, and M entries (none unless told), the shipped names first; builds it R times (1) with the
project's hooks and R times with plain Material, in turn; prints processor seconds, peak memory and the
ratio of the medians. With entries it is also built with all names set to be passed over, which tells what finding and linking
them costs. Making the edition is not timed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from duben.edition.read import read
from duben.reading.settings import beside, read_settings
from duben.text.marks import bare, scan, view_text
from duben.text.variants import fold

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS_A_REPORT = 25
PLAIN = """\
site_name: plain
theme:
  name: material
  language: zh-Hant
  font: false
  features: [navigation.indexes, navigation.footer, navigation.prune, navigation.top, navigation.tabs]
plugins: [search]
markdown_extensions:
  - tables
  - toc: {toc_depth: 5, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
exclude_docs: ids.txt
not_in_nav: entries/*/*.md
"""


def positive(text: str) -> int:
    """A number of things on the command line, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {text}")
    return int(text)


def paragraphs(docs: Path) -> list[str]:
    """The paragraphs of the shipped chapters, marks included."""
    rows = [
        row
        for file in docs.glob("reports/*/*.md")
        if file.stem not in ("index", "front")
        for row in file.read_text("utf-8").split("---", 2)[2].split("\n")
    ]
    return [row for row in rows if len(row) > 60 and not row.startswith(("#", "-"))]


def sentences(rows: list[str]) -> list[str]:
    """Whole sentences that no mark is cut by."""
    found = [part for row in rows for part in re.findall(r"(?:[^。{}]|\{[^{}]*\})+。", row)]
    return [text for text in found if not scan(text)[1]]


def make(folder: Path, count: int, names: int = 0, seed: int = 1) -> None:
    """Write a synthetic edition of ``count`` chapters and ``names`` entries to ``folder``/docs, with its ids and revisions
    recorded; where there are entries, also to ``folder``/unlinked, with their names passed over."""
    chance = random.Random(seed)
    pool = sentences(paragraphs(ROOT / "docs"))
    docs = folder / "docs"
    for page in ("index.md", "guides/index.md", "reports/index.md", "entries/index.md", "entries/terms/index.md", "about/index.md"):
        (docs / page).parent.mkdir(parents=True, exist_ok=True)
        (docs / page).write_text(f"---\ntitle: {page}\n---\n\n# {page}\n", "utf-8")
    first: dict[str, str] = {}
    for number in range(0, count, CHAPTERS_A_REPORT):
        name = f"report-{number // CHAPTERS_A_REPORT + 1}"
        report = docs / "reports" / name
        report.mkdir()
        source = []
        for order in range(1, min(CHAPTERS_A_REPORT, count - number) + 1):
            body = [f"# 第{order}篇"]
            for section in range(6):
                body += [f"## {section + 1}、{chance.choice(pool)[:12].split('{')[0]}的問題"]
                body += ["".join(chance.sample(pool, 8)) for _ in range(4)]
            first[f"{name}/c{order}"] = bare(view_text(scan(body[2])[0], "corrected"))[:40]
            head = f"---\ntitle: 第{order}篇\nshort: 第{order}篇\norder: {order}\n---\n\n"
            (report / f"c{order}.md").write_text(head + "\n\n".join(body) + "\n", "utf-8")
            source += [view_text(scan(re.sub("^#+ ", "", row))[0], "transcribed") for row in body]
        (report / "source.txt").write_text("\n\n".join(source), "utf-8")
        head = f"---\ntitle: {name}\nshort: {name}\nrights: 合成\nproof: {{state: 未校}}\n---\n"
        (report / "index.md").write_text(head, "utf-8")
    keys = list(first)
    for number in range(max(1, count // 10)):
        blocks = []
        for step in range(10):
            key = chance.choice(keys)
            fields = f"    id: step-{step + 1}\n    en: Step"
            blocks.append(f"/// step | 第{step + 1}步\n{fields}\n\n> {first[key]}\n> [@{key}, p1]\n\n編者按語。\n///")
        blocks.append("/// questions | 討論題\n    id: questions\n\n" + f"1. 題[@{key}, p1]\n" * 3 + "///")
        blocks.append("/// leader | 給主持人\n    id: leader\n\n話。\n///")
        fields = f"title: 指南{number + 1}\nenglish: Guide\nabstract: One. Two. Three.\ngroup: 組{number % 6}\norder: {number}"
        head = f"---\n{fields}\n---\n\n# 指南{number + 1}\n\n"
        (docs / "guides" / f"g{number + 1}.md").write_text(head + "\n\n".join(blocks) + "\n", "utf-8")
    # the shipped names, which make the mentions as dense as they are in the booklets; the others are names met seldom or never
    words = {
        fold(bare(form.text))
        for entry in read(ROOT / "docs", read_settings(beside(ROOT / "docs"))[0]).entries.values()
        for form in entry.forms
        if form.linked
    }
    words = set(sorted(words)[:names])
    text = "".join(re.findall(r"[\u4e00-\u9fff]", "".join(pool)))
    while len(words) < names:
        words.add(fold("".join(chance.sample(text, 3))))
    for number, word in enumerate(sorted(words)):
        head = f"---\nname: {word}\npinyin: a{number}\nenglish: word\n---\n\n{word}是一個詞。\n"
        (docs / "entries" / "terms" / f"e{number}.md").write_text(head, "utf-8")
    subprocess.run([sys.executable, ROOT / "scripts" / "record.py", "--docs", docs], check=True, stdout=subprocess.DEVNULL)
    (folder / "plain.yml").write_text(PLAIN, "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("hooks/", f"{ROOT.as_posix()}/hooks/")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    if words:
        shutil.copytree(docs, folder / "unlinked")
        for file in (folder / "unlinked" / "entries" / "terms").glob("e*.md"):
            entry = file.read_text("utf-8")
            name = entry.split("\n")[1].removeprefix("name: ")
            file.write_text(entry.replace("english:", f"forms: [{{form: {name}, linked: false}}]\nenglish:"), "utf-8")
        (folder / "unlinked.yml").write_text(settings.replace("docs_dir: docs", "docs_dir: unlinked"), "utf-8")


def build(folder: Path, settings: str) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of one build, in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", settings, "-d", str(folder / "site")]
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"bench.py: the build with {settings} failed.")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # macOS counts bytes, Linux kilobytes
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", type=positive, nargs="?", default=100)
    parser.add_argument("--entries", type=int, default=0)
    parser.add_argument("--runs", type=positive, default=1)
    parser.add_argument("--keep", type=Path, help="make the edition in this folder and leave it there")
    options = parser.parse_args()
    if options.keep and (options.keep / "docs").exists():
        parser.error(f"there is an edition in {options.keep} already")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        make(folder, options.chapters, options.entries)
        results: dict[str, list[tuple[float, float]]] = {"mkdocs.yml": [], "plain.yml": []}
        if options.entries:
            results["unlinked.yml"] = []
        for _ in range(options.runs):
            for settings, row in results.items():
                row.append(build(folder, settings))
    names = {"mkdocs.yml": "讀本", "plain.yml": "plain Material", "unlinked.yml": "讀本 unlinked"}
    medians = {settings: statistics.median(seconds for seconds, _ in row) for settings, row in results.items()}
    print(f"{options.chapters} chapters, {max(1, options.chapters // 10)} guides, {options.entries} entries, {options.runs} run(s) each")
    for settings, row in results.items():
        memory = max(megabytes for _, megabytes in row)
        each = 1000 * medians[settings] / options.chapters
        print(f"{names[settings]:15} {medians[settings]:8.1f} s  {memory:7.0f} MB  {each:6.1f} ms a chapter")
    print(f"ratio           {medians['mkdocs.yml'] / medians['plain.yml']:8.2f}")
    if options.entries:
        print(f"finding and linking the names: {medians['mkdocs.yml'] / medians['unlinked.yml'] - 1:8.1%} of the build without")
    return 0


if __name__ == "__main__":
    sys.exit(main())
