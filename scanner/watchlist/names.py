"""Name variants: the ways an enrolled name is written, each with how far it may be trusted.

A variant's text is in compact form (folded, no separators), ready for the screening index. Its
trust is the strength of the tie if nothing else in the post points to the person: 0.6 and above
ties a post alone, below that a second clue is needed.
"""

import re
from collections.abc import Container, Iterator, Sequence

from scanner.text.compact import compact
from scanner.text.fold import fold, is_han
from scanner.watchlist.han_latin import surname_spellings
from scanner.watchlist.han_names import han_variants, latin_surnames, romanised, splits
from scanner.watchlist.latin_names import latin_variants, parse_latin
from scanner.watchlist.readings import mandarin, split_han_name
from scanner.watchlist.romanisation import chinese_syllables
from scanner.watchlist.variant import ALONE, Variant, surest

__all__ = ["ALONE", "Variant", "name_variants", "person_variants", "split_han_name"]

_LATIN_WORD = re.compile(r"[^\W\d_]+")
# Dots between the parts of minority and transliterated names.
_DOT = re.compile(r"[·・•‧.．・\s]+")
_LONG_LATIN = 8
# A Chinese name has at most two characters of surname and two, rarely three, of given name.
_MOST_HAN = 5


def name_variants(name: str, *, alias: bool = False) -> tuple[Variant, ...]:
    """Derive the variants of one enrolled name, the name itself first; an alias is taken as is.

    >>> [variant.text for variant in name_variants("蘇婉清")][:3]
    ['苏婉清', 'suwanqing', 'wanqingsu']
    """
    if alias:
        return surest([_as_enrolled(name, "an enrolled alias", weaker=0.2)])
    return surest(_derived(name))


def person_variants(names: Sequence[str]) -> tuple[Variant, ...]:
    """Derive the variants of all the names of one person together.

    Beside the variants of each name these are combinations: a Western given name of one with the
    surname and given name of another, in either script.
    """
    return surest([*(found for name in names for found in _derived(name)), *_combined(names)])


def _derived(name: str) -> Iterator[Variant]:
    enrolled = _as_enrolled(name, "the enrolled name")
    yield enrolled
    text = enrolled.text
    if not any(map(is_han, text)):
        yield from latin_variants(name)
    elif _is_han_name(name):
        yield from han_variants(text)
    elif len(text) > 1 and all(map(is_han, text)):
        yield from _dotted(name)


def _as_enrolled(name: str, how: str, *, weaker: float = 0.0) -> Variant:
    text = compact(name).text
    if any(map(is_han, text)):
        trust = 0.95 if len(text) >= 3 else 0.8
    else:
        words = len(_LATIN_WORD.findall(fold(name).text))
        trust = 0.9 if words > 1 and len(text) >= _LONG_LATIN else 0.65
        if words == 1:
            trust = 0.8 if len(text) >= _LONG_LATIN else 0.55
    return Variant(text, round(trust - weaker, 2), how)


def _is_han_name(name: str) -> bool:
    """Tell whether the name has a surname of one or two characters and a given name."""
    text = compact(name).text
    parts = [part for part in _DOT.split(fold(name).text) if part]
    # 苏·婉·清 is a Chinese name with dots, 迪丽热巴·买买提 is not.
    dotted = len(parts) > 1 and max(map(len, parts)) > 2
    return 2 <= len(text) <= _MOST_HAN and all(map(is_han, text)) and not dotted


def _dotted(name: str) -> Iterator[Variant]:
    """Yield the parts of a name such as 迪丽热巴·买买提, and their pinyin."""
    parts = [plain for part in _DOT.split(fold(name).text) if (plain := compact(part).text)]
    if all(map(mandarin, "".join(parts))):
        read = ["".join(mandarin(one)[0] for one in part) for part in parts]
        yield Variant("".join(read), 0.65, "the enrolled name in pinyin")
        yield Variant(
            "".join(reversed(read)), ALONE, "the enrolled name in pinyin, last part first"
        )
    if len(parts) < 2:
        return
    if len(parts) > 2:
        yield Variant(parts[0] + parts[-1], ALONE, "the first and last part of the enrolled name")
    for part in (parts[0], parts[-1]):
        if len(part) > 1:
            trust = 0.4 if len(part) > 2 else 0.25
            yield Variant(part, trust, "one part of the enrolled name")


def _combined(names: Sequence[str]) -> Iterator[Variant]:
    han = [compact(name).text for name in names if _is_han_name(name)]
    for text in dict.fromkeys(han):
        for given, whole in _western(names, text):
            yield from _mixed(given, text, whole)


def _western(names: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield (given name, surname) of the Latin names that share the Han name's surname only."""
    surname, given = splits(text)[0]
    spelled = {word.given for word in romanised(surname, given)}
    for name in names:
        parsed = parse_latin(name)
        if parsed and parsed.bare.isascii() and parsed.bare in surname_spellings(surname):
            western = _western_word(parsed.given, spelled)
            if len(western) > 2:
                yield western, parsed.bare


def _western_word(given: Sequence[str], spelled: Container[str]) -> str:
    """Return the given name that does not spell the Chinese one, "" if there is none."""
    if len(given) == 1:
        return "" if given[0] in spelled else given[0]
    for word, rest in ((given[0], given[1:]), (given[-1], given[:-1])):
        if "".join(rest) in spelled:
            return word
    return "" if "".join(given) in spelled or given[0] in chinese_syllables() else given[0]


def _mixed(western: str, text: str, enrolled: str) -> Iterator[Variant]:
    surname, given = splits(text)[0]
    how = "the Western given name with the Chinese "
    for latin in latin_surnames(surname):
        trust = 0.5 if latin == enrolled else 0.4
        yield Variant(western + latin, trust, how + "surname in another spelling")
        yield Variant(latin + western, trust, how + "surname in another spelling")
    for pair in (western + surname, surname + western):
        yield Variant(pair, 0.5, how + "surname")
    for whole in (western + text, text + western):
        yield Variant(whole, 0.95, how + "name")
    for spelled in romanised(surname, given):
        if spelled.rank == 0 and spelled.surname in {enrolled, latin_surnames(surname)[0]}:
            for words in (
                (western, spelled.given, spelled.surname),
                (western, spelled.surname, spelled.given),
                (spelled.surname, spelled.given, western),
            ):
                yield Variant("".join(words), 0.85, how + "name in full")
