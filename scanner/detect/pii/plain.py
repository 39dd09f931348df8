"""The form of a text that patterns read: half-width, without invisible marks, offsets kept."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

__all__ = ["Plain", "plain_of"]

# Marks that show nothing and are put inside numbers to hide them: soft hyphen, joiners, bidi
# controls, variation selectors, the keycap that turns 1 into 1️⃣.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_DASHES = "‐‑‒–—―−﹘﹣－─"
_ASCII_RANGES = (
    range(0x00A0, 0x0100),
    range(0x2000, 0x2100),
    range(0x2460, 0x24EB),
    range(0x3000, 0x3001),
    range(0xFE50, 0xFE70),
    range(0xFF00, 0xFF5F),
    range(0x1D400, 0x1D800),
    range(0x1F100, 0x1F16A),
)


@dataclass(frozen=True)
class Plain:
    """``text`` in half-width form; ``source[i]`` is where its i-th character stood, if moved."""

    text: str = field(repr=False)
    source: tuple[int, ...] | None = field(default=None, repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that [start, end) stands for."""
        if self.source is None:
            return start, end
        return self.source[start], self.source[end - 1] + 1

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, of the same length."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)


# Every recogniser of a stock engine asks for the same text in turn; one is enough to keep.
@lru_cache(maxsize=1)
def plain_of(text: str) -> Plain:
    """Return the plain form of ``text``.

    >>> plain_of("１３８\u200b００").text, plain_of("a\u200bb").original(1, 2)
    ('13800', (2, 3))
    """
    if text.isascii():
        return Plain(text)
    plain = text.translate(_half_width())
    if not _INVISIBLE.search(plain):
        return Plain(plain)
    kept = [i for i, character in enumerate(plain) if not _INVISIBLE.match(character)]
    return Plain("".join(plain[i] for i in kept), tuple(kept))


@cache
def _half_width() -> dict[int, str]:
    """Map every character that stands for one ASCII character to it."""
    table = {ord(dash): "-" for dash in _DASHES}
    for code in (code for block in _ASCII_RANGES for code in block):
        form = unicodedata.normalize("NFKC", chr(code))
        if len(form) == 1 and form.isascii():
            table.setdefault(code, form)
    return table
