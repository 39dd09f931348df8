"""Numbers written as words: ``four one six``, ``cinq un quatre``, ``四一六`` become digits.

Only runs of at least five digits are rewritten: fewer are ordinary talk.
"""

import re
from array import array

from scanner.text.compact import Compact
from scanner.text.fold import Folded

__all__ = ["spelled_digits"]

_SERIES = (
    "zero one two three four five six seven eight nine".split(),
    "zero un deux trois quatre cinq six sept huit neuf".split(),
    "零一二三四五六七八九",
    "〇壹贰叁肆伍陆柒捌玖",
)
_WORDS = {word: str(value) for series in _SERIES for value, word in enumerate(series)}
_WORDS |= {"oh": "0", "o": "0", "une": "1", "幺": "1", "两": "2"}
_TOKEN = re.compile(r"[a-z]+|[0-9]|[零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖幺两]")
_MIN_RUN, _MAX_GAP = 5, 3
# A number ends with its sentence or line, and a comma followed by words is a list.
_BREAK = re.compile(r"[\n。！？!?;；]|[^\W\d_]")


def spelled_digits(folded: Folded) -> Compact | None:
    """Return a view in which runs of spelled-out digits are digits; None if there are none.

    Spans of the view still count code points of the original text.
    """
    runs = [run for run in _runs(folded.text) if _is_spelled(run)]
    if not runs:
        return None
    pieces, starts, ends, position = [], array("L"), array("L"), 0
    for run in runs:
        for word, start, end in run:
            pieces.append(folded.text[position:start])
            _keep(folded, position, start, starts, ends)
            first, last = folded.span(start, end)
            pieces.append(_WORDS.get(word, word))
            starts.append(first)
            ends.append(last)
            position = end
    pieces.append(folded.text[position:])
    _keep(folded, position, len(folded), starts, ends)
    return Compact(Folded("".join(pieces), starts, folded.length, ends))


def _keep(folded: Folded, start: int, end: int, starts: "array[int]", ends: "array[int]") -> None:
    for offset in range(start, end):
        first, last = folded.span(offset, offset + 1)
        starts.append(first)
        ends.append(last)


def _runs(text: str) -> list[list[tuple[str, int, int]]]:
    runs: list[list[tuple[str, int, int]]] = [[]]
    for match in _TOKEN.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if not (word.isdigit() and word.isascii()) and word not in _WORDS:
            continue
        last = runs[-1][-1][2] if runs[-1] else start
        if start - last > _MAX_GAP or _BREAK.search(text, last, start):
            runs.append([])
        runs[-1].append((word, start, end))
    return runs


def _is_spelled(run: list[tuple[str, int, int]]) -> bool:
    return len(run) >= _MIN_RUN and any(word in _WORDS for word, _, _ in run)
