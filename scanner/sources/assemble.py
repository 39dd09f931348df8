"""Putting posts together: what every reader does with the values it has picked.

A reader picks; this counts what is missing, makes an identifier where there is none, and leaves
out what is empty. No field but the kind of thing itself makes a post unreadable.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from scanner.posts import Author, Media, Part, Post, ReplyTo
from scanner.sources.drafts import new_media, new_part, new_post
from scanner.sources.fields import made_id

__all__ = ["Sighting", "assemble", "joined", "media_of", "parts_of", "reply_of"]

_NOBODY = Author()


class Sighting(NamedTuple):
    """Where and when a post was seen.

    ``source`` is for people (``dump.jsonl:17``), ``missing`` counts fields, ``page`` is the
    address that the collector was on, and ``collected`` the time.
    """

    source: str
    missing: Counter[str]
    page: str | None = None
    collected: datetime | None = None


def assemble(
    seen: Sighting,
    platform: str,
    post_id: str | None,
    text: str | None,
    *,
    created: datetime | None = None,
    author: Author | None = None,
    url: str | None = None,
    language: str | None = None,
    reply_to: ReplyTo | None = None,
    media: tuple[Media, ...] = (),
    links: Iterable[str] = (),
    hashtags: Iterable[str] = (),
    parts: tuple[Part, ...] = (),
    thread: str | None = None,
    marks: Iterable[str | bool | None] = (),
    absent: frozenset[str] = frozenset(),
) -> Post:
    """Return a post, and count in ``seen.missing`` the fields that it should have had.

    ``text`` is None where the key is not there, and empty where there is none. ``absent`` names
    fields that the format never has: they are not counted. ``marks`` may hold false values, so
    that conditions can be written in place.
    """
    author = author or _NOBODY
    if post_id is None or text is None or created is None or author is _NOBODY or not author.id:
        found = {
            "id": post_id is None,
            "text": text is None,
            "created_at": created is None,
            "author": not (author.id or author.handle or author.display_name),
        }
        seen.missing.update(name for name, gone in found.items() if gone and name not in absent)
    return new_post(
        platform,
        post_id or made_id(platform, author.id or "", str(created), text or ""),
        text or "",
        url,
        created,
        language,
        author,
        reply_to,
        media,
        tuple(dict.fromkeys(filter(None, links))),
        tuple(dict.fromkeys(filter(None, hashtags))),
        seen.source,
        parts,
        thread,
        seen.page,
        tuple(mark for mark in marks if isinstance(mark, str)),
    )


def joined(title: str | None, body: str | None) -> str | None:
    """Return a title before its text, a blank line between them; None if both are absent."""
    if title and body:
        return f"{title}\n\n{body}"
    return title or (body if body is not None else title)


def parts_of(*found: tuple[str, str | None] | tuple[str, str | None, str | None]) -> tuple[
    Part, ...
]:  # fmt: skip
    """Return parts from (kind, text) or (kind, text, handle); those without text are left out.

    A repost is kept for its handle alone: its words are the post's text.
    """
    parts = []
    for kind, words, *handle in found:
        whose = handle[0] if handle else None
        if words or (kind == "reposted" and whose):
            parts.append(new_part(kind, words or "", whose))
    return tuple(parts)


def media_of(*found: tuple[str, str | None]) -> tuple[Media, ...]:
    """Return media from (kind, address); those without an address are left out."""
    return tuple([new_media(kind, url) for kind, url in found if url])


def reply_of(post_id: str | None, handle: str | None = None) -> ReplyTo | None:
    """Return what is answered, or None if neither is known; "0" stands for nothing."""
    post_id = None if post_id == "0" else post_id
    return ReplyTo(post_id, handle) if post_id or handle else None
