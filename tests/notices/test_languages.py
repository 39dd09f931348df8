"""Translations are complete, and dates, numbers and plurals are the reader's."""

import re
from datetime import date, datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract_from_dir
from notice_examples import NOW, ZONE

from scanner.notices.languages import LANGUAGES, Speech, read_catalogue

CATALOGUES = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"\{\w*\}")


def used_messages():
    found = extract_from_dir(
        str(files("scanner.notices")),
        [("**.py", "python"), ("templates/**.j2", "jinja2.ext:babel_extract")],
        keywords={"say": None, "marked": None, "count": (1, 2)},
    )
    return {message for _, _, message, _, _ in found}


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_messages_are_found_in_code_and_templates():
    used = used_messages()
    assert "A new notice is ready" in used
    assert "What to do next" in used
    assert ("{n} post", "{n} posts") in used


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_holds_exactly_the_messages_in_use(language):
    held = {message.id for message in read_catalogue(language) if message.id}
    assert held == used_messages()


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated_with_the_same_placeholders(language):
    catalogue = read_catalogue(language)
    for message in (item for item in catalogue if item.id):
        translated = forms(message.string)
        assert not message.fuzzy, message.id
        assert len(translated) == (1 if isinstance(message.id, str) else catalogue.num_plurals)
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        for form in translated:
            assert form.strip(), message.id
            assert set(PLACEHOLDER.findall(form)) == wanted, message.id


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("en", 0, "0 posts"),
        ("en", 1, "1 post"),
        ("en", 1200, "1,200 posts"),
        ("fr", 0, "0 publication"),
        ("fr", 1, "1 publication"),
        ("fr", 1200, "1\N{NO-BREAK SPACE}200 publications"),
        ("zh-Hans", 1, "1 条帖子"),
        ("zh-Hans", 2, "2 条帖子"),
        ("zh-Hant", 1, "1 則貼文"),
        ("zh-Hant", 2, "2 則貼文"),
    ],
)
def test_plural_forms(language, number, expected):
    assert Speech(language, ZONE).count("{n} post", "{n} posts", number) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "November 24, 2026, 8:00 a.m."),
        ("fr", "24 novembre 2026, 08 h 00"),
        ("zh-Hans", "2026年11月24日 08:00"),
        ("zh-Hant", "2026年11月24日 上午8:00"),
    ],
)
def test_times_are_in_the_zone_and_language(language, expected):
    shown = " ".join(Speech(language, ZONE).moment(NOW).split())
    assert shown == expected


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("America/Toronto", NOW, "Toronto, UTC−5:00"),
        ("America/Toronto", NOW.replace(month=7), "Toronto, UTC−4:00"),
        ("America/St_Johns", NOW, "Saint John’s, UTC−3:30"),
        ("Asia/Hong_Kong", NOW, "Hong Kong, UTC+8:00"),
    ],
)
def test_zone_name(zone, moment, expected):
    assert Speech("en", ZoneInfo(zone)).zone_name(moment) == expected


def test_day_is_the_local_one():
    late = datetime.fromisoformat("2026-11-25T03:00:00+00:00")
    assert Speech("en", ZONE).local_day(late) == date(2026, 11, 24)


def test_placeholders_in_values_are_not_filled():
    assert Speech("en", ZONE).say("{source}: {error}", source="{error}", error="e") == "{error}: e"


def test_unknown_language_is_refused():
    with pytest.raises(ValueError, match="zh-Hant"):
        Speech("de", ZONE)
