"""Styles and scripts in the built site: few files, little of ours, and none in the pages themselves."""

import gzip
from pathlib import Path

import material


def own(site):
    """Our scripts and what the build has made for them, without the theme's and without the packs of the search index."""
    return [path for path in (site / "assets").rglob("*.js") if path.relative_to(site / "assets").parts[0] != "javascripts"]


def test_our_scripts_are_under_forty_kilobytes(shipped_site):
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in own(shipped_site)}
    assert set(sizes) == {"early.js", "site.js", "later.js"}
    assert sum(sizes.values()) < 40 * 1024, sizes


def test_a_page_waits_for_two_style_sheets_and_one_script(shipped_site, parse_html):
    for path in shipped_site.rglob("*.html"):
        page = parse_html(path.read_text("utf-8"))
        sheets = [node["attrs"]["href"] for node in page.find("link", rel="stylesheet")]
        scripts = {node["attrs"]["src"].rsplit("/", 1)[1]: node["attrs"] for node in page.find("script") if "src" in node["attrs"]}
        if not scripts:  # a former address, which leads on
            continue
        assert [sheet.rsplit("/", 1)[1] for sheet in sheets] == ["site.css", "fonts.css"], path
        host = next(name for name in scripts if name.startswith("bundle."))  # at the end of the page
        assert list(scripts) == ["early.js", host, "site.js"], path
        assert "defer" in scripts["site.js"], path


def test_the_first_sentence_of_a_chapter_needs_less_than_a_hundred_kilobytes(shipped_site):
    sizes = {}
    for path in shipped_site.glob("reports/*/*/index.html"):
        needed = [path, *(shipped_site / "assets" / name for name in ("site.css", "fonts/fonts.css", "early.js"))]
        sizes[path.parent.name] = sum(len(gzip.compress(file.read_bytes(), 9)) for file in needed)
    assert max(sizes.values()) < 100_000, sizes


def test_no_page_has_a_handler_or_a_script_of_ours_in_it(shipped_site, parse_html):
    theme = "".join(path.read_text("utf-8") for path in Path(material.__file__).with_name("templates").rglob("partials/**/*.html"))
    found = set()
    for path in shipped_site.rglob("*.html"):
        page = parse_html(path.read_text("utf-8"))
        for node in page.elements:
            assert not [name for name in node["attrs"] if name.startswith("on")], (path, node["attrs"])
            assert not (node["attrs"].get("href") or "").startswith("javascript:"), path
            if node["tag"] == "script" and "src" not in node["attrs"] and node["attrs"].get("type") != "application/json":
                found.add("".join(node["in"]).strip().split(",location),")[-1])  # before it stands where the site begins
    assert found
    assert [script for script in found if script not in theme] == []
