"""Numbers spelled out to hide them: "three four three …", 三四三五五五, half in digits or not."""

import re
from collections.abc import Iterator

from scanner.text.digits import spelled_digits
from scanner.text.fold import fold

__all__ = ["spelled_numbers"]

_HAN_DIGITS = "零一二三四五六七八九〇幺两兩壹贰叁肆伍陆柒捌玖貳參陸"
_WORDS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine"
    "|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf"
)
# Worth folding a text for; most texts have no such run.
_GATE = re.compile(
    rf"[{_HAN_DIGITS}](?:[\s\-.,、·]{{0,2}}[{_HAN_DIGITS}0-9]){{5}}"
    rf"|(?<![^\W_])(?:{_WORDS})(?:[\W_]{{1,3}}(?:{_WORDS}|[0-9]{{1,4}})){{3}}",
    re.IGNORECASE,
)
_RUN = re.compile(r"\+?[0-9](?:[ \-.,、·]{0,3}[0-9]){6,14}")


def spelled_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the digits of each number with spelled-out digits in it, and its span.

    Spans count the text's code points.
    """
    if not _GATE.search(text):
        return
    view = spelled_digits(fold(text))
    if view is None:
        return
    for match in _RUN.finditer(view.folded.text):
        start, end = view.folded.span(*match.span())
        digits = re.sub("[^0-9]", "", match[0])
        # A spelled digit is no digit in the original, or it would have been found there.
        if sum(character.isdecimal() for character in text[start:end]) < len(digits):
            yield digits, start, end
