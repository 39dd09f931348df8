"""The view: disguises undone, names marked, spans back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detect.conduct import ConductDetector
from scanner.detect.conduct.view import NAME_MARK, View

HOSTILE = st.text(
    st.sampled_from("a bk1*.i-_@#“”\"'’杀你。,!?\n\u200b\u202eＫé😀İß㎏你死ABkill我")
    | st.characters()
)


@pytest.mark.parametrize(
    ("original", "plain"),
    [
        ("I will K1LL you", "i will kill you"),
        ("f*ck and sl*t", "fuck and slut"),
        ("k i l l her", "kill her"),
        ("k.i.l.l her", "kill her"),
        ("弄.死.你", "弄死你"),
        ("弄 死 你", "弄死你"),
        ("ki\u200bll", "kill"),
        ("see h3llo@example.org", "see h3llo@example.org"),
        ("@m3i wrote", "@m3i wrote"),
        ("in 2014 and 3pm", "in 2014 and 3pm"),
        ("5*4 and a*b*c", "5*4 and a*b*c"),
        ("A B testing", "a b testing"),
        ("北京 上海", "北京 上海"),
    ],
)
def test_disguises(original: str, plain: str) -> None:
    assert View(original).plain == plain


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("hit Mei Lin", "hit Mei Lin"),
        ("The Mei", "the Mei"),
        ("@mei hi", "@Mei hi"),
        (
            "HIT HER WITH EVERY STONE FRIENDS BRING TORCHES NOW",
            "hit her with every stone friends bring torches now",
        ),
    ],
)
def test_names_are_capitals(original: str, text: str) -> None:
    assert View(original).text == text


def test_a_known_name_becomes_one_mark_and_keeps_its_span() -> None:
    original = "弄死小清姐吧"
    view = View(original, [(2, 5)])
    assert view.text == f"弄死{NAME_MARK}吧"
    assert view.span(0, 3) == (0, 5)
    assert view.span(3, 4) == (5, 6)


def test_a_name_at_the_end_keeps_its_span() -> None:
    view = View("hit mei lin", [(4, 11)])
    assert view.text == f"hit {NAME_MARK}"
    assert view.span(4, 5) == (4, 11)


def test_spelled_out_words_keep_their_span() -> None:
    original = "I will k i l l you"
    found = ConductDetector().detect(original)
    assert [original[item.start : item.end] for item in found] == [original]


@given(HOSTILE, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
def test_any_span_of_the_view_lies_in_the_original(
    original: str, people: list[tuple[int, int]]
) -> None:
    view = View(original, people)
    assert len(view.text) == len(view.plain)
    places = [view.span(index, index + 1) for index in range(len(view.text))]
    assert all(0 <= start < end <= len(original) for start, end in places)
    assert places == sorted(places)


@given(HOSTILE)
def test_detections_lie_in_the_text(text: str) -> None:
    for item in ConductDetector().detect(text):
        assert 0 <= item.start < item.end <= len(text)
        assert 0 < item.score <= 1
