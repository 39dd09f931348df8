import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.watchlist.names import ALONE, name_variants, split_han_name


def trust(name, text, **options):
    known = {variant.text: variant.trust for variant in name_variants(name, **options)}
    return known.get(compact(text).text)


@pytest.mark.parametrize(
    ("name", "surname", "given_name"),
    [
        ("苏婉清", "苏", "婉清"),
        ("高明", "高", "明"),
        ("欧阳晓雯", "欧阳", "晓雯"),
        ("司马光", "司马", "光"),
        ("诸葛青云", "诸葛", "青云"),
        ("范姜明", "范姜", "明"),
        ("欧阳", "欧", "阳"),
        ("欧晓雯", "欧", "晓雯"),
        ("司徒", "司", "徒"),
        ("东方", "东", "方"),
        ("苏", "苏", ""),
        ("", "", ""),
    ],
)
def test_a_han_name_splits_into_surname_and_given_name(name, surname, given_name):
    assert split_han_name(name) == (surname, given_name)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("苏婉清", "蘇婉清"),
        ("蘇婉清", "苏婉清"),
        ("苏婉清", "苏·婉·清"),
        ("苏婉清", "Su Wanqing"),
        ("苏婉清", "SU, Wan-Qing"),
        ("苏婉清", "Wanqing Su"),
        ("苏婉清", "Sū Wǎnqīng"),
        ("单小雨", "Shan Xiaoyu"),
        ("仇小雨", "Qiu Xiaoyu"),
        ("曾小雨", "Zeng Xiaoyu"),
        ("区小雨", "Ou Xiaoyu"),
        ("解小雨", "Xie Xiaoyu"),
        ("朴小雨", "Piao Xiaoyu"),
        ("查小雨", "Zha Xiaoyu"),
        ("乐小雨", "Yue Xiaoyu"),
        ("任小雨", "Ren Xiaoyu"),
        ("翟小雨", "Zhai Xiaoyu"),
        ("尉遲小雨", "Yuchi Xiaoyu"),
        ("长孙小雨", "Zhangsun Xiaoyu"),
        ("单于小雨", "Chanyu Xiaoyu"),
        ("万俟小雨", "Moqi Xiaoyu"),
        ("欧阳晓雯", "Ouyang Xiaowen"),
        ("欧阳晓雯", "Xiaowen Ouyang"),
        ("许志澜", "Hsu Chih-lan"),
        ("許志瀾", "HSÜ Chih-Lan"),
        ("张国强", "Chang Kuo-ch'iang"),
        ("吕小雨", "Lü Xiaoyu"),
        ("吕小雨", "Lu Xiaoyu"),
        ("吕小雨", "Lyu Xiaoyu"),
        ("吕小雨", "Lv Xiaoyu"),
        ("苏小绿", "Su Xiaolyu"),
        ("Su Wanqing", "SU WANQING"),
        ("Su Wanqing", "Wanqing Su"),
        ("Marie-Ève Lévesque-Tremblay", "Marie Eve Levesque Tremblay"),
        ("Marie-Ève Lévesque-Tremblay", "Lévesque-Tremblay, Marie-Ève"),
        ("Eleanor Jane Whitcombe", "Whitcombe Eleanor Jane"),
        ("Eleanor Jane Whitcombe", "Jane Whitcombe Eleanor"),
        ("Eleanor Jane Whitcombe", "Eleanor Whitcombe"),
        ("Whitcombe, Eleanor", "Eleanor Whitcombe"),
        ("Łukasz Đặng", "Lukasz Dang"),
    ],
)
def test_a_spelling_of_a_name_ties_alone(name, spelling):
    assert trust(name, spelling) >= ALONE


