"""Telegram: Telegram Desktop's ``result.json``, and messages as 4CAT keeps them (Telethon)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson

from scanner.posts import Author, Media, Part, Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of, reply_of
from scanner.sources.bytestream import ByteStream
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import (
    at,
    exact_id,
    first_text,
    mapping,
    mappings,
    moment,
    plucked,
    text,
    words,
)
from scanner.sources.formats import Context, Coverage, Head, JsonFormat, why_not_json
from scanner.sources.nested import split_nested
from scanner.sources.records import Record, Unreadable, Unrecognised

__all__ = ["TELEGRAM", "TELEGRAM_4CAT"]

_MESSAGES = re.compile(rb'"messages"\s{0,9}:\s{0,9}\[')
_MESSAGE_KEY = re.compile(rb'"(?:date_unixtime|from_id|text_entities|actor_id)"\s{0,9}:')
_FULL_EXPORT = re.compile(rb'\s{0,9}\{\s{0,9}"about"\s{0,9}:')
_SECTIONS = (b'"personal_information"', b'"frequent_contacts"', b'"chats"', b'"left_chats"')
_KINDS = {
    "animation": "video",
    "video_file": "video",
    "video_message": "video",
    "audio_file": "audio",
    "voice_message": "audio",
    "sticker": "image",
}


class _TelegramFormat:
    """One document, which may be larger than memory: its messages are cut out one by one."""

    name = "telegram"
    description = "Telegram Desktop export (result.json): one chat or the whole account"
    coverage = (
        Coverage(
            "telegram",
            "text, sender's name, contact cards, places, addresses, polls, file names, replies, "
            "forwards, edits",
            "handles, bio, addresses of messages",
        ),
    )

    def recognise(self, head: Head) -> str | None:
        """Recognise a list of messages with Telegram's keys, or the start of a whole export."""
        if _MESSAGES.search(head.raw) and _MESSAGE_KEY.search(head.raw):
            return "its messages have date_unixtime, from_id or text_entities"
        if _FULL_EXPORT.match(head.raw) and any(one in head.raw for one in _SECTIONS):
            return "it begins as Telegram's export of a whole account does"
        return None

    def reader(self, context: Context) -> "_TelegramReader":
        """Return a reader for one file."""
        return _TelegramReader(context)


