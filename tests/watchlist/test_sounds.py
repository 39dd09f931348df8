import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.text.fold import fold, is_han
from scanner.watchlist.sounds import heard, sound_patterns, sound_table, syllables

MANDARIN = [
    ("苏婉清", "酥碗青"),
    ("苏婉清", "蘇婉清"),
    ("苏婉清", "宿宛请"),
    ("苏婉清", "苏万亲"),  # qing and qin
    ("苏国栋", "酥果冻"),
    ("许芷岚", "许子兰"),  # zh and z
    ("陈乐晴", "程了清"),  # en and eng
    ("陈乐晴", "陈月晴"),  # the other reading of 乐
    ("曾婉清", "增宛青"),  # as a surname
    ("曾婉清", "曾宛青"),  # a text does not know that it is one
    ("单国栋", "山果冻"),
    ("尉迟秀英", "玉池绣莺"),
    ("欧阳晓雯", "鸥羊小文"),
    ("林雨涵", "淋语韩"),
]


@pytest.mark.parametrize(("name", "written"), MANDARIN)
def test_a_homophone_of_a_name_is_heard(name, written):
    assert heard(compact(f"那个{written}又来了").text)[2:-3] in sound_patterns(name)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("苏婉清", "苏婉秋"),
        ("苏婉清", "苏碗"),
        ("苏婉清", "清婉苏"),
        ("苏婉清", "思万清"),
        ("林雨涵", "宁雨涵"),  # n and l differ for most speakers of Mandarin
        ("陈乐晴", "常乐晴"),  # so do an and ang
        ("欧阳晓雯", "欧阳晓"),
    ],
)
def test_another_sound_is_another_name(name, written):
    patterns = sound_patterns(name)
    assert patterns
    assert not any(pattern in heard(fold(written).text) for pattern in patterns)


@pytest.mark.parametrize(
    ("name", "written", "alike"),
    [
        ("陳樂晴", "陳落情", True),
        ("陳樂晴", "塵諾晴", True),  # n is l to many
        ("蘇國棟", "蘇角棟", True),  # so is gwok gok
        ("陳樂晴", "張樂晴", False),
        ("林秀英", "藍秀英", False),
        ("蘇國棟", "蘇姑棟", False),
    ],
)
def test_cantonese_hears_what_mandarin_does_not(name, written, alike):
    folded = fold(written).text
    assert heard(folded) not in sound_patterns(name)
    sounds = heard(folded, tongue="cantonese")
    assert (sounds in sound_patterns(name, tongue="cantonese")) == alike


@pytest.mark.parametrize("name", ["高明", "王", "", "Su Wanqing", "林a清", "𠮷一二", "一" * 7])
@pytest.mark.parametrize("tongue", ["mandarin", "cantonese"])
def test_names_too_short_or_not_chinese_have_no_sound(name, tongue):
    assert sound_patterns(name, tongue=tongue) == ()


def test_many_readings_are_bounded_and_the_usual_ones_come_first():
    patterns = sound_patterns("单乐行长")
    assert len(patterns) == 8
    assert patterns[0] == heard("山月形掌")


def test_the_two_tongues_never_share_a_sound():
    mandarin = set(sound_table().values())
    assert 300 < len(mandarin) < len(set(sound_table("cantonese").values()))
    assert mandarin.isdisjoint(sound_table("cantonese").values())


def test_a_surname_is_read_as_one():
    assert syllables("万俟清") == (("mo", "wan"), ("qi", "si"), ("qing",))
    assert syllables("单于")[0][0] == "shan"  # two characters: a surname and a given name
    assert syllables("单于清")[0][0] == "chan"
    assert syllables("𠮷清") == ((), ("qing",))


@settings(deadline=None)  # the first call loads tables
@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text(alphabet="苏婉清蘇樂 a\u200b"))
def test_hearing_keeps_the_length_and_what_is_not_chinese(text):
    folded = fold(text).text
    sounds = heard(folded)
    assert len(sounds) == len(folded)
    pairs = zip(folded, sounds, strict=True)
    assert all(one == other for one, other in pairs if not is_han(one))
