"""Where somebody learns or works, said as theirs: ``her son attends Larkspur Elementary``.

The name of a school or a firm alone is public; what ties it to a person is the verb or the
relation before it.
"""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict

__all__ = ["EmployerRecognizer", "SchoolRecognizer"]

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
_EDGE = f"(?<![{_LETTER}0-9])"
_TITLE = rf"[A-ZÀ-ÖØ-Þ][{_LETTER}'’.\-]{{0,24}}+"
_SCHOOL = (
    "School|Elementary|Academy|College|University|Collegiate|High|Secondary|Daycare|Kindergarten"
    "|Montessori|Preschool|Institute|Primary|Seminary|Polytechnic"
)
_ECOLE = (
    r"(?:[ÉEée]cole(?:[ ](?:primaire|secondaire|polyvalente))?|[Cc]oll[èe]ge|[Cc][ée]gep"
    r"|[Gg]arderie"
    r"|CPE|[Uu]niversit[ée]|[Pp]olyvalente|[Aa]cad[ée]mie|[Ll]yc[ée]e)"
)
_KIN = (
    "kid|kids|son|sons|daughter|daughters|child|children|boy|girl|boys|girls|brother|sister"
    "|husband|wife|niece|nephew|twins"
)
_SUBJECT = rf"(?:she|he|they|who|(?:her|his|their)[ ](?:{_KIN})(?:[ ]{_TITLE})?|{_TITLE})"
_HAN = "[\u3400-\u9fff]"
_HAN_NAME = r"(?:(?![在于於的是了我你她他这那去到读讀念上和与與，])[\u3400-\u9fffA-Za-z0-9]){2,16}?"
_HAN_SCHOOL = (
    "小学|小學|中学|中學|大学|大學|学院|學院|幼儿园|幼兒園|幼稚园|幼稚園|附中|附小|高中|初中"
    "|国中|國中|国小"
    "|國小|书院|書院|托儿所|实验学校|學校|学校"
)
_HAN_KIN = "女儿|女兒|儿子|兒子|孩子|小孩|仔|囡|闺女|细路|个仔|个女|弟弟|妹妹|老公|老婆"
_GENERIC = frozenset(
    "一所 那个 这个 什么 哪个 哪所 我们 你们 他们 同一 希望 重点 名牌 国外 海外 私立 公立 北方"
    " 南方 当地".split()
)


