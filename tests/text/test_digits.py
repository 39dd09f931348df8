import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.digits import spelled_digits
from scanner.text.fold import fold

EN = "zero one two three four five six seven eight nine".split()
FR = "zéro un deux trois quatre cinq six sept huit neuf".split()
TO_19 = FR + "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
TENS = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
FRENCH = [
    *TO_19,
    *(
        (
            tens + (" et " if unit in {1, 11} and "-" not in tens else "-") + TO_19[unit]
        ).removesuffix("-zéro")
        for place, tens in enumerate(TENS)
        for unit in (range(10, 20) if place in {5, 7} else range(10))
    ),
]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("three four three five five", "34355"),
        ("Three-Four-Three five five", "34355"),
        ("THREE, FOUR, THREE, FIVE, FIVE", "34355"),
        ("3 four 3 five 5", "34355"),
        ("oh one two oh three", "01203"),
        ("trois quatre trois cinq cinq", "34355"),
        ("zéro une deux trois quatre", "01234"),
        ("三四三五五", "34355"),
        ("三 四 三 五 五", "34355"),
        ("叁肆叁伍伍", "34355"),
        ("幺三八〇〇两", "138002"),
        ("343 five five five 0126", "3435550126"),
        ("343 五五五 0126", "3435550126"),
        ("ｔｈｒｅｅ four three five five", "34355"),
        ("four un cinq two 六", "41526"),
        ("t\u200bhree four three five five", "34355"),
        ("four one six, five-five-five, oh one twenty-six", "4165550126"),
        ("three forty-three, fifty five, ten, ninety", "343551090"),
        ("four, twenty, six, nineteen", "420619"),
        ("double five triple zero nought", "550000"),
        ("double 5 triple 0", "55000"),
        ("cinq un quatre, soixante-dix, soixante et onze", "5147071"),
        ("soixante-dix-sept, quatre-vingt-dix-neuf, zéro", "77990"),
        ("vingt et un, trente et une, quatre-vingts", "213180"),
        ("quatre vingt quatre vingt une seize", "808116"),
        ("septante-deux huitante et un octante nonante-neuf", "72818099"),
        ("dix-sept dix huit seize", "171816"),
        ("double zéro triple un", "00111"),
        ("4l6-555-O126", "4165550126"),
        ("4I6 555 oI26", "4165550126"),
        ("Ol2 3l5", "012315"),
        ("❹ one ⑥ 𝟝 ５", "41655"),
        ("三四三五洞", "34350"),
        ("三四拐五勾", "34759"),
        ("343-5five5", "343555"),
    ],
)
def test_numbers_in_words_become_digits(text, digits):
    view = spelled_digits(fold(text))
    assert view is not None
    assert view.text == digits
    assert view.span(0, len(digits)) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3435550126",
        "343 555 0126",
        "one two three four",
        "四一六",
        "one on one, two for two, six of six",
        "someone attwo threefold fourth fifth",
        "one two.\nthree four five",
        "one two three! four five six",
        "one two three     four five six",
        "one or two or three or four or five",
        "double one two",
        "double trouble, triple crown 12345",
        "twenty-six, forty",
        "洞拐勾洞拐",
        "洞拐勾幺两",
        "l l l o o o",
        "o i l",
        "vingt et quelques, trois et deux",
        "i5 or l5, 10x 2oo",
        "the 2020s, 5pm 10am",
        "quatre-vingt-dix",
        "一己二已三巳四",
    ],
)
def test_ordinary_talk_stays_as_it_is(text):
    assert spelled_digits(fold(text)) is None


def test_what_stands_around_a_number_keeps_its_place():
    text = "蘇姐 réelle: three four three five five, ok 一下"
    view = spelled_digits(fold(text))
    assert view.text == "苏姐reelle34355ok一下"
    start = view.text.index("34355")
    first, last = view.span(start, start + 5)
    assert text[first:last] == "three four three five five"
    assert view.span(start + 1, start + 2) == (text.index("four"), text.index("four") + 4)
    assert view.span(len(view.text) - 2, len(view.text)) == (len(text) - 2, len(text))


@given(
    st.text("ab 蘇ß\u200b", max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from([EN, FR])), min_size=5, max_size=12),
    st.sampled_from([" ", "-", ", ", " . "]),
)
def test_a_spelled_number_is_found_where_it_stands(before, words, gap):
    spelled = gap.join(series[value] for value, series in words)
    text = before + "! " + spelled + " !"
    view = spelled_digits(fold(text))
    digits = "".join(str(value) for value, _ in words)
    start = view.text.rindex(digits)
    assert view.span(start, start + len(digits)) == (
        len(before) + 2,
        len(before) + 2 + len(spelled),
    )


@given(st.lists(st.sampled_from([*EN, *FR, *"一二三四五幺12ab.,!\n😀ß\u200b "])).map(" ".join))
def test_every_span_of_the_view_lies_in_the_original_in_order(text):
    view = spelled_digits(fold(text))
    if view is None:
        return
    spans = [view.span(index, index + 1) for index in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize("value", range(100))
def test_every_french_number_to_99_is_read(value):
    view = spelled_digits(fold("trois cinq zéro huit, " + FRENCH[value]))
    assert view.text == f"3508{value}"


@pytest.mark.parametrize("word", ["one ", "一", "1 ", "one", "o ", "un,"])
def test_a_megabyte_of_numbers_is_read_in_time(word):
    started = time.process_time()
    spelled_digits(fold(word * (1_000_000 // len(word.encode()))))
    # Coverage looks at every line, which takes longer than most lines.
    assert time.process_time() - started < (3 if sys.gettrace() is None else 30)
