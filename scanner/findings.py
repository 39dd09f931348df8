"""Detection, Mention, Finding, Incident: what the scanner says about a post.

Spans count code points of the named field of the original post, end exclusive. The JSON form
of a finding is fixed by docs/formats.md.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from scanner.posts import iso_utc

__all__ = [
    "Category",
    "Detection",
    "Evidence",
    "Finding",
    "Incident",
    "Mention",
    "PostReference",
    "Severity",
    "Tie",
]


class Category(StrEnum):
    """What kind of harm a finding reports."""

    PRIVATE_INFORMATION = "private_information"
    IMPERSONATION = "impersonation"
    THREAT = "threat"
    HARASSMENT = "harassment"


class Severity(StrEnum):
    """How bad a finding is; members compare in this order."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low to 3 for critical."""
        return list(Severity).index(self)

    def raised(self, steps: int = 1) -> Self:
        """Return the severity ``steps`` higher (or lower if negative), within the scale."""
        members = list(type(self))
        return members[max(0, min(len(members) - 1, self.rank + steps))]

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Severity) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Severity) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Severity) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Severity) else NotImplemented


@dataclass(frozen=True, slots=True)
class Detection:
    """A span of a post with a type, a score in [0, 1] and the reason it was marked.

    ``type`` is an entity name (``PHONE_NUMBER``, ``STREET_ADDRESS`` …) or a conduct name
    (``threat.direct``, ``abuse.insult`` …). ``why`` names the recogniser or rule, never the
    text that matched.
    """

    type: str
    start: int
    end: int
    score: float
    why: str = ""

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the span shares at least one code point with [start, end)."""
        return self.start < end and start < self.end


class Tie(StrEnum):
    """How a post is tied to a protected person."""

    NAME = "name"
    ALIAS = "alias"
    HANDLE = "handle"
    FACT = "fact"
    THREAD = "thread"
    FAMILY = "family"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that ties a post to a protected person.

    ``field`` is the part of the post the span counts in (``text``, ``author.handle``,
    ``author.display_name``, ``author.bio``, ``reply_to.handle``). ``why`` says in words how it
    was found ("pinyin of an enrolled name"). ``fact_kind`` is the enrolment key for
    :attr:`Tie.FACT`, and ``fact`` the fact's opaque reference within the person.
    """

    person: str
    how: Tie
    start: int
    end: int
    score: float
    field: str = "text"
    why: str = ""
    fact_kind: str | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One span a finding rests on; ``shown`` is redacted, ``fact`` is known, new or None."""

    type: str
    start: int
    end: int
    score: float
    fact: str | None
    shown: str
    field: str = "text"

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form; ``field`` is left out for the text itself."""
        form: dict[str, Any] = {
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 3),
            "fact": self.fact,
            "shown": self.shown,
        }
        if self.field != "text":
            form["field"] = self.field
        return form


@dataclass(frozen=True, slots=True)
class PostReference:
    """Where a finding was seen, without the post's text."""

    platform: str
    id: str
    url: str | None
    created_at: datetime | None
    author_handle: str | None
    text_sha256: str
    source: str
    reply_to_handle: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return {
            "platform": self.platform,
            "id": self.id,
            "url": self.url,
            "created_at": iso_utc(self.created_at),
            "author_handle": self.author_handle,
            "text_sha256": self.text_sha256,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One post, one person, one category, with severity, evidence and an explanation in words.

    ``rules`` names the rules that fired, for tests, evaluation and statistics. ``grouping`` are
    the opaque keys by which incidents recognise copies: a keyed or plain digest of a leaked
    fact, of the normalised text, or of an impersonating account; never a value in clear.
    """

    person: str
    category: Category
    severity: Severity
    score: float
    post: PostReference
    evidence: tuple[Evidence, ...]
    explanation: str
    seen_at: datetime
    rules: tuple[str, ...] = ()
    grouping: tuple[str, ...] = ()
    incident: str | None = None

    @property
    def id(self) -> str:
        """Stable over rescans: made of the post, the person and the category alone."""
        parts = (self.post.platform, self.post.id, self.person, self.category.value)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return {
            "id": self.id,
            "person": self.person,
            "category": self.category.value,
            "severity": self.severity.value,
            "score": round(self.score, 3),
            "post": self.post.as_dict(),
            "evidence": [item.as_dict() for item in self.evidence],
            "explanation": self.explanation,
            "incident": self.incident,
            "seen_at": iso_utc(self.seen_at),
            "rules": list(self.rules),
        }


@dataclass(frozen=True, slots=True)
class Incident:
    """Findings that belong together: same person and category, copies of one thing.

    ``shown`` lists the distinct leaked values, each as entity type and redacted form
    ("PHONE_NUMBER +1 343-•••-••26"); ``explanation`` is that of the gravest finding; ``post``
    is the earliest seen.
    """

    id: str
    person: str
    category: Category
    severity: Severity
    posts: int
    accounts: int
    platforms: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    explanation: str
    post: PostReference
    shown: tuple[str, ...] = ()
    finding_ids: tuple[str, ...] = field(default=())
