"""Finding a street address in Latin letters, in any order of its parts and with a slip.

Places in the compact text that hold a rare piece of the address (the street's name, its beginning
glued to the civic number, the postal code) are looked at more closely; nothing is found elsewhere.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

from scanner.text.compact import Compact
from scanner.watchlist.chinese_places import chinese_names
from scanner.watchlist.latin_addresses import (
    DIRECTIONS,
    PARTICLES,
    STREET_TYPES,
    TYPE_OF,
    UNIT_WORDS,
    LatinAddress,
    words_of,
)

__all__ = ["LatinFinder", "occurrences"]

_WEAK = 0.3
_DISTINCTIVE = 8
_MIN_ANCHOR = 5
_REACH = 80
_BESIDE = 56
# The same kind of street in the other language.
_SAME_KIND = {"rue": "street", "chemin": "road", "route": "road", "allee": "lane", "ruelle": "lane"}
_BOX_FORMS = ("box", "postale", "cp", "bp", "信箱")
_BEFORE = re.compile(
    r"(?:(?<![a-z0-9.$€£¥:])|(?<=no\.))(?<!\d,)(?:(?P<first>[a-z]?\d{1,6}[a-z]?)\s?[-/]\s?)?(?P<number>\d{1,6})[a-z]?"
    r"(?:\s(?:bis|ter))?[\s,.-]{0,3}(?P<lanes>(?:(?:lane|alley|section|sec)\.?\s?\d{1,5}[\s,]{1,3}){0,3})"
    r"(?P<words>(?:[a-z]{1,12}[.']?[\s'-]{1,2}){0,4})$"
)
_TOKEN = re.compile(r"[a-z]+|\d+|[^\sa-z\d.,'#()-]")
_LINKS = frozenset("au no nr num numero number house civic is at the".split())
_MOST_TOKENS = 6
_MOST_PLACES = 2000


class LatinFinder:
    """Finds one parsed address in folded texts."""

    def __init__(self, address: LatinAddress) -> None:
        self._address = address
        self._slips = 0
        if address.stem.isalpha() and len(address.stem) >= 6:
            self._slips = 1 if len(address.stem) < 11 else 2
        seeds = {**self._starts(), **dict.fromkeys(self._ends(), None)} if address.stem else {}
        self._seeds = {text: at for text, at in seeds.items() if len(text) >= _MIN_ANCHOR}
        boxes = (form + address.box for form in _BOX_FORMS) if address.box else ()
        self._boxes = tuple(text for text in boxes if len(text) >= _MIN_ANCHOR)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Literals of the compact text; where there is none of them, nothing is found."""
        postal = {self._address.postal} - {""}
        return frozenset({*self._seeds, *self._boxes} | postal)

    def find(self, view: Compact) -> Iterator[tuple[int, int, float]]:
        """Yield each (start, end, strength), as offsets of the folded text, once."""
        yield from dict.fromkeys(self._find(view))

    def _find(self, view: Compact) -> Iterator[tuple[int, int, float]]:
        for seed, offset in self._seeds.items():
            for at in occurrences(view.text, seed):
                stem = self._stem_at(view, at, at + len(seed), offset)
                found = self._judge(view.folded.text, *stem) if stem else None
                if found:
                    yield found
        if self._address.postal:
            for at in occurrences(view.text, self._address.postal):
                yield from self._by_postal(view, view.word(at, at + len(self._address.postal)))
        for box in self._boxes:
            for at in occurrences(view.text, box):
                yield from self._by_box(view, view.folded_span(at, at + len(box)))

    def _starts(self) -> dict[str, int]:
        """Return literals and where in them the street's name starts."""
        address = self._address
        number, stem = address.number, address.stem
        seeds: dict[str, int] = {}
        if len(stem) >= _DISTINCTIVE and not address.common:
            seeds[stem] = 0
        head = max(2, _MIN_ANCHOR - len(number)) if self._slips else len(stem)
        seeds[number + stem[:head]] = len(number)
        for form in self._forms if address.french else ():
            seeds[number + form] = len(number + form)
            if stem not in seeds:
                seeds[form + address.link + stem] = len(form + address.link)
                seeds[form + stem] = len(form)
        return seeds

    def _ends(self) -> Iterator[str]:
        """Yield literals of which the street's name ends within or at the start of what follows."""
        for form in self._forms:
            if not self._address.french:
                yield self._tail + form
        yield self._tail + self._address.number

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        kind = self._address.kind
        return (kind, *STREET_TYPES[kind]) if kind else ()

    @cached_property
    def _tail(self) -> str:
        return self._address.stem[-4:] if self._slips else self._address.stem

    def _stem_at(
        self, view: Compact, start: int, end: int, offset: int | None
    ) -> tuple[int, int, int] | None:
        """Return (start, end, slips) of the street's name in the folded text, near a literal."""
        size = len(self._address.stem)
        sizes = sorted(
            range(size - self._slips, size + self._slips + 1), key=lambda n: abs(n - size)
        )
        if offset is None:
            last = start + len(self._tail)
            spans = [(last - length, last) for length in sizes]
        else:
            first = start + offset
            shifts = self._after_links(view.text, first) if first == end else [first]
            spans = [(first, first + length) for first in shifts for length in sizes]
        best: tuple[int, int, int] | None = None
        for first, last in spans:
            if first < 0 or last > len(view.text):
                continue
            slips = OSA.distance(
                self._address.stem, view.text[first:last], score_cutoff=self._slips
            )
            if slips <= self._slips and (best is None or slips < best[2]):
                where = view.folded_span(first, last)
                if _is_word(view.folded.text, *where) and not view.is_broken(*where):
                    best = (*where, slips)
                    if not slips:
                        break
        return best

    def _after_links(self, text: str, at: int) -> list[int]:
        links = ("", *PARTICLES, "dela")
        return [at + len(link) for link in links if text.startswith(link, at)]

    def _judge(self, text: str, start: int, end: int, slips: int) -> tuple[int, int, float] | None:
        """Weigh what stands around the street's name."""
        before = self._number_before(text, start)
        after, typed_after, last = self._read_after(text, end)
        typed = typed_after or (before is not None and before[1])
        unit, place, postal = self._near(text, start, end)
        agree = unit + place + postal
        first = before[0] if before else start
        strength = 0.0
        if before:
            strength = self._by_number(slips, agree, typed=typed)
        elif after and not self._address.lane:
            strength = self._by_number_after(slips, agree, typed=typed)
        elif unit and not slips:
            strength = 0.5
        return (first, last, strength) if strength else None

    def _by_number(self, slips: int, agree: int, *, typed: bool) -> float:
        if slips:
            return 0.8 if typed or agree else 0.0
        if agree:
            return 0.95
        if self._address.common:
            return _WEAK
        if typed:
            return 0.9
        return 0.8 if len(self._address.stem) >= _DISTINCTIVE else _WEAK

    def _by_number_after(self, slips: int, agree: int, *, typed: bool) -> float:
        if slips:
            return 0.7 if typed + agree > 1 else 0.0
        if agree:
            return 0.8
        long = len(self._address.stem) >= _DISTINCTIVE
        return 0.7 if (long or typed) and not self._address.common else _WEAK

    def _number_before(self, text: str, start: int) -> tuple[int, bool] | None:
        first = max(start - _BESIDE, 0)
        match = _BEFORE.search(text[first:start])
        if not match or not self._is_number(match["number"], match["first"] or ""):
            return None
        if self._address.lane and self._address.lane not in re.findall(r"\d+", match["lanes"]):
            return None
        words = words_of(match["words"])
        if any(word not in TYPE_OF and word not in PARTICLES | DIRECTIONS for word in words):
            return None
        return first + match.start(), any(map(self._is_kind, words))

    def _is_number(self, number: str, first: str) -> bool:
        address = self._address
        swapped = first == address.number and number == address.unit
        return number.lstrip("0") == address.number or swapped

    def _read_after(self, text: str, end: int) -> tuple[bool, bool, int]:
        """Return (whether the number follows, whether the type does, where that ends)."""
        typed, last = False, end
        for count, match in enumerate(_TOKEN.finditer(text, end, end + _BESIDE)):
            word = match[0]
            if word.isdigit():
                same = word == self._address.number and not re.match(
                    r"[\d%:$]|[.,]\d|\s?[a-z]{3}", text[match.end() : match.end() + 4]
                )
                return same, typed, match.end() if same else last
            if count == _MOST_TOKENS or not word.isalpha():
                break
            if count == 0 and word in TYPE_OF:
                typed = self._is_kind(word)
                last = match.end()
            elif word not in _LINKS and word not in DIRECTIONS:
                break
        return False, typed, last

    def _is_kind(self, word: str) -> bool:
        named = TYPE_OF.get(word, "")
        return bool(named) and _SAME_KIND.get(named, named) == _SAME_KIND.get(
            self._address.kind, self._address.kind
        )

    def _near(self, text: str, start: int, end: int) -> tuple[bool, bool, bool]:
        """Tell whether the unit, a place and the postal code stand nearby."""
        around = text[max(start - _REACH, 0) : end + _REACH]
        return (
            bool(self._unit and self._unit.search(around)),
            bool(self._place and self._place.search(around)),
            bool(self._postal and self._postal.search(around)),
        )

    @cached_property
    def _unit(self) -> re.Pattern[str] | None:
        unit, number = self._address.unit, self._address.number or "-"
        if not unit:
            return None
        return re.compile(
            rf"(?:(?<![a-z])(?:{UNIT_WORDS})\.?\s?#?\s?|#\s?){unit}(?![a-z0-9])"
            rf"|(?<![a-z0-9]){unit}\s?[-/]\s?{number}(?!\d)|(?<![a-z0-9]){number}\s?-\s?{unit}(?![a-z0-9])"
        )

    @cached_property
    def _place(self) -> re.Pattern[str] | None:
        latin = [r"[\s'-]{0,2}".join(place) for place in self._address.places]
        han = [name for place in self._address.places for name in chinese_names(place)]
        options = [*(rf"(?<![a-z]){place}(?![a-z])" for place in latin), *han]
        return re.compile("|".join(options)) if options else None

    @cached_property
    def _postal(self) -> re.Pattern[str] | None:
        postal = self._address.postal
        return re.compile(rf"{postal[:3]}[\s-]{{0,3}}{postal[3:]}(?![a-z0-9])") if postal else None

    def _by_postal(
        self, view: Compact, where: tuple[int, int] | None
    ) -> Iterator[tuple[int, int, float]]:
        if where is None:
            return
        text, (start, end) = view.folded.text, where
        around = text[max(start - _REACH, 0) : end + _REACH]
        number = self._address.number
        civic = number and re.search(
            rf"(?<![a-z0-9.$€£¥:])(?<!\d,){number}[a-z]?(?![a-z0-9%:$]|[.,]\d)", around
        )
        unit = self._unit and self._unit.search(around)
        yield start, end, 0.9 if civic or unit else _WEAK

    def _by_box(self, view: Compact, where: tuple[int, int]) -> Iterator[tuple[int, int, float]]:
        text, (start, end) = view.folded.text, where
        if text[end : end + 1].isdigit() or view.is_broken(start, end):
            return
        _, place, postal = self._near(text, start, end)
        yield start, end, 0.9 if place or postal else _WEAK


def occurrences(text: str, literal: str) -> Iterator[int]:
    """Yield the places at which ``literal`` starts in ``text``, at most the first 2,000.

    Each is looked at closely, so a text that is made of nothing else must not cost seconds; what
    is written out in full is found by its literals, wherever it stands.
    """
    at = text.find(literal)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(literal, at + 1)


def _is_word(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.islower() and before.isascii()) and not (
        behind.isascii() and behind.isalnum()
    )
