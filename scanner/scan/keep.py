"""Keeping findings: incident, row and notices together, so that none exists without the others."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from scanner.findings import Finding
from scanner.incidents import StoreIndex, assign
from scanner.notices.delivery import enqueue_notices
from scanner.store import Store
from scanner.watchlist.people import Person

__all__ = ["Keeper"]


class Keeper:
    """Writes findings to the store and queues the notices they call for.

    ``notices`` counts those queued. Every write has a natural key: a repeat changes nothing.
    """

    def __init__(self, store: Store, people: Sequence[Person]) -> None:
        self.notices = 0
        self._store = store
        self._people = {person.id: person for person in people}
        self._index = StoreIndex(store)

    def keep(self, findings: Iterable[Finding], now: datetime) -> list[Finding]:
        """Write ``findings`` in one transaction, with their incidents; return those that are new.

        Joins a transaction that is open.
        """
        with self._store.transaction():
            return list(self._kept(findings, now))

    def _kept(self, findings: Iterable[Finding], now: datetime) -> Iterator[Finding]:
        for finding in findings:
            placed = assign(finding, self._index)
            incident_id = placed.incident or placed.id
            new = self._store.save(placed, incident=incident_id)
            incident = self._store.incident(incident_id)
            if incident is not None:
                person = self._people[placed.person]
                self.notices += enqueue_notices(self._store, incident, person, now=now)
            if new:
                yield placed
