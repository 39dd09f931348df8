"""The outbox: what is to be told to whom. Rows refer to incidents; no text is kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from scanner.store.records import Records
from scanner.store.timestamps import from_text, to_text

__all__ = ["Kind", "Outbox", "OutboxRow", "State"]

Kind = Literal["notice", "digest"]
State = Literal["pending", "sent", "dead", "cancelled"]

_ERROR_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message to one recipient, composed only when it is delivered.

    ``key`` is natural: whatever would make a second message superfluous, such as
    ``notice|incident|recipient``. ``person`` and ``incident`` are None for a digest, ``day`` is
    None for a notice. ``next_try_at`` None means at once (or never, once settled). A row is
    ``dead`` when all tries failed. ``repr`` leaves out the recipient.
    """

    key: str = field(repr=False)
    kind: Kind
    recipient: str = field(repr=False)
    language: str
    created_at: datetime
    person: str | None = None
    incident: str | None = None
    day: date | None = None
    state: State = "pending"
    tries: int = 0
    next_try_at: datetime | None = None
    last_tried_at: datetime | None = None
    last_error: str | None = None
    sent_at: datetime | None = None


class Outbox(Records):
    """Messages by their key, each told at most once."""

    def enqueue(self, row: OutboxRow) -> bool:
        """Add a pending row and tell whether it is new.

        A key that is in the outbox, or was told about an incident that is still kept, is left
        alone. ``state`` and what follows it, but for ``next_try_at``, start afresh.

        :raises sqlite3.IntegrityError: if there is no such incident.
        """
        return self._change(
            """
            INSERT INTO outbox (
                key, kind, person, incident, recipient, language, day, created_at, next_try_at
            )
            SELECT :key, :kind, :person, :incident, :recipient, :language, :day, :created_at,
                :next_try_at
            WHERE NOT EXISTS (SELECT 1 FROM settled WHERE key_sha256 = :key_sha256)
            ON CONFLICT (key) DO NOTHING
            """,
            key=row.key,
            kind=row.kind,
            person=row.person,
            incident=row.incident,
            recipient=row.recipient,
            language=row.language,
            day=row.day.isoformat() if row.day else None,
            created_at=to_text(row.created_at),
            next_try_at=to_text(row.next_try_at) if row.next_try_at else None,
            key_sha256=key_digest(row.key),
        )

    def due(self, now: datetime, *, limit: int = 100) -> list[OutboxRow]:
        """Return at most ``limit`` pending rows whose time has come, the longest waiting first."""
        rows = self._db.rows(
            "SELECT * FROM outbox WHERE state = 'pending'"
            " AND (next_try_at IS NULL OR next_try_at <= :now)"
            " ORDER BY coalesce(next_try_at, created_at), key LIMIT :limit",
            {"now": to_text(now), "limit": limit},
        )
        return [_outbox_row(row) for row in rows]

    def claim(self, key: str, *, now: datetime, until: datetime) -> bool:
        """Take a due row for delivery; False if another process has it.

        Until ``until`` it is due for nobody; if this process dies, it is tried again after that.
        """
        return self._change(
            "UPDATE outbox SET next_try_at = :until WHERE key = :key AND state = 'pending'"
            " AND (next_try_at IS NULL OR next_try_at <= :now)",
            key=key,
            now=to_text(now),
            until=to_text(until),
        )

    def outbox(self, state: State | None = None) -> Iterator[OutboxRow]:
        """Yield all rows, or those in ``state``, the oldest first."""
        rows = self._db.rows(
            "SELECT * FROM outbox WHERE :state IS NULL OR state = :state ORDER BY created_at, key",
            {"state": state},
        )
        return map(_outbox_row, rows)

    def mark_sent(self, key: str, at: datetime) -> bool:
        """Note that a message left, whatever its state was; False if that was known."""
        return self._change(
            "UPDATE outbox SET state = 'sent', sent_at = :at, last_tried_at = :at,"
            " tries = tries + 1, next_try_at = NULL, last_error = NULL"
            " WHERE key = :key AND state <> 'sent'",
            key=key,
            at=to_text(at),
        )

    def mark_failed(self, key: str, at: datetime, error: str, next_try_at: datetime | None) -> bool:
        """Note that a try at ``at`` failed; without ``next_try_at`` the row is dead.

        ``error`` is cut to 200 characters and must hold no address. Repeating the same try
        changes nothing.
        """
        return self._change(
            "UPDATE outbox SET state = iif(:next IS NULL, 'dead', 'pending'), next_try_at = :next,"
            " last_tried_at = :at, last_error = :error, tries = tries + 1"
            " WHERE key = :key AND state = 'pending' AND last_tried_at IS NOT :at",
            key=key,
            at=to_text(at),
            error=error[:_ERROR_CHARACTERS],
            next=to_text(next_try_at) if next_try_at else None,
        )

    def retry(self, key: str) -> bool:
        """Make a row that was not sent due at once, with all its tries before it; else False."""
        return self._change(
            "UPDATE outbox SET state = 'pending', next_try_at = NULL, last_tried_at = NULL,"
            " tries = 0"
            " WHERE key = :key AND state <> 'sent'",
            key=key,
        )

    def cancel(self, key: str) -> bool:
        """Keep a message that was not sent from being sent; False if there is none."""
        return self._change(
            "UPDATE outbox SET state = 'cancelled', next_try_at = NULL"
            " WHERE key = :key AND state IN ('pending', 'dead')",
            key=key,
        )

    def _change(self, sql: str, **parameters: Any) -> bool:
        return self._db.write(sql, parameters) > 0


def key_digest(key: str) -> str:
    """Return the form in which a key outlives its row: without the recipient in clear."""
    return hashlib.sha256(key.encode()).hexdigest()


def _outbox_row(row: dict[str, Any]) -> OutboxRow:
    times = ("created_at", "next_try_at", "last_tried_at", "sent_at")
    parsed = {name: from_text(row[name]) if row[name] else None for name in times}
    day = date.fromisoformat(row["day"]) if row["day"] else None
    return OutboxRow(**{**row, **parsed, "day": day})
