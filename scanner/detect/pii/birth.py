"""Birth dates: a date in any of four scripts of writing, with a word that says birth."""

import re
from datetime import date
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import (
    BEFORE_NUMBER,
    Example,
    Recognizer,
    Verdict,
    as_number,
    words,
)

__all__ = ["BirthDateRecognizer"]

_MONTHS = {
    1: ("jan", "january", "janvier", "janv"),
    2: ("feb", "february", "février", "fevrier", "févr"),
    3: ("mar", "march", "mars"),
    4: ("apr", "april", "avril", "avr"),
    5: ("may", "mai"),
    6: ("jun", "june", "juin"),
    7: ("jul", "july", "juillet", "juil"),
    8: ("aug", "august", "août", "aout"),
    9: ("sep", "sept", "september", "septembre"),
    10: ("oct", "october", "octobre"),
    11: ("nov", "november", "novembre"),
    12: ("dec", "december", "déc", "décembre", "decembre"),
}
_NUMBER_OF = {name: number for number, names in _MONTHS.items() for name in names}
_MONTH = "(?:" + "|".join(sorted(_NUMBER_OF, key=len, reverse=True)) + r")\.?"
_HAN_DIGITS = "一二三四五六七八九十"
_DAY_EN = r"[0-3]?[0-9](?:st|nd|rd|th)?"


class BirthDateRecognizer(Recognizer):
    """Finds dates that the words around them call a birth date."""

    ENTITY, LABEL = "BIRTH_DATE", "birth date"
    GATE = re.compile("[0-9月]")
    WINDOW = 25
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "year first",
            rf"{BEFORE_NUMBER}(?P<y>(?:19|20)[0-9]{{2}})[ ]?[-/.年][ ]?"
            r"(?P<m>[01]?[0-9])[ ]?[-/.月][ ]?(?P<d>[0-3]?[0-9])(?:[ ]?[日号號])?(?![0-9A-Za-z])",
            0.3,
        ),
        Pattern(
            "year last",
            as_number(r"(?P<d>[0-3]?[0-9])[-/.](?P<m>[0-3]?[0-9])[-/.](?P<y>(?:19|20)?[0-9]{2})"),
            0.3,
        ),
        Pattern(
            "month in words first",
            as_number(rf"(?P<w>{_MONTH})[ ](?P<d>{_DAY_EN})(?:,?[ ](?P<y>(?:19|20)[0-9]{{2}}))?"),
            0.3,
        ),
        Pattern(
            "month in words last",
            as_number(
                rf"(?P<d>{_DAY_EN}|1er)[ ](?:of[ ])?(?P<w>{_MONTH})"
                r"(?:,?[ ](?P<y>(?:19|20)[0-9]{2}))?"
            ),
            0.3,
        ),
        Pattern(
            "day alone",
            r"(?<![0-9年])(?P<m>[01]?[0-9])[ ]?月[ ]?(?P<d>[0-3]?[0-9])[ ]?[日号號]?(?![0-9])",
            0.3,
        ),
        Pattern(
            "year and month",
            rf"{BEFORE_NUMBER}(?P<y>(?:19|20)[0-9]{{2}})年(?P<m>[01]?[0-9])月(?![0-9])",
            0.3,
        ),
        Pattern(
            "short year and month",
            r"(?<![0-9])(?P<y>[0-9]{2})年(?P<m>[01]?[0-9])月(?:(?P<d>[0-3]?[0-9])[日号號])?"
            r"(?![0-9])",
            0.3,
        ),
        Pattern(
            "day in Chinese numerals",
            r"(?<![0-9])(?:[一二〇零九八七六五四三]{4}年)?(?P<hm>[一二三四五六七八九十]{1,2})月"
            r"(?P<hd>[一二三四五六七八九十廿]{1,3})[日号號]",
            0.3,
        ),
        Pattern(
            "eight digits",
            as_number(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])"),
            0.2,
        ),
    )
    CONTEXT = words(
        "born birth birthday birthdate birth_date date_of_birth dob d.o.b né née naissance"
        " anniversaire ddn 生日 出生 生于 生於 诞生 誕生 出世 生辰 出生日期"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("she was born on March 7, 1990 in Ottawa", ("March 7, 1990",)),
        ("DOB 1990-03-07", ("1990-03-07",)),
        ("née le 7 mars 1990", ("7 mars 1990",)),
        ("date de naissance : 07/03/1990", ("07/03/1990",)),
        ("她生日是1990年3月7日哦", ("1990年3月7日",)),
        ("1990年3月7号出生", ("1990年3月7号",)),
        ("生日3月7日", ("3月7日",)),
        ("生日是90年3月", ("90年3月",)),
        ("她生日是三月七号", ("三月七号",)),
        ("出生日期十二月二十五日", ("十二月二十五日",)),
        ("一九九〇年三月七日出生", ("一九九〇年三月七日",)),
        ("三月七日开会", ()),
        ("生日是十三月四十日", ()),
        ("the meeting is on March 7, 1990", ()),
        ("1990年3月7日开会", ()),
        ("born 1990-13-37", ()),
        ("born in 1990", ()),
        ("né 1.3.7.1990", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check that the calendar has that day."""
        found = match.groupdict()
        year = int(found.get("y") or 2000)
        day = int(re.sub("[^0-9]", "", found.get("d") or "1"))
        if found.get("hm"):
            month, day = _numeral(found["hm"]), _numeral(found["hd"])
        elif word := found.get("w"):
            month = _NUMBER_OF[word.rstrip(".").lower()]
        else:
            month = int(found["m"])
        # 07/03 and 03/07 are both in use.
        return Verdict(
            good=_is_day(year, month, day) or ("/" in match[0] and _is_day(year, day, month))
        )


def _numeral(written: str) -> int:
    """Read a number below forty: 七, 十二, 二十五, 廿五."""
    tens, ten, ones = written.replace("廿", "二十").rpartition("十")
    value = _HAN_DIGITS.find(ones) + 1 if ones else 0
    return value + (10 * (_HAN_DIGITS.find(tens) + 1 if tens else 1) if ten else 0)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year if year > 99 else 1900 + year, month, day)
    except ValueError:
        return False
    return True
