"""Telephone numbers of North America, the mainland, Hong Kong, Macau, Taiwan, and any with +.

Presidio's own phone recogniser tries each region's plan on every position, and a number glued to
Chinese is invisible to it. Here a layout is found first and libphonenumber judges it.
"""

import re
from typing import ClassVar

import phonenumbers
from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, words

__all__ = ["PhoneNumberRecognizer"]

_START, _END = r"(?<![0-9A-Za-z+])(?<![0-9][-./,:])", r"(?![0-9A-Za-z])(?![-./,:][0-9])"
_SEP = r"[ .\-]{0,2}"
_PLUS = r"(?:\+|(?<![0-9])00|011[ -])[ ]?\(?"
_NANP = rf"\(?[2-9][0-9]{{2}}\)?{_SEP}[2-9][0-9]{{2}}{_SEP}[0-9]{{4}}"
_EXTENSION = r"(?:[ ,]{1,2}(?:ext|extension|poste|x|分机|分機|內線|转|轉)\.?[ :]?[0-9]{1,6})?"


def _pattern(name: str, body: str, score: float) -> Pattern:
    return Pattern(name, f"{_START}{body}{_END}", score)


class PhoneNumberRecognizer(Recognizer):
    """Finds telephone numbers by layout, judged by libphonenumber."""

    ENTITY = "PHONE_NUMBER"
    LABEL = "phone number"
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        _pattern("+1", rf"{_PLUS}1\)?{_SEP}{_NANP}{_EXTENSION}", 0.9),
        _pattern("+86", rf"{_PLUS}86\)?{_SEP}1[3-9][0-9]{_SEP}[0-9]{{4}}{_SEP}[0-9]{{4}}", 0.95),
        _pattern(
            "+86 fixed",
            rf"{_PLUS}86\)?{_SEP}0?[1-9][0-9]{{1,2}}{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}",
            0.85,
        ),
        _pattern("+852 or +853", rf"{_PLUS}85[23]\)?{_SEP}[2-9][0-9]{{3}}{_SEP}[0-9]{{4}}", 0.95),
        _pattern("852 or 853 without +", r"85[23][ \-][2-9][0-9]{3}[ \-]?[0-9]{4}", 0.6),
        _pattern(
            "+886",
            rf"{_PLUS}886\)?{_SEP}0?[2-9][0-9]{{0,2}}{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{3,4}}",
            0.95,
        ),
        _pattern(
            "+ another country",
            r"\+[ ]?(?!1[^0-9]|86|85[23]|886)[1-9][0-9]{0,2}(?:[ .\-]?\(?[0-9]{1,5}\)?){2,5}",
            0.8,
        ),
        _pattern(
            "North America, in groups",
            rf"(?:1{_SEP}|1 ?\()?(?:\([2-9][0-9]{{2}}\)[ .\-]{{0,2}}|[2-9][0-9]{{2}}[ .\-])"
            rf"[0-9]{{3}}[ .\-][0-9]{{4}}{_EXTENSION}",
            0.75,
        ),
        _pattern("North America, 10 digits", r"1?[2-9][0-9]{2}[2-9][0-9]{6}", 0.3),
        _pattern("North America, local", r"[2-9][0-9]{2}-[0-9]{4}", 0.2),
        _pattern("mainland mobile", r"1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}", 0.75),
        _pattern("mainland fixed, in groups", r"\(?0[1-9][0-9]{1,2}\)?[ \-][0-9]{7,8}", 0.7),
        _pattern("mainland fixed", r"\(?0[1-9][0-9]{1,2}\)?[0-9]{7,8}", 0.3),
        _pattern("Hong Kong or Macau", r"[2-9][0-9]{3}[ \-]?[0-9]{4}", 0.25),
        _pattern("Taiwan mobile", r"09[0-9]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3}", 0.75),
        _pattern("Taiwan fixed", r"\(?0[2-8][0-9]?\)?[ \-]?[0-9]{3,4}[ \-][0-9]{4}", 0.6),
    )
    CONTEXT = words(
        "phone phone_number telephone tel tél téléphone cell cellphone mobile number call text"
        " fax whatsapp sms dial ring appelle appelez appeler numéro cellulaire texto joindre"
        " signal ph 电话 電話 手机 手機 号码 號碼 手机号 联系 聯絡 联络 座机 致电 致電 打给 打給"
        " 打 拨打 撥打 短信 簡訊 热线 專線 傳真 传真"
    )
    AGAINST = words(
        "order tracking invoice isbn issn serial model ref reference commande suivi facture"
        " série ticket case_number doi sku price prix version 订单 訂單 单号 單號 快递 运单 型号"
        " 型號 编号 編號 序列号 序號 发票 發票 价格 價格 身份证 qq"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("call her at 343-555-0126 tonight", ("343-555-0126",)),
        ("(343) 555-0126 or +1.343.555.0199", ("(343) 555-0126", "+1.343.555.0199")),
        ("son cell: 514 555-0142, poste 12", ("514 555-0142, poste 12",)),
        ("phone 3435550126", ("3435550126",)),
        ("手机13800000012谢谢", ("13800000012",)),
        ("打+86 138 0000 0012找她", ("+86 138 0000 0012",)),
        ("手机：１３８００００００１２", ("１３８００００００１２",)),
        ("佢電話5555 0123，快啲打", ("5555 0123",)),
        ("WhatsApp +852 5555 0123", ("+852 5555 0123",)),
        ("852-5555-0123", ("852-5555-0123",)),
        ("打0900-000-012給她", ("0900-000-012",)),
        ("座机010-60000012", ("010-60000012",)),
        ("138\u200b0000\u200b0012 是她的手机", ("138\u200b0000\u200b0012",)),
        ("Order 343-555-0126 shipped", ()),
        ("订单号13800000012", ()),
        ("it cost 1,380,000,0012", ()),
        ("2019-2024 was bad", ()),
        ("(555) 123-4567", ("(555) 123-4567",)),
        ("final score 555-0126", ()),
        ("ISBN 978-0-00-000000-2", ()),
        ("id 913800000012345", ()),
        ("at 12:30 on 2026-11-20", ()),
        ("v13.800.0000.12", ()),
        ("5555 0123 people came", ()),
        ("4000 0000 0000 0002", ()),
    )

    def __init__(
        self,
        *,
        supported_language: str = "en",
        regions: tuple[str, ...] = ("CA", "US", "CN", "HK", "TW", "MO"),
    ) -> None:
        super().__init__(supported_language=supported_language)
        wanted = {name for region in regions for name in _OF_REGION[region]}
        # A number with its country code is one wherever it is from.
        self.patterns = [p for p in self.patterns if "+" in p.name or p.name in wanted]

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Ask libphonenumber whether the plan of the pattern's region allows the number."""
        value = match[0]
        if pattern.name == "North America, local":
            return Verdict(good=True)
        if pattern.name == "852 or 853 without +":
            return Verdict(good=True)
        if pattern.name == "Hong Kong or Macau":
            return Verdict(good=not _YEARS.fullmatch(value))
        number = _parsed(value, _REGION_OF.get(pattern.name))
        if number is None or not phonenumbers.is_possible_number(number):
            return Verdict(good=False)
        if phonenumbers.is_valid_number(number):
            return Verdict(good=True, note="valid")
        # The plan lists no subscriber there; so it is with the numbers reserved for fiction.
        if _FICTIONAL.search(value) or "+8" in pattern.name:
            return Verdict(good=True, note="possible")
        return Verdict(good=pattern.name in _TELLING_LAYOUT, note="possible", score=0.45)


