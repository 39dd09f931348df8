"""HTML as platforms send it, to the text that people see, and what hides in its attributes."""

import html
import re
from typing import NamedTuple

__all__ = ["Shown", "plain"]

# A tag ends at the next angle bracket; each byte is looked at once, whatever is left open.
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]{0,20}+)([^<>]*+)>")
_REST = re.compile(r"<!--[^<>]{0,10000}+-->|<[!?][^<>]*+>")
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(href|src|alt|title)\s?=\s?(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE
)
_BREAKS = frozenset("br /p /div /li /h1 /h2 /h3 /h4 /blockquote /tr /figure /ul /ol".split())
_MEDIA = {"img": "image", "video": "video", "audio": "audio", "source": "video"}


class Shown(NamedTuple):
    """What a piece of HTML shows: its text, the links in it, descriptions, media addresses."""

    text: str
    links: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    media: tuple[tuple[str, str], ...] = ()


def plain(markup: str) -> Shown:
    """Return the text of ``markup``; tags become line breaks or nothing, entities characters.

    >>> plain('<p>Tea &amp; <a href="https://a.example">cake</a></p>').text
    'Tea & cake'
    """
    if "<" not in markup:
        return Shown(html.unescape(markup))
    links: list[str] = []
    described: list[str] = []
    media: list[tuple[str, str]] = []

    def seen(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        for key, double, single in _ATTRIBUTE.findall(tag[2]):
            value, attribute = html.unescape(double or single), key.lower()
            if attribute == "href":
                links.append(value)
            elif attribute == "src":
                media.append((_MEDIA.get(name, "other"), value))
            elif name != "a":
                described.append(value)
        return "\n" if name in _BREAKS else ""

    shown = html.unescape(_REST.sub("", _TAG.sub(seen, markup)))
    return Shown(shown.strip(), _distinct(links), _distinct(described), tuple(dict.fromkeys(media)))


def _distinct(found: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, dict.fromkeys(found)))
