"""Douyin as its pages load it (Zeeschuimer): from its interface or embedded in the page."""

from typing import Any

import orjson

from scanner.posts import Author, Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of, reply_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import (
    at,
    exact_id,
    first_id,
    mapping,
    mappings,
    moment,
    plucked,
    text,
    whole,
    words,
)
from scanner.sources.records import Unrecognised

__all__ = ["douyin_posts"]

_POST_KEYS = {"desc", "title", "author", "authorInfo", "owner"}
_UNDEFINED = "$undefined"


def douyin_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured video, picture post or live stream."""
    video = _live(item) or _defined(item)
    post_id = first_id(video, "aweme_id", "awemeId") or exact_id(video.get("id_str"))
    if post_id is None and _POST_KEYS.isdisjoint(video):
        raise Unrecognised("holds no Douyin post: neither aweme_id, desc nor author")
    author = _author(video)
    body = words(video.get("desc"))
    return [
        assemble(
            seen,
            "douyin",
            post_id,
            words(video.get("title")) if body is None else body,
            created=moment(video.get("create_time") or video.get("createTime")),
            author=author,
            url=f"https://www.douyin.com/video/{post_id}" if post_id else None,
            reply_to=reply_of(None),
            media=media_of(
                ("video", _first_url(mapping(video.get("video")))),
                *(("image", one) for one in _pictures(video)),
            ),
            hashtags=plucked(video.get("text_extra") or video.get("textExtra"), "hashtag_name")
            + plucked(video.get("textExtra"), "hashtagName"),
            parts=parts_of(
                *(("on_screen", one) for one in _on_screen(video)),
                ("sound", text(at(video, "music", "title"))),
                ("place", text(at(video, "poi_info", "poi_name"))),
            ),
            thread=first_id(video, "group_id", "groupId"),
        )
    ]


def _defined(item: dict[str, Any]) -> dict[str, Any]:
    """Leave out keys whose value is JavaScript's "undefined"."""
    return {key: value for key, value in item.items() if value != _UNDEFINED}


def _live(item: dict[str, Any]) -> dict[str, Any]:
    """Return the live stream that stands as JSON inside a string."""
    packed = text(item.get("rawdata")) or text(at(item, "cell_room", "rawdata"))
    if not packed:
        return {}
    try:
        return mapping(orjson.loads(packed))
    except orjson.JSONDecodeError:
        return {}


def _author(video: dict[str, Any]) -> Author:
    user = mapping(video.get("author")) or mapping(video.get("authorInfo"))
    user = _defined(user or mapping(video.get("owner")))
    avatar = at(user, "avatar_thumb", "url_list", 0) or at(user, "avatarThumb", "urlList", 0)
    return new_author(
        first_id(user, "sec_uid", "secUid", "uid", "id_str"),
        text(user.get("unique_id")) or text(user.get("uniqueId")),
        text(user.get("nickname")),
        text(user.get("signature")),
        None,
        text(avatar),
        whole(user.get("follower_count")),
    )


def _first_url(video: dict[str, Any]) -> str | None:
    for key in ("play_addr", "playAddr"):
        found = at(video, key, "url_list", 0) or at(video, key, "urlList", 0) or at(video, key, 0)
        if address := text(found) or text(at(found, "src")):
            return address
    return None


def _pictures(video: dict[str, Any]) -> tuple[str, ...]:
    return plucked(video.get("images"), "url_list", 0) or plucked(video.get("images"), "urlList", 0)


def _on_screen(video: dict[str, Any]) -> tuple[str, ...]:
    stickers = mappings(video.get("interaction_stickers"))
    return plucked(stickers, "text_interaction", "text") + plucked(stickers, "text_info")
