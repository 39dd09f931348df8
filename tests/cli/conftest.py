"""The command, run inside this process, in the folder of the test's site."""

import logging

import pytest
from typer.testing import CliRunner

from scanner.cli import app


@pytest.fixture(autouse=True)
def _same_logging():
    """Each run sets up logging to a stream that is closed after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def run(site, monkeypatch):
    """Run ``scanner`` with the words given; the result has exit_code, stdout and stderr."""
    monkeypatch.chdir(site.folder)
    monkeypatch.delenv("SCANNER_CONFIG", raising=False)

    def run_in_site(*words):
        return CliRunner().invoke(app, [str(word) for word in words])

    return run_in_site
