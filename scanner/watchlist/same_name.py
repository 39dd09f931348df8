"""Whether two written names may be one person's, and why.

Names are compared as people write them: in any order, with titles and particles, with initials
and nicknames, in other transliterations, romanised from Chinese, and with a slip of the pen. What
is allowed grows with a word's length: a slip in a name of three letters is another name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.text.compact import compact
from scanner.text.fold import fold, is_han
from scanner.watchlist.han_latin import compare_han_and_latin
from scanner.watchlist.match import SAME, Match
from scanner.watchlist.nicknames import nicknames
from scanner.watchlist.readings import mandarin
from scanner.watchlist.respelling import differ_in_gender, distance, loose, slips
from scanner.watchlist.romanisation import syllable_readings
from scanner.watchlist.transliteration import LOOSE_SCRIPTS, script_of, to_latin
from scanner.watchlist.words import Word, Words, words_of

__all__ = ["SAME", "Match", "same_person"]

_HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·・•‧.\s]+")
_OTHER = Match(0.1, "different names")
_CONFLICT = Match(0.3, "each has a name that the other lacks")
# No name is longer; comparing costs the product of the lengths.
_LONGEST = 120
_INITIAL_COST = 0.6
_NICKNAME_COST = 0.5
# A whole name may hold this much slip a letter, however it is spread over its words.
_SLIP_A_LETTER = 0.15


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two words taken for one, at a cost."""

    first: Word
    second: Word
    cost: float

    @property
    def initial(self) -> bool:
        return self.first.initial or self.second.initial

    @property
    def letters(self) -> int:
        return min(len(self.first.text), len(self.second.text))


def same_person(first: str, second: str) -> Match:
    """Tell how well two written names agree; from :data:`SAME` on they may be one person's.

    The answer is symmetric. It knows spellings, not people: 陈大文 and Kevin Chan agree in the
    surname only (0.5), and an enrolled alias must tell the rest.

    >>> same_person("Bob Tanner", "TANNER, Robert").same
    True
    >>> same_person("陳大文", "Chan Tai-man").same, same_person("陳大文", "Kevin Chan").same
    (True, False)
    >>> same_person("Ann Tanner", "Joan Tanner")
    Match(score=0.3, how='each has a name that the other lacks')
    """
    one, other = compact(first).text, compact(second).text
    if not one or not other:
        return Match(0.0, "one of the names has no letters")
    if one == other:
        return Match(1.0, "the same letters")
    if max(len(one), len(other)) > _LONGEST:
        return _OTHER
    if other < one:
        first, second = second, first
    pairs = [(left, right) for left in _written(first) for right in _written(second)]
    return max((_compare(*pair) for pair in pairs), key=lambda match: match.score)


def _written(name: str) -> list[str]:
    """Return the name, or its Chinese and its other part if it is written in both."""
    folded = fold(name).text
    if not any(map(is_han, folded)):
        return [name]
    rest = _HAN_RUN.sub(" ", name).strip()
    if not compact(rest).text:
        return [name]
    return [re.sub(r"[^\W\d_]", lambda one: one[0] if is_han(one[0]) else "", name), rest]


def _compare(first: str, second: str) -> Match:
    han = [any(map(is_han, fold(name).text)) for name in (first, second)]
    if all(han):
        return _compare_han(compact(first).text, compact(second).text)
    if any(han):
        chinese, latin = (first, second) if han[0] else (second, first)
        return compare_han_and_latin(chinese, to_latin(latin))
    return _compare_spelled(first, second)


def _compare_han(first: str, second: str) -> Match:
    if first == second:
        return Match(1.0, "the same characters")
    if len(first) == len(second) and all(
        set(mandarin(one)).intersection(mandarin(other)) or one == other
        for one, other in zip(first, second, strict=True)
    ):
        return Match(0.6, "characters that sound alike")
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) > 1 and longer.endswith(shorter):
        return Match(0.5, "one is the given name of the other")
    return _OTHER


def _compare_spelled(first: str, second: str) -> Match:
    left, right = words_of(to_latin(first)), words_of(to_latin(second))
    if left.own & right.father and right.own & left.father:
        return Match(0.3, "father and child changed places")
    best = _align(left, right)
    if best.score < SAME:
        best = max(best, *_otherwise(left, right, first, second), key=lambda match: match.score)
    return best


def _otherwise(left: Words, right: Words, first: str, second: str) -> Iterator[Match]:
    yield _compare_joined(left.words, right.words)
    yield _compare_syllables(left.words, right.words)
    scripts = [{script_of(one) for one in name} - {""} for name in (first, second)]
    if scripts[0] != scripts[1] and any(LOOSE_SCRIPTS & found for found in scripts):
        yield _compare_loosely(left.words, right.words)


