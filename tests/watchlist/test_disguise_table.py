"""The share of disguised names, handles and private facts that the screening index still finds."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path

from disguises import CARRIERS, KINDS

from scanner.findings import Tie
from scanner.posts import Post
from scanner.watchlist import ScreeningIndex, load_watchlist

SINGLES, PAIRS = 0.98, 0.90
_WATCHLISTS = Path(__file__).parent.parent.parent / "watchlists"
_TEMPLATES = [template for templates in CARRIERS.values() for template in templates]
_NAMED = frozenset({Tie.NAME, Tie.ALIAS})


@dataclass(frozen=True)
class Value:
    """One thing to be disguised, and the tie by which it must be found."""

    person: str
    text: str
    ties: frozenset[Tie]
    fact: str | None = None


@cache
def _people():
    return load_watchlist([_WATCHLISTS], today=date(2026, 11, 20)).people


@cache
def _index():
    return ScreeningIndex(_people())


@cache
def _values():
    found = []
    for person in _people():
        found += [Value(person.id, name, _NAMED) for name in (*person.names, *person.aliases)]
        handles = {account.handle for account in person.accounts}
        found += [
            Value(person.id, "@" + handle, frozenset({Tie.HANDLE})) for handle in sorted(handles)
        ]
        found += [
            Value(person.id, fact.value.reveal(), frozenset({Tie.FACT}), fact.reference)
            for fact in person.private_facts
        ]
    return tuple(found)


def _is_found(value, written, template):
    """Tell whether ties of the right kind cover at least half of the disguised writing."""
    before = template.index("{}")
    text = template.format(written)
    within = range(before, before + len(written))
    covered = set()
    for item in _index().mentions(Post("x", "1", text)):
        if item.person == value.person and item.how in value.ties and item.fact == value.fact:
            covered.update(range(max(item.start, within.start), min(item.end, within.stop)))
    return len(covered) * 2 >= min(len(written), len(value.text))


def _shares(writings):
    """Return kind → (found, written) for triples of kind, value, disguised writing."""
    templates = cycle(_TEMPLATES)
    found, tried, missed = Counter(), Counter(), {}
    for kind, value, written in writings:
        template = next(templates)
        tried[kind] += 1
        if _is_found(value, written, template):
            found[kind] += 1
        else:
            missed.setdefault(kind, (value.person, template.format(written)))
    return found, tried, missed


def _table(found, tried, missed):
    rows = sorted(tried, key=lambda kind: found[kind] / tried[kind])
    return "\n".join(
        f"{found[kind] / tried[kind]:.3f} of {tried[kind]:4} {kind}  {missed.get(kind, '')}"
        for kind in rows
        if found[kind] < tried[kind]
    )


def _singles():
    rng = random.Random(2026)  # noqa: S311 - repeatable, not secret
    for kind, disguise in KINDS.items():
        for value in _values():
            written = disguise(value.text, rng)
            if written is not None:
                yield kind, value, written


def _pairs(each):
    """Yield up to ``each`` values for every ordered pair of kinds that apply in turn."""
    rng = random.Random(2027)  # noqa: S311 - repeatable, not secret
    for first, one in KINDS.items():
        for second, other in KINDS.items():
            if first == second:
                continue
            applied = 0
            for value in rng.sample(_values(), len(_values())):
                once = one(value.text, rng)
                twice = other(once, rng) if once else None
                if twice is not None:
                    applied += 1
                    yield (first, second), value, twice
                if applied == each:
                    break


def test_everything_is_found_undisguised():
    plain = [("plain", value, value.text) for value in _values()]
    assert _shares(plain)[2] == {}


def test_one_disguise_hides_almost_nothing():
    assert len(KINDS) >= 25
    found, tried, missed = _shares(_singles())
    share = found.total() / tried.total()
    assert share >= SINGLES, f"{share:.3f} of {tried.total()}\n" + _table(found, tried, missed)


def test_two_disguises_hide_little():
    found, tried, missed = _shares(_pairs(each=3))
    share = found.total() / tried.total()
    assert share >= PAIRS, f"{share:.3f} of {tried.total()}\n" + _table(found, tried, missed)


def test_every_kind_disguises_something():
    assert {kind for kind, _, _ in _singles()} == KINDS.keys()
