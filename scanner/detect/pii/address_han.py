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

from scanner.detect.pii.plain import Plain
from scanner.detect.pii.recognizer import Example, Hit, Recognizer, words

__all__ = ["HanAddressRecognizer"]

# Characters that end the sentence around an address rather than stand in a place's name.
_NOT_IN_NAMES = (
    "在到去住喺址是的了我你妳他她它佢们們就也都给給被從从说說叫找该該这這那哪咗係个個您吗嗎吧呢啊每"
)
_HAN = rf"(?:(?![{_NOT_IN_NAMES}])[\u3400-\u9fff])"
_NUMBER = (
    r"[甲乙丙丁]?[0-9]{1,5}(?:[ ]?-[ ]?[0-9]{1,4})?[A-Za-z]?|[A-Za-z][0-9]{0,4}"
    r"|[一二三四五六七八九十百零〇两兩]{1,5}"
)
_UNITS = (
    "号楼|號樓|号院|號院|字楼|字樓|单元|單元"
    "|号|號|弄|巷|衖|栋|棟|幢|座|室|楼|樓|层|層|户|戶|房|組|组|队|隊"
)
# 一号线, 3号下午, 5号人物 … are no house numbers.
_NOT_AFTER = r"(?![线線召码碼称稱令机機选選人员員种種位文店球下上早晚前后後开開结結出发發发])"
_AREAS = (
    "特别行政区|特別行政區|自治区|自治區|自治州|自治县|自治縣|省|市|区|區|县|縣|盟|旗|镇|鎮|乡|鄉"
)
_STREETS = "街道|大道|大街|马路|馬路|路|街|道|巷|里|胡同|弄堂|村|段|围|圍|邨|大馬路"
_ESTATES = (
    "小区|小區|社区|社區|花园|花園|家园|家園|公寓|大厦|大廈|新村|苑|屋苑|山庄|山莊|阁|閣|广场|廣場"
    "|中心|宿舍|公馆|公館|庄园|豪庭|名城|城|[楼樓](?=[0-9A-Za-z]{1,4}[室座楼樓字])"
)
_PART = re.compile(
    rf"(?P<number>(?<![0-9A-Za-z])(?:{_NUMBER})[ ]?(?P<unit>{_UNITS}){_NOT_AFTER}"
    r"(?:之[ ]?[0-9]{1,4})?"
    r"|(?<![0-9A-Za-z])[0-9]{1,2}/?F(?![A-Za-z])"
    # 2单元501: a flat without its own unit.
    r"|(?<=[元座栋棟幢])[0-9]{2,4}(?![0-9A-Za-z\u3400-\u9fff]))"
    rf"|(?P<name>{_HAN}{{1,8}}?)(?:(?P<area>{_AREAS})|(?P<estate>{_ESTATES})|(?P<street>{_STREETS})"
    r"(?P<side>[东東西南北中](?=[ ]?[0-9一二三四五六七八九十])"
    r"|(?:[东東西南北中])?[一二三四五六七八九十0-9]{1,2}段|東|西|南|北|中)?)"
)
# Ends of everyday words that look like streets: 知道, 马路, 一路, 上街 …
_EVERYDAY = frozenset(
    words(
        "知道 频道 頻道 味道 难道 難道 报道 報道 渠道 轨道 軌道 管道 隧道 人道 跑道 通道 走道 "
        "赛道 车道 車道 赤道 公道 地道 门道 霸道 厚道 东道 外道 一道 铁道 鐵道 航道 街道 马路 "
        "公路 铁路 鐵路 道路 一路 半路 走路 思路 出路 网路 電路 电路 线路 線路 后路 退路 问路 "
        "迷路 带路 让路 大路 路路 末路 老路 逛街 上街 扫街 大街 满街 家里 哪里 心里 手里 夜里 "
        "这里 那里 城里 公里 英里 屋里 眼里 房里 里里 阶段 階段 手段 时段 時段 片段 路段 地段 "
        "农村 農村 全村 包围 包圍 范围 範圍 周围 周圍 氛围 街巷 世界 商城 全城 满城 長城 长城 "
        "市中心"
    )
)
_GAP = re.compile(r"[ ,，、·]{0,2}")
_ADDRESS_WORDS = (
    "地址：",
    "地址:",
    "住址：",
    "位于",
    "位於",
    "家住",
    "坐落",
    "收货",
    "寄往",
    "快递寄",
    "快递",
    "收件",
    "今天",
    "明天",
    "昨天",
    "一起",
    "现在",
    "現在",
    "屋企",
    "搬家",
    "回家",
    "公司",
)


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
    GATE = re.compile(f"[{'号號弄巷栋棟幢座室楼樓层層户戶房F'}]")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern("parts of an address in Chinese", _PART.pattern, 0.6),
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
        """Yield the chains that make an address."""
        for chain in _chains(plain.text):
            if score := _score(chain):
                yield Hit(chain[0].start, chain[-1].end, score, patterns[0])


def _chains(text: str) -> Iterator[list[_Part]]:
    chain: list[_Part] = []
    for match in _PART.finditer(text):
        part = _part(match)
        if chain and (_starts_anew(match) or not _GAP.fullmatch(text, chain[-1].end, part.start)):
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


def _part(match: re.Match[str]) -> _Part:
    if match["number"]:
        return _Part(match.start(), match.end(), "number", match["unit"] or "F")
    kind = "area" if match["area"] else "estate" if match["estate"] else "street"
    suffix = match[kind]
    if _is_everyday(match["name"] + suffix):
        kind = "everyday"
    return _Part(match.start() + _lead(match["name"]), match.end(), kind)


def _is_everyday(name: str) -> bool:
    # 虚构一路 and 深南大道 are streets; 一路 and 大路 alone are not.
    if name[-2] in "一大东":
        return name in _EVERYDAY
    return name[-2:] in _EVERYDAY or name[-3:] in _EVERYDAY


def _starts_anew(match: re.Match[str]) -> bool:
    """Tell whether words of the sentence stand before the name, so that a chain ends there."""
    return match["number"] is None and _lead(match["name"]) > 0


def _lead(name: str) -> int:
    return max((name.rfind(word) + len(word) for word in _ADDRESS_WORDS if word in name), default=0)


def _score(chain: list[_Part]) -> float:
    """Return what a chain is worth: 0 if no number follows a street, an estate or a village."""
    kinds = [part.kind for part in chain]
    named = next((i for i, kind in enumerate(kinds) if kind in {"street", "estate"}), None)
    numbers = [part for part in chain if part.kind == "number"]
    if named is None:
        return 0.5 if len(numbers) >= 3 else 0.0
    after = kinds[named + 1 :].count("number")
    if not after:
        return 0.0
    return min(0.95, 0.6 + 0.25 * ("area" in kinds[:named]) + 0.15 * (len(numbers) - 1))
