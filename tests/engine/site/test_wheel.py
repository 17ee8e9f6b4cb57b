"""The engine as it is installed elsewhere: a wheel, and nothing of its repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SETTINGS = """\
site_name: Trees
use_directory_urls: false
hooks: [host/theme.py, host/edition.py, host/pages.py]
nav: [index.md, {Reports: reports/}, {Packets: packets/}]
theme:
  name: material
  custom_dir: own
  static_templates: [gone.html]
plugins: []
extra: {generator: false}
"""
BUILD = """
import sys
target, repository = sys.argv[1:]
sys.path[:] = [target, *(path for path in sys.path if not path.rstrip("/").endswith("/hooks"))]
sys.meta_path[:] = [finder for finder in sys.meta_path if "__editable__" not in str(finder)]
import duben
assert duben.__file__.startswith(target), duben.__file__
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""


def run(*command, cwd, **variables):
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    env.pop("PYTHONPATH", None)
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder into which the wheel is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / "hooks" / "duben", source / "hooks" / "duben", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    run(*pip, "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", folder, source, cwd=folder)
    wheel = next(folder.glob("*.whl"))
    run(*pip, "install", "--no-deps", "--no-index", "--target", folder / "installed", wheel, cwd=folder)
    return folder / "installed"


def test_an_installed_engine_builds_a_site_with_its_theme(installed, docs):
    docs.write("index.md", "---\ntitle: Home\n---\n\n# Trees\n")
    project = docs.root.parent
    (project / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (project / "own").mkdir()
    static = '{% extends "main.html" %}{% block content %}<p>Gone, {{ _("Close") }}</p>{% endblock %}'
    (project / "own" / "gone.html").write_text(static, "utf-8")
    (project / "host").mkdir()
    for name in ("theme", "edition", "pages"):
        shutil.copy(ROOT / "hooks" / f"{name}.py", project / "host")
    run(sys.executable, "-c", BUILD, installed, ROOT, cwd=project)

    site = project / "site"
    page = (site / "reports/trees-1950/zhong.html").read_text("utf-8")
    assert "db-open-search" in page
    assert "db-chapter" in page
    assert 'aria-label="搜尋"' in page
    addresses = re.findall(r'(?:href|src)="([^"#]+\.(?:css|js|svg))"', page)
    assert len(addresses) == 4
    lacking = [address for address in addresses if not (site / "reports/trees-1950" / address).is_file()]
    assert lacking == []
    assert "db-open-search" in (site / "assets/site.js").read_text("utf-8")
    assert (site / "assets/favicon.svg").is_file()
    # templates of no page, the theme's and the edition's own
    assert "<p>Gone, 關閉</p>" in (site / "gone.html").read_text("utf-8")
    assert "沒有這一頁" in (site / "404.html").read_text("utf-8")
    # a section without pages is no tab, and nothing is published that nothing loads
    assert "Packets" not in page
    assert sorted(path.name for path in (site / "assets").iterdir()) == [
        "early.js",
        "favicon.svg",
        "images",
        "javascripts",
        "later.js",
        "site.css",
        "site.js",
    ]
    assert not [path for path in (site / "assets/javascripts").iterdir() if path.is_dir()]
