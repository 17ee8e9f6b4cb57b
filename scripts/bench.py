#!/usr/bin/env python3
"""How long the site takes to build, and how much memory, against plain Material on the same Markdown in the same run.

    bench.py [N] [--entries M] [--runs R] [--keep DIR]

Makes a synthetic edition of N chapters (100 unless told) by shuffling the sentences of docs/, marks included, a guide for
every ten chapters, and M entries (none unless told), the shipped names first; builds it R times (1) with the
project's hooks and R times with plain Material, in turn; prints processor seconds, peak memory and the
ratio of the medians. With entries it is also built with all names set to be passed over, which tells what finding and linking
them costs. Then it is built again with nothing changed, one paragraph, one new character, one new entry.

A first build, told apart, makes the fonts, which later ones find in .cache/; all else that is kept between builds is removed before
each of them but those that build again. Where Zensical is on the path, it builds plain Material's pages too, and Pagefind makes its
search of them. Making the edition is not timed.
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
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duben import command
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
exclude_docs: reports/*/ids/
not_in_nav: entries/*/*.md
"""
ENTRY = "---\nname: {word}\npinyin: ā{number}\nenglish: word\n---\n\n{word}是一個詞。\n"
SETTINGS = {"plain": "plain.yml", "unlinked": "unlinked.yml", "duben": "mkdocs.yml"}
"""What is built with nothing kept but fonts, by its settings; the last is then built again."""
NAMES = {"duben": "讀本", "plain": "plain Material", "unlinked": "讀本 unlinked"}
OTHERS = {"zensical": "Zensical", "pagefind": "Pagefind"}
"""Programs that are measured where they are on the path."""
AGAIN = {"nothing": "nothing changed", "paragraph": "one paragraph", "character": "one new character", "entry": "one new entry"}


class Cost(NamedTuple):
    """Processor seconds and peak memory in MB."""

    seconds: float
    megabytes: float


