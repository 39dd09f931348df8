"""Street addresses in Chinese: the mainland, Hong Kong and Taiwan, parsed once, then found.

All of it happens in the compact text, for Chinese has no separators to rely on. A road with its
number is looked for, an estate with its block, floor and flat, and a road with one wrong character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from scanner.text.compact import Compact
from scanner.watchlist.chinese_places import HONG_KONG
from scanner.watchlist.latin_streets import occurrences

__all__ = ["HanAddress", "HanFinder", "han_number", "parse_han_address", "without_areas"]

_DIGITS, _POWERS = "零一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_NUMERALS = "零〇一二两三四五六七八九十百千"
_HAN = "[\u3400-\u9fff]"
_ROAD_TYPES = "大道|大街|胡同|路|街|巷|弄|道|径|里|坊|围|村|邨|台|段"
_ROAD = re.compile(
    rf"(?P<road>{_HAN}{{1,14}}?(?:{_ROAD_TYPES}))(?=[东西南北中]?(?:\d|[{_NUMERALS}]{{1,7}}[段巷弄号]))"
)
# A road may be called after a district (广州路), so something must be left of its name.
_AREAS = re.compile(
    r".*(?:街道|[省市区县镇乡旗州盟]|(?<=.{2})村|" + "|".join((*HONG_KONG, "台湾")) + ")(?=.{3})"
)
_PLACE = re.compile(rf"({_HAN}{{2,6}}?)(?:特别行政区|自治区|[省市区县镇乡州盟旗])")
_UNITS = {
    "号楼": "building", "号院": "building", "栋": "building", "幢": "building", "座": "building",
    "单元": "entrance", "字楼": "floor", "楼": "floor", "层": "floor", "f": "floor",
    "室": "room", "房": "room", "户": "room", "段": "section", "巷": "lane", "弄": "alley",
    "衖": "alley", "号": "number", "期": "phase",
}  # fmt: skip
_PART = re.compile(
    rf"(?P<value>(?<!\d)\d{{1,5}}[a-z]?|[{_NUMERALS}]{{1,7}}|(?<![a-z])[a-z]\d{{0,4}})"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![线码称令机选员种位])"
)
_BARE_ROOM = re.compile(r"\d{2,4}(?!\d)")
_BEFORE = re.compile(rf"(?P<value>(?<!\d)\d{{1,5}}|[{_NUMERALS}]{{1,7}})号?$")
_IN_ROAD = re.compile(rf"(?<=路|街|道|弄|巷)[东西南北中]?(\d{{1,5}}|[{_NUMERALS}]{{1,7}})")
# Every town has these roads. Source: own list.
_COMMON = frozenset(
    "人民 中山 解放 建设 和平 新华 胜利 文化 光明 幸福 建国 民主 复兴 团结 友谊 中正 民生 民权 忠孝"
    " 仁爱 信义 北京 上海 南京".split()
)
_FIXED = frozenset("东西南北中前后上下新老" + _NUMERALS)
_MIN_FUZZY = 4
_REACH, _CHAIN, _MOST_PARTS = 80, 16, 9
_WEAK = 0.3
# The parts that say which house; the others say where in it.
_MAIN = ("section", "lane", "alley", "number")


@dataclass(frozen=True, slots=True)
class HanAddress:
    """The parts of one address, folded; ``parts`` are its numbers by what they number.

    Keys of ``parts`` are section, lane, alley, number, building, entrance, floor, room, phase;
    values are digits (Chinese numerals are read) or a letter.
    """

    road: str = field(default="", repr=False)
    estate: str = field(default="", repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    parts: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def common(self) -> bool:
        """Whether there is a road of this name in every town."""
        return self.road.rstrip("大道街路") in _COMMON


def han_number(number: int) -> str:
    """Write 1–9999 in Chinese numerals; longer numbers digit by digit.

    >>> han_number(88), han_number(10008)
    ('八十八', '一零零零八')
    """
    if number >= 10_000:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    text = ""
    for power, digit in enumerate(reversed(str(number))):
        text = (_DIGITS[int(digit)] + " 十百千"[power].strip() if digit != "0" else "零") + text
    text = re.sub("零+", "零", text).rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def without_areas(road: str) -> str:
    """Drop the province, city and district that a road is written behind.

    >>> without_areas("江苏省苏州市广州路")
    '广州路'
    """
    return _AREAS.sub("", road)


def parse_han_address(text: str) -> HanAddress:
    """Take a compact address apart; whatever is not recognised is left empty."""
    match = _ROAD.search(text)
    road = without_areas(match["road"]) if match else ""
    start = match.end() if match else 0
    first = _PART.search(text, start)
    before = text[: start - len(road)] if match else text[: first.start()] if first else text
    parts, estate = _chain(text, start, first_gap=2 if match else 40)
    if not match:
        estate = without_areas(before)
        before = before[: len(before) - len(estate)]
    places = [*_PLACE.findall(before), *(place for place in HONG_KONG if place in before)]
    places = [place for place in places if place not in road]
    return HanAddress(road, estate, tuple(dict.fromkeys(places)), parts)


def _chain(text: str, start: int, *, first_gap: int) -> tuple[dict[str, str], str]:
    """Read the numbers that follow ``start``, and the name that stands between them."""
    parts: dict[str, str] = {}
    estate, at, gap = "", start, first_gap
    for _ in range(_MOST_PARTS):
        match = _PART.search(text, at, at + gap + _CHAIN)
        if not match or match.start() - at > gap or _UNITS[match["unit"]] in parts:
            break
        between = text[at : match.start()]
        if parts and len(between) > 1 and all("\u3400" <= sign <= "\u9fff" for sign in between):
            estate = estate or between
        parts[_UNITS[match["unit"]]] = _digits(match["value"])
        at, gap = match.end(), _CHAIN
    room = _BARE_ROOM.match(text, at)
    if room and parts and "room" not in parts and text[at - 1] not in "号段巷弄":
        parts["room"] = room[0]
    return parts, estate


def _digits(value: str) -> str:
    """Read a number in either writing; letters stay.

    >>> _digits("一百零八"), _digits("88"), _digits("〇五")
    ('108', '88', '5')
    """
    if value[0] not in _NUMERALS:
        return value.lstrip("0") or "0"
    if not _POWERS.keys() & set(value):
        return "".join(str(_VALUES[sign]) for sign in value).lstrip("0") or "0"
    total, digit = 0, 0
    for sign in value:
        if sign in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[sign], 0
        else:
            digit = _VALUES[sign]
    return str(total + digit)


class HanFinder:
    """Finds one parsed address in compact texts."""

    def __init__(self, address: HanAddress) -> None:
        self._address = address
        self._main = {key: address.parts[key] for key in _MAIN if key in address.parts}
        self._inner = {key: one for key, one in address.parts.items() if key not in self._main}
        self._usable = len(address.road) >= 2 and bool(self._main)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Literals of the compact text; where there is none of them, nothing is found."""
        roads = {self._address.road} if self._usable else set()
        return frozenset({*roads, *self._estates, *self._near_seeds})

    def find(self, view: Compact) -> Iterator[tuple[int, int, float]]:
        """Yield each (start, end, strength), as offsets of the folded text, once."""
        for start, end, strength in dict.fromkeys(self._find(view)):
            where = view.folded_span(start, end)
            if not view.is_broken(*where):
                yield (*where, strength)

    def _find(self, view: Compact) -> Iterator[tuple[int, int, float]]:
        text = view.text
        if self._usable:
            for at in occurrences(text, self._address.road):
                yield from self._by_road(view, at, slips=0)
        for seed, offset in self._near_seeds.items():
            for at in occurrences(text, seed):
                if at >= offset and self._is_near(text, at - offset):
                    yield from self._by_road(view, at - offset, slips=1)
        for estate in self._estates:
            for at in occurrences(text, estate):
                yield from self._by_estate(text, at)

    @cached_property
    def _estates(self) -> tuple[str, ...]:
        estate = self._address.estate
        return (estate,) if len(estate) >= 2 and self._inner else ()

    @cached_property
    def _near_seeds(self) -> dict[str, int]:
        """Return literals beside one wrong character, and how far into the road each begins."""
        road = self._address.road
        if not self._usable or len(road) < _MIN_FUZZY:
            return {}
        number = next(iter(self._main.values()))
        tails = {road[-2:] + value for value in (number, *_spelled(number))}
        seeds = dict.fromkeys(tails, len(road) - 2)
        if len(road) > _MIN_FUZZY:
            seeds[road[:3]] = 0
        return seeds

    def _is_near(self, text: str, at: int) -> bool:
        road = self._address.road
        pairs = list(zip(road, text[at : at + len(road)], strict=False))
        wrong = [pair for pair in pairs if pair[0] != pair[1]]
        # 翠羽东路 and 翠羽西路 are two roads, and so are 一路 and 二路; the type must be right.
        return len(pairs) == len(road) and len(wrong) == 1 and _FIXED.isdisjoint(wrong[0])

    def _by_road(self, view: Compact, at: int, *, slips: int) -> Iterator[tuple[int, int, float]]:
        text, road = view.text, self._address.road
        end = at + len(road)
        parts, _ = _chain(text, end, first_gap=1)
        place = self._near_place(text, at, end)
        strength, first, last = 0.0, at, end
        if parts:
            strength = self._by_parts(parts, place=place, slips=slips)
            last = _last_part(text, end)
        elif not slips:
            strength, first, last = self._by_loose_number(view, at, end, place=place)
        if strength:
            yield first, last, strength

    def _by_parts(self, parts: dict[str, str], *, place: bool, slips: int) -> float:
        if any(parts.get(key, one) != one for key, one in self._main.items()):
            return 0.0
        if set(parts).intersection(_MAIN) - set(self._main):
            return 0.0
        same = sum(parts.get(key) == one for key, one in self._inner.items())
        agree = place or same > 0
        if set(self._main) - set(parts):
            # Only the lane: a compound rather than a house. Without it, number 7 is another house.
            known = next(key for key in ("lane", "alley", "number") if key in self._main) in parts
            return (0.7 if agree else 0.5) if known and not slips else 0.0
        if slips:
            return 0.8 if agree else 0.5
        if self._address.common:
            return 0.95 if agree else 0.4
        return 1.0 if agree else 0.9

    def _by_loose_number(
        self, view: Compact, at: int, end: int, *, place: bool
    ) -> tuple[float, int, int]:
        """Weigh a number without its 号 behind the road, or one before the road."""
        text, number = view.text, self._main.get("number")
        if number is None or len(self._main) > 1:
            return 0.0, at, end
        behind = _IN_ROAD.match(text, end)
        if behind and _digits(behind[1]) == number:
            _, folded_end = view.folded_span(at, behind.end())
            if not view.folded.text[folded_end : folded_end + 1].isalnum():
                strength = 0.8 if place else 0.4 if self._address.common else 0.6
                return strength, at, behind.end()
        before = _BEFORE.search(text, max(at - 8, 0), at)
        if before and _digits(before["value"]) == number:
            return 0.8 if place else _WEAK, before.start(), end
        return 0.0, at, end

    def _by_estate(self, text: str, at: int) -> Iterator[tuple[int, int, float]]:
        end = at + len(self._address.estate)
        parts, _ = _chain(text, end, first_gap=1)
        if any(parts.get(key, one) != one for key, one in self._inner.items()):
            return
        same = sum(parts.get(key) == one for key, one in self._inner.items())
        place = self._near_place(text, at, end)
        long = len(self._address.estate) >= 3
        if same > 1 or (same and place):
            yield at, _last_part(text, end), 0.9
        elif same:
            yield at, _last_part(text, end), 0.6 if long else 0.4
        elif long:
            yield at, end, _WEAK

    def _near_place(self, text: str, start: int, end: int) -> bool:
        around = text[max(start - _REACH, 0) : start] + " " + text[end : end + _REACH]
        names = [*self._address.places, *self._estates]
        return any(name in around for name in names)


def _spelled(number: str) -> tuple[str, ...]:
    return (han_number(int(number)),) if number.isdigit() and number != "0" else ()


def _last_part(text: str, start: int) -> int:
    """Return where the last of the numbers behind ``start`` ends."""
    last, gap = start, 1
    for _ in range(_MOST_PARTS):
        match = _PART.search(text, last, last + gap + _CHAIN)
        if not match or match.start() - last > gap:
            break
        last, gap = match.end(), _CHAIN
    return last
