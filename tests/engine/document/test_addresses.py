"""A link on paper leads to the page on the web where the site publishes it, also below a sub-path."""

from dataclasses import replace

import pytest

from duben.document.addresses import address, target

EDITION = "https://example.org/edition/"


def test_the_address_of_a_page_is_where_the_site_publishes_it():
    assert address(EDITION, "packets/try.md") == "https://example.org/edition/packets/try/"
    assert address("https://example.org", "packets/forms/try.md") == "https://example.org/packets/forms/try/"
    assert address("", "packets/try.md") == ""


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("reports/a/b.md#p1", "reports/a/b/#p1"),
        ("guides/index.md#全", "guides/#全"),
        ("guides/the-index.md", "guides/the-index/"),
        ("index.md", ""),
    ],
)
def test_a_link_leads_to_the_page_of_the_same_site(sample, path, published):
    packet = replace(sample, address=address(EDITION, sample.path))
    assert target(path, packet) == f"{EDITION}{published}"


def test_without_an_address_of_the_site_only_addresses_of_the_web_lead_anywhere(sample):
    packet = replace(sample, address="")
    assert target("guides/plan.md", packet) == ""
    for web in ("https://example.org/x", "HTTP://example.org", "mailto:a@example.org"):
        assert target(web, packet) == web
