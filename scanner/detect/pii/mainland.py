"""Papers of the mainland: resident identity number, passport, licence plate, postal code."""

import re
from datetime import date
from typing import ClassVar

from presidio_analyzer import Pattern
from stdnum.cn.ric import calc_check_digit

from scanner.detect.pii.recognizer import AFTER, Example, Recognizer, Verdict, as_code, words

__all__ = [
    "CnPassportRecognizer",
    "CnPostalCodeRecognizer",
    "CnResidentIdRecognizer",
    "LicencePlateRecognizer",
]

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"


class CnResidentIdRecognizer(Recognizer):
    """Finds resident identity numbers (GB 11643), and the 15-digit ones issued before 1999."""

    ENTITY, LABEL = "CN_RESIDENT_ID", "CN resident ID"
    COUNTRY_CODE = "cn"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "18 digits",
            as_code(
                rf"[1-9][0-9]{{5}}[ \-]?(?:18|19|20)[0-9]{{2}}[ \-]?{_DAY}[ \-]?[0-9]{{3}}[0-9X×Хх]"
            ),
            0.95,
        ),
        Pattern("15 digits", as_code(rf"[1-9][0-9]{{5}}[0-9]{{2}}{_DAY}[0-9]{{3}}"), 0.3),
    )
    CONTEXT = words(
        "身份证 身份證 身分证 身分證 证件 證件 公民身份 户籍 id_card id_number resident_id"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("身份证号11010119900307461X曝光", ()),
        ("身份证号000000199003070000", ()),
        ("她身份证110101199001010015谢谢", ("110101199001010015",)),
        ("110101 19900101 0015", ("110101 19900101 0015",)),
        ("身份证１１０１０１１９９００１０１００１５", ("１１０１０１１９９００１０１００１５",)),
        ("旧身份证110101900101001", ("110101900101001",)),
        ("110101199001010016", ()),
        ("110101199013010015", ()),
        ("订单110101199001010015999", ()),
        ("110101900101001", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check the date of birth and, with 18 digits, the check digit."""
        number = re.sub(r"[ \-]", "", match[0]).upper()
        number = re.sub("[×Х]", "X", number)
        if pattern.name == "15 digits":
            return Verdict(good=_is_day("19" + number[6:12]), note="birth date possible")
        right = _is_day(number[6:14]) and calc_check_digit(number) == number[-1]
        return Verdict(good=right, note="check digit right")


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


class CnPassportRecognizer(Recognizer):
    """Finds passport and permit numbers of the mainland, Hong Kong and Macau, by context."""

    ENTITY, LABEL = "PASSPORT", "CN, HK or MO passport"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN", "HK", "MO", "TW"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("letter and digits", as_code(r"(?:[A-Z][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})"), 0.3),
        Pattern("HK or MO", as_code(r"(?:H[AJ]|KJ|M[AB])[0-9]{7}"), 0.3),
        Pattern("old or Taiwan", as_code(r"(?:1[45][0-9]{7}|[0-9]{9})"), 0.2),
    )
    CONTEXT = words("passport passeport 护照 護照 通行证 通行證 台胞证 台胞證 回乡证 回鄉證")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("护照号E12345678泄露", ("E12345678",)),
        ("passport EA1234567", ("EA1234567",)),
        ("護照號碼312345678", ("312345678",)),
        ("E12345678", ()),
        ("护照E1234567890", ()),
    )


_PROVINCES = (
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬雲遼魯蘇贛晉陝閩貴粵寧瓊"
)


class LicencePlateRecognizer(Recognizer):
    """Finds mainland plates by layout, and Canadian, Hong Kong and Taiwan ones by context."""

    ENTITY, LABEL = "LICENCE_PLATE", "licence plate"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN", "CA", "HK", "TW"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "CN new energy",
            rf"[{_PROVINCES}][A-Z][·•.\- ]?(?:[DF][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[DF]){AFTER}",
            0.9,
        ),
        Pattern(
            "CN",
            rf"[{_PROVINCES}][A-Z][·•.\- ]?(?=[A-Z]{{0,4}}[0-9])[A-HJ-NP-Z0-9]{{4}}"
            rf"(?:[A-HJ-NP-Z0-9]|[挂挂学學警港澳领領使]){AFTER}",
            0.85,
        ),
        Pattern(
            "CA, HK or TW",
            as_code(
                r"(?:[A-Z]{2,4}[ \-]?[0-9]{3,4}|[0-9]{3}[ \-]?[A-Z]{3}|[A-Z][0-9]{2}[ ]?[A-Z]{3}"
                r"|[0-9]{4}-[A-Z][A-Z0-9])"
            ),
            0.2,
        ),
    )
    CONTEXT = words(
        "licence_plate license_plate plate plates plate_number plaque immatriculation 车牌 車牌"
        " 车牌号 車牌號"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("车牌京A12345停在楼下", ("京A12345",)),
        ("粤B·D12345", ("粤B·D12345",)),
        ("苏E 1234学", ("苏E 1234学",)),
        ("licence plate ABCD 123", ("ABCD 123",)),
        ("sa plaque est A12 BCD", ("A12 BCD",)),
        ("車牌AB1234", ("AB1234",)),
        ("新ABCDEF", ()),
        ("京A1234567", ()),
        ("ABCD 123", ()),
        ("粤B2024年", ()),
    )


class CnPostalCodeRecognizer(Recognizer):
    """Finds mainland and Taiwan postal codes, which only context tells from other numbers."""

    ENTITY, LABEL = "POSTAL_CODE", "CN or TW postal code"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN", "TW"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "after its name",
            r"(?:邮编|郵編|邮政编码|郵政編碼|郵遞區號|邮递区号)[ 是为為:：]{0,3}"
            r"(?P<value>[0-9]{6}|[0-9]{3}(?:-?[0-9]{2,3})?)(?![0-9A-Za-z])",
            0.9,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("邮编：100000。", ("100000",)),
        ("郵遞區號100-01", ("100-01",)),
        ("100000块", ()),
        ("邮编1000000", ()),
    )
