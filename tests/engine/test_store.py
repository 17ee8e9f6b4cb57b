"""Pages kept between builds: put into a site as they were made, or made anew."""

import os
import time

import pytest

from duben.cache import UNUSED
from duben.store import Store


@pytest.fixture
def folder(tmp_path):
    """Two pages that a build kept."""
    folder = tmp_path / "pages"
    store = Store(folder)
    for name in ("a", "b"):
        store.keep(name, tmp_path / "first" / name, f"the page {name}".encode())
    store.close()
    return folder


def put(folder, name, site="second"):
    place = folder.parent / site / name
    return place.read_text() if Store(folder).put(name, place) else None


def test_a_page_is_put_into_a_later_site(folder):
    assert put(folder, "a") == "the page a"
    assert put(folder, "c") is None


def swapped(path):
    other = path.with_name("b")
    path.rename(path.with_name("x"))
    other.rename(path)
    path.with_name("x").rename(other)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:4]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"foreign ba"),
        lambda path: path.unlink(),
        swapped,
    ],
)
def test_a_damaged_page_is_made_anew(folder, spoil):
    spoil(folder / "a")
    assert put(folder, "a") is None


def test_a_page_that_was_only_touched_is_good(folder):
    os.utime(folder / "a", (1, 1))
    assert put(folder, "a") == "the page a"


def test_a_page_that_another_build_removes_meanwhile_is_made_anew(folder, monkeypatch):
    monkeypatch.setattr("duben.store._proved", lambda kept, proof: kept.unlink() or proof)
    assert put(folder, "a") is None


def test_two_builds_keep_what_both_made(folder, tmp_path):
    one, other = Store(folder), Store(folder)
    one.keep("c", tmp_path / "one", b"c")
    other.keep("d", tmp_path / "other", b"d")
    one.close()
    other.close()
    assert [put(folder, name) for name in "acd"] == ["the page a", "c", "d"]


def test_what_a_killed_build_left_is_removed_after_a_time(folder, tmp_path):
    store = Store(folder)
    store.keep("new", tmp_path / "killed", b"new")
    (folder / ".12-draft").touch()
    for name in ("new", ".12-draft", "a"):
        os.utime(folder / name, (time.time() - UNUSED - 60,) * 2)
    store = Store(folder)
    store.keep("c", tmp_path / "c", b"c")
    store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "c"]
