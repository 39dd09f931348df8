"""Retention: what is old is deleted for good, and nothing is told a second time for it."""

from dataclasses import dataclass
from datetime import datetime

from scanner.store.outbox import key_digest
from scanner.store.records import Records
from scanner.store.timestamps import to_text

__all__ = ["Deleted", "Retention"]


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many rows retention took away."""

    incidents: int
    findings: int
    notices: int
    passes: int


class Retention(Records):
    """Deletion of old rows."""

    def delete_before(self, *, findings: datetime, notices: datetime) -> Deleted:
        """Delete incidents last added to before ``findings`` and rows settled before ``notices``.

        An incident goes as a whole, with its findings, keys and outbox rows. Of a notice about
        an incident that stays, a digest of its key remains, so that it is not told again.
        Pending rows of living incidents stay. Passes go with the notices.
        """
        with self._db.transaction():
            deleted = Deleted(
                findings=self._delete_findings(to_text(findings)),
                incidents=self._db.write(
                    "DELETE FROM incidents"
                    " WHERE NOT EXISTS (SELECT 1 FROM findings WHERE incident = incidents.id)"
                ),
                notices=self._delete_notices(to_text(notices)),
                passes=self._db.write(
                    "DELETE FROM passes WHERE finished_at < :before",
                    {"before": to_text(notices)},
                ),
            )
        if not self._db.in_transaction:
            # The write-ahead log still holds the pages as they were.
            self._db.write("PRAGMA wal_checkpoint(TRUNCATE)")
        return deleted

    def _delete_findings(self, before: str) -> int:
        return self._db.write(
            "DELETE FROM findings WHERE incident NOT IN"
            " (SELECT incident FROM findings WHERE seen_at >= :before)",
            {"before": before},
        )

    def _delete_notices(self, before: str) -> int:
        kept = self._db.rows(
            "SELECT key, incident FROM outbox WHERE state <> 'pending' AND incident IS NOT NULL"
            " AND coalesce(sent_at, last_tried_at, created_at) < :before",
            {"before": before},
        )
        for row in list(kept):
            self._db.write(
                "INSERT INTO settled (key_sha256, incident) VALUES (:key, :incident)"
                " ON CONFLICT DO NOTHING",
                {"key": key_digest(row["key"]), "incident": row["incident"]},
            )
        return self._db.write(
            "DELETE FROM outbox WHERE state <> 'pending'"
            " AND coalesce(sent_at, last_tried_at, created_at) < :before",
            {"before": before},
        )
