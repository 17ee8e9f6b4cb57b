"""Our own JavaScript in the built site: little of it, modules but for one, and none in the pages themselves."""

import gzip
import re
from pathlib import Path

import material


def own(site):
    """Our scripts and what the build has made for them, without the theme's and without the packs of the search index."""
    return [path for path in (site / "assets").rglob("*.js") if path.relative_to(site / "assets").parts[0] != "javascripts"]


def test_our_scripts_are_under_forty_kilobytes(shipped_site):
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in own(shipped_site)}
    assert "search-engine.js" in sizes
    assert sum(sizes.values()) < 40 * 1024, sizes


def test_scripts_are_modules_but_for_the_one_before_the_first_paint(shipped_site, parse_html):
    page = parse_html((shipped_site / "index.html").read_text("utf-8"))
    sources = {node["attrs"]["src"]: node["attrs"].get("type") for node in page.find("script") if "src" in node["attrs"]}
    ours = {source.rsplit("/", 1)[1]: kind for source, kind in sources.items() if "javascripts/" not in source}
    assert ours.pop("early.js") is None
    assert set(ours.values()) == {"module"}
    for path in own(shipped_site):
        if path.name != "early.js":
            assert path.name in ours or re.search(r"(?m)^export\b", path.read_text("utf-8")), path.name


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
