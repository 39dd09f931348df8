"""Whether a Chinese name and one in Latin letters may be one person's."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.han_names import latin_surnames, splits
from scanner.watchlist.hokkien import hokkien_given, hokkien_surnames
from scanner.watchlist.hong_kong import hong_kong_spellings
from scanner.watchlist.match import Match
from scanner.watchlist.readings import cantonese, mandarin, surname_mandarin
from scanner.watchlist.respelling import loose
from scanner.watchlist.romanisation import chinese_syllables, mps2, pinyin, tongyong, wade_giles
from scanner.watchlist.words import words_of

__all__ = ["compare_han_and_latin", "given_spellings", "surname_spellings"]

_SCHEMES = (pinyin, wade_giles, tongyong, mps2)
_DOT = re.compile(r"[·・•‧.．・\s]+")
_UNKNOWN = Match(0.5, "the surname agrees; only an alias could tell whose the given name is")
_OTHER_GIVEN = Match(0.25, "the surname agrees, the given name does not")
_OTHER = Match(0.1, "no romanisation of the Chinese name")
_MOST_SPELLINGS = 400


def compare_han_and_latin(han: str, latin: str) -> Match:
    """Compare a folded Chinese name with a name in Latin letters, in any romanisation.

    >>> compare_han_and_latin("陈大文", "Chan Tai-man").score > 0.9
    True
    >>> compare_han_and_latin("陈大文", "Kevin Chan").score
    0.5
    """
    parts = [plain for part in _DOT.split(fold(han).text) if (plain := compact(part).text)]
    if len(parts) > 1 and max(map(len, parts)) > 2:
        return _transliterated(parts, latin)
    words = [word.text for word in words_of(latin).words]
    text = "".join(parts)
    if len(text) < 2:
        return _OTHER
    found = [_compare(*split, words) for split in splits(text)]
    return max(found, key=lambda match: match.score)


def _transliterated(parts: Sequence[str], latin: str) -> Match:
    """Compare the parts of a dotted name by their coarse consonants: 贝拉克·奥巴马."""
    read = [loose("".join(mandarin(one)[0] for one in part if mandarin(one))) for part in parts]
    words = [loose(word.text) for word in words_of(latin).words]
    if read == words and sum(map(len, read)) >= 4:
        return Match(0.8, "the same consonants in a transliterated name")
    return _OTHER


def _compare(surname: str, given: str, words: Sequence[str]) -> Match:
    spelled = surname_spellings(surname)
    best = _OTHER
    for rest, sure in _without_surname(words, spelled):
        match = _compare_given(given, rest)
        if sure or match.score > 0.9:
            scored = match if sure else Match(match.score - 0.1, match.how)
            best = max(best, scored, key=lambda found: found.score)
    return best


def _without_surname(
    words: Sequence[str], spelled: frozenset[str]
) -> Iterator[tuple[list[str], bool]]:
    """Yield the words without each run that spells the surname, and whether it does so exactly."""
    for size in (1, 2):
        for start in range(len(words) - size + 1):
            run = "".join(words[start : start + size])
            rest = [*words[:start], *words[start + size :]]
            if run in spelled:
                yield rest, True
            elif len(run) >= 5 and extractOne(run, spelled, scorer=OSA.distance, score_cutoff=1):
                yield rest, False


def _compare_given(given: str, rest: Sequence[str]) -> Match:
    if not rest:
        return Match(0.5, "the surname agrees; no given name is written")
    spelled = given_spellings(given)
    nearest = min(_distances(spelled, rest, len(given)), default=(9, ""))
    slip = nearest[0]
    if slip == 0:
        return Match(0.95, "a romanisation of the Chinese name")
    if slip <= _allowed(nearest[1]):
        return Match(0.85 - 0.05 * slip, "nearly a romanisation of the Chinese name")
    letters = [word for word in rest if len(word) == 1]
    if len(letters) == len(rest):
        firsts = [{form[0] for form in _spellings(one)} for one in given]
        fits = len(letters) <= len(given) and all(
            letter in first for letter, first in zip(letters, firsts, strict=False)
        )
        return Match(0.6, "the surname and initials agree") if fits else _OTHER_GIVEN
    if all(word in chinese_syllables() for word in rest):
        return _OTHER_GIVEN
    return _UNKNOWN


def _distances(spelled: Sequence[str], rest: Sequence[str], size: int) -> Iterator[tuple[int, str]]:
    """Yield (slips, run) of each run of words to its nearest spelling, Western names left out."""
    known = chinese_syllables()
    for start in range(len(rest)):
        for end in range(start + 1, len(rest) + 1):
            # What is left over must be a Western name, not a syllable more.
            if end - start < size and not known.isdisjoint([*rest[:start], *rest[end:]]):
                continue
            run = "".join(rest[start:end])
            found = extractOne(run, spelled, scorer=OSA.distance, score_cutoff=2)
            if found:
                yield int(found[1]), run


def _allowed(run: str) -> int:
    return 0 if len(run) < 5 else 1 if len(run) < 10 else 2


@lru_cache(maxsize=4_000)
def surname_spellings(surname: str) -> frozenset[str]:
    """Return every spelling of a folded surname; a double one is spelled part by part."""
    whole = set(latin_surnames(surname))
    whole.update(form for word in surname_mandarin(surname) for form in _schemes(word))
    if len(surname) == 2:
        halves = [latin_surnames(one) for one in surname]
        whole.update(map("".join, product(*halves)))
    whole.update(cantonese(surname))
    whole.update(hokkien_surnames(surname))
    return frozenset(whole)


@lru_cache(maxsize=4_000)
def given_spellings(given: str) -> tuple[str, ...]:
    """Return the spellings of a folded given name in every scheme, and in mixtures of them."""
    options = [_spellings(one) for one in given]
    if not all(options):
        return ()
    # Three characters and more would have too many mixtures: keep the first spellings of each.
    most = int(_MOST_SPELLINGS ** (1 / max(len(options), 1)))
    return tuple({"".join(choice) for choice in product(*(forms[:most] for forms in options))})


def _spellings(character: str) -> tuple[str, ...]:
    found = [form for word in mandarin(character) for form in _schemes(word)]
    spoken = [*hong_kong_spellings(character), *cantonese(character), *hokkien_given(character)]
    return tuple(dict.fromkeys([*found, *spoken]))


def _schemes(syllable: str) -> Iterator[str]:
    if len(syllable) > 6:
        yield syllable
        return
    for scheme in _SCHEMES:
        yield from scheme(syllable)
