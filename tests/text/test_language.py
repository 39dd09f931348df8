"""Languages of whole posts and of their stretches."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.language import language_of, simplified, stretches

PIECES = st.sampled_from(
    [
        "她住在",
        "佢喺",
        "蘇婉清",
        "Mei Lin ",
        "rue Fictive",
        " 12-3",
        "\n",
        "🙂",
        "Привет ",
        "の",
        "，",
        "é",
    ]
)
MIXED = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She lives just behind the school, everyone knows it", "en"),
        ("we know where you live", "en"),
        ("lol", "en"),
        ("Elle habite juste derrière l'école, tout le monde le sait", "fr"),
        ("on sait où tu restes", "fr"),
        ("je vais te trouver", "fr"),
        ("她就住在学校后面", "zh-Hans"),
        ("所有人", "zh-Hans"),
        ("她就住在學校後面", "zh-Hant"),
        ("佢住喺邊", "zh-Hant"),
        ("皇后大道中個女人係邊個", "zh-Hant"),
        ("公里台北干涉", "zh-Hans"),
        ("我在Toronto见到她了", "zh-Hans"),
        ("Mei Lin Zhao (赵美琳) lives on Fictive Street now", "en"),
        ("@su_wanqing https://example.org/a/b 她住哪里", "zh-Hans"),
        ("#shame @wanqing elle ment encore une fois", "fr"),
        ("12:30 🙂 !!!", "und"),
        ("", "und"),
        ("Привет всем", "und"),
        ("おはようございます、今日は", "und"),
        ("안녕하세요 여러분", "und"),
    ],
)
def test_a_text_has_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "她说 See you at the town hall tonight 然后走了",
            [
                ("她说 ", "zh-Hans"),
                ("See you at the town hall tonight ", "en"),
                ("然后走了", "zh-Hans"),
            ],
        ),
        ("用iPhone拍的，12号", [("用iPhone拍的，12号", "zh-Hans")]),
        ("我用 Tor 上网", [("我用 Tor 上网", "zh-Hans")]),
        (
            "Mei Lin Zhao 赵美琳",
            [("Mei Lin Zhao ", "en"), ("赵美琳", "zh-Hans")],
        ),
        (
            "The meeting starts at seven tonight\nLa réunion commence à sept heures ce soir",
            [
                ("The meeting starts at seven tonight\n", "en"),
                ("La réunion commence à sept heures ce soir", "fr"),
            ],
        ),
        ("🙂 12 她", [("🙂 12 她", "zh-Hans")]),
        ("🙂", [("🙂", "und")]),
        ("", []),
    ],
)
def test_a_mixed_post_is_cut_where_the_language_changes(
    text: str, parts: list[tuple[str, str]]
) -> None:
    assert [(text[part.start : part.end], part.language) for part in stretches(text)] == parts


@given(MIXED)
def test_stretches_cover_a_text_exactly_and_neighbours_differ(text: str) -> None:
    parts = stretches(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(part.start < part.end for part in parts)
    assert all(one.language != two.language for one, two in pairwise(parts))


@given(MIXED)
def test_simplifying_keeps_every_offset(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_traditional_becomes_simplified_and_cantonese_stays() -> None:
    assert simplified("蘇婉清住喺灣仔") == "苏婉清住喺湾仔"


@pytest.mark.parametrize("unit", ["a", "她", "她a", "a ", "@", "http://", "の", "1"])
def test_long_lines_take_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    language_of("warm up"), stretches("暖 up")
    before = time.process_time()
    language_of(text)
    stretches(text)
    assert time.process_time() - before < 4
