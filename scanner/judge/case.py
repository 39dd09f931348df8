"""The case: one post, what was found in it, and the people it is tied to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from scanner.findings import Category, Detection, Evidence, Mention, Severity, Tie
from scanner.judge.nearness import Nearness, Span, apart
from scanner.posts import Post
from scanner.watchlist.people import Person

__all__ = ["Case", "Hit", "Rule", "Tied"]

# Conduct in somebody else's mouth (condemned, reported, quoted) scores below this.
_MEANT = 0.5
# Who posts, which says nothing about whom the post is about.
_AUTHOR = frozenset({"author.handle", "author.display_name", "author.bio"})
_PLACED = (Tie.NAME, Tie.ALIAS, Tie.HANDLE, Tie.FACT)


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
        """Whether the post speaks to or about the person, rather than under their name."""
        return any(mention.field not in _AUTHOR for mention in self.mentions)

    @property
    def places(self) -> list[Span]:
        """Where the text names the person or shows a fact of theirs."""
        return _spans(self.by(*_PLACED))

    @property
    def facts(self) -> list[Span]:
        """Where the text shows an enrolled fact of theirs."""
        return _spans(self.by(Tie.FACT))

    def related(self, other: "Tied") -> bool:
        """Tell whether one of the two is enrolled as a relative of the other."""
        return any(
            link.person == second.id
            for first, second in ((self.person, other.person), (other.person, self.person))
            for link in first.family_of
        )


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
    _near: dict[tuple[str, str], Nearness] = field(default_factory=dict, init=False, repr=False)

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
            if found.score >= _MEANT and self._meets(tied, found)
        ]

    def owns(self, tied: Tied, found: Detection) -> bool:
        """Tell whether a value is this person's rather than another's.

        It belongs to the name that stands nearest, names before it counting more than names
        behind it; without any name in the text, to whoever the post answers.
        """
        return self._nearest(tied, found, self._rivals(tied, "any"))

    def enrolled(self, found: Detection) -> bool:
        """Tell whether a value is an enrolled fact of somebody whom the post concerns."""
        facts = self._cached(
            "", "facts", lambda: [span for item in self.tied for span in item.facts]
        )
        return facts.meets(found.start, found.end)

    def distance(self, tied: Tied, found: Detection) -> float:
        """Return how far, in characters and breaks, the person's nearest name stands."""
        return self._own(tied).distance(found.start, found.end) if self._own(tied) else 0.0

    def _meets(self, tied: Tied, found: Detection) -> bool:
        """Tell whether conduct is about this person; relatives and joined names share it."""
        return self._nearest(tied, found, self._rivals(tied, "apart"))

    def _nearest(self, tied: Tied, found: Detection, rivals: Nearness) -> bool:
        own = self._own(tied)
        if not own:
            return tied.addressed and not rivals
        span = (found.start, found.end)
        return own.distance(*span) <= rivals.distance(*span)

    def _own(self, tied: Tied) -> Nearness:
        return self._cached(tied.person.id, "own", lambda: tied.places)

    def _rivals(self, tied: Tied, which: str) -> Nearness:
        def places() -> list[Span]:
            people = [item for item in self.tied if item.person.id != tied.person.id]
            if which == "apart":
                people = [item for item in people if not item.related(tied)]
            spans = [span for item in people for span in item.places]
            spans += [(item.start, item.end) for item in self.others]
            return apart(self.post.text, tied.places, spans) if which == "apart" else spans

        return self._cached(tied.person.id, which, places)

    def _cached(self, person: str, which: str, places: Callable[[], list[Span]]) -> Nearness:
        key = (person, which)
        if key not in self._near:
            self._near[key] = Nearness(self.post.text, places())
        return self._near[key]


Rule = Callable[[Case, Tied], Iterable[Hit]]


def _spans(mentions: Iterable[Mention]) -> list[Span]:
    return [(item.start, item.end) for item in mentions if item.field == "text"]
