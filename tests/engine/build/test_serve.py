"""What holds where one process builds the site again and again, as `mkdocs serve` does."""

import gc
import os
import subprocess
import sys
import weakref
from concurrent.futures import BrokenExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort, PluginError

from duben.host import KEY
from support.sites import share_fonts

HOOKS = Path(__file__).parents[3] / "hooks"
SETTINGS = f"""\
site_name: x
hooks: [{HOOKS}/theme.py, {HOOKS}/edition.py, {HOOKS}/simplified.py, {HOOKS}/fonts.py]
theme: {{name: material, language: zh-Hant}}
plugins: []
exclude_docs: reports/*/ids/
"""
SERVE = """\
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", strict=False)
config.plugins.on_startup(command="serve", dirty=False)
build(config)
"""


@pytest.fixture
def hook():
    spec = spec_from_file_location("edition_hook", HOOKS / "edition.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.on_startup(command="serve", dirty=False)
    yield module
    gc.unfreeze()


def settings(docs):
    """A configuration that is part of a circle, as MkDocs's own is."""
    config = SimpleNamespace(docs_dir=str(docs.root), extra={}, markdown_extensions=[])
    config.extra["config"] = config
    return config


def test_the_edition_of_an_earlier_build_is_let_go(hook, docs):
    earlier = weakref.ref(hook.on_config(settings(docs)).extra[KEY].edition)
    assert earlier()
    hook.on_config(settings(docs))
    gc.collect()
    assert earlier() is None


def test_after_a_build_that_failed_garbage_is_collected_again(hook, docs):
    config = settings(docs)
    config.docs_dir += "-that-is-not-there"
    with pytest.raises(FileNotFoundError):
        hook.on_config(config)
    assert gc.isenabled()


def test_the_server_answers_with_what_it_has_where_a_build_fails(hook, caplog):
    """MkDocs's own would let every reader wait until a build succeeds."""
    for error in (SystemExit("Aborted with a BuildError!"), Abort("no configuration")):

        def build(error=error):
            raise error

        hook.on_serve(server := SimpleNamespace(builder=build), config=None, builder=build).builder()
        assert server.builder is not build
        assert str(error) in caplog.text


@pytest.mark.parametrize("error", [FileNotFoundError(2, "gone", "a.md"), PermissionError(13, "no", "a.md"), BrokenExecutor("killed")])
def test_a_file_that_vanishes_or_cannot_be_read_is_one_sentence(hook, error):
    with pytest.raises(PluginError) as told:
        hook.on_build_error(error=error)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_utf8_is_a_message_and_the_other_pages_are_shown(docs, tmp_path):
    for name in ("reports/trees-1950/zhong.md", "guides/walk.md", "more.md"):
        (docs.root / name).write_text("# 樹\n", "utf-16")
    (tmp_path / "mkdocs.yml").write_text(f"{SETTINGS}docs_dir: {docs.root}\n", "utf-8")
    share_fonts(tmp_path)
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(HOOKS)}
    done = subprocess.run([sys.executable, "-c", SERVE], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "reports/trees-1950/zhong.md:1:1: F005" in done.stderr
    assert (tmp_path / "site/reports/trees-1950/kan/index.html").is_file()


@pytest.mark.parametrize(("serving", "allowed"), [(True, True), (False, False)])
def test_only_under_serve_a_page_may_have_a_script_in_it_by_which_mkdocs_shows_it_anew(project, serving, allowed):
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(HOOKS), "PACKETS": "false"}
    command = SERVE if serving else SERVE.replace('"serve"', '"build"')
    done = subprocess.run([sys.executable, "-c", command], cwd=project, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ("script-src 'self' 'unsafe-inline'" in (project / "site/guides/planting/index.html").read_text("utf-8")) == allowed


def test_what_may_not_be_published_is_told_and_left_out_under_serve_too(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "leak.md").write_text("---\ntitle: 秘密\n---\n\n秘密\n", "utf-8")
    (outside / "leak.png").write_bytes(b"x")
    docs = project / "docs"
    (docs / "assets").mkdir()
    (docs / "assets/x.html").write_text("<script>alert(1)</script>", "utf-8")
    (docs / "assets/x.js").write_text("alert(1)", "utf-8")
    (docs / "assets/leak.png").symlink_to(outside / "leak.png")
    (docs / "about/leak.md").symlink_to(outside / "leak.md")
    (docs / "linked").symlink_to(outside)
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(HOOKS), "PACKETS": "false"}
    done = subprocess.run([sys.executable, "-c", SERVE], cwd=project, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (project / "site/index.html").is_file()
    for path, code in (("assets/x.html", "H003"), ("assets/x.js", "H003"), ("assets/leak.png", "H004"), ("about/leak.md", "H004")):
        assert f"docs/{path}:1:1: {code}" in done.stderr
    assert "docs/linked:1:1: H004" in done.stderr
    names = {path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*")}
    assert not [name for name in names if "leak" in name or "linked" in name or name in ("assets/x.html", "assets/x.js")]
