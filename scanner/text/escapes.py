"""Characters written as HTML entities or percent-encoded bytes: ``&#33487;``, ``%E8%8B%8F``.

Only what a browser would show as a character counts: a name that HTML knows, a number, bytes that
are UTF-8. Without its semicolon an entity counts only if nothing can continue it and if no prose
reads like that (``&eacute``, ``&lt``; not ``&copy=2`` in a link). All patterns read folded text,
which has neither full-width signs nor capitals any more, and are bounded, so they are linear.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from html.entities import html5
from urllib.parse import unquote_to_bytes

__all__ = ["escapes_in"]

_MARKUP = frozenset({"amp", "lt", "gt", "quot", "nbsp"})
_CONTINUED = "%[89ab][0-9a-f]"
_ESCAPE = re.compile(
    r"&(?:#[0-9]{1,16}(?:;|(?![0-9]))|#x[0-9a-f]{1,16}(?:;|(?![0-9a-f]))"
    r"|[a-z][a-z0-9]{1,31}(?:;|(?![a-z0-9=;])))"
    r"|%(?:[0-7][0-9a-f]"
    rf"|(?:c[2-9a-f]|d[0-9a-f]){_CONTINUED}"
    rf"|(?:e0%[ab][0-9a-f]|ed%[89][0-9a-f]|e[1-9a-cef]{_CONTINUED}){_CONTINUED}"
    rf"|(?:f0%[9ab][0-9a-f]|f[1-3]{_CONTINUED}|f4%8[0-9a-f])(?:{_CONTINUED}){{2}})"
)


def escapes_in(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it stands for) for each escape in a folded text, left to right.

    >>> list(escapes_in("at&t &amp; %e8%8b%8f 50%off"))
    [(5, 10, '&'), (11, 20, '苏')]
    """
    for match in _ESCAPE.finditer(folded):
        meaning = _meaning(match[0])
        if meaning is not None:
            yield *match.span(), meaning


@lru_cache(maxsize=4096)
def _meaning(escape: str) -> str | None:
    if escape[0] == "%":
        return unquote_to_bytes(escape).decode("utf-8")
    if escape[1] == "#":
        return html.unescape(escape)
    name = escape[1:]
    return _entities().get(name) if name[-1] == ";" or _is_safe_alone(name) else None


@cache
def _entities() -> dict[str, str]:
    """Return HTML's entities by lower-case name; the lower-case one wins over its capital."""
    return {name.lower(): html5[name] for name in sorted(html5)}


def _is_safe_alone(name: str) -> bool:
    """Tell whether HTML reads the name without a semicolon and prose would hardly hold it."""
    meaning = html5.get(name, "")
    return name in _MARKUP or (bool(meaning) and unicodedata.decomposition(meaning)[:2] == "00")
