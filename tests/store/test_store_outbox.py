"""The outbox: each message at most once, retried, given up, cancelled."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scanner.store import OutboxRow, Store

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def notice(incident: str | None = None, key: str = "notice|1", **parts) -> OutboxRow:
    row = OutboxRow(
        key=key,
        kind="notice",
        recipient="wanqing@example.org",
        language="zh-Hans",
        created_at=NOW,
        person="su-wanqing",
        incident=incident,
    )
    return replace(row, **parts)


def only(store: Store) -> OutboxRow:
    (row,) = store.outbox()
    return row


def test_round_trip(store, keep):
    row = notice(keep().incident, next_try_at=NOW + MINUTE)
    assert store.enqueue(row)
    digest = OutboxRow(
        "digest|1", "digest", "liaison@example.org", "en", NOW, day=date(2026, 11, 20)
    )
    assert store.enqueue(digest)
    assert list(store.outbox()) == [digest, row]


@pytest.mark.parametrize("settle", ["nothing", "sent", "dead", "cancelled"])
def test_repeat_is_ignored_whatever_became_of_the_row(store, settle):
    assert store.enqueue(notice())
    if settle == "sent":
        store.mark_sent("notice|1", NOW)
    elif settle == "dead":
        store.mark_failed("notice|1", NOW, "refused", None)
    elif settle == "cancelled":
        store.cancel("notice|1")
    before = only(store)
    assert not store.enqueue(notice(language="fr"))
    assert only(store) == before


def test_rows_start_pending(store):
    store.enqueue(notice(state="sent", tries=3, sent_at=NOW, last_error="x"))
    assert only(store) == notice()


def test_due_in_the_order_of_waiting(store):
    store.enqueue(notice(key="later", next_try_at=NOW + 2 * MINUTE))
    store.enqueue(notice(key="b"))
    store.enqueue(notice(key="a"))
    store.enqueue(notice(key="first", created_at=NOW - MINUTE))
    store.enqueue(notice(key="gone"))
    store.mark_sent("gone", NOW)
    assert [row.key for row in store.due(NOW)] == ["first", "a", "b"]
    assert [row.key for row in store.due(NOW, limit=2)] == ["first", "a"]
    assert [row.key for row in store.due(NOW + 2 * MINUTE)] == ["first", "a", "b", "later"]


def test_sent(store):
    store.enqueue(notice())
    store.mark_failed("notice|1", NOW, "timeout", NOW + MINUTE)
    assert store.mark_sent("notice|1", NOW + MINUTE)
    row = only(store)
    assert (row.state, row.sent_at, row.tries) == ("sent", NOW + MINUTE, 2)
    assert (row.last_error, row.next_try_at) == (None, None)
    assert not store.mark_sent("notice|1", NOW + 2 * MINUTE)
    assert only(store) == row
    assert store.due(NOW + 9 * MINUTE) == []


def test_failed_and_tried_again(store):
    store.enqueue(notice())
    assert store.mark_failed("notice|1", NOW, "timeout", NOW + MINUTE)
    row = only(store)
    assert (row.state, row.tries, row.last_error) == ("pending", 1, "timeout")
    assert store.due(NOW) == []
    assert store.due(NOW + MINUTE) == [row]


def test_noting_the_same_failure_twice_counts_once(store):
    store.enqueue(notice())
    store.mark_failed("notice|1", NOW, "timeout", NOW + MINUTE)
    assert not store.mark_failed("notice|1", NOW, "timeout", NOW + MINUTE)
    assert only(store).tries == 1


def test_given_up_and_retried(store):
    store.enqueue(notice())
    store.mark_failed("notice|1", NOW, "unknown mailbox", None)
    assert only(store).state == "dead"
    assert store.due(NOW + MINUTE) == []
    assert store.retry("notice|1")
    assert (only(store).state, only(store).tries) == ("pending", 0)
    assert [row.key for row in store.due(NOW)] == ["notice|1"]
    assert store.mark_failed("notice|1", NOW, "unknown mailbox", None)


def test_cancelled(store):
    store.enqueue(notice())
    assert store.cancel("notice|1")
    assert not store.cancel("notice|1")
    assert store.due(NOW) == []
    assert not store.mark_failed("notice|1", NOW, "late", NOW)
    assert only(store).state == "cancelled"
    assert store.retry("notice|1")
    assert only(store).state == "pending"


def test_what_left_while_being_cancelled_was_sent(store):
    store.enqueue(notice())
    store.cancel("notice|1")
    assert store.mark_sent("notice|1", NOW)
    assert only(store).state == "sent"


def test_sent_can_be_neither_retried_nor_cancelled(store):
    store.enqueue(notice())
    store.mark_sent("notice|1", NOW)
    assert not store.retry("notice|1")
    assert not store.cancel("notice|1")
    assert not store.mark_failed("notice|1", NOW + MINUTE, "late", None)
    assert only(store).state == "sent"


@pytest.mark.parametrize("act", ["mark_sent", "retry", "cancel"])
def test_unknown_key(store, act):
    arguments = (NOW,) if act == "mark_sent" else ()
    assert getattr(store, act)("none", *arguments) is False


def test_only_one_process_claims_a_row(store, tmp_path):
    store.enqueue(notice())
    with Store.open(tmp_path / "state") as other:
        (row,) = store.due(NOW)
        assert other.due(NOW) == [row]
        assert store.claim(row.key, now=NOW, until=NOW + MINUTE)
        assert not other.claim(row.key, now=NOW, until=NOW + MINUTE)
        assert other.due(NOW) == []
        # The first process died: after its lease another may try.
        assert other.claim(row.key, now=NOW + MINUTE, until=NOW + 2 * MINUTE)


def test_settled_row_cannot_be_claimed(store):
    store.enqueue(notice())
    store.cancel("notice|1")
    assert not store.claim("notice|1", now=NOW, until=NOW + MINUTE)


def test_rows_by_state(store):
    for key in ("a", "b", "c"):
        store.enqueue(notice(key=key))
    store.mark_sent("b", NOW)
    store.cancel("c")
    keys = {s: [row.key for row in store.outbox(s)] for s in ("pending", "sent", "dead")}
    assert keys == {"pending": ["a"], "sent": ["b"], "dead": []}


def test_error_is_cut(store):
    store.enqueue(notice())
    store.mark_failed("notice|1", NOW, "x" * 10_000, None)
    assert only(store).last_error == "x" * 200


def test_repr_leaves_out_the_recipient(store):
    row = notice(key="notice|1|wanqing@example.org")
    assert "wanqing@" not in repr(row)
    assert "su-wanqing" in repr(row)


class OutboxMachine(RuleBasedStateMachine):
    """However the calls follow each other, no key is sent twice and no state contradicts itself."""

    keys = st.sampled_from(["a", "b"])

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name))
        self.now = NOW
        self.sent: list[str] = []

    def teardown(self):
        self.store.close()
        self.folder.cleanup()

    @rule(key=keys)
    def enqueue(self, key):
        self.store.enqueue(notice(key=key))

    @rule()
    def deliver(self):
        for row in self.store.due(self.now):
            if self.store.claim(row.key, now=self.now, until=self.now + MINUTE):
                self.sent.append(row.key)
                self.store.mark_sent(row.key, self.now)

    @rule(final=st.booleans())
    def fail(self, final):
        for row in self.store.due(self.now):
            self.store.mark_failed(row.key, self.now, "x", None if final else self.now + MINUTE)

    @rule(key=keys)
    def retry(self, key):
        self.store.retry(key)

    @rule(key=keys)
    def cancel(self, key):
        self.store.cancel(key)

    @rule()
    def wait(self):
        self.now += MINUTE

    @invariant()
    def told_once(self):
        assert len(self.sent) == len(set(self.sent))
        assert {row.key for row in self.store.outbox("sent")} == set(self.sent)

    @invariant()
    def states_are_consistent(self):
        for row in self.store.outbox():
            assert (row.state == "sent") == (row.sent_at is not None)
            assert row.state == "pending" or row.next_try_at is None
            assert row.state != "dead" or row.tries


TestOutboxMachine = OutboxMachine.TestCase
TestOutboxMachine.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
