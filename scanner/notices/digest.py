"""The daily digest for liaison staff: what is new, what grew, what needs a hand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scanner.findings import Finding, Incident
from scanner.notices.chart import DayPosts
from scanner.notices.safe_text import Withheld, withheld_values
from scanner.store import Store
from scanner.watchlist.people import Person

__all__ = ["ConsentEnd", "Digest", "Entry", "Undelivered", "build_digest", "day_bounds"]

_CHART_DAYS = 14
_CONSENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident that was new or grew on the day; ``added`` posts were first seen then."""

    incident: Incident
    is_new: bool
    added: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that was given up; ``person`` is None for a digest."""

    kind: str
    person: str | None
    tries: int
    error: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ConsentEnd:
    """Whose consent ends soon, or ended lately, on ``day``."""

    person: str
    day: date
    ended: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to say about ``day`` in ``zone``, before it is put into words.

    ``looked`` tells whether any pass started on the day: without one, silence means nothing.
    ``quiet`` counts people whose consent is in force and for whom nothing was seen.
    ``last_pass`` is when the scanner last looked; ``quarantined`` and ``source_failures`` are
    of the day's passes. ``withheld`` are private values no rendering may hold.
    """

    day: date
    zone: ZoneInfo
    made_at: datetime
    entries: tuple[Entry, ...]
    posts: tuple[DayPosts, ...]
    chart_days: tuple[date, ...]
    looked: bool
    quiet: int
    undelivered: tuple[Undelivered, ...]
    last_pass: datetime | None
    quarantined: int
    source_failures: tuple[tuple[str, str], ...]
    consents: tuple[ConsentEnd, ...]
    withheld: Withheld


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the start of ``day`` and of the next in ``zone``: 23 to 25 hours apart."""
    return (
        datetime.combine(day, time(), zone),
        datetime.combine(day + timedelta(days=1), time(), zone),
    )


def build_digest(
    store: Store, people: Iterable[Person], *, day: date, zone: ZoneInfo, now: datetime
) -> Digest:
    """Gather the digest of ``day``, a calendar day in ``zone``; ``now`` is an aware time."""
    enrolled = tuple(people)
    since, until = day_bounds(day, zone)
    chart_days = tuple(day - timedelta(days=back) for back in reversed(range(_CHART_DAYS)))
    recent = list(store.findings(since=day_bounds(chart_days[0], zone)[0], until=until))
    entries = tuple(_entries(store, recent, since, until))
    troubled = {entry.incident.person for entry in entries}
    watched = {person.id for person in enrolled if person.consent.in_force(day)}
    passes = list(store.passes(since=since, until=until))
    failures = {source: why for done in passes for source, why in done.failures.items()}
    last = store.last_pass()
    return Digest(
        day=day,
        zone=zone,
        made_at=now,
        entries=entries,
        posts=_posts_by_day(recent, zone),
        chart_days=chart_days,
        looked=bool(passes),
        quiet=len(watched - troubled),
        undelivered=tuple(_undelivered(store)),
        last_pass=last.finished_at if last else None,
        quarantined=sum(done.counts.get("quarantined", 0) for done in passes),
        source_failures=tuple(sorted(failures.items())),
        consents=tuple(sorted(_consent_ends(enrolled, day), key=lambda end: (end.day, end.person))),
        withheld=withheld_values(fact for person in enrolled for fact in person.facts),
    )


def _entries(
    store: Store, recent: Iterable[Finding], since: datetime, until: datetime
) -> Iterator[Entry]:
    added = Counter(finding.incident for finding in recent if finding.seen_at >= since)
    # The store gives the gravest first. Posts are counted as they stand now: a digest of an
    # earlier day also tells what came since.
    for incident in store.incidents(since=since, until=until):
        count = added[incident.id]
        earlier = any(store.findings(incident=incident.id, until=since, limit=1))
        yield Entry(incident, is_new=not earlier, added=count)


def _posts_by_day(findings: Iterable[Finding], zone: ZoneInfo) -> tuple[DayPosts, ...]:
    # One post may be a finding for several people and categories; it is one post.
    posts = {
        (finding.post.platform, finding.post.id): finding.seen_at.astimezone(zone).date()
        for finding in findings
    }
    counts: Mapping[tuple[date, str], int] = Counter(
        (day, platform) for (platform, _), day in posts.items()
    )
    return tuple(
        DayPosts(day, platform, count) for (day, platform), count in sorted(counts.items())
    )


def _undelivered(store: Store) -> Iterator[Undelivered]:
    for row in store.outbox("dead"):
        yield Undelivered(row.kind, row.person, row.tries, row.last_error or "", row.created_at)


def _consent_ends(people: Iterable[Person], day: date) -> Iterator[ConsentEnd]:
    for person in people:
        consent = person.consent
        end = min(consent.expires_on, consent.withdrawn_on or consent.expires_on)
        if abs((end - day).days) <= _CONSENT_DAYS:
            yield ConsentEnd(person.id, end, ended=end <= day)
