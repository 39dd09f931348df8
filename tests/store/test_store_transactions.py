"""Transactions: all or nothing, also after kill -9 and with two writers."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scanner.store import Store

WRITER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from scanner.findings import Category, Finding, PostReference, Severity
from scanner.incidents import StoreIndex, assign
from scanner.store import Store

def finding(number):
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    post = PostReference("x", str(number), None, now, None, "0" * 64, "dump.jsonl:1")
    return Finding("su-wanqing", Category.THREAT, Severity.HIGH, 0.9, post, (), "A threat.", now,
                   grouping=(f"text:{number % 7}",))

def keep(store, number):
    assigned = assign(finding(number), StoreIndex(store))
    store.save(assigned, incident=assigned.incident)

folder, first, last, end = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
with Store.open(folder) as store:
    if end == "hang":
        # A tiny cache sends uncommitted pages to the write-ahead log.
        store._db.write("PRAGMA cache_size = 1")
        with store.transaction():
            for number in range(first, last):
                keep(store, number)
            print("inside", flush=True)
            time.sleep(60)
    for number in range(first, last):
        with store.transaction():
            keep(store, number)
"""


def write(folder: Path, first: int, last: int, *, end: str = "close") -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(folder), str(first), str(last), end]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


class BrokenOffError(Exception):
    pass


@contextmanager
def broken_off(store: Store) -> Iterator[None]:
    """Run the body in a transaction that fails at its end."""
    with suppress(BrokenOffError), store.transaction():
        yield
        raise BrokenOffError


def test_failure_undoes_everything_inside(store, keep):
    keep("1")
    with broken_off(store):
        keep("2")
    assert [finding.post.id for finding in store.findings()] == ["1"]


def test_nested_use_commits_with_the_outermost(store, keep):
    with broken_off(store), store.transaction():
        keep("1")
    assert list(store.findings()) == []


def test_failed_nested_use_is_undone_alone(store, keep):
    with store.transaction():
        keep("1")
        with broken_off(store):
            keep("2")
        keep("3")
    assert {finding.post.id for finding in store.findings()} == {"1", "3"}


def test_closing_inside_undoes(tmp_path, make_finding, keep_in):
    store = Store.open(tmp_path)
    with store, broken_off(store):
        keep_in(store, make_finding())
    with Store.open(tmp_path) as again:
        assert list(again.findings()) == []


def test_kill_in_the_middle_leaves_what_was_committed(tmp_path, make_finding, keep_in):
    with Store.open(tmp_path) as store:
        keep_in(store, make_finding("before"))
    process = write(tmp_path, 0, 500, end="hang")
    with process:
        assert process.stdout.readline() == "inside\n"
        assert (tmp_path / "scanner.db-wal").stat().st_size > 100_000
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with Store.open(tmp_path, busy_timeout=1) as store:
        assert store.check() == ()
        assert [finding.post.id for finding in store.findings()] == ["before"]
        keep_in(store, make_finding("after"))
        assert len(list(store.findings())) == 2


def test_two_processes_write_at_once(tmp_path):
    # Both also make the database: neither may find it half made.
    with write(tmp_path, 0, 150) as one, write(tmp_path, 75, 225) as other:
        pass
    assert (one.returncode, other.returncode) == (0, 0)
    with Store.open(tmp_path) as store:
        assert store.check() == ()
        assert {int(finding.post.id) for finding in store.findings()} == set(range(225))
        assert sorted(incident.posts for incident in store.incidents()) == [32] * 6 + [33]
