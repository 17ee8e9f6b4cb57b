#!/usr/bin/env python3
"""Measure builds of synthetic editions of several sizes as bench.py does, and write what was found as a page of the site.

    bench_all.py [N ...] [--entries M] [--runs R] [--docs DIR]

Writes about/performance.md and assets/performance.svg below docs/: tables of all sizes N (300 and 1000 unless told), each with M entries
(320), medians of R runs (3), and a plot of the largest.
"""

from __future__ import annotations

import argparse
import datetime
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from bench import Measured, measure, positive

ROOT = Path(__file__).resolve().parent.parent
BUILDS = {"duben": "從頭生成", "fonts": "從頭生成，字體也要做", "unlinked": "從頭生成，不連詞條"}
AGAIN = {"nothing": "再生成，沒有改動", "paragraph": "再生成，改一段", "character": "再生成，多一個新字", "entry": "再生成，多一條詞條"}
OTHERS = {"zensical": "Zensical（同一批 Markdown）", "pagefind": "Pagefind（只做 plain Material 各頁的搜尋）"}
HEAD = """\
---
title: 生成要多久
description: 生成網站要用的時間和記憶體，同 plain Material 相比。
order: 8
---

# 生成要多久

這一頁是程式寫的，數字都是量出來的。量的是虛構的文獻：把本站文獻的句子打亂，湊成若干章；\
每十章一篇指南，另有若干詞條。讀本和 plain Material（開着它的搜尋）用同一批 Markdown，\
在同一臺機器上輪流生成。時間是處理器秒（processor seconds，幾個核心用的加在一起），取各次的中位數；\
「比」是讀本同 plain Material 從頭生成的比。記憶體是用得最多的那個行程的峯值。

「從頭生成」以前，上次留下的都刪掉，只留字體（`.cache/fonts`）；「字體也要做」連字體也不留，只量一次。\
「再生成」用的是從頭生成以後留下的 `.cache`。學習包的 PDF 等檔案不在內。
"""


def machine() -> str:
    """The machine on which this runs."""
    try:
        model = next(line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().split("\n") if line.startswith("model name"))
        memory = f"，記憶體 {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') >> 30} GB"
    except (OSError, StopIteration, ValueError):
        model, memory = platform.processor() or platform.machine(), ""
    return f"{model}，{os.cpu_count()} 個核心{memory}，{platform.system()}"


def versions() -> str:
    found = [f"{name} {version(package)}" for name, package in (("MkDocs", "mkdocs"), ("Material", "mkdocs-material"))]
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    commit = f"（{done.stdout.strip()}）" if done.returncode == 0 else ""
    return f"讀本 {version('duben')}{commit}、Python {platform.python_version()}、{'、'.join(found)}"


def table(found: Measured) -> Iterator[str]:
    """What was measured of one edition, row by row."""
    plain = found.seconds("plain")
    yield "| 工作 | 讀本（秒） | plain Material（秒） | 比 | 記憶體（MB） |"
    yield "| --- | --: | --: | --: | --: |"
    for work, name in (BUILDS | AGAIN).items():
        if work in found.costs:
            yield f"| {name} | {found.seconds(work):.1f} | {plain:.1f} | {found.ratio(work):.2f} | {found.megabytes(work):.0f} |"


def section(found: Measured) -> Iterator[str]:
    """All of one edition."""
    yield f"\n## {found.chapters:,} 章\n"
    yield f"指南 {found.guides} 篇，詞條 {found.entries} 條，量 {found.runs} 次。下表每一行的命令都是"
    yield f"`python3 scripts/dev.py bench {found.chapters} --entries {found.entries} --runs {found.runs}`。\n"
    yield from table(found)
    cost = found.seconds("duben") / found.seconds("unlinked") - 1
    yield f"\nplain Material 用記憶體 {found.megabytes('plain'):.0f} MB。找詞條、連詞條，比不連多用 {cost:.1%} 的時間。"
    yield f"每章 {found.files:.2f} 個檔；一章的網頁平均 {found.page / 1000:.1f} KB，plain Material 是 {found.plain_page / 1000:.1f} KB，"
    yield f"比是 {found.page / found.plain_page:.2f}。"
    for work, name in OTHERS.items():
        if work in found.costs:
            yield f"{name}用 {found.seconds(work):.1f} 秒、{found.megabytes(work):.0f} MB，比是 {found.ratio(work):.2f}。"


def growth(rows: Sequence[Measured]) -> Iterator[str]:
    """How the cost grows from each size to the next: the exponent, of which 1 is in proportion."""
    yield "\n## 章數多了會怎樣\n"
    yield "時間大致照章數的幾次方增加；一次方就是照比例增加。\n"
    yield "| 從 | 到 | 讀本 | plain Material |"
    yield "| --: | --: | --: | --: |"
    for small, large in pairwise(rows):
        powers = [math.log(large.seconds(work) / small.seconds(work), large.chapters / small.chapters) for work in ("duben", "plain")]
        yield f"| {small.chapters:,} 章 | {large.chapters:,} 章 | {powers[0]:.2f} | {powers[1]:.2f} |"


def plot(found: Measured) -> str:
    """The processor seconds of each work as bars, as SVG."""
    works = BUILDS | AGAIN | {"plain": "plain Material", "zensical": "Zensical", "pagefind": "Pagefind"}
    rows = [(name, found.seconds(work)) for work, name in works.items() if work in found.costs]
    most = max(seconds for _name, seconds in rows)
    height, left, width = 28, 190, 430
    bars = []
    for number, (name, seconds) in enumerate(rows):
        top, size = number * height, max(1.0, width * seconds / most)
        bars.append(
            f'<text x="{left - 8}" y="{top + 19}" text-anchor="end">{name}</text>'
            f'<rect x="{left}" y="{top + 5}" width="{size:.1f}" height="18" fill="#5b88a8"/>'
            f'<text x="{left + size + 6:.1f}" y="{top + 19}">{seconds:.1f}</text>'
        )
    style = 'font-family="sans-serif" font-size="14" fill="#7a7a7a"'  # colors that are seen on a light and on a dark page
    view = f'viewBox="0 0 {left + width + 60} {len(rows) * height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view} {style}>{"".join(bars)}</svg>\n'


def page(rows: Sequence[Measured]) -> str:
    """The page of numbers."""
    largest = rows[-1]
    sizes = " ".join(str(found.chapters) for found in rows)
    lacking = [work.capitalize() for work in OTHERS if work not in largest.costs]
    lines = [
        HEAD,
        f"{datetime.date.today().isoformat()} 量；機器：{machine()}；{versions()}。",
        f"整頁的命令：`python3 scripts/dev.py bench-all {sizes} --entries {largest.entries} --runs {largest.runs}`。",
        *([f"這臺機器上沒有{'、'.join(lacking)}，沒有量。"] if lacking else []),
        f"\n![{largest.chapters:,} 章的各項工作各用多少處理器秒；數字見下面的表](../assets/performance.svg)",
        *(line for found in reversed(rows) for line in section(found)),
        *(growth(rows) if len(rows) > 1 else ()),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", type=positive, nargs="*")
    parser.add_argument("--entries", type=positive, default=320)
    parser.add_argument("--runs", type=positive, default=3)
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    rows = []
    for chapters in sorted(set(options.chapters or (300, 1000))):
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(Path(folder), chapters, options.entries, options.runs))
    for path, text in (("about/performance.md", page(rows)), ("assets/performance.svg", plot(rows[-1]))):
        (options.docs / path).parent.mkdir(parents=True, exist_ok=True)
        (options.docs / path).write_text(text, "utf-8")
        print(options.docs / path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
