"""Dates and times written in digits; those in words are left to the language models."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import (
    AFTER,
    AFTER_NUMBER,
    BEFORE,
    Example,
    Recognizer,
    as_number,
    words,
)

__all__ = ["DateTimeRecognizer"]

_YEAR, _MONTH, _DAY = r"(?:19|20)[0-9]{2}", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_NAME = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|mai|juin|juil|août"
    r"|sept|déc)"
)
_CLOCK = r"[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+\-][0-2][0-9]:?[0-5][0-9])?"


class DateTimeRecognizer(Recognizer):
    """Finds dates in digits; a month and day or a month and year alone only by context."""

    ENTITY, LABEL = "DATE_TIME", "date"
    WINDOW = 12
    GATE = re.compile(r"[0-9][-/.:T年月]|[-/.][0-9]")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "ISO 8601",
            rf"{BEFORE}{_YEAR}-{_MONTH}-{_DAY}(?:[T ]{_CLOCK})?(?![0-9A-Za-z])(?!-[0-9])",
            0.65,
        ),
        Pattern(
            "year first",
            rf"{BEFORE}{_YEAR}(?:[/.]{_MONTH}[/.]{_DAY}|年{_MONTH}月(?:{_DAY}[日号號])?){AFTER_NUMBER}",
            0.6,
        ),
        Pattern("day or month first", as_number(rf"{_DAY}([/.\-]){_DAY}\1{_YEAR}"), 0.6),
        Pattern("two-digit year", as_number(rf"{_DAY}/{_DAY}/[0-9]{{2}}"), 0.5),
        Pattern("month in letters", as_number(rf"{_DAY}-{_NAME}-(?:{_YEAR}|[0-9]{{2}})"), 0.6),
        Pattern(
            "month in letters, without year or day",
            as_number(rf"{_DAY}-{_NAME}|{_NAME}-(?:{_YEAR}|[0-9]{{2}})"),
            0.3,
        ),
        Pattern("month and year", as_number(rf"{_MONTH}/{_YEAR}"), 0.3),
        Pattern("month and day", as_number(rf"{_MONTH}/{_DAY}"), 0.2),
        Pattern("clock", rf"{BEFORE}[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]){AFTER}", 0.3),
    )
    CONTEXT = words(
        "today date dated on since until le du au aujourd'hui depuis 日期 今天 时间 時間"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("see you 2026-11-20", ("2026-11-20",)),
        ("sent 2026-11-20T08:00:00Z", ("2026-11-20T08:00:00Z",)),
        ("在2026年11月20日见", ("2026年11月20日",)),
        ("20/11/2026, 11.20.2026", ("20/11/2026", "11.20.2026")),
        ("due 5-May-2026", ("5-May-2026",)),
        ("today is 5/21", ("5/21",)),
        ("date: 05/2026", ("05/2026",)),
        ("24/7, 9/11, 50/50", ()),
        ("version 2026.1.3.4", ()),
        ("2026-13-45", ()),
        ("ratio 1/2", ()),
    )
