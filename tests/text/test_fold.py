import pytest
from growth import LINEAR_AT_MOST, growth
from hypothesis import example, given
from hypothesis import strategies as st

from scanner.text.fold import fold, is_han


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("Su Wanqing", "su wanqing"),
        ("Ｓｕ　Ｗａｎｑｉｎｇ", "su wanqing"),
        ("Sū Wǎnqíng", "su wanqing"),
        ("蘇婉清", "苏婉清"),
        ("范", "范"),
        ("ᴡᴀɴ", "wan"),
        ("𝓢𝓾 𝐖𝐚𝐧", "su wan"),
        ("Ⓢⓤ 🅆🄰🄽", "su wan"),
        ("WАNQING", "wanqing"),
        ("wan\u200bq\u2060ing", "wanqing"),
        ("\u202egniqnaw\u202c", "gniqnaw"),
        ("w̷̛a̸n̵", "wan"),
        ("4\ufe0f\u20e31\ufe0f\u20e36\ufe0f\u20e3", "416"),
        ("①②③", "123"),
        ("٤١٦", "416"),
        ("Łukasz Đặng straße cœur", "lukasz dang strasse coeur"),
        ("L’Étang–Noir", "l'etang-noir"),
        ("佢喺你屋企", "他在你屋企"),
        ("係佢哋搵", "是他们找"),
        ("a\u3000b\xa0c", "a b c"),
        ("a\tb\x00c\nd", "a b c\nd"),
        ("a\tb\x00ć\nd", "a b c\nd"),
    ],
)
def test_a_text_folds_to_its_plain_form(original, folded):
    assert fold(original).text == folded


@pytest.mark.parametrize(
    "different", [("苏", "酥"), ("单", "丹"), ("l", "1"), ("o", "0"), ("一", "-")]
)
def test_different_characters_stay_apart(different):
    left, right = different
    assert fold(left).text != fold(right).text


def test_han_is_told_from_kana_and_hangul():
    assert [is_han(character) for character in "蘇〇㐀のハ한a1"] == [True] * 3 + [False] * 5


@given(st.text())
@example("ﬁ½Ⅷ한글\u0130\u1e9e")
def test_folding_twice_equals_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once


@given(st.text())
def test_every_span_maps_into_the_original_in_order(text):
    folded = fold(text)
    spans = [folded.span(index, index + 1) for index in range(len(folded))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(), st.text(min_size=1), st.text())
def test_a_part_folds_to_where_its_span_points(before, part, after):
    folded = fold(before + part + after)
    start = len(fold(before).text)
    end = start + len(fold(part).text)
    assert folded.text[start:end] == fold(part).text
    if end > start:
        original_start, original_end = folded.span(start, end)
        assert len(before) <= original_start < original_end <= len(before) + len(part)


def test_an_empty_span_maps_to_a_point():
    folded = fold("ß\u200b")
    assert folded.span(0, 0) == (0, 0)
    assert folded.span(2, 2) == (2, 2)
    assert fold("abc").span(1, 1) == (1, 1)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "蘇",
        "é\u0301",
        "\u200b",
        "ﬁ½",
        "𝓢4\ufe0f\u20e3",
        "".join(map(chr, range(0x20, 0x3000))),
    ],
)
def test_the_cost_of_folding_grows_with_the_length(unit):
    assert growth(fold, unit) < LINEAR_AT_MOST
