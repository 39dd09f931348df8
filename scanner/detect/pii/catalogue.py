"""Every recogniser class, in two lists; importing it loads Presidio.

``CATALOGUE`` finds values: whoever has one can ring, write, visit or impersonate somebody. The
rules judge each of its types. ``CIRCUMSTANCES`` finds what is told about somebody's life, in types
of this project's own beside the contract's SCHOOL and EMPLOYER: AGE, VEHICLE (make and colour; its
plate is a LICENCE_PLATE) and ROUTINE (a habit with its time or place). No rule reads them: a school
counts as an enrolled fact, and whereabouts are for the conduct lexicon (``disclose.location``), so
that one sentence makes one finding.
"""

from scanner.detect.pii.address_corners import CornerRecognizer
from scanner.detect.pii.address_han import HanAddressRecognizer
from scanner.detect.pii.address_latin import LatinAddressRecognizer
from scanner.detect.pii.age import AgeRecognizer
from scanner.detect.pii.belonging import EmployerRecognizer, SchoolRecognizer
from scanner.detect.pii.birth import BirthDateRecognizer
from scanner.detect.pii.canada import (
    CaDriverLicenceRecognizer,
    CaHealthCardRecognizer,
    CaPassportRecognizer,
    CaPostalCodeRecognizer,
    CaSinRecognizer,
)
from scanner.detect.pii.date_time import DateTimeRecognizer
from scanner.detect.pii.finance import (
    CaBankAccountRecognizer,
    CnBankCardRecognizer,
    CreditCardRecognizer,
    CryptoRecognizer,
    IbanRecognizer,
)
from scanner.detect.pii.france import FrNirRecognizer
from scanner.detect.pii.geo import GeoCoordinatesRecognizer
from scanner.detect.pii.habits import RoutineRecognizer, VehicleRecognizer
from scanner.detect.pii.hongkong_taiwan import (
    HkIdRecognizer,
    TwHealthCardRecognizer,
    TwIdRecognizer,
)
from scanner.detect.pii.internet import EmailRecognizer, IpRecognizer, UrlRecognizer
from scanner.detect.pii.mainland import (
    CnPassportRecognizer,
    CnPostalCodeRecognizer,
    CnResidentIdRecognizer,
    CnUsccRecognizer,
    LicencePlateRecognizer,
)
from scanner.detect.pii.phones import PhoneNumberRecognizer
from scanner.detect.pii.recognizer import Recognizer
from scanner.detect.pii.social import SocialAccountRecognizer
from scanner.detect.pii.us import UsSsnRecognizer

__all__ = ["CATALOGUE", "CIRCUMSTANCES", "PhoneNumberRecognizer"]

CATALOGUE: tuple[type[Recognizer], ...] = (
    PhoneNumberRecognizer,
    EmailRecognizer,
    UrlRecognizer,
    IpRecognizer,
    LatinAddressRecognizer,
    CornerRecognizer,
    HanAddressRecognizer,
    CaPostalCodeRecognizer,
    CnPostalCodeRecognizer,
    BirthDateRecognizer,
    DateTimeRecognizer,
    CaSinRecognizer,
    CaHealthCardRecognizer,
    CaDriverLicenceRecognizer,
    CaPassportRecognizer,
    CnPassportRecognizer,
    CnResidentIdRecognizer,
    CnUsccRecognizer,
    HkIdRecognizer,
    TwIdRecognizer,
    TwHealthCardRecognizer,
    FrNirRecognizer,
    UsSsnRecognizer,
    LicencePlateRecognizer,
    CreditCardRecognizer,
    CnBankCardRecognizer,
    CaBankAccountRecognizer,
    IbanRecognizer,
    CryptoRecognizer,
    SocialAccountRecognizer,
    GeoCoordinatesRecognizer,
)
CIRCUMSTANCES: tuple[type[Recognizer], ...] = (
    AgeRecognizer,
    SchoolRecognizer,
    EmployerRecognizer,
    VehicleRecognizer,
    RoutineRecognizer,
)
