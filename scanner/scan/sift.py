"""Sifting: of a chunk of a dump, the posts that are worth examining, and for whom.

Screening reads the texts, a look at the authors' handles finds look-alike accounts. Small inputs
are not screened: everything in them is examined, which costs less than building the screen.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from platformdirs import user_cache_path

from scanner.detect.accounts import AccountWatch
from scanner.settings import Settings
from scanner.sources import Glanced
from scanner.sources.glances import HANDLE
from scanner.watchlist.cache import ScreenCache
from scanner.watchlist.people import Person
from scanner.watchlist.screen import Screen

__all__ = ["Sieve", "kept_screen"]

# Building the screen of a small watchlist takes as long as examining so many posts.
_SMALL = 400
_REMEMBERED = 500_000


def kept_screen(people: Sequence[Person], settings: Settings, now: datetime) -> ScreenCache:
    """Return what takes the screen of those who consent from the cache, or makes it."""
    willing = [person for person in people if person.consent.in_force(now.date())]
    return ScreenCache(willing, settings.cache or user_cache_path("exposure-scanner"))


class Sieve:
    """Says which glances concern whom. ``screen`` makes the screen when it is first needed."""

    def __init__(self, screen: Callable[[], Screen] | None, accounts: AccountWatch) -> None:
        self._make = screen
        self._screen: Screen | None = None
        self._accounts = accounts
        self._small = 0
        self._dull: set[str] = set()

    def sift(self, seen: Glanced) -> Iterator[tuple[int, frozenset[str] | None]]:
        """Yield the places of the glances to examine, in order, with the people to look for.

        None stands for everybody.
        """
        self._small += len(seen)
        if self._make is None or (self._screen is None and self._small < _SMALL):
            yield from ((place, None) for place in range(len(seen)))
            return
        if self._screen is None:
            self._screen = self._make()
            # A large table that lives as long as the process: no use in visiting it again.
            gc.freeze()
        screen = self._screen
        found = dict(screen.candidates(seen.columns))
        for place in self._looking_alike(seen.columns[HANDLE]):
            # The account may be anyone's look-alike; whom the text names is asked of the screen.
            found[place] = found.get(place, frozenset()) | screen.named(seen.glance(place))
        yield from sorted(found.items())

    def _looking_alike(self, handles: Sequence[str | None]) -> list[int]:
        if len(self._dull) > _REMEMBERED:
            self._dull.clear()
        new = {handle for handle in set(handles).difference(self._dull) if handle}
        alike = set(filter(self._accounts.resembles, new))
        self._dull |= new - alike
        return [place for place, handle in enumerate(handles) if handle in alike] if alike else []
