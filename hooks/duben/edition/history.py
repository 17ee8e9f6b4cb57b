"""When the texts of reports got their present words, as the version history tells."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .ledger import FOLDER

_COMMIT = b"\x01"
_LEDGER = re.compile(rf"reports/([^/]+)/{FOLDER}/[^/]+\.txt")


class History(NamedTuple):
    """What the version history tells of reports, by their ids.

    ``days`` are those (YYYY-MM-DD, UTC) of the newest commit that changed a chapter; none for a report that is not as it was committed,
    or where it cannot be told. ``recorded`` are those whose ids were ever recorded. ``cut`` says that the history here does not go back
    far enough (a shallow clone).
    """

    days: dict[str, str]
    recorded: frozenset[str] = frozenset()
    cut: bool = False


def history(docs: Path) -> History:
    """The history of the reports below ``docs``; empty where there is none, or no git."""
    changed = _git(docs, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", "reports")
    ends = _git(docs, "rev-parse", "--git-path", "shallow", "--show-prefix")
    if changed is None or ends is None:
        return History({})
    shallow, prefix = ends.decode().split("\n")[:2]
    boundary = set((docs / shallow).read_text("ascii").split()) if (docs / shallow).is_file() else set()
    uncommitted = {report for row in changed.split(b"\0") if (report := _report(row[3:].decode().removeprefix(prefix)))}
    days: dict[str, str] = {}
    recorded: set[str] = set()
    cut = False
    # along the line of the branch: what was merged counts from the day on which it was
    for commit, day, names in _log(docs):
        for report in {report for name in names if (report := _report(name))} - days.keys():
            days[report] = "" if commit in boundary else day
            cut |= commit in boundary
        recorded |= {match[1] for name in names if (match := _LEDGER.fullmatch(name))}
    known = {report: day for report, day in days.items() if day and report not in uncommitted}
    return History(known, frozenset(recorded), cut)


def _log(docs: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Each commit with its day and the files that it changed below ``docs``, the newest first."""
    form = f"--format={_COMMIT.decode()}%H %ct"
    found = _git(docs, "log", "--first-parent", "-m", "--no-renames", "--name-only", "--relative", "-z", form, "--", "reports")
    for part in (found or b"").split(_COMMIT)[1:]:
        head, *names = (name for name in part.decode().replace("\n", "\0").split("\0") if name)
        commit, seconds = head.split()
        yield commit, datetime.fromtimestamp(int(seconds), UTC).date().isoformat(), names


def _report(path: str) -> str:
    """The id of the report of which a file below docs/ is a chapter; '' for any other file."""
    folder, _slash, name = path.rpartition("/")
    top, _slash, report = folder.partition("/")
    return report if top == "reports" and "/" not in report and name.endswith(".md") and name != "index.md" else ""


def _git(docs: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(docs), *arguments], capture_output=True, check=False)
    except OSError:  # there is no git
        return None
    return None if done.returncode else done.stdout


class NoVersionError(Exception):
    """There is no such version, or no git; the name of the version."""


def files_at(folder: Path, revision: str, paths: Sequence[str], endings: tuple[str, ...]) -> dict[str, bytes]:
    """The files of an earlier version whose names have one of these endings, by their paths below ``folder``, of those below ``paths``."""
    commit = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise NoVersionError(revision)
    name = commit.decode().strip()
    there = (_git(folder, "ls-tree", "--name-only", "-z", name, *paths) or b"").decode().split("\0")
    archive = _git(folder, "archive", name, *filter(None, there)) if any(there) else None
    if archive is None:
        return {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        found = {member.name: files.extractfile(member) for member in files if member.isfile() and member.name.endswith(endings)}
        return {path: file.read() for path, file in found.items() if file}
