"""Street addresses in Latin script: Canadian English and French first, and how the world writes.

A civic number, a name and a kind of street make one; unit, city, province and postal code are
taken along where they follow. Words that are everyday English too (drive, court, way) count only
behind a capitalised name; rarer ones (bay, run, point) only with more of an address beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii import address_tables as table
from scanner.detect.pii.address_parts import PARTS, chains
from scanner.detect.pii.address_tables import (
    DIRECTION,
    LETTER,
    NEVER_NAMES,
    NOT_NAMES,
    PARTICLE,
    PARTICLES,
    START,
    TITLE,
    UNIT_BEFORE,
    WORD,
    either,
)
from scanner.detect.pii.address_world import GATES, TAIL, WORLD, world_score
from scanner.detect.pii.plain import Plain
from scanner.detect.pii.recognizer import Example, Hit, Recognizer, Verdict, words

__all__ = ["LatinAddressRecognizer"]

_NUMBER = (
    rf"(?:{UNIT_BEFORE}[ ]?[,\-]?[ ]{{0,2}}|\#?(?:[0-9]{{1,5}}[A-Za-z]?|[A-Z])[ ]?-[ ]?)?"
    r"(?P<civic>[0-9]{1,5})(?:-[0-9]{1,5}(?![0-9A-Za-z-]))?"
    rf"(?:-?[A-Za-df-z](?![{LETTER}0-9'’.])|[ ](?:bis|ter|1/2)(?![a-z])|½)?"
)
_SEP = r"(?:,?[ ]{1,2}|[ ]-[ ])"
_STRONG, _EVERYDAY, _RARE = either(table.STRONG), either(table.EVERYDAY), either(table.RARE)
_KINDS = either(f"{table.STRONG}|{table.EVERYDAY}|{table.RARE}")
_ENDS = rf"\.?(?![{LETTER}0-9'’\-])"
# Old St Patrick Street, Larkspur Park Drive: the name goes on behind what looks like its kind.
_SAINT = rf"(?!(?<=[Ss]t)\.?[ ]{TITLE}(?:[ ]{TITLE})?[ ](?i:{_STRONG}){_ENDS})"
_FURTHER = rf"(?P<further>(?:[ ]{TITLE})?[ ](?i:{_KINDS}){_ENDS})?"
_STRONG_WORDS, _USUAL = frozenset(table.STRONG.split("|")), frozenset(table.EVERYDAY.split("|"))
_HEADLINE = re.compile(rf"[ ]{TITLE}")
# Kinds that are words of every day in French, too.
_FRENCH_EVERYDAY = frozenset(
    words("place pl cours voie passage côte cote villa cité mail square route rte cercle prom")
)
_FRENCH_NO_NAMES = frozenset(
    words(
        "ou et est de du à où qui que pour dans fermée bloquée libre libres gratuite de par sur"
        " publique en bientôt toujours encore jamais déjà très assise debout parking"
        " stationnement choix plus ou"
    )
)
_ROADS = (
    "highway|hwy|county road|county rd|regional road|regional rd|range road|rge rd|township road"
    "|township rd|twp road|twp rd|concession road|concession|con|sideroad|side road|state route"
    "|state road|rural road|farm road|autoroute"
)
_BOXES = frozenset({"post office box", "rural route"})
_STATION = (
    r"(?:,?[ ](?:Stn|STN|Station|[Ss]ucc|[Ss]uccursale|RPO|CSP)\.?"
    rf"[ ](?:{TITLE}(?:[ ]{TITLE})?|[A-Z](?![{LETTER}])))?"
)


class LatinAddressRecognizer(Recognizer):
    """Finds street addresses and post office boxes in Latin script."""

    ENTITY, LABEL = "STREET_ADDRESS", "street address"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA", "US", "HK", "TW", "CN"})
    FLAGS = 0
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "English",
            rf"{START}{_NUMBER}{_SEP}(?P<name>{WORD}(?:[ ]{WORD}){{0,3}}?)[ ]"
            rf"(?:(?P<everyday>(?i:{_EVERYDAY}))|(?P<rare>(?i:{_RARE}))|(?i:{_STRONG}))"
            rf"{_SAINT}{_ENDS}{_FURTHER}(?P<side>{DIRECTION}){TAIL}",
            0.75,
        ),
        Pattern(
            "numbered road",
            rf"{START}{_NUMBER}{_SEP}(?P<name>(?:{TITLE}[ ])?"
            rf"(?:(?i:{either(_ROADS)})|Line|Route)\.?)[ ]"
            rf"\#?[0-9]{{1,4}}[A-Z]?(?![{LETTER}0-9]|[.,:-][0-9]){DIRECTION}{TAIL}",
            0.6,
        ),
        Pattern(
            "numbered line",
            rf"{START}{_NUMBER}{_SEP}(?P<name>[0-9]{{1,3}}(?:st|nd|rd|th|er|re|e|ème|ième))[ ]"
            rf"(?P<kind>Line|Concession|Sideroad|Avenue|Rue|Rang|Boulevard|Croissant){_ENDS}"
            rf"{DIRECTION}{TAIL}",
            0.75,
        ),
        Pattern(
            "French",
            rf"{START}{_NUMBER},?[ ]{{1,2}}(?P<kind>(?i:{either(table.FRENCH)}))\.?[ ]"
            rf"(?P<name>(?P<of>(?:{PARTICLE}(?:[ ]|(?<=['’]))){{0,2}})"
            rf"(?:{TITLE}(?:[ ](?:{PARTICLE}(?:[ ]|(?<=['’]))){{0,2}}(?!{UNIT_BEFORE})"
            rf"(?!(?:Ouest|Est|Nord|Sud|[EONS])(?![{LETTER}])){TITLE}){{0,3}}|[0-9]{{1,4}}"
            rf"|[{LETTER}][{LETTER}'’\-]{{1,24}}+)){DIRECTION}{TAIL}",
            0.75,
        ),
        Pattern(
            "Grande Allée",
            rf"{START}{_NUMBER},?[ ](?P<name>(?:Grande|Petite|Vieille)[ -]"
            rf"(?:Allée|Côte|Rue|Montée|Place)(?:[ -](?:{PARTICLE}[ -]?)?{TITLE})?)"
            rf"{DIRECTION}{TAIL}",
            0.7,
        ),
        Pattern(
            "The Something",
            rf"{START}{_NUMBER}{_SEP}(?P<name>The[ ]{TITLE}){_ENDS}{TAIL}",
            0.55,
        ),
        Pattern(
            "post office box",
            r"(?<![0-9A-Za-z])(?:(?i:p\.?[ ]?o\.?[ ]?box|post office box|postbox|case postale"
            r"|bo[îi]te postale)|C\.[ ]?P\.|B\.[ ]?P\.|CP|BP)[ ]?\#?(?P<civic>[0-9]{1,6})"
            rf"(?![0-9A-Za-z]|[.,-][0-9])(?P<station>{_STATION}){TAIL}",
            0.6,
        ),
        *PARTS,
        *WORLD,
    )
    CONTEXT = words(
        "address home house lives live living residence resides moved reside adresse habite"
        " demeure domicile réside maison vit chez loge 地址 住址 住在 家住 住喺 show_up visit door"
        " addresses condo duplex located"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        (
            "she lives at 1420 Fictive Street, Apt 3, Ottawa, ON K1A 0B1",
            ("1420 Fictive Street, Apt 3, Ottawa, ON K1A 0B1",),
        ),
        ("#14-2209 Fictive Ave W is hers", ("#14-2209 Fictive Ave W",)),
        ("她住在12 Fictive Road，快去", ("12 Fictive Road",)),
        ("unit 5, 88 Old Example Crescent", ("unit 5, 88 Old Example Crescent",)),
        ("home is 12 maple street btw", ("12 maple street",)),
        (
            "elle habite au 1420, rue Fictive, app. 3, Montréal (Québec) H3Z 2Y7",
            ("1420, rue Fictive, app. 3, Montréal (Québec) H3Z 2Y7",),
        ),
        ("au 35 boul. de la Fiction Ouest bur. 200", ("35 boul. de la Fiction Ouest bur. 200",)),
        ("12 bis chemin du Vieux Moulin", ("12 bis chemin du Vieux Moulin",)),
        ("habite 77 rue fictive", ("77 rue fictive",)),
        ("C.P. 1234, Gatineau", ("C.P. 1234, Gatineau",)),
        ("PO Box 99", ("PO Box 99",)),
        (
            "Flat 5, 12/F, Block A, Fictive Garden, Kowloon",
            ("Flat 5, 12/F, Block A, Fictive Garden, Kowloon",),
        ),
        (
            "3-1420 Fictive Avenue, Vancouver BC V5K 0A1",
            ("3-1420 Fictive Avenue, Vancouver BC V5K 0A1",),
        ),
        ("1420 Fictive St. apt 3 Ottawa ON", ("1420 Fictive St. apt 3 Ottawa ON",)),
        ("20 Feet From Wall Street", ()),
        ("the I-10 toll lane", ()),
        ("game 7 Blue Jays court", ()),
        ("5 minutes down the street", ()),
        ("24 hour court", ()),
        ("10 people on the road", ()),
        ("la grue 5 rouge", ()),
        ("3 recrues de plus", ()),
        ("in 2019 Fictive Street was closed", ()),
        ("a 4 lane highway", ()),
        ("won 3 to 2 in straight sets", ()),
        ("I have 2 kids drive safe", ()),
        ("$500 Fictive Street", ()),
    )

    def hits(self, plain: Plain, patterns: list[Pattern]) -> Iterator[Hit]:
        """Yield addresses; those that overlap are parts of one."""
        patterns = [p for p in patterns if p.name not in GATES or GATES[p.name](plain.text)]
        found = [*super().hits(plain, patterns), *chains(plain.text)]
        current: Hit | None = None
        for hit in sorted(found, key=lambda item: (item.start, -item.end)):
            if current is None or not _goes_with(current, hit, plain.text):
                if current is not None:
                    yield current
                current = hit
            else:
                current = _joined(current, hit)
        if current is not None:
            yield current

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Weigh how the name is written and what follows it."""
        found = match.groupdict()
        tail = sum(bool(found.get(part)) for part in ("unit", "province", "postal"))
        if pattern.name == "post office box":
            more = tail or found["station"]
            return Verdict(good=True, score=0.9 if more else 0.3 if _is_bare(match) else 0.6)
        if pattern in WORLD or pattern in PARTS:
            worth = world_score(match, pattern, tail)
            return Verdict(good=worth > 0, score=worth)
        famous = f"{found['civic']} {found['name']}".lower() in table.FAMOUS
        if famous or _is_year(match) or not _is_name(found):
            return Verdict(good=False)
        score = _name_score(found, match, pattern)
        return Verdict(good=True, score=min(0.95, score + 0.25 * bool(tail)))


