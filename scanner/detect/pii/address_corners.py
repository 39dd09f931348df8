"""Street corners: ``corner of Nettlewick and Larkspur``, ``angle Saint-Lutin et Brindille``.

A corner tells where somebody lives as well as a number does. Two names are not enough by
themselves (the intersection of art and trade): a word for corner and capitals, or two kinds of
street and a word that says somebody lives there.
"""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.address_tables import (
    DIRECTION,
    EVERYDAY,
    FRENCH,
    LETTER,
    PARTICLE,
    RARE,
    STRONG,
    TITLE,
    WORD,
    either,
)
from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, words

__all__ = ["CornerRecognizer"]

_ORDINAL = r"[0-9]{1,3}(?:st|nd|rd|th|er|re|e)"
_EDGE = rf"(?<![{LETTER}0-9])"
_STREET = rf"(?:{TITLE}|{_ORDINAL})(?:[ ](?!and[ ]|&|at[ ]|in[ ]|on[ ]){WORD}){{0,4}}?"
_LAST = rf"(?:(?:(?:{TITLE}|{_ORDINAL})[ ]){{0,3}}(?:{TITLE}|{_ORDINAL})){DIRECTION}"
_KIND = rf"(?i:{either(f'{STRONG}|{EVERYDAY}|{RARE}')})\.?(?![{LETTER}'’])"
_FRENCH_KIND = rf"(?:(?i:{either(FRENCH)}|rues|avenues|boulevards|boul)\.?[ ])?"
_OF = rf"(?:{PARTICLE}(?:[ ]|(?<=['’])))?"
_NAME = rf"{_OF}{_FRENCH_KIND}{_OF}(?:{TITLE}|{_ORDINAL}[ ]{TITLE})(?:[ ](?!et[ ]){TITLE}){{0,2}}"


class CornerRecognizer(Recognizer):
    """Finds places where two streets meet, in English and French."""

    ENTITY, LABEL = "STREET_ADDRESS", "street corner"
    REGIONS: ClassVar[frozenset[str]] = frozenset({"CA", "US", "HK"})
    GATE = re.compile(r"[A-Z]")
    TRIGGERS = ("corner of", "intersection", "cross street", "angle", "coin", *"&/+x", " and ")
    FLAGS = 0
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "English",
            rf"{_EDGE}(?P<word>(?i:corner of|intersection of|intersection:|cross streets?:?))[ ]"
            rf"(?P<one>{_STREET})[ ]?(?:[ ](?:and|at|x)[ ]|[ ]?[&/+][ ]?)(?P<two>{_LAST})",
            0.6,
        ),
        Pattern(
            "two streets",
            rf"{_EDGE}(?P<one>(?:{TITLE}|{_ORDINAL})(?:[ ]{TITLE}){{0,2}}?[ ](?:{_KIND}))"
            rf"(?:[ ](?:and|at)[ ]|[ ]?[&/][ ]?)"
            rf"(?P<two>(?:{TITLE}|{_ORDINAL})(?:[ ]{TITLE}){{0,2}}?[ ](?:{_KIND})"
            r"|(?:Hwy|Highway|Route)[ ][0-9]{1,3}(?![0-9A-Za-z]))",
            0.35,
        ),
        Pattern(
            "French",
            rf"{_EDGE}(?P<word>(?i:angle|coin|intersection))[ ](?P<one>{_NAME})"
            rf"(?:[ ]et[ ]|[ ]?[&/][ ]?)(?P<two>{_NAME}){DIRECTION}",
            0.6,
        ),
    )
    CONTEXT = words(
        "address house home lives live living condo duplex apartment building moved reside habite"
        " demeure reste appart maison bloc chez loge 住 家 地址 meet"
    )
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("she's at the corner of Fictive and Larkspur", ("corner of Fictive and Larkspur",)),
        ("her house, Fictive St & 5th Ave", ("Fictive St & 5th Ave",)),
        (
            "habite à l'angle de la rue Fictive et de l'avenue des Lutins",
            ("angle de la rue Fictive et de l'avenue des Lutins",),
        ),
        ("coin Fictive/Mirage", ("coin Fictive/Mirage",)),
        ("住在corner of Fictive and Larkspur附近", ("corner of Fictive and Larkspur",)),
        ("the intersection of Art and Trade", ()),
        ("the corner of my eye and ear", ()),
        ("Wall Street and Main Street disagree", ()),
        ("un angle intéressant et neuf", ()),
        ("dans un coin et puis voilà", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """An intersection may be of ideas: without a kind of street it needs context."""
        word = (match.groupdict().get("word") or "").lower()
        kinds = bool(re.search(rf"[ ]{_KIND}|[0-9]", f"{match['one']} {match['two']}"))
        if word.startswith("intersection of") and not kinds:
            return Verdict(good=True, score=0.3)
        return Verdict(good=True, score=min(0.9, pattern.score + 0.2 * (kinds and bool(word))))
