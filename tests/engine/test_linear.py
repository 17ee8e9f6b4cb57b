"""Every scan takes time in proportion to what it reads: twice the input takes about twice the time, whatever is repeated in it."""

import time

import pytest
from markdown import Markdown

from duben.document.syntax import Syntax
from duben.edition import ledger
from duben.edition.fidelity import strip
from duben.importing import RefusedError, draft
from duben.reading import blocks, bounds, citations, packets, safety, tables
from duben.reading.frontmatter import Document, split
from duben.reading.masking import mask
from duben.reading.schema import PacketMeta, Removed
from duben.reading.settings import Settings
from duben.text import folding, marks, transcript, variants

RATIO = 2.6
"""What twice the input may take, which was asked for; a scan that looks back to the beginning takes 4."""
ENOUGH = 0.004
"""Seconds of the processor that a clock can tell apart."""
LONGEST = 1_000_000
"""Characters: where they take less than ``ENOUGH``, a scan is quick enough, whatever it does."""
UNITS = [
    "「", "」", "「」", "「甲」[@a/b]", "」[@a/b]", "[@a/b]:", "[@", "[", "]", "![", "](", "[a](b) ", "[a]: b\n", "{", "}", "{甲→乙}", "{/", "|", "| a ", "| a | b |\n",
    "**", "*a", "_a_", "`", "``a`", "```\n", "<", "<a ", "<!--", "&", "\\", "\\{", "→", "> ", "> a\n", "- ", "- a\n", "1. ", "# ", "# a\n", "/// ",
    "/// step | a\n", "///\n", "    a: b\n", "/", "--- ", "---\n", " ", "　", "\t", "\n", "\n\n", "a\n\n", " \n", "甲", "甲乙。", "a", "0", "a:", "〔", "〔〕", "、", "……", "-", ".", "(", ")", '"', "'",
]  # fmt: skip


def seconds(scan, text):
    """What a scan takes of the processor."""
    before = time.process_time()
    scan(text)
    return time.process_time() - before


def ratio(scan, make, least=2_000):
    """How much longer a scan takes for twice the input, where that can be measured; 1 where it is too quick for that."""
    size = least
    while (first := seconds(scan, make(size))) < ENOUGH and size < LONGEST:
        size *= 2
    if first < ENOUGH:
        return 1
    best = 9.0
    for _ in range(6):  # another process may come between
        one = min(seconds(scan, make(size)) for _ in range(2))
        two = min(seconds(scan, make(2 * size)) for _ in range(2))
        best = min(best, two / one)
        if best < RATIO:
            break
    return best


def page(text):
    return Document("a.md", body=text)


def every(found):
    return list(found)


SETTINGS = Settings()
MARKDOWN = Markdown(extensions=[Syntax(SETTINGS.block_fields), "tables"])


def document(text):
    MARKDOWN.reset()
    MARKDOWN.convert(bounds.body("a.md", text, 1)[0])


def imported(text):
    try:
        draft(text.encode())
    except RefusedError:
        pass


def table(text):
    block = blocks.GuideBlock("step", "a", "a", 1, text.count("\n") + 2)
    tables.table(page("\n" + text), block)


SCANS = {
    "marks": marks.scan,
    "transcript": lambda text: transcript.parse("a.md", text),
    "front matter": lambda text: split("a.md", f"---\n{text}\n---\n"),
    "citations": lambda text: citations.scan("a.md", text, 1),
    "blocks": lambda text: blocks.scan(page(text), SETTINGS),
    "items": blocks.items,
    "bounds": lambda text: bounds.body("a.md", text, 1),
    "masking": mask,
    "safety": lambda text: safety.check(page(text)),
    "tables": table,
    "folding": folding.fold,
    "folding of many": lambda text: folding.fold_all(text.split("\n")),
    "variants": variants.fold,
    "packets": lambda text: packets.read(Document("packets/a.md", {"parts": [{"excerpt": text}]}, body=text), PacketMeta()),
    "source": lambda text: strip(text, [(Removed(1, "甲"), 1)] * 20, "a.md"),
    "ledger": lambda text: ledger.read_all("a", {"a": text}),
    "importer": imported,
}


@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("unit", UNITS, ids=map(repr, UNITS))
def test_a_scan_takes_twice_the_time_for_twice_the_input(name, unit):
    assert ratio(SCANS[name], lambda size: unit * (size // len(unit))) < RATIO
