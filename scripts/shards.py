#!/usr/bin/env python3
"""Build one site of an archive: several folders, each with a part of the texts, worked on by shares at the same time.

    shards.py DIR … [--workers N | --cluster ADDRESS] [--site-dir DIR] [--work DIR]
    shards.py DIR … --step facts|check|pages|site [--share K]

Each DIR has a folder docs/; the first has mkdocs.yml and edition.yml, which hold for all. The site is that of one edition with all
files. What others may have to know of a share's texts is found first; then all is checked together; then the pages of each share are
made; then the site is put together.

Shares are worked on by N processes at a time (as many as there are processors unless told; 0: in turn, in this one), or by a Dask cluster
(ADDRESS is its scheduler's; it needs the extra `cluster`) whose machines have the same folders under the same paths. Each step can also be
called alone, so that jobs on other machines do it, a share each (K from 1): what a step leaves in WORK/.cache is what the next one
needs. A build that was broken off can be started again, and goes on from what it has.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from duben import command, problems, telling
from duben.catalogue import _
from duben.checks import check
from duben.edition.read import cache_of, read
from duben.host import HISTORY, SHARE
from duben.links.resolve import resolve
from duben.parallel import WORKERS
from duben.reading.settings import beside, read_settings
from duben.site.archive import Archive, Share, facts, join
from duben.site.swap import replacing


class InProcess(Executor):
    """Does each piece of work when it is handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class ShareError(Exception):
    """The work on a share has failed; the message says why."""


def whole(archive: Archive) -> bool:
    """Whether nothing is wrong with the archive; else it is said."""
    settings, faults = read_settings(beside(archive.docs))
    cache = cache_of(archive.docs)
    edition = read(archive.docs, settings, cache)
    found = [*archive.clashes, *(faults or check(edition, resolve(edition, cache), cache))]
    for docs, own in archive.by_folder(found):
        print(telling.as_text(own, docs), file=sys.stderr)
    return not problems.errors(found)


def pages(archive: Archive, share: Share) -> None:
    """Make the pages of a share, and its part of the search index, and keep them for the site."""
    with tempfile.TemporaryDirectory(dir=archive.project, prefix=".pages-") as folder:
        write(archive, Path(folder), share.pages)


def site(archive: Archive, folder: Path) -> None:
    """Build the site, of what was made before and what is still lacking."""
    with replacing(folder) as new:
        write(archive, new)


def write(archive: Archive, folder: Path, share: frozenset[str] | None = None) -> None:
    """Build with MkDocs, the settings those of the first folder. Raises ShareError."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s - %(message)s")
    first = archive.shares[0].folder / "mkdocs.yml"
    try:
        config = load_config(str(first), docs_dir=str(archive.docs.resolve()), site_dir=str(folder.resolve()), strict=True)
        config.config_file_path = str((archive.project / first.name).resolve())  # beside which what is made is kept
        config.extra |= {SHARE: share, HISTORY: archive.history}
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise ShareError(str(error)) from None


STEPS: dict[str, Callable[[Archive, Share], None]] = {"facts": facts, "pages": pages}
"""What is done for each share."""


@contextmanager
def executor(workers: int, cluster: str | None) -> Iterator[Executor]:
    """Who works on the shares."""
    if cluster:
        try:
            from distributed import Client
        except ImportError:
            raise ShareError(_("Dask is not installed: python3 scripts/dev.py shards with --cluster installs it.")) from None
        with Client(cluster, set_as_default=False) as client, client.get_executor() as found:
            yield found
    elif workers:
        with ThreadPoolExecutor(workers) as threads:  # each waits for a process
            yield threads
    else:
        yield InProcess()


def work(archive: Archive, step: str, by: Executor, advance: Callable[[int], None], options: list[str]) -> None:
    """One step for all shares. Raises ShareError for the first that fails."""

    def hand_in(number: int, share: Share) -> Future[Any]:
        if isinstance(by, InProcess):
            return by.submit(STEPS[step], archive, share)
        command = [sys.executable, str(Path(__file__).resolve()), *options, "--step", step, "--share", str(number)]
        # a function of the standard library, which every worker can load
        return by.submit(subprocess.run, command, env={**os.environ, WORKERS: "1"}, capture_output=True, text=True, check=False)

    futures = {hand_in(number, share): share for number, share in enumerate(archive.shares, 1)}
    try:
        for future in as_completed(futures):
            check_done(future.result(), futures[future])
            advance(1)
    except BaseException:
        for future in futures:
            future.cancel()
        raise


def check_done(done: Any, share: Share) -> None:
    """Raise ShareError where a process did not end well."""
    if isinstance(done, subprocess.CompletedProcess) and done.returncode:
        said = done.stderr.strip()
        if done.returncode < 0:
            said = _("the process was killed (signal {number}), perhaps for want of memory.", number=-done.returncode)
        hint = _("What is done is kept: the same command goes on from there.")
        raise ShareError(f"{share.folder}: {said}\n{hint}")


def everything(archive: Archive, folder: Path, by: Executor, options: list[str]) -> bool:
    """All steps; whether there is a new site."""
    with click.progressbar(length=2 * len(archive.shares) + 2, label=_("Building"), file=sys.stderr) as bar:
        work(archive, "facts", by, bar.update, options)
        if not whole(archive):
            return False
        bar.update(1)
        work(archive, "pages", by, bar.update, options)
        site(archive, folder)
        bar.update(1)
    return True


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="+")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--cluster", metavar="ADDRESS")
    parser.add_argument("-d", "--site-dir", type=Path, default=Path("site"))
    parser.add_argument("--work", type=Path, default=Path("build/archive"))
    parser.add_argument("--step", choices=(*STEPS, "check", "site"))
    parser.add_argument("--share", type=int, metavar="K")
    options = parser.parse_args(None if arguments is None else list(arguments))
    for folder in options.folders:
        if not (folder / "docs").is_dir():
            parser.error(_("There is no folder “{folder}”.", folder=folder / "docs"))
    if not (options.folders[0] / "mkdocs.yml").is_file():
        parser.error(_("There is no file “{file}”.", file=options.folders[0] / "mkdocs.yml"))
    if (options.step in STEPS) != (options.share in range(1, len(options.folders) + 1)):
        parser.error(_("--step facts and --step pages, and only they, are told a share: --share 1 to {last}.", last=len(options.folders)))
    archive = join([folder.resolve() for folder in options.folders], options.work.resolve())
    try:
        if options.step in STEPS:
            STEPS[options.step](archive, archive.shares[options.share - 1])
        elif options.step == "check":
            return 0 if whole(archive) else 1
        elif options.step == "site":
            site(archive, options.site_dir)
        else:
            same = [str(folder.resolve()) for folder in options.folders] + ["--work", str(options.work.resolve())]
            with executor(options.workers, options.cluster) as by:
                return 0 if everything(archive, options.site_dir, by, same) else 1
    except ShareError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    command.run(main)
