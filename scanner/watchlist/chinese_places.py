"""What Chinese speakers in Canada call its cities, and the districts of Hong Kong."""

__all__ = ["HONG_KONG", "chinese_names"]

# Folded spelling. Source: own list of everyday names.
_CITIES = {
    "ottawa": "渥太华", "toronto": "多伦多", "vancouver": "温哥华 云高华",
    "montreal": "蒙特利尔 满地可",
    "richmond": "列治文 里士满", "burnaby": "本拿比 本那比",
    "markham": "万锦", "calgary": "卡尔加里 卡城",
    "edmonton": "埃德蒙顿 爱民顿 点问顿", "quebec": "魁北克", "surrey": "素里",
    "coquitlam": "高贵林",
    "richmondhill": "列治文山 烈治文山", "mississauga": "密西沙加", "scarborough": "士嘉堡",
    "northyork": "北约克", "winnipeg": "温尼伯 缅省", "halifax": "哈利法克斯",
    "victoria": "维多利亚",
    "hamilton": "汉密尔顿", "waterloo": "滑铁卢", "gatineau": "加蒂诺", "brampton": "宾顿",
    "kowloon": "九龙", "hongkong": "香港",
}  # fmt: skip

HONG_KONG = tuple(
    "香港 九龙 新界 港岛 中西区 湾仔 铜锣湾 北角 鲗鱼涌 太古 筲箕湾 柴湾 香港仔 鸭脷洲 上环 中环"
    " 西环 坚尼地城 旺角 油麻地 尖沙咀 红磡 土瓜湾 何文田 九龙塘 九龙城 深水埗 长沙湾 荔枝角 美孚"
    " 黄大仙 钻石山 新蒲岗 观塘 牛头角 蓝田 油塘 将军澳 西贡 沙田 大围 马鞍山 大埔 粉岭 上水 元朗"
    " 天水围 屯门 荃湾 葵涌 葵芳 青衣 东涌 离岛".split()
)


def chinese_names(place: str) -> tuple[str, ...]:
    """Return the Chinese names of a Canadian city given in compact Latin letters, maybe none.

    >>> chinese_names("ottawa")
    ('渥太华',)
    """
    return tuple(_CITIES.get(place, "").split())
