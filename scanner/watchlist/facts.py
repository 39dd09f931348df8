"""Facts as patterns: the ways one enrolled value is written, in compact form.

A pattern's strength says how surely its bare appearance means this person: a whole phone number
or identity number does, a birth date or a school's name needs a second clue.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

import phonenumbers

from scanner.text.compact import compact
from scanner.text.fold import fold, is_han
from scanner.watchlist.addresses import address_patterns
from scanner.watchlist.birth_dates import as_date, birth_date_patterns
from scanner.watchlist.handles import profile_handle
from scanner.watchlist.people import Fact

__all__ = ["fact_patterns", "normal_form"]

STRONG, WEAK = 1.0, 0.3
# One value of several that could be meant: likely, but not alone.
_UNSURE = 0.5
_MIN_LATIN, _MIN_HAN = 5, 3
_DISTINCTIVE = 10
# Runs of fewer digits are also prices, years, scores and order numbers.
_SURE_DIGITS = 8

# What a number without a country code also is, by its shape: mainland, Hong Kong, Taiwan.
_BARE_PHONES = (
    ("86", re.compile(r"1[3-9]\d{9}")),
    ("852", re.compile(r"[2-9]\d{7}")),
    ("886", re.compile(r"09\d{8}")),
)
_AT = ("", "at", "arobase", "艾特", "圈a", "小老鼠")
_DOTS = ("", "dot", "point", "点")
# Mail services that are named without their domain. Source: own list.
_MAIL_SERVICES = frozenset(
    "gmail hotmail outlook yahoo icloud proton protonmail live qq 163 126 sina foxmail videotron"
    " sympatico rogers telus shaw".split()
)
_PLATE_WORDS = (
    "plate", "plates", "platenumber", "licenceplate", "licenseplate", "plaque", "immatriculation",
    "车牌", "车牌号", "车号",
)  # fmt: skip
_NUMBER_WORDS = {
    "ca_driver_licence": ("licence", "license", "dl", "permis", "驾照", "驾照号", "驾驶证"),
    "passport": ("passport", "passportno", "passportnumber", "passeport", "护照", "护照号"),
    "bank_account": ("account", "acct", "accountnumber", "compte", "账号", "账户", "户口", "卡号"),
}
_ROUTING = (
    ("transit", "institution", "account"), ("transit", "inst", "acct"),
    ("transit", "institution", "compte"), ("", "", ""), ("", "", "account"), ("", "", "acct"),
    ("", "", "compte"), ("", "", "账号"),
)  # fmt: skip
_PLATFORMS = (
    ("wechat", "weixin", "wx", "vx", "微信", "薇信", "威信", "v信", "卫星", "绿泡泡"),
    ("qq", "扣扣", "企鹅", "球球"),
    ("telegram", "tg", "电报", "纸飞机"),
    ("whatsapp", "wa"),
    ("instagram", "insta", "ig"),
    ("facebook", "fb", "脸书"),
    ("twitter", "推特"),
    ("snapchat", "snap", "sc"),
    ("tiktok", "抖音", "douyin"),
    ("xiaohongshu", "xhs", "小红书", "rednote"),
    ("weibo", "wb", "微博"),
    ("youtube", "yt", "油管"),
    ("signal",),
    ("line",),
    ("discord",),
    ("skype",),
    ("linkedin",),
    ("steam",),
    ("threads",),
)
_PLATFORM_OF = {word: words for words in _PLATFORMS for word in words}
_ACCOUNT = re.compile(r"\s*([^\s:]{1,20}?)\s*(?:id|号)?\s*(?::|\s)\s*@?(\S.*)")
_INSTITUTION_WORDS = re.compile(
    r"\b(?:public|elementary|primary|secondary|high|middle|junior|senior|school|academy|college"
    r"|collegiate|institute|university|ecole|primaire|secondaire|polyvalente|cegep|universite|institut"
    r"|inc|ltd|limited|ltee|llc|llp|corp|corporation|company|co|group|groupe)\b"
    r"|小学|中学|高中|初中|大学|学院|学校|幼儿园|股份有限公司|有限责任公司|有限公司|集团|公司"
)
# How the words for an institution are shortened. Source: own list.
_SHORT_FORMS = (
    (re.compile("第([一二三四五六七八九十]{1,3})中学?"), r"\1中"),
    (re.compile("第([一二三四五六七八九十]{1,3})小学"), r"\1小"),
    (re.compile("附属中学"), "附中"),
    (re.compile("附属小学"), "附小"),
    (re.compile("实验小学"), "实小"),
    (re.compile("实验中学"), "实验"),
    (re.compile("外国语学校"), "外校"),
    (re.compile("幼儿园"), "幼儿"),
    (re.compile(r"^university of "), "u of "),
    (re.compile(r"\bsaint(e?)\b"), r"st\1"),
    (re.compile(r"\band\b|&"), " "),
    (re.compile(r"^the "), ""),
)
_HAN_AREA = re.compile("^[\u3400-\u9fff]{2,6}?[省市区县](?=[\u3400-\u9fff]{3})")


def normal_form(value: str, kind: str) -> str:
    """Return the form in which two writings of one value are equal (E.164, folded mail …).

    ``kind`` is an enrolment key. Unparseable values fall back to their compact form.

    >>> normal_form("(343) 555-0126", "phone")
    '13435550126'
    """
    if kind == "phone":
        return _phone_digits(value)
    if kind == "email":
        return fold(value).text.strip()
    if kind == "birth_date":
        day = as_date(value)
        return day.isoformat() if day else compact(value).text
    return compact(value).text


def fact_patterns(fact: Fact) -> tuple[tuple[str, float], ...]:
    """Return (compact pattern, strength) pairs for one fact; empty if the value is too short.

    Addresses are found beyond these exact spellings by :mod:`scanner.watchlist.addresses`.
    """
    value = fact.value.reveal()
    maker = _MAKERS.get(fact.kind, partial(_literal, strength=STRONG))
    patterns: dict[str, float] = {}
    for text, strength in maker(value):
        if _long_enough(text):
            patterns[text] = max(strength, patterns.get(text, 0))
    return tuple(patterns.items())


def _long_enough(text: str) -> bool:
    return len(text) >= (_MIN_LATIN if text.isascii() else _MIN_HAN)


def _literal(value: str, *, strength: float) -> Iterator[tuple[str, float]]:
    yield compact(value).text, strength


def _phone_digits(value: str) -> str:
    plain = fold(value).text
    try:
        number = phonenumbers.parse(plain, "CA")
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", plain)
    return f"{number.country_code}{number.national_number}"


def _phone(value: str) -> Iterator[tuple[str, float]]:
    digits = _phone_digits(value)
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        yield digits, STRONG if len(digits) >= _SURE_DIGITS else _UNSURE
        return
    yield from _grouped(str(number.country_code), str(number.national_number))
    plain = fold(value).text.strip()
    bare = re.sub(r"\D", "", plain)
    for country, shape in _BARE_PHONES:
        if shape.fullmatch(bare) and not plain.startswith(("+", "00")):
            yield from _grouped(country, bare.removeprefix("0"))


def _grouped(country: str, national: str) -> Iterator[tuple[str, float]]:
    for prefix in ("", "0", country, f"{country}0", f"00{country}", f"011{country}"):
        # Eight digits alone are a Hong Kong number as often as an order number.
        alone = 0.7 if len(national) >= _SURE_DIGITS else _UNSURE
        bare = prefix in {"", "0"} and len(national) <= _SURE_DIGITS
        yield prefix + national, alone if bare else STRONG


def _email(value: str) -> Iterator[tuple[str, float]]:
    local, _, domain = fold(value).text.strip().rpartition("@")
    if not (compact(local).text and compact(domain).text):
        return
    for at in _AT:
        for dot in _DOTS:
            host = dot.join(compact(part).text for part in domain.split("."))
            for local_dot in {"", dot}:
                name = local_dot.join(compact(part).text for part in local.split("."))
                yield f"{name}{at}{host}", STRONG
    service = domain.partition(".")[0]
    if service in _MAIL_SERVICES:
        for at in _AT[1:]:
            yield f"{compact(local).text}{at}{service}", 0.8


def _health_card(value: str) -> Iterator[tuple[str, float]]:
    text = compact(value).text
    yield text, STRONG
    # Ontario's version letters are often left out.
    if re.fullmatch(r"\d{10}[a-z]{1,2}", text):
        yield text[:10], STRONG


def _resident_id(value: str) -> Iterator[tuple[str, float]]:
    text = compact(value).text
    yield text, STRONG
    if re.fullmatch(r"\d{17}x", text):
        # The X of the check digit is also written ×, which is no letter.
        yield text[:17], STRONG


def _numbered(value: str, *, kind: str) -> Iterator[tuple[str, float]]:
    """Take an identity number; a short one counts alone only behind the word for what it is."""
    text = compact(value).text
    short = text.isdigit() and len(text) < _SURE_DIGITS
    yield text, _UNSURE if short else STRONG
    for word in _NUMBER_WORDS[kind] if short else ():
        yield word + text, STRONG


def _plate(value: str) -> Iterator[tuple[str, float]]:
    """Take a plate with O for 0 and back; one that is a word needs the word plate before it."""
    text = compact(value).text
    plain = text.isalpha() or text.isdigit()
    yield text, WEAK if plain else STRONG
    if not plain:
        yield text.replace("o", "0"), 0.8
        yield text.replace("0", "o"), 0.8 if re.search(r"\d", text.replace("0", "o")) else WEAK
    if text[:1] and is_han(text[0]):
        yield text[1:], _UNSURE
    for word in _PLATE_WORDS:
        yield word + text, STRONG


def _bank_account(value: str) -> Iterator[tuple[str, float]]:
    """Take a Canadian account with its branch (transit) and bank (institution) in either order."""
    yield from _numbered(value, kind="bank_account")
    groups = re.findall(r"\d+", fold(value).text)
    if len(groups) != 3 or {len(groups[0]), len(groups[1])} != {5, 3}:
        return
    institution, transit = sorted(groups[:2], key=len)
    account = groups[2]
    for branch, bank, number in _ROUTING:
        yield f"{branch}{transit}{bank}{institution}{number}{account}", STRONG
        yield f"{bank}{institution}{branch}{transit}{number}{account}", STRONG
    yield f"0{institution}{transit}{account}", STRONG
    yield account, _UNSURE if len(account) >= _SURE_DIGITS else WEAK
    for word in _NUMBER_WORDS["bank_account"]:
        yield word + account, _UNSURE


def _social(value: str) -> Iterator[tuple[str, float]]:
    """Take the account with every word for the service, and alone if it is no plain word."""
    folded = fold(value).text
    named = _ACCOUNT.fullmatch(folded)
    link = profile_handle(value) if "/" in value else None
    service, account = "", value
    if link:
        service, account = link[0].rpartition(".")[0], link[1]
    elif named and (named[1] in _PLATFORM_OF or ":" in folded):
        service, account = named[1], named[2]
    words = _PLATFORM_OF.get(service, (service,) if service else ())
    text = compact(account).text
    yield text, _account_strength(account, text)
    strength = STRONG if len(text) >= _MIN_LATIN else _UNSURE
    for word in words:
        for link_word in ("", "id", "号", "账号", "账户"):
            yield f"{compact(word).text}{link_word}{text}", strength


def _account_strength(account: str, text: str) -> float:
    if text.isdigit():
        return 0.8 if len(text) >= _SURE_DIGITS else WEAK
    plain_word = fold(account).text.strip().strip("@").isalpha()
    return 0.8 if len(text) >= _DISTINCTIVE or not plain_word else WEAK


def _other(value: str) -> Iterator[tuple[str, float]]:
    """Take anything else; one everyday word or a short number needs a second clue."""
    text = compact(value).text
    words = len(fold(value).text.split())
    short = text.isdigit() and len(text) < _SURE_DIGITS
    plain = words == 1 and text.isascii() and text.isalpha() and len(text) < _DISTINCTIVE
    yield text, WEAK if short or plain else 0.7


def _institution(value: str) -> Iterator[tuple[str, float]]:
    """Take a school or employer in full, without the word for what it is, and shortened."""
    folded = fold(value).text
    for name in (folded, *_in_each_script(folded)):
        stem = compact(_INSTITUTION_WORDS.sub(" ", name)).text
        if not stem:
            continue
        local = _HAN_AREA.sub("", name)
        for form in (name, local, *(short.sub(to, local) for short, to in _SHORT_FORMS)):
            text = compact(form).text
            yield text, WEAK
            bare = compact(_INSTITUTION_WORDS.sub(" ", form)).text
            # 苏州市翠羽小学 is 翠羽小学 in Suzhou; what is left of 翠羽 alone is no name.
            if bare != text:
                yield bare, WEAK


def _in_each_script(folded: str) -> tuple[str, ...]:
    """Return the Chinese and the Latin name of an institution that is enrolled with both."""
    han = "".join(sign for sign in folded if is_han(sign))
    latin = "".join(" " if is_han(sign) else sign for sign in folded).strip()
    return (han, latin) if han and compact(latin).text else ()


_MAKERS: dict[str, Callable[[str], Iterator[tuple[str, float]]]] = {
    "phone": _phone,
    "email": _email,
    "address": address_patterns,
    "ca_health_card": _health_card,
    "ca_driver_licence": partial(_numbered, kind="ca_driver_licence"),
    "passport": partial(_numbered, kind="passport"),
    "cn_resident_id": _resident_id,
    "licence_plate": _plate,
    "birth_date": birth_date_patterns,
    "school": _institution,
    "employer": _institution,
    "bank_account": _bank_account,
    "social": _social,
    "other": _other,
    "url": partial(_literal, strength=STRONG),
}