@pytest.mark.parametrize(
    ("name", "clue"),
    [
        ("苏婉清", "婉清"),
        ("欧阳晓雯", "晓雯"),
        ("Eleanor Whitcombe", "Whitcombe"),
        ("Eleanor Whitcombe", "Eleanor"),
        ("Kim", "Kim"),
    ],
)
def test_part_of_a_name_needs_a_second_clue(name, clue):
    assert trust(name, clue) < ALONE


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("苏婉清", "苏婉青"),
        ("苏婉清", "苏婉"),
        ("苏婉清", "苏"),
        ("苏婉清", "Su"),
        ("苏婉清", "Wanqing"),
        ("高明", "明"),
        ("单小雨", "Dan Xiaoyu"),
        ("曾小雨", "Ceng Xiaoyu"),
        ("单于小雨", "Danyu Xiaoyu"),
        ("Su Wanqing", "Su"),
        ("Eleanor Jane Whitcombe", "Jane"),
        ("Kevin Liu", "Liu"),
        ("Kevin Liu", "K. L."),
    ],
)
def test_what_others_are_called_too_is_no_variant(name, other):
    assert trust(name, other) is None


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        (("苏婉清", "苏婉清"), ("高明", "高明")),
        (("苏婉清", "苏婉清"), ("苏婉清", "Su Wanqing")),
        (("苏婉清", "Su Wanqing"), ("苏婉清", "Wanqing Su")),
        (("苏婉清", "Su Wanqing"), ("高明", "Gao Ming")),
        (("高明", "Gao Ming"), ("高明", "Ming Gao")),
        (("Eleanor Whitcombe", "Eleanor Whitcombe"), ("Su Li", "Su Li")),
        (("Eleanor Whitcombe", "Eleanor Whitcombe"), ("Ann Li", "Ann Li")),
        (("Whitcombe", "Whitcombe"), ("Liu", "Liu")),
        (("Ann Jo Whitcombe", "Jo Whitcombe Ann"), ("Ann Jo Whitcombe", "Ann Whitcombe")),
    ],
)
def test_the_longer_and_the_nearer_spelling_is_surer(surer, less_sure):
    assert trust(*surer) > trust(*less_sure)


@pytest.mark.parametrize(
    ("alias", "texts"),
    [("清姐", ["清姐"]), ("Marie-Ève", ["marieeve"]), ("MELT", ["melt"]), ("清", []), ("😀", [])],
)
def test_an_alias_is_taken_as_it_is_and_less_surely(alias, texts):
    variants = name_variants(alias, alias=True)
    assert [variant.text for variant in variants] == texts
    assert all(variant.trust < trust(alias, alias) for variant in variants)


@pytest.mark.parametrize("name", ["", "😀", "X", "苏", "-", "𠀀"])
def test_a_name_of_less_than_two_letters_cannot_be_searched(name):
    assert name_variants(name) == ()


def test_a_name_in_two_scripts_is_taken_as_it_is():
    assert [variant.text for variant in name_variants("Wanqing 婉清")] == ["wanqing婉清"]


def test_each_variant_says_how_it_came_about():
    how = {variant.text: variant.how for variant in name_variants("许志澜")}
    assert how["许志澜"] == "the enrolled name"
    assert how["xuzhilan"] == "the enrolled name in pinyin"
    assert how["zhilanxu"] == "the enrolled name in pinyin, given name first"
    assert how["hsuchihlan"] == "the enrolled name in Wade-Giles"
    assert how["syujhihlan"] == "the enrolled name in Tongyong"
    assert how["huichilan"] == "the enrolled name in Hong Kong spelling"
    assert how["heoizilaan"] == "the enrolled name in Jyutping"
    assert how["志澜"] == "the given name alone"
    assert how["老许"] == "part of the enrolled name with a form of address"
    assert how["mrxu"] == "the surname with a title"


@given(
    st.text("苏婉清欧阳单吕 ab-'é.,X😀\u200b", max_size=12) | st.text(max_size=12), st.booleans()
)
def test_variants_are_compact_unlike_and_within_trust(name, alias):
    variants = name_variants(name, alias=alias)
    texts = [variant.text for variant in variants]
    assert len(set(texts)) == len(texts)
    for variant in variants:
        assert compact(variant.text).text == variant.text
        assert 0 < variant.trust < 1
        assert len(variant.text) > 1
    if len(compact(name).text) > 1:
        assert compact(name).text in texts
