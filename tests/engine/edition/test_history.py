"""The day of a report's revision, from git."""

import os
import subprocess

import pytest

from duben.edition.history import history

DAY = "2020-02-{:02} 23:30 -0500"  # the next day in UTC


class Repository:
    """A project under git, with two reports."""

    def __init__(self, folder):
        self.folder, self.day = folder, 0
        self.git("init", "-q", "-b", "main")
        for name in ("one", "two"):
            self.write(f"{name}/c1", "甲")
        self.commit()

    def git(self, *arguments):
        date = DAY.format(self.day)
        person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        env = {**os.environ, **person, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        return subprocess.run(["git", "-C", self.folder, *arguments], env=env, check=True, capture_output=True, text=True).stdout

    def write(self, chapter, text):
        path = self.folder / "edition/docs/reports" / f"{chapter}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def commit(self):
        self.day += 1
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    @property
    def found(self):
        return history(self.folder / "edition/docs")


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "project").mkdir()
    return Repository(tmp_path / "project")


def test_the_day_is_that_of_the_newest_change_of_a_chapter_in_utc(repository):
    repository.write("one/c1", "乙")
    repository.commit()
    repository.write("two/index", "題")
    repository.write("two/en/c1", "a translation")
    repository.commit()
    assert repository.found.days == {"one": "2020-02-03", "two": "2020-02-02"}


def test_a_removed_chapter_is_a_change(repository):
    repository.write("one/c2", "乙")
    repository.commit()
    (repository.folder / "edition/docs/reports/one/c2.md").unlink()
    repository.commit()
    assert repository.found.days["one"] == "2020-02-04"


@pytest.mark.parametrize("chapter", ["one/c1", "one/c9"])
def test_what_is_not_committed_has_no_day(repository, chapter):
    repository.write(chapter, "丙")
    assert repository.found.days == {"two": "2020-02-02"}


def test_what_was_merged_counts_from_that_day(repository):
    repository.git("checkout", "-q", "-b", "branch")
    repository.write("one/c1", "乙")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("two/c1", "丙")
    repository.commit()
    repository.day += 1
    repository.git("merge", "-q", "--no-ff", "-m", "x", "branch")
    assert repository.found.days == {"one": "2020-02-05", "two": "2020-02-04"}


def test_a_shallow_clone_does_not_tell_days_before_its_end(repository, tmp_path):
    repository.write("one/c1", "乙")
    repository.commit()
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "2", f"file://{repository.folder}", clone], check=True)
    assert history(clone / "edition/docs") == ({"one": "2020-02-03"}, frozenset(), True)


def test_without_history_there_are_no_days(tmp_path):
    (tmp_path / "docs").mkdir()
    assert history(tmp_path / "docs") == ({}, frozenset(), False)


def test_names_that_git_would_quote(repository):
    repository.write("一二/c 1", "乙")
    repository.commit()
    assert repository.found.days["一二"] == "2020-02-03"


def test_a_ledger_that_was_ever_committed_is_known(repository):
    ledger = repository.folder / "edition/docs/reports/two/ids/c1.txt"
    ledger.parent.mkdir()
    ledger.write_text("seal", "utf-8")
    repository.commit()
    ledger.unlink()
    repository.commit()
    assert repository.found.recorded == {"two"}
