"""Fictional people, posts and incidents that several test files share."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scanner.findings import Category, Evidence, Finding, Incident, PostReference, Severity
from scanner.private import PrivateValue
from scanner.settings import Contacts
from scanner.watchlist.people import Consent, Fact, Notify, Person, Role

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Toronto")
CONTACTS = Contacts(liaison="613-555-0142")
PHONE = "+1 343-555-0126"
ADDRESS = "1420 rue Fictive, app. 3, Ottawa"


def make_person(person_id="su-wanqing", **changes):
    person = Person(
        id=person_id,
        role=Role.COMMENTATOR,
        names=("苏婉清", "Su Wanqing"),
        consent=Consent(
            given_by="self",
            given_on=date(2026, 1, 10),
            expires_on=date(2027, 1, 10),
            withdrawn_on=None,
            scope=frozenset(Category),
        ),
        aliases=("清姐",),
        facts=(
            Fact(PrivateValue(PHONE, "phone"), "phone:0"),
            Fact(PrivateValue(ADDRESS, "address"), "address:0"),
        ),
        notify=(Notify(to="wanqing@example.org", language="zh-Hans"),),
    )
    return replace(person, **changes)


def make_post(post_id="1", **changes):
    post = PostReference(
        platform="x",
        id=post_id,
        url=f"https://x.com/some_account/status/{post_id}",
        created_at=NOW - timedelta(hours=5),
        author_handle="some_account",
        text_sha256="0" * 64,
        source="dump.jsonl:1",
    )
    return replace(post, **changes)


def make_incident(**changes):
    incident = Incident(
        id="i1",
        person="su-wanqing",
        category=Category.PRIVATE_INFORMATION,
        severity=Severity.HIGH,
        posts=12,
        accounts=5,
        platforms=("x",),
        first_seen=NOW - timedelta(hours=5),
        last_seen=NOW - timedelta(hours=1),
        explanation="The post holds an enrolled phone number beside the person's name.",
        post=make_post(),
        shown=("phone +1 343-•••-••26",),
    )
    return replace(incident, **changes)


def make_finding(post_id="1", **changes):
    finding = Finding(
        person="su-wanqing",
        category=Category.PRIVATE_INFORMATION,
        severity=Severity.HIGH,
        score=0.97,
        post=make_post(post_id),
        evidence=(Evidence("PHONE_NUMBER", 3, 18, 0.99, "known", "+1 343-•••-••26"),),
        explanation="The post holds an enrolled phone number beside the person's name.",
        seen_at=NOW - timedelta(hours=1),
    )
    return replace(finding, **changes)


def save(store, finding, incident="i1"):
    store.extend_incident(incident, person=finding.person, category=finding.category, keys=())
    store.save(finding, incident=incident)
