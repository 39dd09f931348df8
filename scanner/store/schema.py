"""The tables, as migrations that are applied in order and recorded in the database.

A migration that was released is never edited: a change of the tables is a new one below. Keys
are natural throughout, so that any write may be repeated. No table holds a post's text.
"""

from sqlite_utils import Database, Migrations

__all__ = ["MIGRATIONS", "known_migrations"]

MIGRATIONS = Migrations("scanner")


def known_migrations() -> frozenset[str]:
    """Return the names of all migrations of this version of the program."""
    with Database(memory=True) as empty:
        return frozenset(migration.name for migration in MIGRATIONS.pending(empty))


@MIGRATIONS()
def m001_findings_and_incidents(db: Database) -> None:
    """Incidents, the keys that copies are recognised by, and the findings that make them up."""
    db.executescript("""
        CREATE TABLE incidents (
            id TEXT PRIMARY KEY,
            person TEXT NOT NULL,
            category TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE incident_keys (
            person TEXT NOT NULL,
            category TEXT NOT NULL,
            key TEXT NOT NULL,
            incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            PRIMARY KEY (person, category, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX incident_keys_incident ON incident_keys (incident);

        CREATE TABLE findings (
            id TEXT PRIMARY KEY,
            person TEXT NOT NULL,
            category TEXT NOT NULL,
            severity TEXT NOT NULL,
            score REAL NOT NULL,
            platform TEXT NOT NULL,
            post_id TEXT NOT NULL,
            url TEXT,
            post_created_at TEXT,
            author_handle TEXT,
            text_sha256 TEXT NOT NULL,
            source TEXT NOT NULL,
            reply_to_handle TEXT,
            evidence TEXT NOT NULL,
            explanation TEXT NOT NULL,
            rules TEXT NOT NULL,
            grouping TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
            gravity INTEGER GENERATED ALWAYS AS (
                CASE severity
                WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3
                END
            ) VIRTUAL CHECK (gravity IS NOT NULL),
            published_at TEXT GENERATED ALWAYS AS (coalesce(post_created_at, seen_at)) VIRTUAL
        ) STRICT;
        CREATE INDEX findings_seen_at ON findings (seen_at);
        CREATE INDEX findings_incident ON findings (incident, seen_at);
    """)


@MIGRATIONS()
def m002_outbox(db: Database) -> None:
    """Messages to people, and digests of the keys of those that retention removed."""
    db.executescript("""
        CREATE TABLE outbox (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('notice', 'digest')),
            person TEXT,
            incident TEXT REFERENCES incidents (id) ON DELETE CASCADE,
            recipient TEXT NOT NULL,
            language TEXT NOT NULL,
            day TEXT,
            created_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'sent', 'dead', 'cancelled')),
            tries INTEGER NOT NULL DEFAULT 0,
            next_try_at TEXT,
            last_tried_at TEXT,
            last_error TEXT,
            sent_at TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_state ON outbox (state, next_try_at);
        CREATE INDEX outbox_incident ON outbox (incident);

        CREATE TABLE settled (
            key_sha256 TEXT PRIMARY KEY,
            incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX settled_incident ON settled (incident);
    """)


@MIGRATIONS()
def m003_checkpoints_and_passes(db: Database) -> None:
    """How far each file was read, and what each pass did."""
    db.executescript("""
        CREATE TABLE checkpoints (
            source TEXT PRIMARY KEY,
            records INTEGER NOT NULL CHECK (records >= 0),
            size INTEGER NOT NULL,
            digest TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE passes (
            started_at TEXT PRIMARY KEY,
            finished_at TEXT NOT NULL,
            counts TEXT NOT NULL,
            failures TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
    """)
