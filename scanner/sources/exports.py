"""Tables that are known by their columns: 4CAT's, CrowdTangle's, Meta's, YouTube Data Tools'.

What a column means is mostly told by its name (``columns.py``). An entry here says what the name
does not tell: whose platform it is, which columns hold media and parts, and where 4CAT renders
local time or loses digits.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from scanner.sources.drafts import new_media, new_part
from scanner.sources.fields import moment

__all__ = ["EXPORTS", "Export", "Extras", "export_of"]

_LISTED = re.compile(r",(?=https?://)")  # a comma inside an address does not split it
_YES = frozenset({"yes", "true", "1", "t"})
_ZONES = {"UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7}
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([A-Z]{3})")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s{0,3}(\d{1,2}):(\d\d)")
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Export:
    """One tool's table: recognised where all columns of ``needs`` are there.

    ``columns`` maps post fields to columns, ``parts`` and ``media`` kinds to columns, ``marks``
    marks to columns of yes and no; ``always`` are marks of every row.
    ``address`` builds a post's address from its fields.
    """

    name: str
    platform: str | None
    needs: frozenset[str]
    columns: dict[str, str] = field(default_factory=dict)
    parts: tuple[tuple[str, str], ...] = ()
    media: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    thread: str | None = None
    page: str | None = None
    local_time: str | None = None
    address: str | None = None
    read_time: Callable[[str], datetime | None] = moment
    escape: str | None = None
    always: tuple[str, ...] = ()
    notice: str = ""


class Extras:
    """What one file's rows hold beside the common fields."""

    def __init__(self, export: Export, header: Sequence[str]) -> None:
        where = {name: position for position, name in enumerate(header)}
        self.export = export
        self._parts = [(kind, where[name]) for kind, name in export.parts if name in where]
        self._media = [(kind, where[name]) for kind, name in export.media if name in where]
        self._marks = [(mark, where[name]) for mark, name in export.marks if name in where]
        self._thread = where.get(export.thread or "")
        self._page = where.get(export.page or "")
        unix = where.get("unix_timestamp")
        self._local = unix if export.local_time else None
        self._always_local = bool(export.local_time) and unix is None

    def of(self, row: Sequence[str]) -> dict[str, Any]:
        """Return the fields of a post that a row fills, ready for its constructor."""
        marks = [*self.export.always]
        marks += [mark for mark, at in self._marks if row[at] and row[at].strip().lower() in _YES]
        if self._always_local or (self._local is not None and not row[self._local]):
            marks.append("time_local")
        return {
            "media": tuple(
                [
                    new_media(kind, address)
                    for kind, at in self._media
                    if (cell := row[at])
                    for address in (_LISTED.split(cell) if "," in cell else (cell,))
                ]
            ),
            "parts": tuple([new_part(kind, row[at]) for kind, at in self._parts if row[at]]),
            "thread": (row[self._thread] or None) if self._thread is not None else None,
            "page": (row[self._page] or None) if self._page is not None else None,
            "marks": tuple(marks),
        }


def export_of(header: Sequence[str]) -> Export | None:
    """Return the export whose columns a header has, if one is known."""
    names = set(header)
    return next((known for known in EXPORTS if known.needs <= names), None)


def _zoned(value: str) -> datetime | None:
    """Read CrowdTangle's "2026-11-20 08:00:00 EST"."""
    found = _ZONED.fullmatch(value.strip())
    if not found or found[2] not in _ZONES:
        return moment(value)
    return moment(f"{found[1]}{_ZONES[found[2]]:+03d}:00")


def _chinese(value: str) -> datetime | None:
    """Read "2026年11月20日 08:00" as the time in China."""
    found = _CHINESE.search(value)
    try:
        parts = [int(part) for part in found.groups()] if found else []
        return moment(datetime(*parts, tzinfo=_CHINA).isoformat()) if parts else moment(value)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


_SEEN = {"thread": "thread_id", "page": "collected_from_url"}
_META_TERMS = (
    "Meta's terms allow to keep only what its Content Library offers for download; "
    "make sure that this file may be here"
)


