"""Addresses: the ways one enrolled address is written, exact ones as literals, others by a matcher.

A literal is found however the text is spaced. The matcher knows the address's parts and finds them
in any order: the unit before or behind, the number last, the type of the street in another
spelling or none, the postal code with the number, a slip in the street's name.
"""

from collections.abc import Iterator
from functools import cached_property

from scanner.text.compact import Compact, compact
from scanner.text.fold import is_han
from scanner.watchlist.han_streets import HanAddress, HanFinder, han_number, parse_han_address
from scanner.watchlist.latin_addresses import (
    STREET_TYPES,
    LatinAddress,
    parse_latin_address,
)
from scanner.watchlist.latin_streets import LatinFinder
from scanner.watchlist.people import Person
from scanner.watchlist.readings import mandarin

__all__ = ["AddressMatcher", "address_matchers", "address_patterns"]

_STRONG, _WEAK = 1.0, 0.3
_DISTINCTIVE = 8
_MIN_REVERSED = 5
# "Larkspur Hollow Crescent, number 2209": what may stand before a number that comes last.
_NUMBER_AFTER = ("", "au", "no", "numero", "number")
_COMMON_STRENGTH = 0.4
# How the types of roads are rendered in English addresses.
_RENDERED = {
    "大道": "avenue", "大街": "street", "路": "road", "街": "street", "巷": "lane", "弄": "lane",
    "道": "road",
}  # fmt: skip
_NO_MANDARIN = ("香港", "九龙", "新界", "澳门")


class AddressMatcher:
    """Finds one enrolled address in texts, beyond its exact spellings.

    ``anchors`` are literals of compact text, at least five ASCII or two Han characters long: a text
    whose compact form holds none of them has nothing that :meth:`find` finds.
    """

    def __init__(self, value: str) -> None:
        self._finders: list[LatinFinder | HanFinder] = list(_finders(value))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The literals, one of which is in every text that holds the address."""
        return frozenset().union(*(finder.anchors for finder in self._finders))

    def find(self, view: Compact) -> Iterator[tuple[int, int, float]]:
        """Yield (start, end, strength) of what is found, as offsets of the folded text.

        Overlapping finds are given once, the strongest. The cost grows with the text's length.
        """
        found = [span for finder in self._finders for span in finder.find(view)]
        yield from _strongest(found)


def address_matchers(person: Person) -> Iterator[tuple[str, AddressMatcher]]:
    """Yield (fact reference, matcher) for each private address of a person that can be matched."""
    for fact in person.private_facts:
        if fact.kind == "address":
            matcher = AddressMatcher(fact.value.reveal())
            if matcher.anchors:
                yield fact.reference, matcher


def address_patterns(value: str) -> Iterator[tuple[str, float]]:
    """Yield (compact literal, strength) for the exact spellings of an address."""
    whole = compact(value).text
    yield whole, _STRONG
    if any(map(is_han, whole)):
        yield from _han_literals(parse_han_address(whole), whole)
    address = parse_latin_address(value)
    if address.stem and address.number:
        yield from _latin_literals(address)


def _finders(value: str) -> Iterator[LatinFinder | HanFinder]:
    text = compact(value).text
    if any(map(is_han, text)):
        address = parse_han_address(text)
        yield HanFinder(address)
        yield from map(LatinFinder, _in_english(address, text))
    latin = parse_latin_address(value)
    if (latin.stem and latin.number) or latin.postal or latin.box:
        yield LatinFinder(latin)


def _strongest(found: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Of finds that overlap, keep the strongest, then the longest."""
    kept: list[tuple[int, int, float]] = []
    last = -1
    for start, end, strength in sorted(found):
        if start >= last:
            kept.append((start, end, strength))
        elif (strength, end - start) > (kept[-1][2], kept[-1][1] - kept[-1][0]):
            kept[-1] = (start, end, strength)
        last = max(last, kept[-1][1])
    return kept


def _in_english(address: HanAddress, text: str) -> Iterator[LatinAddress]:
    """Render a mainland or Taiwanese address in English: 16 Cuiyu Road.

    Hong Kong's English street names follow no rule; they are enrolled as they are.
    """
    number = address.parts.get("number", "")
    kind = next((kind for kind in _RENDERED if address.road.endswith(kind)), None)
    if not number.isdigit() or kind is None or any(place in text for place in _NO_MANDARIN):
        return
    stem = _pinyin(address.road.removesuffix(kind))
    places = tuple(map(_pinyin, address.places))
    if stem.isascii() and stem:
        yield LatinAddress(
            number=number,
            stem=stem,
            kind=_RENDERED[kind],
            unit=address.parts.get("room", ""),
            places=places,
            lane=address.parts.get("lane", address.parts.get("alley", "")),
            common=address.common,
        )


def _han_literals(address: HanAddress, text: str) -> Iterator[tuple[str, float]]:
    number = address.parts.get("number")
    if not address.road or number is None:
        return
    start = text.find(address.road) + len(address.road)
    end = text.find("号", start)
    between = _before_number(text[start:end])
    strength = _COMMON_STRENGTH if address.common else _STRONG
    for form in {number, han_number(int(number))} if number.isdigit() else {number}:
        yield f"{address.road}{between}{form}号", strength


def _before_number(text: str) -> str:
    return text.rstrip("0123456789零〇一二两三四五六七八九十百千abcdefghijklmnopqrstuvwxyz")


def _latin_literals(address: LatinAddress) -> Iterator[tuple[str, float]]:
    """Yield number + street with every spelling of its type, and without the type."""
    number, stem = address.number, address.stem
    yield from _without_type(address)
    for form in (address.kind, *STREET_TYPES[address.kind]) if address.kind else ():
        # In English the type ends the street's name, in French it starts it.
        street = form + address.link + stem if address.french else stem + form
        strength = _COMMON_STRENGTH if address.common else _STRONG
        yield number + street, strength
        for link in _NUMBER_AFTER:
            yield street + link + number, min(strength, 1.0 if link else 0.8)


def _without_type(address: LatinAddress) -> Iterator[tuple[str, float]]:
    number, stem = address.number, address.stem
    # "12 Otterglass" is an address, "20 young" and "100 bay" are talk.
    strength = 0.8 if len(stem) >= _DISTINCTIVE and not address.common else _WEAK
    yield number + stem, strength
    yield number + address.link + stem, strength
    if len(stem) >= _MIN_REVERSED:
        for link in _NUMBER_AFTER:
            yield stem + link + number, min(strength, 0.7)


def _pinyin(text: str) -> str:
    return "".join((mandarin(character) or (character,))[0] for character in text)
