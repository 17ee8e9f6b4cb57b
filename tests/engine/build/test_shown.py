"""While an editor is writing, what is wrong with a page is told on that page."""

import re
from html import unescape


def change(project, path, old, new):
    file = project / "docs" / path
    text = file.read_text("utf-8")
    assert text.count(old)
    file.write_text(text.replace(old, new), "utf-8")


def page(site, path):
    return unescape((site / path / "index.html").read_text("utf-8"))


def test_a_problem_stands_above_the_page_and_at_its_place(project, serve_site):
    change(project, "reports/trees-1950/kan.md", "看樹的事，", "看樹{的事，")
    html = page(serve_site(project), "reports/trees-1950/kan")
    assert "本頁要改的：" in html
    assert re.search(r'<a[^>]*href="?#p2"?[^>]*>第 \d+ 行 M001</a>', html)
    assert re.search(r'id="?p2"?.*?</p><aside class="db-problem db-error db-editor">.*?M001.*?補上「}」', html)


def test_every_page_with_a_fault_leads_to_the_list_of_all(project, serve_site):
    change(project, "guides/planting.md", "挖坑", "挖洞")
    site = serve_site(project)
    html = page(site, "guides/planting")
    count = re.search(r'<a href="?\.\./\.\./problems/"?>全部：(\d+) 處</a>', html)[1]
    assert f"要改的：{count} 處" in page(site, "problems")
    assert "guides/planting.md" in page(site, "problems")


def test_a_file_that_cannot_be_read_has_a_page_that_says_so(project, serve_site):
    (project / "docs/about/bad.md").write_bytes(b"\xff\xfe")
    assert "F005" in page(serve_site(project), "about/bad")


def test_a_page_that_was_mended_is_as_it_was(project, serve_site):
    good = page(serve_site(project), "guides/planting")
    change(project, "guides/planting.md", "挖坑", "挖洞")
    assert page(serve_site(project), "guides/planting") != good
    change(project, "guides/planting.md", "挖洞", "挖坑")
    site = serve_site(project)
    assert page(site, "guides/planting") == good
    assert not (site / "problems").exists()
