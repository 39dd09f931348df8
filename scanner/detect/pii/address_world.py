"""How the rest of the world writes a street: the number behind the name, the kind in its tail.

Names like ``Beispielgasse 12`` or ``Via Esempio 12`` tell themselves; a bare name with a number
does not (``Boeing 747``), so it counts only with more of an address around it.
"""

import re
from collections.abc import Callable

from presidio_analyzer import Pattern

from scanner.detect.pii.address_tables import (
    CITY,
    COUNTRIES,
    GAP,
    LETTER,
    POSTAL,
    PROVINCE,
    START,
    TITLE,
    UNIT,
    WORD,
    ZIP,
    either,
)

__all__ = ["GATES", "TAIL", "WORLD", "world_score"]

_AFTER_COUNTRY = r"(?:[ ][0-9]{4,6}(?![0-9A-Za-z]))?"
TAIL = (
    rf"(?P<unit>(?:(?:{GAP}){UNIT}){{1,3}})?"
    # A city: capitalised words after a comma that no sentence goes on from, or before a province.
    rf"(?P<city>[ ]{{0,2}}(?:,|,?[ ]?\n[ >?|]{{0,5}},?)[ ]{{0,2}}{CITY}(?:[ ]{CITY}){{0,3}}"
    rf"(?![{LETTER}'’0-9])(?![ ][a-z])"
    rf"|[ ]{CITY}(?:[ ]{CITY}){{0,2}}(?=,?[ ]\(?{PROVINCE}))?"
    rf"(?P<province>(?:{GAP})\(?{PROVINCE}\)?)?"
    rf"(?P<postal>(?:{GAP})(?:{POSTAL}|{ZIP}))?"
    rf"(?P<country>(?:{GAP}|\n\n[ >?|]{{0,5}})(?i:{either(COUNTRIES)})"
    rf"(?![{LETTER}]){_AFTER_COUNTRY})?"
)
_SUFFIXES = (
    "straße|strasse|str|gasse|platz|allee|weg|ufer|steig|gata|gatan|gade|vej|vejen|veien|vegen"
    "|vägen|stræde|stræti|straeti|gate|vegur|katu|kuja|tie|polku|straat|laan|gracht|kade|plein"
    "|dreef|singel|dijk|steenweg|baan|utca|körút"
)
_PREFIXES = (
    "via|viale|piazza|corso|vicolo|calle|avda|avenida|rua|travessa|praça|ulica|ul|aleja|plac|rue"
    "|cesta|trg|ulice|náměstí|nám|strada|carrer|camino|largo|estrada"
)
_SEPARATE = (
    "utca|út|u|tér|krt|rkp|köz|kapu|str|straße|strasse|gate|vei|väg|katu|tie|street|avenue|sqr"
)
_NUMBER = rf"[0-9]{{1,4}}[A-Za-z]?(?![{LETTER}0-9%]|[.,:/-][0-9])\.?"
_OF = "(?i:de la|de los|de|da|do|dos|das|del|della|dei|di|du|des|la|los|les|von|den)"
_LEAD = r"(?:[0-9]{1,6},?[ ])?"
_SAYS = (
    r"(?i:lives?[ ](?:on|at|in)|address(?:[ ]is|[ ]to)?:?|located[ ](?:on|at)|corner[ ]of"
    r"|resides?[ ](?:on|at)|moved[ ]to|(?:side|end)[ ]of|enter[ ](?:on|at)|station[ ]is[ ](?:on|at)"
    r"|restaurant[ ]is[ ](?:on|at)|deliver(?:ed)?[ ]to|sent[ ]to|return[ ]to)[ \n]"
)
WORLD = (
    Pattern(
        "kind in the name's tail",
        rf"{START}{_LEAD}(?:{TITLE}[ ]){{0,3}}[{LETTER}]{{2,30}}?(?i:{either(_SUFFIXES)})\.?"
        rf"[ ]{_NUMBER}{TAIL}",
        0.6,
    ),
    Pattern(
        "kind before the name",
        rf"{START}{_LEAD}(?i:{either(_PREFIXES)})\.?[ ](?:{_OF}[ ])?"
        rf"(?:{TITLE}[ ](?:{_OF}[ ])?){{1,4}}?{_NUMBER}{TAIL}",
        0.6,
    ),
    Pattern(
        "kind as a word before the number",
        rf"{START}{_LEAD}(?:{TITLE}[ ]){{1,4}}(?:{either(_SEPARATE)})\.?[ ]{_NUMBER}{TAIL}",
        0.6,
    ),
    Pattern(
        "numbers on both sides",
        rf"{START}[0-9]{{1,6}}[ ](?P<name>[{LETTER}][{LETTER}'’\-]{{1,24}}\.?"
        rf"(?:[ ]{WORD}){{0,4}}?)[ ]{_NUMBER}{TAIL}",
        0.6,
    ),
    Pattern(
        "name and number",
        rf"{START}(?P<name>{TITLE}(?:[ ]{WORD}){{0,4}}?)[ ]{_NUMBER}{TAIL}",
        0.6,
    ),
    Pattern(
        "number and name",
        rf"{START}[0-9]{{1,6}}[ ](?P<name>{TITLE}(?:[ ]{WORD}){{0,3}}){TAIL}",
        0.6,
    ),
    Pattern(
        "after words that say so",
        rf"(?<![{LETTER}]){_SAYS}(?P<value>(?:[0-9]{{1,6}}[ ])?{TITLE}(?:[ ]{WORD}){{0,3}}?"
        rf"[ ]{_NUMBER}{TAIL})",
        0.5,
    ),
)
_ENDINGS = tuple(_SUFFIXES.split("|"))
_SPACE_DIGIT = re.compile(r"\.?[ ][0-9]")


