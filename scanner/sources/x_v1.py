"""X API v1.1: tweets as older archives and streams hold them."""

from collections import Counter
from typing import Any

from scanner.posts import Author, Media, Part, Post, ReplyTo
from scanner.sources.assemble import parts_of
from scanner.sources.drafts import new_author, new_media, new_post
from scanner.sources.fields import (
    at,
    counted,
    exact_id,
    made_id,
    mapping,
    mappings,
    moment,
    text,
    whole,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised
from scanner.sources.x_v2 import reply_handle_in, x_media_kind

__all__ = ["X_V1"]

# What a stream sends between tweets.
_NOTICES = {
    "delete",
    "scrub_geo",
    "limit",
    "status_withheld",
    "user_withheld",
    "disconnect",
    "warning",
}


def _signature(item: dict[str, Any]) -> str | None:
    if _is_tweet(item):
        return "its objects are tweets with id_str and user.screen_name"
    if any(map(_is_tweet, mappings(item.get("statuses")))):
        return "its objects are search results: statuses with id_str"
    return None


def _is_tweet(item: dict[str, Any]) -> bool:
    named = "id_str" in item or "created_at" in item
    return named and "user" in item and ("text" in item or "full_text" in item)


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    if "statuses" in item:
        return [_post(one, source, missing) for one in mappings(item["statuses"])]
    if "text" in item or "full_text" in item:
        return [_post(item, source, missing)]
    if not _NOTICES.isdisjoint(item):
        return []
    raise Unrecognised("holds no tweet of X API v1.1")


def _identifier(item: dict[str, Any], key: str) -> str | None:
    return text(item.get(f"{key}_str")) or exact_id(item.get(key))


def _post(tweet: dict[str, Any], source: str, missing: Counter[str]) -> Post:
    post_id = _identifier(tweet, "id")
    shown = mapping(tweet.get("retweeted_status")) or tweet  # a repost's own text is cut off
    long_form = mapping(shown.get("extended_tweet")) or shown
    body, entities = _body(long_form) or _body(shown), mapping(long_form.get("entities"))
    author = _author(mapping(tweet.get("user")))
    created = moment(tweet.get("created_at"))
    counted(
        missing,
        {
            "id": post_id,
            "text": body,
            "created_at": created,
            "author.id": author.id,
            "author.handle": author.handle,
        },
    )
    return new_post(
        "x",
        post_id or made_id("x", author.id or "", str(created), body or ""),
        body or "",
        f"https://x.com/{author.handle or 'i/web'}/status/{post_id}" if post_id else None,
        created,
        language if (language := text(shown.get("lang"))) != "und" else None,
        author,
        _reply_to(tweet, body or ""),
        _media(long_form, entities),
        tuple(
            url for one in mappings(entities.get("urls")) if (url := text(one.get("expanded_url")))
        ),
        tuple(tag for one in mappings(entities.get("hashtags")) if (tag := text(one.get("text")))),
        source,
        _parts(tweet, long_form, entities),
        None,
        None,
        tuple(mark for mark, key in _MARKS.items() if tweet.get(key)),
    )


_MARKS = {"repost": "retweeted_status", "withheld": "withheld_in_countries"}


def _parts(
    tweet: dict[str, Any], shown: dict[str, Any], entities: dict[str, Any]
) -> tuple[Part, ...]:
    quoted = mapping(tweet.get("quoted_status"))
    whole_quote = mapping(quoted.get("extended_tweet")) or quoted
    return parts_of(
        ("reposted", None, text(at(tweet, "retweeted_status", "user", "screen_name"))),
        ("quoted", _body(whole_quote) or _body(quoted), text(at(quoted, "user", "screen_name"))),
        *(("alt_text", text(item.get("ext_alt_text"))) for item in _attached(shown, entities)),
        ("place", text(at(tweet, "place", "full_name"))),
    )


def _body(tweet: dict[str, Any]) -> str | None:
    return text(tweet.get("full_text")) or text(tweet.get("text"))


def _author(user: dict[str, Any]) -> Author:
    return new_author(
        _identifier(user, "id"),
        text(user.get("screen_name")),
        text(user.get("name")),
        text(user.get("description")),
        moment(user.get("created_at")),
        text(user.get("profile_image_url_https")),
        whole(user.get("followers_count")),
    )


def _reply_to(tweet: dict[str, Any], body: str) -> ReplyTo | None:
    parent = _identifier(tweet, "in_reply_to_status_id")
    handle = text(tweet.get("in_reply_to_screen_name"))
    if not parent and not handle:
        return None
    return ReplyTo(parent, handle or reply_handle_in(body))


def _attached(tweet: dict[str, Any], entities: dict[str, Any]) -> list[dict[str, Any]]:
    found = mappings(mapping(tweet.get("extended_entities")).get("media"))
    return found or mappings(entities.get("media"))


def _media(tweet: dict[str, Any], entities: dict[str, Any]) -> tuple[Media, ...]:
    return tuple(
        new_media(x_media_kind(item.get("type")), _media_url(item))
        for item in _attached(tweet, entities)
    )


def _media_url(item: dict[str, Any]) -> str | None:
    variants = mappings(mapping(item.get("video_info")).get("variants"))
    best = max(variants, key=lambda one: whole(one.get("bitrate")) or 0, default={})
    return text(best.get("url")) or text(item.get("media_url_https"))


X_V1 = JsonFormat(
    name="x_v1",
    description="X API v1.1 tweets, one a line (older archives and streams)",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage("x", "text, author with bio, reply parent, quotes, reposts, alt text", "thread"),
    ),
)
