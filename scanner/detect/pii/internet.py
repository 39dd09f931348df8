"""E-mail addresses, links and IP addresses, also where Chinese touches them."""

import ipaddress
import re
from functools import cache, lru_cache
from typing import ClassVar

from presidio_analyzer import Pattern
from tldextract import TLDExtract

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, words
from scanner.text.language import HAN

__all__ = ["EmailRecognizer", "IpRecognizer", "UrlRecognizer"]

# RFC 2606 and RFC 6761 keep these for examples and tests; people hide in .onion.
_RESERVED = frozenset({"example", "test", "invalid", "localhost", "onion", "local"})
_LABEL = r"[A-Za-z0-9][A-Za-z0-9\-]{0,62}"

_ENDING = r"[A-Za-z]{2,24}(?![A-Za-z0-9])"
# RFC 5322's dot-atom: no dot at either end, none beside another.
_LOCAL = r"[A-Za-z0-9_+%\-]{1,64}(?:\.[A-Za-z0-9_+%\-]{1,64}){0,8}"
_OPEN, _CLOSE = r"[(\[{<【]", r"[)\]}>】]"
_EDGE = r"(?<![A-Za-z0-9._%+\-])"

# To the end of the link, without the full stop of the sentence around it.
_PATH = r"(?:[/?#](?:[!-;=?-Z\[\]_a-z|~%]{0,2000}(?<![.,;:!?)\]'\"]))?)?"


@cache
def _suffixes() -> TLDExtract:
    # The list inside the package; without this tldextract would ask the network.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=10_000)
def _has_known_suffix(host: str) -> bool:
    return host.rpartition(".")[2].lower() in _RESERVED or bool(_suffixes()(host).suffix)


