"""Enrolment files: watchlists/*.yaml → people, with every fault named at its line.

The format is described in docs/enrolment.md. A fault never quotes a value: it may be private.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scanner.errors import Fault, WatchlistError
from scanner.findings import Category, Severity
from scanner.private import PrivateValue
from scanner.watchlist.facts import fact_patterns, normal_form
from scanner.watchlist.handles import handle_key
from scanner.watchlist.names import name_variants
from scanner.watchlist.people import (
    PRIVATE_KINDS,
    PUBLIC_KINDS,
    Account,
    Consent,
    Fact,
    Notify,
    Person,
    Relation,
    Role,
)
from scanner.yaml_files import Located, read_yaml, shown_key, validate

__all__ = ["Watchlist", "load_watchlist", "read_watchlist"]

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RECIPIENT = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+|[^@\s\r\n]+@[^@\s\r\n]+")
_MIN_PHONE_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The people read, and what was wrong with the files of others."""

    people: tuple[Person, ...]
    faults: tuple[Fault, ...] = ()
    files: dict[str, Path] = field(default_factory=dict)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty. Write a value, or remove the line")
    if len(value) > 500:
        raise ValueError("is longer than 500 characters. Shorten it")
    return value.strip()


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError("is not a date. Write it as YYYY-MM-DD") from error
    return value


_Text = Annotated[str, Field(strict=True), AfterValidator(_text)]
_Day = Annotated[date, BeforeValidator(_day)]


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            "is not a usable id. Use lower-case letters, digits and hyphens, such as su-wanqing"
        )
    return value


def _recipient(value: str) -> str:
    if not _RECIPIENT.fullmatch(value):
        raise ValueError(
            "is neither a mail address nor a service address. "
            "Write name@example.org, or an Apprise URL such as ntfy://…"
        )
    return value


_Id = Annotated[_Text, AfterValidator(_identifier)]


class _Relation(_Form):
    person: _Id
    relation: _Text


class _Account(_Form):
    platform: _Text
    handle: _Text
    display_name: _Text | None = None


class _Consent(_Form):
    given_by: Literal["self", "guardian", "representative"]
    given_on: _Day
    expires_on: _Day
    withdrawn_on: _Day | None = None
    scope: Annotated[tuple[Category, ...], Field(min_length=1)]
    guardian: _Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "_Consent":
        if self.expires_on <= self.given_on:
            raise ValueError("ends before it begins. Set expires_on to a day after given_on")
        if self.withdrawn_on and self.withdrawn_on < self.given_on:
            raise ValueError("is withdrawn before it was given. Check withdrawn_on and given_on")
        if self.given_by == "guardian" and not self.guardian:
            raise ValueError("is given by a guardian who is not named. Add consent.guardian")
        return self


class _Notify(_Form):
    to: Annotated[_Text, AfterValidator(_recipient)]
    language: Literal["en", "fr", "zh-Hans", "zh-Hant"] = "en"
    when: Literal["immediate", "digest"] = "immediate"
    minimum_severity: Severity = Severity.LOW


def _known_kinds(kinds: Sequence[str]) -> Any:
    def check(value: Any) -> Any:
        if isinstance(value, dict) and (unknown := sorted(set(map(str, value)) - set(kinds))):
            shown = ", ".join(map(shown_key, unknown))
            raise ValueError(f"has unknown keys: {shown}. Use: {', '.join(kinds)}")
        return value

    return BeforeValidator(check)


