"""The workflows and forms for a forge: they are sound, nothing but two jobs may write, and their lines of shell do what they say."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.forge import jobs, typed, with_commands
from support.sites import ROOT, TREES

GITHUB = ROOT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
BIN = Path(sys.executable).parent
PERSON = ("-c", "user.name=x", "-c", "user.email=x")


def git(folder, *arguments):
    done = subprocess.run(["git", "-C", folder, *PERSON, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def step(workflow, job, key):
    """The lines of shell of the step with this id."""
    return next(step["run"] for step in jobs(workflow)[job]["steps"] if step.get("id") == key)


# --- what is written -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ["actionlint", "-shellcheck", BIN / "shellcheck", "-config-file", "/dev/null"],
        ["zizmor", "--offline", "--no-progress", "--pedantic", "--no-ignores", "--no-config", "--strict-collection", "."],
    ],
    ids=["actionlint", "zizmor"],
)
def test_nothing_is_found_and_nothing_is_excepted(command):
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_job_may_write_to_the_repository_and_one_may_publish():
    allowed = {}
    for workflow in WORKFLOWS:
        for name, job in jobs(workflow.stem).items():
            may = {right for right, how in job["permissions"].items() if how != "read"}
            if may:
                allowed[f"{workflow.stem}/{name}"] = may
    assert allowed == {"publish/record": {"contents"}, "publish/deploy": {"pages", "id-token"}}


def test_a_change_from_a_fork_is_judged_without_any_secret():
    pull_requests = [workflow for workflow in WORKFLOWS if "pull_request" in workflow.read_text("utf-8").partition("jobs:")[0]]
    assert [workflow.stem for workflow in pull_requests] == ["check"]
    assert not re.search(r"secrets\.|github\.token|write|pull_request_target", pull_requests[0].read_text("utf-8").partition("jobs:")[2])


def test_an_action_has_one_pin_everywhere():
    uses = [line for workflow in WORKFLOWS for line in re.findall(r"uses: (.*)", workflow.read_text("utf-8"))]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in uses)
    assert len(set(uses)) == len({line.partition("@")[0] for line in uses})


def test_every_command_that_is_named_is_one():
    """In workflows, forms, hooks and the documents for people."""
    documents = [*GITHUB.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "docs/about").glob("*.md")]
    texts = [path.read_text("utf-8") for path in [*WORKFLOWS, ROOT / ".pre-commit-config.yaml", *documents]]
    named = {name for text in texts for name in re.findall(r"dev\.py ([a-z][a-z-]*)", text)}
    told = subprocess.run([sys.executable, ROOT / "scripts/dev.py", "help"], capture_output=True, text=True, check=True).stdout
    assert named - set(re.findall(r"^python3 scripts/dev\.py ([a-z-]+)", told, re.MULTILINE)) == set()


@pytest.mark.parametrize("form", sorted(GITHUB.glob("ISSUE_TEMPLATE/*.yml")), ids=lambda path: path.stem)
def test_a_form_is_one_that_the_forge_takes(form):
    """https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema"""
    told = yaml.safe_load(form.read_text("utf-8"))
    assert {"name", "description", "body"} <= set(told) <= {"name", "description", "title", "body"}
    asked = [field for field in told["body"] if field["type"] != "markdown"]
    assert asked
    assert len({field["id"] for field in asked}) == len({field["attributes"]["label"] for field in asked}) == len(asked)
    for field in told["body"]:
        assert set(field) <= {"type", "id", "attributes", "validations"}
        assert field["type"] in ("markdown", "input", "textarea")
        assert field["attributes"].get("value" if field["type"] == "markdown" else "label")


def test_the_owners_of_code_own_all_but_the_texts():
    rules = [line.split()[0] for line in (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n") if line.startswith("/")]
    files = git(ROOT, "ls-files", "-z").strip("\0").split("\0") if (ROOT / ".git").exists() else []
    owned = re.compile("|".join(re.escape(rule[1:]).replace(r"\*", "[^/]*") + ("" if rule.endswith("/") else "$") for rule in rules))
    free = {file for file in files if not owned.match(file)}
    assert {file for file in free if not file.startswith("docs/")} <= {file for file in free if re.fullmatch(r"[A-Z]+\.md", file)}


def test_owners_are_not_invented():
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n")
    assert {owner for line in lines if line.startswith("/") for owner in line.split()[1:]} == {"@{CODE}"}
    assert "{CODE}" in (ROOT / "README.md").read_text("utf-8")


# --- what is done --------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """The made-up edition under git, with the commands, cloned from a repository of its own."""
    folder, remote = with_commands(tmp_path / "project"), tmp_path / "remote.git"
    shutil.copytree(TREES, folder / "docs", ignore=shutil.ignore_patterns(".cache"))
    shutil.copy(TREES.parent / "edition.yml", folder)
    (folder / ".gitignore").write_text(".cache\n__pycache__\n", "utf-8")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", remote)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", remote)
    commit(folder)
    git(folder, "push", "-q", "-u", "origin", "main")
    return folder


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def told(folder, base):
    """What the step about what changed says, and what it writes into the summary."""
    output, summary = folder.parent / "output", folder.parent / "summary"
    output.write_text("")
    summary.write_text("")
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    typed(step("check", "test", "changed"), folder, folder.parent / "programs", BASE=base, **files)
    return output.read_text("utf-8"), summary.read_text("utf-8")


def test_the_browser_is_left_out_where_only_content_changed_and_that_is_said(project):
    git(project, "checkout", "-q", "-b", "change")
    with (project / "docs/guides/planting.md").open("a") as page:
        page.write("\n")
    with (project / "edition.yml").open("a") as settings:
        settings.write("\n")
    commit(project)
    output, summary = told(project, "main")
    assert output == "only-content=true\n"
    assert "the tests in a browser did not run" in summary


def test_the_browser_is_not_left_out_where_the_program_changed_or_for_the_main_branch(project):
    assert told(project, "") == ("", "")
    git(project, "checkout", "-q", "-b", "change")
    (project / "scripts/check.py").unlink()
    (project / "docs/guides/minding.md").unlink()
    commit(project)
    assert told(project, "main") == ("", "")


def test_what_a_pull_request_touches_stands_in_the_summary(project):
    git(project, "checkout", "-q", "-b", "change")
    chapter = project / "docs/reports/trees-1950/kan.md"
    chapter.write_text(chapter.read_text("utf-8").replace("。", "{。→！? | 理校：試}", 1), "utf-8")
    commit(project)
    summary = project.parent / "summary"
    touched = next(step["run"] for step in jobs("check")["content"]["steps"] if "impact" in step.get("run", ""))
    typed(touched, project, project.parent / "programs", BASE="main", GITHUB_STEP_SUMMARY=str(summary))
    assert "kan p2" in summary.read_text("utf-8")


def test_a_base_that_is_not_there_does_not_leave_the_browser_out(project):
    assert told(project, "gone") == ("", "")


def record(project):
    """Record and push as the workflow does; returns the commit that is to be built."""
    output, programs = project.parent / "output", project.parent / "programs"
    output.write_text("")
    programs.mkdir(exist_ok=True)
    (programs / "gh").write_text("#!/bin/sh\n")  # which would let git push
    (programs / "gh").chmod(0o755)
    steps = jobs("publish")["record"]["steps"]
    for line in [step["run"] for step in steps if "run" in step]:
        typed(line, project, programs, GITHUB_OUTPUT=str(output), GITHUB_REF_NAME="main")
    return output.read_text("utf-8").removeprefix("commit=").strip()


def test_new_ids_are_committed_and_pushed_once(project):
    chapter = project / "docs/reports/trees-1950/kan.md"
    before, separator, after = chapter.read_text("utf-8").partition("。")
    chapter.write_text(f"{before}{separator}\n\n{after}", "utf-8")
    commit(project)
    git(project, "push", "-q")
    pushed = git(project, "rev-parse", "HEAD")
    done = record(project)
    assert done == git(project, "ls-remote", "origin", "main").split()[0] != pushed
    assert git(project, "diff", "--name-only", pushed, done) == "docs/reports/trees-1950/ids/kan.txt"
    assert record(project) == done


def test_nothing_is_committed_where_there_are_no_new_ids(project):
    assert record(project) == git(project, "rev-parse", "HEAD") == git(project, "ls-remote", "origin", "main").split()[0]
