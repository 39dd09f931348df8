"""Inspecting a text shows what is in it, with spans in code points."""

from datetime import UTC, datetime

import pytest
from example_site import consent, day, enrolment

from scanner.scan.inspect import Inspector


@pytest.fixture
def inspect(site):
    def run(text, language=None):
        inspector = Inspector(site.people(), site.settings(), now=datetime.now(UTC))
        return inspector.inspect("7", text, language)

    return run


def test_entities_and_mentions_with_their_spans(inspect):
    text = "😀 苏婉清 343-555-0126"
    row = inspect(text)
    assert row.keys() == {"id", "language", "entities", "mentions"}
    assert row["id"] == "7"
    phone = next(item for item in row["entities"] if item["type"] == "PHONE_NUMBER")
    assert phone.keys() == {"type", "start", "end", "score", "text"}
    assert (phone["start"], phone["end"], phone["text"]) == (6, 18, "343-555-0126")
    assert all(text[item["start"] : item["end"]] == item["text"] for item in row["entities"])
    assert all(
        item.keys() == {"person", "how", "start", "end", "score"} for item in row["mentions"]
    )
    ties = {(item["how"], text[item["start"] : item["end"]]) for item in row["mentions"]}
    assert {("name", "苏婉清"), ("fact", "343-555-0126")} <= ties


def test_entities_come_in_order_of_place(inspect):
    starts = [item["start"] for item in inspect("a@b.example 343-555-0126 c@d.example")["entities"]]
    assert starts == sorted(starts)
    assert len(starts) >= 3


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        ("The weather is lovely this morning in Ottawa", None, "en"),
        ("今天的天气真好", None, "zh-Hans"),
        ("今天的天气真好", "fr", "fr"),
    ],
)
def test_language_is_detected_unless_given(inspect, text, given, language):
    assert inspect(text, given)["language"] == language


def test_nothing_is_seen_in_nothing(inspect):
    row = inspect("")
    assert (row["entities"], row["mentions"]) == ([], [])


def test_nobody_is_recognised_without_consent(site, inspect):
    site.enrol(enrolment(consent=consent(expires_on=day(-1))))
    row = inspect("苏婉清 343-555-0126")
    assert row["mentions"] == []
    assert [item["type"] for item in row["entities"] if "3" in item["text"]] == ["PHONE_NUMBER"]


def test_many_rows_give_what_each_gives_alone(site, inspect):
    texts = ["苏婉清 343-555-0126", "", "Mei Lin lives in Ottawa, K1A 0B1", "née le 7 mars 1990"]
    inspector = Inspector(site.people(), site.settings(), now=datetime.now(UTC))
    many = inspector.inspect_many({"id": "7", "text": text} for text in texts * 80)
    assert list(many) == [inspect(text) for text in texts] * 80


def test_one_span_is_one_thing(inspect):
    found = inspect("Call Tuesday at 343-555-0126 or 1420 Fictive Street, Ottawa, ON K1A 0B1")
    types = [(item["type"], item["text"]) for item in found["entities"]]
    assert ("PHONE_NUMBER", "343-555-0126") in types
    assert ("DATE_TIME", "343-555-0126") not in types
    assert ("POSTAL_CODE", "K1A 0B1") in types
