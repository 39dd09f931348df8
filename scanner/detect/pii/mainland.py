"""Papers of the mainland: resident identity number, passport, licence plate, postal code."""

import re
from datetime import date
from typing import ClassVar

from presidio_analyzer import Pattern
from stdnum.cn import uscc
from stdnum.cn.ric import calc_check_digit

from scanner.detect.pii.recognizer import (
    AFTER,
    BEFORE,
    Example,
    Recognizer,
    Verdict,
    as_code,
    words,
)

__all__ = [
    "CnPassportRecognizer",
    "CnPostalCodeRecognizer",
    "CnResidentIdRecognizer",
    "CnUsccRecognizer",
    "LicencePlateRecognizer",
]

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"


class CnResidentIdRecognizer(Recognizer):
    """Finds resident identity numbers (GB 11643), and the 15-digit ones issued before 1999."""

    ENTITY, LABEL = "CN_RESIDENT_ID", "CN resident ID"
    COUNTRY_CODE = "cn"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        # The check digit tells its end, so a word may be glued to it.
        Pattern(
            "18 digits",
            rf"{BEFORE}[1-9][0-9]{{5}}[ \-]?(?:18|19|20)[0-9]{{2}}[ \-]?{_DAY}[ \-]?"
            r"[0-9]{3}[0-9X×Хх](?![0-9])",
            0.95,
        ),
        Pattern("15 digits", as_code(rf"[1-9][0-9]{{5}}[0-9]{{2}}{_DAY}[0-9]{{3}}"), 0.3),
    )
    GATE = re.compile(r"[0-9]{6}")
    CONTEXT = words(
        "身份证 身份證 身分证 身分證 证件 證件 公民身份 户籍 id_card id_number resident_id"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("身份证号11010119900307461X曝光", ()),
        ("身份证号000000199003070000", ()),
        ("她身份证110101199001010015谢谢", ("110101199001010015",)),
        ("110101 19900101 0015", ("110101 19900101 0015",)),
        ("身份证１１０１０１１９９００１０１００１５", ("１１０１０１１９９００１０１００１５",)),
        ("110101 1990 0101 0015", ("110101 1990 0101 0015",)),
        ("身份证110101199001010015ok", ("110101199001010015",)),
        ("身份证11010119900307109×", ("11010119900307109×",)),
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

    ENTITY, LABEL = "PASSPORT", "CN, HK, MO or TW passport"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN", "HK", "MO", "TW"})
    GATE = re.compile(r"[0-9]{6}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("letter and digits", as_code(r"[A-Z][0-9]{8}|[EC][A-HJ-NP-Z][0-9]{7}"), 0.3),
        Pattern("HK or MO", as_code(r"(?:H[AJ]|KJ|M[AB])[0-9]{7}"), 0.3),
        Pattern("permit of HK or MO residents", as_code(r"[HM][0-9]{8}(?:[0-9]{2})?"), 0.3),
        Pattern(
            "old, Taiwan's, or its residents' permit",
            as_code(r"(?:1[45][0-9]{7}|[0-9]{8,10})"),
            0.2,
        ),
    )
    CONTEXT = words(
        "passport passports passeport travel_permit home_return_permit 护照 護照 护照号 通行证"
        " 通行證 台胞证 台胞證 臺胞證 回乡证 回鄉證 回乡卡 来往内地 往来港澳"
    )
    AGAINST = words("电话 電話 手机 手機 phone call tel qq 订单 訂單")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("护照号E12345678泄露", ("E12345678",)),
        ("passport EA1234567", ("EA1234567",)),
        ("護照號碼312345678", ("312345678",)),
        ("回乡证H0000001200", ("H0000001200",)),
        ("佢回鄉證M00000012嚟㗎", ("M00000012",)),
        ("港澳通行证CA0000012", ("CA0000012",)),
        ("台胞证00000012", ("00000012",)),
        ("E12345678", ()),
        ("护照E1234567890", ()),
        ("H0000001200", ()),
        ("版本V20250101已发布", ()),
    )


class CnUsccRecognizer(Recognizer):
    """Finds unified social credit codes (GB 32100), which name firms and their owners."""

    ENTITY, LABEL = "CN_USCC", "CN unified social credit code"
    COUNTRY_CODE = "cn"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN"})
    GATE = re.compile(r"[0-9]{8}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "18 characters",
            as_code(r"(?:1[1239]|[2-9A-GY][1-9])[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"),
            0.6,
        ),
    )
    CONTEXT = words("信用代码 信用代碼 统一社会信用代码 组织代码 机关代码 税号 稅號 营业执照 uscc")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("信用代码91110000MA0000000H查", ("91110000MA0000000H",)),
        ("91110000ma0000000h", ("91110000ma0000000h",)),
        ("信用代码91110000MA0000000A", ()),
        ("信用代码9I110000MA0000000H", ()),
        ("信用代码91110000MA00000", ()),
        ("信用代码111111111111111111", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the modulus 31 character; one character alone is no code."""
        value = match[0].upper()
        return Verdict(good=len(set(value)) > 2 and uscc.is_valid(value), note="check digit right")


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
        # ON QC: 4+3, 3+3; BC AB MB SK NB NS NL PE: 3+3, 2+3+letter, 3+4, 2+4, letter+5; HK; TW.
        Pattern(
            "CA, HK or TW",
            as_code(
                r"(?:[A-Z]{2,4}[ \-·]?[0-9]{3,4}|[0-9]{3}[ \-]?[A-Z]{3}|[A-Z][0-9]{2}[ ]?[A-Z]{3}"
                r"|[A-Z]{2}[0-9][ \-]?[0-9]{2}[A-Z]|[A-Z]{2}[ \-]?[0-9]{3}[ \-]?[A-Z]"
                r"|[A-Z][ ]?[0-9]{5}|[0-9]{4}-[A-Z][A-Z0-9]|[A-Z]{2}[ ][0-9]{1,4})"
            ),
            0.2,
        ),
    )
    CONTEXT = words(
        "licence_plate license_plate plate plates number_plate licence_plates plate_number"
        " plaque immatriculation 车牌 車牌 车牌号 車牌號"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("车牌京A12345停在楼下", ("京A12345",)),
        ("粤B·D12345", ("粤B·D12345",)),
        ("苏E 1234学", ("苏E 1234学",)),
        ("licence plate ABCD 123", ("ABCD 123",)),
        ("sa plaque est A12 BCD", ("A12 BCD",)),
        ("車牌AB1234", ("AB1234",)),
        ("車牌 AB 12 停喺樓下", ("AB 12",)),
        ("車牌ABC-0012擋路", ("ABC-0012",)),
        ("BC plate AB1 23C", ("AB1 23C",)),
        ("车牌沪AF01234停", ("沪AF01234",)),
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
