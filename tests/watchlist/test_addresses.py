import pytest
from enrolled import person
from growth import LINEAR_AT_MOST, growth
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.text.fold import is_han
from scanner.watchlist.addresses import AddressMatcher, address_matchers, address_patterns
from scanner.watchlist.han_streets import parse_han_address
from scanner.watchlist.latin_addresses import parse_latin_address
from scanner.watchlist.names import ALONE

CRESCENT = "2209 Larkspur Hollow Crescent, Unit 14, Ottawa, ON K1A 9Z9"
YOUNG = "20 Young Street, Hamilton, ON L8N 9Z1"
MAIN = "1482 Main Street, Apt 7, Winnipeg, MB R2W 9Z4"
RUE = "4518, rue des Hirondelles-Bleues, app. 3, Québec (Québec) G1K 9Z2"
PARC = "12 avenue du Parc, Gatineau (Québec) J8X 9Z7"
NUMBERED = "12345 104 Avenue NW, Edmonton, AB T5K 9Z3"
BOX = "PO Box 4471, Station B, Ottawa, ON K1P 9Z0"
STREET = "香港九龍翠羽街88號晴川閣12樓F室"
ROAD = "江苏省苏州市姑苏区翠羽路16号3幢"
EAST = "上海市浦东新区翠羽东路108号"
COMMON = "浙江省嘉兴市人民路12号"
TAIWAN = "臺北市文山區霧杉路三段918巷7號5樓"
LANE = "江苏省苏州市云杪路1188弄6号302室"
ESTATE = "深圳市南山区晴川花园3座12楼B室"
ALL = [CRESCENT, YOUNG, MAIN, RUE, PARC, NUMBERED, BOX, STREET, ROAD, EAST, COMMON, TAIWAN, LANE]
ALL += [ESTATE]


def strength(value, text):
    return max((found[2] for found in AddressMatcher(value).find(compact(text))), default=0)


STRONG = {
    CRESCENT: [
        CRESCENT,
        "2209 Larkspur Hollow Cres.",
        "2209 Larkspur Hollow",
        "2209 larkspur-hollow cr",
        "#14-2209 Larkspur Hollow",
        "2209-14 Larkspur Hollow Cres",
        "Unit 14, 2209 Larkspr Hollow",
        "2209 Larkspur Hallow Crescent",
        "2209 Lakrspur Holow Cres",
        "2209 Larkspur Hallow, Ottawa",
        "2209 Larkspur Hallow，渥太华",
        "2209 Larkspur Hallow k1a9z9",
        "Larkspur Hollow Crescent, number 2209",
        "Larkspur Hollow Cres 2209",
        "Ottawa K1A 9Z9, house 2209",
        "K1A-9Z9 unit 14",
        "她住在2209 Larkspur Hollow Crescent快去",
        "№ 2209, Larkspur Hollow Crescent",
        "2209  LARKSPUR  HOLLOW",
        "2209A Larkspur Hollow Crescent",
    ],
    YOUNG: ["20 Young St", "20 Young, Hamilton", "20 young L8N9Z1"],
    MAIN: ["1482 Main St, Winnipeg", "apt 7, 1482 Main", "1482 main street r2w 9z4"],
    RUE: [
        "4518 rue des Hirondelles-Bleues",
        "4518, r. Hirondelles Bleues",
        "4518 rue des Hirondeles-Bleus",
        "4518 des Hirondelles-Bleues, app. 3",
        "Hirondelles-Bleues au 4518, Québec",
        "au 4518 de la rue des Hirondelles-Bleues",
        "G1K 9Z2, app 3",
    ],
    PARC: ["12 av. du Parc", "12, avenue du Parc, Gatineau", "avenue du Parc, no 12, Gatineau"],
    NUMBERED: ["12345 104 Ave", "12345 104 Ave NW, Edmonton", "12345-104 Avenue"],
    BOX: ["P.O. Box 4471, Ottawa", "box 4471 K1P 9Z0", "case postale 4471, Ottawa"],
    STREET: [
        STREET,
        "翠羽街88号",
        "翠羽街八十八號12樓",
        "九龍翠羽街88",
        "晴川閣12樓F室",
        "九龍晴川閣F室",
        "88號翠羽街，九龍",
    ],
    ROAD: [
        ROAD,
        "翠羽路16号",
        "翠羽路十六号",
        "翠羽路16",
        "苏州翠羽路16",
        "16 Cuiyu Road, Suzhou",
        "No. 16 Cuiyu Rd.",
        "Cuiyu Road 16, Suzhou",
    ],
    EAST: [EAST, "翠羽东路一百零八号", "上海翠雨东路108号", "上海 翠羽东路 108 号"],
    COMMON: ["嘉兴人民路12号", "人民路十二号，在嘉兴"],
    TAIWAN: [
        TAIWAN,
        "霧杉路3段918巷7號",
        "霧杉路三段九一八巷七號",
        "No. 7, Lane 918, Sec. 3, Wushan Rd., Taipei",
    ],
    LANE: [LANE, "云杪路1188弄6号", "云杪路1188弄六号302", "苏州云杪路1188弄"],
    ESTATE: [ESTATE, "晴川花园3座12楼", "深圳晴川花园B室"],
}  # fmt: skip

