"""Birth dates: how one day is written in English, French and Chinese, in compact form.

Many people share a birthday, so every form is weak; a year in two digits is weaker still.
"""

import re
from collections.abc import Iterator
from datetime import date

from scanner.text.compact import compact
from scanner.text.fold import fold

__all__ = ["as_date", "birth_date_patterns"]

_WEAK, _WEAKER = 0.3, 0.2
_NUMERIC = (
    "{0:%Y%m%d}", "{0:%d%m%Y}", "{0:%m%d%Y}", "{0.year}{0.month}{0.day}",
    "{0.day}{0.month}{0.year}", "{0.month}{0.day}{0.year}",
)  # fmt: skip
# Unpadded, two digits of a year make runs of four or five that mean anything.
_TWO_DIGIT_YEAR = ("{0:%y%m%d}", "{0:%d%m%y}", "{0:%m%d%y}")
_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(),
)
_SHORTENED = (3, 4, 5)
_DIGITS = "零一二三四五六七八九"
# The first year of the Republic, by which Taiwan counts.
_MINGUO = 1911
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年\s]\s?(\d{1,2})\s?[-/.月\s]\s?(\d{1,2})\s?[日号]?")
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er)?(?: of)? )?(?P<month>[a-z]{3,9})\.?"
    r"(?: (?P<late>\d{1,2})(?:st|nd|rd|th)?)?,? (?P<year>\d{4})"
)


def as_date(value: str) -> date | None:
    """Read a birth date as enrolled: ISO, year first, or with the month in words; else None.

    >>> as_date("1988/4/17") == as_date("17 avril 1988") == date(1988, 4, 17)
    True
    """
    text = fold(value).text.strip()
    numbers = _YEAR_FIRST.fullmatch(text)
    words = _IN_WORDS.fullmatch(text)
    try:
        if numbers:
            return date(*map(int, numbers.groups()))
        if words and bool(words["day"]) != bool(words["late"]):
            return date(
                int(words["year"]), _month(words["month"]), int(words["day"] or words["late"])
            )
    except ValueError:
        return None
    return None


def birth_date_patterns(value: str) -> Iterator[tuple[str, float]]:
    """Yield (compact pattern, strength) for each writing of the date."""
    day = as_date(value)
    if day is None:
        yield compact(value).text, _WEAK
        return
    for form in _NUMERIC:
        yield form.format(day), _WEAK
    for form in _TWO_DIGIT_YEAR:
        yield form.format(day), _WEAKER
    for year, strength in ((f"{day.year}", _WEAK), (f"{day:%y}", _WEAKER)):
        for text in _in_words(day, year):
            yield text, strength
    yield from _chinese(day)


def _month(word: str) -> int:
    for names in _MONTHS:
        for number, name in enumerate(names, 1):
            if word == name or (len(word) >= _SHORTENED[0] and name.startswith(word)):
                return number
    raise ValueError


def _in_words(day: date, year: str) -> Iterator[str]:
    ordinal = _ordinal(day.day)
    numbers = dict.fromkeys((f"{day.day}", f"{day:%d}", ordinal, *(["1er"] * (day.day == 1))))
    for names in _MONTHS:
        name = names[day.month - 1]
        for word in dict.fromkeys((name, *(name[:size] for size in _SHORTENED))):
            for number in numbers:
                yield f"{number}{word}{year}"
                yield f"{word}{number}{year}"
            if len(year) > 2:
                yield f"{ordinal}of{word}{year}"
                yield f"{day.day}of{word}{year}"
                yield f"{year}{word}{day.day}"


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}th" if day in {11, 12, 13} else f"{day}{ending}"


def _chinese(day: date) -> Iterator[tuple[str, float]]:
    digits = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    years = {f"{day.year}": _WEAK, digits: _WEAK, digits.replace("零", "〇"): _WEAK}
    years |= {f"{day:%y}": _WEAKER, digits[2:]: _WEAKER}
    if day.year > _MINGUO:
        years[f"民国{day.year - _MINGUO}"] = _WEAK
    for year, strength in years.items():
        for month, number in (
            (f"{day.month}", f"{day.day}"),
            (f"{day:%m}", f"{day:%d}"),
            (_spelled(day.month), _spelled(day.day)),
        ):
            for sign in "日号":
                yield f"{year}年{month}月{number}{sign}", strength


def _spelled(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + "十" * (tens > 0) + (_DIGITS[ones] if ones else "")
