"""What one person is told: calm, short, in order, and without the private value.

The sentences are made here once; the HTML and text templates only lay them out, so that both
say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from scanner.findings import Category, Incident, Severity
from scanner.notices.languages import Speech, marked
from scanner.notices.render import render
from scanner.notices.safe_text import defang, holds, withheld_values
from scanner.notices.words import KINDS, kind_of, platform_name
from scanner.settings import Contacts
from scanner.watchlist.people import Person

__all__ = ["NoticeContent", "Row", "compose_notice", "compose_summary", "extent"]


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """A message ready to be put into an envelope; ``text`` and ``html`` say the same."""

    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled value; ``address`` sets it as a web address."""

    label: str
    value: str
    address: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """One incident, as its person reads it."""

    lead: str
    rows: tuple[Row, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class _Step:
    text: str
    links: tuple[tuple[str, str], ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()


# The person always stands after a preposition or verb that leaves the noun unchanged in French.
_LEADS: Mapping[Category, str] = MappingProxyType(
    {
        Category.PRIVATE_INFORMATION: marked(
            "A public post shares or asks for private information about {person}."
        ),
        Category.IMPERSONATION: marked(
            "An account or a post seems to pretend to come from {person}."
        ),
        Category.THREAT: marked("A public post may be a threat against {person}."),
        Category.HARASSMENT: marked("Abusive public posts are aimed at {person}."),
    }
)
_ADVICE: Mapping[Category, str] = MappingProxyType(
    {
        Category.PRIVATE_INFORMATION: marked(
            "Calls or messages from strangers may follow. You do not have to answer them."
        ),
        Category.IMPERSONATION: marked(
            "Tell friends and followers, through an account or number they already know, "
            "that it is not genuine."
        ),
        Category.THREAT: marked(
            "Tell your local police, even if you are not sure that it is meant seriously."
        ),
        Category.HARASSMENT: marked(
            "You do not have to read it. Somebody you trust can look and take the "
            "screenshots for you."
        ),
    }
)
_PERSONS: Mapping[str, str] = MappingProxyType(
    {
        "self": marked("you"),
        "guardian": marked("the child in your care"),
        "representative": marked("the person you represent"),
    }
)


def compose_notice(
    incident: Incident,
    person: Person,
    *,
    language: str,
    contacts: Contacts,
    zone: ZoneInfo,
    now: datetime,
) -> NoticeContent:
    """Write the notice about one incident to the person, or to who answers for them.

    Never names the person or quotes the post; values appear only as ``incident.shown`` has
    them. ``now`` is an aware time and only dates the zone.

    :raises ValueError: for a language without notices.
    """
    speech = Speech(language, zone)
    title = speech.say("Something was seen that concerns {person}", person=_whom(person, speech))
    subject = speech.say("A new notice is ready")
    return _compose([incident], person, speech, contacts, now, subject=subject, title=title)


def compose_summary(
    incidents: Sequence[Incident],
    person: Person,
    *,
    day: date,
    language: str,
    contacts: Contacts,
    zone: ZoneInfo,
    now: datetime,
) -> NoticeContent:
    """Write one mail about all of a person's incidents of ``day``, gravest first.

    :raises ValueError: for a language without notices.
    """
    speech = Speech(language, zone)
    ordered = sorted(incidents, key=lambda item: (-item.severity.rank, item.first_seen, item.id))
    title = speech.say("What was seen on {day}", day=speech.day(day))
    subject = speech.say("Your daily summary is ready")
    return _compose(ordered, person, speech, contacts, now, subject=subject, title=title)


def _compose(
    incidents: Sequence[Incident],
    person: Person,
    speech: Speech,
    contacts: Contacts,
    now: datetime,
    *,
    subject: str,
    title: str,
) -> NoticeContent:
    critical = any(item.severity is Severity.CRITICAL for item in incidents)
    page = {
        "say": speech.say,
        "language": speech.language,
        "title": title,
        "critical": critical,
        "opening": _opening(speech, contacts, critical=critical),
        "blocks": [_block(item, person, speech) for item in incidents],
        "steps": _steps(incidents, speech, contacts),
        "helpers": _helpers(speech, contacts),
        "closing": speech.phrases(_closing(speech, now)),
    }
    html, text = render("notice.html.j2", page), render("notice.txt.j2", page)
    return NoticeContent(subject, text, html, speech.language)


def _whom(person: Person, speech: Speech) -> str:
    reader = "guardian" if person.minor else person.consent.given_by
    return speech.say(_PERSONS.get(reader, _PERSONS["self"]))


def _opening(speech: Speech, contacts: Contacts, *, critical: bool) -> str:
    if critical:
        return speech.say(
            "Please read this now. If you or anyone close to you could be in danger, "
            "call {emergency} first. Everything else can wait.",
            emergency=contacts.emergency,
        )
    return speech.say("You can take this one step at a time, and you do not have to do it alone.")


def _block(incident: Incident, person: Person, speech: Speech) -> _Block:
    lead = speech.say(_LEADS[incident.category], person=_whom(person, speech))
    link = defang(incident.post.url or "", withheld_values(person.facts))
    rows = [
        Row(speech.say("What"), speech.listing(_kinds(incident, person, speech))),
        Row(speech.say("Where"), speech.listing([platform_name(p) for p in incident.platforms])),
        Row(speech.say("Since"), speech.moment(incident.first_seen)),
        Row(speech.say("How much"), extent(incident, speech)),
        Row(speech.say("Link"), link, address=True),
    ]
    advice = speech.say(_ADVICE[incident.category])
    return _Block(lead, tuple(row for row in rows if row.value), advice)


def _kinds(incident: Incident, person: Person, speech: Speech) -> list[str]:
    found: dict[str, list[str]] = {}
    withheld = withheld_values(person.facts)
    for shown in incident.shown:
        if split := kind_of(shown):
            kind, value = split
            values = found.setdefault(speech.say(KINDS[kind]), [])
            # Nothing but dots tells a reader nothing.
            if value.strip("• ") and not holds(value, withheld):
                values.append(value)
    return [_with_values(kind, values, speech) for kind, values in found.items()]


def _with_values(kind: str, values: list[str], speech: Speech) -> str:
    if not values:
        return kind
    return speech.say("{kind} ({values})", kind=kind, values=speech.pieces(values))


def extent(incident: Incident, speech: Speech) -> str:
    """Say how many posts by how many accounts an incident has."""
    posts = speech.count("{n} post", "{n} posts", incident.posts)
    if not incident.accounts:
        return posts
    accounts = speech.count("{n} account", "{n} accounts", incident.accounts)
    return speech.say("{posts} by {accounts}", posts=posts, accounts=accounts)


def _steps(incidents: Sequence[Incident], speech: Speech, contacts: Contacts) -> list[_Step]:
    return [
        _Step(
            speech.say(
                "If you or anyone close to you is in danger, call {emergency}.",
                emergency=contacts.emergency,
            )
        ),
        _Step(speech.say("Do not reply, and do not write to the author.")),
        _Step(
            speech.say(
                "Keep evidence: take screenshots that show the post, the account and the date. "
                "Do not click links in the post."
            )
        ),
        _report_step(incidents, speech, contacts),
        _Step(speech.say("Tell a person you trust.")),
        _offices_step(speech, contacts),
    ]


def _report_step(incidents: Sequence[Incident], speech: Speech, contacts: Contacts) -> _Step:
    platforms = dict.fromkeys(name for item in incidents for name in item.platforms)
    links = tuple(
        (platform_name(name), contacts.report_forms[name])
        for name in platforms
        if contacts.report_forms.get(name, "").startswith(("https://", "http://"))
    )
    if links:
        return _Step(speech.say("Report it with the platform's own form:"), links)
    return _Step(speech.say("Report it to the platform, with the report button beside the post."))


def _offices_step(speech: Speech, contacts: Contacts) -> _Step:
    offices = (
        (speech.say("RCMP National Security Information Network"), contacts.rcmp),
        (speech.say("Canadian Security Intelligence Service (CSIS)"), contacts.csis),
        (speech.say("Canadian Centre for Cyber Security"), contacts.cyber_centre),
    )
    text = speech.say("These offices take reports, also when you are not sure:")
    return _Step(text, contacts=tuple(pair for pair in offices if pair[1]))


def _helpers(speech: Speech, contacts: Contacts) -> str:
    if not contacts.liaison:
        return ""
    return speech.say(
        "The liaison staff see this as well, and you can reach them: {liaison}",
        liaison=contacts.liaison,
    )


def _closing(speech: Speech, now: datetime) -> list[str]:
    return [
        speech.say(
            "A program wrote this from public posts. It says what was seen, not who is behind it."
        ),
        speech.say("The link is written so that nobody opens it by accident."),
        speech.say("Times are those of {zone}.", zone=speech.zone_name(now)),
    ]
