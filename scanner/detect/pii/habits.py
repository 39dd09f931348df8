"""What somebody drives, and what they do every day: where to find them.

``ROUTINE`` spans are told by a third person, an act of every day and a time or a place. They show
where a habit stands in the text; whether a post discloses somebody's whereabouts is for the
conduct lexicon to say (``disclose.location``).
"""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer

__all__ = ["RoutineRecognizer", "VehicleRecognizer"]

_EDGE = "(?<![A-Za-zÀ-ÿ0-9])"
_END = "(?![A-Za-zÀ-ÿ0-9])"
_MAKES = (
    "honda|toyota|mazda|nissan|subaru|mitsubishi|suzuki|lexus|acura|infiniti|hyundai|kia|genesis"
    "|ford|chevrolet|chevy|gmc|dodge|ram|jeep|chrysler|buick|cadillac|lincoln|tesla|bmw|audi|vw"
    "|volkswagen|mercedes|benz|mercedes-benz|porsche|mini|volvo|saab|fiat|alfa|ferrari|jaguar"
    "|land[ ]rover|range[ ]rover|byd|nio|xpeng|polestar|rivian|peugeot|renault|citroën|citroen"
)
_BODIES = (
    "car|suv|minivan|van|truck|pickup|sedan|hatchback|wagon|motorcycle|motorbike|scooter"
    "|convertible"
)
_COLOURS = (
    "white|black|grey|gray|silver|red|blue|green|brown|gold|beige|yellow|orange|purple|dark|light"
    "|navy|old|beat-up|new"
)
_COULEURS = (
    "blanche?|noire?|grise?|rouge|bleue?|verte?|brune?|argent|argentée?|dorée?|beige|jaune|orange"
)
# A model has a capital or a digit: Civic, CX-5.
_MODEL = r"(?:[ ](?-i:[A-Z0-9][A-Za-z0-9\-]{1,12})){0,2}"
_HAN_MAKES = (
    "本田|丰田|豐田|马自达|萬事得|日产|日產|斯巴鲁|三菱|雷克萨斯|凌志|现代|起亚|福特|雪佛兰"
    "|别克|特斯拉|宝马|寶馬|奥迪"
    "|奧迪|大众|大眾|奔驰|奔馳|平治|賓士|宾士|保时捷|保時捷|沃尔沃|富豪|比亚迪|比亞迪|蔚来"
    "|小鹏|理想|吉利|路虎|tesla|bmw"
)
_HAN_COLOURS = "白|黑|灰|银|銀|红|紅|蓝|藍|绿|綠|黄|黃|棕|金|橙|紫"


class VehicleRecognizer(Recognizer):
    """Finds vehicles said to be somebody's, by make, colour or kind."""

    ENTITY, LABEL = "VEHICLE", "vehicle"
    GATE = re.compile("[A-Za-z车車开開揸]")
    TRIGGERS = (
        *"drive car parked truck suv van conduit roule auto voiture".split(),
        *"开 開 揸 驾 駕 车 車".split(),
    )
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "drives a",
            rf"{_EDGE}(?:(?:she|he|(?:her|his)[ ][a-z]{{3,12}})[ ](?:still[ ]|now[ ])?"
            rf"(?:drives|drove"
            r"|rides|is[ ]driving)|driving)[ ](?:an?|her|his|the)[ ](?P<value>"
            rf"(?:(?:20[0-2][0-9]|19[0-9]{{2}})[ ])?(?:(?:{_COLOURS})[ ]){{0,2}}(?:(?:{_MAKES})"
            rf"{_MODEL}|(?<=[a-z][ ])(?:{_BODIES})))"
            rf"{_END}",
            0.6,
        ),
        Pattern(
            "their car",
            rf"{_EDGE}(?:her|his|their)[ ](?:{_BODIES})(?:[ ]is|:)[ ](?:an?|the)?[ ]?(?P<value>"
            rf"(?:(?:{_COLOURS})[ ]){{0,2}}(?:{_MAKES})"
            rf"{_MODEL}){_END}",
            0.6,
        ),
        Pattern(
            "their grey Honda",
            rf"{_EDGE}(?:her|his)[ ](?P<value>(?:(?:{_COLOURS})[ ]){{1,2}}(?:{_MAKES})"
            rf"{_MODEL}){_END}",
            0.6,
        ),
        Pattern(
            "French",
            rf"{_EDGE}(?:(?:elle|il)[ ](?:conduit|roule[ ]en|a)|son[ ]auto[ ]est"
            rf"|sa[ ]voiture[ ]est)[ ]"
            rf"(?:une?[ ]|sa[ ]|son[ ])?(?P<value>(?:(?:petite|vieille|grosse)[ ])?(?:{_MAKES})"
            rf"{_MODEL}(?:[ ](?:{_COULEURS}))?){_END}",
            0.6,
        ),
        Pattern(
            "Chinese",
            rf"(?:[她他佢][^，。,.\n]{{0,6}}?(?:开|開|揸|驾|駕|坐)(?:着|緊|的是)?"
            rf"|[她他佢]的?车是|(?:开|開|揸)(?=[一辆輛架部台]))"
            rf"(?:一)?[辆輛架部台]?(?P<value>(?:(?:{_HAN_COLOURS})色?的?)?(?:{_HAN_MAKES})"
            r"(?:[A-Za-z0-9]{1,8}|[\u3400-\u9fff]{0,4}(?=[，。,.\s]|$))?"
            rf"|(?:{_HAN_COLOURS})色?的?(?:轿车|轎車|越野车|面包车|货车|私家车|私家車|车|車|SUV))",
            0.6,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("she drives a grey Honda Civic", ("grey Honda Civic",)),
        ("he drives a white van", ("white van",)),
        ("her car is a red Mazda", ("red Mazda",)),
        ("elle conduit une Honda Civic grise", ("Honda Civic grise",)),
        ("她开一辆白色丰田卡罗拉，天天停楼下", ("白色丰田卡罗拉",)),
        ("佢揸架黑色Tesla", ("黑色Tesla",)),
        ("I drive a car", ()),
        ("Honda recalls the Civic", ()),
        ("he drives a hard bargain", ()),
        ("she drives me crazy", ()),
        ("丰田今年销量第一", ()),
        ("开一个会", ()),
        ("elle conduit bien", ()),
    )


