"""Patterns: everything by which a text can be tied to one enrolled person, ready to be matched.

Each pattern is a compact text (folded, no separators) with the ties that it makes. The matcher
finds them exactly; screening looks for parts of them in millions of posts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scanner.findings import Tie
from scanner.text.compact import compact
from scanner.text.fold import fold, is_han
from scanner.watchlist.addresses import AddressMatcher, address_matchers
from scanner.watchlist.disguises import han_disguises
from scanner.watchlist.facts import fact_patterns
from scanner.watchlist.handles import handle_key
from scanner.watchlist.names import ALONE, name_variants, person_variants
from scanner.watchlist.near import can_be_near
from scanner.watchlist.people import Person
from scanner.watchlist.sounds import HOMOPHONE_TRUST, Tongue, heard, sound_patterns
from scanner.watchlist.variant import Variant

__all__ = [
    "BY_NAME",
    "NEAR_TRUST",
    "TONGUES",
    "Entry",
    "Patterns",
    "is_faint",
    "is_short",
    "is_spelt",
    "patterns_of",
    "related",
]

_WORD = re.compile(r"[a-z0-9]+")
# Ties that a writing of the person's name makes.
BY_NAME = frozenset({Tie.NAME, Tie.ALIAS})
NEAR_TRUST = 0.65
# Only names trusted more than their near spellings have any.
_MIN_TRUST_NEAR, _NEAR_LOSS = 0.75, 0.05
_CALLED = frozenset({"school", "employer"})
_SPELT = _CALLED | {"email", "social", None}
_FAINT_LETTERS, _FAINT_CHARACTERS = 5, 3
_MIN_CORE = 6
_MIN_HEARD = 3  # two characters sound like too many words
_SHORT_LENGTH = 5
TONGUES: tuple[Tongue, ...] = ("mandarin", "cantonese")
_HANDLE_TRUST = 0.9


@dataclass(frozen=True, slots=True)
class Entry:
    """What one pattern says: whom it ties, how, how far it may be trusted alone, and why."""

    person: str
    how: Tie
    trust: float
    why: str
    fact_kind: str | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Patterns:
    """One person's patterns. ``near`` are the names whose near spellings count, too.

    ``sounds`` are patterns for texts that are heard (:mod:`scanner.watchlist.sounds`), by tongue.
    ``cores`` hold, for some facts, a text that stands in every writing of them.
    ``addresses`` find theirs beyond the exact spellings in ``texts``.
    ``shown`` are display names of their accounts, which are nothing but on another account.
    """

    person: str
    texts: dict[str, tuple[Entry, ...]]
    handles: dict[str, Entry]
    sounds: dict[Tongue, dict[str, Entry]]
    cores: dict[str, str]
    addresses: tuple[tuple[AddressMatcher, Entry], ...]
    shown: tuple[str, ...]

    @property
    def near(self) -> dict[str, tuple[Entry, ...]]:
        """Names, and facts called like them, long and sure enough that near spellings count."""
        found: dict[str, tuple[Entry, ...]] = {}
        for text, entries in self.texts.items():
            if can_be_near(text) and (near := tuple(_nearly(entries))):
                found[text] = near
        return found


def _nearly(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield what near spellings mean, which is less than the spelling itself does."""
    for entry in entries:
        trust = min(NEAR_TRUST, max(entry.trust - _NEAR_LOSS, 0.0))
        sure = entry.how is Tie.ALIAS or (entry.how is Tie.NAME and entry.trust >= _MIN_TRUST_NEAR)
        if sure or entry.fact_kind in _CALLED:
            yield replace(entry, trust=trust, why=f"a near spelling of {entry.why}")


def is_faint(text: str, trust: float) -> bool:
    """Tell whether a pattern is so short and weak that it occurs in every other post.

    Such patterns (initials, a syllable, 老苏) count in the text of a post only, and only beside
    another clue, so that screening need not look for them.
    """
    return trust < ALONE and len(text) < (_FAINT_LETTERS if text.isascii() else _FAINT_CHARACTERS)


def is_short(text: str) -> bool:
    """Tell whether a Latin pattern is so short that it stands inside other words and between them.

    Screening looks for them in the spaced view, where word boundaries can be seen.
    """
    return len(text) <= _SHORT_LENGTH and text.isascii() and text.isalpha()


