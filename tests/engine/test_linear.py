"""Every scan takes time in proportion to what it reads: twice the input takes about twice the time, whatever is repeated in it."""

import gc
import time
from contextlib import suppress

import pytest
from markdown import Markdown

from duben.document.syntax import Syntax
from duben.edition import ledger
from duben.edition.fidelity import SourceText, aligned, compare, strip
from duben.importing import RefusedError, draft
from duben.reading import blocks, bounds, citations, packets, safety, tables
from duben.reading.frontmatter import Document, split
from duben.reading.masking import mask
from duben.reading.schema import PacketMeta, Removed
from duben.reading.settings import Settings
from duben.text import folding, marks, transcript, variants
from support.ledger import place_all

RATIO = 2.6
"""What twice the input may take, which was asked for; a scan that looks back to the beginning takes 4."""
ENOUGH = 0.003
"""Seconds of the processor that a clock can tell apart."""
LONGEST = 60_000
"""Characters: where they take less than ``ENOUGH``, a scan is quick enough, whatever it does."""
UNITS = [
    "「", "」", "「」", "「甲」[@a/b]", "」[@a/b]", "[@a/b]:", "[@", "[", "]", "![", "](", "[a](b) ", "[a]: b\n", "{", "}",
    "{甲→乙}", "{/", "|", "| a ", "| a | b |\n", "**", "*a", "_a_", "`", "``a`", "```\n", "<", "<a ", "<!--", "&", "\\",
    "\\{", "→", "> ", "> a\n", "- ", "- a\n", "1. ", "# ", "# a\n", "/// ", "/// step | a\n", "///\n", "    a: b\n",
    "/", "--- ", "---\n", " ", "\u3000", "\t", "\n", "\n\n", "a\n\n", " \n", "甲", "甲乙。", "a", "0", "a:", "〔", "〔〕", "、",
    "……", "-", ".", "(", ")", '"', "'",
]  # fmt: skip


def seconds(scan, text):
    """What a scan takes of the processor."""
    before = time.process_time()
    scan(text)
    return time.process_time() - before


@pytest.fixture(autouse=True)
def no_garbage():
    """Garbage is collected at any time."""
    gc.disable()
    yield
    gc.enable()


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


SETTINGS = Settings()
MARKDOWN = Markdown(extensions=[Syntax(SETTINGS.block_fields), "tables"])


def document(text):
    MARKDOWN.reset()
    MARKDOWN.convert(bounds.body("a.md", text, 1)[0])


def imported(text):
    with suppress(RefusedError):
        draft(text.encode())


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
    "packets": lambda text: packets.read(
        Document("packets/a.md", {"parts": [{"excerpt": text}]}, member_lines={"parts": (2,)}), PacketMeta()
    ),
    "source": lambda text: strip(text, [(Removed(1, "甲"), 1)] * 20, "a.md"),
    "ledger": lambda text: ledger.read_all("a", {"a": text}),
    "importer": imported,
}


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_takes_twice_the_time_for_twice_the_input(name):
    found = {unit: ratio(SCANS[name], lambda size, unit=unit: unit * (size // len(unit))) for unit in UNITS}
    assert {unit: value for unit, value in found.items() if value >= RATIO} == {}


LEDGERS = {
    "one by one": lambda size: [f"{chr(0x4E00 + i % 20_000)}文" for i in range(size)],
    "supplied": lambda size: ["甲", *["{+乙}"] * size],
    "headings": lambda size: ["# 甲"] * size,
    "merged": lambda size: ["甲" * size],
}


@pytest.mark.parametrize("before", LEDGERS)
@pytest.mark.parametrize("after", LEDGERS)
def test_ids_are_given_in_proportion_to_paragraphs(before, after):
    def make(size):
        _, records, _ = ledger.assign(place_all(LEDGERS[before](size)), [], "a")
        return place_all(LEDGERS[after](size)), records

    assert ratio(lambda made: ledger.assign(*made, "a"), make, 500) < RATIO


def test_ids_are_found_again_in_proportion_to_paragraphs():
    def make(size):
        words = "同" * size
        return [ledger.Record("a", f"p{i}", i, "同" * 10) for i in range(size)], SourceText(words, size, ((0, 0, 1),)), {"a": (0, size)}

    assert ratio(lambda made: ledger.realign(*made), make, 500) < RATIO


@pytest.mark.parametrize("change", ["甲", "。", ""])
def test_a_text_is_compared_in_proportion_to_its_blocks(change):
    def make(size):
        blocks = [item.block for item in place_all(["甲乙。"] * size)]
        text = "".join(block.reading.replace("乙", change) for block in blocks)
        return SourceText(text, len(text), ((0, 0, 1),)), blocks

    def scan(made):
        source, blocks = made
        compare(source, [("a", blocks)])
        aligned(source, [blocks])

    assert ratio(scan, make, 100) < RATIO