class _TelegramReader:
    def __init__(self, context: Context) -> None:
        self._context = context

    def records(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        context = self._context
        return split_nested(
            stream, name=context.name, limit=context.limits.line_bytes, key="messages"
        )

    def posts(self, record: Record) -> list[Post]:
        try:
            found = orjson.loads(record.raw)
        except orjson.JSONDecodeError:
            raise Unrecognised(why_not_json(record.raw)) from None
        context = self._context
        seen = Sighting(f"{context.name}:{record.line}", context.tally.missing)
        return _message(mapping(found.get("item")), mapping(found.get("around")), seen)


def _message(item: dict[str, Any], chat: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one message; of what Telegram itself reports, only new titles are shown words."""
    number, body = exact_id(item.get("id")), _body(item)
    if item.get("type") == "service":
        body = first_text(item, "title", "new_title")
        if body is None:
            return []
    elif number is None and body is None:
        raise Unrecognised("holds no message: neither id nor text")
    chat_id = exact_id(chat.get("id"))
    answered = exact_id(item.get("reply_to_message_id"))
    exact = moment(item.get("date_unixtime"))
    return [
        assemble(
            seen,
            "telegram",
            f"{chat_id or text(chat.get('name')) or '?'}/{number}" if number else None,
            body,
            created=exact or moment(item.get("date")),
            author=_author(item),
            reply_to=reply_of(f"{chat_id}/{answered}" if chat_id and answered else answered),
            media=_media(item),
            links=_links(item),
            hashtags=(one.removeprefix("#") for one in _entities(item, "hashtag")),
            parts=_parts(item, chat),
            thread=chat_id,
            marks=(
                "edited" in item and "edited",
                exact is None and "time_local",
                bool(item.get("forwarded_from")) and "repost",
            ),
        )
    ]


def _body(item: dict[str, Any]) -> str | None:
    """Return the text, which is a string or a list of strings and entities."""
    found = item.get("text")
    if type(found) is not list:
        return words(found)
    pieces = (one if type(one) is str else text(at(one, "text")) for one in found)
    return "".join(filter(None, pieces))


def _author(item: dict[str, Any]) -> Author:
    return new_author(
        first_text(item, "from_id", "actor_id"),
        None,
        first_text(item, "from", "actor", "author"),
    )


def _entities(item: dict[str, Any], *kinds: str) -> tuple[str, ...]:
    found = mappings(item.get("text_entities")) or mappings(item.get("text"))
    return plucked([one for one in found if one.get("type") in kinds], "text")


def _links(item: dict[str, Any]) -> tuple[str, ...]:
    found = mappings(item.get("text_entities")) or mappings(item.get("text"))
    return _entities(item, "link") + plucked(found, "href")


def _media(item: dict[str, Any]) -> tuple[Media, ...]:
    kind = _KINDS.get(text(item.get("media_type")) or "")
    file, photo = text(item.get("file")), text(item.get("photo"))
    mime = (text(item.get("mime_type")) or "").partition("/")[0]
    kind = kind or (mime if mime in ("image", "video", "audio") else "other")
    found = [("image", photo), (kind, file)]
    # A path in brackets says that the file was left out of the export.
    return tuple(
        new_media(which, None, None if path.startswith("(") else path)
        for which, path in found
        if path
    )


def _parts(item: dict[str, Any], chat: dict[str, Any]) -> tuple[Part, ...]:
    card, spot = mapping(item.get("contact_information")), mapping(item.get("location_information"))
    return parts_of(
        ("reposted", None, text(item.get("forwarded_from"))),
        ("contact", _line(card, "first_name", "last_name", "phone_number")),
        ("contact", text(item.get("contact_vcard"))),
        ("place", ", ".join(str(spot[key]) for key in ("latitude", "longitude") if key in spot)),
        ("place", text(item.get("place_name"))),
        ("place", text(item.get("address"))),
        ("poll", _poll(mapping(item.get("poll")))),
        ("file_name", text(item.get("file_name"))),
        ("sound", _line(item, "performer", "title") if "media_type" in item else None),
        ("venue", text(chat.get("name"))),
    )


def _line(item: dict[str, Any], *names: str) -> str:
    return " ".join(found for name in names if (found := text(item.get(name))))


def _poll(poll: dict[str, Any]) -> str:
    return "\n".join([text(poll.get("question")) or "", *plucked(poll.get("answers"), "text")])


TELEGRAM = _TelegramFormat()


def _signature(item: dict[str, Any]) -> str | None:
    if "_chat" in item and "message" in item:
        return "its objects are messages with _chat and _sender"
    return None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    if "message" not in item and "_chat" not in item:
        raise Unrecognised("holds no message: neither message nor _chat")
    seen, chat, sender = (
        Sighting(source, missing),
        mapping(item.get("_chat")),
        mapping(item.get("_sender")),
    )
    chat_id, number = exact_id(chat.get("id")), exact_id(item.get("id"))
    answered = exact_id(at(item, "reply_to", "reply_to_msg_id"))
    channel, media = text(chat.get("username")), mapping(item.get("media"))
    page = mapping(media.get("webpage"))
    return [
        assemble(
            seen,
            "telegram",
            f"{chat_id or channel or '?'}/{number}" if number else None,
            words(item.get("message")),
            created=moment(item.get("date")),
            author=new_author(
                exact_id(sender.get("id")) or exact_id(at(item, "from_id", "user_id")) or chat_id,
                text(sender.get("username")),
                _line(sender, "first_name", "last_name") or text(sender.get("title"))
                or text(item.get("post_author")),
            ),
            url=f"https://t.me/{channel}/{number}" if channel and number else None,
            reply_to=reply_of(f"{chat_id}/{answered}" if chat_id and answered else answered),
            media=media_of() if not media or page else (new_media(_telethon_kind(media)),),
            links=filter(None, [text(page.get("url"))]),
            parts=parts_of(
                ("reposted", None, text(at(item, "fwd_from", "from_name"))),
                ("contact", _line(media, "first_name", "last_name", "phone_number")),
                ("contact", text(media.get("vcard"))),
                ("place", _line(media, "title", "address")),
                ("link_card", _line(page, "title", "description")),
                ("file_name", next(iter(plucked(at(media, "document", "attributes"),
                                                "file_name")), None)),
                ("poll", _poll(mapping(media.get("poll")))),
                ("venue", text(chat.get("title"))),
            ),
            thread=chat_id,
            marks=(bool(item.get("edit_date")) and "edited",
                   bool(item.get("fwd_from")) and "repost"),
        )
    ]  # fmt: skip


def _telethon_kind(media: dict[str, Any]) -> str:
    mime = (text(at(media, "document", "mime_type")) or "").partition("/")[0]
    return "image" if "photo" in media else mime if mime in ("image", "video", "audio") else "other"


TELEGRAM_4CAT = JsonFormat(
    name="telegram_4cat",
    description="Telegram messages as 4CAT keeps them (Telethon), NDJSON",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(Coverage("telegram", "text, sender's name and handle, address, contacts, places",
                       "bio"),),
)  # fmt: skip
