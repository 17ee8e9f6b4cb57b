"""Sites of the made-up edition that a test may spoil, built in this process."""

import traceback
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.commands.build import build
from mkdocs.config import load_config

from support.sites import lay_out


@pytest.fixture
def project(tmp_path):
    """A project of the made-up edition; without fonts, which would be made anew for every change of its characters."""
    return lay_out(tmp_path, without=["fonts"])


@pytest.fixture
def build_site():
    """Builds as the README's command does, but without the files of packets unless ``PACKETS`` says so; returns the status and what
    is written to the terminal."""

    def build_site(folder, *options, **variables):
        command = ["build", "--strict", "-f", str(folder / "mkdocs.yml"), *options]
        done = CliRunner().invoke(cli, command, env={"PACKETS": "false", **variables})
        fault = "" if isinstance(done.exception, SystemExit | None) else "".join(traceback.format_exception(done.exception))
        return SimpleNamespace(returncode=done.exit_code, stderr=done.output + fault)

    return build_site


@pytest.fixture
def serve_site():
    """Builds the site of a project once as ``serve`` does, into site/, and returns that folder."""

    def serve_site(project, **extra):
        config = load_config(str(project / "mkdocs.yml"), strict=False, site_dir=str(project / "site"))
        config.extra |= {"packets": False, **extra}
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        return project / "site"

    return serve_site
