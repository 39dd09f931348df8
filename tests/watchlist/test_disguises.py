from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.text.fold import fold, is_han
from scanner.watchlist.disguises import han_disguises
from scanner.watchlist.names import ALONE

FOUND = [
    ("苏婉清", "s婉q"),
    ("苏婉清", "苏W清"),
    ("苏婉清", "苏婉Q"),
    ("苏婉清", "S婉清"),
    ("苏婉清", "苏 wan 清"),
    ("苏婉清", "Su婉清"),
    ("苏婉清", "苏wanqing"),
    ("苏婉清", "蘇女宛清"),
    ("苏婉清", "艹辦婉清"),
    ("苏婉清", "草魚禾婉清"),
    ("苏婉清", "苏婉氵青"),
    ("苏婉清", "苏婉水青"),
    ("苏婉清", "苏碗清"),
    ("苏婉清", "苏婉晴"),
    ("許芷嵐", "言午芷嵐"),
    ("許芷嵐", "訁午芷嵐"),
    ("許芷嵐", "许芷山风"),
    ("許芷嵐", "言午芷山風"),
    ("許芷嵐", "许zh岚"),
    ("許芷嵐", "许芝岚"),
    ("张敏", "弓长敏"),
    ("张敏", "弓·長·敏"),
    ("张敏", "张m"),
    ("张敏", "zhang敏"),
    ("高明", "高日月"),
    ("林秀英", "双木秀英"),
    ("林秀英", "雙木禾乃英"),
    ("刘凯文", "卯金刀凯文"),
    ("陳樂晴", "耳東樂晴"),
    ("欧阳晓雯", "区欠阳晓雯"),
    ("欧阳晓雯", "o阳晓雯"),
    ("曾婉清", "zeng婉清"),
    ("吕绿娜", "口口绿娜"),
    ("吕绿娜", "吕lv娜"),
    ("林雨涵", "林雨函"),
]


@pytest.mark.parametrize(("name", "written"), FOUND)
def test_a_disguise_is_a_pattern(name, written):
    assert compact(written).text in {variant.text for variant in han_disguises(name)}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("苏婉清", "苏婉清"),  # the name itself
        ("苏婉清", "suwanqing"),  # romanised whole: a variant, no disguise
        ("苏婉清", "swq"),
        ("苏婉清", "苏婉"),
        ("苏婉清", "苏婉s"),
        ("苏婉清", "酥碗青"),  # two characters changed: a matter of sound
        ("苏婉清", "女宛清"),
        ("张敏", "弓长"),
        ("张敏", "弓长每文"),  # nothing of two characters would stay
        ("张敏", "zm"),
        ("张敏", "章敏"),
        ("高明", "日月"),
        ("高明", "高"),
        ("曾婉清", "ceng婉清"),
        ("林雨涵", "李雨涵"),
    ],
)
def test_another_writing_is_none(name, written):
    assert compact(written).text not in {variant.text for variant in han_disguises(name)}


@pytest.mark.parametrize("name", ["", "苏", "Su Wanqing", "林a清", "林·雨", "清" * 7, "👪"])
def test_only_chinese_names_have_chinese_disguises(name):
    expected = name == "林·雨"  # a dot is no part of a name
    assert bool(han_disguises(name)) == expected


@pytest.mark.parametrize(
    ("long", "short"), [("弓长敏清", "弓长敏"), ("张m清", "张m"), ("张min清", "张min")]
)
def test_a_disguise_of_two_characters_is_weaker(long, short):
    trust = {item.text: item.trust for name in ("张敏清", "张敏") for item in han_disguises(name)}
    assert trust[short] < trust[long]


@settings(deadline=None)  # the first call loads tables
@given(st.text(alphabet="苏婉清许芷岚张敏高明欧阳单于吕绿林𠮷一", min_size=2, max_size=6))
def test_disguises_are_few_folded_and_never_count_alone(name):
    found = han_disguises(name)
    assert len(found) <= 60
    assert len({variant.text for variant in found}) == len(found)
    for variant in found:
        assert variant.text == compact(variant.text).text != name
        assert 0 < variant.trust < ALONE
        assert any(map(is_han, variant.text))


def _rows(file):
    text = (resources.files("scanner.watchlist") / file).read_text("utf-8")
    return [row for row in text.splitlines() if not row.startswith("#")]


def test_the_table_of_parts_is_large_folded_and_has_each_character_once():
    rows = [row.split("\t") for row in _rows("split_characters.tsv")]
    wholes = [whole for whole, _ in rows]
    assert len(wholes) == len(set(wholes)) >= 250
    for whole, forms in rows:
        assert fold(whole).text == whole
        assert all(compact(form).text == form and len(form) > 1 for form in forms.split())
        assert not any(whole in form for form in forms.split())


def test_the_table_of_look_alikes_is_large_and_folded():
    groups = _rows("look_alikes.txt")
    assert len({character for group in groups for character in group}) >= 200
    for group in groups:
        assert fold(group).text == group
        assert len(group) == len(set(group)) > 1
