"""Masking: no private value leaves the judge, wherever it stood and however it was written."""

import json

import pytest
from bench import SU, findings, lookalike, only, person, private, scene
from hypothesis import given
from hypothesis import strategies as st

from scanner.findings import Mention, Tie
from scanner.judge.private_information import _NEW_TYPES
from scanner.posts import Author
from scanner.watchlist import ScreeningIndex
from scanner.watchlist.people import PRIVATE_KINDS


def spoken(what, **options):
    """Return everything that findings say, as one string."""
    return "\n".join(
        json.dumps(item.as_dict(), ensure_ascii=False)
        + item.explanation
        + repr(item.grouping)
        + repr(item)
        for item in findings(what, **options)
    )


@pytest.mark.parametrize("kind", PRIVATE_KINDS)
def test_an_enrolled_value_is_masked(kind):
    said = spoken(f"[name|Su Wanqing] lives Zqx [fact.{kind}|Zqxwvk-48151623] you pig")
    assert said
    assert "Zqxwvk" not in said
    assert "48151623" not in said


@pytest.mark.parametrize("entity", sorted(_NEW_TYPES))
@pytest.mark.parametrize(
    "value",
    [
        "343-555-0199",
        "３４３－５５５－０１９９",
        "zqx.vwk@mail.example",
        "zqx dot vwk at mail dot example",
        "three four three five five five",
        "12 Zqxwvk Crescent",
        "一三八零零零零零零零零",
    ],
)
def test_a_new_value_is_masked(entity, value):
    said = spoken(f"[name|Su Wanqing] [{entity}|{value}]")
    assert said
    assert value not in said
    for part in ("Zqxwvk", "zqx", "vwk", "555-01", "three four", "零零零"):
        assert part not in said


@given(st.text("0123456789 -()+.", min_size=8, max_size=20))
def test_a_phone_number_shows_at_most_its_area_and_two_last_digits(value):
    what = scene(f"[name|Su Wanqing]: [PHONE_NUMBER|{value}]")
    if value.strip():
        shown = only(what).evidence[0].shown
        assert sum(map(str.isdigit, shown)) <= 6
        assert value not in shown or not any(map(str.isdigit, value))


def test_a_display_name_that_holds_a_number_is_not_repeated():
    author = Author(display_name="Su Wanqing 343-555-0126")
    account = lookalike()
    imitated = scene("hi", account, author=author)
    said = spoken(imitated)
    assert said
    assert "343-555-0126" not in said
    assert (
        only(imitated).grouping
        != only(scene("hi", account, author=Author(display_name="Su Wanqing"))).grouping
    )


def test_neither_the_text_nor_the_words_of_the_abuse_are_repeated():
    said = spoken("[name|Su Wanqing] is a [abuse.insult|zqxpig] at [fact.phone|343-555-0126]")
    assert "zqxpig" not in said
    assert "343-555-0126" not in said


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("phone", "+1 343-555-0188", "Su Wanqing 343 555 0188"),
        ("phone", "+1 343-555-0188", "Su Wanqing three four three 555 zero one eight eight"),
        ("email", "zq.private@mail.example", "Su Wanqing zq.private@mail.example"),
        ("address", "4518 Zqxwvkash Road", "Su Wanqing 4518 zqxwvkash rd"),
        ("birth_date", "1981-04-03", "Su Wanqing 3 April 1981"),
        ("other", "Zqxwvk Legalname", "Su Wanqing zqxwvk legalname"),
    ],
)
def test_values_that_the_real_index_finds_are_masked(kind, value, text):
    people = (person(SU, "Su Wanqing", facts=(private(kind, value),)),)
    what = scene(text)
    what = what.with_(*ScreeningIndex(people).mentions(what.post))
    said = spoken(what, people=people)
    assert said
    for part in (value, text.removeprefix("Su Wanqing "), "zqxwvk", "zq.private", "April"):
        assert part not in said


def test_a_value_in_a_field_other_than_the_text_is_masked_whole():
    bio = Mention(
        SU, Tie.FACT, 5, 17, 1.0, "author.bio", "their enrolled phone", "phone", "phone:0"
    )
    what = scene("343-555-0126 is not the text meant", bio)
    assert only(what).evidence[0].shown == "••••••"
