import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from scanner.posts import Author, Media, Part, Post, ReplyTo
from scanner.sources.drafts import new_author, new_media, new_part, new_post

AUTHOR = (
    "7",
    "meilin_writes",
    "Mei Lin",
    "bio",
    datetime(2020, 1, 1, tzinfo=UTC),
    "https://a.example/b",
    3,
)
POST = ("x", "1", "t", "u", datetime(2026, 1, 1, tzinfo=UTC), "en", Author("7"), ReplyTo("2"),
        (Media("image"),), ("l",), ("h",), "f:1", (Part("poll", "a"),), "t",
        "p", ("edited",))  # fmt: skip
MEDIA, PART = ("image", "u", "p", "s"), ("quoted", "t", "moss")
DRAFTS = [(new_post, Post), (new_author, Author), (new_media, Media), (new_part, Part)]


@pytest.mark.parametrize(
    ("draft", "real", "values"),
    [(*pair, values) for pair, values in zip(DRAFTS, (POST, AUTHOR, MEDIA, PART), strict=True)],
)
def test_a_draft_becomes_the_real_thing(draft, real, values):
    made, expected = draft(*values), real(*values)
    assert type(made) is real
    assert made == expected
    assert hash(made) == hash(expected)
    assert repr(made) == repr(expected)
    assert pickle.loads(pickle.dumps(made)) == expected  # noqa: S301
    assert copy.copy(made) == expected
    with pytest.raises(FrozenInstanceError):
        setattr(made, next(iter(real.__slots__)), "other")


def test_defaults_are_the_same():
    assert new_post("x", "1", "t") == Post("x", "1", "t")
    assert new_author() == Author()
    assert new_media("image") == Media("image")
    assert new_part("poll", "a") == Part("poll", "a")


@pytest.mark.parametrize(("draft", "real"), DRAFTS)
def test_fields_come_in_the_same_order(draft, real):
    assert list(inspect.signature(draft).parameters) == list(inspect.signature(real).parameters)
