"""Readings of a text with its disguises undone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from growth import LINEAR_AT_MOST, growth
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.text.views import (
    AT_WORDS,
    DOT_WORDS,
    FLAG_LETTERS,
    LEET_SIGNS,
    LEET_TOKEN,
    SPELLED_AT,
    STRETCHED,
    collapsed,
    views,
)

ROOT = Path(__file__).parents[2]
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "w4nq1ng",
                "$u",
                "@",
                "!",
                "|",
                "+",
                "€",
                "7",
                "aaa",
                "bb",
                "one ",
                "double ",
                "四一",
            ),
            *(" at ", "(at)", "[.]", " dot ", "lin", "example", ".org", "艾特", "点", "https://"),
            *("🇨", "🇦", "蘇", "ß", "\u200b", "&amp;", "%40", " ", "\n", "6l5o", "。", "et un "),
        ]
    )
).map("".join)


def reading(text, name):
    """Return the folded text of the view of that name; None if there is none."""
    found = [view for view in views(text) if view.name == name]
    return found[0].compact.folded.text if found else None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("w4nq1ng", "wanqing"),
        ("W4NQ!NG!", "wanqing!"),
        ("$u w@nqing", "su wanqing"),
        ("(w|lkins)", "(wilkins)"),
        ("k1ll 8ob 7om", "kill bob tom"),
        ("€lli€ s+one", "ellie stone"),
        ("h0m3 l33t", "home leet"),
        ("@w4nqing", "@wanqing"),
        ("看w4nqing这", "看wanqing这"),
        ("ｗ４ｎｑｉｎｇ", "wanqing"),
        ("🇸 🇺", "s u"),
        ("🇸\u200b🇺\u200b🇳", "sun"),
        ("www.x0.example w4n", "www.x0.example wan"),
    ],
)
def test_leet_signs_become_letters(text, plain):
    assert reading(text, "leet") == plain


@pytest.mark.parametrize(
    "text",
    [
        "343-555-0126",
        "$100 + 5 | 7",
        "Hello! Wow!! really?!",
        "a 2nd time, 6am",
        "@wanqing",
        "lin@example.org",
        "l1n@example.org",
        "https://example.org/a1b?c=4d",
        "www.h4x.example",
        "wanqing | su",
        "c++ a+",
        "Wanqing 🇨🇦 🇫🇷",
        "1 a 4 b",
        "蘇4婉",
    ],
)
def test_what_is_no_leet_has_no_such_view(text):
    assert reading(text, "leet") is None


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("suuu waanqing", "su wanqing"),
        ("WANNNNQING", "wanqing"),
        ("aaa 苏苏苏 111", "a 苏苏苏 111"),
    ],
)
def test_stretched_words_are_collapsed(text, single):
    assert reading(text, "single") == single == collapsed(fold(text).text)


@pytest.mark.parametrize("text", ["anne whittall", "1111", "苏苏苏", "...", "a a a"])
def test_doubled_letters_are_ordinary(text):
    assert reading(text, "single") is None


def test_spelled_digits_are_a_view():
    assert reading("call four one six five five", "digits") == "call 4 1 6 5 5"
    assert reading("call four one six", "digits") is None


@pytest.mark.parametrize(
    "text",
    [
        "lin (at) example (dot) org",
        "lin [@] example [.] org",
        "lin[@]example[.]org",
        "lin{at}example{dot}org",
        "LIN AT EXAMPLE DOT ORG",
        "lin at example.org",
        "lin@example dot org",
        "lin_at_example_dot_org",
        "lin*at*example*dot*org",
        "lin arobase example point org",
        "lin (arobase) example (point) org",
        "lin [a] example [point] org",
        "lin 艾特 example 点 org",
        "lin艾特example点org",
        "lin【艾特】example【点】org",
        "lin圈A example点org",
        "lin&#91;at&#93;example%5B.%5Dorg",
    ],
)
@pytest.mark.parametrize("around", [("", ""), ("write: ", ", thanks"), ("邮箱", "谢谢")])
def test_spelled_addresses_become_plain_ones(text, around):
    before, after = around
    assert reading(before + text + after, "mail") == fold(before).text + "lin@example.org" + after
    view = views(before + text + after)[-1].compact
    start = view.text.index("linexampleorg")
    assert view.span(start, start + 13) == (len(before), len(before) + len(text))


def test_dots_in_front_of_the_at_and_long_domains_are_read():
    spelled = "su dot wan at mail dot example dot co dot uk or a at b dot cc"
    assert reading(spelled, "mail") == "su.wan@mail.example.co.uk or a@b.cc"


@pytest.mark.parametrize(
    "text",
    [
        "lin@example.org",
        "meet me at example street",
        "point de vue",
        "at this point we rest",
        "look at the red dot on it",
        "see you at 5.30 or at no. 7",
        "(at) home",
        "#example.org",
        "一点也不",
        "@lin said. org",
        "at dot at dot",
    ],
)
def test_ordinary_words_are_no_address(text):
    assert reading(text, "mail") is None


@given(st.one_of(st.text(), PIECES))
def test_views_are_the_same_each_time_and_their_spans_lie_in_the_original_in_order(text):
    found = views(text)
    assert found[0].name == "plain"
    assert found[0].compact.text == compact(text).text
    again = views(text)
    assert [(view.name, view.compact.text) for view in found] == [
        (view.name, view.compact.text) for view in again
    ]
    for view in found:
        spans = [view.compact.span(index, index + 1) for index in range(len(view.compact.text))]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)


@given(PIECES)
def test_a_view_has_its_gate(text):
    names, folded = {view.name for view in views(text)}, fold(text).text
    assert ("single" in names) == bool(STRETCHED.search(folded))
    if "leet" in names:
        assert LEET_TOKEN.search(folded) or FLAG_LETTERS.search(folded)
    if "mail" in names:
        assert SPELLED_AT.search(folded)
        assert "@" in folded or any(word in folded for word in (*AT_WORDS, "(a)", "[a]"))
        assert "." in folded or any(word in folded for word in DOT_WORDS)


@given(st.lists(st.sampled_from(sorted(LEET_SIGNS)), min_size=1, max_size=5).map("".join))
def test_signs_without_letters_stay(signs):
    assert reading(f"x {signs} x", "leet") is None


HOSTILE = [
    *("w4nq1ng ", "a4 ", "a4", "@1", "1@", "!a", "a!", "|", "www.", "https://", "a.b@"),
    *("one ", "one", "double ", "quatre vingt ", "o0 ", "i1", "1 ", "et un ", "一", "拐"),
    *(" at ", "-at-at.at", "a at b dot cc ", "(a)", "ab@c dot de", "a.", "a-", " [ ", "@a"),
    *("aaa", "aab", "🇨", "🇨 ", "\u0301", "😀", "&amp;", "%25"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_cost_of_views_grows_with_the_length(unit):
    assert growth(views, unit) < LINEAR_AT_MOST


_TIMED = """
import sys, time
from scanner.text.views import views
views("warm 蘇 up")
for unit in sys.argv[1:]:
    text = unit * (1_000_000 // len(unit.encode()))
    before = time.process_time()
    views(text)
    print(time.process_time() - before)
"""


def test_a_megabyte_is_read_in_time():
    # In a process of its own: the tracer that measures coverage looks at every line.
    untraced = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    untraced["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path[1:]])
    units = ["w4nq1ng ", "one ", "&amp;", "%25", "\u0301", "😀"]
    done = subprocess.run(
        [sys.executable, "-c", _TIMED, *units],
        env=untraced,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = dict(zip(units, map(float, done.stdout.split()), strict=True))
    assert {unit: taken for unit, taken in seconds.items() if taken >= 3} == {}
