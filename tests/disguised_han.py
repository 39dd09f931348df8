"""Disguises of Chinese writing: scripts, sounds, initials, parts of characters, look-alikes.

The small tables are written for the example people, apart from the scanner's own.
"""

import unicodedata
from functools import cache

__all__ = ["HAN_KINDS", "is_han"]

PARTS = {
    "苏": ("艹办", "草办"), "婉": ("女宛",), "清": ("氵青", "水青"), "国": ("囗玉", "口玉"),
    "栋": ("木东",), "陈": ("耳东", "阝东"), "晴": ("日青",), "林": ("木木", "双木"),
    "秀": ("禾乃",), "英": ("艹央", "草央"), "许": ("言午", "讠午"), "芷": ("艹止", "草止"),
    "岚": ("山风",), "刘": ("文刂", "文刀", "卯金刀"), "凯": ("岂几",), "张": ("弓长",),
    "敏": ("每攵", "每文"), "明": ("日月",), "涵": ("氵函", "水函"), "吴": ("口天",),
}  # fmt: skip
LOOKS = {
    "婉": "碗宛惋", "清": "请情晴", "国": "园团", "栋": "拣冻", "陈": "阵", "晴": "睛清",
    "林": "木森", "秀": "季", "英": "央映", "许": "讦", "芷": "芝", "岚": "风", "凯": "岂",
    "文": "交", "张": "帐", "明": "朋", "涵": "函", "雨": "两",
}  # fmt: skip


def is_han(character):
    return "\u4e00" <= character <= "\u9fff"


def han_name(value):
    """Return the Simplified form of a Chinese name of two to four characters, else None."""
    plain = value.replace("·", "")
    if not (2 <= len(plain) <= 4 and all(map(is_han, plain))):
        return None
    # Of a nickname like 清姐 too little is left by what these kinds do.
    return None if len(plain) == 2 and plain[-1] in "姐哥说說" else simplified(plain)


@cache
def _opencc(profile):
    from opencc import OpenCC

    return OpenCC(profile)


def simplified(value):
    return _opencc("t2s").convert(value)


def traditional(value):
    return _opencc("s2t").convert(value)


def _is_short_han(value):
    return 2 <= len(value) <= 4 and all(map(is_han, value))


def middle_dots(value, rng):
    return "·".join(value) if _is_short_han(value) else None


def one_a_line(value, rng):
    return "\n".join(value) if _is_short_han(value) else None


def in_script(convert):
    def kind(value, rng):
        text = convert(value)
        return text if text != value else None

    return kind


def mixed_scripts(value, rng):
    text = "".join(rng.choice((simplified, traditional))(one) for one in value)
    return text if text != value else None


def cantonese_neighbours(value, rng):
    if not any(map(is_han, value)):
        return None
    return rng.choice(("佢哋話{}喺度嘅", "咪就係{}囉", "今日又見到{}呢條友")).format(
        traditional(value)
    )


@cache
def _readings():
    from pypinyin.pinyin_dict import pinyin_dict

    return {chr(code): toneless(found.split(",")[0]) for code, found in pinyin_dict.items()}


def toneless(reading):
    letters = unicodedata.normalize("NFD", reading)
    bare = "".join(one for one in letters if one not in "\u0300\u0301\u0304\u030c")
    return unicodedata.normalize("NFC", bare).replace("ü", "v")


@cache
def _everyday():
    """Return syllable → everyday characters (the first level of GB 2312)."""
    found = {}
    for code in range(0x4E00, 0xA000):
        encoded = chr(code).encode("gb2312", "ignore")
        if encoded and 0xB0 <= encoded[0] <= 0xD7:
            found.setdefault(_readings()[chr(code)], []).append(chr(code))
    return found


def homophones(value, rng):
    """Replace one to all characters; two characters would be just another name."""
    name = han_name(value)
    if not name or len(name) < 3:
        return None
    chosen = set(rng.sample(range(len(name)), rng.randint(1, len(name))))
    text = "".join(
        rng.choice(
            [*(other for other in _everyday().get(_readings()[one], ()) if other != one), one]
        )
        if place in chosen
        else one
        for place, one in enumerate(name)
    )
    return text if text != name else None


def in_pinyin(write):
    """Write some, but not all, characters in Latin letters."""

    def kind(value, rng):
        name = han_name(value)
        if not name:
            return None
        chosen = set(rng.sample(range(len(name)), rng.randint(1, len(name) - 1)))
        read = [_readings()[one] for one in name]
        parts = [write(read[at], rng) if at in chosen else one for at, one in enumerate(name)]
        return "".join(parts)

    return kind


def all_initials(value, rng):
    name = han_name(value)
    if not name or len(name) < 3:
        return None
    text = "".join(_readings()[one][0] for one in name)
    return rng.choice((text, text.upper()))


def split_characters(value, rng):
    """Take one or all characters apart; of two characters only one."""
    name = han_name(value)
    places = [place for place, one in enumerate(name or "") if one in PARTS]
    if not places:
        return None
    count = 1 if len(name) < 3 else rng.choice((1, len(places)))
    chosen = set(rng.sample(places, count))
    return "".join(rng.choice(PARTS[one]) if at in chosen else one for at, one in enumerate(name))


def look_alike(value, rng):
    name = han_name(value)
    places = [place for place, one in enumerate(name or "") if one in LOOKS]
    if not places or len(name) < 3:
        return None
    place = rng.choice(places)
    return name[:place] + rng.choice(LOOKS[name[place]]) + name[place + 1 :]


HAN_KINDS = {
    "middle dots": middle_dots,
    "one a line": one_a_line,
    "Traditional": in_script(traditional),
    "Simplified": in_script(simplified),
    "mixed scripts": mixed_scripts,
    "Cantonese neighbours": cantonese_neighbours,
    "homophones": homophones,
    "initials mixed in": in_pinyin(lambda read, rng: rng.choice((read[0], read[0].upper()))),
    "syllables mixed in": in_pinyin(lambda read, rng: read),
    "all initials": all_initials,
    "split characters": split_characters,
    "look-alike character": look_alike,
}