def is_spelt(entry: Entry) -> bool:
    """Tell whether stretched letters in a writing of this are no other writing."""
    return entry.fact_kind in _SPELT


def related(people: Iterable[Person]) -> frozenset[str]:
    """Return the ids of those who are enrolled with a relative."""
    links = [(person.id, link.person) for person in people for link in person.family_of]
    return frozenset(id_ for link in links for id_ in link)


def patterns_of(person: Person) -> Patterns:
    """Derive every pattern of one person from what is enrolled."""
    disguises = [variant for name in person.names for variant in han_disguises(name)]
    texts: dict[str, list[Entry]] = {}
    for text, entry in _surest(_entries(person, disguises)):
        texts.setdefault(text, []).append(entry)
    handles = {
        handle_key(account.handle): Entry(
            person.id, Tie.HANDLE, _HANDLE_TRUST, f"their {account.platform} handle"
        )
        for account in person.accounts
    }
    return Patterns(
        person.id,
        {text: tuple(found) for text, found in texts.items()},
        handles,
        {tongue: dict(_sounds(person, disguises, tongue)) for tongue in TONGUES},
        dict(_cores(person)),
        tuple(_addresses(person)),
        tuple(compact(account.display_name or "").text for account in person.accounts),
    )


def _sounds(
    person: Person, disguises: Iterable[Variant], tongue: Tongue
) -> Iterator[tuple[str, Entry]]:
    entry = Entry(
        person.id, Tie.NAME, HOMOPHONE_TRUST, "characters that sound like the enrolled name"
    )
    for name in person.names:
        for pattern in sound_patterns(name, tongue=tongue):
            yield pattern, entry
    for variant in disguises:
        if sum(map(is_han, variant.text)) >= _MIN_HEARD:
            yield heard(variant.text, tongue=tongue), entry


def _swapped(alias: str) -> str | None:
    """Return an alias of two Latin words with the second first: (Whitcombe, Noah)."""
    words = fold(alias).text.split()
    if len(words) == 2 and alias.isascii():
        return compact("".join(reversed(words))).text
    return None


def _cores(person: Person) -> Iterator[tuple[str, str]]:
    """Yield (fact reference, longest part before the @) of mail addresses."""
    for fact in person.private_facts:
        if fact.kind == "email":
            local = fold(fact.value.reveal()).text.rpartition("@")[0]
            core = max(_WORD.findall(local), key=len, default="")
            if len(core) >= _MIN_CORE:
                yield fact.reference, core


def _addresses(person: Person) -> Iterator[tuple[AddressMatcher, Entry]]:
    for reference, matcher in address_matchers(person):
        yield matcher, Entry(person.id, Tie.FACT, 1.0, _enrolled("address"), "address", reference)


def _enrolled(kind: str) -> str:
    return f"their enrolled {kind.replace('_', ' ')}"


def _entries(person: Person, disguises: Iterable[Variant]) -> Iterator[tuple[str, Entry]]:
    for variant in (*person_variants(person.names), *disguises):
        yield variant.text, Entry(person.id, Tie.NAME, variant.trust, variant.how)
    for alias in person.aliases:
        for variant in name_variants(alias, alias=True):
            yield variant.text, Entry(person.id, Tie.ALIAS, variant.trust, variant.how)
            if swapped := _swapped(alias):
                how = f"{variant.how}, last word first"
                yield swapped, Entry(person.id, Tie.ALIAS, variant.trust, how)
    for fact in person.private_facts:
        for text, strength in fact_patterns(fact):
            why = _enrolled(fact.kind)
            yield text, Entry(person.id, Tie.FACT, strength, why, fact.kind, fact.reference)


def _surest(found: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, Entry]]:
    """Of the ways in which one text ties one person by name or by one fact, keep the surest."""
    best: dict[tuple[str, Tie, str | None], Entry] = {}
    for text, entry in found:
        key = text, entry.how, entry.fact
        if key not in best or best[key].trust < entry.trust:
            best[key] = entry
    return ((key[0], entry) for key, entry in best.items())
