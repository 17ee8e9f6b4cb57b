"""Every code has an example: wrong, what the check says, right. ``--update-golden`` writes what the check says anew."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from duben.checks import check
from duben.document.cases import CASES, differences, files, messages
from duben.edition.read import cache_of, read
from duben.links.resolve import resolve
from duben.problems import CODES, folded
from duben.reading.settings import beside, read_settings
from duben.site.archive import join
from duben.telling import as_text
from support.sites import TREES

SCRIPT = Path(__file__).parents[2] / "scripts" / "check.py"


@pytest.fixture(scope="module")
def lay_out(tmp_path_factory):
    """Makes the made-up edition with one side of a case in a folder, beside which earlier ones have left what was read of their files."""
    root = tmp_path_factory.mktemp("cases")

    def make(code, side):
        folder = root / "edition"
        for name in ("docs", "edition.yml"):
            shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(TREES.parent, folder, dirs_exist_ok=True)
        put(folder, files(code, "right"), files(code, side))
        return folder

    return make


def link(folder):
    """Make a symbolic link of the file of a case whose words are the path to which it leads, as git keeps it."""
    (path, target), *_none = files("H004", "wrong").items()
    (folder / path).unlink()
    (folder / path).symlink_to(target.decode().strip())


def put(folder, right, wanted):
    """Put the wanted parts in the place of the right ones."""
    lone = [[path for path in side if path not in other] for side, other in ((right, wanted), (wanted, right))]
    if all(lone) and (folder / lone[0][0]).is_file():  # another name
        (folder / lone[0][0]).rename(folder / lone[1][0])
    for path, part in wanted.items():
        file = folder / path
        if path in right and file.is_file():
            old, new, data = right[path].removesuffix(b"\n"), part.removesuffix(b"\n"), file.read_bytes()
            assert data.count(old) == 1, path
            file.write_bytes(data.replace(old, new))
        elif not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(part)
    for path in lone[0]:
        (folder / path).unlink(missing_ok=True)


def problems(folder):
    docs = folder / "docs"
    settings, faults = read_settings(beside(docs))
    cache = cache_of(docs)
    edition = read(docs, settings, cache)
    return faults or check(edition, resolve(edition, cache), cache)


def archive(folder, code, side):
    """What is wrong with the folders of an archive."""
    for path, data in files(code, side).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return list(join([folder / "one", folder / "two"], folder / "work").clashes)


def against_the_published(folder, wrong):
    """What the script says of the wrong edition where the right one is in git."""

    def git(*command):
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *identity, *command], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    put(folder, *wrong)
    env = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    command = [sys.executable, SCRIPT, "--format", "text", "--base", "HEAD"]
    said = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False).stdout
    shutil.rmtree(folder / ".git")
    return "".join(f"{row}\n" for row in said.splitlines()[:-2] if not row.startswith("    "))


def test_every_code_has_a_case_and_every_case_a_code():
    assert {folder.name for folder in CASES.iterdir()} == {*CODES}


@pytest.mark.parametrize("code", CODES)
def test_the_check_says_of_a_wrong_example_what_its_page_says(code, lay_out, request, tmp_path):
    if code == "R007":
        said = as_text(archive(tmp_path / "wrong", code, "wrong"), "docs").replace(f"{tmp_path / 'wrong'}/", "")
        assert archive(tmp_path / "right", code, "right") == []
    elif code == "I009":
        said = against_the_published(lay_out(code, "right"), (files(code, "right"), files(code, "wrong")))
    else:
        assert problems(lay_out(code, "right")) == []
        folder = lay_out(code, "wrong")
        if code == "H004":
            link(folder)
        found = problems(folder)
        assert code in [told.problem.code for told in folded(found)], as_text(found, every=True)
        said = as_text(found)
    said = said.rstrip("\n") + "\n"
    if request.config.getoption("--update-golden"):
        (CASES / code / "messages.txt").write_text(said, "utf-8")
    assert f" {code} " in said
    assert said == messages(code)


def test_the_page_shows_only_what_differs_and_no_character_that_cannot_be_shown():
    (shown,) = differences("F006")
    assert "\\u0008" in shown.wrong
    (shown,) = differences("F005")
    assert "\\xb5" in shown.wrong
    (shown,) = differences("Q004")
    assert "---" not in shown.right.split("\n")
    moved = {shown.path: (shown.wrong is None, shown.right is None) for shown in differences("R009")}
    assert sorted(moved.values()) == [(False, True), (True, False)]
