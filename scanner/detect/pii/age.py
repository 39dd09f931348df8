"""Ages that the text says are somebody's: ``she turned 41``, ``sa fille de 6 ans``, ``女儿8岁``.

An age alone (a 12-year-old boy in the news, a whisky) is nobody's, so a pronoun, a relation or
the word age has to stand beside it.
"""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import AFTER, BEFORE, Example, Recognizer, Verdict

__all__ = ["AgeRecognizer"]

_WHO = r"(?:she|he|she's|he's|she’s|he’s|her|him)"
_WHOSE = r"(?:her|his|their|your|[A-Z][a-z]{1,20}['’]s)"
_KIN = (
    "son|daughter|kid|child|boy|girl|baby|toddler|husband|wife|mother|father|mom|mum|dad|brother"
    "|sister|twins|niece|nephew|grandson|granddaughter|grandmother|grandfather|partner|parents"
)
_OLD = r"[ -]?(?:years?[ -]old|yrs?[ -]old|years[ ]of[ ]age|y/?o(?![a-z]))"
_NUMERAL = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"


class AgeRecognizer(Recognizer):
    """Finds ages that are said to be somebody's."""

    ENTITY, LABEL = "AGE", "age"
    GATE = re.compile("[0-9岁歲]")
    TRIGGERS = (
        "old",
        "age",
        "yo",
        "y/o",
        "turn",
        "ans",
        "岁",
        "歲",
        "周岁",
        *"son daughter kid child husband wife mother father 年龄".split(),
        "年齡",
    )
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "pronoun and age",
            rf"{BEFORE}{_WHO}(?:[ ](?:is|was|turned|turns|just|only|now|about|around|almost|nearly"
            rf"|will be)){{0,3}}[ ](?P<value>(?P<n>[0-9]{{1,3}})(?:{_OLD}|(?<=turned[ ][0-9]{{2}})"
            rf"|(?<=turns[ ][0-9]{{2}}))){AFTER}",
            0.7,
        ),
        Pattern(
            "relation and age",
            rf"{BEFORE}{_WHOSE}[ ](?P<value>(?P<n>[0-9]{{1,3}})[ -](?:year|month|yr)s?[ -]old)[ ]"
            rf"(?:{_KIN}){AFTER}",
            0.7,
        ),
        Pattern(
            "relation, then age",
            rf"{BEFORE}{_WHOSE}[ ](?:{_KIN})(?:[ ][A-Z][a-z]{{1,20}})?,?[ ](?:is[ ])?"
            rf"(?:(?:only|just|now|about|aged?)[ ])?(?P<value>(?P<n>[0-9]{{1,3}})(?:{_OLD})?)"
            r"(?![0-9A-Za-z:%]|[.,-][0-9]|[ ](?:am|pm|and|to|of|times|minutes|hours|months|games))",
            0.6,
        ),
        Pattern(
            "word for age",
            rf"{BEFORE}(?:her|his|their)?[ ]?(?:age[ ]?(?:is[ ]|:[ ]?)|aged[ ]"
            rf"(?=[0-9]{{1,3}}[ ]?[,.)]))"
            rf"(?P<value>(?P<n>[0-9]{{1,3}})(?:{_OLD})?){AFTER}",
            0.6,
        ),
        Pattern(
            "French",
            rf"{BEFORE}(?:(?:elle|il)[ ](?:a|aura|avait|vient[ ]d['’]avoir)[ ]|"
            rf"(?:sa|son|ses)[ ](?:fille|fils|enfants?|mère|père|frère|sœur|soeur|mari|femme"
            rf"|conjointe?"
            rf"|garçon|bébé|petite?|ado)(?:[ ][A-Z][a-zé]{{1,20}})?,?[ ](?:de|a|âgée?[ ]de)[ ]"
            rf"|âge[ ]?:[ ]?)(?P<value>(?P<n>[0-9]{{1,3}})[ ]ans){AFTER}",
            0.7,
        ),
        Pattern(
            "Chinese",
            r"(?:[她他佢][^0-9，。！？,.!?\n]{0,6}|今年|现年|現年|(?:女儿|女兒|儿子|兒子|孩子"
            r"|仔|囡|闺女|老公|老婆"
            r"|妈妈|爸爸|媽媽|弟弟|妹妹|哥哥|姐姐|宝宝|寶寶)(?:今年|才|刚|剛|都|已经|已經)?)"
            rf"(?P<value>(?P<n>{_NUMERAL})[ ]?(?:周|週)?[岁歲])"
            rf"(?![^，。,.！!？?\n了啦的呢]{{0,1}}以[上下])",
            0.7,
        ),
        Pattern(
            "Chinese word for age",
            r"(?P<value>(?:年龄|年齡|周岁|週歲)[ ]?(?:是|为|為|:)?[ ]?(?P<n>[0-9]{1,3}))"
            r"(?![0-9A-Za-z-])",
            0.7,
        ),
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("she is 41 years old", ("41 years old",)),
        ("she turned 41", ("41",)),
        ("her 6-year-old daughter", ("6-year-old",)),
        ("his son Kai, 9, plays hockey", ("9",)),
        ("age: 35", ("35",)),
        ("elle a 41 ans", ("41 ans",)),
        ("sa fille de 6 ans", ("6 ans",)),
        ("她今年35岁", ("35岁",)),
        ("女儿才8歲", ("8歲",)),
        ("年龄：28", ("年龄：28",)),
        ("a 12-year-old whisky", ()),
        ("the 17 year old club", ()),
        ("she is 3 to 1 up", ()),
        ("il a 3 buts", ()),
        ("她999岁", ()),
        ("18岁以上", ()),
        ("page 35", ()),
        ("il y a 10 ans", ()),
        ("the age of 21 pilots", ()),
        ("他35人", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Drop ages that nobody reaches."""
        number = match["n"]
        return Verdict(good=not number.isdigit() or int(number) <= 120)
