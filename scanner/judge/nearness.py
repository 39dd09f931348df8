"""Nearness: how far a span stands from the names in a text, in characters and breaks."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

__all__ = ["Nearness", "Span", "apart"]

Span = tuple[int, int]

# A new line or sentence between a value and a name makes it less likely that they belong together.
_BREAK = re.compile(r"\n\s*\n|[\n。！？!?;；]|\.\s")
_BREAK_COST = 40
# A name behind a span counts less than one before it.
_AFTER_COST = 1.5
# What stands between names that are said in one breath ("A, B and C are all …").
_JOINED = re.compile(
    r"\s{0,3}(?:[,，、&+/]|and|et|with|和|与|與|跟|同|及)?\s{0,3}(?:and|et|和)?\s{0,3}[@＠]?"
)
_JOIN_LENGTH = 12


class Nearness:
    """The places of some names in one text; every question costs O(log n)."""

    def __init__(self, text: str, places: Iterable[Span]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))
        self._breaks = [match.start() for match in _BREAK.finditer(text)] if ordered else []

    def __bool__(self) -> bool:
        return bool(self._starts)

    def meets(self, start: int, end: int) -> bool:
        """Tell whether one of the names shares a character with [start, end)."""
        index = bisect_left(self._starts, end)
        return index > 0 and self._ends[index - 1] > start

    def distance(self, start: int, end: int) -> float:
        """Return the distance from [start, end) to the nearest name; infinite if there is none."""
        if self.meets(start, end):
            return 0.0
        index = bisect_left(self._starts, end)
        nearest = self._cost(self._ends[index - 1], start) if index else float("inf")
        if index < len(self._starts):
            nearest = min(nearest, self._cost(end, self._starts[index], weight=_AFTER_COST))
        return nearest

    def _cost(self, first: int, last: int, *, weight: float = 1.0) -> float:
        breaks = bisect_left(self._breaks, last) - bisect_left(self._breaks, first)
        return (last - first) * weight + _BREAK_COST * breaks


def apart(text: str, own: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return those of ``others`` that are not said in one breath with one of ``own``.

    >>> apart("Ann and Bob sing. Cy hums.", [(0, 3)], [(8, 11), (18, 20)])
    [(18, 20)]
    """
    mine = set(own)
    kept: list[Span] = []
    chain: list[Span] = []
    for span in sorted({*mine, *others}):
        if chain and not _joined(text, chain[-1], span):
            kept += chain if mine.isdisjoint(chain) else []
            chain = []
        chain.append(span)
    return kept + (chain if mine.isdisjoint(chain) else [])


def _joined(text: str, first: Span, second: Span) -> bool:
    gap = second[0] - first[1]
    return gap <= _JOIN_LENGTH and bool(_JOINED.fullmatch(text, first[1], max(second[0], first[1])))
