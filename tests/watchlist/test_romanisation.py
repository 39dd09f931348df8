"""Spellings of Chinese syllables and characters, each scheme with what it must not give."""

import pytest

from scanner.text.compact import compact
from scanner.watchlist.hokkien import hokkien_given, hokkien_surnames
from scanner.watchlist.hong_kong import hong_kong_spellings, hong_kong_surnames
from scanner.watchlist.readings import (
    SURNAME_READINGS,
    cantonese,
    common_surnames,
    mandarin,
    surname_mandarin,
    syllables,
)
from scanner.watchlist.romanisation import (
    chinese_syllables,
    hong_kong,
    mps2,
    pinyin,
    syllable_readings,
    tongyong,
    wade_giles,
)


@pytest.mark.parametrize(
    ("character", "readings"),
    [("清", ("qing",)), ("乐", ("le", "yue")), ("绿", ("lv",)), ("茜", ("qian", "xi")), ("x", ())],
)
def test_characters_are_read_in_mandarin(character, readings):
    assert mandarin(character) == readings


@pytest.mark.parametrize(
    ("character", "reading"), [("清", "cing"), ("国", "gwok"), ("叶", "jip"), ("万", "maan")]
)
def test_characters_are_read_in_cantonese(character, reading):
    assert cantonese(character)[0] == reading


@pytest.mark.parametrize(
    ("surname", "reading", "not_reading"),
    [
        ("单", "shan", "dan"), ("仇", "qiu", "chou"), ("曾", "zeng", "ceng"), ("区", "ou", "qu"),
        ("解", "xie", "jie"), ("朴", "piao", "po"), ("查", "zha", "cha"), ("盖", "ge", "gai"),
        ("缪", "miao", "mou"), ("翟", "zhai", "di"), ("覃", "qin", "tan"),
        ("尉迟", "yuchi", "weichi"),
        ("万俟", "moqi", "wansi"), ("单于", "chanyu", "danyu"), ("尹", "yin", "yi"),
        ("逄", "pang", "feng"), ("员", "yun", "yuan"), ("召", "shao", "zhao"), ("乐", "yue", "le"),
    ],
)  # fmt: skip
def test_a_surname_has_its_own_reading(surname, reading, not_reading):
    assert surname_mandarin(surname)[0] == reading != not_reading


@pytest.mark.parametrize(
    ("syllable", "spelling"),
    [
        ("zhi", "chih"), ("chi", "chih"), ("shi", "shih"), ("ri", "jih"), ("zi", "tzu"),
        ("si", "ssu"),
        ("zhang", "chang"), ("jiang", "chiang"), ("qiang", "chiang"), ("xu", "hsu"),
        ("xie", "hsieh"),
        ("guo", "kuo"), ("duo", "to"), ("ge", "ko"), ("he", "ho"), ("de", "te"), ("rong", "jung"),
        ("gui", "kuei"), ("hui", "hui"), ("yan", "yen"), ("ye", "yeh"), ("yue", "yueh"),
        ("you", "yu"),
        ("yong", "yung"), ("lian", "lien"), ("lv", "lu"), ("dong", "tung"), ("bo", "po"),
        ("er", "erh"),
        ("cai", "tsai"), ("xiong", "hsiung"), ("an", "an"), ("wang", "wang"), ("zuo", "tso"),
    ],
)  # fmt: skip
def test_wade_giles(syllable, spelling):
    assert wade_giles(syllable)[0] == spelling


@pytest.mark.parametrize(
    ("syllable", "spelling"),
    [
        ("qing", "cing"), ("xiao", "siao"), ("zhi", "jhih"), ("shi", "shih"), ("zi", "zih"),
        ("liu", "liou"), ("hui", "huei"), ("xiong", "syong"), ("qu", "cyu"), ("jun", "jyun"),
        ("lv", "lyu"), ("wen", "wun"), ("feng", "fong"), ("chen", "chen"), ("su", "su"),
        ("qi", "ci"),
    ],
)  # fmt: skip
def test_tongyong(syllable, spelling):
    assert tongyong(syllable) == (spelling,)


