#!/usr/bin/env python3
"""The commands of the project: each makes its own environment and needs nothing but Python 3.11 or later.

python3 scripts/dev.py serve    build the site and show it at http://127.0.0.1:8000
python3 scripts/dev.py test     everything that must pass; --quick: without a browser and whole sites, less than one minute;
                                --all: with what takes long; --no-browser: without a browser alone; what else is given goes to
                                pytest, like -k or a path
python3 scripts/dev.py site     build into site/; site --offline: into site-offline/, which works from a folder, without a server;
                                --books: with EPUB and DOCX; --no-packets: without PDF, EPUB and DOCX; --drafts: with drafts; the
                                site that is there stays as it is until the new one is whole
python3 scripts/dev.py shards   build one site of several folders, each with a part of the texts, at the same time: shards DIR ...;
                                shards --help tells of other machines
python3 scripts/dev.py packets  make the files of study packets into build/: packets [NAME ...] [--books]
python3 scripts/dev.py check    check the content; say what is wrong, causes first, and how to mend it; --all; --lang en
python3 scripts/dev.py mend     apply every exact mend that the check knows, after showing it: mend [--yes] [CODE ...]
python3 scripts/dev.py entries  tell where the entries' names stand, what is linked and what not, and which names are alike
python3 scripts/dev.py impact   tell what a change touches, compared with a version in git: impact BASE [HEAD] [--html FILE]
python3 scripts/dev.py record   record the ids of new paragraphs
python3 scripts/dev.py rename   rename a chapter, guide, block, entry or packet wherever it is named: rename OLD NEW
python3 scripts/dev.py import   draft a report from a raw transcription: import RAW.txt ID
python3 scripts/dev.py schema   JSON Schemas of edition.yml, of front matter and of what check prints, for programs: schema [--out DIR]
python3 scripts/dev.py fuzz     ask what must hold of random texts: fuzz --minutes N; some are asked by every test
python3 scripts/dev.py pictures build into site/ and make the README's pictures of it anew, in .github/pictures/
python3 scripts/dev.py bench    measure the build against plain Material: bench CHAPTERS
python3 scripts/dev.py bench-all measure several sizes, and write the page docs/about/performance.md: bench-all [CHAPTERS ...]
python3 scripts/dev.py bench-packets measure the files of packets, beside WeasyPrint where it is installed
python3 scripts/dev.py bench-search  measure the search index and queries in a browser: bench-search CHAPTERS
python3 scripts/dev.py lock     make the lock files anew from pyproject.toml
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
SITE, BOOKS, CLUSTER, TEST = (ROOT / f"requirements{name}.txt" for name in ("", "-books", "-cluster", "-test"))
SCRIPTS = {
    "check": "check.py",
    "mend": "mend.py",
    "entries": "entries.py",
    "impact": "impact.py",
    "record": "record.py",
    "rename": "rename.py",
    "import": "import_report.py",
    "packets": "packets.py",
    "shards": "shards.py",
    "schema": "schema.py",
    "fuzz": "fuzz.py",
    "bench": "bench.py",
    "bench-all": "bench_all.py",
    "bench-packets": "bench_packets.py",
}
PROGRAMS = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "java": "default-jre-headless"}
"""Programs that the tests ask, and the Debian packages that have them."""
BEYOND_CORE = ("browser", "build", "pdf")
"""Folders of tests that need a browser, whole sites or other programs."""
BROWSER = ("tests/engine/browser", "tests/edition/browser")
SHELL = "chromium-headless-shell"
"""Chromium without what shows a window: the tests of the browser take half as long in it."""
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "chrome")
BROKEN_OFF = 130
"""The status of a command that was broken off from the keyboard, as shells have it."""
MAC_BROWSERS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")


def run(*command: str | Path, **variables: str) -> None:
    """Run a command from the project's folder; leave with its status where it fails."""
    # Material's notice of its end of life; the README says what comes after
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, env=env) as process:
        try:
            status = process.wait()
        except KeyboardInterrupt:  # the command has got it as well, and ends in its own way
            status = process.wait() or BROKEN_OFF
    if status:
        sys.exit(status if status > 0 else 128 - status)


def together(*commands: list[str | Path]) -> None:
    """Run commands at the same time, and show what each says as one; leave with the status of the first that fails."""
    started = [
        subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for command in commands
    ]
    said = [process.communicate()[0] for process in started]
    sys.stdout.flush()
    for text in said:
        sys.stdout.buffer.write(text)
    sys.stdout.flush()
    if failed := [process.returncode for process in started if process.returncode]:
        sys.exit(failed[0])


def fail(message: str) -> None:
    sys.exit(f"dev.py: {message}")


def debian(*packages: str) -> None:
    """Install Debian packages where that is possible without asking; else say what to type."""
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if os.name != "posix" or not shutil.which("apt-get"):
        return
    if os.geteuid() != 0:
        fail(f"please run: sudo {' '.join(command)}")
    run("apt-get", "update", "-q", DEBIAN_FRONTEND="noninteractive")
    run(*command, DEBIAN_FRONTEND="noninteractive")


