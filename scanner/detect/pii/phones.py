"""Telephone numbers of North America, the mainland, Hong Kong, Macau, Taiwan, and any with +.

Presidio's own phone recogniser tries each region's plan on every position, and a number glued to
Chinese is invisible to it. Here a layout is found first, and libphonenumber judges its prefix.
"""

import re
from collections.abc import Iterator
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.phone_plan import is_assigned, is_possible_abroad
from scanner.detect.pii.recognizer import Example, Hit, Recognizer, Verdict, compiled, words
from scanner.detect.pii.spelled import spelled_numbers

__all__ = ["PhoneNumberRecognizer"]

_START, _END = r"(?<![0-9A-Za-z+])(?<![0-9][-./,:])", r"(?![0-9A-Za-z])(?![-./,:][0-9])"
_SEP = r"[ .\-]{0,2}"
_PLUS = r"(?:\+|(?<![0-9])00|011[ -])[ ]?\(?"
_NANP = rf"\(?[2-9][0-9]{{2}}\)?{_SEP}[0-9]{{3}}{_SEP}[0-9]{{4}}"
_EXTENSION = (
    r"(?:[ ,]{0,2}(?:(?<=[ ,])(?:ext|extension|poste|x)|分机|分機|內線|内线|转|轉)\.?"
    r"[ :]?[0-9]{1,6})?"
)


def _pattern(name: str, body: str, score: float) -> Pattern:
    return Pattern(name, f"{_START}{body}{_END}", score)


