"""The case: one post, what was found in it, and the people it is tied to."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from scanner.findings import Category, Detection, Evidence, Mention, Severity, Tie
from scanner.posts import Post
from scanner.watchlist.people import Person

__all__ = ["Case", "Hit", "Rule", "Tied"]

# A new line or sentence between a value and a name makes it less likely that they belong together.
_BREAK = re.compile(r"\n\s*\n|[\n。！？!?;；]|\.\s")
_BREAK_COST = 40
_AFTER_COST = 1.5
# Conduct in somebody else's mouth (condemned, reported, quoted) scores below this.
_MEANT = 0.5


@dataclass(frozen=True, slots=True)
class Tied:
    """A protected person whom the post concerns, how strongly, and by what."""

    person: Person
    strength: float
    mentions: tuple[Mention, ...]

    def by(self, *ties: Tie) -> tuple[Mention, ...]:
        """Return the mentions of the given kinds."""
        return tuple(mention for mention in self.mentions if mention.how in ties)

    @property
    def addressed(self) -> bool:
        """Whether the post speaks to or about the person, and not only in their guise."""
        return any(mention.how is not Tie.ACCOUNT for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that fired: what it means, how bad, on which spans, and why in words.

    ``keys`` name what is the same in every copy (a fact, an account), for incidents.
    """

    rule: str
    category: Category
    severity: Severity
    score: float
    reason: str
    evidence: tuple[Evidence, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the rules may look at. ``digest`` turns a private value into an opaque key."""

    post: Post
    tied: tuple[Tied, ...]
    detections: tuple[Detection, ...]
    digest: Callable[[str], str]
    others: tuple[Detection, ...] = field(default=())

    def of_type(self, *types: str) -> list[Detection]:
        """Return the detections of the given types, or of the families named like ``threat.``."""
        return [
            item
            for item in self.detections
            if item.type in types
            or any(kind[-1] == "." and item.type.startswith(kind) for kind in types)
        ]

    def meant(self, tied: Tied, *types: str) -> list[Detection]:
        """Return the conduct of these types that is meant, and is about this person."""
        return [
            found
            for found in (self.of_type(*types) if tied.addressed else ())
            if found.score >= _MEANT and self.concerns(tied, found.start, found.end)
        ]

    def concerns(self, tied: Tied, start: int, end: int) -> bool:
        """Tell whether [start, end) of the text is about this person rather than another.

        It belongs to the name that stands nearest, names before it counting more than names
        behind it; without any name in the text, to whoever the post answers.
        """
        own = [self._distance(mention, start, end) for mention in _placed(tied)]
        rivals = [self._distance(other, start, end) for other in self.others]
        if own:
            return min(own) <= min(rivals, default=float("inf"))
        return not rivals and tied.addressed

    def distance(self, tied: Tied, start: int, end: int) -> float:
        """Return how far, in characters and breaks, the person's nearest name stands."""
        return min((self._distance(item, start, end) for item in _placed(tied)), default=0.0)

    def _distance(self, place: Mention | Detection, start: int, end: int) -> float:
        if place.start < end and start < place.end:
            return 0.0
        before = place.end <= start
        first, last = (place.end, start) if before else (end, place.start)
        gap = (last - first) * (1.0 if before else _AFTER_COST)
        return gap + _BREAK_COST * len(_BREAK.findall(self.post.text, first, last))


Rule = Callable[[Case, Tied], Iterable[Hit]]


def _placed(tied: Tied) -> list[Mention]:
    return [
        mention
        for mention in tied.by(Tie.NAME, Tie.ALIAS, Tie.HANDLE, Tie.FACT)
        if mention.field == "text"
    ]
