"""Whatever is broken in an edition is told as problems, each with a place in a file, and never as a traceback."""

import random
import shutil

import pytest

from duben.checks import check
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.problems import folded
from duben.reading.settings import beside, read_settings
from duben.telling import as_github, as_json, as_text
from support.sites import TREES

ODD = [
    "{",
    "}",
    "→",
    "｜",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "」[@x/y]",
    "[@",
    "///",
    "---",
    "\n---\n",
    "&a *a",
    "<script>",
    "\r",
    "\t",
    "9" * 50,
    "𠀀",
    "::error::",
]
"""What is put into a text where it does not belong."""


class Breaker:
    """Breaks an edition at random."""

    def __init__(self, folder, seed):
        self.docs, self.chance = folder / "docs", random.Random(seed)
        shutil.copytree(TREES, self.docs, ignore=shutil.ignore_patterns(".cache"))
        shutil.copy(beside(TREES), folder)

    def file(self):
        found = sorted(path for path in self.docs.rglob("*") if path.is_file())
        return self.chance.choice([*found, beside(self.docs)])

    def bytes_(self, change):
        path = self.file()
        path.write_bytes(change(path.read_bytes()))

    def cut(self):
        self.bytes_(lambda data: data[: self.chance.randrange(len(data) + 1)])

    def hole(self):
        at = self.chance.random()
        self.bytes_(lambda data: data[: int(at * len(data))] + data[int(at * len(data)) + self.chance.randrange(40) :])

    def odd(self):
        def put(data):
            text = data.decode("utf-8", "replace")
            at = self.chance.randrange(len(text) + 1)
            return (text[:at] + self.chance.choice(ODD) + text[at:]).encode()

        self.bytes_(put)

    def other_encoding(self):
        self.bytes_(lambda data: data.decode("utf-8", "replace").encode(self.chance.choice(("big5", "gb18030", "utf-16")), "replace"))

    def lines(self):
        def shuffled(data):
            rows = data.split(b"\n")
            one, other = self.chance.randrange(len(rows)), self.chance.randrange(len(rows))
            rows[one], rows[other] = rows[other], rows[one] * self.chance.choice((0, 1, 2))
            return b"\n".join(rows)

        self.bytes_(shuffled)

    def gone(self):
        self.file().unlink()

    def renamed(self):
        path = self.file()
        path.rename(path.with_name(self.chance.choice(("other.md", "Ｘ.md", "x y.md", "index.md", f"{path.name}.txt"))))

    def exchanged(self):
        one, other = self.file(), self.file()
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)

    WAYS = (cut, hole, odd, odd, odd, other_encoding, lines, gone, renamed, exchanged)


@pytest.mark.parametrize("start", range(0, 200, 25))
def test_two_hundred_random_breakages_are_told(tmp_path, start):
    for seed in range(start, start + 25):
        breaker = Breaker(tmp_path / str(seed), seed)
        for _ in range(breaker.chance.randrange(1, 4)):
            breaker.chance.choice(Breaker.WAYS)(breaker)
            if not beside(breaker.docs).exists():
                shutil.copy(beside(TREES), breaker.docs.parent)
        settings, faults = read_settings(beside(breaker.docs))
        edition = read(breaker.docs, settings)
        found = faults or check(edition, resolve(edition))
        for form in (as_text, as_github, as_json):
            assert "Traceback" not in form(found)
        assert sum(1 + len(told.followers) for told in folded(found)) == len(found)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in found)
