"""How Chinese names are read: Mandarin and Cantonese syllables of folded characters.

Readings of characters stand in :file:`han_readings.tsv`; readings that a character has only as a
surname, which general tables get wrong, and the surnames of two characters stand here. Sources:
Unihan, and the surname readings of standard dictionaries (Xiandai Hanyu Cidian).
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

__all__ = [
    "SURNAME_READINGS",
    "cantonese",
    "common_surnames",
    "is_compound",
    "mandarin",
    "split_han_name",
    "surname_mandarin",
    "syllables",
]

# The usual reading first, then those that some bearers use.
SURNAME_READINGS: Mapping[str, tuple[str, ...]] = {
    word[0]: tuple(word[1].split("/"))
    for word in (
        entry.split(":")
        for entry in (
            "单:shan 仇:qiu 曾:zeng 区:ou 解:xie 朴:piao/pu 查:zha 盖:ge/gai 乐:yue/le 任:ren "
            "宓:mi/fu 缪:miao/mou 翟:zhai/di 折:she 员:yun/yuan 种:chong 冼:xian 洗:xian "
            "覃:qin/tan 秘:bi/mi 谌:chen/shen 牟:mu/mou 那:na 祭:zhai/ji 黑:he/hei 召:shao/zhao "
            "宁:ning 葛:ge 华:hua 应:ying 燕:yan 尉:wei 繁:po 逄:pang 隗:wei/kui 曲:qu 卜:bu "
            "尹:yin 柏:bai/bo 薄:bo 石:shi 车:che 纪:ji 令:ling 晁:chao 晟:cheng 占:zhan 过:guo "
            "哈:ha 句:gou 阚:kan 郇:xun/huan 郗:xi/chi 洪:hong 贾:jia 俞:yu 余:yu 佘:she 万:wan "
            "瞿:qu 都:du 重:chong 谷:gu 訾:zi 贲:ben 费:fei/bi 缴:jiao 幺:yao 么:yao 乜:nie "
            "尧:yao 冯:feng 娄:lou 谬:miao 钭:tou 妫:gui 相:xiang 校:jiao 逯:lu 莘:shen/xin "
            "殷:yin 臧:zang 郦:li 鄢:yan 亓:qi 仉:zhang 揭:jie 经:jing 长:chang 盛:sheng 省:xing "
            "撒:sa 啜:chuai 耨:nou 生:sheng 沈:shen 宿:su 褚:chu 强:qiang 呙:guo 圈:juan 适:kuo "
            "参:shen 行:xing 会:gui 朝:chao 藏:zang 调:diao 降:jiang 颉:xie 尺:chi 择:ze 中:zhong "
            "藉:ji 斜:xia 弗:fei 芫:yuan 麻:ma 万俟:moqi 尉迟:yuchi 长孙:zhangsun 单于:chanyu "
            "澹台:tantai 皇甫:huangfu 令狐:linghu 钟离:zhongli 宰父:zaifu 鲜于:xianyu 呼延:huyan "
            "赫连:helian 濮阳:puyang 淳于:chunyu 亓官:qiguan 可频:kepin"
        ).split()
    )
}  # fmt: skip
_COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 尉迟 皇甫 令狐 慕容 长孙 宇文 司徒 公孙 轩辕 夏侯 南宫 西门 独孤 "
    "端木 申屠 澹台 公冶 濮阳 淳于 单于 太叔 钟离 闾丘 鲜于 拓跋 万俟 范姜 张简 赫连 呼延 宰父 "
    "司空 百里 东郭 南门 羊舌 微生 左丘 东门 公羊 谷梁 宗政 亓官 司寇 仲孙 第五 叱干 完颜 纳兰 "
    "爱新觉罗".split()
)
# The surnames of more than nineteen in twenty Chinese people, to tell 陈赖素美 (two surnames, as
# married women of Taiwan and Hong Kong bear) from a given name of three characters.
_COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
    "祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫赖寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢"
    "劳谌奚皮粟冼蔺楼盘满闻厉"
)


def mandarin(character: str) -> tuple[str, ...]:
    """Return the toneless pinyin readings, the usual one first, ü as v; () if none is known.

    >>> mandarin("乐"), mandarin("绿"), mandarin("x")
    (('le', 'yue'), ('lv',), ())
    """
    return _read("m", character)


def cantonese(character: str) -> tuple[str, ...]:
    """Return the toneless Jyutping readings, the usual one first; () if none is known.

    >>> cantonese("婉")
    ('jyun',)
    """
    return _read("c", character)


def surname_mandarin(surname: str) -> tuple[str, ...]:
    """Return the pinyin readings of a folded surname, the usual one first.

    >>> surname_mandarin("单"), surname_mandarin("尉迟"), surname_mandarin("苏")
    (('shan',), ('yuchi',), ('su',))
    """
    known = SURNAME_READINGS.get(surname)
    if known is None:
        read = [mandarin(character) for character in surname]
        known = ("".join(found[0] for found in read),) if all(read) else ()
    return known


def is_compound(surname: str) -> bool:
    """Tell whether the folded characters are one surname of two characters.

    >>> is_compound("欧阳"), is_compound("陈赖")
    (True, False)
    """
    return surname in _COMPOUND


def common_surnames() -> frozenset[str]:
    """Return the folded surnames of one character that most Chinese people bear."""
    return _COMMON


def split_han_name(name: str) -> tuple[str, str]:
    """Split a folded Chinese name into surname and given name.

    >>> split_han_name("欧阳晓雯"), split_han_name("苏婉清"), split_han_name("陈赖素美")
    (('欧阳', '晓雯'), ('苏', '婉清'), ('陈赖', '素美'))
    """
    if len(name) > 2 and name[:2] in _COMPOUND:
        return name[:2], name[2:]
    if len(name) == 4 and set(name[:2]) <= _COMMON:
        return name[:2], name[2:]
    return name[:1], name[1:]


def syllables(language: str) -> frozenset[str]:
    """Return every toneless syllable of Mandarin (``m``) or Cantonese (``c``)."""
    tables = (found for (spoken, _), found in _tables().items() if spoken == language)
    return frozenset(syllable for found in tables for syllable in found.values())


def _read(language: str, character: str) -> tuple[str, ...]:
    tables = _tables()
    ranks = (tables[language, rank].get(character) for rank in "12")
    return tuple(syllable for syllable in ranks if syllable)


@cache
def _tables() -> dict[tuple[str, str], dict[str, str]]:
    """Return (language, rank) → character → syllable."""
    rows = (resources.files("scanner.watchlist") / "han_readings.tsv").read_text("utf-8")
    found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows.splitlines():
        if not row.startswith("#"):
            language, rank, syllable, characters = row.split("\t")
            found[language, rank].update(dict.fromkeys(characters, syllable))
    return found
