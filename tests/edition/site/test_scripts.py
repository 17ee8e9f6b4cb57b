"""Styles and scripts in the built site: few files, little of ours, and none in the pages themselves."""

import gzip
from base64 import b64encode
from hashlib import sha256


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


def test_no_page_has_a_handler_a_style_or_a_script_in_it_but_what_its_policy_names(shipped_site, parse_html):
    styles = []
    for path in shipped_site.rglob("*.html"):
        page = parse_html(path.read_text("utf-8"))
        (policy,) = (meta["attrs"]["content"] for meta in page.find("meta", http_equiv="Content-Security-Policy"))
        assert policy.startswith("default-src 'none'; " if page.find("meta", http_equiv="refresh") else "default-src 'self'; "), path
        assert "'unsafe-" not in policy, path
        for node in page.elements:
            assert not [name for name in node["attrs"] if name == "style" or name.startswith("on")], (path, node["attrs"])
            assert not (node["attrs"].get("href") or "").startswith("javascript:"), path
            if node["tag"] == "script":
                assert "src" in node["attrs"] or node["attrs"]["type"] == "application/json", path
            if node["tag"] == "style":
                styles.append(path)
                digest = b64encode(sha256("".join(node["in"]).encode()).digest()).decode()
                assert f"style-src 'self' 'sha256-{digest}';" in policy, path
    assert {path.relative_to(shipped_site).parts[0] for path in styles} == {"packets"}
