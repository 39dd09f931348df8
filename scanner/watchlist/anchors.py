"""Anchors: the few literal strings without which no text can be tied to a person.

A person has a hundred patterns, but most of them hold others: every writing of a mail address
holds its local part, every grouping of a phone number its national digits. What screening looks
for is the smallest set: a text that holds none of a person's anchors holds none of their patterns.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from scanner.findings import Tie
from scanner.text.bulk import LOOKALIKES
from scanner.text.compact import compact
from scanner.text.views import collapsed
from scanner.watchlist.names import ALONE
from scanner.watchlist.near import near_literals, near_pattern
from scanner.watchlist.patterns import Entry, Patterns, is_faint, is_short, is_spelt
from scanner.watchlist.sounds import Tongue

__all__ = ["Anchor", "View", "anchors_of", "faint_clues", "strength"]


View = Literal["compact", "spaced"] | Tongue


class Anchor(NamedTuple):
    """One string of the compact view (see :mod:`scanner.text.bulk`) and what it may mean.

    ``text`` is a literal, or a regular expression where it holds a dot (no compact text does).

    ``kind`` is equal for clues that count only once, ``weight`` the most that the clue can be
    worth. Where the literal is only part of a near spelling, ``near`` is the name, and ``begins``
    tells whether it begins with the literal: then the text around must be compared. ``view`` is
    the tongue for literals of the view as it is heard, ``spaced`` for expressions of that view.
    """

    text: str
    kind: str
    weight: float
    near: str | None = None
    begins: bool = False
    view: View = "compact"


def anchors_of(patterns: Patterns) -> list[Anchor]:
    """Return the person's anchors; every pattern of theirs holds at least one as sure as itself.

    Faint patterns have none: see :func:`faint_clues`.
    """
    kept: list[Anchor] = []
    strong: list[str] = []
    weak: dict[str, list[Anchor]] = {}
    for anchor in sorted(_all(patterns), key=lambda item: (len(item.text), -item.weight)):
        if is_faint(anchor.text, anchor.weight) or any(text in anchor.text for text in strong):
            continue
        if anchor.weight >= ALONE and is_short(anchor.text):
            kept.append(anchor._replace(text=_bounded(anchor.text), view="spaced"))
            continue
        if anchor.weight >= ALONE:
            strong.append(anchor.text)
        else:
            same = weak.setdefault(anchor.kind, [])
            if any(item.weight >= anchor.weight and item.text in anchor.text for item in same):
                continue
            same.append(anchor)
        kept.append(anchor)
    return [*kept, *_near(patterns), *_sounds(patterns)]


def _bounded(text: str) -> str:
    """Return an expression for a short word; between its letters stands what compact text drops."""
    return "[^a-z0-9]" + r"[^a-z0-9\x80-\xff]{0,6}".join(text) + "[^a-z0-9]"


def faint_clues(patterns: Patterns) -> dict[str, float]:
    """Return the most that patterns without anchors can be worth, by kind."""
    clues: dict[str, float] = {}
    for anchor in _all(patterns):
        if is_faint(anchor.text, anchor.weight):
            clues[anchor.kind] = max(anchor.weight, clues.get(anchor.kind, 0.0))
    return clues


def strength(weights: Iterable[float]) -> float:
    """Return what independent clues are worth together (noisy-or, as in the judge's attribution).

    >>> strength([0.3, 0.5])
    0.65
    """
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    return round(1.0 - doubt, 6)


def _all(patterns: Patterns) -> Iterator[Anchor]:
    for text, entries in patterns.texts.items():
        for entry in entries:
            core = patterns.cores.get(entry.fact or "", "")
            if is_short(text) and entry.trust >= ALONE:
                written = [text]  # looked for in the spaced view, which shows letters as they are
            elif core and core in text and entry.trust >= ALONE:
                written = _written(core)
            else:
                written = _written(text)[: 2 if is_spelt(entry) else 1]
            yield from (Anchor(each, _kind(entry), entry.trust) for each in written)
    for handle, entry in patterns.handles.items():
        if bare := compact(handle).text:
            yield Anchor(bare.translate(LOOKALIKES), _kind(entry), entry.trust)
    for matcher, entry in patterns.addresses:
        for text in matcher.anchors:
            yield Anchor(text.translate(LOOKALIKES), _kind(entry), entry.trust)
    for shown in filter(None, patterns.shown):
        yield Anchor(shown.translate(LOOKALIKES), Tie.ACCOUNT.value, ALONE)


def _written(text: str) -> list[str]:
    """Return a pattern as the compact view shows it, and as it does where letters are stretched."""
    looks = text.translate(LOOKALIKES)
    return list(dict.fromkeys((looks, collapsed(looks))))


def _kind(entry: Entry) -> str:
    return f"{entry.how.value}:{entry.fact or ''}"


def _near(patterns: Patterns) -> Iterator[Anchor]:
    for name, entries in patterns.near.items():
        looks = name.translate(LOOKALIKES)
        for entry in entries:
            kind, trust = _kind(entry), entry.trust
            for literal, begins in near_literals(looks):
                yield Anchor(literal, kind, trust, looks, begins)
            expression = near_pattern(looks)
            if expression:
                yield Anchor(expression, kind, trust, looks)


def _sounds(patterns: Patterns) -> Iterator[Anchor]:
    for tongue, sounds in patterns.sounds.items():
        for text, entry in sounds.items():
            looks = text.translate(LOOKALIKES)
            yield Anchor(looks, _kind(entry), entry.trust, view=tongue)
