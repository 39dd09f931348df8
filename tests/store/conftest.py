from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanner.findings import Category, Evidence, Finding, PostReference, Severity
from scanner.incidents import StoreIndex, assign
from scanner.store import Store

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
PHONE = (Evidence("PHONE_NUMBER", 31, 43, 0.99, "known", "+1 343-•••-••26"),)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "state") as opened:
        yield opened


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    return _make


@pytest.fixture
def keep(store: Store) -> Callable[..., Finding]:
    """Save a finding made of the given parts, in the incident its keys lead to."""

    def keep_finding(*args, **parts) -> Finding:
        return _keep_in(store, _make(*args, **parts))

    return keep_finding


@pytest.fixture
def keep_in() -> Callable[[Store, Finding], Finding]:
    """Save a finding in a given store."""
    return _keep_in


def _keep_in(store: Store, finding: Finding) -> Finding:
    with store.transaction():
        assigned = assign(finding, StoreIndex(store))
        store.save(assigned, incident=assigned.incident)
    return assigned


def _make(
    post="1",
    *,
    person="su-wanqing",
    category=Category.PRIVATE_INFORMATION,
    severity=Severity.HIGH,
    score=0.9,
    platform="x",
    handle="loud_crow",
    published=NOW,
    seen=NOW,
    source="dump.jsonl:17",
    evidence=PHONE,
    explanation="A phone number.",
    grouping=("fact:1",),
) -> Finding:
    return Finding(
        person=person,
        category=category,
        severity=severity,
        score=score,
        post=PostReference(
            platform=platform,
            id=post,
            url=f"https://x.example/{post}",
            created_at=published,
            author_handle=handle,
            text_sha256="0" * 64,
            source=source,
            reply_to_handle=None,
        ),
        evidence=evidence,
        explanation=explanation,
        seen_at=seen,
        rules=("leak.phone",),
        grouping=grouping,
    )
