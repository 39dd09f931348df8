"""Disguises: ways in which a written name, handle or fact is made hard to find, yet easy to read.

``KINDS`` maps the name of a kind to a function of the written value and a source of randomness.
It returns the disguised writing, or None where nobody would disguise that value so, or where a
reader could no longer tell what it means. The tables here are written apart from the scanner's.
"""

import html
import re
import unicodedata
from urllib.parse import quote

from disguised_facts import FACT_KINDS
from disguised_han import HAN_KINDS, is_han
from disguised_values import (
    clusters,
    is_address,
    is_date,
    is_handle,
    is_mail,
    is_number,
    is_spelled,
    letters_of,
)

__all__ = ["CARRIERS", "KINDS"]

CARRIERS = {
    "en": ("I heard that {} came up again today.", "so, {} ... you know", "Look: {}"),
    "fr": ("On me dit que {} revient encore.", "Voici {} pour ceux qui demandent", "Encore {} !"),
    "zh": ("听说{}又被提起了", "大家看看，{}，就是这个", "有人說{}喺度", "又是 {} 呢"),
}
ZERO_WIDTH, BIDI, SELECTORS = (
    "\u200b\u200c\u200d\u2060",
    "\u202a\u202b\u200e\u200f\u2066\u2069",
    "\ufe0e\ufe0f",
)
CYRILLIC_GREEK = dict(zip("aceopxyijsABEHKMOPTX", "асеорхуіјѕАВЕНКМОРТΧ", strict=True))
SMALL_CAPITALS = dict(zip("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", strict=True))
LEET = dict(zip("aeiost", "4310$7", strict=True)) | {"s": "5"}
EMOJI = "🔥💀🙂❤🌸"


def is_name(value):
    others = (is_address, is_date, is_handle, is_mail, is_number, is_spelled)
    return (
        letters_of(value) > 0 and not any(other(value) for other in others) and not has_digit(value)
    )


def is_latin_name(value):
    return is_name(value) and value.isprintable() and not any(map(is_han, value))


def has_digit(value):
    return any(character.isdigit() for character in value)


def mapped(table):
    """Replace what the table knows, if that is at least a third of the letters."""

    def kind(value, rng):
        hits = sum(character in table or character.lower() in table for character in value)
        if not hits or hits * 3 < letters_of(value):
            return None
        return "".join(table.get(one) or table.get(one.lower()) or one for one in value)

    return kind


def shifted(*ranges):
    """Move ASCII letters and digits to another block: (first ASCII, last ASCII, first there)."""
    table = {
        chr(code): chr(there + code - ord(first))
        for first, last, there in ranges
        for code in range(ord(first), ord(last) + 1)
    }
    return mapped(table)


def full_width(value, rng):
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in value)
    return wide.replace(" ", "\u3000") if wide != value else None


def mixed_case(value, rng):
    turned = "".join(rng.choice((one.upper(), one.lower())) for one in value)
    return turned if turned != value else value.swapcase() if value.swapcase() != value else None


def sprinkled(marks, *, many=1):
    """Put invisible marks between any two characters."""

    def kind(value, rng):
        gaps = ("".join(rng.choice(marks) for _ in range(rng.randint(1, many))) for _ in value[1:])
        return value[0] + "".join(gap + one for gap, one in zip(gaps, value[1:], strict=True))

    return kind


def flooded(value, rng):
    marks = [chr(code) for code in range(0x300, 0x316)]
    return "".join(one + "".join(rng.sample(marks, 4)) if one.isalnum() else one for one in value)


def separated(marks, *, where=lambda value: is_name(value) or is_number(value)):
    """Put one visible mark between all characters of each word."""

    def kind(value, rng):
        if not where(value) or len(value) < 2:
            return None
        mark = rng.choice(marks)
        words = [
            word
            for word in re.split(
                r"[\s\-.()+·]+" if is_name(value) or is_number(value) else " ", value
            )
            if word
        ]
        text = " ".join(mark.join(clusters(word)) for word in words)
        return text if mark in text else None

    return kind


def repeated(value, rng):
    places = [place for place, one in enumerate(value) if one.isascii() and one.isalpha()]
    if not is_latin_name(value) or not places:
        return None
    place = rng.choice(places)
    return value[:place] + value[place] * rng.randint(3, 5) + value[place + 1 :]


