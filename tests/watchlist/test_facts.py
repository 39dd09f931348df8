from datetime import date

import pytest
from enrolled import fact, mentions, person
from hypothesis import given
from hypothesis import strategies as st

from scanner.findings import Tie
from scanner.text.compact import compact
from scanner.watchlist.facts import fact_patterns, normal_form
from scanner.watchlist.names import ALONE
from scanner.watchlist.people import PRIVATE_KINDS, PUBLIC_KINDS


def strength(kind, value, text):
    """Return how strongly ``text`` is tied to a person with this fact, 0 if not."""
    found = mentions(text, person(**{kind: value}))
    assert {item.how for item in found} <= {Tie.FACT}
    assert {item.fact_kind for item in found} <= {kind}
    return max((item.score for item in found), default=0)


CRESCENT = "2209 Larkspur Hollow Crescent, Unit 14, Ottawa, ON K1A 9Z9"
RUE = "4518, rue des Hirondelles-Bleues, app. 3, Québec (Québec) G1K 9Z2"
STREET = "香港九龍翠羽街88號晴川閣12樓F室"
ROAD = "江苏省苏州市姑苏区翠羽路16号3幢"

FOUND = {
    ("phone", "+1 343-555-0126"): [
        "3435550126",
        "343-555-0126",
        "(343) 555-0126",
        "343.555.0126",
        "343 555 0126",
        "1-343-555-0126",
        "+1 343 555 0126",
        "0013435550126",
        "011 1 343 555 0126",
        "3 4 3 5550126",
        "３４３－５５５－０１２６",
        "3️⃣4️⃣3️⃣5️⃣5️⃣5️⃣0️⃣1️⃣2️⃣6️⃣",
        "③④③ ⑤⑤⑤ 0126",
        "tel:343-555-0126x",
        "电话3435550126快打",
        "343\u200b555\u200b0126",
        "٣٤٣٥٥٥٠١٢٦",
        "343/555/0126",
        "343_555_0126",
        "three four three five five five zero one two six",
        "three-four-three 555 oh one two six",
        "trois quatre trois cinq cinq cinq zéro un deux six",
        "三四三五五五〇一二六",
        "叁肆叁 五五五 零幺贰陆",
        "343😀555😀0126",
    ],
    ("phone", "+86 138 0000 0012"): [
        "13800000012",
        "138-0000-0012",
        "+86 138 0000 0012",
        "0086 13800000012",
        "一三八〇〇〇〇〇〇一二",
        "电话13800000012",
    ],
    ("phone", "+852 5555 0137"): ["5555 0137", "5555-0137", "+852 55550137", "（852）5555 0137"],
    ("phone", "+886 900 000 012"): ["0900-000-012", "0900000012", "+886 900000012"],
    ("phone", "138 0000 0012"): ["+86 13800000012", "138-0000-0012"],
    ("phone", "5555 0137"): ["+852 5555 0137", "5555-0137"],
    ("phone", "0900-000-012"): ["+886 900 000 012", "0900000012"],
    ("phone", "+1 343-555-0126 ext. 22"): ["343 555 0126"],
    ("email", "wanqing.su@gmail.com"): [
        "wanqing.su at gmail",
        "wanqing.su艾特gmail",
        "wanqing.su@gmail.com",
    ],
    ("email", "wanqing.su@homemail.example"): [
        "wanqing.su@homemail.example",
        "WANQING.SU@HOMEMAIL.EXAMPLE",
        "wanqing.su @ homemail . example",
        "wanqing.su at homemail.example",
        "wanqing.su (at) homemail (dot) example",
        "wanqing dot su at homemail dot example",
        "wanqing.su[at]homemail[dot]example",
        "wanqing.su arobase homemail point example",
        "wanqing.su艾特homemail点example",
        "邮箱wanqing.su@homemail.example谢谢",
        "ｗａｎｑｉｎｇ．ｓｕ＠ｈｏｍｅｍａｉｌ．ｅｘａｍｐｌｅ",
        "wanqing.su@home\u200bmail.example",
        "<wanqing.su@homemail.example>",
        "mailto:wanqing.su@homemail.example",
        "wanqingsu@homemail.example",
        "wanqing_su@homemail.example",
        "...wanqing.su@homemail.example",
        "邮箱.wanqing.su@homemail.example",
    ],
    ("address", CRESCENT): [
        "2209 Larkspur Hollow Crescent",
        "2209 larkspur hollow cres.",
        "2209, Larkspur Hollow Cr",
        "14-2209 Larkspur Hollow Crescent",
        "2209 Larkspur Hollow",
        "2209 LARKSPUR-HOLLOW",
        "at 2209 Larkspur Hollow!",
        "２２０９ Ｌａｒｋｓｐｕｒ Hollow",
        "2209LarkspurHollow",
        "Larkspur Hollow 2209",
        "Larkspur Hollow, number 2209",
        CRESCENT,
        "她住2209 Larkspur Hollow那边",
    ],
    ("address", RUE): [
        "4518, rue des Hirondelles-Bleues",
        "4518 rue des Hirondelles Bleues",
        "4518 r. des hirondelles-bleues",
        "4518 Hirondelles-Bleues",
        "4518 des Hirondelles-Bleues",
        "Hirondelles-Bleues au 4518",
        "Hirondelles-Bleues, numéro 4518",
    ],
    ("address", STREET): [
        "翠羽街88號",
        "翠羽街88号",
        "翠羽街８８號",
        "翠羽街 88 號",
        "翠羽街八十八號",
        "九龍翠羽街88號晴川閣",
        STREET,
    ],
    ("address", ROAD): [
        "翠羽路16号",
        "苏州市姑苏区翠羽路16号3幢",
        "翠羽路十六号",
        "姑蘇區翠羽路16號",
    ],
    ("address", "江苏省苏州市广州路8号"): ["广州路8号", "蘇州廣州路八號"],
    ("address", "广州路8号"): ["广州路8号"],
    ("address", "翠羽路10008号"): ["翠羽路10008號", "翠羽路一零零零八號"],
    ("address", "台北市中正區翠羽路一段12巷3號5樓"): ["翠羽路一段12巷3號", "翠羽路一段12巷三號"],
    ("address", "上海市三里街道翠羽东路108号"): ["翠羽东路108号", "翠羽东路一百零八号"],
    ("address", "Unit 3, 100 St Clair Avenue West"): ["100 St. Clair Ave", "100 St Clair Avenue W"],
    ("address", "12 Old Hill Road"): ["12 Old Hill Rd.", "12 old hill road"],
    ("address", "12 Hill Street"): ["12 Hill St", "12 hill street"],
    ("address", "12 Avenue Road"): ["12 Avenue Rd"],
    ("address", "12 avenue du Parc"): ["12 av. du Parc", "12 ave du parc"],
    ("address", "20 Young Street"): ["20 Young St", "20 Young Street"],
    ("address", "77 Nathan Quillfeather"): ["77 nathan quillfeather"],
    ("ca_sin", "804 170 009"): [
        "804170009",
        "804-170-009",
        "804 170 009",
        "SIN804170009",
        "８０４１７０００９",
    ],
    ("hk_id", "A123456(3)"): [
        "A123456(3)",
        "a1234563",
        "A 123456 (3)",
        "A123456（3）",
        "身份證A123456(3)號",
    ],
    ("tw_id", "A100000001"): ["a100000001", "A-1000-00001", "身分證A100000001"],
    ("cn_resident_id", "990101190001010010"): ["990101 19000101 0010", "身份证990101190001010010"],
    ("cn_resident_id", "99010119000101002X"): [
        "99010119000101002x",
        "990101 19000101 002X",
        "99010119000101002×",
    ],
    ("ca_health_card", "0000-000-141-ZQ"): ["0000000141ZQ", "0000 000 141", "0000-000-141 zq"],
    ("ca_health_card", "LEVM 8562 0412"): ["levm85620412", "LEVM-8562-0412"],
    ("ca_driver_licence", "W4417-00000-80519"): ["w44170000080519", "W4417 00000 80519"],
    ("ca_driver_licence", "0000141"): ["DL 0000141", "licence: 000-0141", "permis 0000141"],
    ("passport", "ZZ000143"): ["zz 000143", "护照ZZ000143"],
    ("licence_plate", "QQWX 018"): ["QQWX018", "qqwx-018", "plate QQWX 018.", "QQWX O18"],
    ("licence_plate", "苏E·Q0018"): ["苏E·Q0018", "蘇EQ0018", "苏e q0018", "车牌苏E-Q0018"],
    ("licence_plate", "SUNNYQ"): ["plate SUNNYQ", "车牌 SUNNYQ"],
    ("bank_account", "00012-004-1234567"): [
        "00012 004 1234567",
        "004-00012-1234567",
        "transit 00012, institution 004, account 1234567",
        "000400012 1234567",
    ],
    ("bank_account", "004 00012 1234567"): ["00012-004-1234567"],
    ("bank_account", "6200 0000 0000 0000 017"): ["6200000000000000017"],
    ("social", "WeChat: qingsu_1988"): [
        "qingsu_1988",
        "微信qingsu_1988",
        "WeChat: qingsu_1988",
        "vx：qingsu_1988",
        "微信号 qingsu_1988",
    ],
    ("social", "wechat moonriver"): ["微信 moonriver", "wx: moonriver", "WeChat ID moonriver"],
    ("social", "QQ：100017"): ["qq 100017", "扣扣100017", "QQ号：100017"],
    ("social", "https://t.me/qingsu_1988"): ["@qingsu_1988"],
    ("social", "qingsuwrites"): ["@qingsuwrites"],
    ("other", "Kestrel Pond Swim Club"): ["the kestrel pond swim club", "Kestrel-Pond Swim Club"],
}

