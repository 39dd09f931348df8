"""Payment data: cards, accounts, coins. Presidio's own checks, with boundaries for Chinese."""

import hashlib
import re
from typing import ClassVar

from presidio_analyzer import Pattern
from stdnum import bitcoin, iban
from stdnum.luhn import is_valid as luhn

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
    "CaBankAccountRecognizer",
    "CnBankCardRecognizer",
    "CreditCardRecognizer",
    "CryptoRecognizer",
    "IbanRecognizer",
]

_RIGHT = "check digit right"


# Three more groups of four; cards of 17 to 19 digits have a short fourth.
_CARD_TAIL = r"([ \-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3})?"


def _digits(value: str) -> str:
    return re.sub(r"[^0-9]", "", value)


class CreditCardRecognizer(Recognizer):
    """Finds payment card numbers that pass the Luhn check and begin as a scheme's do."""

    ENTITY, LABEL = "CREDIT_CARD", "payment card"
    GATE = re.compile(r"[0-9](?:[ \-]?[0-9]){11}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "13 to 19 digits",
            as_number(
                r"(?:4[0-9]{3}|5[0-8][0-9]{2}|6[0-9]{3}|2[2-7][0-9]{2}|35[0-9]{2})"
                r"([ \-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(?:\1[0-9]{1,3})?"
            ),
            0.85,
        ),
        Pattern(
            "Amex or Diners",
            as_number(r"3[04678][0-9]{2}[ \-]?[0-9]{6}[ \-]?[0-9]{4,5}"),
            0.85,
        ),
        Pattern(
            "12 digits", as_number(r"(?:5[0678]|6[0-9])[0-9]{2}([ \-]?)[0-9]{4}\1[0-9]{4}"), 0.3
        ),
        Pattern("15 digits, JCB", as_number(r"(?:1800|2131)[0-9]{11}"), 0.6),
        Pattern("12 to 19 digits", as_number(r"[0-9]{12,19}"), 0.2),
    )
    CONTEXT = words(
        "card credit_card cards visa mastercard amex debit cc carte carte_de_crédit cvv 信用卡 卡号"
        " 卡號 刷卡"
    )
    AGAINST = words("order tracking isbn imei commande suivi 订单 訂單 单号 單號 快递 运单 流水")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("visa 4000 0000 0000 0002", ("4000 0000 0000 0002",)),
        ("信用卡4000000000000002被盗", ("4000000000000002",)),
        ("carte 4000-0000-0000-0002", ("4000-0000-0000-0002",)),
        ("my card 500000000009", ("500000000009",)),
        ("card no. 4000000000000000006", ("4000000000000000006",)),
        ("4000 0000 0000 0003", ()),
        ("94000000000000002", ()),
        ("order 500000000009", ()),
        ("500000000009", ()),
        ("imei 4000000000000002", ("4000000000000002",)),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the Luhn digit."""
        return Verdict(good=luhn(_digits(match[0])), note=_RIGHT)


class CnBankCardRecognizer(Recognizer):
    """Finds mainland bank cards: UnionPay's prefix with a check digit, others by context."""

    ENTITY, LABEL = "CN_BANK_CARD", "CN bank card"
    COUNTRY_CODE = "cn"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN"})
    GATE = re.compile(r"[0-9](?:[ \-]?[0-9]){15}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("UnionPay", as_number(rf"62[0-9]{{2}}{_CARD_TAIL}"), 0.85),
        Pattern("16 to 19 digits", as_number(rf"[3-9][0-9]{{3}}{_CARD_TAIL}"), 0.3),
        # People leave out or mistype a digit; the bank's prefix and the word still say it.
        Pattern("a bank's prefix", as_number(rf"62(?:[12][0-9]|3[0-6]|5[0-9]){_CARD_TAIL}"), 0.25),
    )
    CONTEXT = words(
        "银行卡 銀行卡 卡号 卡號 储蓄卡 借记卡 账号 賬號 帐号 帳號 开户行 工行 建行 农行 招行 中行"
        " 交行 转账 轉賬 打款 bank bank_card bank_account"
    )
    AGAINST = words("订单 訂單 单号 單號 快递 运单 流水 身份证 身份證 imei order tracking")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("银行卡6200000000000000003转账", ()),
        ("卡号6222 0000 0000 0000 004", ("6222 0000 0000 0000 004",)),
        ("6222000000000000004", ("6222000000000000004",)),
        ("建行卡 6217 0000 0000 0001", ("6217 0000 0000 0001",)),
        ("6217 0000 0000 0001", ()),
        ("单号9222000000000000005", ()),
        ("62220000000000000041", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check the Luhn digit, unless the bank's own prefix speaks for the number."""
        if pattern.name == "a bank's prefix":
            return Verdict(good=True)
        return Verdict(good=luhn(_digits(match[0])), note=_RIGHT)


class CaBankAccountRecognizer(Recognizer):
    """Finds Canadian accounts: transit and institution number with the account behind them."""

    ENTITY, LABEL = "CA_BANK_ACCOUNT", "CA bank account"
    COUNTRY_CODE = "ca"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA"})
    GATE = re.compile(r"[0-9]{5}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "transit, institution, account",
            as_number(
                r"[0-9]{5}[ \-](?:00[0-9]|01[06]|[1-8][0-9]{2})[ ,;]{0,2}"
                r"(?:[ \-]|(?:account|acct|compte|folio|账号|帳號)[ #:.]{0,3}(?:no\.?[ ]?)?)"
                r"[0-9]{2,3}[ \-]?[0-9]{3}[ \-]?[0-9]{1,6}"
            ),
            0.4,
        ),
        Pattern(
            "each named",
            rf"{BEFORE}transit[ #:.]{{0,3}}(?:(?:no|number|numéro)\.?[ :]{{0,2}})?"
            r"(?P<value>[0-9]{5}(?:[ \-]?[0-9]{3})?[^0-9]{1,40}[0-9]{3}"
            r"(?:[^0-9]{1,30}[0-9]{5,12})?)(?![0-9])",
            0.75,
        ),
    )
    CONTEXT = words(
        "transit institution bank_account direct_deposit void_cheque chequing account compte"
        " dépôt_direct virement succursale spécimen_de_chèque 银行 銀行 账号 帳號 转账"
    )
    AGAINST = words("order tracking invoice commande facture 订单 訂單 zip")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("direct deposit 12345-003 1234567", ("12345-003 1234567",)),
        ("看转账12345-003 1234567给她", ("12345-003 1234567",)),
        (
            "transit 12345, institution 003, account 1234567",
            ("12345, institution 003, account 1234567",),
        ),
        ("succursale 12345-815 compte 123 4567", ("12345-815 compte 123 4567",)),
        ("order 12345-003 1234567", ()),
        ("public transit 12345 riders", ()),
        ("zip 12345-0031", ()),
    )


