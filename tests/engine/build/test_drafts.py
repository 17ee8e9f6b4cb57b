"""A draft is on the site only where that is asked for."""

import shutil

from support.sites import lay_out


def test_a_draft_is_published_only_when_asked_for(tmp_path, build_site):
    project = lay_out(tmp_path / "project", without=["fonts"])
    reports = project / "docs/reports"
    shutil.copytree(reports / "seedlings-1951", reports / "sketch", ignore=shutil.ignore_patterns("ids"))
    index = reports / "sketch/index.md"
    index.write_text(index.read_text("utf-8").replace("育苗小冊", "育苗稿", 1).replace("proof:", "state: 草稿\nproof:"), "utf-8")
    site = project / "site"
    built = build_site(project)
    assert built.returncode == 0, built.stderr
    assert not (site / "reports/sketch").exists()
    told = [path for path in site.rglob("*") if path.is_file() and "育苗稿".encode() in path.read_bytes()]
    assert told == []
    built = build_site(project, DRAFTS="true")
    assert built.returncode == 0, built.stderr
    assert "草稿：未公布" in (site / "reports/sketch/yu/index.html").read_text("utf-8")
    assert (site / "reports/sketch/source.txt").exists()
