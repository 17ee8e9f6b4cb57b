"""The site of the made-up edition in a browser."""

import pytest


@pytest.fixture(scope="session")
def address(made_site, serve):
    """Where the site is served."""
    return serve(made_site)
