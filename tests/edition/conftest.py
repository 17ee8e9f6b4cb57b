"""What tests of the shipped edition share."""

import pytest

from duben.document.pages import Pages
from duben.search.passages import collect


@pytest.fixture(scope="session")
def passages(shipped, shipped_links):
    """What search finds in the shipped edition."""
    return [passage for page in collect(Pages(shipped, shipped_links)) for passage in page.passages]
