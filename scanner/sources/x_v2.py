"""X API v2: pages with includes (twarc2, the API itself) and flattened tweets (twarc, 4CAT)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    whole,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised

__all__ = ["X_V2", "reply_handle_in", "x_media_kind"]

_PAGE_KEYS = {"includes", "meta", "errors", "matching_rules", "__twarc"}
_TWEET_KEYS = {
    "author_id",
    "conversation_id",
    "edit_history_tweet_ids",
    "public_metrics",
    "referenced_tweets",
}
_ERROR_KEYS = {"errors", "meta", "title", "operational-disconnect"}
_KINDS = {"photo": "image", "animated_gif": "video", "video": "video"}
_LEADING_MENTION = re.compile(r"\s{0,9}@([A-Za-z0-9_]{1,20})(?![A-Za-z0-9_])")


@dataclass(frozen=True, slots=True)
class _Includes:
    """What the tweets of one page refer to, by identifier."""

    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    tweets: dict[str, dict[str, Any]] = field(default_factory=dict)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    polls: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, dict[str, Any]] = field(default_factory=dict)


def x_media_kind(kind: Any) -> str:
    """Return ``image`` or ``video`` for the kinds of media that X names."""
    return _KINDS.get(text(kind) or "", "other")


def reply_handle_in(body: str) -> str | None:
    """Return the handle that a reply's text begins with, as replies on X do."""
    match = _LEADING_MENTION.match(body)
    return match[1] if match else None


def _signature(item: dict[str, Any]) -> str | None:
    if "id_str" in item:
        return None
    if "data" in item and not _PAGE_KEYS.isdisjoint(item):
        return "its objects are pages: data beside includes, meta or errors"
    if "id" in (data := mapping(item.get("data"))) and (_is_user(data) or "text" in data):
        return "its objects are answers with one tweet or account in data"
    if "text" in item and not _TWEET_KEYS.isdisjoint(item):
        return "its objects are tweets with author_id, public_metrics or the like"
    if _is_compliance(item):
        return "its objects are compliance records: id, action and reason"
    if _is_user(item) and "public_metrics" in item:
        return "its objects are accounts with username and public_metrics"
    return None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    if "data" in item:
        return _page(item, source, missing)
    if _is_tweet(item):
        return [_post(item, _Includes(), source, missing)]
    if _is_user(item):
        return [_profile(item, source, missing)]
    if _is_compliance(item) or not _ERROR_KEYS.isdisjoint(item):
        return []
    raise Unrecognised("holds no tweet, account or page of X API v2")


def _is_tweet(item: dict[str, Any]) -> bool:
    return "text" in item or not (_TWEET_KEYS.isdisjoint(item) or "username" in item)


def _is_user(item: dict[str, Any]) -> bool:
    return "username" in item and "id" in item and "text" not in item


def _is_compliance(item: dict[str, Any]) -> bool:
    return "id" in item and "action" in item and "text" not in item