class PhoneNumberRecognizer(Recognizer):
    """Finds telephone numbers by layout, judged by libphonenumber."""

    ENTITY = "PHONE_NUMBER"
    LABEL = "phone number"
    ALONE = frozenset({"North America, 10 digits", "mainland fixed", "leading 0"})
    # Seven digits, with no more between them than numbers are grouped by.
    GATE = re.compile(r"[0-9](?:[^0-9\n]{0,3}[0-9]){6}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        _pattern("+1", rf"{_PLUS}1\)?{_SEP}{_NANP}{_EXTENSION}", 0.9),
        _pattern("+86", rf"{_PLUS}86\)?{_SEP}1[3-9][0-9]{_SEP}[0-9]{{4}}{_SEP}[0-9]{{4}}", 0.95),
        _pattern(
            "+86 fixed",
            rf"{_PLUS}86\)?{_SEP}0?[1-9][0-9]{{1,2}}{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}{_EXTENSION}",
            0.85,
        ),
        _pattern(
            "+852 or +853",
            rf"{_PLUS}85[23]\)?{_SEP}[2-9][0-9]{{3}}{_SEP}[0-9]{{4}}{_EXTENSION}",
            0.95,
        ),
        _pattern("852 or 853 without +", r"85[23][ \-][2-9][0-9]{3}[ \-]?[0-9]{4}", 0.6),
        _pattern(
            "+886",
            rf"{_PLUS}886\)?{_SEP}0?[2-9][0-9]{{0,2}}{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{3,4}}{_EXTENSION}",
            0.95,
        ),
        _pattern(
            "+ another country",
            r"\+[ ]?(?!1[^0-9]|86|85[23]|886)[1-9](?:[ .\-()]{0,2}[0-9]){6,14}",
            0.8,
        ),
        _pattern(
            "country code without +",
            r"[1-9][0-9]{1,2}[ \-][2-9][0-9]{2}[ \-][0-9]{3}[ \-][0-9]{4}",
            0.5,
        ),
        _pattern(
            "North America, in groups",
            rf"(?:1{_SEP}|1 ?\()?(?:\([2-9][0-9]{{2}}\)[ .\-]{{0,2}}|[2-9][0-9]{{2}}[ .\-])"
            rf"[0-9]{{3}}[ .\-][0-9]{{4}}{_EXTENSION}",
            0.75,
        ),
        _pattern("North America, 10 digits", r"[2-9][0-9]{2}[1-9][0-9]{6}", 0.3),
        _pattern("North America, 11 digits", r"1[2-9][0-9]{2}[2-9][0-9]{6}", 0.3),
        _pattern("North America, local", r"[2-9][0-9]{2}-[0-9]{4}", 0.2),
        _pattern("mainland mobile", r"1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}", 0.75),
        _pattern(
            "mainland fixed, in groups",
            rf"\(?0[1-9][0-9]{{1,2}}\)?[ \-][0-9]{{7,8}}{_EXTENSION}",
            0.7,
        ),
        _pattern("mainland fixed", rf"\(?0[1-9][0-9]{{1,2}}\)?[0-9]{{7,8}}{_EXTENSION}", 0.3),
        _pattern("mainland service", r"[48]00[ \-]?[0-9]{3,4}[ \-]?[0-9]{3,4}", 0.3),
        _pattern("Hong Kong or Macau", r"[2-9][0-9]{3}[ \-]?[0-9]{4}", 0.25),
        _pattern("Taiwan mobile", r"09[0-9]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3}", 0.75),
        _pattern(
            "Taiwan fixed", rf"\(?0[2-8][0-9]?\)?[ \-]?[0-9]{{3,4}}[ \-][0-9]{{4}}{_EXTENSION}", 0.6
        ),
        _pattern("France, in pairs", r"0[1-9]([ .\-])[0-9]{2}(?:\1[0-9]{2}){3}", 0.7),
        _pattern("leading 0, with hyphens", r"0[0-9]{1,3}-[0-9]{3,4}-[0-9]{4}", 0.5),
        _pattern("area code in brackets", r"\([0-9]{2,4}\)[ ]?[0-9]{3,5}[ \-][0-9]{3,4}", 0.5),
        _pattern("leading 0", r"0[1-9][0-9]{8,9}|0[0-9]{2,4}/[0-9]{6,8}", 0.3),
        _pattern(
            "in groups, of any country",
            r"\(?[0-9]{2,4}\)?(?:[ \-][0-9]{2,8}){1,4}",
            0.2,
        ),
    )
    CONTEXT = words(
        "phone phone_number telephone tel tél téléphone cell cellphone mobile number call text"
        " fax whatsapp sms dial ring appelle appelez appeler numéro cellulaire texto joindre"
        " signal ph reach answer answering telefon handy texting calling messages_to registered"
        " office landline portable interac e-transfer etransfer virement"
        " 电话 電話 手机 手機 号码 號碼 手机号 联系 聯絡 联络 座机 座機 致电 致電 打给 打給"
        " 打 拨打 撥打 短信 簡訊 热线 專線 傳真 传真 微信同号"
    )
    AGAINST = words(
        "order tracking invoice isbn issn serial model ref reference commande suivi facture"
        " série ticket case_number doi sku price prix version 订单 訂單 单号 單號 快递 运单 型号"
        " 型號 编号 編號 序列号 序號 发票 發票 价格 價格 身份证 qq"
        " sin nas ssn social phn ohip passport iban ip"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("call her at 343-555-0126 tonight", ("343-555-0126",)),
        ("(343) 555-0126 or +1.343.555.0199", ("(343) 555-0126", "+1.343.555.0199")),
        ("son cell: 514 555-0142, poste 12", ("514 555-0142, poste 12",)),
        ("phone 3435550126", ("3435550126",)),
        ("3435550126", ("3435550126",)),
        ("+13435550126 ext. 204", ("+13435550126 ext. 204",)),
        ("手机13800000012谢谢", ("13800000012",)),
        ("打+86 138 0000 0012找她", ("+86 138 0000 0012",)),
        ("手机：１３８００００００１２", ("１３８００００００１２",)),
        ("佢電話5555 0123，快啲打", ("5555 0123",)),
        ("WhatsApp +852 5555 0123", ("+852 5555 0123",)),
        ("852-5555-0123", ("852-5555-0123",)),
        ("澳門打+853 6655 0012", ("+853 6655 0012",)),
        ("打0900-000-012給她", ("0900-000-012",)),
        ("公司02-2555 0123轉12", ("02-2555 0123轉12",)),
        ("座机010-60000012", ("010-60000012",)),
        ("座机010-60000012转8012找她", ("010-60000012转8012",)),
        ("138\u200b0000\u200b0012 是她的手机", ("138\u200b0000\u200b0012",)),
        ("打一三八零零零零零零一二", ("一三八零零零零零零一二",)),
        (
            "her cell: three four three 555 zero one two six",
            ("three four three 555 zero one two six",),
        ),
        ("son numéro: 06 00 00 00 12", ("06 00 00 00 12",)),
        ("ring +44 (20) 7946 0958", ("+44 (20) 7946 0958",)),
        ("携帯090-0000-0012", ("090-0000-0012",)),
        ("reach me at 71 555 012", ("71 555 012",)),
        ("Order 343-555-0126 shipped", ()),
        ("订单号13800000012", ()),
        ("it cost 1,380,000,0012", ()),
        ("2019-2024 was bad", ()),
        ("call in 2019-2024", ()),
        ("(555) 123-4567", ("(555) 123-4567",)),
        ("final score 555-0126", ()),
        ("555-0126", ()),
        ("12012345678", ()),
        ("ISBN 978-0-00-000000-2", ()),
        ("id 913800000012345", ()),
        ("at 12:30 on 2026-11-20", ()),
        ("call me on 2026-11-20 at 12", ()),
        ("v13.800.0000.12", ()),
        ("5555 0123 people came", ()),
        ("4000 0000 0000 0002", ()),
        ("he said 3435550126 things", ()),
        ("one two three four five, once I caught a fish", ()),
        ("一二三四五六七八九", ()),
    )

    def __init__(
        self,
        *,
        supported_language: str = "en",
        regions: tuple[str, ...] = ("CA", "US", "CN", "HK", "TW", "MO"),
    ) -> None:
        super().__init__(supported_language=supported_language)
        left_out = {
            name
            for region, names in _OF_REGION.items()
            for name in names
            if not any(name in _OF_REGION[wanted] for wanted in regions)
        }
        # A number with its country code is one wherever it is from.
        self.patterns = [p for p in self.patterns if p.name not in left_out]

    def spans(self, text: str) -> Iterator[tuple[int, int, Hit]]:
        """Yield the numbers in ``text``, then those spelled out."""
        found = list(super().spans(text))
        yield from found
        for digits, start, end in spelled_numbers(text):
            if self._is_number(digits) and not any(a < end and start < b for a, b, _ in found):
                yield start, end, Hit(start, end, _SPELLED_OUT.score, _SPELLED_OUT)

    def _is_number(self, digits: str) -> bool:
        """Tell whether spelled-out digits are a whole number of one of the regions."""
        return any(
            pattern.name in _WHOLE
            and (match := compiled(pattern.regex).fullmatch(digits))
            and self.check(match, pattern).good
            for pattern in self.patterns
        )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Ask libphonenumber whether the plan of the pattern's region allows the number."""
        value, name = match[0], pattern.name
        if name in _UNCHECKED:
            return Verdict(good=True)
        digits = re.sub("[^0-9]", "", _EXTENSION_TAIL.sub("", value))
        if name in _LOOSE:
            return Verdict(good=7 <= len(digits) <= 13 and not _DATE.search(value))
        if name == "+ another country":
            return Verdict(good=is_possible_abroad(digits), note="possible")
        region, national = _national(name, digits)
        if is_assigned(region, national):
            return Verdict(good=True, note="valid")
        # The plan lists no subscriber there; so it is with the numbers reserved for fiction.
        if _FICTIONAL.search(value) or "+8" in name:
            return Verdict(good=True, note="possible")
        if name in _TELLING_LAYOUT:
            return Verdict(good=True, note="possible", score=0.45)
        return Verdict(good=name in _SAID_ANYWAY, note="possible", score=0.1)


