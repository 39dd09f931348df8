"""Sites whose captures need no more than a few common keys: 9gag, Imgur, Pinterest."""

from typing import Any

from scanner.posts import Post
from scanner.sources.assemble import Sighting, assemble, joined
from scanner.sources.drafts import new_author
from scanner.sources.fields import first_id, first_text, mapping, moment, platform_of, words
from scanner.sources.records import Unrecognised

__all__ = ["generic_posts"]


def generic_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured item by common names of keys."""
    user = mapping(item.get("creator")) or mapping(item.get("account")) or mapping(
        item.get("pinner")
    )  # fmt: skip
    post_id = first_id(item, "id", "hash")
    url = first_text(item, "url", "link", "permalink")
    title = first_text(item, "title", "grid_title")
    if not (post_id or url or title):
        raise Unrecognised("holds neither identifier, address nor title")
    when = item.get("creationTs") or item.get("created_at") or item.get("datetime")
    return [
        assemble(
            seen,
            platform_of(seen.page) or platform_of(url) or "unknown",
            post_id,
            joined(title, words(item.get("description"))),
            created=moment(when),
            author=new_author(
                first_id(user, "userId", "id"),
                first_text(user, "username"),
                first_text(user, "fullName", "full_name", "displayName"),
                first_text(user, "about"),
            ),
            url=url,
        )
    ]
