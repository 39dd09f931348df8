import json
import os

import pytest

from scanner.sources import QuarantineReport, Unreadable

ENTRY = Unreadable("dump.jsonl", 3, 40, "is not valid JSON", "{\\xff")


def test_the_report_is_made_at_the_first_entry_and_for_its_owner_only(tmp_path):
    path = tmp_path / "reports" / "quarantine.jsonl"
    before = os.umask(0)
    try:
        with QuarantineReport(path) as report:
            assert not path.exists()
            report(ENTRY)
            assert json.loads(path.read_text()) == ENTRY.as_dict()
            assert path.stat().st_mode & 0o777 == 0o600
            assert path.parent.stat().st_mode & 0o777 == 0o700
            report(ENTRY)
            assert report.entries == 2
    finally:
        os.umask(before)
    assert len(path.read_text().splitlines()) == 2


def test_it_appends_and_mends_the_mode(tmp_path):
    path = tmp_path / "quarantine.jsonl"
    path.write_text("{}\n")
    path.chmod(0o644)
    with QuarantineReport(path) as report:
        report(ENTRY)
    assert len(path.read_text().splitlines()) == 2
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_follows_no_symbolic_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with QuarantineReport(tmp_path / "link") as report, pytest.raises(OSError, match="symbolic"):
        report(ENTRY)
    assert not (tmp_path / "elsewhere").exists()


def test_the_excerpt_stays_out_of_logs():
    assert "xff" not in repr(ENTRY)


def test_a_file_name_of_any_bytes_is_kept(tmp_path):
    name = os.fsdecode(b"d\xff\xe4mp")
    entry = Unreadable(name, 3, 40, "is not valid JSON", "{", path=f"/{name}")
    with QuarantineReport(tmp_path / "q") as report:
        report(entry)
        report(ENTRY)
    first, second = (tmp_path / "q").read_bytes().splitlines()
    assert first.isascii()
    assert os.fsencode(json.loads(first)["path"]) == b"/d\xff\xe4mp"
    assert json.loads(second) == ENTRY.as_dict()
