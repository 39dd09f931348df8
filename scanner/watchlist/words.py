"""A name as the words that count: without titles and particles, fathers told apart."""

import re
from dataclasses import dataclass

from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.latin_names import PARTICLES
from scanner.watchlist.respelling import respelled
from scanner.watchlist.titles import without_titles

__all__ = ["Word", "Words", "words_of"]

_FATHERS = frozenset({"bin", "ben", "ibn", "bint"})
# A kunya (Abu Bakr) carries meaning: it is no mere particle.
_SILENT = PARTICLES - {"abu", "abou", "saint", "st"}
# Particles that are given names or Asian surnames where they come first: Ben Tanner, Le Minh.
_FIRST_NAMES = frozenset({"ben", "van", "le", "do", "den"})
_GAP = re.compile(r"[\s,.\-/·・•‧=]+")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2})")
_LEET = str.maketrans("01345789", "oieastbg")
_ABD = re.compile(r"(?<![a-z])abd[ -]?(?:al|el|ul|ur)[ -]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: compact, and in the spelling in which words are compared."""

    text: str
    key: str

    @property
    def initial(self) -> bool:
        """Whether it is but the first letter of a word."""
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class Words:
    """A name's words in their order; ``own`` stand before the first bin, ``father`` behind it."""

    words: tuple[Word, ...]
    own: frozenset[str]
    father: frozenset[str]


def words_of(name: str) -> Words:
    """Return the words of a name in Latin letters.

    >>> [word.text for word in words_of("Dr. Abd al-Aziz bin Salman").words]
    ['abdul', 'aziz', 'salman']
    """
    folded = _ABD.sub("abdul ", fold(_INNER_CAPITAL.sub(" ", name)).text)
    plain = [compact(part).text for part in _GAP.split(folded)]
    titled = without_titles([_unleet(word) for word in plain if word])
    kept = [
        word
        for place, word in enumerate(titled)
        if word not in _SILENT or (place == 0 and word in _FIRST_NAMES)
    ] or titled
    marks = [place for place, word in enumerate(titled) if word in _FATHERS]
    own, father = _fathers(titled, marks[0]) if marks else (frozenset(), frozenset())
    return Words(tuple(Word(word, respelled(word)) for word in kept), own, father)


def _fathers(words: list[str], mark: int) -> tuple[frozenset[str], frozenset[str]]:
    behind = [word for word in words[mark + 1 :] if word not in _SILENT][:1]
    if not behind:
        return frozenset(), frozenset()
    own = [respelled(word) for word in words[:mark] if word not in _SILENT]
    return frozenset(own), frozenset(map(respelled, behind))


def _unleet(word: str) -> str:
    """Read digits inside a word as the letters that they imitate."""
    mixed = any(one.isdigit() for one in word) and any(one.isalpha() for one in word)
    return word.translate(_LEET) if mixed else word
