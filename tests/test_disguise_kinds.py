"""The disguises themselves: honest, repeatable, and made of nothing but the value."""

import random

import pytest
from disguises import CARRIERS, KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

DISGUISED = [
    ("full width", "Su Wanqing", "Ｓｕ　Ｗａｎｑｉｎｇ"),
    ("middle dots", "苏婉清", "苏·婉·清"),
    ("one a line", "苏婉清", "苏\n婉\n清"),
    ("leet", "Su Wanqing", "5u W4nq1ng"),
    ("order swapped", "Su Wanqing", "Wanqing Su"),
    ("Traditional", "苏婉清", "蘇婉清"),
    ("decimal entities", "苏", "&#33487;"),
    ("digits in English", "+1 343-555-0126", "three four three five five five zero one two six"),
    ("digits in Chinese", "+852 5555 0137", "五五五五零一三七"),
    ("no country code", "+886 900 000 017", "0900000017"),
    ("mail in French words", "su@a.example", "su arobase a point example"),
    ("street type", "71 Fernquill Lane, Toronto", "71 Fernquill Ln., Toronto"),
    ("street only", "4518, rue des Hirondelles-Bleues, app. 3", "4518, rue des Hirondelles-Bleues"),
    ("street and number in Chinese", "香港九龍翠羽街88號12樓", "翠羽街88號"),
    ("date in Chinese numerals", "1988-04-17", "一九八八年四月十七日"),
]
LEFT_ALONE = [
    ("mixed case", "苏婉清"),
    ("dots inside", "wanqing.su@homemail.example"),
    ("leet", "@wanqing_writes"),
    ("leet", "+1 343-555-0126"),
    ("homophones", "张敏"),
    ("all initials", "张敏"),
    ("initials mixed in", "清姐"),
    ("split characters", "Su Wanqing"),
    ("deletion", "Su Wan"),
    ("deletion", "three four three five five five"),
    ("digits in English", "1988-04-17"),
    ("digits in French", "Su Wanqing"),
    ("O for 0, l for 1", "QQWX 018"),
    ("mail in English words", "@wanqing_writes"),
    ("street type", "翠羽街88號"),
    ("date in English", "804 170 009"),
    ("dashes inside", "%E8%8B%8F"),
    ("full width", "&#33487;"),
]


def seeded(seed):
    return random.Random(seed)  # noqa: S311 - repeatable, not secret


@pytest.mark.parametrize(("kind", "value", "written"), DISGUISED)
def test_a_kind_writes_as_people_do(kind, value, written):
    tries = {KINDS[kind](value, seeded(seed)) for seed in range(20)}
    assert written in tries


@pytest.mark.parametrize(("kind", "value"), LEFT_ALONE)
def test_a_kind_leaves_alone_what_nobody_could_read_any_more(kind, value):
    assert all(KINDS[kind](value, seeded(seed)) is None for seed in range(20))


def test_there_are_many_kinds_and_carriers_in_each_language():
    assert len(KINDS) >= 25
    assert CARRIERS.keys() == {"en", "fr", "zh"}
    assert all(line.count("{}") == 1 for lines in CARRIERS.values() for line in lines)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=25)  # the first call loads tables
@given(value=st.text(alphabet="Su Wanqing苏婉清許芷嵐0126+-@.,号é&%", min_size=1, max_size=12))
def test_any_value_is_disguised_repeatably_or_not_at_all(kind, value):
    written = KINDS[kind](value, seeded(1))
    assert written == KINDS[kind](value, seeded(1))
    assert written != ""