WEAK = {
    CRESCENT: ["K1A 9Z9", "unit 14 on Larkspur Hollow"],
    YOUNG: ["20 young people", "at 20 Young"],
    MAIN: ["1482 Main Street", "1482 main"],
    BOX: ["PO Box 4471"],
    STREET: ["88號翠羽街", "晴川閣"],
    EAST: ["翠雨东路108号"],
    COMMON: ["人民路12号", "人民路12"],
    LANE: ["云杪路1188弄"],
    ESTATE: ["晴川花园"],
}

NOTHING = {
    CRESCENT: [
        "2207 Larkspur Hollow Crescent, Ottawa",
        "22091 Larkspur Hollow",
        "12209 Larkspur Hollow Crescent",
        "Larkspur Hollow Crescent",
        "Larkspur Hollow Crescent is closed, says a man in the other 2209 houses",
        "2209 people on Larkspur Hollow Crescent",
        "$2209 Larkspur Hollow Crescent",
        "2209 Larkspur Hallow",
        "2209 Larkspur Meadow Crescent",
        "2209 Hollow Crescent, Ottawa",
        "2209",
        "Ottawa",
        "unit 14, Ottawa",
        "K1A 9Z8, unit 14",
        "K1A 9Z99",
        "XK1A 9Z9",
        "score 22:09 Larkspur Hollow",
    ],
    YOUNG: ["120 Young Street, Hamilton", "Young Street, Hamilton", "20 youngsters", "20 yams"],
    MAIN: ["Main Street, Winnipeg", "1483 Main Street, Winnipeg", "1482 maintenance calls"],
    RUE: [
        "4519, rue des Hirondelles-Bleues, Québec",
        "rue des Hirondelles-Bleues, Québec",
        "4518 rue des Mésanges, Québec",
        "4518 recettes",
        "Québec",
    ],
    PARC: ["12 avenues", "avenue du Parc", "12 parcs", "13 avenue du Parc, Gatineau"],
    NUMBERED: ["104 Avenue, Edmonton", "12345", "12345 105 Avenue NW, Edmonton"],
    BOX: ["PO Box 4472, Ottawa", "PO Box 44711, Ottawa", "box 447"],
    STREET: ["翠羽街89號", "翠羽街188號", "翠羽街", "九龍", "晴川閣13樓", "翠羽道88號", "88號"],
    ROAD: [
        "翠羽路17号",
        "翠羽路116号",
        "苏州市姑苏区",
        "翠羽路16岁",
        "17 Cuiyu Road, Suzhou",
        "Cuiyu Road",
    ],
    EAST: ["翠羽西路108号", "上海翠羽西路108号", "翠雨东路109号", "翠雨冬路108号", "东路108号"],
    COMMON: ["嘉兴人民路13号", "人民路", "人民币12号"],
    TAIWAN: ["霧杉路7號", "霧杉路三段918巷8號", "霧杉路二段918巷7號", "7 Wushan Rd., Taipei"],
    LANE: ["云杪路6号", "云杪路1188号", "云杪路1189弄6号"],
    ESTATE: ["晴川花园4座12楼B室", "晴川公园3座", "深圳市南山区", "3座12楼B室"],
}


def cases(table):
    return [(value, text) for value, texts in table.items() for text in texts]


@pytest.mark.parametrize(("value", "text"), cases(STRONG))
def test_the_address_is_found_in_another_writing(value, text):
    assert strength(value, text) >= ALONE


