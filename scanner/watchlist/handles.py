"""Handles: one form for exact look-ups, and a skeleton under which look-alikes meet.

The skeleton follows UTS #39 in spirit (characters that look alike become one) and adds what
impersonators add: digits for letters, doubled letters, separators and trailing numbers.
"""

import re

from scanner.text.fold import fold

__all__ = ["handle_key", "handle_skeleton", "handles_in"]

_HANDLE = re.compile(r"(?<![a-z0-9_.])@?([a-z0-9_][a-z0-9_.-]{2,39})")
_LOOKALIKE = str.maketrans("013457$8", "oleastsb")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_REPEATED = re.compile(r"(.)\1+")
_TRAILING_DIGITS = re.compile(r"\d+$")
_SEPARATORS = re.compile(r"[^a-z0-9$]")


def handle_key(handle: str) -> str:
    """Return the form in which equal handles are equal: no @, no case, no invisible characters.

    >>> handle_key("@Wanqing_Writes")
    'wanqing_writes'
    """
    return fold(handle).text.lstrip("@ \n").rstrip()


def handle_skeleton(handle: str) -> str:
    """Return the form in which look-alike handles are equal.

    >>> handle_skeleton("wanq1ng__vvrites_77") == handle_skeleton("wanqing_writes")
    True
    """
    plain = _TRAILING_DIGITS.sub("", _SEPARATORS.sub("", handle_key(handle)))
    plain = plain.translate(_LOOKALIKE)
    for pair, single in _PAIRS:
        plain = plain.replace(pair, single)
    return _REPEATED.sub(r"\1", plain.replace("i", "l").replace("j", "l"))


def handles_in(folded: str) -> list[tuple[str, int, int]]:
    """Return (handle, start, end) for everything in a folded text that could be a handle.

    >>> handles_in("see @wanqing_writes!")
    [('see', 0, 3), ('wanqing_writes', 5, 19)]
    """
    return [
        (match[1].rstrip(".-"), match.start(1), match.start(1) + len(match[1].rstrip(".-")))
        for match in _HANDLE.finditer(folded)
    ]
