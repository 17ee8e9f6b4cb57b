"""What is kept between builds: made once, whole or not at all, and removed when nothing asks for it."""

import errno
import os
import pickle
import time
from pathlib import Path

import pytest

from duben.cache import UNUSED, Cache, dumps, loads


def test_a_result_is_made_once_for_what_it_depends_on(tmp_path):
    cache = Cache(tmp_path / "kept")
    files = {"a": b"1", "b": b"2"}
    assert cache.fetch(["樹", 1], lambda: [("b", b"2"), ("a", b"1")]) == (files, True)
    assert cache.fetch(["樹", 1], lambda: pytest.fail("made a second time")) == (files, False)
    assert cache.fetch(["樹", 2], lambda: [("a", b"3")]) == ({"a": b"3"}, True)


def test_what_fails_on_the_way_leaves_nothing(tmp_path):
    def broken():
        yield "a", b"1"
        raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        Cache(tmp_path).fetch([], broken)
    assert list(tmp_path.iterdir()) == []


def test_only_what_was_not_used_for_long_is_removed(tmp_path):
    cache = Cache(tmp_path)
    for name in "ab":
        cache.fetch([name], lambda: [("file", b"")])
    (tmp_path / "of-an-earlier-version.pdf").write_bytes(b"")
    for kept in tmp_path.iterdir():
        os.utime(kept, (time.time() - UNUSED - 60,) * 2)
    cache.fetch(["a"], lambda: pytest.fail("made a second time"))
    cache.sweep()
    assert len(list(tmp_path.iterdir())) == 1
    assert not cache.fetch(["a"], list)[1]


def test_a_cache_that_does_not_exist_yet_can_be_swept(tmp_path):
    Cache(tmp_path / "none").sweep()


@pytest.mark.parametrize("spoil", [lambda data: data[:100], lambda data: b"", lambda data: data[:-1] + b"?", lambda data: b"foreign"])
def test_a_damaged_result_is_made_anew(tmp_path, spoil):
    cache = Cache(tmp_path)
    assert cache.value("k", lambda: "樹" * 100) == "樹" * 100
    (tmp_path / "k").write_bytes(spoil((tmp_path / "k").read_bytes()))
    assert cache.value("k", lambda: "苗") == "苗"
    assert cache.value("k", lambda: pytest.fail("made a second time")) == "苗"


def test_a_result_under_the_name_of_another_is_made_anew(tmp_path):
    cache = Cache(tmp_path)
    cache.value("a", lambda: "樹")
    cache.value("b", lambda: "苗")
    (tmp_path / "a").rename(tmp_path / "b")
    assert cache.value("b", lambda: "苗") == "苗"


def test_where_the_disk_is_full_a_result_is_made_and_not_kept(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    cache = Cache(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("duben.cache.os.replace", full)
        assert cache.value("k", lambda: "樹") == "樹"
        assert list(tmp_path.iterdir()) == []
    assert cache.value("k", lambda: "苗") == "苗"


class Foreign:
    def __reduce__(self):
        return os.system, ("true",)


@pytest.mark.parametrize("value", [Foreign(), os.system, Path("x")])
def test_only_data_of_ours_is_read(value):
    with pytest.raises(pickle.UnpicklingError, match="no data"):
        loads(dumps([value]))


def test_what_is_too_much_is_removed_the_oldest_first(tmp_path, monkeypatch):
    cache = Cache(tmp_path)
    for age, name in enumerate("abc"):
        cache.save(name, b"0" * 100)
        os.utime(tmp_path / name, (time.time() - age * 60,) * 2)
    monkeypatch.setattr("duben.cache.LARGEST", 300)
    cache.sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
