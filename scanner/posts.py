"""Post, Author, Media: what every stage speaks of. Knows nothing else.

The shapes follow the project's own exchange format (docs/formats.md). All identifiers are
strings: platform ids exceed what a float can hold.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["MARKS", "PARTS", "Author", "Media", "Part", "Post", "ReplyTo", "iso_utc"]

# What a part can be; every reader uses these words.
PARTS = (
    "alt_text",  # the description of a picture or a video
    "caption",  # a caption of its own under one of several media
    "coauthor",  # another account that the post is published by
    "contact",  # a contact card: names, numbers, addresses
    "file_name",  # the name of an attached file
    "link_card",  # title and description of a linked page
    "on_screen",  # words laid over a picture or a video
    "parent",  # the text that is answered, as it is shown with the answer
    "place",  # a place, an address or coordinates attached to the post
    "poll",  # a question and its options
    "quoted",  # the text of another post that is shown inside this one
    "reposted",  # a repost: ``handle`` is the first author; the post's own text is theirs
    "sound",  # the name of the music or sound
    "tagged",  # an account or object that is tagged in a picture
    "transcript",  # what is said in a video or sound
    "venue",  # the chat, group or page that the post stands in
    "warning",  # a content warning that stands before the text
)
# What is known of a post's state and of its time.
MARKS = (
    "deleted",  # by its author, or with the account
    "edited",
    "partial",  # the collector saw only part of it
    "promoted",  # an advertisement
    "removed",  # by the platform or a moderator
    "repost",  # the text is somebody else's, passed on
    "time_day",  # the time is exact to the day only
    "time_estimated",  # the time was computed from words such as "18h ago"
    "time_local",  # the time had no zone and was taken as UTC
    "withheld",  # in some countries
)


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
class Part:
    """Words that a post shows beside its text: ``kind`` is one of ``PARTS``.

    ``handle`` is whose words they are, where that is not the post's author.
    """

    kind: str
    text: str
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One public item collected from a platform: a post, comment, reply, video or profile.

    ``platform`` and ``id`` together identify it. ``text`` is kept exactly as collected: every
    span in the project counts code points of this string. A title stands in it, before a blank
    line; whatever else a post shows stands in ``parts``. ``source`` says where it was read
    (``dump.jsonl:17``); ``created_at`` is an aware UTC time, and a mark says if it is inexact.
    ``thread`` is the conversation's identifier; ``page`` is the address of the page that the
    collector saw the post on. ``marks`` are words from ``MARKS``.
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
    parts: tuple[Part, ...] = ()
    thread: str | None = None
    page: str | None = None
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The natural key: platform and id."""
        return self.platform, self.id

    def as_dict(self) -> dict[str, Any]:
        """Return the exchange-format object (docs/formats.md), without ``source``.

        ``parts``, ``thread``, ``page`` and ``marks`` are there only where they hold something.
        """
        author, reply = self.author, self.reply_to
        beside = {
            "parts": [
                {"kind": part.kind, "text": part.text, "handle": part.handle} for part in self.parts
            ],
            "thread": self.thread,
            "page": self.page,
            "marks": list(self.marks),
        }
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
            **{key: value for key, value in beside.items() if value},
        }


def iso_utc(moment: datetime | None) -> str | None:
    """Render an aware UTC time as ``2026-11-20T08:00:00Z``; None stays None."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None
