"""Folding: one form in which every spelling of a character is the same, with offsets back.

All matching reads folded text; all spans are given in the original. A fold is made character by
character, so it is linear, needs no context, and folding twice equals folding once:

* NFKC, case and diacritics (full-width, mathematical, superscript and small-capital letters too),
* letters and digits in circles, squares and brackets lose their frame (🅰 🆂 ⓦ ❶ ⒜); numbers with
  a bracket or a full stop keep it (⑴ is ``(1)``, ⒈ is ``1.``), because lists are numbered so,
* signs that often stand right behind a name stay signs, or they would be glued to it: ™, 🆕, and
  the letters that flags are made of (:mod:`scanner.text.views` reads those),
* zero-width, bidi and other format characters, variation selectors and combining marks vanish,
* letters that imitate an ASCII letter (UTS #39 skeletons, :file:`confusables.tsv`) become it; the
  other Greek and Cyrillic letters stay what they are,
* every decimal digit becomes its ASCII digit, every space and dash the plain one,
* Traditional Chinese becomes Simplified, never the reverse (范 would become 範); a radical or a
  compatibility ideograph becomes the character it shows.

Marks go in every script. Vietnamese, Pinyin and pointed Arabic or Hebrew meet their bare spelling,
the Arabic and Uyghur letters on a hamza seat become the seat (أ is ا, ئ is ي), and the stretching
tatweel goes. Tibetan consonants that hang below others stay, as plain consonants; its vowel signs
and those of Indic scripts go, so names there that differ in a vowel sign alone are one name.

Last, escapes (:mod:`scanner.text.escapes`) become the characters they stand for, the only step
that looks at more than one character. Escapes inside escapes are undone a few times; what is then
still one loses its first sign, which no reader and no second fold can undo.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Protocol

from scanner.text.escapes import escapes_in

__all__ = ["Folded", "fold", "is_han"]

# The scanner compares Cantonese posts with written Chinese, so these function words, which exist
# in no other language, fold to the word that written Chinese uses in the same place.
_CANTONESE = str.maketrans("佢喺嘅係呢冇啲搵咗哋", "他在的是这没些找了们")
# Letters to Unicode, but blank or mere strokes to the eye: Hangul fillers and the Arabic tatweel.
_INVISIBLE = "\u115f\u1160\u3164\uffa0\u0640"
_SIGNS = {
    **dict.fromkeys("\u2028\u2029\u2800", " "),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("’‘‛ʼ＇`´′", "'"),
    **dict.fromkeys(_INVISIBLE, ""),
    **{sign: sign for sign in "™℠"},
}
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ŋ": "n", "ſ": "s"}
# The small capital F that font generators fall back on.
_LETTERS["ғ"] = "f"
_TAGS = range(0xE0000, 0xE1000)
# Radicals that Unicode gives no decomposition, and the characters they show.
_RADICALS = str.maketrans(
    "⺁⺄⺅⺆⺇⺉⺊⺋⺎⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺼⺽⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "厂乙亻冂几刂卜㔾兀尢巳幺彑彐忄心扌攵旡日月歹民氵水灬爫爫牛犭王疋罒示礻竹纟纟月臼艹艹艹虎衤西见角讠贝足车辶辶辶阝钅长长门阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟",
)
_FRAMED = re.compile(r"(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])(?: SIGN)?")
_BRACKETED = re.compile(r"[(〔]([A-Za-z])[)〕]")
_SUBJOINED = "TIBETAN SUBJOINED LETTER "
_MAX_ROUNDS = 5
_MAX_NESTING = 4


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

    def retold(self, text: str) -> "Folded":
        """Return a copy with another text of the same length, character for character."""
        return Folded(text, self._starts, self.length, self._ends)

    def rewritten(self, edits: Iterable[tuple[int, int, str]]) -> "Folded":
        """Return a copy in which each [start, end) of the folded text reads otherwise.

        Edits are ordered and do not overlap. Each character of a new reading spans all of the
        original that the old one spanned.

        >>> folded = fold("ＢＣ four").rewritten([(3, 7, "4")])
        >>> folded.text, folded.span(3, 4)
        ('bc 4', (3, 7))
        """
        from_starts: Sequence[int] = self._starts or range(self.length)
        from_ends: Sequence[int] = self._ends or range(1, self.length + 1)
        if self._starts and not self._ends:
            from_ends = array("L", [start + 1 for start in self._starts])
        starts, ends, pieces, position = array("L"), array("L"), list[str](), 0
        for start, end, reading in edits:
            if position < start:
                pieces.append(self.text[position:start])
                starts.extend(from_starts[position:start])
                ends.extend(from_ends[position:start])
            pieces.append(reading)
            first, last = from_starts[start], from_ends[end - 1]
            for _ in reading:
                starts.append(first)
                ends.append(last)
            position = end
        pieces.append(self.text[position:])
        starts.extend(from_starts[position:])
        ends.extend(from_ends[position:])
        return Folded("".join(pieces), starts, self.length, ends)

    def __len__(self) -> int:
        return len(self.text)


def fold(text: str) -> Folded:
    """Fold ``text``; see the module for what that means.

    >>> fold("Ｓｕ Wǎnqíng 蘇婉清").text
    'su wanqing 苏婉清'
    """
    folded = _fold_characters(text)
    return _unescaped(folded) if "&" in folded.text or "%" in folded.text else folded


def _fold_characters(text: str) -> Folded:
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


def _unescaped(folded: Folded) -> Folded:
    for _ in range(_MAX_NESTING):
        edits = [
            (start, end, meaning.translate(_TABLE))
            for start, end, meaning in escapes_in(folded.text)
        ]
        if not edits:
            return folded
        folded = folded.rewritten(edits)
    return folded.rewritten((start, start + 1, " ") for start, _, _ in escapes_in(folded.text))


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
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf", "Cs"} or ord(character) in _TAGS:
        return _full_size(character)
    if category in {"Zs", "Cc"}:
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    character = character.translate(_RADICALS)
    if is_han(character):
        plain = unicodedata.normalize("NFKC", character).translate(_CANTONESE)
        return _simplify(plain)
    return _fold_letter(character)


def _fold_letter(character: str) -> str:
    # Look-alikes are told before case: a Greek capital Ν is an N, a small ν is a v.
    if character in _confusables():
        return _confusables()[character]
    lowered = character.casefold()
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(part for part in decomposed if unicodedata.category(part)[0] != "M")
    bare = unicodedata.normalize("NFC", bare)
    if len(bare) != 1 or bare.isascii():
        bracketed = _BRACKETED.fullmatch(bare)
        return bracketed[1].lower() if bracketed else bare
    if unicodedata.category(bare)[0] in "SN":
        return _unframed(bare)
    return _LETTERS.get(bare) or _confusables().get(bare) or _named_letter(bare)


def _full_size(mark: str) -> str:
    """Read a Tibetan consonant below another as a plain one; every other mark is dropped."""
    name = unicodedata.name(mark, "")
    if not name.startswith(_SUBJOINED):
        return ""
    try:
        return unicodedata.lookup("TIBETAN LETTER " + name.removeprefix(_SUBJOINED))
    except KeyError:
        return ""


def _unframed(sign: str) -> str:
    """Read what a circle or square holds, such as 🆂, ❶ or 🔟; other signs stay."""
    name = unicodedata.name(sign, "")
    letter = _FRAMED.search(name)
    if letter:
        return letter[1].lower()
    if sign == "🔟":
        return "10"
    value = unicodedata.numeric(sign, -1)
    return str(int(value)) if value >= 0 and "CIRCLE" in name else sign


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
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    known = {chr(int(code, 16)): letter for code, letter in rows}
    lowered = {character.casefold(): letter for character, letter in known.items()}
    # A capital that looks like l looks like I as well, and capital I folds to i.
    return lowered | {character: letter for character, letter in known.items() if letter != "l"}


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
