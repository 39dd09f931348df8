"""Variants of a Chinese name: romanised in every usual scheme, by initials, title and kin term."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from scanner.watchlist.hong_kong import hong_kong_spellings, hong_kong_surnames
from scanner.watchlist.readings import (
    cantonese,
    is_compound,
    mandarin,
    split_han_name,
    surname_mandarin,
)
from scanner.watchlist.romanisation import mps2, pinyin, tongyong, wade_giles
from scanner.watchlist.titles import HAN_TITLES, initialled, titled
from scanner.watchlist.variant import ALONE, Variant, initials_alone

__all__ = ["han_variants", "latin_surnames", "romanised", "splits"]

_Scheme = Callable[[str], tuple[str, ...]]
_LONG = 8
# A romanised name of one character and one surname is borne by thousands.
_COMMON_CAP = 0.65
# The most trust that a romanised name may have by its number of letters.
_CAPS = {7: 0.65, 6: 0.6}
_SHORT_CAP = 0.45
_NEEDS_A_CLUE = 0.5
_TITLE_TRUST = 0.3
_GIVEN_TRUST = 0.35
# How many spellings of one name one scheme may give, the most usual first.
_LIMIT = 4
_HONG_KONG_LIMIT = 8
# Surnames that Taiwan writes by habit, whatever scheme the given name follows.
_TAIWAN_SURNAMES = {
    "李": ("lee",),
    "吕": ("leu",),
    "柯": ("ker",),
    "徐": ("shyu",),
    "连": ("lien",),
}
# Ordinary words that a title and a character of a name make up by accident.
_WORDS = frozenset(
    "老师 老公 老家 老年 老百 老大 老天 老实 老友 老外 小时 小学 小米 小于 小黄 小龙 小白 小车 "
    "小方 小花 小万 小盘 小马 小牛 阿里 阿富 阿拉 阿尔 大姐 学姐 表姐 师姐 空姐 大哥 表哥 师哥 "
    "帅哥 学妹 表妹 师妹 明明 人人 天天 家家 "
    "常常 刚刚 往往 永生 学生 医生 先生 男生 花生 人生 民生 卫生 高总".split()
)


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A surname and a given name in one scheme; ``rank`` 0 is the scheme's usual spelling."""

    surname: str
    given: str
    scheme: str
    rank: int


def han_variants(text: str) -> Iterator[Variant]:
    """Yield the variants of a folded Chinese name of two characters and more, without itself."""
    for surname, given in splits(text):
        for spelled in romanised(surname, given):
            yield from _in_both_orders(spelled, common=len(text) == 2)
        if len(given) > 1:
            yield Variant(given, _GIVEN_TRUST, "the given name alone")
        yield from _initials(surname, given)
        yield from _addressed(surname, given)
    for latin in latin_surnames(splits(text)[0][0])[:1]:
        yield from titled(latin)


