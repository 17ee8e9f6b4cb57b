"""Every page of the shipped site as the shells make it is what the templates render."""

from support.sites import ROOT, compare


def test_every_page_is_what_the_templates_render(tmp_path):
    compare(tmp_path, ROOT / "docs")
