"""Mastodon's interface and its relatives: Truth Social, and Gab with its short keys."""

from collections import Counter
from functools import lru_cache
from typing import Any

from scanner.posts import Author, Media, Part, Post
from scanner.sources.assemble import Sighting, assemble, parts_of, reply_of
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import (
    at,
    exact_id,
    first_id,
    first_text,
    mapping,
    mappings,
    moment,
    plucked,
    text,
    whole,
    words,
)
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.markup import Shown, plain
from scanner.sources.records import Unrecognised

__all__ = ["MASTODON", "gab_posts", "truth_posts"]

_KINDS = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}
_SHORT = 2_000  # characters; longer notes are not worth their place in memory
_ACCOUNT_KEYS = ("username", "acct", "followers_count")


def truth_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured truth."""
    if "content" not in item and "account" not in item:
        raise Unrecognised("holds no truth: neither content nor account")
    return [_status(item, seen, "truthsocial")]


def gab_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured gab, whose keys are short or long."""
    user = mapping(item.get("author_info")) or mapping(item.get("account"))
    post_id, body = first_id(item, "i", "id"), item.get("c") if "c" in item else item.get("content")
    if post_id is None and body is None:
        raise Unrecognised("holds no gab: neither identifier nor text")
    shown = _shown(body)
    card = mapping(item.get("link") or item.get("card"))
    author = new_author(
        first_id(user, "i", "id"),
        first_text(user, "un", "username", "ac", "acct"),
        first_text(user, "dn", "display_name"),
        plain(first_text(user, "nt", "note") or "").text or None,
        moment(user.get("ca") or user.get("created_at")),
        first_text(user, "av", "avatar"),
        whole(user.get("fc") or user.get("followers_count")),
    )
    return [
        assemble(
            seen,
            "gab",
            post_id,
            shown.text if shown else None,
            created=moment(item.get("ca") or item.get("created_at")),
            author=author,
            url=first_text(item, "ul", "url"),
            language=first_text(item, "l", "language"),
            reply_to=reply_of(first_id(item, "iri", "in_reply_to_id")),
            media=_media(item.get("ma") or item.get("media_attachments")),
            links=shown.links if shown else (),
            hashtags=plucked(item.get("tags"), "name") + plucked(item.get("tg"), "n"),
            parts=parts_of(
                ("link_card", first_text(card, "title", "t")),
                ("link_card", first_text(card, "description", "d")),
                ("venue", text(at(item, "group", "title"))),
            ),
            thread=first_id(item, "ci", "conversation_id"),
        )
    ]


def _shown(content: Any) -> Shown | None:
    return plain(content) if words(content) is not None else None


def _status(status: dict[str, Any], seen: Sighting, platform: str) -> Post:
    """Map one status; a boost gives the text that it passes on."""
    boosted = mapping(status.get("reblog"))
    inner = boosted or status
    shown, account = _shown(inner.get("content")), mapping(status.get("account"))
    edited = inner.get("edited_at") is not None
    return assemble(
        seen,
        platform,
        exact_id(status.get("id")),
        shown.text if shown else words(inner.get("text")),
        created=moment(status.get("created_at")),
        author=_author(account),
        url=first_text(status, "url", "uri") or first_text(inner, "url", "uri"),
        language=text(inner.get("language")),
        reply_to=reply_of(
            exact_id(status.get("in_reply_to_id")) or exact_id(at(status, "in_reply_to", "id")),
            _answered(status),
        ),
        media=_media(inner.get("media_attachments")),
        links=_links(shown, inner),
        hashtags=plucked(inner.get("tags"), "name"),
        parts=_parts(inner) + _passed_on(boosted),
        thread=exact_id(status.get("conversation_id")),
        marks=(bool(boosted) and "repost", edited and "edited"),
    )


def _author(account: dict[str, Any]) -> Author:
    return new_author(
        exact_id(account.get("id")),
        first_text(account, "acct", "username"),
        text(account.get("display_name")),
        _biography(account),
        moment(account.get("created_at")),
        text(account.get("avatar")),
        whole(account.get("followers_count")),
    )


def _biography(account: dict[str, Any]) -> str | None:
    """Return the note with the profile's own fields, which people fill with addresses."""
    note = _note(text(account.get("note")) or "")
    rows = [
        f"{text(one.get('name')) or ''}: {_note(text(one.get('value')) or '')}"
        for one in mappings(account.get("fields"))
    ]
    return "\n".join(filter(None, [note, *rows])) or None


@lru_cache(maxsize=1 << 12)
def _remembered(note: str) -> str:
    return plain(note).text