MISSED = {
    ("phone", "+1 343-555-0126"): [
        "343-555-0127",
        "344-555-0126",
        "555-0126",
        "343-555-012",
        "343-555-01267",
        "93435550126",
        "34355501267",
        "order 8834355501261",
        "343-555\n0126",
        "343-555. And! 0126",
        "three four three five five five zero one two seven",
        "343 555 or maybe 0126",
    ],
    ("phone", "+86 138 0000 0012"): ["13800000013", "138000000123", "1380000001", "0000 0012"],
    ("phone", "+852 5555 0137"): ["5555 0138", "15555 0137", "5555 01377"],
    ("email", "mei@gmail.com"): ["gmail", "mei gmail"],
    ("email", "mei.lin@pacificbrief.example"): ["Mei Lin at Pacific Brief"],
    ("email", "wanqing.su@homemail.example"): [
        "wanqing.su@othermail.example",
        "wanqing@homemail.example",
        "not.wanqing.su@homemail.example",
        "x-wanqing.su@homemail.example",
        "swanqing.su@homemail.example",
        "wanqing.su@homemail.examples",
        "wanqing.su@example.org",
        "homemail.example",
        "wanqing su, homemail",
    ],
    ("address", CRESCENT): [
        "2207 Larkspur Hollow Crescent",
        "12209 Larkspur Hollow Crescent",
        "220 Larkspur Hollow",
        "Larkspur Hollow Crescent",
        "2209",
        "2209 Larkspur",
        "2209 Hollow Crescent",
        "unit 14, Ottawa",
        "2209 Larkspur Hollows",
        "22091 Larkspur Hollow",
        "Larkspur Hollow 22091",
    ],
    ("address", RUE): [
        "4519, rue des Hirondelles-Bleues",
        "rue des Hirondelles-Bleues",
        "14518 Hirondelles-Bleues",
        "4518",
        "4518 rue des Hirondelles",
        "Hirondelles-Bleues au 4519",
        "app. 3, Québec",
    ],
    ("address", STREET): [
        "翠羽街89號",
        "翠羽街188號",
        "翠羽街8號",
        "翠羽街",
        "羽街88號",
        "88號",
        "翠羽道88號",
    ],
    ("address", ROAD): ["翠羽路17号", "翠羽路116号", "翠羽路", "路16号", "观前路16号"],
    ("address", "广州路8号"): ["杭州路8号", "路8号", "广州路18号"],
    ("address", "100 St Clair Avenue West"): ["100 st", "100 street", "100 avenue"],
    ("address", "12 Hill Street"): ["12 street", "12 St", "hill street"],
    ("address", "12345 Suite 9"): ["12345", "order 12345"],
    ("address", "12345 Court"): ["12345", "court"],
    ("ca_sin", "804 170 009"): ["804170008", "1804170009", "8041700090", "804 170"],
    ("hk_id", "A123456(3)"): ["A123456(4)", "AA123456(3)", "B123456(3)"],
    ("ca_health_card", "0000-000-141-ZQ"): ["0000-000-142", "000-000-141"],
    ("cn_resident_id", "99010119000101002X"): ["99010119000101003X", "9901011900010100"],
    ("licence_plate", "苏E·Q0018"): ["苏E·Q0019", "沪E·Q0019", "苏"],
    ("bank_account", "00012-004-1234567"): ["00012 004 1234568", "00012-004", "123456"],
    ("licence_plate", "QQWX 018"): ["QQWX 019", "AQQWX 018", "QQWX 0181"],
    ("social", "WeChat: qingsu_1988"): ["qingsu_1989", "qingsu", "aqingsu_1988", "WeChat"],
    ("other", "Kestrel Pond Swim Club"): ["Kestrel Pond", "swim club", "kestrel pond swim clubs"],
}


