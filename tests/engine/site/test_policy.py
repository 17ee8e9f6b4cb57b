"""What a page may load and run, by its kind; and the one style that stands in a page."""

import re

import pytest

from duben.site.policy import policy, running_title

TITLE = re.compile(r'@page \{ @top-center \{ content: "([^"\n]*)"; font: 9pt sans-serif; \} \}')


def test_a_page_has_everything_from_its_own_site():
    found = policy("page")
    assert found.startswith("default-src 'self'; ")
    assert "object-src 'none'" in found
    assert not re.search("unsafe|http|blob|[*]", found)


def test_a_page_that_leads_on_loads_and_runs_nothing():
    assert policy("moved") == "default-src 'none'; base-uri 'none'; form-action 'none'"


def test_a_style_in_a_page_is_allowed_by_its_hash():
    # the hash of no bytes at all, as everybody knows it
    assert "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';" in policy("page", [""])


def test_only_a_live_page_may_have_a_script_in_it():
    assert "script-src 'self' 'unsafe-inline';" in policy("page", live=True)


@pytest.mark.parametrize(
    "title", ['甲"; } } body { display: none } x {"', "甲\\", "甲\n乙", "</style><script>alert(1)</script>", "甲&乙", "甲\x0c乙"]
)
def test_a_title_ends_neither_its_string_nor_its_style(title):
    found = running_title(title)
    words = TITLE.fullmatch(found)[1]
    assert "<" not in found
    assert re.sub(r"\\([0-9a-f]+) ", lambda escape: chr(int(escape[1], 16)), words) == title
