"""A site of its own for each test that asks for one."""

import pytest
from example_site import make_site


@pytest.fixture
def site(tmp_path):
    return make_site(tmp_path / "site")


@pytest.fixture(scope="session")
def warm_context():
    """Processes that start with everything loaded."""
    import warm_scanner

    return warm_scanner.context()
