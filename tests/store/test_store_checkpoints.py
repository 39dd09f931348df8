"""Checkpoints: a file that grew goes on, one that was replaced starts anew."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.store import FileMark, Pass

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
SHORT = b'{"id": 1}\n' * 10
LONG = b'{"id": 1}\n' * 5000


@pytest.fixture
def dump(tmp_path):
    return tmp_path / "dump.jsonl"


def read(store, dump: Path, content: bytes, records: int = 7) -> None:
    dump.write_bytes(content)
    store.set_checkpoint(dump, records, mark=FileMark.take(dump))


def test_new_file(store, dump):
    dump.write_bytes(SHORT)
    assert store.checkpoint(dump) == 0


@pytest.mark.parametrize("content", [b"", SHORT, LONG], ids=["empty", "short", "long"])
@pytest.mark.parametrize("more", [b"", b"x", LONG], ids=["unchanged", "byte", "much"])
def test_file_that_grew_goes_on(store, dump, content, more):
    read(store, dump, content)
    with dump.open("ab") as file:
        file.write(more)
    assert store.checkpoint(dump) == 7


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SHORT, SHORT[:-1]),
        (SHORT, b""),
        (SHORT, b'{"id": 2}\n' * 10),
        (SHORT, b'{"id": 2}\n' * 100),
        (SHORT, b"\n" + SHORT),
        (LONG, LONG[:-1]),
        (LONG, b"x" + LONG[1:]),
        (LONG, LONG[:-1] + b"x"),
        (LONG, LONG[:-1] + b"x" + LONG),
        (LONG, b"new first line\n" + LONG),
    ],
)
def test_replaced_file_starts_anew(store, dump, before, after):
    read(store, dump, before)
    dump.write_bytes(after)
    assert store.checkpoint(dump) == 0


def test_a_mark_taken_before_a_replacement_belongs_to_the_old_file(store, dump):
    dump.write_bytes(SHORT)
    mark = FileMark.take(dump)
    dump.write_bytes(LONG.replace(b"1", b"2"))
    store.set_checkpoint(dump, 5000, mark=mark)
    assert store.checkpoint(dump) == 0


def test_later_checkpoint_replaces_the_earlier(store, dump):
    read(store, dump, SHORT, 7)
    read(store, dump, SHORT + LONG, 5010)
    assert store.checkpoint(dump) == 5010


def test_touching_a_file_does_not_matter(store, dump):
    read(store, dump, SHORT)
    os.utime(dump, (0, 0))
    assert store.checkpoint(dump) == 7


def test_file_that_is_gone(store, dump):
    read(store, dump, SHORT)
    dump.unlink()
    assert store.checkpoint(dump) == 0


def test_same_file_by_another_path(store, dump, monkeypatch):
    read(store, dump, SHORT)
    monkeypatch.chdir(dump.parent)
    assert store.checkpoint(Path(dump.name)) == 7
    assert store.checkpoint(dump.parent / "state" / ".." / dump.name) == 7


def test_files_do_not_mix(store, dump):
    read(store, dump, SHORT)
    other = dump.with_name("other.jsonl")
    other.write_bytes(SHORT)
    assert store.checkpoint(other) == 0


def test_file_name_that_is_not_utf8(store, tmp_path):
    dump = tmp_path / os.fsdecode(b"dump-\xff.jsonl")
    read(store, dump, SHORT)
    assert store.checkpoint(dump) == 7


@given(st.binary(max_size=9000), st.binary(max_size=100))
def test_mark_survives_exactly_growth(tmp_path_factory, content, more):
    path = tmp_path_factory.getbasetemp() / "mark.bin"
    path.write_bytes(content)
    mark = FileMark.take(path)
    path.write_bytes(content + more)
    assert FileMark.take(path, size=mark.size) == mark
    assert (FileMark.take(path) == mark) == (not more)


def test_no_pass_yet(store):
    assert store.last_pass() is None


def test_passes(store):
    first = Pass(NOW, NOW + timedelta(seconds=5), {"posts": 10, "findings": 1})
    second = Pass(NOW + timedelta(hours=1), NOW + timedelta(hours=2), {}, {"a.csv": "not found"})
    store.record_pass(second)
    store.record_pass(first)
    store.record_pass(first)
    assert store.last_pass() == second
    assert list(store.passes()) == [first, second]
    assert list(store.passes(since=second.started_at)) == [second]
    assert list(store.passes(until=second.started_at)) == [first]
