"""Making hostile text safe to show: visible, unclickable, and free of private values.

Handles, addresses and explanations come from posts; whoever wrote those may want a reader to
click, to misread, or to see the very value that the notice protects.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from scanner.watchlist.people import Fact

__all__ = ["Withheld", "defang", "holds", "visible", "withheld_values"]

# Folded private values; never shown or logged.
Withheld = frozenset[str]

_MAX_SHOWN = 300
# Shorter values occur in any address by chance ("li", "2019").
_MIN_COMPARED = 5
# Cc control, Cf format (bidi, zero width), Cs surrogates, Co private use, Zl/Zp line breaks.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACE = re.compile(r"\s+")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_HTTP = re.compile(r"http(s?)", re.IGNORECASE)
_AFTER_HOST = re.compile(r"[/?#\\]")
# Enough of a phone number to be this one, whatever country or trunk prefix stands before it.
_PHONE_TAIL = 8


def visible(text: str, *, limit: int = _MAX_SHOWN) -> str:
    r"""Return one line of ``text`` without control, bidi and zero-width characters.

    Longer text ends in "…" after ``limit`` code points.

    >>> visible("a\u202eb\r\nBcc: c")
    'ab Bcc: c'
    """
    # Cut first: a megabyte must not be walked for the sake of 300 code points.
    head = _SPACE.sub(" ", text[: 4 * limit])
    seen = "".join(item for item in head if unicodedata.category(item) not in _UNSEEN)
    shown = " ".join(seen.split())
    if len(shown) > limit or len(text) > 4 * limit:
        return shown[:limit].rstrip() + "…"
    return shown


def defang(url: str, withheld: Withheld = frozenset()) -> str:
    """Write a web address so that no program makes it clickable; "" for anything else.

    Undone by hand: hxxp → http, [.] → dot. If the address holds a withheld value, only its
    host is shown, followed by "/…".

    >>> defang("https://x.com/someone/status/1")
    'hxxps://x[.]com/someone/status/1'
    """
    shown = visible(url).replace(" ", "%20")
    if not _WEB.match(shown):
        return ""
    if holds(shown, withheld):
        scheme, _, rest = shown.partition("://")
        shown = f"{scheme}://{_AFTER_HOST.split(rest, 1)[0].rpartition('@')[2]}/…"
        if holds(shown, withheld):
            return ""
    # Mail programs also link addresses inside a path, so the whole of it is changed.
    unlinked = _HTTP.sub(lambda match: "hxxp" + match[1].lower(), shown)
    return unlinked.replace(".", "[.]").replace("@", "[@]")


def withheld_values(facts: Iterable[Fact]) -> Withheld:
    """Return the private values that no output may hold, in a form for :func:`holds`."""
    folded = (_folded_fact(fact) for fact in facts if not fact.public)
    return frozenset(value for value in folded if len(value) >= _MIN_COMPARED)


def holds(text: str, withheld: Withheld) -> bool:
    """Tell whether ``text`` holds a withheld value in any case, width or punctuation.

    >>> from scanner.private import PrivateValue
    >>> phone = Fact(PrivateValue("+1 343-555-0126", "phone"), "phone:0")
    >>> holds("https://x.com/call_343_555_0126", withheld_values([phone]))
    True
    """
    if not withheld:
        return False
    bare = _bare(unquote(text))
    return any(value in bare for value in withheld)


def _folded_fact(fact: Fact) -> str:
    value = _bare(fact.value.reveal())
    return value[-_PHONE_TAIL:] if fact.kind == "phone" else value


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
