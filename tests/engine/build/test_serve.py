"""What holds where one process builds the site again and again, as `mkdocs serve` does."""

import gc
import os
import subprocess
import sys
import weakref
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest

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
config = load_config("mkdocs.yml")
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
