"""One connection to scanner.db: opening, transactions, and errors that name a remedy."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from scanner.errors import Fault, StateError
from scanner.store.schema import MIGRATIONS, known_migrations

__all__ = ["Connection"]

Parameters = Mapping[str, Any]

_FREE_SPACE = "Free space on the disk, then run the command again; nothing was half written"
_RESTORE = (
    "Stop the scanner and restore the file from a backup, or move it aside: a new one is made "
    "and the sources are read again"
)
_BY_CODE = {
    sqlite3.SQLITE_FULL: ("the disk is full", _FREE_SPACE),
    sqlite3.SQLITE_BUSY: (
        "another process has kept the database locked",
        "Wait for the other scanner to finish, or stop it, then run the command again",
    ),
    sqlite3.SQLITE_LOCKED: (
        "the database is locked by this process",
        "Run the command again; if it happens again, report it",
    ),
    sqlite3.SQLITE_READONLY: (
        "the database cannot be written",
        "Give the scanner's user write access to the file and its folder",
    ),
    sqlite3.SQLITE_PERM: (
        "access to the database was denied",
        "Give the scanner's user write access to the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the database cannot be opened",
        "Check that the path is a file and that the scanner's user may read and write it",
    ),
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", _RESTORE),
    sqlite3.SQLITE_NOTADB: ("the file is not a database", _RESTORE),
    sqlite3.SQLITE_IOERR: (
        "reading or writing the disk failed",
        "Check the disk and its free space, then run `scanner doctor`",
    ),
}


_PRAGMAS = (
    # NORMAL may lose the last commits in a power cut: a notice marked as sent would go out again.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Deleted rows are overwritten with zeros.
    "PRAGMA secure_delete = ON",
    # A planted database file runs no functions.
    "PRAGMA trusted_schema = OFF",
)


def _is_busy(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.OperationalError) and code == sqlite3.SQLITE_BUSY


class Connection:
    """The database file, opened for one thread.

    Statements outside a :meth:`transaction` commit at once. Errors of SQLite that a person can
    mend become :class:`StateError`; those that only a programmer can mend pass through.
    """

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database

    @classmethod
    def open(cls, path: Path, *, busy_timeout: float) -> Self:
        """Open ``path``, made with mode 0600 if it does not exist, and bring its tables up to date.

        ``busy_timeout`` is how many seconds to wait for another writer.

        :raises StateError: if it cannot be opened, or was written by a newer version.
        """
        _create(path)
        with _mendable(path):
            raw = sqlite3.connect(path, timeout=busy_timeout)
        connection = cls(path, Database(raw, recursive_triggers=False, execute_plugins=False))
        try:
            connection._prepare()
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self) -> None:
        for pragma in _PRAGMAS:
            self.write(pragma)
        with _mendable(self.path):
            self._enable_wal()
        self._refuse_newer()
        if MIGRATIONS.pending(self._database):
            # One transaction around all: of two processes that start at once, the second waits.
            with self.transaction():
                MIGRATIONS.apply(self._database)

    @retry(
        retry=retry_if_exception(_is_busy),
        stop=stop_after_delay(1),
        wait=wait_random(0, 0.05),
        reraise=True,
    )
    def _enable_wal(self) -> None:
        # Of two processes that start at once, SQLite refuses the second without waiting.
        self._database.enable_wal()

    def _refuse_newer(self) -> None:
        with _mendable(self.path):
            applied = {migration.name for migration in MIGRATIONS.applied(self._database)}
        if applied - known_migrations():
            raise StateError(
                Fault(
                    "was written by a newer version of the scanner",
                    "Install that version again, or name another state folder",
                    file=self.path,
                )
            )

    def close(self) -> None:
        """Close the file; whatever was not committed is undone."""
        self._database.close()

    def rows(self, sql: str, parameters: Parameters | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query as dictionaries, reading them as they are asked for."""
        with _mendable(self.path):
            yield from self._database.query(sql, dict(parameters or {}))

    def one(self, sql: str, parameters: Parameters | None = None) -> dict[str, Any] | None:
        """Return the first row of a query, or None."""
        return next(self.rows(sql, parameters), None)

    def write(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run a statement that changes rows and return how many it changed."""
        with _mendable(self.path):
            return self._database.execute(sql, dict(parameters or {})).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen together or not at all.

        The write lock is taken at the start, so that what is read inside stays true until the
        end. A nested use commits with the outermost one; if it fails, it alone is undone.
        """
        if self._database.conn.in_transaction:
            with _mendable(self.path), self._database.atomic():
                yield
            return
        self.write("BEGIN IMMEDIATE")
        try:
            yield
            self.write("COMMIT")
        except BaseException:
            self._database.rollback()
            raise

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""
        return self._database.conn.in_transaction


def _create(path: Path) -> None:
    # SQLite gives its -wal and -shm files the mode of the database.
    try:
        if not path.parent.is_dir():
            path.parent.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        # Never opened here: closing it again would drop the locks of this process's other users.
        return
    except OSError as error:
        raise StateError(
            Fault(
                f"cannot be made ({error.strerror})",
                "Name another state folder in config.yaml, or mend its parent folder",
                file=path,
            )
        ) from error


@contextmanager
def _mendable(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The low byte of an extended code is the primary one.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _BY_CODE:
            raise
        what, remedy = _BY_CODE[code]
        raise StateError(Fault(what, remedy, file=path)) from error
