import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.text.fold import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Call W.a.n-q.i.n.g!", "callwanqing"),
        ("苏·婉·清", "苏婉清"),
        ("蘇 婉 清", "苏婉清"),
        ("3 4 3-555.0126", "3435550126"),
        ("３４３－５５５－０１２６", "3435550126"),
        ("su_wanqing", "suwanqing"),
        ("😀a😀b", "ab"),
        ("...", ""),
        ("", ""),
    ],
)
def test_separators_vanish(text, plain):
    assert compact(text).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "wanqing",
        "(wanqing)",
        "WANQING,",
        "w.a.n.q.i.n.g",
        "w a n q i n g",
        "wan - qing",
        "w_anqing",
        "wan\u200bqing",
        "看wanqing这",
        "wanqingさん",
        "wanqingㅋㅋ",
        "שwanqing",
        "@wanqing",
        "#wanqing",
    ],
)
def test_a_word_is_found_however_it_is_spaced(text):
    view = compact(text)
    start = view.text.index("wanqing")
    assert view.stands_alone(start, start + 7)
    first, last = view.span(start, start + 7)
    assert compact(text[first:last]).text == "wanqing"


@pytest.mark.parametrize(
    "text",
    [
        "wanqings",
        "swanqing",
        "7wanqing",
        "wanqing7",
        "éwanqing",
        "wanqingж",
        "wan    qing",
        "wan.\nqing",
        "wan! qing",
        "wan? qing",
        "wan; qing",
        "wan。qing",
    ],
)
def test_part_of_a_longer_word_or_two_sentences_is_no_word(text):
    view = compact(text)
    start = view.text.index("wanqing")
    assert not view.stands_alone(start, start + 7)
    assert view.word(start, start + 7) is None


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("3435550126", True),
        ("tel3435550126x", True),
        ("电话3435550126。", True),
        ("+1 343-555-0126", True),
        ("13435550126", False),
        ("34355501267", False),
        ("34355501267th", False),
    ],
)
def test_a_number_touches_no_digit(text, alone):
    view = compact(text)
    start = view.text.index("3435550126")
    assert view.stands_alone(start, start + 10) is alone


@pytest.mark.parametrize("text", ["x苏婉清x", "大苏婉清说", "7苏婉清7"])
def test_ideographs_have_no_word_boundary(text):
    view = compact(text)
    start = view.text.index("苏婉清")
    assert view.stands_alone(start, start + 3)


@given(st.text())
def test_a_compact_text_is_the_letters_and_digits_of_the_fold(text):
    view = compact(text)
    assert view.text == "".join(part for part in fold(text).text if part.isalnum())
    assert compact(view.text).text == view.text


@given(st.text(min_size=1), st.data())
def test_every_span_lies_in_the_original_and_holds_its_text(text, data):
    view = compact(text)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    first, last = view.span(start, end)
    assert 0 <= first < last <= len(text)
    assert view.text[start:end] in compact(text[first:last]).text
    folded_first, folded_last = view.folded_span(start, end)
    assert view.folded.text[folded_first] == view.text[start]
    assert view.folded.text[folded_last - 1] == view.text[end - 1]
    assert view.word(start, end) in {None, (folded_first, folded_last)}


def test_a_name_stretched_over_a_megabyte_is_judged_at_once():
    view = compact("s" + "." * 1_000_000 + "u")
    started = time.process_time()
    for _ in range(1000):
        assert not view.stands_alone(0, 2)
    assert time.process_time() - started < 1
