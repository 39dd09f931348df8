"""All entities of a text: private values and names, each span claimed by one of the two.

This is the fast path for many texts: the recognisers run without a language model, the models
run nothing but their entity recogniser and read in batches, and worker processes stay alive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Self

from scanner.detect.names import NameFinder
from scanner.detect.pii import PiiDetector
from scanner.findings import Detection
from scanner.settings import Detect

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

__all__ = ["EntityFinder", "EntityWorkers", "unclaimed"]

# Enough for the models to batch texts of one length, small enough to spread over workers.
_CHUNK = 256


class EntityFinder:
    """Finds every entity the contract names, except conduct."""

    def __init__(self, settings: Detect) -> None:
        self._names = NameFinder(settings)
        self._values = PiiDetector(settings)

    def find(self, text: str) -> list[Detection]:
        """Return the entities of ``text`` by position; spans count its code points.

        :raises ModelError: if the model of a language in ``text`` is not installed.
        """
        return self.find_many([text])[0]

    def find_many(self, texts: Sequence[str]) -> list[list[Detection]]:
        """Return for each text what :meth:`find` returns, faster.

        :raises ModelError: if the model of a language in ``texts`` is not installed.
        """
        values = self._values.detect_many(texts)
        names = self._names.find_many(texts)
        return [
            sorted([*value, *unclaimed(name, value)], key=lambda d: (d.start, d.end, d.type))
            for value, name in zip(values, names, strict=True)
        ]


class EntityWorkers:
    """Processes that load the models once and find entities until closed; a context manager."""

    def __init__(self, settings: Detect, jobs: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self._settings = settings.model_dump_json()
        # Spawned, because a fork would copy the locks of threads the models start.
        self._pool: ProcessPoolExecutor = ProcessPoolExecutor(jobs, get_context("spawn"))

    def find_many(self, texts: Sequence[str]) -> Iterator[list[Detection]]:
        """Yield the entities of each text, in order.

        :raises ModelError: if the model of a language in ``texts`` is not installed.
        """
        chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
        for found in self._pool.map(_find_chunk, [self._settings] * len(chunks), chunks):
            yield from found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


def unclaimed(names: Sequence[Detection], values: Sequence[Detection]) -> list[Detection]:
    """Return the names that share no code point with a value: a phone number is not a date.

    A place stays within an address, as a postal code does.
    """
    everywhere = _reach(values)
    outside_addresses = _reach([item for item in values if item.type != "STREET_ADDRESS"])
    return [
        item
        for item in names
        if not _is_claimed(item, outside_addresses if item.type == "LOCATION" else everywhere)
    ]


def _reach(values: Sequence[Detection]) -> list[tuple[int, int]]:
    """Return where each value begins, with the furthest end of those so far."""
    reach: list[tuple[int, int]] = []
    end = 0
    for item in sorted(values, key=lambda value: value.start):
        end = max(end, item.end)
        reach.append((item.start, end))
    return reach


def _is_claimed(item: Detection, reach: list[tuple[int, int]]) -> bool:
    """Tell whether a value begins before ``item`` ends and one of those reaches into it."""
    before = bisect_right(reach, item.end - 1, key=lambda pair: pair[0])
    return before > 0 and reach[before - 1][1] > item.start


@cache
def _finder(settings: str) -> EntityFinder:
    return EntityFinder(Detect.model_validate_json(settings))


def _find_chunk(settings: str, texts: Sequence[str]) -> list[list[Detection]]:
    return _finder(settings).find_many(texts)
