import json
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest

from scanner.posts import Author, Media, Post, ReplyTo, iso_utc

WHEN = datetime(2026, 11, 20, 8, tzinfo=UTC)
FULL = Post(
    "x",
    "1",
    "苏婉清 😀",
    url="https://social.example/1",
    created_at=WHEN,
    language="zh-Hans",
    author=Author("7", "mossy", "Moss", "hiking", WHEN, "https://social.example/a.png", 12),
    reply_to=ReplyTo("0", "wanqing_writes"),
    media=(Media("video", "https://social.example/v.mp4", None, "ab"),),
    links=("https://news.example",),
    hashtags=("tea",),
    source="dump.jsonl:17",
)


def test_a_post_becomes_the_object_of_the_exchange_format():
    assert json.loads(json.dumps(FULL.as_dict())) == {
        "platform": "x",
        "id": "1",
        "url": "https://social.example/1",
        "created_at": "2026-11-20T08:00:00Z",
        "text": "苏婉清 😀",
        "language": "zh-Hans",
        "author": {
            "id": "7",
            "handle": "mossy",
            "display_name": "Moss",
            "bio": "hiking",
            "created_at": "2026-11-20T08:00:00Z",
            "avatar_url": "https://social.example/a.png",
            "followers": 12,
        },
        "reply_to": {"id": "0", "handle": "wanqing_writes"},
        "media": [
            {"kind": "video", "url": "https://social.example/v.mp4", "path": None, "sha256": "ab"}
        ],
        "links": ["https://news.example"],
        "hashtags": ["tea"],
    }


def test_a_post_needs_platform_id_and_text_alone():
    form = Post("x", "1", "").as_dict()
    assert form["author"] == dict.fromkeys(FULL.as_dict()["author"])
    assert form["reply_to"] is None
    assert form["media"] == form["links"] == form["hashtags"] == []
    assert set(form) == set(FULL.as_dict())


def test_platform_and_id_identify_a_post():
    assert FULL.key == ("x", "1")
    assert replace(FULL, text="other").key == FULL.key
    assert replace(FULL, platform="reddit").key != FULL.key


def test_a_post_cannot_be_changed_and_can_be_sent_to_a_worker():
    with pytest.raises(FrozenInstanceError):
        FULL.text = "other"
    assert pickle.loads(pickle.dumps(FULL)) == FULL  # noqa: S301
    assert len({FULL, replace(FULL)}) == 1


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, None),
        (WHEN, "2026-11-20T08:00:00Z"),
        (WHEN.replace(microsecond=5), "2026-11-20T08:00:00.000005Z"),
    ],
)
def test_times_end_in_z(moment, text):
    assert iso_utc(moment) == text
