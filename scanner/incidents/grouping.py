"""Which incident a finding belongs to, by the opaque keys it shares with earlier ones."""

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from scanner.findings import Category, Finding

if TYPE_CHECKING:
    from scanner.store import Store

__all__ = ["IncidentIndex", "MemoryIndex", "StoreIndex", "assign"]

_ID_CHARACTERS = 16


class IncidentIndex(Protocol):
    """What is known of earlier findings.

    It sees whole findings, so that another index may recognise copies by other means.
    """

    def find(self, finding: Finding) -> str | None:
        """Return the incident that ``finding`` is in or shares a key with, or None.

        A finding that was seen before stays where it is, even if its keys have changed. If
        several incidents share a key with it, the first of its sorted keys decides.
        """

    def add(self, finding: Finding, incident: str) -> None:
        """Remember that ``finding`` and its keys belong to ``incident``, new or not.

        A key that another incident holds stays with that one.
        """


class MemoryIndex:
    """An index that lasts as long as the object, for scans that keep no state."""

    def __init__(self) -> None:
        self._by_finding: dict[str, str] = {}
        self._by_key: dict[tuple[str, Category, str], str] = {}

    def find(self, finding: Finding) -> str | None:
        """Return the incident that ``finding`` is in or shares a key with, or None."""
        known = self._by_finding.get(finding.id)
        if known is not None:
            return known
        held = (self._by_key.get(_scoped(finding, key)) for key in _keys(finding))
        return next((incident for incident in held if incident is not None), None)

    def add(self, finding: Finding, incident: str) -> None:
        """Remember that ``finding`` and its keys belong to ``incident``, new or not."""
        self._by_finding.setdefault(finding.id, incident)
        for key in _keys(finding):
            self._by_key.setdefault(_scoped(finding, key), incident)

    def dump(self) -> list[list[list[str]]]:
        """Return what is remembered, as JSON can hold it: opaque keys and ids only."""
        return [
            [list(item) for item in self._by_finding.items()],
            [[*key, incident] for key, incident in self._by_key.items()],
        ]

    @classmethod
    def load(cls, dumped: Sequence[Sequence[Sequence[str]]]) -> "MemoryIndex":
        """Return the index that :meth:`dump` gave."""
        index = cls()
        findings, keys = dumped
        index._by_finding = {finding: incident for finding, incident in findings}  # noqa: C416
        index._by_key = {
            (person, Category(category), key): incident for person, category, key, incident in keys
        }
        return index


class StoreIndex:
    """An index over the store, for scans that continue earlier ones.

    Assign and save in one transaction: an incident is open before its first finding is saved.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store

    def find(self, finding: Finding) -> str | None:
        """Return the incident that ``finding`` is in or shares a key with, or None."""
        known = self._store.incident_of(finding.id)
        if known is not None:
            return known
        return self._store.incident_with(finding.person, finding.category, _keys(finding))

    def add(self, finding: Finding, incident: str) -> None:
        """Remember that the keys of ``finding`` belong to ``incident``, new or not."""
        self._store.extend_incident(
            incident, person=finding.person, category=finding.category, keys=_keys(finding)
        )


def assign(finding: Finding, index: IncidentIndex) -> Finding:
    """Return ``finding`` with its incident, which is opened if no earlier one fits.

    An incident's id is made of the person, the category and the first sorted key, so that a
    repeat from nothing gives the same one.
    """
    incident = index.find(finding) or _incident_id(finding)
    index.add(finding, incident)
    return dataclasses.replace(finding, incident=incident)


def _keys(finding: Finding) -> Iterable[str]:
    return sorted(set(finding.grouping)) or [finding.id]


def _scoped(finding: Finding, key: str) -> tuple[str, Category, str]:
    return finding.person, finding.category, key


def _incident_id(finding: Finding) -> str:
    first = next(iter(_keys(finding)))
    parts = (finding.person, finding.category.value, first)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_ID_CHARACTERS]
