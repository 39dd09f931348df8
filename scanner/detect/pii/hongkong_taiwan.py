"""Identity numbers of Hong Kong and Taiwan, each with its check digit."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import (
    BEFORE,
    Example,
    Recognizer,
    Verdict,
    as_code,
    as_number,
    words,
)

__all__ = [
    "HkIdRecognizer",
    "TwHealthCardRecognizer",
    "TwIdRecognizer",
    "hk_id_is_valid",
    "tw_id_is_valid",
]

_RIGHT = "check digit right"


class HkIdRecognizer(Recognizer):
    """Finds Hong Kong identity card numbers; without brackets they need context."""

    ENTITY, LABEL = "HK_ID", "HK identity card"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"HK"})
    GATE = re.compile(r"[0-9]{6}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("in brackets", rf"{BEFORE}[A-Z]{{1,2}}[ ]?[0-9]{{6}}[ ]?\([0-9A]\)", 0.9),
        Pattern("without brackets", as_code(r"[A-Z]{1,2}[0-9]{6}[0-9A]"), 0.3),
    )
    CONTEXT = words("hkid hk_id id_card identity_card id 身份证 身份證 身分證 身份证号 證件")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("HKID A123456(3)", ("A123456(3)",)),
        ("佢身份證A123456（3）嚟㗎", ("A123456（3）",)),
        ("身份證號碼A1234563", ("A1234563",)),
        ("A123456(4)", ()),
        ("A1234563", ()),
        ("BA123456(3)", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the modulus 11 digit."""
        return Verdict(good=hk_id_is_valid(match[0]), note=_RIGHT)


class TwIdRecognizer(Recognizer):
    """Finds Taiwan national and resident identity numbers, also the residents' before 2021."""

    ENTITY, LABEL = "TW_ID", "TW identity number"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"TW"})
    GATE = re.compile(r"[0-9]{8}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("letter and nine digits", as_code(r"[A-Z][1289][0-9]{8}"), 0.85),
        Pattern("two letters and eight digits", as_code(r"[A-Z][A-D][0-9]{8}"), 0.85),
    )
    CONTEXT = words("身分證 身份證 身分证 身份证 id 居留證 居留证 證號")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("身分證A123456789外流", ("A123456789",)),
        ("A123456789", ("A123456789",)),
        ("居留證AA00000009號", ("AA00000009",)),
        ("A123456788", ()),
        ("A323456789", ()),
        ("A1234567890", ()),
        ("BA123456789", ()),
        ("AA00000008", ()),
        ("AE00000009", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the modulus 10 digit."""
        return Verdict(good=tw_id_is_valid(match[0]), note=_RIGHT)


class TwHealthCardRecognizer(Recognizer):
    """Finds numbers of Taiwan's national health insurance card, by context."""

    ENTITY, LABEL = "TW_HEALTH_CARD", "TW health card"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"TW"})
    GATE = re.compile(r"[0-9]{4}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("12 digits", as_number(r"[0-9]{4}([ \-]?)[0-9]{4}\1[0-9]{4}"), 0.3),
    )
    CONTEXT = words("健保卡 健保 全民健康保險 全民健保 nhi nhi_card")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("健保卡號0000 0000 0012外流", ("0000 0000 0012",)),
        ("NHI card 000000000012", ("000000000012",)),
        ("0000 0000 0012", ()),
        ("健保卡0000 0000 001", ()),
    )


def hk_id_is_valid(value: str) -> bool:
    """Check a Hong Kong identity card number, brackets or not.

    Letters count 10 to 35, a missing first letter 36; weights fall from 9 to 1, and the sum
    must be divisible by 11.

    >>> hk_id_is_valid("A123456(3)"), hk_id_is_valid("A123456(4)")
    (True, False)
    """
    characters = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    if not re.fullmatch(r"[A-Z]{1,2}[0-9]{6}[0-9A]", characters):
        return False
    values = [int(character, 36) for character in characters]
    values = [36] * (9 - len(values)) + values
    return (
        sum(weight * part for weight, part in zip(range(9, 0, -1), values, strict=True)) % 11 == 0
    )


# The number of each letter, 10 to 35, in the order in which the counties were given theirs.
_TW_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_TW_SEXES = ("A", "B", "C", "D")


def tw_id_is_valid(value: str) -> bool:
    """Check a Taiwan identity number.

    The second letter of a resident's number before 2021 counts as its last digit: A as 0.

    >>> tw_id_is_valid("A123456789"), tw_id_is_valid("A123456788")
    (True, False)
    """
    value = value.upper()
    if value[1:2] in _TW_SEXES:
        value = value[0] + str(_TW_SEXES.index(value[1])) + value[2:]
    if not re.fullmatch(r"[A-Z][0-9]{9}", value):
        return False
    tens, ones = divmod(_TW_LETTERS.index(value[0]) + 10, 10)
    digits = [int(digit) for digit in value[1:]]
    weighted = sum(
        weight * digit for weight, digit in zip(range(8, 0, -1), digits[:8], strict=True)
    )
    return (tens + ones * 9 + weighted + digits[8]) % 10 == 0
