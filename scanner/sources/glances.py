"""Glances: of each post only what screening reads, as one string, without building the post.

Most of a dump concerns nobody. A glance holds the fields in which somebody can be named; a format
may know how to take it from a line's bytes without making a post of the line.
"""

from typing import NamedTuple

from scanner.posts import Post
from scanner.text.bulk import FIELD

__all__ = ["GLANCE_FIELDS", "Glance", "glance", "glance_at"]

# text, display name, bio, handle, handle that is answered, links
GLANCE_FIELDS = 6


class Glance(NamedTuple):
    """``text`` is the post's fields joined by ``FIELD``; ``handle`` is the author's."""

    text: str
    handle: str | None


def glance(
    text: str,
    display_name: str | None,
    bio: str | None,
    handle: str | None,
    answered: str | None,
    links: str,
) -> Glance:
    """Join the fields of a post."""
    # FIELD written out: a constant string is joined fastest.
    who = f"{display_name or ''}\x1f{bio or ''}\x1f{handle or ''}\x1f{answered or ''}"
    joined = f"{text}\x1f{who}\x1f{links}"
    if joined.count(FIELD) != GLANCE_FIELDS - 1:
        # Somebody wrote the separator into a text to shift what follows it.
        fields = (text, display_name, bio, handle, answered, links)
        joined = FIELD.join((field or "").replace(FIELD, " ") for field in fields)
    return Glance(joined, handle)


def glance_at(post: Post) -> Glance:
    """Return what screening reads of a post."""
    author, reply = post.author, post.reply_to
    return glance(
        post.text,
        author.display_name,
        author.bio,
        author.handle,
        reply.handle if reply else None,
        " ".join(post.links) if post.links else "",
    )
