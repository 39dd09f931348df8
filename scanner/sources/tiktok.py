"""TikTok: posts and comments as its pages load them (Zeeschuimer), and the Research API."""

from collections import Counter
from typing import Any

from scanner.posts import Author, Media, Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of, reply_of
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import (
    at,
    exact_id,
    first_text,
    mapping,
    mappings,
    moment,
    plucked,
    strings,
    text,
    whole,
    words,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised

__all__ = ["TIKTOK_RESEARCH", "tiktok_comments", "tiktok_posts"]

_SITE = "https://www.tiktok.com"


def tiktok_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured video."""
    post_id, author = exact_id(item.get("id")), _author(item)
    on_screen = [
        ("on_screen", line)
        for sticker in mappings(item.get("stickersOnItem"))
        for line in strings(sticker.get("stickerText"))
    ]
    tags = plucked(item.get("textExtra"), "hashtagName")
    return [
        assemble(
            seen,
            "tiktok",
            post_id,
            words(item.get("desc")),
            created=moment(item.get("createTime")),
            author=author,
            url=_video_url(author.handle, post_id),
            language=text(item.get("textLanguage")),
            reply_to=reply_of(exact_id(at(item, "duetInfo", "duetFromId"))),
            media=_video(mapping(item.get("video")))
            + media_of(*(("image", one) for one in _slides(item))),
            hashtags=tags + plucked(item.get("challenges"), "title"),
            parts=parts_of(
                *on_screen,
                ("sound", text(at(item, "music", "title"))),
                ("place", text(at(item, "poi", "name"))),
                ("place", text(at(item, "poi", "address"))),
            ),
            marks=(item.get("isAd") is True and "promoted",),
        )
    ]


def _author(item: dict[str, Any]) -> Author:
    """Read the author, which embedded JSON gives as a bare handle beside a nickname."""
    found = item.get("author")
    user = found if type(found) is dict else {"uniqueId": found, "nickname": item.get("nickname")}
    return new_author(
        exact_id(user.get("id")) or text(item.get("authorId")),
        text(user.get("uniqueId")),
        text(user.get("nickname")),
        text(user.get("signature")),
        moment(user.get("createTime")),
        first_text(user, "avatarThumb", "avatarMedium", "avatarLarger"),
        whole(at(item, "authorStats", "followerCount")),
    )


def _video_url(handle: str | None, post_id: str | None) -> str | None:
    return f"{_SITE}/@{handle or ''}/video/{post_id}" if post_id else None


def _video(video: dict[str, Any]) -> tuple[Media, ...]:
    return media_of(
        ("video", first_text(video, "downloadAddr", "playAddr")),
        ("image", text(video.get("cover"))),
    )


def _slides(item: dict[str, Any]) -> tuple[str, ...]:
    return plucked(at(item, "imagePost", "images"), "imageURL", "urlList", 0)


def tiktok_comments(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured comment."""
    user, video = mapping(item.get("user")), exact_id(item.get("aweme_id"))
    parent = exact_id(item.get("reply_id"))
    address = (text(at(item, "share_info", "url")) or "").partition(".html")
    author = new_author(
        exact_id(user.get("uid")),
        text(user.get("unique_id")),
        text(user.get("nickname")),
        text(user.get("signature")),
        None,
        text(at(user, "avatar_thumb", "url_list", 0)),
    )
    return [
        assemble(
            seen,
            "tiktok",
            exact_id(item.get("cid")),
            words(item.get("text")),
            created=moment(item.get("create_time")),
            author=author,
            url="".join(address[:2]) or None,
            language=text(item.get("comment_language")),
            reply_to=reply_of(parent if parent != "0" else video, _reply_handle(item)),
            media=media_of(
                *(("image", one) for one in plucked(item.get("image_list"), "origin_url",
                                                    "url_list", 0)),
            ),
            parts=parts_of(("parent", text(at(item, "share_info", "title")))),
            thread=video,
        )
    ]  # fmt: skip


def _reply_handle(item: dict[str, Any]) -> str | None:
    return text(item.get("reply_to_username"))


_VIDEO_KEYS = {"video_description", "voice_to_text", "region_code", "hashtag_names"}


def _signature(item: dict[str, Any]) -> str | None:
    data = mapping(item.get("data"))
    listed = any(name in data for name in ("videos", "comments"))
    if listed and not _VIDEO_KEYS.isdisjoint(_keys(data.get("videos"))):
        return "its objects are answers with data.videos"
    if listed and "video_id" in _keys(data.get("comments")):
        return "its objects are answers with data.comments"
    if "video_description" in item and "username" in item:
        return "its objects are videos with video_description and username"
    if "video_id" in item and "create_time" in item and "text" in item:
        return "its objects are comments with video_id and create_time"
    return None


def _keys(items: Any) -> set[str]:
    return {key for item in mappings(items)[:20] for key in item}


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    seen, data = Sighting(source, missing), mapping(item.get("data"))
    if "videos" in data or "comments" in data:
        videos = [_research_video(one, seen) for one in mappings(data.get("videos"))]
        return videos + [_research_comment(one, seen) for one in mappings(data.get("comments"))]
    if "video_id" in item and "text" in item:
        return [_research_comment(item, seen)]
    if "video_description" in item or "username" in item:
        return [_research_video(item, seen)]
    if "error" in item:
        return []
    raise Unrecognised("holds no video or comment of the TikTok Research API")


def _research_video(video: dict[str, Any], seen: Sighting) -> Post:
    post_id, handle = exact_id(video.get("id")), text(video.get("username"))
    return assemble(
        seen,
        "tiktok",
        post_id,
        words(video.get("video_description")),
        created=moment(video.get("create_time")),
        author=new_author(None, handle),
        url=_video_url(handle, post_id),
        hashtags=strings(video.get("hashtag_names")),
        media=(new_media("video", _video_url(handle, post_id)),),
        parts=parts_of(
            ("transcript", text(video.get("voice_to_text"))),
            ("on_screen", text(video.get("sticker_text"))),
        ),
    )


def _research_comment(comment: dict[str, Any], seen: Sighting) -> Post:
    video = exact_id(comment.get("video_id"))
    parent = exact_id(comment.get("parent_comment_id"))
    return assemble(
        seen,
        "tiktok",
        exact_id(comment.get("id")),
        words(comment.get("text")),
        created=moment(comment.get("create_time")),
        reply_to=reply_of(parent or video),
        thread=video,
        absent=frozenset({"author"}),
    )


TIKTOK_RESEARCH = JsonFormat(
    name="tiktok_research",
    description="TikTok Research API: videos and comments, as pages or one a line",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "tiktok",
            "text, handle, transcript, hashtags, time, reply parent",
            "authors of comments; creators in Canada, whom this interface leaves out",
        ),
    ),
)
