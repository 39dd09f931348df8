"""Finding the rules' matches in a view: one automaton pass, then expressions where it hit.

Every pattern has anchors, strings of which each match holds one. One Aho-Corasick pass finds
all anchors; a pattern's expression is tried only in windows around its own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from scanner.detect.conduct.lexicon import Lexicon, Rule
from scanner.detect.conduct.notation import Pattern, latin_words
from scanner.detect.conduct.view import View

__all__ = ["Hit", "Matcher"]

# Lookarounds must see past a window's edge.
_SLACK = 2
_CLAUSE_END = re.compile(r"[.!?;。]+")
# How far around a match its guards are looked for.
_GUARDED = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule: a span of the view's text."""

    rule: Rule
    start: int
    end: int


class Matcher:
    """All rules of a lexicon, ready to be found in texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        patterns = [(rule, pattern) for rule in lexicon.rules for pattern in rule.patterns]
        self._patterns = patterns
        self._anchors = sorted({anchor for _, pattern in patterns for anchor in pattern.anchors})
        number = {anchor: index for index, anchor in enumerate(self._anchors)}
        self._users: list[list[int]] = [[] for _ in self._anchors]
        for index, (_, pattern) in enumerate(patterns):
            for anchor in pattern.anchors:
                self._users[number[anchor]].append(index)
        self._automaton = AhoCorasick(self._anchors, matchkind=MatchKind.Standard)

    def find(self, view: View) -> list[Hit]:
        """Return all matches, in no particular order."""
        text = view.plain
        clauses = _Clauses(text)
        hits = []
        for (clause, index), places in self._places(text, clauses).items():
            rule, pattern = self._patterns[index]
            if not all(map(clauses.words(clause).intersection, pattern.needs)):
                continue
            for start, end in _matches(pattern, view.text, places, clauses.end(clause)):
                if _allowed(rule, text, start, end):
                    hits.append(Hit(rule, start, end))
        return hits

    def _places(self, text: str, clauses: "_Clauses") -> dict[tuple[int, int], list[int]]:
        """Return where anchors start, by clause and pattern."""
        places: dict[tuple[int, int], list[int]] = {}
        for anchor, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not _inside_word(text, start):
                clause = clauses.number(start)
                for index in self._users[anchor]:
                    places.setdefault((clause, index), []).append(start)
        return places


class _Clauses:
    """The stretches between marks that no pattern can cross, and the words in each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.end() for match in _CLAUSE_END.finditer(text)]
        self._ends.append(len(text))
        self._words: dict[int, frozenset[str]] = {}

    def number(self, place: int) -> int:
        return bisect_right(self._ends, place)

    def end(self, clause: int) -> int:
        return self._ends[clause]

    def words(self, clause: int) -> frozenset[str]:
        words = self._words.get(clause)
        if words is None:
            start = self._ends[clause - 1] if clause else 0
            words = latin_words(self._text[start : self._ends[clause]])
            self._words[clause] = words
        return words


def _inside_word(text: str, start: int) -> bool:
    if start == 0:
        return False
    last, first = text[start - 1], text[start]
    return first.isascii() and first.isalnum() and last.isascii() and last.isalnum()


def _matches(pattern: Pattern, text: str, places: list[int], end: int) -> Iterator[tuple[int, int]]:
    """Search only where an anchor is near enough; nothing is read twice for one pattern."""
    done = 0
    for place in sorted(places):
        first = max(done, place - pattern.before)
        if first > place:
            continue
        last = min(end, place - pattern.before + pattern.width + _SLACK)
        match = pattern.regex.search(text, first, max(last, place + 1))
        done = place + 1
        if match and match.start() <= place:
            yield match.span()
            done = max(done, match.end())


def _allowed(rule: Rule, text: str, start: int, end: int) -> bool:
    if rule.not_before and text[max(0, start - _GUARDED) : start].rstrip().endswith(
        rule.not_before
    ):
        return False
    after = text[end : end + _GUARDED].lstrip()
    return not (rule.not_after and after.startswith(rule.not_after))