def _has_kind_in_tail(text: str) -> bool:
    """Tell whether a number follows a word that ends like a street; no regex does it as fast."""
    return any(
        text[max(0, match.start() - 9) : match.start()].lower().endswith(_ENDINGS)
        for match in _SPACE_DIGIT.finditer(text)
    )


# What a text must hold for a pattern to be tried at all: the names are slow to look for.
GATES: dict[str, Callable[[str], object]] = {
    "numbered road": re.compile(
        r"(?i:road|rd|y|con|side|route|concession|Line)\.?[ ]\#?[0-9]"
    ).search,
    "numbered line": re.compile(r"[0-9][a-zè]{1,4}[ ][LCSARB][a-z]").search,
    "Grande Allée": re.compile(r"Grande|Petite|Vieille").search,
    "The Something": re.compile(r"[0-9][ ]The[ ]").search,
    "kind in the name's tail": _has_kind_in_tail,
    "kind before the name": re.compile(rf"(?<![{LETTER}])(?i:{either(_PREFIXES)})\.?[ ]").search,
    "kind as a word before the number": re.compile(
        rf"[ ](?:{either(_SEPARATE)})\.?[ ][0-9]"
    ).search,
    "name and number": re.compile(rf"[0-9][ ,\n]{{1,3}}[ >?|]{{0,5}}{UNIT}").search,
    "number and name": re.compile(rf"[{LETTER}.][ ,\n]{{1,3}}[ >?|]{{0,5}}{UNIT}").search,
}
# These say nothing alone: a unit, or a country with a code, has to follow; then 0.6.
_BARE = frozenset({"numbers on both sides", "name and number", "number and name"})


def world_score(match: re.Match[str], pattern: Pattern, tail: int) -> float:
    """Return what a match of :data:`WORLD` or of the rural patterns is worth with its tail."""
    found = match.groupdict()
    if pattern.name == "rural route":
        return _rural_score(found, tail)
    if pattern.name in _BARE:
        place = any(found[part] for part in ("postal", "country", "province"))
        framed = pattern.name == "numbers on both sides"
        firm = (found["unit"] and (place or framed)) or (
            framed and found["province"] and found["postal"]
        )
        return 0.6 if firm else 0.0
    return min(0.95, pattern.score + 0.15 * bool(tail))


def _rural_score(found: dict[str, str | None], tail: int) -> float:
    first, more = (found["first"] or "").lower(), (found["more"] or "").lower()
    rural = first.startswith(("rr", "r.", "rur", "rou")) or "rr" in more or "r.r" in more
    if rural and (more or tail or "," in first):
        return 0.85
    if not rural and more and tail:
        return 0.8
    return 0.5 if "rural" in first else 0.3 if rural else 0.0
