"""Hostile text is shown as it is, cannot be clicked, and holds no private value."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.notices import safe_text
from scanner.notices.safe_text import defang, holds, visible, withheld_values
from scanner.private import PrivateValue
from scanner.watchlist.people import Fact


def facts(value, kind="phone", *, public=False):
    return withheld_values([Fact(PrivateValue(value, kind), f"{kind}:0", public)])


def test_examples():
    assert doctest.testmod(safe_text).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 清姐 é", "plain 清姐 é"),
        ("exe\u202egnp", "exegnp"),
        ("a\u2066b\u2069\u200b\ufeff", "ab"),
        ("a\r\nBcc: x", "a Bcc: x"),
        ("a\u2028b\x85c", "a b c"),
        ("\x1b[31mred\x00", "[31mred"),
        ("x" * 20, "x" * 10 + "…"),
        ("\u200b" * 10_000_000 + "tail", "…"),
    ],
)
def test_visible(text, expected):
    assert visible(text, limit=10 if len(text) >= 20 else 300) == expected


@given(st.text(max_size=400))
def test_visible_is_one_clean_line_and_stable(text):
    shown = visible(text)
    assert len(shown) <= 301
    assert not {unicodedata.category(item) for item in shown} & {"Cc", "Cf", "Zl", "Zp", "Cs"}
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.com/a/status/1", "hxxps://x[.]com/a/status/1"),
        ("HTTP://X.com", "hxxp://X[.]com"),
        ("https://archive.example/https://x.com/a", "hxxps://archive[.]example/hxxps://x[.]com/a"),
        ("https://user@evil.example/", "hxxps://user[@]evil[.]example/"),
        ("https://x.com/a b\u202e", "hxxps://x[.]com/a%20b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,hi", ""),
        ("ftp://x.com/", ""),
        ("//x.com", ""),
        ("https:///x", ""),
        ("", ""),
    ],
)
def test_defang(url, expected):
    assert defang(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.com/call_343_555_0126/status/1", "hxxps://x[.]com/…"),
        ("https://x.com/%33%34%33%35%35%35%30%31%32%36", "hxxps://x[.]com/…"),
        ("https://x.com?q=３４３５５５０１２６", "hxxps://x[.]com/…"),
        ("https://343-555-0126@x.com/", "hxxps://x[.]com/…"),
        ("https://3435550126.example/", ""),
        ("https://x.com/a/status/3435550127", "hxxps://x[.]com/a/status/3435550127"),
    ],
)
def test_defang_withholds_private_values(url, expected):
    assert defang(url, facts("+1 343-555-0126")) == expected


@pytest.mark.parametrize(
    ("value", "kind", "text", "expected"),
    [
        ("+1 343-555-0126", "phone", "ring (343) 555 0126!", True),
        ("+852 5555 0101", "phone", "55550101", True),
        ("+86 138 0000 0001", "phone", "013800000001", True),
        ("1420 rue Fictive", "address", "1420, RUE FICTIVE", True),
        ("1420 rue Fictive", "address", "1421 rue Fictive", False),
        ("mei@home.example", "email", "MEI at home.example", False),
        ("mei@home.example", "email", "Mei@Home.Example", True),
        ("UBC", "school", "ubc", False),
    ],
)
def test_holds(value, kind, text, expected):
    assert holds(text, facts(value, kind)) is expected


def test_public_facts_are_not_withheld():
    assert facts("+1 343-555-0126", public=True) == frozenset()
