"""Building posts fast: a dump of millions spends more time in constructors than in parsing.

A frozen dataclass sets each field through ``object.__setattr__``, which takes three times as long
as parsing the line did. A draft has the same slots, sets them plainly and then becomes the real,
frozen class; a test holds that both ways give equal objects.
"""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from scanner.posts import Author, Media, Part, Post, ReplyTo

__all__ = ["new_author", "new_media", "new_part", "new_post"]


class _PostDraft:
    if not TYPE_CHECKING:
        __slots__ = Post.__slots__

    def __init__(
        self,
        platform: str,
        id: str,  # noqa: A002 (the field's name)
        text: str,
        url: str | None = None,
        created_at: datetime | None = None,
        language: str | None = None,
        author: Author = Author(),  # noqa: B008 (immutable)
        reply_to: ReplyTo | None = None,
        media: tuple[Media, ...] = (),
        links: tuple[str, ...] = (),
        hashtags: tuple[str, ...] = (),
        source: str = "",
        parts: tuple[Part, ...] = (),
        thread: str | None = None,
        page: str | None = None,
        marks: tuple[str, ...] = (),
    ) -> None:
        self.platform = platform
        self.id = id
        self.text = text
        self.url = url
        self.created_at = created_at
        self.language = language
        self.author = author
        self.reply_to = reply_to
        self.media = media
        self.links = links
        self.hashtags = hashtags
        self.source = source
        self.parts = parts
        self.thread = thread
        self.page = page
        self.marks = marks
        self.__class__ = Post  # type: ignore[assignment]


class _AuthorDraft:
    if not TYPE_CHECKING:
        __slots__ = Author.__slots__

    def __init__(
        self,
        id: str | None = None,  # noqa: A002 (the field's name)
        handle: str | None = None,
        display_name: str | None = None,
        bio: str | None = None,
        created_at: datetime | None = None,
        avatar_url: str | None = None,
        followers: int | None = None,
    ) -> None:
        self.id = id
        self.handle = handle
        self.display_name = display_name
        self.bio = bio
        self.created_at = created_at
        self.avatar_url = avatar_url
        self.followers = followers
        self.__class__ = Author  # type: ignore[assignment]


class _MediaDraft:
    if not TYPE_CHECKING:
        __slots__ = Media.__slots__

    def __init__(
        self,
        kind: str,
        url: str | None = None,
        path: str | None = None,
        sha256: str | None = None,
    ) -> None:
        self.kind = kind
        self.url = url
        self.path = path
        self.sha256 = sha256
        self.__class__ = Media  # type: ignore[assignment]


class _PartDraft:
    if not TYPE_CHECKING:
        __slots__ = Part.__slots__

    def __init__(self, kind: str, text: str, handle: str | None = None) -> None:
        self.kind = kind
        self.text = text
        self.handle = handle
        self.__class__ = Part  # type: ignore[assignment]


new_post = cast("type[Post]", _PostDraft)
new_media = cast("type[Media]", _MediaDraft)
new_part = cast("type[Part]", _PartDraft)
new_author = cast("type[Author]", _AuthorDraft)
