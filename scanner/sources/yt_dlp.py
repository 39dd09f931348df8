"""yt-dlp's ``info.json``: a video of any site, with the comments under it."""

from collections import Counter
from datetime import datetime
from typing import Any

from scanner.posts import Author, Post
from scanner.sources.assemble import Sighting, assemble, joined, media_of, parts_of, reply_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import (
    at,
    exact_id,
    first_text,
    mapping,
    mappings,
    moment,
    platform_of,
    strings,
    text,
    whole,
    words,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.markup import plain
from scanner.sources.records import Unrecognised
from scanner.sources.youtube import watch_url

__all__ = ["YT_DLP"]

_KEYS = ("extractor", "extractor_key", "webpage_url")


def _signature(item: dict[str, Any]) -> str | None:
    if "id" in item and sum(key in item for key in _KEYS) > 1:
        return "its objects are videos with extractor and webpage_url"
    return None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    if "webpage_url" not in item and "title" not in item and "comments" not in item:
        raise Unrecognised("holds no video: neither webpage_url, title nor comments")
    seen, address = Sighting(source, missing), text(item.get("webpage_url"))
    platform = (
        platform_of(address) or (first_text(item, "extractor_key", "extractor") or "").lower()
    )
    video = exact_id(item.get("id"))
    posts = [] if item.get("_type") == "playlist" else [_video(item, seen, platform or "unknown")]
    for one in mappings(item.get("entries")):
        posts += _to_posts(one, source, missing) if "webpage_url" in one else []
    for one in mappings(item.get("comments")):
        posts.append(_comment(one, seen, platform or "unknown", video, address))
    return posts


def _video(item: dict[str, Any], seen: Sighting, platform: str) -> Post:
    created, by_day = _created(item)
    address = text(item.get("webpage_url"))
    title, about = text(item.get("title")), words(item.get("description"))
    # Sites without titles get a piece of the description for one.
    own_title = title if title and not (about or "").startswith(title[:30]) else None
    return assemble(
        seen,
        platform,
        exact_id(item.get("id")),
        joined(own_title, about),
        created=created,
        author=_uploader(item),
        url=address,
        language=text(item.get("language")),
        media=media_of(("video", address), ("image", text(item.get("thumbnail")))),
        hashtags=strings(item.get("tags")),
        parts=parts_of(
            ("place", text(item.get("location"))),
            ("sound", text(item.get("track"))),
            *(("transcript", one) for one in _subtitles(item)),
        ),
        marks=(by_day and "time_day",),
    )


def _created(item: dict[str, Any]) -> tuple[datetime | None, bool]:
    """Return the time, and whether only the day is known."""
    if (exact := moment(item.get("timestamp"))) is not None:
        return exact, False
    day = text(item.get("upload_date")) or ""
    return (moment(f"{day[:4]}-{day[4:6]}-{day[6:]}") if len(day) == 8 else None), True


def _uploader(item: dict[str, Any]) -> Author:
    handle = text(item.get("uploader_id"))
    return new_author(
        text(item.get("channel_id")) or handle,
        handle.removeprefix("@") if handle else None,
        first_text(item, "uploader", "channel"),
        None,
        None,
        None,
        whole(item.get("channel_follower_count")),
    )


def _subtitles(item: dict[str, Any]) -> list[str]:
    """Return subtitles that were written into the file rather than beside it."""
    written = (at(item, "requested_subtitles", language, "data")
               for language in mapping(item.get("requested_subtitles")))  # fmt: skip
    return [found for one in written if (found := text(one))]


def _comment(
    comment: dict[str, Any], seen: Sighting, platform: str, video: str | None, page: str | None
) -> Post:
    comment_id, parent = exact_id(comment.get("id")), exact_id(comment.get("parent"))
    body, handle = words(comment.get("text")), text(comment.get("author")) or ""
    if body is None and (markup := text(comment.get("html"))):
        body = plain(markup).text
    top = parent in (None, "root")
    return assemble(
        seen,
        platform,
        comment_id,
        body,
        created=moment(comment.get("timestamp")),
        author=new_author(
            exact_id(comment.get("author_id")),
            handle.removeprefix("@") if handle.startswith("@") else None,
            handle or None,
            None,
            None,
            text(comment.get("author_thumbnail")),
        ),
        url=watch_url(video, comment_id) if platform == "youtube" else page,
        reply_to=reply_of(video if top else parent),
        thread=comment_id if top else parent,
        # YouTube says "3 days ago", from which yt-dlp computes a time.
        marks=("_time_text" in comment and "time_estimated",),
    )


YT_DLP = JsonFormat(
    name="yt_dlp",
    description="yt-dlp info.json, with comments: a video of any site that yt-dlp knows",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "youtube, tiktok and others",
            "title, description, uploader, followers; comments with author and parent",
            "transcripts (in files of their own), exact times of comments (estimated)",
        ),
    ),
)
