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
        ("❶➁➌⓵⓿🄌㉈", "12310010"),
        ("⑴ ⒈ 🄂", "(1) 1. 1,"),
        ("4️⃣🔟", "410"),
        ("٤١٦ ۴۱۶ ४१६ ໔໑໖ 𝟜𝟙𝟞 ₄₁₆ ⁴¹⁶ ４１６", "416 416 416 416 416 416 416 416"),
        ("🅰🅂🆂🅢ⓢ⒮🄢", "assssss"),
        ("ｗ 𝕨 𝔴 𝖜 𝚠 ʷ 𝐖 𝓦", "w w w w w w w w"),
        ("ꜱᴜ ᴡᴀɴ ғᴏx", "su wan fox"),
        ("㊀㈠⼭⻢⺅⻰", "一(一)山马亻龙"),
        ("豈\U0002f800\ufa1e", "岂丽羽"),
        ("ｶﾞ", "カ"),
        ("wan\U000e0061q\u3164i\u115fng", "wanqing"),
        ("مـحـمّد أحمد", "محمد احمد"),
        ("ئۇيغۇر", "يۇيغۇر"),
        ("བསྟན་འཛིན", "བསཏན་འཛན"),
        ("Nguyễn Thị Đức", "nguyen thi duc"),
        ("Ωμέγα", "ωmeya"),
        ("WAΝQІNG wan\u03bdan ×ia", "wanqing wanvan xia"),
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
    "different",
    [
        *("苏酥", "单丹", "l1", "o0", "O0", "一-", "己已", "已巳", "己巳", "未末", "土士", "日曰"),
        *("ωw", "λa", "иu", "жx", "ка", "s5", "a@", "范犯", "后候", "口o", "〇o"),
    ],
)
def test_different_characters_stay_apart(different):
    left, right = different
    assert fold(left).text != fold(right).text


@pytest.mark.parametrize("text", ["⠎⠥", "ᚠᚢ", "🇨🇦", "™", "🆕", "🆗", "☺", "שלום"])
def test_other_writing_and_signs_behind_names_stay(text):
    assert fold(text).text == text


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


# Escapes are the one thing that needs more than a character.
UNESCAPED = st.text(st.characters(exclude_characters="&%＆％﹠﹪"))


@given(UNESCAPED, UNESCAPED.filter(bool), UNESCAPED)
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