class IbanRecognizer(Recognizer):
    """Finds international bank account numbers."""

    ENTITY, LABEL = "IBAN_CODE", "IBAN"
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "country, check digits, account",
            as_number(r"[A-Z]{2}[0-9]{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?"),
            0.95,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("IBAN GB82 WEST 1234 5698 7654 32", ("GB82 WEST 1234 5698 7654 32",)),
        ("账户DE89370400440532013000收款", ("DE89370400440532013000",)),
        ("GB82 WEST 1234 5698 7654 33", ()),
        ("AB12 this that", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check ISO 13616's modulus 97 and the country's length."""
        return Verdict(good=iban.is_valid(match[0], check_country=False), note="check digits right")


class CryptoRecognizer(Recognizer):
    """Finds Bitcoin and Tron addresses by their checksum and Ethereum ones by their layout."""

    ENTITY, LABEL = "CRYPTO", "wallet address"
    GATE = re.compile(r"[0-9A-Za-z]{26}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("Bitcoin", as_code(r"bc1[a-z0-9]{25,59}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}"), 0.95),
        Pattern("Ethereum", as_code(r"0x[0-9A-Fa-f]{40}"), 0.85),
        Pattern("Tron", as_code(r"T[a-km-zA-HJ-NP-Z1-9]{33}"), 0.95),
    )
    FLAGS = 0
    CONTEXT = words("wallet btc bitcoin crypto eth usdt trc20 钱包 錢包 比特币 比特幣 portefeuille")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("钱包1BoatSLRHtKNngkdXEeobR76b53LETtpyT谢谢", ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT",)),
        ("eth 0x" + "12" * 20, ("0x" + "12" * 20,)),
        ("usdt T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", ("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb",)),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyU", ()),
        ("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwa", ()),
        ("sha 0x" + "12" * 21, ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check the checksum that Bitcoin and Tron addresses carry."""
        if pattern.name == "Ethereum":
            return Verdict(good=True)
        if pattern.name == "Tron":
            return Verdict(good=_base58_is_right(match[0]), note="checksum right")
        return Verdict(good=bitcoin.is_valid(match[0]), note="checksum right")


_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _base58_is_right(value: str) -> bool:
    """Check the four bytes at the end: the first of the double SHA-256 of those before."""
    number = 0
    for character in value:
        number = number * 58 + _BASE58.index(character)
    body = number.to_bytes(25, "big") if number < 256**25 else b""
    digest = hashlib.sha256(hashlib.sha256(body[:-4]).digest()).digest()
    return body[-4:] == digest[:4]