def _goes_with(first: Hit, second: Hit, text: str) -> bool:
    """Tell whether the second overlaps the first, or is the box that follows its street."""
    if second.start < first.end:
        return True
    return second.pattern.name in _BOXES and text[first.end : second.start] in {", ", " ", "\n"}


def _joined(first: Hit, second: Hit) -> Hit:
    better = max(first, second, key=lambda hit: hit.score)
    return replace(better, start=first.start, end=max(first.end, second.end))


def _is_bare(match: re.Match[str]) -> bool:
    return match[0][:2] in {"CP", "BP"}


def _is_year(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    return bool(re.fullmatch("(?:19|20)[0-9]{2}", match["civic"])) and bool(
        re.search(r"(?:^|[^a-z])(?:in|since|by|en|depuis|of|until|from|after|before)[ ]$", before)
    )


def _is_name(found: dict[str, str | None]) -> bool:
    name = (found["name"] or "").removeprefix("The ")
    parts = name.split()
    if any(part.lower() in NEVER_NAMES for part in parts):
        return False
    small = [part for part in parts if part.islower()]
    if any(part.isdigit() for part in parts[1:] if len(parts[0]) > 2):
        return False
    if found.get("kind") and parts[-1].lower() in _FRENCH_NO_NAMES:
        return False
    return (
        any(character.isalpha() for character in name)
        or bool(found.get("kind"))
        or _is_numbered(found)
    ) and not (
        (len(small) == len(parts) and parts[-1] in PARTICLES)
        or any(part.rstrip(".") in NOT_NAMES for part in small if part not in PARTICLES)
    )


def _is_numbered(found: dict[str, str | None]) -> bool:
    """Tell whether a street has a number for a name, as in Calgary: a quarter must follow."""
    short = len(found["name"] or "") <= 3 and not found.get("everyday") and not found.get("rare")
    return short and bool(found.get("side") or found.get("unit") or found.get("province"))


def _name_score(found: dict[str, str | None], match: re.Match[str], pattern: Pattern) -> float:
    """Return what a street's name is worth; an everyday kind needs a capital itself."""
    name = found["name"] or ""
    capital = any(part[0].isupper() or part[0].isdigit() for part in name.split())
    if pattern.name == "French":
        usual = (found["kind"] or "").lower() in _FRENCH_EVERYDAY
        return 0.6 if usual and capital else 0.75 if capital else 0.3 if usual else 0.5
    if pattern.name != "English":
        return 0.3 if pattern.name == "The Something" else pattern.score
    kind, strength = _kind(found)
    if strength == "strong":
        return 0.75 if capital else 0.5
    firm = capital and kind[0].isupper()
    if strength == "rare" or _goes_on(match):
        return 0.35 if firm else 0.05
    return 0.55 if firm else 0.3 if capital else 0.2


def _kind(found: dict[str, str | None]) -> tuple[str, str]:
    """Return the word that says what kind of street it is, and how much that word says."""
    if further := found.get("further"):
        kind = further.split()[-1].rstrip(".")
        strong = kind.lower() in _STRONG_WORDS
        return kind, "strong" if strong else "everyday" if kind.lower() in _USUAL else "rare"
    for strength in ("everyday", "rare"):
        if kind := found.get(strength) or "":
            return kind, strength
    return "", "strong"


def _goes_on(match: re.Match[str]) -> bool:
    """Tell whether a capitalised word follows, as in a headline: 5 Star Court Reporters."""
    return bool(_HEADLINE.match(match.string, match.end()))
