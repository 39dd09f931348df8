"""Variants of a name written with an alphabet: order, parts, particles, initials, titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.han_names import latin_surnames
from scanner.watchlist.readings import common_surnames
from scanner.watchlist.romanisation import chinese_syllables
from scanner.watchlist.titles import initialled, titled, without_titles
from scanner.watchlist.variant import ALONE, Variant, initials_alone

__all__ = ["PARTICLES", "LatinName", "latin_variants", "parse_latin"]

# Words that belong to the surname behind them, or join a father's name.
PARTICLES = frozenset(
    "de du des da dos do di del della la le les van von der den ter ten zu af al el ul ibn bin ben "
    "bint ould st saint abu abou".split()
)
_ARTICLES = ("al", "el")
_FATHERS = ("bin", "ben", "ibn")
_VIETNAMESE = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh".split()
)
_LONG = 8
_COMMON = 0.65
_MIN_PART = 5
# Scripts without small letters hold more in one letter.
_MIN_OTHER_PART = 4
_WORD = re.compile(r"[^\s,]+")
_HYPHEN = re.compile(r"[-'’.]+")


@dataclass(frozen=True, slots=True)
class LatinName:
    """A folded name in parts: compact given names, particles, and the surname's halves.

    ``initials`` are those of the given names, one a part of a hyphenated name. ``western`` tells
    that the first given name is Western and the other Chinese.
    """

    given: tuple[str, ...]
    particles: tuple[str, ...]
    family: tuple[str, ...]
    initials: str
    western: bool = False

    @property
    def bare(self) -> str:
        """The surname without its particles."""
        return "".join(self.family)

    @property
    def whole(self) -> str:
        """The surname with its particles."""
        return "".join(self.particles) + self.bare


def parse_latin(name: str) -> LatinName | None:
    """Split a name into given names and surname; None if it has but one word.

    The surname is what stands before a comma, the first word if only that is a Chinese or
    Vietnamese surname, the second between a Western and a Chinese given name (Peter Chan Tai Man),
    and else the last word, with the particles before it.
    """
    folded = fold(name).text
    words = without_titles([word for raw in _WORD.findall(folded) if (word := _hyphened(raw))])
    if len(words) < 2:
        return None
    before, comma, _ = folded.partition(",")
    if comma:
        size = len([raw for raw in _WORD.findall(before) if _hyphened(raw)])
        words = words[size:] + words[:size] if 0 < size < len(words) else words
    elif _family_first(words):
        return _chinese(words[0], words[1:]) or _named(words[1:], [], words[0])
    elif _is_western_and_chinese(words):
        return _named([words[0], "-".join(words[2:])], [], words[1], western=True)
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return _named(words[:start], words[start:-1], words[-1])


def latin_variants(name: str) -> Iterator[Variant]:
    """Yield the variants of a name in an alphabet, without the name itself."""
    words = [plain for raw in _WORD.findall(fold(name).text) if (plain := compact(raw).text)]
    if len(words) < 2:
        return
    yield from _reordered(words)
    parsed = parse_latin(name)
    if parsed is None:
        return
    yield from _parts(parsed)
    yield from _halves(parsed)
    yield from _without_particles(parsed)
    yield from _initials(parsed)
    for surname in dict.fromkeys((parsed.whole, parsed.bare)):
        yield from titled(surname)
    yield from _arabic(name)


def _reordered(words: Sequence[str]) -> Iterator[Variant]:
    letters = sum(map(len, words))
    trust = 0.85 if letters >= _LONG else ALONE
    if letters < 7:
        trust = 0.5
    yield Variant(words[-1] + "".join(words[:-1]), trust, "the enrolled name, last word first")
    yield Variant("".join(words[1:]) + words[0], trust, "the enrolled name, first word last")


def _parts(name: LatinName) -> Iterator[Variant]:
    first, last = name.given[0], name.given[-1]
    if name.western:
        for text in (name.whole + last, last + name.whole):
            yield Variant(text, _COMMON if len(text) >= _LONG else 0.5, "the Chinese name in it")
    if name.whole in _VIETNAMESE and len(name.given) > 1:
        # Vietnamese people go by the last of their given names.
        for text in (name.whole + last, last + name.whole, "".join(name.given[-2:]) + name.whole):
            yield Variant(text, 0.5, "the surname and the last given name")
        first = last
    elif len(name.given) > 1:
        ends = first + name.whole
        trust = 0.75 if len(ends) >= _LONG else _weak(ends)
        yield Variant(ends, trust, "the first and last of the enrolled names")
        yield Variant(name.whole + first, min(trust, ALONE), "the surname and the first given name")
    for word in (first, name.bare):
        if len(word) >= (_MIN_PART if word.isascii() else _MIN_OTHER_PART):
            yield Variant(word, 0.3, "one part of the enrolled name")
    if len(name.family) > 1:
        yield Variant(name.bare, 0.4, "the compound surname")


def _halves(name: LatinName) -> Iterator[Variant]:
    """Yield each half of a compound surname, or of a hyphenated given name, with the rest."""
    how = "a half of the compound surname"
    if len(name.family) > 1:
        for half in name.family:
            for text in ("".join(name.given) + half, name.given[0] + half):
                yield Variant(text, ALONE if len(text) >= 12 else 0.5, how)
            yield from titled(half)


def _without_particles(name: LatinName) -> Iterator[Variant]:
    if name.particles:
        given = "".join(name.given)
        for text in (given + name.bare, name.bare + given):
            trust = ALONE if len(text) >= 10 else 0.5
            yield Variant(text, trust, "the enrolled name without its particles")


def _initials(name: LatinName) -> Iterator[Variant]:
    letters = name.initials
    for some in dict.fromkeys((letters, letters[0])):
        yield from initialled(some, name.whole)
    if len(name.given) > 1:
        text = name.given[0] + "".join(word[0] for word in name.given[1:]) + name.whole
        yield Variant(text, ALONE if len(text) >= _LONG else 0.5, "the middle names as initials")
    yield from initials_alone(letters + name.bare[0])


def _arabic(name: str) -> Iterator[Variant]:
    """Yield other spellings of the article and of bin, and the name without them."""
    hyphened = [_hyphened(raw).split("-") for raw in _WORD.findall(fold(name).text)]
    words = [part for parts in hyphened for part in parts if part]
    how = "the enrolled name with its article or bin spelled otherwise"
    marked = {word for word in words if word in (*_ARTICLES, *_FATHERS)}
    for group in (_ARTICLES, _FATHERS):
        if marked.intersection(group):
            for other in group:
                text = "".join(other if word in group else word for word in words)
                yield Variant(text, ALONE, how)
    if marked:
        text = "".join(word for word in words if word not in marked)
        yield Variant(text, ALONE if len(text) >= 10 else 0.5, how)


def _named(
    given: Sequence[str], particles: Sequence[str], family: str, *, western: bool = False
) -> LatinName:
    halves = [part for part in family.split("-") if part]
    kept = list(particles)
    while len(halves) > 1 and halves[0] in PARTICLES:
        kept.append(halves.pop(0))
    plain = tuple(word.replace("-", "") for word in given)
    initials = "".join(part[0] for word in given for part in word.split("-"))
    return LatinName(plain, tuple(kept), tuple(halves), initials, western)


def _chinese(family: str, rest: Sequence[str]) -> LatinName | None:
    """Return a Chinese name whose given name is written in syllables (Chan Tai Man, … Peter)."""
    if family in _VIETNAMESE:
        return None
    sounds = chinese_syllables()
    spelled = [sounds.issuperset(word.split("-")) for word in rest]
    if all(spelled):
        return _named(["-".join(rest)], [], family)
    if len(rest) > 1 and all(spelled[:-1]):
        return _named([rest[-1], "-".join(rest[:-1])], [], family, western=True)
    return None


def _hyphened(raw: str) -> str:
    """Return the word compact but for the hyphens between its parts."""
    parts = [compact(part).text for part in _HYPHEN.split(raw)]
    return "-".join(part for part in parts if part) if "-" in raw else "".join(parts)


def _family_first(words: Sequence[str]) -> bool:
    first, last = words[0], words[-1]
    if first in _VIETNAMESE and len(words) > 2:
        return True
    known = _asian_surnames()
    return first in known and (last not in known or len(words) > 2 or "-" in last)


def _is_western_and_chinese(words: Sequence[str]) -> bool:
    known, sounds = _asian_surnames(), chinese_syllables()
    syllables = [part for word in words[2:] for part in word.split("-")]
    return (
        words[0] not in known
        and words[1] in known
        and 0 < len(syllables) <= 2
        and sounds.issuperset(syllables)
        and (len(syllables) == 2 or words[-1] not in known)
    )


@cache
def _asian_surnames() -> frozenset[str]:
    """Return the Latin spellings of the common Chinese surnames, and Vietnamese ones."""
    spelled = (form for surname in common_surnames() for form in latin_surnames(surname))
    return _VIETNAMESE.union(spelled)


def _weak(text: str) -> float:
    return ALONE if len(text) == 7 else 0.5
