"""scripts/check.py: the form that it chooses, its languages, the lines that a pull request changed, its status."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "check.py"
ZHONG, KAN = "reports/trees-1950/zhong.md", "reports/trees-1950/kan.md"
OURS = ("GITHUB_ACTIONS", "GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY", "NO_COLOR", "SITE_URL")


def run(docs, *options, stdout=subprocess.PIPE, **variables):
    """The script as it is called from the folder in which docs/ lies."""
    env = {name: value for name, value in os.environ.items() if name not in OURS} | variables
    command = [sys.executable, SCRIPT, *options]
    return subprocess.run(command, cwd=docs.root.parent, env=env, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", check=False)


@pytest.fixture
def wrong(docs):
    """The made-up edition with a mark that is not closed."""
    docs.replace(ZHONG, "{饒→澆 | 本校：下文作「澆」}", "{饒→澆 | 本校：下文作「澆」")
    return docs


def test_the_line_stands_below_the_message_and_what_follows_is_counted(wrong):
    done = run(wrong)
    assert done.returncode == 1
    message, line, caret, count, *_rest = done.stdout.split("\n")
    assert message.startswith(f"docs/{ZHONG}:12:20: M001 ")
    assert "{饒→澆" in line
    assert len(caret) == 4 + 2 * 19 + 1
    assert "隨之而來" in count
    assert "docs/about/problems.md" in done.stdout.splitlines()[-1]
    assert len(run(wrong, "--all").stdout.splitlines()) > len(done.stdout.splitlines())


def test_it_speaks_english_also_of_what_was_kept_in_chinese(wrong):
    run(wrong)
    assert "沒有" not in run(wrong, "--lang", "en").stdout
    assert "There is no “}” behind “{” on the same line." in run(wrong, "--lang", "en").stdout
    assert "沒有" in run(wrong, "--lang", "zh").stdout


def on_terminal(docs, **variables):
    """What the script says to a terminal."""
    ours, theirs = pty.openpty()
    run(docs, stdout=theirs, **variables)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        return stream.read1(1 << 16).decode()


def test_colour_only_on_a_terminal_and_unless_it_is_not_wanted(wrong):
    assert "\x1b[" not in run(wrong).stdout
    assert "\x1b[" in on_terminal(wrong)
    assert "\x1b[" not in on_terminal(wrong, NO_COLOR="1")


def test_what_only_asks_to_be_looked_at_is_no_fault(docs):
    docs.report("王大明和王天明。\n")
    docs.entry("people/a", "王大明")
    subprocess.run([sys.executable, SCRIPT.with_name("record.py")], cwd=docs.root.parent, check=True, capture_output=True)
    done = run(docs)
    assert "E006" in done.stdout
    assert done.returncode == 0, done.stdout


def test_in_a_pull_request_lines_that_it_changed_come_first_and_the_summary_has_everything(docs):
    def git(*command):
        names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *names, *command], cwd=docs.root.parent, check=True, capture_output=True)

    docs.page("> 一句。\n\n甲\n\n> 二句。")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    docs.replace("about/note.md", "二句。", "三句。")
    git("commit", "-q", "-a", "-m", "y")
    file = docs.root.parent / "summary.md"
    done = run(docs, GITHUB_ACTIONS="true", GITHUB_BASE_REF="main", GITHUB_STEP_SUMMARY=str(file), SITE_URL="https://duben.example/")
    first, second, *_rest = done.stdout.split("\n")
    assert first.startswith("::error file=docs/about/note.md,line=9,")
    assert second.startswith("::error file=docs/about/note.md,line=5,")
    assert file.read_text("utf-8").count("[Q004](https://duben.example/about/problems/#Q004)") == 2
    lost = run(docs, GITHUB_ACTIONS="true", GITHUB_BASE_REF="gone")  # a shallow clone has no base
    assert lost.stdout.startswith("::error file=docs/about/note.md,line=5,")


def test_a_program_is_told_with_addresses_where_the_site_has_one(wrong):
    done = run(wrong, "--format", "json", "--site-url", "https://duben.example")
    rows = json.loads(done.stdout)
    assert rows[0]["url"] == "https://duben.example/about/problems/#M001"
    assert rows[1]["cause"] == {"path": ZHONG, "line": 12, "column": 20, "code": "M001"}
