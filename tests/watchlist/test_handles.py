import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.fold import fold
from scanner.watchlist.handles import handle_key, handle_skeleton, handles_in

OWN = "wanqing_writes"


@pytest.mark.parametrize(
    "handle",
    [
        "wanqing_writes",
        "@wanqing_writes",
        " @Wanqing_Writes ",
        "@ wanqing_writes\n",
        "WANQING_WRITES",
        "ｗanqing_writes",
        "wan\u200bqing_writes",
        "wаnqing_writes",
    ],
)
def test_one_handle_has_one_key(handle):
    assert handle_key(handle) == OWN


@pytest.mark.parametrize("handle", ["wanqing.writes", "wanqing_write", "wanqing_writes1", "", "@"])
def test_another_handle_has_another_key(handle):
    assert handle_key(handle) != OWN


@pytest.mark.parametrize(
    ("handle", "change"),
    [
        ("WanQing_Writes", "case"),
        ("wanqingwrites", "separator left out"),
        ("wanqing.writes", "another separator"),
        ("wanqing__writes", "separator doubled"),
        ("_wanqing_writes_", "separators around"),
        ("wan_qing_writes", "separator moved"),
        ("wanqing_writes7", "a digit appended"),
        ("wanqing_writes_2026", "a year appended"),
        ("wanqing_writes_2.0", "a version appended"),
        ("wanq1ng_writes", "1 for i"),
        ("wanqlng_writes", "l for i"),
        ("wanqIng_writes", "capital i"),
        ("wanqjng_writes", "j for i"),
        ("w4nqing_writes", "4 for a"),
        ("wanqing_writ3s", "3 for e"),
        ("wanqing_write5s", "5 beside s"),
        ("wanqing_write$", "a sign for s"),
        ("wanqing_wri7es", "7 for t"),
        ("vvanqing_vvrites", "vv for w"),
        ("waanqing_writes", "a letter doubled"),
        ("wanqinng_writes", "n doubled"),
        ("wanqing_writesss", "a letter tripled"),
        ("wаnqing_writes", "Cyrillic a"),
        ("wanqing_wrıtes", "dotless i"),
        ("wànqing_writes", "an accent"),
        ("ｗａｎｑｉｎｇ_writes", "full width"),
        ("wan\u200bqing_writes", "zero width"),
        ("𝓌anqing_writes", "mathematical"),
    ],
)
def test_a_look_alike_has_the_same_skeleton(handle, change):
    assert handle_skeleton(handle) == handle_skeleton(OWN), change


@pytest.mark.parametrize(
    ("own", "handle"),
    [
        ("marcus_tide", "rnarcus_tide"),
        ("moonwriter", "rnoonwriter"),
        ("daily_tide", "claily_tide"),
        ("tide_brief", "tide_8rief"),
        ("tide_of_news", "tide_0f_news"),
        ("ellie_whitcombe", "ellie_whitcornbe"),
    ],
)
def test_what_looks_like_one_letter_is_one(own, handle):
    assert handle_skeleton(own) == handle_skeleton(handle)


@pytest.mark.parametrize(
    "handle",
    [
        "wanqing_reads",
        "wanqing_write",
        "wanqin_writes",
        "wenqing_writes",
        "writes_wanqing",
        "wanqing",
        "su_wanqing",
        "manqing_writes",
        "wanqing_wrotes",
        "wanqing_daily",
        "8080",
        "",
    ],
)
def test_a_handle_that_only_resembles_it_has_another_skeleton(handle):
    assert handle_skeleton(handle) != handle_skeleton(OWN)


@given(st.text(max_size=50))
def test_keys_and_skeletons_are_made_of_any_text_and_keys_are_stable(handle):
    assert handle_key(handle_key(handle)) == handle_key(handle)
    assert set(handle_skeleton(handle)) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@wanqing_writes", ["wanqing_writes"]),
        ("hi @wanqing_writes!", ["wanqing_writes"]),
        ("(@wanqing_writes)", ["wanqing_writes"]),
        ("看@wanqing_writes这", ["wanqing_writes"]),
        ("x.com/wanqing_writes?s=20", ["x.com", "wanqing_writes"]),
        ("@lokching.chan.", ["lokching.chan"]),
        ("@a-b-c --", ["a-b-c"]),
        ("ab", []),
        ("..abc", []),
        ("a" * 41, ["a" * 40]),
        ("", []),
    ],
)
def test_handles_are_read_from_a_text(text, handles):
    assert [handle for handle, _, _ in handles_in(text)] == handles


@given(st.text("ab_.-@ /é苏\n"))
def test_a_handle_stands_where_it_says(text):
    folded = fold(text).text
    for handle, start, end in handles_in(folded):
        assert folded[start:end] == handle


@pytest.mark.parametrize("part", ["a", "@a", ".", "a.", "-", "_", "a_."])
def test_a_megabyte_is_searched_in_a_second(part):
    text = part * (1_000_000 // len(part))
    started = time.process_time()
    handles_in(text)
    handle_skeleton(text)
    assert time.process_time() - started < 1.5
