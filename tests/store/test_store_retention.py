"""Retention: old rows are gone from the file, and nothing is told again for it."""

from datetime import UTC, datetime, timedelta

from scanner.findings import Category
from scanner.store import Deleted, OutboxRow, Pass

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
DAY = timedelta(days=1)
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def notice(incident: str | None, key: str = "n") -> OutboxRow:
    return OutboxRow(key, "notice", "wanqing@example.org", "en", NOW, incident=incident)


def settled(store) -> int:
    return len(list(store._db.rows("SELECT * FROM settled")))


def test_old_incident_goes_with_all_that_hangs_on_it(store, keep):
    old = keep("1", seen=NOW - 9 * DAY, published=NOW)
    new = keep("2", category=Category.THREAT, published=NOW - 99 * DAY)
    store.enqueue(notice(old.incident, "old"))
    store.enqueue(notice(new.incident, "new"))
    deleted = store.delete_before(findings=NOW - DAY, notices=NEVER)
    assert deleted == Deleted(incidents=1, findings=1, notices=0, passes=0)
    assert list(store.findings()) == [new]
    assert [row.key for row in store.outbox()] == ["new"]
    assert len(list(store._db.rows("SELECT * FROM incident_keys"))) == 1
    assert store.check() == ()


def test_incident_that_lives_keeps_its_old_findings(store, keep):
    keep("1", seen=NOW - 9 * DAY)
    keep("2", seen=NOW)
    deleted = store.delete_before(findings=NOW - DAY, notices=NEVER)
    assert (deleted.incidents, deleted.findings) == (0, 0)
    assert len(list(store.findings())) == 2


def test_exactly_at_the_limit_stays(store, keep):
    keep("1", seen=NOW)
    assert store.delete_before(findings=NOW, notices=NEVER).findings == 0


def test_deleted_incident_may_come_back_and_be_told(store, keep):
    first = keep("1", seen=NOW - 9 * DAY)
    store.enqueue(notice(first.incident))
    store.mark_sent("n", NOW - 9 * DAY)
    store.delete_before(findings=NOW - DAY, notices=NOW - DAY)
    again = keep("1", seen=NOW)
    assert again.incident == first.incident
    assert store.finding(again.id).seen_at == NOW
    assert store.enqueue(notice(again.incident))


def test_notice_of_a_living_incident_is_deleted_but_not_told_again(store, keep):
    incident = keep("1").incident
    for key in ("sent", "dead", "cancelled", "pending"):
        store.enqueue(notice(incident, key))
    store.mark_sent("sent", NOW - 9 * DAY)
    store.mark_failed("dead", NOW - 9 * DAY, "x", None)
    store.cancel("cancelled")
    deleted = store.delete_before(findings=NEVER, notices=NOW - DAY)
    assert deleted.notices == 2
    assert [row.key for row in store.outbox()] == ["cancelled", "pending"]
    assert not store.enqueue(notice(incident, "sent"))
    assert not store.enqueue(notice(incident, "dead"))
    assert store.enqueue(notice(incident, "another"))
    assert store.delete_before(findings=NEVER, notices=NOW + DAY).notices == 1


def test_traces_of_told_notices_go_with_their_incident(store, keep):
    incident = keep("1").incident
    store.enqueue(notice(incident))
    store.mark_sent("n", NOW)
    store.delete_before(findings=NEVER, notices=NOW + DAY)
    assert settled(store) == 1
    store.delete_before(findings=NOW + DAY, notices=NOW + DAY)
    assert settled(store) == 0


def test_digests_and_passes_go_with_the_notices(store):
    store.enqueue(OutboxRow("d", "digest", "liaison@example.org", "en", NOW - 9 * DAY))
    store.mark_sent("d", NOW - 9 * DAY)
    store.record_pass(Pass(NOW - 9 * DAY, NOW - 9 * DAY, {}))
    store.record_pass(Pass(NOW, NOW, {}))
    deleted = store.delete_before(findings=NEVER, notices=NOW - DAY)
    assert deleted == Deleted(incidents=0, findings=0, notices=1, passes=1)
    assert list(store.outbox()) == []
    assert store.last_pass().started_at == NOW


def test_deleting_twice_deletes_nothing_more(store, keep):
    keep("1", seen=NOW - 9 * DAY)
    store.delete_before(findings=NOW, notices=NOW)
    assert store.delete_before(findings=NOW, notices=NOW) == Deleted(0, 0, 0, 0)


def test_deleted_text_is_not_in_the_files(store, keep, tmp_path):
    marker = "distinctive explanation"
    keep("1", seen=NOW - 9 * DAY, explanation=marker)
    store.enqueue(notice(None, "told"))
    store.mark_sent("told", NOW - 9 * DAY)

    def content() -> bytes:
        return b"".join(file.read_bytes() for file in (tmp_path / "state").iterdir())

    assert marker.encode() in content()
    assert b"wanqing@example.org" in content()
    store.delete_before(findings=NOW, notices=NOW)
    assert marker.encode() not in content()
    assert b"wanqing@example.org" not in content()
