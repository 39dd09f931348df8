"""Spellings of Chinese syllables: from pinyin to Taiwan's schemes, from Jyutping to Hong Kong's.

All functions take one toneless syllable and return compact spellings (no apostrophes, ü as u),
the usual one first. Sources: the published tables of Wade-Giles, Tongyong (2002) and MPS II
(1986); the Hong Kong spellings are those that identity cards there show most often.
"""

import re
from functools import cache

from scanner.watchlist.readings import syllables

__all__ = [
    "chinese_syllables",
    "hong_kong",
    "mps2",
    "pinyin",
    "syllable_readings",
    "tongyong",
    "wade_giles",
]

_PINYIN = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxzcsr])?([a-z]+)")
_WADE_INITIALS = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "r": "j",
    "z": "ts", "c": "ts",
}  # fmt: skip
_WADE_FINALS = {
    "ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ue": "ueh", "ve": "ueh", "v": "u",
}  # fmt: skip
_WADE_WHOLE = {
    "zhi": ("chih",), "chi": ("chih",), "shi": ("shih",), "ri": ("jih",), "zi": ("tzu", "tze"),
    "ci": ("tzu", "tze"), "si": ("ssu", "szu", "sze"), "e": ("o", "e"), "er": ("erh",),
    "yan": ("yen",), "ye": ("yeh",), "yue": ("yueh",), "yong": ("yung",), "you": ("yu",),
    "yi": ("i", "yi"), "gui": ("kuei",), "kui": ("kuei",), "ge": ("ko", "ke"), "ke": ("ko", "ke"),
    "he": ("ho",), "guo": ("kuo",), "kuo": ("kuo",), "huo": ("huo",), "shuo": ("shuo",),
    "rong": ("jung",), "xu": ("hsu",), "qiu": ("chiu",), "xiong": ("hsiung",),
}  # fmt: skip
_TONGYONG_INITIALS = {"q": "c", "x": "s", "zh": "jh"}
_MPS2_INITIALS = {"q": "ch", "x": "sh", "zh": "j", "z": "tz", "c": "ts"}
_MPS2_WHOLE = {
    "zhi": ("jr", "jyh"), "chi": ("chr", "chyh"), "shi": ("shr", "shyh"), "ri": ("r",),
    "zi": ("tz",), "ci": ("tsz",), "si": ("sz",), "zhe": ("je", "jer"), "che": ("che", "cher"),
    "she": ("she", "sher"), "ke": ("ke", "ker"),
}  # fmt: skip
_RETROFLEX = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})
_PALATAL = frozenset({"j", "q", "x"})


def pinyin(syllable: str) -> tuple[str, ...]:
    """Return how ü is written: u as it folds, v as it is typed, yu as in passports.

    >>> pinyin("lv"), pinyin("su")
    (('lu', 'lv', 'lyu'), ('su',))
    """
    if "v" not in syllable:
        return (syllable,)
    return syllable.replace("v", "u"), syllable, syllable.replace("v", "yu")


@cache
def wade_giles(syllable: str) -> tuple[str, ...]:
    """Spell a pinyin syllable in Wade-Giles, as Taiwan's passports do.

    >>> wade_giles("zhang"), wade_giles("xie"), wade_giles("guo"), wade_giles("yi")
    (('chang',), ('hsieh',), ('kuo',), ('i', 'yi'))
    """
    whole = _WADE_WHOLE.get(syllable)
    if whole:
        return whole
    initial, final = _split(syllable)
    if final == "uo":
        final = "o"
    first = _WADE_INITIALS.get(initial, initial)
    return (first + _WADE_FINALS.get(final, final),)


@cache
def tongyong(syllable: str) -> tuple[str, ...]:
    """Spell a pinyin syllable in Tongyong, Taiwan's official scheme of 2002 to 2008.

    >>> tongyong("zhi"), tongyong("xiong"), tongyong("qu"), tongyong("liu")
    (('jhih',), ('syong',), ('cyu',), ('liou',))
    """
    initial, final = _split(syllable)
    first = _TONGYONG_INITIALS.get(initial, initial)
    if final == "i" and initial in _RETROFLEX:
        return (first + "ih",)
    if initial in _PALATAL and final.startswith("u"):
        final = "y" + final
    whole = {"wen": "wun", "feng": "fong", "weng": "wong"}.get(syllable)
    final = final.replace("iong", "yong").replace("v", "yu")
    final = {"iu": "iou", "ui": "uei"}.get(final, final)
    return (whole or first + final,)


@cache
def mps2(syllable: str) -> tuple[str, ...]:
    """Spell a pinyin syllable in MPS II, Taiwan's scheme of 1986 to 2002, as people write it.

    >>> mps2("xiu"), mps2("quan"), mps2("zhi")
    (('shiou', 'shiow'), ('chiuan', 'chyuan'), ('jr', 'jyh'))
    """
    whole = _MPS2_WHOLE.get(syllable)
    if whole:
        return whole
    initial, final = _split(syllable)
    first = _MPS2_INITIALS.get(initial, initial)
    if initial in _PALATAL and final.startswith("u"):
        return first + "i" + final, first + "y" + final
    final = final.replace("ao", "au").replace("ong", "ung").replace("v", "iu")
    if final == "iu":
        return first + "iou", first + "iow"
    return (first + {"ui": "uei"}.get(final, final),)


