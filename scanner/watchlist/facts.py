"""Facts as patterns: the ways one enrolled value is written, in compact form.

A pattern's strength says how surely its bare appearance means this person: a whole phone number
or identity number does, a birth date or a school's name needs a second clue.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import phonenumbers

from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.people import Fact

__all__ = ["fact_patterns", "normal_form"]

STRONG, WEAK = 1.0, 0.3
_MIN_LATIN, _MIN_HAN = 5, 3
_DISTINCTIVE = 10
_PARTICLES = frozenset("de du des la le les l d".split())

_STREET_TYPES = {
    "street": ("st",), "avenue": ("ave", "av"), "road": ("rd",), "crescent": ("cres", "cr"),
    "drive": ("dr",), "boulevard": ("blvd", "boul", "bd"), "lane": ("ln",), "court": ("ct",),
    "place": ("pl",), "terrace": ("terr", "ter"), "trail": ("trl", "tr"), "way": (), "close": (),
    "rue": ("r",), "chemin": ("ch",), "route": ("rte",), "rang": (), "montee": (), "impasse": (),
    "allee": (), "circle": ("cir",), "square": ("sq",), "parkway": ("pkwy",), "gardens": ("gdns",),
    "grove": ("grv",), "heights": ("hts",), "hill": (), "row": (), "path": (), "gate": (),
}  # fmt: skip
_TYPE_OF = {form: name for name, forms in _STREET_TYPES.items() for form in (name, *forms)}
_NUMBER_FIRST = re.compile(
    r"(?<![\w#])(?:#?\d{1,5}[a-z]?\s?-\s?)?(\d{1,6}[a-z]?)\s*,?\s+([^\W\d_][^,\n#0-9]{2,60})"
)
_HAN_STREET = re.compile(
    r"([\u3400-\u9fff]{1,12}?(?:大道|路|街|巷|弄|胡同|道|段))(.{0,12}?)(\d{1,5})号"
)
_AFTER_DISTRICT = re.compile(r".*[省市区县镇乡村旗州盟]")
_UNIT_WORDS = re.compile(r"\b(?:unit|apt|apartment|suite|app|bureau|bur|floor|flat)\b.*")
_INSTITUTION_WORDS = re.compile(
    r"\b(?:public|elementary|primary|secondary|high|middle|school|academy|college|university|ecole"
    r"|primaire|secondaire|universite|institut|institute|inc|ltd|ltee|corp)\b"
    r"|小学|中学|高中|大学|学校|幼儿园|有限公司|公司"
)
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
}


def normal_form(value: str, kind: str) -> str:
    """Return the form in which two writings of one value are equal (E.164, folded mail …).

    ``kind`` is an enrolment key. Unparseable values fall back to their compact form.

    >>> normal_form("(343) 555-0126", "phone")
    '13435550126'
    """
    if kind == "phone":
        return _phone_digits(value)
    if kind == "email":
        return fold(value).text.strip()
    if kind == "birth_date":
        day = _as_date(value)
        return day.isoformat() if day else compact(value).text
    return compact(value).text


def fact_patterns(fact: Fact) -> tuple[tuple[str, float], ...]:
    """Return (compact pattern, strength) pairs for one fact; empty if the value is too short."""
    value = fact.value.reveal()
    maker = _MAKERS.get(fact.kind, partial(_literal, strength=STRONG))
    patterns: dict[str, float] = {}
    for text, strength in maker(value):
        if _long_enough(text):
            patterns[text] = max(strength, patterns.get(text, 0))
    return tuple(patterns.items())


def _long_enough(text: str) -> bool:
    return len(text) >= (_MIN_LATIN if text.isascii() else _MIN_HAN)


def _literal(value: str, *, strength: float) -> Iterator[tuple[str, float]]:
    yield compact(value).text, strength


def _phone_digits(value: str) -> str:
    plain = fold(value).text
    try:
        number = phonenumbers.parse(plain, "CA")
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", plain)
    return f"{number.country_code}{number.national_number}"


def _phone(value: str) -> Iterator[tuple[str, float]]:
    digits = _phone_digits(value)
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        yield digits, STRONG
        return
    national = str(number.national_number)
    for prefix in (
        "",
        str(number.country_code),
        f"00{number.country_code}",
        f"011{number.country_code}",
        "0",
    ):
        # Eight digits alone are a Hong Kong number as often as an order number.
        strength = STRONG if prefix not in {"", "0"} or len(national) > 8 else 0.7
        yield prefix + national, strength


def _email(value: str) -> Iterator[tuple[str, float]]:
    local, _, domain = fold(value).text.strip().rpartition("@")
    for at in ("", "at", "arobase", "艾特", "圈a"):
        for dot in ("", "dot", "point", "点"):
            host = dot.join(compact(part).text for part in domain.split("."))
            for local_dot in {"", dot}:
                name = local_dot.join(compact(part).text for part in local.split("."))
                yield f"{name}{at}{host}", STRONG


def _address(value: str) -> Iterator[tuple[str, float]]:
    yield compact(value).text, STRONG
    folded = fold(value).text
    for match in _HAN_STREET.finditer(folded.replace(" ", "")):
        road = _AFTER_DISTRICT.sub("", match[1]) or match[1]
        for number in {match[3], _han_number(int(match[3]))}:
            yield f"{road}{match[2]}{number}号", STRONG
    street = _NUMBER_FIRST.search(folded)
    if street:
        yield from _latin_street(street[1], _UNIT_WORDS.sub("", street[2]).split())


def _latin_street(number: str, words: list[str]) -> Iterator[tuple[str, float]]:
    """Yield number + street with every spelling of its type, and without the type."""
    plain = [compact(word).text for word in words if compact(word).text]
    place = next((index for index, word in enumerate(plain) if word in _TYPE_OF), None)
    if place is None:
        yield number + "".join(plain), 0.8
        return
    name = _TYPE_OF[plain[place]]
    before, after = plain[:place], plain[place + 1 :]
    for form in (name, *_STREET_TYPES[name]):
        # In English the type ends the street's name, in French it starts it.
        words_of_street = [*before, form] if before else [form, *after]
        yield number + "".join(words_of_street), STRONG
    stem = before or after
    yield number + "".join(stem), 0.8
    while len(stem) > 1 and stem[0] in _PARTICLES:
        stem = stem[1:]
    bare = "".join(stem)
    if len(bare) >= _MIN_LATIN:
        yield number + bare, 0.8
        yield from ((bare + link + number, 0.7) for link in ("", "au", "no", "numero", "number"))


def _han_number(number: int) -> str:
    """Write 1–9999 in Chinese numerals (88 → 八十八)."""
    digits, units = "零一二三四五六七八九", ("", "十", "百", "千")
    if number >= 10_000:
        return "".join(digits[int(digit)] for digit in str(number))
    text = ""
    for power, digit in enumerate(reversed(str(number))):
        text = (digits[int(digit)] + units[power] if digit != "0" else "零") + text
    text = re.sub("零+", "零", text).rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def _as_date(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _birth_date(value: str) -> Iterator[tuple[str, float]]:
    day = _as_date(value)
    if day is None:
        yield compact(value).text, WEAK
        return
    for names in _MONTHS.values():
        month = names.split()[day.month - 1]
        for word in {month, month[:3]}:
            yield f"{day.day}{word}{day.year}", WEAK
            yield f"{word}{day.day}{day.year}", WEAK
            yield f"{word}{day.day}th{day.year}", WEAK
    for pattern in ("{0:%Y%m%d}", "{0:%d%m%Y}", "{0:%m%d%Y}", "{0.year}年{0.month}月{0.day}日"):
        yield pattern.format(day), WEAK
    yield f"{day.year}{day.month}{day.day}", WEAK


def _social(value: str) -> Iterator[tuple[str, float]]:
    """Take the account without the service's name; a plain word needs a second clue."""
    account = value.rpartition(":")[2].rpartition("：")[2].strip() or value
    text = compact(account).text
    distinctive = len(text) >= _DISTINCTIVE or not fold(account).text.strip("@").isalpha()
    yield text, 0.8 if distinctive else WEAK
    yield compact(value).text, STRONG


def _institution(value: str) -> Iterator[tuple[str, float]]:
    """Take a school or employer with and without the word for what it is."""
    yield compact(value).text, WEAK
    stem = _INSTITUTION_WORDS.sub(" ", fold(value).text)
    yield compact(stem).text, WEAK


_MAKERS: dict[str, Callable[[str], Iterator[tuple[str, float]]]] = {
    "phone": _phone,
    "email": _email,
    "address": _address,
    "birth_date": _birth_date,
    "school": _institution,
    "employer": _institution,
    "social": _social,
    "other": partial(_literal, strength=0.7),
    "url": partial(_literal, strength=STRONG),
}
