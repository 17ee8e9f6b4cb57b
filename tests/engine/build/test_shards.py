"""An archive of several folders gives the site of one edition with all their files, whoever does the work."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster

from support.forge import jobs, typed, with_commands
from support.sites import build, lay_out, same

SCRIPT = Path(__file__).parents[3] / "scripts" / "shards.py"
REPORTS = 8


def lay_out_many(folder):
    """A project of the made-up edition with ``REPORTS`` reports."""
    lay_out(folder, without=["fonts"])
    reports = folder / "docs/reports"
    for year in range(1952, 1950 + REPORTS):
        shutil.copytree(reports / "seedlings-1951", reports / f"seedlings-{year}")
    return folder


@pytest.fixture(scope="session")
def single(once):
    """The project, and its site as it is built at once."""
    return once("archive", lambda folder: build(lay_out_many(folder / "project") / "mkdocs.yml", folder / "site"))


@pytest.fixture
def split(single, tmp_path):
    """Takes the project apart into so many folders, of which the first has all but reports."""

    def apart(count):
        folders = [tmp_path / f"part-{number + 1}" for number in range(count)]
        project = single / "project"
        shutil.copytree(project, folders[0], ignore=shutil.ignore_patterns(".cache", "trees-*", "seedlings-*", "site"))
        for number, report in enumerate(sorted(path for path in (project / "docs/reports").iterdir() if path.is_dir())):
            shutil.copytree(report, folders[number % count] / "docs/reports" / report.name)
        return folders

    return apart


def shards(folders, *options, **more):
    """The command that builds folders, in the folder above them."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PACKETS": "false"}
    command = [sys.executable, SCRIPT, *(folder.name for folder in folders), *options]
    return subprocess.Popen(command, cwd=folders[0].parent, env=env, stderr=subprocess.PIPE, text=True, **more)


def built(single, folders, *options):
    """Build folders, and compare the site with that which was built at once."""
    process = shards(folders, *options)
    errors = process.communicate()[1]
    assert process.returncode == 0, errors
    same(folders[0].parent / "site", single / "site")


def test_eight_folders_give_the_site_of_one_edition(single, split):
    built(single, split(REPORTS), "--workers", "0")


@pytest.mark.slow  # a process that is killed, below, has them too
def test_processes_on_this_machine(single, split):
    built(single, split(3), "--workers", "2")


def test_the_jobs_of_a_forge(single, split):
    """Each job has its own checkout and what earlier ones handed over."""
    folders = split(2)
    archive = jobs("archive")
    artifacts, programs = folders[0].parent / "artifacts", folders[0].parent / "programs"

    def job(name, share=""):
        checkout = with_commands(folders[0].parent / f"{name}-{share}")
        for folder in folders:
            shutil.copytree(folder, checkout / folder.name)
        for step in archive[name]["steps"]:
            given = {key: str(value).replace("${{ matrix.share }}", share) for key, value in step.get("with", {}).items()}
            if "download-artifact" in step.get("uses", ""):
                for found in sorted(artifacts.glob(given["pattern"])):
                    shutil.copytree(found, checkout / given["path"], dirs_exist_ok=True, copy_function=shutil.copyfile)  # with new times
            elif "upload-artifact" in step.get("uses", ""):
                keep(checkout, given["path"].split(), artifacts / given["name"])
            elif "run" in step:
                typed(step["run"], checkout, programs, FOLDERS=names, SHARE=share, PACKETS="false")

    def keep(checkout, patterns, artifact):
        root = checkout / patterns[0].rpartition("/")[0] if len(patterns) > 1 else checkout / patterns[0]
        for pattern in patterns:
            for found in checkout.glob(pattern):
                shutil.copytree(found, artifact / found.relative_to(root))

    names, output = " ".join(folder.name for folder in folders), folders[0].parent / "output"
    typed(archive["shares"]["steps"][0]["run"], folders[0].parent, programs, FOLDERS=names, GITHUB_OUTPUT=str(output))
    assert output.read_text() == "numbers=[1, 2]\n"
    for name in ("facts", "check", "pages", "site"):
        for share in ("1", "2") if "strategy" in archive[name] else ("",):
            job(name, share)
    same(artifacts / "site", single / "site")


@pytest.fixture
def cluster():
    """A cluster of separate processes on this machine."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as found:
        yield found


def test_a_cluster_one_of_whose_workers_is_killed(single, split, cluster):
    folders = split(3)
    with Client(cluster) as client:
        process = shards(folders, "--cluster", cluster.scheduler_address)
        while not (busy := [worker for worker, tasks in client.processing().items() if tasks]):
            assert process.poll() is None, process.communicate()[1]
            time.sleep(0.05)
        pids = client.run(os.getpid)
        os.kill(pids[busy[0]], signal.SIGKILL)
        errors = process.communicate(timeout=120)[1]
        assert process.returncode == 0, errors
        assert pids[busy[0]] not in client.run(os.getpid).values()
    same(folders[0].parent / "site", single / "site")


def test_a_process_that_is_killed_is_told_and_the_next_build_goes_on(single, split):
    folders = split(3)
    process = shards(folders, "--workers", "1")
    while not (children := psutil.Process(process.pid).children()):
        time.sleep(0.02)
    children[0].kill()
    errors = process.communicate()[1]
    assert process.returncode == 1
    assert re.search(r"part-1: .*9.*\n.*", errors)
    assert "Traceback" not in errors
    built(single, folders, "--workers", "1")


def test_what_is_wrong_is_told_with_the_folder_in_which_it_is_to_be_mended(split):
    folders = split(2)
    page = folders[1] / "docs/guides/minding.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: 另一篇\n---\n", "utf-8")
    chapter = folders[1] / "docs/reports/trees-1950/kan.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n\n{又→\n", "utf-8")
    process = shards(folders, "--workers", "0")
    errors = process.communicate()[1]
    assert process.returncode == 1
    assert f"{folders[1]}/docs/reports/trees-1950/kan.md:" in errors
    assert f"{folders[0]}/docs/guides/minding.md:1:1: R007" in errors
    assert not (folders[0].parent / "site").exists()


def test_a_file_that_was_removed_from_its_folder_is_gone_from_the_site(split):
    folders = split(2)
    assert shards(folders, "--workers", "0").wait() == 0
    (folders[0] / "docs/about/marks.md").unlink()
    for page in (folders[0] / "docs").rglob("*.md"):
        page.write_text(
            page.read_text("utf-8").replace("(marks.md", "(coverage.md").replace("about/marks.md", "about/coverage.md"), "utf-8"
        )
    process = shards(folders, "--workers", "0")
    errors = process.communicate()[1]
    assert process.returncode == 0, errors
    assert not (folders[0].parent / "site/about/marks").exists()


def test_the_day_of_a_revision_is_that_of_the_folder_from_which_the_report_is(split):
    folders = split(2)
    date = {f"GIT_{who}_DATE": "2020-02-03T12:00Z" for who in ("AUTHOR", "COMMITTER")}
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x", "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=folders[0].parent, env={**os.environ, **date}, check=True)
    process = shards(folders, "--workers", "0")
    errors = process.communicate()[1]
    assert process.returncode == 0, errors
    for chapter in ("trees-1950/kan", "seedlings-1951/yu"):
        assert "（2020-02-03）" in (folders[0].parent / f"site/reports/{chapter}/index.html").read_text("utf-8")
