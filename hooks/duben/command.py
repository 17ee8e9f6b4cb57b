"""How the project's commands end: where something goes wrong that is no fault of theirs, with one sentence and no traceback."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from types import FrameType
from typing import NoReturn

from .cache import FULL
from .catalogue import _

BROKEN_OFF = 130
"""The status of a command that was broken off from the keyboard, as shells have it."""


def run(main: Callable[[], int | None]) -> NoReturn:
    """Run a command, and leave with its status. A signal to end is taken as if it came from the keyboard, so that what was begun is
    removed."""
    signal.signal(signal.SIGTERM, _end)
    try:
        status = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say(_("Broken off."))
        status = BROKEN_OFF
    except BrokenPipeError:  # who read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except (OSError, BrokenExecutor) as error:
        _say(told(error))
        status = 1
    sys.exit(status)


def told(error: Exception) -> str:
    """A sentence for an error of the system: a full disk, a folder that cannot be written, a file that is gone, a process that was
    killed."""
    if not isinstance(error, OSError):
        return _("A process that worked along was ended, perhaps for want of memory; please run this again.")
    if error.errno in FULL:
        return _("The disk is full: {reason}. Make room (the folder .cache may be removed at any time) and run this again.", reason=error)
    return _("A file cannot be read or written: {reason}.", reason=error)


def _say(sentence: str) -> None:
    print(f"\n{sentence}" if sys.stderr.isatty() else sentence, file=sys.stderr)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
