"""Homophones: a text heard instead of read, so that 酥碗青 sounds like 苏婉清.

Each Chinese character becomes one character of the private use area that stands for its syllable
without tone, in Mandarin or in Cantonese. Texts and names treated alike can then be searched by
the same automaton, and offsets hold, because one character stays one character.

A text's character is heard in its usual reading. An enrolled name may be read in several ways
(曾 is zeng as a surname), so it gives several patterns. Two characters sound like too many words;
names give patterns from three characters on, and even those need a second clue.

Sounds that many speakers do not tell apart are one. In Mandarin these are zh, ch, sh and z, c, s,
and final ing, eng and in, en; in Cantonese initial n and l, ng and none, gwo and go. That doubles
what is heard by chance, which stays rare: 28 times 768 common names in 6,431 posts (13 unmerged).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice, product
from typing import Literal

from scanner.text.compact import compact
from scanner.text.fold import is_han
from scanner.watchlist.readings import (
    cantonese,
    is_compound,
    mandarin,
    split_han_name,
    surname_mandarin,
)

__all__ = ["HOMOPHONE_TRUST", "Tongue", "heard", "sound_patterns", "sound_table", "syllables"]

Tongue = Literal["mandarin", "cantonese"]

# A homophone may be another person's true name, so it never ties a post alone.
HOMOPHONE_TRUST = 0.35
_MIN_CHARACTERS, _MAX_CHARACTERS = 3, 6
_MAX_PATTERNS = 8
_CODES = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
# Each tongue has its own part of the private use area: about 400 and 600 syllables.
_FIRST_SOUND: dict[Tongue, int] = {"mandarin": 0xE000, "cantonese": 0xE800}
_READ: dict[Tongue, Callable[[str], tuple[str, ...]]] = {
    "mandarin": mandarin,
    "cantonese": cantonese,
}
_MERGED: dict[Tongue, tuple[tuple[re.Pattern[str], str], ...]] = {
    "mandarin": ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[ei])ng$"), "n")),
    "cantonese": (
        (re.compile(r"^n(?!g)"), "l"),
        (re.compile(r"^ng(?=.)"), ""),
        (re.compile(r"^([gk])w(?=o)"), r"\1"),
    ),
}


def sound_table(tongue: Tongue = "mandarin") -> Mapping[int, str]:
    """Return a table for :meth:`str.translate`: code point of a folded Han character → its sound.

    A sound is one character of the private use area. The table is built when first asked for.
    """
    return _tables(tongue)[0]


def heard(folded: str, *, tongue: Tongue = "mandarin") -> str:
    """Return a folded (or compact) text with each Han character replaced by its sound.

    The length stays; what is not Han, or has no known reading, stays too.

    >>> heard("酥碗青 hi") == heard("苏婉清 hi") != heard("苏婉秋 hi")
    True
    """
    return folded.translate(sound_table(tongue))


def sound_patterns(name: str, *, tongue: Tongue = "mandarin") -> tuple[str, ...]:
    """Return what an enrolled Chinese name sounds like, to be searched for in heard texts.

    One pattern for each combination of the readings of its characters, the likeliest first, at
    most 8. Empty for names of fewer than three or more than six characters, and for names that
    are not wholly Han or have a character without a reading.

    >>> sound_patterns("蘇婉清") == (heard("酥碗青"),), sound_patterns("高明")
    (True, ())
    """
    text = compact(name).text
    if not (_MIN_CHARACTERS <= len(text) <= _MAX_CHARACTERS and all(map(is_han, text))):
        return ()
    _, sounds = _tables(tongue)
    choices = [_sounds_of(readings, tongue, sounds) for readings in _readings(text, tongue)]
    return tuple(islice(map("".join, product(*choices)), _MAX_PATTERNS))


def syllables(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the toneless pinyin readings (ü as v) of each character of a folded name.

    The usual reading comes first; a surname's is the one it has as a surname, and the others
    follow. Characters without a reading have none.

    >>> syllables("曾婉清"), syllables("尉迟秀英")[:2]
    ((('zeng', 'ceng'), ('wan',), ('qing',)), (('yu', 'wei'), ('chi',)))
    """
    surname, _ = split_han_name(name)
    plain = [mandarin(character) for character in name]
    for place, first in enumerate(_surname_syllables(surname)):
        plain[place] = tuple(dict.fromkeys((*first, *plain[place])))
    return tuple(plain)


def _surname_syllables(surname: str) -> tuple[tuple[str, ...], ...]:
    """Return the surname readings of each character; compound surnames come joined (yuchi)."""
    for joined in surname_mandarin(surname)[:1] if is_compound(surname) else ():
        for last in mandarin(surname[-1]):
            if len(surname) == 2 and joined.endswith(last):
                return ((joined.removesuffix(last),), (last,))
    return tuple(map(surname_mandarin, surname))


def _readings(text: str, tongue: Tongue) -> tuple[tuple[str, ...], ...]:
    return syllables(text) if tongue == "mandarin" else tuple(map(cantonese, text))


def _sounds_of(readings: tuple[str, ...], tongue: Tongue, sounds: dict[str, str]) -> list[str]:
    merged = dict.fromkeys(_merged(reading, tongue) for reading in readings)
    # A reading that no character has as its usual one is heard in no text.
    return [sounds[reading] for reading in merged if reading in sounds]


@cache
def _tables(tongue: Tongue) -> tuple[dict[int, str], dict[str, str]]:
    """Return code point → sound and syllable → sound."""
    read = _READ[tongue]
    usual = {code: found[0] for code in _CODES if (found := read(chr(code)))}
    merged = {reading: _merged(reading, tongue) for reading in set(usual.values())}
    places = enumerate(sorted(set(merged.values())), start=_FIRST_SOUND[tongue])
    sounds = {syllable: chr(code) for code, syllable in places}
    return {code: sounds[merged[reading]] for code, reading in usual.items()}, sounds


def _merged(syllable: str, tongue: Tongue) -> str:
    for pattern, replacement in _MERGED[tongue]:
        syllable = pattern.sub(replacement, syllable)
    return syllable
