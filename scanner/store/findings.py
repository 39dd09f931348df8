"""Findings: saved once, read back exactly."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from scanner.findings import Category, Evidence, Finding, PostReference, Severity
from scanner.store.conditions import where
from scanner.store.records import Records
from scanner.store.timestamps import from_text, to_text

__all__ = ["Findings", "post_of"]

_SAVE = """
    INSERT INTO findings (
        id, person, category, severity, score, platform, post_id, url, post_created_at,
        author_handle, text_sha256, source, reply_to_handle, evidence, explanation, rules,
        grouping, seen_at, incident
    ) VALUES (
        :id, :person, :category, :severity, :score, :platform, :post_id, :url, :post_created_at,
        :author_handle, :text_sha256, :source, :reply_to_handle, :evidence, :explanation, :rules,
        :grouping, :seen_at, :incident
    )
    ON CONFLICT (id) DO UPDATE SET
        severity = excluded.severity, score = excluded.score, url = excluded.url,
        post_created_at = excluded.post_created_at, author_handle = excluded.author_handle,
        text_sha256 = excluded.text_sha256, reply_to_handle = excluded.reply_to_handle,
        evidence = excluded.evidence, explanation = excluded.explanation,
        rules = excluded.rules, grouping = excluded.grouping
    WHERE (
        severity, score, url, post_created_at, author_handle, text_sha256, reply_to_handle,
        evidence, explanation, rules, grouping
    ) IS NOT (
        excluded.severity, excluded.score, excluded.url, excluded.post_created_at,
        excluded.author_handle, excluded.text_sha256, excluded.reply_to_handle,
        excluded.evidence, excluded.explanation, excluded.rules, excluded.grouping
    )
"""
_LIST = "SELECT * FROM findings WHERE {where} ORDER BY seen_at DESC, id LIMIT :limit"
_CONDITIONS = {
    "person": "person = :person",
    "category": "category = :category",
    "incident": "incident = :incident",
    "severity": "gravity >= :severity",
    "since": "seen_at >= :since",
    "until": "seen_at < :until",
}


class Findings(Records):
    """Findings by their id, each in one incident."""

    def save(self, finding: Finding, *, incident: str) -> bool:
        """Keep ``finding`` in ``incident`` and tell whether it is new.

        An identical repeat changes nothing. A changed one replaces what was said, but stays in
        its incident and keeps when (``seen_at``) and where (``post.source``) it was first seen.

        :raises sqlite3.IntegrityError: if there is no such incident.
        """
        with self._db.transaction():
            new = self.incident_of(finding.id) is None
            self._db.write(_SAVE, _row(finding, incident))
        return new

    def incident_of(self, finding_id: str) -> str | None:
        """Return the incident a finding is in, or None if it was never saved."""
        row = self._db.one("SELECT incident FROM findings WHERE id = :id", {"id": finding_id})
        return str(row["incident"]) if row else None

    def finding(self, finding_id: str) -> Finding | None:
        """Return a finding, or None if it is not kept."""
        row = self._db.one("SELECT * FROM findings WHERE id = :id", {"id": finding_id})
        return _finding(row) if row else None

    def findings(
        self,
        *,
        person: str | None = None,
        category: Category | None = None,
        incident: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        minimum_severity: Severity | None = None,
        limit: int | None = None,
    ) -> Iterator[Finding]:
        """Yield the findings that meet every condition, the last seen first.

        ``since`` (inclusive) and ``until`` (exclusive) bound when the scanner first saw them,
        not when they were published.
        """
        values = {
            "person": person,
            "category": category,
            "incident": incident,
            "severity": minimum_severity.rank if minimum_severity else None,
            "since": to_text(since) if since else None,
            "until": to_text(until) if until else None,
            "limit": -1 if limit is None else limit,
        }
        sql = _LIST.format(where=where(_CONDITIONS, values))
        return map(_finding, self._db.rows(sql, values))


def post_of(row: dict[str, Any]) -> PostReference:
    """Return the post that a row of the findings table was seen in."""
    created_at = row["post_created_at"]
    return PostReference(
        platform=row["platform"],
        id=row["post_id"],
        url=row["url"],
        created_at=from_text(created_at) if created_at else None,
        author_handle=row["author_handle"],
        text_sha256=row["text_sha256"],
        source=row["source"],
        reply_to_handle=row["reply_to_handle"],
    )


def _row(finding: Finding, incident: str) -> dict[str, Any]:
    post = finding.post
    return {
        "id": finding.id,
        "person": finding.person,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "score": finding.score,
        "platform": post.platform,
        "post_id": post.id,
        "url": post.url,
        "post_created_at": to_text(post.created_at) if post.created_at else None,
        "author_handle": post.author_handle,
        "text_sha256": post.text_sha256,
        "source": post.source,
        "reply_to_handle": post.reply_to_handle,
        "evidence": _json(finding.evidence),
        "explanation": finding.explanation,
        "rules": _json(finding.rules),
        "grouping": _json(finding.grouping),
        "seen_at": to_text(finding.seen_at),
        "incident": incident,
    }


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        person=row["person"],
        category=Category(row["category"]),
        severity=Severity(row["severity"]),
        score=row["score"],
        post=post_of(row),
        evidence=tuple(Evidence(**item) for item in orjson.loads(row["evidence"])),
        explanation=row["explanation"],
        seen_at=from_text(row["seen_at"]),
        rules=tuple(orjson.loads(row["rules"])),
        grouping=tuple(orjson.loads(row["grouping"])),
        incident=row["incident"],
    )


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
