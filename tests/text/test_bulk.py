"""Bulk folding sees what exact folding sees, and says where it cannot."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.text.bulk import FIELD, LOOKALIKES, UNSURE, Respelling, bulk_views
from scanner.text.compact import Compact
from scanner.text.fold import Folded, fold
from scanner.text.triggers import stretched, triggers
from scanner.text.views import views

CALLS = [re.compile(text.encode(), re.DOTALL) for text in (*triggers(), *stretched())]
ODD = st.sampled_from("苏婉清 蘇Ａé①🄰🇨𝐬œ…·\u200b\u202e\ufe0f\u0301😀0o1lß%&@$!|€+one four 四一")


def in_bulk(text):
    return bulk_views(f"{FIELD}{text}{FIELD}é")


def read(view):
    return view.decode("utf-8", "surrogatepass").split(FIELD)[1]


def plain(text):
    """Fold character by character: escapes are left to whoever sees their trigger."""
    folded = "".join(fold(character).text for character in text)
    return Compact(Folded(folded, None, len(folded))).text.translate(LOOKALIKES)


@pytest.mark.parametrize(
    ("text", "letters", "words"),
    [
        ("Su W.a.n q1ng", "suwanqing", "su w a n q1ng"),
        ("蘇·婉*清", "苏婉清", "苏 婉 清"),
        ("Ｗａｎ\u200bqing", "wanqing", "wanqing"),
        ("a😀b", "ab", "a  b"),
        ("…", "", " "),
        ("4l6-555", "ai6sss", "4l6 555"),
        ("@su $u", "suu", "@su $u"),
    ],
)
def test_both_views(text, letters, words):
    seen = in_bulk(text)
    assert (read(seen.compact), read(seen.spaced)) == (letters, words)


@pytest.mark.parametrize("text", ["🄰", "🇨", "𝐬𝐮", "œuvre", "㎡"])
def test_what_cannot_be_read_in_bulk_is_marked(text):
    seen = in_bulk(text)
    assert UNSURE in read(seen.compact)
    assert UNSURE in read(seen.spaced)


@pytest.mark.parametrize("text", ["🔥", "é", "ß"[:0], "苏", "a\u0301"])
def test_what_can_be_read_is_not(text):
    assert UNSURE not in read(in_bulk(text).compact)


def test_ascii_and_the_rest_agree():
    text = "".join(map(chr, range(128))).replace(FIELD, "")
    alone = bulk_views(f"{FIELD}{text}{FIELD}")
    assert read(alone.compact) == read(in_bulk(text).compact)
    assert read(alone.spaced) == read(in_bulk(text).spaced)


@settings(max_examples=500)
@given(st.text() | st.lists(ODD).map("".join))
@example("\ud800苏")
@example("\U0001f130\U0001f525")
def test_letters_are_those_of_the_compact_view(text):
    text = text.replace(FIELD, "")
    seen = read(in_bulk(text).compact)
    if UNSURE not in seen:
        assert seen == plain(text)


@settings(max_examples=500)
@given(
    st.text()
    | st.lists(ODD | st.sampled_from(["one ", "deux ", " at ", " dot org", "aaa"])).map("".join)
)
@example("four one six five five")
@example("4165 five")
@example("A0@")
@example("$5k")
@example("四ONE/ONE四0")
@example("lin at example dot org")
@example("&#33487;")
@example("%E8%8B%8F")
@example("w@nqing")
@example("sooo")
def test_a_text_without_a_trigger_reads_the_same_in_every_way(text):
    text = text.replace(FIELD, "")
    spaced = in_bulk(text).spaced
    if not any(call.search(spaced) for call in CALLS):
        read_as = {view.compact.text.translate(LOOKALIKES) for view in views(text)}
        assert read_as == {plain(text)}


def test_respelling_keeps_places():
    table = {ord("苏"): "\ue001"}
    assert Respelling(table)("a苏b".encode()).decode() == "a\ue001b"
