"""Street addresses as Canadians write them in English and French, and Hong Kong's in English.

A civic number, a name and a kind of street are what makes one; unit, city, province and postal
code are taken along where they follow. Words that are everyday English too (drive, court, way)
count only behind a capitalised name.
"""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, words

__all__ = ["LatinAddressRecognizer"]

_START = r"(?<![0-9A-Za-z])(?<![A-Za-z]-)(?<![0-9][-./,:])(?<![$€£¥#])"
_UNIT = (
    r"(?:(?i:apt|apartment|appartement|app|unit|unité|suite|ste|bureau|bur|local|room|rm|flat|ph)"
    r"\.?[ ]{0,2}#?[ ]?|\#[ ]?)(?:[A-Za-z]?[0-9]{1,5}[A-Za-z]?|[A-Z])(?![0-9A-Za-z])"
)
_NUMBER = (
    rf"(?:{_UNIT}[ ]?[,\-]?[ ]{{0,2}}|#?[0-9]{{1,5}}[A-Za-z]?[ ]?-[ ]?)?"
    r"(?P<civic>[0-9]{1,5})(?:[A-Za-z](?![A-Za-z])|[ ](?:bis|ter|1/2)(?![a-z])|½)?"
)
_EVERYDAY = (
    "drive|dr|court|crt|ct|place|pl|square|sq|way|gate|close|grove|hill|heights|gardens|garden"
    "|row|line|circle|cir|trail|lane|ln|terrace|park|path|mews|landing|ridge|view|green|common"
    "|highway|hwy"
)
_STREET = (
    "street|str|st|avenue|ave|av|road|rd|boulevard|blvd|boul|crescent|cres|parkway|pkwy|sideroad"
    "|concession"
)
_WORD = r"[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9'’\-]{0,24}\.?"
_TITLE = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’\-]{0,24}\.?"
_CITY = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’\-]{0,23}[a-zà-öø-ÿ]\.?"
_DIRECTION = (
    r"(?:[ ](?:[NSEWO]|NE|NW|SE|SW|NO|SO|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Nn]ord|[Ss]ud|[EÉeé]st"
    r"|[Oo]uest)\.?(?![A-Za-z]))?"
)
_PROVINCE = (
    r"(?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|PEI|YT|NT|NU|(?i:ontario|qu[ée]bec|british columbia|alberta"
    r"|manitoba|saskatchewan|nova scotia|new brunswick|newfoundland|ont\.|qu[ée]\.|canada"
    r"|hong kong|kowloon|new territories|H\.?K\.))(?![A-Za-z])"
)
_POSTAL = r"[A-Za-z][0-9][A-Za-z][ \-]?[0-9][A-Za-z][0-9](?![0-9A-Za-z])"
_GAP = r"[ ]{0,2}[,\n(][ ]{0,2}|[ ]{1,2}"
_TAIL = (
    rf"(?P<unit>(?:{_GAP}){_UNIT})?"
    # A city: capitalised words after a comma that no sentence goes on from, or before a province.
    rf"(?P<city>[ ]{{0,2}}[,\n][ ]{{0,2}}{_CITY}(?:[ ]{_CITY}){{0,2}}(?![A-Za-zÀ-ÿ'])(?![ ][a-z])"
    rf"|[ ]{_CITY}(?:[ ]{_CITY}){{0,2}}(?=,?[ ]\(?{_PROVINCE}))?"
    rf"(?P<province>(?:{_GAP}){_PROVINCE}\)?)?"
    rf"(?P<postal>(?:{_GAP}){_POSTAL})?"
)
_BOXES = ("box", "postale", "c.p.", "b.p.", "cp", "bp", "/f", " floor")
_FRENCH = (
    "rue|boulevard|boul|blvd|avenue|av|chemin|ch|côte|cote|rang|route|rte|montée|allée|impasse"
    "|place|croissant|terrasse|ruelle|promenade|quai|passage|carré"
)
_PARTICLE = r"(?i:de la|de l['’]|des|du|de|d['’]|la|les|le|l['’]|à|aux|et|saint|sainte|st|ste)"
# In a name typed in small letters, one of these shows that it is no name.
_NOT_NAMES = frozenset(
    words(
        "a an the of and or but in on at to from down up off over by with for my your his her its"
        " our their this that these those is are was were be been has have had do does did will"
        " would can could should people person men women kids years year yrs months month weeks"
        " week days day hours hour hrs minutes minute mins min seconds sec km kms mi miles mile"
        " meters metres m feet ft blocks block cars houses times time percent million thousand"
        " dollars bucks more less most other new old good bad long short big small one two three"
        " four lane lanes way gig star people's mph kph am pm per vs out into just only some any"
        " no not he she they we i you it as if so than then when where across along around near"
        " after before between through during without within stop start step game games place"
        " different separate main high side dead one-way two-way full open closed last next first"
    )
)
# However it is typed, one of these counts or measures.
_NEVER_NAMES = frozenset(
    words("from feet foot miles minutes minute hours hour days years people km meters metres times")
)


