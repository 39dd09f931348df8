"""The text as the lexicon reads it: folded, with common disguises undone, offsets kept.

Beyond folding (:mod:`scanner.text.fold`) it reads digits inside words as letters (``k1ll``),
joins letters that are spelled out (``k i l l``) and drops marks put between Han characters.
"""

import re

from scanner.text.fold import fold

__all__ = ["View"]

_LEET = str.maketrans("013457@$!", "oieastasi")
# A digit between letters, or one that opens a word; never a run of digits, a handle or a link.
_DISGUISED = re.compile(
    r"(?<![\w@#/.:])[a-z]{1,12}[013457@$!]{1,2}[a-z]{1,12}(?:[013457@$!][a-z]{1,12})?(?![\w@/.])"
)
_HAN = r"[\u3400-\u9fff]"
_SPELLED = re.compile(
    r"(?<![a-z0-9])(?:[a-z][ ._*-]){3,30}[a-z](?![a-z0-9])"
    rf"|(?<!{_HAN})(?:{_HAN}[ ._*/|~·-]){{2,30}}{_HAN}(?!{_HAN})"
    rf"|(?<={_HAN})[._*/|~·-](?={_HAN})"
)
# Words hidden behind an asterisk, each with as many letters as marks (own list).
_MASKED = re.compile(r"(?<![\w*])[a-z]{1,3}\*{1,3}[a-z]{1,5}(?![\w*])")
_HIDDEN = (
    "kill kills murder rape raped shoot stab die bitch bitches cunt fuck fucking fucker shit "
    "slut whore pussy dick cock bastard nude nudes pute salope connard connasse encule batard"
).split()
_SEPARATORS = frozenset(" ._*/|~·-")


class View:
    """A post's text, folded for matching; :meth:`span` leads back to the original."""

    __slots__ = ("_folded", "_kept", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._folded = fold(original)
        text = _DISGUISED.sub(lambda match: match[0].translate(_LEET), self._folded.text)
        if "*" in text:
            text = _MASKED.sub(_unmasked, text)
        self.text, self._kept = _joined(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of :attr:`text` to code points of the original, end exclusive."""
        if self._kept is not None:
            start, end = self._kept[start], self._kept[end - 1] + 1
        return self._folded.span(start, end)


def _joined(text: str) -> tuple[str, list[int] | None]:
    """Drop separators inside spelled-out words; also return where each kept character stood."""
    dropped = {
        index
        for match in _SPELLED.finditer(text)
        for index in range(*match.span())
        if text[index] in _SEPARATORS
    }
    if not dropped:
        return text, None
    kept = [index for index in range(len(text)) if index not in dropped]
    return "".join(text[index] for index in kept), kept


def _unmasked(match: re.Match[str]) -> str:
    masked = match[0]
    for word in _HIDDEN:
        if len(word) == len(masked) and all(
            mark in {"*", letter} for mark, letter in zip(masked, word, strict=True)
        ):
            return word
    return masked
