"""Whole sites, built in temporary folders."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path):
    """A copy of the project that a test may spoil."""
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    if (ROOT / ".cache").is_dir():  # the fonts need not be made anew
        shutil.copytree(ROOT / ".cache", tmp_path / ".cache")
    for name in ("mkdocs.yml", "edition.yml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def build(folder, *options, **variables):
    """Run the build as the README's command does, but without the files of packets unless ``PACKETS`` says so; returns the finished
    process, its output as text."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *options]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder / "hooks"), "PACKETS": "false", **variables}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def build_site():
    return build