def splits(text: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to split a name into surname and given name, the likeliest first.

    Of four characters that start with two surnames, both may be the surname or only the first.
    """
    first = split_han_name(text)
    if len(text) == 4 and len(first[0]) == 2 and not is_compound(first[0]):
        return first, (text[:1], text[1:])
    return (first,)


@cache
def latin_surnames(surname: str) -> tuple[str, ...]:
    """Return how a folded surname is romanised: pinyin, Wade-Giles, Hong Kong.

    >>> latin_surnames("刘"), latin_surnames("谢")
    (('liu', 'lau'), ('xie', 'hsieh', 'tse'))
    """
    read = surname_mandarin(surname)[:1]
    found = [form for word in read for form in pinyin(word)]
    found += [form for word in read if len(surname) == 1 for form in wade_giles(word)]
    found += _TAIWAN_SURNAMES.get(surname, ())
    return tuple(dict.fromkeys([*found, *hong_kong_surnames(surname)]))


def romanised(surname: str, given: str) -> Iterator[_Spelled]:
    """Yield the name in pinyin, Wade-Giles, Tongyong, Hong Kong's usage and Jyutping."""
    yield from _pinyin(surname, given)
    if len(given) > 3:
        return
    yield from _taiwan(surname, given)
    yield from _cantonese(surname, given)


def _pinyin(surname: str, given: str) -> Iterator[_Spelled]:
    surnames = [form for word in surname_mandarin(surname) for form in pinyin(word)]
    parts = [[form for word in mandarin(one) for form in pinyin(word)] for one in given]
    yield from _combined("pinyin", surnames, parts, 2 * _LIMIT)


def _taiwan(surname: str, given: str) -> Iterator[_Spelled]:
    read = [mandarin(one)[:1] for one in given]
    wade, tong, older, plain = (
        [[form for word in words for form in scheme(word)[:most]] for words in read]
        for scheme, most in ((wade_giles, 3), (tongyong, 1), (mps2, 1), (pinyin, 1))
    )
    surnames = _by_syllable(surname, wade_giles)
    yield from _combined("Wade-Giles", surnames, wade, _LIMIT)
    yield from _combined("Tongyong", _by_syllable(surname, tongyong), tong, 1)
    yield from _combined("MPS II", _by_syllable(surname, mps2), older, 1)
    habitual = [*_TAIWAN_SURNAMES.get(surname, ()), *surnames, *surname_mandarin(surname)[:1]]
    for given_scheme in (wade, tong, older, plain):
        yield from _combined("a mix of Taiwan's schemes", ["", *habitual], given_scheme, 3)


def _by_syllable(surname: str, scheme: _Scheme) -> list[str]:
    """Spell a surname in a scheme of syllables; compound ones character by character."""
    if len(surname) == 1:
        return [form for word in surname_mandarin(surname)[:1] for form in scheme(word)]
    read = [surname_mandarin(one)[:1] for one in surname]
    return ["".join(scheme(words[0])[0] for words in read)] if all(read) else []


def _cantonese(surname: str, given: str) -> Iterator[_Spelled]:
    parts = [list(hong_kong_spellings(one))[:3] for one in given]
    surnames = list(hong_kong_surnames(surname))
    yield from _combined("Hong Kong spelling", surnames, parts, _HONG_KONG_LIMIT)
    spoken = [cantonese(one)[:1] for one in surname + given]
    if all(spoken):
        words = [found[0] for found in spoken]
        size = len(surname)
        yield _Spelled("".join(words[:size]), "".join(words[size:]), "Jyutping", 0)


def _combined(
    scheme: str, surnames: Sequence[str], given: Sequence[Sequence[str]], limit: int
) -> Iterator[_Spelled]:
    """Yield the ``limit`` likeliest combinations; "" among the surnames only takes up a rank."""
    if not surnames or not given or not all(given):
        return
    ranked = sorted(
        (sum(index for index, _ in choice), place, choice)
        for place, choice in enumerate(
            product(*(list(enumerate(options))[:_LIMIT] for options in (surnames, *given)))
        )
    )
    for rank, _, choice in ranked[:limit]:
        words = [word for _, word in choice]
        if words[0]:
            yield _Spelled(words[0], "".join(words[1:]), scheme, rank)


def _in_both_orders(spelled: _Spelled, *, common: bool) -> Iterator[Variant]:
    how = f"the enrolled name in {spelled.scheme}"
    base = _base(spelled)
    if common:
        base = min(base, _COMMON_CAP) if spelled.scheme == "pinyin" else _NEEDS_A_CLUE
    for text, given_first in (
        (spelled.surname + spelled.given, False),
        (spelled.given + spelled.surname, True),
    ):
        trust = min(base, _cap(len(text), spelled.scheme))
        if given_first:
            trust = min(trust, _SHORT_CAP) if len(text) < 7 else trust
            yield Variant(text, round(trust - 0.05, 2), f"{how}, given name first")
        else:
            yield Variant(text, trust, how)


def _base(spelled: _Spelled) -> float:
    if spelled.scheme == "pinyin":
        return 0.8 if spelled.rank == 0 else _COMMON_CAP
    if spelled.scheme in {"Wade-Giles", "Tongyong", "Hong Kong spelling"} and spelled.rank < 2:
        return _COMMON_CAP
    return ALONE


def _cap(letters: int, scheme: str) -> float:
    if letters >= _LONG:
        return 1.0
    cap = _CAPS.get(letters, _SHORT_CAP)
    # The shorter a spelling, the more names of other characters it stands for.
    return cap if scheme == "pinyin" else min(cap, _NEEDS_A_CLUE)


def _initials(surname: str, given: str) -> Iterator[Variant]:
    first, *_ = surname_mandarin(surname) or ("",)
    letters = "".join(word[0][0] for word in map(mandarin, given) if word)
    if not first or len(letters) < 2 or len(letters) != len(given):
        return
    yield from initialled(letters, first)
    yield from initials_alone(first[0] + letters)


def _addressed(surname: str, given: str) -> Iterator[Variant]:
    """Yield how acquaintances say it: 老苏, 苏老师, 阿清, 清姐, 婉清姐."""
    texts = [prefix + surname for prefix in "老小阿" if len(surname) == 1]
    texts += [surname + title for title in HAN_TITLES]
    last = given[-1:]
    if last:
        texts += ["阿" + last, *(last + kin for kin in "姐哥妹仔"), last + last]
    if len(given) > 1:
        texts += [given + title for title in ("姐", "老师", "小姐")]
    yield from _not_words(texts)


def _not_words(texts: Iterable[str]) -> Iterator[Variant]:
    for text in texts:
        if text not in _WORDS:
            yield Variant(text, _TITLE_TRUST, "part of the enrolled name with a form of address")
