"""The log of passes: when the scanner looked, at how much, and what it could not read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from scanner.store.records import Records
from scanner.store.timestamps import BEGINNING, END, from_text, to_text

__all__ = ["Pass", "Passes"]


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the sources; ``started_at`` identifies it.

    ``counts`` are totals by name (posts, findings, quarantined …); ``failures`` say by source
    why it could not be read.
    """

    started_at: datetime
    finished_at: datetime
    counts: Mapping[str, int]
    failures: Mapping[str, str] = field(default_factory=dict)


class Passes(Records):
    """Passes by the time they started."""

    def record_pass(self, done: Pass) -> None:
        """Note a pass that ended; a repeat replaces it."""
        self._db.write(
            "INSERT OR REPLACE INTO passes (started_at, finished_at, counts, failures)"
            " VALUES (:started_at, :finished_at, :counts, :failures)",
            {
                "started_at": to_text(done.started_at),
                "finished_at": to_text(done.finished_at),
                "counts": orjson.dumps(dict(done.counts)).decode(),
                "failures": orjson.dumps(dict(done.failures)).decode(),
            },
        )

    def last_pass(self) -> Pass | None:
        """Return the pass that started last, or None if there was none."""
        row = self._db.one("SELECT * FROM passes ORDER BY started_at DESC LIMIT 1")
        return _pass(row) if row else None

    def passes(
        self, *, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[Pass]:
        """Yield passes that started from ``since`` to before ``until``, the earliest first."""
        rows = self._db.rows(
            "SELECT * FROM passes WHERE started_at >= :since AND started_at < :until"
            " ORDER BY started_at",
            {
                "since": to_text(since) if since else BEGINNING,
                "until": to_text(until) if until else END,
            },
        )
        return map(_pass, rows)


def _pass(row: dict[str, Any]) -> Pass:
    return Pass(
        started_at=from_text(row["started_at"]),
        finished_at=from_text(row["finished_at"]),
        counts=orjson.loads(row["counts"]),
        failures=orjson.loads(row["failures"]),
    )
