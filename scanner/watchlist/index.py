"""The screening index: what in a post could concern anyone enrolled.

:class:`ScreeningIndex` gives every tie of one post exactly. Asked about a few people only, it
matches their patterns alone, so that a post which screening lets through costs the same whether
ten people are enrolled or ten thousand.
"""

from collections.abc import Collection, Iterable
from functools import cached_property

from scanner.findings import Mention
from scanner.posts import Post
from scanner.watchlist.matcher import Matcher, readings
from scanner.watchlist.patterns import Patterns, patterns_of
from scanner.watchlist.people import Person

__all__ = ["ScreeningIndex"]


class ScreeningIndex:
    """Built once from the people whose consent is in force; read-only and safe to share."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: person for person in people}
        self._patterns: dict[str, Patterns] = {}
        self._matchers: dict[str, Matcher] = {}

    def patterns(self, person: str) -> Patterns:
        """Return the patterns of one enrolled person, derived when first asked for."""
        if person not in self._patterns:
            self._patterns[person] = patterns_of(self._people[person])
        return self._patterns[person]

    def mentions(self, post: Post, people: Collection[str] | None = None) -> list[Mention]:
        """Return every tie between the post and enrolled people, in order of field and span.

        :param people: ids of those to look for; without it, everybody.
        """
        read = readings(post)
        if people is None:
            return self._everybody.mentions(post, read)
        found = [item for person in people for item in self._matcher(person).mentions(post, read)]
        return sorted(found, key=lambda item: (item.field, item.start, item.end, item.person))

    @cached_property
    def _everybody(self) -> Matcher:
        return Matcher([self.patterns(person) for person in self._people])

    def _matcher(self, person: str) -> Matcher:
        if person not in self._matchers:
            self._matchers[person] = Matcher([self.patterns(person)])
        return self._matchers[person]
