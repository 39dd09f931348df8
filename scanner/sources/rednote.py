"""RedNote (Xiaohongshu) as its pages load it (Zeeschuimer): notes and comments."""

from typing import Any

from scanner.posts import Author, Media, Post
from scanner.sources.assemble import Sighting, assemble, joined, media_of, parts_of, reply_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import (
    at,
    exact_id,
    first_id,
    first_text,
    mapping,
    moment,
    plucked,
    text,
    words,
)
from scanner.sources.records import Unrecognised

__all__ = ["rednote_comments", "rednote_posts"]

_SITE = "https://www.xiaohongshu.com/explore"


def rednote_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured note; pages without its text give its title."""
    note = mapping(item.get("note_card")) or mapping(item.get("note")) or item
    post_id = first_id(item, "id", "note_id") or first_id(note, "note_id", "noteId", "id")
    if post_id is None and "title" not in note and "display_title" not in note:
        raise Unrecognised("holds no note: neither id nor title")
    token = first_text(item, "xsec_token", "xsecToken") or text(note.get("xsecToken"))
    title = first_text(note, "display_title", "displayTitle", "title")
    whole_note = "desc" in note
    return [
        assemble(
            seen,
            "xiaohongshu",
            post_id,
            joined(title, words(note.get("desc"))),
            created=moment(note.get("time")),
            author=_author(mapping(note.get("user"))),
            url=_address(post_id, token),
            media=_media(note),
            hashtags=plucked(note.get("tag_list") or note.get("tagList"), "name"),
            parts=parts_of(("place", first_text(note, "ip_location", "ipLocation"))),
            marks=(not whole_note and "partial",),
            absent=frozenset() if whole_note else frozenset({"created_at"}),
        )
    ]


def _address(post_id: str | None, token: str | None) -> str | None:
    """Return the address, which opens only with its token."""
    query = f"?xsec_token={token}" if token else ""
    return f"{_SITE}/{post_id}{query}" if post_id else None


def _author(user: dict[str, Any]) -> Author:
    return new_author(
        first_id(user, "user_id", "userId"),
        text(user.get("red_id")),
        first_text(user, "nickname", "nick_name", "nickName"),
        text(user.get("desc")),
        None,
        first_text(user, "avatar", "image"),
    )


def _media(note: dict[str, Any]) -> tuple[Media, ...]:
    listed = note.get("image_list") or note.get("imageList")
    pictures = plucked(listed, "url_default") or plucked(listed, "urlDefault")
    pictures = pictures or plucked(listed, "info_list", 0, "url")
    cover = first_text(mapping(note.get("cover")), "url_default", "urlDefault", "url")
    streams = mapping(at(note, "video", "media", "stream"))
    videos = (text(at(streams, codec, 0, "master_url")) for codec in ("h264", "h265", "av1"))
    return media_of(
        ("video", next(filter(None, videos), None)),
        *(("image", one) for one in pictures or (cover,)),
    )


def rednote_comments(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured comment; its place is a province or a country."""
    note, target = exact_id(item.get("note_id")), mapping(item.get("target_comment"))
    comment_id = exact_id(item.get("id"))
    return [
        assemble(
            seen,
            "xiaohongshu",
            comment_id,
            words(item.get("content")),
            created=moment(item.get("create_time")),
            author=_author(mapping(item.get("user_info"))),
            url=_address(note, text(item.get("xsec_token"))),
            reply_to=reply_of(exact_id(target.get("id")) or note),
            media=media_of(*(("image", one) for one in plucked(item.get("pictures"),
                                                               "url_default"))),
            parts=parts_of(("place", text(item.get("ip_location")))),
            thread=note,
        )
    ]  # fmt: skip
