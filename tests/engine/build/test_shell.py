"""Every page of a site as the shells make it is what the templates render."""

import pytest

from support.sites import TREES, compare


@pytest.mark.parametrize("options", [(), ("--no-directory-urls",)], ids=["served", "opened from a folder"])
def test_every_page_of_the_made_up_edition_is_what_the_templates_render(tmp_path, options):
    compare(tmp_path, TREES, *options)
