import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.watchlist.names import ALONE, name_variants, person_variants, split_han_name


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
        ("陈赖素美", "陈赖", "素美"),
        ("赫连青云", "赫连", "青云"),
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
        ("苏婉清", "Su Wan-ch'ing"),
        ("苏婉清", "Su Wan-cing"),
        ("许志澜", "Syu Jhih-lan"),
        ("许志澜", "Xu Chih-lan"),
        ("李小雨", "Lee Hsiao-yu"),
        ("谢国强", "Hsieh Kuo-chiang"),
        ("陈大文", "Chan Tai Man"),
        ("陈大文", "Tai-man CHAN"),
        ("谢志伟", "Tse Chi-wai"),
        ("李家辉", "Lee Ka-fai"),
        ("張國強", "Cheung Kwok-keung"),
        ("苏婉清", "Sou Jyun-cing"),
        ("陈茜茜", "Chen Xixi"),
        ("陈乐怡", "Chen Yueyi"),
        ("陈赖素美", "Chen Lai Su-mei"),
        ("陈赖素美", "Chan Lai So-mei"),
        ("迪丽热巴·买买提", "迪丽热巴买买提"),
        ("迪丽热巴·买买提", "Dilireba Maimaiti"),
        ("Marie-Ève Lévesque-Tremblay", "Marie-Ève Lévesque"),
        ("Marie-Ève Lévesque-Tremblay", "Marie-Ève Tremblay"),
        ("Jean de la Fontenelle", "Jean Fontenelle"),
        ("Jean de la Fontenelle", "De la Fontenelle, Jean"),
        ("Karim bin Tariq al-Harbawi", "Karim ben Tariq al-Harbawi"),
        ("Karim bin Tariq al-Harbawi", "Karim bin Tariq el-Harbawi"),
        ("Nguyễn Thị Minh Khai", "Nguyen Thi Minh Khai"),
        ("Đặng Thùy Trâm", "Dang Thuy Tram"),
        ("Ronald Yeung Chun-yu", "Ronald Yeung"),
        ("Ronald Yeung Chun-yu", "Yeung Chun-yu"),
        ("كريم منصوري", "كريم منصوري"),
        ("བསྟན་འཛིན་སྒྲོལ་མ", "བསྟན་འཛིན་སྒྲོལ་མ"),
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
        ("苏婉清", "清姐"),
        ("苏婉清", "阿清"),
        ("苏婉清", "老苏"),
        ("苏婉清", "苏老师"),
        ("苏婉清", "婉清姐"),
        ("苏婉清", "Ms. Su"),
        ("苏婉清", "W. Q. Su"),
        ("苏婉清", "S.W.Q."),
        ("李一", "Yi Li"),
        ("刘伟", "Lau Wai"),
        ("张敏", "Chang Min"),
        ("张敏", "Cheung Man"),
        ("Nathalie Gagnier", "Madame Gagnier"),
        ("Nathalie Gagnier", "Mme Gagnier"),
        ("Marc Roy", "M. Roy"),
        ("Kevin Liu", "Mr Liu"),
        ("Kevin Liu", "K. Liu"),
        ("Eleanor Jane Whitcombe", "E. Whitcombe"),
        ("Robert Kent Whitcombe", "R.K.W."),
        ("Nguyễn Thị Minh Khai", "Khai Nguyen"),
        ("迪丽热巴·买买提", "迪丽热巴"),
        ("迪丽热巴·买买提", "买买提"),
        ("Marie Lévesque-Tremblay", "Lévesque-Tremblay"),
        ("Nathalie Lévesque-Tremblay", "Mme Tremblay"),
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
        ("尉迟小雨", "Weichi Xiaoyu"),
        ("陈大文", "Chan Tai"),
        ("陈大文", "Chan Man Tai"),
        ("谢国强", "Hsu Kuo-chiang"),
        ("师小雨", "老师"),
        ("苏婉学", "学姐"),
        ("苏婉清", "大姐"),
        ("苏婉清", "Ms. Wanqing"),
        ("何婷", "T. He"),
        ("Tanya He", "T. He"),
        ("Sam Park", "S. Park"),
        ("Max Ma", "M. Ma"),
        ("Ann Jo Whitcombe", "A.J.W."),
        ("迪丽热巴·买买提", "迪丽"),
        ("Marie-Ève Lévesque-Tremblay", "Tremblay"),
        ("Karim al-Harbawi", "al"),
        ("Karim al-Harbawi", "Mr al"),
        ("Jean de la Fontenelle", "de la"),
        ("Nguyễn Thị Minh Khai", "Thi Nguyen"),
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


