"""What a workflow or a page tells to type, typed: lines of shell in a project's folder, with the environment of the tests for `dev.py`."""

import os
import shutil
import subprocess
import sys

import yaml

from support.sites import ROOT

PYTHON = f"""\
#!{sys.executable}
import os, sys
from pathlib import Path
if sys.argv[1:2] == ["scripts/dev.py"]:
    sys.path.insert(0, "scripts")
    import dev
    dev.PYTHON, dev.environment = Path(sys.executable), lambda lock: None
    dev.main(sys.argv[2:])
else:
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""A python3 for whose commands no environment is made."""


def jobs(name):
    """The jobs of a workflow."""
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))["jobs"]


def with_commands(folder):
    """The project in a folder gets the commands."""
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def typed(lines, folder, programs, **variables):
    """Run lines as the shell of a workflow does; returns what they say. ``programs`` is a folder of programs that come first."""
    programs.mkdir(exist_ok=True)
    (programs / "python3").write_text(PYTHON, "utf-8")
    (programs / "python3").chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lines]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{lines}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr
