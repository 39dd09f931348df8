"""X as its own pages load it (Zeeschuimer): today's objects and the older "adaptive" ones."""

import re
from typing import Any

from scanner.posts import Author, Media, Part, Post
from scanner.sources.assemble import Sighting, assemble, parts_of, reply_of
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import (
    at,
    exact_id,
    mapping,
    mappings,
    moment,
    plucked,
    strings,
    text,
    whole,
    words,
)
from scanner.sources.records import Unrecognised
from scanner.sources.x_v2 import reply_handle_in, x_media_kind

__all__ = ["x_web_posts"]

_HANDLE_IN_URL = re.compile(
    r"https?://(?:www\.)?(?:x|twitter)\.com/([A-Za-z0-9_]{1,20})/status/", re.IGNORECASE
)
_NO_LANGUAGE = {"und", "zxx"}
_CARD_TEXTS = ("title", "description", "site")


def x_web_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured tweet."""
    tweet = _unwrapped(item)
    legacy, adaptive = mapping(tweet.get("legacy")), tweet.get("type") == "adaptive"
    # Only rest_id and id_str are exact: Zeeschuimer rounds the numbers in id and item_id.
    post_id = exact_id(tweet.get("rest_id")) or text(legacy.get("id_str")) or text(tweet.get("id"))
    if not legacy and not post_id and "core" not in tweet:
        raise Unrecognised("holds no tweet: neither rest_id nor legacy")
    author = _author(tweet, legacy, adaptive=adaptive)
    inner = _unwrapped(at(legacy, "retweeted_status_result", "result"))
    shown = inner if inner.get("legacy") else tweet  # a repost's own text is cut off
    shown_legacy = mapping(shown.get("legacy"))
    body = _body(shown)
    quoted = _unwrapped(at(shown, "quoted_status_result", "result"))
    entities = mapping(shown_legacy.get("entities"))
    return [
        assemble(
            seen,
            "x",
            post_id,
            body,
            created=moment(legacy.get("created_at")),
            author=author,
            url=f"https://x.com/{author.handle or 'i/web'}/status/{post_id}" if post_id else None,
            language=_language(shown_legacy.get("lang")),
            reply_to=reply_of(
                text(legacy.get("in_reply_to_status_id_str")), _answered(legacy, body or "")
            ),
            media=_media(shown_legacy) + _media(mapping(quoted.get("legacy"))),
            links=_links(entities, quoted),
            hashtags=plucked(entities.get("hashtags"), "text"),
            parts=_parts(shown, quoted, inner),
            thread=text(legacy.get("conversation_id_str")),
            marks=(
                bool(inner) and "repost",
                bool(item.get("promoted")) and "promoted",
                bool(legacy.get("withheld_scope")) and "withheld",
                len(strings(at(tweet, "edit_control", "edit_tweet_ids"))) > 1 and "edited",
            ),
        )
    ]


def _unwrapped(value: Any) -> dict[str, Any]:
    """Return a tweet without the wrapping that X puts around limited ones."""
    tweet = mapping(value)
    return mapping(tweet.get("tweet")) or tweet


def _user(tweet: dict[str, Any]) -> dict[str, Any]:
    return mapping(at(tweet, "core", "user_results", "result"))


def _author(tweet: dict[str, Any], legacy: dict[str, Any], *, adaptive: bool) -> Author:
    if adaptive:
        user = profile = old = mapping(tweet.get("user"))
    else:
        user = _user(tweet)
        old = mapping(user.get("legacy"))
        profile = mapping(user.get("core")) or old
    return new_author(
        text(legacy.get("user_id_str"))
        or text(user.get("id_str"))
        or exact_id(user.get("rest_id")),
        text(profile.get("screen_name")) or _handle_in_media(legacy),
        text(profile.get("name")),
        text(old.get("description")) or text(at(user, "profile_bio", "description")),
        moment(profile.get("created_at") or old.get("created_at")),
        text(at(user, "avatar", "image_url")) or text(old.get("profile_image_url_https")),
        whole(old.get("followers_count")),
    )


def _handle_in_media(legacy: dict[str, Any]) -> str | None:
    """Find the author's handle in a picture's address: X leaves out users it sent before."""
    for where in ("extended_entities", "entities"):
        for address in plucked(at(legacy, where, "media"), "expanded_url"):
            if found := _HANDLE_IN_URL.match(address):
                return found[1]
    return None


def _body(tweet: dict[str, Any]) -> str | None:
    note = text(at(tweet, "note_tweet", "note_tweet_results", "result", "text"))
    return note or words(at(tweet, "legacy", "full_text"))


def _language(code: Any) -> str | None:
    found = text(code)
    return found if found and found not in _NO_LANGUAGE and not found.startswith("q") else None


def _answered(legacy: dict[str, Any], body: str) -> str | None:
    handle = text(legacy.get("in_reply_to_screen_name"))
    return handle or (reply_handle_in(body) if legacy.get("in_reply_to_status_id_str") else None)


def _items(legacy: dict[str, Any]) -> list[dict[str, Any]]:
    found = mappings(at(legacy, "extended_entities", "media"))
    return found or mappings(at(legacy, "entities", "media"))


def _media(legacy: dict[str, Any]) -> tuple[Media, ...]:
    return tuple(
        new_media(x_media_kind(item.get("type")), _address(item)) for item in _items(legacy)
    )


def _address(item: dict[str, Any]) -> str | None:
    videos = [
        one
        for one in mappings(at(item, "video_info", "variants"))
        if (text(one.get("content_type")) or "").startswith("video/")
    ]
    best = max(videos, key=lambda one: whole(one.get("bitrate")) or 0, default={})
    return text(best.get("url")) or text(item.get("media_url_https"))


def _links(entities: dict[str, Any], quoted: dict[str, Any]) -> tuple[str, ...]:
    own = plucked(entities.get("urls"), "expanded_url")
    return own + plucked(at(quoted, "legacy", "entities", "urls"), "expanded_url")


def _parts(
    shown: dict[str, Any], quoted: dict[str, Any], inner: dict[str, Any]
) -> tuple[Part, ...]:
    whose = _handle(quoted)
    described = [
        ("alt_text", text(item.get("ext_alt_text")))
        for item in _items(mapping(shown.get("legacy")))
    ]
    return parts_of(
        ("reposted", None, _handle(inner)),
        ("quoted", _body(quoted), whose),
        *described,
        *_card(shown),
        ("place", text(at(shown, "legacy", "place", "full_name"))),
    )


def _handle(tweet: dict[str, Any]) -> str | None:
    return _author(tweet, mapping(tweet.get("legacy")), adaptive=False).handle if tweet else None


def _card(tweet: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return the title and description of a linked page, and the options of a poll."""
    bindings = mappings(at(tweet, "card", "legacy", "binding_values"))
    values = {
        text(one.get("key")) or "": text(at(one, "value", "string_value")) for one in bindings
    }
    options = [value for key, value in values.items() if key[:6] == "choice" and "label" in key]
    card = "\n".join(filter(None, map(values.get, _CARD_TEXTS)))
    return [("link_card", card), ("poll", "\n".join(filter(None, options)))]
