"""Hong Kong spellings of characters: the rule of the syllable, and what usage has settled.

The Hong Kong government has no published scheme; :func:`~scanner.watchlist.romanisation.hong_kong`
gives the regular spelling of a Jyutping syllable, and this table the characters that families
write otherwise, or whose usual spelling is the rule's second choice. Own compilation.
"""

from scanner.watchlist.readings import cantonese
from scanner.watchlist.romanisation import hong_kong

__all__ = ["hong_kong_spellings", "hong_kong_surnames"]

# Surnames: settled by long use, several where families differ.
_SURNAMES = {
    characters: tuple(spellings.split("/"))
    for characters, spellings in (
        entry.split(":")
        for entry in (
            "李:lee/li 吴:ng 伍:ng 周:chow/chau 邹:chow/chau 罗:lo/law 叶:yip/ip 潘:poon/pun "
            "顾:koo/ku 古:koo/ku 柯:or/o 施:sze/shi 史:sze/shih 胡:wu/woo 区:au 欧:au 尹:wan "
            "翁:yung 邓:tang 郝:kok 许:hui/hsu 蒋:tseung/cheung 曹:tso/cho 徐:tsui/chui/tsu "
            "左:tso/cho 蔡:choi/tsoi 孙:suen/sun 沈:shum/sum/sham 岑:shum/sum/sham 邵:siu/shiu "
            "萧:siu/shiu 肖:siu 阮:yuen 段:tuen 余:yu/yue/yee 俞:yu 于:yu 朱:chu 冯:fung 洪:hung "
            "熊:hung 孔:hung 黎:lai 赖:lai 利:lee 官:koon/kwun 关:kwan 管:koon/kwun 申:san/sun "
            "司徒:szeto/seto 欧阳:auyeung/owyang 诸葛:chukot 上官:sheungkoon 司马:szema 陶:to/tao "
            "杜:to 涂:to 屠:to 卓:cheuk 石:shek 何:ho 贺:ho 薛:sit 冼:sin 单:sin/shin 曾:tsang "
            "郑:cheng 程:ching 金:kam 甘:kam 简:kan 阎:yim 严:yim 任:yam/yum 梅:mui 麦:mak 池:chi "
            "陈:chan 谢:tse 刘:lau 黄:wong 王:wong 汪:wong 张:cheung 章:cheung 林:lam 蓝:lam "
            "梁:leung 郭:kwok 高:ko 马:ma 谭:tam 钟:chung 宗:chung 卢:lo 鲁:lo 劳:lo 骆:lok "
            "姚:yiu 廖:liu 彭:pang 苏:so 魏:ngai 倪:ngai 邱:yau 丘:yau 游:yau 尤:yau 乐:lok/ngok "
            "岳:ngok 庄:chong 莫:mok 龙:lung 戴:tai 凌:ling 赵:chiu/chao 焦:chiu 招:chiu "
            "詹:chim/jim 钱:chin 翟:chak/jak 祝:chuk 祁:kei 纪:kei 盛:shing 成:shing 尚:sheung "
            "常:sheung 商:sheung 姜:keung/geung 江:kong 康:hong 霍:fok 邝:kwong/fong 方:fong "
            "房:fong 温:wan/wen 云:wan 袁:yuen 源:yuen 元:yuen 原:yuen 容:yung 龚:kung 宫:kung "
            "童:tung 董:tung 仇:chau/sau 解:hai/gai 查:cha 朴:pok 卜:pok 盖:koi 宓:mat 缪:miu/mau "
            "覃:tam/cham 谌:sham 牟:mau"
        ).split()
    )
}  # fmt: skip
# Given names: where usage prefers another spelling than the rule's first.
_GIVEN = {
    character: tuple(spellings.split("/"))
    for characters, spellings in (
        entry.split(":")
        for entry in (
            "子梓芷紫姿:tsz/tze/chi 志智芝祉至致:chi 振震镇:chun/chan/tsun 珍真:chun/chan/jan "
            "臣:shun/san/sun 仪怡宜:yee/yi 儿而:yee/yi 思斯丝:sze/si 诗:sze/si/sz 士仕:sze/shi/si "
            "慈:chi/tsz 世:sai 家嘉加:ka/ga 佳:kai/gai 俊进:chun/tsun 骏:chun/tsun 津:chun/tsun "
            "再在:tsoi/choi 彩才财材:choi/tsoi 泽宅:chak 赞:tsan/chan 灿:chan/tsan 炳柄:ping/bing "
            "宝保:po/bo 伯百柏:pak 碧璧:pik/bik 贝:pui 弼:pat/put 斌彬:pan/bun 冰兵:ping/bing "
            "波:po/bor 德:tak/duk 大:tai 达:tat 东冬:tung 定:ting 丽莉:lai/lee/li 利:lee/li "
            "理李:lee/li 美媚:mei/may 薇微:mei 妮:nei/nie/ni 娜:na/nor 雅:nga/ah 爱:oi/ngoi "
            "安:on/ann 恩:yan 欧:au 颖永咏泳:wing 荣:wing/yung 容:yung 华:wah/wa 花:fa 桦:wah/wa "
            "和禾:wo/woh 浩豪好:ho 诚成城承:shing/sing 盛胜圣:shing/sing 星升:sing/shing "
            "淑:shuk/suk 叔:shuk 小少:siu 晓:hiu 绍兆:siu/shiu 昭照:chiu/jiu 超:chiu 心:sum/sam "
            "森深:sum/sam/shum 琛:sum/sam 生:sang/shang 甥:sang 信顺纯:shun/sun 舜:shun "
            "瑞水:sui/shui 书舒树:shu 雪:suet/sit 倩:sin/sinn 善:sin/shin 仙先:sin 山珊:shan/san "
            "莎沙:sha/sa 尚常:sheung 祥翔:cheung 昌:cheong/cheung 璋章:cheung 卓:cheuk 焯:cheuk "
            "忠钟仲:chung 松:chung/tsung 聪宗:chung/tsung 楚初:cho/chor 祖:cho/jo 贵桂:kwai "
            "坤群:kwan 军君:kwan 坚建健:kin 娟权:kuen 强:keung 琼:king 琪其祺奇:kei/ki 基:kei/ki "
            "纪:kei 杰洁:kit 月:yuet 玉:yuk 意懿:yi/yee 义:yi/yee 英:ying 燕:yin 彦:yin 贤然:yin "
            "欣:yan 润:yun 元沅媛:yuen 远:yuen 悦:yuet 乐:lok/ngok 朗:long 伦:lun 麟:lun/lung "
            "龙隆:lung 良亮:leung 露:lo 玲灵铃:ling 莲连:lin 廉:lim 礼:lai 蕾:lui 妙:miu "
            "敏文民雯:man 满曼万:man 慕:mo 武:mo 木:muk 明:ming 茂:mau 凤奉:fung 丰峰锋:fung "
            "辉:fai 富夫芙:fu/foo 惠慧卫伟威炜维:wai 宏:wang 雄洪鸿红:hung 虹:hung 汉瀚:hon "
            "海:hoi 开凯:hoi 恺:hoi 康:hong 行:hang 衡恒:hang 兴庆:hing 卿:hing 可:ho 学:hok "
            "霞:ha 夏:ha 熙希曦:hei/hi 喜:hei/hi 献宪:hin 轩:hin 晴青程:ching 清:ching/tsing "
            "正政静晶贞靖:ching 婷廷亭:ting 庭:ting/ding 天:tin 添:tim 滔涛:to 堂:tong 彤童:tung "
            "通:tung 芬:fan 芳:fong"
        ).split()
    )
    for character in characters
}  # fmt: skip


def hong_kong_surnames(surname: str) -> tuple[str, ...]:
    """Return the Hong Kong spellings of a folded surname, the most usual first.

    >>> hong_kong_surnames("陈"), hong_kong_surnames("李"), hong_kong_surnames("司徒")
    (('chan',), ('lee', 'li'), ('szeto', 'seto'))
    """
    known = _SURNAMES.get(surname)
    if known is not None:
        return known
    parts = [(_SURNAMES.get(one) or hong_kong_spellings(one))[:1] for one in surname]
    return ("".join(part[0] for part in parts),) if all(parts) else ()


def hong_kong_spellings(character: str) -> tuple[str, ...]:
    """Return the Hong Kong spellings of a folded character in a given name.

    >>> hong_kong_spellings("子"), hong_kong_spellings("强")
    (('tsz', 'tze', 'chi'), ('keung',))
    """
    known = _GIVEN.get(character)
    if known is not None:
        return known
    spoken = (hong_kong(syllable) for syllable in cantonese(character))
    return tuple(dict.fromkeys(spelling for found in spoken for spelling in found))
