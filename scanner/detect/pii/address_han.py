"""Street addresses in Chinese: the mainland, Hong Kong, Macau and Taiwan, in both scripts.

An address is a chain of parts, each a name with its kind (北京市, 建国路, 弥敦道) or a number with
its unit (88号, 3座, 12樓, 801室). One pass cuts the text into such parts; a chain counts if a
number follows a street, an estate or a village in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.han_tables import (
    ADDRESS_WORDS,
    AREAS,
    ESTATES,
    EVERYDAY,
    KEPT,
    NOT_AFTER,
    NOT_IN_NAMES,
    STREETS,
    UNITS,
)
from scanner.detect.pii.plain import Plain
from scanner.detect.pii.recognizer import Example, Hit, Recognizer, words

__all__ = ["HanAddressRecognizer"]

_HAN = rf"(?:{'|'.join(KEPT)}|(?![{NOT_IN_NAMES}]|家(?<=住家))[\u3400-\u9fff])"
_NUMERAL = "一二三四五六七八九十百零〇两兩"
_NUMBER = (
    r"[甲乙丙丁附增臨临第]?[0-9]{1,5}(?:[ ]?[-之][ ]?[0-9]{1,4})?[A-Za-z]?|[A-Za-z][0-9]{0,4}"
    rf"|[甲乙丙丁附增臨临第]?[{_NUMERAL}]{{1,6}}|[东東西南北高低前後后][ ]?(?=[座户戶層层])"
)
_EDGE, _END = "(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_ROOM = (
    # A unit without its word: 12F, 5F-2, 12/F, B1, 地下, 3-2-501, or 501 behind a block.
    rf"{_EDGE}(?:[0-9]{{1,2}}/?F(?:[-之][0-9]{{1,2}})?|G/F|R/C|B[1-9]){_END}"
    r"|地[下舖铺]|[閣阁]樓|天台屋|高層|高层"
    rf"|(?<=[\u3400-\u9fff])[0-9]{{1,3}}(?:-[0-9]{{1,4}}){{1,2}}(?:室|房)?(?![0-9A-Za-z-])"
    rf"|(?<=[元座栋棟幢楼樓层層屋院门門])[0-9]{{3,4}}(?![0-9A-Za-z.]|[年元块塊人个個分点點次月天])"
    rf"|(?<=[樓楼座號号])[A-Za-z]{_END}"
)
_PART = re.compile(
    rf"(?P<number>{_EDGE}(?:{_NUMBER})[ ]?(?P<unit>{UNITS}){NOT_AFTER}"
    rf"(?:之[ ]?(?:[0-9]{{1,4}}|[{_NUMERAL}])|(?<=[号號])[甲乙丙丁](?![\u3400-\u9fff]))?|{_ROOM})"
    rf"|(?P<name>{_HAN}{{1,8}}?)(?:(?P<area>{AREAS})|(?P<estate>{ESTATES})"
    rf"|(?P<street>(?:{STREETS})(?:[路街道巷]|大街|大道)?)"
    r"(?P<side>[东東西南北中](?=[ ]?[0-9一二三四五六七八九十])"
    r"|(?:[东東西南北中])?[一二三四五六七八九十0-9]{1,2}段|東|西|南|北)?)"
    # A hamlet without a kind: 虚构里示例77號.
    rf"|(?<=[里村区區镇鎮乡鄉])(?P<place>{_HAN}{{2,6}})(?=[0-9]{{1,4}}[号號])"
)
_CORNER = re.compile(
    rf"(?P<name>{_HAN}{{1,12}}?(?:大道|大街|路|街|道))[与與和同跟及/]{_HAN}{{1,6}}?(?:大道|大街|路|街|道)"
    r"(?:的)?(?:交叉路?口|交匯處|交汇处|交界[处處]?|路口|街口|口)"
)
_GAP = re.compile(r"[ ,，、·()]{0,2}")
_SAYS = re.compile(r"(?:地址|住址|住在|家住|家在|住喺|現居|现居)(?:[在是为為:：][ ]?)?$")
_BESIDE = re.compile(r"\([\u3400-\u9fff]{1,12}(?:旁|侧|側|附近|对面|對面|隔壁|内|內)\)")
_CLOSED = re.compile(r"[\u3400-\u9fff]{0,6}\)")
_BEFORE_AREA = re.compile(r"(?<![0-9A-Za-z])[0-9]{3}(?:[0-9]{2,3})?[ ]?$")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    kind: str
    unit: str = ""


class HanAddressRecognizer(Recognizer):
    """Finds street addresses in Chinese script."""

    ENTITY, LABEL = "STREET_ADDRESS", "street address"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CN", "HK", "TW", "MO"})
    GATE = re.compile("[号號弄巷栋棟幢座室楼樓层層户戶房组組F口交址住家屋期]")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("parts of an address in Chinese", _PART.pattern, 0.6),
        Pattern("street corner in Chinese", _CORNER.pattern, 0.6),
    )
    CONTEXT = words(
        "地址 住址 住在 家住 住喺 住 家 屋企 搬 寄到 收货 门牌 門牌 上门 上門 楼下 樓下"
        " 小区 address lives"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        (
            "她住在北京市朝阳区虚构路88号3栋2单元801室，快去",
            ("北京市朝阳区虚构路88号3栋2单元801室",),
        ),
        ("快递寄到朝阳虚构路100号", ("朝阳虚构路100号",)),
        ("地址：上海市虚构镇虚构村12号", ("上海市虚构镇虚构村12号",)),
        ("佢住喺九龍虛構道100號虛構大廈A座12樓5室", ("九龍虛構道100號虛構大廈A座12樓5室",)),
        (
            "台北市虛構區虛構路二段３４巷５弄６號７樓之２",
            ("台北市虛構區虛構路二段３４巷５弄６號７樓之２",),
        ),
        ("虚构花园3座12楼B室", ("虚构花园3座12楼B室",)),
        ("她家在虚构大道中12号", ("虚构大道中12号",)),
        ("深圳南山区虚构一路8号", ("深圳南山区虚构一路8号",)),
        ("虚构村甲12号院3号楼2单元501。", ("虚构村甲12号院3号楼2单元501",)),
        ("虛構街12號虛構樓5字樓B室", ("虛構街12號虛構樓5字樓B室",)),
        ("住虚构路与示例街交叉口", ("虚构路与示例街交叉口",)),
        ("一号路人甲", ()),
        ("这条大路3号开始修", ()),
        ("知道3号要开会", ()),
        ("我在北京市朝阳区", ()),
        ("坐地铁1号线到人民广场", ()),
        ("5号下午去上海市", ()),
        ("一路走好", ()),
        ("第3号房东说", ()),
        ("公里数12号", ()),
    )

    def hits(self, plain: Plain, patterns: list[Pattern]) -> Iterator[Hit]:
        """Yield the chains that make an address, and the corners."""
        text = plain.text
        for chain in _chains(text):
            if score := _score(chain, text):
                start, end = _widened(chain, text)
                yield Hit(start, end, score, patterns[0])
        if "口" in text or "交" in text:
            for match in _CORNER.finditer(text):
                yield Hit(match.start() + _lead(match["name"]), match.end(), 0.6, patterns[1])


def _chains(text: str) -> Iterator[list[_Part]]:
    chain: list[_Part] = []
    for match in _PART.finditer(text):
        part = _part(match)
        if chain and (_starts_anew(match) or not _GAP.fullmatch(text, chain[-1].end, part.start)):
            yield chain
            chain = []
        if part.kind in {"street", "estate"} and not chain and part.end - part.start < 3:
            # 老街, 头道: too short a name, unless an area stands before it.
            part = _Part(part.start, part.end, "everyday")
        chain.append(part)
    if chain:
        yield chain


def _part(match: re.Match[str]) -> _Part:
    if match["number"]:
        return _Part(match.start(), match.end(), "number", match["unit"] or "F")
    if match["place"]:
        return _Part(match.start(), match.end(), "street")
    kind = "area" if match["area"] else "estate" if match["estate"] else "street"
    suffix = match[kind]
    lead = _lead(match["name"])
    if _is_everyday(match["name"][lead:] + suffix):
        kind = "everyday"
    return _Part(match.start() + lead, match.end(), kind)


def _is_everyday(name: str) -> bool:
    # 虚构一路 and 深南大道 are streets; 一路 and 大路 alone are not.
    if len(name) < 2:
        return True
    if name[-2] in "一二三大东":
        return name in EVERYDAY
    return name[-2:] in EVERYDAY or name[-3:] in EVERYDAY


def _starts_anew(match: re.Match[str]) -> bool:
    """Tell whether words of the sentence stand before the name, so that a chain ends there."""
    return match["name"] is not None and _lead(match["name"]) > 0


def _lead(name: str) -> int:
    return max((name.rfind(word) + len(word) for word in ADDRESS_WORDS if word in name), default=0)


def _score(chain: list[_Part], text: str) -> float:
    """Return what a chain is worth: 0 if no number follows a street, an estate or a village."""
    kinds = [part.kind for part in chain]
    named = next((i for i, kind in enumerate(kinds) if kind in {"street", "estate"}), None)
    numbers = [part for part in chain if part.kind == "number"]
    if named is None:
        return 0.5 if len({part.unit for part in numbers}) >= 3 else 0.0
    after = kinds[named + 1 :].count("number")
    if not after:
        return 0.5 * bool(_SAYS.search(text, max(0, chain[0].start - 8), chain[0].start))
    return min(0.95, 0.6 + 0.25 * ("area" in kinds[:named]) + 0.15 * (len(numbers) - 1))


def _widened(chain: list[_Part], text: str) -> tuple[int, int]:
    """Take along the postal code before a city and the landmark in brackets behind the number."""
    start, end = chain[0].start, chain[-1].end
    if chain[0].kind == "area" and (code := _BEFORE_AREA.search(text, max(0, start - 7), start)):
        start = code.start()
    beside = _CLOSED if text.count("(", start, end) > text.count(")", start, end) else _BESIDE
    if landmark := beside.match(text, end):
        end = landmark.end()
    return start, end
