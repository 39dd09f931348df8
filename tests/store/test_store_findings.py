"""Findings and incidents: exact round trip, repeats that change nothing, counts by SQL."""

import dataclasses
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.findings import Category, Evidence, Finding, PostReference, Severity
from scanner.incidents import StoreIndex, assign
from scanner.store import Store
from scanner.store.timestamps import from_text, to_text

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TIMES = st.datetimes(timezones=st.just(UTC))
EVIDENCE = st.builds(
    Evidence,
    type=TEXTS,
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    score=st.floats(0, 1),
    fact=st.sampled_from(["known", "new", None]),
    shown=TEXTS,
    field=st.sampled_from(["text", "author.bio"]),
)
POSTS = st.builds(
    PostReference,
    platform=st.sampled_from(["x", "weibo"]),
    id=st.sampled_from("123"),
    url=st.none() | TEXTS,
    created_at=st.none() | TIMES,
    author_handle=st.none() | TEXTS,
    text_sha256=TEXTS,
    source=TEXTS,
    reply_to_handle=st.none() | TEXTS,
)
FINDINGS = st.builds(
    Finding,
    person=st.sampled_from(["su-wanqing", "su-yan"]),
    category=st.sampled_from(Category),
    severity=st.sampled_from(Severity),
    score=st.floats(0, 1),
    post=POSTS,
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    explanation=TEXTS,
    seen_at=TIMES,
    rules=st.lists(TEXTS, max_size=3).map(tuple),
    grouping=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
)


def save_all(store: Store, findings: list[Finding]) -> list[bool]:
    with store.transaction():
        return [
            store.save(assigned, incident=assigned.incident)
            for assigned in (assign(finding, StoreIndex(store)) for finding in findings)
        ]


def contents(store: Store) -> list[list[dict]]:
    queries = (
        "SELECT * FROM findings ORDER BY id",
        "SELECT * FROM incidents ORDER BY id",
        "SELECT * FROM incident_keys ORDER BY person, category, key",
    )
    return [list(store._db.rows(query)) for query in queries]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("shared")) as opened:
        yield opened


def empty(store: Store) -> Store:
    store._db.write("DELETE FROM incidents")
    return store


@settings(max_examples=150, deadline=None)
@given(finding=FINDINGS)
def test_round_trip(shared, finding):
    store = empty(shared)
    assigned = assign(finding, StoreIndex(store))
    assert store.save(assigned, incident=assigned.incident)
    assert store.finding(finding.id) == assigned
    assert list(store.findings()) == [assigned]
    incident = store.incident(assigned.incident)
    assert incident.finding_ids == (finding.id,)
    assert (incident.post, incident.explanation) == (finding.post, finding.explanation)


@settings(max_examples=100, deadline=None)
@given(findings=st.lists(FINDINGS, max_size=8))
def test_saving_twice_equals_saving_once(shared, findings):
    store = empty(shared)
    new = save_all(store, findings)
    assert sum(new) == len({finding.id for finding in findings})
    once = contents(store)
    assert not any(save_all(store, findings))
    assert contents(store) == once


@settings(max_examples=100, deadline=None)
@given(findings=st.lists(FINDINGS, max_size=8))
def test_incidents_agree_with_a_plain_count(shared, findings):
    store = empty(shared)
    save_all(store, findings)
    saved = list(store.findings())
    for incident in store.incidents():
        members = sorted(
            (finding for finding in saved if finding.incident == incident.id),
            key=lambda finding: (finding.post.created_at or finding.seen_at, finding.id),
        )
        times = [finding.post.created_at or finding.seen_at for finding in members]
        accounts = {(m.post.platform, m.post.author_handle) for m in members}
        assert incident.finding_ids == tuple(member.id for member in members)
        assert incident.posts == len(members)
        assert incident.accounts == sum(handle is not None for _, handle in accounts)
        assert (incident.first_seen, incident.last_seen) == (times[0], times[-1])
        assert incident.severity == max(member.severity for member in members)
        assert incident.post == members[0].post
        assert {incident.person} == {member.person for member in members}
    assert sum(incident.posts for incident in store.incidents()) == len(saved)


@given(moments=st.lists(TIMES, min_size=2, max_size=2))
def test_times_sort_as_text(moments):
    first, second = moments
    assert (to_text(first) < to_text(second)) == (first < second)
    assert from_text(to_text(first)) == first
    assert len(to_text(first)) == 27


def test_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        to_text(datetime(2026, 11, 20))  # noqa: DTZ001


def test_repeat_is_not_new_and_writes_nothing(store, keep, make_finding):
    first = keep()
    before = contents(store)
    later = make_finding(seen=NOW + HOUR, source="another.jsonl:2")
    assert store.save(later, incident=first.incident) is False
    assert contents(store) == before


