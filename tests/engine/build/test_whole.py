"""A site is published whole or not at all, and what is kept between builds never spoils one: not builds that are killed or run at the
same time, not a full disk, not damaged files."""

import errno
import os
import resource
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

import pytest

from support.sites import lay_out, same, tree

SCRIPT = Path(__file__).parents[3] / "scripts" / "build.py"
OLD = {"index.html": b"the site that was published"}


@pytest.fixture(scope="session")
def clean(once):
    """A site of the made-up edition, built with nothing kept; its seconds are in the file ``seconds`` beside it."""

    def make(folder):
        project = lay_out(folder, without=["fonts"])
        before = time.monotonic()
        done, errors = ended(start(project))
        assert done == 0, errors
        (folder / "seconds").write_text(str(time.monotonic() - before))

    return once("clean", make) / "site"


@pytest.fixture
def published(project):
    """The project, with a site that was published before."""
    (project / "site").mkdir()
    (project / "site/index.html").write_bytes(OLD["index.html"])
    return project


def start(project, variables=(), **options):
    """A build by the project's command."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PACKETS": "false", **dict(variables)}
    return subprocess.Popen([sys.executable, SCRIPT], cwd=project, env=env, stderr=subprocess.PIPE, text=True, **options)


def ended(process):
    errors = process.communicate()[1]
    return process.returncode, errors


def builds_well(project, clean):
    """The next build is the clean one, and leaves nothing beside it."""
    done, errors = ended(start(project))
    assert done == 0, errors
    same(project / "site", clean)
    assert not list(project.glob(".site*"))


def test_the_same_files_give_the_same_bytes_elsewhere_later_and_in_another_locale(tmp_path, clean):
    project = lay_out(tmp_path / "another folder" / "書", without=["fonts"])
    for path in (project / "docs").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    variables = {"LC_ALL": "C", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "COLUMNS": "40"}
    done, errors = ended(start(project, variables))
    assert done == 0, errors
    same(project / "site", clean)


TENTHS = [pytest.param(tenth, marks=[] if tenth == 6 else pytest.mark.slow) for tenth in range(10)]


@pytest.mark.parametrize("tenth", TENTHS)
def test_a_build_that_is_killed_leaves_the_site_and_the_next_is_as_good_as_clean(published, clean, tenth):
    process = start(published)
    time.sleep(float((clean.parent / "seconds").read_text()) * (tenth + 0.5) / 10)
    process.kill()
    process.wait()
    process.stderr.close()
    assert tree(published / "site") in (OLD, tree(clean))  # where this machine was quicker than before, it had ended
    builds_well(published, clean)


def test_two_builds_at_once_do_not_spoil_each_other(published, clean):
    for process in [start(published), start(published)]:
        done, errors = ended(process)
        assert done == 0, errors
    same(published / "site", clean)
    assert not list(published.glob(".site*"))
    builds_well(published, clean)


SIZES = [pytest.param(size, marks=[] if size == 30_000 else pytest.mark.slow) for size in (0, 100, 3_000, 10_000, 30_000, 60_000, 100_000)]


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_is_one_sentence_and_loses_nothing(published, clean, size):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done, errors = ended(start(published, preexec_fn=limit))
    assert done == 1
    assert errors.count("磁碟寫滿了") == 1
    assert "Traceback" not in errors
    assert tree(published / "site") == OLD
    builds_well(published, clean)


@pytest.mark.slow
def test_a_disk_that_is_full_when_a_page_is_kept_is_told_too(project, build_site, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("duben.store.os.link", full)
    monkeypatch.setattr("duben.store.shutil.copy2", full)
    done = build_site(project)
    assert done.returncode == 1
    assert "磁碟寫滿了" in done.stderr
    assert "Traceback" not in done.stderr


def damage(path, how):
    data = path.read_bytes()
    other = next((file for file in sorted(path.parent.iterdir()) if file != path), path)
    return {"cut": data[:100], "empty": b"", "foreign": b"foreign bytes " * 99, "another's": other.read_bytes()}[how]


WAYS = ("cut", "empty", "foreign", "another's")


@pytest.mark.parametrize("how", [pytest.param(how, marks=[] if how == "another's" else pytest.mark.slow) for how in WAYS])
def test_where_all_kept_files_are_damaged_they_are_made_anew(project, build_site, clean, how):
    build_site(project)
    kept = [path for path in (project / ".cache").rglob("*") if path.is_file()]  # the fonts, which are shared, stand behind a link
    spoilt = {path: damage(path, how) for path in kept}
    for path, data in spoilt.items():
        path.unlink()  # the site that was built has the same file
        path.write_bytes(data)
    done = build_site(project)
    assert done.returncode == 0, done.stderr
    same(project / "site", clean)


@pytest.mark.slow
def test_each_kind_of_kept_file_is_noticed_when_it_is_damaged(tmp_path, build_site):
    project = lay_out(tmp_path)
    (project / ".cache/fonts").unlink()  # those of other tests are not to be spoilt
    (project / "docs/packets/seedlings.md").unlink()
    (project / "docs/packets/planting.md").unlink()
    assert build_site(project, PACKETS="true").returncode == 0
    wanted = tree(project / "site")
    ways = cycle(WAYS)
    for folder in sorted((project / ".cache").iterdir()):
        for path in sorted(folder.iterdir())[:12]:
            data = damage(path, next(ways))
            path.unlink()
            path.write_bytes(data)
            done = build_site(project, PACKETS="true")
            assert done.returncode == 0, done.stderr
            assert tree(project / "site") == wanted, path