class EmailRecognizer(Recognizer):
    """Finds e-mail addresses, plain or with (at) and (dot)."""

    ENTITY, LABEL = "EMAIL_ADDRESS", "e-mail address"
    GATE = re.compile(
        r"@|[(\[{<【（ ](?:at|arobase|arobas|chez|艾特|圈a)[)\]}>】） ]|艾特", re.IGNORECASE
    )
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("plain", rf"{_EDGE}{_LOCAL}@(?P<host>(?:{_LABEL}\.){{1,6}}{_ENDING})", 0.95),
        # Beside Latin letters or marks it is the end of a longer name.
        Pattern(
            "Chinese before the @",
            rf"(?<![0-9A-Za-z@{HAN}._])[{HAN}]{{1,12}}@(?P<host>(?:{_LABEL}\.){{1,6}}{_ENDING})",
            0.6,
        ),
        Pattern(
            "with (at) or (dot)",
            rf"{_EDGE}{_LOCAL}[ ]?(?:@|{_OPEN}(?:at|arobase?|@|艾特){_CLOSE}|艾特| at | arobase? )"
            rf"[ ]?(?P<host>(?:{_LABEL}[ ]?"
            rf"(?:\.|{_OPEN}(?:dot|point|\.|点|點){_CLOSE}| dot | point |点|點)[ ]?){{1,4}}"
            rf"{_ENDING})",
            0.8,
        ),
    )
    CONTEXT = words(
        "email e-mail mail courriel courriel adresse interac e-transfer etransfer virement 邮箱"
        " 郵箱 电邮 電郵 邮件 郵件 信箱"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("write to mei.lin@example.org!", ("mei.lin@example.org",)),
        ("邮箱lin@mail.example谢谢", ("lin@mail.example",)),
        ("ｌｉｎ＠example.org", ("ｌｉｎ＠example.org",)),
        ("e-transfer to lin+rent@example.org", ("lin+rent@example.org",)),
        ("用户lin@example.org", ("lin@example.org",)),
        ("苏婉清@example.org", ("苏婉清@example.org",)),
        ("lin (at) example (dot) org", ("lin (at) example (dot) org",)),
        ("lin[at]example.org", ("lin[at]example.org",)),
        ("lin艾特example点org", ("lin艾特example点org",)),
        ("lin@xn--80ak6aa92e.com", ("lin@xn--80ak6aa92e.com",)),
        ("@wanqing_writes", ()),
        ("a@b", ()),
        ("lin@example.notatld", ()),
        ("mei..lin@example.org", ()),
        (".lin@example.org", ()),
        ("see you at example street", ()),
        ("we met at noon. Then", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check that the domain ends as domains do."""
        host = _DOT.sub(".", match["host"])
        # " at " is also a word of the sentence: then the dot must be spelled out too.
        said = " at " in match[0].lower() and " dot " not in match[0].lower()
        return Verdict(
            good=not said and ".." not in host and _has_known_suffix(host),
            note="known domain ending",
        )


_DOT = re.compile(r"[ ]?(?:[(\[{<【 ](?:dot|point|\.|点|點)[)\]}>】 ]|点|點)[ ]?", re.IGNORECASE)


class UrlRecognizer(Recognizer):
    """Finds links, with or without a scheme."""

    ENTITY, LABEL = "URL", "link"
    GATE = re.compile(r"\.")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "with scheme",
            r"(?<![A-Za-z])https?://[A-Za-z0-9.\-:@_%\[\]]{2,255}" + _PATH,
            0.8,
        ),
        Pattern(
            "www",
            rf"(?<![A-Za-z0-9@./\-])www\.(?P<host>(?:{_LABEL}\.){{1,6}}[A-Za-z]{{2,24}})"
            rf"(?![A-Za-z0-9]){_PATH}",
            0.7,
        ),
        Pattern(
            "bare domain",
            rf"(?<![A-Za-z0-9@./_\-])(?P<host>(?:{_LABEL}\.){{1,6}}(?:com|org|net|ca|cn|hk|tw|info"
            r"|io|me|co|cc|xyz|top|vip|online|site|gov|edu|example))(?![A-Za-z0-9\-@])"
            r"(?!\.[A-Za-z])" + _PATH,
            0.5,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("看https://example.org/a?b=c，快", ("https://example.org/a?b=c",)),
        ("www.example.org/x", ("www.example.org/x",)),
        ("go to example.org now", ("example.org",)),
        ("She left.Then came back", ()),
        ("file.py and v1.2", ()),
        ("lin@example.org", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check the ending of a domain without a scheme."""
        return Verdict(good=pattern.name == "with scheme" or _has_known_suffix(match["host"]))


_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"


class IpRecognizer(Recognizer):
    """Finds IP addresses of both versions."""

    ENTITY, LABEL = "IP_ADDRESS", "IP address"
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "version 4",
            rf"(?<![0-9A-Za-z:])(?<![0-9A-Za-z]\.)(?:{_OCTET}\.){{3}}{_OCTET}"
            r"(?:/[0-9]{1,2})?(?![0-9A-Za-z])(?!\.[0-9])",
            0.6,
        ),
        Pattern(
            "unspecified",
            r"(?<![0-9A-Za-z:.])::(?![0-9A-Za-z:.])",
            0.3,
        ),
        Pattern(
            "version 6",
            r"(?<![0-9A-Za-z:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}"
            rf"(?:(?<=:){_OCTET}(?:\.{_OCTET}){{3}})?(?:%[0-9A-Za-z]{{1,15}})?"
            r"(?:/[0-9]{1,3})?(?![0-9A-Za-z:])(?!\.[0-9])",
            0.6,
        ),
    )
    GATE = re.compile(r"[0-9]{1,3}\.[0-9]|:[0-9A-Fa-f]{0,4}:")
    WINDOW = 20
    CONTEXT = words("ip ipv4 ipv6 src dst ip地址 ip_address adresse_ip 服务器 伺服器 server")
    AGAINST = words("version v ver 版本 section chapter")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("his IP is 192.0.2.17.", ("192.0.2.17",)),
        ("她的IP是192.0.2.17啊", ("192.0.2.17",)),
        ("2001:db8::ff00:42:8329", ("2001:db8::ff00:42:8329",)),
        ("::ffff:192.0.2.17", ("::ffff:192.0.2.17",)),
        ("version 1.2.3.4", ()),
        ("v1.2.3.4", ()),
        ("1.2.3.4.5", ()),
        ("300.1.2.3", ()),
        ("at 12:30:15", ()),
        ("std::vector", ()),
        ("::", ()),
        ("地址 ::1 是本机", ("::1",)),
        ("local ipv6 ::", ("::",)),
        ("a :: b", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check with the standard library; a version 6 address needs more than a clock shows."""
        value = match[0]
        if pattern.name == "unspecified":
            return Verdict(good=True)
        try:
            address = ipaddress.ip_interface(value)
        except ValueError:
            return Verdict(good=False)
        groups = len(re.findall("[0-9A-Fa-f]+", value))
        plausible = pattern.name == "version 4" or groups > 1 or (groups and value.startswith("::"))
        return Verdict(good=bool(plausible) and address.version == int(pattern.name[-1]))
