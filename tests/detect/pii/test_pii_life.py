"""What is told of a life in the detector, and birth dates, accounts and exact places."""

import pytest

from scanner.detect.pii import PiiDetector
from scanner.detect.pii.catalogue import CATALOGUE, CIRCUMSTANCES
from scanner.settings import Detect

DETECTOR = PiiDetector(Detect.model_validate({}))


def found(text: str) -> list[tuple[str, str]]:
    return [(item.type, text[item.start : item.end]) for item in DETECTOR.detect(text)]


def test_circumstances_are_these_and_no_values() -> None:
    """A type that identifies somebody belongs into the catalogue, where the rules judge it."""
    kinds = [kind.ENTITY for kind in CIRCUMSTANCES]
    assert kinds == ["AGE", "SCHOOL", "EMPLOYER", "VEHICLE", "ROUTINE"]
    assert not set(kinds) & {kind.ENTITY for kind in CATALOGUE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("she turned 41 last week", ("AGE", "41")),
        ("她今年35岁，住附近", ("AGE", "35岁")),
        ("佢個女8歲", ("AGE", "8歲")),
        ("sa fille de 6 ans joue au parc", ("AGE", "6 ans")),
        ("a 12-year-old boy was rescued", None),
        ("the whisky is 18 years old", None),
        ("il y a 10 ans", None),
        ("十八岁以上", None),
        ("her son goes to Larkspur Elementary", ("SCHOOL", "Larkspur Elementary")),
        ("son fils fréquente l'école des Lutins", ("SCHOOL", "école des Lutins")),
        ("她儿子在虚构小学上学", ("SCHOOL", "虚构小学")),
        ("Larkspur Elementary won the cup", None),
        ("虚构小学今天放假", None),
        ("上大学很重要", None),
        ("he works at Thimble Robotics", ("EMPLOYER", "Thimble Robotics")),
        ("elle travaille chez Brindille Conseil", ("EMPLOYER", "Brindille Conseil")),
        ("她老公在虚构银行上班", ("EMPLOYER", "虚构银行")),
        ("Thimble Robotics is hiring", None),
        ("他在认真工作", None),
        ("she works at night", None),
        ("she drives a grey Honda Civic", ("VEHICLE", "grey Honda Civic")),
        ("elle conduit une Mazda rouge", ("VEHICLE", "Mazda rouge")),
        ("她开一辆白色丰田", ("VEHICLE", "白色丰田")),
        ("she drives a hard bargain", None),
        ("the grey Honda was recalled", None),
        ("丰田今年销量第一", None),
        (
            "picks the kids up at the north gate at 3:15",
            ("ROUTINE", "picks the kids up at the north gate at 3:15"),
        ),
        ("快看，每晚八点在河边遛狗", ("ROUTINE", "每晚八点在河边遛狗")),
        (
            "elle court au canal tous les matins vers 6 h 30",
            ("ROUTINE", "elle court au canal tous les matins vers 6 h 30"),
        ),
        ("I walk the dog every night at 8", None),
        ("我每晚八点在河边遛狗", None),
        ("超市每天八点开门", None),
        ("il pleut chaque jour", None),
        ("她生日是三月七号", ("BIRTH_DATE", "三月七号")),
        ("三月七号开会", None),
        ("她的微博：@清风在北方", ("SOCIAL_ACCOUNT", "清风在北方")),
        ("微博上都在说", None),
        ("plus code 72222222+2V", ("GEO_COORDINATES", "72222222+2V")),
        ("北纬45.4215 西经75.6972", ("GEO_COORDINATES", "北纬45.4215 西经75.6972")),
        ("C++ and 2222+2", None),
    ],
)
def test_what_is_told_of_somebody_is_found_and_ordinary_talk_is_not(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert found(text) == ([expected] if expected else [])


def test_a_value_inside_a_routine_goes_before_it() -> None:
    text = "she leaves 88 Nettlewick Road every day at 8"
    assert ("STREET_ADDRESS", "88 Nettlewick Road") in found(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("看she is 41 years old看", "AGE"),
        ("看her son attends Larkspur Elementary看", "SCHOOL"),
        ("看she works at Thimble Robotics看", "EMPLOYER"),
        ("看she drives a grey Honda看", "VEHICLE"),
        ("看she walks home every night at 8看", "ROUTINE"),
        ("看corner of Fictive and Larkspur看", "STREET_ADDRESS"),
    ],
)
def test_it_is_found_between_chinese_characters(text: str, kind: str) -> None:
    assert [item[0] for item in found(text)] == [kind]
