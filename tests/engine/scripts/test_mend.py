"""scripts/mend.py: what it shows, asks and writes."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "mend.py"
PAGE, ZHONG = "about/note.md", "reports/trees-1950/zhong.md"
WRONG = "「我們去種樹」（@trees-1950/zhong，p3），見[這一頁]（../guides/walk.md)。"
RIGHT = "「我們去種樹」[@trees-1950/zhong, p3]，見[這一頁](../guides/walk.md)。"


@pytest.fixture
def wrong(docs):
    docs.write(PAGE, f"---\ntitle: 試\n---\n\n{WRONG}\n")
    docs.replace(ZHONG, "{饒→澆 |", "｛饒->澆 ｜")
    return docs


def mend(docs, *options, answer=""):
    command = [sys.executable, SCRIPT, "--docs", docs.root, *options]
    return subprocess.run(command, input=answer, capture_output=True, text=True, check=False)


def test_every_change_is_shown_and_nothing_written_unless_the_answer_is_yes(wrong):
    before = wrong.text(PAGE), wrong.text(ZHONG)
    for answer in ("", "n\n"):
        done = mend(wrong, answer=answer)
        assert done.returncode == 1, done.stderr
        assert f"-{WRONG}\n+{RIGHT}\n" in done.stdout
        assert (wrong.text(PAGE), wrong.text(ZHONG)) == before
    assert mend(wrong, answer="y\n").returncode == 0
    assert RIGHT in wrong.text(PAGE)
    assert "{饒→澆 | 本校" in wrong.text(ZHONG)


def test_what_one_round_makes_visible_the_next_one_mends(wrong):
    mend(wrong, "--yes")
    assert [problem.code for problem in wrong.problems()] == ["Q002"]
    mend(wrong, "--yes")
    assert wrong.problems() == []
    assert mend(wrong, "--yes").returncode == 0


def test_only_the_codes_that_are_named_are_mended(wrong):
    mend(wrong, "--yes", "M011")
    assert WRONG in wrong.text(PAGE)
    assert "{饒→澆 | 本校" in wrong.text(ZHONG)
    assert mend(wrong, "X999").returncode == 2


def test_ends_of_lines_and_a_byte_order_mark_stay(wrong):
    wrong.write(PAGE, b"\xef\xbb\xbf" + wrong.text(PAGE).replace("\n", "\r\n").encode())
    mend(wrong, "--yes")
    assert (wrong.root / PAGE).read_bytes() == b"\xef\xbb\xbf" + f"---\r\ntitle: 試\r\n---\r\n\r\n{RIGHT}\r\n".encode()


def test_what_only_follows_from_another_fault_is_left_alone(docs):
    docs.page("「我們去種樹」[@trees-1950/zhong, p3]。")
    docs.replace(ZHONG, "order: 1", "order：1")
    before = docs.text(PAGE)
    mend(docs, "--yes")
    assert docs.text(PAGE) == before