@pytest.mark.parametrize(
    ("syllable", "spelling"),
    [
        ("xiu", "shiou"), ("zhao", "jau"), ("qi", "chi"), ("zhe", "jer"), ("quan", "chiuan"),
        ("shi", "shr"), ("zhi", "jyh"), ("zou", "tzou"), ("cai", "tsai"), ("hui", "huei"),
    ],
)  # fmt: skip
def test_mps2(syllable, spelling):
    assert spelling in mps2(syllable)


def test_u_with_dots_is_written_in_three_ways():
    assert pinyin("nv") == ("nu", "nv", "nyu")
    assert pinyin("nu") == ("nu",)


@pytest.mark.parametrize(
    ("surname", "spelling", "not_spelling"),
    [
        ("陈", "chan", "chen"), ("谢", "tse", "xie"), ("李", "lee", "lai"), ("李", "li", "le"),
        ("刘", "lau", "liu"), ("黄", "wong", "huang"), ("张", "cheung", "chang"),
        ("林", "lam", "lin"),
        ("吴", "ng", "wu"), ("周", "chow", "zhou"), ("叶", "yip", "ye"), ("曾", "tsang", "tseng"),
        ("蔡", "choi", "tsai"), ("徐", "tsui", "xu"), ("许", "hui", "xu"), ("邓", "tang", "deng"),
        ("郑", "cheng", "zheng"), ("冯", "fung", "feng"), ("司徒", "szeto", "situ"),
        ("欧阳", "auyeung", "ouyang"), ("何", "ho", "he"), ("廖", "liu", "liao"),
        ("罗", "law", "luo"),
    ],
)  # fmt: skip
def test_hong_kong_surnames(surname, spelling, not_spelling):
    assert spelling in hong_kong_surnames(surname)
    assert not_spelling not in hong_kong_surnames(surname)


@pytest.mark.parametrize(
    ("given_name", "spelling"),
    [
        ("大文", "tai man"), ("婉清", "yuen ching"), ("国强", "kwok keung"), ("子健", "tsz kin"),
        ("美玲", "mei ling"), ("家辉", "ka fai"), ("志伟", "chi wai"), ("俊贤", "chun yin"),
        ("颖诗", "wing sze"), ("嘉怡", "ka yee"), ("浩然", "ho yin"), ("淑芬", "shuk fan"),
        ("丽珍", "lai chun"), ("佩珊", "pui shan"), ("永康", "wing hong"), ("德华", "tak wah"),
    ],
)  # fmt: skip
def test_hong_kong_given_names(given_name, spelling):
    for character, syllable in zip(given_name, spelling.split(), strict=True):
        assert syllable in hong_kong_spellings(character)[:2]


@pytest.mark.parametrize(
    ("jyutping", "spelling"),
    [("gwok", "kwok"), ("zoeng", "cheung"), ("jyut", "yuet"), ("ngai", "ngai"), ("on", "on")],
)
def test_hong_kong_spells_syllables_by_rule(jyutping, spelling):
    assert hong_kong(jyutping)[0] == spelling


def test_hokkien_names():
    assert "lim" in hokkien_surnames("林")
    assert "tan" in hokkien_surnames("陈")
    assert hokkien_surnames("婉") == hokkien_given("苏") == ()
    assert hokkien_given("明") == ("beng", "bing")


def test_a_spelling_leads_back_to_its_syllables():
    assert syllable_readings()["chang"] == {"chang", "zhang"}
    assert "smith" not in chinese_syllables()


def test_every_spelling_is_compact():
    spelled = {form for one in syllables("m") for scheme in (pinyin, wade_giles, tongyong, mps2)
               for form in scheme(one)}  # fmt: skip
    spelled |= {form for one in syllables("c") for form in hong_kong(one)}
    spelled |= {form for one in common_surnames() for form in hong_kong_surnames(one)}
    spelled |= {form for forms in SURNAME_READINGS.values() for form in forms}
    assert len(spelled) > 1000
    assert all(form.isascii() and form.islower() and compact(form).text == form for form in spelled)


def test_every_common_surname_is_read_and_spelled():
    for surname in common_surnames():
        assert surname_mandarin(surname), surname
        assert hong_kong_surnames(surname), surname
