"""Opening: modes, migrations, files that cannot be used; the errors name a remedy."""

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from scanner.errors import StateError
from scanner.store import Store
from scanner.store.schema import MIGRATIONS, known_migrations


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def fault_of(caught: pytest.ExceptionInfo[StateError]):
    (fault,) = caught.value.faults
    assert fault.remedy
    assert fault.file is not None
    return fault


def test_new_folder_and_files_are_for_this_user_alone(tmp_path, make_finding, keep_in):
    folder = tmp_path / "deep" / "state"
    old = os.umask(0)
    try:
        with Store.open(folder) as store:
            keep_in(store, make_finding())
            store.site_key()
            names = {path.name for path in folder.iterdir()}
            assert {"scanner.db", "scanner.db-wal", "site.key"} <= names
            assert {mode(path) for path in folder.iterdir()} == {0o600}
    finally:
        os.umask(old)
    assert mode(folder) == 0o700


def test_existing_folder_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    Store.open(tmp_path).close()
    assert mode(tmp_path) == 0o755


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 30_000),
    ],
)
def test_connection_settings(store, pragma, value):
    assert store._db.one(f"PRAGMA {pragma}").popitem()[1] == value


def test_opening_again_keeps_what_is_there(tmp_path, make_finding, keep_in):
    with Store.open(tmp_path) as store:
        saved = keep_in(store, make_finding())
    with Store.open(tmp_path) as store:
        assert store.finding(saved.id) == saved
        assert store.check() == ()


@pytest.mark.parametrize("stop_before", sorted(known_migrations())[1:])
def test_older_schema_is_brought_up_to_date(tmp_path, make_finding, keep_in, stop_before):
    with Database(tmp_path / "scanner.db") as old:
        MIGRATIONS.apply(old, stop_before=stop_before)
        old.execute("INSERT INTO incidents VALUES ('i', 'su-wanqing', 'threat')")
    with Store.open(tmp_path) as store:
        saved = keep_in(store, make_finding())
        assert store.finding(saved.id) == saved
        assert store.last_pass() is None
        assert list(store.outbox()) == []
        assert store._db.one("SELECT count(*) AS n FROM incidents") == {"n": 2}


def test_newer_schema_is_refused_and_left_alone(tmp_path):
    Store.open(tmp_path).close()
    with Database(tmp_path / "scanner.db") as newer:
        newer["_sqlite_migrations"].insert(
            {"migration_set": "scanner", "name": "m999_later", "applied_at": "2030"}
        )
    before = (tmp_path / "scanner.db").read_bytes()
    with pytest.raises(StateError) as caught:
        Store.open(tmp_path)
    assert "newer version" in fault_of(caught).what
    assert (tmp_path / "scanner.db").read_bytes() == before


def test_folder_below_a_file(tmp_path):
    (tmp_path / "state").write_text("")
    with pytest.raises(StateError) as caught:
        Store.open(tmp_path / "state")
    assert fault_of(caught).file == tmp_path / "state" / "scanner.db"


def test_device_that_takes_no_files():
    with pytest.raises(StateError) as caught:
        Store.open(Path("/proc/scanner-state"))
    assert "cannot be made" in fault_of(caught).what


def test_not_a_database(tmp_path):
    content = b"a note, not a database; " * 100
    (tmp_path / "scanner.db").write_bytes(content)
    with pytest.raises(StateError) as caught:
        Store.open(tmp_path)
    assert "not a database" in fault_of(caught).what
    assert (tmp_path / "scanner.db").read_bytes() == content


def test_a_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "scanner.db").mkdir()
    with pytest.raises(StateError) as caught:
        Store.open(tmp_path)
    assert "cannot be opened" in fault_of(caught).what


def test_damaged_file(tmp_path, make_finding, keep_in):
    with Store.open(tmp_path) as store:
        for number in range(300):
            keep_in(store, make_finding(str(number)))
    file = tmp_path / "scanner.db"
    content = bytearray(file.read_bytes())
    half = len(content) // 2
    content[half:] = b"\xff" * (len(content) - half)
    file.write_bytes(content)
    with Store.open(tmp_path) as store:
        with pytest.raises(StateError) as caught:
            list(store.findings())
        assert "damaged" in fault_of(caught).what
        assert store.check() != ()


def test_disk_full_undoes_the_transaction_and_the_store_goes_on(store, make_finding, keep_in):
    pages = store._db.one("PRAGMA page_count")["page_count"]
    store._db.write(f"PRAGMA max_page_count = {pages + 4}")
    findings = [make_finding(str(number)) for number in range(2000)]

    def keep_all() -> None:
        with store.transaction():
            for finding in findings:
                keep_in(store, finding)

    with pytest.raises(StateError) as caught:
        keep_all()
    assert "full" in fault_of(caught).what
    assert list(store.findings()) == []
    store._db.write("PRAGMA max_page_count = 100000")
    keep_in(store, make_finding())
    assert len(list(store.findings())) == 1
    assert store.check() == ()


def test_read_only(store, make_finding, keep_in):
    store._db.write("PRAGMA query_only = ON")
    with pytest.raises(StateError) as caught:
        keep_in(store, make_finding())
    assert "cannot be written" in fault_of(caught).what


def test_locked_by_another(tmp_path, make_finding, keep_in):
    with Store.open(tmp_path) as first, Store.open(tmp_path, busy_timeout=0.05) as second:
        with first.transaction():
            with pytest.raises(StateError) as caught:
                keep_in(second, make_finding())
            assert "locked" in fault_of(caught).what
        keep_in(second, make_finding())


def test_opening_in_another_thread_does_not_drop_the_lock(tmp_path, make_finding, keep_in):
    # POSIX drops all locks of a process on a file when it closes any descriptor of it.
    with Store.open(tmp_path) as first, first.transaction():
        keep_in(first, make_finding("1"))
        thread = threading.Thread(target=lambda: Store.open(tmp_path).close())
        thread.start()
        thread.join()
        other = sqlite3.connect(tmp_path / "scanner.db", timeout=0)
        try:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        finally:
            other.close()


def test_stray_rows_are_reported(store, keep):
    keep()
    store._db.write("PRAGMA foreign_keys = OFF")
    store._db.write("DELETE FROM incidents")
    assert "a row of findings refers to a missing row of incidents" in store.check()


def test_site_key_is_made_once(tmp_path):
    with Store.open(tmp_path) as store:
        assert store.site_key(random=lambda count: b"\x07" * count) == b"\x07" * 32
    with Store.open(tmp_path) as store:
        assert store.site_key() == b"\x07" * 32
    assert [path.name for path in tmp_path.glob("site*")] == ["site.key"]


def test_site_keys_differ(tmp_path):
    with Store.open(tmp_path / "a") as one, Store.open(tmp_path / "b") as other:
        assert one.site_key() != other.site_key()


@pytest.mark.parametrize("content", [b"", b"\x07" * 31, b"\x07" * 33])
def test_torn_site_key_is_refused_not_replaced(store, tmp_path, content):
    path = tmp_path / "state" / "site.key"
    path.write_bytes(content)
    with pytest.raises(StateError) as caught:
        store.site_key()
    assert fault_of(caught).file == path
    assert path.read_bytes() == content


def test_site_key_that_cannot_be_read(store, tmp_path):
    (tmp_path / "state" / "site.key").mkdir()
    with pytest.raises(StateError) as caught:
        store.site_key()
    assert "cannot be read" in fault_of(caught).what


def test_crash_while_the_key_is_drafted_leaves_no_key(store, tmp_path):
    (tmp_path / "state" / "site.draft").write_bytes(b"half")
    assert len(store.site_key()) == 32
