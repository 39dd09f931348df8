"""Canadian papers: social insurance, postal code, health card, driver's licence, passport."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern
from stdnum.ca import bc_phn, sin
from stdnum.luhn import is_valid as luhn

from scanner.detect.pii.recognizer import (
    AFTER_NUMBER,
    BEFORE,
    Example,
    Recognizer,
    Verdict,
    as_number,
    words,
)

__all__ = [
    "CaDriverLicenceRecognizer",
    "CaHealthCardRecognizer",
    "CaPassportRecognizer",
    "CaPostalCodeRecognizer",
    "CaSinRecognizer",
]

_RIGHT = "check digit right"


class CaSinRecognizer(Recognizer):
    """Finds social insurance numbers; one in ten nine-digit numbers passes their check digit."""

    ENTITY, LABEL = "CA_SIN", "CA social insurance number"
    ALONE = frozenset({"9 digits"})
    GATE = re.compile(r"[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3}")
    COUNTRY_CODE = "ca"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "in groups",
            as_number(r"[0-9]{3}([ \-])[0-9]{3}\1[0-9]{3}"),
            0.55,
        ),
        Pattern("9 digits", as_number(r"[0-9]{9}"), 0.3),
        Pattern(
            "right after its name",
            rf"{BEFORE}(?:SIN|NAS)[ #:.]{{0,3}}(?P<value>[0-9]{{3}}([ \-]?)[0-9]{{3}}\2[0-9]{{3}})"
            rf"{AFTER_NUMBER}",
            0.85,
        ),
    )
    CONTEXT = words(
        "sin social_insurance nas assurance_sociale 社会保险 社會保險 社保号 工卡 工卡号"
    )
    AGAINST = words("order tracking invoice commande suivi 订单 訂單 单号 單號 快递 qq")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("her SIN is 130 692 544", ("130 692 544",)),
        ("NAS : 130-692-544", ("130-692-544",)),
        ("工卡号130692544泄露", ("130692544",)),
        ("SIN130692544", ("130692544",)),
        ("130-692-544", ("130-692-544",)),
        ("her SIN is 130 692 545", ()),
        ("130692544", ("130692544",)),
        ("130692544 views", ()),
        ("SIN 130-692 544", ()),
        ("a sin 1130692544", ()),
        ("order 130-692-544", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the Luhn digit; no number begins with 0 or 8."""
        number = re.sub("[^0-9]", "", match[0])
        return Verdict(good=sin.is_valid(number), note=_RIGHT)


class CaPostalCodeRecognizer(Recognizer):
    """Finds postal codes; letters that Canada Post never uses rule most look-alikes out."""

    ENTITY, LABEL = "POSTAL_CODE", "CA postal code"
    COUNTRY_CODE = "ca"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA"})
    FLAGS = 0
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "upper case",
            r"(?<![0-9A-Za-z])[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][ \-]?"
            r"[0-9][ABCEGHJ-NPRSTV-Z][0-9](?![0-9A-Za-z])",
            0.7,
        ),
        Pattern(
            "lower case",
            r"(?<![0-9A-Za-z])[abceghj-nprstvxy][0-9][abceghj-nprstv-z][ \-]"
            r"[0-9][abceghj-nprstv-z][0-9](?![0-9A-Za-z])",
            0.5,
        ),
        Pattern(
            "lower case, one word",
            r"(?<![0-9A-Za-z])[abceghj-nprstvxy][0-9][abceghj-nprstv-z]"
            r"[0-9][abceghj-nprstv-z][0-9](?![0-9A-Za-z])",
            0.3,
        ),
    )
    CONTEXT = words(
        "postal code postal_code zip address adresse street rue canada 邮编 郵編 地址 住"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("Ottawa K1A 0B1", ("K1A 0B1",)),
        ("她邮编是K1A0B1哦", ("K1A0B1",)),
        ("postal code k1a0b1", ("k1a0b1",)),
        ("code postal : h0h-0h0", ("h0h-0h0",)),
        ("D1A 0B1", ()),
        ("K1A 0B11", ()),
        ("user k1a0b1", ()),
        ("XK1A 0B1", ()),
    )


