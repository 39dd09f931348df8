"""Folding: one form in which every spelling of a character is the same, with offsets back.

All matching reads folded text; all spans are given in the original. A fold is made character by
character, so it is linear, needs no context, and folding twice equals folding once:

* NFKC, case and diacritics (full-width, enclosed, mathematical and small-capital letters too),
* zero-width, bidi and other format characters, variation selectors and combining marks vanish,
* letters that imitate an ASCII letter (UTS #39 skeletons, :file:`confusables.tsv`) become it,
* every decimal digit becomes its ASCII digit, every space and dash the plain one,
* Traditional Chinese becomes Simplified, never the reverse (范 would become 範).
"""

import unicodedata
from array import array
from functools import cache
from importlib import resources
from typing import Protocol

__all__ = ["Folded", "fold", "is_han"]

# The scanner compares Cantonese posts with written Chinese, so these function words, which exist
# in no other language, fold to the word that written Chinese uses in the same place.
_CANTONESE = str.maketrans("佢喺嘅係呢冇啲搵咗哋", "他在的是这没些找了们")
_SPACES = frozenset("\u2028\u2029")
_DASHES = frozenset("‐‑‒–—―−﹘﹣－")
_QUOTES = {"’": "'", "‘": "'", "‛": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "′": "'"}
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ŋ": "n", "ſ": "s"}
_MAX_ROUNDS = 5


class Folded:
    """A folded text that can say where each of its characters stood in the original.

    ``text`` is the folded string, ``length`` the original's length in code points.
    :meth:`span` maps code-point offsets of the folded string to offsets of the original.
    """

    __slots__ = ("_ends", "_starts", "length", "text")

    def __init__(
        self,
        text: str,
        starts: "array[int] | None",
        length: int,
        ends: "array[int] | None" = None,
    ) -> None:
        self.text = text
        self.length = length
        self._starts = starts
        self._ends = ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's [start, end) for the folded [start, end).

        >>> folded = fold("ＳＴ\u200bRASSE")
        >>> folded.text, folded.span(0, 3)
        ('strasse', (0, 4))
        """
        if self._starts is None:
            return start, end
        if start >= end:
            here = self._starts[start] if start < len(self._starts) else self.length
            return here, here
        last = self._ends[end - 1] if self._ends is not None else self._starts[end - 1] + 1
        return self._starts[start], last

    def __len__(self) -> int:
        return len(self.text)


def fold(text: str) -> Folded:
    """Fold ``text``; see the module for what that means.

    >>> fold("Ｓｕ Wǎnqíng 蘇婉清").text
    'su wanqing 苏婉清'
    """
    if text.isascii():
        return Folded(text.lower().translate(_ASCII), None, len(text))
    folded = text.translate(_TABLE)
    if not _TABLE.moving.intersection(text):
        return Folded(folded, None, len(text))
    starts = array("L")
    table = _TABLE
    for index, character in enumerate(text):
        starts.extend([index] * len(table[ord(character)]))
    return Folded(folded, starts, len(text))


def is_han(character: str) -> bool:
    """Tell whether the character is a Chinese ideograph.

    >>> is_han("蘇"), is_han("〇"), is_han("の")
    (True, True, False)
    """
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or code == 0x3007
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
    )


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


class _Table(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __init__(self) -> None:
        super().__init__()
        # Characters whose folded form is not exactly one character: only they move offsets.
        self.moving: set[str] = set()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _fold_character(character)
        if len(folded) != 1:
            self.moving.add(character)
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    """Fold one character until nothing changes, so that folding twice equals folding once."""
    folded = character
    for _ in range(_MAX_ROUNDS):
        again = "".join(_fold_once(part) for part in folded)
        if again == folded:
            break
        folded = again
    return folded


def _fold_once(character: str) -> str:
    if character == "\n" or "!" <= character <= "@" or "a" <= character <= "z":
        return character
    if character in _SPACES or character in _DASHES or character in _QUOTES:
        return " " if character in _SPACES else _QUOTES.get(character, "-")
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf", "Cs"}:
        return ""
    if category in {"Zs", "Cc"}:
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    if is_han(character):
        plain = unicodedata.normalize("NFKC", character).translate(_CANTONESE)
        return _simplify(plain)
    return _fold_letter(character)


def _fold_letter(character: str) -> str:
    lowered = character.casefold()
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(part for part in decomposed if unicodedata.category(part)[0] != "M")
    bare = unicodedata.normalize("NFC", bare)
    if len(bare) != 1 or bare.isascii():
        return bare
    return _LETTERS.get(bare) or _confusables().get(bare) or _named_letter(bare)


def _named_letter(character: str) -> str:
    """Read the letter out of names such as LATIN SMALL LETTER D WITH STROKE."""
    words = unicodedata.name(character, "").split()
    if words[:1] == ["LATIN"] and "LETTER" in words:
        rest = words[words.index("LETTER") + 1 :]
        if rest[:2] == ["SMALL", "CAPITAL"]:
            rest = rest[2:]
        if len(rest[0]) == 1 and (len(rest) == 1 or rest[1] == "WITH"):
            return rest[0].lower()
    return character


@cache
def _confusables() -> dict[str, str]:
    lines = (resources.files("scanner.text") / "confusables.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {chr(int(code, 16)).casefold(): letter for code, letter in rows}


@cache
def _opencc() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter


def _simplify(character: str) -> str:
    simple = _opencc().convert(character)
    return simple if len(simple) == len(character) else character


_TABLE = _Table()
_ASCII = {code: " " for code in [*range(0x20), 0x7F] if code != 0x0A} | {0x60: "'"}
