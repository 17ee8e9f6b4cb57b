"""How commands end where something goes wrong that is no fault of theirs: with one sentence, no traceback, and nothing half written."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "scripts"
ZHONG = "reports/trees-1950/zhong.md"


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(*command, **options):
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, **options)


def full():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_record_on_a_full_disk_leaves_every_file_as_it_was(docs):
    docs.replace(ZHONG, "我們去種樹。樹要", "我們去種樹。\n\n樹要")
    before = tree(docs.root)
    done = run(SCRIPTS / "record.py", "--docs", docs.root, preexec_fn=full)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "磁碟寫滿了" in done.stderr
    assert tree(docs.root) == before
    assert run(SCRIPTS / "record.py", "--docs", docs.root).returncode == 0


def test_import_on_a_full_disk_leaves_nothing(docs, tmp_path):
    (tmp_path / "raw.txt").write_text("這是一段文字。\n" * 100, "utf-8")
    before = tree(docs.root)
    done = run(SCRIPTS / "import_report.py", tmp_path / "raw.txt", "made", "--docs", docs.root, preexec_fn=full)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert tree(docs.root) == before


def test_packets_on_a_full_disk_are_one_sentence(docs, tmp_path):
    docs.packet('{excerpt: "trees-1950/zhong, p1-p2"}', path="packets/try.md")
    docs.write("packets/index.md", "---\ntitle: 包\n---\n")
    done = run(SCRIPTS / "packets.py", "--docs", docs.root, "--out", tmp_path / "out", "--cache", tmp_path / "kept", preexec_fn=full)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_one_sentence(docs, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import pathlib\nread = pathlib.Path.read_bytes\n"
        "def refuse(path):\n    if path.name == 'zhong.md':\n        raise PermissionError(13, 'Permission denied', str(path))\n"
        "    return read(path)\npathlib.Path.read_bytes = refuse\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    for script in ("check.py", "record.py", "entries.py"):
        done = run(SCRIPTS / script, "--docs", docs.root, env={**os.environ, "PYTHONPATH": path})
        assert done.returncode == 1
        assert "Permission denied" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("seconds", [pytest.param(0.3, marks=pytest.mark.slow), 0.7, pytest.param(1.2, marks=pytest.mark.slow)])
def test_an_import_that_is_broken_off_leaves_nothing_or_a_whole_report(docs, tmp_path, number, seconds):
    (tmp_path / "raw.txt").write_text("這是一段文字，說明怎樣種樹。\n\n" * 10_000, "utf-8")
    command = [SCRIPTS / "import_report.py", tmp_path / "raw.txt", "made", "--docs", docs.root]
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    process.send_signal(number)
    errors = process.communicate()[1]
    if number != signal.SIGKILL and process.returncode == 130:
        assert "Traceback" not in errors
        assert not list((docs.root / "reports").glob(".*"))
    made = docs.root / "reports/made"
    assert not made.exists() or "I" not in {problem.code[0] for problem in docs.problems()}
    (tmp_path / "raw.txt").write_text("這是一段文字。\n", "utf-8")
    assert run(*command[:2], "other", "--docs", docs.root).returncode == 0
    assert not list((docs.root / "reports").glob(".*"))
