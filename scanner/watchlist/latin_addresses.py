"""The parts of a street address in Latin letters: Canadian in English and French, Hong Kong's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scanner.text.compact import compact
from scanner.text.fold import fold

__all__ = [
    "COMMON_STREETS",
    "DIRECTIONS",
    "PARTICLES",
    "STREET_TYPES",
    "TYPE_OF",
    "UNIT_WORDS",
    "LatinAddress",
    "parse_latin_address",
    "type_at",
    "words_of",
]

PARTICLES = frozenset("de du des la le les l d".split())
DIRECTIONS = frozenset(
    "n s e w o ne nw se sw no so north south east west nord sud est ouest".split()
)

STREET_TYPES = {
    "street": ("st", "str", "jie"), "avenue": ("ave", "av"), "road": ("rd", "lu"),
    "crescent": ("cres", "cr", "croissant"), "drive": ("dr",),
    "boulevard": ("blvd", "boul", "bd", "dadao"), "lane": ("ln", "xiang"), "court": ("ct", "crt"),
    "place": ("pl",), "terrace": ("terr", "ter", "terrasse"), "trail": ("trl", "tr"), "way": (),
    "close": (), "rue": ("r",), "chemin": ("ch",), "route": ("rte",), "rang": (), "montee": (),
    "impasse": (), "allee": (), "circle": ("cir",), "square": ("sq",), "parkway": ("pkwy",),
    "gardens": ("gdns",), "grove": ("grv",), "heights": ("hts",), "hill": (), "row": (),
    "path": (), "gate": (), "mews": (), "rise": (), "run": (), "quay": (), "bend": (),
    "highway": ("hwy",), "cote": (), "ruelle": (), "promenade": ("prom",),
}  # fmt: skip
_FRENCH = {
    *("rue r chemin ch route rte rang montee impasse allee boul bd cote ruelle promenade").split(),
    *("croissant", "terrasse"),
}
TYPE_OF = {form: name for name, forms in STREET_TYPES.items() for form in (name, *forms)}
# Every town has these; the number and the name alone point to nobody. Source: own list.
COMMON_STREETS = frozenset(
    "main king queen church park first second third 1st 2nd 3rd maple oak elm cedar pine birch"
    " george john james william victoria albert union mill bridge front water lake station"
    " wellington principale eglise college notredame saintjean saintjoseph stjean stjoseph"
    " renmin zhongshan jiefang jianshe heping xinhua shengli wenhua zhongzheng minsheng".split()
)

UNIT_WORDS = (
    "unit|apt|apartment|appartement|app|suite|ste|bureau|bur|local|room|rm|flat|penthouse|ph"
)
_UNIT = re.compile(
    rf"(?:(?<![a-z])(?:{UNIT_WORDS})\b\.?\s{{0,2}}#?\s?|#\s?)([a-z]?\d{{1,5}}[a-z]?|[a-z])(?![a-z0-9])"
    r"(?!\s?-\s?\d)"
)
_FLOOR = re.compile(
    r"(?<![a-z0-9])\d{1,3}(?:/f|(?:st|nd|rd|th)? floor|e etage)(?![a-z])"
    r"|(?<![a-z])(?:block|blk|tower|floor|bldg|building) [a-z0-9]{1,3}(?![a-z0-9])"
)
_POSTAL = re.compile(r"(?<![a-z0-9])([a-z]\d[a-z])[ -]?(\d[a-z]\d)(?![a-z0-9])")
_BOX = re.compile(
    r"(?<![a-z])(?:p\.?\s?o\.?\s?box|post office box|postal box|case postale|boite postale"
    r"|c\.p\.|b\.p\.|cp|bp)\s?#?\s?(\d{1,6})(?!\d)"
)
_PROVINCES = re.compile(
    r"(?<![a-z])(?:on|ont|ontario|qc|bc|ab|mb|sk|ns|nb|nl|pe|pei|yt|nt|nu|alberta|manitoba"
    r"|british columbia|saskatchewan|nova scotia|new brunswick|newfoundland|canada)(?![a-z])"
)
_STREET = re.compile(
    r"(?<![a-z0-9#])(?:#?(?P<unit>\d{1,5}[a-z]?)\s?-\s?)?(?P<number>\d{1,6})(?P<suffix>[a-z])?\s*,?\s+"
    r"(?P<name>[^\W\d_][^,\n#0-9]{2,60}|\d{1,3}(?:st|nd|rd|th|e)?\s[a-z]{2,12}(?:\s[a-z]{1,5})?)"
)


@dataclass(frozen=True, slots=True)
class LatinAddress:
    """The parts of one address; ``stem`` is the street's name in compact form, without its type.

    ``kind`` is a key of :data:`STREET_TYPES`; ``link`` are the particles before a French name.
    Parts that the address does not have are empty.
    """

    number: str = field(default="", repr=False)
    stem: str = field(default="", repr=False)
    kind: str = ""
    direction: str = ""
    link: str = ""
    unit: str = field(default="", repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    postal: str = field(default="", repr=False)
    box: str = field(default="", repr=False)
    lane: str = field(default="", repr=False)
    french: bool = False
    common: bool = False


def parse_latin_address(value: str) -> LatinAddress:
    """Take an address apart; whatever is not recognised is left empty.

    >>> parse_latin_address("14-2209 Larkspur Hollow Cres, Ottawa ON K1A 9Z9").places
    ('ottawa',)
    """
    text = fold(value).text
    postal = _POSTAL.search(text)
    text = _POSTAL.sub(",", text)
    box = _BOX.search(text)
    text = _BOX.sub(",", text)
    unit = _UNIT.search(text)
    text = _FLOOR.sub(",", _UNIT.sub(",", text))
    street = _street_in(text)
    rest = text[street.end() :] if street else text
    name = _named(street["name"]) if street else _Name()
    inside = street["unit"] if street else None
    return LatinAddress(
        number=street["number"].lstrip("0") if street and name.stem else "",
        stem=name.stem,
        kind=name.kind,
        direction=name.direction,
        link=name.link,
        unit=unit[1] if unit else inside or "",
        places=_places(rest),
        postal="".join(postal.groups()) if postal else "",
        box=box[1] if box else "",
        french=name.french,
        common=name.stem in COMMON_STREETS,
    )


def type_at(words: Sequence[str]) -> int | None:
    """Return where the street's type stands: last in English (Hill Road), first in French."""
    places = [index for index, word in enumerate(words) if word in TYPE_OF]
    # Before another type, or at the start, st is Saint.
    places = [at for at in places if words[at] != "st" or 0 < at == places[-1]]
    if not places:
        return None
    place = places[0]
    if place == 0:
        french = words[0] in _FRENCH or not PARTICLES.isdisjoint(words[1:2])
        return 0 if french else places[-1]
    while place + 1 in places:
        place += 1
    return place


