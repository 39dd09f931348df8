"""Glances: of each post only what screening reads, without building the post.

Most of a dump concerns nobody. A glance holds the fields in which somebody can be named; a format
may know how to take it from a line's bytes without making a post of the line.
"""

from scanner.posts import Post

__all__ = ["GLANCE_FIELDS", "HANDLE", "TEXT", "Columns", "Glance", "glance_at"]

GLANCE_FIELDS = ("text", "display_name", "bio", "handle", "answered", "links")
TEXT, HANDLE = 0, 3  # their places

# The fields in this order; what a post does not have is None.
Glance = tuple[str, str | None, str | None, str | None, str | None, str | None]
# The same fields of many posts, each a list: there are millions.
Columns = tuple[
    list[str],
    list[str | None],
    list[str | None],
    list[str | None],
    list[str | None],
    list[str | None],
]


def glance_at(post: Post) -> Glance:
    """Return what screening reads of a post.

    >>> glance_at(Post("x", "1", "Hi", links=("https://example.org", "https://example.net")))
    ('Hi', None, None, None, None, 'https://example.org https://example.net')
    """
    author, reply = post.author, post.reply_to
    return (
        post.text,
        author.display_name,
        author.bio,
        author.handle,
        reply.handle if reply else None,
        " ".join(post.links) if post.links else None,
    )
