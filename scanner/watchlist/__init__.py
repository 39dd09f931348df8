"""The watchlist: people, consent and facts; enrolment files; name variants; screening."""

from scanner.watchlist.files import Watchlist, load_watchlist, read_watchlist
from scanner.watchlist.index import ScreeningIndex
from scanner.watchlist.people import Person

__all__ = ["Person", "ScreeningIndex", "Watchlist", "load_watchlist", "read_watchlist"]
