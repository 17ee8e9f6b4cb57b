"""Work on both cores, or as many as there are, where a process can be forked and the work is worth it.

The environment's variable ``DUBEN_WORKERS`` sets another number, such as 1 where several processes share the cores already.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

WORKERS = "DUBEN_WORKERS"
LEAST = 100
"""Items below which no process is started."""
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h
_T = TypeVar("_T")
_R = TypeVar("_R")
_work: list[Callable[[int], Any]] = []


def each(work: Callable[[_T], _R], items: Sequence[_T], weight: int = 1) -> list[_R]:
    """``work`` done for every item, in any order and perhaps in other processes; what it gives, which must be data, in their order.

    What it changes in memory is lost: it must write files, or give something back. ``weight`` says how many small items one is. Raises
    what ``work`` raises, and BrokenExecutor where one of the processes was killed.
    """
    workers = min(int(os.environ.get(WORKERS) or os.cpu_count() or 1), len(items))
    # a process with other threads, as under `serve`, must not be forked
    if workers < 2 or len(items) * weight < LEAST or sys.platform != "linux" or threading.active_count() > 1:
        return [work(item) for item in items]
    _work[:] = [lambda number: work(items[number])]  # a forked process has the items; only their numbers are sent
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin)
    try:
        return list(pool.map(_call, range(len(items)), chunksize=max(1, len(items) // (8 * workers))))
    finally:
        pool.shutdown(cancel_futures=True)
        _work.clear()


def _begin() -> None:
    """Leave it to the first process to tell that it was broken off from the keyboard, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _call(number: int) -> Any:
    return _work[0](number)