def _street_in(text: str) -> re.Match[str] | None:
    found = list(_STREET.finditer(text))
    typed = [match for match in found if not TYPE_OF.keys().isdisjoint(words_of(match["name"]))]
    return next(iter(typed or found), None)


def words_of(text: str) -> list[str]:
    """Return the compact words of a folded text; hyphens and apostrophes end a word."""
    return [plain for word in re.split(r"[\s'-]+", text) if (plain := compact(word).text)]


class _Name(NamedTuple):
    stem: str = ""
    kind: str = ""
    direction: str = ""
    link: str = ""
    french: bool = False


def _named(name: str) -> _Name:
    """Take a street's name apart; it is French if the type comes first."""
    words = words_of(name)
    direction = words.pop() if len(words) > 1 and words[-1] in DIRECTIONS else ""
    place = type_at(words)
    if place is None:
        return _Name("".join(words), direction=direction)
    before, after = words[:place], words[place + 1 :]
    links = 0
    while not before and links + 1 < len(after) and after[links] in PARTICLES:
        links += 1
    return _Name(
        "".join(before or after[links:]),
        TYPE_OF[words[place]],
        direction,
        "".join(after[:links]),
        not before,
    )


def _places(rest: str) -> tuple[str, ...]:
    plain = (compact(part).text for part in re.split(r"[,\n();]", _PROVINCES.sub(",", rest)))
    places = [part for part in plain if part.isalpha() and part.isascii() and 3 <= len(part) <= 30]
    return tuple(dict.fromkeys(places))[:3]
