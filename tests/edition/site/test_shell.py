"""Pages of the shipped site as the shells make them are what the templates render."""

import pytest

from support.sites import ROOT, compare


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_pages_are_what_the_templates_render(tmp_path, step):
    compare(tmp_path, ROOT / "docs", step=step)
