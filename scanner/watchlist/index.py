"""The screening index: what in a post could concern anyone enrolled.

:class:`ScreeningIndex` gives every tie of one post exactly. With very many people enrolled it
matches, where screening says whom a post may concern, the patterns of those few alone.
"""

from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

from scanner.findings import Mention
from scanner.posts import Post
from scanner.watchlist.matcher import Matcher, readings
from scanner.watchlist.patterns import Patterns, patterns_of
from scanner.watchlist.people import Person

__all__ = ["ScreeningIndex"]

# So many people's patterns are matched in one pass that costs no more than a few people's.
_TOGETHER = 2000
_KEPT = 2000


class ScreeningIndex:
    """Built once from the people whose consent is in force; read-only and safe to share."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: person for person in people}
        # A person's patterns and automata take a few hundred kilobytes.
        self._matcher = lru_cache(maxsize=_KEPT)(self._make_matcher)

    def patterns(self, person: str) -> Patterns:
        """Return the patterns of one enrolled person; they are derived anew each time."""
        return patterns_of(self._people[person])

    def mentions(self, post: Post, people: Collection[str] | None = None) -> list[Mention]:
        """Return every tie between the post and enrolled people, in order of field and span.

        :param people: ids of those to look for; others may be found, too. Without it, everybody.
        """
        read = readings(post)
        if people is None or len(self._people) <= _TOGETHER:
            return self._everybody.mentions(post, read)
        found = [item for person in people for item in self._matcher(person).mentions(post, read)]
        return sorted(found, key=lambda item: (item.field, item.start, item.end, item.person))

    @cached_property
    def _everybody(self) -> Matcher:
        return Matcher([self.patterns(person) for person in self._people])

    def _make_matcher(self, person: str) -> Matcher:
        return Matcher([self.patterns(person)])