_WHO = r"(?:she|he|(?:her|his)[ ](?:husband|wife|son|daughter|kids?|mother|father|mom|dad))"
_CLOCK = r"(?:[0-9]{1,2}(?::[0-9]{2})?[ ]?(?:[ap]\.?m\.?)?|noon|midnight|dawn|dusk)"
_EVERY = (
    r"(?:every|each)[ ](?:single[ ])?(?:day|morning|afternoon|evening|night|week|weekday|weekend"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun)"
)
_DAYS = r"on[ ](?:mon|tues|wednes|thurs|fri|satur|sun)days"
_ACTS = (
    "walks|jogs|runs|leaves|gets[ ]home|comes[ ]home|goes[ ]home|takes|parks|swims|works[ ]out"
    "|shops"
    "|picks|drops|catches|boards|trains|cycles|bikes|drives|goes[ ]to|sits|eats|gets[ ]off|heads"
    "|arrives|closes|opens|finishes|attends|visits"
)
_SPACE = r"[^.!?\n;]{0,60}?"
_JOUR = (
    r"(?:chaque|tous[ ]les|toutes[ ]les)[ ](?:jours?|matins?|soirs?|nuits?|semaines?|midis?|lundis?"
    r"|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?)"
)
_ACTES = (
    "promène|court|quitte|rentre|part|sort|dépose|va[ ]chercher|va[ ]au|va[ ]à|prend|nage"
    "|s['’]entraîne"
    "|marche|finit|stationne|arrive|ramasse|récupère|jogge"
)
_HEURE = r"(?:[0-9]{1,2}[ ]?h(?:[ ]?[0-9]{2})?(?![a-z])|midi|minuit)"
_HAN_DAILY = (
    "每天|每日|每晚|每早|每朝|每周[一二三四五六日天]|每逢?星期[一二三四五六日天]"
    "|逢星期[一二三四五六日天]|逢[一二三四五六日]"
    "|平日|工作日|天天|周[一二三四五六日](?=[早晚上下])"
)
_HAN_TIME = (
    r"(?:早上|晚上|下午|上午|傍晚|朝早|夜晚|中午|凌晨)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?::[0-9]{2}|[点點](?:半|[0-9一二三四五十]{1,3}分?|钟|鐘|多)?)"
)
_HAN_ACTS = (
    "遛狗|溜狗|跑步|散步|晨跑|夜跑|买菜|買菜|买餸|買餸|倒垃圾|接孩子|接女儿|接女兒|接儿子"
    "|接兒子|接仔|接小孩|送孩子"
    "|送女儿|送儿子|游泳|健身|打球|跳舞|下班|上班|放学|放學|收工|放工|返工|返屋企|回家|出门"
    "|出門|锻炼|鍛鍊|喝咖啡"
    "|饮茶|飲茶|打太极|练琴|补习|補習"
)
_HAN_GAP = "[^，。！？,.!?\n0-9我]"


