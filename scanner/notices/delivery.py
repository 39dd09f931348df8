"""From incident to outbox, and from outbox to channel: each thing told once, in time."""

import hashlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scanner.errors import DeliveryError
from scanner.findings import Incident
from scanner.notices.channels import Channel
from scanner.notices.compose import NoticeContent, compose_notice, compose_summary
from scanner.notices.digest import build_digest, day_bounds
from scanner.notices.digest_page import render_digest
from scanner.notices.message import build_message
from scanner.settings import Settings
from scanner.store import OutboxRow, Store
from scanner.watchlist.people import Notify, Person

__all__ = ["Delivered", "deliver_due", "enqueue_digests", "enqueue_notices"]

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=4)
# Longer than any one delivery takes, so that two processes never send the same row.
_LEASE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the rows that were due; ``failed`` ones are tried again."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    cancelled: int = 0

    def __add__(self, other: "Delivered") -> "Delivered":
        """Return the counts of two batches together."""
        return Delivered(
            self.sent + other.sent,
            self.failed + other.failed,
            self.dead + other.dead,
            self.cancelled + other.cancelled,
        )

    def __bool__(self) -> bool:
        """Whether anything was due."""
        return any((self.sent, self.failed, self.dead, self.cancelled))


def enqueue_notices(store: Store, incident: Incident, person: Person, *, now: datetime) -> int:
    """Queue a notice for each recipient who is to be told at once; return how many are new.

    Call it whenever an incident is new or has changed, in the transaction of its finding: a
    recipient is told once an incident, as soon as it reaches their minimum severity.
    """
    rows = (
        OutboxRow(
            key=_key("notice", incident.id, wish.to),
            kind="notice",
            person=person.id,
            incident=incident.id,
            recipient=wish.to,
            language=wish.language,
            created_at=now,
        )
        for wish in person.notify
        if wish.when == "immediate" and incident.severity >= wish.minimum_severity
    )
    return sum(store.enqueue(row) for row in rows)


def enqueue_digests(
    store: Store, people: Iterable[Person], settings: Settings, *, day: date, now: datetime
) -> int:
    """Queue the digest of ``day`` for liaison staff and for people who want one mail a day.

    A person gets none for a day without incidents. Return how many are new.
    """
    blank = OutboxRow(key="", kind="digest", recipient="", language="en", created_at=now, day=day)
    rows = [
        replace(
            blank,
            key=_key("digest", day.isoformat(), staff.to),
            recipient=staff.to,
            language=staff.language,
        )
        for staff in settings.notify.liaison
    ]
    for person in people:
        rows += [
            replace(
                blank,
                key=_key("digest", f"{day.isoformat()}|{person.id}", wish.to),
                person=person.id,
                recipient=wish.to,
                language=wish.language,
            )
            for wish in person.notify
            if wish.when == "digest" and _of_day(store, person, wish, day, settings.zone)
        ]
    with store.transaction():
        return sum(store.enqueue(row) for row in rows)


def _key(kind: str, subject: str, recipient: str) -> str:
    # Keys reach logs and file names; the address must not.
    digest = hashlib.sha256(recipient.encode()).hexdigest()[:16]
    return f"{kind}|{subject}|{digest}"


def deliver_due(
    store: Store,
    people: Iterable[Person],
    settings: Settings,
    *,
    now: datetime,
    channel: Channel,
    jitter: random.Random,
    limit: int = 100,
) -> Delivered:
    """Send what is due, at most ``limit`` messages; one that fails does not hold up others.

    A row whose person withdrew, left the watchlist, narrowed the consent or no longer names
    the recipient is cancelled. ``jitter`` spreads later tries, so that a server that comes
    back is not met by all of them at once.

    :raises StateError: if the store cannot be used; what was sent so far is noted.
    """
    post_office = _PostOffice(
        store, {person.id: person for person in people}, settings, now, channel, jitter
    )
    outcomes = [
        post_office.handle(row)
        for row in store.due(now, limit=limit)
        if store.claim(row.key, now=now, until=now + _LEASE)
    ]
    return Delivered(
        **{name: outcomes.count(name) for name in ("sent", "failed", "dead", "cancelled")}
    )


