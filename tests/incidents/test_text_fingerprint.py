"""Fingerprints: copies share one whatever was hung on their ends; other texts do not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.incidents import text_fingerprint

COPIES = [
    ("You will regret this", "you will REGRET this!!!"),
    ("You will regret this", "@loud_crow You will regret this"),
    ("You will regret this", "You will regret this @a @b.c @d@social.example"),
    ("You will regret this", "You will regret this ＠loud_crow"),
    ("You will regret this", "You will regret this https://t.example/AbC12?x=1#y"),
    ("You will regret this", "You will regret this t.example/AbC12"),
    ("You will regret this", "You  will\nregret\tthis 😡👨‍👩‍👧🇨🇦"),
    ("You will regret this", "#You will #regret this"),
    ("You will regret this", "You will regret this 48213"),
    ("You will regret this", "You will regret this [48213]"),
    ("You will regret this", "You will regret this #48213"),
    ("You will regret this", "You will regret this 4821 https://t.example/x"),
    ("You will regret this", "Ｙｏｕ ｗｉｌｌ ｒｅｇｒｅｔ ｔｈｉｓ"),
    ("You will regret this", "You\u200b will\u202e regret\u202c this\ufe0f"),
    ("Tu vas le regretter à jamais", "TU VAS LE REGRETTER A\u0300 JAMAIS."),
    ("你等着，我们知道你在哪里", "你等着!我们知道你在哪里😡 829"),
    ("你等着，我们知道你在哪里", "@清姐 你等着，我们知道你在哪里。"),
    ("你等着，我们知道你在哪里", "你等着，我们知道你在哪里https://t.example/q1 @小明"),
    ("你等着，我们知道你在哪里", "https://t.example/q1，你等着我们知道你在哪里"),
    ("你等着，我们知道你在哪里", "#你等着# 我们知道你在哪里"),
]
OTHERS = [
    ("You will regret this", "You will not regret this"),
    ("You will regret this", "You will regret thi"),
    ("Ring her: 343-555-0126", "Ring her: 343-555-0127"),
    ("Ring her: 3435550126", "Ring her: 3435550127"),
    ("1420 Fictive Road is where", "1421 Fictive Road is where"),
    ("mail mei@example.org", "mail mei@example.com"),
    ("你等着", "你等着吧"),
    ("他住在幻想街12号", "他住在幻想街13号"),
    ("résumé", "resume"),
]


@pytest.mark.parametrize(("text", "copy"), COPIES)
def test_copies(text, copy):
    assert text_fingerprint(copy) == text_fingerprint(text) is not None


@pytest.mark.parametrize(("text", "other"), OTHERS)
def test_other_texts(text, other):
    assert text_fingerprint(text) != text_fingerprint(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "@loud_crow",
        "@清姐 ",
        "https://t.example/x",
        "😡😡",
        "…!?",
        "@a 😡 # https://t.example",
    ],
)
def test_nothing_left(text):
    assert text_fingerprint(text) is None


def test_it_is_stable():
    assert text_fingerprint("You will regret this!") == "2491e5ce1c133550a8ebd75b83dc79e2"


@given(st.text())
def test_any_text(text):
    fingerprint = text_fingerprint(text)
    assert fingerprint is None or len(fingerprint) == 32
    assert text_fingerprint(f"  {text} ") == fingerprint


@pytest.mark.parametrize(
    "piece",
    ["a", "@", "@a", "a.", "http://", " 1", "@清", "1", ".", "\u202e", "＠a ", "a.b/", " ."],
)
def test_megabyte_of_anything_is_quick(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.perf_counter()
    text_fingerprint(text)
    assert time.perf_counter() - began < 5


def test_lone_surrogate_is_hostile_input_not_a_crash():
    assert text_fingerprint("\ud800 You will regret this")
