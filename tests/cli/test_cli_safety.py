"""Nothing private in messages, nothing hostile on the terminal, no half results."""

import json
import logging
import os
import subprocess
import sys

import pytest
import typer
from example_site import LEAK, ROOT, SECRETS, post
from typer.testing import CliRunner

from scanner.cli import app, common
from scanner.errors import ConfigError
from scanner.incidents import MemoryIndex
from scanner.scan import Examiner
from scanner.scan.resume import Checkpoint

# Clears the screen, sets the title, opens a link, starts a C1 sequence, turns text around.
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07\x1b]8;;https://evil.example\x07\x9b31m\u202e[bold red]x[/] [link]"
)


@pytest.mark.parametrize(
    "words",
    [["scan"], ["rescan", "inbox"], ["inspect", LEAK], ["evaluate", "inbox", "-w", "watchlists"]],
    ids=lambda words: words[0],
)
def test_an_unexpected_error_shows_no_value(site, run, monkeypatch, words):
    def explode(*_args, **_options):
        raise ValueError(LEAK)

    site.put("a.jsonl", post() | {"expects": []})
    monkeypatch.setattr("scanner.watchlist.index.ScreeningIndex.__init__", explode)
    done = run(*words)
    assert done.exit_code == 1
    assert "Error: unexpected ValueError in test_cli_safety.py:" in done.stderr
    assert "Please report it." in done.stderr
    assert not [secret for secret in SECRETS if secret in done.output]
    assert "Traceback" not in done.output


def test_a_post_that_breaks_the_program_is_set_aside(site, run, monkeypatch):
    opened = Examiner._open

    def fragile(self, item, *args):
        if item.id == "2":
            raise ValueError(item.text)
        return opened(self, item, *args)

    monkeypatch.setattr(Examiner, "_open", fragile)
    site.put("a.jsonl", post("1"), post("2"), b"{broken\n", post("3"))
    for words in (["rescan", "inbox"], ["scan"]):
        done = run(*words)
        assert done.exit_code == 3
        assert done.stdout.count("\n") == 2
        assert "1 line could not be read and 1 post could not be examined; see" in done.stderr
        assert not [secret for secret in SECRETS if secret in done.stderr]


def test_hostile_handles_do_not_reach_the_terminal(site, run):
    item = post(
        "1" + HOSTILE, handle=HOSTILE, display_name=HOSTILE, url=f"https://x.example/{HOSTILE}"
    )
    site.put("a.jsonl", item, post("2", "早上好", handle="wanqing_writes_", display_name=HOSTILE))
    for words in (
        ["rescan", "inbox", "--table"],
        ["scan", "--table"],
        ["findings", "list"],
        ["notices", "list"],
        ["digest"],
    ):
        done = run(*words)
        assert done.exit_code == 0, words
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.output), words
        if "--table" in words:
            assert "[bold" in done.stdout.replace("│", "").replace("\n", "")


def test_one_finding_in_full_is_safe_to_show(site, run):
    site.put("a.jsonl", post("1", handle=HOSTILE))
    (line,) = run("scan").stdout.splitlines()
    shown = run("findings", "show", line.split('"')[3]).stdout
    assert "[bold red]x[/]" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_hostile_file_names_do_not_reach_the_terminal(site, run):
    name = "a\x1b[2J\u202e.txt"
    site.put(name, b"just words\n")
    for words in (["scan"], ["rescan", "inbox"]):
        done = run(*words)
        assert "just" not in done.output
        assert "a[2J.txt: is in no format" in done.stderr
        assert not {"\x1b", "\u202e"} & set(done.output)


def test_logs_hold_no_traceback(capsys):
    runner = CliRunner()
    assert runner.invoke(app, ["--verbose", "watchlist", "check", "nowhere"]).exit_code == 2
    handler = logging.getLogger().handlers[-1]
    assert logging.getLogger().level == logging.INFO
    error = (ValueError, ValueError(LEAK), None)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "went %s", ("wrong\x1b[2J",), error)
    line = handler.format(record)
    assert "went wrong[2J" in line
    assert "(ValueError)" in line
    assert not [secret for secret in SECRETS if secret in line]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 1, "Stopped. What was already found is kept."),
        (PermissionError(13, "Permission denied", "a.jsonl"), 1, "Permission denied (a.jsonl)."),
        (OSError("odd"), 1, "Error: OSError (no file)."),
        (MemoryError(LEAK), 1, "Error: unexpected MemoryError in test_cli_safety.py:"),
        (typer.Exit(7), 7, ""),
        (typer.BadParameter("so not"), 2, "so not"),
    ],
    ids=repr,
)
def test_how_a_command_ends(error, status, said):
    program = typer.Typer(pretty_exceptions_enable=False)

    @program.command()
    @common.answers
    def command():
        raise error

    done = CliRunner().invoke(program, [])
    assert done.exit_code == status
    assert said in done.stderr
    assert not [secret for secret in SECRETS if secret in done.output]