CHANGES = [
    {"severity": Severity.CRITICAL},
    {"score": 0.5},
    {"published": None},
    {"published": NOW - HOUR},
    {"handle": None},
    {"explanation": "A home phone number."},
    {"evidence": ()},
    {"grouping": ("fact:1", "text:1")},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_changed_finding_is_replaced_but_keeps_when_and_where_first_seen(
    store, keep, make_finding, change
):
    first = keep()
    changed = make_finding(seen=NOW + HOUR, source="another.jsonl:2", **change)
    assert store.save(changed, incident=first.incident) is False
    stored = store.finding(first.id)
    assert stored == dataclasses.replace(
        changed,
        seen_at=first.seen_at,
        incident=first.incident,
        post=dataclasses.replace(changed.post, source=first.post.source),
    )
    assert stored != first


def test_finding_stays_in_its_incident(store, keep):
    first = keep("1", grouping=("fact:1",))
    other = keep("2", grouping=("fact:2",))
    moved = keep("1", grouping=("fact:2",), severity=Severity.LOW)
    assert moved.incident == first.incident != other.incident
    assert store.finding(first.id).incident == first.incident


def test_unknown_ids(store):
    assert store.finding("none") is None
    assert store.incident_of("none") is None
    assert store.incident("none") is None


@pytest.mark.parametrize(
    ("conditions", "posts"),
    [
        ({}, "4321"),
        ({"person": "su-yan"}, "2"),
        ({"category": Category.THREAT}, "3"),
        ({"minimum_severity": Severity.LOW}, "4321"),
        ({"minimum_severity": Severity.HIGH}, "421"),
        ({"minimum_severity": Severity.CRITICAL}, "4"),
        ({"since": NOW + HOUR}, "432"),
        ({"until": NOW + HOUR}, "1"),
        ({"since": NOW + HOUR, "until": NOW + 2 * HOUR}, "2"),
        ({"since": NOW + 9 * HOUR}, ""),
        ({"limit": 2}, "43"),
        ({"limit": 0}, ""),
        ({"person": "su-wanqing", "category": Category.THREAT, "limit": 5}, "3"),
        ({"person": "nobody"}, ""),
    ],
)
def test_findings_by_conditions(store, keep, conditions, posts):
    keep("1")
    keep("2", person="su-yan", seen=NOW + HOUR)
    keep("3", category=Category.THREAT, severity=Severity.LOW, seen=NOW + 2 * HOUR)
    keep("4", severity=Severity.CRITICAL, seen=NOW + 3 * HOUR)
    assert "".join(finding.post.id for finding in store.findings(**conditions)) == posts


def test_findings_of_an_incident(store, keep):
    first = keep("1", grouping=("fact:1",))
    keep("2", grouping=("fact:2",))
    assert list(store.findings(incident=first.incident)) == [first]


def test_incident_counts(store, keep):
    shown = tuple(Evidence("PHONE_NUMBER", 0, 1, 1.0, "known", value) for value in ("B", "A", ""))
    last = keep("1", published=None, seen=NOW + 5 * HOUR, handle="loud_crow", evidence=shown)
    first = keep("2", published=NOW - HOUR, handle="LOUD_CROW")
    keep("3", severity=Severity.CRITICAL, explanation="Worst.", platform="weibo", evidence=shown)
    keep("4", severity=Severity.CRITICAL, explanation="Later.", published=NOW + HOUR, handle=None)
    keep("5", category=Category.THREAT)
    incident = store.incident(first.incident)
    assert incident.severity is Severity.CRITICAL
    assert incident.explanation == "Worst."
    assert (incident.posts, incident.accounts) == (4, 3)
    assert incident.platforms == ("weibo", "x")
    assert (incident.first_seen, incident.last_seen) == (NOW - HOUR, NOW + 5 * HOUR)
    assert incident.post == first.post
    assert incident.shown == ("PHONE_NUMBER +1 343-•••-••26", "PHONE_NUMBER A", "PHONE_NUMBER B")
    assert (incident.finding_ids[0], incident.finding_ids[-1]) == (first.id, last.id)


@pytest.mark.parametrize(("early", "late"), [("1", "2"), ("2", "1")])
def test_of_equally_grave_findings_the_earliest_explains(store, keep, early, late):
    keep(late, published=NOW + HOUR, explanation="Later.")
    incident = keep(early, published=NOW, explanation="Earlier.").incident
    assert store.incident(incident).explanation == "Earlier."


def test_incident_without_evidence(store, keep):
    assert store.incident(keep(evidence=()).incident).shown == ()


@pytest.mark.parametrize(
    ("conditions", "order"),
    [
        ({}, ["worst", "late", "early"]),
        ({"limit": 1}, ["worst"]),
        ({"person": "su-yan"}, ["late"]),
        ({"category": Category.THREAT}, ["worst"]),
        ({"minimum_severity": Severity.CRITICAL}, ["worst"]),
        ({"since": NOW + HOUR}, ["late"]),
        ({"until": NOW + HOUR}, ["worst", "late", "early"]),
        ({"until": NOW}, []),
    ],
)
def test_incidents_by_conditions(store, keep, conditions, order):
    keep("early", published=NOW)
    keep("late", person="su-yan", published=NOW + HOUR, seen=NOW + HOUR)
    keep("late2", person="su-yan", published=NOW + 2 * HOUR)
    keep("worst", category=Category.THREAT, severity=Severity.CRITICAL, published=NOW - HOUR)
    assert [incident.post.id for incident in store.incidents(**conditions)] == order


def test_incident_is_counted_whole_even_if_only_part_is_in_range(store, keep):
    keep("1")
    keep("2", seen=NOW + HOUR)
    assert [incident.posts for incident in store.incidents(since=NOW + HOUR)] == [2]


def test_reading_while_writing(store, keep):
    for number in range(50):
        keep(str(number))
    for finding in store.findings():
        keep(finding.post.id, severity=Severity.LOW)
    assert {finding.severity for finding in store.findings()} == {Severity.LOW}


def test_ten_thousand_findings_in_batches(store, make_finding):
    findings = [make_finding(str(n), grouping=(f"text:{n % 500}",)) for n in range(10_000)]
    began = time.monotonic()
    for start in range(0, len(findings), 1000):
        save_all(store, findings[start : start + 1000])
    assert sum(incident.posts for incident in store.incidents()) == 10_000
    # About 2 s on two shared cores; a commit for each finding would take a minute on a disk.
    assert time.monotonic() - began < 20