def environment(lock: Path) -> None:
    """The environment .venv with what ``lock`` pins; nothing is done when it is there already."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything has looked
        fail(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if PYTHON.exists() and stamp(lock).exists() and stamp(lock).read_text() == wanted(lock):
        return
    if importlib.util.find_spec("ensurepip") is None:
        debian("python3-venv")
    print("dev.py: making the environment in .venv …", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "-r", lock)
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "-e", ROOT)
    for held in {SITE, lock} | ({BOOKS, CLUSTER} if lock == TEST else set()):  # the test lock holds all that the others need
        stamp(held).write_text(wanted(held))


def stamp(lock: Path) -> Path:
    """Where it is noted that the environment holds what ``lock`` pins."""
    return VENV / f".{lock.stem}"


def wanted(lock: Path) -> str:
    """What the note must say: a hash of all that the environment depends on."""
    return hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()


def browser() -> str:
    """The path of a Chromium for the browser tests; what they need and Debian has is installed where it is lacking."""

    def find() -> str | None:
        named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
        return named or next((path for path in MAC_BROWSERS if Path(path).exists()), None)

    # Playwright's driver is linked against libatomic, which a bare Debian has not; the pages are measured with Chinese type;
    # poppler reads PDFs back, EPUBCheck needs Java
    quicker = shutil.which("apt-get") and os.geteuid() == 0 and not shutil.which(SHELL) and not os.environ.get("CHROMIUM")
    lacking = [SHELL, "fonts-noto-cjk"] if quicker or not find() else []
    lacking += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    lacking += ["libatomic1"] if sys.platform == "linux" and not ctypes.util.find_library("atomic") else []
    if lacking:
        debian(*lacking)
    found = find()
    if not found:
        fail("the browser tests need Chromium or Chrome: install it, or set CHROMIUM to its path.")
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        fail(f"the tests need {', '.join(missing)} (poppler's utilities, a Java runtime): install them.")
    return str(found)


def test(options: list[str]) -> None:
    """Lint, types, tests: all, with ``--quick`` those of the core, with ``--no-browser`` all but those in a browser; options that
    are not ours go to pytest."""
    quick = "--quick" in options
    rest = [option for option in options if option not in ("--quick", "--all", "--no-browser")]
    variables = {} if quick else {"CHROMIUM": browser()}
    environment(TEST)
    together(
        [PYTHON, "-m", "mypy"],
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [BIN / "lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"],
        [BIN / "deno", "check", "hooks/duben/theme/assets", "tests/js"],
        [BIN / "deno", "lint"],
        [BIN / "deno", "test", "tests/js"],
    )
    chosen = ["tests/engine", *(f"--ignore=tests/engine/{name}" for name in BEYOND_CORE)] if quick else []
    chosen += [f"--ignore={folder}" for folder in BROWSER] if "--no-browser" in options else []
    chosen += [] if "--all" in options else ["-m", "not slow"]
    workers = str(min(4, (os.cpu_count() or 1) + 1))  # one more than cores, since they wait for the browser now and then
    # a worker that has nothing left takes tests from the other: half of the time is in a tenth of the tests
    run(PYTHON, "-m", "pytest", "-n", workers, "--dist", "worksteal", *chosen, *rest, **variables)


def main(arguments: list[str]) -> None:
    command, rest = (arguments or ["help"])[0], arguments[1:]
    if command == "serve":
        environment(SITE)
        run(PYTHON, "-m", "mkdocs", "serve", "--no-strict", *rest)
    elif command == "site":
        environment(BOOKS if "--books" in rest else SITE)
        given, rest = rest, [option for option in rest if option not in ("--offline", "--books", "--no-packets", "--drafts")]
        if "--offline" in given:
            rest = ["--no-directory-urls", "--site-dir", "site-offline", *rest]
        variables = {"--no-packets": ("PACKETS", "false"), "--drafts": ("DRAFTS", "true")}
        run(PYTHON, ROOT / "scripts" / "build.py", *rest, **dict(pair for option, pair in variables.items() if option in given))
    elif command in SCRIPTS:
        environment(BOOKS if "--books" in rest else CLUSTER if "--cluster" in rest else SITE)
        run(PYTHON, ROOT / "scripts" / SCRIPTS[command], *(option for option in rest if option != "--books"))
    elif command == "test":
        test(rest)
    elif command == "pictures":
        chromium = browser()
        environment(TEST)
        run(PYTHON, ROOT / "scripts" / "build.py")
        run(PYTHON, ROOT / "scripts" / "pictures.py", *rest, CHROMIUM=chromium)
    elif command == "bench-search":
        chromium = browser()
        environment(TEST)
        run(PYTHON, ROOT / "scripts" / "bench_search.py", *rest, CHROMIUM=chromium)
    elif command == "lock":
        for lock, extra in (
            (SITE, []),
            (BOOKS, ["--extra", "books"]),
            (CLUSTER, ["--extra", "cluster"]),
            (TEST, ["--extra", "books", "--extra", "cluster", "--extra", "test"]),
        ):
            run(
                "uv", "pip", "compile", "-q", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--upgrade",
                "--python-version", "3.11", *extra, "pyproject.toml", "requirements-build.in", "-o", lock.name,
            )  # fmt: skip
    else:
        print(__doc__)
        sys.exit(0 if command in ("help", "-h", "--help") else 2)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(BROKEN_OFF)
