"""Reddit comments and submissions as Pushshift and Arctic Shift archive them."""

from collections import Counter
from typing import Any

from scanner.posts import Author, Media, Part, Post, ReplyTo
from scanner.sources.assemble import parts_of
from scanner.sources.drafts import new_author, new_media, new_post
from scanner.sources.fields import (
    at,
    counted,
    exact_id,
    made_id,
    mapping,
    mappings,
    moment,
    plucked,
    text,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised

__all__ = ["REDDIT"]

_SITE = "https://www.reddit.com"
_GONE = {"[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]"}
_MEDIA_KINDS = {"Image": "image", "AnimatedImage": "image", "RedditVideo": "video"}


def _signature(item: dict[str, Any]) -> str | None:
    if item.get("kind") == "Listing" and "children" in mapping(item.get("data")):
        return "its objects are listings with data.children"
    thing = _thing(item)
    if not any(key in thing for key in ("subreddit", "subreddit_id", "created_utc")):
        return None
    if _is_comment(thing):
        return "its objects are comments with body and link_id"
    if _is_submission(thing):
        return "its objects are submissions with title and selftext"
    return None


def _thing(item: dict[str, Any]) -> dict[str, Any]:
    """Unwrap an object as Reddit's own interface sends it: kind beside data."""
    return mapping(item["data"]) if "kind" in item and "data" in item else item


def _is_comment(thing: dict[str, Any]) -> bool:
    return "link_id" in thing or ("body" in thing and "parent_id" in thing)


def _is_submission(thing: dict[str, Any]) -> bool:
    return "selftext" in thing or ("title" in thing and not _SUBMISSION.isdisjoint(thing))


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    if text(item.get("kind")) in _HOLDERS:
        return [post for one in _listed(item) for post in _posts(one, source, missing)]
    return _posts(_thing(item), source, missing)


_SUBMISSION = {"url", "num_comments", "permalink", "is_self"}
_HOLDERS = {"Listing", "t1", "t3"}


def _listed(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the posts of a listing with the answers that hang below them, in reading order.

    Subreddits, accounts and "more" are no posts; a thing whose kind is missing may be one.
    """
    found, waiting = [], [item]
    while waiting:
        one = waiting.pop()
        data = mapping(one.get("data"))
        if one.get("kind") == "Listing":
            waiting += reversed(mappings(data.get("children")))
        elif one.get("kind", "t3") in ("t1", "t3") and data:
            found.append(data)
            waiting.append(mapping(data.get("replies")))
    return found


def _posts(thing: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    comment = _is_comment(thing)
    if not comment and not _is_submission(thing):
        raise Unrecognised("holds no Reddit comment or submission")
    post_id = _full_name(thing, "t1_" if comment else "t3_")
    title, body = _kept(thing.get("title")), _kept(thing.get("body" if comment else "selftext"))
    author = _author(thing)
    if not (body or author.handle or (title and not comment)):
        return []  # deleted by its author, and nothing of it is left
    created = moment(thing.get("created_utc"))
    parts = (body,) if comment else (title, body)
    whole = "\n\n".join(filter(None, parts))
    # An empty selftext is a link post and "[removed]" is known to be gone: neither is missing.
    counted(
        missing,
        {
            "created_at": created,
            "id": post_id,
            "author.id": author.id,
            "author.handle": thing.get("author"),
            "text": thing.get("body" if comment else "selftext"),
        },
    )
    return [
        new_post(
            "reddit",
            post_id or made_id("reddit", author.handle or "", str(created), whole),
            whole,
            _url(thing, post_id, comment=comment),
            created,
            None,
            author,
            _reply_to(thing) if comment else None,
            _media(thing),
            () if comment else _links(thing),
            (),
            source,
            _parts(thing),
            text(thing.get("link_id")) if comment else post_id,
            None,
            _marks(thing),
        )
    ]


def _parts(thing: dict[str, Any]) -> tuple[Part, ...]:
    if (
        "gallery_data" not in thing
        and "poll_data" not in thing
        and "crosspost_parent_list" not in thing
    ):
        return ()
    origin = mapping(at(thing, "crosspost_parent_list", 0))
    whole = "\n\n".join(filter(None, (_kept(origin.get("title")), _kept(origin.get("selftext")))))
    return parts_of(
        *(("caption", one) for one in plucked(at(thing, "gallery_data", "items"), "caption")),
        ("poll", "\n".join(plucked(at(thing, "poll_data", "options"), "text"))),
        ("quoted", whole, _kept(origin.get("author"))),
    )


def _marks(thing: dict[str, Any]) -> tuple[str, ...]:
    later = mapping(thing.get("_meta"))
    found = {
        "edited": bool(thing.get("edited")) or later.get("is_edited") is True,
        "deleted": later.get("was_deleted_later") is True,
        "removed": bool(thing.get("removed_by_category") or later.get("removal_type")),
    }
    return tuple(mark for mark, is_so in found.items() if is_so)


def _full_name(thing: dict[str, Any], prefix: str) -> str | None:
    """Return the identifier with its kind, which old archives leave out."""
    if name := text(thing.get("name")):
        return name
    short = exact_id(thing.get("id"))
    return short if not short or short.startswith(prefix) else prefix + short


def _kept(value: Any) -> str | None:
    found = text(value)
    return None if found in _GONE else found


def _author(thing: dict[str, Any]) -> Author:
    """Read the author; the flair beside the name is all that Reddit shows of a profile."""
    flair = text(thing.get("author_flair_text"))
    return new_author(text(thing.get("author_fullname")), _kept(thing.get("author")), None, flair)


def _url(thing: dict[str, Any], post_id: str | None, *, comment: bool) -> str | None:
    if path := text(thing.get("permalink")):
        return path if path.startswith("http") else _SITE + path
    if post_id is None:
        return None
    short = post_id.partition("_")[2] or post_id
    if not comment:
        return f"{_SITE}/comments/{short}/"
    thread = text(thing.get("link_id"))
    return f"{_SITE}/comments/{thread.removeprefix('t3_')}/_/{short}/" if thread else None


def _reply_to(thing: dict[str, Any]) -> ReplyTo | None:
    thread = text(thing.get("link_id"))
    parent = text(thing.get("parent_id")) or thread
    if not parent:
        return None
    handle = _kept(thing.get("parent_author"))
    if parent == thread:
        handle = handle or _kept(thing.get("link_author"))
    return ReplyTo(parent, handle)


def _links(thing: dict[str, Any]) -> tuple[str, ...]:
    link = text(thing.get("url_overridden_by_dest")) or text(thing.get("url"))
    own = thing.get("is_self") or (link and (text(thing.get("permalink")) or "\n") in link)
    return (link,) if link and not own else ()


def _media(thing: dict[str, Any]) -> tuple[Media, ...]:
    found = [
        new_media(
            _MEDIA_KINDS.get(text(item.get("e")) or "", "other"),
            _source_url(mapping(item.get("s"))),
        )
        for item in map(mapping, mapping(thing.get("media_metadata")).values())
    ]
    video = mapping(mapping(thing.get("media")).get("reddit_video"))
    if address := text(video.get("fallback_url")):
        found.append(new_media("video", address))
    if thing.get("post_hint") == "image" and (address := text(thing.get("url"))):
        found.append(new_media("image", address))
    return tuple(found)


def _source_url(source: dict[str, Any]) -> str | None:
    return text(source.get("u")) or text(source.get("gif")) or text(source.get("mp4"))


REDDIT = JsonFormat(
    name="reddit",
    description="Reddit comments and submissions (Pushshift, Arctic Shift, listings of its API)",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "reddit",
            "title, text, handle, flair, reply parent, thread, captions, polls, crossposts, "
            "removals",
            "display name, bio, avatar",
        ),
    ),
)
