"""Work in several processes gives what it gives in one."""

import os
import signal
from concurrent.futures import BrokenExecutor

import pytest

from duben import parallel


def test_what_is_given_back_stands_in_the_order_of_the_items():
    assert parallel.each(lambda number: number * 2, range(300)) == [number * 2 for number in range(300)]


def test_little_work_is_done_at_once():
    assert set(parallel.each(lambda _: os.getpid(), range(5))) == {os.getpid()}


def test_a_process_that_is_killed_is_told_and_not_waited_for():
    def work(number):
        if number == 200:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(BrokenExecutor):
        parallel.each(work, range(300))
    assert parallel.each(lambda number: number, range(300)) == [*range(300)]


def test_an_error_comes_through():
    def work(number):
        if number == 200:
            raise ValueError("two hundred")

    with pytest.raises(ValueError, match="two hundred"):
        parallel.each(work, range(300))
