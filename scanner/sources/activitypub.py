"""ActivityPub objects: an account's outbox, as archives of Mastodon and its kin hold it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scanner.posts import Post
from scanner.sources.assemble import Sighting, assemble, joined, parts_of, reply_of
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import at, first_text, mapping, mappings, moment, plucked, text, words
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.markup import plain
from scanner.sources.records import Unrecognised

__all__ = ["ACTIVITYPUB"]

_NOTES = {"Note", "Article", "Question", "Page", "Video", "Event"}
_ACTORS = {"Person", "Service", "Organization", "Group", "Application"}
_COLLECTIONS = ("orderedItems", "items")


def _signature(item: dict[str, Any]) -> str | None:
    marked = any("activitystreams" in one[:400] for one in _vocabularies(item.get("@context")))
    kind = text(item.get("type")) or ""
    if marked and (kind in _NOTES | _ACTORS or any(key in item for key in _COLLECTIONS)):
        return f"its objects are ActivityStreams of type {kind or 'collection'}"
    if "actor" in item and "object" in item and kind in ("Create", "Announce", "Update"):
        return f"its objects are activities of type {kind} with actor and object"
    if kind in _NOTES and "attributedTo" in item:
        return f"its objects are of type {kind} with attributedTo"
    return None


def _vocabularies(context: Any) -> Iterator[str]:
    """Give the texts of a context: itself, those in its list, and those in the objects there."""
    for one in context if type(context) is list else (context,):
        yield from filter(text, mapping(one).values() if type(one) is dict else (one,))


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    seen = Sighting(source, missing)
    for key in _COLLECTIONS:
        if key in item:
            return [post for one in mappings(item[key]) for post in _activity(one, seen)]
    if "type" not in item:
        raise Unrecognised("type: is missing")
    return _activity(item, seen)


def _activity(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one activity or object; likes, follows and deletions give none."""
    kind, target = text(item.get("type")), item.get("object")
    if kind is None:
        kind = "Note" if "content" in item else "Create"
    if kind in ("Create", "Update"):
        return [_note(mapping(target), item, seen)] if mapping(target) else []
    if kind == "Announce":
        inner = mapping(target)
        return [_note(inner, item, seen)] if inner else []  # a mere address shows no text
    if kind in _NOTES:
        return [_note(item, {}, seen)]
    return [_actor(item, seen)] if kind in _ACTORS else []


def _note(note: dict[str, Any], activity: dict[str, Any], seen: Sighting) -> Post:
    passed_on = activity.get("type") == "Announce"
    whose = _address(activity.get("actor")) or _address(note.get("attributedTo"))
    writer = _address(note.get("attributedTo"))
    shown = plain(words(note.get("content")) or "")
    attached = mappings(note.get("attachment"))
    body = joined(text(note.get("name")), shown.text if "content" in note else None)
    return assemble(
        seen,
        "mastodon",
        text(activity.get("id")) if passed_on else text(note.get("id")),
        body,
        created=moment(first_text(activity, "published") or note.get("published")),
        author=new_author(whose, _handle(whose)),
        url=text(note.get("url")) or text(note.get("id")),
        reply_to=reply_of(_address(note.get("inReplyTo"))),
        media=tuple(new_media(_kind(one), _address(one.get("url"))) for one in attached),
        links=(link for link in shown.links if "/tags/" not in link and "/@" not in link),
        hashtags=(tag.removeprefix("#") for tag in _tags(note)),
        parts=parts_of(
            ("reposted", None, _handle(writer) if passed_on else None),
            ("warning", text(note.get("summary"))),
            *(("alt_text", one) for one in plucked(attached, "name")),
            ("poll", "\n".join(plucked(note.get("oneOf") or note.get("anyOf"), "name"))),
            ("place", text(at(note, "location", "name"))),
        ),
        thread=text(note.get("conversation")),
        marks=(passed_on and "repost", "updated" in note and "edited"),
    )


def _address(value: Any) -> str | None:
    """Return an address that stands as text, in an object, or first in a list of these."""
    one = value[0] if type(value) is list and value else value
    return text(one) or first_text(mapping(one), "id", "href", "url")


def _handle(actor: str | None) -> str | None:
    """Return ``name@host`` from the address of an actor."""
    if not actor or "://" not in actor:
        return None
    host, _, path = actor.partition("://")[2].partition("/")
    name = path.rstrip("/").rpartition("/")[2].removeprefix("@")
    return f"{name}@{host}" if name else None


def _kind(item: dict[str, Any]) -> str:
    kind = (text(item.get("mediaType")) or text(item.get("type")) or "").lower().partition("/")[0]
    return kind if kind in ("image", "video", "audio") else "other"


def _tags(note: dict[str, Any]) -> tuple[str, ...]:
    tags = [one for one in mappings(note.get("tag")) if one.get("type") == "Hashtag"]
    return plucked(tags, "name")


def _actor(item: dict[str, Any], seen: Sighting) -> Post:
    """Map an account by itself: its biography is its text."""
    address, about = text(item.get("id")), plain(text(item.get("summary")) or "").text
    created = moment(item.get("published"))
    author = new_author(
        address,
        text(item.get("preferredUsername")),
        text(item.get("name")),
        about or None,
        created,
        _address(item.get("icon")),
    )
    rows = [f"{text(one.get('name')) or ''}: {plain(text(one.get('value')) or '').text}"
            for one in mappings(item.get("attachment"))]  # fmt: skip
    return assemble(
        seen,
        "mastodon",
        f"user:{address}" if address else None,
        "\n".join(filter(None, [about, *rows])),
        created=created,
        author=author,
        url=_address(item.get("url")),
    )


ACTIVITYPUB = JsonFormat(
    name="activitypub",
    description="ActivityPub outboxes and objects (archives of Mastodon, PeerTube, Pixelfed)",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "mastodon",
            "text, alt text, polls, content warnings, reply parent, media",
            "display name and bio of authors; text of boosts",
        ),
    ),
)
