"""Meta's Graph API: posts and comments of Facebook pages and groups, media of Instagram."""

from collections import Counter
from collections.abc import Iterator
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
    mappings,
    moment,
    platform_of,
    plucked,
    text,
    whole,
    words,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised

__all__ = ["META_GRAPH"]

_POST = {"message", "story", "permalink_url", "status_type", "full_picture", "attachments"}
_MEDIA = {"media_type", "permalink", "media_url", "caption", "comments_count", "media_product_type"}
_COMMENT = {"text", "timestamp", "username"}
_HOLDERS = ("business_discovery", "mentioned_media", "mentioned_comment", "media")
_NO_TIME = frozenset({"created_at", "author"})


def _kind(item: dict[str, Any], above: str | None = None) -> str | None:
    """Tell a Facebook post or comment, an Instagram medium or comment, from other objects.

    What hangs below a post (``above``) is a comment, whatever it lacks.
    """
    if not _POST.isdisjoint(item) and ("created_time" in item or "id" in item):
        return "facebook"
    if {"id", "created_time"} <= item.keys() and "name" not in item:
        return "facebook"
    if len(_MEDIA & item.keys()) > 1:
        return "media"
    if "text" in item and "timestamp" in item and not isinstance(item.get("user"), str):
        return "comment"
    return "comment" if above and not _COMMENT.isdisjoint(item) else None


def _found(item: dict[str, Any], parent: str | None = None) -> Iterator[tuple[str, Any, Any]]:
    """Give (kind, object, parent) for all that an answer holds, which may be nested.

    Answers hold objects in ``data``, under their identifiers, or inside an account.
    """
    waiting: list[tuple[Any, str | None]] = [(item, parent)]
    while waiting:
        one, above = waiting.pop()
        kind = _kind(one, above)
        if kind:
            yield kind, one, above
        identifier = exact_id(one.get("id")) or above
        inside = [one.get("data"), *(at(one, key, "data") for key in ("comments", "replies"))]
        children = [child for listed in inside for child in mappings(listed)]
        children += [mapping(one.get(key)) for key in _HOLDERS] if not kind else []
        if not kind and all(key.replace("_", "").isdigit() for key in one):
            children += [child for child in one.values() if type(child) is dict]
        waiting += [(child, identifier if kind else above) for child in reversed(children)
                    if child]  # fmt: skip


def _signature(item: dict[str, Any]) -> str | None:
    found = next(_found(item), None)
    words_for = {
        "facebook": "posts or comments with created_time and message",
        "media": "Instagram media with media_type and permalink",
        "comment": "Instagram comments with text and timestamp",
    }
    return f"its objects are {words_for[found[0]]}" if found else None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    seen = Sighting(source, missing)
    mappers = {"facebook": _facebook, "media": _medium, "comment": _comment}
    posts = [mappers[kind](one, above, seen) for kind, one, above in _found(item)]
    if posts or "data" in item or "error" in item:
        return posts
    if "id" in item and ("message" in item or "caption" in item):
        return [_facebook(item, None, seen)]
    raise Unrecognised("holds no post, comment or medium of Meta's Graph API")


def _facebook(item: dict[str, Any], above: str | None, seen: Sighting) -> Post:
    url = first_text(item, "permalink_url")
    attached = mappings(at(item, "attachments", "data")) or [mapping(item.get("attachment"))]
    parent = exact_id(at(item, "parent", "id")) or exact_id(at(item, "object", "id")) or above
    created, updated = moment(item.get("created_time")), moment(item.get("updated_time"))
    return assemble(
        seen,
        platform_of(url) or "facebook",
        exact_id(item.get("id")),
        _text_of(item),
        created=created,
        author=_author(mapping(item.get("from"))),
        url=url,
        reply_to=reply_of(parent),
        media=_attached(attached, item),
        links=plucked(attached, "unshimmed_url") or plucked(attached, "url"),
        hashtags=(),
        parts=parts_of(
            *(("link_card", one) for one in plucked(attached, "title")),
            *(("link_card", one) for one in plucked(attached, "description")),
            ("place", text(at(item, "place", "name"))),
        ),
        thread=parent,
        marks=(item.get("is_hidden") is True and "removed",
               bool(created and updated and updated > created and "status_type" not in item)
               and "edited"),
        absent=frozenset({"author"}),  # given to apps of the page's owner alone
    )  # fmt: skip


def _text_of(item: dict[str, Any]) -> str | None:
    """Return the message; a post without one shows its story or nothing."""
    message, story = words(item.get("message")), text(item.get("story"))
    return message if message is not None else (story or "")


def _author(user: dict[str, Any]) -> Author:
    return new_author(exact_id(user.get("id")), text(user.get("username")), text(user.get("name")))


def _attached(attached: list[dict[str, Any]], item: dict[str, Any]) -> tuple[Media, ...]:
    found = [
        ("video" if "video" in (text(one.get("media_type")) or text(one.get("type")) or "")
         else "image",
         text(at(one, "media", "source")) or text(at(one, "media", "image", "src")))
        for one in attached
    ]  # fmt: skip
    return media_of(*found) or media_of(("image", first_text(item, "full_picture", "picture")))


def _medium(item: dict[str, Any], _above: str | None, seen: Sighting) -> Post:
    address = first_text(item, "media_url", "thumbnail_url")
    kind = "video" if item.get("media_type") == "VIDEO" else "image"
    children = mappings(at(item, "children", "data"))
    return assemble(
        seen,
        "instagram",
        exact_id(item.get("id")),
        words(item.get("caption")) or "",
        created=moment(item.get("timestamp")),
        author=_instagrammer(item),
        url=text(item.get("permalink")),
        media=media_of((kind, address), *(("image", one) for one in plucked(children,
                                                                              "media_url"))),
        parts=parts_of(("alt_text", text(item.get("alt_text")))),
        absent=_NO_TIME,  # both are given for one's own media alone
    )  # fmt: skip


def _instagrammer(item: dict[str, Any]) -> Author:
    user = mapping(item.get("user")) or mapping(item.get("owner")) or mapping(item.get("from"))
    return new_author(
        exact_id(user.get("id")),
        text(item.get("username")) or text(user.get("username")),
        text(user.get("name")),
        None,
        None,
        text(user.get("profile_picture_url")),
        whole(user.get("followers_count")),
    )


def _comment(item: dict[str, Any], above: str | None, seen: Sighting) -> Post:
    parent = first_id(item, "parent_id") or exact_id(at(item, "media", "id")) or above
    return assemble(
        seen,
        "instagram",
        exact_id(item.get("id")),
        joined(None, words(item.get("text"))),
        created=moment(item.get("timestamp")),
        author=_instagrammer(item),
        reply_to=reply_of(parent),
        thread=parent,
        absent=frozenset({"author"}),
    )


META_GRAPH = JsonFormat(
    name="meta_graph",
    description="Meta Graph API: Facebook posts and comments, Instagram media and comments",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage("facebook", "text, story, attachments, comments, time", "authors of comments"),
        Coverage("instagram", "caption, media, comments, time", "display name, bio"),
    ),
)
