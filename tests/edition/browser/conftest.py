"""The site of the shipped edition in a browser."""

import pytest


@pytest.fixture(scope="session")
def address(shipped_site, serve):
    """Where the site is served."""
    return serve(shipped_site)
