"""Folding many texts at once: what screening reads, a thousand posts a call.

:func:`scanner.text.fold.fold` is exact and keeps offsets; it is also most of what a rescan would
spend. Screening needs neither offsets nor exactness, only the promise that nothing is lost: two
texts that fold to the same letters look the same here, too. So each block of joined texts is
mapped through one table, ASCII by :meth:`bytes.translate`, the rest by an array of the basic
plane's 65,536 characters that is filled from ``fold`` as characters are met.

Two views come out, both UTF-8:

* ``compact``: no separators; look-alikes are one letter (0 is o, l and 1 are i),
* ``spaced``: every separator is one space (an emoji two), except the signs in :data:`KEPT`.

A character whose fold is longer than one character, or that lies outside the basic plane and is
no emoji, becomes :data:`UNSURE`: whoever sees it must look at that text with ``fold`` itself.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scanner.text.fold import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FIELD", "KEPT", "LOOKALIKES", "UNSURE", "BulkViews", "Respelling", "bulk_views"]

UNSURE = "\x01"
# Stands between joined texts and survives in both views, so that no match runs across it.
FIELD = "\x1f"
# Signs that stand for letters, escapes or handles keep their place in the spaced view.
KEPT = "@&%#$!|+€"
# Digits that stand for letters, and the two letters nobody can tell apart.
LOOKALIKES = str.maketrans("0134578l", "oieastbi")

_UTF16, _ANY = "utf-16-le", "surrogatepass"
_UNKNOWN = 0xFFFF  # never a character: the table has not met this one yet
# The first surrogates of the planes' emoji blocks; all others begin letters of some script.
_EMOJI = range(0xD83C, 0xD83F)
_FLAGS = range(0x1F1E6, 0x1F200)
_LETTER = 0xDBFF  # an unused surrogate that the tables map to UNSURE


class BulkViews(NamedTuple):
    """The two views of one block of texts, as UTF-8."""

    compact: bytes
    spaced: bytes


def bulk_views(block: str) -> BulkViews:
    r"""Return both views of ``block``, texts joined by ``"\x1f"`` (which stays).

    >>> bulk_views("Su W.a.n q1ng\x1f蘇·婉清!")
    BulkViews(compact=b'suwanqing\x1f\xe8\x8b\x8f\xe5\xa9\x89\xe6\xb8\x85', spaced=b'su w a n q1ng\x1f\xe8\x8b\x8f \xe5\xa9\x89\xe6\xb8\x85!')
    """  # noqa: E501
    if block.isascii():
        tables, raw = _ascii_tables(), block.encode()
        return BulkViews(
            raw.translate(tables.letters, tables.separators), raw.translate(tables.spaced)
        )
    return _plane().views(block)


class _AsciiTables(NamedTuple):
    letters: bytes
    separators: bytes
    spaced: bytes


def _compact_code(folded: str) -> int:
    """Return what one folded character is in the compact view; 0 if it is a separator."""
    if folded == FIELD:
        return ord(FIELD)
    return ord(folded.translate(LOOKALIKES)) if folded.isalnum() else 0


def _spaced_code(folded: str) -> int:
    kept = folded.isalnum() or folded in KEPT or folded == FIELD
    return ord(folded) if kept else ord(" ")


def _fold_of(code: int) -> str:
    # fold() makes a space of the unit separator; here it must stay what it is.
    return FIELD if code == ord(FIELD) else fold(chr(code)).text


@cache
def _ascii_tables() -> _AsciiTables:
    folds = [_fold_of(code) for code in range(128)]
    compact = [_compact_code(folded) for folded in folds]
    spaced = [_spaced_code(folded) for folded in folds]
    rest = bytes(range(128, 256))
    return _AsciiTables(
        bytes(compact) + rest,
        bytes(code for code in range(128) if not compact[code]),
        bytes(spaced) + rest,
    )


@cache
def _plane() -> "_Plane":
    return _Plane()


class _Plane:
    """Tables over the basic plane, filled as characters are met."""

    def __init__(self) -> None:
        import numpy as np

        self._compact = np.full(1 << 16, _UNKNOWN, np.uint16)
        self._spaced = np.full(1 << 16, _UNKNOWN, np.uint16)
        for surrogate in range(0xD800, 0xE000):
            first = surrogate < 0xDC00
            unsure = ord(UNSURE) if first and surrogate not in _EMOJI else 0
            self._compact[surrogate] = unsure
            self._spaced[surrogate] = unsure or ord(" ")
        # Among the emoji stand letters, such as 🄰 and 🇦, which only both surrogates tell from 🔥.
        emoji = range(0x1F000, 0x1FC00)
        letters = [code in _FLAGS or _has_letter(fold(chr(code)).text) for code in emoji]
        self._letters = np.array(letters).reshape(len(_EMOJI), 1024)

    def views(self, block: str) -> BulkViews:
        codes = self._codes(block)
        compact = self._compact.take(codes)
        if compact.max(initial=0) == _UNKNOWN:
            self._learn(codes[compact == _UNKNOWN])
            compact = self._compact.take(codes)
        spaced = self._spaced.take(codes)
        if not spaced.min(initial=1):
            spaced = spaced[spaced != 0]
        return BulkViews(_utf8(compact[compact != 0]), _utf8(spaced))

    def _codes(self, block: str) -> "NDArray[np.uint16]":
        import numpy as np

        codes = np.frombuffer(block.encode(_UTF16, _ANY), np.uint16)
        # Below the first one, subtraction wraps around to large numbers.
        high = np.flatnonzero(codes - np.uint16(_EMOJI.start) < len(_EMOJI))
        if len(high):
            low = codes[np.minimum(high + 1, len(codes) - 1)] & 0x3FF
            letters = high[self._letters[codes[high] - _EMOJI.start, low]]
            if len(letters):
                codes = codes.copy()
                codes[letters] = _LETTER
        return codes

    def _learn(self, codes: "NDArray[np.uint16]") -> None:
        import numpy as np

        for code in np.unique(codes).tolist():
            folded = _fold_of(code)
            if len(folded) == 1 and ord(folded) < _UNKNOWN:
                self._compact[code] = _compact_code(folded)
                self._spaced[code] = _spaced_code(folded)
            elif _has_letter(folded):
                self._compact[code] = self._spaced[code] = ord(UNSURE)
            else:  # a mark that vanishes within a word, or several separators such as …
                self._compact[code] = 0
                self._spaced[code] = ord(" ") if folded else 0


class Respelling:
    """Replaces characters of a compact view by others of the basic plane, one by one.

    Bytes keep their places if each character and its replacement take as many (as ideographs and
    the private use area do).
    """

    def __init__(self, table: Mapping[int, str]) -> None:
        """Take code point → the one character that replaces it."""
        import numpy as np

        self._table = np.arange(1 << 16, dtype=np.uint16)
        self._table[list(table)] = [ord(character) for character in table.values()]

    def __call__(self, compact: bytes) -> bytes:
        """Return the view with all replacements made."""
        import numpy as np

        # Characters beyond the basic plane are pairs of surrogates, which stay as they are.
        codes = np.frombuffer(compact.decode("utf-8", _ANY).encode(_UTF16, _ANY), np.uint16)
        return self._table.take(codes).tobytes().decode(_UTF16, _ANY).encode("utf-8", _ANY)


def _has_letter(folded: str) -> bool:
    return any(map(str.isalnum, folded))


def _utf8(codes: "NDArray[np.uint16]") -> bytes:
    return codes.tobytes().decode(_UTF16).encode()
