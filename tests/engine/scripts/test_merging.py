"""Changes of different paragraphs of one report, each on a branch of its own, come together in any order."""

import random
import re
import shutil
import subprocess

import pytest

from duben.checks import check
from duben.edition.history import history
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.problems import errors
from duben.reading.settings import beside, read_settings
from support.sites import TREES

BRANCHES = 12
PERSON = ["-c", "user.name=x", "-c", "user.email=x"]


def marked(paragraph):
    return paragraph.replace("。", "{。→！? | 理校：並行}", 1)


def parted(paragraph):
    """Two paragraphs, where there are two sentences."""
    return marked(paragraph).replace("並行}", "並行}\n\n", 1).rstrip("\n")


class Repository:
    """The made-up edition under git."""

    def __init__(self, folder, chance):
        self.folder, self.docs, self.chance = folder, folder / "docs", chance
        shutil.copytree(TREES, self.docs, ignore=shutil.ignore_patterns(".cache"))
        shutil.copy(beside(TREES), folder)
        self.git("init", "-q", "-b", "main")
        self.commit()

    def git(self, *arguments):
        subprocess.run(["git", "-C", self.folder, *PERSON, *arguments], check=True, capture_output=True, text=True)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def paragraphs(self):
        """Where a mark may be put: at the first sentence's end in each paragraph of the reports, by file and line."""
        for file in sorted(self.docs.glob("reports/*/[!i]*.md")):
            for number, line in enumerate(file.read_text("utf-8").split("\n")):
                if re.match(r"[\u4e00-\u9fff]", line) and "。" in line and "{" not in line.partition("。")[0]:
                    yield file, number

    def propose(self, branch, file, number):
        """A change of one paragraph on a branch from where main was."""
        self.git("checkout", "-q", "-b", branch, "start")
        rows = file.read_text("utf-8").split("\n")
        rows[number] = self.chance.choice((marked, parted))(rows[number])
        file.write_text("\n".join(rows), "utf-8")
        self.commit()


@pytest.mark.parametrize("seed", range(3))
def test_changes_of_different_paragraphs_merge_in_any_order(tmp_path, seed):
    chance = random.Random(seed)
    repository = Repository(tmp_path, chance)
    repository.git("tag", "start")
    places = chance.sample(list(repository.paragraphs()), BRANCHES)
    branches = [f"change-{number}" for number in range(BRANCHES)]
    for branch, (file, number) in zip(branches, places, strict=True):
        repository.propose(branch, file, number)
    repository.git("checkout", "-q", "main")
    for branch in chance.sample(branches, BRANCHES):
        repository.git("merge", "-q", "--no-ff", "-m", "x", branch)
    days = history(repository.docs).days
    edition = read(repository.docs, read_settings(beside(repository.docs))[0], days=days)
    assert errors(check(edition, resolve(edition))) == []
    assert days.keys() == {report.id for report in edition.reports}
    assert sum(file.read_text("utf-8").count("理校：並行") for file in repository.docs.glob("reports/*/*.md")) == BRANCHES