class SchoolRecognizer(Recognizer):
    """Finds schools that somebody, or somebody's child, is said to go to."""

    ENTITY, LABEL = "SCHOOL", "school"
    GATE = re.compile("[A-Z]|[学學园園中院小]")
    FLAGS = 0
    TRIGGERS = (
        *"school elementary academy college university collegiate high secondary daycare".split(),
        *"kindergarten montessori preschool institute primary cole garderie cpe cégep".split(),
        *"polyvalente académie lycée 学 學 园 園 附 高中 初中 国中 國中 国小".split(),
        *"cegep 國小 书院 書院".split(),
    )
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "goes to, in English",
            rf"{_EDGE}{_SUBJECT}[ ](?:(?:is|are|was)[ ])?(?:now[ ]|still[ ]|currently[ ])?"
            r"(?:goes?[ ]to|attends?|stud(?:y|ies)[ ]at|studying[ ]at|enrolled[ ](?:at|in)"
            r"|a[ ](?:student|pupil)[ ]at|in[ ]grade[ ][0-9]{1,2}[ ]at|teach(?:es)?[ ]at)[ ]"
            r"(?:the[ ])?"
            rf"(?P<value>{_TITLE}(?:[ ](?:of|the|de|du|la)(?=[ ][A-ZÀ-Ö])|[ ]{_TITLE}){{0,5}}?"
            rf"[ ](?:{_SCHOOL})(?:[ ](?:School|of[ ]{_TITLE}))?)(?![{_LETTER}])",
            0.65,
        ),
        Pattern(
            "their school is",
            rf"{_EDGE}(?:her|his|their|{_TITLE}['’]s)[ ](?:(?:{_KIN})['’]?s?[ ])?(?:school|daycare"
            rf"|university|college)(?:[ ]is|:)[ ](?P<value>{_TITLE}(?:[ ]{_TITLE}){{0,5}})",
            0.65,
        ),
        Pattern(
            "drops them at",
            rf"{_EDGE}(?:drops?|picks?)[ ](?:off[ ]|up[ ])?(?:the|her|his|their)[ ](?:{_KIN})"
            rf"(?:[ ](?:off|up))?[ ](?:at|from)[ ](?P<value>{_TITLE}(?:[ ]{_TITLE}){{0,5}}?[ ]"
            rf"(?:{_SCHOOL}))"
            rf"(?![{_LETTER}])",
            0.65,
        ),
        Pattern(
            "French",
            r"(?:(?:fréquente|va|vont|étudie|enseigne|inscrite?s?|élève|étudiante?)[ ](?:à[ ]"
            r"(?:la[ ]|l['’])?"
            r"|au[ ]|l['’]|la[ ]|le[ ]))"
            rf"(?P<value>{_ECOLE}(?:[ ](?:de[ ]la|de|du|des|d['’]|l['’]))?[ ]?{_TITLE}"
            rf"(?:[ -](?:(?:de|du|des|la)[ ])?{_TITLE}){{0,4}})",
            0.65,
        ),
        Pattern(
            "Chinese, reads at",
            rf"(?:就读于|就讀於|就读|就讀|考入|毕业于|畢業於|入读|入讀|读紧|讀緊|任教于|任教於)"
            rf"(?P<value>{_HAN_NAME}(?:{_HAN_SCHOOL}))",
            0.65,
        ),
        Pattern(
            "Chinese, at a school",
            rf"(?:[她他佢]|{_HAN_KIN})(?:现在|現在|今年|而家|都)?(?:在|喺|上|去|返|读|讀|念)"
            rf"(?P<value>{_HAN_NAME}(?:{_HAN_SCHOOL}))"
            r"(?=读|讀|上学|上學|念|上课|上課|返学|返學|教|一年|二年|三年|[，。,.！!；;\s]|$"
            r"|门|門)",
            0.65,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("her son attends Larkspur Elementary", ("Larkspur Elementary",)),
        ("she teaches at Fictive Secondary School", ("Fictive Secondary School",)),
        ("her daughter's school is Moonpetal Academy", ("Moonpetal Academy",)),
        ("drops the kids off at Larkspur Elementary", ("Larkspur Elementary",)),
        ("sa fille fréquente l'école des Lutins", ("école des Lutins",)),
        ("她女儿在示例小学读书", ("示例小学",)),
        ("儿子就读于虚构实验中学", ("虚构实验中学",)),
        ("her son attends Larkspur Elementary，在那里", ("Larkspur Elementary",)),
        ("Fictive University published a study", ()),
        ("she goes to school", ()),
        ("上大学很重要", ()),
        ("他在中学", ()),
        ("son école est fermée", ()),
        ("the attends High score", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Drop schools without a name of their own."""
        return Verdict(good=match["value"][:2] not in _GENERIC)


class EmployerRecognizer(Recognizer):
    """Finds firms and offices that somebody is said to work at."""

    ENTITY, LABEL = "EMPLOYER", "employer"
    GATE = re.compile("[A-Z\u3400-\u9fff]")
    FLAGS = 0
    TRIGGERS = (
        *"work employ travaille embauch 单位 單位 就职 就職 供职 供職 任职 任職 上班 工作".split(),
        *"返工 打工 做嘢 任教".split(),
    )
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "works at, in English",
            rf"{_EDGE}(?:she|he|(?:her|his)[ ](?:{_KIN}|mother|father|mom|dad|partner)"
            rf"(?:[ ]{_TITLE})?)"
            r"[ ](?:(?:is|was)[ ])?(?:now[ ]|still[ ]|currently[ ])?"
            r"(?:works?[ ](?:at|for)|working[ ](?:at|for)|employed[ ](?:at|by))[ ](?:the[ ])?"
            rf"(?P<value>{_TITLE}(?:[ ](?:of|the|and|&|de|du|la)(?=[ ][A-ZÀ-Ö])"
            rf"|[ ]{_TITLE}){{0,5}})",
            0.6,
        ),
        Pattern(
            "their employer is",
            rf"{_EDGE}(?:(?:her|his|their|{_TITLE}['’]s)[ ])(?:employer|workplace|office)"
            rf"(?:[ ]is|:)[ ]"
            rf"(?:the[ ])?(?P<value>{_TITLE}(?:[ ]{_TITLE}){{0,5}})",
            0.6,
        ),
        Pattern(
            "French",
            rf"{_EDGE}(?:elle|il|(?:son|sa)[ ](?:mari|femme|fils|fille|mère|père|conjointe?"
            rf"|frère|sœur|soeur))"
            r"[ ](?:travaille|bosse|est[ ]employée?)[ ](?:chez|pour|à[ ]la|à[ ]l['’]|à|au|par)[ ]?"
            rf"(?:(?:la|le|l['’])[ ]?)?(?P<value>{_TITLE}(?:[ ](?:(?:de|du|des|la"
            rf"|et)[ ])?{_TITLE}){{0,5}})",
            0.6,
        ),
        Pattern(
            "French, employer",
            rf"{_EDGE}(?:son|leur)[ ](?:employeur|lieu[ ]de[ ]travail|bureau)(?:[ ]est|[ ]?:)[ ]"
            rf"(?:(?:la|le|l['’])[ ]?)?(?P<value>{_TITLE}(?:[ ](?:(?:de|du|des|la"
            rf"|et)[ ])?{_TITLE}){{0,5}})",
            0.6,
        ),
        Pattern(
            "Chinese, employed at",
            r"(?:就职于|就職於|供职于|供職於|任职于|任職於|受雇于|受僱於)[ ]?"
            r"(?P<value>(?:(?![，。、！？的了])[\u3400-\u9fffA-Za-z0-9·()]){2,20})",
            0.65,
        ),
        Pattern(
            "Chinese, employer:",
            r"(?:(?:工作|就职|就職)?[单單]位|公司名称|[雇僱]主)[ ]?[:是为為][ ]?"
            r"(?P<value>(?:(?![，。、！？的了])[\u3400-\u9fffA-Za-z0-9·()]){2,20})",
            0.6,
        ),
        Pattern(
            "Chinese, works at",
            rf"(?:[她他佢]|{_HAN_KIN}|妈妈|爸爸|媽媽|父亲|母亲)(?:现在|現在|而家|目前)?[在喺]"
            r"(?P<value>(?:(?![，。、！？的了在])[\u3400-\u9fffA-Za-z0-9·]){2,16}?"
            r"(?:公司|集团|集團|医院|醫院|银行|銀行|事务所|律所|报社|報社|中心|局|厂|廠|店"
            r"|大学|大學|餐厅|餐廳|工作室"
            r"|[A-Za-z]))(?:上班|工作|返工|打工|做嘢|任教)",
            0.6,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("she works at Fictive Dental Clinic downtown", ("Fictive Dental Clinic",)),
        ("her husband works for Thimble & Sons", ("Thimble & Sons",)),
        ("his employer is Larkspur Logistics", ("Larkspur Logistics",)),
        ("elle travaille chez Brindille et Fils", ("Brindille et Fils",)),
        ("son employeur est la Boulangerie Mirage", ("Boulangerie Mirage",)),
        ("她老公就职于虚构科技公司", ("虚构科技公司",)),
        ("工作单位：虚构电信", ("虚构电信",)),
        ("佢喺虛構銀行返工", ("虛構銀行",)),
        ("she works at Fictive Clinic，天天去", ("Fictive Clinic",)),
        ("it works for Windows", ()),
        ("she works at night", ()),
        ("elle travaille à domicile", ()),
        ("在华为工作", ()),
        ("他在认真工作", ()),
        ("单位换算", ()),
    )
