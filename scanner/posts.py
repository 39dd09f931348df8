"""Post, Author, Media: what every stage speaks of. Knows nothing else.

The shapes follow the project's own exchange format (docs/formats.md). All identifiers are
strings: platform ids exceed what a float can hold.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["Author", "Media", "Post", "ReplyTo", "iso_utc"]


@dataclass(frozen=True, slots=True)
class Author:
    """Who published a post, as the platform showed it; every part may be missing."""

    id: str | None = None
    handle: str | None = None
    display_name: str | None = None
    bio: str | None = None
    created_at: datetime | None = None
    avatar_url: str | None = None
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The post and the account that a post answers."""

    id: str | None = None
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """One attached picture, video or sound, by address; the scanner never downloads it."""

    kind: str
    url: str | None = None
    path: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One public item collected from a platform: a post, comment, reply, video or profile.

    ``platform`` and ``id`` together identify it. ``text`` is kept exactly as collected: every
    span in the project counts code points of this string. ``source`` says where it was read
    (``dump.jsonl:17``); ``created_at`` is an aware UTC time.
    """

    platform: str
    id: str
    text: str
    url: str | None = None
    created_at: datetime | None = None
    language: str | None = None
    author: Author = field(default_factory=Author)
    reply_to: ReplyTo | None = None
    media: tuple[Media, ...] = ()
    links: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    source: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The natural key: platform and id."""
        return self.platform, self.id

    def as_dict(self) -> dict[str, Any]:
        """Return the exchange-format object (docs/formats.md), without ``source``."""
        author, reply = self.author, self.reply_to
        return {
            "platform": self.platform,
            "id": self.id,
            "url": self.url,
            "created_at": iso_utc(self.created_at),
            "text": self.text,
            "language": self.language,
            "author": {
                "id": author.id,
                "handle": author.handle,
                "display_name": author.display_name,
                "bio": author.bio,
                "created_at": iso_utc(author.created_at),
                "avatar_url": author.avatar_url,
                "followers": author.followers,
            },
            "reply_to": {"id": reply.id, "handle": reply.handle} if reply else None,
            "media": [
                {"kind": item.kind, "url": item.url, "path": item.path, "sha256": item.sha256}
                for item in self.media
            ],
            "links": list(self.links),
            "hashtags": list(self.hashtags),
        }


def iso_utc(moment: datetime | None) -> str | None:
    """Render an aware UTC time as ``2026-11-20T08:00:00Z``; None stays None."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None
