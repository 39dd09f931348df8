"""Which language a text is in, and where a mixed post changes from one to another.

Chinese is told by script, which is certain; English and French by py3langid, which is right on
nearly every short post when it has only those two to choose from. Anything else is ``und``
(undetermined), the code ISO 639-3 keeps for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

__all__ = ["HAN", "Stretch", "language_of", "simplified", "stretches"]

# Unified ideographs with extensions A and B–H, compatibility ideographs, and the two marks that
# stand for a character (々 repeats one, 〇 is the digit nought).
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿﬀ-ﬆＡ-Ｚａ-ｚ"

_HAN_LETTERS = re.compile(f"[{HAN}]")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff9f]")
_LATIN_LETTERS = re.compile(f"[{_LATIN}]")
_LETTERS = re.compile(r"[^\W\d_]")
_NOT_PROSE = re.compile(r"https?://\S+|www\.\S+|[@#][\w.]+")
# A run of one script, with the marks and digits behind it that belong to neither.
_RUN = re.compile(
    f"[{HAN}][^{_LATIN}]*"
    rf"|[{_LATIN}][^{HAN}\n]*\n?"
    f"|[^{HAN}{_LATIN}]+"
)

# One Han character says about as much as this many Latin letters.
_HAN_WEIGHT = 2.5
_CANTONESE = frozenset("佢喺嘅係呢冇啲搵咗哋嚟咁冚嘢唔睇畀俾")
# Simplified forms that OpenCC's STCharacters table also gives as Traditional: 皇后, 公里, 台北.
_SHARED = frozenset(
    "熏淀郁适雇采里辟荐胜苹虫跖腊腌范蚝蝎蜡膻准几凶厂厘划占台叶吁吃后帘岩岳党夸咨咸尸唇干"
    "广征确种筑皂挂涂涌杠杰极游据斗愿朴柜万丑丰伙于云亘仆价余佣㐹"
)
# A Latin run inside Chinese keeps its own language from here on; less is a loan word.
_MIN_LATIN_WORDS = 2
_MIN_LATIN_LETTERS = 8
# A line is judged by itself if it has this many letters; less follows the whole text.
_MIN_LINE_LETTERS = 24
# Fewer letters ("lol", "RT") say nothing; most of the Latin posts are English.
_MIN_JUDGED_LETTERS = 4
# The model reads this much at most: more letters do not change its mind.
_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text in one language; code points, end exclusive."""

    start: int
    end: int
    language: str


def language_of(text: str) -> str:
    """Return ``en``, ``fr``, ``zh-Hans``, ``zh-Hant`` or ``und`` for the whole of ``text``.

    Links, mentions and hashtags do not count unless there is nothing else. Han text that shows
    neither script alone (所有人) is called Simplified.

    >>> language_of("她住在哪里"), language_of("佢住喺邊度"), language_of("12:30 🙂")
    ('zh-Hans', 'zh-Hant', 'und')
    """
    prose = _NOT_PROSE.sub(" ", text)
    if not _LETTERS.search(prose):
        prose = text
    han = len(_HAN_LETTERS.findall(prose))
    kana = len(_KANA.findall(prose))
    letters = len(_LETTERS.findall(prose))
    latin = len(_LATIN_LETTERS.findall(prose))
    # Runs of Japanese carry more kana than this; Chinese posts borrow の now and then.
    if han and kana * 4 <= han and han * _HAN_WEIGHT >= letters - han:
        return _script(prose)
    return _latin_language(prose) if latin and latin * 2 >= letters else "und"


