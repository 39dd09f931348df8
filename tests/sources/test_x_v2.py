import copy

import pytest

from scanner.posts import Author, Media, ReplyTo

USER = {
    "id": "7",
    "username": "meilin_writes",
    "name": "Mei Lin",
    "description": "Writer",
    "created_at": "2020-01-01T00:00:00.000Z",
    "profile_image_url": "https://img.example/7.png",
    "public_metrics": {"followers_count": 42},
}
OTHER = {"id": "8", "username": "garnet_reads", "name": "Garnet"}
PARENT = "1838899921234567000"
TWEET = {
    "id": "1838899921234567891",
    "author_id": "7",
    "text": "@garnet_reads see https://t.co/abc #news",
    "created_at": "2026-11-20T08:00:00.000Z",
    "conversation_id": "1838899921234567000",
    "lang": "en",
    "in_reply_to_user_id": "8",
    "referenced_tweets": [{"type": "replied_to", "id": "1838899921234567000"}],
    "attachments": {"media_keys": ["3_1", "3_2"]},
    "entities": {
        "hashtags": [{"tag": "news"}],
        "urls": [{"url": "https://t.co/abc", "expanded_url": "https://a.example/long"}],
        "mentions": [{"username": "garnet_reads", "id": "8"}],
    },
}
MEDIA = [
    {"media_key": "3_1", "type": "photo", "url": "https://img.example/1.jpg"},
    {
        "media_key": "3_2",
        "type": "animated_gif",
        "preview_image_url": "https://img.example/2.jpg",
        "variants": [
            {"bit_rate": 100, "url": "https://v.example/low"},
            {"bit_rate": 900, "url": "https://v.example/high"},
            {"url": "https://v.example/list"},
        ],
    },
]
PAGE = {
    "data": [TWEET],
    "includes": {"users": [USER, OTHER], "tweets": [], "media": MEDIA},
    "meta": {"result_count": 1},
}


def without(item, *names):
    return {key: value for key, value in item.items() if key not in names}


def test_a_page_with_includes(read):
    outcome = read([PAGE])
    (post,) = outcome.posts
    assert outcome.reading.format.name == "x_v2"
    assert post.key == ("x", "1838899921234567891")
    assert post.text == TWEET["text"]
    assert post.url == "https://x.com/meilin_writes/status/1838899921234567891"
    assert post.as_dict()["created_at"] == "2026-11-20T08:00:00Z"
    assert post.author.handle == "meilin_writes"
    assert post.author.bio == "Writer"
    assert post.author.followers == 42
    assert post.as_dict()["author"]["created_at"] == "2020-01-01T00:00:00Z"
    assert post.reply_to == ReplyTo("1838899921234567000", "garnet_reads")
    assert post.media == (
        Media("image", "https://img.example/1.jpg"),
        Media("video", "https://v.example/high"),
    )
    assert post.links == ("https://a.example/long",)
    assert post.hashtags == ("news",)
    assert post.language == "en"
    assert not outcome.tally.missing


@pytest.mark.parametrize("key", ["author", "author_user"])
def test_flattened(read, key):
    flat = TWEET | {
        key: USER,
        "attachments": {"media_keys": ["3_1"], "media": MEDIA[:1]},
        "in_reply_to_user": OTHER,
    }
    (post,) = read([flat]).posts
    (paged,) = read([PAGE]).posts
    assert post.author == paged.author
    assert post.reply_to == paged.reply_to
    assert post.media == paged.media[:1]


def test_4cat_puts_media_where_the_keys_were(read):
    (post,) = read([TWEET | {"attachments": {"media_keys": MEDIA}}]).posts
    assert [item.kind for item in post.media] == ["image", "video"]


def test_includes_hold_within_their_page(read):
    second = without(PAGE, "includes") | {"data": [TWEET | {"id": "2"}]}
    outcome = read([PAGE, second])
    assert [post.author.handle for post in outcome.posts] == ["meilin_writes", None]
    assert outcome.posts[1].author.id == "7"
    assert outcome.posts[1].url == "https://x.com/i/web/status/2"
    assert outcome.tally.missing == {"author.handle": 1}


def test_long_posts(read):
    assert read([TWEET | {"note_tweet": {"text": "all of it"}}]).posts[0].text == "all of it"


REPOSTED = {
    "id": "5",
    "text": "the whole text",
    "entities": {"hashtags": [{"tag": "whole"}]},
    "author_id": "8",
}
REPOST = TWEET | {
    "text": "RT @garnet_reads: the wh…",
    "referenced_tweets": [{"type": "retweeted", "id": "5"}],
}


