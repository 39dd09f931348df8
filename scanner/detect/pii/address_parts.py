"""Addresses as parts between commas: Hong Kong's, Taiwan's and the mainland's in English.

``Flat A, 12/F, Fictive Mansion, 88 Imaginary Road, Kowloon``: one pass finds chains of short
parts, then every part is told by its words: a unit, a floor, a numbered street, an estate.
Rural routes and military boxes are chains of numbered parts, too.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from presidio_analyzer import Pattern

from scanner.detect.pii.address_tables import AREAS, ESTATES, LETTER, POSTAL, PROVINCE, START, TITLE
from scanner.detect.pii.recognizer import Hit

__all__ = ["PARTS", "chains"]

_VALUE = r"[A-Z]?-?[0-9]{1,5}[A-Z]?|[A-Z]"
_KINDS = {
    "unit": rf"(?i:flat|room|rm|unit|shop|house|suite|office)\.?[ ]?(?:{_VALUE})",
    "door": r"[0-9]{1,3}[A-HJ-Z]",
    "floor": (
        r"(?:[0-9]{1,3}|G|LG|UG|M)/F\.?|B?[0-9]{1,3}F(?:\.?-[0-9]{1,2})?\.?"
        r"|[0-9]{1,3}(?:st|nd|rd|th)[ ][Ff](?:loor|l\.?)"
    ),
    "block": rf"(?i:block|blk|tower|building|bldg|phase|lot|dd)\.?[ ](?:{_VALUE})",
    "lane": r"(?i:lane|ln|alley|aly|section|sec)\.?[ ]?[0-9]{1,4}",
    "number": r"(?i:no)\.?[ ]?[0-9]{1,5}(?:-[0-9]{1,4})?",
}
_SIMPLE = "|".join(f"(?:{body})" for body in _KINDS.values())
_NUMBER = r"(?:(?:(?i:no)\.?[ ]?)?[0-9]{1,5}[A-Z]?(?:-[0-9]{1,4}){0,2}[ ])?"
_PART = (
    rf"(?:(?:{_SIMPLE})(?![{LETTER}0-9/]|[ ][A-Z])|N\.T\.|H\.K\."
    rf"|{_NUMBER}{TITLE}(?:[ ]{TITLE}){{0,3}}+(?:[ ][0-9]{{3,6}}(?![0-9A-Za-z-]))?"
    r"(?:[ ]\(R\.O\.C\.\))?)"
)
_CHAIN = Pattern(
    "parts of an address",
    rf"{START}{_PART}(?:,[ ]?{_PART}){{1,9}}(?:[ ][0-9]{{3,6}}(?![0-9A-Za-z-]))?",
    0.9,
)
_RURAL_PART = (
    r"(?:(?i:rr|r\.[ ]?r\.|rural[ ]route|route[ ]rurale|site|box|comp|compartment|lot|concession"
    r"|conc|hc|psc|cmr|unit|psr|emplacement|group|grp)\.?[ ]?\#?[0-9]{1,5}"
    r"(?![0-9A-Za-z]|[.:-][0-9]))"
)
_TOWN = (
    rf"(?:,[ ]{TITLE}(?:[ ]{TITLE}){{0,2}})?(?P<province>(?:,?[ ]\(?){PROVINCE}\)?)?"
    rf"(?P<postal>[ ]{{1,2}}{POSTAL})?"
)
# Chains are found by :func:`chains`; the other two by their patterns alone.
PARTS = (
    Pattern(
        "rural route",
        rf"{START}(?P<first>{_RURAL_PART})(?P<more>(?:,?[ ]{_RURAL_PART}){{0,3}}){_TOWN}",
        0.8,
    ),
    Pattern(
        "general delivery",
        rf"{START}(?i:general[ ]delivery|poste[ ]restante),[ ]{TITLE}(?:[ ]{TITLE}){{0,2}}"
        rf",?[ ]\(?{PROVINCE}\)?(?:[ ]{{1,2}}{POSTAL})?",
        0.7,
    ),
    Pattern(
        "military box",
        rf"{START}(?i:(?:(?:psc|cmr|unit)[ ][0-9]{{3,5}},?[ ]box[ ][0-9]{{1,5}}"
        rf"|(?:uss|usns|usnv|usnvr|uscgc)[ ][{LETTER}]{{2,20}})[,\n ]{{1,3}}"
        r"(?:apo|fpo|dpo)[ ]a[aep](?:[ ][0-9]{5})?)(?![0-9A-Za-z])",
        0.9,
    ),
)
_STREETS = (
    "road|rd|street|st|avenue|ave|lane|ln|path|drive|terrace|boulevard|blvd|lu|jie|dajie|dadao|dao"
    "|xiang|hutong|nong|circuit|highway"
)


class _Piece(NamedTuple):
    start: int
    end: int
    kind: str
    numbered: bool


_TELL = {kind: re.compile(body) for kind, body in _KINDS.items()}
_STARTS_WITH_NUMBER = re.compile(r"(?:[Nn][Oo]\.?[ ]?)?[0-9]")
_ENDINGS = {
    "street": frozenset(_STREETS.split("|")),
    "area": frozenset(AREAS.split("|")),
    "estate": frozenset(ESTATES.split("|")),
}
_CHAIN_RE = re.compile(_CHAIN.regex)
_GATE = re.compile(r"[0-9GM]/F|,[ ]?[A-Z0-9]")
_PIECE = re.compile(r"[^,]+")
_NUMBERED = frozenset({"unit", "floor", "block", "lane", "number", "door"})


def chains(text: str) -> Iterator[Hit]:
    """Yield the chains of parts in ``text`` that make an address."""
    if not _GATE.search(text):
        return
    for match in _CHAIN_RE.finditer(text):
        pieces = _trimmed([_piece(part, match.start()) for part in _PIECE.finditer(match[0])])
        if score := _score(pieces):
            end = min(match.end(), pieces[-1].end)
            yield Hit(pieces[0].start, end, score, _CHAIN)


def _piece(part: re.Match[str], offset: int) -> _Piece:
    text = part[0]
    lead = len(text) - len(text.lstrip())
    kind = _kind(text.strip())
    numbered = kind in _NUMBERED or bool(_STARTS_WITH_NUMBER.match(text.strip()))
    return _Piece(offset + part.start() + lead, offset + part.end(), kind, numbered)


def _kind(text: str) -> str:
    for kind, pattern in _TELL.items():
        if pattern.fullmatch(text):
            return kind
    last = re.sub(r"[ ][0-9]{3,6}$", "", text).rpartition(" ")[2].rstrip(".").lower()
    return next((kind for kind, endings in _ENDINGS.items() if last in endings), "name")


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """Drop the words of the sentence before the first part that belongs to an address."""
    first = next((i for i, piece in enumerate(pieces) if piece.kind != "name"), len(pieces))
    return pieces[first:]


def _score(pieces: list[_Piece]) -> float:
    kinds = [piece.kind for piece in pieces]
    numbered = sum(piece.numbered for piece in pieces)
    named = {"street", "estate"} & set(kinds)
    place = "area" in kinds or kinds[-1:] == ["name"]
    if "floor" in kinds and (named or numbered >= 3):
        return 0.9
    if numbered >= 2 and named:
        return 0.9
    if numbered and "street" in kinds and "area" in kinds:
        return 0.85
    if numbered and "area" in kinds and kinds.count("area") >= 2:
        return 0.8
    if {"unit", "block", "number"} & set(kinds) and (named or "area" in kinds) and place:
        return 0.7
    if numbered and len(named) == 2:
        return 0.7
    return 0.0
