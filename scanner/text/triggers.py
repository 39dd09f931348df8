"""Triggers: what in a text calls for a closer look than bulk folding takes.

:func:`scanner.text.views.views` undoes disguises where its gates hold; escapes are decoded by
``fold`` itself. Each trigger here is a weaker condition than one of those gates, written as an
expression for the spaced view of :mod:`scanner.text.bulk`, so that every reading of a text without
any trigger has the same letters, look-alike digits being letters. A test holds that.
"""

from string import ascii_lowercase

from scanner.text.bulk import KEPT, UNSURE
from scanner.text.digits import HAN_NUMERALS, NUMBER_WORDS

__all__ = ["stretched", "triggers"]


def stretched() -> list[str]:
    """Return the literals of the spaced view that mean a stretched word, such as soooo."""
    return [*(letter * 3 for letter in ascii_lowercase if letter != "w"), "wwww"]


def triggers() -> list[str]:
    """Return the expressions (bytes of UTF-8, no look-around): one match is enough."""
    words = "|".join(sorted((NUMBER_WORDS - {"o"}) | HAN_NUMERALS))
    # A lone o is a number only between signs.
    word = f"(?:{words}|o[^a-z0-9])"
    number = f"(?:{word}|[0-9]+)"
    digits = "[0-9]{0,9}"
    gap = r"[^a-z0-9\x80-\xff]{0,6}"  # three signs, if all were emoji
    return [
        UNSURE,
        # Escapes: &#x82cf; &eacute; %E8%8B%8F
        "&[#a-z]",
        "%[0-9a-f][0-9a-f]",
        # Signs that stand for letters
        f"(?:[$!]|€|[a-z0-9{_escaped(KEPT)}][@|+]){digits}[a-z]",
        f"[a-z]{digits}(?:[@$]|€)",
        # Numbers in words: five digits take three numbers, or two of which one has three digits
        f"{word}{gap}{number}{gap}{number}",
        f"[0-9]{gap}{word}{gap}{number}",
        f"[0-9]{gap}[0-9]+{gap}{word}",
        f"{word}{gap}[0-9]{{3}}",
        f"[0-9]{{3}}{gap}{word}",
        # Mail addresses in words
        r"(?:[^a-z](?:at|sign|arr?obase?|a)[^a-z]|艾特|圈a|@)[^\x1f]{1,70}(?:[^a-z](?:dot|point)[^a-z]|点)",
    ]


def _escaped(signs: str) -> str:
    return "".join(f"\\{sign}" for sign in signs if sign.isascii())