def _note(note: str) -> str:
    """Return a biography's text; the same accounts come again and again."""
    return _remembered(note) if len(note) < _SHORT else plain(note).text


def _answered(status: dict[str, Any]) -> str | None:
    """Return the handle of the answered account, if the post mentions it."""
    whom = exact_id(status.get("in_reply_to_account_id"))
    for one in mappings(status.get("mentions")):
        if whom and exact_id(one.get("id")) == whom:
            return first_text(one, "acct", "username")
    return text(at(status, "in_reply_to", "account", "username"))


def _media(items: Any) -> tuple[Media, ...]:
    return tuple(
        new_media(_KINDS.get(text(one.get("type")) or "", "other"),
              first_text(one, "url", "remote_url", "preview_url"))
        for one in mappings(items)
    )  # fmt: skip


def _links(shown: Shown | None, status: dict[str, Any]) -> tuple[str, ...]:
    own = {address for one in mappings(status.get("mentions")) if (address := text(one.get("url")))}
    own.update(plucked(status.get("tags"), "url"))
    found = tuple(link for link in (shown.links if shown else ()) if link not in own)
    return (*found, text(at(status, "card", "url")) or "")


def _parts(status: dict[str, Any]) -> tuple[Part, ...]:
    quoted = mapping(at(status, "quote", "quoted_status")) or mapping(status.get("quote"))
    return parts_of(
        ("warning", text(status.get("spoiler_text"))),
        *(("alt_text", one) for one in plucked(status.get("media_attachments"), "description")),
        ("poll", "\n".join(plucked(at(status, "poll", "options"), "title"))),
        ("link_card", text(at(status, "card", "title"))),
        ("link_card", text(at(status, "card", "description"))),
        ("quoted", plain(text(quoted.get("content")) or "").text, _handle(quoted)),
    )


def _passed_on(boosted: dict[str, Any]) -> tuple[Part, ...]:
    return parts_of(("reposted", None, _handle(boosted))) if boosted else ()


def _handle(status: dict[str, Any]) -> str | None:
    return first_text(mapping(status.get("account")), "acct", "username")


def _is_status(item: dict[str, Any]) -> bool:
    shown = "content" in item and "account" in item and ("created_at" in item or "uri" in item)
    return shown or {"id", "text", "spoiler_text"} <= item.keys()


def _is_account(item: dict[str, Any]) -> bool:
    return all(key in item for key in _ACCOUNT_KEYS)


def _statuses(item: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return the statuses in an object: itself, a search, a context, a notification."""
    if _is_status(item):
        return [item]
    for keys in (("statuses",), ("ancestors", "descendants")):
        if all(type(item.get(key)) is list for key in keys):
            return [one for key in keys for one in mappings(item[key])]
    for key in ("status", "last_status"):
        if _is_status(mapping(item.get(key))):
            return [item[key]]
    return None


def _signature(item: dict[str, Any]) -> str | None:
    found = _statuses(item)
    if found and all(map(_is_status, found)):
        return "its objects are statuses with content and account"
    if _is_notification(item):
        return "its objects are notifications or conversations with an account"
    return "its objects are accounts with acct and followers_count" if _is_account(item) else None


def _is_notification(item: dict[str, Any]) -> bool:
    """Tell a notification or a conversation, which may come without a status."""
    told = "type" in item and "acct" in mapping(item.get("account")) and "created_at" in item
    return told or ("last_status" in item and "accounts" in item)


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    seen, found = Sighting(source, missing), _statuses(item)
    if found is not None:
        return [_status(one, seen, "mastodon") for one in found]
    if _is_account(item):
        return [_profile(item, seen)]
    if _is_notification(item):
        return []  # of a follow, or of a status that is gone
    if "status" in item or "content" in item or "account" in item:
        return [_status(mapping(item.get("status")) or item, seen, "mastodon")]
    raise Unrecognised("holds no status or account of Mastodon")


def _profile(account: dict[str, Any], seen: Sighting) -> Post:
    """Map an account by itself: its biography is its text."""
    author = _author(account)
    return assemble(
        seen,
        "mastodon",
        f"user:{author.id or author.handle}",
        author.bio or "",
        created=author.created_at,
        author=author,
        url=text(account.get("url")),
    )


MASTODON = JsonFormat(
    name="mastodon",
    description="Mastodon API: statuses, searches, threads, notifications, accounts",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "mastodon",
            "text, bio with its fields, reply parent, alt text, polls, cards, boosts, edits, "
            "content warnings",
            "handle of a reply's parent where it is not mentioned",
        ),
    ),
)
