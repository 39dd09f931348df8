"""Subject: whose a value is and whom conduct is about, when a post names several people."""

import time

import pytest
from bench import (
    HARASSMENT,
    PEOPLE,
    PRIVATE,
    SU,
    THREAT,
    answer,
    found,
    scene,
    thread,
)
from hypothesis import given
from hypothesis import strategies as st

from scanner.judge.nearness import Nearness, apart

NEW = "[PHONE_NUMBER|343-555-0199]"
PIG = "[abuse.insult|pig]"
MINE, MEIS = (SU, PRIVATE), ("lin-mei", PRIVATE)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"[name|Su Wanqing]: {NEW}", {MINE}),
        (f"[PERSON|Ana Petrov]: {NEW}. [name|Su Wanqing] writes", set()),
        (f"[name|Su Wanqing] met [PERSON|Ana Petrov]: {NEW}", set()),
        (f"[PERSON|Ana Petrov] met [name|Su Wanqing]: {NEW}", {MINE}),
        # A name before the value counts more than one as far behind it.
        (f"[name|Su Wanqing] {NEW} [PERSON|Ana Petrov]", {MINE}),
        (f"[PERSON|Ana Petrov] {NEW} [name|Su Wanqing]", set()),
        # A new line or sentence costs more than many characters.
        (f"[PERSON|Ana Petrov]\n[name|Su Wanqing] this is the one {NEW}", {MINE}),
        (f"[name|Su Wanqing] writes. [PERSON|Ana Petrov], {NEW}", set()),
        (f"[PERSON|Ana P]\n{NEW} would be the number of [name|Su Wanqing]", {MINE}),
        # Between enrolled people the nearest takes it too.
        (f"[name|Su Wanqing] moderated, [name@lin-mei|Lin Mei] spoke: {NEW}", {MEIS}),
        (f"[name|苏婉清]和[name@lin-mei|林梅]同台，私人号：{NEW}", {MEIS}),
        (f"[name|Su Wanqing]: {NEW}\n[name@lin-mei|Lin Mei]: 1", {MINE}),
        (
            f"[name|Su Wanqing] {NEW}, [name@lin-mei|Lin Mei] [EMAIL_ADDRESS|m@mail.example]",
            {MINE, MEIS},
        ),
    ],
)
def test_a_value_belongs_to_the_nearest_name(marked, expected):
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"[name|Su Wanqing] is a {PIG}", {SU}),
        (f"[name|Su Wanqing] is fine. [PERSON|Ana Petrov] is a {PIG}", set()),
        (f"I like [name|Su Wanqing]. It is [name@lin-mei|Lin Mei] who is a {PIG}", {"lin-mei"}),
        (f"[name@lin-mei|Lin Mei] asked. [name|Su Wanqing] is a {PIG}", {SU}),
        # People named in one breath share what is said of them.
        (f"[name|Su Wanqing] and [name@lin-mei|Lin Mei], what a {PIG} each", {SU, "lin-mei"}),
        (f"[name|Su Wanqing], [name@lin-mei|Lin Mei] et [PERSON|Ana P]: {PIG}", {SU, "lin-mei"}),
        (f"[name|苏婉清]、[name@lin-mei|林梅]都是{PIG}", {SU, "lin-mei"}),
        (f"[name|Su Wanqing] and [PERSON|Ana Petrov] are both a {PIG}", {SU}),
        (f"[name|Su Wanqing] read a book by [PERSON|Ana Petrov] the {PIG}", set()),
    ],
)
def test_conduct_is_about_the_nearest_name_and_those_named_with_it(marked, expected):
    assert found(marked) == {(who, HARASSMENT) for who in expected}


def test_relatives_share_a_threat_whoever_is_named_nearer():
    marked = "[name|Su Wanqing], think of [name@su-xiaoyu|Su Xiaoyu], [threat.veiled|kids vanish]"
    assert found(marked) == {(SU, THREAT), ("su-xiaoyu", THREAT)}


