"""Finding the rules' matches in a view: one automaton pass, then expressions where it hit.

Every pattern has anchors, strings of which each match holds one. One Aho-Corasick pass finds
all anchors; a pattern's expression is tried only in windows around its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from scanner.detect.conduct.lexicon import Lexicon, Rule
from scanner.detect.conduct.notation import Pattern
from scanner.detect.conduct.view import View

__all__ = ["Hit", "Matcher"]

# Lookarounds must see past a window's edge.
_SLACK = 2
# The most frequent family names of China, Hong Kong and Taiwan, folded (own list).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
    "孔向汤温欧关麦甘容阮伍冼霍翁庄柯施洪赖连简游詹纪"
)


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

    def find(self, view: View, people: Sequence[tuple[int, int]]) -> list[Hit]:
        """Return all matches, in no particular order; ``people`` are spans of known names."""
        hits = []
        for index, places in self._places(view.text).items():
            rule, pattern = self._patterns[index]
            for match in _matches(pattern, view.text, places):
                if _allowed(rule, view, match, people):
                    hits.append(Hit(rule, *match.span()))
        return hits

    def _places(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Return, for each pattern whose anchors occur, where they do, in order."""
        places: dict[int, list[tuple[int, int]]] = {}
        for anchor, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _inside_word(text, start):
                continue
            for index in self._users[anchor]:
                places.setdefault(index, []).append((start, end))
        return places


def _inside_word(text: str, start: int) -> bool:
    return (
        start > 0
        and text[start].isascii()
        and text[start].isalnum()
        and text[start - 1].isascii()
        and text[start - 1].isalnum()
    )


def _matches(
    pattern: Pattern, text: str, places: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    for start, end in _windows(places, pattern.width + _SLACK, len(text)):
        yield from pattern.regex.finditer(text, start, end)


def _windows(
    places: list[tuple[int, int]], margin: int, length: int
) -> Iterator[tuple[int, int]]:
    """Widen places by ``margin`` and merge what then overlaps, so nothing is read twice."""
    left = right = -1
    for start, end in places:
        first, last = max(0, start - margin), min(length, end + margin)
        if first <= right:
            right = max(right, last)
            continue
        if right >= 0:
            yield left, right
        left, right = first, last
    if right >= 0:
        yield left, right


def _allowed(
    rule: Rule, view: View, match: re.Match[str], people: Sequence[tuple[int, int]]
) -> bool:
    text, (start, end) = view.text, match.span()
    if rule.not_before and text[max(0, start - 24) : start].rstrip().endswith(rule.not_before):
        return False
    if rule.not_after and text[end : end + 24].lstrip().startswith(rule.not_after):
        return False
    return all(
        _is_name(view, match.start(group), people)
        for group, value in match.groupdict().items()
        if value is not None
    )


def _is_name(view: View, start: int, people: Sequence[tuple[int, int]]) -> bool:
    """Tell whether what starts here is a known name or is written like one."""
    place, _ = view.span(start, start + 1)
    if any(first <= place < last for first, last in people):
        return True
    head = view.original[place]
    if head == "@" or head.isupper() or view.text[start] in _SURNAMES:
        return True
    return place > 0 and view.original[place - 1] == "@"
