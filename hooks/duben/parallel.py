"""Work on both cores, or as many as there are, where a process can be forked and the work is worth it.

The environment's variable ``DUBEN_WORKERS`` sets another number, such as 1 where several processes share the cores already.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

WORKERS = "DUBEN_WORKERS"
LEAST = 100
"""Items below which no process is started."""
_T = TypeVar("_T")
_R = TypeVar("_R")
_work: list[Callable[[int], Any]] = []


def each(work: Callable[[_T], _R], items: Sequence[_T], weight: int = 1) -> list[_R]:
    """``work`` done for every item, in any order and perhaps in other processes; what it gives, which must be data, in their order.

    What it changes in memory is lost: it must write files, or give something back. ``weight`` says how many small items one is. Raises
    what ``work`` raises.
    """
    workers = min(int(os.environ.get(WORKERS) or os.cpu_count() or 1), len(items))
    # a process with other threads, as under `serve`, must not be forked
    if workers < 2 or len(items) * weight < LEAST or sys.platform != "linux" or threading.active_count() > 1:
        return [work(item) for item in items]
    _work[:] = [lambda number: work(items[number])]  # a forked process has the items; only their numbers are sent
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            return pool.map(_call, range(len(items)), max(1, len(items) // (8 * workers)))
    finally:
        _work.clear()


def _call(number: int) -> Any:
    return _work[0](number)
