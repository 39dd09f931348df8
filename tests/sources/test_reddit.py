import pytest

from scanner.posts import Media, ReplyTo

COMMENT = {
    "id": "abc1",
    "name": "t1_abc1",
    "author": "garnet_reads",
    "author_fullname": "t2_9",
    "body": "see the **table**",
    "created_utc": 1795161600,
    "link_id": "t3_top1",
    "parent_id": "t1_aaa0",
    "permalink": "/r/quiet/comments/top1/title/abc1/",
    "subreddit": "quiet",
}
SUBMISSION = {
    "id": "top1",
    "name": "t3_top1",
    "author": "garnet_reads",
    "author_fullname": "t2_9",
    "title": "A title",
    "selftext": "A body",
    "is_self": True,
    "url": "https://www.reddit.com/r/quiet/comments/top1/title/",
    "permalink": "/r/quiet/comments/top1/title/",
    "created_utc": "1795161600",
    "subreddit": "quiet",
    "num_comments": 1,
}


def without(item, *names):
    return {key: value for key, value in item.items() if key not in names}


def test_a_comment(read):
    outcome = read([COMMENT])
    (post,) = outcome.posts
    assert outcome.reading.format.name == "reddit"
    assert post.key == ("reddit", "t1_abc1")
    assert post.text == "see the **table**"
    assert post.url == "https://www.reddit.com/r/quiet/comments/top1/title/abc1/"
    assert post.as_dict()["created_at"] == "2026-11-20T08:00:00Z"
    assert (post.author.id, post.author.handle) == ("t2_9", "garnet_reads")
    assert post.reply_to == ReplyTo("t1_aaa0")
    assert post.links == ()
    assert not outcome.tally.missing


def test_a_submission(read):
    outcome = read([SUBMISSION])
    (post,) = outcome.posts
    assert post.key == ("reddit", "t3_top1")
    assert post.text == "A title\n\nA body"
    assert post.as_dict()["created_at"] == "2026-11-20T08:00:00Z"
    assert post.reply_to is None
    assert post.links == ()
    assert not outcome.tally.missing


@pytest.mark.parametrize(
    ("item", "post_id", "url"),
    [
        (
            without(COMMENT, "name", "permalink"),
            "t1_abc1",
            "https://www.reddit.com/comments/top1/_/abc1/",
        ),
        (
            without(SUBMISSION, "name", "permalink"),
            "t3_top1",
            "https://www.reddit.com/comments/top1/",
        ),
    ],
)
def test_old_archives_have_fewer_fields(read, item, post_id, url):
    (post,) = read([item]).posts
    assert (post.id, post.url) == (post_id, url)


@pytest.mark.parametrize(
    ("item", "text", "handle"),
    [
        (COMMENT | {"body": "[removed]"}, "", "garnet_reads"),
        (COMMENT | {"author": "[deleted]"}, "see the **table**", None),
        (SUBMISSION | {"selftext": "[removed]"}, "A title", "garnet_reads"),
        (SUBMISSION | {"selftext": "[deleted]", "author": "[deleted]"}, "A title", None),
        (SUBMISSION | {"selftext": ""}, "A title", "garnet_reads"),
    ],
)
def test_what_is_left_of_a_removed_post(read, item, text, handle):
    outcome = read([item])
    (post,) = outcome.posts
    assert (post.text, post.author.handle) == (text, handle)
    assert not outcome.tally.missing


@pytest.mark.parametrize(
    "item",
    [
        COMMENT | {"body": "[deleted]", "author": "[deleted]"},
        SUBMISSION | {"title": "[deleted by user]", "selftext": "[removed]", "author": "[deleted]"},
    ],
)
def test_nothing_is_left(read, item):
    outcome = read([item])
    assert (outcome.tally.posts, outcome.tally.without_posts) == (0, 1)


def test_a_link_and_its_picture(read):
    link = {
        "is_self": False,
        "selftext": "",
        "url": "https://img.example/1.jpg",
        "post_hint": "image",
    }
    (post,) = read([SUBMISSION | link]).posts
    assert post.links == ("https://img.example/1.jpg",)
    assert post.media == (Media("image", "https://img.example/1.jpg"),)


def test_galleries_and_videos(read):
    change = {
        "media_metadata": {
            "a": {"e": "Image", "s": {"u": "https://img.example/a.jpg"}},
            "b": {"e": ["odd"], "s": None},
            "c": None,
        },
        "media": {"reddit_video": {"fallback_url": "https://v.example/1"}},
    }
    (post,) = read([SUBMISSION | change]).posts
    assert post.media == (
        Media("image", "https://img.example/a.jpg"),
        Media("other"),
        Media("other"),
        Media("video", "https://v.example/1"),
    )


def test_the_handle_answered_where_it_is_known(read):
    top = COMMENT | {"parent_id": "t3_top1", "link_author": "meilin_writes"}
    deeper = COMMENT | {"link_author": "meilin_writes"}
    assert [post.reply_to for post in read([top, deeper]).posts] == [
        ReplyTo("t3_top1", "meilin_writes"),
        ReplyTo("t1_aaa0", None),
    ]


def test_wrapped_as_the_interface_sends_it(read):
    assert read([{"kind": "t1", "data": COMMENT}]).posts[0].id == "t1_abc1"


def test_partial_and_foreign_objects(read):
    outcome = read(
        [
            COMMENT,
            {"id": "b", "body": "x", "link_id": "t3_a"},
            without(COMMENT, "id", "name"),
            {"a": 1},
        ]
    )
    assert outcome.posts[1].id == "t1_b"
    assert outcome.tally.missing == {
        "created_at": 1,
        "author.id": 1,
        "author.handle": 1,
        "id": 1,
    }
    assert [entry.line for entry in outcome.unreadable] == [4]
    assert outcome.posts[2].id.startswith("made-")
