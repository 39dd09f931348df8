"""Hokkien (Minnan) spellings, as families in Taiwan, Singapore and Malaysia use them.

Common surnames, and the characters most often met in given names, toneless, in Pe̍h-ōe-jī and as
registries spell it. Own compilation; it serves comparison, not screening, for a Hokkien spelling
is seldom known of a person unless it is enrolled.
"""

__all__ = ["hokkien_given", "hokkien_surnames"]

# As families from Fujian and Chaoshan write them in Taiwan, Singapore and Malaysia.
_SURNAMES = {
    characters: tuple(spellings.split("/"))
    for characters, spellings in (
        entry.split(":")
        for entry in (
            "陈:tan 林:lim 黄:ng/wee/ooi/uy 王:ong/heng 吴:goh/go 张:teo/teoh/tiu "
            "蔡:chua/choa/chuah 许:koh/khoh/kho 郑:tay/teh 谢:chia/cheah 沈:sim 杨:yeo/yeoh "
            "叶:yap/iap 洪:ang 邱:khoo/koo 郭:kuek/quek/kwek/kwik 刘:lau/low 卢:loh 周:chew/chiu "
            "苏:soh/saw 徐:chee/swee 孙:soon/sng 罗:loh/lor 潘:phua/phuah 胡:oh/aw/ow 朱:choo "
            "施:see/si 傅:poh 方:png/hng 颜:gan 白:peh/pek 萧:siow/seow 曾:chan/chen 何:ho/hoe "
            "余:oo/ee 柯:kua/qua 蒋:chioh 赖:lua 江:kang 连:lien 高:ko/kor"
        ).split()
    )
}  # fmt: skip
_GIVEN = {
    character: tuple(spellings.split("/"))
    for characters, spellings in (
        entry.split(":")
        for entry in (
            "美:bi 琴:khim/kim 文:bun/boon 明:beng/bing 志智:chi/ti 国:kok 雄香:hiong 祥松:siong "
            "良:liong 昌:chhiong 英荣永:eng/ing 玉:giok/gek 秀:siu/siew 珠:chu/choo 花:hoe/hua "
            "水:chui/swee 金:kim 木:bok 土:tho 龙:liong/leong 德:tek/teck 福:hok/hock "
            "财才:chai/chye 春:chhun/choon 月:goat/guat 芳宏鸿凤:hong 义宜:gi/ghee 仁:jin 信:sin "
            "忠长中:tiong/tiang 孝:hau 和:ho/hoe 平:peng/ping 安:an 成诚:seng/sing "
            "辉惠慧:hui/hooi 兴:heng/hing 发:hoat/huat 清:chheng/cheng/ching 山:san 海:hai 林:lim "
            "柏:pek 梅:bui/bwee 兰:lan 莲:lian 菊:kiok 云:un/hoon 天:thian/tian 生:seng 光:kong "
            "正贞:cheng 东:tong 南:lam 大:tai 阿:a/ah 素:so/soh 丽:le/lay 淑:siok/seok 雅:nga "
            "敏:bin 勇:iong/yong 强:kiong 建坚:kian 俊:chun/choon 杰:kiat 伟:ui/wee 进:chin "
            "旺:ong 添:thiam 丁:teng 瑞:sui/swee 雪:soat/suat 霞:ha 娇:kiau/kiaw 娥:ngo/goh "
            "碧:phek/pek 珍:tin 宝:po/poh 彩:chhai/chye 顺:sun/soon 源:goan/guan 嘉家:ka/kah "
            "莉:li 婷:teng 玲:leng/ling 华:hoa/hua 民:bin 博:phok 昭:chiau 立:lip 启:khe 景:keng "
            "贤:hian 仪:gi"
        ).split()
    )
    for character in characters
}  # fmt: skip


def hokkien_surnames(surname: str) -> tuple[str, ...]:
    """Return the Hokkien spellings of a folded surname.

    >>> hokkien_surnames("林")
    ('lim',)
    """
    return _SURNAMES.get(surname, ())


def hokkien_given(character: str) -> tuple[str, ...]:
    """Return the Hokkien spellings of a folded character in a given name.

    >>> hokkien_given("美")
    ('bi',)
    """
    return _GIVEN.get(character, ())
