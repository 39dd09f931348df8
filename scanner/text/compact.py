"""The compact view: a folded text without its separators.

``w.a.n q-i-n-g``, ``苏·婉·清`` and ``3 4 3-555.0126`` each become one run, so that one automaton
finds names, numbers, mails and addresses however they are spaced. A match counts only if it
starts and ends where a word does, and if nothing inside it reads like the end of a sentence.
"""

import re
from array import array
from collections.abc import Sequence

from scanner.text.fold import Folded, fold, is_han

__all__ = ["Compact", "compact"]

# A line may end within a Chinese word, and in vertical writing ends after each character.
_HAN = "\u3400-\u9fff"
_RUN = re.compile(r"[^\W_]+")
# More than three characters between two letters are no longer a way of writing one word.
_BREAK = re.compile(rf"[\W_]{{4}}|[。！？!?;；]|(?<![{_HAN}])\n|\n(?![{_HAN}])")
# 张 and 敏 at the end of a line and at the start of the next are no name, one a line they are.
_TWO_APART = re.compile(rf"(?<![^\n])[{_HAN}]\n[{_HAN}](?![^\n])")


_PAIR = 2


class Compact:
    """A folded text without separators, with offsets back to the folded text.

    ``text`` holds only letters, digits and ideographs.
    """

    __slots__ = ("_places", "folded", "text")

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = "".join(_RUN.findall(folded.text))
        self._places: Sequence[int] | None = None

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded text's [start, end) for [start, end) of the compact text."""
        places = self._places or self._place_each()
        return places[start], places[end - 1] + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's [start, end), in code points, for the compact [start, end)."""
        return self.folded.span(*self.folded_span(start, end))

    def stands_alone(self, start: int, end: int) -> bool:
        """Tell whether the compact [start, end) could be a whole word or number in the text."""
        return self.word(start, end) is not None

    def word(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the folded text's [start, end) if a whole word or number stands there, else None.

        A Latin edge must not touch a Latin letter or digit, a digit edge must not touch a digit;
        scripts without case, such as ideographs, have no word boundary. Inside, a gap longer than
        three characters or one that ends a sentence breaks the word.
        """
        first, last = self.folded_span(start, end)
        text = self.folded.text
        if first > 0 and _touches(text[first], text[first - 1]):
            return None
        if last < len(text) and _touches(text[last - 1], text[last]):
            return None
        if last - first != end - start and self.is_broken(first, last):
            return None
        if "\n" in text[first:last] and end - start == _PAIR:
            return (first, last) if _TWO_APART.match(text, first) else None
        return first, last

    def is_broken(self, first: int, last: int) -> bool:
        """Tell whether the folded text's [first, last) holds too wide a gap to be one word."""
        return _BREAK.search(self.folded.text, first, last) is not None

    def _place_each(self) -> Sequence[int]:
        """Note where each character stands in the folded text; most texts are never asked."""
        if len(self.text) == len(self.folded.text):
            self._places = range(len(self.text))
        else:
            self._places = array("L")
            for match in _RUN.finditer(self.folded.text):
                self._places.extend(range(*match.span()))
        return self._places


def _touches(edge: str, neighbour: str) -> bool:
    if not neighbour.isalnum() or is_han(edge):
        return False
    if edge.isdigit():
        return neighbour.isdigit()
    # Kana, Hangul and other scripts without case could be glued on to hide a name.
    return neighbour.islower() or neighbour.isdigit()


def compact(text: str) -> Compact:
    """Fold ``text`` and drop its separators.

    >>> view = compact("Call W.a.n-q.i.n.g!")
    >>> view.text
    'callwanqing'
    >>> view.span(4, 11), view.stands_alone(4, 11), view.stands_alone(5, 11)
    ((5, 18), True, True)
    """
    return Compact(fold(text))