def _page(page: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    data, includes = page["data"], mapping(page.get("includes"))
    known = _Includes(
        _by(includes.get("users"), "id"),
        _by(includes.get("tweets"), "id"),
        _by(includes.get("media"), "media_key"),
        _by(includes.get("polls"), "id"),
        _by(includes.get("places"), "id"),
    )
    posts = []
    for item in [data] if type(data) is dict else mappings(data):
        if _is_tweet(item):
            posts.append(_post(item, known, source, missing))
        elif _is_user(item):
            posts.append(_profile(item, source, missing))
    return posts


def _by(items: Any, key: str) -> dict[str, dict[str, Any]]:
    return {found: item for item in mappings(items) if (found := exact_id(item.get(key)))}


def _post(tweet: dict[str, Any], known: _Includes, source: str, missing: Counter[str]) -> Post:
    user = _user_of(tweet, known)
    shown = _reposted(tweet, known) or tweet  # a repost's own text is cut off
    body = _body(shown)
    post_id = exact_id(tweet.get("id"))
    author = _author(user, exact_id(tweet.get("author_id")))
    created = moment(tweet.get("created_at"))
    entities = mapping(shown.get("entities"))
    counted(
        missing,
        {
            "id": post_id,
            "text": body,
            "created_at": created,
            "author.id": author.id,
            "author.handle": author.handle,
        },
    )
    url = f"https://x.com/{author.handle or 'i/web'}/status/{post_id}" if post_id else None
    post_id = post_id or made_id("x", author.id or "", body or "")
    return new_post(
        "x",
        post_id,
        body or "",
        url,
        created,
        _language(shown.get("lang")),
        author,
        _reply_to(tweet, known),
        _media(shown, known),
        _links(entities),
        tuple(tag for item in mappings(entities.get("hashtags")) if (tag := text(item.get("tag")))),
        source,
        _parts(tweet, shown, known),
        exact_id(tweet.get("conversation_id")),
        None,
        _marks(tweet),
    )


def _parts(tweet: dict[str, Any], shown: dict[str, Any], known: _Includes) -> tuple[Part, ...]:
    quoted = _referenced(shown, "quoted", known)[1]
    first = _reposted(tweet, known)
    urls, place = mappings(at(shown, "entities", "urls")), mapping(tweet.get("geo"))
    place = known.places.get(exact_id(place.get("place_id")) or "", {}) or place
    listed = at(shown, "attachments", "poll_ids")
    polls = [
        known.polls.get(one, {}) if type(one) is str else mapping(one)
        for one in (type(listed) is list and listed) or [at(shown, "attachments", "poll")]
    ]
    return parts_of(
        ("reposted", None, _handle(first, known)),
        ("quoted", _body(quoted), _handle(quoted, known)),
        *(("alt_text", text(item.get("alt_text"))) for item in _attached(shown, known)),
        *(("link_card", one) for one in plucked(urls, "title") + plucked(urls, "description")),
        *(("poll", "\n".join(plucked(one.get("options"), "label"))) for one in polls),
        ("place", text(place.get("full_name"))),
    )  # fmt: skip


def _handle(tweet: dict[str, Any], known: _Includes) -> str | None:
    return text(_user_of(tweet, known).get("username")) if tweet else None


def _marks(tweet: dict[str, Any]) -> tuple[str, ...]:
    versions = tweet.get("edit_history_tweet_ids")
    found = {
        "repost": any(one.get("type") == "retweeted"
                      for one in mappings(tweet.get("referenced_tweets"))),
        "edited": type(versions) is list and len(versions) > 1,
        "withheld": "withheld" in tweet,
    }  # fmt: skip
    return tuple(mark for mark, is_so in found.items() if is_so)


def _body(tweet: dict[str, Any]) -> str | None:
    """Return the whole text: that of a long post stands in its note."""
    whole_text = text(mapping(tweet.get("note_tweet")).get("text"))
    short = tweet.get("text")
    return whole_text or (short if type(short) is str else None)


def _language(code: Any) -> str | None:
    # und, qme, qht, zxx and the like are X's words for "no language".
    return code if type(code) is str and code not in {"und", "zxx"} and code[:1] != "q" else None


def _user_of(tweet: dict[str, Any], known: _Includes) -> dict[str, Any]:
    for key in ("author", "author_user"):
        if user := mapping(tweet.get(key)):
            return user
    return known.users.get(exact_id(tweet.get("author_id")) or "", {})


def _author(user: dict[str, Any], author_id: str | None) -> Author:
    return new_author(
        author_id or exact_id(user.get("id")),
        text(user.get("username")),
        text(user.get("name")),
        text(user.get("description")),
        moment(user.get("created_at")),
        text(user.get("profile_image_url")),
        whole(mapping(user.get("public_metrics")).get("followers_count")),
    )


def _profile(user: dict[str, Any], source: str, missing: Counter[str]) -> Post:
    """Map an account by itself: its biography is its text."""
    author = _author(user, None)
    counted(missing, {"author.id": author.id, "created_at": author.created_at})
    return new_post(
        "x",
        f"user:{author.id or author.handle}",
        author.bio or "",
        f"https://x.com/{author.handle}",
        author.created_at,
        author=author,
        source=source,
    )


def _referenced(
    tweet: dict[str, Any], kind: str, known: _Includes
) -> tuple[str | None, dict[str, Any]]:
    for item in mappings(tweet.get("referenced_tweets")):
        if item.get("type") == kind:
            found = exact_id(item.get("id"))
            return found, item if "text" in item else known.tweets.get(found or "", {})
    return None, {}


def _reposted(tweet: dict[str, Any], known: _Includes) -> dict[str, Any]:
    referenced = _referenced(tweet, "retweeted", known)[1]
    return referenced if _body(referenced) else {}


def _reply_to(tweet: dict[str, Any], known: _Includes) -> ReplyTo | None:
    parent_id, parent = _referenced(tweet, "replied_to", known)
    user_id = exact_id(tweet.get("in_reply_to_user_id"))
    if not parent_id and not user_id:
        return None
    user = (
        mapping(tweet.get("in_reply_to_user"))
        or known.users.get(user_id or "", {})
        or _user_of(parent, known)
    )
    handle = text(user.get("username")) or _mentioned(tweet, user_id)
    return ReplyTo(parent_id, handle or reply_handle_in(_body(tweet) or ""))


def _mentioned(tweet: dict[str, Any], user_id: str | None) -> str | None:
    for item in mappings(mapping(tweet.get("entities")).get("mentions")):
        if user_id and exact_id(item.get("id")) == user_id:
            return text(item.get("username"))
    return None


def _attached(tweet: dict[str, Any], known: _Includes) -> list[dict[str, Any]]:
    attached = mapping(tweet.get("attachments"))
    listed = attached.get("media_keys")
    keys: Iterable[Any] = listed if type(listed) is list else ()
    found = mappings(attached.get("media")) or [
        key if type(key) is dict else known.media.get(exact_id(key) or "", {}) for key in keys
    ]
    return [item for item in found if item]


def _media(tweet: dict[str, Any], known: _Includes) -> tuple[Media, ...]:
    return tuple(
        new_media(x_media_kind(item.get("type")), _media_url(item))
        for item in _attached(tweet, known)
    )


def _media_url(item: dict[str, Any]) -> str | None:
    best = max(
        mappings(item.get("variants")), key=lambda one: whole(one.get("bit_rate")) or 0, default={}
    )
    return text(item.get("url")) or text(best.get("url")) or text(item.get("preview_image_url"))


def _links(entities: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        link
        for item in mappings(entities.get("urls"))
        if (link := text(item.get("expanded_url")) or text(item.get("url")))
    )


X_V2 = JsonFormat(
    name="x_v2",
    description="X API v2: pages with includes, or flattened tweets (twarc2, 4CAT)",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "x",
            "text, author with bio and followers, reply parent, thread, quotes, reposts, alt text, "
            "cards, polls, edits",
            "authors, where the export left out its includes",
        ),
    ),
)
