"""What is kept between builds: made once, whole or not at all, and removed when nothing asks for it."""

import os
import time

import pytest

from duben.cache import UNUSED, Cache


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
