"""All readings of a text that are worth searching: as it stands, and with disguises undone.

``plain`` is always there. Each other view is made only if its gate holds for the folded text, so
that a cheap filter in front may test a weaker condition and never lose a view:

========== ==================================================================================
view       gate
========== ==================================================================================
``leet``   :data:`LEET_TOKEN` is found: a sign of :data:`LEET_SIGNS` touches an ASCII letter; or
           :data:`FLAG_LETTERS` is found: regional indicators that make no single flag
``single`` :data:`STRETCHED` is found: an ASCII letter stands three times or more in a row, but
           not the www of an address
``digits`` a word of :data:`~scanner.text.digits.NUMBER_WORDS`, an ideograph of
           :data:`~scanner.text.digits.HAN_NUMERALS`, or o, i or l beside a digit, in a run of
           numbers that gives five digits
``mail``   :data:`SPELLED_AT` is found: an at-word (:data:`AT_WORDS`) or @ before a domain, where
           one sign at least is spelled out or bracketed
========== ==================================================================================

Whoever matches patterns on ``single`` collapses them first (:func:`collapsed`); the ``leet`` view
reads 1 as i, so patterns that hold an l need a form with i as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.text.compact import Compact
from scanner.text.digits import spelled_digits
from scanner.text.fold import Folded, fold

__all__ = [
    "AT_WORDS",
    "DOT_WORDS",
    "FLAG_LETTERS",
    "LEET_SIGNS",
    "LEET_TOKEN",
    "SPELLED_AT",
    "STRETCHED",
    "View",
    "collapsed",
    "views",
]

# 1 is one choice for the whole house, i: name patterns with an l carry their form with i.
_LEET = str.maketrans("0134578@$!|€+", "oieastbasiiet")
LEET_SIGNS = frozenset("0134578@$!|€+")
"""Signs that stand for letters; ! | and + only in front of a letter."""
_ANY = "a-z0-9@$!|€+"
_PAIR = "[a-z][0134578@$€]|[0134578@$!|€+][a-z]"
_LEET_PAIR = re.compile(_PAIR)
LEET_TOKEN = re.compile(
    rf"(?<![{_ANY}])[@|+]*+(?=[{_ANY}]*?(?:{_PAIR}))(?P<token>[{_ANY}]*(?<![!|+]))"
)
"""A token with a letter beside a leet sign, not counting the @ of a handle in front."""
# A link or a mail address says what it says.
_LITERAL = re.compile(
    r"(?<![a-z0-9])(?:https?://|www\.)\S+"
    r"|(?<![a-z0-9._+-])[a-z0-9._+-]{1,64}+@[a-z0-9-]{1,63}+\.[a-z0-9.-]+"
)
_LEET_OR_LITERAL = re.compile(f"{_LITERAL.pattern}|{LEET_TOKEN.pattern}")

_FLAG = "\U0001f1e6-\U0001f1ff"
FLAG_LETTERS = re.compile(f"(?<![{_FLAG}])(?:[{_FLAG}]{{3,}}|[{_FLAG}])(?![{_FLAG}])")
"""Regional indicators alone or in threes and more: two are a flag behind a name."""
_FLAGS = {code: chr(ord("a") + code - 0x1F1E6) for code in range(0x1F1E6, 0x1F200)}

STRETCHED = re.compile(r"(?!www(?!w))([a-z])\1\1")
_REPEATED = re.compile(r"([a-z])\1+")

AT_WORDS = ("at", "at sign", "arobase", "arrobase", "arobas", "艾特", "圈a")
DOT_WORDS = ("dot", "point", "点")
_OPEN, _CLOSE, _GAP = r" {0,2}[\[({<【*] {0,2}", r" {0,2}[\])}>】*] {0,2}", "[ _-]{1,2}"
_DOT = (
    rf"(?:{_OPEN}(?:\.|dot|point|点){_CLOSE}|{_GAP}(?:dot|point){_GAP}| {{0,2}}点 {{0,2}}"
    r"|(?<=[a-z0-9])\.(?=[a-z0-9]))"
)
_LABEL = "[a-z0-9]{1,63}+(?:-[a-z0-9]{1,63}+){0,3}"
_AT = (
    rf"(?:{_OPEN}(?:@|at|at sign|arr?obase?|艾特|圈a|a){_CLOSE}"
    rf"|{_GAP}(?:at|at sign|arr?obase?){_GAP}| {{0,2}}(?:艾特|圈a|@) {{0,2}})"
)
SPELLED_AT = re.compile(
    rf"(?<=[a-z0-9])(?P<at>{_AT})(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}[a-z]{{2,24}})"
    "(?![a-z0-9])"
)
"""An at-sign, spelled out or not, with the domain behind it."""
_DOTS = re.compile(_DOT)
_LOCAL = re.compile(rf"(?<![a-z0-9])(?:[a-z0-9+]{{1,64}}+{_DOT}){{1,3}}[a-z0-9+]{{1,64}}+\Z")
_LOCAL_WINDOW = 80


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a text; ``compact.span()`` counts code points of the original text."""

    name: str
    compact: Compact


