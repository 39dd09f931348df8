"""The store as a whole: one folder, one database, one key."""

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from scanner.errors import StateError
from scanner.store import site_key
from scanner.store.checkpoints import Checkpoints
from scanner.store.connection import Connection
from scanner.store.findings import Findings
from scanner.store.incidents import Incidents
from scanner.store.outbox import Outbox
from scanner.store.passes import Passes
from scanner.store.retention import Retention

__all__ = ["Store"]

_DATABASE = "scanner.db"
_SITE_KEY = "site.key"


class Store(Findings, Incidents, Outbox, Checkpoints, Passes, Retention):
    """What the scanner remembers between passes, in ``scanner.db`` of the state folder.

    It belongs to the thread that opened it; every process or thread opens its own. Any method
    may raise :class:`~scanner.errors.StateError` with a remedy when the disk is full, the file
    locked, read-only or damaged. Every write may be repeated and then changes nothing.
    """

    @classmethod
    def open(cls, folder: Path, *, busy_timeout: float = 30) -> Self:
        """Open the store in ``folder``; both are made if need be, for this user alone.

        A folder that exists keeps its mode. ``busy_timeout`` is how many seconds a write waits
        for another process.

        :raises StateError: if the folder cannot be written, the file is not a database, or a
            newer version of the scanner wrote it.
        """
        return cls(Connection.open(folder / _DATABASE, busy_timeout=busy_timeout))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; an open transaction is undone."""
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything inside happen together or not at all; a nested use joins.

        Other writers wait meanwhile, so do nothing slow inside.
        """
        return self._db.transaction()

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the database file, one sentence each; nothing if sound."""
        try:
            faults = [row["integrity_check"] for row in self._db.rows("PRAGMA integrity_check")]
            strays = [
                f"a row of {row['table']} refers to a missing row of {row['parent']}"
                for row in self._db.rows("PRAGMA foreign_key_check")
            ]
        except StateError as error:
            # Some damage is such that even the check cannot get past it.
            return tuple(fault.what for fault in error.faults)
        return tuple(fault for fault in [*faults, *strays] if fault != "ok")

    def site_key(self, *, random: Callable[[int], bytes] = secrets.token_bytes) -> bytes:
        """Return the 32 secret bytes of this installation, made at first use.

        They key the digests of leaked values, which could otherwise be guessed by trying all
        phone numbers. ``random`` is for tests.

        :raises StateError: if the key file cannot be read or made.
        """
        with self.transaction():
            return site_key.read_or_make(self._db.path.with_name(_SITE_KEY), random)