@pytest.mark.parametrize(("value", "text"), cases(WEAK))
def test_what_could_be_another_address_needs_a_second_clue(value, text):
    assert 0 < strength(value, text) < ALONE


@pytest.mark.parametrize(("value", "text"), cases(NOTHING))
def test_another_address_is_not_found(value, text):
    assert strength(value, text) == 0


def test_a_find_says_where_it_is():
    view = compact("Ｇo to １４－２２０９ Larkspur Hallow Cres, Ottawa!")
    ((start, end, _),) = AddressMatcher(CRESCENT).find(view)
    assert view.folded.text[start:end] == "14-2209 larkspur hallow cres"
    view = compact("他住 翠羽路 十六号 3幢。")
    ((start, end, _),) = AddressMatcher(ROAD).find(view)
    assert view.folded.text[start:end] == "翠羽路 十六号 3幢"


def test_an_address_is_taken_apart():
    address = parse_latin_address(RUE)
    assert (address.number, address.stem, address.kind) == ("4518", "hirondellesbleues", "rue")
    assert (address.unit, address.places, address.postal) == ("3", ("quebec",), "g1k9z2")
    address = parse_han_address(compact(STREET).text)
    assert (address.road, address.estate) == ("翠羽街", "晴川阁")
    assert address.parts == {"number": "88", "floor": "12", "room": "f"}
    address = parse_han_address(compact(TAIWAN).text)
    assert address.parts == {"section": "3", "lane": "918", "number": "7", "floor": "5"}
    assert "88" not in repr(parse_han_address(compact(STREET).text))
    assert "4518" not in repr(parse_latin_address(RUE))


def test_a_person_has_a_matcher_for_each_address():
    someone = person(address=[CRESCENT, "x", ROAD], phone="+1 343-555-0126")
    found = dict(address_matchers(someone))
    assert list(found) == ["address:0", "address:2"]
    assert found["address:0"].anchors >= {"k1a9z9"}


@pytest.mark.parametrize("value", ALL)
def test_anchors_are_long_enough(value):
    for anchor in AddressMatcher(value).anchors:
        assert compact(anchor).text == anchor
        assert len(anchor) >= (5 if anchor.isascii() else 2)
        assert anchor.isascii() or any(map(is_han, anchor))


@st.composite
def mutated(draw):
    """An address with parts moved or left out and some characters wrong."""
    value = draw(st.sampled_from(ALL))
    parts = draw(st.permutations(value.split(",")))[: draw(st.integers(1, 5))]
    text = list(draw(st.sampled_from([",", " ", ""])).join(parts))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        new = draw(
            st.sampled_from(["", " ", "-", "a", "x", "1", "号", "路", "街", "\n", "St", "9"])
        )
        text[at : at + draw(st.integers(0, 2))] = new
    return value, "".join(text)


@given(mutated())
def test_where_no_anchor_is_nothing_is_found(case):
    value, text = case
    matcher, view = AddressMatcher(value), compact(text)
    for start, end, power in matcher.find(view):
        assert 0 <= start < end <= len(view.folded.text)
        assert 0 < power <= 1
        assert any(anchor in view.text for anchor in matcher.anchors)


@given(st.text(max_size=60) | st.text("0123456789 ,-#街路号巷弄楼室市rue St.@AZ", max_size=60))
def test_anything_can_be_enrolled_as_an_address(value):
    matcher, view = AddressMatcher(value), compact(value)
    for start, end, power in matcher.find(view):
        assert 0 <= start < end <= len(view.folded.text)
        assert 0 < power <= 1
        assert any(anchor in view.text for anchor in matcher.anchors)
    for text, power in address_patterns(value):
        assert compact(text).text == text
        assert 0 < power <= 1


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (CRESCENT, "2209 Larkspur Hollow "),
        (CRESCENT, "larkspurhollow"),
        (CRESCENT, "K1A 9Z9 "),
        (CRESCENT, "1-"),
        (RUE, "4518rue"),
        (STREET, "翠羽街"),
        (STREET, "翠羽街8"),
        (EAST, "东路108"),
        (ESTATE, "晴川花园3座"),
        (BOX, "box 4471 "),
    ],
)
def test_the_cost_grows_with_the_text(value, unit):
    matcher = AddressMatcher(value)
    assert growth(lambda text: list(matcher.find(compact(text))), unit) < LINEAR_AT_MOST
