"""Threads as its pages load it (Zeeschuimer)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from scanner.posts import Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of, reply_of
from scanner.sources.fields import at, exact_id, mapping, moment, text, words
from scanner.sources.instagram import meta_author, meta_media
from scanner.sources.records import Unrecognised

__all__ = ["threads_posts"]


def threads_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured post."""
    code, extra = text(item.get("code")), mapping(item.get("text_post_app_info"))
    if code is None and "caption" not in item:
        raise Unrecognised("holds no Threads post: neither code nor caption")
    author, card = meta_author(item), mapping(extra.get("link_preview_attachment"))
    shared = mapping(extra.get("share_info"))
    quoted = mapping(shared.get("quoted_post")) or mapping(shared.get("reposted_post"))
    caption = item.get("caption")
    path = f"@{author.handle}/post" if author.handle else "t"
    return [
        assemble(
            seen,
            "threads",
            code,
            "" if caption is None and "caption" in item else words(at(caption, "text")),
            created=moment(item.get("taken_at")),
            author=author,
            url=f"https://www.threads.com/{path}/{code}" if code else None,
            reply_to=reply_of(
                exact_id(extra.get("reply_to_post_id")),
                text(at(extra, "reply_to_author", "username")),
            ),
            media=meta_media(item) + media_of(("audio", text(at(item, "audio", "audio_src")))),
            links=_links(card),
            parts=parts_of(
                ("alt_text", text(item.get("accessibility_caption"))),
                ("link_card", text(card.get("title"))),
                ("quoted", text(at(quoted, "caption", "text")),
                 text(at(quoted, "user", "username"))),
            ),
        )
    ]  # fmt: skip


def _links(card: dict[str, Any]) -> list[str]:
    """Return a card's link, which stands in the query of a redirect."""
    address = text(card.get("url"))
    if address is None:
        return []
    try:
        return parse_qs(urlsplit(address).query).get("u") or [address]
    except ValueError:  # an address with a broken host
        return [address]
