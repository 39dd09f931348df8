"""A store of its own for each test."""

import pytest

from scanner.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "state") as opened:
        yield opened
