from datetime import UTC, datetime

import pytest

from scanner.posts import Author, Media, Post, ReplyTo

FULL = {
    "platform": "x",
    "id": "1838899921234567891",
    "url": "https://x.com/meilin_writes/status/1838899921234567891",
    "created_at": "2026-11-20T16:00:00+08:00",
    "text": "早上好 \u202e text\u0000",
    "language": "zh-Hans",
    "author": {
        "id": "7",
        "handle": "meilin_writes",
        "display_name": "Mei Lin 林美",
        "bio": "Writer",
        "created_at": "2020-01-01T00:00:00Z",
        "avatar_url": "https://img.example/7.png",
        "followers": 42,
    },
    "reply_to": {"id": "5", "handle": "someone_else"},
    "media": [{"kind": "video", "url": "https://v.example/1", "path": None, "sha256": "ab"}],
    "links": ["https://a.example/"],
    "hashtags": ["news"],
}
MINIMAL = {"platform": "x", "id": "1", "text": "hello"}


def test_every_field(read):
    outcome = read([FULL])
    assert outcome.posts == [
        Post(
            platform="x",
            id="1838899921234567891",
            text="早上好 \u202e text\u0000",
            url="https://x.com/meilin_writes/status/1838899921234567891",
            created_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
            language="zh-Hans",
            author=Author(
                "7",
                "meilin_writes",
                "Mei Lin 林美",
                "Writer",
                datetime(2020, 1, 1, tzinfo=UTC),
                "https://img.example/7.png",
                42,
            ),
            reply_to=ReplyTo("5", "someone_else"),
            media=(Media("video", "https://v.example/1", None, "ab"),),
            links=("https://a.example/",),
            hashtags=("news",),
            source="dump:1",
        )
    ]
    assert outcome.reading.format.name == "jsonl"
    assert not outcome.tally.missing


def test_what_is_written_is_read_back(read):
    (post,) = read([FULL]).posts
    assert read([post.as_dict()]).posts == [post]


def test_only_three_fields_are_required(read):
    outcome = read([MINIMAL])
    assert outcome.posts == [Post("x", "1", "hello", source="dump:1")]
    assert outcome.tally.missing == {"url": 1, "created_at": 1, "author": 1}


def test_null_is_known_to_be_nothing(read):
    nulls = {name: None for name in FULL if name not in MINIMAL}
    outcome = read([MINIMAL | nulls])
    assert outcome.posts == [Post("x", "1", "hello", source="dump:1")]
    assert not outcome.tally.missing


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": None}, "id: must be a string"),
        ({"id": 1838899921234567891}, "id: must be a string"),
        ({"id": ""}, "id: is empty"),
        ({"platform": ""}, "platform: is empty"),
        ({"platform": ["x"]}, "platform: must be a string"),
        ({"text": None}, "text: must be a string"),
    ],
)
def test_a_required_field_is_named(read, change, reason):
    outcome = read([FULL, FULL | change])
    assert [entry.line for entry in outcome.unreadable] == [2]
    assert outcome.unreadable[0].reason.startswith(reason)


@pytest.mark.parametrize("name", ["platform", "id", "text"])
def test_a_missing_required_field_is_named(read, name):
    broken = {key: value for key, value in FULL.items() if key != name}
    assert read([FULL, broken]).unreadable[0].reason == f"{name}: is missing; it is required"


def test_an_empty_text_is_a_text(read):
    assert read([FULL | {"text": ""}]).tally.posts == 1


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"created_at": "soon"}, {"created_at": 1}),
        ({"created_at": ["2026"]}, {"created_at": 1}),
        ({"url": 7}, {"url": 1}),
        ({"author": "someone"}, {"author": 1}),
        ({"author": {"id": ["7"]}}, {}),
        ({"author": {}}, {}),
        ({"reply_to": [], "media": {}, "links": "a", "hashtags": [1, None], "language": 3}, {}),
        ({"media": ["a", {"kind": 1}]}, {}),
    ],
)
def test_optional_fields_of_the_wrong_kind_cost_no_post(read, change, missing):
    outcome = read([FULL | change])
    assert outcome.tally.posts == 1
    assert outcome.tally.missing == missing


def test_equal_authors_are_one_object(read):
    first, second = read([FULL, FULL | {"id": "2"}]).posts
    assert first.author is second.author


def test_labelled_posts_are_posts(read):
    assert read([FULL | {"expects": [], "tags": ["en"]}]).tally.posts == 1
