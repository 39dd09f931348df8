"""scanner sources: identify, list, convert, retry."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from example_site import ROOT

from scanner.sources import known_formats

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
GOOD = b'{"platform":"x","id":"1","text":"hello","created_at":null,"author":null,"url":null}\n'
CUT = b'{"platform":"x","id":"2","text":"343-555-01'


@pytest.fixture
def folder(tmp_path):
    """A folder beside the site's."""
    made = tmp_path / "dumps"
    made.mkdir()
    return made


def ids(text):
    return [json.loads(line)["id"] for line in text.splitlines()]


def test_identify_says_what_and_why(run, folder):
    (folder / "a.txt").write_bytes((FIXTURES / "zeeschuimer_x.ndjson").read_bytes())
    done = run("sources", "identify", folder)
    assert done.exit_code == 0
    assert done.stdout.strip().endswith(
        "a.txt: zeeschuimer: its objects are captures with source_platform, of twitter.com"
    )


def test_identify_names_what_it_does_not_know_and_goes_on(run, folder):
    (folder / "a").write_bytes(b"343-555-0126 prose\n")
    (folder / "b").write_bytes(GOOD)
    done = run("sources", "identify", folder)
    assert done.exit_code == 1
    assert "b: jsonl" in done.stdout
    assert "no format that is recognised" in done.stderr
    assert "343" not in done.stderr


def test_list_names_every_format_and_platform(run):
    done = run("sources", "list")
    assert done.exit_code == 0
    assert all(known.name in done.stdout for known in known_formats())
    for platform in "facebook x instagram youtube medium reddit tiktok linkedin weibo".split():
        assert platform in done.stdout


def test_convert_writes_what_reads_back(run, tmp_path):
    done = run("sources", "convert", FIXTURES / "telegram_chat.json", "--output", tmp_path / "o")
    assert done.exit_code == 0
    expected = FIXTURES.parent / "expected" / "telegram_chat.json.jsonl"
    found = [json.loads(line) for line in (tmp_path / "o").read_text().splitlines()]
    assert found == [json.loads(line) for line in expected.read_text().splitlines()]
    assert "Lines: 4 = 4 read (1 of them hold no post) + 0 quarantined" in done.stderr
    assert oct((tmp_path / "o").stat().st_mode)[-3:] == "600"


def test_convert_sets_aside_what_cannot_be_read_and_tells_what_is_missing(run, tmp_path):
    (tmp_path / "a").write_bytes(GOOD + CUT + b"\n" + GOOD.replace(b"null", b"0"))
    done = run("sources", "convert", tmp_path / "a", "--quarantine", tmp_path / "q")
    assert done.exit_code == 3
    assert ids(done.stdout) == ["1", "1"]
    assert "created_at: missing in 1 of 2 posts" not in done.stderr
    assert "url: missing in 1 of 2 posts" in done.stderr
    entry = json.loads((tmp_path / "q").read_text())
    assert entry["path"] == str(tmp_path / "a")
    assert entry["line"] == 2


def test_strict_makes_drift_an_error(run, tmp_path):
    (tmp_path / "a").write_bytes(GOOD)
    strict = ("--strict", "--output", tmp_path / "o")
    assert run("sources", "convert", tmp_path / "a", *strict).exit_code == 0
    (tmp_path / "a").write_bytes(GOOD.replace(b'"url":null', b'"url":5'))
    done = run("sources", "convert", tmp_path / "a", *strict)
    assert done.exit_code == 1
    assert "url: missing in 1 of 1 posts" in done.stderr


def test_columns_encoding_and_platform_can_be_told(run, tmp_path):
    (tmp_path / "a").write_bytes("nr;mot\n1;déjà vu\n".encode("windows-1252"))
    done = run(
        *("sources", "convert", tmp_path / "a", "--encoding", "windows-1252"),
        *("--platform", "medium", "--column", "id=nr", "--column", "text=mot"),
    )
    assert done.exit_code == 0
    post = json.loads(done.stdout)
    assert (post["platform"], post["id"], post["text"]) == ("medium", "1", "déjà vu")
    assert run("sources", "convert", tmp_path / "a", "--column", "nonsense").exit_code == 2


def test_half_a_surrogate_pair_does_not_stop_a_conversion(run, tmp_path):
    (tmp_path / "a.csv").write_bytes("id,text,author\n1,ok,a\n".encode("utf-16"))
    done = run("sources", "convert", tmp_path / "a.csv")
    assert ids(done.stdout) == ["1"]


def test_retry_reads_what_was_set_aside_after_it_was_mended(run, tmp_path):
    dump, report = tmp_path / "a", tmp_path / "q"
    dump.write_bytes(GOOD + CUT + b"\n" + CUT + b"\n" + GOOD)
    assert run("sources", "convert", dump, "--quarantine", report).exit_code == 3
    dump.write_bytes(GOOD + CUT + b'26"}\n' + CUT + b"\n" + GOOD)
    done = run("sources", "retry", report)
    assert done.exit_code == 3
    assert ids(done.stdout) == ["2"]
    assert "Read 1 post again; 1 entry still unreadable" in done.stderr
    (entry,) = (tmp_path / "q.retry").read_text().splitlines()
    assert json.loads(entry)["line"] == 3
    dump.write_bytes(GOOD + CUT + b'26"}\n' + CUT + b'27"}\n')
    assert run("sources", "retry", tmp_path / "q.retry").exit_code == 0


def test_retry_keeps_entries_whose_file_or_line_is_gone(run, tmp_path):
    dump, report = tmp_path / "a", tmp_path / "q"
    dump.write_bytes(GOOD + CUT)
    run("sources", "convert", dump, "--quarantine", report)
    dump.write_bytes(GOOD)
    done = run("sources", "retry", report, "--quarantine", tmp_path / "r")
    assert done.exit_code == 3
    assert "not in the file any more" in (tmp_path / "r").read_text()
    dump.unlink()
    assert run("sources", "retry", report, "--quarantine", tmp_path / "s").exit_code == 3
    assert json.loads((tmp_path / "s").read_text())["line"] == 2


@pytest.mark.parametrize("content", [b"prose\n", b"{}\n", b'{"file":"a"}\n', b"[]\n"])
def test_a_file_that_is_no_report_is_refused(run, tmp_path, content):
    (tmp_path / "q").write_bytes(content)
    done = run("sources", "retry", tmp_path / "q")
    assert done.exit_code == 1
    assert "is no entry of a quarantine report" in done.stderr


def test_standard_input_is_read_like_a_file():
    for name in ("zeeschuimer_x.ndjson", "telegram_chat.json", "medium_feed.xml", "4cat_x.csv"):
        done = subprocess.run(
            [sys.executable, "-m", "scanner", "sources", "convert", "-"],
            input=(FIXTURES / name).read_bytes(),
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        expected = (FIXTURES.parent / "expected" / f"{name}.jsonl").read_bytes()
        assert [json.loads(line) for line in done.stdout.splitlines()] == [
            json.loads(line) for line in expected.splitlines()
        ]