class Measured(NamedTuple):
    """What was measured of an edition: the ``costs`` of each work by run; how many files the site has for each chapter; the mean bytes of
    a chapter's page, and of plain Material's."""

    chapters: int
    entries: int
    runs: int
    costs: Mapping[str, Sequence[Cost]]
    files: float
    page: float
    plain_page: float

    @property
    def guides(self) -> int:
        return max(1, self.chapters // 10)

    def seconds(self, work: str) -> float:
        """The median of the runs."""
        return statistics.median(cost.seconds for cost in self.costs[work])

    def megabytes(self, work: str) -> float:
        return max(cost.megabytes for cost in self.costs[work])

    def ratio(self, work: str) -> float:
        """Processor seconds for each of plain Material's."""
        return self.seconds(work) / self.seconds("plain")


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
        (docs / "entries" / "terms" / f"e{number}.md").write_text(ENTRY.format(word=word, number=number), "utf-8")
    record(docs)
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


def record(docs: Path) -> None:
    """Record the ids and revisions of an edition."""
    subprocess.run([sys.executable, ROOT / "scripts" / "record.py", "--docs", docs], check=True, stdout=subprocess.DEVNULL)


def cost(folder: Path, *command: str) -> Cost:
    """What a build costs, in a process of its own, with the processes that it starts."""
    # without a variable that has Python compile what it imports at every start
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"bench.py: this build failed: {' '.join(command)}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # macOS counts bytes, Linux kilobytes
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def build(folder: Path, settings: str) -> Cost:
    """What a build with MkDocs costs."""
    return cost(folder, sys.executable, "-m", "mkdocs", "build", "-q", "-f", settings, "-d", str(site(folder, settings)))


def site(folder: Path, settings: str) -> Path:
    """Where the site with these settings is built."""
    return folder / f"site-{settings.removesuffix('.yml')}"


def fresh(folder: Path, settings: str) -> Cost:
    """What a build costs of which nothing is there: no site, and of what is kept between builds only the fonts."""
    shutil.rmtree(site(folder, settings), ignore_errors=True)
    for kept in (folder / ".cache").glob("*"):
        if kept.name != "fonts":
            shutil.rmtree(kept)
    return build(folder, settings)


def edits(folder: Path, run: int) -> Iterator[str]:
    """Edit the edition step by step, and tell what was done in each. ``run`` makes characters and words differ from those of other runs,
    whose fonts are kept."""
    docs = folder / "docs"
    chapters = sorted(docs.glob("reports/*/c*.md"))
    one, other = chapters[len(chapters) // 3], chapters[len(chapters) // 2]
    yield "nothing"
    written = set("".join(path.read_text("utf-8") for path in docs.rglob("*.md")))
    new = [char for char in map(chr, range(0x8000, 0x9FA0)) if char not in written]
    for what, chapter, char in (("paragraph", one, "的"), ("character", other, new[run * 97])):
        text = chapter.read_text("utf-8").rstrip()
        chapter.write_text(f"{text}{{+{char} | 理校：的}}\n", "utf-8")  # at the end of its last paragraph
        record(docs)
        yield what
    names = {path.read_text("utf-8").split("\n")[1] for path in docs.glob("entries/terms/e*.md")}
    words = re.findall("[\u4e00-\u9fff]{4}", one.read_text("utf-8").split("---", 2)[2])
    word = [word for word in map(fold, words) if f"name: {word}" not in names][run]
    (docs / "entries/terms/new.md").write_text(ENTRY.format(word=word, number=0), "utf-8")
    yield "entry"


def measure(folder: Path, chapters: int, entries: int, runs: int) -> Measured:
    """Make the edition in ``folder`` and build it in each way."""
    make(folder, chapters, entries)
    costs: dict[str, list[Cost]] = defaultdict(list)
    costs["fonts"].append(fresh(folder, "mkdocs.yml"))
    shutil.copytree(folder / "docs", folder / "before")
    works = {work: settings for work, settings in SETTINGS.items() if (folder / settings).exists()}
    zensical, pagefind = map(shutil.which, OTHERS)
    if zensical:  # it has a cache of its own beside its settings
        shutil.copytree(folder / "docs", folder / "zensical/docs")
        shutil.copy(folder / "plain.yml", folder / "zensical/mkdocs.yml")
    for run in range(runs):
        if zensical:
            shutil.rmtree(folder / "zensical/site", ignore_errors=True)
            costs["zensical"].append(cost(folder / "zensical", zensical, "build", "--clean"))
        for work, settings in works.items():
            costs[work].append(fresh(folder, settings))
        sites = site(folder, "mkdocs.yml"), site(folder, "plain.yml")
        files = sum(path.is_file() for path in sites[0].rglob("*"))
        page, plain = (statistics.mean(path.stat().st_size for path in root.glob("reports/*/c*/index.html")) for root in sites)
        if pagefind:
            costs["pagefind"].append(cost(folder, pagefind, "--site", str(sites[1])))
        for work in edits(folder, run):
            costs[work].append(build(folder, "mkdocs.yml"))
        shutil.rmtree(folder / "docs")
        shutil.copytree(folder / "before", folder / "docs")
    return Measured(chapters, entries, runs, costs, files / chapters, page, plain)


def told(found: Measured) -> Iterator[str]:
    """What was measured, line by line."""
    counts = f"{found.chapters} chapters, {found.guides} guides, {found.entries} entries, {found.runs} run(s) each"
    yield f"{counts}, font cache warm"
    for work, name in (NAMES | OTHERS).items():
        if work in found.costs:
            seconds, memory = found.seconds(work), found.megabytes(work)
            yield f"{name:15} {seconds:8.1f} s  {memory:7.0f} MB  {1000 * seconds / found.chapters:6.1f} ms a chapter"
    yield f"ratio           {found.ratio('duben'):8.2f}"
    if found.entries:
        cost = found.seconds("duben") / found.seconds("unlinked") - 1
        yield f"finding and linking the names: {cost:8.1%} of the build without"
    for work, name in AGAIN.items():
        yield f"again, {name:20} {found.seconds(work):8.2f} s  {found.megabytes(work):7.0f} MB  ratio {found.ratio(work):.2f}"
    seconds, memory = found.seconds("fonts"), found.megabytes("fonts")
    yield f"font cache empty (1 run)    {seconds:8.2f} s  {memory:7.0f} MB  ratio {found.ratio('fonts'):.2f}"
    yield f"files a chapter {found.files:8.2f}"
    ratio = found.page / found.plain_page
    yield f"a chapter's page {found.page / 1000:7.1f} kB, plain Material's {found.plain_page / 1000:.1f} kB, ratio {ratio:.2f}"
    for work, name in OTHERS.items():
        if work not in found.costs:
            yield f"{name} is not on the path; where it is (pip install {work}), it is measured too."


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
        for line in told(measure(folder, options.chapters, options.entries, options.runs)):
            print(line)
    return 0


if __name__ == "__main__":
    command.run(main)
