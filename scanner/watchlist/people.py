"""Protected people: who they are, what is theirs, and what they consented to.

These are the validated, immutable forms; :mod:`scanner.watchlist.files` makes them.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scanner.findings import Category, Severity
from scanner.private import PrivateValue

__all__ = [
    "PRIVATE_KINDS",
    "PUBLIC_KINDS",
    "Account",
    "Consent",
    "Fact",
    "Notify",
    "Person",
    "Relation",
    "Role",
]

PRIVATE_KINDS = (
    "phone",
    "email",
    "address",
    "ca_sin",
    "ca_health_card",
    "ca_driver_licence",
    "passport",
    "cn_resident_id",
    "hk_id",
    "tw_id",
    "licence_plate",
    "birth_date",
    "school",
    "employer",
    "bank_account",
    "social",
    "other",
)
PUBLIC_KINDS = ("phone", "email", "address", "employer", "school", "url")


class Role(StrEnum):
    """Why somebody is protected."""

    COMMENTATOR = "commentator"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Account:
    """One of the person's own accounts; what it posts is never a finding about its owner."""

    platform: str
    handle: str
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that belongs to a person.

    ``reference`` is opaque and stable within the person (``phone:0``), so that evidence and
    incidents can name a fact without repeating it.
    """

    value: PrivateValue
    reference: str
    public: bool = False

    @property
    def kind(self) -> str:
        """The enrolment key, such as ``phone``."""
        return self.value.kind


@dataclass(frozen=True, slots=True)
class Relation:
    """``person`` is the id of the enrolled relative, ``relation`` what this one is to them."""

    person: str
    relation: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to, by whom, from when until when. Days are inclusive at the start."""

    given_by: str
    given_on: date
    expires_on: date
    withdrawn_on: date | None
    scope: frozenset[Category]
    guardian: str | None = None

    def in_force(self, day: date) -> bool:
        """Tell whether the consent covers ``day``; on the day it ends it no longer does."""
        if self.withdrawn_on is not None and day >= self.withdrawn_on:
            return False
        return self.given_on <= day < self.expires_on

    def covers(self, category: Category, day: date) -> bool:
        """Tell whether findings of ``category`` may be made on ``day``."""
        return category in self.scope and self.in_force(day)

    def status(self, day: date) -> str:
        """Say in one word why it is or is not in force."""
        if self.withdrawn_on is not None and day >= self.withdrawn_on:
            return "withdrawn"
        if day < self.given_on:
            return "not yet given"
        return "in force" if day < self.expires_on else "expired"


@dataclass(frozen=True, slots=True)
class Notify:
    """Where and how a person wants to be told."""

    to: str = field(repr=False)
    language: str = "en"
    when: str = "immediate"
    minimum_severity: Severity = Severity.LOW


@dataclass(frozen=True, slots=True)
class Person:
    """A commentator or family member, as enrolled."""

    id: str
    role: Role
    names: tuple[str, ...]
    consent: Consent
    aliases: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    facts: tuple[Fact, ...] = ()
    family_of: tuple[Relation, ...] = ()
    minor: bool = False
    notify: tuple[Notify, ...] = ()

    @property
    def private_facts(self) -> tuple[Fact, ...]:
        """Facts that must not appear in public."""
        return tuple(fact for fact in self.facts if not fact.public)

    @property
    def public_facts(self) -> tuple[Fact, ...]:
        """The person's own published contact; never reported."""
        return tuple(fact for fact in self.facts if fact.public)

    def owns(self, platform: str, handle: str | None) -> bool:
        """Tell whether ``handle`` on ``platform`` is one of the person's own accounts."""
        if not handle:
            return False
        plain = handle.lstrip("@").casefold()
        return any(
            account.platform.casefold() == platform.casefold()
            and account.handle.lstrip("@").casefold() == plain
            for account in self.accounts
        )