def test_a_reader_that_goes_away_is_no_accident(site):
    site.put("a.jsonl", *(post(str(number)) for number in range(10)))
    command = f"{sys.executable} -m scanner rescan inbox -w watchlists | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=site.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_what_was_found_before_a_failure_is_not_lost(site, run, monkeypatch):
    calls = []
    index = "scanner.incidents.grouping.MemoryIndex.add"

    def give_up(*_args):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(index, give_up)
    site.put("a.jsonl", *(post(str(number)) for number in range(5)))
    done = run("rescan", "inbox", "--output", "found.jsonl")
    assert done.exit_code == 1
    assert "What was found until then is in found.jsonl.part." in done.stderr
    assert (site.folder / "found.jsonl.part").read_text().count("\n") == 2
    assert not (site.folder / "found.jsonl").exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_shows_on_a_terminal_only(monkeypatch, capsys, terminal):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    with common.progress("scanning") as advance:
        advance(500)
        advance(700)
    assert ("1,200 posts" in capsys.readouterr().err) == terminal


def test_an_interrupted_rescan_is_taken_up(site, run, monkeypatch):
    monkeypatch.setattr("scanner.sources.bytestream.BLOCK_BYTES", 500)
    monkeypatch.setattr("scanner.sources.unpacking.BLOCK_BYTES", 500)
    monkeypatch.setattr("scanner.sources.reading.CHUNK_BYTES", 1500)
    monkeypatch.setattr("scanner.scan.resume._SECONDS", 0)
    site.put("a.jsonl", *(post(str(number)) for number in range(30)), b"{broken\n")
    whole = run("rescan", "inbox", "--output", "whole.jsonl", "--quarantine", "q1.jsonl")
    add, calls = MemoryIndex.add, []

    def interrupted(*args):
        calls.append(1)
        if len(calls) == 20:
            raise KeyboardInterrupt
        add(*args)

    monkeypatch.setattr(MemoryIndex, "add", interrupted)
    words = ["rescan", "inbox", "--output", "part.jsonl", "--quarantine", "q2.jsonl"]
    assert run(*words).exit_code == 1
    progress = site.folder / "part.jsonl.progress"
    assert progress.stat().st_mode & 0o777 == 0o600
    assert not [secret for secret in SECRETS if secret in progress.read_text()]
    monkeypatch.setattr(MemoryIndex, "add", add)
    again = run(*words, "--resume")
    assert (again.exit_code, whole.exit_code) == (3, 3)
    assert "30 posts" in again.stderr
    assert not progress.exists()
    rows = [
        [
            json.loads(line) | {"seen_at": "", "incident": ""}
            for line in file.read_text().splitlines()
        ]
        for file in (site.folder / "whole.jsonl", site.folder / "part.jsonl")
    ]
    assert rows[0] == rows[1]
    assert len((site.folder / "q2.jsonl").read_text().splitlines()) == 1


def test_nothing_to_resume_is_said(site, run):
    site.put("a.jsonl", post())
    done = run("rescan", "inbox", "--output", "found.jsonl", "--resume")
    assert done.exit_code == 2
    assert "there is nothing to go on from" in done.stderr
    assert run("rescan", "inbox", "--resume").exit_code == 2


def test_what_is_no_file_is_written_to_and_not_replaced(site, tmp_path):
    """An --output such as /dev/null must stay what it is, whoever runs the scanner."""
    site.put("a.jsonl", post())
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "scanner", "rescan", "inbox", "-w", "watchlists", "-o", pipe]
    path = os.pathsep.join([str(ROOT), *sys.path[1:]])
    with subprocess.Popen(
        command, cwd=site.folder, env=os.environ | {"PYTHONPATH": path}, stderr=subprocess.DEVNULL
    ) as process:
        written = pipe.read_text()
    assert process.returncode == 0
    assert json.loads(written)["person"] == "su-wanqing"
    assert pipe.is_fifo()
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith("pipe")] == ["pipe"]


def test_without_an_output_no_progress_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    state = Checkpoint(None, "")
    state.told(dict)
    state.clear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b'{"of": "another"}'])
def test_progress_that_is_not_of_this_rescan_is_refused(tmp_path, content):
    path = tmp_path / "found.jsonl.progress"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="--resume"):
        Checkpoint(path, "this").load()
