"""Address tables: every common layout of five languages, and what is no address."""

from pathlib import Path

import pytest

from scanner.detect.pii import PiiDetector
from scanner.settings import Detect

TABLES = Path(__file__).parent / "addresses"
LANGUAGES = ("en-CA", "fr-CA", "zh-CN", "zh-HK", "zh-TW")
DETECTOR = PiiDetector(Detect.model_validate({}))


def lines(language: str) -> list[str]:
    text = (TABLES / f"{language}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def addresses(text: str) -> list[str]:
    found = DETECTOR.detect(text)
    return [text[item.start : item.end] for item in found if item.type == "STREET_ADDRESS"]


def split(line: str) -> tuple[str, str]:
    before, _, rest = line.partition("⟦")
    value, _, after = rest.partition("⟧")
    return before + value + after, value


FORMS = [(language, line) for language in LANGUAGES for line in lines(language) if "⟦" in line]
OTHERS = [(language, line) for language in LANGUAGES for line in lines(language) if "⟦" not in line]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_table_has_sixty_forms_and_as_many_hard_negatives(language: str) -> None:
    assert sum(1 for name, _ in FORMS if name == language) >= 60
    assert sum(1 for name, _ in OTHERS if name == language) >= 60


@pytest.mark.parametrize(("language", "line"), FORMS)
def test_an_address_is_found_from_its_first_to_its_last_character(language: str, line: str) -> None:
    text, value = split(line)
    assert value in addresses(text)


@pytest.mark.parametrize(("language", "line"), OTHERS)
def test_what_is_no_address_is_left_alone(language: str, line: str) -> None:
    assert addresses(line) == []


@pytest.mark.parametrize(
    ("language", "line"), [item for item in FORMS if item[0] in {"en-CA", "fr-CA"}]
)
def test_an_address_is_found_between_chinese_characters(language: str, line: str) -> None:
    _, value = split(line)
    assert value in addresses(f"地址{value}快去")


@pytest.mark.parametrize(("language", "line"), [i for i in FORMS if i[0].startswith("zh")])
def test_full_width_digits_are_digits(language: str, line: str) -> None:
    text, value = split(line)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    assert value.translate(wide) in addresses(text.translate(wide))