# Grouped like nothing else, so a number outside the plan is still taken for one.
_TELLING_LAYOUT = frozenset({"+1", "North America, in groups", "mainland mobile"})
_FICTIONAL = re.compile(r"555[ .\-]{0,2}01[0-9]{2}")
_EXTENSION_TAIL = re.compile(r"[ ,]{1,2}[^0-9 ,]{1,9}[ :]?[0-9]{1,6}$")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[ \-]?(?:(?:19|20)[0-9]{2}|(?:0[1-9]|1[0-2])[0-3][0-9])")
_NORTH_AMERICA = (
    "North America, in groups",
    "North America, 10 digits",
    "North America, local",
)
_OF_REGION = {
    "CA": _NORTH_AMERICA,
    "US": _NORTH_AMERICA,
    "CN": ("mainland mobile", "mainland fixed, in groups", "mainland fixed"),
    "HK": ("Hong Kong or Macau",),
    "MO": ("Hong Kong or Macau",),
    "TW": ("Taiwan mobile", "Taiwan fixed"),
}
_REGION_OF = {name: region for region, names in _OF_REGION.items() for name in names}


def _parsed(value: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    value = _EXTENSION_TAIL.sub("", value)
    value = re.sub(r"^(?:00|011[ -])", "+", value) if region is None else value
    try:
        return phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None