def views(text: str) -> tuple[View, ...]:
    """Return the text as it stands (``plain``) and each other reading whose gate holds.

    >>> [(view.name, view.compact.text) for view in views("lin at example dot org")]
    [('plain', 'linatexampledotorg'), ('mail', 'linexampleorg')]
    """
    folded = fold(text)
    return (View("plain", Compact(folded)), *_others(folded))


def collapsed(text: str) -> str:
    """Return the text with each run of one ASCII letter as a single letter.

    >>> collapsed("anne whittall")
    'ane whital'
    """
    return _REPEATED.sub(r"\1", text)


def _others(folded: Folded) -> Iterator[View]:
    leet = _leet(folded.text)
    if leet is not None:
        yield View("leet", Compact(folded.retold(leet)))
    if STRETCHED.search(folded.text):
        runs = ((*run.span(), run[1]) for run in _REPEATED.finditer(folded.text))
        yield View("single", Compact(folded.rewritten(runs)))
    digits = spelled_digits(folded)
    if digits is not None:
        yield View("digits", digits)
    signs = list(_mail_signs(folded.text))
    if signs:
        yield View("mail", Compact(folded.rewritten(signs)))


def _leet(text: str) -> str | None:
    """Return the text with leet signs as letters, of the same length; None if there are none."""
    plain = _unleeted(text) if _LEET_PAIR.search(text) else text
    if FLAG_LETTERS.search(plain):
        plain = FLAG_LETTERS.sub(lambda letters: letters[0].translate(_FLAGS), plain)
    return plain if plain != text else None


def _unleeted(text: str) -> str:
    letters, position = text.translate(_LEET), 0
    pieces: list[str] = []
    for match in _LEET_OR_LITERAL.finditer(text):
        start, end = match.span("token")
        if start >= 0:
            pieces += text[position:start], letters[start:end]
            position = end
    return "".join([*pieces, text[position:]])


def _mail_signs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that turn spelled-out addresses into plain ones, in order."""
    after = 0
    for match in SPELLED_AT.finditer(text):
        dots = [dot.span() for dot in _DOTS.finditer(text, *match.span("domain"))]
        local = list(_dots_before(text, max(after, match.start() - _LOCAL_WINDOW), match.start()))
        places = [*local, match.span("at"), *dots]
        after = match.end()
        if any(end - start > 1 or text[start] not in "@." for start, end in places):
            signs = [*("." for _ in local), "@", *("." for _ in dots)]
            yield from ((*place, sign) for place, sign in zip(places, signs, strict=True))


def _dots_before(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    window = text[start:end]
    local = _LOCAL.search(window) if _DOTS.search(window) else None
    if local:
        for dot in _DOTS.finditer(window, local.start()):
            yield start + dot.start(), start + dot.end()