@pytest.mark.parametrize(
    "item",
    [
        PAGE | {"data": [REPOST], "includes": {"users": [USER], "tweets": [REPOSTED]}},
        REPOST | {"author": USER, "referenced_tweets": [{"type": "retweeted"} | REPOSTED]},
    ],
    ids=["page", "flattened"],
)
def test_reposts_take_the_whole_text_and_keep_their_own_author(read, item):
    (post,) = read([item]).posts
    assert post.text == "the whole text"
    assert post.hashtags == ("whole",)
    assert post.author.handle == "meilin_writes"
    assert post.id == TWEET["id"]


def test_a_repost_of_something_gone_keeps_its_own_text(read):
    assert read([REPOST]).posts[0].text == "RT @garnet_reads: the wh…"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"entities": {}}, ReplyTo(PARENT, "garnet_reads")),  # leading mention
        ({"entities": {}, "text": "no mention @garnet_reads"}, ReplyTo(PARENT, None)),
        ({"text": "@first_named", "entities": TWEET["entities"]}, ReplyTo(PARENT, "garnet_reads")),
        ({"referenced_tweets": None, "in_reply_to_user_id": None}, None),
        ({"referenced_tweets": None}, ReplyTo(None, "garnet_reads")),
    ],
)
def test_whom_a_reply_answers(read, change, expected):
    assert read([TWEET | change]).posts[0].reply_to == expected


def test_partial_tweets_are_kept_and_counted(read):
    outcome = read([PAGE, {"id": "3", "text": "bare", "edit_history_tweet_ids": ["3"]}])
    bare = outcome.posts[1]
    assert (bare.id, bare.text, bare.author, bare.created_at) == ("3", "bare", Author(), None)
    assert outcome.tally.missing == {"created_at": 1, "author.id": 1, "author.handle": 1}


def test_a_tweet_without_text_is_kept(read):
    outcome = read([PAGE, without(TWEET, "text")])
    assert outcome.posts[1].text == ""
    assert outcome.tally.missing["text"] == 1


def test_a_flattened_tweet_without_an_exact_id_is_kept_under_a_made_one(read):
    outcome = read([TWEET, without(TWEET, "id"), TWEET | {"id": 1.8e18}])
    assert outcome.tally.missing["id"] == 2
    assert all(post.id.startswith("made-") for post in outcome.posts[1:])
    assert [post.text for post in outcome.posts] == [TWEET["text"]] * 3


def test_within_a_page_a_missing_id_costs_no_post(read):
    outcome = read([PAGE | {"data": [TWEET, without(TWEET, "id")]}])
    assert outcome.tally.missing == {"id": 1}
    assert outcome.posts[1].id.startswith("made-")
    assert outcome.posts[1].text == TWEET["text"]


def test_numbers_as_identifiers(read):
    (post,) = read([TWEET | {"id": 1838899921234567891, "author_id": 7}]).posts
    assert (post.id, post.author.id) == ("1838899921234567891", "7")


@pytest.mark.parametrize(
    "item",
    [
        {"meta": {"result_count": 0}},
        {"errors": [{"resource_id": "1", "title": "Not Found Error"}]},
        {"data": [{"start": "2026-11-20T00:00:00Z", "tweet_count": 3}], "meta": {}},
        {"data": [{"id": "1", "name": "a list"}], "meta": {}},
        {"data": None, "errors": []},
        {"id": "1", "action": "delete", "created_at": "2026-11-20T08:00:00Z", "reason": "deleted"},
    ],
)
def test_what_holds_no_post_by_rule(read, item):
    outcome = read([PAGE, item])
    assert (outcome.tally.posts, outcome.tally.without_posts) == (1, 1)
    assert not outcome.unreadable


@pytest.mark.parametrize(
    "item", [USER, {"data": [USER], "meta": {}}, {"data": USER, "includes": {}}]
)
def test_accounts_are_posts_whose_text_is_their_biography(read, item):
    outcome = read([item])
    (post,) = outcome.posts
    assert (post.id, post.text, post.url) == ("user:7", "Writer", "https://x.com/meilin_writes")
    assert post.author.handle == "meilin_writes"
    assert not outcome.tally.missing


def test_what_is_no_tweet_is_quarantined(read):
    outcome = read([PAGE, {"id": "3"}, {}])
    assert [entry.line for entry in outcome.unreadable] == [2, 3]


@pytest.mark.parametrize("language", ["und", "qme", "zxx", 5, None])
def test_no_language(read, language):
    assert read([TWEET | {"lang": language}]).posts[0].language is None


def test_input_is_left_as_it_was():
    from collections import Counter

    from scanner.sources.x_v2 import X_V2

    page = copy.deepcopy(PAGE)
    X_V2.to_posts(page, "f:1", Counter())
    assert page == PAGE
