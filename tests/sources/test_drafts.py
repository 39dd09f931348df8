import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from scanner.posts import Author, Media, Post, ReplyTo
from scanner.sources.drafts import new_author, new_post

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
        (Media("image"),), ("l",), ("h",), "f:1")  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "real", "values"), [(new_post, Post, POST), (new_author, Author, AUTHOR)]
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
        made.id = "other"


def test_defaults_are_the_same():
    assert new_post("x", "1", "t") == Post("x", "1", "t")
    assert new_author() == Author()


@pytest.mark.parametrize(("draft", "real"), [(new_post, Post), (new_author, Author)])
def test_fields_come_in_the_same_order(draft, real):
    assert list(inspect.signature(draft).parameters) == list(inspect.signature(real).parameters)
