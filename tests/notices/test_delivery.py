"""Each thing is told once, to whom it should be, and one failure holds up nobody."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from notice_examples import NOW, PHONE, make_finding, make_person, save

from scanner.errors import DeliveryError, Fault
from scanner.findings import Category, Severity
from scanner.notices.channels import FolderChannel
from scanner.notices.delivery import (
    Delivered,
    deliver_due,
    enqueue_digests,
    enqueue_notices,
    pause,
)
from scanner.settings import Notify as NotifySettings
from scanner.settings import Recipient, Settings
from scanner.watchlist.people import Notify

DAY = date(2026, 11, 24)
JITTER = random.Random(1)  # noqa: S311
SETTINGS = Settings(
    notify=NotifySettings(maximum_tries=3, liaison=(Recipient(to="desk@example.org"),))
)


class Recorder:
    """A channel that keeps messages and fails for the recipients it is told to."""

    def __init__(self, failing=None):
        self.failing, self.delivered = failing or {}, []

    def deliver(self, message, recipient):
        if recipient in self.failing:
            raise DeliveryError(Fault("the server said no"), retry=self.failing[recipient])
        self.delivered.append((recipient, message))


def run(store, people, channel, *, now=NOW, settings=SETTINGS, **options):
    return deliver_due(store, people, settings, now=now, channel=channel, jitter=JITTER, **options)


def two_readers(**changes):
    wishes = (Notify(to="a@example.org"), Notify(to="b@example.org", language="fr"))
    return make_person(notify=wishes, **changes)


@pytest.fixture
def incident(store):
    save(store, make_finding())
    return store.incident("i1")


# --- who is told


@pytest.mark.parametrize(
    ("when", "minimum", "severity", "told"),
    [
        ("immediate", Severity.LOW, Severity.LOW, 1),
        ("immediate", Severity.HIGH, Severity.HIGH, 1),
        ("immediate", Severity.HIGH, Severity.MEDIUM, 0),
        ("immediate", Severity.CRITICAL, Severity.HIGH, 0),
        ("digest", Severity.LOW, Severity.CRITICAL, 0),
    ],
)
def test_who_is_told_at_once(store, incident, when, minimum, severity, told):
    person = make_person(notify=(Notify("a@example.org", "en", when, minimum),))
    assert enqueue_notices(store, replace(incident, severity=severity), person, now=NOW) == told
    assert len(list(store.outbox())) == told


def test_a_recipient_is_told_once_an_incident(store, incident):
    person = two_readers()
    assert enqueue_notices(store, incident, person, now=NOW) == 2
    assert enqueue_notices(store, incident, person, now=NOW + timedelta(days=1)) == 0


def test_an_incident_that_grows_worse_reaches_the_stricter_recipient(store, incident):
    person = make_person(notify=(Notify("a@example.org", minimum_severity=Severity.CRITICAL),))
    assert enqueue_notices(store, incident, person, now=NOW) == 0
    worse = replace(incident, severity=Severity.CRITICAL)
    assert enqueue_notices(store, worse, person, now=NOW) == 1


def test_keys_hold_no_address(store, incident):
    enqueue_notices(store, incident, two_readers(), now=NOW)
    enqueue_digests(store, [], SETTINGS, day=DAY, now=NOW)
    assert all("example" not in row.key for row in store.outbox())


# --- delivery


def test_due_rows_are_composed_and_sent(store, incident):
    person, channel = two_readers(), Recorder()
    enqueue_notices(store, incident, person, now=NOW)
    assert run(store, [person], channel) == Delivered(sent=2)
    assert {to: message["Subject"] for to, message in channel.delivered} == {
        "a@example.org": "A new notice is ready",
        "b@example.org": "Un nouvel avis est prêt",
    }
    assert {row.state for row in store.outbox()} == {"sent"}
    assert run(store, [person], channel, now=NOW + timedelta(days=1)) == Delivered()


def test_notice_tells_the_incident_as_it_is_at_delivery(store, incident):
    person, channel = make_person(notify=(Notify("a@example.org"),)), Recorder()
    enqueue_notices(store, incident, person, now=NOW)
    save(store, make_finding("2"))
    run(store, [person], channel)
    assert "2 posts" in channel.delivered[0][1].get_body(("plain",)).get_content()


def test_one_failure_does_not_stop_others(store, incident):
    person, channel = two_readers(), Recorder({"a@example.org": True})
    enqueue_notices(store, incident, person, now=NOW)
    assert run(store, [person], channel) == Delivered(sent=1, failed=1)
    (row,) = store.outbox("pending")
    assert row.tries == 1
    assert row.last_error == "the server said no."
    assert timedelta(seconds=30) <= row.next_try_at - NOW <= timedelta(minutes=1)


def test_too_many_tries_end(store, incident):
    person, channel = two_readers(), Recorder({"a@example.org": True})
    enqueue_notices(store, incident, person, now=NOW)
    outcomes = [
        run(store, [person], channel, now=NOW + timedelta(days=day)).failed for day in range(4)
    ]
    assert outcomes == [1, 1, 0, 0]
    (row,) = store.outbox("dead")
    assert row.tries == 3


def test_a_permanent_refusal_ends_at_once(store, incident):
    person, channel = two_readers(), Recorder({"a@example.org": False})
    enqueue_notices(store, incident, person, now=NOW)
    assert run(store, [person], channel) == Delivered(sent=1, dead=1)


def test_another_service_ends_with_a_clear_fault(store, incident):
    person = make_person(notify=(Notify("tgram://12345:token/678"),))
    enqueue_notices(store, incident, person, now=NOW)
    assert run(store, [person], Recorder()) == Delivered(dead=1)
    (row,) = store.outbox("dead")
    assert "tgram:// address" in row.last_error
    assert "token" not in row.last_error


@pytest.mark.parametrize(
    "now_enrolled",
    [
        lambda person: [],
        lambda person: [replace(person, consent=replace(person.consent, withdrawn_on=DAY))],
        lambda person: [replace(person, consent=replace(person.consent, expires_on=DAY))],
        lambda person: [
            replace(person, consent=replace(person.consent, scope=frozenset({Category.THREAT})))
        ],
        lambda person: [replace(person, notify=(Notify("new@example.org"),))],
    ],
    ids=["left", "withdrawn", "expired", "narrowed", "readdressed"],
)
def test_nothing_is_sent_without_consent(store, incident, now_enrolled):
    person, channel = two_readers(), Recorder()
    enqueue_notices(store, incident, person, now=NOW)
    assert run(store, now_enrolled(person), channel) == Delivered(cancelled=2)
    assert channel.delivered == []
    assert {row.state for row in store.outbox()} == {"cancelled"}


def test_consent_is_judged_on_the_local_day(store, incident):
    person, channel = two_readers(), Recorder()
    person = replace(person, consent=replace(person.consent, expires_on=date(2026, 11, 25)))
    enqueue_notices(store, incident, person, now=NOW)
    evening = NOW.replace(day=25, hour=3)  # still the 24th in Toronto
    assert run(store, [person], channel, now=evening).sent == 2


def test_limit(store, incident):
    person, channel = two_readers(), Recorder()
    enqueue_notices(store, incident, person, now=NOW)
    assert run(store, [person], channel, limit=1) == Delivered(sent=1)
    assert run(store, [person], channel) == Delivered(sent=1)


def test_a_row_taken_by_another_process_is_left_alone(store, incident):
    person, channel = make_person(), Recorder()
    enqueue_notices(store, incident, person, now=NOW)
    (row,) = store.outbox()
    store.claim(row.key, now=NOW, until=NOW + timedelta(minutes=5))
    assert run(store, [person], channel) == Delivered()
    assert run(store, [person], channel, now=NOW + timedelta(minutes=5)).sent == 1


def test_a_crash_between_sending_and_noting_makes_no_second_file(store, incident, tmp_path):
    class Crash(BaseException):
        pass

    class Dying(FolderChannel):
        def deliver(self, message, recipient):
            super().deliver(message, recipient)
            raise Crash

    person, folder = make_person(), tmp_path / "outbox"
    enqueue_notices(store, incident, person, now=NOW)
    with pytest.raises(Crash):
        run(store, [person], Dying(folder))
    later = NOW + timedelta(hours=1)
    assert run(store, [person], FolderChannel(folder), now=later).sent == 1
    assert len(list(folder.iterdir())) == 1


def test_pauses_double_to_a_limit_and_vary():
    class Full:
        def uniform(self, low, high):
            return high

    pauses = [pause(tries, Full()) for tries in (0, 1, 2, 7, 8, 1000)]
    assert [item.total_seconds() / 60 for item in pauses] == [1, 2, 4, 128, 240, 240]
    varied = {pause(5, JITTER) for _ in range(20)}
    assert len(varied) == 20
    assert all(timedelta(minutes=16) <= item <= timedelta(minutes=32) for item in varied)


# --- digests


def digest_reader(**changes):
    return make_person(notify=(Notify("a@example.org", when="digest", **changes),))


def test_digests_are_queued_once_for_staff_and_people(store, incident):
    people = [digest_reader(), replace(digest_reader(), id="lin-haoran")]
    assert enqueue_digests(store, people, SETTINGS, day=DAY, now=NOW) == 2
    assert enqueue_digests(store, people, SETTINGS, day=DAY, now=NOW) == 0
    assert [row.person for row in store.outbox()].count("su-wanqing") == 1


def test_digests_are_sent(store, incident):
    channel = Recorder()
    enqueue_digests(store, [digest_reader()], SETTINGS, day=DAY, now=NOW)
    assert run(store, [digest_reader()], channel).sent == 2
    subjects = {to: message["Subject"] for to, message in channel.delivered}
    assert subjects == {
        "a@example.org": "Your daily summary is ready",
        "desk@example.org": "Daily digest, November 24, 2026",
    }


@pytest.mark.parametrize(
    ("day", "minimum", "expected"),
    [
        (DAY, Severity.LOW, 1),
        (DAY, Severity.CRITICAL, 0),
        (DAY - timedelta(days=1), Severity.LOW, 0),
    ],
)
def test_a_person_gets_no_empty_summary(store, incident, day, minimum, expected):
    person = digest_reader(minimum_severity=minimum)
    assert enqueue_digests(store, [person], Settings(), day=day, now=NOW) == expected


def test_summary_leaves_out_what_consent_no_longer_covers(store, incident):
    person, channel = digest_reader(), Recorder()
    enqueue_digests(store, [person], Settings(), day=DAY, now=NOW)
    narrowed = replace(person.consent, scope=frozenset({Category.THREAT}))
    assert run(store, [replace(person, consent=narrowed)], channel) == Delivered(cancelled=1)


def test_staff_who_left_get_no_digest(store):
    enqueue_digests(store, [], SETTINGS, day=DAY, now=NOW)
    assert run(store, [], Recorder(), settings=Settings()) == Delivered(cancelled=1)


def test_nothing_private_leaves_or_is_noted(store, tmp_path):
    save(store, make_finding(explanation=f"holds {PHONE}"))
    person = make_person(
        notify=(Notify("a@example.org"), Notify("b@example.org", when="digest", language="fr"))
    )
    channel = Recorder({"a@example.org": True})
    enqueue_notices(store, store.incident("i1"), person, now=NOW)
    enqueue_digests(store, [person], SETTINGS, day=DAY, now=NOW)
    assert run(store, [person], channel) == Delivered(sent=2, failed=1)
    for _, message in channel.delivered:
        for part in message.iter_parts():
            content = part.get_content()
            assert "343-555-0126" not in content
            assert "Fictive" not in content
    for row in store.outbox():
        assert "343-555-0126" not in f"{row.last_error} {row!r}"
        assert "example.org" not in f"{row.last_error} {row!r}"