class _Enrolment(_Form):
    id: _Id
    role: Role
    family_of: tuple[_Relation, ...] = ()
    minor: bool = False
    names: Annotated[tuple[_Text, ...], Field(min_length=1)]
    aliases: tuple[_Text, ...] = ()
    accounts: tuple[_Account, ...] = ()
    private: Annotated[dict[str, tuple[_Text, ...]], _known_kinds(PRIVATE_KINDS)] = {}
    public: Annotated[dict[str, tuple[_Text, ...]], _known_kinds(PUBLIC_KINDS)] = {}
    consent: _Consent
    notify: tuple[_Notify, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "_Enrolment":
        if self.role is Role.FAMILY and not self.family_of:
            raise ValueError("has role family but no family_of. Say whose family, and the relation")
        if self.minor and not (self.consent.given_by == "guardian" and self.consent.guardian):
            raise ValueError(
                "is a minor without a guardian's consent. "
                "Set consent.given_by to guardian and name consent.guardian"
            )
        return self

    def person(self) -> Person:
        """Make the immutable form."""
        consent = self.consent
        return Person(
            id=self.id,
            role=self.role,
            names=self.names,
            aliases=self.aliases,
            accounts=tuple(
                Account(item.platform.lower(), item.handle.lstrip("@"), item.display_name)
                for item in self.accounts
            ),
            facts=(*_facts(self.private, public=False), *_facts(self.public, public=True)),
            family_of=tuple(Relation(item.person, item.relation) for item in self.family_of),
            minor=self.minor,
            consent=Consent(
                consent.given_by,
                consent.given_on,
                consent.expires_on,
                consent.withdrawn_on,
                frozenset(consent.scope),
                consent.guardian,
            ),
            notify=tuple(
                Notify(item.to, item.language, item.when, item.minimum_severity)
                for item in self.notify
            ),
        )


def _facts(values: dict[str, tuple[str, ...]], *, public: bool) -> Iterator[Fact]:
    prefix = "public." if public else ""
    for kind, entries in values.items():
        for index, value in enumerate(entries):
            yield Fact(PrivateValue(value, kind), f"{prefix}{kind}:{index}", public)


def read_watchlist(paths: Iterable[Path], *, today: date) -> Watchlist:
    """Read enrolment files and folders of them; faulty files are left out and reported.

    ``today`` decides what lies in the future. Two people with one id, and relatives nobody
    enrolled, are faults too.
    """
    people: dict[str, Person] = {}
    files: dict[str, Path] = {}
    faults: list[Fault] = []
    relations: list[tuple[Located, Person]] = []
    for path in _files(paths, faults):
        located = read_yaml(path)
        if isinstance(located, Fault):
            faults.append(located)
            continue
        form, found = validate(_Enrolment, located)
        if form is not None:
            found = list(_value_faults(form, located, today))
            if form.id in people:
                found.append(
                    located.fault(
                        f"the id {form.id} is already used by {files[form.id].name}",
                        "Give one of the two people another id",
                        ["id"],
                    )
                )
        faults += found
        if form is not None and not found:
            people[form.id], files[form.id] = form.person(), path
            relations.append((located, people[form.id]))
    for located, person in relations:
        faults += _relation_faults(located, person, people)
    return Watchlist(tuple(people.values()), tuple(faults), files)


def load_watchlist(paths: Iterable[Path], *, today: date) -> Watchlist:
    """Read enrolment files and refuse any fault.

    :raises WatchlistError: with every fault found.
    """
    watchlist = read_watchlist(paths, today=today)
    if watchlist.faults:
        raise WatchlistError(*watchlist.faults)
    return watchlist


def _files(paths: Iterable[Path], faults: list[Fault]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(item for item in path.glob("*.y*ml") if not item.name.startswith("."))
            if not found:
                faults.append(
                    Fault(
                        "holds no enrolment files (*.yaml)", "Add one; see docs/enrolment.md", path
                    )
                )
            yield from found
        elif path.exists():
            yield path
        else:
            faults.append(Fault("does not exist", "Check the path of the watchlist", path))


def _value_faults(form: _Enrolment, located: Located, today: date) -> Iterator[Fault]:
    if form.consent.given_on > today:
        yield located.fault(
            "lies in the future",
            "Enter the day on which consent was given",
            ["consent", "given_on"],
        )
    yield from _name_faults(form, located)
    groups: dict[str, str] = {}
    for group, values in (("private", form.private), ("public", form.public)):
        for kind, entries in values.items():
            for index, value in enumerate(entries):
                where: list[str | int] = [group, kind, index]
                yield from _unusable(located, where, value, kind)
                key = normal_form(value, kind)
                if groups.setdefault(key, group) != group:
                    yield located.fault(
                        "stands under private and under public",
                        "Keep it in one of them: a public value is never reported",
                        where,
                    )


def _name_faults(form: _Enrolment, located: Located) -> Iterator[Fault]:
    for key, entries in (("names", form.names), ("aliases", form.aliases)):
        for index, name in enumerate(entries):
            if not name_variants(name, alias=key == "aliases"):
                yield located.fault(
                    "has too few letters to be found", "Write the name out", [key, index]
                )
    for index, account in enumerate(form.accounts):
        if not handle_key(account.handle):
            yield located.fault("is empty", "Write the handle", ["accounts", index, "handle"])


def _unusable(located: Located, where: list[str | int], value: str, kind: str) -> Iterator[Fault]:
    if kind == "phone" and sum(character.isdigit() for character in value) < _MIN_PHONE_DIGITS:
        yield located.fault("is too short for a phone number", "Write it with its area code", where)
    elif kind == "email" and not _RECIPIENT.fullmatch(value):
        yield located.fault("is not a mail address", "Write it as name@example.org", where)
    elif kind == "birth_date" and _day_or_none(value) is None:
        yield located.fault("is not a date", "Write it as YYYY-MM-DD", where)
    elif not fact_patterns(Fact(PrivateValue(value, kind), "")):
        yield located.fault(
            "is too short to be found reliably", "Write more of it, or leave it out", where
        )


def _day_or_none(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _relation_faults(
    located: Located, person: Person, people: dict[str, Person]
) -> Iterator[Fault]:
    for index, relation in enumerate(person.family_of):
        if relation.person not in people:
            yield located.fault(
                f"names {relation.person}, who is not in the files read",
                "Check the id, or read the relative's file too",
                ["family_of", index, "person"],
            )