# Grouped like nothing else, so a number outside the plan is still taken for one.
_TELLING_LAYOUT = frozenset({"+1", "North America, in groups", "mainland mobile"})
# Outside the plan, but written so, and called a number by the words around it or sent alone.
_SAID_ANYWAY = frozenset({"North America, 10 digits"})
_UNCHECKED = frozenset({"North America, local", "852 or 853 without +"})
_LOOSE = frozenset(
    {
        "country code without +",
        "Hong Kong or Macau",
        "France, in pairs",
        "leading 0, with hyphens",
        "leading 0",
        "area code in brackets",
        "in groups, of any country",
        "mainland service",
    }
)
# Patterns that a number spelled out must fill, with nothing between its digits.
_WHOLE = frozenset(
    {"North America, 10 digits", "North America, 11 digits", "mainland mobile", "Taiwan mobile"}
)
_SPELLED_OUT = Pattern("spelled out", "", 0.75)
_FICTIONAL = re.compile(r"555[ .\-]{0,2}01[0-9]{2}")
_EXTENSION_TAIL = re.compile(
    r"[ ,]{0,2}(?:[a-z]{1,9}|分机|分機|內線|内线|转|轉)\.?[ :]?[0-9]{1,6}$", re.IGNORECASE
)
_DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}[ \-/]?"
    r"(?:(?:19|20)[0-9]{2}|(?:0[1-9]|1[0-2])[ \-/]?[0-3][0-9])(?![0-9])"
    r"|(?<![0-9])[0-3]?[0-9][ \-/][0-3]?[0-9][ \-/](?:19|20)[0-9]{2}(?![0-9])"
)
_NORTH_AMERICA = (
    "North America, in groups",
    "North America, 10 digits",
    "North America, 11 digits",
    "North America, local",
)
_OF_REGION = {
    "CA": _NORTH_AMERICA,
    "US": _NORTH_AMERICA,
    "CN": ("mainland mobile", "mainland fixed, in groups", "mainland fixed", "mainland service"),
    "HK": ("Hong Kong or Macau",),
    "MO": ("Hong Kong or Macau",),
    "TW": ("Taiwan mobile", "Taiwan fixed"),
}
_REGION_OF = {name: region for region, names in _OF_REGION.items() for name in names} | {
    "+1": "US",
    "+86": "CN",
    "+86 fixed": "CN",
    "+886": "TW",
}
_COUNTRY = {"US": "1", "CN": "86", "TW": "886"}


def _national(name: str, digits: str) -> tuple[str, str]:
    """Return the region a pattern speaks of, and the number without its country code or 0."""
    if name == "+852 or +853":
        digits = digits.removeprefix("00").removeprefix("011")
        return ("HK" if digits.startswith("852") else "MO"), digits[3:]
    region = _REGION_OF[name]
    if "+" in name:
        digits = digits.removeprefix("00").removeprefix("011").removeprefix(_COUNTRY[region])
    elif region == "US":
        digits = digits.removeprefix("1")
    return region, digits.removeprefix("0")