class LatinAddressRecognizer(Recognizer):
    """Finds street addresses and post office boxes in Latin script."""

    ENTITY, LABEL = "STREET_ADDRESS", "street address"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA", "US", "HK"})
    FLAGS = 0
    TRIGGERS = (*_EVERYDAY.split("|"), *_STREET.split("|"), *_FRENCH.split("|"), *_BOXES)
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "English",
            rf"{_START}{_NUMBER},?[ ]{{1,2}}(?P<name>{_WORD}(?:[ ]{_WORD}){{0,3}}?)[ ]"
            rf"(?:(?P<everyday>(?i:{_EVERYDAY}))|(?i:{_STREET}))\.?(?![A-Za-zÀ-ÿ'’\-]){_DIRECTION}{_TAIL}",
            0.75,
        ),
        Pattern(
            "French",
            rf"{_START}{_NUMBER},?[ ]{{1,2}}(?P<kind>(?i:{_FRENCH}))\.?[ ]"
            rf"(?P<name>(?:{_PARTICLE}[ ]?){{0,2}}"
            rf"(?:{_TITLE}(?:[ ](?:{_PARTICLE}[ ])?{_TITLE}){{0,3}}"
            rf"|{_WORD})){_DIRECTION}{_TAIL}",
            0.75,
        ),
        Pattern(
            "post office box",
            r"(?<![0-9A-Za-z])(?:(?i:p\.?[ ]?o\.?[ ]?box|post office box|case postale)"
            rf"|C\.P\.|B\.P\.|CP|BP)[ ]?\#?(?P<civic>[0-9]{{1,6}})(?![0-9A-Za-z]){_TAIL}",
            0.6,
        ),
        Pattern(
            "Hong Kong flat",
            r"(?<![0-9A-Za-z])(?i:flat|rm|room|unit)[ ]?[A-Z0-9]{1,4},[ ]?(?P<civic>[0-9]{1,2})"
            r"(?:/F|(?:st|nd|rd|th)[ ](?i:floor))(?:,[ ]?[A-Z0-9][A-Za-z0-9'’.\-]{0,24}"
            r"(?:[ ][A-Z0-9][A-Za-z0-9'’.\-]{0,24}){0,4}){1,5}",
            0.9,
        ),
    )
    CONTEXT = words(
        "address home house lives live living residence resides moved reside adresse habite"
        " demeure domicile réside maison vit chez 地址 住址 住在 家住 住喺 show_up visit door"
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

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Weigh how the name is written and what follows it."""
        found = match.groupdict()
        if pattern.name == "Hong Kong flat":
            return Verdict(good=True)
        tail = sum(found[part] is not None for part in ("unit", "province", "postal"))
        if pattern.name == "post office box":
            bare = match[0][:2] in {"CP", "BP"}
            return Verdict(good=True, score=0.9 if tail else 0.3 if bare else 0.6)
        if _is_year(match, found["civic"]) or not _is_name(found["name"]):
            return Verdict(good=False)
        score = _name_score(found["name"], found.get("everyday"))
        return Verdict(good=True, score=min(0.95, score + 0.25 * bool(tail)))


def _is_year(match: re.Match[str], civic: str) -> bool:
    before = match.string[max(0, match.start() - 8) : match.start()].lower()
    return bool(re.fullmatch("(?:19|20)[0-9]{2}", civic)) and bool(
        re.search(r"(?:^|[^a-z])(?:in|since|by|en|depuis|of|until)[ ]$", before)
    )


def _is_name(name: str) -> bool:
    parts = name.split()
    if any(part.lower() in _NEVER_NAMES for part in parts):
        return False
    small = [part for part in parts if part.islower()]
    return (
        any(part[0].isalpha() or part[-1].isalpha() for part in parts)
        and not (len(small) == len(parts) and parts[-1] in _PARTICLES)
        and not any(part.rstrip(".") in _NOT_NAMES for part in small if part not in _PARTICLES)
    )


_PARTICLES = frozenset(words("de la du des d' l' le les à aux et saint sainte st ste"))


def _name_score(name: str, everyday: str | None) -> float:
    """Return what a street's name is worth; an everyday kind needs a capital itself."""
    capital = any(part[0].isupper() or part[0].isdigit() for part in name.split())
    if everyday:
        return 0.55 if capital and everyday[0].isupper() else 0.3 if capital else 0.2
    return 0.75 if capital else 0.5