def _split(syllable: str) -> tuple[str, str]:
    match = _PINYIN.fullmatch(syllable)
    return (match[1] or "", match[2]) if match else ("", syllable)


_JYUTPING = re.compile(r"(ng|gw|kw|[bpmfdtnlgkhwzcsj])?([a-z]*)")
_HK_INITIALS = {
    "b": ("p", "b"), "d": ("t", "d"), "g": ("k", "g"), "gw": ("kw", "gw"), "j": ("y",),
    "ng": ("ng", ""),
}  # fmt: skip
_HK_FINALS = {
    "aa": ("a", "ah"), "aai": ("ai",), "aau": ("au",), "aam": ("am",), "aan": ("an",),
    "aang": ("ang",), "aap": ("ap",), "aat": ("at",), "aak": ("ak",), "au": ("au", "ow"),
    "am": ("am", "um"), "an": ("an", "un"), "ap": ("ap", "up"), "at": ("at", "ut"),
    "ak": ("ak", "uk"), "e": ("e", "eh"), "ei": ("ei", "i", "ee"), "eng": ("eng", "ing"),
    "i": ("i", "ee"), "o": ("o", "or"), "oi": ("oi", "oy"), "ou": ("o", "ou"),
    "oeng": ("eung", "eong"), "oek": ("euk", "eak"), "eoi": ("ui", "eui"), "eon": ("un", "eon"),
    "eot": ("ut",), "u": ("u", "oo"), "un": ("un", "oon"), "ut": ("ut", "oot"),
    "yu": ("u", "ue"), "yun": ("uen", "un"), "yut": ("uet", "ut"), "oe": ("eu",),
}  # fmt: skip
# Whether z, c and s are written ts or ch, and s or sh, goes by what follows.
_TS_FIRST = frozenset({"e", "ang", "oi", "o", "ou", "eoi", "ap"})
_SH_FIRST = frozenset({"oeng", "eon", "ek", "ing", "uk", "oek", "am"})
_HK_WHOLE = {
    "zi": ("chi", "tsz", "tze"), "ci": ("chi", "tsz", "tze"), "si": ("sze", "si", "shi", "sz"),
    "ng": ("ng",), "m": ("ng", "m"), "jyu": ("yu", "yue"), "jyun": ("yuen", "yun"),
    "jyut": ("yuet",), "ji": ("yi", "yee", "i"), "jip": ("yip", "ip"), "waa": ("wah", "wa"),
    "faa": ("fa", "fah"), "lo": ("lo", "law"), "lou": ("lo", "lou"),
}  # fmt: skip


@cache
def hong_kong(syllable: str) -> tuple[str, ...]:
    """Spell a Jyutping syllable as Hong Kong names do, the most usual spelling first.

    >>> hong_kong("zoeng")[0], hong_kong("ze")[0], hong_kong("gwok")[0], hong_kong("wu")
    ('cheung', 'tse', 'kwok', ('wu', 'woo'))
    """
    if syllable in _HK_WHOLE:
        return _HK_WHOLE[syllable]
    match = _JYUTPING.fullmatch(syllable)
    initial, final = (match[1] or "", match[2]) if match else ("", syllable)
    firsts, lasts = _hk_initials(initial, final), _HK_FINALS.get(final, (final,))
    ranked = sorted(
        (rank_first + rank_last, first + last)
        for rank_first, first in enumerate(firsts)
        for rank_last, last in enumerate(lasts)
    )
    return tuple(dict.fromkeys(spelling for _, spelling in ranked))


def _hk_initials(initial: str, final: str) -> tuple[str, ...]:
    if initial in {"z", "c"}:
        return ("ts", "ch") if final in _TS_FIRST else ("ch", "ts")
    if initial == "s":
        return ("sh", "s") if final in _SH_FIRST else ("s", "sh")
    return _HK_INITIALS.get(initial, (initial,))


@cache
def chinese_syllables() -> frozenset[str]:
    """Return every spelling of a syllable of Mandarin or Cantonese in the schemes of this module.

    >>> chinese_syllables() >= {"chun", "xiong", "kwok"}, "smith" in chinese_syllables()
    (True, False)
    """
    read = syllables("m")
    spoken = {spelling for syllable in syllables("c") for spelling in hong_kong(syllable)}
    return frozenset(
        spoken.union(*(scheme(one) for one in read for scheme in (pinyin, wade_giles, tongyong)))
    )


@cache
def syllable_readings() -> dict[str, frozenset[str]]:
    """Return spelling → the pinyin syllables that it may stand for, in pinyin or Wade-Giles.

    >>> sorted(syllable_readings()["tung"]), sorted(syllable_readings()["xi"])
    (['dong', 'tong'], ['xi'])
    """
    found: dict[str, set[str]] = {}
    for syllable in syllables("m"):
        for spelling in {*pinyin(syllable), *wade_giles(syllable), *tongyong(syllable)}:
            found.setdefault(spelling, set()).add(syllable)
    return {spelling: frozenset(read) for spelling, read in found.items()}