class RoutineRecognizer(Recognizer):
    """Finds habits with a time or a place, told of somebody else."""

    ENTITY, LABEL = "ROUTINE", "daily routine"
    GATE = re.compile("[A-Za-z每逢天平工周]")
    TRIGGERS = (
        *"every each days pick drop chaque tous toutes cherche dépose".split(),
        *"每 逢 天天 平日 工作日 周".split(),
    )
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "children, place and time",
            r"(?<![A-Za-z])(?:picks?|drops?|collects?)[ ](?:up[ ]|off[ ])?(?:the|her|his|their)[ ]"
            r"(?:kids?|son|daughter|children|boys?|girls?|twins|little[ ]one)(?:[ ](?:up|off))?[ ]"
            rf"(?:at|from|outside|by|near)[ ]{_SPACE}[ ](?:at|around|by)[ ]"
            rf"(?:about[ ])?{_CLOCK}{_END}",
            0.7,
        ),
        Pattern(
            "does it every day",
            rf"{_EDGE}{_WHO}[ ](?:always[ ]|usually[ ])?(?:{_ACTS})(?![a-z]){_SPACE}[ ]"
            rf"(?:{_EVERY}|{_DAYS}){_END}(?:[ ](?:at|around|after|before)[ ]{_CLOCK}{_END})?",
            0.65,
        ),
        Pattern(
            "every day at",
            rf"{_EDGE}{_EVERY}(?:[ ](?:at|around)[ ]{_CLOCK})?,?[ ]{_WHO}[ ](?:always[ ]"
            rf"|usually[ ])?"
            rf"(?:{_ACTS})(?![a-z])[^.!?\n;]{{0,60}}",
            0.65,
        ),
        Pattern(
            "French, every day",
            rf"{_EDGE}(?:elle|il|(?:son|sa)[ ](?:mari|femme|fils|fille))[ ](?:{_ACTES})(?![a-zé])"
            rf"{_SPACE}[ ]{_JOUR}{_END}(?:[ ](?:à|vers)[ ]{_HEURE})?",
            0.65,
        ),
        Pattern(
            "French, at an hour",
            rf"{_EDGE}(?:{_JOUR}[ ]?(?:(?:à|vers)[ ]{_HEURE})?,?[ ](?:elle|il)[ ](?:{_ACTES})"
            rf"(?![a-zé])"
            rf"[^.!?\n;]{{0,60}}|(?:va[ ]chercher|dépose|ramasse|récupère)[ ](?:les|ses|son|sa)[ ]"
            rf"(?:enfants|petits|fils|fille){_SPACE}[ ](?:à|vers)[ ]{_HEURE})",
            0.65,
        ),
        Pattern(
            "Chinese",
            rf"(?<![我])(?<!我们)(?<!我們)(?:[她他佢](?:通常|一般|成日)?)?"
            rf"(?:{_HAN_DAILY}){_HAN_GAP}{{0,4}}"
            rf"(?:{_HAN_TIME}{_HAN_GAP}{{0,12}}?|[在去到喺从從]{_HAN_GAP}{{1,12}}?)(?:{_HAN_ACTS})",
            0.65,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        (
            "picks the kids up at the north gate at 3:15",
            ("picks the kids up at the north gate at 3:15",),
        ),
        (
            "she walks the dog by the canal every night at 8",
            ("she walks the dog by the canal every night at 8",),
        ),
        ("every Tuesday he swims at the old pool", ("every Tuesday he swims at the old pool",)),
        (
            "elle promène son chien au parc chaque soir vers 20 h",
            ("elle promène son chien au parc chaque soir vers 20 h",),
        ),
        (
            "va chercher les enfants à la porte nord à 15 h 15",
            ("va chercher les enfants à la porte nord à 15 h 15",),
        ),
        ("每晚八点在河边遛狗", ("每晚八点在河边遛狗",)),
        ("她每天下午3点15分去北门接孩子，蹲她", ("她每天下午3点15分去北门接孩子",)),
        ("佢逢星期三喺虛構泳池游泳", ("佢逢星期三喺虛構泳池游泳",)),
        ("we walk every day", ()),
        ("she improves every day", ()),
        ("我每天七点在河边跑步", ()),
        ("超市每天八点开门", ()),
        ("picks up speed at 3:15", ()),
        ("il pleut chaque jour", ()),
        ("drops the ball at the line at 3", ()),
    )
