"""Numbers written as words: ``four one six``, ``cinq un quatre``, ``四一六`` become digits.

Read are English and French numbers to 99 (``twenty-six``, ``quatre-vingt-dix-neuf``, the Belgian
and Swiss ``septante``), ``double five`` and ``triple zero``, Chinese numerals, everyday, formal and
of the radio (拐 7, 洞 0, 勾 9, if most of the number is told otherwise), and the letters o, i and l
where they stand for 0 and 1 beside a digit (``4l6-555-O126``). Only runs that give at least five
digits are rewritten: fewer are ordinary talk.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from scanner.text.compact import Compact
from scanner.text.fold import Folded

__all__ = ["HAN_NUMERALS", "NUMBER_WORDS", "spelled_digits"]

_EN = "zero one two three four five six seven eight nine".split()
_EN_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FR = "zero un deux trois quatre cinq six sept huit neuf".split()
_FR_TEENS = "dix onze douze treize quatorze quinze seize".split()
_FR_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
    "quatre vingt": 80,
}


def _english() -> Iterator[tuple[str, str]]:
    yield from ((word, str(value)) for value, word in enumerate(_EN + _EN_TEENS))
    yield from (("oh", "0"), ("o", "0"), ("nought", "0"), ("fourty", "40"))
    for tens, word in enumerate(_EN_TENS, start=2):
        yield word, f"{tens}0"
        yield from ((f"{word} {_EN[unit]}", f"{tens}{unit}") for unit in range(1, 10))


def _french() -> Iterator[tuple[str, str]]:
    small = dict(enumerate(_FR + _FR_TEENS)) | {10 + unit: f"dix {_FR[unit]}" for unit in (7, 8, 9)}
    yield from ((word, str(value)) for value, word in small.items())
    yield "une", "1"
    for word, tens in _FR_TENS.items():
        yield word, str(tens)
        reach = 20 if word in {"soixante", "quatre vingt"} else 10
        yield from ((f"{word} {small[unit]}", str(tens + unit)) for unit in range(1, reach))
        yield from ((f"{word} et {one}", str(tens + 1)) for one in ("un", "une"))
        yield f"{word} une", str(tens + 1)
    yield "soixante et onze", "71"
    yield "quatre vingts", "80"


_NUMBERS = dict([*_english(), *_french()])
_REPEATS = {"double": 2, "triple": 3}
_HAN = {
    numeral: str(value)
    for series in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for value, numeral in enumerate(series)
} | {"幺": "1", "两": "2"}
_RADIO = {"拐": "7", "洞": "0", "勾": "9"}
_DIRECT = _NUMBERS | _HAN | _RADIO | dict.fromkeys(_REPEATS, "")
# Numbers that another word can lengthen, such as twenty and quatre vingt.
_EXTENDED = frozenset(phrase.rpartition(" ")[0] for phrase in _NUMBERS) | frozenset(
    phrase.partition(" et ")[0] for phrase in _NUMBERS if " et " in phrase
)
_LOOKALIKES = str.maketrans("oil", "011")

NUMBER_WORDS = frozenset(word for number in _NUMBERS for word in number.split() if word != "et")
NUMBER_WORDS |= _REPEATS.keys()
"""Every word that a spelled number can hold; with HAN_NUMERALS the gate of the digits view."""
HAN_NUMERALS = frozenset(_HAN) | frozenset(_RADIO)
"""Every ideograph that can stand for a digit."""

_TOKEN = re.compile(
    r"(?<![a-z0-9])[oil]*+[0-9][0-9oil]*+(?![a-z])"
    r"|(?:et[ -]{1,3}(?:une?|onze)|quatre[ -]{1,3}vingts?)(?![a-z])"
    # A lone o between letters and digits, as in links, is no zero.
    rf"|(?<![0-9])o(?![a-z0-9])|[a-z]{{2,}}|[0-9]+|[{''.join(sorted(HAN_NUMERALS))}]"
)
# What every text with a spelled number holds: a cheap look before the slow one.
_SPELLED = re.compile(
    rf"[{''.join(sorted(HAN_NUMERALS))}]|[0-9][oil]|[oil][0-9]"
    rf"|(?<![a-z])(?:{'|'.join(sorted(NUMBER_WORDS))})(?![a-z])"
)
_JOINT = re.compile(r"[ -]{1,3}")
_MIN_DIGITS, _MAX_GAP = 5, 3
_PLAIN_GAPS = frozenset({"", " ", "-", ", "})
# A number ends with its sentence or line, and a comma followed by words is a list.
_BREAK = re.compile(r"[\n。！？!?;；]|[^\W\d_]")


# (start, end, digits, phrase); plain tuples, because a hostile post holds a million.
_Number: TypeAlias = tuple[int, int, str, str]


def spelled_digits(folded: Folded) -> Compact | None:
    """Return a view in which runs of spelled-out digits are digits; None if there are none.

    Spans of the view still count code points of the original text.
    """
    if not _SPELLED.search(folded.text):
        return None
    edits = [
        (start, end, digits)
        for run in _runs(folded.text)
        if _is_spelled(run)
        for start, end, digits, phrase in run
        if digits != phrase
    ]
    return Compact(folded.rewritten(edits)) if edits else None


def _runs(text: str) -> Iterator[list[_Number]]:
    run: list[_Number] = []
    for number in _repeated(_numbers(text), text):
        if run and _is_apart(text, run[-1][1], number[0]):
            yield run
            run = []
        run.append(number)
    yield run


def _numbers(text: str) -> Iterator[_Number]:
    """Yield each number or word for repeating, the longest that its words can make."""
    first, last, digits, phrase = 0, 0, "", ""
    for match in _TOKEN.finditer(text):
        (start, end), word = match.span(), match[0]
        if len(word) > 1 and word not in _NUMBERS:
            word = _JOINT.sub(" ", word)
        if phrase in _EXTENDED:
            longer = f"{phrase} {word}"
            if longer in _NUMBERS and _JOINT.fullmatch(text, last, start):
                last, digits, phrase = end, _NUMBERS[longer], longer
                continue
        if phrase:
            yield first, last, digits, phrase
        said = _DIRECT.get(word)
        if said is None and not word.isalpha():
            said = word.translate(_LOOKALIKES)
        first, last, digits, phrase = start, end, said or "", "" if said is None else word
    if phrase:
        yield first, last, digits, phrase


def _repeated(numbers: Iterator[_Number], text: str) -> Iterator[_Number]:
    """Join ``double`` and ``triple`` with the one digit behind them."""
    repeat: _Number | None = None
    for number in numbers:
        start, end, digits, phrase = number
        if not digits:
            repeat = number
        elif repeat is None:
            yield number
        else:
            if len(digits) == 1 and not _is_apart(text, repeat[1], start):
                yield repeat[0], end, digits * _REPEATS[repeat[3]], f"{repeat[3]} {phrase}"
            else:
                yield number
            repeat = None


def _is_apart(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap not in _PLAIN_GAPS and (len(gap) > _MAX_GAP or _BREAK.search(gap) is not None)


def _is_spelled(run: list[_Number]) -> bool:
    return (
        sum(len(digits) for _, _, digits, _ in run) >= _MIN_DIGITS
        and any(not phrase.isdigit() for _, _, _, phrase in run)
        and sum(phrase in _RADIO for _, _, _, phrase in run) * 2 <= len(run)
    )
