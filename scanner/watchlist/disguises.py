"""Disguises of a Chinese name: initials mixed in, characters taken apart, look-alike characters.

People who fear a filter, or mock, write s婉q, 言午芷岚 or 林雨函 for somebody whom their readers
recognise. Each such form is a pattern like any other, trusted less than a name is: a second clue
must point to the person before it counts. Homophones are in :mod:`scanner.watchlist.sounds`.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import combinations, islice, product

from scanner.text.compact import compact
from scanner.text.fold import is_han
from scanner.watchlist.sounds import syllables
from scanner.watchlist.variant import Variant, surest

__all__ = ["han_disguises"]

_MIN_CHARACTERS, _MAX_CHARACTERS = 2, 6
# Bounds on each kind, the likeliest first: sixty patterns a name at most.
_MAX_SPELLED, _MAX_SPLIT, _MAX_LOOK_ALIKE = 26, 20, 14
_MAX_WAYS, _MAX_LOOKS = 4, 5
# All below ALONE (0.6). A look-alike may be another person's true name.
_SYLLABLE_TRUST, _INITIAL_TRUST, _FAINT_TRUST = 0.5, 0.45, 0.35
_SPLIT_TRUST, _LOOK_ALIKE_TRUST = 0.5, 0.3
# Of a name of two characters, every disguise keeps only one.
_WEAKER = 0.15
_FEW = 2
_DIGRAPHS = ("zh", "ch", "sh")
# How radicals are called, or what stands for them where no keyboard has them.
_SPOKEN = str.maketrans(
    "氵亻扌纟讠钅饣忄艹犭礻衤辶阝刂攵灬冫囗丶", "水人手丝言金食心草犬示衣走耳刀文火二口点"
)


def han_disguises(name: str) -> tuple[Variant, ...]:
    """Return disguised writings of an enrolled Chinese name, in compact form, at most 60.

    Each keeps a part of the name and is trusted below what ties a post alone. Empty for names
    that are not two to six Han characters.

    >>> forms = {variant.text for variant in han_disguises("許芷嵐")}
    >>> {"言午芷岚", "许芷山风", "x芷l", "许zhi岚", "许芝岚"} <= forms
    True
    """
    text = compact(name).text
    if not (_MIN_CHARACTERS <= len(text) <= _MAX_CHARACTERS and all(map(is_han, text))):
        return ()
    weaker = _WEAKER if len(text) <= _FEW else 0.0
    found = (*_spelled(text), *_split(text), *_look_alike(text))
    return surest(
        Variant(item.text, round(item.trust - weaker, 2), item.how)
        for item in found
        if item.text != text
    )


def _spelled(text: str) -> Iterator[Variant]:
    """Yield the name with some of its characters, but not all, in Latin letters."""
    options = [
        (character, *_latin(readings))
        for character, readings in zip(text, syllables(text), strict=True)
    ]
    forms = [choice for choice in product(*options) if 0 < _kept(choice) < len(text)]
    # Few letters for few characters come first; the sort keeps the usual readings in front.
    forms.sort(key=lambda choice: (len(text) - _kept(choice), _mixed(choice)))
    for choice in forms[:_MAX_SPELLED]:
        yield Variant("".join(choice), _spelled_trust(choice), "the enrolled name partly in pinyin")


def _latin(readings: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands for a character: its initial, its syllable; the usual reading only."""
    if not readings:
        return ()
    usual = readings[0]
    initials = (usual[0], usual[:2]) if usual.startswith(_DIGRAPHS) else (usual[0],)
    written = (usual, usual.replace("v", "u")) if "v" in usual else (usual,)
    return tuple(dict.fromkeys((*initials, *written)))


def _kept(choice: Iterable[str]) -> int:
    return sum(map(is_han, (part[0] for part in choice)))


def _mixed(choice: tuple[str, ...]) -> bool:
    """Tell whether initials and syllables stand side by side, as in su婉q."""
    sizes = {len(part) > _FEW for part in choice if part.isascii()}
    return len(sizes) > 1


def _spelled_trust(choice: tuple[str, ...]) -> float:
    if not any(part in _DIGRAPHS or len(part) == 1 for part in choice if part.isascii()):
        return _SYLLABLE_TRUST
    return _INITIAL_TRUST if _kept(choice) >= _FEW else _FAINT_TRUST


def _split(text: str) -> Iterator[Variant]:
    """Yield the name with one or more of its characters taken apart; two keep one whole."""
    ways = [_ways().get(character, ()) for character in text]
    most = len(text) if len(text) > _FEW else 1
    places = [place for place, found in enumerate(ways) if found]
    forms = [
        _replaced(text, dict(zip(chosen, parts, strict=True)))
        for count in range(1, most + 1)
        for chosen in combinations(places, count)
        for parts in _parts([ways[place] for place in chosen])
    ]
    for form in forms[:_MAX_SPLIT]:
        yield Variant(form, _SPLIT_TRUST, "the enrolled name with characters taken apart")


def _parts(ways: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield every way for one character; for several, all spoken or all in radicals."""
    if len(ways) == 1:
        yield from ((way,) for way in ways[0])
        return
    yield from dict.fromkeys(
        (tuple(found[0] for found in ways), tuple(found[min(1, len(found) - 1)] for found in ways))
    )


def _look_alike(text: str) -> Iterator[Variant]:
    """Yield the name with one character replaced, so that surname or given name stays."""
    forms = (
        _replaced(text, {place: other})
        for rank in range(_MAX_LOOKS)
        for place, character in enumerate(text)
        for other in _looks().get(character, "")[rank : rank + 1]
    )
    for form in islice(forms, _MAX_LOOK_ALIKE):
        yield Variant(form, _LOOK_ALIKE_TRUST, "the enrolled name with a look-alike character")


def _replaced(text: str, parts: dict[int, str]) -> str:
    return "".join(parts.get(place, character) for place, character in enumerate(text))


def _rows(file: str) -> Iterator[str]:
    lines = (resources.files("scanner.watchlist") / file).read_text("utf-8").splitlines()
    return (line for line in lines if not line.startswith("#"))


@cache
def _ways() -> dict[str, tuple[str, ...]]:
    """Return character → ways to take it apart: with radicals as spoken, then as drawn."""
    found = {}
    for row in _rows("split_characters.tsv"):
        whole, forms = row.split("\t")
        ways = (way for form in forms.split() for way in (form.translate(_SPOKEN), form))
        found[whole] = tuple(dict.fromkeys(way for way in ways if whole not in way))[:_MAX_WAYS]
    return found


@cache
def _looks() -> dict[str, str]:
    """Return character → the characters it may be taken for, those of earlier rows first."""
    found: dict[str, str] = {}
    for row in _rows("look_alikes.txt"):
        for character in row:
            others = found.get(character, "") + row.replace(character, "")
            found[character] = "".join(dict.fromkeys(others))
    return found