def stretches(text: str) -> list[Stretch]:
    """Cut ``text`` into runs of one language that together cover it exactly.

    Marks and digits go with the letters before them; one or two short Latin words within
    Chinese stay with the Chinese; each line of Latin text is judged by itself if it is long
    enough. An empty text has no stretches.

    >>> [(s.end, s.language) for s in stretches("她说 See you at the town hall tonight 然后走了")]
    [(3, 'zh-Hans'), (36, 'en'), (40, 'zh-Hans')]
    """
    script = _han_language(text)
    whole = _latin_language(text)
    found: list[Stretch] = []
    for start, end, language in _runs(text, script, whole):
        if found and language in (found[-1].language, ""):
            found[-1] = Stretch(found[-1].start, end, found[-1].language)
        elif found and found[-1].language == "":
            # What stands before the first letter goes with it.
            found[-1] = Stretch(found[-1].start, end, language)
        else:
            found.append(Stretch(start, end, language))
    return [_settled(item) for item in found]


def simplified(text: str) -> str:
    """Map Traditional characters to Simplified ones, one for one, so that offsets hold.

    >>> simplified("蘇婉清住喺灣仔")
    '苏婉清住喺湾仔'
    """
    return text.translate(_to_simplified())


def _settled(item: Stretch) -> Stretch:
    return item if item.language else Stretch(item.start, item.end, "und")


def _runs(text: str, script: str, whole: str) -> Iterator[tuple[int, int, str]]:
    """Yield runs with their language, or an empty one where there are no letters."""
    after_han = False
    for match in _RUN.finditer(text):
        run, (start, end) = match[0], match.span()
        if _HAN_LETTERS.match(run):
            after_han = True
            yield start, end, script
        elif not _LATIN_LETTERS.match(run):
            yield start, end, "und" if _LETTERS.search(run) else ""
        elif after_han and _is_loan(run):
            yield start, end, script
        else:
            after_han = after_han and "\n" not in run
            yield start, end, _line_language(run, whole)


def _is_loan(run: str) -> bool:
    letters = len(_LATIN_LETTERS.findall(run))
    return letters < _MIN_LATIN_LETTERS or len(run.split()) < _MIN_LATIN_WORDS


def _line_language(run: str, whole: str) -> str:
    enough = len(_LATIN_LETTERS.findall(run)) >= _MIN_LINE_LETTERS
    return _latin_language(run) if enough else whole


def _han_language(text: str) -> str:
    han, kana = len(_HAN_LETTERS.findall(text)), len(_KANA.findall(text))
    return "und" if kana * 4 > han else _script(text)


def _script(text: str) -> str:
    traditional, simple = _script_characters()
    votes = 0
    for character in _HAN_LETTERS.findall(text):
        if character in _CANTONESE:
            votes += 2
        elif character in traditional:
            votes += 1
        elif character in simple:
            votes -= 1
    return "zh-Hant" if votes > 0 else "zh-Hans"


def _latin_language(text: str) -> str:
    prose = _NOT_PROSE.sub(" ", text[:_SAMPLE])
    if not _LATIN_LETTERS.search(prose):
        prose = text[:_SAMPLE]
    if len(_LATIN_LETTERS.findall(prose)) < _MIN_JUDGED_LETTERS:
        return "en"
    language: str = _identifier().classify(prose)[0]
    return language


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["en", "fr"])
    return identifier


@cache
def _converted(profile: str) -> dict[str, str]:
    """Return every Han character of the basic planes that OpenCC changes, with its form there."""
    from opencc import OpenCC

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    # Line ends keep characters from being read as phrases.
    forms = OpenCC(profile).convert("\n".join(characters)).split("\n")
    return {
        character: form
        for character, form in zip(characters, forms, strict=True)
        if form != character and len(form) == 1
    }


@cache
def _script_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters found only in Traditional and only in Simplified texts.

    A Simplified form that Traditional texts use too (后 里 台 …) is evidence for neither.
    """
    traditional, simple = frozenset(_converted("t2s")), frozenset(_converted("s2t"))
    return traditional - simple, simple - traditional - _SHARED


@cache
def _to_simplified() -> dict[int, str]:
    return {ord(character): form for character, form in _converted("t2s").items()}
