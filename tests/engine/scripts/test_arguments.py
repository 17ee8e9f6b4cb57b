"""What is wrong on the command line ends with a sentence, not with a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "scripts"


@pytest.mark.parametrize(
    "command",
    [
        *([name, "--docs", "none"] for name in ("check.py", "entries.py", "packets.py", "record.py")),
        ["bench.py", "0"],
        ["bench.py", "--runs", "none"],
        ["bench_all.py", "0"],
        ["bench_packets.py", "none"],
        ["bench_packets.py", "--runs", "0"],
        ["bench_search.py", "0"],
        ["import_report.py", "none", "none"],
    ],
)
def test_a_wrong_argument_is_named(command, tmp_path):
    done = subprocess.run([sys.executable, SCRIPTS / command[0], *command[1:]], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert command[-1] in done.stderr.splitlines()[-1]
