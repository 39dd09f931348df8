import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detect.another_person import speaks_of_another
from scanner.text.fold import fold


@pytest.mark.parametrize(
    "text",
    [
        "Realtor, Regina",
        "dentist",
        "my DENTIST",
        "Dad of three",
        "proud mom of two",
        "Dr. Liu's practice",
        "landscaping since 2001",
        "professor of botany",
        "Infirmière à Laval",
        "maman de trois",
        "ébéniste, Sherbrooke",
        "gardienne de but",
        "courtière immobilière",
        "地产经纪",
        "牙醫",
        "程序員",
        "我是dentist也是跑者",
        "(1921–1998)",
        "（1921-1998）",
        "1921-1998",
        "生于1921-1998年",
    ],
)
def test_a_trade_a_family_or_dates_are_another_persons(text):
    assert speaks_of_another(fold(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "writes about elections",
        "columnist, The Lakeshore Ledger",
        "journalist and editor",
        "chroniqueuse au Fleuve",
        "时事评论员",
        "host of a radio show",
        "outrunner",
        "unengineered",
        "born 1921",
        "2019-2024",
        "call 11921-19980",
        "(343) 555-0126",
        "mother, dad and sons",
        "doctored photographs",
    ],
)
def test_what_protected_people_are_is_nobody_elses(text):
    assert not speaks_of_another(fold(text).text)


@given(st.text())
def test_any_text_is_judged_the_same_twice(text):
    folded = fold(text).text
    assert speaks_of_another(folded) is speaks_of_another(fold(folded).text)


@pytest.mark.parametrize("part", ["(", "( ", "(1921 ", "1921-", "dad ", "a", "师", "kin"])
def test_a_megabyte_is_judged_in_a_second(part):
    text = part * (1_000_000 // len(part))
    started = time.process_time()
    speaks_of_another(text)
    assert time.process_time() - started < 2