@pytest.mark.parametrize(
    ("kind", "value", "text"), [(*key, text) for key, texts in FOUND.items() for text in texts]
)
def test_a_spelling_of_a_fact_ties_alone(kind, value, text):
    assert strength(kind, value, text) >= ALONE


@pytest.mark.parametrize(
    ("kind", "value", "text"), [(*key, text) for key, texts in MISSED.items() for text in texts]
)
def test_what_only_resembles_a_fact_ties_nobody(kind, value, text):
    assert strength(kind, value, text) == 0


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("birth_date", "1988-04-17", text)
        for text in (
            "1988-04-17",
            "1988/4/17",
            "19880417",
            "17/04/1988",
            "04/17/1988",
            "4/17/1988",
            "17.4.1988",
            "April 17, 1988",
            "17 April 1988",
            "17th April 1988",
            "Apr 17th, 1988",
            "17th of April 1988",
            "17 avril 1988",
            "17 avr. 1988",
            "1988年4月17日",
            "1988年04月17日",
            "１９８８年４月１７日",
        )
    ]
    + [
        ("birth_date", "1988-04-17", "17/04/88"),
        ("birth_date", "1988-04-17", "88-04-17"),
        ("birth_date", "1988-04-17", "17 Apr 88"),
        ("birth_date", "1988-04-17", "17 of April 1988"),
        ("birth_date", "1988-04-17", "1988, April 17"),
        ("birth_date", "1988-04-17", "88年4月17日"),
        ("birth_date", "1988-04-17", "1988年4月17号"),
        ("birth_date", "1988-04-17", "一九八八年四月十七日"),
        ("birth_date", "2001-10-20", "二〇〇一年十月二十日"),
        ("birth_date", "1988-04-17", "民國77年4月17日"),
        ("birth_date", "1988/4/17", "1988-04-17"),
        ("birth_date", "17 avril 1988", "April 17, 1988"),
        ("birth_date", "1988年4月17日", "1988-04-17"),
        ("school", "云杪第二中学", "云杪二中"),
        ("school", "云杪大学附属中学", "云杪大学附中"),
        ("school", "苏州市翠羽小学", "翠羽小学"),
        ("school", "Alderbrook Hollow Public School", "Alderbrook Hollow PS"),
        ("school", "Saint Quillian High School", "St. Quillian"),
        ("school", "University of Alderbrook", "U of Alderbrook"),
        ("employer", "Tidewatch 潮望周刊", "潮望周刊"),
        ("employer", "Tidewatch 潮望周刊", "Tidewatch"),
        ("employer", "The Quillfern Ledger Inc.", "quillfern ledger"),
        ("licence_plate", "SUNNYQ", "sunnyq"),
        ("ca_driver_licence", "0000141", "0000141"),
        ("bank_account", "00012-004-1234567", "1234567"),
        ("bank_account", "00012-004-1234567", "account 1234567"),
        ("social", "QQ：100017", "100017"),
        ("other", "Peanut", "peanut"),
        ("other", "77123", "77123"),
        ("birth_date", "1990-03-01", "1er mars 1990"),
        ("birth_date", "1990-03-01", "March 1st, 1990"),
        ("birth_date", "1990-03-02", "2nd March 1990"),
        ("birth_date", "1990-03-23", "23rd March 1990"),
        ("birth_date", "1990-03-11", "March 11th 1990"),
        ("birth_date", "1990-07-05", "5 juil. 1990"),
        ("birth_date", "1990-09-05", "Sept 05 1990"),
        ("birth_date", "spring 1990", "Spring 1990"),
        ("school", "Alderbrook Hollow Public School", "alderbrook hollow public school"),
        ("school", "Alderbrook Hollow Public School", "at Alderbrook Hollow"),
        ("school", "苏州市翠羽小学", "苏州市翠羽小學"),
        ("school", "École primaire des Hirondelles", "des hirondelles"),
        ("employer", "Otterglass Ltd", "Otterglass"),
        ("employer", "翠羽有限公司", "翠羽有限公司"),
        ("address", "20 Young Street", "20 young men"),
        ("address", "100 Bay Street", "100 bay leaves"),
        ("social", "moonriver", "moonriver"),
    ],
)
def test_what_others_have_too_needs_a_second_clue(kind, value, text):
    assert 0 < strength(kind, value, text) < ALONE


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("birth_date", "1988-04-17", "1988-04-18"),
        ("birth_date", "1988-04-17", "1989-04-17"),
        ("birth_date", "1988-04-17", "17 May 1988"),
        ("birth_date", "1988-04-17", "April 17"),
        ("birth_date", "1988-04-17", "4/17/88"),
        ("birth_date", "1988-04-17", "17 Apr 89"),
        ("birth_date", "1988-04-17", "一九八八年四月十八日"),
        ("birth_date", "1988-04-17", "民國78年4月17日"),
        ("school", "云杪第二中学", "云杪三中"),
        ("school", "云杪第二中学", "二中"),
        ("birth_date", "1988-04-17", "April 1988"),
        ("birth_date", "1988-04-17", "119880417"),
        ("birth_date", "1988-04-17", "1988年14月17日"),
        ("birth_date", "1990-03-01", "11th March 1990"),
        ("school", "Alderbrook Hollow Public School", "public school"),
        ("school", "Alderbrook Hollow Public School", "Alderbrook Public School"),
        ("school", "翠羽小学", "小学"),
        ("employer", "翠羽有限公司", "有限公司"),
        ("employer", "Otterglass Ltd", "Otterglasses"),
        ("address", "100 Bay Street", "100 babies"),
    ],
)
def test_another_date_or_institution_ties_nobody(kind, value, text):
    assert strength(kind, value, text) == 0


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+1 343-555-0126", "(343) 555-0126"),
        ("phone", "+1 343-555-0126", "３４３ ５５５ ０１２６"),
        ("phone", "+852 5555 0137", "+852-55550137"),
        ("email", "Mei@Example.org ", "mei@example.org"),
        ("birth_date", "1988-04-17", " 1988-04-17"),
        ("birth_date", "Spring 1988", "spring, 1988"),
        ("ca_sin", "804 170 009", "804-170-009"),
        ("address", "翠羽街88號", "翠羽街 88 号"),
    ],
)
def test_two_writings_of_a_value_have_one_normal_form(kind, one, other):
    assert normal_form(one, kind) == normal_form(other, kind)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+1 343-555-0126", "+1 343-555-0127"),
        ("phone", "+852 5555 0137", "+853 5555 0137"),
        ("phone", "ext. none", "+1 343-555-0126"),
        ("email", "mei.lin@example.org", "meilin@example.org"),
        ("birth_date", "1988-04-17", "1988-07-14"),
        ("ca_sin", "804 170 009", "804 170 008"),
    ],
)
def test_two_values_have_two_normal_forms(kind, one, other):
    assert normal_form(one, kind) != normal_form(other, kind)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "@"),
        ("email", "mei@"),
        ("email", "😀@😀.😀"),
        ("ca_sin", "80"),
        ("address", "12"),
        ("address", "羽街"),
        ("school", "School"),
        ("other", "abc"),
        ("social", "@"),
        ("other", ""),
        ("hk_id", "😀😀😀😀😀"),
    ],
)
def test_a_value_that_is_too_short_has_no_pattern(kind, value):
    assert fact_patterns(fact(kind, value)) == ()


