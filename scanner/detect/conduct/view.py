"""The text as the lexicon reads it: folded, names marked, disguises undone, offsets kept.

Beyond folding (:mod:`scanner.text.fold`) a view

* reads digits and marks inside words as letters (``k1ll``, ``f*ck``),
* joins letters that are spelled out (``k i l l``) and drops marks put between Han characters,
* writes the first letter of words that look like names as a capital; all else is lower case,
* puts :data:`NAME_MARK` in the place of each name the caller vouches for.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from scanner.text.fold import Folded, fold

__all__ = ["NAME_MARK", "View"]

NAME_MARK = "\ue000"
_LEET = str.maketrans("013457@$!", "oieastasi")
# A digit between letters; never a run of digits, a handle or a link.
_DISGUISED = re.compile(
    r"(?<![\w@#/.:])[a-z]{1,12}[013457@$!]{1,2}[a-z]{1,12}(?:[013457@$!][a-z]{1,12})?(?![\w@/.])"
)
_HAN = r"[\u3400-\u9fff]"
_SPELLED = re.compile(
    r"(?<![a-z0-9])(?:[a-z][ ._*-]){3,30}[a-z](?![a-z0-9])"
    rf"|(?<!{_HAN})(?:{_HAN}[ ._*/|~·-]){{2,30}}{_HAN}(?!{_HAN})"
    rf"|(?<={_HAN})[._*/|~·-](?={_HAN})"
)
_SEPARATORS = frozenset(" ._*/|~·-")
# Words hidden behind asterisks, each with as many letters as marks (own list).
_MASKED = re.compile(r"(?<![\w*])[a-z]{1,3}\*{1,3}[a-z]{1,5}(?![\w*])")
_HIDDEN = (
    "kill kills murder rape raped shoot stab die bitch bitches cunt fuck fucking fucker shit "
    "slut whore pussy dick cock bastard nude nudes pute salope connard connasse encule batard"
).split()
_WORD = re.compile(r"(?<![a-z0-9_])[a-z][a-z0-9_]*")
# Words that open sentences with a capital and are no names (own list).
_NEVER_NAMES = frozenset(
    "a an and are as at be but by do for from he her hers him his how i if in is it its just me "
    "my no not of on or our she so that the their them then there these they this those to today "
    "was we were what when where which who why will with yes you your u let lets go can could "
    "would should may might must shall has have had did does am im ive ill dont cant wont "
    "au aux avec ce ces cet cette dans de des du elle elles en est et il ils j je la le les leur "
    "l ma mais mes mon ne nous on ou par pas pour qu que qui sa se ses si son sur ta te tes toi "
    "ton tu un une va vos votre vous y t s d n m c god people someone somebody everyone quand "
    "everybody anyone nobody please stop every all any some more rt comment pourquoi".split()
)
# In a headline or a shout capitals say nothing about names.
_SHOUTED, _FEW_WORDS = 0.7, 6


class View:
    """A post's text made ready for matching; :meth:`span` leads back to the original.

    ``text`` is what patterns are matched on, ``plain`` the same in lower case throughout.
    ``people`` are spans of the original that are known to name somebody.
    """

    __slots__ = ("_folded", "_kept", "_length", "plain", "text")

    def __init__(self, original: str, people: Sequence[tuple[int, int]] = ()) -> None:
        self._folded = fold(original)
        text = _undisguised(self._folded.text)
        marks = list(text)
        _mark_names(marks, text, original, self._folded)
        dropped = _spelled_out(text) | _replace_people(marks, people, self._folded)
        self._kept: list[int] | None = None
        self._length = len(marks)
        if dropped:
            self._kept = [index for index in range(len(marks)) if index not in dropped]
            marks = [marks[index] for index in self._kept]
        self.text = "".join(marks)
        self.plain = self.text.lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of :attr:`text` to code points of the original, end exclusive."""
        if self._kept is not None:
            after = self._kept[end] if end < len(self._kept) else self._length
            last = self._kept[end - 1]
            # A name's mark stands for all of the name.
            end = after if self.text[end - 1] == NAME_MARK else last + 1
            start = self._kept[start]
        return self._folded.span(start, end)


def _undisguised(text: str) -> str:
    text = _DISGUISED.sub(lambda match: match[0].translate(_LEET), text)
    return _MASKED.sub(_unmasked, text) if "*" in text else text


def _unmasked(match: re.Match[str]) -> str:
    masked = match[0]
    for word in _HIDDEN:
        if len(word) == len(masked) and all(
            mark in {"*", letter} for mark, letter in zip(masked, word, strict=True)
        ):
            return word
    return masked


def _spelled_out(text: str) -> set[int]:
    """Return where separators stand inside spelled-out words."""
    return {
        index
        for match in _SPELLED.finditer(text)
        for index in range(*match.span())
        if text[index] in _SEPARATORS
    }


def _mark_names(marks: list[str], text: str, original: str, folded: Folded) -> None:
    """Write the first letter of name-like words and of handles as a capital."""
    starts = [match.start() for match in _WORD.finditer(text) if match[0] not in _NEVER_NAMES]
    capitals = [place for place in starts if original[folded.span(place, place + 1)[0]].isupper()]
    if len(starts) >= _FEW_WORDS and len(capitals) > _SHOUTED * len(starts):
        capitals = []
    handles = [place for place in starts if place and text[place - 1] == "@"]
    for place in (*capitals, *handles):
        marks[place] = text[place].upper()


def _replace_people(
    marks: list[str], people: Sequence[tuple[int, int]], folded: Folded
) -> set[int]:
    """Put one mark in place of each known name; return the indices that go."""
    dropped: set[int] = set()
    places = range(len(marks))
    for start, end in people:
        first, last = (
            bisect_left(places, edge, key=lambda index: folded.span(index, index + 1)[0])
            for edge in (start, end)
        )
        if first < last and first not in dropped:
            marks[first] = NAME_MARK
            dropped.update(range(first + 1, last))
    return dropped
