"""Screening loses nothing: whatever the index ties to a person strongly enough passes."""

import random
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from disguises import CARRIERS, KINDS
from enrolled import person
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.posts import Author, Post, ReplyTo
from scanner.sources import glance_at, open_source
from scanner.watchlist import ScreeningIndex, load_watchlist
from scanner.watchlist.anchors import strength
from scanner.watchlist.patterns import related
from scanner.watchlist.screen import Screen
from scanner.watchlist.variant import ALONE

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
TEMPLATES = [template for templates in CARRIERS.values() for template in templates]


@cache
def people():
    return load_watchlist([ROOT / "watchlists"], today=TODAY).people


@cache
def index():
    return ScreeningIndex(people())


@cache
def screen():
    return Screen.build((index().patterns(one.id) for one in people()), related(people()))


def tied(post):
    """Return those whom the index ties to the post strongly enough, by the judge's measure."""
    weights = defaultdict(dict)
    for item in index().mentions(post):
        clue = (item.how, item.field, item.fact)
        of_person = weights[item.person]
        of_person[clue] = max(item.score, of_person.get(clue, 0))
    return {key for key, found in weights.items() if strength(found.values()) >= ALONE}


def columns(posts):
    return tuple(map(list, zip(*map(glance_at, posts), strict=True)))


def passed(*posts):
    found = screen().candidates(columns(posts))
    return [found.get(place, frozenset()) for place in range(len(posts))]


def values_of(one):
    found = [*one.names, *one.aliases, *(account.handle for account in one.accounts)]
    return [*found, *(fact.value.reveal() for fact in one.private_facts)]


@cache
def values():
    return tuple(value for one in people() for value in values_of(one))


def test_every_enrolled_value_passes():
    posts = [Post("x", "1", template.format(value)) for value in values() for template in TEMPLATES]
    found = [tied(post) for post in posts]
    for post, people_tied, people_passed in zip(posts, found, passed(*posts), strict=True):
        assert people_tied <= people_passed, post.text
    assert sum(map(bool, found)) > len(posts) / 2


def test_scenarios_pass():
    posts = [
        post
        for file in sorted((ROOT / "tests/scenarios").glob("*.jsonl"))
        for _, found in open_source(file)
        for post in found
    ]
    assert len(posts) > 500
    lost = [
        post.id
        for post, people_passed in zip(posts, passed(*posts), strict=True)
        if not tied(post) <= people_passed
    ]
    assert lost == []


def beside_a_clue(one, value):
    """Return what makes a weak writing of a value count: a weak fact for a name, else the name."""
    weak = [fact for fact in one.private_facts if fact.kind in {"birth_date", "school", "employer"}]
    others = [fact.value.reveal() for fact in weak if fact.value.reveal() != value]
    return [*others, *one.aliases, *one.names]


@pytest.mark.parametrize("kind", KINDS)
def test_disguises_pass(kind):
    """What is too weak alone stands beside other weak clues of the person, so that it counts."""
    rng = random.Random(kind)  # noqa: S311 (repeatable, not secret)
    posts = []
    for one in people():
        for value in values_of(one):
            if written := KINDS[kind](value, rng):
                text = rng.choice(TEMPLATES).format(written)
                clues = beside_a_clue(one, value)
                posts += [Post("x", "1", text)]
                posts += [Post("x", "1", f"{text} / {clue}") for clue in clues if clue != value]
    found = [tied(post) for post in posts]
    for post, people_tied, people_passed in zip(posts, found, passed(*posts), strict=True):
        assert people_tied <= people_passed, post.text
    assert any(found)


@settings(max_examples=300)
@given(st.data())
def test_anything_that_is_tied_passes(data):
    """Disguise values once, twice or three times, anywhere in a post, among noise."""
    rng = random.Random(data.draw(st.integers(0, 2**32)))  # noqa: S311
    pieces = []
    for _ in range(data.draw(st.integers(1, 3))):
        text = rng.choice(values())
        for kind in rng.choices(sorted(KINDS), k=data.draw(st.integers(0, 3))):
            text = KINDS[kind](text, rng) or text
        pieces += [data.draw(st.text(max_size=6)), text]
    rng.shuffle(pieces)
    text = data.draw(st.sampled_from(["", " ", "，", "\n"])).join(pieces)
    author = Author(
        handle=rng.choice([None, rng.choice(values())]),
        display_name=rng.choice([None, rng.choice(values())]),
        bio=rng.choice([None, rng.choice(values())]),
    )
    reply = rng.choice([None, ReplyTo("1", rng.choice(values()))])
    post = Post("x", "1", text, author=author, reply_to=reply)
    assert tied(post) <= passed(post)[0]


@settings(max_examples=200)
@given(st.text())
@example("\x1f苏婉清\x1f")
@example("su\x01wanqing")
@example("\ud800苏婉清")
def test_any_text_can_be_screened(text):
    post = Post("x", "1", text + rng_value(len(text)))
    assert tied(post) <= passed(post)[0]


def rng_value(seed):
    return random.Random(seed).choice(values())  # noqa: S311


def test_posts_are_told_apart():
    """A separator in a text must not shift what follows it to another post."""
    posts = [
        Post("x", "1", "\x1f\x1f\x1f\x1f\x1f\x1fnothing"),
        Post("x", "2", "苏婉清"),
        Post("x", "3", "quiet"),
        Post("x", "4", "Su Wanqing"),
    ]
    assert [bool(found) for found in passed(*posts)] == [False, True, False, True]


def test_nothing_about_nobody():
    quiet = [Post("x", str(n), text) for n, text in enumerate(["", "hello", "今天天气很好", "été"])]
    assert passed(*quiet) == [frozenset()] * 4


def test_weak_clues_pass_together_and_not_alone():
    weak = {"birth_date": "1987-03-12", "school": "Otterglass Academy", "employer": "Merlebrook Co"}
    built = Screen.build([ScreeningIndex([person("Su Wanqing", key="su", **weak)]).patterns("su")])
    day, school, employer = "12 March 1987", "Otterglass Academy", "Merlebrook Co"
    texts = [day, school, employer, f"{day} {school} {employer}"]
    found = built.candidates(columns(Post("x", "1", text) for text in texts))
    assert dict(found) == {3: frozenset({"su"})}


def test_a_dumped_screen_is_the_same():
    posts = columns(Post("x", "1", text) for text in ("Su Wanqing", "hello", "酥碗青"))
    loaded = Screen.load(screen().dump())
    assert dict(loaded.candidates(posts)) == dict(screen().candidates(posts))


def test_a_broken_dump_is_refused():
    with pytest.raises(ValueError, match=r"compiled|truncated|malformed|Input"):
        Screen.load(screen().dump()[:-50])
