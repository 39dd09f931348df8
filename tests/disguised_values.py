"""What a written value is, as far as a reader can tell from its form."""

import re
import unicodedata

__all__ = [
    "clusters",
    "is_address",
    "is_date",
    "is_handle",
    "is_mail",
    "is_number",
    "is_phone",
    "is_spelled",
    "letters_of",
    "plain",
]

STREET = re.compile(
    r"\d.*\b(?:street|avenue|road|crescent|lane|court|mews|terrace|rise|rue|way)\b", re.IGNORECASE
)

SPELLED = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|zéro|un|deux|trois|quatre|cinq|sept"
    r"|huit|neuf|dot|point|at|arobase)\b|艾特"
)


def plain(value):
    """Return the value with every letter and digit drawn the usual way."""
    text = unicodedata.normalize("NFKC", value)
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


def letters_of(value):
    return sum(character.isalpha() for character in value)


def is_spelled(value):
    """Tell whether it is a number or a mail address in words, where one slip would spoil it."""
    return len(SPELLED.findall(plain(value).casefold())) >= 2


def is_handle(value):
    return plain(value).startswith("@")


def is_mail(value):
    return "@" in plain(value)[1:] and " " not in value


def is_date(value):
    return re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", plain(value)) is not None


def clusters(word):
    """Return each visible character together with the marks that ride on it."""
    found = []
    for character in word:
        rides = unicodedata.category(character) in {"Mn", "Me", "Cf"}
        if rides and found:
            found[-1] += character
        else:
            found.append(character)
    return found


def is_phone(value):
    return re.fullmatch(r"\+\d{1,3}[ \d-]{7,15}", plain(value)) is not None


def is_address(value):
    text = plain(value)
    han = any("\u4e00" <= one <= "\u9fff" for one in text)
    return bool(re.search(r"\d+[号號]", text) if han else STREET.search(text))


def is_number(value):
    """Tell whether it is a phone or the number of a card, plate or document."""
    text = plain(value)
    code = re.fullmatch(r"[A-Z0-9+()\- ]{5,24}", text) and sum(map(str.isdigit, text)) >= 3
    return bool(code) and not is_date(value)
