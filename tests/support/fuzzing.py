"""Properties that hold for whatever a contributor writes, each asked of one random case: some by tests/engine/test_fuzz.py, as many as
there is time for by scripts/fuzz.py."""

import tempfile
from contextlib import suppress
from pathlib import Path

from duben import importing
from duben.edition import ledger
from duben.importing import RefusedError
from duben.reading import blocks, bounds, citations, entries, packets, safety, tables
from duben.reading.frontmatter import read, split
from duben.reading.masking import mask
from duben.reading.schema import EntryMeta, GuideMeta, PacketMeta, PageMeta, ReportMeta
from duben.reading.settings import Settings
from duben.text import marks, transcript
from support.ledger import place_all

UNITS = [
    *"「」『』[]{}()|→?!+-/\\*_`<>&#:;,.、；，。？！〔〕□｜ 　\t\n甲乙丙a1é\x00\x85\u2028\u200b\u202e\ufeff\ud800😀",
    "\n\n", "{甲→乙}", "{+甲}", "{□2}",
    "{/3}", "{甲 | 記}", "{甲?}", "\\{", "[@a/b]", "[@a/b, p2]", "[@a/b, p2-p3]", "「甲」[@a/b]",
    "> 甲\n> [@a/b]\n", "/// step | 題\n",
    "    id: a\n", "    en: A\n", "    items: a、〔甲〕 5\n", "///\n", "- ", "1. ", "# ", "| 甲 | 乙 |\n",
    "| --- | --- |\n", "```\n", "---\n", "title: 試\n", "a: [", "{a: ",
    "&a ", "*a ", "<<: ", "!!int ", "2024-13-45", "9" * 30, "parts:\n", "  - excerpt: a/b, p1-p2\n",
    "  - guide: a\n", "    minutes: 10\n", "name: 甲\n",
    "forms: [甲, {form: 乙}]\n", "seal 1 0123456789abcdef\n", "p1 0 甲\n", "h1 5 乙\n", "目錄\n", "第一章 甲\n",
    "一、", "（一）", "12\n", "$5\\%$",
]  # fmt: skip
SETTINGS = Settings()


def text(random, longest=25):
    """A random text of what has a meaning somewhere."""
    return "".join(random.choices(UNITS, k=random.randint(0, longest)))


def front_matter(random):
    case = f"---\n{text(random)}\n---\n{text(random, 3)}"
    yield case
    for kind in (PageMeta, GuideMeta, EntryMeta, PacketMeta, ReportMeta):
        document, _meta, problems = read("a.md", case, kind)
        assert document.first_line >= 1
        assert all(1 <= problem.line <= case.count("\n") + 2 for problem in problems)


def edition_marks(random):
    case = text(random)
    yield case
    tokens, faults = marks.scan(case)
    assert all(0 <= fault.offset <= len(case) for fault in faults)
    if not faults and not any(isinstance(token, marks.Mark) for token in tokens):
        plain = marks.view_text(tokens, "transcribed")
        assert marks.view_text(marks.scan(marks.escape(plain))[0], "transcribed") == plain
    again, more = marks.scan(marks.escape(case))
    assert (marks.view_text(again, "transcribed"), more) == (case, ())


def chapters(random):
    case = text(random)
    yield case
    found, problems = transcript.parse("a.md", case)
    lines = case.count("\n") + 1
    assert all(1 <= block.line <= lines for block in found)
    assert all(1 <= problem.line <= lines for problem in problems)


def cited(random):
    case = text(random)
    yield case
    masked = mask(case)
    assert (len(masked), masked.count("\n")) == (len(case), case.count("\n"))
    references, problems = citations.scan("a.md", case, 1)
    assert all(1 <= found.line <= case.count("\n") + 1 and found.column >= 1 for found in (*references, *problems))
    for reference in references:
        assert citations.parse(reference.raw) == reference.citations


def pages(random):
    case = text(random)
    yield case
    document = split("a.md", f"---\ntitle: 試\n---\n{case}")[0]
    found, _problems = blocks.scan(document, SETTINGS)
    assert all(document.first_line <= block.line <= block.end for block in found)
    for block in found:
        tables.table(document, block)
        tables.chart(document, block)
    safety.check(document)
    bounds.body("a.md", case, 1)


def packed(random):
    case = f"---\ntitle: 包\nparts:\n{''.join(random.choices(UNITS, k=random.randint(0, 12)))}\n---\n"
    yield case
    document, meta, _problems = read("packets/a.md", case, PacketMeta)
    packets.read(document, meta)
    document, entry, _problems = read("entries/terms/a.md", case.replace("title", "name"), EntryMeta)
    entries.read(document, entry, SETTINGS)


def ledgers(random):
    case = text(random)
    yield case
    records, problems = ledger.read_all("a", {"a": case})
    assert all(problem.line >= 1 for problem in problems)
    again, faults = ledger.read_all("a", ledger.files(records))
    assert faults == []
    assert sorted(map(str, again)) == sorted(map(str, records))


def ids(random):
    words = "".join(random.choices("甲乙丙丁。，{\\", k=random.randint(2, 30)))
    published = []
    case = [words]
    yield case
    for _ in range(3):
        cuts = sorted(random.sample(range(1, len(words)), min(len(words) - 1, random.randint(0, 6))))
        rows = [random.choice(("", "", "## ")) + marks.escape(words[a:b]) for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
        for at in random.choices(range(len(rows) + 1), k=random.randint(0, 3)):
            rows.insert(at, random.choice(("{+戊}", "{+己}", "## {+戊}")))
        case.append(rows)
        items = place_all(rows)
        found, proposals, problems = ledger.assign(items, published, "a")
        assert problems == []
        holders = {name: item for item, one in zip(items, found, strict=True) for name in (one.id, *one.aliases)}
        assert len(holders) == sum(1 + len(one.aliases) for one in found)
        assert all(record.supplied or holders[record.id].start <= record.place < holders[record.id].end for record in published)
        known = {record.id: record for record in (*published, *proposals)}
        assert all(known[one.id].supplied == (not item.block.reading) for item, one in zip(items, found, strict=True))
        published += proposals
        assert ledger.read_all("b", ledger.files(published))[1] == []


def imported(random):
    case = text(random, 60)
    yield case
    with suppress(RefusedError):
        importing.draft(case.encode("utf-8", "surrogatepass"))


def written(random):
    case = text(random, 60).replace("\ud800", "")
    yield case
    with tempfile.TemporaryDirectory() as folder, suppress(RefusedError):
        plan = importing.draft(case.encode())
        try:
            importing.write(plan, Path(folder), "made")
        except RefusedError as refusal:
            raise AssertionError(refusal) from None


PROPERTIES = {
    property.__name__: property
    for property in (front_matter, edition_marks, chapters, cited, pages, packed, ledgers, ids, imported, written)
}
WEIGHTS = {"written": 1, "imported": 10}
"""How often a property is asked where others are asked 40 times: those that take longer seldom."""


def ask(name, random):
    """Ask one property of a case. Returns the case where it does not hold, with what was raised, else None."""
    asked = PROPERTIES[name](random)
    case = next(asked)
    try:
        next(asked, None)
    except Exception as error:
        return case, error
    return None


def draw(random):
    """The name of a property, by its weight."""
    return random.choices([*PROPERTIES], [WEIGHTS.get(name, 40) for name in PROPERTIES])[0]
