import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.posts import iso_utc
from scanner.sources.fields import exact_id, made_id, moment, platform_of, strings, text, whole


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-20T08:00:00Z", "2026-11-20T08:00:00Z"),
        ("2026-11-20T08:00:00.000Z", "2026-11-20T08:00:00Z"),
        ("2026-11-20T16:00:00+08:00", "2026-11-20T08:00:00Z"),
        ("2026-11-20 08:00:00", "2026-11-20T08:00:00Z"),
        (" 2026-11-20 ", "2026-11-20T00:00:00Z"),
        ("Fri Nov 20 08:00:00 +0000 2026", "2026-11-20T08:00:00Z"),
        ("Fri Nov 20 16:00:00 +0800 2026", "2026-11-20T08:00:00Z"),
        (1795161600, "2026-11-20T08:00:00Z"),
        (1795161600.0, "2026-11-20T08:00:00Z"),
        ("1795161600", "2026-11-20T08:00:00Z"),
        (1795161600000, "2026-11-20T08:00:00Z"),
        ("1795161600000", "2026-11-20T08:00:00Z"),
        ("0", "1970-01-01T00:00:00Z"),
    ],
)
def test_times(written, expected):
    assert iso_utc(moment(written)) == expected


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "soon",
            "2026-13-01",
            "20/11/2026",
            "9999-12-31T23:59:59-14:00",
            "0001-01-01T00:00:00+14:00",
        ),
        *(None, True, [], {}, 1e300, float("nan"), float("inf"), -(10**30), "9" * 40),
    ],
)
def test_what_is_no_time(written):
    assert moment(written) is None


@given(st.text() | st.integers() | st.floats() | st.text("0123456789-T:+Z. "))
def test_every_time_is_utc_or_none(value):
    read = moment(value)
    assert read is None or read.utcoffset().total_seconds() == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1838899921234567891, "1838899921234567891"),
        ("1838899921234567891", "1838899921234567891"),
        (1838899921234567891.0, None),
        (True, None),
        ("", None),
        (None, None),
        ([], None),
    ],
)
def test_identifiers_are_exact(value, expected):
    assert exact_id(value) == expected


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://x.com/a/status/1", "x"),
        ("https://www.TikTok.com/@a/video/1", "tiktok"),
        ("http://old.reddit.com/r/a", "reddit"),
        ("https://x.com.example/a", None),
        ("https://notx.com/a", None),
        ("x.com", None),
        (None, None),
    ],
)
def test_platforms_by_address(url, platform):
    assert platform_of(url) == platform


def test_made_identifiers_are_stable_and_tell_parts_apart():
    assert made_id("a", "b") == made_id("a", "b")
    assert made_id("a", "b") != made_id("ab", "")
    assert made_id("\ud800")


def test_wrong_kinds_become_nothing():
    assert [text(value) for value in ("a", "", 1, None)] == ["a", None, None, None]
    assert [whole(value) for value in (5, "5", "5k", "５", True, 5.5)] == [
        5,
        5,
        None,
        None,
        None,
        None,
    ]
    assert strings(["a", 1, "", "b"]) == ("a", "b")
    assert strings("ab") == ()
