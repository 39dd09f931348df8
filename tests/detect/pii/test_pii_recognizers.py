"""Every recogniser on its own worked examples, glued to Chinese, and in a stock engine."""

import re

import pytest
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from stock_engine import NoNlp

from scanner.detect.pii import recognizers
from scanner.detect.pii.age import AgeRecognizer
from scanner.detect.pii.belonging import EmployerRecognizer, SchoolRecognizer
from scanner.detect.pii.catalogue import CATALOGUE, CIRCUMSTANCES
from scanner.detect.pii.habits import VehicleRecognizer
from scanner.detect.pii.hongkong_taiwan import hk_id_is_valid, tw_id_is_valid
from scanner.detect.pii.mainland import CnPostalCodeRecognizer
from scanner.detect.pii.phones import PhoneNumberRecognizer
from scanner.detect.pii.recognizer import Nearby, Recognizer, keep_best
from scanner.detect.pii.social import SocialAccountRecognizer

ALL = (*CATALOGUE, *CIRCUMSTANCES)
REGIONS = ("CA", "US", "CN", "HK", "TW", "MO")
MINIMUM = 0.4
# Found only by the word right before them, which nothing may part from the value.
NAMED_RIGHT_BEFORE = {
    CnPostalCodeRecognizer,
    SocialAccountRecognizer,
    AgeRecognizer,
    SchoolRecognizer,
    EmployerRecognizer,
    VehicleRecognizer,
}
HAN = re.compile("[\u4e00-\u9fff]")


def values(recognizer: Recognizer, text: str) -> tuple[str, ...]:
    found = [item for item in recognizer.analyze(text) if item.score >= MINIMUM]
    return tuple(text[item.start : item.end] for item in sorted(found, key=lambda i: i.start))


EXAMPLES = [
    pytest.param(kind, text, expected, id=f"{kind.__name__}: {text[:40]}")
    for kind in ALL
    for text, expected in kind.EXAMPLES
]


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES)
def test_a_recogniser_finds_what_its_examples_say(
    kind: type[Recognizer], text: str, expected: tuple[str, ...]
) -> None:
    assert values(kind(), text) == expected


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_examples_show_values_and_hard_negatives(kind: type[Recognizer]) -> None:
    assert any(expected for _, expected in kind.EXAMPLES)
    assert any(not expected for _, expected in kind.EXAMPLES)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_a_value_is_found_between_chinese_characters(kind: type[Recognizer]) -> None:
    """The first example with a value, closed in by Chinese on both sides."""
    text, (value, *_) = next((t, e) for t, e in kind.EXAMPLES if e)
    before, _, after = text.partition(value)
    if not HAN.search(value):
        lead = "" if kind in NAMED_RIGHT_BEFORE else "看"
        assert value in values(kind(), f"{before}{lead}{value}看{after}")


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_they_work_in_a_stock_engine(language: str) -> None:
    registry = RecognizerRegistry(
        recognizers=recognizers(["en", "fr", "zh"], REGIONS),
        supported_languages=["en", "fr", "zh"],
    )
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=NoNlp(), supported_languages=["en", "fr", "zh"]
    )
    text = "手机13800000012，SIN 130-692-544, mei@example.org住在北京市虚构区虚构路8号"
    found = engine.analyze(text, language=language, score_threshold=MINIMUM)
    assert {(item.entity_type, text[item.start : item.end]) for item in found} == {
        ("PHONE_NUMBER", "13800000012"),
        ("CA_SIN", "130-692-544"),
        ("EMAIL_ADDRESS", "mei@example.org"),
        ("STREET_ADDRESS", "北京市虚构区虚构路8号"),
    } | {(i.entity_type, text[i.start : i.end]) for i in found if i.entity_type == "URL"}


def test_an_engine_may_ask_for_one_entity_only() -> None:
    assert PhoneNumberRecognizer().analyze("call 343-555-0126", ["CA_SIN"]) == []
    assert PhoneNumberRecognizer().analyze("call 343-555-0126", ["PHONE_NUMBER"])


def test_regions_choose_the_recognisers() -> None:
    names = {item.name for item in recognizers(["en"], ["CA"])}
    assert "CaSinRecognizer" in names
    assert names.isdisjoint({"CnResidentIdRecognizer", "HkIdRecognizer", "TwIdRecognizer"})
    (phone,) = (r for r in recognizers(["en"], ["CA"]) if r.name == "PhoneNumberRecognizer")
    assert isinstance(phone, Recognizer)
    assert values(phone, "打13800000012") == ()
    assert values(phone, "打+86 13800000012") == ("+86 13800000012",)


def test_context_is_what_makes_a_weak_value_one() -> None:
    (weak,) = PhoneNumberRecognizer().analyze("phone 5555 0123")
    (strong,) = PhoneNumberRecognizer().analyze("phone +852 5555 0123")
    assert 0.7 <= weak.score < strong.score
    assert "context words" in weak.analysis_explanation.textual_explanation


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("sin 123", True),
        ("a sinner 123", False),
        ("basin 123", False),
        ("工卡123", True),
        ("sin" + "." * 41 + "123", False),
        ("123 (sin)", True),
    ],
)
def test_context_words_are_whole_and_near(text: str, near: bool) -> None:
    nearby, at = Nearby(("sin", "工卡"), text), text.index("123")
    assert (nearby.before(at, 40) or nearby.after(at + 3, 40)) is near


def test_overlapping_hits_leave_the_best() -> None:
    hits = PhoneNumberRecognizer().analyze("call +1 (343) 555-0126")
    assert [(hit.start, hit.end) for hit in hits] == [(5, 22)]
    assert keep_best([]) == []


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("A123456(3)", True),
        ("A123456(4)", False),
        ("AB987654(2)", False),
        ("A123456", False),
        ("G123456(A)", True),
    ],
)
def test_hong_kong_check_digits(number: str, right: bool) -> None:
    assert hk_id_is_valid(number) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [("A123456789", True), ("A123456788", False), ("a123456789", True), ("A12345678", False)],
)
def test_taiwan_check_digits(number: str, right: bool) -> None:
    assert tw_id_is_valid(number) is right


@pytest.mark.parametrize("alter", range(1, 9))
def test_any_altered_digit_breaks_a_hong_kong_or_taiwan_number(alter: int) -> None:
    for good, valid in (("A1234563", hk_id_is_valid), ("A123456789", tw_id_is_valid)):
        if alter < len(good):
            digit = str((int(good[alter]) + 1) % 10)
            assert not valid(good[:alter] + digit + good[alter + 1 :])
