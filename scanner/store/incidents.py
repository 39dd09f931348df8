"""Incidents: who they concern and their keys are kept; all else is counted from findings."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson

from scanner.findings import Category, Incident, Severity
from scanner.store.conditions import where
from scanner.store.findings import post_of
from scanner.store.records import Records
from scanner.store.timestamps import BEGINNING, END, from_text, to_text

__all__ = ["Incidents"]

# chr(31), the unit separator, keeps a platform and a handle apart.
_LIST = """
    WITH chosen AS (
        SELECT id FROM incidents
        WHERE {where}
            AND EXISTS (
                SELECT 1 FROM findings
                WHERE incident = incidents.id AND seen_at >= :since AND seen_at < :until
            )
    ),
    members AS (
        SELECT findings.*,
            row_number() OVER (
                PARTITION BY incident ORDER BY gravity DESC, published_at, findings.id
            ) AS by_gravity,
            row_number() OVER (
                PARTITION BY incident ORDER BY published_at, findings.id
            ) AS by_age
        FROM findings JOIN chosen ON findings.incident = chosen.id
    ),
    totals AS (
        SELECT incident,
            count(*) AS posts,
            count(DISTINCT platform || char(31) || author_handle) AS accounts,
            json_group_array(DISTINCT platform) AS platforms,
            min(published_at) AS first_seen,
            max(published_at) AS last_seen,
            json_group_array(published_at || id) AS finding_ids
        FROM members GROUP BY incident
    ),
    values_shown AS (
        SELECT incident, json_group_array(
            DISTINCT json_extract(item.value, '$.type')
                || ' ' || json_extract(item.value, '$.shown')
        ) AS shown
        FROM members, json_each(members.evidence) AS item
        WHERE json_extract(item.value, '$.fact') IS NOT NULL
            AND json_extract(item.value, '$.shown') <> ''
        GROUP BY incident
    )
    SELECT earliest.*, totals.*, values_shown.shown,
        gravest.severity AS worst, gravest.explanation AS reason
    FROM totals
    JOIN members AS gravest ON gravest.incident = totals.incident AND gravest.by_gravity = 1
    JOIN members AS earliest ON earliest.incident = totals.incident AND earliest.by_age = 1
    LEFT JOIN values_shown ON values_shown.incident = totals.incident
    WHERE gravest.gravity >= :severity
    ORDER BY gravest.gravity DESC, last_seen DESC, totals.incident
    LIMIT :limit
"""
_CONDITIONS = {
    "id": "id = :id",
    "person": "person = :person",
    "category": "category = :category",
}
_TIME_WIDTH = len("2026-11-20T08:00:00.000000Z")


class Incidents(Records):
    """Incidents by their id, and by the grouping keys their findings brought along."""

    def incident_with(self, person: str, category: Category, keys: Iterable[str]) -> str | None:
        """Return the incident of ``person`` and ``category`` that holds one of ``keys``.

        If several do, the one that holds the first of the sorted keys.
        """
        row = self._db.one(
            "SELECT incident FROM incident_keys WHERE person = :person AND category = :category"
            " AND key IN (SELECT value FROM json_each(:keys)) ORDER BY key LIMIT 1",
            {
                "person": person,
                "category": category.value,
                "keys": orjson.dumps(list(keys)).decode(),
            },
        )
        return str(row["incident"]) if row else None

    def extend_incident(
        self, incident: str, *, person: str, category: Category, keys: Iterable[str]
    ) -> None:
        """Open ``incident`` if need be and add ``keys`` to it; a key stays where it first was."""
        row = {"incident": incident, "person": person, "category": category.value}
        with self._db.transaction():
            self._db.write(
                "INSERT INTO incidents (id, person, category)"
                " VALUES (:incident, :person, :category) ON CONFLICT DO NOTHING",
                row,
            )
            for key in keys:
                self._db.write(
                    "INSERT INTO incident_keys (person, category, key, incident)"
                    " VALUES (:person, :category, :key, :incident) ON CONFLICT DO NOTHING",
                    {**row, "key": key},
                )

    def incident(self, incident_id: str) -> Incident | None:
        """Return an incident, or None if no finding of it is kept."""
        return next(self._incidents(id=incident_id), None)

    def incidents(
        self,
        *,
        person: str | None = None,
        category: Category | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        minimum_severity: Severity | None = None,
        limit: int | None = None,
    ) -> Iterator[Incident]:
        """Yield the incidents that meet every condition, the gravest and then latest first.

        An incident is within ``since`` (inclusive) and ``until`` (exclusive) if the scanner
        first saw any of its findings then; it is always counted as a whole.
        """
        return self._incidents(
            person=person,
            category=category,
            since=to_text(since) if since else BEGINNING,
            until=to_text(until) if until else END,
            severity=minimum_severity.rank if minimum_severity else 0,
            limit=-1 if limit is None else limit,
        )

    def _incidents(self, **values: Any) -> Iterator[Incident]:
        sql = _LIST.format(where=where(_CONDITIONS, values))
        anything = {"since": BEGINNING, "until": END, "severity": 0, "limit": -1}
        return map(_incident, self._db.rows(sql, {**anything, **values}))


def _incident(row: dict[str, Any]) -> Incident:
    shown = orjson.loads(row["shown"]) if row["shown"] else []
    return Incident(
        id=row["incident"],
        person=row["person"],
        category=Category(row["category"]),
        severity=Severity(row["worst"]),
        posts=row["posts"],
        accounts=row["accounts"],
        platforms=tuple(sorted(orjson.loads(row["platforms"]))),
        first_seen=from_text(row["first_seen"]),
        last_seen=from_text(row["last_seen"]),
        explanation=row["reason"],
        post=post_of(row),
        shown=tuple(sorted(shown)),
        # Each item is a time followed by an id, so that sorting gives the order of publishing.
        finding_ids=tuple(i[_TIME_WIDTH:] for i in sorted(orjson.loads(row["finding_ids"]))),
    )
