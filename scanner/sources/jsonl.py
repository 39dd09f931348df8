"""The project's own exchange format: one post a line (docs/formats.md)."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

import msgspec

from scanner.posts import Author, Media, Part, Post, ReplyTo
from scanner.sources.drafts import new_author, new_post
from scanner.sources.fields import mappings, moment, strings, text, whole
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.glances import Columns
from scanner.sources.records import Unrecognised

__all__ = ["JSONL"]

_REQUIRED = ("platform", "id", "text")
_FIELDS = (
    *_REQUIRED,
    *("url", "created_at", "language", "author", "reply_to", "media", "links", "hashtags"),
)
_AUTHOR_FIELDS = ("id", "handle", "display_name", "bio", "created_at", "avatar_url", "followers")
_ALL, _AUTHOR = itemgetter(*_FIELDS), itemgetter(*_AUTHOR_FIELDS)
_NOBODY = Author()


def _signature(item: dict[str, Any]) -> str | None:
    named = all(type(item.get(name)) is str for name in _REQUIRED)
    return "its objects have platform, id and text" if named else None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    try:
        platform, post_id, body, url, created, language, author, reply, media, links, tags = _ALL(
            item
        )
    except KeyError:
        platform, post_id, body, url, created, language, author, reply, media, links, tags = map(
            item.get, _FIELDS
        )
    if type(platform) is not str or type(post_id) is not str or type(body) is not str:
        raise Unrecognised(_fault(item))
    if not platform or not post_id:
        raise Unrecognised(f"{'id' if platform else 'platform'}: is empty; it is required")
    url = url if type(url) is str else None
    created, author = created and moment(created), _author(author)
    if not url or not created or not author:
        _count(item, created, author, missing)
    post = new_post(
        platform,
        post_id,
        body,
        url or None,
        created or None,
        language if type(language) is str and language else None,
        author or _NOBODY,
        _reply_to(reply) if reply else None,
        _media(media) if media else (),
        strings(links) if links else (),
        strings(tags) if tags else (),
        source,
    )
    if "parts" in item or "thread" in item or "page" in item or "marks" in item:
        return [_with_the_rest(post, item)]
    return [post]


def _with_the_rest(post: Post, item: dict[str, Any]) -> Post:
    return replace(
        post,
        parts=tuple(
            Part(text(one.get("kind")) or "other", words, text(one.get("handle")))
            for one in mappings(item.get("parts"))
            if type(words := one.get("text")) is str
        ),
        thread=text(item.get("thread")),
        page=text(item.get("page")),
        marks=strings(item.get("marks")),
    )


def _fault(item: dict[str, Any]) -> str:
    name = next(name for name in _REQUIRED if type(item.get(name)) is not str)
    if name not in item:
        return f"{name}: is missing; it is required"
    return f"{name}: must be a string in quotes, because larger numbers lose digits"


def _author(value: Any) -> Author | None:
    if type(value) is not dict:
        return None
    try:
        return _known_author(*_AUTHOR(value))
    except (KeyError, TypeError):  # a part is absent, or a list where a string belongs
        return _made_author(*map(value.get, _AUTHOR_FIELDS))


def _made_author(*parts: Any) -> Author:
    author_id, handle, name, bio, created, avatar, followers = parts
    return new_author(
        text(author_id),
        text(handle),
        text(name),
        text(bio),
        moment(created),
        text(avatar),
        whole(followers),
    )


# The same accounts come again and again in a dump.
_known_author = lru_cache(maxsize=1 << 14)(_made_author)


def _reply_to(value: Any) -> ReplyTo | None:
    if type(value) is not dict:
        return None
    post_id, handle = text(value.get("id")), text(value.get("handle"))
    return ReplyTo(post_id, handle) if post_id or handle else None


def _media(value: Any) -> tuple[Media, ...]:
    return tuple(
        Media(
            text(item.get("kind")) or "other",
            text(item.get("url")),
            text(item.get("path")),
            text(item.get("sha256")),
        )
        for item in mappings(value)
    )


def _count(
    item: dict[str, Any], created: datetime | None, author: Author | None, missing: Counter[str]
) -> None:
    """Count what is absent or unusable; a null says that the collector knows there is nothing."""
    found = {"url": text(item.get("url")), "created_at": created, "author": author}
    for name, value in found.items():
        if value is None and item.get(name, "absent") is not None:
            missing[name] += 1


# All strings of a line are declared, so that all of it is checked; a line with anything else in it
# is read whole.
class _SeenAuthor(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    id: str | None = None
    handle: str | None = None
    display_name: str | None = None
    bio: str | None = None
    created_at: str | int | float | None = None
    avatar_url: str | None = None
    followers: int | None = None


class _SeenReply(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    id: str | None = None
    handle: str | None = None


class _SeenMedia(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    kind: str | None = None
    url: str | None = None
    path: str | None = None
    sha256: str | None = None


class _Seen(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """What a glance needs. What drift is counted by must be there, or the line is read whole."""

    platform: str
    id: str
    text: str
    url: str | None
    created_at: str | int | float | None
    author: _SeenAuthor | None
    reply_to: _SeenReply | None = None
    links: list[str] | None = None
    language: str | None = None
    media: list[_SeenMedia] | None = None
    hashtags: list[str] | None = None


_decode = msgspec.json.Decoder(_Seen).decode
_SEEN_NOBODY = _SeenAuthor()
_TOGETHER = 100


def _peek(lines: list[bytes]) -> Columns | None:
    columns: Columns = ([], [], [], [], [], [])
    texts, names, bios, handles, answered, links = columns
    # A few lines at a time stay in the processor's cache, which takes half as long.
    for start in range(0, len(lines), _TOGETHER):
        try:
            seen = list(map(_decode, lines[start : start + _TOGETHER]))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        if not all(line.platform and line.id for line in seen):
            return None
        authors = [line.author or _SEEN_NOBODY for line in seen]
        texts += [line.text for line in seen]
        names += [author.display_name for author in authors]
        bios += [author.bio for author in authors]
        handles += [author.handle for author in authors]
        answered += [line.reply_to.handle if line.reply_to else None for line in seen]
        links += [" ".join(line.links) if line.links else None for line in seen]
    return columns


JSONL = JsonFormat(
    name="jsonl",
    description="the project's own JSON Lines, one post a line",
    signature=_signature,
    to_posts=_to_posts,
    peek=_peek,
    coverage=(Coverage("any", "everything that a post can hold"),),
)
