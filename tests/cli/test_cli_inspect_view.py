"""The coloured view of an inspected text: at a terminal only, and safe to look at."""

import io

import pytest
from rich.console import Console

from scanner.cli.spans import seen_view

TEXT = "call\u202e \x1b[31m343-555-0126\nK1A 0B1"
ROW = {
    "id": "1",
    "language": "en",
    "entities": [
        {"type": "PHONE_NUMBER", "start": 11, "end": 23, "score": 0.99, "text": "343-555-0126"},
        {"type": "POSTAL_CODE", "start": 24, "end": 31, "score": 0.9, "text": "K1A 0B1"},
    ],
    "mentions": [{"person": "su-wanqing", "how": "fact", "start": 11, "end": 23, "score": 1.0}],
}


def drawn(*, colour: bool) -> str:
    file = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=file, width=100, force_terminal=colour, color_system=system)
    console.print(seen_view(ROW, TEXT))
    return file.getvalue()


def test_each_span_and_mention_stands_in_the_legend():
    view = drawn(colour=False)
    for part in ("PHONE_NUMBER", "11–23", "0.99", "POSTAL_CODE", "su-wanqing by fact"):
        assert part in view
    assert view.count("343-555-0126") == 3


def test_marks_that_steer_a_terminal_are_replaced_and_offsets_hold():
    view = drawn(colour=False)
    assert "\u202e" not in view
    assert "\x1b" not in view
    assert TEXT[11:23] == "343-555-0126"


@pytest.mark.parametrize(("colour", "escapes"), [(True, True), (False, False)])
def test_colours_are_for_terminals(colour, escapes):
    assert ("\x1b[" in drawn(colour=colour)) is escapes


def test_the_command_prints_the_view_at_a_terminal_and_json_elsewhere(monkeypatch, tmp_path):
    from typer.testing import CliRunner

    from scanner.cli import app

    monkeypatch.chdir(tmp_path)
    words = ["inspect", "call 343-555-0126"]
    assert CliRunner().invoke(app, words).stdout.startswith('{"id":"1"')
    monkeypatch.setattr("scanner.cli.scanning._at_terminal", lambda: True)
    assert "PHONE_NUMBER" in CliRunner().invoke(app, words).stdout
    assert not CliRunner().invoke(app, words).stdout.startswith("{")
    done = CliRunner().invoke(app, [*words, "--output", "seen.jsonl"])
    assert done.exit_code == 0
    assert (tmp_path / "seen.jsonl").read_text().startswith('{"id":"1"')