def _fourcat(name: str, platform: str, needs: str, **rest: Any) -> Export:
    needed = frozenset(f"id body thread_id {needs}".split())
    return Export(f"4CAT's export of {name}", platform, needed, **{**_SEEN, **rest})


EXPORTS: tuple[Export, ...] = (
    _fourcat(
        "X (Zeeschuimer)", "x", "author_banner_url quote_body replied_author",
        columns={"reply_to.handle": "replied_author", "author.handle": "author",
                 "reply_to.id": "thread_id"},
        parts=(("quoted", "quote_body"), ("place", "place_name"), ("place", "long_lat")),
        media=(("image", "images"), ("video", "videos"), ("image", "quote_images"),
               ("video", "quote_videos")),
        marks=(("repost", "is_retweet"), ("withheld", "is_withheld")),
        address="https://x.com/{handle}/status/{id}",  # 4CAT's own is made of a rounded id
    ),
    _fourcat(
        "X (API v2)", "x", "replied_user author_followers is_retweet",
        columns={"reply_to.id": "thread_id"},
        parts=(("place", "place_name"), ("place", "long_lat")),
        media=(("image", "images"), ("video", "videos")),
        marks=(("repost", "is_retweet"),),
    ),
    _fourcat(
        "TikTok", "tiktok", "stickers tiktok_url plays",
        columns={"url": "tiktok_url", "author.handle": "author"},
        parts=(("on_screen", "stickers"), ("sound", "music_name"), ("warning", "warning")),
        media=(("video", "video_url"), ("image", "thumbnail_url")),
        marks=(("promoted", "is_ad"),),
    ),
    _fourcat(
        "TikTok comments", "tiktok", "post_body comment_url is_comment_on_comment",
        columns={"url": "comment_url", "reply_to.id": "thread_id", "author.handle": "author"},
        parts=(("parent", "post_body"),), local_time="timestamp", thread="post_id",
    ),
    _fourcat(
        "Instagram", "instagram", "num_media usertags likes_hidden",
        columns={"author.handle": "author", "author.display_name": "author_fullname"},
        parts=(("coauthor", "coauthors"), ("coauthor", "coauthor_fullnames"),
               ("tagged", "usertags"), ("place", "location_name"), ("place", "location_city"),
               ("place", "location_latlong")),
        media=(("image", "image_urls"), ("video", "media_urls")),
        marks=(("partial", "partial_item"),), local_time="timestamp",
    ),
    _fourcat(
        "Threads", "threads", "link_thumbnail_url reposts author_is_verified",
        media=(("image", "image_url"), ("video", "video_url"), ("audio", "audio_url")),
        marks=(("promoted", "is_paid_partnership"),), local_time="timestamp",
    ),
    _fourcat(
        "LinkedIn", "linkedin", "timestamp_ago inclusion_context post_url",
        columns={"url": "post_url", "author.handle": "author",
                 "author.bio": "author_description", "links": "link_url"},
        parts=(("tagged", "author_mentions"), ("tagged", "author_name_mentions")),
        media=(("image", "image_urls"), ("image", "video_thumb_url")),
        marks=(("promoted", "is_promoted"),), always=("time_estimated",),
    ),
    Export(
        "4CAT's export of Facebook", "facebook",
        frozenset("id body author author_name is_in_group group_name".split()),
        columns={"author.display_name": "author_name", "author.handle": "author"},
        parts=(("venue", "group_name"),),
        media=(("image", "image_url"), ("video", "video_url")), local_time="timestamp",
    ),
    _fourcat(
        "Douyin", "douyin", "author_nickname prevent_download digg_count",
        columns={"url": "post_url", "author.id": "author_user_id",
                 "author.display_name": "author_nickname"},
        parts=(("sound", "music_title"), ("venue", "collection_name")),
        media=(("video", "video_url"), ("image", "image_urls")), local_time="timestamp",
    ),
    _fourcat(
        "RedNote comments", "xiaohongshu", "ip_location replies likes",
        columns={"author.display_name": "author", "reply_to.id": "thread_id"},
        parts=(("place", "ip_location"),), local_time="timestamp",
    ),
    _fourcat(
        "RedNote", "xiaohongshu", "title author_avatar_url image_urls likes",
        columns={"author.display_name": "author"},
        media=(("image", "image_urls"), ("image", "image_url"), ("video", "video_url")),
        local_time="timestamp",
    ),
    _fourcat(
        "Bluesky", "bluesky", "quoted_post replies_allowed author_display_name",
        columns={"author.handle": "author", "reply_to.id": "replied_to_post",
                 "reply_to.handle": "replied_to_user", "language": "languages"},
        media=(("image", "images"),), page=None,
    ),
    _fourcat(
        "Telegram", "telegram", "chat author_username body_markdown",
        columns={"author.id": "author", "author.handle": "author_username",
                 "author.display_name": "author_name", "reply_to.id": "reply_to"},
        parts=(("reposted", "author_forwarded_from_name"), ("link_card", "link_title"),
               ("link_card", "link_description"), ("contact", "attachment_data"),
               ("file_name", "attachment_filename"), ("venue", "chat")),
        local_time="timestamp", page=None,
    ),
    _fourcat(
        "Truth Social", "truthsocial", "account_username group_note video_thumbs",
        parts=(("venue", "group_display_name"),),
        media=(("image", "images"), ("video", "video_urls")),
    ),
    _fourcat(
        "Gab", "gab", "account_account group_is_private link_description",
        parts=(("link_card", "link_title"), ("link_card", "link_description"),
               ("venue", "group_title")),
        media=(("image", "image_urls"), ("video", "video_urls")),
    ),
    Export(
        "CrowdTangle's export of Facebook", "facebook",
        frozenset({"Message", "Post Created", "Image Text", "Link Text", "User Name"}),
        columns={"id": "URL", "url": "URL", "author.id": "Facebook Id", "text": "Message",
                 "created_at": "Post Created",
                 "author.handle": "User Name", "author.bio": "Page Description",
                 "links": "Final Link"},
        parts=(("on_screen", "Image Text"), ("link_card", "Link Text"),
               ("link_card", "Description"), ("venue", "Group Name")),
        read_time=_zoned,
    ),
    Export(
        "CrowdTangle's export of Instagram", "instagram",
        frozenset({"Account", "User Name", "Post Created", "Photo", "Description"}),
        columns={"id": "URL", "url": "URL", "text": "Description", "created_at": "Post Created",
                 "author.handle": "User Name", "author.display_name": "Account"},
        media=(("image", "Photo"),), read_time=_zoned,
    ),
    Export(
        "Meta Content Library's export of comments", None,
        frozenset({"id", "text", "owner.id", "owner.name", "creation_time", "post_id"}),
        columns={"reply_to.id": "post_id"}, thread="post_id", notice=_META_TERMS,
    ),
    Export(
        "Meta Content Library's export of Facebook posts", "facebook",
        frozenset({"id", "text", "post_owner.id", "surface.id", "creation_time"}),
        parts=(("link_card", "link_attachment.name"), ("link_card", "link_attachment.caption"),
               ("link_card", "link_attachment.description"), ("venue", "surface.name")),
        columns={"links": "link_attachment.link"}, notice=_META_TERMS,
    ),
    Export(
        "Meta Content Library's export of Instagram posts", "instagram",
        frozenset({"id", "text", "post_owner.id", "creation_time"}), notice=_META_TERMS,
    ),
    Export(
        "YouTube Data Tools' list of videos", "youtube",
        frozenset({"videoId", "channelId", "videoTitle", "videoDescription", "publishedAt"}),
        columns={"id": "videoId", "title": "videoTitle", "text": "videoDescription",
                 "author.id": "channelId", "author.display_name": "channelTitle"},
        address="https://www.youtube.com/watch?v={id}", escape="\\",
    ),
    Export(
        "YouTube Data Tools' list of comments", "youtube",
        frozenset({"id", "isReplyTo", "authorName", "text", "publishedAt"}),
        columns={"author.display_name": "authorName", "reply_to.id": "isReplyTo"},
        local_time="publishedAt", escape="\\",
    ),
    Export(
        "Bazhuayu's export of Weibo", "weibo", frozenset({"标题", "txt", "from1"}),
        columns={"author.display_name": "标题", "text": "txt", "created_at": "from1"},
        media=(("image", "图片"),), read_time=_chinese,
    ),
)  # fmt: skip
