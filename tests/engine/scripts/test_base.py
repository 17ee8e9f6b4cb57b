"""scripts/check.py --base: what an earlier version in git has published must stand."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "check.py"
ZHONG, KAN = (f"reports/trees-1950/ids/{name}.txt" for name in ("zhong", "kan"))


@pytest.fixture
def published(docs):
    """The made-up edition, committed."""
    git(docs, "init", "-q", "-b", "main")
    commit(docs)
    return docs


def git(docs, *command):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *command], cwd=docs.root, check=True, capture_output=True)


def commit(docs):
    git(docs, "add", "-A")
    git(docs, "commit", "-q", "-m", "x")


def told(docs, base="main"):
    """What is told of ids."""
    command = [sys.executable, SCRIPT, "--docs", docs.root, "--format", "text", "--base", base]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return [row.removeprefix(f"{docs.root}/").split(" ")[:2] for row in done.stdout.split("\n") if " I0" in row]


def test_what_is_emended_split_merged_and_recorded_since_is_no_fault(published):
    published.replace("reports/trees-1950/zhong.md", "我們去種樹。樹要", "我們{去→來}種樹。\n\n樹要")
    published.replace("reports/trees-1950/zhong.md", "得足。\n\n有人問", "得足。有人問")
    published.replace("reports/trees-1950/kan.md", "# 看樹談", "看樹談")
    published.record()
    assert told(published) == []


def test_lines_that_are_gone_or_changed_are_told_even_where_the_ledger_is_sealed_anew(published):
    kept = [record for record in published.records() if (record.chapter, record.id) != ("zhong", "p3")]
    published.seal(kept)
    published.record()  # numbers the paragraph as it was: the very same line
    assert told(published) == []
    published.replace("reports/trees-1950/zhong.md", "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    published.seal(kept)
    published.record()
    assert [f"{ZHONG}:7:1:", "I009"] in told(published)


def test_a_chapter_that_is_renamed_loses_its_addresses(published):
    (published.root / "reports/trees-1950/kan.md").rename(published.root / "reports/trees-1950/look.md")
    published.seal([record for record in published.records() if record.chapter == "zhong"])
    (published.root / KAN).unlink()
    published.record()
    assert told(published) == [[f"{KAN}:1:1:", "I009"]] * 3


def test_a_source_that_was_replaced_moves_the_places_and_keeps_the_ids(published):
    published.replace("reports/trees-1950/source.txt", "王五記", "王五記。")
    published.replace("reports/trees-1950/zhong.md", "王五記", "王五記。")
    subprocess.run([sys.executable, SCRIPT.with_name("record.py"), "--docs", published.root, "--realign"], check=True, capture_output=True)
    assert told(published) == []


def test_the_form_of_earlier_ledgers_is_read(published):
    records = published.records()
    for name in (ZHONG, KAN):
        (published.root / name).unlink()
    published.write("reports/trees-1950/ids.txt", "# 記\n" + "".join(f"{record.chapter} {record}\n" for record in records))
    commit(published)
    (published.root / "reports/trees-1950/ids.txt").unlink()
    published.seal(records)
    assert told(published) == []
    published.seal(records[1:])
    published.seal([*records[1:], *published.edition().reports[0].proposals])
    assert told(published) == []
    published.seal([record for record in records if record.id != "p2"])
    assert [row for row in told(published) if row[1] == "I009"] == [[f"{KAN}:1:1:", "I009"], [f"{ZHONG}:1:1:", "I009"]]


@pytest.mark.parametrize("base", ["none", "-x", "--output=/dev/null"])
def test_a_version_that_is_not_there_is_one_sentence(published, base):
    command = [sys.executable, SCRIPT, "--docs", published.root, f"--base={base}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert base in done.stderr
