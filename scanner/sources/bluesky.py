"""Bluesky: posts as its interface shows them (also kept by 4CAT), and bare records."""

from collections import Counter
from typing import Any

from scanner.posts import Author, Media, Part, Post
from scanner.sources.assemble import Sighting, assemble, parts_of, reply_of
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import (
    at,
    first_text,
    mapping,
    mappings,
    moment,
    plucked,
    strings,
    text,
    whole,
    words,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised

__all__ = ["BLUESKY", "bluesky_posts"]

_POST = "app.bsky.feed.post"
_LABELS_OF_REMOVAL = {"!takedown", "!hide", "!suspend"}


def bluesky_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one post as the interface shows it: ``record`` beside ``author``."""
    record = mapping(item.get("record")) or mapping(item.get("value"))
    if not record and "uri" not in item:
        raise Unrecognised("holds no Bluesky post: neither uri nor record.text")
    uri, author = text(item.get("uri")), _author(mapping(item.get("author")), item)
    embeds = tuple(filter(None, (mapping(record.get("embed")), mapping(item.get("embed")))))
    key = (uri or "").rpartition("/")[2]
    whose = author.handle or author.id
    return [
        assemble(
            seen,
            "bluesky",
            uri,
            words(record.get("text")),
            created=moment(first_text(record, "createdAt", "created_at")),
            author=author,
            url=f"https://bsky.app/profile/{whose}/post/{key}" if key and whose else None,
            language=next(iter(strings(record.get("langs"))), None),
            reply_to=reply_of(text(at(record, "reply", "parent", "uri")), _answered(item)),
            media=_media(embeds),
            links=_links(record, embeds),
            hashtags=_tags(record),
            parts=_parts(embeds),
            thread=text(at(record, "reply", "root", "uri")),
            marks=(not _LABELS_OF_REMOVAL.isdisjoint(plucked(item.get("labels"), "val"))
                   and "removed",),
        )
    ]  # fmt: skip


def _author(user: dict[str, Any], item: dict[str, Any]) -> Author:
    """Read the author; a bare record names it in its address alone."""
    owner = (text(item.get("uri")) or "").removeprefix("at://").partition("/")[0]
    return new_author(
        text(user.get("did")) or (owner if owner.startswith("did:") else None),
        text(user.get("handle")),
        first_text(user, "displayName", "display_name"),
        text(user.get("description")),
        moment(first_text(user, "createdAt", "created_at")),
        text(user.get("avatar")),
        whole(user.get("followersCount")),
    )


def _answered(item: dict[str, Any]) -> str | None:
    return text(at(item, "reply", "parent", "author", "handle"))


def _inner(embed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return an embed and the media that stand beside a quotation in it."""
    return [embed, mapping(embed.get("media"))]


def _media(embeds: tuple[dict[str, Any], ...]) -> tuple[Media, ...]:
    found = [
        new_media("image", text(one.get("fullsize")))
        for embed in embeds
        for part in _inner(embed)
        for one in mappings(part.get("images"))
        if text(one.get("fullsize"))
    ]
    videos = [part for embed in embeds for part in _inner(embed) if text(part.get("playlist"))]
    found += [new_media("video", text(part["playlist"])) for part in videos]
    if not found and any(part.get("images") for embed in embeds for part in _inner(embed)):
        found = [new_media("image")]  # a bare record names a blob, not an address
    return tuple(found)


def _features(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        one for facet in mappings(record.get("facets")) for one in mappings(facet.get("features"))
    ]


def _links(record: dict[str, Any], embeds: tuple[dict[str, Any], ...]) -> tuple[str, ...]:
    cards = [text(at(part, "external", "uri")) for embed in embeds for part in _inner(embed)]
    return (*plucked(_features(record), "uri"), *filter(None, cards))


def _tags(record: dict[str, Any]) -> tuple[str, ...]:
    return plucked(_features(record), "tag") + strings(record.get("tags"))


def _parts(embeds: tuple[dict[str, Any], ...]) -> tuple[Part, ...]:
    found: list[Part] = []
    for embed in embeds:
        for part in _inner(embed):
            card = mapping(part.get("external"))
            found += parts_of(
                *(("alt_text", one) for one in plucked(part.get("images"), "alt")),
                ("alt_text", text(part.get("alt"))),
                ("link_card", text(card.get("title"))),
                ("link_card", text(card.get("description"))),
            )
        found += _quoted(embed)
    return tuple(dict.fromkeys(found))


def _quoted(embed: dict[str, Any]) -> tuple[Part, ...]:
    quoted = mapping(embed.get("record"))
    quoted = mapping(quoted.get("record")) or quoted
    value = mapping(quoted.get("value"))
    return parts_of(("quoted", text(value.get("text")), text(at(quoted, "author", "handle"))))


def _views(item: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return the posts in an object: a feed, a search, a thread, an entry of a feed, itself."""
    for key in ("feed", "posts", "records"):
        if type(item.get(key)) is list:
            return [view for one in mappings(item[key]) for view in _views(one) or []]
    if "thread" in item:
        return _thread(mapping(item["thread"]))
    if type(item.get("post")) is dict:
        return [{**item["post"], "reply": item.get("reply")}]
    return [item] if _is_post(item) else None


def _thread(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a thread's posts, parents first, without recursion."""
    found: list[dict[str, Any]] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        found += [post] if (post := mapping(one.get("post"))) else []
        waiting += mappings(one.get("replies"))
        waiting += [parent] if (parent := mapping(one.get("parent"))) else []
    return found


def _is_post(item: dict[str, Any]) -> bool:
    record = mapping(item.get("record")) or mapping(item.get("value"))
    uri = text(item.get("uri")) or ""
    return "text" in record and (uri.startswith("at://") or record.get("$type") == _POST)


def _is_other_record(item: dict[str, Any]) -> bool:
    """Tell a like, a follow, a profile's feed: records that are no posts."""
    return (text(item.get("uri")) or "").startswith("at://") and "value" in item


def _accounts(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the accounts in an object: one, or a list of followers or of a search."""
    if "did" in item and "handle" in item and "displayName" in item:
        return [item]
    for key in ("follows", "followers", "actors"):
        if found := [one for one in mappings(item.get(key)) if "did" in one and "handle" in one]:
            return found
    return []


def _profile(user: dict[str, Any], seen: Sighting) -> Post:
    """Map an account by itself: its biography is its text."""
    author = _author(user, {})
    return assemble(
        seen,
        "bluesky",
        f"user:{author.id or author.handle}",
        author.bio or "",
        created=author.created_at,
        author=author,
        url=f"https://bsky.app/profile/{author.handle}",
    )


def _signature(item: dict[str, Any]) -> str | None:
    if _accounts(item):
        return "its objects are accounts with did and handle"
    if found := _views(item):
        named = _is_post(found[0])
        return "its objects are posts with an at:// address and record.text" if named else None
    if _is_other_record(item):
        return "its objects are records with an at:// address"
    return "its objects are events of a stream with commit and did" if _event(item) else None


def _event(item: dict[str, Any]) -> dict[str, Any]:
    """Return a post of the network's stream (Jetstream) in the shape of a bare record."""
    commit, did = mapping(item.get("commit")), text(item.get("did"))
    if not did or "collection" not in commit:
        return {}
    uri = f"at://{did}/{commit['collection']}/{commit.get('rkey')}"
    return {"uri": uri, "record": commit.get("record"), "operation": commit.get("operation")}


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    seen, views = Sighting(source, missing), _views(item)
    if views is not None:
        return [post for view in views for post in bluesky_posts(view, seen)]
    if accounts := _accounts(item):
        return [_profile(one, seen) for one in accounts]
    if event := _event(item):
        shown = _POST in event["uri"] and event["record"]
        return bluesky_posts(event, seen) if shown else []
    if "record" in item or ("author" in item and "uri" in item):
        return bluesky_posts(item, seen)
    if _is_other_record(item) or "kind" in item:
        return []
    raise Unrecognised("holds no Bluesky post")


BLUESKY = JsonFormat(
    name="bluesky",
    description="Bluesky posts: feeds, searches, threads, bare records, Jetstream, 4CAT",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "bluesky",
            "text, name, handle, avatar, reply parent, thread, quotes, alt text, link cards",
            "bio and followers; handles in bare records",
        ),
    ),
)