@dataclass(frozen=True, slots=True)
class _PostOffice:
    store: Store
    people: Mapping[str, Person]
    settings: Settings
    now: datetime
    channel: Channel
    jitter: random.Random

    def handle(self, row: OutboxRow) -> str:
        content = self._content(row)
        if content is None:
            self.store.cancel(row.key)
            return "cancelled"
        try:
            message = build_message(
                content,
                key=row.key,
                sender=self.settings.notify.smtp.sender,
                recipient=row.recipient,
                date=self.now,
            )
            self.channel.deliver(message, row.recipient)
        except DeliveryError as error:
            return self._failed(row, error)
        self.store.mark_sent(row.key, self.now)
        return "sent"

    def _failed(self, row: OutboxRow, error: DeliveryError) -> str:
        last = not error.retry or row.tries + 1 >= self.settings.notify.maximum_tries
        next_try_at = None if last else self.now + pause(row.tries, self.jitter)
        self.store.mark_failed(row.key, self.now, str(error), next_try_at)
        return "dead" if last else "failed"

    def _content(self, row: OutboxRow) -> NoticeContent | None:
        """Compose what the row stands for, or None if it must not be sent any more."""
        if row.kind == "digest" and row.person is None:
            return self._liaison_digest(row)
        person = self.people.get(row.person or "")
        if person is None or not person.consent.in_force(self._today):
            return None
        wish = next((wish for wish in person.notify if wish.to == row.recipient), None)
        if wish is None:
            return None
        return (
            self._summary(row, person, wish) if row.kind == "digest" else self._notice(row, person)
        )

    @property
    def _today(self) -> date:
        return self.now.astimezone(self.settings.zone).date()

    def _notice(self, row: OutboxRow, person: Person) -> NoticeContent | None:
        incident = self.store.incident(row.incident or "")
        if incident is None or not person.consent.covers(incident.category, self._today):
            return None
        return compose_notice(
            incident,
            person,
            language=row.language,
            contacts=self.settings.contacts,
            zone=self.settings.zone,
            now=self.now,
        )

    def _summary(self, row: OutboxRow, person: Person, wish: Notify) -> NoticeContent | None:
        day = row.day or self._today
        incidents = [
            incident
            for incident in _of_day(self.store, person, wish, day, self.settings.zone)
            if person.consent.covers(incident.category, self._today)
        ]
        if not incidents:
            return None
        return compose_summary(
            incidents,
            person,
            day=day,
            language=row.language,
            contacts=self.settings.contacts,
            zone=self.settings.zone,
            now=self.now,
        )

    def _liaison_digest(self, row: OutboxRow) -> NoticeContent | None:
        if row.recipient not in {staff.to for staff in self.settings.notify.liaison}:
            return None
        digest = build_digest(
            self.store,
            self.people.values(),
            day=row.day or self._today,
            zone=self.settings.zone,
            now=self.now,
        )
        return render_digest(digest, row.language)


def pause(tries: int, jitter: random.Random) -> timedelta:
    """Return how long to wait after ``tries`` earlier tries and one more that failed.

    It doubles from one minute to four hours, then varies between half and all of that.
    """
    doubled: timedelta = min(_FIRST_PAUSE * 2 ** min(tries, 20), _LONGEST_PAUSE)
    return timedelta(seconds=doubled.total_seconds() * jitter.uniform(0.5, 1))


def _of_day(
    store: Store, person: Person, wish: Notify, day: date, zone: ZoneInfo
) -> list[Incident]:
    since, until = day_bounds(day, zone)
    return list(
        store.incidents(
            person=person.id, since=since, until=until, minimum_severity=wish.minimum_severity
        )
    )
