"""Names of one person and names of two, beside each other. All people are fictional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.watchlist.same_name import SAME, same_person

SAME_PEOPLE = [
    # order, case, diacritics, separators
    ("Eleanor Whitcombe", "WHITCOMBE, Eleanor"),
    ("Marie-Ève Lévesque", "marie eve levesque"),
    ("EleanorWhitcombe", "Eleanor Whitcombe"),
    ("Łukasz Wiśniowski", "Lukasz Wisniowski"),
    ("Jörg Müllner", "Joerg Muellner"),
    ("El3anor Wh1tcombe", "Eleanor Whitcombe"),
    # titles, particles, middle names, initials
    ("Dr. Eleanor Whitcombe", "Eleanor Whitcombe"),
    ("Mme Nathalie Gagnier", "Nathalie Gagnier"),
    ("Jean de la Fontenelle", "Jean Fontenelle"),
    ("Eleanor Jane Whitcombe", "Eleanor Whitcombe"),
    ("E. J. Whitcombe", "Eleanor Jane Whitcombe"),
    ("J.-P. Castonbourg", "Jean-Philippe Castonbourg"),
    ("Ben Harcastle", "Benjamin Harcastle"),
    # nicknames
    ("Bob Harcastle", "Robert Harcastle"),
    ("Bill Harcastle", "William Harcastle"),
    ("Liz Harcastle", "Elizabeth Harcastle"),
    ("Ted Harcastle", "Edward Harcastle"),
    # slips
    ("Elenor Whitcombe", "Eleanor Whitcombe"),
    ("Eleanor Whitcomeb", "Eleanor Whitcombe"),
    # transliterations
    ("Mohammed Qasimi", "Muhammad Kasimi"),
    ("Yusuf al-Harbawi", "Youssef Harbawi"),
    ("Abd al-Rahim Nourzadeh", "Abdul Rahim Nurzadeh"),
    ("Osama bin Tariq", "Usama ibn Tareq"),
    ("Anna Harcastle", "Anne Harcastle"),
    ("欧阳晓雯", "Xiaowen Ou Yang"),
    ("Petr Gorshkoff", "Petr Gorshkov"),
    ("Sergejs Ozolovs", "Sergey Ozolov"),
    ("Юсуф Каримов", "Yusuf Karimov"),
    ("Γιώργος Παπαδάκης", "Giorgos Papadakis"),
    ("كريم منصوري", "Karim Mansouri"),
    ("サラ・モリソン", "Sara Morison"),
    # Chinese
    ("蘇婉清", "苏婉清"),
    ("苏·婉清", "苏婉清"),
    ("蘇婉清", "Su Wanqing"),
    ("蘇婉清", "Su Wan-ch'ing"),
    ("许志澜", "Hsu Chih-lan"),
    ("许志澜", "Syu Jhih-lan"),
    ("陈大文", "Chan Tai-man"),
    ("陈大文", "Peter CHAN Tai Man"),
    ("欧阳晓雯", "Au Yeung Hiu Man"),
    ("陳賴素美", "Chen Lai Su-mei"),
    ("Hsu Chih-lan", "Xu Zhilan"),
    ("阿丽古丽·热合曼", "Aliguli Reheman"),
    ("苏婉清 (Wanqing Su)", "Wanqing Su"),
]
DIFFERENT_PEOPLE = [
    ("Eleanor Whitcombe", "Eleanor Whitaker"),
    ("Eleanor Whitcombe", "Edward Whitcombe"),
    ("Eleanor Jane Whitcombe", "Eleanor Ruth Whitcombe"),
    ("Eleanor J. Whitcombe", "Eleanor R. Whitcombe"),
    ("E. Whitcombe", "Margaret Whitcombe"),
    ("Eleanor", "Eleanor Whitcombe"),
    ("E. W.", "Eleanor Whitcombe"),
    ("Bob Harcastle", "Richard Harcastle"),
    ("Ted Harcastle", "Robert Harcastle"),
    ("Daniel Harcastle", "Donald Harcastle"),
    ("Tom Lu", "Tim Lu"),
    ("Maria Harcastle", "Mario Harcastle"),
    ("Sergei Ozolov", "Sergei Ozolova"),
    ("Ann Li", "Jan Li"),
    ("Li Na", "Li Ma"),
    ("Hasan Qasimi", "Hussein Qasimi"),
    ("Karim Mansouri", "Karima Masoud"),
    ("Ahmad bin Tariq", "Tariq bin Ahmad"),
    ("Ahmad Qasimi al-Harbawi", "Ahmad Qasimi al-Basrani"),
    ("Юсуф Каримов", "Yunus Karimov"),
    ("كريم منصوري", "Karim Nasser"),
    ("サラ・モリソン", "Sara Madison"),
    ("苏婉清", "苏婉晴"),
    ("苏婉清", "苏清"),
    ("苏婉清", "Su Wanyun"),
    ("苏婉清", "Xu Wanqing"),
    ("苏婉清", "Su"),
    ("单小雨", "Dan Xiaoyu"),
    ("许志澜", "Hsu Chih-ming"),
    ("陈大文", "Chan Tai-fung"),
    ("陈大文", "Kevin Chan"),
    ("柯志恩", "Ke Chien-ming"),
    ("Hsu Chih-lan", "Xu Ziming"),
    ("阿丽古丽·热合曼", "Aliguli Tursun"),
    ("", "Eleanor Whitcombe"),
    ("😀", "😀"),
]


@pytest.mark.parametrize(("first", "second"), SAME_PEOPLE)
def test_names_of_one_person(first, second):
    assert same_person(first, second).score >= SAME


@pytest.mark.parametrize(("first", "second"), DIFFERENT_PEOPLE)
def test_names_of_two_people(first, second):
    assert same_person(first, second).score < SAME


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        ("蘇婉清", "苏婉清", "the same letters"),
        ("陈大文", "Kevin Chan", "only an alias could tell"),
        ("陈大文", "Chan", "no given name is written"),
        ("苏婉清", "苏碗青", "sound alike"),
        ("苏婉清", "婉清", "given name"),
        ("Ahmad bin Tariq", "Tariq bin Ahmad", "father and child"),
        ("E. W.", "Eleanor Whitcombe", "too little"),
    ],
)
def test_a_match_says_what_was_seen(first, second, how):
    assert how in same_person(first, second).how


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (("Eleanor Whitcombe", "Eleanor Whitcombe"), ("Eleanor Whitcombe", "Elenor Whitcombe")),
        (("Elenor Whitcombe", "Eleanor Whitcombe"), ("E. Whitcombe", "Eleanor Whitcombe")),
        (("苏婉清", "Su Wanqing"), ("苏婉清", "Su Wanqin")),
        (("苏婉清", "Jenny Su"), ("苏婉清", "Su Wan-yun")),
    ],
)
def test_the_nearer_name_scores_higher(nearer, farther):
    assert same_person(*nearer).score > same_person(*farther).score


NAMES = st.text("苏婉清陈 ab-'é.,XЮс·كر", max_size=14) | st.text(max_size=14)


@given(NAMES, NAMES)
def test_the_answer_is_symmetric_and_within_bounds(first, second):
    match = same_person(first, second)
    assert 0 <= match.score <= 1
    assert match == same_person(second, first)
    assert match.same is (match.score >= SAME)


@given(st.text(min_size=1, max_size=14))
def test_a_name_is_its_own(name):
    assert same_person(name, name).score in {0.0, 1.0}


def test_hostile_lengths_cost_little():
    assert not same_person("a" * 100_000, "b" * 100_000).same
    assert not same_person("苏婉清" * 10_000, "Su Wanqing " * 10_000).same