def _align(left: Words, right: Words) -> Match:
    """Pair the words of both names, the best first, and judge what is left over."""
    first, second = list(left.words), list(right.words)
    costs = sorted(
        (cost, row, column)
        for row, one in enumerate(first)
        for column, other in enumerate(second)
        if (cost := _cost(one, other)) is not None
    )
    rows: set[int] = set()
    columns: set[int] = set()
    paired = []
    for cost, row, column in costs:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            paired.append(_Pair(first[row], second[column], cost))
    left_over = [word for place, word in enumerate(first) if place not in rows]
    right_over = [word for place, word in enumerate(second) if place not in columns]
    return _judge(paired, *_without_repeats(left_over, right_over, first, second))


def _without_repeats(
    left: list[Word], right: list[Word], first: Sequence[Word], second: Sequence[Word]
) -> tuple[list[Word], list[Word]]:
    """A name written twice is one name, if the other name has nothing against it."""
    if not right:
        left = [word for word in left if sum(word.key == one.key for one in first) < 2]
    if not left:
        right = [word for word in right if sum(word.key == one.key for one in second) < 2]
    return left, right


def _judge(paired: Sequence[_Pair], left: Sequence[Word], right: Sequence[Word]) -> Match:
    if not paired:
        return _OTHER
    if left and right:
        return _CONFLICT
    full = [pair for pair in paired if not pair.initial]
    slip = sum(pair.cost for pair in full)
    if slip > max(1.0, _SLIP_A_LETTER * sum(pair.letters for pair in full)):
        return Match(0.5, "too many small differences")
    extras = len(left) + len(right)
    if not full or (extras and len(paired) < 2):
        return Match(0.5, "too little of the name is written")
    if len(full) < len(paired):
        return Match(0.8 if len(full) > 1 else SAME, "initials for a part of the name")
    score = max(SAME, 0.97 - 0.08 * slip - 0.04 * extras)
    return Match(round(score, 2), _reason(slip, extras))


def _reason(slip: float, extras: int) -> str:
    if extras:
        return "one name has words more than the other"
    return "the same words spelled nearly alike" if slip else "the same words"


def _cost(first: Word, second: Word) -> float | None:
    """Return what it costs to take two words for one, None if they are two."""
    if first.key == second.key:
        return 0.0
    if first.initial or second.initial:
        return _INITIAL_COST if first.text[0] == second.text[0] else None
    if nicknames(first.text, second.text):
        return _NICKNAME_COST
    if differ_in_gender(first.text, second.text):
        return None
    allowed = slips(first.key, second.key)
    if abs(len(first.key) - len(second.key)) > allowed:
        return None
    cost = min(distance(first.key, second.key), distance(first.text, second.text))
    return cost if cost <= allowed else None


def _compare_joined(first: Sequence[Word], second: Sequence[Word]) -> Match:
    """Compare the names as one word each, for spaces that are missing or too many."""
    if len(first) == len(second) > 1:
        return _OTHER
    joined = "".join(word.key for word in first)
    for start in range(len(second)):
        other = "".join(word.key for word in [*second[start:], *second[:start]])
        # Words may differ by a slip, but not by a word: both must be of nearly one length.
        if len(joined) >= 6 and distance(joined, other) <= min(1.0, slips(joined, other)):
            return Match(0.9, "the same letters with other spaces")
    return _OTHER


def _compare_syllables(first: Sequence[Word], second: Sequence[Word]) -> Match:
    """Compare two romanisations of one Chinese name: Su Wan-ch'ing, Su Wanqing."""
    left, right = (_syllables(words) for words in (first, second))
    if not left or not right or len(left) != len(right) or len(left) < 2:
        return _OTHER
    for start in {0, 1, len(right) - 1}:
        turned = [*right[start:], *right[:start]]
        if all(one & other for one, other in zip(left, turned, strict=True)):
            return Match(0.8, "two romanisations of the same Chinese syllables")
    return _OTHER


def _syllables(words: Sequence[Word]) -> list[frozenset[str]]:
    """Return what each syllable may be in pinyin; [] if a word is not made of such syllables."""
    found: list[frozenset[str]] = []
    for word in words:
        parts = _split(word.text)
        if not parts:
            return []
        found += parts
    return found


def _split(word: str) -> list[frozenset[str]]:
    known = syllable_readings()
    if word in known:
        return [known[word]]
    for size in range(len(word) - 1, 0, -1):
        if word[:size] in known and word[size:] in known:
            return [known[word[:size]], known[word[size:]]]
    return []


def _compare_loosely(first: Sequence[Word], second: Sequence[Word]) -> Match:
    left, right = ([loose(word.text) for word in words] for words in (first, second))
    if sorted(left) == sorted(right) and sum(map(len, left)) >= 4:
        return Match(0.8, "the same consonants in another script")
    return _OTHER
