"""Finding thousands of literals, and some expressions, in megabytes of text in one call."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

__all__ = ["Hits", "Search"]

# Which of the texts were found, and where each ends.
Hits = tuple[list[int], list[int]]


class Search:
    """Compiled once from (number, text) pairs; what it finds is named by its number.

    A text that holds a full stop is an expression, because no compact text has one; or all are.
    Compiling takes 40 µs a literal, so :meth:`dump` gives what ``made`` spares to do again.
    """

    def __init__(
        self,
        texts: Iterable[tuple[int, str]],
        made: Iterator[bytes] | None = None,
        *,
        expressions: bool = False,
    ) -> None:
        kinds: dict[bool, list[tuple[int, str]]] = {}
        for number, text in texts:
            kinds.setdefault(not expressions and "." not in text, []).append((number, text))
        self._databases = []
        for literal, kind in sorted(kinds.items()):
            raw = next(made, None) if made else None
            self._databases.append(_loaded(raw) if raw else _compiled(kind, literal=literal))

    def __call__(self, view: bytes) -> Hits:
        """Return what is found in the view, in no particular order."""
        found: list[int] = []
        ends: list[int] = []
        for database in self._databases:
            database.scan(view, match_event_handler=_collector(found, ends))
        return found, ends

    def dump(self) -> Iterator[bytes]:
        """Yield each part in the form that the next process may take as ``made``."""
        import hyperscan

        for database in self._databases:
            yield hyperscan.dumpb(database)


def _compiled(texts: list[tuple[int, str]], *, literal: bool) -> Any:
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[text.encode() for _, text in texts],
        ids=[number for number, _ in texts],
        elements=len(texts),
        literal=literal,
        flags=0 if literal else hyperscan.HS_FLAG_DOTALL,
    )
    return database


def _loaded(raw: bytes) -> Any:
    import hyperscan

    try:
        database = hyperscan.loadb(raw, mode=hyperscan.HS_MODE_BLOCK)
    except hyperscan.error as error:
        raise ValueError("was compiled by another release or for another processor") from error
    database.scratch = hyperscan.Scratch(database)
    return database


def _collector(found: list[int], ends: list[int]) -> Callable[..., None]:
    add_number, add_end = found.append, ends.append

    def collect(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
        add_number(number)
        add_end(end)

    return collect