def test_an_answer_without_a_name_is_about_whom_it_answers():
    assert found(answer(f"ring {NEW}, you {PIG}")) == {(SU, PRIVATE), (SU, HARASSMENT)}


def test_an_answer_that_names_somebody_else_is_about_them():
    assert found(answer(f"no, [PERSON|Ana Petrov] is a {PIG}, {NEW}")) == set()
    assert found(answer(f"no, [name@lin-mei|Lin Mei] is a {PIG}")) == {("lin-mei", HARASSMENT)}


def test_a_value_out_of_reach_is_nobodys():
    near, far = "x" * 100, "x" * 200
    assert found(f"[name|Su Wanqing] {near} {NEW}") == {MINE}
    assert found(f"[name|Su Wanqing] {far} {NEW}") == set()
    assert found(f"[name|Su Wanqing]\n1\n2\n3\n4 {NEW}") == set()


def test_a_name_in_another_field_is_no_place_in_the_text():
    assert found(scene(f"{NEW} {PIG}", thread())) == {(SU, PRIVATE), (SU, HARASSMENT)}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"[name|Su Wanqing]'s mother [PERSON|Fang Yi] {NEW}", True),
        (f"[name|Su Wanqing], and her brother, [PERSON|Fang Yi]: {NEW}", True),
        (f"[PERSON|Fang Yi], her husband, {NEW}, as [name|Su Wanqing] knows", True),
        (f"[name|Su Wanqing] et son frère [PERSON|Luc Fictif] {NEW}", True),
        (f"[name|苏婉清]的妈妈[PERSON|方怡]电话{NEW}", True),
        (f"[name|Su Wanqing] is right. My brother [PERSON|Fang Yi] {NEW}", False),
        (f"[name|苏婉清]说得对。我妈妈[PERSON|方怡]电话{NEW}", False),
        (f"[name|Su Wanqing] met the mother [PERSON|Fang Yi] {NEW}", False),
        (f"[name|Su Wanqing] and her broker [PERSON|Fang Yi] {NEW}", False),
    ],
)
def test_a_relative_who_is_not_enrolled_answers_for_nobody(marked, expected):
    assert (MINE in found(marked)) is expected


def slow_distance(text, places, start, end):
    """The definition, word for word, for texts whose only breaks are single new lines."""
    best = float("inf")
    for first, last in places:
        if first < end and start < last:
            return 0.0
        before = last <= start
        low, high = (last, start) if before else (end, first)
        gap = (high - low) * (1.0 if before else 1.5)
        best = min(best, gap + 40 * text.count("\n", low, high))
    return best


spans = st.tuples(st.integers(0, 60), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


@given(
    st.lists(st.sampled_from("ab\nc"), min_size=70, max_size=70).map("".join),
    st.lists(spans, max_size=6),
    spans,
)
def test_nearness_agrees_with_its_definition(text, places, span):
    text = text.replace("\n\n", "\na")
    near = Nearness(text, places)
    assert near.distance(*span) == slow_distance(text, places, *span)
    assert near.meets(*span) == any(a < span[1] and span[0] < b for a, b in places)
    assert bool(near) == bool(places)


@given(st.text("ab ,和", max_size=70), st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_apart_keeps_only_others_and_never_an_own_name(text, own, others):
    text = text.ljust(70)
    kept = apart(text, own, others)
    assert set(kept) <= set(others) - set(own)
    assert apart(text, [], others) == sorted(set(others))


def test_a_post_full_of_names_and_values_is_judged_in_linear_time():
    one = f"[PERSON|Ana Petrov] saw [name|Su Wanqing], a {PIG} at {NEW}.\n"
    crowd = scene(one * 2_000)
    started = time.perf_counter()
    assert found(crowd, PEOPLE)
    # Comparing everything with everything takes a minute.
    assert time.perf_counter() - started < 10
