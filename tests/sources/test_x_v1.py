import pytest

from scanner.posts import Media, ReplyTo

TWEET = {
    "created_at": "Fri Nov 20 08:00:00 +0000 2026",
    "id": 1838899921234567891,
    "id_str": "1838899921234567891",
    "full_text": "@garnet_reads see https://t.co/abc",
    "lang": "en",
    "user": {
        "id_str": "7",
        "screen_name": "meilin_writes",
        "name": "Mei Lin",
        "description": "Writer",
        "created_at": "Wed Jan 01 00:00:00 +0000 2020",
        "profile_image_url_https": "https://img.example/7.png",
        "followers_count": 42,
    },
    "in_reply_to_status_id_str": "5",
    "in_reply_to_screen_name": "garnet_reads",
    "entities": {
        "urls": [{"expanded_url": "https://a.example/long"}],
        "hashtags": [{"text": "news"}],
        "media": [{"type": "photo", "media_url_https": "https://img.example/small.jpg"}],
    },
    "extended_entities": {
        "media": [
            {
                "type": "video",
                "media_url_https": "https://img.example/2.jpg",
                "video_info": {
                    "variants": [
                        {"bitrate": 9, "url": "https://v.example/high"},
                        {"url": "https://v.example/list"},
                    ]
                },
            }
        ]
    },
}


def test_a_tweet(read):
    outcome = read([TWEET])
    (post,) = outcome.posts
    assert outcome.reading.format.name == "x_v1"
    assert post.key == ("x", "1838899921234567891")
    assert post.text == TWEET["full_text"]
    assert post.url == "https://x.com/meilin_writes/status/1838899921234567891"
    assert post.as_dict()["created_at"] == "2026-11-20T08:00:00Z"
    assert post.as_dict()["author"] == {
        "id": "7",
        "handle": "meilin_writes",
        "display_name": "Mei Lin",
        "bio": "Writer",
        "created_at": "2020-01-01T00:00:00Z",
        "avatar_url": "https://img.example/7.png",
        "followers": 42,
    }
    assert post.reply_to == ReplyTo("5", "garnet_reads")
    assert post.media == (Media("video", "https://v.example/high"),)
    assert (post.links, post.hashtags) == (("https://a.example/long",), ("news",))
    assert not outcome.tally.missing


def test_the_rounded_number_is_not_the_identifier(read):
    assert read([TWEET | {"id": 1838899921234567936}]).posts[0].id == "1838899921234567891"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"retweeted_status": {"full_text": "the whole text"}}, "the whole text"),
        ({"retweeted_status": {"text": "cut…", "extended_tweet": {"full_text": "whole"}}}, "whole"),
        ({"full_text": None, "text": "cut…", "extended_tweet": {"full_text": "whole"}}, "whole"),
        ({"full_text": None, "text": "short"}, "short"),
    ],
)
def test_the_whole_text(read, change, text):
    assert read([TWEET | change]).posts[0].text == text


def test_search_results(read):
    assert [post.id for post in read([{"statuses": [TWEET, TWEET | {"id_str": "2"}]}]).posts] == [
        TWEET["id_str"],
        "2",
    ]


def test_stream_notices_hold_no_post(read):
    outcome = read(
        [TWEET, {"delete": {"status": {"id_str": "1"}}}, {"limit": {"track": 1}}, {"x": 1}]
    )
    assert outcome.tally.without_posts == 2
    assert [entry.line for entry in outcome.unreadable] == [4]


def test_a_partial_tweet(read):
    outcome = read([TWEET, {"id_str": "3", "text": "bare"}])
    assert outcome.posts[1].author.handle is None
    assert outcome.tally.missing == {"created_at": 1, "author.id": 1, "author.handle": 1}
