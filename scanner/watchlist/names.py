"""Name variants: the ways one enrolled name is written, each with how far it may be trusted.

A variant's text is in compact form (folded, no separators), ready for the screening index. Its
trust is the strength of the tie if nothing else in the post points to the person: 0.6 and above
ties a post alone, below that a second clue is needed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scanner.text.compact import compact
from scanner.text.fold import fold, is_han

__all__ = ["ALONE", "Variant", "name_variants", "split_han_name"]

ALONE = 0.6

# Readings that general tables get wrong when the character is a surname. Source: the surname
# readings given in Unihan (kMandarin notes) and in standard surname lists of mainland China.
_SURNAME_READINGS = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "区": "ou", "解": "xie", "朴": "piao", "查": "zha",
    "盖": "ge", "乐": "yue", "任": "ren", "宓": "mi", "缪": "miao", "翟": "zhai", "折": "she",
    "员": "yun", "种": "chong", "冼": "xian", "洗": "xian", "覃": "qin", "秘": "bi", "谌": "chen",
    "牟": "mu", "那": "na", "祭": "zhai", "黑": "he", "召": "shao", "宁": "ning", "葛": "ge",
    "华": "hua", "应": "ying", "燕": "yan", "尉": "wei", "繁": "po", "逄": "pang", "隗": "wei",
    "万俟": "moqi", "尉迟": "yuchi", "长孙": "zhangsun", "单于": "chanyu", "澹台": "tantai",
}  # fmt: skip
_COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 尉迟 皇甫 令狐 慕容 长孙 宇文 司徒 公孙 轩辕 夏侯 南宫 西门 独孤 "
    "端木 申屠 澹台 公冶 濮阳 淳于 单于 太叔 钟离 闾丘 鲜于 拓跋 万俟 范姜 张简".split()
)
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_MIN_LONG_LATIN = 8
_MIN_PART = 5


@dataclass(frozen=True, slots=True)
class Variant:
    """One way a name is written: compact text, trust in [0, 1], and how it came about."""

    text: str
    trust: float
    how: str


def name_variants(name: str, *, alias: bool = False) -> tuple[Variant, ...]:
    """Derive the variants of one enrolled name; an alias is taken as it is.

    >>> [variant.text for variant in name_variants("蘇婉清")][:3]
    ['苏婉清', 'suwanqing', 'wanqingsu']
    """
    if alias:
        found = iter([_as_enrolled(name, "an enrolled alias", weaker=0.2)])
    elif any(is_han(character) for character in name):
        found = _han_variants(name)
    else:
        found = _latin_variants(name)
    unique: dict[str, Variant] = {}
    for variant in found:
        known = unique.get(variant.text)
        if len(variant.text) > 1 and (known is None or known.trust < variant.trust):
            unique[variant.text] = variant
    return tuple(unique.values())


def split_han_name(name: str) -> tuple[str, str]:
    """Split a folded Chinese name into surname and given name.

    >>> split_han_name("欧阳晓雯"), split_han_name("苏婉清")
    (('欧阳', '晓雯'), ('苏', '婉清'))
    """
    size = 2 if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else 1
    return name[:size], name[size:]


def _as_enrolled(name: str, how: str, *, weaker: float = 0.0) -> Variant:
    text = compact(name).text
    han = sum(map(is_han, text))
    if han:
        trust = 0.95 if len(text) >= 3 else 0.8
    else:
        words = len(_LATIN_WORD.findall(fold(name).text))
        trust = 0.9 if words > 1 and len(text) >= _MIN_LONG_LATIN else 0.65
        if words == 1:
            trust = 0.8 if len(text) >= _MIN_LONG_LATIN else 0.55
    return Variant(text, trust - weaker, how)


def _han_variants(name: str) -> Iterator[Variant]:
    enrolled = _as_enrolled(name, "the enrolled name")
    yield enrolled
    text = enrolled.text
    if not all(map(is_han, text)) or len(text) < 2:
        return
    surname, given = split_han_name(text)
    for scheme, (first, second) in _romanised(surname, given).items():
        trust = 0.8 if len(first + second) >= _MIN_LONG_LATIN else ALONE
        yield Variant(first + second, trust, f"the enrolled name in {scheme}")
        yield Variant(
            second + first, trust - 0.05, f"the enrolled name in {scheme}, given name first"
        )
    if len(given) > 1:
        yield Variant(given, 0.35, "the given name alone")


def _romanised(surname: str, given: str) -> dict[str, tuple[str, str]]:
    pinyin = (
        _SURNAME_READINGS.get(surname) or _read(surname, "NORMAL"),
        _read(given, "NORMAL"),
    )
    schemes = {"pinyin": pinyin}
    if "v" in "".join(pinyin):
        # ü is typed v, folds to u, and stands as yu in passports.
        schemes["pinyin with u"] = (pinyin[0].replace("v", "u"), pinyin[1].replace("v", "u"))
        schemes["pinyin with yu"] = (pinyin[0].replace("v", "yu"), pinyin[1].replace("v", "yu"))
    wade = (
        _read(surname, "WADEGILES").replace("v", "u"),
        _read(given, "WADEGILES").replace("v", "u"),
    )
    if surname not in _SURNAME_READINGS and wade != pinyin:
        schemes["Wade-Giles"] = wade
    return schemes


@cache
def _read(text: str, scheme: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return compact("".join(lazy_pinyin(text, style=getattr(Style, scheme), v_to_u=False))).text


def _latin_variants(name: str) -> Iterator[Variant]:
    yield _as_enrolled(name, "the enrolled name")
    words = fold(name).text.replace(",", " ").split()
    plain = [compact(word).text for word in words]
    if len(plain) < 2:
        return
    trust = 0.85 if sum(map(len, plain)) >= _MIN_LONG_LATIN else ALONE
    yield Variant(plain[-1] + "".join(plain[:-1]), trust, "the enrolled name, last word first")
    yield Variant("".join(plain[1:]) + plain[0], trust, "the enrolled name, first word last")
    if len(plain) > 2:
        yield Variant(plain[0] + plain[-1], trust - 0.1, "the first and last of the enrolled names")
    for word in (plain[0], plain[-1]):
        if len(word) >= _MIN_PART:
            yield Variant(word, 0.3, "one part of the enrolled name")
