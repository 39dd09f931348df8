"""United States: the social security number."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, as_number, words

__all__ = ["UsSsnRecognizer"]


class UsSsnRecognizer(Recognizer):
    """Finds social security numbers; they have no check digit."""

    ENTITY, LABEL = "US_SSN", "US social security number"
    COUNTRY_CODE = "us"
    ALONE = frozenset({"9 digits"})
    GATE = re.compile(r"[0-9]{3}[ .\-]?[0-9]{2}[ .\-]?[0-9]{4}")
    REGIONS: ClassVar[frozenset[str]] = frozenset({"US"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "in groups",
            as_number(r"[0-8][0-9]{2}([ .\-])[0-9]{2}\1[0-9]{4}"),
            0.5,
        ),
        Pattern("9 digits", as_number(r"[0-8][0-9]{8}"), 0.2),
    )
    CONTEXT = words("ssn ssns social_security social 社会安全号 社安号 社會安全號碼")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("SSN 078-05-1120", ("078-05-1120",)),
        ("社安号078051120", ("078051120",)),
        ("078-05-0000", ()),
        ("666-05-1121", ()),
        ("000-05-1121", ()),
        ("078051120", ("078051120",)),
        ("078051120 views", ()),
        ("900-05-1121", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Drop what the Social Security Administration never issues."""
        digits = re.sub("[^0-9]", "", match[0])
        area, group, serial = digits[:3], digits[3:5], digits[5:]
        issued = area not in {"000", "666"} and group != "00" and serial != "0000"
        return Verdict(good=issued and len(set(digits)) > 1)
