"""Instagram as its pages load it (Zeeschuimer): item lists, older graphs, and "Polaris" tiles."""

from typing import Any

from scanner.posts import Author, Media, Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import (
    at,
    exact_id,
    first_text,
    mapping,
    mappings,
    moment,
    plucked,
    text,
    whole,
    words,
)
from scanner.sources.records import Unrecognised

__all__ = ["instagram_posts", "meta_author", "meta_media"]

_PARTLY = frozenset({"created_at"})


def instagram_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured post; advertisements are left out by rule."""
    if _is_advertisement(item):
        return []
    kind = text(item.get("__typename")) or ""
    is_graph = kind not in ("", "XDTMediaDict") and "polaris" not in kind.lower()
    code = text(item.get("shortcode")) or text(item.get("code"))
    if code is None and "caption" not in item and "edge_media_to_caption" not in item:
        raise Unrecognised("holds no Instagram post: neither code nor caption")
    partial = bool(item.get("_zs_partial")) or "polaris" in kind.lower()
    return [
        assemble(
            seen,
            "instagram",
            code,
            _graph_body(item) if is_graph else _body(item),
            created=moment(item.get("taken_at") or item.get("taken_at_timestamp")),
            author=meta_author(item),
            url=f"https://www.instagram.com/p/{code}" if code else None,
            media=_graph_media(item) if is_graph else meta_media(item),
            parts=parts_of(
                *_described(item, is_graph=is_graph),
                *(("tagged", name) for name in _tagged(item)),
                *(("coauthor", text(one.get("full_name")), text(one.get("username")))
                  for one in mappings(item.get("coauthor_producers"))),
                ("place", _place(mapping(item.get("location")))),
                *_comments(item),
            ),
            marks=(
                partial and "partial",
                bool(item.get("caption_is_edited")) and "edited",
            ),
            absent=_PARTLY if partial else frozenset(),
        )
    ]  # fmt: skip


def _is_advertisement(item: dict[str, Any]) -> bool:
    link = text(item.get("link")) or ""
    return item.get("product_type") == "ad" or "facebook.com/ads/ig_redirect" in link


def _body(item: dict[str, Any]) -> str | None:
    """Return the caption; one that is null says that there is none."""
    if "caption" in item and item["caption"] is None:
        return ""
    caption = item.get("caption")
    return words(caption) if type(caption) is str else words(at(caption, "text"))


def _graph_body(item: dict[str, Any]) -> str | None:
    edges = at(item, "edge_media_to_caption", "edges")
    return "" if edges == [] else words(at(edges, 0, "node", "text"))


def meta_author(item: dict[str, Any]) -> Author:
    """Read the author of a post of Instagram or Threads."""
    user = mapping(item.get("user")) or mapping(item.get("owner"))
    return new_author(
        exact_id(user.get("pk")) or exact_id(user.get("id")),
        text(user.get("username")),
        text(user.get("full_name")),
        text(user.get("biography")),
        None,
        text(user.get("profile_pic_url")),
        whole(user.get("follower_count")),
    )


def meta_media(item: dict[str, Any]) -> tuple[Media, ...]:
    """Return a post's pictures and videos, a carousel's one by one."""
    found: list[Media] = []
    for one in mappings(item.get("carousel_media")) or [item]:
        picture = text(at(one, "image_versions2", "candidates", 0, "url"))
        video = text(at(one, "video_versions", 0, "url"))
        found += media_of(("video", video)) or media_of(
            ("image", picture or first_text(one, "display_uri"))
        )
    return tuple(found)


def _graph_media(item: dict[str, Any]) -> tuple[Media, ...]:
    return media_of(
        *(
            ("video", address) if (address := text(one.get("video_url")))
            else ("image", text(one.get("display_url")))
            for one in _children(item) or [item]
        )
    )  # fmt: skip


def _children(item: dict[str, Any]) -> list[dict[str, Any]]:
    edges = mappings(at(item, "edge_sidecar_to_children", "edges"))
    return [mapping(edge.get("node")) for edge in edges]


def _described(item: dict[str, Any], *, is_graph: bool) -> list[tuple[str, str | None]]:
    """Return descriptions of pictures: Instagram's own also read out the words in them."""
    children = _children(item) if is_graph else mappings(item.get("carousel_media"))
    return [("alt_text", text(one.get("accessibility_caption"))) for one in (item, *children)]


def _tagged(item: dict[str, Any]) -> tuple[str, ...]:
    graph = plucked(at(item, "edge_media_to_tagged_user", "edges"), "node", "user", "username")
    return plucked(at(item, "usertags", "in"), "user", "username") + graph


def _place(location: dict[str, Any]) -> str:
    names = (text(location.get(key)) for key in ("name", "address", "city"))
    spot = [str(location[key]) for key in ("lat", "lng") if type(location.get(key)) is float]
    return ", ".join([*filter(None, names), *spot])


def _comments(item: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Return the few comments that a page shows under a post, as others' words."""
    return [
        ("quoted", text(one.get("text")), text(at(one, "user", "username")))
        for one in mappings(item.get("comments"))
    ]
