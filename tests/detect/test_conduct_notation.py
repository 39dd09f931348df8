"""The notation: what a line matches, its anchors, and what is refused."""

import re

import pytest

from scanner.detect.conduct.notation import Grammar, NotationError, Pattern, Style, latin_words

SLOTS = {"kin": ("mother", "little (boy|girl)"), "harm": ("hurt ~1 {kin}",), "loop": ("{loop}",)}


def compiled(notation: str, *, spaced: bool = True) -> Pattern:
    return Grammar(SLOTS, style=Style(spaced=spaced), fold=str.lower).pattern(notation)


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        ("kill you", "kill you"),
        ("kill you", "kill, you"),
        ("kill* you", "killing you"),
        ("don't go", "dont go"),
        ("(we|i) will", "i will"),
        ("we (really)? will", "we will"),
        ("we really? will", "we really will"),
        ("see ~2 soon", "see you very soon"),
        ("your {kin}", "your little girl"),
        ("{harm}", "hurt your mother"),
        ("hit {name}", "hit Mei"),
        ("hit {name} now", "hit Mei Lin now"),
        ("hit {name}", "hit \ue000"),
        ("hit {name}", "hit @mei"[:5] + "Mei"),
        ("phone :", "phone: 1"),
        ("kill", "Kill"),
    ],
)
def test_matches(notation: str, text: str) -> None:
    assert compiled(notation).regex.search(text)


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        ("kill you", "killyou"),
        ("kill you", "kill. you"),
        ("kill", "skill"),
        ("kill", "kills"),
        ("see ~2 soon", "see you in time soon"),
        ("see ~2 soon", "see. soon"),
        ("hit {name}", "hit mei"),
        ("your {kin}", "your little"),
    ],
)
def test_does_not_match(notation: str, text: str) -> None:
    assert not compiled(notation).regex.search(text)


@pytest.mark.parametrize(
    ("notation", "text", "matches"),
    [
        ("打死 你", "打死你", True),
        ("打死 你", "打死, 你", True),
        ("打死 ~2 你", "打死不了你", True),
        ("打死 ~2 你", "打死什么人你", False),
        ("打死 你", "打死。你", False),
        ("杀 {name}", "杀苏婉清", True),
        ("杀 {name}", "杀蚊子", False),
        ("nmsl", "你nmsl哈", True),
        ("nmsl", "xnmslx", False),
    ],
)
def test_chinese(notation: str, text: str, *, matches: bool) -> None:
    assert bool(compiled(notation, spaced=False).regex.search(text)) is matches


def test_anchors_prefer_rare_words() -> None:
    assert compiled("you will (strangle|behead) her").anchors == {"strangle", "behead"}


def test_optional_words_are_no_anchors() -> None:
    assert compiled("strangle? him").anchors == {"him"}


def test_needs_hold_one_word_of_each_group() -> None:
    needs = compiled("(i|we) will (strangle|behead) (her|{name})").needs
    assert needs == ({"i", "we"}, {"will"}, {"strangle", "behead"})


@pytest.mark.parametrize(
    "notation", ["(open", "closed)", "{unknown}", "{loop}", "~3", "~2 word", "word?", "(a|b)*", ""]
)
def test_refused(notation: str) -> None:
    with pytest.raises(NotationError):
        compiled(notation)


def test_no_repeat_is_unbounded() -> None:
    expression = compiled("kill* ~3 {kin} {name} (a|b)? end").expression
    assert not re.search(r"(?<!\\)[*+](?![^\[]*\])", expression)


def test_latin_words() -> None:
    assert latin_words("don't 打 k9") == {"don", "t", "k9"}