ANY_KIND = st.sampled_from([*PRIVATE_KINDS, *PUBLIC_KINDS])


@given(ANY_KIND, st.text(max_size=40) | st.text("0123456789 ,-街路号市rue St.@", max_size=40))
def test_any_value_has_compact_patterns_that_are_long_enough(kind, value):
    normal_form(value, kind)
    for text, power in fact_patterns(fact(kind, value)):
        assert compact(text).text == text
        assert len(text) >= 3
        assert not (text.isascii() and len(text) < 5)
        assert 0 < power <= 1


@given(st.dates(date(1900, 1, 1), date(2026, 11, 20)))
def test_a_birth_date_is_found_as_iso_and_in_words(day):
    for text in (
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert strength("birth_date", day.isoformat(), text) > 0


@given(st.integers(1, 9999))
def test_a_house_number_is_found_in_chinese_numerals(number):
    digits, units = "零一二三四五六七八九", ["千", "百", "十", ""]
    spelled, zero = "", False
    for digit, unit in zip(f"{number:04}", units, strict=True):
        if digit == "0":
            zero = bool(spelled)
        else:
            spelled += "零" * zero + digits[int(digit)] + unit
            zero = False
    spelled = spelled[1:] if spelled.startswith("一十") else spelled
    assert strength("address", f"翠羽街{number}号", f"住翠羽街{spelled}號") == 1
