"""The detector as a whole: types, spans, overlaps, hard negatives, hostile text."""

import subprocess
import sys
from itertools import pairwise

import pytest
from growth import LINEAR_AT_MOST, growth
from hypothesis import given
from hypothesis import strategies as st

from scanner.detect.pii import PiiDetector
from scanner.settings import Detect

DETECTOR = PiiDetector(Detect.model_validate({}))


def found(text: str) -> list[tuple[str, str]]:
    return [(item.type, text[item.start : item.end]) for item in DETECTOR.detect(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Su lives at 1420 Fictive Street, Apt 3, Ottawa, ON K1A 0B1, call 343-555-0126",
            [
                ("STREET_ADDRESS", "1420 Fictive Street, Apt 3, Ottawa, ON K1A 0B1"),
                ("POSTAL_CODE", "K1A 0B1"),
                ("PHONE_NUMBER", "343-555-0126"),
            ],
        ),
        ("身份证110101199001010015", [("CN_RESIDENT_ID", "110101199001010015")]),
        ("加她QQ100000012骂", [("SOCIAL_ACCOUNT", "100000012")]),
        ("mail mei@example.org", [("EMAIL_ADDRESS", "mei@example.org")]),
        (
            "https://example.org/p/13800000012/x",
            [("URL", "https://example.org/p/13800000012/x")],
        ),
        ("https://maps.app.goo.gl/AbCdEf", [("GEO_COORDINATES", "https://maps.app.goo.gl/AbCdEf")]),
        ("visa 4000 0000 0000 0002", [("CREDIT_CARD", "4000 0000 0000 0002")]),
        ("银行卡6222000000000000004", [("CN_BANK_CARD", "6222000000000000004")]),
        ("née le 7 mars 1990 à Gatineau", [("BIRTH_DATE", "7 mars 1990")]),
    ],
)
def test_each_value_has_one_type(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It cost $1,299.99 and then 1 299,99 $ more",
        "final score 21-19, 18-21, 21-17",
        "see you 2026-11-20 at 19:30",
        "ISBN 978-0-306-40615-7",
        "tracking 1Z999AA10123456784",
        "order no. 202611200001234567",
        "订单号20261120000123456",
        "python 3.11.4 and node v18.19.0",
        "between 1989 and 2026, 37 years",
        "一号路人在大路上走了三号线",
        "今天是11月20日，气温12度，8楼的灯亮了",
        "第3章第2节，共128页，售价59.80元",
        "rue, grue, verrue, charrue: 4 mots",
        "he ran 10 km in 52 minutes down the road",
        "we are 3 to 1, drive safe, way to go",
        "call of duty 4, black ops 3",
        "the line is long; signal is weak; telegram group",
        "微信和QQ都是腾讯的",
        "1 in 5 people lane change",
        "9/11, 24/7, 50/50, 7-Eleven",
        "#1 fan since 2019 🙂",
        "",
        "   ",
    ],
)
def test_ordinary_talk_holds_nothing_but_dates(text: str) -> None:
    assert [item for item in found(text) if item[0] != "DATE_TIME"] == []


def test_the_reason_names_recogniser_pattern_and_check_but_never_the_value() -> None:
    (item,) = DETECTOR.detect("身份证110101199001010015")
    assert item.why == "CN resident ID, 18 digits, check digit right, context words"


def test_a_higher_threshold_drops_weaker_values() -> None:
    strict = PiiDetector(Detect.model_validate({"minimum_score": 0.9}))
    assert strict.detect("343-555-0126") == []
    assert strict.detect("call 343-555-0126") != []


def test_invisible_marks_and_full_width_digits_keep_their_place() -> None:
    text = "她手机\u200b１３８\u200b００００\u200d００１２，快"
    (item,) = DETECTOR.detect(text)
    assert text[item.start : item.end] == "１３８\u200b００００\u200d００１２"


PIECES = st.sampled_from(
    "1 3435550126 +86 138 0000 - . @ example org rue 号 路 室 楼 北京市 微信 生日 年 月"
    " \u200b ， ( ) K1A Street A 　 / : http ::".split(" ")
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = DETECTOR.detect(text)
    assert all(0 <= item.start < item.end <= len(text) for item in spans)
    assert all(0.4 <= item.score <= 1 for item in spans)
    others = [item for item in spans if item.type != "POSTAL_CODE"]
    assert all(a.end <= b.start for a, b in pairwise(others))


HOSTILE = [
    "1", "1 ", "a", "@", "a@", "1.", "1-", "号", "1号", "路1号", "她", "北京市", "a.", "::1", "0x",
    "微信", "http://", "///a", "(1", "1°", "é1 ", "一", "12 a b c d ", "12 Aa ", "\u200b1", "A1",
    "a at b ", "GB82 WEST ", "1 rue ", "1 street ", "生日1月", "phone 1 ", "12, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_cost_of_hostile_text_grows_with_its_length(unit: str) -> None:
    assert growth(DETECTOR.detect, unit) < LINEAR_AT_MOST


def test_importing_the_package_loads_neither_presidio_nor_spacy() -> None:
    program = (
        "import sys, scanner.detect.pii;"
        "sys.exit(any(name in sys.modules for name in ('presidio_analyzer', 'spacy')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