@pytest.mark.parametrize("name", ["苏𠀀清", "阿𠀀古丽·买买提"])
def test_a_character_without_a_reading_leaves_the_name_as_it_is(name):
    assert not [variant for variant in name_variants(name) if "qing" in variant.text]
    assert not [variant for variant in name_variants(name) if "guli" in variant.text]
    assert trust(name, name) >= ALONE


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


@pytest.mark.parametrize(
    ("names", "spelling", "ties_alone"),
    [
        (["刘凯文", "Kevin Liu"], "Kevin Liu", True),
        (["刘凯文", "Kevin Liu"], "Kevin Kaiwen Liu", True),
        (["刘凯文", "Kevin Liu"], "Liu Kaiwen Kevin", True),
        (["刘凯文", "Kevin Liu"], "Kevin 刘凯文", True),
        (["刘凯文", "Kevin Liu"], "Kevin刘", False),
        (["刘凯文", "Kevin Liu"], "Kevin Lau", False),
        (["陈大文", "Peter Chan Tai Man"], "Peter Chan", True),
        (["陈大文", "Peter Chan"], "Chan Tai-man Peter", True),
        (["陈大文", "Peter Chan"], "Peter Chan Tai Man", True),
        (["陈大文", "Peter Chan"], "Peter Chen", False),
        (["陈大文", "Chan Tai Man Peter"], "Peter Chan Tai Man", True),
        (["林大文", "Freddy Lim"], "Freddy Lin", False),
    ],
)
def test_the_names_of_one_person_are_combined(names, spelling, ties_alone):
    known = {variant.text: variant.trust for variant in person_variants(names)}
    assert (known[compact(spelling).text] >= ALONE) is ties_alone


@pytest.mark.parametrize(
    ("names", "other"),
    [
        (["刘凯文", "Kevin Liu"], "Kevin Wang"),
        (["刘凯文", "Eleanor Whitcombe"], "Eleanor Liu"),
        (["刘凯文", "Kaiwen Liu"], "Kaiwen Lau"),
        (["陈大文", "Chan Tai Man Peter"], "Tai Chan"),
        (["刘凯文", "Kevin Tremblay"], "Kevin Liu"),
        (["Kevin Liu", "Su Wanqing"], "Kevin Su"),
    ],
)
def test_names_that_do_not_belong_together_are_not_combined(names, other):
    assert compact(other).text not in {variant.text for variant in person_variants(names)}


def test_a_person_has_what_each_of_their_names_has():
    names = ["刘凯文", "Kevin Liu", "Liu Kaiwen"]
    together = {variant.text: variant.trust for variant in person_variants(names)}
    for name in names:
        for variant in name_variants(name):
            assert together[variant.text] >= variant.trust


@pytest.mark.parametrize("surname", ["苏", "张", "吕", "李", "周", "乐", "欧阳", "单于"])
@pytest.mark.parametrize("given_name", ["敏", "婉清", "志强", "子乐", "茜茜", "绿绿", "思慈"])
def test_the_number_of_variants_is_bounded_and_the_order_settled(surname, given_name):
    variants = name_variants(surname + given_name)
    assert variants == name_variants(surname + given_name)
    assert variants[0].text == surname + given_name
    assert len(variants) <= 120
    western = person_variants([surname + given_name, "Kevin Liu", "Peter Lee"])
    assert len(western) <= 180


@pytest.mark.parametrize("name", ["苏婉清", "张敏", "Kevin Liu", "Su Li", "Chan Tai Man", "李一一"])
def test_what_is_short_never_ties_alone(name):
    for variant in name_variants(name):
        if variant.text.isascii() and len(variant.text) <= 5 and variant.how != "the enrolled name":
            assert variant.trust < ALONE


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


@given(st.lists(st.text("刘凯文苏ab ·-Kevin Liu'é", max_size=12), max_size=3))
def test_variants_of_a_person_are_compact_unlike_and_within_trust(names):
    variants = person_variants(names)
    assert len({variant.text for variant in variants}) == len(variants)
    for variant in variants:
        assert compact(variant.text).text == variant.text
        assert 0 < variant.trust < 1
