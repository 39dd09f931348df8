"""YouTube Data API v3: comment threads, comments, videos, searches, channels."""

from collections import Counter
from typing import Any

from scanner.posts import Author, Post
from scanner.sources.assemble import Sighting, assemble, joined, media_of, reply_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import (
    at,
    exact_id,
    mapping,
    mappings,
    moment,
    strings,
    text,
    whole,
    words,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.markup import plain
from scanner.sources.records import Unrecognised

__all__ = ["YOUTUBE", "watch_url"]

_PREFIX = "youtube#"
_COMMENT_KEYS = {"topLevelComment", "textOriginal", "textDisplay"}
_SITE = "https://www.youtube.com"


def watch_url(video: str | None, comment: str | None = None) -> str | None:
    """Return the address of a video, or of a comment under it."""
    if not video:
        return None
    return f"{_SITE}/watch?v={video}" + (f"&lc={comment}" if comment else "")


def _signature(item: dict[str, Any]) -> str | None:
    kind = text(item.get("kind")) or text(at(item, "comments", 0, "kind")) or ""
    if kind.startswith(_PREFIX):
        return f"its objects are of a kind that begins with {_PREFIX}"
    snippet = mapping(item.get("snippet"))
    if not _COMMENT_KEYS.isdisjoint(snippet) or not _COMMENT_KEYS.isdisjoint(item):
        return "its objects are comments of YouTube"
    return None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    seen = Sighting(source, missing)
    for key in ("items", "comments"):
        if type(item.get(key)) is list:
            return [post for one in mappings(item[key]) for post in _resource(one, seen, None)]
    if not _COMMENT_KEYS.isdisjoint(item):
        return _resource({"snippet": item}, seen, None)  # a snippet without its resource
    if "snippet" not in item and not (text(item.get("kind")) or "").startswith(_PREFIX):
        raise Unrecognised("holds no resource of the YouTube Data API")
    return _resource(item, seen, None)


def _resource(item: dict[str, Any], seen: Sighting, video: str | None) -> list[Post]:
    """Map one resource; kinds that show no post of somebody (ratings, categories) give none."""
    kind = (text(item.get("kind")) or "").removeprefix(_PREFIX)
    snippet = mapping(item.get("snippet"))
    if kind == "commentThread" or "topLevelComment" in snippet:
        return _thread(item, snippet, seen)
    if kind == "comment" or "textDisplay" in snippet:
        return [_comment(item, snippet, seen, video)] if snippet else []
    if kind in ("", "video", "searchResult", "playlistItem", "activity"):
        return _video(item, snippet, seen)
    return [_channel(item, snippet, seen)] if kind == "channel" and snippet else []


def _thread(item: dict[str, Any], snippet: dict[str, Any], seen: Sighting) -> list[Post]:
    video = text(snippet.get("videoId"))
    replies = mappings(at(item, "replies", "comments"))
    found = [mapping(snippet.get("topLevelComment")), *replies]
    return [_comment(one, mapping(one.get("snippet")), seen, video) for one in found]


def _comment(
    item: dict[str, Any], snippet: dict[str, Any], seen: Sighting, video: str | None
) -> Post:
    post_id, video = exact_id(item.get("id")), video or text(snippet.get("videoId"))
    shown, parent = _body(snippet), text(snippet.get("parentId"))
    published, updated = moment(snippet.get("publishedAt")), moment(snippet.get("updatedAt"))
    return assemble(
        seen,
        "youtube",
        post_id,
        shown,
        created=published,
        author=_commenter(snippet),
        url=watch_url(video, post_id),
        reply_to=reply_of(parent or video),
        thread=parent or post_id,
        marks=(bool(published and updated and updated > published) and "edited",),
    )


def _body(snippet: dict[str, Any]) -> str | None:
    original = words(snippet.get("textOriginal"))
    if original is not None:
        return original
    displayed = words(snippet.get("textDisplay"))
    return None if displayed is None else plain(displayed).text


def _commenter(snippet: dict[str, Any]) -> Author:
    name = text(snippet.get("authorDisplayName"))
    handle = name.removeprefix("@") if name and name.startswith("@") else None
    return new_author(
        text(at(snippet, "authorChannelId", "value")),
        handle,
        name,
        None,
        None,
        text(snippet.get("authorProfileImageUrl")),
    )


def _video(item: dict[str, Any], snippet: dict[str, Any], seen: Sighting) -> list[Post]:
    found = item.get("id")
    video = text(at(found, "videoId")) or text(at(snippet, "resourceId", "videoId"))
    video = video or text(at(item, "contentDetails", "upload", "videoId")) or text(found)
    if not snippet or (type(found) is dict and not video):
        return []  # a search result that is a channel or a playlist
    address = watch_url(video)
    return [
        assemble(
            seen,
            "youtube",
            video,
            joined(text(snippet.get("title")), words(snippet.get("description"))),
            created=moment(snippet.get("publishedAt")),
            author=new_author(
                text(snippet.get("videoOwnerChannelId")) or text(snippet.get("channelId")),
                None,
                text(snippet.get("videoOwnerChannelTitle")) or text(snippet.get("channelTitle")),
            ),
            url=address,
            language=text(snippet.get("defaultAudioLanguage")),
            media=media_of(("video", address)),
            hashtags=strings(snippet.get("tags")),
        )
    ]


def _channel(item: dict[str, Any], snippet: dict[str, Any], seen: Sighting) -> Post:
    """Map a channel by itself: its description is its text."""
    channel, handle = exact_id(item.get("id")), text(snippet.get("customUrl"))
    about, created = words(snippet.get("description")), moment(snippet.get("publishedAt"))
    author = new_author(
        channel,
        handle.removeprefix("@") if handle else None,
        text(snippet.get("title")),
        about or None,
        created,
        text(at(snippet, "thumbnails", "default", "url")),
        whole(at(item, "statistics", "subscriberCount")),
    )
    return assemble(
        seen,
        "youtube",
        f"user:{channel}" if channel else None,
        about,
        created=created,
        author=author,
        url=f"{_SITE}/channel/{channel}" if channel else None,
    )


YOUTUBE = JsonFormat(
    name="youtube",
    description="YouTube Data API v3: commentThreads, comments, videos, searches, channels",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "youtube",
            "text, author's name, channel and avatar, time, reply parent; title and description",
            "transcripts, bio of commenters, all but the first replies of a thread",
        ),
    ),
)
