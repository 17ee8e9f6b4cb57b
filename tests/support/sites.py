"""Whole sites that are only looked at, each built once a run: the shipped one, and a small made-up one. A plugin of pytest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def build(config, folder, *options):
    """Build a site strictly and without a word of warning; without files of packets, which have tests of their own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(folder), *options]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PACKETS": "false"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


@pytest.fixture(scope="session")
def shipped_site(once):
    """The shipped site."""
    return once("shipped", lambda folder: build(ROOT / "mkdocs.yml", folder / "edition")) / "edition"


@pytest.fixture(scope="session")
def offline_site(once):
    """The shipped site as it is built to be opened from a folder."""
    return once("offline", lambda folder: build(ROOT / "mkdocs.yml", folder / "讀 本#1", "--no-directory-urls")) / "讀 本#1"
