"""What is made once a run, whichever worker asks first; the others wait for it. A plugin of pytest."""

import os
import time

import pytest

PATIENCE = 300
"""Seconds after which a worker that waits for another gives up."""


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Calls ``make(path)`` once a run for each name, and returns the path, of a file or folder that ``make`` wrote."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "once"
    shared.mkdir(exist_ok=True)

    def once(name, make):
        path, begun, done, failed = (shared / f"{name}{end}" for end in ("", ".begun", ".done", ".failed"))
        try:
            begun.mkdir()  # of all workers just one succeeds
        except FileExistsError:
            end = time.monotonic() + PATIENCE
            while not done.exists():
                assert not failed.exists(), f"another worker could not make {name}"
                assert time.monotonic() < end, f"another worker has not made {name}"
                time.sleep(0.05)
        else:
            try:
                make(path)
            except BaseException:
                failed.touch()
                raise
            done.touch()
        return path

    return once
