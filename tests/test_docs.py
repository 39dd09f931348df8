"""The commands in the README and in the users' pages run as written."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", "docs/protected-person.md", "docs/liaison-officer.md", "docs/analyst.md"]
WRITTEN = date(2026, 11, 20)
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(page):
    text = (ROOT / page).read_text("utf-8")
    lines = (line for block in _BLOCK.findall(text) for line in block.splitlines())
    return [line.removeprefix("$ ") for line in lines]


@pytest.fixture
def desk(tmp_path):
    """A folder with what the pages speak of, consents moved to today."""
    moved = datetime.now(UTC).date() - WRITTEN
    (tmp_path / "watchlists").mkdir()
    yaml = YAML(typ="safe", pure=True)
    for source in (ROOT / "watchlists").glob("*.yaml"):
        person = yaml.load(source)
        for key, value in person["consent"].items():
            if isinstance(value, date):
                person["consent"][key] = value + moved
        yaml.dump(person, tmp_path / "watchlists" / source.name)
    (tmp_path / "examples").mkdir()
    pages = (ROOT / "examples" / "demo-dump.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "examples" / "demo-dump.jsonl").write_bytes(pages[0])
    (tmp_path / "dump.jsonl").write_bytes(pages[0])
    labelled = next((ROOT / "tests" / "scenarios").glob("leaks.jsonl"))
    (tmp_path / "labelled.jsonl").write_bytes(b"".join(labelled.read_bytes().splitlines(True)[:5]))
    return tmp_path


def run(command, folder, environment):
    words = shlex.split(command)
    assert words[0] == "scanner"
    return subprocess.run(
        [sys.executable, "-m", "scanner", *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_runs(page, desk):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    folder = desk
    for command in commands(page):
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            for person in (desk / "watchlists").glob("*.yaml"):
                shutil.copy(person, folder / "watchlists" / person.name)
            continue
        done = run(command, folder, environment)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_page_commands_are_found():
    assert all(commands(page) for page in PAGES)


def test_a_documented_rescan_writes_findings_lines(desk):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = run("scanner rescan dump.jsonl --watchlist watchlists -o found.jsonl", desk, environment)
    assert done.returncode == 0, done.stderr
    rows = [orjson.loads(line) for line in (desk / "found.jsonl").read_bytes().splitlines()]
    assert all(row["person"] and row["explanation"] for row in rows)


def test_every_command_is_documented():
    from typer.main import get_command

    from scanner.cli import app

    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme[readme.index("| command | does |") :]
    for name in get_command(app).commands:
        assert name in table, f"README does not mention `scanner {name}`"
