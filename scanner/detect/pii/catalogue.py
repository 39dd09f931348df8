"""Every recogniser class, in one list; importing it loads Presidio."""

from scanner.detect.pii.address_corners import CornerRecognizer
from scanner.detect.pii.address_han import HanAddressRecognizer
from scanner.detect.pii.address_latin import LatinAddressRecognizer
from scanner.detect.pii.birth import BirthDateRecognizer
from scanner.detect.pii.canada import (
    CaDriverLicenceRecognizer,
    CaHealthCardRecognizer,
    CaPassportRecognizer,
    CaPostalCodeRecognizer,
    CaSinRecognizer,
)
from scanner.detect.pii.finance import (
    CnBankCardRecognizer,
    CreditCardRecognizer,
    CryptoRecognizer,
    IbanRecognizer,
)
from scanner.detect.pii.geo import GeoCoordinatesRecognizer
from scanner.detect.pii.hongkong_taiwan import HkIdRecognizer, TwIdRecognizer
from scanner.detect.pii.internet import EmailRecognizer, IpRecognizer, UrlRecognizer
from scanner.detect.pii.mainland import (
    CnPassportRecognizer,
    CnPostalCodeRecognizer,
    CnResidentIdRecognizer,
    LicencePlateRecognizer,
)
from scanner.detect.pii.phones import PhoneNumberRecognizer
from scanner.detect.pii.recognizer import Recognizer
from scanner.detect.pii.social import SocialAccountRecognizer
from scanner.detect.pii.us import UsSsnRecognizer

__all__ = ["CATALOGUE", "PhoneNumberRecognizer"]

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
    CaSinRecognizer,
    CaHealthCardRecognizer,
    CaDriverLicenceRecognizer,
    CaPassportRecognizer,
    CnPassportRecognizer,
    CnResidentIdRecognizer,
    HkIdRecognizer,
    TwIdRecognizer,
    UsSsnRecognizer,
    LicencePlateRecognizer,
    CreditCardRecognizer,
    CnBankCardRecognizer,
    IbanRecognizer,
    CryptoRecognizer,
    SocialAccountRecognizer,
    GeoCoordinatesRecognizer,
)
