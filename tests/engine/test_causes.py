"""What a contributor breaks is told first, with its mend; what only follows from it is told behind it."""

import shutil

import pytest

from duben.checks import check
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.problems import folded
from duben.reading.settings import beside, read_settings
from support.sites import TREES

ZHONG = "reports/trees-1950/zhong.md"


class Broken:
    """A copy of the made-up edition, of which tests break a file."""

    def __init__(self, root):
        shutil.copytree(TREES.parent, root)
        self.docs = root / "docs"

    def replace(self, path, old, new):
        text = (self.docs / path).read_text("utf-8")
        assert text.count(old) == 1
        (self.docs / path).write_text(text.replace(old, new), "utf-8")

    def told(self):
        """The problems as they are told: of each place, code, mend, and the codes of what follows from it."""
        edition = read(self.docs, read_settings(beside(self.docs))[0])
        return folded(check(edition, resolve(edition)))

    def only(self):
        """The one problem from which all others follow."""
        told = self.told()
        assert [row.problem.code for row in told] == [told[0].problem.code], [str(row.problem) for row in told[1:]]
        assert told[0].followers
        return told[0]


@pytest.fixture
def broken(tmp_path):
    return Broken(tmp_path / "trees")


def test_the_edition_as_it_stands_has_no_problem(broken):
    assert broken.told() == []


def test_a_chapter_in_another_encoding(broken):
    file = broken.docs / ZHONG
    file.write_bytes(file.read_text("utf-8").replace("为", "").encode("big5", "replace"))
    found = broken.only()
    assert (found.problem.path, found.problem.code) == (ZHONG, "F005")
    assert "UTF-8" in found.problem.mend
    assert {"Q006", "N001", "P002"} <= {problem.code for problem in found.followers}


def test_a_chapter_that_was_emptied(broken):
    (broken.docs / ZHONG).write_text("", "utf-8")
    found = broken.only()
    assert (found.problem.path, found.problem.code) == (ZHONG, "F001")
    assert "恢復" in found.problem.mend


def test_a_chapter_whose_text_was_emptied(broken):
    text = (broken.docs / ZHONG).read_text("utf-8")
    (broken.docs / ZHONG).write_text(text[: text.index("# ")], "utf-8")
    found = broken.only()
    assert (found.problem.path, found.problem.code) == (ZHONG, "T005")
    assert "恢復" in found.problem.mend


def test_a_chapter_that_was_renamed(broken):
    (broken.docs / ZHONG).rename(broken.docs / "reports/trees-1950/wang.md")
    found = broken.only()
    assert (found.problem.path, found.problem.code) == ("reports/trees-1950/wang.md", "R009")
    assert "改回 zhong.md" in found.problem.mend


def test_a_chapter_that_was_removed(broken):
    (broken.docs / ZHONG).unlink()
    found = broken.only()
    assert found.problem.code == "R009"
    assert "zhong.md" in found.problem.message
    assert "恢復" in found.problem.mend


def test_front_matter_that_is_not_closed(broken):
    broken.replace(ZHONG, "order: 1\n---\n", "order: 1\n")
    found = broken.only()
    assert (found.problem.path, found.problem.code) == (ZHONG, "F001")
    assert "---" in found.problem.mend


def test_front_matter_that_cannot_be_read(broken):
    broken.replace(ZHONG, "title: 種樹", "title: [種樹")
    found = broken.only()
    assert (found.problem.path, found.problem.code) == (ZHONG, "F001")


@pytest.mark.parametrize("path", ["reports/trees-1950/index.md", "guides/index.md", "guides/planting.md"])
def test_front_matter_of_other_pages_that_cannot_be_read(broken, path):
    broken.replace(path, "---\ntitle: ", "---\ntitle: [")
    told = broken.told()
    assert [(row.problem.path, row.problem.code) for row in told] == [(path, "F001")]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "mend"),
    [
        ("{二→三 | 本校：下文「三面山坡」}", "{二→三｜本校：下文「三面山坡」}", "M010", "寫成「{"),
        ("{小孩子 | 注：當年", "{小孩子｜注：當年", "M010", "寫成「{"),
        ("{二→三 | 本校：下文「三面山坡」}", "{二→{三} | 本校：下文「三面山坡」}", "M008", "分開"),
        ("{二→三 | 本校：下文「三面山坡」}", "{二→三 | 本校：下文「三面山坡」", "M001", "「}」"),
    ],
)
def test_a_mark_that_cannot_be_read(broken, right, wrong, code, mend):
    text = (broken.docs / ZHONG).read_text("utf-8")
    before = text[: text.index(right)]
    at = wrong.index("{", 1) if code == "M008" else 0
    broken.replace(ZHONG, right, wrong)
    told = broken.told()
    assert [row.problem.code for row in told] == [code]
    problem = told[0].problem
    assert (problem.path, problem.line) == (ZHONG, before.count("\n") + 1)
    assert problem.column == len(before) - before.rindex("\n") + at
    assert mend in problem.mend


def test_a_source_that_is_gone(broken):
    (broken.docs / "reports/trees-1950/source.txt").unlink()
    told = broken.told()
    assert [(row.problem.path, row.problem.code) for row in told] == [("reports/trees-1950/source.txt", "T003")]


def test_a_ledger_that_is_gone(broken):
    shutil.rmtree(broken.docs / "reports/trees-1950/ids")
    told = broken.told()
    assert [(row.problem.path, row.problem.code) for row in told] == [("reports/trees-1950/index.md", "I006")]


def test_a_report_without_its_index(broken):
    (broken.docs / "reports/trees-1950/index.md").unlink()
    found = broken.only()
    assert (found.problem.path, found.problem.code) == ("reports/trees-1950/index.md", "R001")


def test_a_block_that_a_page_seems_not_to_have(broken):
    broken.replace("guides/planting.md", "/// step | 早兩天通知", "/// setp | 早兩天通知")
    found = broken.only()
    assert (found.problem.path, found.problem.code) == ("guides/planting.md", "G001")
    assert {problem.code for problem in found.followers} == {"G010", "P002"}


def test_what_is_wrong_for_a_reason_of_its_own_is_told_by_itself(broken):
    broken.replace(ZHONG, "{二→三 | 本校：下文「三面山坡」}", "{二→三｜本校：下文「三面山坡」}")
    broken.replace("guides/minding.md", "> 第二是看護。牛羊不准上山", "> 第二是看護。牛羊不許上山")
    broken.replace("index.md", "照各村的土和水去定」", "照各地的土和水去定」")
    broken.replace("guides/planting.md", "> 第二要通知得早。在上山", "> 第二要通知得晚。在上山")
    assert [(row.problem.code, row.problem.path) for row in broken.told()] == [
        ("M010", ZHONG),
        ("Q001", "guides/minding.md"),
        ("Q001", "guides/planting.md"),
        ("Q001", "index.md"),
    ]