def leet(value, rng):
    if not is_latin_name(value) or not value.isascii():
        return None
    swapped = "".join(LEET.get(one.lower(), one) for one in value)
    kept = sum(one.isalpha() for one in swapped)
    return swapped if swapped != value and kept * 2 >= letters_of(value) else None


def entities_decimal(value, rng):
    return "".join(f"&#{ord(one)};" for one in value)


def entities_hex(value, rng):
    return "".join(f"&#x{ord(one):x};" for one in value)


def percent_encoded(value, rng):
    return (
        "".join(f"%{byte:02X}" for byte in value.encode()) if rng.random() < 0.5 else _quoted(value)
    )


def _quoted(value):
    encoded = quote(value)
    return encoded if encoded != value else None


def diacritics(value, rng):
    marks = "\u0300\u0301\u0304\u0308\u030c"
    vowels = [one + rng.choice(marks) if one in "aeiou" else one for one in value]
    text = unicodedata.normalize("NFC", "".join(vowels))
    return text if is_latin_name(value) and text != value else None


def slipped(slip):
    """Make one slip in a long Latin name, not in its first letter."""

    def kind(value, rng):
        ascii_letters = sum(one.isascii() and one.isalpha() for one in value)
        if not is_latin_name(value) or ascii_letters < 10:
            return None
        places = [
            at
            for at in range(1, len(value) - 1)
            if value[at : at + 2].isascii() and value[at : at + 2].isalpha()
        ]
        text = slip(value, rng.choice(places), rng) if places else value
        return text if text != value else None

    return kind


def swapped_order(value, rng):
    words = value.split()
    if not is_latin_name(value) or len(words) != 2:
        return None
    return rng.choice((" ", ", ")).join(reversed(words))


def as_hashtag(value, rng):
    words = re.split(r"[\s\-']+", value)
    return "#" + "".join(words) if is_name(value) else None


def _substitute(value, at, rng):
    return (
        value[:at]
        + rng.choice([one for one in "aeionrst" if one != value[at].lower()])
        + value[at + 1 :]
    )


def only_readable(kind):
    """Nothing is readable any more when letters of an escape are disguised in their turn."""

    def careful(value, rng):
        if re.search(r"%[0-9A-F]{2}|&#", value) or html.unescape(value) != value:
            return None
        return kind(value, rng)

    return careful


spaced_kind = separated(
    (" ", "\u00a0", "\u3000"), where=lambda value: not is_date(value) and not is_handle(value)
)
KINDS = {
    name: only_readable(kind)
    for name, kind in {
        "mixed case": mixed_case,
        "full width": full_width,
        "mathematical bold": shifted(("A", "Z", 0x1D400), ("a", "z", 0x1D41A), ("0", "9", 0x1D7CE)),
        "enclosed letters": shifted(("A", "Z", 0x24B6), ("a", "z", 0x24D0)),
        "squared letters": shifted(("A", "Z", 0x1F130), ("a", "z", 0x1F130)),
        "small capitals": mapped(SMALL_CAPITALS),
        "zero-width characters": sprinkled(ZERO_WIDTH),
        "bidi marks": sprinkled(BIDI),
        "variation selectors": sprinkled(SELECTORS),
        "flood of marks": flooded,
        "Cyrillic and Greek letters": mapped(CYRILLIC_GREEK),
        "diacritics": diacritics,
        "dots inside": separated("."),
        "dashes inside": separated("-–"),
        "underscores inside": separated("_"),
        "slashes inside": separated("/|\\"),
        "asterisks inside": separated("*"),
        "spaces inside": spaced_kind,
        "emoji between": separated(EMOJI),
        "repeated letters": repeated,
        "leet": leet,
        "hashtag": as_hashtag,
        "decimal entities": entities_decimal,
        "hexadecimal entities": entities_hex,
        "percent-encoding": percent_encoded,
        "deletion": slipped(lambda value, at, rng: value[:at] + value[at + 1 :]),
        "transposition": slipped(
            lambda value, at, rng: value[:at] + value[at + 1] + value[at] + value[at + 2 :]
        ),
        "substitution": slipped(_substitute),
        "insertion": slipped(lambda value, at, rng: value[:at] + rng.choice("aehnr") + value[at:]),
        "masked letter": slipped(lambda value, at, rng: value[:at] + "*" + value[at + 1 :]),
        "order swapped": swapped_order,
        **HAN_KINDS,
        **FACT_KINDS,
    }.items()
}
