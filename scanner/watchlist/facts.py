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
from scanner.watchlist.addresses import address_patterns
from scanner.watchlist.people import Fact

__all__ = ["fact_patterns", "normal_form"]

STRONG, WEAK = 1.0, 0.3
_MIN_LATIN, _MIN_HAN = 5, 3
_DISTINCTIVE = 10
_INSTITUTION_WORDS = re.compile(
    r"\b(?:public|elementary|primary|secondary|high|middle|school|academy|college|university|ecole"
    r"|primaire|secondaire|universite|institut|institute|inc|ltd|ltee|corp)\b"
    r"|小学|中学|高中|大学|学校|幼儿园|有限公司|公司"
)
_NUMERIC_DATES = (
    "{0:%Y%m%d}", "{0:%d%m%Y}", "{0:%m%d%Y}", "{0.year}{0.month}{0.day}",
    "{0.day}{0.month}{0.year}", "{0.month}{0.day}{0.year}",
    "{0.year}年{0.month}月{0.day}日", "{0:%Y}年{0:%m}月{0:%d}日",
)  # fmt: skip
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
    if not (compact(local).text and compact(domain).text):
        return
    for at in ("", "at", "arobase", "艾特", "圈a"):
        for dot in ("", "dot", "point", "点"):
            host = dot.join(compact(part).text for part in domain.split("."))
            for local_dot in {"", dot}:
                name = local_dot.join(compact(part).text for part in local.split("."))
                yield f"{name}{at}{host}", STRONG


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
        for word in {month, month[:3], month[:4]}:
            for number in _day_forms(day.day):
                yield f"{number}{word}{day.year}", WEAK
                yield f"{word}{number}{day.year}", WEAK
            yield f"{_ordinal(day.day)}of{word}{day.year}", WEAK
    for pattern in _NUMERIC_DATES:
        yield pattern.format(day), WEAK


def _day_forms(day: int) -> set[str]:
    return {f"{day}", f"{day:02}", _ordinal(day), "1er" if day == 1 else f"{day}"}


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}th" if day in {11, 12, 13} else f"{day}{ending}"


def _social(value: str) -> Iterator[tuple[str, float]]:
    """Take the account without the service's name; a plain word needs a second clue."""
    account = value.rpartition(":")[2].rpartition("：")[2].strip() or value
    text = compact(account).text
    distinctive = len(text) >= _DISTINCTIVE or not fold(account).text.strip("@").isalpha()
    yield text, 0.8 if distinctive else WEAK
    if account != value:
        yield compact(value).text, STRONG


def _institution(value: str) -> Iterator[tuple[str, float]]:
    """Take a school or employer with and without the word for what it is."""
    stem = compact(_INSTITUTION_WORDS.sub(" ", fold(value).text)).text
    if stem:
        yield compact(value).text, WEAK
        yield stem, WEAK


_MAKERS: dict[str, Callable[[str], Iterator[tuple[str, float]]]] = {
    "phone": _phone,
    "email": _email,
    "address": address_patterns,
    "birth_date": _birth_date,
    "school": _institution,
    "employer": _institution,
    "social": _social,
    "other": partial(_literal, strength=0.7),
    "url": partial(_literal, strength=STRONG),
}
