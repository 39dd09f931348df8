"""Payment data: cards, accounts, coins. Presidio's own checks, with boundaries for Chinese."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern
from stdnum import iban
from stdnum.luhn import is_valid as luhn

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, as_number, words

__all__ = ["CnBankCardRecognizer", "CreditCardRecognizer", "CryptoRecognizer", "IbanRecognizer"]

_RIGHT = "check digit right"


def _digits(value: str) -> str:
    return re.sub(r"[^0-9]", "", value)


class CreditCardRecognizer(Recognizer):
    """Finds payment card numbers that pass the Luhn check and begin as a scheme's do."""

    ENTITY, LABEL = "CREDIT_CARD", "payment card"
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "13 to 16 digits",
            as_number(
                r"(?:4[0-9]{3}|5[0-8][0-9]{2}|6[0-9]{3}|2[2-7][0-9]{2}|35[0-9]{2})"
                r"([ \-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}"
            ),
            0.85,
        ),
        Pattern(
            "Amex or Diners",
            as_number(r"3[04678][0-9]{2}[ \-]?[0-9]{6}[ \-]?[0-9]{4,5}"),
            0.85,
        ),
    )
    CONTEXT = words(
        "credit card visa mastercard amex debit carte carte_de_crédit cvv 信用卡 卡号 卡號 刷卡"
    )
    AGAINST = words("order tracking isbn imei commande suivi 订单 訂單 单号 單號 快递 运单 流水")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("visa 4000 0000 0000 0002", ("4000 0000 0000 0002",)),
        ("信用卡4000000000000002被盗", ("4000000000000002",)),
        ("carte 4000-0000-0000-0002", ("4000-0000-0000-0002",)),
        ("4000 0000 0000 0003", ()),
        ("94000000000000002", ()),
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
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "UnionPay",
            as_number(r"62[0-9]{2}([ \-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3})?"),
            0.85,
        ),
        Pattern(
            "16 to 19 digits",
            as_number(r"[3-9][0-9]{3}([ \-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3})?"),
            0.3,
        ),
    )
    CONTEXT = words(
        "银行卡 銀行卡 卡号 卡號 储蓄卡 借记卡 账号 賬號 帐号 帳號 开户行 工行 建行 农行 招行 转账"
        " 轉賬 打款 bank bank_card bank_account"
    )
    AGAINST = words("订单 訂單 单号 單號 快递 运单 流水 身份证 身份證 imei order tracking")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("银行卡6200000000000000003转账", ()),
        ("卡号6222 0000 0000 0000 004", ("6222 0000 0000 0000 004",)),
        ("6222000000000000004", ("6222000000000000004",)),
        ("单号9222000000000000005", ()),
        ("62220000000000000041", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the Luhn digit."""
        return Verdict(good=luhn(_digits(match[0])), note=_RIGHT)


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
    """Finds Bitcoin addresses by their checksum and Ethereum ones by their layout."""

    ENTITY, LABEL = "CRYPTO", "wallet address"
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "Bitcoin",
            r"(?<![0-9A-Za-z])(?:bc1[a-z0-9]{25,59}|[13][a-km-zA-HJ-NP-Z1-9]{25,34})(?![0-9A-Za-z])",
            0.95,
        ),
        Pattern("Ethereum", r"(?<![0-9A-Za-z])0x[0-9A-Fa-f]{40}(?![0-9A-Za-z])", 0.85),
    )
    FLAGS = 0
    CONTEXT = words("wallet btc bitcoin crypto eth 钱包 錢包 比特币 比特幣 portefeuille")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("钱包1BoatSLRHtKNngkdXEeobR76b53LETtpyT谢谢", ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT",)),
        ("eth 0x" + "12" * 20, ("0x" + "12" * 20,)),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyU", ()),
        ("sha 0x" + "12" * 21, ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check a Bitcoin address's own checksum."""
        if pattern.name == "Ethereum":
            return Verdict(good=True)
        from stdnum import bitcoin

        return Verdict(good=bitcoin.is_valid(match[0]), note="checksum right")
