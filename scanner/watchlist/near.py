"""Near spellings: long Latin names with a slip in them, found on words and runs of words.

Only names of nine letters and more are compared, for shorter ones have too many true
neighbours: one slip is allowed (a letter wrong, missing, added, or two swapped), from fourteen
letters on two, if the slips leave one half of the name alone. So whatever is found begins or
ends like the name; such halves lead to it without comparing each word with each name.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

__all__ = ["NearNames", "can_be_near", "is_near", "letters_beside", "near_literals", "near_pattern"]

_MIN_LENGTH = 9
_TWO_SLIPS = 14
_MAX_WORDS = 3
# A star may stand for the letter that it hides.
_WORD = re.compile(r"[a-z](?:[a-z]|\*(?=[a-z]))+")
# Words of one name are at most this far apart; no sentence ends and nothing is said between.
_MAX_GAP = 3
_BREAK = re.compile(r"[\n。！？!?;；]|[^\W_]")
_REMEMBERED = 200_000
_FEW = 100  # so many halves are looked for faster than all words are compared


def can_be_near(name: str) -> bool:
    """Tell whether near spellings of a compact name are looked for."""
    return len(name) >= _MIN_LENGTH and name.isascii() and name.isalpha()


class NearNames:
    """Long names (compact text) and what is nearly one of them; remembers each run of words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_half: dict[tuple[int, str], list[str]] = {}
        for name in filter(can_be_near, names):
            size = _half(name)
            for place, half in enumerate((name[:size], name[-size:])):
                self._by_half.setdefault((place, half), []).append(name)
        self._sizes = sorted({len(half) for _, half in self._by_half})
        self._nearest = lru_cache(maxsize=_REMEMBERED)(self._find_nearest)

    def find(self, folded: str, compact: str) -> Iterator[tuple[str, int, int]]:
        """Yield (name, start, end) for every run of words in a folded text that is nearly a name.

        Exact spellings are not near ones and are left out. ``compact`` is the same text without
        separators.
        """
        few = len(self._by_half) < _FEW
        if few and not any(half in compact for _, half in self._by_half):
            return
        for run in _runs(folded):
            for name in self._nearest("".join(word for word, _, _ in run)):
                yield name, run[0][1], run[-1][2]

    def _find_nearest(self, text: str) -> tuple[str, ...]:
        if len(text) < _MIN_LENGTH - 1:
            return ()
        keys = (key for size in self._sizes for key in ((0, text[:size]), (1, text[-size:])))
        names = dict.fromkeys(name for key in keys for name in self._by_half.get(key, ()))
        return tuple(name for name in names if 0 < _slips(name, text) <= _allowed(name))


def near_literals(name: str) -> Iterator[tuple[str, bool]]:
    """Yield (literal, whether the name begins with it): what a near spelling of ``name`` holds.

    A near spelling holds one of these literals or something that :func:`near_pattern` matches.
    Two slips leave a half alone. One slip leaves two neighbouring parts of three alone, or the
    outer two, or it swaps the letters where two parts meet.

    >>> [literal for literal, _ in near_literals("suwanqing")]
    ['suwan', 'nqing', 'suwnaqing', 'suwaqning']
    """
    size = len(name)
    if size >= _TWO_SLIPS:
        yield name[: _half(name)], True
        yield name[-_half(name) :], False
        return
    edge = _edge(name)
    yield name[: size - edge], True
    yield name[edge:], False
    for at in (edge, size - edge):
        yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :], True


def near_pattern(name: str) -> str | None:
    """Return a pattern for spellings of ``name`` whose slip lies in the middle, if that is needed.

    >>> near_pattern("suwanqing")
    'suwa.{0,2}qing'
    """
    if len(name) >= _TWO_SLIPS:
        return None
    edge = _edge(name)
    middle = len(name) - 2 * edge
    return f"{name[:edge]}.{{{middle - 1},{middle + 1}}}{name[-edge:]}"


def is_near(text: str, name: str, *, begins: bool) -> bool:
    """Tell whether ``text``, which has no separators, begins or ends with something near ``name``.

    It may say yes where :class:`NearNames`, which knows where words end, finds nothing.
    """
    allowed, size = _allowed(name), len(name)
    piece = text[:size] if begins else text[-size:]
    # A piece that is longer or shorter by what is allowed is at most that much nearer.
    if OSA.distance(name, piece, score_cutoff=2 * allowed) > 2 * allowed:
        return False
    sizes = range(size - allowed, size + allowed + 1)
    pieces = (text[:size] if begins else text[-size:] for size in sizes)
    return any(_slips(name, piece) <= allowed for piece in pieces)


def letters_beside(name: str, size: int, *, begins: bool) -> str:
    """Return two letters of which a near spelling has one within the two beside a right edge.

    ``size`` letters of the name are right already, at its beginning or at its end. Nothing is
    returned where that tells nothing: if two slips are allowed, or if no edge is known.
    """
    if not size or _allowed(name) > 1 or size + 2 > len(name):
        return ""
    return name[size : size + 2] if begins else name[-size - 2 : -size]


def _edge(name: str) -> int:
    return 4 if len(name) <= 10 else 5


def _half(name: str) -> int:
    # A letter in the middle belongs to neither, so that a swap touches only one half.
    return (len(name) - 1) // 2


def _allowed(name: str) -> int:
    return 2 if len(name) >= _TWO_SLIPS else 1


def _slips(name: str, text: str) -> int:
    return OSA.distance(name, text, score_cutoff=_allowed(name))


def _runs(folded: str) -> Iterator[list[tuple[str, int, int]]]:
    words = [(match[0], *match.span()) for match in _WORD.finditer(folded)]
    joined = [
        second[1] - first[2] <= _MAX_GAP and not _BREAK.search(folded, first[2], second[1])
        for first, second in pairwise(words)
    ]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MAX_WORDS, len(words)) + 1):
            yield words[start:end]
            if end < len(words) and not joined[end - 1]:
                break
