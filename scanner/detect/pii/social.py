"""Accounts on messengers and networks, named as such: WeChat, QQ, LINE, Telegram and others."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict

__all__ = ["SocialAccountRecognizer"]

# What may stand between the name of a service and the account on it.
_LINK = (
    r"[ ]?(?:(?:号|號|账号|賬號|帐号|帳號|群|id|number|handle|username|name)[ ]?)?"
    r"(?:is[ ]|[是为為:=@\-][ ]?@?|[ ]@?)?[ ]?"
)
_ID_WORD = re.compile(r"号|號|账|賬|帐|帳|id|number|handle|username|[:=@]", re.IGNORECASE)
_TELLING = re.compile(r"[0-9_]")
_NOT_ACCOUNTS = frozenset(
    "account accounts group groups video videos message messages official https http qrcode"
    " channel channels status review moments".split()
)


def _named(name: str, services: str, value: str) -> Pattern:
    return Pattern(
        name,
        rf"(?<![A-Za-z0-9])(?:{services})(?P<link>{_LINK})(?P<value>{value})(?![A-Za-z0-9_])",
        0.85,
    )


class SocialAccountRecognizer(Recognizer):
    """Finds an account that follows the name of its service, or a link to one."""

    ENTITY, LABEL = "SOCIAL_ACCOUNT", "account"
    GATE = re.compile("[A-Za-z0-9博]")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        _named(
            "WeChat",
            r"微信|威信|薇信|徽信|[vV]信|加[vV]|加薇|wechat|weixin|wx|vx|绿泡泡",
            r"[A-Za-z][A-Za-z0-9_\-]{5,19}",
        ),
        Pattern(
            "WeChat, its own form", r"(?<![A-Za-z0-9])wxid_[a-z0-9]{6,24}(?![A-Za-z0-9])", 0.95
        ),
        _named("QQ", r"qq|扣扣|企鹅号|企鵝號|企鹅|球球", r"[1-9][0-9]{4,10}"),
        _named("LINE", r"line[ ]?id|賴|LINE", r"[a-z0-9][a-z0-9._\-]{3,19}"),
        _named("Telegram", r"telegram|tg|电报|電報|纸飞机|飞机号", r"[A-Za-z][A-Za-z0-9_]{4,31}"),
        _named("Signal", r"signal", r"[A-Za-z_][A-Za-z0-9_]{2,31}\.[0-9]{2,9}"),
        _named(
            "another service",
            r"instagram|insta|ig|snapchat|snap|facebook|fb|twitter|discord|tiktok|抖音|微博|小红书"
            r"|小紅書|快手|推特|脸书|臉書",
            r"[A-Za-z0-9][A-Za-z0-9_.]{3,29}",
        ),
        Pattern(
            "Weibo",
            r"(?:微博|weibo)[ ]?(?:名|号|號|昵称|账号|賬號|帳號|id|uid)?[ ]?(?:[:@][ ]?@?"
            r"|[是叫][ ]?@?(?=[A-Za-z0-9_]))"
            r"(?P<value>[\u3400-\u9fffA-Za-z0-9_\-]{2,24})(?![\u3400-\u9fffA-Za-z0-9_\-])",
            0.7,
        ),
        Pattern(
            "WhatsApp",
            r"(?<![A-Za-z0-9])whats[ ]?app[ ]?:?[ ]?(?P<value>@[A-Za-z][A-Za-z0-9_.]{3,29})"
            r"(?![A-Za-z0-9_])",
            0.8,
        ),
        Pattern(
            "link",
            r"(?<![A-Za-z0-9.])(?:https?://)?(?:t\.me/|wa\.me/|line\.me/(?:R/)?ti/p/|signal\.me/#"
            r"|weibo\.com/(?:u/)?|chat\.whatsapp\.com/|u\.wechat\.com/|qm\.qq\.com/)"
            r"[A-Za-z0-9_+~\-/]{4,64}",
            0.9,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("加她微信：wanqing_90，骂她", ("wanqing_90",)),
        ("微信号mei-lin-zhao", ("mei-lin-zhao",)),
        ("wxid_abc123def", ("wxid_abc123def",)),
        ("她的QQ是100000012", ("100000012",)),
        ("QQ：１０００００１２", ("１０００００１２",)),
        ("賴 ID: meilin.zhao", ("meilin.zhao",)),
        ("Telegram: @meilin_zhao", ("meilin_zhao",)),
        ("Signal username meilin.07", ("meilin.07",)),
        ("她的微博：@清风在北方，快去", ("清风在北方",)),
        ("微博uid:5550000123", ("5550000123",)),
        ("加薇meilin_90", ("meilin_90",)),
        ("https://weibo.com/u/5550000123", ("https://weibo.com/u/5550000123",)),
        ("https://t.me/meilin_zhao", ("https://t.me/meilin_zhao",)),
        ("insta @mei.lin.zhao", ("mei.lin.zhao",)),
        ("WeChat is blocked there", ()),
        ("微信是Tencent的", ()),
        ("微博上都在说", ()),
        ("她发微博叫大家冷静一下不要再传了那些东西还有别的很多事情", ()),
        ("微博是一个平台", ()),
        ("the line is closed", ()),
        ("QQ:1234", ()),
        ("a signal that was lost", ()),
        ("wechat groups everywhere", ()),
        ("数字是10000012", ()),
        ("Telegram channels", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Drop ordinary words behind the name of a service."""
        found = match.groupdict()
        if "link" not in found:
            return Verdict(good=True)
        value, link = found["value"], found["link"]
        if value.lower() in _NOT_ACCOUNTS:
            return Verdict(good=False)
        if _ID_WORD.search(link):
            return Verdict(good=True, note="named as an account")
        return Verdict(good=bool(_TELLING.search(value)), score=0.6)
