"""scripts/record.py: what it writes, and when it refuses to."""

import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[3] / "scripts" / "record.py"
ZHONG, INDEX, IDS = (f"reports/trees-1950/{name}" for name in ("zhong.md", "index.md", "ids/zhong.txt"))


def record(docs, *options):
    return subprocess.run([sys.executable, SCRIPT, "--docs", docs.root, *options], capture_output=True, text=True, check=False)


def test_a_split_is_recorded(docs):
    docs.replace(ZHONG, "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    done = record(docs)
    assert done.returncode == 0, done.stderr
    assert "p2b 18 樹要種得直，水要饒得\n" in docs.text(IDS)
    assert docs.problems() == []


def test_nothing_is_rewritten_when_nothing_changed(docs):
    record(docs)
    before = docs.text(IDS), docs.text(INDEX)
    assert record(docs).stdout == ""
    assert (docs.text(IDS), docs.text(INDEX)) == before


def test_a_ledger_that_cannot_be_read_is_left_alone(docs):
    docs.replace(IDS, "p2 7 春天", "p2 七 春天")
    before = docs.text(IDS)
    done = record(docs)
    assert done.returncode == 1
    assert "I002" in done.stdout
    assert docs.text(IDS) == before


def test_a_text_that_is_not_faithful_is_not_recorded(docs):
    docs.replace(ZHONG, "我們去種樹", "我們種樹")
    before = docs.text(IDS), docs.text(INDEX)
    assert record(docs).returncode == 1
    assert (docs.text(IDS), docs.text(INDEX)) == before


def test_a_new_source_is_recorded_only_by_realigning(docs):
    docs.write("reports/trees-1950/source.txt", "序\n" + docs.text("reports/trees-1950/source.txt"))
    docs.replace(ZHONG, "# 種樹談", "序\n\n# 種樹談")
    for line in (15, 13, 7):
        docs.replace(INDEX, f"line: {line},", f"line: {line + 1},")
    docs.replace(INDEX, "line: 1,", "line: 2,")
    assert record(docs).returncode == 1
    assert record(docs, "--realign").returncode == 0
    assert record(docs).returncode == 0
    assert docs.problems() == []
    chapter = docs.chapter("zhong")
    assert {ids.id: block.reading[:4] for block, ids in zip(chapter.blocks, chapter.ids, strict=True)}["p2"] == "春天來了"


def test_a_missing_folder_is_one_sentence(tmp_path):
    done = subprocess.run([sys.executable, SCRIPT, "--docs", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_ledgers_that_the_history_knows_are_never_made_anew(docs):
    def git(*arguments):
        subprocess.run(["git", "-C", docs.root, "-c", "user.name=x", "-c", "user.email=x", *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    shutil.rmtree(docs.root / "reports/trees-1950/ids")
    done = record(docs)
    assert done.returncode == 1
    assert "I006" in done.stdout
    assert not (docs.root / "reports/trees-1950/ids").exists()


def test_a_new_report_is_recorded(docs):
    shutil.rmtree(docs.root / "reports/trees-1950/ids")
    assert record(docs).returncode == 0
    assert docs.problems() == []
