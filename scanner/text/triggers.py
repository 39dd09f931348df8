"""Triggers: what in a text calls for a closer look than bulk folding takes.

:func:`scanner.text.views.views` undoes disguises where its gates hold; escapes are decoded by
``fold`` itself. Each trigger here is a weaker condition than one of those gates, written as an
expression for the spaced view of :mod:`scanner.text.bulk`, so that a text without any trigger
has no other reading than its plain one. A test holds that.
"""

from collections.abc import Iterator
from string import ascii_lowercase

from scanner.text.bulk import KEPT, UNSURE
from scanner.text.digits import HAN_NUMERALS, NUMBER_WORDS

__all__ = ["stretched", "triggers"]


def stretched() -> list[str]:
    """Return the literals of the spaced view that mean a stretched word, such as soooo."""
    return [*(letter * 3 for letter in ascii_lowercase if letter != "w"), "wwww"]


def triggers() -> list[str]:
    """Return the expressions (bytes of UTF-8, no look-around): one match is enough."""
    words = "|".join(sorted(NUMBER_WORDS - {"o"}))
    numeral = f"(?:{'|'.join(sorted(HAN_NUMERALS))})"
    gap = r"[^a-z0-9\x80-\xff]{0,6}"  # three signs, if all were emoji
    return [
        UNSURE,
        # Escapes: &#x82cf; &eacute; %E8%8B%8F
        "&[#a-z]",
        "%[0-9a-f][0-9a-f]",
        # Signs that stand for letters
        "[$!][a-z]",
        "€[a-z]",
        "[a-z][@$]",
        "[a-z]€",
        f"[a-z0-9{_escaped(KEPT)}][@|+][a-z]",
        # Numbers in words: five digits take three numbers, or two of which one has three digits
        *_numbers(rf"(?:(?:{words})|o)", gap),
        rf"{numeral}{gap}{numeral}{gap}(?:{numeral}|[0-9])",
        rf"[0-9]{gap}{numeral}{gap}(?:{numeral}|[0-9])",
        rf"[0-9]{gap}[0-9]{gap}{numeral}",
        rf"{numeral}{gap}[0-9]{{3}}",
        rf"[0-9]{{3}}{gap}{numeral}",
        # Mail addresses in words
        r"(?:[^a-z](?:at|sign|arr?obase?|a)[^a-z]|艾特|圈a|@)[^\x1f]{1,70}(?:[^a-z](?:dot|point)[^a-z]|点)",
    ]


def _numbers(word: str, gap: str) -> Iterator[str]:
    start, end = "(?:^|[^a-z0-9]|[0-9])", "(?:[^a-z]|$)"
    one = f"(?:{word}|[0-9]+)"
    yield f"{start}{word}{gap}{one}{gap}{one}{end}"
    yield f"[0-9]{gap}{word}{gap}{one}{end}"
    yield f"[0-9]{gap}[0-9]+{gap}{word}{end}"
    yield f"{start}{word}{gap}[0-9]{{3}}"
    yield f"[0-9]{{3}}{gap}{word}{end}"


def _escaped(signs: str) -> str:
    return "".join(f"\\{sign}" for sign in signs if sign.isascii())