class CaHealthCardRecognizer(Recognizer):
    """Finds health card numbers of the ten provinces.

    Ontario and British Columbia have check digits, Quebec's holds the date of birth; the others
    are plain digits that only context tells from any number.
    """

    ENTITY, LABEL = "CA_HEALTH_CARD", "CA health card"
    COUNTRY_CODE = "ca"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA"})
    GATE = re.compile(r"[0-9]{2}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "Quebec",
            as_number(
                r"[A-Z]{4}[ \-]?[0-9]{2}(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])"
                r"[ \-]?(?:0[1-9]|[12][0-9]|3[01])[0-9]{2}"
            ),
            0.6,
        ),
        Pattern(
            "Ontario, in groups",
            as_number(r"[1-9][0-9]{3}[ \-][0-9]{3}[ \-][0-9]{3}(?:[ \-]?[A-Z]{2})?"),
            0.4,
        ),
        Pattern("Ontario, with version", as_number(r"[1-9][0-9]{9}[ \-]?[A-Z]{2}"), 0.4),
        Pattern("Ontario", as_number(r"[1-9][0-9]{9}"), 0.2),
        Pattern("British Columbia", as_number(r"9[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3}"), 0.3),
        Pattern("Alberta", as_number(r"[0-9]{5}-[0-9]{4}"), 0.2),
        Pattern(
            "Alberta, Saskatchewan, Manitoba or New Brunswick",
            as_number(r"[0-9]{3}([ \-]?)[0-9]{3}\1[0-9]{3}"),
            0.15,
        ),
        Pattern("Nova Scotia", as_number(r"[0-9]{4}[ \-]?[0-9]{3}[ \-]?[0-9]{3}"), 0.15),
        Pattern("Prince Edward Island", as_number(r"[0-9]{8}"), 0.15),
        Pattern(
            "Newfoundland and Labrador", as_number(r"[0-9]{3}([ \-]?)[0-9]{6}\1[0-9]{3}"), 0.15
        ),
    )
    CONTEXT = words(
        "health_card health_number health_care_number health_insurance_number ohip ramq"
        " carte_soleil assurance_maladie carte_santé carte_d'assurance-maladie phn ahcip ahc mcp"
        " msp msi medicare_card medicare_number phin uli care_card services_card hsn 健康卡 医疗卡"
        " 醫療卡 医保卡 醫保卡 健保卡号"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("OHIP 1234-567-897 AB", ("1234-567-897 AB",)),
        ("her health card is 1234567897", ("1234567897",)),
        ("1234-567-897-ZX", ("1234-567-897-ZX",)),
        ("健康卡1234567897", ("1234567897",)),
        ("RAMQ : ZHAM 9055 0712", ("ZHAM 9055 0712",)),
        ("her PHN is 9000 000 018", ("9000 000 018",)),
        ("Alberta health number 00000-1234", ("00000-1234",)),
        ("Saskatchewan HSN 000 001 234", ("000 001 234",)),
        ("Manitoba PHIN 000001234", ("000001234",)),
        ("medicare number 000-001-234 (NB)", ("000-001-234",)),
        ("Nova Scotia MSI 0000 001 234", ("0000 001 234",)),
        ("PEI health card 00001234", ("00001234",)),
        ("MCP 000 000000 012", ("000 000000 012",)),
        ("OHIP 1234-567-890 BC and no other", ()),
        ("1234567897", ()),
        ("ZHAM 9075 0712", ()),
        ("her PHN is 9000 000 00", ()),
        ("00000-1234", ()),
        ("000 000000 012", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check the Luhn digit (Ontario) or the modulus 11 digit (British Columbia)."""
        if pattern.name == "Quebec":
            return Verdict(good=True, note="birth month and day possible")
        digits = re.sub(r"[^0-9]", "", match[0])
        if pattern.name == "British Columbia":
            return Verdict(good=bc_phn.is_valid(digits), note=_RIGHT)
        if pattern.name.startswith("Ontario"):
            return Verdict(good=luhn(digits), note=_RIGHT)
        # Ten digits that begin with 9 are British Columbia's, which has a check digit.
        return Verdict(good=len(digits) != 10 or digits[0] == "0")


class CaDriverLicenceRecognizer(Recognizer):
    """Finds driver's licence numbers, whose layout differs by province."""

    ENTITY, LABEL = "CA_DRIVER_LICENCE", "CA driver's licence"
    COUNTRY_CODE = "ca"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA"})
    GATE = re.compile(r"[0-9]{3}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "Ontario",
            as_number(r"[A-Z][0-9]{4}[ \-][0-9]{5}[ \-][0-9]{5}"),
            0.8,
        ),
        Pattern(
            "Quebec",
            as_number(r"[A-Z][0-9]{4}[ \-][0-9]{6}[ \-][0-9]{2}"),
            0.8,
        ),
        Pattern("Ontario or Quebec, one word", as_number(r"[A-Z][0-9]{12}(?:[0-9]{2})?"), 0.3),
        Pattern(
            "Manitoba", as_number(r"[A-Z]{2}-?[A-Z]{2}-?[A-Z]{2}-?[A-Z]?[0-9]{3}-?[A-Z0-9]{2}"), 0.2
        ),
        Pattern("Nova Scotia", as_number(r"[A-Z]{5}[ \-]?[0-9]{9}"), 0.25),
        Pattern("Newfoundland and Labrador", as_number(r"[A-Z][0-9]{9}"), 0.2),
        Pattern("Alberta", as_number(r"[0-9]{6}-[0-9]{3}|[0-9]{9}"), 0.2),
        Pattern("British Columbia, New Brunswick and others", as_number(r"[0-9]{5,8}"), 0.1),
    )
    CONTEXT = words(
        "driver's_licence driver's_license drivers_licence drivers_license driver_licence"
        " driver_license driving_licence driver’s_licence driver’s_license licence_number"
        " license_number dl permis_de_conduire permis 驾照 駕照 驾驶证 駕駛執照 驾驶执照"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("licence Z1234-56789-01234", ("Z1234-56789-01234",)),
        ("permis de conduire Z1234-567890-12", ("Z1234-567890-12",)),
        ("驾照Z12345678901234曝光", ("Z12345678901234",)),
        ("driver's licence 1234567", ("1234567",)),
        ("Alberta driver's licence 123456-789", ("123456-789",)),
        ("his Saskatchewan driver's licence: 12345678", ("12345678",)),
        ("driver's licence AB-CD-EF-G123-HI", ("AB-CD-EF-G123-HI",)),
        ("driver's licence ZHAOM070390012", ("ZHAOM070390012",)),
        ("driver's licence Z900307012", ("Z900307012",)),
        ("PEI driver's licence 123456", ("123456",)),
        ("part Z12345678901234", ()),
        ("1234567 people", ()),
        ("ZHAOM070390012", ()),
        ("driver's licence 1234", ()),
    )


class CaPassportRecognizer(Recognizer):
    """Finds Canadian passport numbers, which only context tells from other codes."""

    ENTITY, LABEL = "PASSPORT", "CA passport"
    COUNTRY_CODE = "ca"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA"})
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "two letters and six digits",
            as_number(r"[A-Z]{2}[ ]?[0-9]{6}"),
            0.3,
        ),
        Pattern("since 2023", as_number(r"[A-Z][0-9]{6}[A-Z]{2}"), 0.3),
    )
    CONTEXT = words("passport passports passeport 护照 護照")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("passport no. GA123456", ("GA123456",)),
        ("passeport A123456BC", ("A123456BC",)),
        ("她的护照GA123456被晒", ("GA123456",)),
        ("flight GA123456", ()),
        ("passport GA1234567", ()),
    )
