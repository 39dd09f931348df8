"""Glances: of each post only what screening reads, as one string, without building the post.

Most of a dump concerns nobody. A glance holds the fields in which somebody can be named; a format
may know how to take it from a line's bytes without making a post of the line.
"""

from scanner.posts import Post
from scanner.text.bulk import FIELD

__all__ = ["GLANCE_FIELDS", "Glance", "glance", "glance_at"]

# text, display name, bio, handle, handle that is answered, links
GLANCE_FIELDS = 6


# The post's fields joined by FIELD, and the author's handle. A plain tuple: there are millions.
Glance = tuple[str, str | None]


def glance(
    text: str,
    display_name: str | None,
    bio: str | None,
    handle: str | None,
    answered: str | None,
    links: str,
) -> Glance:
    r"""Join the fields of a post, none of which may hold the separator.

    >>> glance("Hi", None, "tea", "crow", None, "")
    ('Hi\x1f\x1ftea\x1fcrow\x1f\x1f', 'crow')
    """
    # FIELD is written out: constant strings are joined fastest.
    name, bio, answered = display_name or "", bio or "", answered or ""
    return f"{text}\x1f{name}\x1f{bio}\x1f{handle or ''}\x1f{answered}\x1f{links}", handle


def glance_at(post: Post) -> Glance:
    """Return what screening reads of a post."""
    author, reply = post.author, post.reply_to
    fields = (
        post.text,
        author.display_name,
        author.bio,
        author.handle,
        reply.handle if reply else None,
        " ".join(post.links),
    )
    # Somebody may write the separator into a text to shift what follows it.
    return FIELD.join((field or "").replace(FIELD, " ") for field in fields), author.handle
